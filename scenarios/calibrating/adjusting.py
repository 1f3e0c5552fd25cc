"""Approximate Bayesian computation: of many draws from what is known beforehand, those that come near what was observed.

The nearest draws are kept, weighed by how near they are, and moved by what a local linear regression says that the
distance left is worth (Beaumont, Zhang and Balding, 2002), each knob as the logarithm of its odds, so that it stays within
its range. A model is never quite right: how far off an output may be for reasons that no knob has is an allowance of each
figure, and luck of that size is added to what was simulated before it is compared (Wilkinson, 2013).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from kredslob.rules.frozen import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

KEPT: Final = 0.3
"""The share of draws that is kept."""
_FEWEST: Final = 10  # draws kept for each figure: fewer do not settle a regression
_EDGE: Final = 1e-4  # how near a lot comes to an end of its range
_RIDGE: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Sets:
    """Weighted sets of lots.

    Args:
        lots: float64[sets, knobs], from 0 to 1; weights: float64[sets], summing to 1.
        drawn: int64[sets], which draw each comes of.
    """

    lots: Array
    weights: Array
    drawn: Array

    @property
    def effective(self) -> float:
        """How many sets of equal weight they are worth."""
        return float(1.0 / (self.weights**2).sum())


def adjusted(
    lots: Array, outputs: Array, observed: Sequence[float] | Array, allowed: Sequence[float], lucks: Array
) -> Sets:
    """Give the sets that what was observed leaves.

    Args:
        lots: float64[draws, knobs], evenly from 0 to 1.
        outputs: float64[draws, figures]: what each draw came to.
        observed: of each figure; allowed: how far off it may be, as a standard deviation, for reasons that no knob has.
        lucks: float64[draws, figures], standard normal numbers.

    Raises:
        ValueError: there are no draws, or no figures.
    """
    if not len(outputs) or not outputs.shape[1]:
        raise ValueError(outputs.shape)
    noisy = outputs + lucks * np.asarray(allowed, float)
    far = (noisy - np.asarray(observed, float)) / spreads(noisy)
    distance = np.sqrt((far**2).sum(axis=1))
    count = min(len(distance), max(_FEWEST * (outputs.shape[1] + 1), round(KEPT * len(distance))))
    order = np.argsort(distance, kind="stable")[:count]
    reach = max(float(distance[order[-1]]) * (1 + 1e-9), 1e-12)
    weights = 1.0 - (distance[order] / reach) ** 2
    if weights.sum() <= 0:  # all as far off
        weights = np.ones(count)
    weights = weights / weights.sum()
    return Sets(moved(lots[order], far[order], weights), weights, order)


def spreads(values: Array) -> Array:
    """Give how far each column spreads: its median absolute deviation, or what is left where that is nothing."""
    middle = np.median(values, axis=0)
    found = np.median(np.abs(values - middle), axis=0)
    found = np.where(found > 0, found, np.abs(values - middle).max(axis=0))
    return np.where(found > 0, found, 1.0)


def moved(lots: Array, far: Array, weights: Array) -> Array:
    """Give lots moved by what a weighted linear regression says that the distance to the observed is worth."""
    held = np.clip(lots, _EDGE, 1 - _EDGE)
    odds = np.log(held / (1 - held))
    design = np.concatenate([np.ones((len(far), 1)), far], axis=1)
    square = (design * weights[:, None]).T @ design
    slopes = np.linalg.solve(square + _RIDGE * np.eye(len(square)), (design * weights[:, None]).T @ odds)
    found: Array = 1.0 / (1.0 + np.exp(-(odds - far @ slopes[1:])))
    return found


def quantile(values: Array, weights: Array, levels: Sequence[float]) -> tuple[float, ...]:
    """Give weighted quantiles: the least value up to which the weights come to each level."""
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    places = [min(int(np.searchsorted(reached, level * reached[-1], side="left")), len(order) - 1) for level in levels]
    return tuple(float(values[order[place]]) for place in places)


def spaced(weights: Array, count: int) -> list[int]:
    """Give which sets to take so that so many of equal weight stand for all: at even steps of the summed weights."""
    reached = np.cumsum(weights)
    steps = (np.arange(count) + 0.5) / count * reached[-1]
    return [min(int(one), len(weights) - 1) for one in np.searchsorted(reached, steps, side="left")]
