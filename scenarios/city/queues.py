"""Queues by seniority: the one who has waited longest of all who stand in any of certain queues.

A list (an organisation's, the municipality's) is cut into queues of people who are alike in all that decides: the groups
they are in, the size and rent that suit them. Each queue is a heap by seniority, so that somebody who changes queue
keeps their place in time. Heaps are skew heaps: an entry has two links and no array has to grow. An entry whose owner has
left or moved on is dropped when it comes to the top, at once: the first of a queue always stands there, and its seniority
is kept beside those of the other queues, to be compared without going to anybody.

Seniority is one number: the month of joining in the upper bits, and below them a lot that stands for the list number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kredslob.scenarios.city.layout import ENTRY, FREE_ENTRY, NONE, QUEUE

if TYPE_CHECKING:
    from kredslob.scenarios.city.layout import Ints, Longs, State

_LEFT: Final = 0
_RIGHT: Final = 1
ENTRY_KEY: Final = 2  # what heaps are ordered by lies beside the links, so that of an entry passed one line is fetched
ENTRY_COLUMNS: Final = ENTRY_KEY + 2
LOT_BITS: Final = 40  # below the month
NOBODY_FIRST: Final = (1 << 63) - 1  # the seniority at the head of an empty queue


def seniority(month: int, key: int) -> int:
    """Give the number that orders two who wait: the earlier month first, then the lot."""
    return (month << LOT_BITS) + (key & ((1 << LOT_BITS) - 1))


def clear_entries(state: State) -> None:
    """Empty all queues; every entry is free."""
    state.roots[:] = NONE
    state.heads[:] = NOBODY_FIRST
    state.waiting[:, :] = 0
    for entry in range(len(state.entries)):
        state.entries[entry, _LEFT] = entry + 1
    state.counters[FREE_ENTRY] = 0


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


def step_in(state: State, house: int, queue: int, key: int) -> None:
    """Let a household that stands nowhere stand in a queue by its seniority."""
    entry = int(state.counters[FREE_ENTRY])
    state.counters[FREE_ENTRY] = state.entries[entry, _LEFT]
    state.entries[entry, _LEFT] = NONE
    state.entries[entry, _RIGHT] = NONE
    state.owners[entry] = house
    state.entry_keys[entry] = key
    state.households[house, QUEUE] = queue
    state.households[house, ENTRY] = entry
    state.roots[queue] = meld(state.entries, state.entry_keys, state.roots[queue], entry)
    state.heads[queue] = min(state.heads[queue], key)


def step_out(state: State, house: int) -> None:
    """Take a household out of the queue that it may stand in."""
    entry, queue = state.households[house, ENTRY], state.households[house, QUEUE]
    state.households[house, ENTRY] = NONE
    if entry == NONE or state.roots[queue] != entry:
        return
    while entry != NONE and state.households[state.owners[entry], ENTRY] != entry:
        root = meld(state.entries, state.entry_keys, state.entries[entry, _LEFT], state.entries[entry, _RIGHT])
        state.entries[entry, _LEFT] = state.counters[FREE_ENTRY]
        state.counters[FREE_ENTRY] = entry
        entry = root
    state.roots[queue] = entry
    state.heads[queue] = NOBODY_FIRST if entry == NONE else state.entry_keys[entry]
