"""How sure a comparison is, in words: what its intervals cover, how short they were to be, and what more it would take."""

from __future__ import annotations

from collections.abc import Iterator

from kredslob.rules.messages import Message
from kredslob.scenarios.comparing.comparing import Comparison
from kredslob.scenarios.comparing.individual import individual_gaps
from kredslob.scenarios.comparing.planning import Need
from kredslob.scenarios.comparing.told import decimals_of
from kredslob.scenarios.telling.numbers import Amount
from kredslob.scenarios.telling.screen import Head, Part, Said

_HOUR, _MINUTE = 3600.0, 60.0


def how_sure(found: Comparison) -> Iterator[Part]:
    """Give what is to be said of all pairs together."""
    differing = [pair for pair in found.pairs if not pair.alike]
    if found.tables is None or not differing:
        return
    yield Head(Message("How sure"))
    if found.replications > 1:
        yield Said(Message("Intervals are 95 % intervals of the mean difference, paired by replication: chance alone. Behaviour and assumed terms are the same on both sides."))  # fmt: skip
        tested = sum(one.verdict not in ("none", "no_meaning") for one in differing[0].differences)
        yield Said(
            Message(
                "Of {count} headlines each interval misses 0 by chance in one of twenty, where there is no difference.",
                count=Amount(tested),
            )
        )
        gain = _gain(found)
        if gain is not None:
            yield Said(Message("By pairing, {gain} times fewer replications do than with luck of its own on each side (median of the headlines).", gain=gain))  # fmt: skip
    if not found.tables.one_yardstick:
        yield Said(
            Message(
                "The sides have other thresholds or count other groups. Both are measured as the base does it, so that numbers can be compared."
            ),
            caution=True,
        )
    gaps = (gap for pair in differing for gap in individual_gaps(pair.base, pair.other))
    yield from (Said(gap, caution=True) for gap in dict.fromkeys(gaps))
    yield from _precision(found)
    grounds = found.tables.ground(found.sides[0].name)
    given = found.sides[0].variant.behaviour.values.values()
    yield Said(
        Message(
            "Assumed: {guesses} terms of the agreement and its laws, {assumed} of {behaviour} values of behaviour. Synthetic: the key figures of {synthetic} of {estates} estates. Not a forecast.",
            guesses=Amount(len(grounds.assumed)), assumed=Amount(sum(one.basis == "assumed" for one in given)),
            behaviour=Amount(len(given)), synthetic=Amount(sum(one.synthetic for one in grounds.starts.values())),
            estates=Amount(len(grounds.starts)),
        ), caution=True,
    )  # fmt: skip


def _gain(found: Comparison) -> Amount | None:
    gains = sorted(one.gain for pair in found.pairs for one in pair.differences if one.gain is not None)
    if not gains:
        return None
    middle = gains[len(gains) // 2]
    return Amount(middle, 0 if middle >= 10 else 1)


def _precision(found: Comparison) -> Iterator[Part]:
    needs = [need for pair in found.pairs for need in pair.needs]
    if found.asked.points is None or not needs:
        return
    told = Message(
        "Precision asked for: {points} points of a share, 2 % of the level of what is no share. Planned by the first {first} replications and then run in one go, so that the intervals keep their rate.",
        points=Amount(found.asked.points, 2), first=Amount(found.first),
    )  # fmt: skip
    yield Said(told)
    open_ = [need for need in needs if not need.met]
    if not open_:
        yield Said(Message("It is reached: with {count} replications of each side.", count=Amount(found.replications)))
        return
    most = max(open_, key=lambda need: need.replications)
    yield Said(Message("It is not reached for {count} of {of} headlines:", count=Amount(len(open_)), of=Amount(len(needs))), caution=True)  # fmt: skip
    for need in open_:
        yield Said(_lacking(need), 4)
    more = max(0, most.replications - found.replications)
    yield Said(_what_it_takes(found, most.replications, more))


def _lacking(need: Need) -> Message:
    one = need.difference
    unit = one.headline.unit
    times = 100 if unit in ("share", "difference") else 1
    decimals = decimals_of(need.wanted, unit) + 1
    return Message(
        "{title}: known to +-{reach}, asked for +-{wanted}; about {count} replications.",
        title=one.headline.title, reach=Amount(times * (one.reach or 0), decimals),
        wanted=Amount(times * need.wanted, decimals), count=Amount(need.replications),
    )  # fmt: skip


def _what_it_takes(found: Comparison, count: int, more: int) -> Message:
    takes = Message("About {count} replications of each side would do: half the interval takes four times as many.", count=Amount(count))  # fmt: skip
    if found.seconds is None:
        return takes
    seconds = more * found.seconds * len(found.sides)
    told = (
        Message("{count} hours", count=Amount(seconds / _HOUR, 1)) if seconds >= _HOUR
        else Message("{count} minutes", count=Amount(max(1.0, seconds / _MINUTE)))
    )  # fmt: skip
    return Message("{takes} On this machine that is about {time} more.", takes=takes, time=told)
