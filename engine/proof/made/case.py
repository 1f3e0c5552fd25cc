"""Make of an example what can be decided: a register of one estate, a vacancy, applicants, values for the guesses.

The facts of an estate come from its register, an applicant's ages and spans from dates; so each fact that matters is
turned into what gives it. An example that two agreements see may be made for both at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Final

from kredslob.engine.estates import MEETS_51B, EstateOn
from kredslob.engine.input_columns import supplied
from kredslob.engine.office import Office
from kredslob.engine.proof.made.figures import NotToBeHad, figures, known
from kredslob.engine.proof.made.lists import Wanted, decisions, lists
from kredslob.engine.proof.made.measurements import measurements
from kredslob.engine.proof.made.people import applicants
from kredslob.engine.proof.parameters import may_be
from kredslob.engine.proof.regimes import Regime, Stretch
from kredslob.engine.proof.situations import Example
from kredslob.engine.proof.symbols import Key
from kredslob.engine.register.model import Register
from kredslob.engine.register.rows import Area, Estate, Organisation, Recorded
from kredslob.engine.shares import thresholds_of
from kredslob.engine.structure import FOR_FACT
from kredslob.engine.vacancy import Applicant, TurnReading, Vacancy
from kredslob.rules.agreement import Agreement
from kredslob.rules.binding import Term
from kredslob.rules.conditions import facts_of
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Library
from kredslob.rules.model import FactDeclaration
from kredslob.rules.units import Value

AREA: Final = Area("eksempelomraadet", "Eksempelområdet", **known())
ORGANISATION: Final = Organisation("eksempelselskabet", "Eksempelselskabet", **known())
ESTATE: Final = Estate("eksempelgaarden", "Eksempelgården", ORGANISATION.id, **known())
FROM_REGISTER: Final = ("acting_51b", "acting_61a", "newly_listed", "outside_workforce")
_SETTLED: Final = timedelta(days=160)  # into a stretch of days, so that lists of before and after can differ


@dataclass(frozen=True, slots=True)
class View:
    """An example as one agreement sees it, under a regime of its own; `start` is the agreement's first day."""

    example: Example
    regime: Regime
    start: date

    def matter(self) -> dict[str, Value]:
        """Give the facts that matter, of the vacancy, its estate and area."""
        facts = self.example.facts
        told = [key for key in self.example.told if isinstance(key, Key) and key.about is None]
        if Key("newly_listed") in told and facts.get(Key("acting_51b")) == "none_published":
            told += [key for key in map(Key, self._read_for(MEETS_51B)) if key in facts]
        return {key.fact: facts[key] for key in told}

    def _read_for(self, fact: str) -> list[str]:
        """Name the facts that rules read to decide one: of an area's figures, that they put it on the list."""
        return sorted(
            {read for rule in self.regime.agreed.rules if rule.decides == fact for read in facts_of(rule.when)}
        )

    @property
    def taken(self) -> dict[str, Value]:
        """The values to take for guesses: those that matter, and days of amendments."""
        names = [name for name in self.example.told if isinstance(name, str)]
        return {**self.regime.stretch.starts, **{name: self.example.guesses[name] for name in names}}

    @property
    def for_register(self) -> dict[str, Term]:
        """The terms by which the facts that matter are read off a register."""
        parameters = self.regime.agreed.terms(self.example.variant.own, self.taken).parameters
        names = dict.fromkeys(name for fact in FROM_REGISTER if fact in self.matter() for name in FOR_FACT[fact])
        return {name: parameters[name] for name in names if name in parameters}

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
        """Give an office in which it is decided."""
        return self.within(Office(library, Register.of(()), agreement))

    def within(self, office: Office) -> Office:
        """Give an office with its register; what the office has drawn up of the rules serves many cases."""
        return replace(office, register=Register.of(self.rows))


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
    taken, rows = _had(views, estate, day, declarations)
    stated = {
        name: value
        for name, value in facts.items()
        if declarations[name].about == "vacancy" and supplied(declarations[name]) and name not in leave
    }
    vacancy = Vacancy("V-1", estate.id, day, {}, stated, {"split": TurnReading(1)})
    waiting = tuple(applicants(example, declarations, day)) if people else None
    return tuple(Made(tuple(rows), vacancy, waiting, own) for own in taken)


def _had(
    views: Sequence[View], estate: Estate, day: date, declarations: Mapping[str, FactDeclaration]
) -> tuple[list[dict[str, Value]], list[Recorded]]:
    """Give what to take for guesses on each side, and the rows of a register that gives the facts.

    Raises:
        NotToBeHad: none does.
    """
    for taken in _takings(views):
        wanted = [(view.on(estate, day, own), view.matter()) for view, own in zip(views, taken, strict=True)]
        if _can_differ(wanted):
            try:
                return taken, _rows(wanted, declarations)
            except NotToBeHad:
                continue
    raise NotToBeHad


def _can_differ(wanted: Wanted) -> bool:
    """Tell whether sides that are to read a fact differently do read the register in different ways."""
    for fact in FROM_REGISTER:
        if len({facts[fact] for _, facts in wanted if fact in facts}) > 1:
            ways = {_way(one, FOR_FACT[fact]) for one, _ in wanted}
            if len(ways) == 1:
                return False
    return True


def _way(one: EstateOn, names: tuple[str, ...]) -> tuple[object, ...]:
    """Give how a fact is read off a register: on which day, and by what else; names as in `FOR_FACT`."""
    effect, spring, *others = (one.terms.value(name) for name in names)
    acting = one.day if effect is None or spring is None else one.effective(effect, spring)
    open_ = [may_be(one.terms.parameters.get(name)) for name in names if name in one.terms.parameters]
    return (acting, one.start, *others, *(each for each in open_ if isinstance(each, tuple)))


def _takings(views: Sequence[View]) -> Iterator[list[dict[str, Value]]]:
    """Give what may be taken for guesses: those that matter; if need be also those by which a register is read.

    What both sides do not know in the same way they take alike.
    """
    yield [view.taken for view in views]
    terms = [view.for_register for view in views]
    names = list(dict.fromkeys(name for each in terms for name in each))
    for chosen in product(*(_choices(name, views, [each.get(name) for each in terms]) for name in names)):
        named = list(zip(names, chosen, strict=True))
        yield [
            {**{name: one for name, each in named if (one := each[place]) is not None}, **view.taken}
            for place, view in enumerate(views)
        ]


Taking = tuple[Value | None, ...]
"""What each side takes for a guess; None where it is none."""


def _choices(name: str, views: Sequence[View], terms: Sequence[Term | None]) -> list[Taking]:
    """Give what the sides may take for a guess."""
    options = [tuple(dict.fromkeys(term.guesses)) if term is not None else () for term in terms]
    if len({may_be(term) for term in terms}) > 1:
        return list(product(*(each or (None,) for each in options)))
    if not options[0]:
        return [(None,) * len(views)]
    own = [view.example.guesses[name] for view in views if name in view.example.guesses]
    return [(value,) * len(views) for value in dict.fromkeys((*own, *options[0]))]


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


def _rows(wanted: Wanted, declarations: Mapping[str, FactDeclaration]) -> list[Recorded]:
    """Give the rows of the register: the estate, its measurements, and what there is of its area."""
    one, facts = wanted[0]
    rows: list[Recorded] = [replace(ORGANISATION, id=one.estate.organisation), one.estate, *measurements(wanted)]
    if one.estate.area is None:
        return rows
    measures = [each for each in one.terms.measures.values() if each.unit == "area"]
    counted = figures(AREA.id, facts, measures, one.day.year - 1, thresholds_of(one.terms))
    rows += [AREA, *counted, *decisions(AREA.id, facts, one.start)]
    return [*rows, *lists(wanted, rows, declarations)]
