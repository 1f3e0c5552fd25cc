"""The truth of many rows at once, one bit a row: where a condition certainly holds, and where it possibly does.

Two planes of bits make three truths: true is both, unknown only the second, false neither. `and`, `or` and "at least n
of" keep order, so each plane is joined by itself; `not` swaps and turns them over. Where nothing is unknown both planes
are the same array, and everything is done once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Plane: TypeAlias = NDArray[np.uint8]
"""A bit for each row, eight to a byte, the first row highest; bits past the last row mean nothing."""


class Truth(NamedTuple):
    """Where something certainly is so, and where it possibly is."""

    certain: Plane
    possible: Plane

    @property
    def exact(self) -> bool:
        """Whether nothing is unknown."""
        return self.certain is self.possible


def exactly(plane: Plane) -> Truth:
    """Give the truth of what is known in every row."""
    return Truth(plane, plane)


def packed(rows: NDArray[np.bool_]) -> Plane:
    """Give the plane of a column of bools."""
    return np.packbits(rows)


def unpacked(plane: Plane, rows: int) -> NDArray[np.uint8]:
    """Give 0 or 1 for each row of a plane."""
    return np.unpackbits(plane, count=rows)


def every(parts: Sequence[Truth]) -> Truth:
    """Join one or more with `and`."""
    return _each(parts, lambda planes: reduce(np.bitwise_and, planes))


def some(parts: Sequence[Truth]) -> Truth:
    """Join one or more with `or`."""
    return _each(parts, lambda planes: reduce(np.bitwise_or, planes))


def enough(least: int, parts: Sequence[Truth]) -> Truth:
    """Tell where at least so many of the parts hold, one at least."""
    return _each(parts, lambda planes: _counted(least, planes))


def opposite(part: Truth) -> Truth:
    """Turn a truth over: what is certainly not so is not possibly so."""
    if part.exact:
        return exactly(~part.certain)
    return Truth(~part.possible, ~part.certain)


def alike(parts: Sequence[Truth]) -> Truth:
    """Join what must be so at every value of a guess: certain if always certain, possible if ever."""
    return Truth(
        reduce(np.bitwise_and, [one.certain for one in parts]), reduce(np.bitwise_or, [one.possible for one in parts])
    )


def _each(parts: Sequence[Truth], join: Callable[[Sequence[Plane]], Plane]) -> Truth:
    certain = join([one.certain for one in parts])
    return (
        exactly(certain) if all(one.exact for one in parts) else Truth(certain, join([one.possible for one in parts]))
    )


def _counted(least: int, planes: Iterable[Plane]) -> Plane:
    """Count in planes: after each part, `reached[n]` is where at least n + 1 of the parts so far hold."""
    reached: list[Plane] = []
    for plane in planes:
        carried = [plane, *(one & plane for one in reached)][:least]
        reached = [*(old | new for old, new in zip(reached, carried, strict=False)), *carried[len(reached) :]]
    return reached[least - 1]
