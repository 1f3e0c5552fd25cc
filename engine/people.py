"""The applicants' situations in the order of seniority, each made when it is first looked at.

Who is offered the dwelling, may be, or is told why not has a situation of their own. Of the others it is enough that
somebody who is alike in what the rules read has been judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, overload

from kredslob.engine.applicants import applicant_derivers
from kredslob.engine.on_demand import OnDemand
from kredslob.engine.situation import Situation
from kredslob.engine.waiting import Alike, Column, WaitingList
from kredslob.rules.conditions import facts_of
from kredslob.rules.model import FactDeclaration
from kredslob.rules.terms import Terms

FEW: Final = 16  # applicants that are sooner judged one by one than compared


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

    def known(self, fact: str) -> Column:
        """Give a given fact of each."""
        return [one.get(fact) for one in self._situations]

    def pseudonym(self, place: int) -> str:
        """Give the pseudonym of the one at a place."""
        return str(self._situations[place].about)

    def place_of(self, one: Situation) -> int:
        """Give the place of one of them; raise ValueError if they are not there."""
        for place, other in self._made():
            if other is one:
                return place
        raise ValueError(one.about)

    def first_alike(self, facts: Iterable[str]) -> Alike | range:
        """Give for each the place of one for whom these facts come out the same, unknowns apart; perhaps their own."""
        del facts
        return range(len(self))

    def different(self, facts: Iterable[str]) -> Sequence[int]:
        """Give the places of one for each way in which these facts come out; perhaps of more."""
        del facts
        return range(len(self))

    def _made(self) -> Iterable[tuple[int, Situation]]:
        return enumerate(self._situations)


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
            one = waiting[place]
            return Situation(one.facts, terms, declarations, derivers, one.id, around)

        self._people = OnDemand(len(waiting), situation)
        super().__init__(self._people)
        self.waiting = waiting
        self._terms = terms
        self._declarations = declarations
        self._day = day

    def known(self, fact: str) -> Column:
        """Give a given fact of each."""
        return self.waiting.column(fact)

    def pseudonym(self, place: int) -> str:
        """Give the pseudonym of the one at a place."""
        return self.waiting.pseudonyms[place]

    def of(self, pseudonym: str) -> Situation:
        """Give the situation of the first applicant of this pseudonym; raise KeyError if there is none."""
        return self[self.waiting.places[pseudonym]]

    def judged(self) -> tuple[Situation, ...]:
        """Give those whose situation has been made so far."""
        return tuple(self._people.made.values())

    def first_alike(self, facts: Iterable[str]) -> Alike | range:
        """Give for each the place of the first for whom these facts come out the same, unknowns apart."""
        return self._alike(facts) if len(self) > FEW else range(len(self))

    def different(self, facts: Iterable[str]) -> Sequence[int]:
        """Give the places of one for each way in which these facts come out; perhaps of more."""
        return self._alike(facts).different() if len(self) > FEW else range(len(self))

    def _alike(self, facts: Iterable[str]) -> Alike:
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

    def _made(self) -> Iterable[tuple[int, Situation]]:
        return self._people.made.items()


class Some(OnDemand[Situation]):
    """Some of a queue, by their places in it."""

    __slots__ = ("places", "queue")

    def __init__(self, queue: Queue, places: Sequence[int]) -> None:
        self.queue = queue
        self.places = places
        super().__init__(len(places), lambda index: queue[places[index]])


NOBODY = Some(Queue(()), ())
