"""The simulated city told as an office knows it: raw facts about people, dwellings and wheels, without any table.

What the loops look up in tables is told here once more from the state itself, so that a simulated letting can be decided
again by the evaluator that decides real ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from kredslob.engine.calendar import add_months
from kredslob.engine.estates import EstateOn
from kredslob.engine.register.model import Register
from kredslob.engine.register.rows import AreaFigures, Measurement, NationalFigures, Recorded
from kredslob.engine.vacancy import Applicant
from kredslob.rules.units import MINUTES, Value
from kredslob.scenarios.city.layout import (
    A_AGED,
    A_OUTSIDE,
    A_RESIDENTS,
    A_WITHOUT_LINK,
    ACTING,
    APART,
    AREA_YEARS,
    BENEFIT,
    BORN,
    CHILD_STAYS,
    CHILDREN,
    CONVICTED,
    EARLY_PENSION,
    EMPLOYED,
    ESTATE,
    EXTERNAL,
    GUARANTEED,
    HOME,
    HOURS,
    HOURS_SHIFT,
    JOB_SHIFT,
    JOBS,
    KEY,
    LABOUR,
    LEAVING_HOME,
    LISTED,
    M_AGED,
    M_OUTSIDE,
    M_VACATED,
    MOVED,
    MUNICIPAL,
    NATURE,
    NO_CHILD,
    NOBODY,
    NONE,
    NOT_CITIZEN,
    OF_ESTATE,
    OF_ORGANISATION,
    PARTED,
    PARTING,
    RELEASED,
    RELEASES_LARGER,
    RESIDENT,
    RETIRED,
    SCHOOLED,
    SEEKS_SUITED,
    SHARED,
    SINCE,
    SLOTS,
    STUDENT,
    STUDIES_LOCALLY,
    STUDIES_NEARBY,
    TERMINATED,
    TOGETHER,
    TRAITS,
    UNEMPLOYED,
    State,
)
from kredslob.scenarios.running.setting import Setting

if TYPE_CHECKING:
    from kredslob.scenarios.city.layout import Row

LISTS: Final = {EXTERNAL: "external", MUNICIPAL: "municipal", OF_ORGANISATION: "organisation", OF_ESTATE: "estate"}
BENEFITS: Final = {BENEFIT: "cash", EARLY_PENSION: "early_pension", UNEMPLOYED: "unemployment_insurance"}
PARTINGS: Final = ("none", "divorce", "break_up")
TWO_YEARS: Final = 24


def applicant_of(setting: Setting, state: State, house: int, kind: int, month: int, estate: int) -> Applicant:
    """Tell of a household that waits on a list of a kind what the office of an estate would know; its pseudonym is its row."""
    row = state.households[house]
    first, other = state.people[house * APART], state.people[house * APART + 1]
    first_day = setting.months.first
    traits = int(row[TRAITS])

    def day(since: int) -> date:
        return add_months(first_day, int(since))

    couple = other[LABOUR] != NOBODY
    worker = first if first[LABOUR] == EMPLOYED or not couple else other
    studies = first[LABOUR] == STUDENT
    facts: dict[str, Value] = {
        "list": LISTS.get(kind, "external"), "listed_since": day(row[LISTED]), "list_number": _number(state, house),
        "birth_date": day(first[BORN]), "job": _job(worker), "weekly_hours": _hours(worker) * MINUTES,
        "has_partner": bool(couple), "partner_in_work": bool(couple and _full(first) and _full(other)),
        "partnered_two_years": bool(couple and month - row[TOGETHER] >= TWO_YEARS), "in_education": bool(studies),
        "studies_locally": bool(studies and traits & (STUDIES_LOCALLY | STUDIES_NEARBY)), "student_at_recognised_institution": bool(studies),
        "resident_in_city": bool(traits & RESIDENT), "leaving_parental_home": bool(traits & LEAVING_HOME),
        "seeks_age_suited_home": bool(traits & SEEKS_SUITED), "child_stays": bool(traits & CHILD_STAYS),
        "citizenship": "other" if traits & NOT_CITIZEN else "home",
        "children": int((row[CHILDREN] != NO_CHILD).sum()), "parting": PARTINGS[row[PARTING]],
        "parted_on": day(row[PARTED]), "shared_address_months": int(row[SHARED]), "tenant_of": _tenant_of(state, house, kind, estate),
        "tenant_since": day(row[MOVED]), "return_guarantee": bool(row[GUARANTEED] != NO_CHILD),
        "guarantee_issued": day(-1200 if row[GUARANTEED] == NO_CHILD else row[GUARANTEED]), "benefit": _benefit(first),
        "benefit_months": month - int(first[SINCE]), "partner_benefit": _benefit(other) if couple else "none",
        "partner_benefit_months": month - int(other[SINCE]) if couple else 0, "needs_action_plan": bool(traits & RELEASED),
        "released_on": day(row[LISTED]), "secure_placement": False, "secure_released_on": day(row[LISTED]),
        "tenancy_terminated": bool(traits & TERMINATED), "tenancy_terminated_on": day(row[LISTED]),
        "listed_before_scheme": False, "studies_nearby": bool(studies and traits & STUDIES_NEARBY),
        "recently_convicted": bool(traits & CONVICTED), "releases_larger_dwelling": bool(traits & RELEASES_LARGER),
        "schooled_beyond_compulsory": bool(traits & SCHOOLED), **_of_others(setting, state, house),
    }  # fmt: skip
    declared = setting.course.office.library.facts
    return Applicant(str(house), {name: value for name, value in facts.items() if name in declared})


def _of_others(setting: Setting, state: State, house: int) -> dict[str, Value]:
    """Tell of all adults of a household together."""
    adults = [state.people[house * APART + slot] for slot in range(SLOTS)]
    at_work = [one for one in adults if one[LABOUR] not in (NOBODY, RETIRED, STUDENT)]
    incomes = setting.manners.incomes
    income = sum(
        int(incomes[one[LABOUR]]) * (_hours(one) if one[LABOUR] == EMPLOYED else HOURS[0]) // HOURS[0]
        for one in at_work
    )
    return {
        "others_in_work_or_education": all(_full(one) for one in at_work if one is not adults[0]),
        "other_adult_on_benefit": bool(adults[-1][LABOUR] in (BENEFIT, UNEMPLOYED)), "household_income": income,
    }  # fmt: skip


def _number(state: State, house: int) -> int:
    """Give the list number: the lot that orders those who joined in one month."""
    return int(state.households[house][KEY]) & ((1 << 40) - 1)


def _tenant_of(state: State, house: int, kind: int, estate: int) -> str:
    """Tell whose tenant somebody is; who has parted from somebody in the organisation still counts as its tenant."""
    home = state.households[house][HOME]
    if home != NONE and state.dwellings[home][ESTATE] == estate:
        return "estate"
    return "organisation" if kind == OF_ORGANISATION else "none"


def _job(person: Row) -> str:
    return JOBS[person[NATURE] >> JOB_SHIFT & 3] if person[LABOUR] == EMPLOYED else "none"


def _hours(person: Row) -> int:
    return HOURS[person[NATURE] >> HOURS_SHIFT & 3] if person[LABOUR] == EMPLOYED else 0


def _full(person: Row) -> bool:
    return _job(person) == "permanent" and _hours(person) >= 30


def _benefit(person: Row) -> str:
    return BENEFITS.get(int(person[LABOUR]), "none")


def register_of(setting: Setting, state: State, month: int) -> Register:
    """Give the register of a month, with the figures that act in the simulation instead of those that were measured.

    Key figures and the simulated figures of areas are told from the state; of other figures the last word is held still.
    """
    known, day = setting.course.office.register, setting.months.day(month)
    replaced: dict[type[Recorded], list[Recorded]] = {
        Measurement: list(_measurements(setting, state, _acting(setting, day))),
        AreaFigures: [row for area in setting.areas for row in _figures_of(setting, state, area, day.year)],
        NationalFigures: list(_national(known, day.year)),
    }

    def load(kind: type[Recorded]) -> Iterable[Recorded]:
        return replaced[kind] if kind in replaced else known.rows(kind)

    return Register("simulated", load)


def _acting(setting: Setting, day: date) -> date:
    """Give the day whose measurements act on a day: the day itself or the last spring adjustment under the agreement."""
    course = setting.course
    terms = course.office.terms_for(day, None, course.taken(day))
    start = course.office.agreement_on(day).base.start.day
    one = EstateOn(course.office.register, course.estates[0], day, terms, start)
    return one.effective(terms.value("measurement.takes_effect") or "", terms.value("adjustment.day") or "")


def _measurements(setting: Setting, state: State, published: date) -> Iterable[Measurement]:
    for home, row in zip(setting.homes, state.estates.tolist(), strict=True):
        yield replace(
            home.measured, year=published.year, published=published, recorded_on=published, residents=row[ACTING + M_AGED],
            aged_18_64=row[ACTING + M_AGED], outside_workforce=row[ACTING + M_OUTSIDE], outside_rounded=None,
            employed=None, unemployed=None, students=None, other_outside=None, base_vacancies=row[ACTING + M_VACATED],
        )  # fmt: skip


def _national(known: Register, year: int) -> Iterable[NationalFigures]:
    rows = known.national_figures
    for own in range(year - AREA_YEARS, year) if rows else ():
        yield replace(rows[max((each for each in rows if each <= own), default=min(rows))], year=own)


def _figures_of(setting: Setting, state: State, area: str, year: int) -> Iterable[AreaFigures]:
    """Give an area's figures of the last years before one, as they are simulated; what is not is held still."""
    at = setting.areas.index(area)
    known = {row.year: row for row in setting.course.office.register.area_figures(area)}
    if not known:
        return
    for back in range(AREA_YEARS):
        own = year - 1 - back
        told = known.get(own) or known[max((each for each in known if each <= own), default=min(known))]
        counts = [int(state.areas[at, column + back]) for column in (A_RESIDENTS, A_AGED, A_OUTSIDE, A_WITHOUT_LINK)]
        yield replace(
            told, year=own, residents=counts[0], aged_18_64=counts[1], outside_labour_market=counts[2],
            without_link=counts[3],
        )  # fmt: skip


def waiting_on(state: State, lists: Sequence[int]) -> Mapping[int, Sequence[int]]:
    """Give the households that wait on each of some lists."""
    import numpy as np

    from kredslob.scenarios.city.layout import LIST

    where = state.households[LIST]
    return {which: np.flatnonzero(where == which).tolist() if which != NONE else [] for which in lists}
