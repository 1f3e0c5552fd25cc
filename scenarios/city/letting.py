"""Letting: whoever is first in the tiers of a vacancy's channel is asked, and moves in or refuses."""

from __future__ import annotations

from kredslob.scenarios.city.agenda import put_on
from kredslob.scenarios.city.arrivals import OFF_LIST, arrive
from kredslob.scenarios.city.families import plan_turn
from kredslob.scenarios.city.homes import forget, move_in, put_up, vacate
from kredslob.scenarios.city.layout import (
    APART,
    ASIDE,
    ASIDE_FROM,
    CHANNELS,
    DWELLING_KIND,
    ESTATE,
    EVENTS,
    F_ADULTS_IN,
    F_DELIVERED,
    F_HELD,
    F_LET,
    F_OUTSIDE_IN,
    F_REFUSED,
    F_UNDELIVERED,
    FAR_OFF,
    FLOWS,
    GIVES_UP,
    GROUP,
    GUARANTEED,
    HOME,
    KEY,
    KIND,
    LABOUR,
    LISTED,
    NO_CHILD,
    NOBODY,
    NONE,
    OFFERS,
    PASSED_OVER,
    REFUSALS,
    RETIRED,
    ROUTED,
    SLOTS,
    SPLIT_AT,
    T_GAVE_UP,
    T_HOUSED,
    TURN,
    VACANT_SINCE,
    VARIANT,
    WAIT_MONTHS,
    State,
)
from kredslob.scenarios.city.luck import uniform
from kredslob.scenarios.city.routing import (
    FLEXIBLE,
    NOT_COVERED,
    ORDINARY,
    REFERRAL,
    REHOUSING,
    Deal,
    advance_wheels,
    context_of,
    first_in,
    read_vacancy,
    route,
    set_aside,
)
from kredslob.scenarios.city.waiting import Lists, leave_list, stand_back
from kredslob.scenarios.city.world import Rules, World

_ACCEPTS = 7  # a purpose of a household's luck, by offers


def find_taker(state: State, lists: Lists, deal: Deal, dwelling: int, channel: int, context: int) -> tuple[int, int]:
    """Give who takes a dwelling by a channel, and in which tier; NONE if nobody takes it.

    Whoever refuses keeps their place until they have refused as often as is allowed, and is not asked again today.
    """
    row = state.estates[state.dwellings[dwelling][ESTATE]]
    split = deal.split[row[SPLIT_AT] % len(deal.split)]
    at = deal.tiers_at[row[VARIANT], context, channel, split]
    for tier in range(at[0], at[1]):
        while True:
            asked = first_in(state, lists, deal, tier, dwelling)
            if asked == NONE:
                break
            state.households[asked][OFFERS] += 1
            lot = uniform(state.households[asked][KEY], state.households[asked][OFFERS], _ACCEPTS)
            if lot >= deal.refuses[state.households[asked][KIND]]:
                return asked, tier
            row[FLOWS + F_REFUSED] += 1
            state.counters[EVENTS] += 1
            state.households[asked][REFUSALS] += 1
            set_aside(state, asked)
    return NONE, NONE


def stand_again(state: State, lists: Lists, deal: Deal, month: int) -> None:
    """Let those who were set aside stand where they stood, save who has refused too often."""
    for at in range(ASIDE_FROM, ASIDE_FROM + state.counters[ASIDE]):
        house = state.scratch[at]
        if state.households[house][REFUSALS] >= deal.refusals:
            lose_place(state, house)
            if state.households[house][HOME] != NONE:
                put_on(state, house, month + 1)
        else:
            stand_back(state, lists, house)
    state.counters[ASIDE] = 0


def lose_place(state: State, house: int) -> None:
    """Take somebody off their list: a tenant stays where they live, others are gone."""
    leave_list(state, house, T_GAVE_UP)
    if state.households[house][HOME] == NONE:
        forget(state, house)
    else:
        state.households[house][GIVES_UP] = FAR_OFF


def let(state: State, world: World, rules: Rules, dwelling: int, month: int) -> None:
    """Let one vacancy, or hold it until next month if nobody takes it."""
    home = state.dwellings[dwelling]
    row = state.estates[home[ESTATE]]
    new = home[VACANT_SINCE] == NONE
    if new:
        home[VACANT_SINCE] = month
    taker, tier, channel = offer(state, rules, dwelling, new, month)
    home[ROUTED] = channel
    if new and channel != NOT_COVERED:
        advance_wheels(state, rules.deal, rules.program, dwelling, channel)
    if channel == NOT_COVERED or (taker == NONE and month - home[VACANT_SINCE] >= rules.deal.hold_months):
        kind = home[DWELLING_KIND] if channel == NOT_COVERED else 0  # who comes has not waited on a list
        stream = kind if kind > 0 else OFF_LIST
        taker = arrive(state, world.newcomers, world.hazards, home[ESTATE], stream, month)
    if taker == NONE:
        row[FLOWS + F_HELD] += 1
        put_up(state, dwelling)
        return
    if channel == FLEXIBLE and tier != NONE and rules.deal.tiers[tier, 3] == 0:
        row[SPLIT_AT] = (row[SPLIT_AT] + 1) % len(rules.deal.split)
    if channel == REFERRAL and tier != NONE:  # nobody was referred who came from outside the lists
        row[FLOWS + F_DELIVERED] += 1
    settle(state, world, rules, taker, dwelling, channel, month)


def offer(state: State, rules: Rules, dwelling: int, new: bool, month: int) -> tuple[int, int, int]:
    """Offer a vacancy channel by channel; give who takes it (NONE if nobody), in which tier, and by which channel.

    Where all with a claim refuse, or the municipality has nobody, the vacancy is routed again without them, as an office
    decides it again. A vacancy held since another month keeps its channel.
    """
    lists, deal = rules.lists, rules.deal
    row, codes = state.estates[state.dwellings[dwelling][ESTATE]], state.codes[state.dwellings[dwelling][ESTATE]]
    turned_back, passed = False, 0
    taker, tier, channel = NONE, NONE, int(state.dwellings[dwelling][ROUTED])
    while True:
        if new:
            channel = route(state, lists, rules.program, deal, dwelling, turned_back, passed)
        if channel == NOT_COVERED:
            break
        context = context_of(deal, codes) if new else read_vacancy(state, deal, dwelling, turned_back)
        taker, tier = find_taker(state, lists, deal, dwelling, channel, context)
        if taker != NONE or not new:
            break
        if channel == REFERRAL:
            row[FLOWS + F_UNDELIVERED] += 1
            if turned_back or deal.return_undelivered == 0:
                break
            turned_back = True
        elif REHOUSING < channel < FLEXIBLE and passed & (1 << channel) == 0:
            passed |= 1 << channel
        else:
            break
    if taker != NONE:
        note_wait(state, taker, channel, month)
        leave_list(state, taker, T_HOUSED)
    stand_again(state, lists, deal, month)
    return taker, tier, channel


def note_wait(state: State, house: int, channel: int, month: int) -> None:
    """Note how long somebody has waited who is housed by a channel."""
    row = state.households[house]
    which = len(CHANNELS) if channel == ORDINARY and row[GROUP] == PASSED_OVER else channel
    state.waits[which, min(max(month - row[LISTED], 0), WAIT_MONTHS - 1)] += 1


def settle(state: State, world: World, rules: Rules, house: int, dwelling: int, channel: int, month: int) -> None:
    """Let a household move into a dwelling, out of any home it has."""
    row = state.estates[state.dwellings[dwelling][ESTATE]]
    if state.households[house][HOME] != NONE:
        vacate(state, house, 1)
    else:
        for one in range(house * APART, house * APART + SLOTS):
            labour = state.people[one][LABOUR]
            if labour not in (NOBODY, RETIRED):
                row[FLOWS + F_ADULTS_IN] += 1
                if rules.program.counts[0, labour] == 1:
                    row[FLOWS + F_OUTSIDE_IN] += 1
    row[FLOWS + F_LET + channel] += 1
    state.dwellings[dwelling][VACANT_SINCE] = NONE
    state.households[house][GIVES_UP] = FAR_OFF
    state.households[house][GUARANTEED] = NO_CHILD
    state.lettings[channel, state.people[house * APART][LABOUR] - 1] += 1
    move_in(state, world.city, house, dwelling, month)
    if state.households[house][TURN] >= FAR_OFF:
        plan_turn(state, world.families, house, month)
    put_on(state, house, month + 1)
