"""The waiting list by columns, in the order of seniority, and who on it are alike in what is known of them.

A list may hold ten thousand applicants, and the rules read little of each. Those of whom they read the same come out the
same, so one of them can be judged for all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Final, overload

from kredslob.engine.applicants import DERIVED
from kredslob.engine.knowledge import FactValue
from kredslob.engine.vacancy import Applicant, ApplicantList

SINCE: Final = "listed_since"
NUMBER: Final = "list_number"
LIST: Final = "list"
AT_ONCE: Final = 256  # applicants looked at together: few where the first of them qualifies, and yet in columns

Column = Sequence[FactValue | None]
"""A fact of each applicant, None where it is not known."""


def seniority(since: FactValue | None, number: FactValue | None) -> tuple[date, int]:
    """Give what an applicant is ordered by; whose date is not known comes first, since it may be the earliest."""
    return (since if isinstance(since, date) else date.min), (number if isinstance(number, int) else 0)


class WaitingList(Sequence[Applicant]):
    """Applicants in the order of seniority, and what is known of them by columns."""

    def __init__(self, applicants: Sequence[Applicant]) -> None:
        self._applicants = applicants
        self._columns: dict[str, Column] = {}
        self._alike: dict[tuple[tuple[str, ...], date], Alike] = {}
        since, number = self._given(SINCE), self._given(NUMBER)
        known = None not in since and None not in number
        keys: Sequence[object] = list(zip(since, number, strict=True) if known else map(seniority, since, number))
        self._order: Sequence[int] = sorted(range(len(applicants)), key=keys.__getitem__)  # type: ignore[arg-type]
        self._in_order = self._order == list(range(len(applicants)))  # as most lists are written

    @cached_property
    def pseudonyms(self) -> Sequence[str]:
        """The pseudonym of each."""
        listed = self._applicants
        every = listed.pseudonyms if isinstance(listed, ApplicantList) else [one.id for one in listed]
        return every if self._in_order else [every[index] for index in self._order]

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each pseudonym, of the first who has it."""
        return {one: place for place, one in reversed([*enumerate(self.pseudonyms)])}

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, place: int) -> Applicant: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Applicant]: ...

    def __getitem__(self, place: int | slice) -> Applicant | Sequence[Applicant]:
        if isinstance(place, slice):
            return [self._applicants[index] for index in self._order[place]]
        return self._applicants[self._order[place]]

    def column(self, fact: str) -> Column:
        """Give a given fact of each."""
        if fact not in self._columns:
            given = self._given(fact)
            self._columns[fact] = given if self._in_order else [given[index] for index in self._order]
        return self._columns[fact]

    def alike(self, facts: tuple[str, ...], day: date) -> Alike:
        """Give for each the place of the first of whom the same is known on a day."""
        if (facts, day) not in self._alike:
            self._alike[facts, day] = Alike(self, facts, day)
        return self._alike[facts, day]

    def _given(self, fact: str) -> Column:
        """Give a given fact of each, in the order in which they were given."""
        if isinstance(self._applicants, ApplicantList):
            return self._applicants.columns.get(fact) or [None] * len(self._applicants)
        return [one.facts.get(fact) for one in self._applicants]


class Alike:
    """For each applicant the place of the first of whom the same facts are known, found as far as somebody looks."""

    def __init__(self, waiting: WaitingList, facts: tuple[str, ...], day: date) -> None:
        self._waiting = waiting
        self._facts = facts
        self._day = day
        self._first: list[int] = []
        self._places: dict[tuple[FactValue | None, ...], int] = {}

    def __iter__(self) -> Iterator[int]:
        place = 0
        while place < len(self._waiting):
            if place == len(self._first):
                self._look_further()
            some = self._first[place:]
            yield from some
            place += len(some)

    def __getitem__(self, place: int) -> int:
        while place >= len(self._first):
            self._look_further()
        return self._first[place]

    def different(self) -> Sequence[int]:
        """Give the places of those who are the first of their kind, on the whole list."""
        while len(self._first) < len(self._waiting):
            self._look_further()
        return list(self._places.values())

    def _look_further(self) -> None:
        begin = len(self._first)
        end = min(begin + AT_ONCE, len(self._waiting))
        columns = [self._known(fact, begin, end) for fact in self._facts]
        known = zip(*columns, strict=True) if columns else [()] * (end - begin)
        self._first += [self._places.setdefault(one, place) for place, one in enumerate(known, begin)]

    def _known(self, fact: str, begin: int, end: int) -> Column:
        found = self._waiting.column(fact)[begin:end]
        if fact not in DERIVED:
            return found
        base, count = DERIVED[fact]
        return [
            count(of, self._day) if value is None and isinstance(of, date) else value
            for value, of in zip(found, self._waiting.column(base)[begin:end], strict=True)
        ]
