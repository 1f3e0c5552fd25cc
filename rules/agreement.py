"""A framework agreement with the amendments made to it, each acting from its own day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kredslob.rules.amending import amend
from kredslob.rules.frozen import dataclass
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

    def starts(self, assumed: Mapping[str, date]) -> dict[str, date]:
        """Give the day from which each amendment acts; `assumed` holds days taken for those that are not known.

        An amendment never acts before the one that it extends.
        """
        own = {one.id: assumed.get(start_id(one.id), one.start.day) for one in self.amendments}
        return {one.id: max(own[each] for each in (one.id, *self._lineage(one))) for one in self.amendments}

    def amended(self, day: date, assumed: Mapping[str, date] | None = None) -> tuple[Document, tuple[str, ...]]:
        """Give the framework as amended by what acts on the day, and the ids of those amendments in order.

        Raises:
            WrongInput: an amendment does not fit what it amends, or two settle the same from one day.
        """
        document, starts = self.base, self.starts(assumed or {})
        lineages = {one.id: self._lineage(one) for one in self.amendments}
        acting = [one for one in self.amendments if starts[one.id] <= day]
        acting.sort(key=lambda one: (starts[one.id], len(lineages[one.id]), one.id))
        for one in acting:
            document = amend(document, one, starts[one.id], lineages[one.id])
        return document, tuple(one.id for one in acting)

    def _lineage(self, amendment: Document) -> frozenset[str]:
        """Give the ids of the amendments that an amendment extends, directly or by chain."""
        known = {one.id: one for one in self.amendments}
        found: set[str] = set()
        below = known.get(amendment.extends or "")
        while below is not None and below.id not in found:
            found.add(below.id)
            below = known.get(below.extends or "")
        return frozenset(found)


def start_id(amendment: str) -> str:
    """Give the name by which an amendment's own day is asked for when it is not known."""
    return f"{amendment}.from"
