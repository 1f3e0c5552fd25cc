"""Which points are best: those that keep the limits, and that no other beats in one goal without being worse in another.

Nothing here knows of cities: a point is a row of means, one for each goal, turned so that less is better, and of misses,
one for each limit, nought where it is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def dominates(one: Sequence[float] | NDArray[Any], other: Sequence[float] | NDArray[Any]) -> bool:
    """Tell whether a point is no worse than another in any goal, and better in one; less is better."""
    mine, yours = np.asarray(one), np.asarray(other)
    return bool((mine <= yours).all() and (mine < yours).any())


def front_of(losses: NDArray[Any]) -> tuple[int, ...]:
    """Give the rows that no other dominates, in order. Of rows that are alike all are given.

    Args:
        losses: float64[points, goals], less is better; a row with NaN is never on the front.
    """
    there = [row for row in range(len(losses)) if not np.isnan(losses[row]).any()]
    return tuple(row for row in there if not any(dominates(losses[other], losses[row]) for other in there))


def nearest_misses(misses: NDArray[Any], count: int) -> tuple[int, ...]:
    """Give the rows that come nearest to keeping all limits: those that miss the fewest, then by the least.

    Args:
        misses: float64[points, limits], nought where a limit is kept; how far it is missed is told by its own measure.
        count: at most so many.
    """
    scale = np.where(misses.max(axis=0, initial=0) > 0, misses.max(axis=0, initial=0), 1)
    total = (misses / scale).sum(axis=1)
    order = sorted(range(len(misses)), key=lambda row: (int((misses[row] > 0).sum()), float(total[row]), row))
    return tuple(order[:count])


def spread(losses: NDArray[Any], count: int) -> tuple[int, ...]:
    """Give so many rows that lie far apart, in order: the best of each goal, then always the one furthest from those taken.

    Args:
        losses: float64[points, goals]; count: how many; all are given where there are no more.
    """
    if len(losses) <= count:
        return tuple(range(len(losses)))
    span = losses.max(axis=0) - losses.min(axis=0)
    scaled = (losses - losses.min(axis=0)) / np.where(span > 0, span, 1)
    taken = list(dict.fromkeys(int(row) for row in scaled.argmin(axis=0)))[:count]
    while len(taken) < count:
        away = np.min([((scaled - scaled[row]) ** 2).sum(axis=1) for row in taken], axis=0)
        away[taken] = -1
        taken.append(int(np.argmax(away)))
    return tuple(sorted(taken))
