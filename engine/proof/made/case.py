"""Make of an example what can be decided: a register of one estate, a vacancy, applicants, values for the guesses.

The facts of an estate come from its register, an applicant's ages and spans from dates; so each fact that matters is
turned into what gives it. An example that two agreements see may be made for both at once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from kredslob.engine.estates import EstateOn
from kredslob.engine.input_columns import supplied
from kredslob.engine.office import Office
from kredslob.engine.proof.made.figures import NotToBeHad, figures, known
from kredslob.engine.proof.made.lists import Wanted, decisions, lists
from kredslob.engine.proof.made.measurements import measurements
from kredslob.engine.proof.made.people import applicants
from kredslob.engine.proof.regimes import Regime, Stretch
from kredslob.engine.proof.situations import Example
from kredslob.engine.proof.symbols import Key
from kredslob.engine.register.model import Register
from kredslob.engine.register.rows import Area, Estate, Organisation, Recorded
from kredslob.engine.shares import thresholds_of
from kredslob.engine.vacancy import Applicant, TurnReading, Vacancy
from kredslob.rules.agreement import Agreement
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Library
from kredslob.rules.model import FactDeclaration
from kredslob.rules.units import Value

AREA: Final = Area("eksempelomraadet", "Eksempelområdet", **known())
ORGANISATION: Final = Organisation("eksempelselskabet", "Eksempelselskabet", **known())
ESTATE: Final = Estate("eksempelgaarden", "Eksempelgården", ORGANISATION.id, **known())
WHEN_A_LIST_ACTS: Final = ("standing.takes_effect", "measurement.takes_effect", "adjustment.day")
_SETTLED: Final = timedelta(days=160)  # into a stretch of days, so that lists of before and after can differ


@dataclass(frozen=True, slots=True)
class View:
    """An example as one agreement sees it, under a regime of its own; `start` is the agreement's first day."""

    example: Example
    regime: Regime
    start: date

    def matter(self) -> dict[str, Value]:
        """Give the facts that matter, of the vacancy, its estate and area."""
        told = [key for key in self.example.told if isinstance(key, Key) and key.about is None]
        return {key.fact: self.example.facts[key] for key in told}

    def taken(self, *also: str) -> dict[str, Value]:
        """Give the values to take for guesses: those that matter, those named, and days of amendments."""
        names = [name for name in self.example.told if isinstance(name, str)]
        guesses = {name: self.example.guesses[name] for name in (*names, *also) if name in self.example.guesses}
        return {**self.regime.stretch.starts, **guesses}

    def on(self, estate: Estate, day: date, taken: Mapping[str, Value]) -> EstateOn:
        """Give the estate on the day under these terms, with nothing in its register."""
        terms = self.regime.agreed.terms(self.example.variant.own, taken)
        return EstateOn(Register.of(()), estate, day, terms, self.start)


@dataclass(frozen=True, slots=True)
class Made:
    """A case that can be decided: register, vacancy, applicants (None: not needed), values taken for guesses."""

    rows: tuple[Recorded, ...]
    vacancy: Vacancy
    applicants: tuple[Applicant, ...] | None
    assumed: Mapping[str, Value]

    def office(self, library: Library, agreement: Agreement) -> Office:
        """Give the office in which it is decided."""
        return Office(library, Register.of(self.rows), agreement)


def day_of(stretch: Stretch) -> date:
    """Give a day of a stretch that is some time into it, if it is long enough."""
    later = stretch.first + _SETTLED
    return later if stretch.last is None or later <= stretch.last else stretch.first


def make(
    views: Sequence[View],
    declarations: Mapping[str, FactDeclaration],
    *,
    people: bool,
    leave: Collection[str] = (),
) -> tuple[Made, ...]:
    """Make one case of an example, to be decided by each agreement that sees it; they differ in the guesses alone.

    Args:
        views: of one example, on the same days.
        declarations: the declared facts.
        people: whether there are applicants.
        leave: facts that are left to be worked out from the applicants.

    Raises:
        NotToBeHad: no register gives such facts.
    """
    first = views[0]
    example, day = first.example, day_of(first.regime.stretch)
    facts = {key.fact: value for key, value in example.facts.items() if key.about is None}
    estate = _estate(views, area=facts.get("in_area", True) is True)
    taken = [view.taken() for view in views]
    try:
        rows = _rows([(view.on(estate, day, own), view.matter()) for view, own in zip(views, taken, strict=True)])
    except NotToBeHad:  # unless it is settled, too, when a list acts
        taken = [view.taken(*WHEN_A_LIST_ACTS) for view in views]
        rows = _rows([(view.on(estate, day, own), view.matter()) for view, own in zip(views, taken, strict=True)])
    stated = {
        name: value
        for name, value in facts.items()
        if declarations[name].about == "vacancy" and supplied(declarations[name]) and name not in leave
    }
    vacancy = Vacancy("V-1", estate.id, day, {}, stated, {"split": TurnReading(1)})
    waiting = tuple(applicants(example, declarations, day)) if people else None
    return tuple(Made(tuple(rows), vacancy, waiting, own) for own in taken)


def _estate(views: Sequence[View], *, area: bool) -> Estate:
    """Give the estate: one that has values of its own where they matter, with its individual agreement."""
    found = replace(ESTATE, area=AREA.id if area else None)
    for view in views:
        own, individual = view.example.variant.own, view.example.variant.individual
        if own is not None and individual is not None:
            organisation = individual.organisation or ORGANISATION.id
            return replace(found, id=own.estate, name=own.estate, organisation=organisation, agreement=individual.id)
        if own is not None:
            found = replace(found, id=own.estate, name=own.estate)
    return found


def _rows(wanted: Wanted) -> list[Recorded]:
    """Give the rows of the register: the estate, its measurements, and what there is of its area."""
    one, facts = wanted[0]
    rows: list[Recorded] = [replace(ORGANISATION, id=one.estate.organisation), one.estate, *measurements(wanted)]
    if one.estate.area is None:
        return rows
    measures = [each for each in one.terms.measures.values() if each.unit == "area"]
    rows += [AREA, *figures(AREA.id, facts, measures, one.day.year - 1, thresholds_of(one.terms))]
    return [*rows, *decisions(AREA.id, facts, one.start), *lists(wanted)]
