"""Members of a household: counted where they live, moved to another place, let go."""

from __future__ import annotations

from kredslob.scenarios.city.layout import (
    APART,
    COMING_MINORS,
    ENDS,
    FAR_OFF,
    LABOUR,
    NOBODY,
    NONE,
    SLOTS,
    WHERE,
    State,
)


def recount(state: State, one: int, becomes: int, month: int) -> None:
    """Count somebody in another state where they live, from a month on that may lie ahead."""
    estate = state.households[one // APART][WHERE]
    if estate != NONE:
        if state.people[one][LABOUR] != NOBODY:
            state.coming[estate, month, state.people[one][LABOUR]] -= 1
        if becomes != NOBODY:
            state.coming[estate, month, becomes] += 1


def recount_minors(state: State, house: int, more: int, month: int) -> None:
    """Count so many more children of a household where it lives, from a month on that may lie ahead."""
    estate = state.households[house][WHERE]
    if estate != NONE:
        state.coming[estate, month, COMING_MINORS] += more


def remove_person(state: State, one: int) -> None:
    """Let somebody go who has been counted out."""
    state.people[one][LABOUR] = NOBODY
    state.people[one][ENDS] = FAR_OFF


def replace_person(state: State, one: int, to: int) -> None:
    """Give somebody another place, in their household or another, with all that is theirs."""
    state.people[to] = state.people[one]
    remove_person(state, one)


def is_last(state: State, one: int) -> bool:
    """Tell whether somebody is the only adult of their household."""
    first = one - one % APART
    count = 0
    for other in range(first, first + SLOTS):
        if state.people[other][LABOUR] != NOBODY:
            count += 1
    return count == 1


def close_ranks(state: State, house: int) -> bool:
    """After a death let another of the household be its first adult if there is none, and tell whether that was needed."""
    first = house * APART
    if state.people[first][LABOUR] != NOBODY:
        return False
    for one in range(first + 1, first + SLOTS):
        if state.people[one][LABOUR] != NOBODY:
            replace_person(state, one, first)
            return True
    return True
