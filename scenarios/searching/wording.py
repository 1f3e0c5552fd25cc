"""What is said of goals, limits and how points hold them, in a few words each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kredslob.rules.messages import Message
from kredslob.rules.model import Text
from kredslob.scenarios.comparing.told import decimals_of
from kredslob.scenarios.indicators.indicator import Unit
from kredslob.scenarios.searching.answer import Found, GoalTold, LimitTold
from kredslob.scenarios.searching.question import AVERAGE, END, EVERY_YEAR
from kredslob.scenarios.searching.weighing import Held, Mean
from kredslob.scenarios.telling.numbers import Amount, Percent, shown
from kredslob.scenarios.telling.screen import joined

_SHARES: Final[tuple[Unit, ...]] = ("share", "difference")
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
    "queue": Message("each queue"),
    "channel": Message("each channel"),
    "wait": Message("each channel, and those passed over"),
    "scope": Message("each scope of compensation"),
}
_WHEN: Final[dict[str, Message]] = {
    END: Message("at the end"),
    AVERAGE: Message("on average of the years"),
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


def named_with_places(title: Text, places: str) -> Message:
    """Give what is measured, and of which places where these are several; of one its title tells."""
    if places not in _SETS:
        return Message("{title}", title=title)
    return Message("{title} - {places}", title=title, places=_SETS[places])


def bound_told(one: LimitTold) -> Message:
    """Give what a limit asks: at most 40.0 % in 2014."""
    value = Percent(one.bound) if one.unit in _SHARES else shown(one.bound, one.unit)
    if one.way == "at_most":
        bound = Message("under {value}", value=value) if one.strict else Message("at most {value}", value=value)
    else:
        bound = Message("over {value}", value=value) if one.strict else Message("at least {value}", value=value)
    return Message("{bound} {when}", bound=bound, when=when_told(one.when))


def limit_told(one: LimitTold) -> Message:
    """Give a limit in words: what it is of, of which places, the bound and the probability."""
    told = Message("{title}: {bound}", title=named_with_places(one.title, one.places), bound=bound_told(one))
    if one.probability is not None and one.at_once:
        told = Message("{limit}, all at once with probability {share}", limit=told, share=Percent(one.probability, 0))
    elif one.probability is not None:
        told = Message("{limit}, with probability {share}", limit=told, share=Percent(one.probability, 0))
    if one.missing:
        told = Message("{limit}; {count} may miss it", limit=told, count=Amount(one.missing))
    return told


def goal_told(one: GoalTold) -> Message:
    """Give a goal in words."""
    named_, when = named_with_places(one.title, one.places), when_told(one.when)
    if one.want == "least":
        return Message("the least of »{title}« {when}", title=named_, when=when)
    return Message("the most of »{title}« {when}", title=named_, when=when)


def mean_told(mean: Mean, unit: Unit) -> Message:
    """Give a mean with its interval; a share in per cent."""
    value, low, high = (shown(one, unit) for one in (mean.value, mean.low, mean.high))
    if mean.low is None or mean.high is None:
        return Message("{value}", value=value)
    looks_certain = low.read("en") == high.read("en")  # rounded as usual
    if mean.low != mean.high and looks_certain:
        decimals = decimals_of((mean.high - mean.low) / 2, unit)
        value, low, high = (replace(one, decimals=decimals) for one in (value, low, high))
    return Message("{value} ({low} to {high})", value=value, low=low, high=high)


def apart_told(mean: Mean, unit: Unit) -> Message:
    """Give a difference with its interval, with as many decimals as that bears."""
    reach = None if mean.low is None or mean.high is None else (mean.high - mean.low) / 2
    decimals, times = decimals_of(reach, unit), 100 if unit in _SHARES else 1
    value, low, high = (
        Amount(None if one is None else times * one, decimals, signed=True) for one in (mean.value, mean.low, mean.high)
    )
    if not reach:
        return Message("{value}", value=value)
    return Message("{value} ({low} to {high})", value=value, low=low, high=high)


def held_told(limit: LimitTold, held: Held, *, name: Message) -> Message:
    """Give how a limit is held; `name` is that of the place that decides."""
    how = _HOW[held.how]
    if held.of == 0:
        return Message("kept: no place is looked at")
    if limit.probability is None:
        value = mean_told(held.mean, limit.unit)
    else:
        low, high = (Amount(None if end is None else 100 * end) for end in (held.mean.low, held.mean.high))
        share = Percent(held.mean.value, 0)
        value = Message("in {share} ({low}-{high}) of replications", share=share, low=low, high=high)
    if held.of == 1 or limit.at_once:
        return Message("{how}, {value}", how=how, value=value)
    return Message(
        "{how}: {count} of {of} miss it; the worst that counts is {place}, {value}",
        how=how, count=Amount(held.missing), of=Amount(held.of), place=name, value=value,
    )  # fmt: skip


def named(several: Sequence[Found]) -> Message:
    """Give points by their names."""
    return listed([one.name for one in several])


def listed(names: Sequence[str]) -> Message:
    """Give names one behind the other."""
    return joined([Message("{name}", name=name) for name in names])
