"""Run one replication: from the same beginning with luck of its own, month by month, and keep what is reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.scenarios.city.compiled import Compiled, compiled
from kredslob.scenarios.city.keeping import Kept
from kredslob.scenarios.city.layout import (
    AHEAD,
    ASIDE_FROM,
    EVENTS,
    FAULT,
    MONTH,
    NO_ANSWER,
    SCRATCH,
    TOO_MANY_ASIDE,
    TOO_MANY_HOUSEHOLDS,
)
from kredslob.scenarios.city.months import BEGINS, KEEPS, LETS
from kredslob.scenarios.people.rows import begin_anew, copy_of
from kredslob.scenarios.running.report import Keeping, Outcome
from kredslob.scenarios.running.setting import Setting

if TYPE_CHECKING:
    from kredslob.scenarios.city.world import Rules


def _crowded(fault: int, day: date, room: int) -> Problem:
    """Say that more people wait, or refuse one dwelling, than there is room for: so many come only by the behaviour given."""
    if fault == TOO_MANY_HOUSEHOLDS:
        found = Message("on {day} more than {room} households live here or wait.", day=day, room=room)
        return Problem(Place(None, None, "newcomers"), found,
                       Message("fewer who come (newcomers.pressure, newcomers.waiting_at_start), or less patience"))  # fmt: skip
    found = Message("on {day} more than {room} households are passed over for one dwelling.", day=day,
                    room=SCRATCH - ASIDE_FROM)  # fmt: skip
    return Problem(Place(None, None, "newcomers"), found, Message("fewer who wait, or who refuse (newcomers.kinds)"))


OPENING: Final = -1  # beside the numbers of rules


class Fault(RuntimeError):
    """The simulation cannot go on: an array has no more room. It is ours to mend, not the user's."""


class Bench:
    """Arrays to run replications in, one after the other; every thread has its own.

    Args:
        setting: the variant.
        estates_monthly: whether estates are kept by month too, not only by year.
        code: the compiled functions to run by, if others than `compiled` gives.
    """

    def __init__(self, setting: Setting, *, estates_monthly: bool = False, code: Compiled | None = None) -> None:
        self._setting = setting
        self._estates_monthly = estates_monthly
        self.state = copy_of(setting.begin)
        self._code = code or compiled()
        self._ready: dict[int, Callable[..., object]] = {}

    def run(self, replication: int) -> Outcome:
        """Run a replication.

        Args:
            replication: its number, from 0; with the setting it settles every bit of the outcome.

        Raises:
            Fault: an array has run full.
            WrongInput: the rules give no answer in a situation that came up, or more people wait than there is room for.
        """
        keeping = Keeping(self._setting, self._estates_monthly)
        self._open(replication, self._setting.months.count)
        for first, end, number in self._stretches():
            self._live(keeping.kept, number, replication, first, end, BEGINS | LETS | KEEPS)
        return keeping.outcome(replication, int(self.state.counters[EVENTS]))

    def months(self, replication: int, *, ahead: int = 0) -> Iterator[tuple[int, Rules]]:
        """Let the months of a replication happen, one by one: each has happened when it is given, with its rules.

        `ahead`: how many months the lives of those may be followed ahead whom nobody but who counts them need look at; with
        0 everybody's row tells how they are at the end of the month. It changes nothing that happens.
        """
        return self._one_by_one(replication, ahead, BEGINS | LETS)

    def openings(self, replication: int) -> Iterator[tuple[int, Rules]]:
        """Let the months of a replication begin: each up to where its vacancies stand to be let, which is for the caller."""
        return self._one_by_one(replication, 0, BEGINS)

    def _one_by_one(self, replication: int, ahead: int, parts: int) -> Iterator[tuple[int, Rules]]:
        kept = Keeping(self._setting, False).kept
        self._open(replication, ahead)
        for first, end, number in self._stretches():
            for month in range(first, end):
                self._live(kept, number, replication, month, month + 1, parts)
                yield month, self._setting.rules[number][1]

    def _open(self, replication: int, ahead: int) -> None:
        setting, state = self._setting, self.state
        begin_anew(state, setting.begin)  # what queues and agendas hold is cleared when the city opens
        state.counters[AHEAD] = ahead
        given = (state, setting.world, setting.rules[0][1], replication, len(state.dwellings))
        if OPENING not in self._ready:
            self._ready[OPENING] = self._code.ready("open_city", *given)
        self._ready[OPENING](*given)

    def _live(self, kept: Kept, number: int, replication: int, first: int, end: int, parts: int) -> None:
        """Let months happen by the rules of a number."""
        given = (self.state, self._setting.world, self._setting.rules[number][1], kept, replication, first, end, parts)
        if number not in self._ready:
            self._ready[number] = self._code.ready("live_months", *given)
        self._ready[number](*given)
        self._stop_at_fault(replication, int(self.state.counters[MONTH]))

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

    def _stretches(self) -> Iterator[tuple[int, int, int]]:
        """Give the stretches of months in which the rules do not change: the first, the end, the number of the rules."""
        firsts = [month for month, _ in self._setting.rules]
        yield from zip(firsts, [*firsts[1:], self._setting.months.count], range(len(firsts)), strict=True)
