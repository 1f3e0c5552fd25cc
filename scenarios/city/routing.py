"""Routing: which channel a vacancy goes by, as the tables say that the rules compiled to, and how the wheels move on.

What is done here is bookkeeping: whose turn it is, what is claimed, who stands first in the queues that a tier accepts.
Which channel, which tiers, and whom a tier accepts stands in tables; no rule is written here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kredslob.engine.wheels import NOTHING, advance_in_place, due_code
from kredslob.scenarios.city.layout import (
    ASIDE,
    ASIDE_FROM,
    CELLS,
    CLASS,
    DWELLING_FACTS,
    ESTATE,
    EXTERNAL_AT,
    F_OWED,
    FAULT,
    FLOWS,
    FREED,
    LIST_OF,
    NO_ANSWER,
    NONE,
    OF_ORGANISATION,
    REFERRAL_AT,
    TOO_MANY_ASIDE,
    TRANSFER_AT,
    VARIANT,
    WHEEL,
    WHEEL_LENGTH,
    WHERE,
    State,
)
from kredslob.scenarios.city.queues import NOBODY_FIRST, step_out
from kredslob.scenarios.city.standing import Program, run_step
from kredslob.scenarios.city.waiting import Lists, first_on

if TYPE_CHECKING:
    from kredslob.scenarios.city.layout import Floats, Ints, Longs, Turns

REFERRAL, REHOUSING, RETURN_GUARANTEE, OWN_ESTATE, DIVORCE, ORGANISATION, FLEXIBLE, ORDINARY, NOT_COVERED = range(9)
OPEN_SLOT, RIGHT_SLOT = 0, 1  # the labels of a wheel as numbers: what is left over, and the right
TURNS_DUE = ("referral_due", "transfer_due", "flexible_due")
CLAIMS = ("return_guarantee_claim", "own_estate_claim", "divorce_claim", "organisation_claim")


class Deal(NamedTuple):
    """What the agreement says of letting, compiled for the months in which it does not change.

    Args:
        facts: int32[11], the facts of a vacancy: the four of a dwelling, the three turns, the four claims; NONE if unread.
        contexts: int32[read, 2]: a fact, and what each step of its cell adds to the number of a context.
        claims: int32[variants, contexts, 4], the acceptance that tells who has each claim.
        tiers_at: int32[variants, contexts, channels, slots, 2]: by which slot of the split is due, the first tier and the end.
        tiers: int32[tiers, 4]: two kinds of list (NONE if there is no second), its acceptance, 1 for a fallback.
        accepted: int64[acceptances, 2, classes of dwellings, words]: the queues accepted on each of the two lists.
        split: int32, labels of the split wheel; flexible_fact: the fact whose cell names the external wheel,
            NONE if there is one; external: int32[estates, cells, slots], labels, and external_length: int32[estates, cells].
        transfer: int32, those of the transfer wheel.
        transfer_serves: int32[channels], 1 where a letting uses up the transfer list's turn.
        counts_rehousing: int64, 1 where a rehousing uses up a referral turn.
        returned: int64, 1 where a referral turn that the municipality does not use goes back to it.
        freed_counts: int64, 1 where a dwelling freed by a move within counts.
        return_undelivered: int64, 1 where a dwelling that the municipality has nobody for is let by the next channel.
        hold_months: int64, months that a dwelling is held before it is let to anybody who asks.
        refusals: int64, refusals after which somebody loses their place; refuses: float64[kinds], how often each refuses.
    """

    facts: Ints
    contexts: Ints
    claims: Ints
    tiers_at: Ints
    tiers: Ints
    accepted: Longs
    split: Ints
    flexible_fact: int
    external: Ints
    external_length: Ints
    transfer: Turns
    transfer_serves: Ints
    counts_rehousing: int
    returned: int
    freed_counts: int
    return_undelivered: int
    hold_months: int
    refusals: int
    refuses: Floats


def before_transfer(channel: int) -> bool:
    """Tell whether a vacancy that goes by a channel never comes to the transfer wheel."""
    return channel in (REFERRAL, REHOUSING, RETURN_GUARANTEE)


def read_vacancy(state: State, deal: Deal, dwelling: int, turned_back: bool) -> int:
    """Put the facts of a vacancy beside those of its estate, and give the number of its context."""
    estate = state.dwellings[dwelling][ESTATE]
    codes, row = state.codes[estate], state.estates[estate]
    for fact in range(len(DWELLING_FACTS)):
        if deal.facts[fact] != NONE:
            codes[deal.facts[fact]] = state.dwellings[dwelling][CELLS][fact]
    first = len(DWELLING_FACTS)
    slots = state.slots[row[WHEEL] : row[WHEEL] + row[WHEEL_LENGTH]]
    due = due_code(slots, row[REFERRAL_AT], state.pending[2 * estate]) == RIGHT_SLOT
    set_fact(codes, deal.facts[first], due and not turned_back and is_counted(state, deal, dwelling))
    set_fact(
        codes,
        deal.facts[first + 1],
        due_code(deal.transfer, row[TRANSFER_AT], state.pending[2 * estate + 1]) == RIGHT_SLOT,
    )
    cell = external_cell(deal, codes)
    set_fact(
        codes,
        deal.facts[first + 2],
        deal.external[estate, cell, row[EXTERNAL_AT] % deal.external_length[estate, cell]] == RIGHT_SLOT,
    )
    return context_of(deal, codes)


def context_of(deal: Deal, codes: Ints) -> int:
    """Give the number of the context that the facts of a vacancy, once read, make up."""
    context = 0
    for at in range(len(deal.contexts)):
        context += codes[deal.contexts[at, 0]] * deal.contexts[at, 1]
    return context


def is_counted(state: State, deal: Deal, dwelling: int) -> bool:
    """Tell whether the referral wheel counts a vacancy, as the agreement counts one freed by a move within."""
    return bool(state.dwellings[dwelling][FREED] == 0 or deal.freed_counts == 1)


def set_fact(codes: Ints, fact: int, value: bool) -> None:
    """Put a yes-or-no fact where some rule reads it."""
    if fact != NONE:
        codes[fact] = 1 if value else 0


def read_claims(state: State, lists: Lists, deal: Deal, dwelling: int, context: int, passed: int) -> None:
    """Find out which claims those on the lists make on a dwelling, but those of channels passed."""
    estate = state.dwellings[dwelling][ESTATE]
    codes, variant = state.codes[estate], state.estates[estate, VARIANT]
    first = len(DWELLING_FACTS) + len(TURNS_DUE)
    for claim in range(len(CLAIMS)):
        fact = deal.facts[first + claim]
        if fact != NONE:
            tier = deal.claims[variant, context, claim]
            open_ = tier != NONE and passed & (1 << (RETURN_GUARANTEE + claim)) == 0
            codes[fact] = 1 if open_ and first_in(state, lists, deal, tier, dwelling) != NONE else 0


def first_in(state: State, lists: Lists, deal: Deal, tier: int, dwelling: int) -> int:
    """Give who is first in a tier for a dwelling, on either of its lists; NONE if nobody is in it.

    Tenants of the dwelling's own estate transfer by the estate's list: on the organisation's they are set aside. A tier of
    two lists (divorce precedence) has them on either.
    """
    home, asked = state.dwellings[dwelling], deal.tiers[tier]
    row = state.estates[home[ESTATE]]
    elsewhere = asked[0] == OF_ORGANISATION and asked[1] == NONE
    while True:
        best, best_key = NONE, NOBODY_FIRST
        for place in range(2):
            if asked[place] != NONE and row[LIST_OF + asked[place]] != NONE:
                accepted = deal.accepted[asked[2], place, home[CLASS]]
                queue = first_on(state, lists, row[LIST_OF + asked[place]], accepted)
                if queue != NONE and state.heads[queue] < best_key:
                    best, best_key = queue, state.heads[queue]
        if best == NONE:
            return NONE
        house = int(state.owners[state.roots[best]])
        if not elsewhere or state.households[house][WHERE] != home[ESTATE]:
            return house
        set_aside(state, house)


def set_aside(state: State, house: int) -> None:
    """Leave a household out of its queue until the dwelling is let or held."""
    place = ASIDE_FROM + state.counters[ASIDE]
    step_out(state, house)  # whatever comes: whoever asks for the first in the queue must come to an end
    if place >= len(state.scratch):
        state.counters[FAULT] = TOO_MANY_ASIDE
        return
    state.scratch[place] = house
    state.counters[ASIDE] += 1


def route(
    state: State, lists: Lists, program: Program, deal: Deal, dwelling: int, turned_back: bool, passed: int
) -> int:
    """Give the channel of a vacancy; its facts then stand in the codes of its estate.

    `turned_back`: the municipality has nobody for it; `passed`: a bit for each channel whose claims come to nothing.
    """
    estate = state.dwellings[dwelling][ESTATE]
    context = read_vacancy(state, deal, dwelling, turned_back)
    read_claims(state, lists, deal, dwelling, context, passed)
    channel = run_step(program, program.channel[state.estates[estate, VARIANT]], state.codes[estate])
    if channel == NONE:
        state.counters[FAULT] = NO_ANSWER
        return NOT_COVERED
    return channel


def advance_wheels(state: State, deal: Deal, program: Program, dwelling: int, channel: int) -> None:
    """Let a vacancy that goes by a channel pass the wheels that count it."""
    estate = state.dwellings[dwelling][ESTATE]
    row, codes = state.estates[estate], state.codes[estate]
    slots = state.slots[row[WHEEL] : row[WHEEL] + row[WHEEL_LENGTH]]
    if is_counted(state, deal, dwelling):
        pending = state.pending[2 * estate]
        due = due_code(slots, row[REFERRAL_AT], pending) == RIGHT_SLOT
        used = channel == REFERRAL or (channel == REHOUSING and deal.counts_rehousing == 1)
        lapses = codes[program.exempt] == 1 or deal.returned == 0  # what an exempt estate owed lapses; or it is spent
        taken = RIGHT_SLOT if due and (used or lapses) else NOTHING
        if slots[row[REFERRAL_AT]] == RIGHT_SLOT:
            row[FLOWS + F_OWED] += 1
        row[REFERRAL_AT] = advance_in_place(slots, row[REFERRAL_AT], pending, OPEN_SLOT, taken)
    if not before_transfer(channel):
        pending = state.pending[2 * estate + 1]
        due = due_code(deal.transfer, row[TRANSFER_AT], pending) == RIGHT_SLOT
        used = deal.transfer_serves[channel] == 1 or unclaimed(deal, codes)
        taken = RIGHT_SLOT if due and used else NOTHING
        row[TRANSFER_AT] = advance_in_place(deal.transfer, row[TRANSFER_AT], pending, OPEN_SLOT, taken)
    if channel in (FLEXIBLE, ORDINARY):
        row[EXTERNAL_AT] = (row[EXTERNAL_AT] + 1) % deal.external_length[estate, external_cell(deal, codes)]


def external_cell(deal: Deal, codes: Ints) -> int:
    """Give which of its external wheels an estate has by its standing."""
    return 0 if deal.flexible_fact == NONE else int(codes[deal.flexible_fact])


def unclaimed(deal: Deal, codes: Ints) -> bool:
    """Tell whether nobody claims a turn of the transfer list."""
    first = len(DWELLING_FACTS) + len(TURNS_DUE)
    for claim, channel in ((1, OWN_ESTATE), (3, ORGANISATION)):
        fact = deal.facts[first + claim]
        if deal.transfer_serves[channel] == 1 and fact != NONE and codes[fact] == 1:
            return False
    return True
