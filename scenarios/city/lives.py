"""Lives: how people find and lose work, finish an education, retire and die.

What somebody does lasts for a time drawn when it begins: an exponential amount of hazard, lived through at the pace of
age, attachment to work, time already spent in the state, and the business cycle. What comes next is drawn when it ends. At
certain ages the pace may change, so that the time is drawn anew there, which by the nature of hazards changes nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kredslob.scenarios.city.agenda import move
from kredslob.scenarios.city.layout import (
    ATTACHMENT_BITS,
    BANDS,
    BORN,
    DRAWS,
    FAR_OFF,
    LABOUR,
    NATURE,
    NOBODY,
    PENSION_AGE,
    PHASES,
    RETIRED,
    SINCE,
    STATES,
)
from kredslob.scenarios.city.luck import uniform, waiting_time

if TYPE_CHECKING:
    from kredslob.scenarios.city.layout import Floats, Ints, Longs

_LASTS, _BECOMES = 0, 1  # purposes of a person's luck


class Hazards(NamedTuple):
    """The pace of lives, by row: attachment, state, age band, phase.

    Args:
        lived: float64[rows, months + 1], hazard of leaving the state up to the beginning of each month.
        monthly: float64[rows, STATES], hazard a month of passing to each state, before the cycle; NOBODY is death.
        cycle_of: int32[STATES, STATES], which line of the cycle a passage follows.
        cycle: float64[lines, months], what the hazard is multiplied by in each month.
        first_phase: int64, months that the first phase of a state lasts.
    """

    lived: Floats
    monthly: Floats
    cycle_of: Ints
    cycle: Floats
    first_phase: int


def hazard_row(nature: int, labour: int, age: int, phase: int) -> int:
    """Give the row of somebody of an age in years."""
    band = 0
    for i in range(1, len(BANDS)):
        if age >= BANDS[i]:
            band = i
    return (((nature & ATTACHMENT_BITS) * STATES + labour) * len(BANDS) + band) * PHASES + phase


def next_birthday(born: int, month: int) -> int:
    """Give the month of the next birthday at which the pace changes, after a month."""
    for i in range(1, len(BANDS)):
        turns = born + BANDS[i] * 12
        if turns > month:
            return turns
    return FAR_OFF


def lived_through(lived: Floats, row: int, first: int, amount: float) -> int:
    """Give the month, `first` or later, in which an amount of hazard has been lived through; FAR_OFF if in none."""
    low, high = first, lived.shape[1] - 1
    if first >= high:
        return FAR_OFF
    wanted = lived[row, first] + amount
    if lived[row, high] < wanted:
        return FAR_OFF
    while high - low > 1:
        middle = (low + high) >> 1
        if lived[row, middle] < wanted:
            low = middle
        else:
            high = middle
    return low


def end_of_state(people: Ints, keys: Longs, one: int, month: int, hazards: Hazards) -> int:
    """Give the month in which somebody leaves their state, after `month`, drawn by their next number."""
    age = (month - people[one, BORN]) // 12
    amount = waiting_time(keys[one], people[one, DRAWS], _LASTS)
    first = month + 1
    nature, labour = people[one, NATURE], people[one, LABOUR]
    turning = people[one, SINCE] + hazards.first_phase
    if first < turning:
        row = hazard_row(nature, labour, age, 0)
        last = min(turning, hazards.lived.shape[1] - 1)
        within = hazards.lived[row, last] - hazards.lived[row, first]
        if amount <= within:
            return lived_through(hazards.lived, row, first, amount)
        amount -= within
        first = turning
    return lived_through(hazards.lived, hazard_row(nature, labour, age, 1), first, amount)


def plan_life(people: Ints, keys: Longs, agenda: Ints, one: int, month: int, hazards: Hazards) -> None:
    """Put on the agenda what happens next to somebody: their state ends, or an age comes."""
    until = end_of_state(people, keys, one, month, hazards)
    move(people, agenda, one, min(until, next_birthday(people[one, BORN], month)))


def what_comes(people: Ints, keys: Longs, one: int, month: int, hazards: Hazards) -> int:
    """Give the state that somebody who is on the agenda passes to; their own if only an age has come."""
    labour, born = people[one, LABOUR], people[one, BORN]
    if month == born + PENSION_AGE * 12:
        return RETIRED
    if next_birthday(born, month - 1) == month:
        return int(labour)
    phase = 0 if month < people[one, SINCE] + hazards.first_phase else 1
    row = hazard_row(people[one, NATURE], labour, (month - born) // 12, phase)
    total = 0.0
    for other in range(STATES):
        total += hazards.monthly[row, other] * hazards.cycle[hazards.cycle_of[labour, other], month]
    left = uniform(keys[one], people[one, DRAWS], _BECOMES) * total
    chosen = int(labour)
    for other in range(STATES):
        pace = hazards.monthly[row, other] * hazards.cycle[hazards.cycle_of[labour, other], month]
        if pace > 0.0:
            chosen = other
            left -= pace
            if left < 0.0:
                return chosen
    return chosen


def is_somebody(people: Ints, one: int) -> bool:
    """Tell whether a place in a household is taken."""
    return bool(people[one, LABOUR] != NOBODY)
