"""What a replication keeps of its months: counts of estates, of areas, of the city and of its queues."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kredslob.scenarios.city.layout import (
    ACTING,
    AREA,
    CHANNELS,
    COUNTED,
    EXEMPT_SINCE,
    EXTRA_TURNS,
    FAMILY_DWELLINGS,
    FLOW_NAMES,
    FLOWS,
    M_AGED,
    M_OUTSIDE,
    MEASURED,
    NONE,
    QUEUE_MONTH,
    QUEUES,
    STATES,
    T_JOINED,
    WAIT_MONTHS,
    WAITS,
    State,
)
from kredslob.scenarios.city.standing import A_CARRIED_IN, A_CARRIED_OUT, A_LOST, A_PLACED, A_UNPLACED

if TYPE_CHECKING:
    from kredslob.scenarios.city.layout import Ints, Longs

COUNTS = STATES + 1  # of residents by state, minors, households: columns of the estates next to each other
FLOW_COUNT = len(FLOW_NAMES)
FIGURES = 6  # acting and measured key figures, extra turns, since when exempt
STANDINGS = 3


class Kept(NamedTuple):
    """What is kept, as `running.report` tells the columns.

    Args:
        standing: int64[STANDINGS], the facts of an estate that say its standing, NONE where no rule reads one.
        flows: int32[estates, FLOW_COUNT], of the year so far.
        estate_month: int32[estates, months, ...], or of no months if estates are not kept by month.
        estate_year, area_month, city_month, queue_month, waits_year, lettings_year, account_year: see `Outcome`.
    """

    standing: Longs
    flows: Ints
    estate_year: Ints
    estate_month: Ints
    area_month: Ints
    city_month: Ints
    queue_month: Ints
    waits_year: Ints
    lettings_year: Ints
    account_year: Longs


def keep_month(state: State, kept: Kept, month: int) -> None:
    """Keep what is reported of a month that has happened, and let its flows count anew."""
    for estate in range(len(state.estates)):
        row = state.estates[estate]
        exempt = row[FAMILY_DWELLINGS] * stands(state, kept, estate, 0)
        add_place(kept.city_month[month], row, exempt)
        if row[AREA] != NONE:
            add_place(kept.area_month[row[AREA], month], row, exempt)
        if month < kept.estate_month.shape[1]:
            add_place(kept.estate_month[estate, month], row, exempt)
        for flow in range(FLOW_COUNT):
            kept.flows[estate, flow] += row[FLOWS + flow]
            row[FLOWS + flow] = 0
    for queue in range(len(QUEUES)):
        for column in range(len(QUEUE_MONTH)):
            kept.queue_month[month, queue, column] = state.tally[queue, column]
            if column >= T_JOINED:
                state.tally[queue, column] = 0
    if (month + 1) % 12 == 0 or month + 1 == len(state.agenda):
        keep_year(state, kept, month // 12)


def add_place(total: Ints, row: Ints, exempt: int) -> None:
    """Add an estate's month to a total."""
    for column in range(COUNTS):
        total[column] += row[COUNTED + 1 + column]
    total[COUNTS] += exempt
    for flow in range(FLOW_COUNT):
        total[COUNTS + 1 + flow] += row[FLOWS + flow]


def stands(state: State, kept: Kept, estate: int, which: int) -> int:
    """Give 1 for an estate with a standing, 0 where no rule reads it."""
    fact = kept.standing[which]
    return 1 if fact != NONE and state.codes[estate, fact] == 1 else 0


def keep_year(state: State, kept: Kept, year: int) -> None:
    """Keep what is reported of a year, and let what is counted by the year count anew."""
    for estate in range(len(state.estates)):
        row, told = state.estates[estate], kept.estate_year[estate, year]
        for column in range(COUNTS):
            told[column] = row[COUNTED + 1 + column]
        told[COUNTS], told[COUNTS + 1] = row[ACTING + M_OUTSIDE], row[ACTING + M_AGED]
        told[COUNTS + 2], told[COUNTS + 3] = row[MEASURED + M_OUTSIDE], row[MEASURED + M_AGED]
        told[COUNTS + 4], told[COUNTS + 5] = row[EXTRA_TURNS], row[EXEMPT_SINCE]
        for which in range(STANDINGS):
            told[COUNTS + FIGURES + which] = stands(state, kept, estate, which)
        for flow in range(FLOW_COUNT):
            told[COUNTS + FIGURES + STANDINGS + flow] = kept.flows[estate, flow]
            kept.flows[estate, flow] = 0
    for which in range(len(WAITS)):
        for wait in range(WAIT_MONTHS):
            kept.waits_year[year, which, wait] = state.waits[which, wait]
            state.waits[which, wait] = 0
    for channel in range(len(CHANNELS)):
        for group in range(STATES - 1):
            kept.lettings_year[year, channel, group] = state.lettings[channel, group]
            state.lettings[channel, group] = 0
    for scope in range(len(state.carried)):
        told_of = kept.account_year[year, scope]
        told_of[0], told_of[1] = state.account[A_LOST, scope], state.account[A_CARRIED_IN, scope]
        told_of[2], told_of[3] = state.account[A_PLACED, scope], state.account[A_UNPLACED, scope]
        told_of[4] = state.account[A_CARRIED_OUT, scope]
