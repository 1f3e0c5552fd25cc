"""Families: people find a partner and part, have children, wish for another home, leave and come back.

Each household comes to turns at a pace that is the same for all whose first adult is as old; what happens at one hangs on
who lives there then, and may be nothing. So a household meets its turns in the same months under every agreement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kredslob.scenarios.city.arrivals import TO_LIST, Newcomers, draw_person, row_of
from kredslob.scenarios.city.homes import blank_household, children_of, fit_of, forget, plan_household, take_row, vacate
from kredslob.scenarios.city.layout import (
    APART,
    BORN,
    CHILD_STAYS,
    CHILDREN,
    DWELLING_KIND,
    EXTERNAL,
    FAR_OFF,
    FIT,
    GIVES_UP,
    GUARANTEE,
    GUARANTEED,
    HOME,
    KEY,
    LABOUR,
    LIST,
    LIST_OF,
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
    SHARED,
    STAY,
    T_GAVE_UP,
    TOGETHER,
    TRAITS,
    TURN,
    TURNS,
    WHERE,
    State,
)
from kredslob.scenarios.city.lives import Hazards, band_ends, band_of, plan_life
from kredslob.scenarios.city.luck import member_key, uniform, waiting_time
from kredslob.scenarios.city.members import recount, recount_minors, remove_person, replace_person
from kredslob.scenarios.city.waiting import Lists, join, leave_list

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
# what a turn may be: nobody need look at the first ones but who counts residents
NOTHING, FINDS_PARTNER, PARTS, BEARS, APPLIES, WISHES = range(6)


class Families(NamedTuple):
    """How families change.

    Args:
        pace: float64[2, bands, HAPPENINGS], of single people and couples: shares of all turns up to and including each.
        most: float64[bands], turns a month.
        odds: float64[ODDS]: of those who wish, the share for their own estate; of those who part, the share of leavers who
            apply, of break-ups among partings, of children who stay; residents in need of a low rent; of those who move
            out, the share with a return guarantee, how many months it holds and the mean months until they want it; mean
            months after which a wish is given up.
        tenant, parted: the kinds of those who live here and of those who have parted.
    """

    pace: Floats
    most: Floats
    odds: Floats
    tenant: int
    parted: int


def turn_luck(state: State, house: int, purpose: int) -> float:
    """Give a number of a household's turn."""
    return uniform(state.households[house][KEY], _TURNS_FROM + state.households[house][TURNS], purpose)


def plan_turn(state: State, families: Families, house: int, month: int) -> None:
    """Draw a household's next turn, after a month."""
    row = state.households[house]
    row[TURNS] += 1
    amount = waiting_time(state.households[house][KEY], _TURNS_FROM + row[TURNS], _TURN)
    born, first, horizon = state.people[house * APART][BORN], month + 1, len(state.agenda)
    row[TURN] = FAR_OFF
    while first < horizon:
        pace, last = families.most[band_of(born, first)], min(band_ends(born, first), horizon)
        whole = pace * (last - first)
        if amount < whole:
            row[TURN] = min(first + int(amount / pace), last - 1)
            return
        amount -= whole
        first = last


def happening(state: State, families: Families, house: int, month: int) -> int:
    """Give what happens at a household's turn."""
    row = state.households[house]
    if row[HOME] == NONE:
        return NOTHING
    first = house * APART
    couple = 1 if state.people[first + 1][LABOUR] != NOBODY else 0
    shares = families.pace[couple, band_of(state.people[first][BORN], month)]
    lot = turn_luck(state, house, _WHICH)
    if lot < shares[0]:
        if couple == 0:
            return FINDS_PARTNER
        return APPLIES if turn_luck(state, house, _WAITS) < families.odds[O_PARTED_WAITS] else PARTS
    if lot < shares[1]:
        return BEARS
    if lot < shares[2] and row[LIST] == NONE and state.dwellings[row[HOME]][DWELLING_KIND] == 0:
        return WISHES
    return NOTHING


def turn_at_home(state: State, world: World, house: int, what: int, month: int) -> None:
    """Let a household come to a turn that nobody else need know of but who counts them, and plan the next."""
    if what == FINDS_PARTNER:
        find_partner(state, world.families, world.newcomers, world.hazards, house, month)
    elif what == PARTS:
        recount(state, house * APART + 1, NOBODY, month)
        remember_parting(state, world.families, house, month)
        remove_person(state, house * APART + 1)
    elif what == BEARS:
        bear(state, house, month)
    if state.households[house][LIST] != NONE:
        state.households[house][FIT] = fit_of(state, house)
    plan_turn(state, world.families, house, month)


def find_partner(
    state: State, families: Families, newcomers: Newcomers, hazards: Hazards, house: int, month: int
) -> None:
    """Let a partner move in with a single person."""
    one = house * APART + 1
    key = member_key(state.households[house][KEY], _PARTNERS_FROM + state.households[house][TURNS])
    table = row_of(newcomers, state.households[house][WHERE], TO_LIST)
    draw_person(state, newcomers, one, key, families.tenant, table, month, state.people[house * APART][BORN])
    becomes, state.people[one][LABOUR] = state.people[one][LABOUR], NOBODY
    recount(state, one, becomes, month)
    state.people[one][LABOUR] = becomes
    plan_life(state.people, one, month, hazards)
    state.households[house][TOGETHER] = month
    state.households[house][PARTING] = 0


def remember_parting(state: State, families: Families, house: int, month: int) -> None:
    """Note of a household how and after what time together its couple parts."""
    row = state.households[house]
    row[PARTING] = 2 if turn_luck(state, house, _LEGALLY) < families.odds[O_BREAK_UP] else 1
    row[SHARED] = min(MOST_MONTHS, month - row[TOGETHER])
    row[PARTED] = month


def part(state: State, families: Families, lists: Lists, house: int, month: int) -> None:
    """Let one of a couple leave to wait for a home of their own, by precedence if a child stays."""
    row, leaver = state.households[house], house * APART + 1
    other = take_row(state)
    if other == NONE:
        return
    recount(state, leaver, NOBODY, month)
    remember_parting(state, families, house, month)
    key = member_key(state.households[house][KEY], _LEAVERS_FROM + row[TURNS])
    blank_household(state, other, key, families.parted, month)
    replace_person(state, leaver, other * APART)
    new = state.households[other]
    new[MOVED] = row[MOVED]
    new[PARTED], new[PARTING], new[SHARED] = month, row[PARTING], row[SHARED]
    new[TRAITS] = RESIDENT
    new[FIT] = 0 if uniform(key, 0, 4) < families.odds[O_LOW_RENT] else 1
    new[GIVES_UP] = min(month + 1 + int(families.odds[O_PATIENCE] * waiting_time(key, 0, 5)), FAR_OFF)
    list_kind = EXTERNAL
    if children_of(state, house) > 0 and turn_luck(state, house, _STAYS_BEHIND) < families.odds[O_CHILD_STAYS]:
        new[TRAITS] |= CHILD_STAYS
        list_kind = OF_ORGANISATION
    join(state, lists, other, state.estates[row[WHERE], LIST_OF + list_kind], month)
    plan_household(state, other, month)


def bear(state: State, house: int, month: int) -> None:
    """Let a child be born, where there is a place for one."""
    row = state.households[house]
    for child in range(MOST_CHILDREN):
        if row[CHILDREN][child] == NO_CHILD:
            row[CHILDREN][child] = month
            recount_minors(state, house, 1, month)
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
    near = turn_luck(state, house, _WHERE) < families.odds[O_OWN_ESTATE] or not has_others(state, row[WHERE])
    kind = OF_ESTATE if near else OF_ORGANISATION
    patience = waiting_time(state.households[house][KEY], _TURNS_FROM + row[TURNS], _PATIENCE)
    row[GIVES_UP] = min(month + 1 + int(families.odds[O_PATIENCE] * patience), FAR_OFF)
    row[FIT] = fit_of(state, house)
    join(state, lists, house, state.estates[row[WHERE], LIST_OF + kind], month)


def move_out(state: State, families: Families, house: int, month: int) -> bool:
    """Let a household leave its home and the sector; give True for the few who hold a right to return to the estate."""
    row = state.households[house]
    dwelling, estate = row[HOME], row[WHERE]
    vacate(state, house, 0)
    leave_list(state, house, T_GAVE_UP)
    wait = waiting_time(state.households[house][KEY], _TURNS_FROM + row[TURNS], _PATIENCE)
    returns = month + 1 + int(families.odds[O_RETURN_MONTHS] * wait)
    lapses = month + int(families.odds[O_GUARANTEE_MONTHS])
    row[STAY], row[GIVES_UP] = min(returns, FAR_OFF), min(lapses, FAR_OFF)
    holds = turn_luck(state, house, _WAITS) < families.odds[O_GUARANTEE] and returns < lapses
    if not holds or state.dwellings[dwelling][DWELLING_KIND] != 0:
        forget(state, house)
        return False
    row[GUARANTEED], row[ORIGIN] = month, estate
    row[TURN] = FAR_OFF
    row[FIT] = fit_of(state, house)
    return True


def claim_return(state: State, lists: Lists, house: int, month: int) -> None:
    """Let somebody who moved out with a return guarantee ask for a home in the estate again."""
    row = state.households[house]
    row[STAY] = FAR_OFF
    join(state, lists, house, state.estates[row[ORIGIN], LIST_OF + GUARANTEE], month)
