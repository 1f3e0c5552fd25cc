"""What is asked: a vacant dwelling with its dates and turns, and the applicants for it, as facts by name.

Only what somebody supplied stands here; what follows from it is derived later. An absent fact is unknown, never false.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import Final, Literal

from kredslob.engine.on_demand import OnDemand
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Place
from kredslob.rules.units import Value

DateName = Literal["notice", "available", "decision", "letting"]
DATE_NAMES: Final[tuple[DateName, ...]] = ("notice", "available", "decision", "letting")

WheelName = Literal["referral", "transfer", "external", "split"]
WHEEL_NAMES: Final[tuple[WheelName, ...]] = ("referral", "transfer", "external", "split")


@dataclass(frozen=True, slots=True)
class TurnReading:
    """Where a wheel stands, as the office reads it: `[VERSION:]SLOT[+PENDING]`, e.g. `3`, `3+1`, `2011:3+1`.

    Args:
        slot: the number of the slot due next, counted from 1.
        pending: pending turns, of rights that were passed over.
        version: the wheel's version; None is the one in force.
    """

    slot: int
    pending: int = 0
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A vacant dwelling in an estate.

    Args:
        id: the office's own number for it.
        estate: the estate as written: id, name or alias.
        on: the day to decide by, whatever the agreement says of dates; None lets `applies_by` choose among `dates`.
        dates: the vacancy's own dates.
        facts: given facts about the vacancy, by name.
        turns: where the estate's wheels stand.
        place: where it was read.
    """

    id: str
    estate: str
    on: date | None = None
    dates: Mapping[DateName, date] = field(default_factory=dict)
    facts: Mapping[str, Value] = field(default_factory=dict)
    turns: Mapping[WheelName, TurnReading] = field(default_factory=dict)
    place: Place = field(default=Place(), compare=False)


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody on a list, under a pseudonym, with the given facts about the household."""

    id: str
    facts: Mapping[str, Value]


class ApplicantList(OnDemand[Applicant]):
    """Applicants held by columns, since a list of thousands is read by columns; each is made when looked at.

    Args:
        pseudonyms: of all, in order.
        columns: the given facts by name, None where one is not given.
        placed: gives where a fact of an applicant was read; None where they were not read from a file.
    """

    __slots__ = ("columns", "placed", "pseudonyms")

    def __init__(
        self,
        pseudonyms: Sequence[str],
        columns: Mapping[str, Sequence[Value | None]],
        placed: Callable[[int, str | None], Place] | None = None,
    ) -> None:
        self.pseudonyms = pseudonyms
        self.columns = columns
        self.placed = placed
        super().__init__(len(pseudonyms), self._applicant)

    def _applicant(self, place: int) -> Applicant:
        every = ((fact, values[place]) for fact, values in self.columns.items())
        return Applicant(self.pseudonyms[place], {fact: value for fact, value in every if value is not None})
