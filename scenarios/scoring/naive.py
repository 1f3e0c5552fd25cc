"""Naive forecasts: what anybody would say who knows the figures up to a day and nothing else.

A simulation that does not beat them has told nothing that the last figure, or a ruler laid through the last two, did not.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

Seen = tuple[date, float]


def no_change(known: Sequence[Seen]) -> float | None:
    """Give the last known value; None if none is known.

    Args:
        known: days and values, in any order.
    """
    return max(known)[1] if known else None


def straight_line(known: Sequence[Seen], day: date) -> float | None:
    """Give the value on a day on the line through the last two known; None if fewer are known.

    The line is laid out as it is: it may leave the range that a share or a count has.

    Args:
        known: days and values, in any order, each day once.
        day: the day forecast.

    Raises:
        ValueError: the last two are of one day, through which no line goes.
    """
    if len(known) < 2:
        return None
    (before, lower), (last, upper) = sorted(known)[-2:]
    if before == last:
        raise ValueError("two values of one day")
    pace = (upper - lower) / (last - before).days
    return upper + pace * (day - last).days
