"""What the facts of the rules are in the simulated city: each trait of a household, and the facts that it stands for.

The rules read facts; the city has states. A trait is a small number that the loops read off a household, and what it says
as facts is written here once, beside how it is read. Which values of a trait the rules tell apart is found from the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from kredslob.rules.frozen import dataclass
from kredslob.rules.units import MINUTES, Value
from kredslob.scenarios.city.layout import (
    BENEFIT,
    BORN,
    BY_AGE,
    BY_BENEFIT,
    BY_CHILD_STAYS,
    BY_CHILDREN,
    BY_CITIZENSHIP,
    BY_GUARANTEE,
    BY_LEAVING_HOME,
    BY_LIST,
    BY_PARTING,
    BY_PARTNER_BENEFIT,
    BY_PARTNER_WORK,
    BY_RELEASE,
    BY_RESIDENT,
    BY_SEEKS_SUITED,
    BY_SHARED,
    BY_STUDY,
    BY_TENANCY,
    BY_TERMINATED,
    BY_TWO_YEARS,
    BY_WORK,
    CHILD_STAYS,
    CHILDREN,
    EARLY_PENSION,
    EMPLOYED,
    GUARANTEED,
    HOURS,
    HOURS_SHIFT,
    JOB_SHIFT,
    JOBS,
    LABOUR,
    LEAVING_HOME,
    LISTED,
    MOST_CHILDREN,
    MOST_MONTHS,
    MOST_YEARS,
    MOVED,
    NATURE,
    NO_CHILD,
    NOBODY,
    NOT_CITIZEN,
    PARTED,
    PARTING,
    RELEASED,
    RESIDENT,
    SEEKS_SUITED,
    SHARED,
    SINCE,
    SLOTS,
    STUDENT,
    STUDIES_LOCALLY,
    TERMINATED,
    TOGETHER,
    TRAITS,
    UNEMPLOYED,
)

if TYPE_CHECKING:
    from kredslob.scenarios.city.layout import Ints

Facts = Mapping[str, Value]
BENEFITS: Final = ("none", "cash", "early_pension", "unemployment_insurance")
PARTINGS: Final = ("none", "divorce", "break_up")
STUDIES: Final = ("none", "local", "elsewhere")
_BENEFIT_MONTHS: Final = 24  # a benefit's months are told apart up to so many
TWO_YEARS: Final = 24


@dataclass(frozen=True, slots=True)
class Trait:
    """A trait of whoever waits: how many values it has, what each says as facts, and whether time alone moves it on."""

    size: int
    facts: Callable[[int], Facts]
    moves_by: int = 0
    """Months after which it is one higher by itself; 0: never."""


# --- what each value says, as facts -----------------------------------------------------------------------------------


def _work(value: int) -> Facts:
    if value == 0:
        return {"job": "none", "weekly_hours": 0}
    kind, level = divmod(value - 1, len(HOURS))
    return {"job": JOBS[kind], "weekly_hours": HOURS[level] * MINUTES}


def _study(value: int) -> Facts:
    return {
        "in_education": value > 0, "studies_locally": STUDIES[value] == "local",
        "student_at_recognised_institution": value > 0,
    }  # fmt: skip


def _parting(value: int) -> Facts:
    months, kind = divmod(value, len(PARTINGS))
    return {"parting": PARTINGS[kind], "months_since_divorce": months}


def _list(value: int) -> Facts:
    lists = ("external", "municipal", "organisation", "estate", "external")
    tenancies = ("none", "none", "organisation", "estate", "none")
    return {"list": lists[value], "tenant_of": tenancies[value]}


def _benefit(value: int, prefix: str = "") -> Facts:
    months, kind = divmod(value, len(BENEFITS))
    return {f"{prefix}benefit": BENEFITS[kind], f"{prefix}benefit_months": months}


def _since(flag: str, months: str) -> Callable[[int], Facts]:
    """Give what "not at all" (0) and "n months ago" (n + 1) say."""
    return lambda value: {flag: value > 0, months: max(0, value - 1)}


def _yes_no(fact: str) -> Callable[[int], Facts]:
    return lambda value: {fact: value == 1}


_MONTHS: Final = MOST_MONTHS + 1
TRAITS_BY_NUMBER: Final[Mapping[int, Trait]] = {
    BY_AGE: Trait(MOST_YEARS + 1, lambda value: {"age": value}, 12),
    BY_WORK: Trait(1 + len(JOBS) * len(HOURS), _work),
    BY_PARTNER_WORK: Trait(3, lambda value: {"has_partner": value > 0, "partner_in_work": value == 2}),
    BY_STUDY: Trait(len(STUDIES), _study),
    BY_RESIDENT: Trait(2, _yes_no("resident_in_city")),
    BY_LEAVING_HOME: Trait(2, _yes_no("leaving_parental_home")),
    BY_SEEKS_SUITED: Trait(2, _yes_no("seeks_age_suited_home")),
    BY_PARTING: Trait(_MONTHS * len(PARTINGS), _parting, 1),
    BY_SHARED: Trait(_MONTHS, lambda value: {"shared_address_months": value}),
    BY_CHILDREN: Trait(MOST_CHILDREN + 1, lambda value: {"children": value}),
    BY_LIST: Trait(5, _list),
    BY_TENANCY: Trait(_MONTHS, lambda value: {"tenancy_months": value}, 1),
    BY_BENEFIT: Trait((_BENEFIT_MONTHS + 1) * len(BENEFITS), _benefit, 1),
    BY_PARTNER_BENEFIT: Trait((_BENEFIT_MONTHS + 1) * len(BENEFITS), lambda value: _benefit(value, "partner_"), 1),
    BY_TWO_YEARS: Trait(_MONTHS, lambda value: {"partnered_two_years": value >= TWO_YEARS}, 1),
    BY_CHILD_STAYS: Trait(2, _yes_no("child_stays")),
    BY_GUARANTEE: Trait(_MONTHS + 1, _since("return_guarantee", "months_since_guarantee"), 1),
    BY_CITIZENSHIP: Trait(2, lambda value: {"citizenship": "other" if value else "home"}),
    BY_RELEASE: Trait(_MONTHS + 1, _since("needs_action_plan", "months_since_release"), 1),
    BY_TERMINATED: Trait(_MONTHS + 1, _since("tenancy_terminated", "months_since_termination"), 1),
}
STEP: Final[Mapping[int, int]] = {
    BY_PARTING: len(PARTINGS), BY_BENEFIT: len(BENEFITS), BY_PARTNER_BENEFIT: len(BENEFITS),
}  # fmt: skip
"""By how much a value rises when time moves it on, where not by one: a kind is told in the same number."""

ABSENT: Final[Facts] = {
    "secure_placement": False, "months_since_secure_release": 0, "listed_before_scheme": False, "refused": False,
}  # fmt: skip
"""What no simulated household has: so few are of it that none is drawn."""


# --- how each is read off a household -----------------------------------------------------------------------------------


def months_told(since: int, month: int) -> int:
    """Give the months since, up to as many as are told apart."""
    return min(max(month - since, 0), MOST_MONTHS)


def trait_of(  # noqa: C901, PLR0912 - one branch for each trait
    people: Ints, households: Ints, house: int, which: int, kind: int, month: int
) -> int:
    """Give a trait of a household that waits on a list of a kind."""
    first = house * SLOTS
    other = first + 1
    row = households
    traits = row[house, TRAITS]
    if which == BY_AGE:
        return int(min((month - people[first, BORN]) // 12, MOST_YEARS))
    if which == BY_WORK:
        return max(_work_of(people, first), _work_of(people, other) if people[first, LABOUR] != EMPLOYED else 0)
    if which == BY_PARTNER_WORK:
        if people[other, LABOUR] == NOBODY:
            return 0
        return 2 if works_full(people, first) and works_full(people, other) else 1
    if which == BY_STUDY:
        if people[first, LABOUR] != STUDENT:
            return 0
        return 1 if traits & STUDIES_LOCALLY else 2
    if which == BY_PARTING:
        return months_told(row[house, PARTED], month) * 3 + row[house, PARTING] if row[house, PARTING] else 0
    if which == BY_SHARED:
        return int(min(max(row[house, SHARED], 0), MOST_MONTHS))
    if which == BY_CHILDREN:
        count = 0
        for child in range(CHILDREN, CHILDREN + MOST_CHILDREN):
            if row[house, child] != NO_CHILD:
                count += 1
        return count
    if which == BY_LIST:
        return kind
    if which == BY_TENANCY:
        return months_told(row[house, MOVED], month)
    if which == BY_BENEFIT:
        return _benefit_of(people, first, month)
    if which == BY_PARTNER_BENEFIT:
        return _benefit_of(people, other, month)
    if which == BY_TWO_YEARS:
        return months_told(row[house, TOGETHER], month) if people[other, LABOUR] != NOBODY else 0
    if which == BY_GUARANTEE:
        return 1 + months_told(row[house, GUARANTEED], month) if row[house, GUARANTEED] != NO_CHILD else 0
    if which == BY_RELEASE:
        return 1 + months_told(row[house, LISTED], month) if traits & RELEASED else 0
    if which == BY_TERMINATED:
        return 1 + months_told(row[house, LISTED], month) if traits & TERMINATED else 0
    return 1 if traits & _bit_of(which) else 0


def _bit_of(which: int) -> int:
    if which == BY_RESIDENT:
        return RESIDENT
    if which == BY_LEAVING_HOME:
        return LEAVING_HOME
    if which == BY_SEEKS_SUITED:
        return SEEKS_SUITED
    if which == BY_CHILD_STAYS:
        return CHILD_STAYS
    return NOT_CITIZEN


def works_full(people: Ints, one: int) -> bool:
    """Tell whether somebody has permanent work of at least 30 hours, by which a partner is in work too."""
    return 1 <= _work_of(people, one) <= 2


def _work_of(people: Ints, one: int) -> int:
    if people[one, LABOUR] != EMPLOYED:
        return 0
    nature = people[one, NATURE]
    return int(1 + ((nature >> JOB_SHIFT) & 3) * 4 + ((nature >> HOURS_SHIFT) & 3))


def _benefit_of(people: Ints, one: int, month: int) -> int:
    labour = people[one, LABOUR]
    kind = 1 if labour == BENEFIT else 2 if labour == EARLY_PENSION else 3 if labour == UNEMPLOYED else 0
    return min(max(month - people[one, SINCE], 0), _BENEFIT_MONTHS) * 4 + kind if kind else 0
