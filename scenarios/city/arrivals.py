"""Arrivals: who comes to wait for a home, drawn from their kind.

Each estate sends a stream of its own to the list it is let from, and one to the municipality's queue, so that an estate
more or less changes nobody else's luck. The k-th of a stream is the same household under every agreement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kredslob.scenarios.city.homes import blank_household, take_row
from kredslob.scenarios.city.layout import (
    ADULT,
    APART,
    BORN,
    CHILDREN,
    FAR_OFF,
    FIT,
    GIVES_UP,
    HOURS_SHIFT,
    JOB_SHIFT,
    KEY,
    LABOUR,
    MOST_CHILDREN,
    NATURE,
    NO_CHILD,
    NONE,
    PARTED,
    PARTING,
    PENSION_AGE,
    RETIRED,
    SHARED,
    SINCE,
    STATES,
    STUDENT,
    TOGETHER,
    TRAIT_COUNT,
    TRAITS,
    State,
)
from kredslob.scenarios.city.lives import Hazards, plan_life
from kredslob.scenarios.city.luck import key_of, lot_of, member_key, third, thirds, waiting_time

if TYPE_CHECKING:
    from kredslob.scenarios.city.layout import Floats, Ints, Longs, Row

STREAMS = 5  # the ordinary list, youth and elderly dwellings, the municipality, dwellings that nobody on a list takes
TO_LIST, TO_YOUTH, TO_ELDERLY, TO_MUNICIPALITY, OFF_LIST = range(STREAMS)

# what a kind of newcomer is like, by column; shares from 0 to 1
(K_AGE_LOW, K_AGE_HIGH, K_COUPLE, K_CHILDREN, K_MOST_CHILDREN, K_PATIENCE, K_PARTED, K_BREAK_UP,
 K_LOW_RENT) = range(9)  # fmt: skip
KIND_COLUMNS = 9


class Newcomers(NamedTuple):
    """Who comes, and how often.

    Shares summed up are the first of the THIRDS lots that falls beyond: half the room of fractions, and as exact.

    Args:
        rates: float64[estates, STREAMS], households a month.
        rows: int32[estates, STREAMS], by which row of the tables those of a stream are drawn; the first is the city's.
        mix: int32[rows, STREAMS, kinds], shares up to and including each kind.
        states: int32[rows, kinds, STATES], shares up to and including each state, of a kind.
        attachment: int32[rows, STATES, ATTACHMENTS], shares up to and including each, of those in a state.
        kinds: float64[kinds, KIND_COLUMNS]; traits: int64[kinds, TRAIT_COUNT], shares with each trait, in 2**21sts.
        waiting: float64[STREAMS], months of arrivals that wait at the beginning.
        jobs, hours: int32[4], shares up to and including each kind of job, and each level of hours.
    """

    rates: Floats
    rows: Ints
    mix: Ints
    states: Ints
    attachment: Ints
    waiting: Floats
    kinds: Floats
    traits: Longs
    jobs: Ints
    hours: Ints


def chosen(shares: Ints, lot: int) -> int:
    """Give the place that a lot falls on among shares summed up."""
    place = 0
    for at in range(len(shares) - 1):
        place += 1 if lot >= shares[at] else 0
    return place


def row_of(newcomers: Newcomers, where: int, stream: int) -> int:
    """Give the row of the tables by which those are drawn who come to an estate by a stream; of no estate, the city's."""
    return 0 if where == NONE else int(newcomers.rows[where, stream])


def drawn_state(shares: Ints, lot: int) -> int:
    """Give the state of the labour market that a lot falls on, from the shares of a kind."""
    labour = 1
    for each in range(1, STATES):
        labour += 1 if lot >= shares[each] else 0
    return labour if labour < STATES else STUDENT


def nature_of(newcomers: Newcomers, labour: int, key: int, row: int) -> int:
    """Draw what somebody keeps for life: attachment to work, the kind of job they get, the hours."""
    lots = thirds(key, 0, 3)
    found = chosen(newcomers.attachment[row, labour], lot_of(lots, 0))
    found |= chosen(newcomers.jobs, lot_of(lots, 1)) << JOB_SHIFT
    return found | chosen(newcomers.hours, lot_of(lots, 2)) << HOURS_SHIFT


def draw_person(
    state: State, newcomers: Newcomers, one: int, key: int, kind: int, row: int, month: int, near: int
) -> None:  # fmt: skip
    """Draw an adult of a kind by a row of the tables; `near`: the birth month of whom they live with, NO_CHILD if nobody."""
    like, lots = newcomers.kinds[kind], thirds(key, 0, 0)
    lot = third(lots, 0)
    age = like[K_AGE_LOW] + (like[K_AGE_HIGH] - like[K_AGE_LOW]) * lot
    born = month - int(age * 12.0)
    if near != NO_CHILD:
        born = min(near + int((lot - 0.5) * 96.0), month - ADULT * 12)
    labour = drawn_state(newcomers.states[row, kind], lot_of(lots, 1))
    if month - born >= PENSION_AGE * 12:
        labour = RETIRED
    elif labour == RETIRED:
        labour = STUDENT
    person = state.people[one]
    person[LABOUR] = labour
    person[BORN] = born
    person[SINCE] = month - int(24.0 * waiting_time(key, 0, 2))
    person[NATURE] = nature_of(newcomers, labour, key, row)
    person[KEY] = key


def newcomer(
    state: State, newcomers: Newcomers, hazards: Hazards, key: int, estate: int, stream: int, month: int
) -> int:  # fmt: skip
    """Draw a household that comes by a stream and give its row; NONE, and a fault, if there is no room for it."""
    house = take_row(state)
    if house == NONE:
        return NONE
    lots = thirds(key, 0, 0)
    table = row_of(newcomers, estate, stream)
    kind = chosen(newcomers.mix[table, stream], lot_of(lots, 0))
    like, row = newcomers.kinds[kind], state.households[house]
    first = house * APART
    blank_household(state, house, key, kind, month)
    draw_person(state, newcomers, first, member_key(key, 0), kind, table, month, NO_CHILD)
    plan_life(state.people, first, month, hazards)
    alone = third(lots, 1) >= like[K_COUPLE]
    members = 1
    if not alone:
        draw_person(state, newcomers, first + 1, member_key(key, 1), kind, table, month, state.people[first][BORN])
        plan_life(state.people, first + 1, month, hazards)
        members = 2
    if third(lots, 2) < like[K_CHILDREN]:
        members += draw_children(row, like, key, month)
    lots = thirds(key, 0, 1)
    row[FIT] = (min(members, 3) - 1) * 2 + (1 if third(lots, 0) >= like[K_LOW_RENT] else 0)
    row[GIVES_UP] = min(month + 1 + int(like[K_PATIENCE] * waiting_time(key, 0, 5)), FAR_OFF)
    row[TOGETHER] = month - int(120.0 * third(lots, 1))
    if alone and third(lots, 2) < like[K_PARTED]:  # whoever lives with a new partner asks for no home of their own
        lots = thirds(key, 0, 2)
        row[PARTING] = 2 if third(lots, 0) < like[K_BREAK_UP] else 1
        row[PARTED] = month - int(12.0 * third(lots, 1))
        row[SHARED] = int(60.0 * third(lots, 2))
    row[TRAITS] = draw_traits(newcomers.traits[kind], key)
    return house


def draw_children(row: Row, like: Floats, key: int, month: int) -> int:
    """Draw the children of a household that has some and give how many there are."""
    lots = thirds(key, 1, 0)
    count = min(1 + int(third(lots, 0) * like[K_MOST_CHILDREN]), MOST_CHILDREN)
    for child in range(count):
        if child == 2:
            lots = thirds(key, 1, 1)
        row[CHILDREN][child] = month - int(third(lots, (child + 1) % 3) * ADULT * 12)
    return count


def draw_traits(shares: Longs, key: int) -> int:
    """Draw the yes-or-no traits of a household, each by a lot of its own."""
    traits = 0
    for part in range(TRAIT_COUNT // 3):
        lots = thirds(key, 1, 8 + part)
        for which in range(3):
            lot = (lots >> (which * 21)) & ((1 << 21) - 1)
            traits |= ((lot - shares[part * 3 + which]) >> 62) & (1 << (part * 3 + which))
    return traits


def arrive(
    state: State, newcomers: Newcomers, hazards: Hazards, estate: int, stream: int, month: int
) -> int:  # fmt: skip
    """Let the next household of a stream come, on no list yet, and give its row; NONE if there is no room for it."""
    serial = state.serials[estate, stream]
    state.serials[estate, stream] = serial + 1
    key = key_of(state.stream_keys[estate, stream], 2 * serial)
    return newcomer(state, newcomers, hazards, key, estate, stream, month)


def next_arrival(state: State, newcomers: Newcomers, estate: int, stream: int) -> None:
    """Draw when the next household of a stream comes."""
    rate = newcomers.rates[estate, stream]
    if rate <= 0.0:
        state.arrivals[estate, stream] = FAR_OFF
        return
    gap = waiting_time(state.stream_keys[estate, stream], 2 * state.serials[estate, stream] + 1, 0)
    state.arrivals[estate, stream] += gap / rate
