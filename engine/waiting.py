"""The waiting list in the order of seniority, judged once for all who are alike in what the rules read.

A list may hold ten thousand applicants, and the rules read little of each. Those of whom they read the same come out the
same, so one of them is judged for all; whoever is offered the dwelling, may be, or is passed over has a situation of
their own, made when it is first looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Final, overload

from kredslob.engine.applicants import DERIVED, applicant_derivers
from kredslob.engine.knowledge import FactValue
from kredslob.engine.on_demand import OnDemand
from kredslob.engine.situation import Situation
from kredslob.engine.vacancy import Applicant
from kredslob.rules.conditions import facts_of
from kredslob.rules.model import FactDeclaration
from kredslob.rules.terms import Terms

SINCE: Final = "listed_since"
NUMBER: Final = "list_number"
LIST: Final = "list"
AT_ONCE: Final = 256  # applicants looked at together: few where the first of them qualifies, and in columns


class WaitingList(Sequence[Applicant]):
    """Applicants in the order of seniority, and the columns of what is known of them.

    Whose date is not known comes first, since it may be the earliest.
    """

    def __init__(self, applicants: Iterable[Applicant]) -> None:
        self._ordered = sorted(applicants, key=lambda one: seniority(one.facts))
        self._facts = [one.facts for one in self._ordered]
        self._columns: dict[str, list[FactValue | None]] = {}
        self._alike: dict[tuple[tuple[str, ...], date], Alike] = {}

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each pseudonym, of the first who has it."""
        return {one.id: place for place, one in reversed([*enumerate(self._ordered)])}

    def __len__(self) -> int:
        return len(self._ordered)

    @overload
    def __getitem__(self, place: int) -> Applicant: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Applicant]: ...

    def __getitem__(self, place: int | slice) -> Applicant | Sequence[Applicant]:
        return self._ordered[place]

    def column(self, fact: str) -> list[FactValue | None]:
        """Give a given fact of each, None where it is not known."""
        if fact not in self._columns:
            self._columns[fact] = [facts.get(fact) for facts in self._facts]
        return self._columns[fact]

    def alike(self, facts: tuple[str, ...], day: date) -> Alike:
        """Give for each the place of the first of whom the same is known on a day."""
        if (facts, day) not in self._alike:
            self._alike[facts, day] = Alike(self._facts, facts, day)
        return self._alike[facts, day]


class Alike:
    """For each applicant the place of the first of whom the same facts are known, found as far as somebody looks."""

    def __init__(self, people: Sequence[Mapping[str, FactValue]], facts: tuple[str, ...], day: date) -> None:
        self._people = people
        self._facts = facts
        self._day = day
        self._first: list[int] = []
        self._places: dict[tuple[FactValue | None, ...], int] = {}

    def __iter__(self) -> Iterator[int]:
        place = 0
        while place < len(self._people):
            if place == len(self._first):
                self._look_further()
            some = self._first[place:]
            yield from some
            place += len(some)

    def __getitem__(self, place: int) -> int:
        while place >= len(self._first):
            self._look_further()
        return self._first[place]

    def _look_further(self) -> None:
        begin = len(self._first)
        some = self._people[begin : begin + AT_ONCE]
        known = (
            zip(*(self._known(fact, some) for fact in self._facts), strict=True) if self._facts else [()] * len(some)
        )
        self._first += [self._places.setdefault(one, place) for place, one in enumerate(known, begin)]

    def _known(self, fact: str, some: Sequence[Mapping[str, FactValue]]) -> list[FactValue | None]:
        found = [one.get(fact) for one in some]
        if fact not in DERIVED:
            return found
        base, count = DERIVED[fact]
        given = [one.get(base) for one in some]
        return [
            count(of, self._day) if value is None and isinstance(of, date) else value
            for value, of in zip(found, given, strict=True)
        ]


class Queue(Sequence[Situation]):
    """Situations of applicants, in the order of seniority."""

    def __init__(self, situations: Sequence[Situation]) -> None:
        self._situations = situations

    def __len__(self) -> int:
        return len(self._situations)

    @overload
    def __getitem__(self, place: int) -> Situation: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Situation]: ...

    def __getitem__(self, place: int | slice) -> Situation | Sequence[Situation]:
        return self._situations[place]

    def known(self, fact: str) -> Sequence[FactValue | None]:
        """Give a given fact of each, None or an unknown where it is not known."""
        return [one.get(fact) for one in self._situations]

    def place_of(self, one: Situation) -> int:
        """Give the place of one of them; raise ValueError if they are not there."""
        for place, other in self._made():
            if other is one:
                return place
        raise ValueError(one.about)

    def _made(self) -> Iterable[tuple[int, Situation]]:
        return enumerate(self._situations)

    def first_alike(self, facts: Iterable[str]) -> Alike | range:
        """Give for each the place of one for whom these facts come out the same, unknowns apart; perhaps their own."""
        del facts
        return range(len(self))


class People(Queue):
    """The applicants' situations within a vacancy's.

    Args:
        waiting: the applicants.
        terms: the terms in force.
        declarations: the declared facts.
        around: the vacancy's situation.
        day: the day that counts.
    """

    def __init__(
        self,
        waiting: WaitingList,
        terms: Terms,
        declarations: Mapping[str, FactDeclaration],
        around: Situation,
        day: date,
    ) -> None:
        derivers = applicant_derivers(day)

        def situation(place: int) -> Situation:
            return Situation(waiting[place].facts, terms, declarations, derivers, waiting[place].id, around)

        self._people = OnDemand(len(waiting), situation)
        super().__init__(self._people)
        self.waiting = waiting
        self._terms = terms
        self._declarations = declarations
        self._day = day

    def known(self, fact: str) -> Sequence[FactValue | None]:
        """Give a given fact of each, None where it is not known."""
        return self.waiting.column(fact)

    def of(self, applicant: str) -> Situation:
        """Give the situation of the first applicant of this pseudonym; raise KeyError if there is none."""
        return self[self.waiting.places[applicant]]

    def judged(self) -> tuple[Situation, ...]:
        """Give those whose situation has been made so far."""
        return tuple(self._people.made.values())

    def _made(self) -> Iterable[tuple[int, Situation]]:
        return self._people.made.items()

    def first_alike(self, facts: Iterable[str]) -> Alike:
        """Give for each the place of the first for whom these facts come out the same, unknowns apart."""
        return self.waiting.alike(self._read_for(facts), self._day)

    def _read_for(self, facts: Iterable[str]) -> tuple[str, ...]:
        """Give the facts about applicants that are read to decide these, down to those that no rule decides."""
        found: dict[str, None] = {}
        waiting = list(facts)
        seen: set[str] = set()
        while waiting:
            fact = waiting.pop()
            declared = self._declarations.get(fact)
            if fact in seen or declared is None or declared.about != "applicant":
                continue
            seen.add(fact)
            if declared.origin == "decided":
                waiting += [name for rule in self._terms.rules.get(fact, ()) for name in facts_of(rule.when)]
            else:
                found[fact] = None
        return tuple(sorted(found))


def seniority(facts: Mapping[str, FactValue]) -> tuple[date, int]:
    """Give what an applicant is ordered by."""
    since, number = facts.get(SINCE), facts.get(NUMBER)
    return (since if isinstance(since, date) else date.min), (number if isinstance(number, int) else 0)
