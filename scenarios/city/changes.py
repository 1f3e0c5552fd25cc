"""Changes of households: children come of age, couples part, tenants wish to move within, people leave or give up."""

from __future__ import annotations

from kredslob.scenarios.city.arrivals import Newcomers, nature_of
from kredslob.scenarios.city.families import claim_return, move_out, turn
from kredslob.scenarios.city.homes import plan_household
from kredslob.scenarios.city.layout import (
    ADULT,
    BORN,
    CHILDREN,
    DRAWS,
    ENTRY,
    ESTATE,
    FAR_OFF,
    GIVES_UP,
    GROWN,
    GUARANTEED,
    HOME,
    LABOUR,
    LIST,
    MINORS,
    MOST_CHILDREN,
    NATURE,
    NO_CHILD,
    NOBODY,
    NONE,
    RECHECK,
    RETURNS,
    SINCE,
    SLOTS,
    STAY,
    STUDENT,
    TURN,
    State,
)
from kredslob.scenarios.city.letting import lose_place
from kredslob.scenarios.city.lives import Hazards, plan_life
from kredslob.scenarios.city.luck import member_key, waiting_time
from kredslob.scenarios.city.members import recount, remove_person
from kredslob.scenarios.city.waiting import Lists, stand_in
from kredslob.scenarios.city.world import World

_GROWN_UP = 8  # a purpose of their luck
_CHILD_KEYS = 1 << 20  # keys of children come of age lie beyond those of adults


def change(state: State, world: World, lists: Lists, house: int, month: int) -> None:
    """Let a household do what is due this month, and put it on the agenda for what comes next."""
    row = state.households[house]
    grow_up(state, world, house, month)
    if row[GIVES_UP] <= month:
        lose_place(state, house, month)
        if row[HOME] == NONE:
            return
    if row[STAY] <= month:
        move_out(state, world.families, house, month)
        if row[GUARANTEED] == month:
            plan_household(state, house, month)
        return
    if row[RETURNS] <= month:
        claim_return(state, lists, house, month)
    if row[TURN] <= month:
        turn(state, world, lists, house, month)
    if row[RECHECK] <= month:
        row[RECHECK] = FAR_OFF
    if row[LIST] != NONE and row[ENTRY] != NONE:
        stand_in(state, lists, house, month)
    plan_household(state, house, month)


def grow_up(state: State, world: World, house: int, month: int) -> None:
    """Let children come of age and grown-up ones leave whose time it is."""
    row = state.households[house]
    for child in range(CHILDREN, CHILDREN + MOST_CHILDREN):
        if row[child] != NO_CHILD and row[child] + ADULT * 12 <= month:
            come_of_age(state, world.newcomers, world.hazards, house, child, month)
    if row[GROWN] <= month:
        leave_parents(state, house)


def come_of_age(state: State, newcomers: Newcomers, hazards: Hazards, house: int, child: int, month: int) -> None:
    """Let a child turn 18: a grown-up at home where there is a place for one, else out into the world."""
    row = state.households[house]
    one = house * SLOTS + SLOTS - 1
    home = row[HOME]
    if home != NONE:
        state.estates[state.dwellings[home, ESTATE], MINORS] -= 1
    born = row[child]
    row[child] = NO_CHILD
    if state.people[one, LABOUR] != NOBODY:
        return
    key = member_key(state.household_keys[house], _CHILD_KEYS + (born + FAR_OFF) * MOST_CHILDREN + child - CHILDREN)
    recount(state, one, STUDENT)
    people = state.people
    people[one, LABOUR] = STUDENT
    people[one, BORN] = born
    people[one, SINCE] = month
    people[one, NATURE] = nature_of(newcomers, STUDENT, key)
    people[one, DRAWS] = 1
    state.person_keys[one] = key
    plan_life(people, state.person_keys, state.person_agenda, one, month, hazards)
    row[GROWN] = month + 1 + int(36.0 * waiting_time(key, 0, _GROWN_UP))


def leave_parents(state: State, house: int) -> None:
    """Let the grown-up child of a household move out of its parents' home."""
    one = house * SLOTS + SLOTS - 1
    state.households[house, GROWN] = FAR_OFF
    if state.people[one, LABOUR] != NOBODY:
        recount(state, one, NOBODY)
        remove_person(state, one)
