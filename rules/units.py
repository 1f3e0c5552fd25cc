"""The units that values of the agreement come in, and how each is held inside: always exact, never a float.

A share or ratio is integer parts per million, hours are whole minutes, a number of turns is a pair `(turns, of)`, a
date is a date; everything else is what it looks like. Reading a value and showing it again are inverse.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from kredslob.rules.messages import Message

PPM: Final = 1_000_000
MINUTES: Final = 60

Value = bool | int | str | date | tuple[str, ...] | tuple[int, int]

NUMBERS: Final = frozenset({"count", "years", "months", "money", "hours", "share", "ratio"})
ORDERED: Final = NUMBERS | {"date"}
UNITS: Final = (*sorted(NUMBERS), "yes_no", "date", "choice", "turns", "wheel", "names")


class NotOfUnit(ValueError):
    """A value is not of its unit. `accepted` says what would be, `nearest` a likely spelling."""

    def __init__(self, accepted: Message, nearest: str | None = None) -> None:
        super().__init__(accepted.text())
        self.accepted = accepted
        self.nearest = nearest


def read_value(raw: object, unit: str) -> Value:
    """Give the inner form of a plain value read from a file.

    Args:
        raw: bool, int, Decimal, str, date or list as `yaml_source` or JSON gives it.
        unit: one of `UNITS`.

    Raises:
        NotOfUnit: the value cannot be one of that unit.
    """
    match unit:
        case "yes_no":
            if isinstance(raw, bool):
                return raw
            raise NotOfUnit(Message("true or false"))
        case "date":
            return _date(raw)
        case "choice":
            if isinstance(raw, str):
                return raw
            raise NotOfUnit(Message("one of the named choices"))
        case "turns":
            return _turns(raw)
        case "wheel" | "names":
            if (
                isinstance(raw, list | tuple)
                and (raw or unit == "names")
                and all(isinstance(name, str) for name in raw)
            ):
                return tuple(str(name) for name in raw)
            raise NotOfUnit(Message("a list of names"))
        case "share":
            return _share(raw)
        case "ratio":
            return _scaled(raw, PPM, Message("a ratio such as 0.55 or 3, to six decimals"))
        case "hours":
            return _scaled(raw, MINUTES, Message("hours in whole minutes, such as 25 or 36.5"))
        case _:
            return _whole(raw)


def _date(raw: object) -> date:
    if isinstance(raw, date):
        return raw
    if isinstance(raw, str):
        try:
            return date.fromisoformat(raw)
        except ValueError:
            pass
    raise NotOfUnit(Message("a date such as 2012-04-01"))


def _whole(raw: object) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool) and abs(raw) < 10**12:
        return raw
    raise NotOfUnit(Message("a whole number"))


def _scaled(raw: object, scale: int, accepted: Message) -> int:
    if isinstance(raw, int | Decimal) and not isinstance(raw, bool) and abs(raw) < 10**9:
        scaled = Decimal(raw) * scale
        if scaled == scaled.to_integral_value():
            return int(scaled)
    raise NotOfUnit(accepted)


def _share(raw: object) -> int:
    accepted = Message("a share from 0 to 1, such as 0.40")
    if isinstance(raw, int | Decimal) and not isinstance(raw, bool) and 1 < Decimal(raw) <= 100:
        # somebody wrote per cent: offer the share, never take it silently
        raise NotOfUnit(accepted, format((Decimal(raw) / 100).normalize(), "f"))
    value = _scaled(raw, PPM, accepted)
    if not 0 <= value <= PPM:
        raise NotOfUnit(accepted)
    return value


def _turns(raw: object) -> tuple[int, int]:
    accepted = Message('a fraction of turns such as "1/3"')
    turns, _, of = raw[:20].partition("/") if isinstance(raw, str) else ("", "", "")
    if turns.isascii() and of.isascii() and turns.isdigit() and of.isdigit():
        pair = (int(turns), int(of))
        if 0 <= pair[0] <= pair[1] and pair[1] > 0:
            return pair
    raise NotOfUnit(accepted)


def plain_value(value: Value | None, unit: str) -> object:
    """Give the plain JSON form of an inner value, as a file would hold it: shares 0-1 and hours as decimal text."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if unit == "turns" and isinstance(value, tuple):
        return f"{value[0]}/{value[1]}"
    if isinstance(value, tuple):
        return list(value)
    if unit in ("share", "ratio", "hours") and isinstance(value, int):
        exact = Decimal(value) / (MINUTES if unit == "hours" else PPM)
        return format(exact.normalize(), "f")
    return value
