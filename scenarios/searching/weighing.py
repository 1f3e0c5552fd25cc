"""Weigh gauged points against each other: means and intervals of goals, limits kept or missed, how sure that is.

All intervals cover chance between replications alone. Differences are paired: both points of a replication meet the same
luck.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from kredslob.rules.frozen import dataclass
from kredslob.scenarios.indicators.interval import of_share, t_quantile
from kredslob.scenarios.searching.gauging import Gauge, Kept, keeps
from kredslob.scenarios.searching.question import Goal, Limit

if TYPE_CHECKING:
    from numpy.typing import NDArray

How = Literal["surely_kept", "kept", "missed", "surely_missed"]


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over replications with its 95 % interval; None where it has no meaning, or one replication gives no interval."""

    value: float | None
    low: float | None
    high: float | None
    replications: int


@dataclass(frozen=True, slots=True)
class Held:
    """How a point holds a limit.

    Args:
        limit: its name.
        how: kept or missed, by the replications there are; surely, if the 95 % interval says the same.
        miss: how far it is missed, 0 if it is kept: of a mean by how much; of a probability by how much the places beyond
            those that may miss it fall short, added up.
        missing: how many places miss it; of: of how many.
        worst: the place that is furthest from keeping it; mean: what that place comes to: the mean, or the share of
            replications in which it keeps the bound. Of a limit that is kept at once by all places that of all.
    """

    limit: str
    how: How
    miss: float
    missing: int
    of: int
    worst: str
    mean: Mean

    @property
    def kept(self) -> bool:
        """Whether it is kept, by the replications there are."""
        return self.how in ("surely_kept", "kept")


def mean_of(values: NDArray[Any]) -> Mean:
    """Give the mean of values with its interval by Student's t; values without meaning are left out."""
    there = values[~np.isnan(values)]
    count = len(there)
    if count == 0:
        return Mean(None, None, None, 0)
    mean = float(there.mean())
    if count == 1:
        return Mean(mean, None, None, 1)
    reach = t_quantile(count) * float(there.std(ddof=1)) / count**0.5
    return Mean(mean, mean - reach, mean + reach, count)


def loss_of(goals: Sequence[Goal], found: Gauge) -> NDArray[Any]:
    """Give the mean of each goal, turned so that less is better: float64[goals]."""
    signs = np.array([1.0 if one.want == "least" else -1.0 for one in goals])
    losses: NDArray[Any] = signs * np.array([_mean(row) for row in found.goals])
    return losses


def _mean(row: NDArray[Any]) -> float:
    there = row[~np.isnan(row)]
    return float(there.mean()) if len(there) else float("nan")


def held_of(limit: Limit, kept: Kept) -> Held:
    """Tell how a point holds a limit."""
    if not kept.places:
        return Held(limit.name, "surely_kept", 0.0, 0, 0, "", Mean(None, None, None, 0))
    if limit.probability is None:
        return _by_mean(limit, kept)
    return _at_once(limit, kept, limit.probability) if limit.at_once else _by_place(limit, kept, limit.probability)


def _by_mean(limit: Limit, kept: Kept) -> Held:
    means = [mean_of(row) for row in kept.values]
    sign = 1.0 if limit.way == "at_most" else -1.0
    apart = np.array([0.0 if one.value is None else sign * (one.value - limit.bound) for one in means])
    misses = np.array([one.value is not None and not keeps(limit, np.float64(one.value)) for one in means])
    order = np.argsort(-apart, kind="stable")
    counted = order[limit.missing :]  # the worst may miss it
    worst = int(counted[0]) if len(counted) else int(order[0])
    missing = int(misses.sum())
    surely = _clear(limit, [means[int(row)] for row in counted], missed=missing > limit.missing)
    miss = float(np.maximum(apart, 0)[counted][misses[counted]].sum()) + (1e-9 if missing > limit.missing else 0.0)
    how = _how(missing <= limit.missing, sure=surely)
    return Held(limit.name, how, miss if missing > limit.missing else 0.0, missing, len(means), kept.places[worst], means[worst])  # fmt: skip


def _clear(limit: Limit, means: Sequence[Mean], *, missed: bool) -> bool:
    """Tell whether intervals say the same as the means: all on the right side, or one of them wholly on the wrong one."""
    ends = [(one.low, one.high) for one in means if one.value is not None]
    if any(low is None for low, _ in ends):
        return False
    right = [all(bool(keeps(limit, np.float64(end))) for end in pair if end is not None) for pair in ends]
    wrong = [not any(bool(keeps(limit, np.float64(end))) for end in pair if end is not None) for pair in ends]
    return any(wrong) if missed else all(right)


def _by_place(limit: Limit, kept: Kept, wanted: float) -> Held:
    of = kept.met.shape[1]
    counts = kept.met.sum(axis=1)
    order = np.argsort(counts, kind="stable")
    counted = order[limit.missing :]
    worst = int(counted[0]) if len(counted) else int(order[0])
    short = np.maximum(wanted - counts / of, 0)
    missing = int((short > 0).sum())
    ends = [of_share(int(counts[row]), of) for row in counted]
    surely = (
        any(high < wanted for _, high in ends) if missing > limit.missing else all(low >= wanted for low, _ in ends)
    )
    miss = float(short[counted].sum()) if missing > limit.missing else 0.0
    return Held(limit.name, _how(missing <= limit.missing, sure=surely), miss, missing, len(counts), kept.places[worst], share_of(int(counts[worst]), of))  # fmt: skip


def _at_once(limit: Limit, kept: Kept, wanted: float) -> Held:
    of = kept.met.shape[1]
    together = int(((~kept.met).sum(axis=0) <= limit.missing).sum())
    counts = kept.met.sum(axis=1)
    share = share_of(together, of)
    low, high = of_share(together, of)
    kept_it = together / of >= wanted
    how = _how(kept_it, sure=low >= wanted if kept_it else high < wanted)
    missing = int((counts / of < wanted).sum())
    return Held(limit.name, how, max(0.0, wanted - together / of), missing, len(counts), kept.places[int(np.argmin(counts))], share)  # fmt: skip


def share_of(count: int, of: int) -> Mean:
    """Give the share of replications in which something was so, with its interval by Wilson's score."""
    low, high = of_share(count, of)
    return Mean(count / of, low, high, of)


def _how(kept: bool, *, sure: bool) -> How:
    if kept:
        return "surely_kept" if sure else "kept"
    return "surely_missed" if sure else "missed"


def misses_of(limits: Sequence[Limit], found: Gauge) -> NDArray[Any]:
    """Give how far each limit is missed: float64[limits], nought where it is kept."""
    return np.array([held_of(one, kept).miss for one, kept in zip(limits, found.limits, strict=True)], np.float64)


def apart(one: Gauge, other: Gauge) -> tuple[Mean, ...]:
    """Give the paired difference of two points in each goal: the one less the other."""
    if one.numbers != other.numbers:
        raise ValueError("points are held against each other in the same replications")
    return tuple(mean_of(row) for row in one.goals - other.goals)


def told_apart(one: Gauge, other: Gauge) -> bool:
    """Tell whether chance leaves two points different in some goal: an interval of a paired difference misses nought."""
    return any(
        each.low is not None and each.high is not None and not each.low <= 0 <= each.high for each in apart(one, other)
    )
