"""Values as an array with an axis of replications, in an order that depends on nothing but names and numbers.

What is summed and sorted here comes out the same to the last bit, however the rows were read and on however many threads.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from kredslob.rules.frozen import dataclass
from kredslob.scenarios.indicators.indicator import Indicator, Level, Period
from kredslob.scenarios.indicators.tables import Tables
from kredslob.scenarios.indicators.values import lazy_values

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ROWS_AT_ONCE = 1_000_000  # of estates by year, so many are laid out together


@dataclass(frozen=True, slots=True)
class Grid:
    """Values of an indicator in one variant.

    Args:
        places: ids, in order; periods: ISO text, in order; replications: their numbers, in order.
        values: float64[places, periods, replications], NaN where a value has no meaning.
    """

    places: tuple[str, ...]
    periods: tuple[str, ...]
    replications: tuple[int, ...]
    values: NDArray[Any]


def numbers_of(tables: Tables, variant: str) -> tuple[int, ...]:
    """Give the numbers of the replications that are finished, in order."""
    found = tables.scan("city_month", variant).select(pl.col("replication").unique()).collect()
    return tuple(found["replication"].sort().to_list())


def grids(
    tables: Tables, variant: str, indicator: Indicator, level: Level, period: Period, numbers: Collection[int]
) -> Iterator[Grid]:
    """Give the values of some replications, some places at a time so that memory does not grow with the city.

    Args:
        tables, variant, indicator, level, period: as for `values`.
        numbers: of the replications wanted.
    """
    values = lazy_values(tables, variant, indicator, level, period)
    if level != "estate":
        yield lay_out(values, numbers)
        return
    estates, years = sorted(tables.ground(variant).starts), len(tables.ground(variant).years)
    together = max(1, _ROWS_AT_ONCE // (len(numbers) * years))
    for first in range(0, len(estates), together):
        some = estates[first : first + together]
        yield lay_out(values.filter(pl.col("place").is_in(some)), numbers)


def lay_out(values: pl.LazyFrame, numbers: Collection[int]) -> Grid:
    """Lay values of every replication, place and period out on their axes.

    Raises:
        ValueError: a replication lacks a place or period that another has.
    """
    rows = values.filter(pl.col("replication").is_in(sorted(numbers))).collect(engine="streaming")
    rows = rows.sort("place", "at", "replication")
    places, periods = (rows[name].unique().sort() for name in ("place", "at"))
    if rows.height != len(places) * len(periods) * len(numbers):
        raise ValueError(f"{rows.height} values for {len(places)} places, {len(periods)} periods, {len(numbers)} runs.")
    array = rows["value"].fill_null(float("nan")).to_numpy().reshape(len(places), len(periods), len(numbers))
    by_month = periods.dtype == pl.Date()
    told = periods.dt.strftime("%Y-%m") if by_month else periods.cast(pl.String)
    return Grid(tuple(places), tuple(told), tuple(sorted(numbers)), np.ascontiguousarray(array))
