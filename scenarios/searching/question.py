"""What a search asks: which terms may be otherwise, what is to be reached, and within which limits.

A point is one choice for each term, by its place among the term's choices. Everything else is as the scenario has it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from math import prod
from pathlib import Path
from typing import Any, Literal

from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Agreement, Library
from kredslob.rules.messages import Problem
from kredslob.rules.model import Document, Text
from kredslob.rules.units import Value
from kredslob.scenarios.comparing.framing import Frame
from kredslob.scenarios.indicators.indicator import Level, Period, Unit

Point = tuple[int, ...]
Where = Literal["all", "exempt", "receiving", "listed", "within"]
Way = Literal["at_most", "at_least"]
Want = Literal["least", "most"]
END, AVERAGE, EVERY_YEAR = "end", "average", "every_year"
Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """What a switch writes into an amendment: parts of another amendment, as its file has them.

    Args:
        id: of that amendment; day: from which it acts by itself.
        changes, clauses, sources, parameters, facts: plain data.
    """

    id: str
    day: date
    changes: tuple[Plain, ...]
    clauses: Plain
    sources: Plain
    parameters: Plain
    facts: Plain


@dataclass(frozen=True, slots=True)
class Term:
    """Something in the agreement that may be otherwise.

    Args:
        name: in the file; title: what it is called.
        target: the parameter that is set, or the amendment that is made or not.
        unit: of the parameter; `switch` for an amendment that is made or not.
        choices: what it may be, in order; of a switch False and True.
        present: the place of what is agreed now among them; None where that is none of them.
        now: what is agreed now; None where nothing is.
        part: what a switch writes when it is on.
    """

    name: str
    title: Text
    target: str
    unit: str
    choices: tuple[Value, ...]
    present: int | None
    now: Value | None
    titles: Mapping[str, Text] = field(default_factory=dict)
    part: Part | None = None

    @property
    def ordered(self) -> bool:
        """Whether its choices have an order, so that what lies between two good ones may be good."""
        return self.unit not in ("switch", "choice", "yes_no", "names", "wheel", "term")


@dataclass(frozen=True, slots=True)
class Measured:
    """What is measured of a point in each replication.

    Args:
        indicator: its id; level, period: at which it is asked for; unit: of its values.
        places: those looked at; none is all of the level.
        where: the set of estates that is looked at, as they stand in the first month; None where the level has none.
        together: whether estates are added up to one place.
        when: `end`, `average` (of the whole years), `every_year`, or a year or month.
    """

    indicator: str
    level: Level
    period: Period
    unit: Unit
    places: tuple[str, ...]
    where: Where | None
    together: bool
    when: str


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be as little or as much as can be."""

    name: str
    title: Text
    measured: Measured
    want: Want


@dataclass(frozen=True, slots=True)
class Limit:
    """What must be kept.

    Args:
        name, title: what it is called.
        measured: what is held against the bound.
        way, bound: on which side of which bound, the bound itself included unless `strict`.
        probability: in which share of the replications each place must keep it; None asks it of the mean.
        missing: so many places may miss it.
        at_once: whether all places must keep it in the same replication.
    """

    name: str
    title: Text
    measured: Measured
    way: Way
    bound: float
    strict: bool = False
    probability: float | None = None
    missing: int = 0
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """A file of terms, read.

    Args:
        id, title, about: what it is called and what it is to find out; file: its name.
        frame: the scenario that gives city, months, behaviour and luck, with its source.
        library: the rules; agreement: as it is now; extends: the document that a point amends.
        day: from which a point acts.
        terms, goals, limits: in the order of the file.
        replications: of each point, to choose by; confirm: of those that are told, others than these.
        seed: what the optimiser draws by; budget: how much may be run if the person does not say.
        sources: the files that it consists of, its own first.
        fingerprint: SHA-256 of all that settles its answer, but how much is run.
        warnings: what is strange but can be searched.
    """

    id: str
    title: Text
    about: Text
    file: str
    frame: Frame
    library: Library
    agreement: Agreement
    extends: Document
    day: date
    terms: tuple[Term, ...]
    goals: tuple[Goal, ...]
    limits: tuple[Limit, ...]
    replications: int
    confirm: int
    seed: str
    budget: str
    sources: tuple[Path, ...]
    fingerprint: str
    warnings: tuple[Problem, ...] = ()

    @property
    def size(self) -> int:
        """How many points there are."""
        return prod(len(term.choices) for term in self.terms)

    def settings(self, point: Sequence[int]) -> tuple[tuple[Term, Value], ...]:
        """Give each term with what it is at a point."""
        return tuple((term, term.choices[at]) for term, at in zip(self.terms, point, strict=True))

    def changed(self, point: Sequence[int]) -> tuple[tuple[Term, Value], ...]:
        """Give the terms that are otherwise than now, with what they are at a point."""
        return tuple((term, value) for term, value in self.settings(point) if value != term.now)

    @property
    def present(self) -> Point | None:
        """The point at which everything is as now; None where something agreed now is none of the choices."""
        places = [term.present for term in self.terms]
        return None if None in places else tuple(place for place in places if place is not None)
