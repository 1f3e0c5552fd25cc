"""Changes of households: what happens to one is lived through at once, up to what others must know of.

People at home concern nobody but who counts them: their lives and turns are followed ahead, and by how much the counts of
residents change in each month is noted for when it comes. A household that leaves, joins a list or waits on one is met in
the month itself. How far is looked ahead changes nothing that happens.
"""

from __future__ import annotations

from kredslob.scenarios.city.agenda import put_on
from kredslob.scenarios.city.arrivals import TO_LIST, Newcomers, nature_of, row_of
from kredslob.scenarios.city.families import (
    APPLIES,
    NOTHING,
    WISHES,
    claim_return,
    happening,
    move_out,
    part,
    plan_turn,
    turn_at_home,
    wish,
)
from kredslob.scenarios.city.homes import fit_of, forget, next_of_household, next_of_members, vacate
from kredslob.scenarios.city.layout import (
    ADULT,
    AHEAD,
    APART,
    BORN,
    CHILDREN,
    ENDS,
    EVENTS,
    FAR_OFF,
    FIT,
    GIVES_UP,
    GROWN,
    HOME,
    KEY,
    LABOUR,
    LIST,
    MOST_CHILDREN,
    NATURE,
    NO_CHILD,
    NOBODY,
    NONE,
    RECHECK,
    SINCE,
    SLOTS,
    STAY,
    STUDENT,
    TURN,
    WHERE,
    State,
)
from kredslob.scenarios.city.letting import lose_place
from kredslob.scenarios.city.lives import Hazards, plan_life, what_comes
from kredslob.scenarios.city.luck import member_key, waiting_time
from kredslob.scenarios.city.members import close_ranks, is_last, recount, recount_minors, remove_person
from kredslob.scenarios.city.waiting import Lists, stand_in
from kredslob.scenarios.city.world import World

_GROWN_UP = 8  # a purpose of their luck
_CHILD_KEYS = 5_048_576  # keys of children come of age lie beyond those of adults, whenever they were born


def change(state: State, world: World, lists: Lists, house: int, month: int) -> None:
    """Let everything happen to a household that is due this month, and put it on the agenda for what comes next."""
    row = state.households[house]
    soonest = live_on(state, world, house, month)
    while soonest <= month:
        state.counters[EVENTS] += 1
        if not act(state, world, lists, house, month):
            return
        soonest = live_on(state, world, house, month)
    if row[LIST] != NONE:
        stand_in(state, lists, house, month)
        soonest = min(soonest, row[RECHECK])
    put_on(state, house, max(soonest, month + 1))


def live_on(state: State, world: World, house: int, month: int) -> int:
    """Let a household live on by itself, and give the month of what comes next, which is not for it alone.

    Who waits on a list lives up to the end of the month, others ahead.
    """
    row, people = state.households[house], state.people
    limit = month if row[LIST] != NONE else min(month + state.counters[AHEAD], len(state.agenda) - 1)
    soonest = next_of_household(state, house)
    while True:
        ends = next_of_members(state, house)
        when = min(ends, soonest)
        if when > limit:
            return when
        if ends <= soonest:
            one = house * APART
            while people[one][LABOUR] == NOBODY or people[one][ENDS] != ends:
                one += 1
            if not pass_on(state, world, one, ends):
                return ends
        elif not grow_up(state, world, house, soonest):
            if row[TURN] != soonest or min(row[STAY], row[GIVES_UP]) <= soonest:
                return soonest
            what = happening(state, world.families, house, soonest)
            if what >= APPLIES:
                return soonest
            turn_at_home(state, world, house, what, soonest)
            state.counters[EVENTS] -= 1 if what == NOTHING else 0
        state.counters[EVENTS] += 1
        soonest = next_of_household(state, house)


def pass_on(state: State, world: World, one: int, month: int) -> bool:
    """Let somebody pass to another state; if it is the last adult who dies, leave it and give False."""
    people, hazards = state.people, world.hazards
    becomes = what_comes(people, one, month, hazards)
    if becomes == NOBODY and is_last(state, one):
        return False
    recount(state, one, becomes, month)
    if becomes == NOBODY:
        remove_person(state, one)
        house = one // APART
        if close_ranks(state, house) and month < state.households[house][TURN] < FAR_OFF:
            plan_turn(state, world.families, house, month)  # at the pace of another's age
        return True
    people[one][LABOUR] = becomes
    people[one][SINCE] = month
    plan_life(people, one, month, hazards)
    return True


def act(state: State, world: World, lists: Lists, house: int, month: int) -> bool:
    """Let a household do what is due and concerns others; tell whether it is still there."""
    row = state.households[house]
    if next_of_members(state, house) <= month:  # the last adult has died
        if row[HOME] != NONE:
            vacate(state, house, 0)
        forget(state, house)
        return False
    if row[GIVES_UP] <= month:
        lose_place(state, house)
        return bool(row[HOME] != NONE)
    if row[STAY] <= month and row[HOME] != NONE:
        return move_out(state, world.families, house, month)
    if row[STAY] <= month:
        claim_return(state, lists, house, month)
    elif row[TURN] <= month:
        what = happening(state, world.families, house, month)
        if what == WISHES:
            wish(state, world.families, lists, house, month)
        elif what == APPLIES:
            part(state, world.families, lists, house, month)
            if row[LIST] != NONE:
                row[FIT] = fit_of(state, house)
        plan_turn(state, world.families, house, month)
    return True


def grow_up(state: State, world: World, house: int, month: int) -> bool:
    """Let children come of age and grown-up ones leave whose time it is; tell whether there were any."""
    row = state.households[house]
    found = False
    for child in range(MOST_CHILDREN):
        if row[CHILDREN][child] + ADULT * 12 <= month:
            come_of_age(state, world.newcomers, world.hazards, house, child, month)
            found = True
    if row[GROWN] <= month:
        leave_parents(state, house, month)
        found = True
    return found


def come_of_age(state: State, newcomers: Newcomers, hazards: Hazards, house: int, child: int, month: int) -> None:
    """Let a child turn 18: a grown-up at home where there is a place for one, else out into the world."""
    row = state.households[house]
    one = house * APART + SLOTS - 1
    recount_minors(state, house, -1, month)
    born = row[CHILDREN][child]
    row[CHILDREN][child] = NO_CHILD
    if state.people[one][LABOUR] != NOBODY:
        return
    key = member_key(state.households[house][KEY], _CHILD_KEYS + born * MOST_CHILDREN + child)
    recount(state, one, STUDENT, month)
    people = state.people
    people[one][LABOUR] = STUDENT
    people[one][BORN] = born
    people[one][SINCE] = month
    people[one][NATURE] = nature_of(newcomers, STUDENT, key, row_of(newcomers, row[WHERE], TO_LIST))
    state.people[one][KEY] = key
    plan_life(people, one, month, hazards)
    row[GROWN] = month + 1 + int(36.0 * waiting_time(key, 0, _GROWN_UP))


def leave_parents(state: State, house: int, month: int) -> None:
    """Let the grown-up child of a household move out of its parents' home."""
    one = house * APART + SLOTS - 1
    state.households[house][GROWN] = FAR_OFF
    if state.people[one][LABOUR] != NOBODY:
        recount(state, one, NOBODY, month)
        remove_person(state, one)
