"""Write what was worked out as people read it: shares in per cent, differences in points, counts rounded, by unit and language."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from math import floor, log10

from kredslob.engine.phrasing import Words
from kredslob.rules.messages import Message
from kredslob.scenarios.indicators.indicator import Unit

MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"
_SHARES = ("share", "difference")
_TO = Message("to")


def plain(words: Words, value: float, decimals: int) -> str:
    """Give a number with so many decimals and the marks of the language."""
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)
    told = words.number(abs(rounded), decimals)
    return f"{MINUS}{told}" if rounded < 0 else told


def percent(words: Words, share: float, decimals: int = 1) -> str:
    """Give a share, 0-1, in per cent."""
    return f"{plain(words, 100 * share, decimals)}\N{NO-BREAK SPACE}%"


def percents(words: Words, low: float, high: float, decimals: int = 1) -> str:
    """Give two shares in per cent, from one to the other."""
    return f"{plain(words, 100 * low, decimals)}{DASH}{percent(words, high, decimals)}"


def amount(words: Words, unit: Unit, value: float | None) -> str:
    """Give a value of an indicator with its unit as far as a table needs it; a dash where there is none."""
    if value is None:
        return DASH
    match unit:
        case "share":
            return percent(words, value)
        case "difference":
            return words.say(Message("{points} points", points=plain(words, 100 * value, 1)))
        case "index" | "ratio":
            return plain(words, value, 3)
        case "months":
            return plain(words, value, 1)
    return plain(words, value, _decimals(value))


def between(words: Words, unit: Unit, low: float | None, high: float | None) -> str:
    """Give an interval of values of an indicator."""
    if low is None or high is None:
        return DASH
    if unit == "share":
        return percents(words, low, high)
    joint = f" {words.say(_TO)} " if min(low, high) < 0 else DASH
    return f"{amount(words, unit, low)}{joint}{amount(words, unit, high)}"


def change(words: Words, unit: Unit, value: float | None) -> str:
    """Give a difference with its sign; of shares in percentage points."""
    if value is None:
        return DASH
    if unit in _SHARES:
        return words.say(Message("{points} points", points=_signed(words, 100 * value, 2)))
    if unit in ("index", "ratio"):
        return _signed(words, value, 4)
    return _signed(words, value, _decimals(value))


def changes(words: Words, unit: Unit, low: float | None, high: float | None) -> str:
    """Give an interval of differences, without the unit."""
    if low is None or high is None:
        return DASH
    scale, decimals = (
        (100, 2) if unit in _SHARES else (1, 4) if unit in ("index", "ratio") else (1, _decimals(high - low))
    )
    return f"{_signed(words, scale * low, decimals)} {words.say(_TO)} {_signed(words, scale * high, decimals)}"


def _signed(words: Words, value: float, decimals: int) -> str:
    told = plain(words, value, decimals)
    return told if told.startswith(MINUS) or not any(sign in "123456789" for sign in told) else f"+{told}"


def _decimals(value: float) -> int:
    """Give how many decimals three figures take, two at most."""
    size = abs(value)
    return 0 if size >= 100 else 2 if size < 1 else min(2, max(0, 2 - floor(log10(size))))
