"""A small office with a ledger: one estate with a wheel of three, five applicants, and steps in few words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from kredslob.engine.decide import decide
from kredslob.engine.decision import Decision
from kredslob.engine.ledger import life
from kredslob.engine.ledger.chain import Event
from kredslob.engine.ledger.choosing import Choice
from kredslob.engine.ledger.contents import Shelf
from kredslob.engine.ledger.correcting import correct
from kredslob.engine.ledger.counting import settled_terms
from kredslob.engine.ledger.deciding import Asked, Made, decide_vacancy
from kredslob.engine.ledger.opening import begin_ledger, open_ledger
from kredslob.engine.ledger.store import Ledger
from kredslob.engine.ledger.vacancies import Kept
from kredslob.engine.ledger.wheels import agreed_wheels
from kredslob.engine.office import Office
from kredslob.engine.vacancy import Applicant, Vacancy
from kredslob.engine.wheels import Wheel
from kredslob.rules.units import Value
from tests.engine.small_city import DAY, DWELLING, ESTATE, IN_WORK, applicant, city, library, measured, settled

BY = "ANNE"
PEOPLE = [applicant(f"A-{number}", 1990 + number, **(IN_WORK if number == 3 else {})) for number in range(1, 6)]
"""Five applicants, of whom the third is in work."""


@cache
def small_office() -> Office:
    """Give the office of the small city."""
    return Office(library(), city(measured()))


@dataclass
class Clock:
    """A clock that goes on a second at each look."""

    now: datetime = datetime(2011, 5, 2, 8, tzinfo=UTC)
    looks: int = field(default=0)

    def __call__(self) -> datetime:
        """Give the time."""
        self.looks += 1
        return self.now + timedelta(seconds=self.looks)


_DECIDED: dict[Any, Decision] = {}


def remembered(office: Office, vacancy: Vacancy, applicants: Any, **how: Any) -> Decision:
    """Decide as `decide` does, once for all vacancies without a list of which the same is known and the same is due.

    For tests of thousands of vacancies in which it is the ledger that is tested: such a decision names the slot of the
    first of them.
    """
    if applicants is not None:
        return decide(office, vacancy, applicants, **how)
    wheels = _wheels(office, vacancy.estate)
    due = tuple(
        sorted((name, wheels[name].slots[one.slot - 1], one.pending > 0) for name, one in vacancy.turns.items())
    )
    key = id(office), vacancy.estate, due, tuple(sorted(vacancy.facts.items())), tuple(vacancy.dates.items())
    if key not in _DECIDED:
        _DECIDED[key] = decide(office, vacancy, applicants, **how)
    return _DECIDED[key]


@cache
def _known_wheels() -> dict[Any, dict[str, Wheel]]:
    return {}


def _wheels(office: Office, estate: str) -> dict[str, Wheel]:
    known = _known_wheels()
    if (id(office), estate) not in known:
        terms = settled_terms(office, DAY, estate, settled())
        known[id(office), estate] = agreed_wheels(office, terms, DAY, estate)
    return known[id(office), estate]


class Books:
    """An office that keeps a ledger."""

    def __init__(self, ledger: Ledger, office: Office, where: tuple[str, str]) -> None:
        self.ledger = ledger
        self.office = office
        self.shelf = Shelf(office)
        self.where = where
        self.decide_by: Any = decide
        self.last = ""

    def _said(self, event: Event) -> Event:
        self.last = event.head.text
        return event

    def open(self, number: str = "", estate: str = ESTATE, freed_by: str | None = None, **dates: date) -> str:
        """Open a vacancy, and give its number."""
        days: Any = dates or {"notice": DAY}
        asked = Vacancy(number, estate, None, days, dict(DWELLING))
        event, opened = life.open_vacancy(self.ledger, self.office, asked, by=BY, freed_by=freed_by)
        self._said(event)
        return opened

    def decide(
        self, number: str, people: list[Applicant] | None = PEOPLE, choice: Choice | None = None, **facts: Value
    ) -> Made:
        """Decide a vacancy."""
        more = Vacancy(number, "-", facts=facts)
        asked = Asked(number, BY, DAY, more, people, choice)
        made = decide_vacancy(self.ledger, self.shelf, asked, decided=self.decide_by)
        self._said(made.event)
        return made

    def offer(self, number: str, to: str | None = None) -> Event:
        """Offer a vacancy."""
        return self._said(life.offer(self.ledger, number, by=BY, on=DAY, applicant=to))

    def accept(self, number: str) -> Event:
        """Have an offer accepted."""
        return self._said(life.accept(self.ledger, number, by=BY, on=DAY))

    def let(self, number: str) -> Event:
        """Let a vacancy."""
        return self._said(life.let(self.ledger, number, by=BY, on=DAY))

    def refuse(self, number: str, *, another: bool = False) -> Event:
        """Have an offer refused."""
        return self._said(life.refuse(self.ledger, self.office, number, by=BY, on=DAY, another=another))

    def withdraw(self, number: str, on: date = DAY) -> Event:
        """Withdraw a vacancy."""
        return self._said(life.withdraw(self.ledger, self.office, number, by=BY, on=on))

    def correct(self, number: str, reason: str = "a mistake") -> Event:
        """Take back the last event of a vacancy."""
        return self._said(correct(self.ledger, number, by=BY, on=DAY, reason=reason))

    def kept(self, number: str) -> Kept:
        """Give a vacancy as it stands."""
        found = self.ledger.read(lambda reading: reading.vacancy(number))
        assert found is not None
        return found

    def events(self) -> list[dict[str, Any]]:
        """Give what all events say."""
        with self.ledger.reading() as reading:
            return [one.data for one in reading.events()]

    def turns(self) -> list[tuple[str, int, str, str, str | None]]:
        """Give the table of turns: wheel, serial number, label, status, vacancy."""
        from sqlalchemy import select

        from kredslob.engine.ledger.schema import TURN

        with self.ledger.reading() as reading:
            asked = select(TURN.c.wheel, TURN.c.serial, TURN.c.label, TURN.c.status, TURN.c.vacancy)
            return sorted(tuple(row) for row in reading.connection.execute(asked))

    def referral(self) -> list[tuple[int, str, str, str | None]]:
        """Give the turns of the referral wheel."""
        return [row[1:] for row in self.turns() if row[0] == "referral"]

    def again(self) -> Books:
        """Give the same books, opened anew."""
        return Books(open_ledger(*self.where), self.office, self.where)


@contextmanager
def books(database: str, folder: Path, office: Office | None = None, **settle: Value) -> Iterator[Books]:
    """Give an office that begins a ledger in which every guess is settled, those named as given."""
    key = str(folder / "ledger.key")
    taken: Mapping[str, Value] = {**settled(), **{name.replace("__", "."): value for name, value in settle.items()}}
    ledger, _ = begin_ledger(database, key, by=BY, settled=taken, now=Clock())
    try:
        yield Books(ledger, office or small_office(), (database, key))
    finally:
        ledger.engine.dispose()
