"""Numbers of a comparison as people read them: with as many decimals as their interval bears, and what they are of."""

from __future__ import annotations

import math
from typing import Final

from kredslob.rules.messages import Message
from kredslob.rules.model import Text
from kredslob.scenarios.comparing.paired import Difference, Verdict
from kredslob.scenarios.indicators.indicator import Unit
from kredslob.scenarios.telling.numbers import Amount

_SHARES: Final[tuple[Unit, ...]] = ("share", "difference")
_MOST: Final = 3
VERDICTS: Final[dict[Verdict, Message]] = {
    "better": Message("better"),
    "worse": Message("worse"),
    "more": Message("more"),
    "less": Message("fewer"),
    "within_noise": Message("noise"),
    "none": Message("none"),
    "one_replication": Message("?"),
    "no_meaning": Message("-"),
}


def level(value: float | None, unit: Unit) -> Amount:
    """Give what one side comes to: shares in per cent, all to a tenth."""
    if value is None:
        return Amount(None)
    return Amount(_times(unit) * value, 1 if abs(_times(unit) * value) < 1000 else 0)


def apart(one: Difference) -> Amount:
    """Give a difference; shares in percentage points."""
    return signed(one, one.difference)


def signed(one: Difference, value: float | None) -> Amount:
    """Give a value of a difference with its sign, and decimals as its interval bears."""
    if value is None:
        return Amount(None)
    unit = one.headline.unit
    return Amount(_times(unit) * value, _decimals(one), signed=True)


def _decimals(one: Difference) -> int:
    """Give the decimals of a difference: as its interval bears, and so many that an interval clear of 0 is seen to be."""
    unit = one.headline.unit
    decimals = decimals_of(one.reach, unit)
    if one.low is None or one.high is None or one.low <= 0 <= one.high:
        return decimals
    nearest_to_none = _times(unit) * min(abs(one.low), abs(one.high))
    while decimals < _MOST and round(nearest_to_none, decimals) == 0:
        decimals += 1
    return decimals


def interval(one: Difference) -> Message:
    """Give the interval of a difference; a dash where there is none."""
    if one.low is None or one.high is None:
        return Message("-")
    return Message("{low} to {high}", low=signed(one, one.low), high=signed(one, one.high))


def apart_with_interval(one: Difference) -> Message:
    """Give a difference and its interval, without its name."""
    if one.low is None or one.verdict == "none":
        return Message("{value}", value=apart(one))
    return Message("{value} ({interval})", value=apart(one), interval=interval(one))


def with_interval(one: Difference) -> Message:
    """Give a difference by its name, with its interval."""
    title = Message("{title} ({points})", title=one.headline.title, points=Message("points"))
    named = title if one.headline.unit in _SHARES else one.headline.title
    if one.low is None:
        return Message("{name}: {value}", name=named, value=apart(one))
    return Message("{name}: {value} ({interval})", name=named, value=apart(one), interval=interval(one))


def decimals_of(reach: float | None, unit: Unit) -> int:
    """Give how many decimals a number has whose interval reaches so far: none that luck alone decides."""
    told = _times(unit) * reach if reach else 0.0
    return 1 if told <= 0 else max(0, min(_MOST, math.ceil(-math.log10(told / 2))))


def title_of(one: Difference) -> Message | Text:
    """Give what a headline is called, with per cent for shares."""
    if one.headline.unit in _SHARES:
        return Message("{title}, per cent", title=one.headline.title)
    return one.headline.title


def _times(unit: Unit) -> int:
    return 100 if unit in _SHARES else 1
