"""Which version of a dated row holds on a day, as known on a day: values of parameters, wheels, rules.

A version holds from its day until another begins or its own end has passed; what it took the place of does not come
back. A correction is a version from the same day that was recorded later, and counts from the day it was recorded.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol, TypeVar


class Dated(Protocol):
    """A row that holds from a day, and may tell when it became known."""

    @property
    def from_(self) -> date:
        """The first day."""
        ...

    @property
    def recorded(self) -> date | None:
        """The day it became known; None is always."""
        ...


Row = TypeVar("Row", bound=Dated)


def version_on(rows: Iterable[Row], day: date, known: date | None = None) -> Row | None:
    """Give the version that holds on a day among rows of one thing, or None.

    Args:
        rows: the versions, in any order.
        day: the day that counts.
        known: leave out what was recorded later than this day.
    """
    begun = [row for row in rows if row.from_ <= day and (known is None or (row.recorded or date.min) <= known)]
    latest = max(begun, key=lambda row: (row.from_, row.recorded or date.min), default=None)
    end: date | None = getattr(latest, "to", None)
    return None if end is not None and end < day else latest


def eve(day: date) -> date:
    """Give the day before; the first day there is has none, and stays."""
    return day - timedelta(days=1) if day > date.min else day
