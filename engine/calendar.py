"""Count days, months and years as the agreement does, and find the spring adjustment that a day falls under."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache
from typing import Final

from kredslob.rules.messages import Message, Place, Problem, WrongInput

_COMMON_YEAR: Final = 2001
_MONTH_DAY: Final = re.compile("[0-9]{2}-[0-9]{2}")


def add_months(day: date, months: int) -> date:
    """Give the same date so many months later; the month's last day where it has no such date."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_since(past: date, day: date) -> int:
    """Give the fewest whole months m with `past` + m months on or after the day; below 0 if `past` is still to come.

    "Within a year" is therefore at most 12: up to and including the same date next year.
    """
    # In the day's own month the date comes on the same day of the month, or on the last one, which is not before the day.
    return _months_between(past, day) + (past.day < day.day)


def whole_months(past: date, day: date) -> int:
    """Give the whole months that have passed from `past` to the day: residence, tenancy."""
    come = past.day <= day.day or day.day == calendar.monthrange(day.year, day.month)[1]
    return _months_between(past, day) - (not come)


def _months_between(past: date, day: date) -> int:
    return (day.year - past.year) * 12 + day.month - past.month


def age_on(born: date, day: date) -> int:
    """Give the age in whole years on the day."""
    return whole_months(born, day) // 12


@lru_cache(maxsize=256)
def last_adjustment(day: date, month_day: str) -> date:
    """Give the latest yearly adjustment on or before the day, for a month and day such as "04-01".

    Raises:
        WrongInput: this is no day that every year has.
    """
    try:
        # In a common year, so that 29 February is refused in every year alike.
        first = date.fromisoformat(f"{_COMMON_YEAR}-{month_day}" if _MONTH_DAY.fullmatch(month_day) else "")
    except ValueError:
        found = Message("{day} is no day that every year has.", day=month_day)
        place = Place(None, None, "adjustment.day")
        raise WrongInput(Problem(place, found, Message("a month and day such as 04-01"))) from None
    this_year = first.replace(year=day.year)
    return this_year if this_year <= day else first.replace(year=day.year - 1)
