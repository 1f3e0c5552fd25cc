"""The beginning of a replication: everybody's first events are drawn, and those who already wait stand in their queues."""

from __future__ import annotations

from kredslob.scenarios.city.agenda import clear_agenda, put_on
from kredslob.scenarios.city.arrivals import STREAMS, TO_LIST, TO_MUNICIPALITY, arrive, next_arrival
from kredslob.scenarios.city.families import plan_turn
from kredslob.scenarios.city.homes import draw_stay, plan_household, put_up
from kredslob.scenarios.city.layout import (
    AHEAD,
    APART,
    EXTERNAL,
    FREE_HOUSEHOLDS,
    HOME,
    KEY,
    LABOUR,
    LIST,
    LIST_OF,
    LISTED,
    MUNICIPAL,
    NOBODY,
    NONE,
    SLOTS,
    VACANCIES,
    State,
)
from kredslob.scenarios.city.lives import plan_life
from kredslob.scenarios.city.luck import key_of, member_key, replicated, uniform
from kredslob.scenarios.city.queues import clear_entries
from kredslob.scenarios.city.waiting import stand_in
from kredslob.scenarios.city.world import Rules, World

_BACK = 3  # purposes of the luck of somebody who waits at the beginning


def open_city(state: State, world: World, rules: Rules, replication: int, housed: int) -> None:
    """Begin a replication from arrays that hold the residents and nothing else.

    Args:
        state: the residents' rows as drawn, household h in dwelling h, in the first `housed` households; the rows after
            them and the queues as another replication left them.
        replication: its number, which all luck is keyed by.
    """
    clear_queues(state)
    for house in range(housed):
        if state.households[house][HOME] == NONE:
            put_up(state, house)
            continue
        state.households[house][KEY] = replicated(state.households[house][KEY], replication)
        for one in range(house * APART, house * APART + SLOTS):
            if state.people[one][LABOUR] != NOBODY:
                state.people[one][KEY] = member_key(state.households[house][KEY], one - house * APART)
                plan_life(state.people, one, -1, world.hazards)
        draw_stay(state, world.city, house, -1)
        plan_turn(state, world.families, house, -1)
        put_on(state, house, 0)
    state.counters[FREE_HOUSEHOLDS] = 0
    for house in range(len(state.households) - 1, -1, -1):
        if house >= housed or state.households[house][HOME] == NONE:
            state.free[state.counters[FREE_HOUSEHOLDS]] = house
            state.counters[FREE_HOUSEHOLDS] += 1
    for estate in range(len(state.estates)):
        for stream in range(STREAMS):
            state.stream_keys[estate, stream] = key_of(replicated(world.city.estate_keys[estate], replication), stream)
        for stream in (TO_LIST, TO_MUNICIPALITY):
            who_waits(state, world, rules, estate, stream)
            next_arrival(state, world.newcomers, estate, stream)


def clear_queues(state: State) -> None:
    """Empty all queues and agendas; every entry is free."""
    state.coming[:, :, :] = 0
    state.counters[:AHEAD] = 0
    clear_entries(state)
    clear_agenda(state)
    state.counters[VACANCIES] = 0
    state.arrivals[:, :] = 0.0
    state.serials[:, :] = 0
    state.tally[:, :] = 0
    state.waits[:, :] = 0
    state.lettings[:, :] = 0


def who_waits(state: State, world: World, rules: Rules, estate: int, stream: int) -> None:
    """Let those stand in their queue who have come by a stream before the beginning and still wait."""
    months = world.newcomers.waiting[stream]
    key = key_of(state.stream_keys[estate, stream], -2)
    expected = world.newcomers.rates[estate, stream] * months
    count = int(expected + uniform(key, 0, 0))
    kind = EXTERNAL if stream == TO_LIST else MUNICIPAL
    for _ in range(count):
        house = arrive(state, world.newcomers, world.hazards, estate, stream, 0)
        if house == NONE:
            return
        back = int(months * uniform(state.households[house][KEY], 2, _BACK))
        state.households[house][LIST] = state.estates[estate, LIST_OF + kind]
        state.households[house][LISTED] = -back
        stand_in(state, rules.lists, house, 0)
        plan_household(state, house, 0)
