"""What the values of each trait of a simulated household say as facts that rules read.

The rules read facts; the city has states. A trait is a small number that the loops read off a household (`city.traits`), and
what it says as facts is written here once. Which values of a trait the rules tell apart is found from the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from kredslob.rules.frozen import dataclass
from kredslob.rules.units import MINUTES, Value
from kredslob.scenarios.city.layout import (
    BENEFIT_MONTHS,
    BY_AGE,
    BY_BENEFIT,
    BY_CHILD_STAYS,
    BY_CHILDREN,
    BY_CITIZENSHIP,
    BY_CONVICTED,
    BY_GUARANTEE,
    BY_INCOME,
    BY_LEAVING_HOME,
    BY_LIST,
    BY_OTHER_BENEFIT,
    BY_OTHERS,
    BY_PARTING,
    BY_PARTNER_BENEFIT,
    BY_PARTNER_WORK,
    BY_RELEASE,
    BY_RELEASES,
    BY_RESIDENT,
    BY_SCHOOLED,
    BY_SEEKS_SUITED,
    BY_SHARED,
    BY_STUDY,
    BY_TENANCY,
    BY_TERMINATED,
    BY_TWO_YEARS,
    BY_WORK,
    HOURS,
    INCOME_STEP,
    JOBS,
    MOST_CHILDREN,
    MOST_INCOME,
    MOST_MONTHS,
    MOST_YEARS,
)

Facts = Mapping[str, Value]
BENEFITS: Final = ("none", "cash", "early_pension", "unemployment_insurance")
PARTINGS: Final = ("none", "divorce", "break_up")
STUDIES: Final = ("none", "local", "elsewhere", "nearby")
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
        "in_education": value > 0, "studies_locally": STUDIES[value] in ("local", "nearby"),
        "studies_nearby": STUDIES[value] == "nearby",
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
    BY_BENEFIT: Trait((BENEFIT_MONTHS + 1) * len(BENEFITS), _benefit, 1),
    BY_PARTNER_BENEFIT: Trait((BENEFIT_MONTHS + 1) * len(BENEFITS), lambda value: _benefit(value, "partner_"), 1),
    BY_TWO_YEARS: Trait(_MONTHS, lambda value: {"partnered_two_years": value >= TWO_YEARS}, 1),
    BY_CHILD_STAYS: Trait(2, _yes_no("child_stays")),
    BY_GUARANTEE: Trait(_MONTHS + 1, _since("return_guarantee", "months_since_guarantee"), 1),
    BY_CITIZENSHIP: Trait(2, lambda value: {"citizenship": "other" if value else "home"}),
    BY_RELEASE: Trait(_MONTHS + 1, _since("needs_action_plan", "months_since_release"), 1),
    BY_TERMINATED: Trait(_MONTHS + 1, _since("tenancy_terminated", "months_since_termination"), 1),
    BY_OTHERS: Trait(2, _yes_no("others_in_work_or_education")),
    BY_OTHER_BENEFIT: Trait(2, _yes_no("other_adult_on_benefit")),
    BY_INCOME: Trait(MOST_INCOME + 1, lambda value: {"household_income": value * INCOME_STEP}),
    BY_CONVICTED: Trait(2, _yes_no("recently_convicted")),
    BY_RELEASES: Trait(2, _yes_no("releases_larger_dwelling")),
    BY_SCHOOLED: Trait(2, _yes_no("schooled_beyond_compulsory")),
}
STEP: Final[Mapping[int, int]] = {
    BY_PARTING: len(PARTINGS), BY_BENEFIT: len(BENEFITS), BY_PARTNER_BENEFIT: len(BENEFITS),
}  # fmt: skip
"""By how much a value rises when time moves it on, where not by one: a kind is told in the same number."""

ABSENT: Final[Facts] = {
    "secure_placement": False, "months_since_secure_release": 0, "listed_before_scheme": False, "refused": False,
}  # fmt: skip
"""What no simulated household has: so few are of it that none is drawn."""
