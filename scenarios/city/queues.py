"""Queues by seniority: the one who has waited longest of all who stand in any of certain queues.

A list (an organisation's, the municipality's) is cut into queues of people who are alike in all that decides: the groups
they are in, the size and rent that suit them. Each queue is a heap by seniority, so that somebody who changes queue
keeps their place in time. Heaps are skew heaps: an entry has two links and no array has to grow. An entry whose owner has
left or moved on is dropped when it comes to the top.

Seniority is one number: the month of joining in the upper bits, and below them a lot that stands for the list number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kredslob.scenarios.city.layout import ENTRY, NONE

if TYPE_CHECKING:
    from kredslob.scenarios.city.layout import Ints, Longs

_LEFT: Final = 0
_RIGHT: Final = 1
_OWNER: Final = 2
ENTRY_COLUMNS: Final = 3
LOT_BITS: Final = 40  # below the month


def seniority(month: int, key: int) -> int:
    """Give the number that orders two who wait: the earlier month first, then the lot."""
    return (month << LOT_BITS) + (key & ((1 << LOT_BITS) - 1))


def meld(entries: Ints, keys: Longs, one: int, other: int) -> int:
    """Join two heaps and give the top of the joint one."""
    if one == NONE:
        return other
    if other == NONE:
        return one
    if keys[other] < keys[one]:
        one, other = other, one
    top = one
    while True:
        below = entries[one, _RIGHT]  # the right-hand side is joined, and becomes the left
        entries[one, _RIGHT] = entries[one, _LEFT]
        if below == NONE:
            entries[one, _LEFT] = other
            return top
        if keys[other] < keys[below]:
            below, other = other, below
        entries[one, _LEFT] = below
        one = below


def add_entry(
    entries: Ints, keys: Longs, free: Longs, which: int, roots: Ints, queue: int, owner: int, key: int
) -> int:
    """Put an owner into a queue and give the entry. `free[which]` is the first free entry, linked by the left."""
    entry = int(free[which])
    free[which] = entries[entry, _LEFT]
    entries[entry, _LEFT] = NONE
    entries[entry, _RIGHT] = NONE
    entries[entry, _OWNER] = owner
    keys[entry] = key
    roots[queue] = meld(entries, keys, roots[queue], entry)
    return entry


def drop_top(entries: Ints, keys: Longs, free: Longs, which: int, roots: Ints, queue: int) -> None:
    """Take the first entry off a queue."""
    entry = roots[queue]
    roots[queue] = meld(entries, keys, entries[entry, _LEFT], entries[entry, _RIGHT])
    entries[entry, _LEFT] = free[which]
    free[which] = entry


def first_of(entries: Ints, keys: Longs, free: Longs, which: int, roots: Ints, queue: int, households: Ints) -> int:
    """Give the first entry of a queue whose owner still stands there by it, or NONE; drops those before it."""
    while True:
        entry = roots[queue]
        if entry == NONE or households[entries[entry, _OWNER], ENTRY] == entry:
            return int(entry)
        drop_top(entries, keys, free, which, roots, queue)
