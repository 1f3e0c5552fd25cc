"""Tell the result of a backtest: failures as plainly as successes, hindsight apart, and what is missing to do better."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kredslob.rules.messages import Message
from kredslob.scenarios.backtesting.beginning import TITLES
from kredslob.scenarios.backtesting.order import WORLDS
from kredslob.scenarios.backtesting.result import WIDEST, Outcome, Reason, Result, Scored, counted
from kredslob.scenarios.backtesting.verdict import NO_CHANGE, Answer, Naive, Pair
from kredslob.scenarios.targets.target import Unit
from kredslob.scenarios.telling.numbers import DASH, Amount, Day, Percent
from kredslob.scenarios.telling.screen import Head, Part, Rows, Said, Word

OUTCOMES: Final[Mapping[Outcome, Message]] = {
    "held": Message("Held"), "unsettled": Message("Not settled"), "failed": Message("FAILED"),
}  # fmt: skip
ANSWERS: Final[Mapping[Answer, Message]] = {
    "yes": Message("yes"), "possibly": Message("possibly"), "no": Message("no"),
}  # fmt: skip
REASONS: Final[Mapping[Reason, Message]] = {
    "not_covered": Message("The 90 % interval does not cover what was observed"),
    "no_better": Message("The score is no better than to say that nothing changes"),
    "not_sure_covered": Message("What was observed is not known well enough to say whether the 90 % interval covers it"),
    "not_sure_better": Message('What was observed is not known well enough to say whether it beats "no change"'),
    "less_than_even": Message("The forecast gave what happened less than even odds"),
    "nothing_to_beat": Message("There is no earlier figure to beat"),
}  # fmt: skip
NOTHING: Final = Message("{dash}", dash=DASH)
HEADS: Final = (
    Message("forecast"), Message("50 %"), Message("90 %"), Message("covered"), Message("off by"), Message("score"),
    Message("no change"),
)  # fmt: skip


def told(results: Sequence[Result]) -> list[Part]:
    """Give the parts of the screen: for each start the result that counts, then hindsight, then what is missing."""
    found = [part for one in results for part in _of_start(one)]
    return found or [Said(Message("No result ships with this version; kredslob backtest makes one."))]


def summed(scored: Sequence[Scored]) -> Message:
    """Count up how figures came out, with their number beside."""
    return Message(
        "{held} of {count} figures held, {failed} failed, {open} not settled; of {wide} the 90 % interval holds "
        '"no change" too.',
        held=counted(scored, "held"), failed=counted(scored, "failed"), open=counted(scored, "unsettled"),
        count=len(scored), wide=sum(one.covers_no_change for one in scored),
    )  # fmt: skip


def _of_start(result: Result) -> Iterator[Part]:
    start = result.start
    yield Head(Message("{title}", title=start.title))
    yield Said(
        Message(
            "{worlds} drawn worlds (register, behaviour and guesses of the agreement), {replications} replications of each, "
            "seed {seed}; nothing is known after {day}.",
            worlds=Amount(result.worlds), replications=Amount(result.made_from["replications"]),
            seed=result.made_from["seed"], day=Day(start.known_until),
        )
    )  # fmt: skip
    if result.worlds < WORLDS:
        yield Said(
            Message(
                "Fewer than the {count} worlds that were settled beforehand: take it as preliminary.",
                count=Amount(WORLDS),
            ),
            caution=True,
        )
    for at, (cycle, scored) in enumerate(result.scored.items()):
        if at:
            yield Said(Message("Second result, {title}: hindsight, which does not count.", title=TITLES[cycle]))
        yield Said(summed(scored), caution=counted(scored, "held") < len(scored))
        for one in scored:
            yield from _of_figure(one, hindsight=at > 0)
    yield Said(
        Message(
            "Of the forecast's variance {part} is luck; the rest is register, behaviour and guesses.",
            part=_parts(result),
        )
    )
    yield Said(Message("Errors and scores of shares are in percentage points; the lower, the better."))
    yield Said(Message("Missing to do better: {lacks}", lacks=start.lacks))


def _of_figure(one: Scored, *, hindsight: bool) -> Iterator[Part]:
    target = one.verdict.target
    told_as = Message(
        "{figure}: observed {number}. {outcome}.", figure=target.title, number=observed_told(one),
        outcome=OUTCOMES[one.outcome],
    )  # fmt: skip
    yield Said(told_as, caution=one.outcome == "failed")
    yield Rows(HEADS, (_row(one),))
    for reason in one.reasons:
        yield Said(Message("{reason}.", reason=REASONS[reason]), 4)
    if one.covers_no_change:
        yield Said(Message('The 90 % interval also holds "no change": it does not tell the two apart.'), 4)
    if target.against is not None and not hindsight:
        yield Said(Message("{note}", note=target.against.note), 4)


def _row(one: Scored) -> tuple[Word, ...]:
    found = one.verdict
    unit = found.target.observed.unit
    direction = found.error is None
    naive = next((each for each in found.naive if each.name == NO_CHANGE), None)
    return (
        _number(found.median, unit),
        *(_span((each.low, each.high), unit) for each in found.intervals),
        NOTHING if direction else ANSWERS[found.intervals[WIDEST].covers],
        NOTHING if found.error is None else _off(found.error, unit),
        Amount(found.score[0], 2) if direction else _off(found.score, unit), _naive(naive, unit, direction=direction),
    )  # fmt: skip


def forecast_told(one: Scored) -> Word:
    """Give what was forecast of a figure: the median."""
    return _number(one.verdict.median, one.verdict.target.observed.unit)


def widest_told(one: Scored) -> Word:
    """Give the widest interval of a forecast."""
    widest = one.verdict.intervals[WIDEST]
    return _span((widest.low, widest.high), one.verdict.target.observed.unit)


def observed_told(one: Scored) -> Word:
    """Give what was observed of a figure: a value, or the bounds that are known of it."""
    seen = one.verdict.target.observed
    if seen.value is not None:
        return _number(seen.value, seen.unit)
    if seen.low is None and seen.high is not None:
        return Message("at most {number}", number=_number(seen.high, seen.unit))
    if seen.high is None and seen.low is not None:
        return Message("at least {number}", number=_number(seen.low, seen.unit))
    return _span((seen.low or 0.0, seen.high or 0.0), seen.unit)


def _naive(naive: Naive | None, unit: Unit, *, direction: bool) -> Word:
    if naive is None:
        return NOTHING
    return Amount(naive.score[0], 2) if direction else _off(naive.score, unit)


def _number(value: float, unit: Unit) -> Word:
    """Give a value in its unit: a share in per cent, a count whole."""
    return Percent(value, 1) if unit == "share" else Amount(value, 0)


def _span(ends: Pair, unit: Unit) -> Word:
    """Give an interval: of a share in per cent, of a count in whole numbers."""
    low, high = (Amount(100 * end, 1) if unit == "share" else Amount(end, 0) for end in ends)
    return Message("{low} to {high}", low=low, high=high)


def _off(ends: Pair, unit: Unit) -> Word:
    """Give how far off something was: shares in percentage points, counts to a tenth."""
    low, high = (Amount(100 * end if unit == "share" else end, 1) for end in ends)
    return low if low == high else Message("{low}-{high}", low=low, high=high)


def _parts(result: Result) -> Message:
    parts = [one.chance for one in result.first if one.chance is not None]
    return Message("{low} to {high}", low=Percent(min(parts, default=0.0), 0), high=Percent(max(parts, default=0.0), 0))
