"""The traits of a household that waits, each a small number by which lists may tell people apart.

What the values say as facts that rules read stands in `agreed.meanings`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from kredslob.scenarios.city.layout import (
    APART,
    BENEFIT,
    BENEFIT_MONTHS,
    BORN,
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
    CHILD_STAYS,
    CHILDREN,
    CONVICTED,
    EARLY_PENSION,
    EMPLOYED,
    GUARANTEED,
    HOURS,
    HOURS_SHIFT,
    INCOME_STEP,
    JOB_SHIFT,
    LABOUR,
    LEAVING_HOME,
    LISTED,
    MOST_CHILDREN,
    MOST_INCOME,
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
)

if TYPE_CHECKING:
    from kredslob.scenarios.city.layout import Longs, Rows


# Traits that are a bit each, which nothing changes while somebody waits: they are looked up together, by all bits.
BIT_OF: Final[Mapping[int, int]] = {
    BY_RESIDENT: RESIDENT, BY_LEAVING_HOME: LEAVING_HOME, BY_SEEKS_SUITED: SEEKS_SUITED, BY_CHILD_STAYS: CHILD_STAYS,
    BY_CONVICTED: CONVICTED, BY_RELEASES: RELEASES_LARGER, BY_SCHOOLED: SCHOOLED, BY_CITIZENSHIP: NOT_CITIZEN,
}  # fmt: skip


def months_told(since: int, month: int) -> int:
    """Give the months since, up to as many as are told apart."""
    return min(max(month - since, 0), MOST_MONTHS)


def trait_of(  # noqa: C901, PLR0912 - one branch for each trait
    people: Rows, households: Rows, house: int, which: int, kind: int, month: int, incomes: Longs
) -> int:
    """Give a trait, none of BIT_OF, of a household that waits on a list of a kind; `incomes`: DKK a year by state."""
    first = house * APART
    other = first + 1
    row = households[house]
    traits = row[TRAITS]
    if which == BY_AGE:
        return int(min((month - people[first][BORN]) // 12, MOST_YEARS))
    if which == BY_WORK:
        return max(_work_of(people, first), _work_of(people, other) if people[first][LABOUR] != EMPLOYED else 0)
    if which == BY_PARTNER_WORK:
        if people[other][LABOUR] == NOBODY:
            return 0
        return 2 if works_full(people, first) and works_full(people, other) else 1
    if which == BY_STUDY:
        if people[first][LABOUR] != STUDENT:
            return 0
        return 3 if traits & STUDIES_NEARBY else 1 if traits & STUDIES_LOCALLY else 2
    if which == BY_PARTING:
        return months_told(row[PARTED], month) * 3 + row[PARTING] if row[PARTING] else 0
    if which == BY_SHARED:
        return int(min(max(row[SHARED], 0), MOST_MONTHS))
    if which == BY_CHILDREN:
        count = 0
        for child in range(MOST_CHILDREN):
            if row[CHILDREN][child] != NO_CHILD:
                count += 1
        return count
    if which == BY_LIST:
        return kind
    if which == BY_TENANCY:
        return months_told(row[MOVED], month)
    if which == BY_BENEFIT:
        return _benefit_of(people, first, month)
    if which == BY_PARTNER_BENEFIT:
        return _benefit_of(people, other, month)
    if which == BY_TWO_YEARS:
        return months_told(row[TOGETHER], month) if people[other][LABOUR] != NOBODY else 0
    if which == BY_GUARANTEE:
        return 1 + months_told(row[GUARANTEED], month) if row[GUARANTEED] != NO_CHILD else 0
    if which == BY_RELEASE:
        return 1 + months_told(row[LISTED], month) if traits & RELEASED else 0
    if which == BY_TERMINATED:
        return 1 + months_told(row[LISTED], month) if traits & TERMINATED else 0
    if which == BY_OTHERS:
        return 1 if others_occupied(people, first) else 0
    if which == BY_OTHER_BENEFIT:
        return 1 if people[first + SLOTS - 1][LABOUR] in (BENEFIT, UNEMPLOYED) else 0
    if which == BY_INCOME:
        return min(income_of(people, first, incomes) // INCOME_STEP, MOST_INCOME)
    return 0


def others_occupied(people: Rows, first: int) -> bool:
    """Tell whether all adults below 65 but the first are in permanent work or in education."""
    for one in range(first + 1, first + SLOTS):
        labour = people[one][LABOUR]
        if labour not in (NOBODY, RETIRED, STUDENT) and not works_full(people, one):
            return False
    return True


def income_of(people: Rows, first: int, incomes: Longs) -> int:
    """Give the yearly income of those below 65 who are not in education; part-time work pays its part."""
    total = 0
    for one in range(first, first + SLOTS):
        labour = people[one][LABOUR]
        if labour not in (NOBODY, RETIRED, STUDENT):
            hours = HOURS[(people[one][NATURE] >> HOURS_SHIFT) & 3] if labour == EMPLOYED else HOURS[0]
            total += incomes[labour] * hours // HOURS[0]
    return int(total)


def works_full(people: Rows, one: int) -> bool:
    """Tell whether somebody has permanent work of at least 30 hours, by which a partner is in work too."""
    return 1 <= _work_of(people, one) <= 2


def _work_of(people: Rows, one: int) -> int:
    if people[one][LABOUR] != EMPLOYED:
        return 0
    nature = people[one][NATURE]
    return int(1 + ((nature >> JOB_SHIFT) & 3) * 4 + ((nature >> HOURS_SHIFT) & 3))


def _benefit_of(people: Rows, one: int, month: int) -> int:
    labour = people[one][LABOUR]
    kind = 1 if labour == BENEFIT else 2 if labour == EARLY_PENSION else 3 if labour == UNEMPLOYED else 0
    return min(max(month - people[one][SINCE], 0), BENEFIT_MONTHS) * 4 + kind if kind else 0
