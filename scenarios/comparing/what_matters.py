"""What matters: which of all that is assumed moves the answer most, so that the parties know what to settle first.

Morris (1991), by SALib: walks through the space of all that is assumed turn one dial at a time, so that each step shows what that
dial alone does to the difference between the sides, from where the walk stands. The mean size of its steps says how much a
dial moves the answer; their spread, whether that hangs on the others. It ranks, and costs little; it gives no shares of
variance: those come of `sobol`, for the few that Morris has found. What luck makes of a step on so few replications is told as
the noise, and nothing below it is named.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import WrongInput
from kredslob.scenarios.comparing.comparing import Pair
from kredslob.scenarios.comparing.dials import Dial, dials_of
from kredslob.scenarios.comparing.paired import Difference
from kredslob.scenarios.comparing.planning import NO_LIMIT, Budget
from kredslob.scenarios.comparing.runs import Joined, Runs
from kredslob.scenarios.comparing.sobol import Beyond, Room, Sobol, study
from kredslob.scenarios.comparing.unknown import EACH, at_assumed, at_lots
from kredslob.scenarios.files.fingerprint import digest

if TYPE_CHECKING:
    from numpy.typing import NDArray

BEYOND: Final = 2.0
"""So many times the noise a move must be to be told."""
_LEVELS: Final = 4  # of the grid that walks go on, as Morris has it


@dataclass(frozen=True, slots=True)
class Move:
    """What a dial does: the mean size of its steps, from end to end of its range, and their standard deviation."""

    dial: Dial
    moves: float
    spread: float


@dataclass(frozen=True, slots=True)
class Moved:
    """What moves the difference of a headline: every dial, the strongest first; `noise` is what luck makes of a step."""

    difference: Difference
    moves: tuple[Move, ...]
    noise: float

    @property
    def beyond_noise(self) -> tuple[Move, ...]:
        """Those that are clearly more than luck."""
        return tuple(move for move in self.moves if move.moves > BEYOND * self.noise)


@dataclass(frozen=True, slots=True)
class Mattering:
    """What walks have found.

    Args:
        walks: that could be made whole; failed: those that could not, as a place on them cannot be run.
        each: replications at each place.
        headlines: those that differ at the assumed values.
        sobol: what the few that matter account for, or what it would take to say; None where there are not two.
    """

    walks: int
    failed: int
    each: int
    headlines: tuple[Moved, ...]
    sobol: Sobol | Beyond | None = None


def mattering_of(
    pair: Pair, tables: Joined, runs: Runs, walks: int, budget: Budget = NO_LIMIT, began: float | None = None
) -> Mattering:
    """Walk through what is assumed and give what moves the differences of a pair.

    Args:
        pair: at the assumed values; tables: of its replications.
        runs: where places are run and kept.
        walks: how many; each stands at one place more than there are dials.
        budget: of all, begun at `began` on the monotonic clock; Sobol's study is done if it has room. Without a budget it may
            take as many places as the walks did.

    Raises:
        WrongInput: hardly any walk can be made.
        Interrupted: by the user; what is finished is kept.
    """
    dials = dials_of(pair.base, pair.other)
    each = min(EACH, tables.replications)
    lots = walked(dials, walks, pair.base.scenario.seed)
    length = len(dials) + 1
    found = np.full((len(lots), *at_assumed(pair, tables, each).shape), np.nan)
    problems: list[WrongInput] = []
    start = time.monotonic()
    for at, row in enumerate(lots):
        try:
            found[at] = at_lots(pair, dials, row, runs, each, (at, len(lots)))
        except WrongInput as wrong:
            problems.append(wrong)
            found[at] = np.nan
    broken = {at // length for at in range(len(lots)) if np.isnan(found[at]).all()}
    whole = [walk for walk in range(walks) if walk not in broken]
    if len(whole) < min(2, walks):
        raise WrongInput(problems[0].problems)
    rows = [walk * length + step for walk in whole for step in range(length)]
    told = tuple(
        moved_of(one, dials, lots[rows], found[rows, row])
        for row, one in enumerate(pair.differences)
        if one.verdict not in ("none", "no_meaning") and not np.isnan(found[rows, row]).any()
    )
    seconds = (time.monotonic() - start) / len(lots)
    room = Room(budget, start if began is None else began, len(lots))
    few = strongest(told)
    found_out = study(
        few, lambda row, at: at_lots(pair, few[: len(row)], row, runs, each, at), pair.differences, room=room, each=each,
        seconds=seconds, seed=pair.base.scenario.seed,
    )  # fmt: skip
    return Mattering(len(whole), len(broken), each, told, found_out)


def strongest(several: Sequence[Moved]) -> tuple[Dial, ...]:
    """Give the dials that move a planned headline beyond the noise, by how far beyond at most, the strongest first."""
    found: dict[str, tuple[float, Dial]] = {}
    for one in several:
        if one.difference.headline.planned:
            for move in one.beyond_noise:
                times = move.moves / one.noise if one.noise else np.inf
                found[move.dial.name] = max(found.get(move.dial.name, (0.0, move.dial)), (times, move.dial), key=lambda each: each[0])  # fmt: skip
    return tuple(dial for _, dial in sorted(found.values(), key=lambda each: (-each[0], each[1].name)))


def walked(dials: tuple[Dial, ...], walks: int, seed: str) -> NDArray[Any]:
    """Give the places of walks, one after another: float64[walks * (dials + 1), dials], lots from 0 to 1."""
    from SALib.sample import morris  # type: ignore[import-untyped]  # it has no types

    number = int(digest([seed, "walks", walks])[:8], 16)
    lots: NDArray[Any] = morris.sample(_problem(dials), walks, num_levels=_LEVELS, seed=number)
    return lots


def moved_of(
    difference: Difference, dials: tuple[Dial, ...], lots: NDArray[Any], found: NDArray[Any]
) -> Moved:  # fmt: skip
    """Give what moves a headline.

    Args:
        difference: at the assumed values.
        dials, lots: of whole walks.
        found: float64[places, replications], the differences there.
    """
    from SALib.analyze import morris  # type: ignore[import-untyped]  # it has no types

    said = morris.analyze(_problem(dials), lots, found.mean(axis=1), num_levels=_LEVELS, print_to_console=False)
    moves = [
        Move(dial, float(size), float(spread))
        for dial, size, spread in zip(dials, said["mu_star"], said["sigma"], strict=True)
    ]
    return Moved(difference, tuple(sorted(moves, key=lambda one: -one.moves)), _noise(found, len(dials) + 1))


def _noise(found: NDArray[Any], length: int) -> float:
    """Give the size that a step has by luck alone: from how differently replications take it."""
    each = found.shape[1]
    steps = np.diff(found.reshape(-1, length, each), axis=1)
    if each < 2:
        return 0.0
    error = float(np.sqrt(steps.var(axis=-1, ddof=1).mean() / each))
    turned = _LEVELS / (2 * (_LEVELS - 1))  # by so much of its range a step turns a dial
    return float(error / turned * (2 / np.pi) ** 0.5)  # the mean size of what is normal around nought


def _problem(dials: tuple[Dial, ...]) -> dict[str, Any]:
    return {"num_vars": len(dials), "names": [one.name for one in dials], "bounds": [[0.0, 1.0]] * len(dials)}
