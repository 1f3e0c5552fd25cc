"""What is said of goals, limits and points, in a sentence each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kredslob.rules.messages import Message
from kredslob.scenarios.comparing.told import joined
from kredslob.scenarios.indicators.indicator import Unit
from kredslob.scenarios.searching.answer import Found, GoalTold, LimitTold
from kredslob.scenarios.searching.question import AVERAGE, END, EVERY_YEAR
from kredslob.scenarios.searching.weighing import Held, Mean
from kredslob.scenarios.telling.numbers import Amount, Percent, shown

_SETS: Final[dict[str, Message]] = {
    "all": Message("each estate"),
    "exempt": Message("each estate exempt at first"),
    "receiving": Message("each estate receiving at first"),
    "listed": Message("each estate listed at first"),
    "within": Message("each estate that keeps it at first"),
    "all:together": Message("all estates together"),
    "exempt:together": Message("the estates exempt at first, together"),
    "receiving:together": Message("the estates receiving at first, together"),
    "listed:together": Message("the estates listed at first, together"),
    "within:together": Message("the estates that keep it at first, together"),
    "estate": Message("each estate"),
    "area": Message("each area"),
    "organisation": Message("each organisation"),
    "city": Message("the city"),
    "queue": Message("each queue"),
    "channel": Message("each channel"),
    "wait": Message("each channel, and those passed over"),
    "scope": Message("each scope"),
}
_WHEN: Final[dict[str, Message]] = {
    END: Message("at the end"),
    AVERAGE: Message("a year on average"),
    EVERY_YEAR: Message("in every year"),
}
_HOW: Final[dict[str, Message]] = {
    "surely_kept": Message("kept"),
    "kept": Message("kept, and chance may be why"),
    "missed": Message("missed, and chance may be why"),
    "surely_missed": Message("missed"),
}


def when_told(when: str) -> Message:
    """Give when something is measured."""
    return _WHEN.get(when) or Message("in {when}", when=when)


def places_told(places: str) -> Message:
    """Give of which places something is measured."""
    return _SETS.get(places) or Message("{places}", places=places)


def percent_of(unit: Unit, value: float) -> Message:
    """Give a value with its unit as far as it needs one: a share in per cent."""
    if unit in ("share", "difference"):
        return Message("{value}", value=Percent(value))
    return Message("{value}", value=shown(value, unit))


def bound_told(one: LimitTold) -> Message:
    """Give what a limit asks: at most 40.0 % in 2014."""
    value = percent_of(one.unit, one.bound)
    ways = {
        ("at_most", False): Message("at most {value}", value=value), ("at_least", False): Message("at least {value}", value=value),
        ("at_most", True): Message("under {value}", value=value), ("at_least", True): Message("over {value}", value=value),
    }  # fmt: skip
    return Message("{bound}, {when}", bound=ways[one.way, one.strict], when=when_told(one.when))


def limit_told(one: LimitTold) -> Message:
    """Give a limit in words: what it is of, of which places, the bound and the probability."""
    told = Message(
        "{title} - {places}: {bound}", title=one.title, places=places_told(one.places), bound=bound_told(one)
    )
    if one.probability is not None and one.at_once:
        told = Message("{limit}, all at once with probability {share}", limit=told, share=Percent(one.probability, 0))
    elif one.probability is not None:
        told = Message("{limit}, with probability {share}", limit=told, share=Percent(one.probability, 0))
    if one.missing:
        told = Message("{limit}; {count} may miss it", limit=told, count=Amount(one.missing))
    return told


def goal_told(one: GoalTold) -> Message:
    """Give a goal in words."""
    parts = {"title": one.title, "places": places_told(one.places), "when": when_told(one.when)}
    if one.want == "least":
        return Message("as little as can be of {title} - {places}, {when}", **parts)
    return Message("as much as can be of {title} - {places}, {when}", **parts)


def mean_told(mean: Mean, unit: Unit) -> Message:
    """Give a mean with its interval."""
    value = shown(mean.value, unit)
    if mean.low is None or mean.high is None:
        return Message("{value}", value=value)
    return Message("{value} ({low} to {high})", value=value, low=shown(mean.low, unit), high=shown(mean.high, unit))


def apart_told(mean: Mean, unit: Unit) -> Message:
    """Give a difference with its interval."""
    value = shown(mean.value, unit, signed=True)
    if mean.low is None or mean.high is None or (mean.low == mean.high == 0):
        return Message("{value}", value=value)
    low, high = (shown(end, unit, signed=True) for end in (mean.low, mean.high))
    return Message("{value} ({low} to {high})", value=value, low=low, high=high)


def held_told(limit: LimitTold, held: Held, *, name: Message) -> Message:
    """Give how a limit is held."""
    how = _HOW[held.how]
    if held.of == 0:
        return Message("{limit}: no place is looked at", limit=limit.title)
    place = name
    if limit.probability is None:
        value = mean_told(held.mean, limit.unit)
        if held.of == 1:
            return Message("{limit}: {value}, {how}", limit=limit.title, value=value, how=how)
        return Message("{limit}: {count} of {of} miss it, {how}; furthest {place}: {value}", limit=limit.title,
                       count=Amount(held.missing), of=Amount(held.of), how=how, place=place, value=value)  # fmt: skip
    share = Percent(held.mean.value, 0)
    low, high = (Amount(None if end is None else 100 * end) for end in (held.mean.low, held.mean.high))
    if limit.at_once:
        return Message("{limit}: all at once in {share} ({low}-{high}) of replications, {how}", limit=limit.title,
                       share=share, low=low, high=high, how=how)  # fmt: skip
    if held.of == 1:
        return Message("{limit}: in {share} ({low}-{high}) of replications, {how}", limit=limit.title, share=share, low=low, high=high, how=how)  # fmt: skip
    return Message("{limit}: {count} of {of} miss it, {how}; of those that may not the furthest is {place}: in {share} ({low}-{high}) of replications",
                   limit=limit.title, count=Amount(held.missing), of=Amount(held.of), how=how, place=place, share=share, low=low, high=high)  # fmt: skip


def named(several: Sequence[Found]) -> Message:
    """Give points by their names."""
    return joined([Message("{name}", name=one.name) for one in several])
