"""How much of what is unknown each of the few that matter accounts for: Sobol's indices, once Morris has found these few.

Sobol (1993), by SALib with Saltelli's design: all else stands at its assumed value, and the few are drawn together from their ranges. The
first index of a dial is the share of the variance of the difference that goes away once it is known; the total index the
share that would be left if all the others were. Both have 95 % intervals by resampling, wide where places are few. Part of
the variance is the luck of few replications: it is told apart, and is in no first index.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import WrongInput
from kredslob.scenarios.comparing.dials import Dial
from kredslob.scenarios.comparing.paired import Difference
from kredslob.scenarios.comparing.planning import Budget
from kredslob.scenarios.files.fingerprint import digest

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

LEAST: Final = 16
"""With fewer rows of the design than this intervals are as wide as all there is to tell."""
FEW: Final = 5
"""At most so many dials are studied together."""
_MINUTE: Final = 60.0


@dataclass(frozen=True, slots=True)
class Share:
    """The indices of a dial, each with half its 95 % interval: 0-1, but for chance."""

    dial: Dial
    first: float
    first_reach: float
    total: float
    total_reach: float


@dataclass(frozen=True, slots=True)
class Shared:
    """What the variance of a headline's difference is of: each dial's share, the largest total first, and that of luck."""

    difference: Difference
    shares: tuple[Share, ...]
    luck: float


@dataclass(frozen=True, slots=True)
class Sobol:
    """What the study of a few dials found.

    Args:
        dials: those studied; rows: of the design that could be made whole; failed: those that could not.
        places: that stood for; each: replications at each.
        headlines: those that vary.
    """

    dials: tuple[Dial, ...]
    rows: int
    failed: int
    places: int
    each: int
    headlines: tuple[Shared, ...]


@dataclass(frozen=True, slots=True)
class Beyond:
    """What the study would take, where that is more than the budget.

    Args:
        dials: those that would be studied; places: how many it takes; seconds: how long, by what places took so far.
        allowed: how many places the budget has room for.
    """

    dials: tuple[Dial, ...]
    places: int
    seconds: float
    allowed: int


@dataclass(frozen=True, slots=True)
class Room:
    """How many places there is room for.

    Args:
        budget: as it was asked for; began: when the comparison did, on the clock of `time.monotonic`.
        usual: how many, if no budget was.
    """

    budget: Budget
    began: float
    usual: int

    def places(self, each: int, seconds: float) -> int:
        """Give how many there is room for; `each`: replications at a place, `seconds`: what a place takes."""
        if self.budget.minutes is not None:
            left = self.began + _MINUTE * self.budget.minutes - time.monotonic()
            return max(0, int(left / max(seconds, 1e-3)))
        return self.usual if self.budget.replications is None else self.budget.replications // each


def rows_within(dials: int, places: int) -> int:
    """Give how many rows of the design there is room for: a power of two, nought if not even one."""
    rows = places // (dials + 2)
    return 1 << (rows.bit_length() - 1) if rows else 0


def study(
    dials: Sequence[Dial], at: Callable[[NDArray[Any], tuple[int, int]], NDArray[Any]], differences: Sequence[Difference],
    *, room: Room, each: int, seconds: float, seed: str,
) -> Sobol | Beyond | None:  # fmt: skip
    """Study the few dials that matter, as many of them as there is room for, the strongest first.

    Args:
        dials: those that matter, the strongest first; of fewer than two nothing is to be shared out.
        at: gives the differences at a place, float64[headlines, replications]; its lots, and the how manieth of how many it is.
        differences: of the headlines, at the assumed values.
        room: how many places may be run; each: replications at one; seconds: what one has taken.
        seed: of the design.

    Returns:
        what was found, what it would take, or None where there is nothing to share out.

    Raises:
        WrongInput: hardly any row of the design can be run.
    """
    few = tuple(dials[:FEW])
    if len(few) < 2:
        return None
    allowed = room.places(each, seconds)
    fitting = [count for count in range(len(few), 1, -1) if rows_within(count, allowed) >= LEAST]
    if not fitting:
        places = LEAST * (len(few) + 2)
        return Beyond(few, places, places * seconds, allowed)
    few = few[: fitting[0]]
    lots = design(few, rows_within(len(few), allowed), seed)
    found, failed = _run(lots, at, len(few) + 2)
    if found.shape[0] < LEAST * (len(few) + 2) // 2:
        raise WrongInput(failed[0].problems)
    told = tuple(
        shares
        for row, one in enumerate(differences)
        if (shares := shares_of(one, few, found[:, row], seed)) is not None
    )
    return Sobol(few, found.shape[0] // (len(few) + 2), len(failed), len(lots), each, told)


def _run(
    lots: NDArray[Any], at: Callable[[NDArray[Any], tuple[int, int]], NDArray[Any]], width: int
) -> tuple[NDArray[Any], list[WrongInput]]:
    """Run every place; a row of the design of which one cannot be run is left out."""
    kept: list[NDArray[Any]] = []
    failed: list[WrongInput] = []
    for first in range(0, len(lots), width):
        try:
            kept.append(np.stack([at(lots[place], (place, len(lots))) for place in range(first, first + width)]))
        except WrongInput as wrong:
            failed.append(wrong)
    return (np.concatenate(kept) if kept else np.zeros((0, 0, 0))), failed


def design(dials: Sequence[Dial], rows: int, seed: str) -> NDArray[Any]:
    """Give the places of a design: float64[rows * (dials + 2), dials], lots from 0 to 1; `rows` is a power of two."""
    from SALib.sample import sobol  # type: ignore[import-untyped]  # it has no types

    number = int(digest([seed, "sobol", rows, [one.name for one in dials]])[:8], 16)
    lots: NDArray[Any] = sobol.sample(_problem(dials), rows, calc_second_order=False, seed=number)
    return lots


def shares_of(difference: Difference, dials: Sequence[Dial], found: NDArray[Any], seed: str) -> Shared | None:
    """Give what the variance of a headline's difference is of; None where it has no meaning or does not vary.

    Args:
        difference: at the assumed values; dials: those studied.
        found: float64[places, replications], its values at the places of a design.
        seed: of the resampling.
    """
    from SALib.analyze import sobol  # type: ignore[import-untyped]  # it has no types

    means = found.mean(axis=1)
    if np.isnan(means).any() or means.var() <= 1e-12 * max(1.0, float(np.abs(means).max())) ** 2:
        return None
    number = int(digest([seed, "resampled"])[:8], 16)
    said = sobol.analyze(_problem(dials), means, calc_second_order=False, num_resamples=1000, seed=number)
    each = zip(dials, said["S1"], said["S1_conf"], said["ST"], said["ST_conf"], strict=True)
    shares = [Share(dial, *(float(value) for value in values)) for dial, *values in each]
    return Shared(difference, tuple(sorted(shares, key=lambda one: -one.total)), _luck(found))


def _luck(found: NDArray[Any]) -> float:
    """Give the share of the variance between places that luck alone makes of it: from how differently replications go."""
    places, each = found.shape
    if each < 2:
        return 0.0
    rest = found - found.mean(axis=1, keepdims=True) - found.mean(axis=0, keepdims=True) + found.mean()
    square = float((rest**2).sum() / ((places - 1) * (each - 1)))
    return float(min(1.0, square / each / found.mean(axis=1).var(ddof=1)))


def _problem(dials: Sequence[Dial]) -> dict[str, Any]:
    return {"num_vars": len(dials), "names": [one.name for one in dials], "bounds": [[0.0, 1.0]] * len(dials)}
