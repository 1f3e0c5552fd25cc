"""Gauge a point: what its replications come to in each goal, and how far they keep each limit.

Everything is told replication by replication, so that what luck does to two points alike falls away when one is held
against the other. The sets of estates are those of the present agreement in its first month: fixed before any luck, and the
same for every point.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from kredslob.rules.frozen import dataclass
from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE
from kredslob.scenarios.indicators.grids import Grid, grids, lay_out
from kredslob.scenarios.indicators.ground import Ground
from kredslob.scenarios.indicators.tables import Tables
from kredslob.scenarios.indicators.values import lazy_values
from kredslob.scenarios.searching.question import AVERAGE, END, EVERY_YEAR, Goal, Limit, Measured, Where

if TYPE_CHECKING:
    from numpy.typing import NDArray

_YEAR: Final = 12
_SLACK: Final = 1e-9  # shares are quotients: what is exactly at a bound keeps it, whatever the last bit says


@dataclass(frozen=True, slots=True)
class Kept:
    """How far a limit is kept by a point.

    Args:
        places: those looked at.
        values: float64[places, replications] if the mean is asked for, else empty: what is held against the bound.
        met: bool[places, replications] where a probability is asked for, else empty: what is without meaning keeps it.
    """

    places: tuple[str, ...]
    values: NDArray[Any]
    met: NDArray[Any]


@dataclass(frozen=True, slots=True)
class Gauge:
    """What a point comes to.

    Args:
        numbers: of its replications.
        goals: float64[goals, replications], NaN where one has no meaning.
        limits: in the order of the search.
    """

    numbers: tuple[int, ...]
    goals: NDArray[Any]
    limits: tuple[Kept, ...]


def gauge(
    tables: Tables, variant: str, goals: Sequence[Goal], limits: Sequence[Limit], numbers: Sequence[int],
    base: Ground,
) -> Gauge:  # fmt: skip
    """Gauge a point.

    Args:
        tables: of its replications, the thresholds and groups those of the present agreement.
        variant: what it is called there.
        goals, limits: those of the search.
        numbers: of the replications that are looked at.
        base: the ground of the present agreement.
    """
    known: dict[tuple[object, ...], Grid] = {}
    told = [_goal(tables, variant, one, numbers, base, known) for one in goals]
    kept = tuple(_limit(tables, variant, one, numbers, base, known) for one in limits)
    return Gauge(tuple(numbers), np.stack(told), kept)


def set_of(base: Ground, where: Where, limit: Limit | None = None) -> tuple[str, ...]:
    """Give the estates of a set as they stand in the first month under the present agreement, by id.

    `within`: those that keep the bound of a limit at the beginning, by the last key figures of the register.
    """
    found = []
    for key, start in base.starts.items():
        so = {
            "all": True, "exempt": start.had("exempt"), "listed": start.had("listed_for_exemption"),
            "receiving": start.extra > 0 and not start.had("exempt"),
            "within": limit is not None and start.aged > 0 and keeps(limit, start.outside / start.aged),
        }  # fmt: skip
        if so[where]:
            found.append(key)
    return tuple(sorted(found))


def keeps(limit: Limit, values: Any) -> Any:
    """Tell of values whether they keep a bound; NaN, which has no meaning, does not break it."""
    apart = values - limit.bound if limit.way == "at_most" else limit.bound - values
    return np.logical_not(apart >= -_SLACK if limit.strict else apart > _SLACK)


def _goal(
    tables: Tables, variant: str, goal: Goal, numbers: Sequence[int], base: Ground,
    known: dict[tuple[object, ...], Grid],
) -> NDArray[Any]:  # fmt: skip
    estates = set_of(base, goal.measured.where) if goal.measured.where else ()
    values = _values(tables, variant, goal.measured, estates, numbers, known, base)[1]
    told: NDArray[Any] = values[0] if len(values) else np.full(len(numbers), np.nan)
    return told


def _limit(
    tables: Tables, variant: str, limit: Limit, numbers: Sequence[int], base: Ground,
    known: dict[tuple[object, ...], Grid],
) -> Kept:  # fmt: skip
    estates = set_of(base, limit.measured.where, limit) if limit.measured.where else ()
    places, values = _values(tables, variant, limit.measured, estates, numbers, known, base, limit)
    nothing = np.zeros((len(places), 0))
    if limit.probability is None:
        return Kept(places, values, nothing.astype(np.bool_))
    return Kept(places, nothing, keeps(limit, values))


def _values(
    tables: Tables, variant: str, measured: Measured, estates: tuple[str, ...], numbers: Sequence[int],
    known: dict[tuple[object, ...], Grid], base: Ground, limit: Limit | None = None,
) -> tuple[tuple[str, ...], NDArray[Any]]:  # fmt: skip
    """Give the places that are looked at, and what each comes to in each replication: float64[places, replications].

    Of every year the one that comes nearest to breaking the limit is given.
    """
    grid = _grid(tables, variant, measured, estates, numbers, known)
    wanted = measured.places or (estates if measured.where and not measured.together else grid.places)
    rows = [grid.places.index(place) for place in wanted if place in grid.places]
    values = grid.values[rows]
    places = tuple(grid.places[row] for row in rows)
    return places, _over_time(values, grid.periods, measured, base, limit)


def _over_time(
    values: NDArray[Any], periods: Sequence[str], measured: Measured, base: Ground, limit: Limit | None
) -> NDArray[Any]:
    """Give of values by place, period and replication what is asked for of the periods."""
    found: NDArray[Any]
    if measured.when == END:
        found = values[:, -1]
        return found
    whole = max(1, base.months.count // _YEAR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # where no period has a value there is none
        if measured.when == AVERAGE:
            found = np.nanmean(values[:, :whole], axis=1)
        elif measured.when == EVERY_YEAR:
            worst = np.nanmin if limit is not None and limit.way == "at_least" else np.nanmax
            found = worst(values[:, :whole], axis=1)
        else:
            found = values[:, list(periods).index(measured.when)]
    return found


def _grid(
    tables: Tables, variant: str, measured: Measured, estates: tuple[str, ...], numbers: Sequence[int],
    known: dict[tuple[object, ...], Grid],
) -> Grid:  # fmt: skip
    together = estates if measured.together else None
    key = (measured.indicator, measured.level, measured.period, together)
    if key not in known:
        indicator = CATALOGUE[measured.indicator]
        if together is not None:
            values = lazy_values(tables, variant, indicator, "city", measured.period, together)
            known[key] = lay_out(values, numbers)
        else:
            known[key] = _side_by_side(
                list(grids(tables, variant, indicator, measured.level, measured.period, numbers))
            )
    return known[key]


def _side_by_side(several: Sequence[Grid]) -> Grid:
    """Put grids of some places each under one another."""
    first = several[0]
    if len(several) == 1:
        return first
    places = tuple(place for one in several for place in one.places)
    return Grid(places, first.periods, first.replications, np.concatenate([one.values for one in several]))


def joined(several: Sequence[Gauge]) -> Gauge:
    """Put gauges of other replications each of the same point behind one another."""
    numbers = tuple(number for one in several for number in one.numbers)
    limits = tuple(
        Kept(parts[0].places, np.hstack([one.values for one in parts]), np.hstack([one.met for one in parts]))
        for parts in zip(*(one.limits for one in several), strict=True)
    )
    return Gauge(numbers, np.hstack([one.goals for one in several]), limits)


def plain_gauge(found: Gauge) -> Mapping[str, Any]:
    """Give a gauge as plain data: every number to the last bit."""
    return {
        "numbers": list(found.numbers),
        "goals": [[None if np.isnan(one) else one for one in row] for row in found.goals.tolist()],
        "limits": [
            {"places": list(one.places), "values": [[None if np.isnan(each) else each for each in row] for row in one.values.tolist()],
             "met": ["".join("1" if each else "0" for each in row) for row in one.met.tolist()]}
            for one in found.limits
        ],
    }  # fmt: skip


def read_gauge(plain: Mapping[str, Any]) -> Gauge:
    """Give a gauge from plain data; raises KeyError, TypeError or ValueError if it is none."""
    count = len(plain["numbers"])
    goals = np.array([[np.nan if one is None else one for one in row] for row in plain["goals"]], np.float64)
    return Gauge(
        tuple(plain["numbers"]), goals.reshape(len(plain["goals"]), count), tuple(map(_read_kept, plain["limits"]))
    )


def _read_kept(plain: Mapping[str, Any]) -> Kept:
    places = tuple(plain["places"])
    values = np.array([[np.nan if one is None else one for one in row] for row in plain["values"]], np.float64)
    met = np.array([[each == "1" for each in row] for row in plain["met"]], np.bool_)
    return Kept(places, values.reshape(len(places), -1), met.reshape(len(places), -1))
