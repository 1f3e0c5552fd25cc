"""The values next to a value: what a number, date, choice or list might be by a slip of one step.

A number moves by one in the last digit that the file writes, a share by a thousandth at most, a date by a day, so a case
on the boundary notices and a case far from it does not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

# The coarsest step of a unit: with a thousand residents a share moves by one of them.
_COARSEST: Final = {"share": Decimal("0.001"), "ratio": Decimal("0.1"), "hours": Decimal("0.5")}
_DAY: Final = timedelta(days=1)
_COMMON_YEAR: Final = 2001


def next_to(raw: object, unit: str, choices: Collection[str] = ()) -> Iterator[object]:
    """Give the plain values next to a plain value.

    Args:
        raw: the value as the file writes it.
        unit: its unit.
        choices: what it may be, if it is a choice.
    """
    if isinstance(raw, bool):
        yield not raw
    elif isinstance(raw, date):
        yield from (raw - _DAY, raw + _DAY)
    elif isinstance(raw, int | Decimal):
        yield from _numbers(Decimal(raw), unit)
    elif isinstance(raw, list):
        yield from _lists(raw, unit)
        yield from ([*raw, one] for one in choices if unit == "choice" and one not in raw)
    elif unit == "choice":
        yield from (one for one in choices if one != raw)
    elif unit == "turns" and isinstance(raw, str):
        turns, of = (int(part) for part in raw.split("/"))
        yield from (f"{up}/{down}" for up, down in ((turns + 1, of), (turns, of + 1)) if 0 < up <= down)


def _numbers(number: Decimal, unit: str) -> Iterator[object]:
    exponent = number.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    step = min(step, _COARSEST.get(unit, step))
    for moved in (number - step, number + step):
        if moved >= 0:
            yield int(moved) if moved == moved.to_integral_value() and step == 1 else moved


def _lists(raw: list[object], unit: str) -> Iterator[object]:
    """Give a list without each of its members, and with a day of the year moved; a wheel with its round turned by one."""
    if len(raw) == 1 and isinstance(raw[0], str) and raw[0][2:3] == "-":
        day = date.fromisoformat(f"{_COMMON_YEAR}-{raw[0]}")
        yield from ([f"{moved:%m-%d}"] for moved in (day - _DAY, day + _DAY))
    if len(raw) == 1:
        return
    for index in dict.fromkeys(raw.index(one) for one in raw):
        yield [*raw[:index], *raw[index + 1 :]]
    turned = [*raw[1:], raw[0]]
    if unit == "wheel" and turned != raw:
        yield turned
