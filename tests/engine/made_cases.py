"""Vacancies, applicants and registers drawn at random, of any facts, turns and dates that can be supplied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from kredslob.engine.office import Office
from kredslob.engine.register.rows import Recorded
from kredslob.engine.vacancy import DATE_NAMES, WHEEL_NAMES, Applicant, TurnReading, Vacancy
from kredslob.rules.model import FactDeclaration
from kredslob.rules.units import PPM, Value
from tests.engine.small_city import (
    DAY,
    DWELLING,
    ESTATE,
    IN_WORK,
    NOBODY_CLAIMS,
    PLAIN,
    council,
    figures,
    library,
    listing,
    measured,
    office,
    prolonged,
    publication,
    settled,
)

FIRST, LAST = date(2011, 1, 1), date(2014, 12, 31)
GIVEN = {name: one for name, one in library().facts.items() if one.about == "applicant" and one.origin == "given"}
OF_DWELLING = {name: one for name, one in library().facts.items() if one.about == "vacancy" and one.origin == "given"}
NEAR: Mapping[str, tuple[int, ...]] = {
    "weekly_hours": (0, 25 * 60 - 1, 25 * 60, 37 * 60), "children": (0, 1, 3), "rooms": (1, 2, 3, 4),
    "shared_address_months": (0, 11, 12, 30), "benefit_months": (0, 5, 6, 9), "partner_benefit_months": (0, 5, 6),
    "list_number": (1, 2, 3, 4, 5),
}  # fmt: skip
"""Values on and near what the rules compare with."""


@dataclass(frozen=True)
class Made:
    """A vacancy, its applicants, where it is decided, and what is taken for guesses."""

    where: Office
    what: Vacancy
    people: tuple[Applicant, ...]
    assumed: Mapping[str, Value]


def values(fact: FactDeclaration) -> st.SearchStrategy[Value]:
    """Draw a value of a declared fact, mostly one that makes a difference."""
    match fact.type:
        case "yes_no":
            return st.booleans()
        case "choice":
            return st.sampled_from(list(fact.choices))
        case "date":
            months = st.sampled_from([-1, 0, 5, 6, 7, 11, 12, 13, 24, 36, 300, 420, 660, 672])
            return st.builds(
                lambda month, day: DAY - timedelta(days=30 * month + month // 2 + day), months, st.integers(-9, 9)
            )
        case "share":
            return st.sampled_from([0, 399_999, 400_000, 400_001, PPM])
        case "ratio":
            return st.sampled_from([0, 549_999, 550_000, 2 * PPM, 3 * PPM])
    low, high = fact.range or (0, 100)
    return st.sampled_from(NEAR[fact.name]) if fact.name in NEAR else st.integers(int(str(low)), int(str(high)))


@st.composite
def applicants(draw: st.DrawFn, most: int = 5, unknown: bool = True) -> tuple[Applicant, ...]:
    """Draw applicants: each a plain one with some facts changed, and some taken away where there may be unknowns."""
    found: list[Applicant] = []
    for place in range(draw(st.integers(0, most))):
        facts: dict[str, Value] = {**PLAIN, **(IN_WORK if draw(st.booleans()) else {})}
        facts["listed_since"] = date(draw(st.integers(2000, 2004)), 1, 1)
        facts["list_number"] = place + 1
        for name in draw(st.lists(st.sampled_from(sorted(GIVEN)), max_size=5, unique=True)):
            facts[name] = draw(values(GIVEN[name]))
        for name in draw(st.lists(st.sampled_from(sorted(facts)), max_size=2)) if unknown else ():
            facts.pop(name, None)
        found.append(Applicant(f"P{place + 1}", facts))
    return tuple(found)


@st.composite
def rows(draw: st.DrawFn) -> tuple[Recorded, ...]:
    """Draw what the register knows of the estate and its area."""
    found: list[Recorded] = []
    if draw(st.integers(0, 9)):
        parts: dict[str, Any] = {"employed": 500, "unemployed": 60, "students": 120, "other_outside": 320}
        rounded: dict[str, Any] = {"outside_rounded": (395_000, 405_000)}
        outside, more = draw(st.sampled_from([(300, {}), (400, {}), (401, {}), (None, parts), (None, rounded)]))
        found.append(measured(outside, 1000, **more))
    if draw(st.booleans()):
        found.append(measured(draw(st.sampled_from([300, 401])), year=2011, published=date(2011, 11, 15)))
    for day in draw(st.sets(st.sampled_from([date(2010, 10, 1), date(2011, 10, 1), date(2012, 10, 1)]))):
        found.append(publication("51b", day, complete=draw(st.integers(0, 4)) > 0))
        if draw(st.booleans()):
            found.append(listing("51b", day))
    if draw(st.booleans()):
        found.append(figures(2010, outside_labour_market=draw(st.sampled_from([399, 400, None])), non_western=501))
    if draw(st.integers(0, 3)) == 0:
        kind = draw(st.sampled_from(["combined_letting", "combined_letting_extended"]))
        found.append(council(kind, FIRST))  # type: ignore[arg-type]  # one of the two
    return tuple(found) or (measured(),)


@st.composite
def vacancies(draw: st.DrawFn, unknown: bool = True) -> Vacancy:
    """Draw a vacancy on a day of the agreement, or with dates of its own."""
    facts: dict[str, Value] = {**DWELLING}
    for name in draw(st.lists(st.sampled_from(sorted(OF_DWELLING)), max_size=2)):
        facts[name] = draw(values(OF_DWELLING[name]))
    for name in draw(st.lists(st.sampled_from(sorted(facts)), max_size=1)) if unknown else ():
        facts.pop(name)
    if draw(st.integers(0, 3)) == 0:
        facts |= {name: draw(st.booleans()) for name in draw(st.sets(st.sampled_from(sorted(NOBODY_CLAIMS))))}
    slots = {"referral": 3, "transfer": 2, "external": 1, "split": 3}
    turns = {
        name: TurnReading(draw(st.integers(1, slots[name])), draw(st.sampled_from([0, 0, 0, 1])))
        for name in WHEEL_NAMES
        if not unknown or draw(st.integers(0, 7))
    }
    days = st.dates(FIRST, LAST)
    if draw(st.integers(0, 3)):
        return Vacancy("V1", ESTATE, draw(st.one_of(st.just(DAY), days)), {}, facts, turns)
    dates = {name: draw(days) for name in DATE_NAMES if name == "notice" or draw(st.booleans())}
    return Vacancy("V1", ESTATE, None, dates, facts, turns)


@st.composite
def assumptions(draw: st.DrawFn) -> Mapping[str, Value]:
    """Draw values for all guesses but a few, which are left open."""
    open_ = draw(st.sets(st.sampled_from(sorted(settled())), max_size=4))
    if draw(st.integers(0, 5)) == 0:
        return {}
    return {name: value for name, value in settled().items() if name not in open_}


@st.composite
def made(draw: st.DrawFn, unknown: bool = True, open_guesses: bool = True) -> Made:
    """Draw a whole case."""
    where = office(*draw(rows()), in_area=draw(st.booleans()))
    taken = draw(assumptions()) if open_guesses else {**settled(), "applies_by": "notice"}
    return Made(where, draw(vacancies(unknown)), draw(applicants(unknown=unknown)), taken)


assert prolonged().base.start.day == FIRST
