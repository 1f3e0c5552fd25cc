"""Arrivals: who comes to wait for a home, drawn from their kind.

Each estate sends a stream of its own to the list it is let from, and one to the municipality's queue, so that an estate
more or less changes nobody else's luck. The k-th of a stream is the same household under every agreement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kredslob.scenarios.city.homes import City, blank_household, take_row
from kredslob.scenarios.city.layout import (
    ADULT,
    BORN,
    CHILD_STAYS,
    CHILDREN,
    CONVICTED,
    DRAWS,
    FAR_OFF,
    FIT,
    GIVES_UP,
    HOURS_SHIFT,
    JOB_SHIFT,
    LABOUR,
    LEAVING_HOME,
    MOST_CHILDREN,
    NATURE,
    NO_CHILD,
    NOBODY,
    NONE,
    NOT_CITIZEN,
    PARTED,
    PARTING,
    PENSION_AGE,
    RELEASED,
    RELEASES_LARGER,
    RESIDENT,
    RETIRED,
    SCHOOLED,
    SEEKS_SUITED,
    SHARED,
    SINCE,
    SLOTS,
    STATES,
    STUDENT,
    STUDIES_LOCALLY,
    STUDIES_NEARBY,
    TERMINATED,
    TOGETHER,
    TRAITS,
    State,
)
from kredslob.scenarios.city.lives import Hazards, plan_life
from kredslob.scenarios.city.luck import key_of, member_key, replicated, uniform, waiting_time

if TYPE_CHECKING:
    from kredslob.scenarios.city.layout import Floats

STREAMS = 5  # the ordinary list, youth and elderly dwellings, the municipality, dwellings that nobody on a list takes
TO_LIST, TO_YOUTH, TO_ELDERLY, TO_MUNICIPALITY, OFF_LIST = range(STREAMS)

# what a kind of newcomer is like, by column; shares from 0 to 1
(K_AGE_LOW, K_AGE_HIGH, K_COUPLE, K_CHILDREN, K_MOST_CHILDREN, K_PATIENCE, K_PARTED, K_BREAK_UP, K_LOW_RENT, K_REFUSES,
 K_RESIDENT, K_LEAVING_HOME, K_SEEKS_SUITED, K_STUDIES_LOCALLY, K_NOT_CITIZEN, K_RELEASED, K_TERMINATED,
 K_CHILD_STAYS, K_STUDIES_NEARBY, K_CONVICTED, K_RELEASES, K_SCHOOLED) = range(22)  # fmt: skip
K_STATES = 22  # then the share in each state of the labour market
KIND_COLUMNS = K_STATES + STATES


class Newcomers(NamedTuple):
    """Who comes, and how often.

    Args:
        rates: float64[estates, STREAMS], households a month.
        mix: float64[STREAMS, kinds], shares up to and including each kind.
        kinds: float64[kinds, KIND_COLUMNS].
        attachment: float64[STATES, ATTACHMENTS], shares up to and including each, of those in a state.
        waiting: float64[STREAMS], months of arrivals that wait at the beginning.
        jobs, hours: float64[4], shares up to and including each kind of job, and each level of hours.
    """

    rates: Floats
    mix: Floats
    waiting: Floats
    kinds: Floats
    attachment: Floats
    jobs: Floats
    hours: Floats


def chosen(shares: Floats, lot: float) -> int:
    """Give the place that a lot falls on among shares summed up to 1."""
    place = 0
    while place < len(shares) - 1 and lot >= shares[place]:
        place += 1
    return place


def drawn_state(kinds: Floats, lot: float) -> int:
    """Give the state of the labour market that a lot falls on, from the columns of a kind."""
    for labour in range(1, STATES):
        lot -= kinds[K_STATES + labour]
        if lot < 0.0:
            return labour
    return STUDENT


def nature_of(newcomers: Newcomers, labour: int, key: int) -> int:
    """Draw what somebody keeps for life: attachment to work, the kind of job they get, the hours."""
    found = chosen(newcomers.attachment[labour], uniform(key, 0, 3))
    found |= chosen(newcomers.jobs, uniform(key, 0, 4)) << JOB_SHIFT
    return found | chosen(newcomers.hours, uniform(key, 0, 5)) << HOURS_SHIFT


def draw_person(state: State, newcomers: Newcomers, one: int, key: int, kind: int, month: int, near: int) -> None:
    """Draw an adult of a kind; `near`: the birth month of whom they live with, NO_CHILD if with nobody."""
    like = newcomers.kinds[kind]
    lot = uniform(key, 0, 0)
    age = like[K_AGE_LOW] + (like[K_AGE_HIGH] - like[K_AGE_LOW]) * lot
    born = month - int(age * 12.0)
    if near != NO_CHILD:
        born = min(near + int((lot - 0.5) * 96.0), month - ADULT * 12)
    labour = drawn_state(like, uniform(key, 0, 1))
    if month - born >= PENSION_AGE * 12:
        labour = RETIRED
    elif labour == RETIRED:
        labour = STUDENT
    people = state.people
    people[one, LABOUR] = labour
    people[one, BORN] = born
    people[one, SINCE] = month - int(24.0 * waiting_time(key, 0, 2))
    people[one, NATURE] = nature_of(newcomers, labour, key)
    people[one, DRAWS] = 1
    state.person_keys[one] = key


def newcomer(state: State, newcomers: Newcomers, hazards: Hazards, key: int, stream: int, month: int) -> int:
    """Draw a household that comes by a stream and give its row; NONE, and a fault, if there is no room for it."""
    house = take_row(state)
    if house == NONE:
        return NONE
    kind = chosen(newcomers.mix[stream], uniform(key, 0, 0))
    like, row = newcomers.kinds[kind], state.households[house]
    first = house * SLOTS
    people = state.people
    blank_household(state, house, key, kind, month)
    draw_person(state, newcomers, first, member_key(key, 0), kind, month, NO_CHILD)
    members = 1
    if uniform(key, 0, 1) < like[K_COUPLE]:
        draw_person(state, newcomers, first + 1, member_key(key, 1), kind, month, people[first, BORN])
        members = 2
    members += draw_children(state, like, house, key, month)
    row[FIT] = (min(members, 3) - 1) * 2 + (1 if uniform(key, 0, 4) >= like[K_LOW_RENT] else 0)
    row[GIVES_UP] = month + 1 + int(like[K_PATIENCE] * waiting_time(key, 0, 5))
    if members < 3 and uniform(key, 0, 6) < like[K_PARTED]:
        row[PARTING] = 2 if uniform(key, 0, 7) < like[K_BREAK_UP] else 1
        row[PARTED] = month - int(12.0 * uniform(key, 0, 8))
        row[SHARED] = int(60.0 * uniform(key, 0, 9))
    row[TOGETHER] = month - int(120.0 * uniform(key, 0, 10))
    row[TRAITS] = draw_traits(like, key)
    for one in range(first, first + SLOTS):
        if people[one, LABOUR] != NOBODY:
            plan_life(people, state.person_keys, one, month, hazards)
    return house


def draw_children(state: State, like: Floats, house: int, key: int, month: int) -> int:
    """Draw the children of a household and give how many there are."""
    count = 0
    if uniform(key, 0, 2) < like[K_CHILDREN]:
        count = 1 + int(uniform(key, 0, 3) * like[K_MOST_CHILDREN])
    for child in range(MOST_CHILDREN):
        born = NO_CHILD
        if child < count:
            born = month - int(uniform(key, 1, child) * ADULT * 12)
        state.households[house, CHILDREN + child] = born
    return min(count, MOST_CHILDREN)


def draw_traits(like: Floats, key: int) -> int:
    """Draw the yes-or-no traits of a household, each by a number of its own."""
    traits = draw_bars(like, key)
    if uniform(key, 1, 8) < like[K_RESIDENT]:
        traits |= RESIDENT
    if uniform(key, 1, 9) < like[K_LEAVING_HOME]:
        traits |= LEAVING_HOME
    if uniform(key, 1, 10) < like[K_SEEKS_SUITED]:
        traits |= SEEKS_SUITED
    if uniform(key, 1, 11) < like[K_STUDIES_LOCALLY]:
        traits |= STUDIES_LOCALLY
    if uniform(key, 2, 4) < like[K_STUDIES_NEARBY]:
        traits |= STUDIES_NEARBY
    if uniform(key, 2, 6) < like[K_RELEASES]:
        traits |= RELEASES_LARGER
    if uniform(key, 2, 7) < like[K_SCHOOLED]:
        traits |= SCHOOLED
    return traits


def draw_bars(like: Floats, key: int) -> int:
    """Draw what may bar a household from a dwelling, or give it a claim to one."""
    traits = 0
    if uniform(key, 1, 12) < like[K_NOT_CITIZEN]:
        traits |= NOT_CITIZEN
    if uniform(key, 1, 13) < like[K_RELEASED]:
        traits |= RELEASED
    if uniform(key, 1, 14) < like[K_TERMINATED]:
        traits |= TERMINATED
    if uniform(key, 1, 15) < like[K_CHILD_STAYS]:
        traits |= CHILD_STAYS
    if uniform(key, 2, 5) < like[K_CONVICTED]:
        traits |= CONVICTED
    return traits


def arrive(
    state: State, city: City, newcomers: Newcomers, hazards: Hazards, estate: int, stream: int, replication: int,
    month: int,
) -> int:  # fmt: skip
    """Let the next household of a stream come, on no list yet, and give its row; NONE if there is no room for it."""
    serial = state.serials[estate, stream]
    state.serials[estate, stream] = serial + 1
    source = key_of(replicated(city.estate_keys[estate], replication), stream)
    return newcomer(state, newcomers, hazards, key_of(source, 2 * serial), stream, month)


def next_arrival(state: State, city: City, newcomers: Newcomers, estate: int, stream: int, replication: int) -> None:
    """Draw when the next household of a stream comes."""
    rate = newcomers.rates[estate, stream]
    if rate <= 0.0:
        state.arrivals[estate, stream] = FAR_OFF
        return
    source = key_of(replicated(city.estate_keys[estate], replication), stream)
    gap = waiting_time(key_of(source, 2 * state.serials[estate, stream] + 1), 0, 0)
    state.arrivals[estate, stream] += gap / rate
