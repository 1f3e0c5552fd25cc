"""Make yearly counts from which an area's shares come out as an example has them.

A share is counts of people, so not every number of parts per million can be had: the counts give a share that compares
with every threshold as the one wanted does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Final

from kredslob.engine.register.rows import AreaFigures, NationalFigures
from kredslob.engine.shares import to_ppm
from kredslob.rules.model import Measure
from kredslob.rules.units import PPM, Value

EARLY: Final = date(1990, 1, 1)
RESIDENTS: Final = 2000  # of an area where it does not matter
_COLUMNS: Final = (
    "aged_18_64", "outside_labour_market", "without_link", "non_western", "adults", "convicted", "aged_30_59",
    "only_compulsory_school",
)  # fmt: skip
_EVERYBODY: Final = ("aged_18_64", "adults", "aged_30_59")
_MOST_ADULTS: Final = 10_000_000  # that the table of national figures takes


def known(day: date = EARLY) -> Any:
    """Give what every row that is made carries: it is made up, and was known from the day."""
    return {"origin": "synthetic", "recorded_on": day}


class NotToBeHad(Exception):
    """No register gives facts like these."""


def figures(
    area: str, facts: Mapping[str, Value], measures: Iterable[Measure], year: int, thresholds: Collection[int]
) -> list[AreaFigures | NationalFigures]:
    """Give an area's figures and the country's up to a year, from which its shares come out as wanted.

    Args:
        area: its id.
        facts: what is wanted; facts of measures that are not among them do not matter.
        measures: of areas, as the terms have them.
        year: the last year with figures.
        thresholds: all that shares are compared with, in parts per million.

    Raises:
        NotToBeHad: there are no such counts.
    """
    found = facts.get("area_residents", RESIDENTS)
    residents = found if isinstance(found, int) else RESIDENTS
    wanted = [one for one in measures if one.id in facts]
    years = max((one.averaging_years for one in wanted), default=1)
    columns: dict[str, Sequence[int]] = {}
    for column in dict.fromkeys(one.numerator[0] for one in wanted if one.relative_to is None):
        own = sorted((one for one in wanted if one.numerator[0] == column), key=lambda one: one.averaging_years)
        absolute = [one for one in own if one.relative_to is None]
        columns[column] = _counts(absolute, facts, residents, years, thresholds)
    rows: list[AreaFigures | NationalFigures] = []
    for one in wanted:
        if one.relative_to is not None:
            counts = columns.setdefault(one.numerator[0], [_some(facts[one.id], residents)] * years)
            share = Fraction(sum(counts[: one.averaging_years]), one.averaging_years * residents)
            rows += _national(share, _number(facts[one.id]), year, years, thresholds)
    for back in range(years):
        cells: dict[str, Any] = dict.fromkeys(_COLUMNS, 0) | dict.fromkeys(_EVERYBODY, residents)
        cells |= {column: counts[back] for column, counts in columns.items()}
        cells.setdefault("income_ppm_of_region", PPM)
        rows.append(AreaFigures(area, year - back, residents=residents, **cells, **known()))
    return rows


def count_for(wanted: int, of: int, thresholds: Collection[int]) -> int:
    """Give how many of so many make a share that compares with every threshold as the one wanted does.

    Raises:
        NotToBeHad: no count does.
    """
    near = wanted * of // PPM
    for count in (near, near + 1, near - 1, near + 2):
        if 0 <= count <= of and of > 0 and alike(to_ppm(Fraction(count, of), thresholds), wanted, thresholds):
            return count
    raise NotToBeHad


def _counts(
    measures: Sequence[Measure], facts: Mapping[str, Value], residents: int, years: int, thresholds: Collection[int]
) -> list[int]:
    """Give the counts of one column, the latest year first, by the means that are wanted over more and more years."""
    counts: list[int] = []
    for one in measures:
        if one.denominator == "ppm":
            return [_number(facts[one.id])] * years
        total = count_for(_number(facts[one.id]), residents * one.averaging_years, thresholds) - sum(counts)
        left = one.averaging_years - len(counts)
        if not 0 <= total <= residents * left or (left == 0 and total):
            raise NotToBeHad
        counts += [total // left + (place < total % left) for place in range(left)]
    return counts + [counts[-1]] * (years - len(counts))


def _national(
    share: Fraction, wanted: int, year: int, years: int, thresholds: Collection[int]
) -> list[NationalFigures]:
    """Give the country's figures to which an area's share stands as wanted."""
    mean = share * PPM / wanted if wanted else Fraction(1, 100)
    mean = mean.limit_denominator(_MOST_ADULTS)
    if not 0 < mean <= 1 or not alike(to_ppm(share / mean, thresholds), wanted, thresholds):
        raise NotToBeHad
    return [NationalFigures(year - back, mean.numerator, mean.denominator, **known()) for back in range(years)]


def _some(ratio: Value, residents: int) -> int:
    return 0 if ratio == 0 else max(1, residents // 50)


def _number(value: Value) -> int:
    return value if isinstance(value, int) else 0  # every measure is a share or ratio


def alike(one: int, other: int, thresholds: Collection[int]) -> bool:
    """Tell whether two shares compare alike with every threshold."""
    return all((one > limit, one < limit) == (other > limit, other < limit) for limit in thresholds)
