"""A city of one estate, made of a few rows, so that a test shows all that a decision rests on.

The agreement is the shipped one, thought prolonged, so that the law of later years can be asked too. Applicants are
fully known: each test names the few facts that make the difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from kredslob.engine.case import Case
from kredslob.engine.decide import decide
from kredslob.engine.decision import Decision
from kredslob.engine.office import Office
from kredslob.engine.register.model import Register
from kredslob.engine.register.rows import (
    Area,
    AreaFigures,
    CouncilDecision,
    DecisionKind,
    Estate,
    Listing,
    Measurement,
    NationalFigures,
    Organisation,
    Publication,
    Recorded,
)
from kredslob.engine.vacancy import WHEEL_NAMES, Applicant, TurnReading, Vacancy
from kredslob.rules.library import Agreement, Library, load_library, start_id
from kredslob.rules.units import Value

ESTATE, AREA, ORGANISATION = "proevegaarden", "proeveomraadet", "proeve"
FRAMEWORK = "kbh-2011-2014"
DAY = date(2011, 5, 2)
KNOWN = date(2010, 1, 1)
TURNS = {name: TurnReading(1) for name in WHEEL_NAMES}
"""Every wheel at its first slot: no referral, no transfer, the first groups first."""

NOBODY_CLAIMS: Mapping[str, Any] = dict.fromkeys(
    ("rehousing_claim", "return_guarantee_claim", "own_estate_claim", "divorce_claim", "organisation_claim"), False
)
DWELLING: Mapping[str, Value] = {"dwelling_kind": "family", "rooms": 3, "flexible_due": True}

PLAIN: Mapping[str, Value] = {
    "list": "external", "job": "none", "weekly_hours": 0, "birth_date": date(1971, 1, 1), "in_education": False,
    "studies_locally": False, "resident_in_city": True, "leaving_parental_home": False, "seeks_age_suited_home": False,
    "children": 0, "parting": "none", "child_stays": False, "tenant_of": "none", "return_guarantee": False,
    "needs_action_plan": False, "secure_placement": False, "tenancy_terminated": False, "citizenship": "home",
    "student_at_recognised_institution": False, "benefit": "none", "has_partner": False, "partnered_two_years": False,
    "partner_benefit": "none", "partner_in_work": False,
}  # fmt: skip
"""An applicant of forty who meets no criterion, has no claim and whom nothing bars."""

IN_WORK: Mapping[str, Value] = {"job": "permanent", "weekly_hours": 37 * 60}


@cache
def library() -> Library:
    """Give the shipped rules."""
    return load_library()


@cache
def prolonged() -> Agreement:
    """Give the shipped agreement as if it had no end."""
    agreement = library().in_force(DAY)
    return replace(agreement, base=replace(agreement.base, to=None))


@cache
def settled() -> Mapping[str, Value]:
    """Give every guess at its assumed value, so that a test of something else hangs on none."""
    agreement = prolonged()
    found: dict[str, Value] = {start_id(one.id): one.start.day for one in agreement.amendments}
    for document in (agreement.base, *agreement.laws):
        for key, series in document.parameters.items():
            value = series.values[-1]
            if value.basis == "assumed" and value.value is not None:
                found[key] = value.value
    return found


def city(*rows: Recorded, in_area: bool = False, agreement: str | None = None) -> Register:
    """Give a register with one estate, in the area or in none, and further rows about them."""
    return Register.of((
        Organisation("proeve", "Prøveselskabet", origin="public", recorded_on=KNOWN),
        Area(AREA, "Prøveområdet", origin="public", recorded_on=KNOWN),
        Estate(ESTATE, "Prøvegården", ORGANISATION, AREA if in_area else None, agreement, origin="public", recorded_on=KNOWN),
        *rows,
    ))  # fmt: skip


def measured(
    outside: int | None = 300, of: int = 1000, year: int = 2010, published: date | None = None, **more: Any
) -> Measurement:
    """Give the municipality's measurement of the estate: so many outside the workforce of so many."""
    published = published or date(year, 11, 15)
    return Measurement(ESTATE, year, published, 2 * of, of, outside, 30, origin="public", recorded_on=published, **more)


def publication(list_: str, published: date, *, complete: bool = True, valid_to: date | None = None) -> Publication:
    """Give a list that was published; the area is on it only if a listing says so."""
    return Publication(list_, "", published, complete, valid_to, origin="public", recorded_on=published)


def listing(list_: str, published: date, category: str = "51b") -> Listing:
    """Give the area's row on a published list."""
    return Listing(list_, published, AREA, category, origin="public", recorded_on=published)


def figures(year: int, **counts: int | None) -> AreaFigures:
    """Give the area's figures for a year: by default a thousand residents and nothing remarkable among them."""
    plain: dict[str, Any] = {
        "residents": 1000, "aged_18_64": 1000, "outside_labour_market": 0, "without_link": 0, "non_western": 0,
        "adults": 1000, "convicted": 0, "aged_30_59": 1000, "only_compulsory_school": 0,
        "income_ppm_of_region": 1_000_000,
    }  # fmt: skip
    return AreaFigures(AREA, year, **{**plain, **counts}, origin="public", recorded_on=date(year, 12, 31))


def national(year: int, convicted: int, adults: int) -> NationalFigures:
    """Give the country's figures for a year."""
    return NationalFigures(year, convicted, adults, origin="public", recorded_on=date(year, 12, 31))


def council(kind: DecisionKind, from_: date, to: date | None = None) -> CouncilDecision:
    """Give the council's decision for the area."""
    return CouncilDecision(kind, AREA, from_, to, origin="public", recorded_on=from_)


def office(*rows: Recorded, in_area: bool = False, known: Library | None = None) -> Office:
    """Give an office in this city; without rows its estate is measured at 30 per cent."""
    return Office(known or library(), city(*(rows or (measured(),)), in_area=in_area), prolonged())


def vacancy(
    on: date | None = DAY,
    turns: Mapping[Any, TurnReading] | None = None,
    dates: Mapping[Any, date] | None = None,
    **facts: Value | None,
) -> Vacancy:
    """Give a vacant family dwelling of three rooms in the estate; facts given as None are left unknown."""
    given = {name: value for name, value in {**DWELLING, **facts}.items() if value is not None}
    return Vacancy("V1", ESTATE, on, dates or {}, given, {**TURNS, **(turns or {})})


def applicant(name: str, since: date | int, **facts: Value | None) -> Applicant:
    """Give an applicant listed since a day (or 1 January of a year); facts given as None are left unknown."""
    listed = since if isinstance(since, date) else date(since, 1, 1)
    number = int("".join(sign for sign in name if sign.isdigit()) or 1)
    given = {**PLAIN, "listed_since": listed, "list_number": number, **facts}
    return Applicant(name, {key: value for key, value in given.items() if value is not None})


def decided(
    people: Iterable[Applicant] | None = (),
    where: Office | None = None,
    what: Vacancy | None = None,
    assumed: Mapping[str, Value] | None = None,
) -> Decision:
    """Decide with every guess settled, but for what is given in `assumed`."""
    applicants = None if people is None else list(people)
    taken = {**settled(), **(assumed or {})}
    return decide(where or office(), what or vacancy(), applicants, assumed=taken)


def offered(decision: Decision) -> str | None:
    """Give whom the dwelling is offered to, or how it goes if to nobody by name."""
    if decision.offer is None:
        return None
    return decision.offer.applicant or decision.offer.how


def case_of(
    people: Sequence[Applicant] | None = None,
    where: Office | None = None,
    what: Vacancy | None = None,
    assumed: Mapping[str, Value] | None = None,
) -> Case:
    """Give the case before anything in it has been decided; guesses are settled unless `assumed` says otherwise."""
    at, asked = where or office(), what or vacancy()
    estate = at.register.estate(asked.estate)
    day = asked.on or DAY
    taken = settled() if assumed is None else assumed
    return Case(at, asked, estate, day, at.terms_for(day, estate, taken), people)
