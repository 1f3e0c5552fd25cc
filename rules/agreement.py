"""A framework agreement with the amendments made to it, each acting from its own day.

Amendments are held in one order, whatever the order and the groups in which they were put together: what came first
decides nothing but the day from which it acts and what it extends.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain

from kredslob.rules.amending import amend
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.model import Document


@dataclass(frozen=True, slots=True)
class Agreement:
    """A framework agreement, the amendments made to it in order, and the laws it draws on."""

    base: Document
    amendments: tuple[Document, ...]
    laws: tuple[Document, ...]

    @property
    def id(self) -> str:
        """The id of the framework agreement."""
        return self.base.id

    def with_amendments(self, *groups: Iterable[Document]) -> Agreement:
        """Give the agreement with more amendments made to it; one that it has already is not made twice.

        Raises:
            WrongInput: two amendments have one id.
        """
        return replace(self, amendments=together(self.amendments, *groups))

    @property
    def end(self) -> date | None:
        """The last day: the framework's own, or a later one that an amendment prolongs it to; None is no end."""
        return last_day(self.base, self.amendments)

    def starts(self, assumed: Mapping[str, date]) -> dict[str, date]:
        """Give the day from which each amendment acts; `assumed` holds days taken for those that are not known.

        An amendment never acts before the one that it extends.
        """
        own = {one.id: assumed.get(start_id(one.id), one.start.day) for one in self.amendments}
        return {one.id: max(own[each] for each in (one.id, *_lineage(one, self.amendments))) for one in self.amendments}

    def amended(
        self, day: date, assumed: Mapping[str, date] | None = None, faults: list[Problem] | None = None
    ) -> tuple[Document, tuple[str, ...]]:
        """Give the framework as amended by what acts on the day, and the ids of those amendments in order.

        Args:
            day: the day.
            assumed: days taken for amendments whose own day is assumed.
            faults: if given, what does not fit is noted there and left out.

        Raises:
            WrongInput: an amendment does not fit what it amends, or two settle the same from one day.
        """
        document, starts = self.base, self.starts(assumed or {})
        lineages = {one.id: _lineage(one, self.amendments) for one in self.amendments}
        acting = [one for one in self.amendments if starts[one.id] <= day]
        acting.sort(key=lambda one: (starts[one.id], len(lineages[one.id]), one.id))
        for one in acting:
            document = amend(document, one, starts[one.id], lineages[one.id], faults)
        return document, tuple(one.id for one in acting)


def together(*groups: Iterable[Document]) -> tuple[Document, ...]:
    """Give the amendments of several groups, each once, by the day that they state, then what extends after the extended.

    Raises:
        WrongInput: two amendments have one id.
    """
    known = dict[str, Document]()
    for one in chain(*groups):
        if known.setdefault(one.id, one) != one:
            found = Message("{id} is also the id of {other}.", id=one.id, other=known[one.id].name)
            raise WrongInput(Problem(Place(one.name), found, Message("an id of its own")))
    return tuple(sorted(known.values(), key=lambda one: (one.start.day, len(_lineage(one, known.values())), one.id)))


def _lineage(amendment: Document, among: Iterable[Document]) -> frozenset[str]:
    """Give the ids of the amendments that an amendment extends, directly or by chain."""
    known = {one.id: one for one in among}
    found: set[str] = set()
    below = known.get(amendment.extends or "")
    while below is not None and below.id not in found:
        found.add(below.id)
        below = known.get(below.extends or "")
    return frozenset(found)


def start_id(amendment: str) -> str:
    """Give the name by which an amendment's own day is asked for when it is not known."""
    return f"{amendment}.from"


def last_day(framework: Document, amendments: Iterable[Document]) -> date | None:
    """Give the last day of a framework agreement that these amendments may prolong; None is no end."""
    if framework.to is None:
        return None
    return max((framework.to, *(one.to for one in amendments if one.to is not None)))
