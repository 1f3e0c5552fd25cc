"""The agenda: who has something to do in which month, so that a month looks at nobody else.

One list for each month, linked through the rows themselves, so that somebody can be put on, taken off and moved at once.
Rows of people and of households carry their links in the same first columns. Within a month the order is nobody's: what
happens must not hang on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kredslob.scenarios.city.layout import AFTER, BEFORE, DUE, NONE

if TYPE_CHECKING:
    from kredslob.scenarios.city.layout import Ints


def put_on(rows: Ints, agenda: Ints, one: int, month: int) -> None:
    """Put somebody who is not on the agenda on it; beyond the horizon nothing is due."""
    if month >= len(agenda):
        rows[one, DUE] = NONE
        return
    first = agenda[month]
    rows[one, DUE] = month
    rows[one, AFTER] = first
    rows[one, BEFORE] = NONE
    if first != NONE:
        rows[first, BEFORE] = one
    agenda[month] = one


def take_off(rows: Ints, agenda: Ints, one: int) -> None:
    """Take somebody off the agenda, who may not be on it."""
    month = rows[one, DUE]
    if month == NONE:
        return
    after, before = rows[one, AFTER], rows[one, BEFORE]
    if before == NONE:
        agenda[month] = after
    else:
        rows[before, AFTER] = after
    if after != NONE:
        rows[after, BEFORE] = before
    rows[one, DUE] = NONE


def move(rows: Ints, agenda: Ints, one: int, month: int) -> None:
    """Put somebody on the agenda of a month instead of any other."""
    if rows[one, DUE] == month:
        return
    take_off(rows, agenda, one)
    put_on(rows, agenda, one, month)
