"""Run one replication: from the same beginning with luck of its own, month by month, and keep what is reported."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.scenarios.city.compiled import compiled
from kredslob.scenarios.city.layout import (
    AHEAD,
    ASIDE_FROM,
    DUE,
    ENTRY,
    EVENTS,
    FAULT,
    GROUP,
    HOME,
    LABOUR,
    LIST,
    NO_ANSWER,
    NOBODY,
    NONE,
    SCRATCH,
    SLOTS,
    TOO_MANY_ASIDE,
    TOO_MANY_HOUSEHOLDS,
    WHERE,
    State,
)
from kredslob.scenarios.running.report import Keeping, Outcome
from kredslob.scenarios.running.setting import Setting

if TYPE_CHECKING:
    from kredslob.scenarios.city.world import Rules

_FOR_ALL: Final = ("dwellings", "estates", "areas", "carried", "pending", "codes")


def _crowded(fault: int, day: date, room: int) -> Problem:
    """Say that more people wait, or refuse one dwelling, than there is room for: so many come only by the behaviour given."""
    if fault == TOO_MANY_HOUSEHOLDS:
        found = Message("on {day} more than {room} households live here or wait.", day=day, room=room)
        return Problem(Place(None, None, "newcomers"), found,
                       Message("fewer who come (newcomers.pressure, newcomers.waiting_at_start), or less patience"))  # fmt: skip
    found = Message("on {day} more than {room} households are passed over for one dwelling.", day=day,
                    room=SCRATCH - ASIDE_FROM)  # fmt: skip
    return Problem(Place(None, None, "newcomers"), found, Message("fewer who wait, or who refuse (newcomers.kinds)"))


class Fault(RuntimeError):
    """The simulation cannot go on: an array has no more room. It is ours to mend, not the user's."""


class Bench:
    """Arrays to run replications in, one after the other; every thread has its own.

    Args:
        setting: the variant.
        estates_monthly: whether estates are kept by month too, not only by year.
    """

    def __init__(self, setting: Setting, *, estates_monthly: bool = False) -> None:
        self._setting = setting
        self._estates_monthly = estates_monthly
        self.state = State._make(array.copy() for array in setting.begin)

    def run(self, replication: int) -> Outcome:
        """Run a replication.

        Args:
            replication: its number, from 0; with the setting it settles every bit of the outcome.

        Raises:
            Fault: an array has run full.
            WrongInput: the rules give no answer in a situation that came up, or more people wait than there is room for.
        """
        keeping = Keeping(self._setting, self._estates_monthly)
        for month, _ in self.months(replication, ahead=self._setting.months.count):
            keeping.month(self.state, month)
        return keeping.outcome(replication, int(self.state.counters[EVENTS]))

    def months(self, replication: int, *, ahead: int = 0) -> Iterator[tuple[int, Rules]]:
        """Let the months of a replication happen, one by one: each has happened when it is given, with its rules.

        `ahead`: how many months the lives of those may be followed ahead whom nobody but who counts them need look at; with
        0 everybody's row tells how they are at the end of the month. It changes nothing that happens.
        """
        code = compiled()
        for month, rules in self.openings(replication, ahead=ahead):
            code.let_all(self.state, self._setting.world, rules, month)
            self._stop_at_fault(replication, month)
            yield month, rules

    def _stop_at_fault(self, replication: int, month: int) -> None:
        fault = int(self.state.counters[FAULT])
        if fault == NO_ANSWER:
            found = Message("the rules leave a gap or clash on {day}.", day=self._setting.months.day(month))
            raise WrongInput(
                Problem(Place(), found, Message("an agreement without gaps: see kredslob agreement prove"))
            )
        if fault in (TOO_MANY_HOUSEHOLDS, TOO_MANY_ASIDE):
            raise WrongInput(_crowded(fault, self._setting.months.day(month), len(self.state.households)))
        if fault:
            raise Fault(f"fault {fault} in month {month} of replication {replication}")

    def openings(self, replication: int, *, ahead: int = 0) -> Iterator[tuple[int, Rules]]:
        """Let the months of a replication begin: each up to where its vacancies stand to be let, which is for the caller."""
        setting, code, state = self._setting, compiled(), self.state
        self._reset()
        state.counters[AHEAD] = ahead
        code.open_city(state, setting.world, setting.rules[0][1], replication, len(state.dwellings))
        for first, last, rules in self._stretches():
            for month in range(first, last):
                code.begin_month(state, setting.world, rules, replication, month)
                yield month, rules

    def _stretches(self) -> Iterator[tuple[int, int, Rules]]:
        """Give the stretches of months in which the rules do not change: the first, the end, the rules."""
        rules = self._setting.rules
        ends = [month for month, _ in rules[1:]] + [self._setting.months.count]
        for (first, one), last in zip(rules, ends, strict=True):
            yield first, last, one

    def _reset(self) -> None:
        """Put the city back to its beginning; what queues and agendas hold is cleared when it opens."""
        begin, state = self._setting.begin, self.state
        housed = len(begin.dwellings)
        state.people[: housed * SLOTS] = begin.people[: housed * SLOTS]
        state.households[:housed] = begin.households[:housed]
        # nobody is left over from another replication
        state.households[housed:, [DUE, HOME, WHERE, LIST, ENTRY, GROUP]] = NONE
        state.people[housed * SLOTS :, LABOUR] = NOBODY
        state.household_keys[:housed] = begin.household_keys[:housed]
        for name in _FOR_ALL:
            getattr(state, name)[:] = getattr(begin, name)
