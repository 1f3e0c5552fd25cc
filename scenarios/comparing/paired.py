"""Paired differences: what one side comes to less the other, replication by replication, with the interval of their mean.

Both sides of a replication meet the same luck, person by person. So what luck does to both falls away, and the interval
of the mean difference is narrower than the two means would make it; how much is told too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from kredslob.rules.frozen import dataclass
from kredslob.scenarios.comparing.headlines import HEADLINES, Headline
from kredslob.scenarios.indicators.interval import t_quantile

if TYPE_CHECKING:
    from numpy.typing import NDArray

Verdict = Literal["better", "worse", "more", "less", "within_noise", "none", "one_replication", "no_meaning"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A headline of one side against the base.

    Args:
        headline: which.
        base, other: the means of both; None where the headline has no meaning in any replication of both.
        difference: of the means; low, high: its 95 % interval, None of fewer than two replications.
        deviation: the standard deviation of single differences; replications: how many have a value.
        gain: the variance that the difference of independent runs would have, over that of the paired; None if none.
        verdict: better, worse or, where a gain is another's burden, more or less; within_noise: the interval covers 0;
            none: no replication differs.
    """

    headline: Headline
    base: float | None
    other: float | None
    difference: float | None
    low: float | None
    high: float | None
    deviation: float | None
    replications: int
    gain: float | None
    verdict: Verdict

    @property
    def reach(self) -> float | None:
        """How far the interval reaches to each side."""
        return None if self.low is None or self.high is None else (self.high - self.low) / 2


def differences(base: NDArray[Any], other: NDArray[Any]) -> tuple[Difference, ...]:
    """Give the differences of headlines.

    Args:
        base, other: float64[HEADLINES, replications] of both sides, the same replications in the same order.
    """
    return tuple(_difference(*each) for each in zip(HEADLINES, base, other, strict=True))


def nothing() -> tuple[Difference, ...]:
    """Give the differences of two sides that are known to come to the same, whatever that is."""
    return tuple(Difference(one, None, None, 0.0, 0.0, 0.0, 0.0, 0, None, "none") for one in HEADLINES)


def _difference(headline: Headline, base: NDArray[Any], other: NDArray[Any]) -> Difference:
    apart = other - base
    there = ~np.isnan(apart)
    count = int(there.sum())
    if count == 0:
        return Difference(headline, None, None, None, None, None, None, 0, None, "no_meaning")
    apart, mine, yours = apart[there], base[there], other[there]
    mean = float(apart.mean())
    sides = float(mine.mean()), float(yours.mean())
    if not apart.any():
        return Difference(headline, *sides, 0.0, 0.0, 0.0, 0.0, count, None, "none")
    if count == 1:
        return Difference(headline, *sides, mean, None, None, None, 1, None, "one_replication")
    deviation = float(apart.std(ddof=1))
    reach = t_quantile(count) * deviation / count**0.5
    independent = float(mine.var(ddof=1) + yours.var(ddof=1))
    gain = independent / deviation**2 if deviation > 0 else None
    verdict = _verdict(headline, mean, reach)
    return Difference(headline, *sides, mean, mean - reach, mean + reach, deviation, count, gain, verdict)


def _verdict(headline: Headline, mean: float, reach: float) -> Verdict:
    if abs(mean) <= reach:
        return "within_noise"
    way: Literal["more", "less"] = "more" if mean > 0 else "less"
    if headline.better == "neither":
        return way
    return "better" if headline.better == way else "worse"
