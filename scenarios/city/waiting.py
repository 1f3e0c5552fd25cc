"""Waiting: who stands in which queue of a list, found by looking facts up in tables that the rules were compiled to.

A list tells those who wait on it apart by a few yes-or-no facts that rules decide (is in the group in work, may not be
referred here). Each fact is a table over traits of the household; every trait adds a number of its own, and the sum is
the place in the table. The facts together, and which size and rent suits the household, say in which queue it stands. The
household is looked at again when something happens to it, and in the month in which time alone would change an answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kredslob.scenarios.city.layout import (
    APART,
    BORN,
    BY_AGE,
    ENTRY,
    EXTERNAL,
    FAR_OFF,
    FIT,
    GROUP,
    KEY,
    LIST,
    LISTED,
    NONE,
    PASSED_OVER,
    QUEUE,
    RECHECK,
    REFUSALS,
    T_CHANGED,
    T_JOINED,
    T_WAITING,
    TRAITS,
    TRAITS_LOOKED_AT,
    State,
)
from kredslob.scenarios.city.queues import NOBODY_FIRST, seniority, step_in, step_out
from kredslob.scenarios.city.traits import trait_of

if TYPE_CHECKING:
    from kredslob.scenarios.city.layout import Ints, Longs

DE_BRUIJN = 0x022FDD63CC95386D  # every six bits of it are others (Leiserson, Prokop and Randall, 1998)
WORD = 62  # queues told in one word of `State.waiting`


class Lists(NamedTuple):
    """The lists of the city, and by what each tells those who wait apart.

    Args:
        kind: int32[lists], which kind of list each is.
        profile: int32[lists], by which profile each tells apart.
        first_queue: int32[lists]; queues: int32[lists], how many each has: a queue for each class and fit.
        looked_at: int32[profiles, TRAITS_LOOKED_AT], the traits that count but those of a bit, NONE after the last.
        by_bits: int64[profiles, 1 << TRAIT_COUNT], what the traits of a bit add together, by the bits of a household.
        begins: int32[TRAITS_LOOKED_AT], the row at which each trait's values begin.
        adds: int64[profiles, rows, 2]: what a value of a trait adds to the places in all facts' tables, each in bits of
            its own; steps of time after which it adds something else, FAR_OFF for never.
        bits: int32[profiles], how many facts; fields: int32[profiles, MOST_BITS, 3]: where each fact's table begins, by
            how many bits its place stands up, and what it is masked with.
        tables: int8, 1 where the fact is true.
        favoured: int8, for each queue whether some group of flexible letting takes those who stand there.
        incomes: int64[STATES], DKK a year by what somebody does.
        bit_places: int64[64], the place of a single bit by the upper six bits of its product with DE_BRUIJN.
        fits: int64, how many fits there are.
    """

    kind: Ints
    profile: Ints
    first_queue: Ints
    queues: Ints
    looked_at: Ints
    by_bits: Longs
    begins: Ints
    adds: Longs
    bits: Ints
    fields: Ints
    tables: Ints
    favoured: Ints
    incomes: Longs
    bit_places: Longs
    fits: int


def class_of(state: State, lists: Lists, house: int, which: int, month: int) -> int:
    """Give the class of a household on a list, one bit for each fact, and note when it must be looked at again."""
    profile, kind = lists.profile[which], lists.kind[which]
    if lists.bits[profile] == 0:
        return 0
    places, again = lists.by_bits[profile, state.households[house][TRAITS]], FAR_OFF
    for at in range(TRAITS_LOOKED_AT):
        trait = lists.looked_at[profile, at]
        if trait == NONE:
            break
        value = trait_of(state.people, state.households, house, trait, kind, month, lists.incomes)
        row = lists.adds[profile, lists.begins[trait] + value]
        places += row[0]
        if row[1] < FAR_OFF:
            if trait == BY_AGE:
                born = state.people[house * APART][BORN]
                again = min(again, born + ((month - born) // 12 + row[1]) * 12)
            else:
                again = min(again, month + row[1])
    state.households[house][RECHECK] = again
    found = 0
    for bit in range(lists.bits[profile]):
        field = lists.fields[profile, bit]
        found |= lists.tables[field[0] + ((places >> field[1]) & field[2])] << bit
    return found


def stand_in(state: State, lists: Lists, house: int, month: int) -> None:
    """Put a household into the queue of its list that it belongs to, if it does not stand there already."""
    rows = state.households
    which = rows[house][LIST]
    place = class_of(state, lists, house, which, month) * lists.fits + rows[house][FIT]
    queue = lists.first_queue[which] + place
    if rows[house][ENTRY] != NONE and rows[house][QUEUE] == queue:
        return
    tell(state, house, group_of(lists.kind[which], lists.favoured[queue]))
    step_out(state, house)
    step_in(state, house, queue, seniority(rows[house][LISTED], state.households[house][KEY]))
    state.waiting[which, place // WORD] |= 1 << (place % WORD)


def stand_back(state: State, lists: Lists, house: int) -> None:
    """Put a household back into the queue that it was taken out of this month."""
    row = state.households[house]
    step_in(state, house, row[QUEUE], seniority(row[LISTED], state.households[house][KEY]))
    place = row[QUEUE] - lists.first_queue[row[LIST]]
    state.waiting[row[LIST], place // WORD] |= 1 << (place % WORD)


def join(state: State, lists: Lists, house: int, which: int, month: int) -> None:
    """Put a household on a list, from this month."""
    state.households[house][LIST] = which
    state.households[house][LISTED] = month
    state.households[house][REFUSALS] = 0
    state.households[house][ENTRY] = NONE
    stand_in(state, lists, house, month)
    state.tally[state.households[house][GROUP], T_JOINED] += 1


def group_of(kind: int, favoured: int) -> int:
    """Give by which of the reported queues somebody is counted."""
    if kind == EXTERNAL:
        return 0 if favoured else PASSED_OVER
    return kind + 1


def tell(state: State, house: int, group: int) -> None:
    """Count a household that waits by another of the reported queues than before, if it was counted at all."""
    before = state.households[house][GROUP]
    if before == group:
        return
    if before != NONE:
        state.tally[before, T_WAITING] -= 1
        state.tally[before, T_CHANGED] -= 1
        state.tally[group, T_CHANGED] += 1
    state.tally[group, T_WAITING] += 1
    state.households[house][GROUP] = group


def leave_list(state: State, house: int, why: int) -> None:
    """Take a household off the list it may be on, housed or not; its entry is dropped when it comes to the top."""
    group = state.households[house][GROUP]
    if group != NONE:
        state.tally[group, T_WAITING] -= 1
        state.tally[group, why] += 1
    state.households[house][GROUP] = NONE
    state.households[house][LIST] = NONE
    step_out(state, house)
    state.households[house][RECHECK] = FAR_OFF


def first_on(state: State, lists: Lists, which: int, accepted: Longs) -> int:
    """Give the queue of a list, among those accepted, in which somebody has waited longest, or NONE.

    `accepted` has a bit for each queue, in the words of `State.waiting`.
    """
    first, best, best_key = lists.first_queue[which], NONE, NOBODY_FIRST
    for word in range(len(accepted)):
        left = state.waiting[which, word] & accepted[word]
        while left != 0:
            bit = lists.bit_places[((left & -left) * DE_BRUIJN >> 58) & 63]  # of the lowest that is set
            left &= left - 1
            queue = first + word * WORD + bit
            key = state.heads[queue]
            if key < best_key:
                best, best_key = queue, key
            elif key == NOBODY_FIRST:
                state.waiting[which, word] &= ~(1 << bit)
    return int(best)
