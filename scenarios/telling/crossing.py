"""Which estates cross the threshold, in which direction and how surely."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from kredslob.rules.units import PPM
from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE
from kredslob.scenarios.indicators.grids import numbers_of, several_grids
from kredslob.scenarios.indicators.ground import Start, Threshold
from kredslob.scenarios.indicators.interval import of_share
from kredslob.scenarios.indicators.tables import Tables
from kredslob.scenarios.telling.answer import Crossing, Odds, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

SURELY, PROBABLY, UNLIKELY, HARDLY = 0.95, 0.8, 0.2, 0.05
"""From which share of replications an estate is said to end over the threshold surely or probably; up to which, to end below
it probably or surely. Ours."""
_LOW: Final = 0.05


def crossing_of(tables: Tables, variant: str) -> Crossing | None:
    """Tell how the estates of a variant stand to the highest threshold in force; None where no rule has one."""
    ground, numbers = tables.ground(variant), numbers_of(tables, variant)
    last = len(ground.years) - 1
    threshold = next(reversed(ground.thresholds_at(ground.last(last))), None)
    if threshold is None:
        return None
    names = dict(tables.places.select("estate", "name").iter_rows())
    measured, over, exempt = ({}, {}, {})  # type: dict[str, NDArray[Any]], dict[str, NDArray[Any]], dict[str, NDArray[Any]]
    told = {"outside_measured": measured, "over": over, "exempt": exempt}
    indicators = [CATALOGUE[name] for name in told]
    for one, grid in several_grids(tables, variant, indicators, "estate", "year", numbers):
        told[one.id].update(zip(grid.places, grid.values[:, last], strict=True))
    found: dict[str, list[Odds]] = {}
    began = {key: _over(start, threshold) for key, start in ground.starts.items()}
    for key, start in ground.starts.items():
        odds = _odds(key, names.get(key, key), start, measured[key], over[key])
        found.setdefault(_kind(odds.over, over=began[key]), []).append(odds)
    told_of = {kind: tuple(sorted(several, key=_largest)) for kind, several in found.items()}
    released = [1 - exempt[key] for key, start in ground.starts.items() if start.had("exempt")]
    return Crossing(
        threshold.title, threshold.ppm / PPM, len(ground.thresholds_at(ground.last(last))), ground.last_measured, sum(began.values()), span(_sum(over.values())),
        span(_sum(over[key] for key, was in began.items() if was)), told_of.get("rise_surely", ()),
        told_of.get("rise_probably", ()), told_of.get("balance", ()), told_of.get("fall_surely", ()),
        told_of.get("fall_probably", ()), len(released), span(_sum(released)),
    )  # fmt: skip


def span(values: NDArray[Any]) -> Span:
    """Give the mean of values by replication and where nine of ten lie; those without a meaning count for nothing."""
    there = values[~np.isnan(values)]
    if not len(there):
        return Span(None, None, None)
    if len(there) == 1:
        return Span(float(there[0]), None, None)
    low, high = np.quantile(there, (_LOW, 1 - _LOW))
    return Span(float(there.mean()), float(low), float(high))


def _sum(several: Any) -> NDArray[Any]:
    found: NDArray[Any] = np.atleast_1d(np.sum(list(several), axis=0, dtype=np.float64))
    return found


def _over(start: Start, threshold: Threshold) -> bool:
    ahead = start.outside * PPM - threshold.ppm * start.aged
    return start.aged > 0 and (ahead > 0 if threshold.strict else ahead >= 0)


def _odds(key: str, name: str, start: Start, measured: NDArray[Any], over: NDArray[Any]) -> Odds:
    count, of = int(over.sum()), len(over)
    low, high = of_share(count, of) if of > 1 else (None, None)
    share = start.outside / start.aged if start.aged else None
    return Odds(key, name, start.dwellings, share, span(measured), count / of, low, high)


def _kind(share: float, *, over: bool) -> str:
    if over:
        if share <= HARDLY:
            return "fall_surely"
        if share <= UNLIKELY:
            return "fall_probably"
    elif share >= PROBABLY:
        return "rise_surely" if share >= SURELY else "rise_probably"
    return "balance" if UNLIKELY < share < PROBABLY else "stay"


def _largest(odds: Odds) -> tuple[int, str]:
    return -odds.dwellings, odds.estate
