"""Segregation indices: how unevenly a group lives over the estates of a city, from counts alone.

Each takes the members of the group and all residents, estate by estate along the last axis; what lies before it (months,
replications) is kept. Each gives a number from 0 to 1, or NaN where it has no meaning: when nobody or everybody belongs to
the group there is no unevenness to speak of. Estates without residents count for nothing.

Definitions and names are Massey and Denton's, "The Dimensions of Residential Segregation", Social Forces 67 (1988); the
entropy index is Theil's. They agree with those of PySAL's package segregation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Index = Callable[[ArrayLike, ArrayLike], Floats]


def dissimilarity(group: ArrayLike, residents: ArrayLike) -> Floats:
    """Give the share of the group that would have to move for every estate to have the city's share, between 0 and 1."""
    members, others = _apart(group, residents)
    return _summed(np.abs(_over(members, _total(members)) - _over(others, _total(others)))) / 2


def isolation(group: ArrayLike, residents: ArrayLike) -> Floats:
    """Give the share of the group in the estate of an average member of it: whom they meet of their own, 0 to 1."""
    members, others = _apart(group, residents)
    return _met(members, members, members + others)


def exposure(group: ArrayLike, residents: ArrayLike) -> Floats:
    """Give the share of all others in the estate of an average member of the group; with isolation it makes 1."""
    members, others = _apart(group, residents)
    return _met(members, others, members + others)


def variance_ratio(group: ArrayLike, residents: ArrayLike) -> Floats:
    """Give how much isolation exceeds what an even city would have, as a share of what it could exceed it by (eta squared)."""
    members, others = _apart(group, residents)
    share = _over(_total(members), _total(members + others))[..., 0]
    return (_met(members, members, members + others) - share) / np.where(share < 1, 1 - share, np.nan)


def entropy_index(group: ArrayLike, residents: ArrayLike) -> Floats:
    """Give how much less mixed the estates are than the city, weighed by residents, as a share of the city's mixture (Theil's H)."""
    members, others = _apart(group, residents)
    living = members + others
    whole = _mixture(_over(_total(members), _total(living)))
    parts = _mixture(_each(members, living))
    return _summed(_over(living, _total(living)) * (whole - parts)) / np.where(whole > 0, whole, np.nan)[..., 0]


def gini(group: ArrayLike, residents: ArrayLike) -> Floats:
    """Give the mean difference between the shares of two estates, weighed by residents, over the most that it could be.

    It is the area between the Lorenz curve of the group over all others and the line of evenness, times two: the estates
    are put in the order of their share, which costs less than to compare each with each.
    """
    members, others = _apart(group, residents)
    living = members + others
    order = np.argsort(_each(members, living), axis=-1, kind="stable")
    held = _over(np.take_along_axis(members, order, -1), _total(members))
    rest = _over(np.take_along_axis(others, order, -1), _total(others))
    return 1 - _summed(rest * (2 * held.cumsum(-1) - held))


INDICES: Final[Mapping[str, Index]] = MappingProxyType({
    "dissimilarity": dissimilarity,
    "isolation": isolation,
    "exposure": exposure,
    "entropy_index": entropy_index,
    "variance_ratio": variance_ratio,
    "gini": gini,
})  # fmt: skip


def _apart(group: ArrayLike, residents: ArrayLike) -> tuple[Floats, Floats]:
    """Give members and others; raise ValueError where a count is negative, or a group larger than the residents."""
    members, living = np.broadcast_arrays(np.asarray(group, np.float64), np.asarray(residents, np.float64))
    if members.ndim == 0:
        raise ValueError("counts are asked for estate by estate, along the last axis.")
    # Written so that NaN fails too.
    if not (np.all(members >= 0) and np.all(members <= living) and np.all(np.isfinite(living))):
        raise ValueError("the members of a group are asked for, and all residents: 0 <= members <= residents.")
    return members, living - members


def _total(counts: Floats) -> Floats:
    totalled: Floats = counts.sum(axis=-1, keepdims=True)
    return totalled


def _summed(values: Floats) -> Floats:
    summed: Floats = values.sum(axis=-1)
    return summed


def _over(part: Floats, whole: Floats) -> Floats:
    """Divide, and give NaN where there is nothing to divide by."""
    divided: Floats = part / np.where(whole > 0, whole, np.nan)
    return divided


def _each(part: Floats, living: Floats) -> Floats:
    """Divide by the residents of each estate; nought where nobody lives, who are nobody of any part either."""
    divided: Floats = part / np.where(living > 0, living, 1)
    return divided


def _met(members: Floats, met: Floats, living: Floats) -> Floats:
    """Give the share of those met in the estate of an average member."""
    return _summed(_each(_over(members, _total(members)) * met, living))


def _mixture(share: Floats) -> Floats:
    """Give the entropy of two groups with this share, in nats; nothing where only one is there."""
    inside = np.where((share > 0) & (share < 1), share, 0.5)
    mixed = -inside * np.log(inside) - (1 - inside) * np.log(1 - inside)
    return np.where(np.isnan(share), np.nan, np.where((share > 0) & (share < 1), mixed, 0))
