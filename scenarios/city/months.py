"""The months: what happens in each, in which order.

People change, households leave and come, what is vacant is let, key figures are measured, the agreement is adjusted. All
vacancies of a month are let in an order of their own, so that nothing hangs on the order of estates or people.
"""

from __future__ import annotations

from kredslob.scenarios.city.agenda import CHUNK, chunk_before
from kredslob.scenarios.city.arrivals import TO_LIST, TO_MUNICIPALITY, arrive, next_arrival
from kredslob.scenarios.city.changes import change
from kredslob.scenarios.city.homes import order_vacancies, plan_household
from kredslob.scenarios.city.keeping import Kept, keep_month
from kredslob.scenarios.city.layout import (
    ACTING,
    APART,
    COMING_MINORS,
    COUNTED,
    DUE,
    ENTRY,
    ESTATE,
    EVENTS,
    EXTERNAL,
    FAULT,
    FREE_HOUSEHOLDS,
    KEY,
    LIST,
    LIST_OF,
    MEASURED,
    MINORS,
    MONTH,
    MUNICIPAL,
    NONE,
    PARTING,
    PUBLISHED,
    SEEN,
    STATES,
    VACANCIES,
    State,
)
from kredslob.scenarios.city.letting import let
from kredslob.scenarios.city.queues import clear_entries
from kredslob.scenarios.city.standing import classify, hand_on, measure, open_year, share_out
from kredslob.scenarios.city.waiting import Lists, join, stand_in
from kredslob.scenarios.city.world import (
    ACTS,
    CLASSIFIES,
    MEASURES,
    OPENS_YEAR,
    PUBLISHES,
    REGROUPS,
    SHARES_OUT,
    Rules,
    World,
)

BEGINS, LETS, KEEPS = 1, 2, 4  # parts of a month
AT_ONCE = 1024  # rows that fit where the machine has fetched them to


def live_months(
    state: State, world: World, rules: Rules, kept: Kept, replication: int, first: int, end: int, parts: int
) -> None:
    """Let months happen, from the first up to the end, in which the rules do not change; a fault ends them.

    `parts` of each: it begins, up to where its vacancies stand to be let; they are let; what is reported is kept.
    """
    for month in range(first, end):
        state.counters[MONTH] = month
        if parts & BEGINS:
            begin_month(state, world, rules, replication, month)
        if parts & LETS:
            let_all(state, world, rules, month)
        if parts & KEEPS:
            keep_month(state, kept, month)
        if state.counters[FAULT]:
            return


def begin_month(state: State, world: World, rules: Rules, replication: int, month: int) -> None:
    """Let a month happen up to the letting of what is vacant; the vacancies then stand in their order."""
    calendar = world.calendar[month]
    if calendar & OPENS_YEAR:
        open_year(state)
    if calendar & MEASURES:
        measure(state, rules.program)
    if calendar & PUBLISHES:
        hand_on(state, MEASURED, PUBLISHED)
    if calendar & ACTS:
        hand_on(state, PUBLISHED, ACTING)
    if calendar & CLASSIFIES:
        classify(state, rules.program, month)
    if calendar & SHARES_OUT:
        share_out(state, rules.program, rules.quotas, 1 if month == 0 else 0)
    if calendar & REGROUPS:
        regroup(state, rules.lists, month)
    change_households(state, world, rules.lists, month)
    come(state, world, rules.lists, month)
    order_vacancies(state, world.city, replication, month)


def let_all(state: State, world: World, rules: Rules, month: int) -> None:
    """Let what is vacant this month; what is vacated meanwhile, or held, waits for the next."""
    count, seen = state.counters[VACANCIES], 0
    for at in range(count):  # as in `look_at`
        seen += state.dwellings[state.vacancies[at]][ESTATE]
    state.counters[SEEN] = seen
    for at in range(count):
        let(state, world, rules, state.vacancies[at], month)
        state.counters[EVENTS] += 1
    keep_left(state, count)


def keep_left(state: State, count: int) -> None:
    """Keep for the next month what was vacated or held while the first `count` vacancies were let."""
    left = state.counters[VACANCIES] - count
    for at in range(left):
        state.vacancies[at] = state.vacancies[count + at]
    state.counters[VACANCIES] = left


def regroup(state: State, lists: Lists, month: int) -> None:
    """Put everybody who waits into the queue that they belong to by the rules of this month, from empty queues."""
    clear_entries(state)
    for house in range(len(state.households)):
        if state.households[house][LIST] != NONE:
            state.households[house][ENTRY] = NONE
            stand_in(state, lists, house, month)
            if state.households[house][DUE] != month:  # else it changes presently, and is planned then
                plan_household(state, house, month)


def change_households(state: State, world: World, lists: Lists, month: int) -> None:
    """Let every household change for which something is due this month, then count residents as they are now."""
    last = state.agenda[month]
    while last != NONE:
        first = last - last % CHUNK + 1
        look_at(state, first, last)
        for place in range(first, last + 1):
            house = state.chunks[place]
            if state.households[house][DUE] == month:
                change(state, world, lists, house, month)
        last = chunk_before(state, last)
    for estate in range(len(state.estates)):
        row = state.estates[estate]
        row[MINORS] += state.coming[estate, month, COMING_MINORS]
        for labour in range(1, STATES):
            row[COUNTED + labour] += state.coming[estate, month, labour]


def look_at(state: State, first: int, last: int) -> None:
    """Read the rows of those named in a chunk, for nothing: many are fetched at once then, not one after another."""
    seen = 0
    for place in range(first, last + 1):
        house = state.chunks[place]
        seen += state.people[house * APART][KEY] + state.households[house][PARTING]  # both ends of their rows
    state.counters[SEEN] = seen


def look_at_free(state: State) -> None:
    """Read the rows that newcomers will be given, as in `look_at`."""
    seen, free = 0, state.counters[FREE_HOUSEHOLDS]
    for at in range(max(0, free - AT_ONCE), free):
        house = state.free[at]
        seen += state.people[house * APART][KEY] + state.households[house][PARTING]
    state.counters[SEEN] = seen


def come(state: State, world: World, lists: Lists, month: int) -> None:
    """Let those come who join a list this month."""
    look_at_free(state)
    for estate in range(len(state.estates)):
        for stream in (TO_LIST, TO_MUNICIPALITY):
            while state.arrivals[estate, stream] < month + 1:
                house = arrive(state, world.newcomers, world.hazards, estate, stream, month)
                next_arrival(state, world.newcomers, estate, stream)
                if house == NONE:
                    return
                kind = EXTERNAL if stream == TO_LIST else MUNICIPAL
                join(state, lists, house, state.estates[estate, LIST_OF + kind], month)
                plan_household(state, house, month)
                state.counters[EVENTS] += 1
