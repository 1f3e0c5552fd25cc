"""The screen that answers a policy question, as heads, sentences and rows of messages: which estates cross comes first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message
from kredslob.rules.model import Text
from kredslob.scenarios.telling.answer import Answer, Crossing, Difference, Effect, Line, Loop, Odds, Span
from kredslob.scenarios.telling.effects import IN_CITY, THERE
from kredslob.scenarios.telling.numbers import Amount, Day, Month, Percent, shown

Word = Message | Text | Amount | Percent | Day | Month
_NAMED: Final = 2  # as many estates are named of each kind; the table has them all
_HALF_A_TENTH: Final = 0.05  # an interval narrower than that is told to a hundredth
INDENT: Final = 2  # of what is said under a heading
_ENOUGH: Final = 20  # replications, so that 95 % of them is fewer than all
_YEARS: Final = 4  # as many years have a column


@dataclass(frozen=True, slots=True)
class Head:
    """What the following is about."""

    said: Message


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, so far in; `caution` for what must not be overlooked."""

    said: Message
    indent: int = INDENT
    caution: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: its first column is text, the others are numbers; a row of one word is a head of those that follow."""

    heads: tuple[Word, ...]
    rows: tuple[tuple[Word, ...], ...]


Part = Head | Said | Rows

OWN_THRESHOLD: Final = Message("The thresholds of the two are not the same. Each is counted by its own, so that no difference is told: with the same residents, more are over a lower threshold.")  # fmt: skip


def screen_of(answer: Answer) -> list[Part]:
    """Give the parts of the screen, in the order in which a policy reader asks."""
    return [
        *_opening(answer), *_crossing(answer), *_years(answer), *_effects(answer), *_loop(answer.loop), *_rests_on(answer)
    ]  # fmt: skip


def _opening(answer: Answer) -> Iterator[Part]:
    yield Head(Message("{title}", title=answer.title))
    told = Message(
        "{variant}: {estates} estates, {first} - {last}, {replications} replications.",
        variant=answer.variant_title, estates=Amount(answer.estates), first=Month(answer.first), last=Month(answer.last),
        replications=Amount(answer.replications),
    )  # fmt: skip
    yield Said(told, 0)
    if answer.replications == 1:
        yield Said(Message("One replication has no interval: it is one course of luck, and nothing can be said of how sure it is."), 0, caution=True)  # fmt: skip


def _crossing(answer: Answer) -> Iterator[Part]:
    found = answer.crossing
    if found is None:
        yield Head(Message("Which estates cross a threshold?"))
        yield Said(Message("None: no rule of the agreement compares the share outside the workforce with a threshold."))
        return
    yield Head(
        Message(
            "Which estates cross {share}, of residents aged 18-64 outside the workforce by the autumn's key figures?",
            share=Percent(found.share, 0),
        )
    )
    if found.thresholds > 1:
        several = Message(
            "The highest of the agreement's {count} thresholds: {title}.",
            count=Amount(found.thresholds),
            title=found.title,
        )
        yield Said(several)
    yield Said(
        Message(
            "Over it: {start} at the beginning, {end} {when}; of the {start} then still {stay}.",
            start=Amount(found.start), end=spanned(found.end), stay=spanned(found.stay),
            when=Message("in {month}", month=Month(found.measured)) if found.measured else Message("before the first month"),
        )
    )  # fmt: skip
    surely, probably = (Amount(len(each)) for each in (found.rise_surely, found.rise_probably))
    kind = Message("Rise above it: {surely} surely (in 95 % of replications or more), {probably} probably (80 %)", surely=surely, probably=probably)  # fmt: skip
    yield _named(kind, (*found.rise_surely, *found.rise_probably))
    kind = Message("Hang in the balance: {count} (over it in 20-80 %)", count=Amount(len(found.balance)))
    yield _named(kind, found.balance)
    surely, probably = (Amount(len(each)) for each in (found.fall_surely, found.fall_probably))
    kind = Message("Fall below it: {surely} surely, {probably} probably", surely=surely, probably=probably)
    yield _named(kind, (*found.fall_surely, *found.fall_probably))
    if any((found.rise_surely, found.fall_surely)) and answer.replications < _ENOUGH:
        few = Message("All of {count} replications: too few to tell surely from probably. {enough} are needed.", count=Amount(answer.replications), enough=Amount(_ENOUGH))  # fmt: skip
        yield Said(few, caution=True)
    yield _released(found)
    yield from _otherwise(answer)


def _named(kind: Message, several: Sequence[Odds]) -> Said:
    """Say how many there are, and name the largest, with how surely they are over the threshold."""
    if not several:
        return Said(Message("{kind}.", kind=kind))
    largest = sorted(several, key=lambda one: (-one.dwellings, one.estate))[:_NAMED]
    told = joined([
        Message("{name} {start} -> {end}, {share}", name=one.name, start=Amount(_times(one.start), 1),
                end=Percent(one.end.mean), share=_sure(one))
        for one in largest
    ])  # fmt: skip
    if len(several) <= _NAMED:
        return Said(Message("{kind}: {told}.", kind=kind, told=told))
    return Said(Message("{kind}; largest: {told}.", kind=kind, told=told))


def _sure(one: Odds) -> Message:
    if one.low is None or one.high is None:
        return Message("{share}", share=Percent(one.over, 0))
    low, high = (Amount(100 * each) for each in (one.low, one.high))
    return Message("{share} ({low}-{high})", share=Percent(one.over, 0), low=low, high=high)


def joined(several: Sequence[Message]) -> Message:
    """Put messages one behind the other."""
    first, *others = several
    for other in others:
        first = Message("{one}; {other}", one=first, other=other)
    return first


def _times(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _year(year: int) -> Text:
    return Text(str(year), str(year))


def _released(found: Crossing) -> Said:
    if not found.exempt:
        return Said(Message("No estate is exempt from referral at the beginning."))
    return Said(
        Message(
            "Exempt at the beginning: {count}; no longer exempt at the end: {released} of them.",
            count=Amount(found.exempt), released=spanned(found.released),
        )
    )  # fmt: skip


def _otherwise(answer: Answer) -> Iterator[Part]:
    """Say how many of the estates exempt at the beginning would be over the threshold in the variant held against it."""
    for effect in answer.effects:
        over = next((one for one in effect.there if one.indicator == "over" and effect.where == "exempt"), None)
        if over is not None and over.verdict != "own_threshold" and effect.variant == answer.variant_title:
            ours, theirs = (Amount(each, 1) for each in (over.mean_variant, over.mean_against))
            yield Said(
                Message(
                    "Of these {count}, {ours} are over it at the end on average; {against}: {theirs}.",
                    count=Amount(effect.estates), ours=ours, theirs=theirs, against=effect.against,
                )
            )  # fmt: skip


def spanned(span: Span, decimals: int = 0) -> Message:
    """Give a mean with the bounds between which nine of ten replications lie."""
    if span.mean is None or span.low is None or span.high is None:
        return Message("{mean}", mean=Amount(span.mean, decimals))
    mean, low, high = (Amount(each, decimals) for each in (span.mean, span.low, span.high))
    return Message("{mean} ({low}-{high})", mean=mean, low=low, high=high)


def _years(answer: Answer) -> Iterator[Part]:
    at = _told_years(len(answer.years))
    years = tuple(_year(answer.years[each]) for each in at)
    heads: tuple[Word, ...] = (
        Message("What the municipality gets"),
        *years,
        Message("9 of 10 in {year}", year=years[-1]),
    )
    lines = (*answer.municipality, *answer.applicants)
    rows: list[tuple[Word, ...]] = [(line.name, *_means(line, at), _bounds(line)) for line in lines]
    rows.insert(len(answer.municipality), (Message("How long applicants wait (months, mean)"),))
    yield Rows(heads, tuple(rows))


def _told_years(count: int) -> list[int]:
    """Give which years have a column: all, or the first, the last and some evenly between."""
    if count <= _YEARS:
        return list(range(count))
    return sorted({round(each * (count - 1) / (_YEARS - 1)) for each in range(_YEARS)})


def _means(line: Line, at: Sequence[int]) -> Iterator[Amount]:
    return (shown(line.means[each], line.unit) for each in at)  # type: ignore[arg-type]  # a unit


def _bounds(line: Line) -> Message:
    low, high = (shown(each, line.unit) for each in (line.last.low, line.last.high))  # type: ignore[arg-type]  # a unit
    return Message("-") if line.last.low is None else Message("{low}-{high}", low=low, high=high)


def _effects(answer: Answer) -> Iterator[Part]:
    if answer.effects:
        heads: tuple[Word, ...] = (
            Message("What does what, {year} (estates)", year=_year(answer.effects[0].year)), Message("points"),
            Message("over it"), Message("referrals"), Message("queue"), Message("wait"),
        )  # fmt: skip
        yield Rows(heads, tuple(_effect(one) for one in answer.effects))
        yield Said(
            Message(
                "Difference and 95 % interval, ~ within the noise: share outside, estates over, referrals, of the estates that stood so at first; households in the municipality's queue, months to referral."
            )
        )
        if any(one.verdict == "own_threshold" for effect in answer.effects for one in effect.there):
            yield Said(
                Message(
                    "Estates over: - where the variants' thresholds are not the same, since each is counted by its own."
                )
            )
    for name, reason in answer.not_told:
        yield Said(Message("{contrast} cannot be told: {reason}", contrast=name, reason=reason), caution=True)


def _effect(effect: Effect) -> tuple[Word, ...]:
    title = Message("{title} ({count})", title=effect.title, count=Amount(effect.estates))
    there = {one.indicator: one for one in effect.there}
    city = {(one.indicator, one.place): one for one in effect.city}
    return (title, *(_told(there.get(name)) for name in THERE), *(_told(city.get(key)) for key in IN_CITY))


def _told(one: Difference | None) -> Message:
    """Give a difference with half its interval, which lies evenly about it."""
    if one is None or one.difference is None or one.verdict == "own_threshold":
        return Message("-")
    if one.verdict == "none":
        return Message("0")
    value = shown(one.difference, one.unit, signed=True)  # type: ignore[arg-type]  # a unit
    if one.high is None:
        return Message("{value}", value=value)
    reach = Amount(shown(one.high - one.difference, one.unit).value, value.decimals)  # type: ignore[arg-type]  # a unit
    if reach.value is not None and 0 < reach.value < _HALF_A_TENTH:
        value, reach = (Amount(each.value, 2, each.signed) for each in (value, reach))
    if one.verdict == "within_noise":
        return Message("~{value} ±{reach}", value=value, reach=reach)
    return Message("{value} ±{reach}", value=value, reach=reach)


def _loop(loop: Loop | None) -> Iterator[Part]:
    yield Head(Message("The loop in one example"))
    if loop is None:
        yield Said(Message("No estate begins or ceases to be exempt on a day that is known."))
        return
    measured = (
        Message("measured at {share} in {month}", share=Percent(loop.share), month=Month(loop.measured)) if loop.measured
        else Message("measured at {share} before the first month", share=Percent(loop.share))
    )  # fmt: skip
    said = (
        Message("exempt from {day}", day=Day(loop.month))
        if loop.exempt
        else Message("no longer exempt from {day}", day=Day(loop.month))
    )
    yield Said(
        Message(
            "{name}, replication {number}: {measured}, published {published}, {said}. So in {alike} of {of} replications.",
            name=loop.name, measured=measured, published=Day(loop.published), said=said, alike=Amount(loop.alike),
            of=Amount(loop.of), number=Amount(loop.replication),
        )
    )  # fmt: skip


def _rests_on(answer: Answer) -> Iterator[Part]:
    yield Head(Message("What it rests on"))
    if answer.replications > 1:
        yield Said(
            Message("After a name: its share at the beginning -> at the end, and in how many replications it is over (95 % interval). Other brackets: where nine of ten replications lie. All of it is chance alone: behaviour and assumed terms are the same in all.")
        )  # fmt: skip
    yield Said(
        Message(
            "Assumed: {guesses} terms of the agreement and its laws, {assumed} of {behaviour} values of behaviour. Synthetic: the key figures of {synthetic} of {estates} estates. Not a forecast.",
            guesses=Amount(answer.guesses), assumed=Amount(answer.assumed_behaviour), behaviour=Amount(answer.behaviour),
            synthetic=Amount(answer.synthetic), estates=Amount(answer.estates),
        ), caution=True,
    )  # fmt: skip
