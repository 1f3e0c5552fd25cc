"""What is unknown: how far the difference may be off because nobody knows how people behave and what some terms say.

Sets of values are drawn over all that is assumed, and both sides are run under each set on the same few replications. The
spread of the differences over sets, less what the luck of so few replications adds to it, is that of what is unknown; the
interval of the comparison itself is that of chance. Both are told apart and together. More replications shorten the second
and never the first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Problem, WrongInput
from kredslob.scenarios.comparing.comparing import Pair
from kredslob.scenarios.comparing.dials import Dial, dials_of, drawn, turned
from kredslob.scenarios.comparing.headlines import headline_values
from kredslob.scenarios.comparing.paired import Difference
from kredslob.scenarios.comparing.runs import Joined, Runs
from kredslob.scenarios.indicators.interval import t_quantile
from kredslob.scenarios.results.running import Step

if TYPE_CHECKING:
    from numpy.typing import NDArray

EACH: Final = 6
"""How many replications each set is run for: the luck of so few is told from the spread of the sets by what they share."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How far a headline's difference may be off.

    Args:
        difference: at the assumed values, with the interval of chance.
        centre: the mean over all sets.
        unknown: half the 95 % interval of what is unknown alone; both: of both together, around the centre.
        share: of the variance of both, how much is of what is unknown, 0-1.
        same_sign: in how many of the sets the difference has the sign that it has at the assumed values.
    """

    difference: Difference
    centre: float
    unknown: float
    both: float
    share: float
    same_sign: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """What the sets came to.

    Args:
        dials: what was varied; sets: how many could be run; failed: what was wrong with each that could not.
        each: of how many replications.
        spreads: of the headlines that differ in some set.
    """

    dials: tuple[Dial, ...]
    sets: int
    failed: tuple[Problem, ...]
    each: int
    spreads: tuple[Spread, ...]


def unknown_of(pair: Pair, tables: Joined, runs: Runs, count: int) -> Unknown:
    """Run sets of values and give how far the differences of a pair may be off.

    Args:
        pair: at the assumed values; tables: of its replications.
        runs: where sets are run and kept.
        count: how many sets.

    Raises:
        WrongInput: hardly any of the sets can be run.
        Interrupted: by the user; what is finished is kept.
    """
    dials = dials_of(pair.base, pair.other)
    each = min(EACH, tables.replications)
    lots = drawn(dials, count, pair.base.scenario.seed)
    found: list[NDArray[Any]] = []
    failed: list[Problem] = []
    for at, row in enumerate(lots):
        try:
            found.append(at_lots(pair, dials, row, runs, each, (at, count)))
        except WrongInput as wrong:
            failed += wrong.problems[:1]
    if len(found) < min(3, count):
        raise WrongInput(failed)
    held = at_assumed(pair, tables, each)
    spreads = (spread_of(one, np.stack(found)[:, row], held[row]) for row, one in enumerate(pair.differences))
    return Unknown(dials, len(found), tuple(failed), each, tuple(one for one in spreads if one is not None))


def at_assumed(pair: Pair, tables: Joined, each: int) -> NDArray[Any]:
    """Give the differences of the first replications at the assumed values: float64[HEADLINES, each]."""
    base, other = (headline_values(tables, one.name, range(each), pair.sets) for one in (pair.base, pair.other))
    apart: NDArray[Any] = other - base
    return apart


def at_lots(
    pair: Pair, dials: Sequence[Dial], lots: Sequence[float] | NDArray[Any], runs: Runs, each: int, at: tuple[int, int]
) -> NDArray[Any]:
    """Give the differences of the first replications with the dials turned: float64[HEADLINES, each].

    Args:
        pair: the sides; dials, lots: how they are turned.
        runs: where they are run; each: how many replications.
        at: the how manieth of how many sets it is.

    Raises:
        WrongInput: with these values one of the sides cannot be run.
    """
    several = tuple(turned(one, dials, lots) for one in (pair.base, pair.other))
    tables = Runs(several, runs.shelf, runs.crew, _counting(runs.tell, *at)).until(each)
    return at_assumed(pair, tables, each)


def _counting(tell: Callable[[Step], None], at: int, of: int) -> Callable[[Step], None]:
    """Tell of sets instead of the replications within them."""
    return lambda step: tell(replace(step, kind="run", done=at, of=of))


def spread_of(difference: Difference, sets: NDArray[Any], held: NDArray[Any]) -> Spread | None:
    """Give how far a difference may be off; None where it has no meaning, or never differs.

    The differences of set i and replication j are taken apart as mean + set + luck + rest, and the variance of sets found as
    analysis of variance does it: (mean square of sets - mean square of the rest) / replications, nought if that is below.

    Args:
        difference: at the assumed values, of all replications.
        sets: float64[sets, replications]; held: float64[replications] at the assumed values.
    """
    there = ~np.isnan(sets).any(axis=1)
    if difference.difference is None or there.sum() < 3 or np.isnan(held).any() or not sets[there].any():
        return None
    values = sets[there]
    count, each = values.shape
    means = values.mean(axis=1)
    rest = values - means[:, None] - values.mean(axis=0)[None, :] + values.mean()
    square = float((rest**2).sum() / max(1, (count - 1) * (each - 1)))
    of_sets = max(0.0, float(means.var(ddof=1)) - square / each) if each > 1 else float(means.var(ddof=1))
    centre = difference.difference + float(means.mean() - held.mean())
    reach = t_quantile(count)
    of_chance = (difference.deviation or 0.0) ** 2 / max(1, difference.replications)
    total = of_sets + of_chance
    sign = np.sign(difference.difference)
    shifted = difference.difference + means - held.mean()
    return Spread(
        difference, centre, reach * of_sets**0.5, reach * total**0.5, of_sets / total if total else 0.0,
        int((np.sign(shifted) == sign).sum()),
    )  # fmt: skip
