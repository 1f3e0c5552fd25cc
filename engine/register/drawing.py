"""Draw the made numbers of the shipped city, each from a stream of its own, the same on every machine.

A stream is named for what is drawn and for whom, so that an estate more or less changes no other estate. Only
`Random.random` is used: its sequence is promised to stay the same from one Python to the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")
MILLION = 1_000_000


class Stream:
    """Numbers for one purpose and one name."""

    def __init__(self, seed: str, *names: object) -> None:
        self._random = Random(":".join(map(str, (seed, *names))))  # noqa: S311 - to be repeated, not to be secret

    def between(self, low: float, high: float) -> float:
        """Draw a number between two, each as likely."""
        return low + (high - low) * self._random.random()

    def whole(self, low: int, high: int) -> int:
        """Draw a whole number between two, both included."""
        return low + int((high - low + 1) * self._random.random())

    def happens(self, chance: float) -> bool:
        """Tell whether something of this chance happens."""
        return self._random.random() < chance

    def of(self, choices: Sequence[T]) -> T:
        """Draw one of several, each as likely."""
        return choices[int(len(choices) * self._random.random())]

    def bell(self, low: float, middle: float, high: float) -> float:
        """Draw a number between two that gathers about a middle."""
        side = (self._random.random() + self._random.random() + self._random.random()) / 1.5 - 1
        return middle + side * (high - middle if side > 0 else middle - low)

    def quantile(self, points: Sequence[int]) -> int:
        """Draw a number of a distribution given by equally likely steps."""
        at = (len(points) - 1) * self._random.random()
        step = int(at)
        return round(points[step] + (at - step) * (points[step + 1] - points[step]))


def apportioned(total: int, weights: Sequence[float]) -> list[int]:
    """Divide a whole number by weights, the remainder to the largest fractions, ties to the first."""
    exact = [total * weight / sum(weights) for weight in weights]
    parts = [int(part) for part in exact]
    order = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in order[: total - sum(parts)]:
        parts[at] += 1
    return parts


def part_of(whole: int, share_ppm: float) -> int:
    """Give the nearest count for a share in parts per million."""
    return round(whole * share_ppm / MILLION)
