"""Try a decision at every value of every guess that it hangs on, and see whether it comes out the same.

The first branch takes each guess at its own assumed value; then come those that differ from it in one value, and so on.
Where there are too many to try them all, none is left out that differs in less than one that is tried.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from heapq import heappop, heappush
from itertools import count
from typing import Final, Generic, TypeVar

from kredslob.engine.knowledge import Open
from kredslob.rules.frozen import dataclass
from kredslob.rules.units import Value

T = TypeVar("T")
MOST_BRANCHES: Final = 96


@dataclass(frozen=True, slots=True)
class Branch(Generic[T]):
    """What comes out when the guesses have the values in `taken`; `assumed` tells that all are the assumed ones."""

    taken: Mapping[str, Value]
    result: T
    assumed: bool


@dataclass(frozen=True, slots=True)
class Explored(Generic[T]):
    """All branches, the assumed one first; `complete` is false if there were too many to try them all."""

    branches: tuple[Branch[T], ...]
    complete: bool


def explore(
    decide: Callable[[Mapping[str, Value]], T],
    given: Mapping[str, Value],
    *,
    only: Collection[str] | None = None,
    most: int = MOST_BRANCHES,
) -> Explored[T]:
    """Decide at each combination of values of the guesses that are raised as `Open`.

    Args:
        decide: decides under given values; raises Open where it needs one more.
        given: values that are taken from the start.
        only: the guesses that are looked into; the others are taken at their assumed values. None is all.
        most: so many branches are tried at most.
    """
    # (how many values differ from the assumed ones, when it was thought of), so that no two are alike
    waiting: list[tuple[int, int, dict[str, Value]]] = [(0, 0, dict(given))]
    branches: list[Branch[T]] = []
    serial = count(1)
    while waiting and len(branches) < most:
        differing, _, taken = heappop(waiting)
        try:
            branches.append(Branch(taken, decide(taken), not differing))
        except Open as guess:
            own = guess.values[0]
            for value in guess.values if only is None or guess.parameter in only else (own,):
                heappush(waiting, (differing + (value != own), next(serial), {**taken, guess.parameter: value}))
    return Explored(tuple(branches), not waiting)
