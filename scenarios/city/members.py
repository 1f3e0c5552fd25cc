"""Members of a household: counted where they live, moved to another place, let go."""

from __future__ import annotations

from kredslob.scenarios.city.agenda import put_on, take_off
from kredslob.scenarios.city.homes import forget, vacate
from kredslob.scenarios.city.layout import (
    COUNTED,
    DUE,
    ESTATE,
    HOME,
    LABOUR,
    NOBODY,
    NONE,
    PERSON_COLUMNS,
    SLOTS,
    State,
)


def recount(state: State, one: int, becomes: int) -> None:
    """Count somebody in another state where they live."""
    home = state.households[one // SLOTS, HOME]
    if home != NONE:
        estate = state.dwellings[home, ESTATE]
        if state.people[one, LABOUR] != NOBODY:
            state.estates[estate, COUNTED + state.people[one, LABOUR]] -= 1
        if becomes != NOBODY:
            state.estates[estate, COUNTED + becomes] += 1


def remove_person(state: State, one: int) -> None:
    """Let somebody go who has been counted out."""
    take_off(state.people, state.person_agenda, one)
    state.people[one, LABOUR] = NOBODY


def replace_person(state: State, one: int, to: int) -> None:
    """Give somebody another place, in their household or another, with all that is theirs."""
    due = state.people[one, DUE]
    take_off(state.people, state.person_agenda, one)
    for column in range(LABOUR, PERSON_COLUMNS):
        state.people[to, column] = state.people[one, column]
    state.person_keys[to] = state.person_keys[one]
    state.people[one, LABOUR] = NOBODY
    if due != NONE:
        put_on(state.people, state.person_agenda, to, due)


def close_ranks(state: State, house: int) -> None:
    """After a death let another of the household be its first adult; without any its home is vacated."""
    first = house * SLOTS
    if state.people[first, LABOUR] != NOBODY:
        return
    for one in range(first + 1, first + SLOTS):
        if state.people[one, LABOUR] != NOBODY:
            replace_person(state, one, first)
            return
    if state.households[house, HOME] != NONE:
        vacate(state, house, 0)
    forget(state, house)
