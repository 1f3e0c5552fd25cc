"""Values as an array with an axis of replications, in an order that depends on nothing but names and numbers.

What is summed and sorted here comes out the same to the last bit, however the rows were read and on however many threads.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import polars as pl

from kredslob.rules.frozen import dataclass
from kredslob.scenarios.indicators.indicator import Indicator, Level, Period
from kredslob.scenarios.indicators.of_places import Counted, several_of_places
from kredslob.scenarios.indicators.tables import Tables
from kredslob.scenarios.indicators.values import check_kept, lazy_values

if TYPE_CHECKING:
    from numpy.typing import NDArray

T = TypeVar("T")

_CELLS_AT_ONCE = 1_500_000  # of estates, so many values are laid out together


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
    for _, grid in several_grids(tables, variant, (indicator,), level, period, numbers):
        yield grid


def several_grids(
    tables: Tables,
    variant: str,
    indicators: Sequence[Indicator],
    level: Level,
    period: Period,
    numbers: Collection[int],
) -> Iterator[tuple[Indicator, Grid]]:
    """Give the same of several indicators; what is counted of places is read once for all of them."""
    counted = {one.id: one.formula for one in indicators if isinstance(one.formula, Counted)}
    for one in indicators:
        if one.id not in counted:
            found = lazy_values(tables, variant, one, level, period)
            yield one, lay_out(found, numbers)
    if not counted:
        return
    check_kept(tables, variant, level, period)
    by_id = {one.id: one for one in indicators}
    ground = tables.ground(variant)
    if level == "estate":
        periods = ground.months.count if period == "month" else len(ground.years)
        for some in _together(sorted(ground.starts), periods * len(counted) * len(numbers)):
            values = several_of_places(tables, variant, counted, level, period, some)
            yield from ((by_id[key], grid) for key, grid in lay_out_all(values, numbers, tuple(counted)))
        return
    values = several_of_places(tables, variant, counted, level, period)
    parts: dict[str, list[Grid]] = {key: [] for key in counted}
    for few in _together(sorted(numbers), len(ground.years) * len(counted) * len(ground.starts)):
        for key, grid in lay_out_all(values, few, tuple(counted)):
            parts[key].append(grid)
    yield from ((by_id[key], _joined(several)) for key, several in parts.items())


def _together(every: Sequence[T], cells: int) -> Iterator[Sequence[T]]:
    """Give as many at a time as may be laid out together, where each takes so many cells."""
    count = max(1, _CELLS_AT_ONCE // cells)
    return (every[first : first + count] for first in range(0, len(every), count))


def _joined(several: Sequence[Grid]) -> Grid:
    """Put grids of some replications each behind one another.

    Raises:
        ValueError: they are of different places or periods.
    """
    first = several[0]
    if any((one.places, one.periods) != (first.places, first.periods) for one in several):
        raise ValueError("replications differ in their places or periods.")
    numbers = tuple(number for one in several for number in one.replications)
    return Grid(first.places, first.periods, numbers, np.concatenate([one.values for one in several], axis=-1))


def lay_out(values: pl.LazyFrame, numbers: Collection[int]) -> Grid:
    """Lay values of every replication, place and period out on their axes.

    Raises:
        ValueError: a replication lacks a place or period that another has.
    """
    ((_, grid),) = lay_out_all(values, numbers, ("value",))
    return grid


def lay_out_all(values: pl.LazyFrame, numbers: Collection[int], columns: Sequence[str]) -> Iterator[tuple[str, Grid]]:
    """Lay out several columns of values, each with its name."""
    rows = values.filter(pl.col("replication").is_in(sorted(numbers))).collect(engine="streaming")
    rows = rows.sort("place", "at", "replication")
    places, periods = (rows[name].unique().sort() for name in ("place", "at"))
    shape = len(places), len(periods), len(numbers)
    if rows.height != shape[0] * shape[1] * shape[2]:
        raise ValueError(f"{rows.height} values for {shape[0]} places, {shape[1]} periods, {shape[2]} replications.")
    told = periods.dt.strftime("%Y-%m") if periods.dtype == pl.Date() else periods.cast(pl.String)
    for name in columns:
        array = rows[name].fill_null(float("nan")).to_numpy().reshape(shape)
        yield name, Grid(tuple(places), tuple(told), tuple(sorted(numbers)), np.ascontiguousarray(array))
