"""Which group each applicant is in: the first of a channel's tiers that they meet, for a whole list at once."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from kredslob.engine.columnar import planes
from kredslob.engine.columnar.column import Column
from kredslob.engine.columnar.columns import Columns, Part
from kredslob.engine.columnar.outcome import REFUSED, UNKNOWN
from kredslob.engine.columnar.planes import Truth, unpacked
from kredslob.engine.columnar.program import FALSE, TRUE
from kredslob.engine.columnar.sources import constant

NO_GROUP: Final = -2
LIST: Final = "list"


class Asked(Protocol):
    """What a tier asks of an applicant: to be on one of the lists, to meet one of the facts, and each that must be so."""

    @property
    def lists(self) -> tuple[str, ...]:
        """The lists, none meaning any."""

    @property
    def any_of(self) -> tuple[str, ...]:
        """Facts of which one must be true, none meaning that nothing is asked."""

    @property
    def must(self) -> tuple[tuple[str, bool], ...]:
        """Facts that must be true, or false."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """The group of every applicant.

    Args:
        first: int8, one for each row: the first tier that they are certainly in, if they are perhaps in none before it;
            else UNKNOWN, NO_GROUP for who is certainly in none, or REFUSED where a fact that is asked was.
        met: int8, one row for each tier and a column for each applicant: 0 not in the tier, 1 perhaps, 2 certainly.
    """

    first: NDArray[np.int8]
    met: NDArray[np.int8]


def group(columns: Columns, tiers: Sequence[Asked], given: Mapping[str, Column], rows: int | None = None) -> Groups:
    """Give the group of every applicant of a list.

    Args:
        columns: the rules in force.
        tiers: in the order in which they are tried, at most 127.
        given: the facts that they ask and that the rules read, those of the vacancy repeated for every applicant
            (`numpy.broadcast_to` repeats without copying).
        rows: how many applicants there are; needed only where nothing is asked of them.

    Raises:
        WrongColumns: as `Columns.decide`.
    """
    asked = dict.fromkeys(fact for tier in tiers for fact in _facts(tier))
    decided = tuple(fact for fact in asked if fact in columns.facts and fact not in given)
    count = columns.checked(given, decided, [fact for fact in asked if fact not in decided], rows)
    met = np.zeros((len(tiers), count), np.int8)
    refused = np.zeros(count, np.bool_)
    for part in columns.parts(given, decided, count):
        for place, tier in enumerate(tiers):
            truth = _met(tier, part)
            met[place, part.rows] = unpacked(truth.certain, part.count) + unpacked(truth.possible, part.count)
        without_answer = part.refused(asked)
        if without_answer is not None:
            refused[part.rows] = unpacked(without_answer, part.count)
    met[:, refused] = 0
    return Groups(np.where(refused, np.int8(REFUSED), _first(met)), met)


def _facts(tier: Asked) -> tuple[str, ...]:
    return (*(fact for fact, _ in tier.must), *((LIST,) if tier.lists else ()), *tier.any_of)


def _met(tier: Asked, part: Part) -> Truth:
    yes = {fact: part.source(fact).is_(True) for fact in _facts(tier) if fact != LIST}
    asked = [yes[fact] if wanted else planes.opposite(yes[fact]) for fact, wanted in tier.must]
    if tier.lists:
        asked.append(planes.some([part.source(LIST).is_(name) for name in tier.lists]))
    if tier.any_of:
        asked.append(planes.some([yes[fact] for fact in tier.any_of]))
    return planes.every([constant(TRUE, part.count), *asked])


def _first(met: NDArray[np.int8]) -> NDArray[np.int8]:
    """Give the first tier that is met, or that it is not known."""
    first = np.full(met.shape[1], NO_GROUP, np.int8)
    for place in range(len(met) - 1, -1, -1):
        first[met[place] == TRUE] = place
        first[(met[place] != TRUE) & (met[place] != FALSE)] = UNKNOWN
    return first
