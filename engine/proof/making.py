"""Make of an example what can be decided: a register of one estate, a vacancy, an applicant, values for the guesses.

The facts of an estate come from its register, an applicant's ages and spans from dates; so each fact of the example is
turned into what gives it. Whether it does is checked: what is made is worked out by the engine and compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from kredslob.engine.applicants import DERIVED
from kredslob.engine.calendar import add_months
from kredslob.engine.estates import EstateOn
from kredslob.engine.input_columns import supplied
from kredslob.engine.office import Office
from kredslob.engine.proof.made_area import decisions, list_61b, lists_51b, lists_61a
from kredslob.engine.proof.made_figures import NotToBeHad, count_for, figures, known
from kredslob.engine.proof.regimes import Regime, Stretch
from kredslob.engine.proof.situations import Example
from kredslob.engine.proof.symbols import Key
from kredslob.engine.register.model import Register
from kredslob.engine.register.rows import Area, Estate, Measurement, Organisation, Recorded
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
WHEN_A_LIST_ACTS: Final = ("standing.takes_effect", "adjustment.day")
_SETTLED: Final = timedelta(days=160)  # into a stretch of days, so that lists of before and after can differ
_THOUSAND: Final = 1000
ORDINARY_SHARE: Final = 300_000


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
    example: Example,
    regime: Regime,
    start: date,
    declarations: Mapping[str, FactDeclaration],
    *,
    people: bool,
    leave: Iterable[str] = (),
) -> Made:
    """Make a case of an example.

    Args:
        example: the facts wanted.
        regime: under which it was found.
        start: the first day of the agreement.
        declarations: the declared facts.
        people: whether there are applicants.
        leave: facts that are left to be worked out from the applicants.

    Raises:
        NotToBeHad: no register gives such facts.
    """
    stretch = regime.stretch
    day = day_of(stretch)
    facts = {key.fact: value for key, value in example.facts.items() if key.about is None}
    matter = {key.fact: facts[key.fact] for key in example.told if isinstance(key, Key) and key.about is None}
    taken: dict[str, Value] = {**stretch.starts}
    taken |= {name: example.guesses[name] for name in example.told if isinstance(name, str)}
    estate = _estate(example, area=facts.get("in_area", True) is True)
    try:
        rows = _rows(
            EstateOn(Register.of(()), estate, day, regime.agreed.terms(example.variant.own, taken), start), matter
        )
    except NotToBeHad:  # unless it is settled, too, when a list acts
        taken |= {name: value for name, value in example.guesses.items() if name in WHEN_A_LIST_ACTS}
        rows = _rows(
            EstateOn(Register.of(()), estate, day, regime.agreed.terms(example.variant.own, taken), start), matter
        )
    stated = {
        name: value
        for name, value in facts.items()
        if declarations[name].about == "vacancy" and supplied(declarations[name]) and name not in leave
    }
    vacancy = Vacancy("V-1", estate.id, day, {}, stated, {"split": TurnReading(1)})
    applicants = tuple(_applicants(example, declarations, day)) if people else None
    return Made(tuple(rows), vacancy, applicants, taken)


def _estate(example: Example, *, area: bool) -> Estate:
    own, individual = example.variant.own, example.variant.individual
    found = replace(ESTATE, area=AREA.id if area else None)
    if own is None:
        return found
    found = replace(found, id=own.estate, name=own.estate)
    if individual is None:
        return found
    return replace(found, organisation=individual.organisation or ORGANISATION.id, agreement=individual.id)


def _rows(one: EstateOn, facts: Mapping[str, Value]) -> list[Recorded]:
    """Give the rows of the register: the estate, its measurement, and what there is of its area."""
    organisation = replace(ORGANISATION, id=one.estate.organisation)
    rows: list[Recorded] = [organisation, one.estate]
    rows += _measurement(one, facts)
    if one.estate.area is None:
        return rows
    measures = [each for each in one.terms.measures.values() if each.unit == "area"]
    rows += [AREA, *figures(AREA.id, facts, measures, one.day.year - 1, thresholds_of(one.terms))]
    rows += decisions(AREA.id, facts, one.start)
    return [*rows, *lists_61a(one, facts), *list_61b(one, facts), *lists_51b(one, facts)]


def _measurement(one: EstateOn, facts: Mapping[str, Value]) -> list[Recorded]:
    """Give a measurement that acts on the day whatever the agreement says of when it does."""
    share = facts.get("outside_workforce", ORDINARY_SHARE)
    published = one.start - timedelta(days=46)
    limits = thresholds_of(one.terms)
    for of in (_THOUSAND, _THOUSAND * _THOUSAND):
        try:
            outside = count_for(share if isinstance(share, int) else 0, of, limits)
        except NotToBeHad:
            continue
        return [Measurement(one.estate.id, published.year, published, of, of, outside, 30, **known(published))]
    raise NotToBeHad


def _applicants(example: Example, declarations: Mapping[str, FactDeclaration], day: date) -> Iterable[Applicant]:
    for name in dict.fromkeys(key.about for key in example.facts if key.about is not None):
        own = {key.fact: value for key, value in example.facts.items() if key.about == name}
        facts: dict[str, Value] = {
            "listed_since": date(2005, 1, 1), "list_number": 1,
            **{fact: value for fact, value in own.items() if supplied(declarations[fact])},
        }  # fmt: skip
        told = {key.fact for key in example.told if isinstance(key, Key) and key.about == name}
        facts |= {
            given: _dated(fact, own[fact], day)
            for fact, (given, _) in DERIVED.items()
            if fact in own and given not in own and (fact in told or fact == "age")
        }
        yield Applicant(name, facts)


def _dated(fact: str, value: Value, day: date) -> date:
    """Give a date from which a fact is counted to a value."""
    months = (value if isinstance(value, int) else 0) * (12 if fact == "age" else 1)
    _, count = DERIVED[fact]
    near = add_months(day, -months)
    for away in (0, 1, 2, 3):  # where the month before has fewer days
        if count(near + timedelta(days=away), day) == value:
            return near + timedelta(days=away)
    raise NotToBeHad
