"""Lives: how people find and lose work, finish an education, retire and die.

What somebody does lasts for a time drawn when it begins: an exponential amount of hazard, lived through at the pace of
age, attachment to work, time already spent in the state, and the business cycle. What comes next is drawn when it ends.
A pace is the sum of what each line of the cycle governs, so that of each line it is enough to know the months lived.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kredslob.scenarios.city.layout import (
    ATTACHMENT_BITS,
    BANDS,
    BORN,
    ENDS,
    FAR_OFF,
    KEY,
    LABOUR,
    NATURE,
    PENSION_AGE,
    PHASES,
    RETIRED,
    SINCE,
    STATES,
)
from kredslob.scenarios.city.luck import uniform, waiting_time

if TYPE_CHECKING:
    from kredslob.scenarios.city.layout import Floats, Ints, Rows

_LASTS, _BECOMES = 0, 1  # purposes of a person's luck
_STATES_FROM = 1 << 16  # a state's numbers are told apart by the month since which somebody is in it


class Hazards(NamedTuple):
    """The pace of lives, by row: attachment, state, age band, phase.

    Args:
        leaving: float64[rows, lines], hazard a month of leaving the state that each line of the cycle governs.
        lived: float64[months + 1, lines], months lived through up to the beginning of each, weighed by the line.
        shares: float64[rows, STATES], of those who leave the state the shares that pass to each, summed up, at a steady cycle.
        monthly: float64[rows, STATES], hazard a month of passing to each state, before the cycle; NOBODY is death.
        cycle_of: int32[STATES, STATES], which line of the cycle a passage follows.
        cycle: float64[lines, months], what the hazard is multiplied by in each month.
        first_phase: int64, months that the first phase of a state lasts; steady: int64, 1 if the cycle is 1 throughout.
    """

    leaving: Floats
    lived: Floats
    shares: Floats
    monthly: Floats
    cycle_of: Ints
    cycle: Floats
    first_phase: int
    steady: int


def band_of(born: int, month: int) -> int:
    """Give the age band of somebody in a month."""
    band = 0
    for i in range(1, len(BANDS)):
        if born + BANDS[i] * 12 <= month:
            band += 1
    return band


def band_ends(born: int, month: int) -> int:
    """Give the month after this one in which somebody comes to the next age band."""
    found = FAR_OFF
    for i in range(len(BANDS) - 1, 0, -1):
        if born + BANDS[i] * 12 > month:
            found = born + BANDS[i] * 12
    return found


def hazard_row(nature: int, labour: int, band: int, phase: int) -> int:
    """Give the row of somebody in an age band."""
    return (((nature & ATTACHMENT_BITS) * STATES + labour) * len(BANDS) + band) * PHASES + phase


def lived_by(hazards: Hazards, row: int, month: int) -> float:
    """Give the hazard lived through by the beginning of a month at the pace of a row."""
    pace, lived = hazards.leaving[row], hazards.lived[month]
    return float(pace[0] * lived[0] + pace[1] * lived[1] + pace[2] * lived[2])


def month_lived(hazards: Hazards, row: int, first: int, last: int, wanted: float) -> int:
    """Give the month, from `first` on and before `last`, in which the hazard lived through comes to `wanted`."""
    if hazards.steady:
        pace = hazards.leaving[row]
        return int(max(first, min(int(wanted / (pace[0] + pace[1] + pace[2])), last - 1)))
    start = lived_by(hazards, row, first)
    whole = lived_by(hazards, row, last) - start
    month = min(first + int((wanted - start) / whole * (last - first)), last - 1)  # the cycle moves it a little
    while month > first and lived_by(hazards, row, month) >= wanted:
        month -= 1
    while month < last - 1 and lived_by(hazards, row, month + 1) < wanted:
        month += 1
    return month


def end_of_state(people: Rows, one: int, month: int, hazards: Hazards) -> int:
    """Give the month in which somebody leaves their state, after `month`, drawn by their next number."""
    amount = waiting_time(people[one][KEY], _STATES_FROM + people[one][SINCE], _LASTS)
    nature, labour, born = people[one][NATURE], people[one][LABOUR], people[one][BORN]
    turning, pension = people[one][SINCE] + hazards.first_phase, born + PENSION_AGE * 12
    first, horizon = month + 1, len(hazards.lived) - 1
    while first < horizon:
        if first == pension:
            return int(first)
        last, phase = min(band_ends(born, first), horizon), 1
        if first < turning:
            last, phase = min(last, turning), 0
        row = hazard_row(nature, labour, band_of(born, first), phase)
        wanted = lived_by(hazards, row, first) + amount
        reached = lived_by(hazards, row, last)
        if wanted < reached:
            return month_lived(hazards, row, first, last, wanted)
        amount = wanted - reached
        first = last
    return FAR_OFF


def plan_life(people: Rows, one: int, month: int, hazards: Hazards) -> None:
    """Draw when what somebody does from a month on ends."""
    people[one][ENDS] = end_of_state(people, one, month, hazards)


def what_comes(people: Rows, one: int, month: int, hazards: Hazards) -> int:
    """Give the state that somebody passes to whose state ends in a month."""
    labour, born = people[one][LABOUR], people[one][BORN]
    if month == born + PENSION_AGE * 12:
        return RETIRED
    phase = 0 if month < people[one][SINCE] + hazards.first_phase else 1
    row = hazard_row(people[one][NATURE], labour, band_of(born, month), phase)
    lot = uniform(people[one][KEY], _STATES_FROM + people[one][SINCE], _BECOMES)
    if hazards.steady:
        becomes, shares = 0, hazards.shares[row]
        for other in range(STATES - 1):
            becomes += 1 if lot >= shares[other] else 0
        return becomes
    return what_comes_in(hazards, row, labour, month, lot)


def what_comes_in(hazards: Hazards, row: int, labour: int, month: int, lot: float) -> int:
    """Give the state that a lot falls on among those passed to in a month, at the pace of its cycle."""
    total = 0.0
    for other in range(STATES):
        total += hazards.monthly[row, other] * hazards.cycle[hazards.cycle_of[labour, other], month]
    left = lot * total
    chosen = int(labour)
    for other in range(STATES):
        pace = hazards.monthly[row, other] * hazards.cycle[hazards.cycle_of[labour, other], month]
        if pace > 0.0:
            chosen = other
            left -= pace
            if left < 0.0:
                return chosen
    return chosen
