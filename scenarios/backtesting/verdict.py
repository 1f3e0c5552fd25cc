"""A verdict: how far off a forecast was from one observed figure, beside the naive forecasts that had something to say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from kredslob.rules.frozen import dataclass
from kredslob.scenarios.scoring.coverage import central, covered_within
from kredslob.scenarios.scoring.naive import no_change, straight_line
from kredslob.scenarios.scoring.scores import absolute_error, brier, crps, crps_within, probability_within
from kredslob.scenarios.targets.target import Start, Target, Targets

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

LEVELS: Final = (0.5, 0.9)
POINTS: Final = 21  # between the bounds of an observed value, at which two forecasts are compared
EVEN: Final = 1e-12  # by less than this two scores do not differ
Pair = tuple[float, float]
Name = Literal["no_change", "straight_line"]
NO_CHANGE: Final = "no_change"
Answer = Literal["yes", "possibly", "no"]


@dataclass(frozen=True, slots=True)
class Interval:
    """A central interval of the forecast: its level (0-1), its ends, and whether what was observed lies in it."""

    level: float
    low: float
    high: float
    covers: Answer


@dataclass(frozen=True, slots=True)
class Naive:
    """What a naive forecast said, and its score: the absolute error, least and most, or that of a direction."""

    name: Name
    value: float
    score: Pair


@dataclass(frozen=True, slots=True)
class Verdict:
    """A figure and what was forecast of it.

    Args:
        target: the figure; members: how many numbers the forecast has; median: of them.
        intervals: by level.
        probability: that the forecast gave to what was observed, bounds included.
        error: of the median, least and most that it can be; None of a direction.
        score: the continuous ranked probability score, least and most; of a direction the Brier score, twice.
        naive: those forecasts that had something to say, scored alike.
        better: whether the score is lower than that of "no change", wherever between its bounds the true value lies, for
            some of them, or for none; None if "no change" said nothing.
    """

    target: Target
    members: int
    median: float
    intervals: tuple[Interval, ...]
    probability: float
    error: Pair | None
    score: Pair
    naive: tuple[Naive, ...]
    better: Answer | None


def verdict(target: Target, ensemble: ArrayLike, targets: Targets, start: Start) -> Verdict:
    """Hold an ensemble against a figure.

    Args:
        target: one that is a test of the start.
        ensemble: float[members], finite, what each member says.
        targets: among which the earlier figures of its series are; start: what may be known of them.
    """
    import numpy as np

    members = np.asarray(ensemble, float)
    seen = target.observed
    low, high = -np.inf if seen.low is None else seen.low, np.inf if seen.high is None else seen.high
    probability = float(probability_within(members, seen.low, seen.high))
    naive = _naive(target, targets, start)
    intervals = tuple(_interval(members, level, low, high) for level in LEVELS)
    common = target, len(members), float(np.median(members)), intervals, probability
    if not np.isfinite([low, high]).all():
        score = float(brier(probability, 1))
        told = [Naive(name, value, (float(not low <= value <= high),) * 2) for name, value in naive]
        better: list[Answer] = ["yes" if score < one.score[0] else "no" for one in told if one.name == NO_CHANGE]
        return Verdict(*common, None, (score, score), tuple(told), better[0] if better else None)
    told = [Naive(name, value, _pair(absolute_error([value], low, high))) for name, value in naive]
    better = [_better(members, one.value, low, high) for one in told if one.name == NO_CHANGE]
    error, score_ends = _pair(absolute_error(members, low, high)), _pair(crps_within(members, low, high))
    return Verdict(*common, error, score_ends, tuple(told), better[0] if better else None)


def _pair(ends: tuple[ArrayLike, ArrayLike]) -> Pair:
    least, most = (float(end) for end in ends)  # type: ignore[arg-type]  # each a single number
    return least, most


def _interval(members: ArrayLike, level: float, low: float, high: float) -> Interval:
    bottom, top = _pair(central(members, level))
    surely, possibly = covered_within(members, low, high, level)
    return Interval(level, bottom, top, "yes" if surely else "possibly" if possibly else "no")


def _naive(target: Target, targets: Targets, start: Start) -> list[tuple[Name, float]]:
    """Give what naive forecasts say: of a change, and of what came or left, that there is none."""
    if target.against is not None and (target.against.change is not None or _counts_from_start(target)):
        return [("no_change", 0.0)]
    known = [
        (_middle(one), one.observed.value)
        for one in targets.known(target.series, start.known_until)
        if one.observed.value is not None
    ]
    said: list[tuple[Name, float | None]] = [
        ("no_change", no_change(known)), ("straight_line", straight_line(known, _middle(target))),
    ]  # fmt: skip
    return [(name, value) for name, value in said if value is not None]


def _counts_from_start(target: Target) -> bool:
    """Tell whether the indicator itself counts what has changed since the beginning."""
    return target.against is not None and target.against.indicator in ("crossed_up", "crossed_down")


def _middle(target: Target) -> date:
    """Give the day that a figure's period lies about."""
    return target.first + (target.last - target.first) // 2


def _better(members: ArrayLike, naive: float, low: float, high: float) -> Answer:
    import numpy as np

    may_be = np.linspace(low, high, POINTS)
    scores = crps(np.broadcast_to(members, (POINTS, np.size(members))), may_be)
    lower = scores < np.abs(naive - may_be) - EVEN
    return "yes" if lower.all() else "possibly" if lower.any() else "no"
