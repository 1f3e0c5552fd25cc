"""Write numbers and dates as Danes and Englishmen do: 1.234,5 and 1. april 2012, 1,234.5 and 1 April 2012.

Two languages need no library at run time: reading the conventions of all languages takes longer than a decision. Tests
hold these equal to Babel's.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from kredslob.rules.messages import Lang

MOST_DECIMALS: Final = 6
_MONTHS: Final[dict[Lang, tuple[str, ...]]] = {
    "da": ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
           "december"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December"),
}  # fmt: skip
_MARKS: Final[dict[Lang, dict[int, str]]] = {"da": {ord(","): ".", ord("."): ","}, "en": {}}


def number_in(lang: Lang, number: Decimal | int, least: int = 0) -> str:
    """Give a number with the marks of the language and at least so many decimals, rounded half to even to six."""
    whole, _, decimals = f"{Decimal(number):,.{MOST_DECIMALS}f}".partition(".")
    kept = decimals[:least] + decimals[least:].rstrip("0")
    return (f"{whole}.{kept}" if kept else whole).translate(_MARKS[lang])


def month_day_in(lang: Lang, day: date) -> str:
    """Give a day of the year: 1. april, 1 April."""
    return f"{day.day}{'.' if lang == 'da' else ''} {_MONTHS[lang][day.month - 1]}"


def month_name_in(lang: Lang, month: int) -> str:
    """Give a month of the year, 1 to 12: april, April."""
    return _MONTHS[lang][month - 1]


def month_in(lang: Lang, day: date) -> str:
    """Give the month of a day: april 2012, April 2012."""
    return f"{_MONTHS[lang][day.month - 1]} {day.year}"


def day_in(lang: Lang, day: date) -> str:
    """Give a date: 1. april 2012, 1 April 2012."""
    return f"{month_day_in(lang, day)} {day.year}"
