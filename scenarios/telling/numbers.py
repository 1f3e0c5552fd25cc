"""Numbers that are written when they are read: 41,2 pct. in Danish, 41.2 % in English; a span in brackets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from kredslob.engine.figures import day_in, number_in
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Lang, Message
from kredslob.scenarios.indicators.indicator import Unit

DASH: Final = "-"
MINUS: Final = "-"
_LARGE: Final = 20  # differences of counts are told in whole numbers from here


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with so many decimals; with a sign where it is a difference."""

    value: float | None
    decimals: int = 0
    signed: bool = False

    def read(self, lang: Lang) -> str:
        """Give it with the marks of the language; a dash where there is none."""
        if self.value is None:
            return DASH
        rounded = round(Decimal(str(abs(self.value))), self.decimals)
        sign = MINUS if self.value < 0 and rounded else "+" if self.signed and rounded else ""
        return sign + number_in(lang, rounded, self.decimals)


@dataclass(frozen=True, slots=True)
class Percent:
    """A share, told in per cent."""

    share: float | None
    decimals: int = 1

    def read(self, lang: Lang) -> str:
        """Give it as the language writes it."""
        if self.share is None:
            return DASH
        return Message("{number} %", number=Amount(100 * self.share, self.decimals)).text(lang)


@dataclass(frozen=True, slots=True)
class Day:
    """A day: 1 April 2012."""

    day: date

    def read(self, lang: Lang) -> str:
        """Give it as the language writes it."""
        return day_in(lang, self.day)


@dataclass(frozen=True, slots=True)
class Month:
    """A month: April 2012."""

    day: date

    def read(self, lang: Lang) -> str:
        """Give it as the language writes it."""
        return day_in(lang, self.day).partition(" ")[2]


def shown(value: float | None, unit: Unit, *, signed: bool = False) -> Amount:
    """Give a value of an indicator as people read it: shares in per cent or points, months to a tenth, others whole."""
    if value is not None and unit in ("share", "difference"):
        return Amount(100 * value, 1, signed)
    if unit == "index":
        return Amount(value, 3, signed)
    small = signed and value is not None and abs(value) < _LARGE
    return Amount(value, 1 if unit == "months" or small else 0, signed)
