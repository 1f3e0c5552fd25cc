"""Which points are looked at next: all of them in turn, or those that an optimiser asks for.

What is asked for hangs on the seed and on what was told before, and on nothing else: not on how many points are run at
once, nor on how fast.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

from kredslob.rules.frozen import dataclass
from kredslob.scenarios.files.fingerprint import digest
from kredslob.scenarios.searching.front import front_of
from kredslob.scenarios.searching.question import Point

if TYPE_CHECKING:
    from numpy.typing import NDArray

_AT_ONCE: Final = 8  # points of a grid that are run at once
_POPULATION: Final = 24
_TRIES: Final = 12  # so many generations without a new point, and the optimiser is at its end
_FAR: Final = 1e9  # how far a point misses its limits that may not be shown at all


@dataclass(frozen=True, slots=True)
class Axis:
    """A term as a walk sees it: how many choices there are, and whether they have an order."""

    choices: int
    ordered: bool


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a point came to: float64[goals], less is better, and float64[limits], nought where kept; None if it may not be shown."""

    losses: NDArray[Any]
    misses: NDArray[Any]


class Walk(Protocol):
    """A way through the points."""

    def ask(self) -> Sequence[Point]:
        """Give the points to be looked at next, none of them asked for before; none when it is at its end."""
        ...

    def tell(self, found: Mapping[Point, Weighed | None]) -> None:
        """Take what the points asked for have come to."""
        ...


class Grid:
    """Every point in turn."""

    def __init__(self, axes: Sequence[Axis]) -> None:
        self._left = product(*(range(axis.choices) for axis in axes))

    def ask(self) -> Sequence[Point]:
        """Give the next few points."""
        return tuple(islice(self._left, _AT_ONCE))

    def tell(self, found: Mapping[Point, Weighed | None]) -> None:
        """Nothing hangs on what they came to."""


class Optimiser:
    """NSGA-II (Deb and others 2002) on goals and limits, begun at the present point; each generation also looks beside the front.

    Args:
        axes: the terms; goals, limits: how many of each.
        seed: what is drawn by; most: at most so many points are asked for.
        present: the point at which everything is as now; None where there is none.
    """

    def __init__(
        self, axes: Sequence[Axis], goals: int, limits: int, seed: str, most: int, present: Point | None
    ) -> None:
        self._axes = tuple(axes)
        self._goals = goals
        self._limits = max(1, limits)  # what may not be shown misses one in any case
        self._left = most
        self._known: dict[Point, Weighed | None] = {}
        self._asked: list[tuple[Any, Point]] = []
        self._study = _study(goals, int(digest(["search", seed])[:8], 16))
        if present is not None:
            self._enqueue(present)

    def ask(self) -> Sequence[Point]:
        """Give the points of the next generation that have not been looked at."""
        wanted = min(_POPULATION, self._left)
        fresh: dict[Point, None] = {}
        for near in islice(self._beside(), wanted // 2):
            self._enqueue(near)
        for _ in range(_TRIES * _POPULATION):
            if len(fresh) >= wanted:
                break
            trial = self._study.ask()
            point = self._point(trial)
            if point in self._known:
                self._finish(trial, self._known[point])
                continue
            fresh[point] = None
            self._asked.append((trial, point))
        if not fresh and wanted:
            fresh = dict.fromkeys(islice((one for one in self._every() if one not in self._known), wanted))
        self._left -= len(fresh)
        return tuple(fresh)

    def tell(self, found: Mapping[Point, Weighed | None]) -> None:
        """Take what they came to, in the order in which they were asked for."""
        self._known.update(found)
        for trial, point in self._asked:
            self._finish(trial, found[point])
        self._asked.clear()

    def _enqueue(self, point: Point) -> None:
        self._study.enqueue_trial({f"x{at}": place for at, place in enumerate(point)})

    def _point(self, trial: Any) -> Point:
        return tuple(
            trial.suggest_int(f"x{at}", 0, axis.choices - 1) if axis.ordered
            else trial.suggest_categorical(f"x{at}", list(range(axis.choices)))
            for at, axis in enumerate(self._axes)
        )  # fmt: skip

    def _finish(self, trial: Any, found: Weighed | None) -> None:
        there = [one for one in self._known.values() if one is not None]
        if found is None or np.isnan(found.losses).any():
            worst = np.nanmax([one.losses for one in there], axis=0) if there else np.zeros(self._goals)
            losses, misses = np.nan_to_num(worst), np.full(self._limits, _FAR)
        else:
            losses, misses = found.losses, found.misses
        for at, miss in enumerate(misses):
            trial.set_constraint(f"limit{at}", float(miss))
        self._study.tell(trial, [float(one) for one in losses])

    def _beside(self) -> Iterator[Point]:
        """Give the points one step beside the best so far that have not been looked at."""
        there = [(point, one) for point, one in self._known.items() if one is not None]
        kept = [pair for pair in there if not (pair[1].misses > 0).any()] or sorted(
            there, key=lambda pair: float(pair[1].misses.sum())
        )[:4]
        if not kept:
            return
        best = front_of(np.stack([one.losses for _, one in kept]))
        seen = set(self._known)
        for at in best:
            for point in _neighbours(kept[at][0], self._axes):
                if point not in seen:
                    seen.add(point)
                    yield point

    def _every(self) -> Iterator[Point]:
        return product(*(range(axis.choices) for axis in self._axes))


def _neighbours(point: Point, axes: Sequence[Axis]) -> Iterator[Point]:
    """Give the points that differ in one term: by one step of what has an order, else by any other choice."""
    for at, axis in enumerate(axes):
        steps = (point[at] - 1, point[at] + 1) if axis.ordered else range(axis.choices)
        for place in steps:
            if 0 <= place < axis.choices and place != point[at]:
                yield (*point[:at], place, *point[at + 1 :])


def _study(goals: int, seed: int) -> Any:
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    sampler = optuna.samplers.NSGAIISampler(population_size=_POPULATION, seed=seed)
    return optuna.create_study(directions=["minimize"] * goals, sampler=sampler)
