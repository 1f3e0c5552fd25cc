"""Scores of an ensemble against what was observed: continuous ranked probability score, absolute error, probability.

An ensemble is what a figure comes to in each replication. Where the observation is known within bounds only, as 36 % is
known to lie between 35.5 and 36.5, a score is a pair: the least and the most that it can be. Lower is better throughout.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[Any]


def crps(ensemble: ArrayLike, observed: ArrayLike, *, fair: bool = False) -> Floats:
    """Give the continuous ranked probability score: the area between the ensemble's distribution and a step at the observed.

    E|X - y| - E|X - X'| / 2 (Gneiting and Raftery, 2007), in the unit of the figure; of a single member the absolute error.

    Args:
        ensemble: float[..., members], at least one of them, finite.
        observed: float[...].
        fair: take X' from the other members only (Ferro, 2014): unbiased for the distribution that the ensemble is drawn
            from, so that ensembles of different sizes compare; may fall below zero; needs two members.
    """
    import numpy as np

    members = np.asarray(ensemble, float)
    apart = np.sort(members - np.asarray(observed, float)[..., None], axis=-1)  # no large numbers are left to cancel
    count = apart.shape[-1]
    weights = 2.0 * np.arange(1, count + 1) - count - 1
    pairs = count * (count - 1) if fair else count * count
    found: Floats = np.abs(apart).mean(axis=-1) - (apart * weights).sum(axis=-1) / pairs
    return found


def crps_within(ensemble: ArrayLike, low: ArrayLike, high: ArrayLike) -> tuple[Floats, Floats]:
    """Give the least and the most that the score can be, the true value lying anywhere from low to high.

    The score is convex in the observed value with its least at the ensemble's median.

    Args:
        ensemble: float[..., members]; low, high: float[...], finite.
    """
    import numpy as np

    ends = np.asarray(low, float), np.asarray(high, float)
    best = crps(ensemble, np.clip(np.median(np.asarray(ensemble, float), axis=-1), *ends))
    return best, np.maximum(crps(ensemble, ends[0]), crps(ensemble, ends[1]))


def absolute_error(ensemble: ArrayLike, low: ArrayLike, high: ArrayLike) -> tuple[Floats, Floats]:
    """Give the least and the most that the median can be off, the true value lying anywhere from low to high.

    Args:
        ensemble: float[..., members]; of a naive forecast its single value. low, high: float[...], alike if exact.
    """
    import numpy as np

    middle = np.median(np.asarray(ensemble, float), axis=-1)
    ends = np.asarray(low, float), np.asarray(high, float)
    least = np.abs(middle - np.clip(middle, *ends))
    return least, np.maximum(np.abs(middle - ends[0]), np.abs(middle - ends[1]))


def probability_within(ensemble: ArrayLike, low: float | None, high: float | None) -> Floats:
    """Give the share of members from low to high, both included; None is an open end."""
    import numpy as np

    members = np.asarray(ensemble, float)
    inside = np.ones(members.shape, bool)
    if low is not None:
        inside &= members >= low
    if high is not None:
        inside &= members <= high
    found: Floats = inside.mean(axis=-1)
    return found


def brier(probability: ArrayLike, happened: ArrayLike) -> Floats:
    """Give the score of a probability (0-1) of something that happened (1) or did not (0): its squared distance."""
    import numpy as np

    found: Floats = (np.asarray(probability, float) - np.asarray(happened, float)) ** 2
    return found
