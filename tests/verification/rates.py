"""How often intervals cover what they should: worked out by the functions that users' intervals come from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from math import comb, sqrt

import numpy as np
from numpy.typing import NDArray

from kredslob.rules.model import Text
from kredslob.scenarios.comparing.headlines import HEADLINES
from kredslob.scenarios.comparing.paired import differences
from kredslob.scenarios.files.scenario import Contrast
from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE
from kredslob.scenarios.indicators.contrast import _differences
from kredslob.scenarios.indicators.grids import Grid
from kredslob.scenarios.indicators.interval import LEVEL, of_share, t_quantile
from kredslob.scenarios.indicators.summary import moments
from kredslob.scenarios.scoring.coverage import covered
from tests.verification.worlds import FIGURES, Values, agreed, effects, told, uncompensated

EACH = 30
NINETY = 0.9
ENSEMBLE = 19
CONTRAST = Contrast("effect", Text("Virkning", "Effect"), "agreed", "other", "all")


@dataclass(frozen=True)
class Rate:
    """How many of so many intervals cover, and at which rate they should."""

    what: str
    hits: int
    of: int
    level: float

    @property
    def share(self) -> float:
        """The share that covers."""
        return self.hits / self.of

    @property
    def errors(self) -> float:
        """How many standard errors the share lies from its level."""
        return (self.share - self.level) / sqrt(self.level * (1 - self.level) / self.of)

    @property
    def holds(self) -> bool:
        """Whether it lies within three."""
        return abs(self.errors) <= 3


@cache
def simulated(count: int) -> tuple[Values, Values]:
    """Give the figures of so many replications of the town as agreed, and without compensation."""
    return tuple(told(one, range(count), FIGURES.values()) for one in (agreed(), uncompensated()))  # type: ignore[return-value]  # two


def of_worlds(worlds: int) -> list[Rate]:
    """Give how often the 90 % interval of an ensemble covers one more world, by figure; ties are divided by a lot."""
    values = simulated(worlds * EACH)[0][:, : worlds * (ENSEMBLE + 1)]
    lots = np.random.default_rng(7).random(worlds)
    found = []
    for name, each in zip(FIGURES, values, strict=True):
        drawn = each.reshape(worlds, ENSEMBLE + 1)
        hits = int(covered(drawn[:, 1:], drawn[:, 0], NINETY, lots).sum())
        found.append(Rate(f"one more world: {name}", hits, worlds, NINETY))
    return found


def of_means(count: int) -> list[Rate]:
    """Give how often the 95 % interval of a summary's mean covers the mean of all replications together, by figure."""
    found = []
    for name, each in zip(FIGURES, simulated(count * EACH)[0], strict=True):
        _, mean, error, _ = moments(each.reshape(count, EACH))
        hits = int((np.abs(mean - each.mean()) <= t_quantile(EACH) * error).sum())
        found.append(Rate(f"mean: {name}", hits, count, LEVEL))
    return found


def of_contrasts(count: int) -> list[Rate]:
    """Give how often a contrast's interval covers the mean difference of all replications, and a comparison's, by figure."""
    found = []
    for name, mine, other in zip(FIGURES, *simulated(count * EACH), strict=True):
        truth = float((mine - other).mean())
        low, high = ends(mine.reshape(count, EACH), other.reshape(count, EACH))
        found.append(Rate(f"contrast: {name}", int(((low <= truth) & (truth <= high)).sum()), count, LEVEL))
    return found


def of_nothing(count: int) -> list[Rate]:
    """Give how often the interval of a difference covers 0 where both sides are the same town with other luck."""
    found, pairs = [], count // 2
    for name, each in zip(FIGURES, simulated(count * EACH)[0], strict=True):
        mine, other = each[: 2 * pairs * EACH].reshape(2, pairs, EACH)
        low, high = ends(mine, other)
        found.append(Rate(f"no effect: {name}", int(((low <= 0) & (high >= 0)).sum()), pairs, LEVEL))
    return found


def of_effects(count: int, names: Collection[str] = tuple(effects())) -> list[Rate]:
    """Give how often intervals cover an effect whose size is known on paper, by a contrast and by a comparison."""
    found = []
    for name in names:
        made = effects()[name]
        one, other, figure, size = made()
        mine, theirs = (told(each, range(count * EACH), [figure]).reshape(count, EACH) for each in (one, other))
        low, high = ends(mine, theirs)
        found.append(Rate(f"planted, contrast: {name}", int(((low <= size) & (size <= high)).sum()), count, LEVEL))
        hits = sum(_compared(yours, ours, size) for ours, yours in zip(mine, theirs, strict=True))
        found.append(Rate(f"planted, comparison: {name}", hits, count, LEVEL))
    return found


def of_shares(count: int) -> tuple[Rate, float]:
    """Give how often the interval of a probability covers it, and how often it should: of so few, not exactly at the level."""
    over = simulated(count * EACH)[0][list(FIGURES).index("estates over 40 per cent")] > 1
    truth, met = float(over.mean()), over.reshape(count, EACH).sum(axis=1)
    covers = np.array([low <= truth <= high for low, high in (of_share(one, EACH) for one in range(EACH + 1))])
    chances = np.array([_binomial(one, EACH, truth) for one in range(EACH + 1)])
    return Rate("probability: more than one estate over 40 per cent", int(covers[met].sum()), count, LEVEL), float(
        chances @ covers
    )


def _binomial(count: int, of: int, share: float) -> float:
    return comb(of, count) * share**count * (1 - share) ** (of - count)


def ends(mine: Values, other: Values) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the ends of the intervals of contrasts, one for each row of replications."""
    places = tuple(f"{at:05}" for at in range(len(mine)))
    grids = (Grid(places, ("2011",), tuple(range(EACH)), each[:, None, :]) for each in (mine, other))
    frame = _differences(CONTRAST, CATALOGUE["vacated"], "estate", *grids)
    mean = frame["difference"].to_numpy()
    low, high = frame["low"].to_numpy(), frame["high"].to_numpy()
    return np.where(np.isnan(low), mean, low), np.where(np.isnan(high), mean, high)


def _compared(base: Values, other: Values, size: float) -> bool:
    """Tell whether the interval of a comparison covers a size, told as the first headline."""
    rows = (np.broadcast_to(each, (len(HEADLINES), EACH)) for each in (base, other))
    found = differences(*rows)[0]
    assert found.low is not None
    assert found.high is not None
    return found.low <= size <= found.high
