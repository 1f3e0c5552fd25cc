"""A sequence whose items are made when they are first looked at, for lists of thousands of which few are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, overload

T = TypeVar("T")


class OnDemand(Sequence[T]):
    """As many items as were said, each made once.

    Args:
        count: how many there are.
        make: gives the item at a place, counted from 0.
    """

    __slots__ = ("_count", "_make", "made")

    def __init__(self, count: int, make: Callable[[int], T]) -> None:
        self._count = count
        self._make = make
        self.made: dict[int, T] = {}

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> T: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...

    def __getitem__(self, place: int | slice) -> T | tuple[T, ...]:
        if isinstance(place, slice):
            return tuple([self[each] for each in range(*place.indices(self._count))])
        if place not in self.made:
            if not -self._count <= place < self._count:
                raise IndexError(place)
            if place < 0:
                return self[place + self._count]
            self.made[place] = self._make(place)
        return self.made[place]

    def __eq__(self, other: object) -> bool:
        return (
            len(self) == len(other) and tuple(self) == tuple(other) if isinstance(other, Sequence) else NotImplemented
        )

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))
