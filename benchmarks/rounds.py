"""Time several contenders in turn, round after round, and give the ratios of their times.

On a shared machine one second is not like another. So nothing is measured by itself: in every round each contender runs
once, close to the others, and only the ratio within a round counts. Told are the median of the rounds and the span of
the middle half of them.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

UNTIMED: Final = 2  # rounds before the first that counts, to warm caches


@dataclass(frozen=True, slots=True)
class Claim:
    """What is claimed: that a ratio is at least, or at most, so much."""

    text: str
    bound: float
    at_least: bool

    def holds(self, ratio: float) -> bool:
        """Tell whether a ratio bears the claim out."""
        return ratio >= self.bound if self.at_least else ratio <= self.bound


@dataclass(frozen=True, slots=True)
class Measured:
    """A claim, and the median and the middle half of the ratios measured."""

    claim: Claim
    median: float
    low: float
    high: float
    rounds: int


def timed(
    contenders: Mapping[str, Callable[[], object]], rounds: int, untimed: int = UNTIMED
) -> dict[str, list[float]]:
    """Give the seconds that each contender took in each round; who begins changes from round to round."""
    names = list(contenders)
    seconds: dict[str, list[float]] = {name: [] for name in names}
    for number in range(-untimed, rounds):
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            gc.collect()
            began = time.perf_counter()
            contenders[name]()
            took = time.perf_counter() - began
            if number >= 0:
                seconds[name].append(took)
    return seconds


def measured(claim: Claim, above: list[float], below: list[float]) -> Measured:
    """Give what the rounds say of a claim about one time divided by another."""
    ratios = [one / other for one, other in zip(above, below, strict=True)]
    low, median, high = statistics.quantiles(ratios, n=4, method="inclusive") if len(ratios) > 1 else 3 * ratios
    return Measured(claim, median, low, high, len(ratios))
