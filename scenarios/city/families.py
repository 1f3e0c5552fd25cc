"""Families: people find a partner and part, have children, wish for another home, leave and come back.

Each household comes to turns at a pace that is the same for all; what happens at one hangs on who lives there then, and
mostly it is nothing. So a household meets its turns in the same months under every agreement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kredslob.scenarios.city.arrivals import Newcomers, draw_person
from kredslob.scenarios.city.homes import blank_household, children_of, fit_of, forget, plan_household, take_row, vacate
from kredslob.scenarios.city.layout import (
    BANDS,
    BORN,
    CHILD_STAYS,
    CHILDREN,
    COUNTED,
    DUE,
    DWELLING_KIND,
    ESTATE,
    EXTERNAL,
    FAR_OFF,
    FIT,
    GIVES_UP,
    GUARANTEE,
    GUARANTEED,
    HOME,
    LABOUR,
    LIST,
    LIST_OF,
    MINORS,
    MOST_CHILDREN,
    MOST_MONTHS,
    MOVED,
    NO_CHILD,
    NOBODY,
    NONE,
    OF_ESTATE,
    OF_ORGANISATION,
    ORGANISATION,
    ORIGIN,
    PARTED,
    PARTING,
    RESIDENT,
    RETURNS,
    SHARED,
    SLOTS,
    STAY,
    T_GAVE_UP,
    TOGETHER,
    TRAITS,
    TURN,
    TURNS,
    State,
)
from kredslob.scenarios.city.lives import Hazards, plan_life
from kredslob.scenarios.city.luck import member_key, uniform, waiting_time
from kredslob.scenarios.city.members import recount, remove_person, replace_person
from kredslob.scenarios.city.waiting import Lists, join, leave_list, stand_in

if TYPE_CHECKING:
    from kredslob.scenarios.city.layout import Floats
    from kredslob.scenarios.city.world import World

_TURN, _WHICH, _WHERE, _WAITS, _LEGALLY, _STAYS_BEHIND, _PATIENCE = range(7)  # purposes of a household's luck, by turn
_TURNS_FROM = 1 << 16  # a household's turns have numbers of their own beside its other events
_PARTNERS_FROM = 1 << 12  # and its partners beside its other members
_LEAVERS_FROM = 1 << 14

HAPPENINGS = 3  # a single person finds a partner or a couple parts; a child is born; another home is wished for
(O_OWN_ESTATE, O_PARTED_WAITS, O_BREAK_UP, O_CHILD_STAYS, O_LOW_RENT, O_GUARANTEE, O_GUARANTEE_MONTHS, O_RETURN_MONTHS,
 O_PATIENCE) = range(9)  # fmt: skip
ODDS = 9


class Families(NamedTuple):
    """How families change.

    Args:
        pace: float64[2, bands, HAPPENINGS], of single people and couples: shares of all turns up to and including each.
        most: float64, turns a month.
        odds: float64[ODDS]: of those who wish, the share for their own estate; of those who part, the share of leavers who
            apply, of break-ups among partings, of children who stay; residents in need of a low rent; of those who move
            out, the share with a return guarantee, how many months it holds and the mean months until they want it; mean
            months after which a wish is given up.
        tenant, parted: the kinds of those who live here and of those who have parted.
    """

    pace: Floats
    most: float
    odds: Floats
    tenant: int
    parted: int


def turn_luck(state: State, house: int, purpose: int) -> float:
    """Give a number of a household's turn."""
    return uniform(state.household_keys[house], _TURNS_FROM + state.households[house, TURNS], purpose)


def plan_turn(state: State, families: Families, house: int, month: int) -> None:
    """Draw a household's next turn."""
    row = state.households[house]
    row[TURNS] += 1
    wait = waiting_time(state.household_keys[house], _TURNS_FROM + row[TURNS], _TURN)
    row[TURN] = min(FAR_OFF, month + 1 + int(wait / families.most))


def turn(state: State, world: World, lists: Lists, house: int, month: int) -> None:
    """Let a household come to its turn, and plan the next."""
    families, row = world.families, state.households[house]
    first = house * SLOTS
    age, band = (month - state.people[first, BORN]) // 12, 0
    for i in range(1, len(BANDS)):
        if age >= BANDS[i]:
            band = i
    couple = 1 if state.people[first + 1, LABOUR] != NOBODY else 0
    lot = turn_luck(state, house, _WHICH)
    if row[HOME] != NONE:
        if lot < families.pace[couple, band, 0]:
            if couple == 1:
                part(state, families, lists, house, month)
            else:
                find_partner(state, families, world.newcomers, world.hazards, house, month)
        elif lot < families.pace[couple, band, 1]:
            bear(state, house, month)
        elif lot < families.pace[couple, band, 2]:
            wish(state, families, lists, house, month)
        if row[LIST] != NONE:
            row[FIT] = fit_of(state, house)
            stand_in(state, lists, house, month)
    plan_turn(state, families, house, month)


def find_partner(
    state: State, families: Families, newcomers: Newcomers, hazards: Hazards, house: int, month: int
) -> None:
    """Let a partner move in with a single person."""
    one = house * SLOTS + 1
    key = member_key(state.household_keys[house], _PARTNERS_FROM + state.households[house, TURNS])
    draw_person(state, newcomers, one, key, families.tenant, month, state.people[house * SLOTS, BORN])
    estate = state.dwellings[state.households[house, HOME], ESTATE]
    state.estates[estate, COUNTED + state.people[one, LABOUR]] += 1
    state.people[one, DUE] = NONE
    plan_life(state.people, state.person_keys, state.person_agenda, one, month, hazards)
    state.households[house, TOGETHER] = month
    state.households[house, PARTING] = 0


def part(state: State, families: Families, lists: Lists, house: int, month: int) -> None:
    """Let one of a couple leave: to wait for a home of their own, by precedence if a child stays, or out into the world."""
    row, leaver = state.households[house], house * SLOTS + 1
    estate = state.dwellings[row[HOME], ESTATE]
    recount(state, leaver, NOBODY)
    shared = min(MOST_MONTHS, month - row[TOGETHER])
    kind = 2 if turn_luck(state, house, _LEGALLY) < families.odds[O_BREAK_UP] else 1
    if turn_luck(state, house, _WAITS) >= families.odds[O_PARTED_WAITS]:
        remove_person(state, leaver)
    else:
        other = take_row(state)
        if other == NONE:
            return
        key = member_key(state.household_keys[house], _LEAVERS_FROM + row[TURNS])
        blank_household(state, other, key, families.parted, month)
        replace_person(state, leaver, other * SLOTS)
        new = state.households[other]
        new[MOVED] = row[MOVED]
        new[PARTED], new[PARTING], new[SHARED] = month, kind, shared
        new[TRAITS] = RESIDENT
        new[FIT] = 0 if uniform(key, 0, 4) < families.odds[O_LOW_RENT] else 1
        new[GIVES_UP] = month + 1 + int(families.odds[O_PATIENCE] * waiting_time(key, 0, 5))
        list_kind = EXTERNAL
        if children_of(state, house) > 0 and turn_luck(state, house, _STAYS_BEHIND) < families.odds[O_CHILD_STAYS]:
            new[TRAITS] |= CHILD_STAYS
            list_kind = OF_ORGANISATION
        join(state, lists, other, state.estates[estate, LIST_OF + list_kind], month)
        plan_household(state, other, month)
    row[PARTED], row[PARTING], row[SHARED] = month, kind, shared


def bear(state: State, house: int, month: int) -> None:
    """Let a child be born, where there is a place for one."""
    row = state.households[house]
    for child in range(CHILDREN, CHILDREN + MOST_CHILDREN):
        if row[child] == NO_CHILD:
            row[child] = month
            state.estates[state.dwellings[row[HOME], ESTATE], MINORS] += 1
            return


def has_others(state: State, estate: int) -> bool:
    """Tell whether an estate's organisation has another: if not, its list would hold only those whom it never serves."""
    for other in range(len(state.estates)):
        if other != estate and state.estates[other, ORGANISATION] == state.estates[estate, ORGANISATION]:
            return True
    return False


def wish(state: State, families: Families, lists: Lists, house: int, month: int) -> None:
    """Let a tenant of a family dwelling join the transfer list of the estate, or of the organisation if it has others."""
    row = state.households[house]
    if row[LIST] != NONE or state.dwellings[row[HOME], DWELLING_KIND] != 0:
        return
    estate = state.dwellings[row[HOME], ESTATE]
    near = turn_luck(state, house, _WHERE) < families.odds[O_OWN_ESTATE] or not has_others(state, estate)
    kind = OF_ESTATE if near else OF_ORGANISATION
    patience = waiting_time(state.household_keys[house], _TURNS_FROM + row[TURNS], _PATIENCE)
    row[GIVES_UP] = month + 1 + int(families.odds[O_PATIENCE] * patience)
    row[FIT] = fit_of(state, house)
    join(state, lists, house, state.estates[estate, LIST_OF + kind], month)


def move_out(state: State, families: Families, house: int, month: int) -> None:
    """Let a household leave its home and the sector, a few with the right to return to the estate."""
    row = state.households[house]
    dwelling = row[HOME]
    vacate(state, house, 0)
    leave_list(state, house, T_GAVE_UP)
    family = state.dwellings[dwelling, DWELLING_KIND] == 0
    if not family or turn_luck(state, house, _WAITS) >= families.odds[O_GUARANTEE]:
        forget(state, house)
        return
    row[LIST] = NONE
    row[GUARANTEED], row[ORIGIN] = month, state.dwellings[dwelling, ESTATE]
    row[STAY], row[TURN] = FAR_OFF, FAR_OFF
    row[GIVES_UP] = month + int(families.odds[O_GUARANTEE_MONTHS])
    wait = waiting_time(state.household_keys[house], _TURNS_FROM + row[TURNS], _PATIENCE)
    row[RETURNS] = month + 1 + int(families.odds[O_RETURN_MONTHS] * wait)
    row[FIT] = fit_of(state, house)


def claim_return(state: State, lists: Lists, house: int, month: int) -> None:
    """Let somebody who moved out with a return guarantee ask for a home in the estate again."""
    row = state.households[house]
    row[RETURNS] = FAR_OFF
    join(state, lists, house, state.estates[row[ORIGIN], LIST_OF + GUARANTEE], month)
