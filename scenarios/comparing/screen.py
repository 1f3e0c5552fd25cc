"""The screen of a comparison: first the answer in words, then gains and losses of the three parties, then how sure it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kredslob.rules.messages import Message
from kredslob.rules.model import Text
from kredslob.scenarios.comparing.comparing import Comparison, Pair
from kredslob.scenarios.comparing.headlines import PARTIES, Party
from kredslob.scenarios.comparing.how_sure import how_sure
from kredslob.scenarios.comparing.paired import Difference, Verdict
from kredslob.scenarios.comparing.places import Places
from kredslob.scenarios.comparing.told import VERDICTS, apart_with_interval, level, title_of, with_interval
from kredslob.scenarios.comparing.touching import Apart
from kredslob.scenarios.telling.numbers import Amount, Day, Month
from kredslob.scenarios.telling.screen import Head, Part, Rows, Said, joined

PARTY_NAMES: Final[dict[Party, Message]] = {
    "city": Message("The City"),
    "organisations": Message("The organisations"),
    "applicants": Message("Applicants"),
}
_SHORTLY: Final[tuple[tuple[Verdict, Message], ...]] = (
    ("better", Message("Improves")),
    ("worse", Message("Worsens")),
)


def screen_of(found: Comparison, places: Sequence[Sequence[Places]]) -> list[Part]:
    """Give the parts of the screen.

    Args:
        found: the comparison.
        places: of each pair, where single places differ.
    """
    parts: list[Part] = []
    for pair, told in zip(found.pairs, places, strict=True):
        parts += _pair(found, pair, told)
    return [*parts, *how_sure(found)]


def _pair(found: Comparison, pair: Pair, told: Sequence[Places]) -> Iterator[Part]:
    yield Head(Message("{other}, against {base}", other=pair.other.title, base=pair.base.title))
    if pair.before:
        yield from _idle(pair)
        return
    months = pair.base.variant.months
    yield Said(
        Message(
            "{estates} estates, {first} - {last}, {replications} replications of each on the same luck.",
            estates=Amount(len(pair.sets["all"])), first=Month(months.first), last=Month(months.day(months.count - 1)),
            replications=Amount(found.replications),
        ), 0,
    )  # fmt: skip
    if found.replications == 1:
        yield Said(Message("One replication has no interval: it is one course of luck, and nothing can be said of how sure it is."), 0, caution=True)  # fmt: skip
    if pair.alike:
        yield from _idle(pair)
        return
    for each in pair.apart:
        if months.month(each.day) > 0 and not each.late:
            yield Said(Message("{title} acts from {day} only; figures a year are averages of the whole time.", title=each.title, day=Day(each.day)), 0)  # fmt: skip
    yield from _shortly(pair)
    yield from _parties(pair)
    for one in told:
        yield from _places(one)


def _idle(pair: Pair) -> Iterator[Part]:
    """Say that there is no difference, and why."""
    if pair.base.variant.fingerprint == pair.other.variant.fingerprint:
        yield Said(Message("They are the same: every difference is exactly 0. Nothing was run for it."))
        return
    if pair.before:
        yield Said(Message("They come to the same: everything that the simulation reads of them is alike. Every difference is exactly 0; the other was not run."))  # fmt: skip
    else:
        yield Said(Message("They come to the same: no replication differs in anything. Every difference is exactly 0."))
    months = pair.base.variant.months
    for one in pair.idle:
        yield Said(_why(one, Month(months.day(months.count - 1)), before=pair.before), 4)


def _why(one: Apart, last: Month, *, before: bool) -> Message:
    told = {"title": one.title, "day": Day(one.day)}
    if one.late:
        return Message("{title} acts from {day}; the last month simulated is {last}.", **told, last=last)
    if not one.targets:
        return Message("{title} changes nothing.", **told)
    names = ", ".join(one.targets)
    if before:
        return Message(
            "{title} acts from {day}, but nothing that is simulated reads what it changes: {names}.",
            **told,
            names=names,
        )
    return Message(
        "{title} acts from {day}, but in no replication did anything turn on what it changes: {names}.",
        **told,
        names=names,
    )


def _shortly(pair: Pair) -> Iterator[Part]:
    """Say what improves and worsens for whom, and what is within the noise."""
    yield Head(Message("In short"))
    for verdict, head in _SHORTLY:
        some = [one for one in pair.differences if one.verdict == verdict]
        if not some:
            yield Said(Message("{kind}: nothing that is told here.", kind=head))
            continue
        yield Said(Message("{kind}", kind=head))
        for party in PARTIES:
            own = [with_interval(one) for one in some if one.headline.party == party]
            if own:
                yield Said(Message("{party}: {what}.", party=PARTY_NAMES[party], what=joined(own)), 4)
    kinds: tuple[tuple[tuple[Verdict, ...], Message], ...] = (
        (("more", "less"), Message("More or less, better for one and worse for another")),
        (("within_noise",), Message("Within the noise")),
        (("none",), Message("No difference in any replication")),
    )
    for verdicts, head in kinds:
        some = [one for one in pair.differences if one.verdict in verdicts]
        if some:
            told = [with_interval(one) if one.verdict in ("more", "less") else _name(one) for one in some]
            yield Said(Message("{kind}: {what}.", kind=head, what=joined(told)))


def _name(one: Difference) -> Message:
    return Message("{title}", title=one.headline.title)


def _parties(pair: Pair) -> Iterator[Part]:
    """Give gains and losses of the three parties under each other."""
    heads = (Message("base"), Message("now"), Message("difference (95 %)"), Message("is"))
    for party in PARTIES:
        rows = tuple(
            (
                title_of(one), level(one.base, one.headline.unit), level(one.other, one.headline.unit),
                apart_with_interval(one), VERDICTS[one.verdict],
            )
            for one in pair.differences if one.headline.party == party and one.verdict != "no_meaning"
        )  # fmt: skip
        if rows:
            yield Rows((PARTY_NAMES[party], *heads), rows)


def _places(one: Places) -> Iterator[Part]:
    yield Head(one.head)
    yield Said(
        Message(
            "{fewer} lower, {more} higher of {count}; {within} within the noise, {none} alike in every replication.",
            fewer=Amount(len(one.lower)), more=Amount(len(one.higher)), count=Amount(one.count),
            within=Amount(one.within), none=Amount(one.alike),
        )
    )  # fmt: skip
    for several, head in ((one.lower, Message("Lower")), (one.higher, Message("Higher"))):
        if several:
            named = [Message("{name} {value} ({low} to {high})", name=Text(each.name, each.name), value=one.shown(each.difference), low=one.shown(each.low), high=one.shown(each.high))
                     for each in several[: one.named]]  # fmt: skip
            yield Said(Message("{head}, the most: {what}.", head=head, what=joined(named)), 4)
    if one.by_chance >= 1 or one.missing:
        yield Said(
            Message(
                "Judged together, so that at most one in twenty of those named is expected not to differ. By itself each interval misses 0 by chance in one of twenty: here in about {count}.",
                count=Amount(one.by_chance),
            ), 4,
        )  # fmt: skip
