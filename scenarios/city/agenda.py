"""The agenda: which households have something to do in which month, so that a month looks at nobody else.

Each month has a list of names in chunks of a common pool. Names are only ever added: the month that counts stands in the
household's own row, and a name found in another month is passed over. Within a month the order is nobody's: what happens
must not hang on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kredslob.scenarios.city.layout import DUE, FAULT, FREE_CHUNK, NEW_CHUNK, NONE, TOO_MUCH_TO_DO

if TYPE_CHECKING:
    from kredslob.scenarios.city.layout import State

CHUNK: Final = 32  # a link to the chunk filled before it, and names


def clear_agenda(state: State) -> None:
    """Begin with nobody on the agenda, and no chunk taken yet."""
    state.agenda[:] = NONE
    state.counters[FREE_CHUNK] = NONE
    state.counters[NEW_CHUNK] = 0


def put_on(state: State, house: int, month: int) -> None:
    """Put a household on the agenda of a month and of no other; beyond the horizon nothing is due."""
    if month >= len(state.agenda):
        state.households[house][DUE] = NONE
        return
    state.households[house][DUE] = month
    last = state.agenda[month]
    if last == NONE or last % CHUNK == CHUNK - 1:
        chunk = take_chunk(state)
        if chunk == NONE:
            return
        state.chunks[chunk] = last
        last = chunk
    state.chunks[last + 1] = house
    state.agenda[month] = last + 1


def take_chunk(state: State) -> int:
    """Take a chunk that has been given back, or a new one; NONE, and a fault, if there is none."""
    chunk = state.counters[FREE_CHUNK]
    if chunk != NONE:
        state.counters[FREE_CHUNK] = state.chunks[chunk]
        return int(chunk)
    chunk = state.counters[NEW_CHUNK]
    if chunk >= len(state.chunks):
        state.counters[FAULT] = TOO_MUCH_TO_DO
        return NONE
    state.counters[NEW_CHUNK] = chunk + CHUNK
    return int(chunk)


def take_off(state: State, house: int) -> None:
    """Take a household off the agenda: nothing is due."""
    state.households[house][DUE] = NONE


def chunk_before(state: State, last: int) -> int:
    """Give back a chunk, of which a place is given, and give the last place of the one filled before it, or NONE."""
    chunk = last - last % CHUNK
    before = state.chunks[chunk]
    state.chunks[chunk] = state.counters[FREE_CHUNK]
    state.counters[FREE_CHUNK] = chunk
    return int(before)
