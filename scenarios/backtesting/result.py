"""The result of a backtest: what was forecast of every figure, how far off it was, and what it was made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from kredslob.rules.frozen import dataclass
from kredslob.scenarios.backtesting.keeping import Kept, digest_of
from kredslob.scenarios.backtesting.verdict import NO_CHANGE, Verdict, verdict
from kredslob.scenarios.backtesting.world import Figures, World
from kredslob.scenarios.targets.target import Start, Target, Targets

Plain = dict[str, Any]
Outcome = Literal["held", "unsettled", "failed"]
Reason = Literal["not_covered", "no_better", "not_sure_covered", "not_sure_better", "nothing_to_beat", "less_than_even"]

EVEN_ODDS: Final = 0.5
WIDEST: Final = -1  # the last of the intervals, which a forecast fails by


@dataclass(frozen=True, slots=True)
class Scored:
    """A figure with its verdict.

    Args:
        verdict: what was forecast, and how far off.
        chance: the share of the forecast's variance that is luck within a world; the rest is what is not known of
            register, behaviour and agreement. None if nothing varies.
        outcome: held if the widest interval surely covers the figure (or a direction was given at least even odds) and the
            score is surely better than "no change"; failed if the interval surely does not cover, or the score surely is
            no better; else unsettled.
        reasons: why it did not hold.
    """

    verdict: Verdict
    chance: float | None
    outcome: Outcome
    reasons: tuple[Reason, ...]

    @property
    def covers_no_change(self) -> bool:
        """Whether the widest interval holds what "no change" says too, and so does not tell the two apart."""
        last = self.verdict.intervals[WIDEST]
        return any(last.low <= one.value <= last.high for one in self.verdict.naive if one.name == NO_CHANGE)


@dataclass(frozen=True, slots=True)
class Result:
    """What a start came to.

    Args:
        start: the start.
        made_from: what settles it: seed, replications, agreements, behaviour, register, program.
        worlds: how many; redrawn: how many draws of guesses the rules did not go together in.
        sha256: of the worlds' numbers.
        sample: the numbers of the first world, by which anybody can see whether the program still comes to the same.
        scored: by business cycle, the result that counts first; of each every figure.
    """

    start: Start
    made_from: Plain
    worlds: int
    redrawn: int
    sha256: str
    sample: Figures
    scored: Mapping[str, tuple[Scored, ...]]

    @property
    def first(self) -> tuple[Scored, ...]:
        """The figures of the result that counts."""
        return next(iter(self.scored.values()))


def result_of(kept: Kept, count: int, targets: Targets) -> Result:
    """Give the result of the first worlds of those that are kept.

    Args:
        kept: worlds; count: how many of them.
        targets: all that has been observed.
    """
    worlds, made = kept.first(count), kept.made_from
    start = next(one for one in targets.starts if one.id == made["start"])
    scored = {
        cycle: tuple(_scored(one, worlds, cycle, targets, start) for one in targets.tests(start.id))
        for cycle in made["cycles"]
    }
    return Result(
        start, made, len(worlds), sum(one.redrawn for one in worlds), digest_of(worlds), worlds[0].figures, scored
    )


def counted(scored: Sequence[Scored], outcome: Outcome) -> int:
    """Give how many figures came out so."""
    return sum(one.outcome == outcome for one in scored)


def outcome_of(found: Verdict) -> tuple[Outcome, tuple[Reason, ...]]:
    """Say whether a forecast held, failed, or cannot be told to have done either, and why."""
    covers, better = found.intervals[WIDEST].covers, found.better
    failed: list[Reason] = [*(["not_covered"] if covers == "no" else []), *(["no_better"] if better == "no" else [])]  # type: ignore[list-item]  # literals
    if failed:
        return "failed", tuple(failed)
    open_: list[Reason] = []
    if covers == "possibly" and found.error is not None:
        open_.append("not_sure_covered")
    if found.error is None and found.probability < EVEN_ODDS:
        open_.append("less_than_even")
    if better != "yes":
        open_.append("nothing_to_beat" if better is None else "not_sure_better")
    return ("unsettled" if open_ else "held"), tuple(open_)


def _scored(target: Target, worlds: Sequence[World], cycle: str, targets: Targets, start: Start) -> Scored:
    import numpy as np

    values = np.array([world.figures[cycle][target.id] for world in worlds], float)
    found = verdict(target, values.ravel(), targets, start)
    whole = float(values.var())
    within = float(values.var(axis=1).mean())
    return Scored(found, within / whole if whole > 0 else None, *outcome_of(found))
