"""Homes: households move in, are counted where they live, leave, and how long they stay.

Whoever lives in an estate is counted there at once, so that measuring is reading. A stay is drawn when it begins: an
amount of hazard, lived through at the pace of age, time in the home, the estate's mobility and the season.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kredslob.scenarios.city.agenda import put_on, take_off
from kredslob.scenarios.city.layout import (
    ADULT,
    APART,
    ATTACHMENT_BITS,
    BORN,
    CHILDREN,
    COUNTED,
    DUE,
    DWELLING_KIND,
    ENDS,
    ENTRY,
    ESTATE,
    F_VACATED,
    FAR_OFF,
    FAULT,
    FIT,
    FLOWS,
    FREE_HOUSEHOLDS,
    FREED,
    GIVES_UP,
    GROUP,
    GROWN,
    GUARANTEED,
    HOME,
    HOMES,
    HOUSED,
    KEY,
    KIND,
    LABOUR,
    LIST,
    LISTED,
    MINORS,
    MOST_CHILDREN,
    MOVED,
    NATURE,
    NO_CHILD,
    NOBODY,
    NONE,
    OCCUPANT,
    OFFERS,
    ORIGIN,
    PARTED,
    PARTING,
    QUEUE,
    RECHECK,
    REFUSALS,
    SHARED,
    SLOTS,
    STAY,
    T_GAVE_UP,
    TOGETHER,
    TOO_MANY_HOUSEHOLDS,
    TRAITS,
    TURN,
    TURNS,
    VACANCIES,
    VACATED_SINCE,
    WHERE,
    State,
)
from kredslob.scenarios.city.lives import band_of
from kredslob.scenarios.city.luck import key_of, replicated, waiting_time
from kredslob.scenarios.city.waiting import leave_list

if TYPE_CHECKING:
    from kredslob.scenarios.city.layout import Floats, Longs

_EIGHT_TIMES_NONE, _EIGHT_TIMES_0, _FIVE_TIMES_FAR_OFF = (NONE,) * 8, (0,) * 8, (FAR_OFF,) * 5
_LOT_BITS = 10
_LOT_HALF = 1 << (_LOT_BITS - 1)  # half of the lots are below 0
_STAYS = 6  # a purpose of a household's luck


class City(NamedTuple):
    """What does not change in a replication.

    Args:
        estate_keys, dwelling_keys: int64, what the luck of each is keyed by; the replication's own are made from them.
        mobility: float64[estates], the pace of moving out beside the pace by age.
        stays: float64[bands, 2], monthly hazard of moving out by age and phase; `stay_phase`, months of the first.
        firmness: float64[ATTACHMENTS], what the pace is multiplied by, by how firmly the first adult is attached to work.
        season: float64[months + 1], months of hazard lived through up to the beginning of each, the season weighed in.
    """

    estate_keys: Longs
    dwelling_keys: Longs
    mobility: Floats
    stays: Floats
    season: Floats
    stay_phase: int
    firmness: Floats


def eldest_birth(state: State, house: int, month: int) -> int:
    """Give the month of birth of the eldest adult of a household."""
    born = month
    for one in range(house * APART, house * APART + SLOTS):
        if state.people[one][LABOUR] != NOBODY:
            born = min(born, int(state.people[one][BORN]))
    return born


def draw_stay(state: State, city: City, house: int, month: int) -> None:
    """Draw the month, after this one, in which a household leaves its home by itself."""
    rows = state.households
    estate, band = rows[house][WHERE], band_of(eldest_birth(state, house, month), month)
    rows[house][HOMES] += 1
    pace = city.mobility[estate] * city.firmness[state.people[house * APART][NATURE] & ATTACHMENT_BITS]
    amount = waiting_time(state.households[house][KEY], rows[house][HOMES], _STAYS) / pace
    first, turning = month + 1, rows[house][MOVED] + city.stay_phase
    horizon = len(city.season) - 1
    pace = city.stays[band, 1]
    if first < turning:
        pace = city.stays[band, 0]
        last = min(turning, horizon)
        within = pace * (city.season[last] - city.season[min(first, horizon)])
        if amount > within:
            amount -= within
            first, pace = turning, city.stays[band, 1]
    rows[house][STAY] = season_end(city.season, first, amount, pace)


def season_end(season: Floats, first: int, amount: float, pace: float) -> int:
    """Give the month, `first` or later, in which an amount of hazard has been lived through at a pace."""
    horizon = len(season) - 1
    if first >= horizon or pace <= 0.0:
        return FAR_OFF
    wanted = season[first] + amount / pace
    if wanted > season[horizon]:
        return FAR_OFF
    month = min(max(first, int(first + amount / pace)), horizon - 1)  # the season moves it by a month or so
    while month > first and season[month] >= wanted:
        month -= 1
    while season[month + 1] < wanted:
        month += 1
    return month


def next_of_household(state: State, house: int) -> int:
    """Give the month in which the next thing happens to a household that happens to nobody in it alone."""
    row = state.households[house]
    soonest = min(row[STAY], row[GIVES_UP], row[GROWN], row[TURN])
    children = row[CHILDREN]
    born = min(children[0], children[1], children[2], children[3])
    return int(min(soonest, born + ADULT * 12))


def next_of_members(state: State, house: int) -> int:
    """Give the month in which what somebody in a household does ends."""
    soonest = FAR_OFF
    for one in range(house * APART, house * APART + SLOTS):
        if state.people[one][LABOUR] != NOBODY:
            soonest = min(soonest, state.people[one][ENDS])
    return int(soonest)


def plan_household(state: State, house: int, month: int) -> None:
    """Put a household on the agenda for the first month after this one in which something happens to it."""
    soonest = min(next_of_household(state, house), next_of_members(state, house), state.households[house][RECHECK])
    put_on(state, house, max(soonest, month + 1))


def count_household(state: State, house: int, estate: int, sign: int) -> None:
    """Count a household's members in an estate, or out of it with a sign of -1."""
    counts = state.estates
    for one in range(house * APART, house * APART + SLOTS):
        labour = state.people[one][LABOUR]
        if labour != NOBODY:
            counts[estate, COUNTED + labour] += sign
    for child in range(MOST_CHILDREN):
        if state.households[house][CHILDREN][child] != NO_CHILD:
            counts[estate, MINORS] += sign
    counts[estate, HOUSED] += sign


def move_in(state: State, city: City, house: int, dwelling: int, month: int) -> None:
    """Let a household into an empty dwelling and draw how long it stays."""
    rows = state.households
    rows[house][HOME], rows[house][WHERE] = dwelling, state.dwellings[dwelling][ESTATE]
    rows[house][MOVED] = month
    state.dwellings[dwelling][OCCUPANT] = house
    count_household(state, house, rows[house][WHERE], 1)
    draw_stay(state, city, house, month)


def vacate(state: State, house: int, within: int) -> None:
    """Let a household out of its home, `within` the sector or not; the dwelling is to be let this month."""
    dwelling = state.households[house][HOME]
    estate = state.households[house][WHERE]
    count_household(state, house, estate, -1)
    state.households[house][HOME], state.households[house][WHERE] = NONE, NONE
    state.dwellings[dwelling][OCCUPANT] = NONE
    state.dwellings[dwelling][FREED] = within
    if state.dwellings[dwelling][DWELLING_KIND] == 0:
        state.estates[estate, VACATED_SINCE] += 1
        state.estates[estate, FLOWS + F_VACATED] += 1
    put_up(state, dwelling)


def put_up(state: State, dwelling: int) -> None:
    """Put an empty dwelling among those to be let this month; a lot of its own says in which order."""
    at = state.counters[VACANCIES]
    state.vacancies[at] = dwelling
    state.counters[VACANCIES] = at + 1


def order_vacancies(state: State, city: City, replication: int, month: int) -> None:
    """Put this month's vacancies into the order of their lots, whatever order they came in."""
    count, aside = state.counters[VACANCIES], len(state.vacancies) // 2
    keys, dwellings, places = state.vacancy_keys, state.vacancies, state.scratch
    places[: 1 << _LOT_BITS] = 0
    for at in range(count):
        key = key_of(replicated(city.dwelling_keys[dwellings[at]], replication), month)
        keys[aside + at], dwellings[aside + at] = key, dwellings[at]
        places[(key >> (64 - _LOT_BITS)) + _LOT_HALF] += 1
    before = 0
    for part in range(1 << _LOT_BITS):  # to where those belong whose lots begin with the same bits
        places[part], before = before, before + places[part]
    for at in range(aside, aside + count):
        part = (keys[at] >> (64 - _LOT_BITS)) + _LOT_HALF
        keys[places[part]], dwellings[places[part]] = keys[at], dwellings[at]
        places[part] += 1
    for at in range(1, count):  # and there into order
        key, dwelling, place = keys[at], dwellings[at], at
        while place > 0 and keys[place - 1] > key:
            keys[place], dwellings[place] = keys[place - 1], dwellings[place - 1]
            place -= 1
        keys[place], dwellings[place] = key, dwelling


def take_row(state: State) -> int:
    """Take a free row for a household; NONE, and a fault, if there is none."""
    free = state.counters[FREE_HOUSEHOLDS]
    if free == 0:
        state.counters[FAULT] = TOO_MANY_HOUSEHOLDS
        return NONE
    state.counters[FREE_HOUSEHOLDS] = free - 1
    return int(state.free[free - 1])


def blank_household(state: State, house: int, key: int, kind: int, month: int) -> None:
    """Make a row that of a household of a kind with nobody in it yet, no home and no list."""
    row = state.households[house]
    for one in range(house * APART, house * APART + SLOTS):
        state.people[one][LABOUR] = NOBODY
        state.people[one][ENDS] = FAR_OFF
    state.households[house][KEY] = key
    row[DUE], row[HOME], row[WHERE], row[LIST], row[QUEUE], row[ENTRY], row[GROUP], row[ORIGIN] = _EIGHT_TIMES_NONE
    row[STAY], row[GIVES_UP], row[RECHECK], row[GROWN], row[TURN] = _FIVE_TIMES_FAR_OFF
    row[LISTED], row[MOVED], row[PARTED], row[TOGETHER] = month, month, month, month
    row[OFFERS], row[REFUSALS], row[PARTING], row[SHARED], row[HOMES], row[TURNS], row[TRAITS], row[FIT] = (
        _EIGHT_TIMES_0
    )
    row[KIND], row[GUARANTEED] = kind, NO_CHILD
    for child in range(MOST_CHILDREN):
        row[CHILDREN][child] = NO_CHILD


def children_of(state: State, house: int) -> int:
    """Give how many children under 18 a household has."""
    count = 0
    for child in range(MOST_CHILDREN):
        if state.households[house][CHILDREN][child] != NO_CHILD:
            count += 1
    return count


def fit_of(state: State, house: int) -> int:
    """Give what size suits a household by its members now, at the rents that suited it before."""
    members = children_of(state, house)
    for one in range(house * APART, house * APART + SLOTS):
        if state.people[one][LABOUR] != NOBODY:
            members += 1
    return int((min(max(members, 1), 3) - 1) * 2 + (state.households[house][FIT] & 1))


def forget(state: State, house: int) -> None:
    """Let a household go that has no home: it is on no list and no agenda any more, and its row is free."""
    for one in range(house * APART, house * APART + SLOTS):
        state.people[one][LABOUR] = NOBODY
        state.people[one][ENDS] = FAR_OFF
        state.people[one][NATURE] = 0
    take_off(state, house)
    leave_list(state, house, T_GAVE_UP)
    free = state.counters[FREE_HOUSEHOLDS]
    state.free[free] = house
    state.counters[FREE_HOUSEHOLDS] = free + 1
