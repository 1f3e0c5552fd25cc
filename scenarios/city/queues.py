"""Queues by seniority: the one who has waited longest of all who stand in any of certain queues.

A list (an organisation's, the municipality's) is cut into queues of people who are alike in all that decides: the groups
they are in, the size and rent that suit them. Each queue is a heap by seniority, so that somebody who changes queue
keeps their place in time. Heaps are pairing heaps (Fredman and others, 1986): an entry has two links, to the first of those
below it and to its own neighbour, and whoever joins is held against the top alone. An entry whose owner has left or moved
on comes before all others, and is dropped when it comes to the top, at once: the first of a queue always stands there, and
its seniority is kept beside those of the other queues, to be compared without going to anybody.

Seniority is one number: the month of joining in the upper bits, and below them a lot that stands for the list number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kredslob.scenarios.city.layout import ENTRY, FAULT, FREE_ENTRY, NEW_ENTRY, NONE, QUEUE, TOO_MUCH_TO_DO

if TYPE_CHECKING:
    from kredslob.scenarios.city.layout import Ints, Longs, State

_BELOW: Final = 0  # the first of the entries right below
_NEXT: Final = 1  # the neighbour below the same, or the next that is free
_LEFT: Final = -1 << 63  # the seniority of somebody who is not there any more
ENTRY_KEY: Final = 2  # what heaps are ordered by lies beside the links, so that of an entry passed one line is fetched
ENTRY_COLUMNS: Final = ENTRY_KEY + 2
LOT_BITS: Final = 40  # below the month
NOBODY_FIRST: Final = (1 << 63) - 1  # the seniority at the head of an empty queue


def seniority(month: int, key: int) -> int:
    """Give the number that orders two who wait: the earlier month first, then the lot."""
    return (month << LOT_BITS) + (key & ((1 << LOT_BITS) - 1))


def clear_entries(state: State) -> None:
    """Empty all queues, and take no entry yet."""
    state.roots[:] = NONE
    state.heads[:] = NOBODY_FIRST
    state.waiting[:, :] = 0
    state.counters[FREE_ENTRY] = NONE
    state.counters[NEW_ENTRY] = 0


def take_entry(state: State) -> int:
    """Take an entry that has been dropped, or a new one; NONE, and a fault, if there is none."""
    entry = state.counters[FREE_ENTRY]
    if entry != NONE:
        state.counters[FREE_ENTRY] = state.entries[entry, _NEXT]
        return int(entry)
    entry = state.counters[NEW_ENTRY]
    if entry >= len(state.entries):
        state.counters[FAULT] = TOO_MUCH_TO_DO
        return NONE
    state.counters[NEW_ENTRY] = entry + 1
    return int(entry)


def join_two(entries: Ints, keys: Longs, one: int, other: int) -> int:
    """Put the later of two tops below the earlier, which is given."""
    later = keys[other] < keys[one]
    top, below = (other, one) if later else (one, other)
    entries[below, _NEXT] = entries[top, _BELOW]
    entries[top, _BELOW] = below
    return top


def join_all(entries: Ints, keys: Longs, first: int) -> int:
    """Join the heaps of neighbours, two and two from the first and then from the last, and give the top of all."""
    pairs = NONE
    while first != NONE:
        one, other = first, entries[first, _NEXT]
        first = NONE
        if other != NONE:
            first = entries[other, _NEXT]
            one = join_two(entries, keys, one, other)
        entries[one, _NEXT] = pairs
        pairs = one
    top = pairs
    if top != NONE:
        pairs = entries[top, _NEXT]
    while pairs != NONE:
        one = pairs
        pairs = entries[one, _NEXT]
        top = join_two(entries, keys, top, one)
    return top


def step_in(state: State, house: int, queue: int, key: int) -> None:
    """Let a household that stands nowhere stand in a queue by its seniority."""
    entry, root = take_entry(state), state.roots[queue]
    if entry == NONE:
        return
    state.entries[entry, _BELOW] = NONE
    state.owners[entry] = house
    state.entry_keys[entry] = key
    state.households[house][QUEUE] = queue
    state.households[house][ENTRY] = entry
    state.roots[queue] = entry if root == NONE else join_two(state.entries, state.entry_keys, root, entry)
    state.heads[queue] = min(state.heads[queue], key)


def step_out(state: State, house: int) -> None:
    """Take a household out of the queue that it may stand in."""
    entry, queue = state.households[house][ENTRY], state.households[house][QUEUE]
    state.households[house][ENTRY] = NONE
    if entry == NONE:
        return
    if state.roots[queue] != entry:
        state.entry_keys[entry] = _LEFT
        return
    key = _LEFT
    while key == _LEFT:
        root = join_all(state.entries, state.entry_keys, state.entries[entry, _BELOW])
        state.entries[entry, _NEXT] = state.counters[FREE_ENTRY]
        state.counters[FREE_ENTRY] = entry
        entry = root
        key = NOBODY_FIRST if entry == NONE else state.entry_keys[entry]
    state.roots[queue] = entry
    state.heads[queue] = key
