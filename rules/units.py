"""The units that values of the agreement come in, and how each is held inside: always exact, never a float.

A share or ratio is integer parts per million, hours are whole minutes, a number of turns is a pair `(turns, of)`, a
date is a date, a term the id of a parameter; everything else is what it looks like. Reading a value and showing it again are inverse.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Context, Decimal
from fractions import Fraction
from typing import Final, Literal, get_args

from kredslob.rules.messages import Message

PPM: Final = 1_000_000
MINUTES: Final = 60
MOST_TURNS: Final = 5_000  # slots of a wheel, which is laid out one by one

Value = bool | int | str | date | tuple[str, ...] | tuple[int, int]

# The units of facts first; a parameter may also be turns, a wheel of slots, or a list of names.
FactUnit = Literal["yes_no", "count", "years", "months", "hours", "money", "share", "ratio", "date", "choice", "term"]
Unit = Literal[FactUnit, "turns", "wheel", "names"]
UNITS: Final[tuple[str, ...]] = get_args(Unit)
NUMBERS: Final = frozenset({"count", "years", "months", "money", "hours", "share", "ratio"})
ORDERED: Final = NUMBERS | {"date"}
RANGED: Final = ORDERED | {"turns"}

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DANISH_DAY: Final = re.compile(r"([0-9]{1,2})[-./ ]+([0-9]{1,2})[-./ ]+([0-9]{4})")
_DECIMAL: Final = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,12})?")
_CLOCK: Final = re.compile(r"([0-9]{1,6}):([0-5][0-9])")
_TURNS: Final = re.compile(r"([0-9]{1,6})/([0-9]{1,6})")
_MOST_DIGITS: Final = 50
_EXACT: Final = Context(prec=2 * _MOST_DIGITS)  # wide enough that no product below is rounded


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
    return _READERS.get(unit, _whole)(raw)


def _yes_no(raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    meant = {"yes": "true", "ja": "true", "on": "true", "no": "false", "nej": "false", "off": "false"}
    raise NotOfUnit(Message("true or false"), meant.get(raw.casefold()) if isinstance(raw, str) else None)


def _choice(raw: object) -> str:
    if isinstance(raw, str):
        return raw
    raise NotOfUnit(Message("one of the named choices"))


def _date(raw: object) -> date:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    text = raw if isinstance(raw, str) else ""
    if _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise NotOfUnit(Message("a date such as 2012-04-01"), date_like(text))


def date_like(text: str) -> str | None:
    """Give the ISO form of a date written the Danish way (1.4.2012), or None if it is none."""
    written = _DANISH_DAY.fullmatch(text.strip())
    if written is None:
        return None
    day, month, year = (int(part) for part in written.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _whole(raw: object) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw < 10**12:
        return raw
    raise NotOfUnit(Message("a whole number, 0 or more"))


def _number(raw: object) -> Decimal | None:
    """Give a number of reasonable length, written as a number or as `plain_value` writes it, or None."""
    if isinstance(raw, str):
        return Decimal(raw) if _DECIMAL.fullmatch(raw) else None
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
        return None
    number = Decimal(raw)
    if not number.is_finite() or len(number.as_tuple().digits) > _MOST_DIGITS:
        return None
    return number if abs(number) < 10**9 else None


def _scaled(raw: object, scale: int, accepted: Message) -> int:
    number = _number(raw)
    if number is None:
        raise NotOfUnit(accepted, _with_point(raw))
    scaled = _EXACT.multiply(number, Decimal(scale))
    if number < 0 or scaled != scaled.to_integral_value():
        raise NotOfUnit(accepted)
    return int(scaled)


def _with_point(raw: object) -> str | None:
    """Give a number that was written with a decimal comma as it should be, or None."""
    text = raw.strip().replace(",", ".", 1) if isinstance(raw, str) else ""
    return text if _DECIMAL.fullmatch(text) else None


def _hours(raw: object) -> int:
    clock = _CLOCK.fullmatch(raw) if isinstance(raw, str) else None
    if clock is not None:
        return int(clock[1]) * MINUTES + int(clock[2])
    return _scaled(raw, MINUTES, Message("hours in whole minutes, such as 25, 36.5 or 24:59"))


def _ratio(raw: object) -> int:
    return _scaled(raw, PPM, Message("a ratio such as 0.55 or 3, to six decimals"))


def _share(raw: object) -> int:
    accepted = Message("a share from 0 to 1, such as 0.40")
    try:
        share = _scaled(raw, PPM, accepted)
    except NotOfUnit:
        share = PPM + 1
    if share > PPM:
        raise NotOfUnit(accepted, _share_like(raw))
    return share


def _share_like(raw: object) -> str | None:
    """Give the share that was meant by 40, "40 %" or "0,40", for somebody to confirm; never taken silently."""
    written = str(raw).strip()
    number = written.removesuffix("%").strip().replace(",", ".", 1)
    if not _DECIMAL.fullmatch(number):
        return None
    meant = Decimal(number) / (100 if written.endswith("%") or Decimal(number) > 1 else 1)
    text = format(meant.normalize(), "f")
    return text if meant <= 1 and text != written and meant * PPM % 1 == 0 else None


def _turns(raw: object) -> tuple[int, int]:
    written = _TURNS.fullmatch(raw) if isinstance(raw, str) else None
    if written is not None:
        turns, of = int(written[1]), int(written[2])
        if turns <= of <= MOST_TURNS and of > 0:
            return turns, of
    raise NotOfUnit(Message('a fraction of turns such as "1/3"'))


def _names(raw: object) -> tuple[str, ...]:
    if isinstance(raw, list | tuple):
        names = tuple(name for name in raw if isinstance(name, str))
        if len(names) == len(raw):
            return names
    raise NotOfUnit(Message("a list of names"))


def _wheel(raw: object) -> tuple[str, ...]:
    slots = _names(raw)
    if not 1 <= len(slots) <= MOST_TURNS:
        raise NotOfUnit(Message("a list of slots"))
    return slots


_READERS: Final[Mapping[str, Callable[[object], Value]]] = {
    "yes_no": _yes_no, "date": _date, "choice": _choice, "term": _choice, "turns": _turns, "names": _names, "wheel": _wheel,
    "share": _share, "ratio": _ratio, "hours": _hours,
}  # fmt: skip


def within(value: Value, ends: tuple[Value, Value], unit: str) -> bool:
    """Tell whether a value lies between two ends of its unit, both included; `unit` is one of `RANGED`."""
    low, at, high = (number_of(one, unit) for one in (ends[0], value, ends[1]))
    return bool(low <= at <= high)


def number_of(value: Value, unit: str) -> Fraction:
    """Give the number by which a value of a unit in `RANGED` is compared."""
    if unit == "turns" and isinstance(value, tuple):
        return Fraction(int(value[0]), int(value[1]))
    return Fraction(value.toordinal() if isinstance(value, date) else int(value))  # type: ignore[arg-type]  # RANGED


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
    if unit == "hours" and isinstance(value, int) and value % 3:  # no finite decimal: 24:59
        return f"{value // MINUTES}:{value % MINUTES:02d}"
    if unit in ("share", "ratio", "hours") and isinstance(value, int):
        exact = Decimal(value) / (MINUTES if unit == "hours" else PPM)
        return format(exact.normalize(), "f")
    return value
