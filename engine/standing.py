"""The standing of estates on a day: 40-plus, listed, newly listed, exempt; and each reading where a guess decides it.

What all readings of the guesses agree on is so; what they do not is told at the assumed values, with what it is else and
by which values. A decision tells of its estate by the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

from kredslob.engine.basis import estate_rows
from kredslob.engine.case import Case, not_party
from kredslob.engine.decision import SyntheticRow, Variant
from kredslob.engine.exploring import Branch, explore
from kredslob.engine.knowledge import FactValue, Unknown, opened
from kredslob.engine.lacking import too_old
from kredslob.engine.office import Office
from kredslob.engine.outcome import SHARE, standing_names, standing_of
from kredslob.engine.register.rows import Estate
from kredslob.engine.vacancy import Vacancy
from kredslob.rules.conditions import parameters_of
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, WrongInput
from kredslob.rules.units import Value

# Shown with the standing, but not themselves the standing: two readings that differ only here are one.
READ_ONLY = ("outside_workforce", "published_51b", "acting_51b")
_NO_VALUES: Final[Mapping[str, Value]] = {}
Rows = tuple[SyntheticRow, ...]
_Under = Callable[[Mapping[str, Value]], Case]
"""The case under given values for the guesses."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An estate's standing on a day.

    Args:
        facts: at the assumed values of the guesses.
        readings: (values of the guesses, facts) where the standing comes out differently; empty if it never does.
        varies: each other value of a fact, with the values of the guesses that lead to it where not the assumed ones.
        own: the assumed value of each guess that was tried.
        synthetic: the rows it rests on, by any reading, that are not public.
        note: that the last measurement is too old to go by.
    """

    estate: str
    name: str
    organisation: str
    area: str | None
    facts: Mapping[str, FactValue]
    readings: tuple[tuple[Mapping[str, Value], Mapping[str, FactValue]], ...]
    varies: tuple[Variant, ...]
    own: Mapping[str, Value]
    synthetic: Rows
    note: Message | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """A standing under some values of the guesses, and the facts that it could not tell without more of them."""

    facts: Mapping[str, FactValue]
    synthetic: Rows
    hanging: tuple[str, ...] = ()
    note: Message | None = None


def classify(office: Office, day: date, estates: Sequence[str] = ()) -> tuple[Standing, ...]:
    """Give the standing of estates on a day, in the order of the register.

    Args:
        office: rules and register.
        day: the day.
        estates: names or ids; empty gives all whose organisations are party to the agreement.

    Raises:
        WrongInput: no agreement is in force, or an estate is not in the register or not bound by the agreement.
    """
    named = [office.register.estate(name) for name in estates]
    outside = [not_party(estate, Place()) for estate in named if not office.is_party(estate, day)]
    if outside:
        raise WrongInput(outside)
    chosen = named or [estate for estate in office.register.estates.values() if office.is_party(estate, day)]
    return tuple(estate_standing(office, day, estate) for estate in chosen)


def estate_standing(office: Office, day: date, estate: Estate) -> Standing:
    """Give one estate's standing on a day."""

    def under(assumed: Mapping[str, Value]) -> Case:
        terms = office.terms_for(day, estate, assumed)
        return Case(office, Vacancy("", estate.id), estate, day, terms, None, True)

    return _standing(estate, under, _NO_VALUES)


def standing_in(case: Case, given: Mapping[str, Value], taken: Mapping[str, Value]) -> Standing:
    """Give the standing of a vacancy's estate: what it is at the values that were given for guesses, and what it may be else.

    Args:
        case: the vacancy's case.
        given: the values given for guesses.
        taken: those, and what the case takes for guesses that it hangs on.
    """
    facts = standing_of(case)
    open_ = any(isinstance(value, Unknown) and value.guesses for value in facts.values())
    if not open_ and not any(_matters(key, case) for key in taken.keys() - given.keys()):
        return _told_as(case.estate, facts, tuple(estate_rows(case.place, case.situation)))

    def under(assumed: Mapping[str, Value]) -> Case:
        terms = case.office.terms_for(case.day, case.estate, assumed)
        return replace(case, terms=terms, applicants=None, brief=True)

    return _standing(case.estate, under, given)


def _matters(parameter: str, case: Case) -> bool:
    """Tell whether a parameter may matter to an estate's standing: not if it is read only to route a vacancy."""
    rules, facts = case.terms.rules, case.office.library.facts
    about = {facts[name].about for name, own in rules.items() for rule in own if parameter in parameters_of(rule.when)}
    return about != {"vacancy"}


def _told_as(estate: Estate, facts: Mapping[str, FactValue], rows: Rows) -> Standing:
    """Give a standing that hangs on no guess."""
    return Standing(estate.id, estate.name, estate.organisation, estate.area, facts, (), (), {}, rows)


def _standing(estate: Estate, under: _Under, given: Mapping[str, Value]) -> Standing:
    branches = explore(partial(_settled, under), given).branches
    first = branches[0].result
    different: dict[tuple[object, ...], tuple[Mapping[str, Value], Mapping[str, FactValue]]] = {}
    for one in branches:
        decided = tuple(_told(value) for name, value in one.result.facts.items() if name not in READ_ONLY)
        different.setdefault(decided, (one.taken, one.result.facts))
    readings = tuple(different.values())
    hanging = tuple(dict.fromkeys(name for one in branches for name in one.result.hanging))
    read = explore(partial(_read, under, hanging), given).branches if hanging else ()
    own: dict[str, Value] = {}
    for taken in (branch.taken for branch in (*branches, *read)):
        for key, value in taken.items():
            own.setdefault(key, value)  # the branch with the assumed value of a guess comes before those with others
    told = (*((one.taken, _decided(one)) for one in branches), *((one.taken, one.result.facts) for one in read))
    rows = dict.fromkeys(row for one in (*branches, *read) for row in one.result.synthetic)
    return Standing(
        estate.id, estate.name, estate.organisation, estate.area, first.facts,
        readings if len(readings) > 1 else (), tuple(_varies(first.facts, told, own)), own, tuple(rows),
        first.note,
    )  # fmt: skip


def _decided(one: Branch[_Found]) -> Mapping[str, FactValue]:
    """Give the facts of a branch that are told at its own values of the guesses."""
    return {name: value for name, value in one.result.facts.items() if name not in one.result.hanging}


def _told(value: FactValue) -> FactValue:
    """Give a value as readings are told apart by it: what is not known is alike whichever facts are missing."""
    return Unknown() if isinstance(value, Unknown) else value


def _varies(
    first: Mapping[str, FactValue],
    told: Iterable[tuple[Mapping[str, Value], Mapping[str, FactValue]]],
    own: Mapping[str, Value],
) -> Iterator[Variant]:
    """Give each value of a fact that is not the first, with the values that lead to it first."""
    known = {(name, _told(value)) for name, value in first.items()}
    for taken, facts in told:
        for name, value in facts.items():
            if (name, _told(value)) not in known:
                known.add((name, _told(value)))
                yield Variant(name, value, {key: one for key, one in taken.items() if one != own[key]})


def _settled(under: _Under, assumed: Mapping[str, Value]) -> _Found:
    """Give the standing under given values; raise Open while a guess leaves some of what rules decide unknown."""
    case = under(assumed)
    _open_what_decides(case)
    facts = standing_of(case)
    hanging: dict[str, tuple[str, Value]] = {}
    for name, value in facts.items():
        if isinstance(value, Unknown) and value.guesses:
            guess = value.guesses[0]
            hanging[name] = guess, case.terms.parameters[guess].value
    if hanging:  # what rules read but do not decide by is told at the assumed values
        found = _settled(under, {**assumed, **dict(hanging.values())})
        return replace(found, hanging=tuple(dict.fromkeys((*hanging, *found.hanging))))
    old = too_old(case.place) if isinstance(facts.get(SHARE), Unknown) else None
    return _Found(facts, tuple(dict.fromkeys(estate_rows(case.place, case.situation))), note=old)


def _read(under: _Under, names: Sequence[str], assumed: Mapping[str, Value]) -> _Found:
    """Give facts that rules read, though the standing is the same whichever they are; raise Open while one hangs on a guess."""
    case = under(assumed)
    for name in names:
        value = case.situation[name]
        if isinstance(value, Unknown) and value.guesses:
            raise opened(case.terms, value.guesses[0])
    facts = {name: case.situation[name] for name in names}
    return _Found(facts, tuple(dict.fromkeys(estate_rows(case.place, case.situation))))


def _open_what_decides(case: Case) -> None:
    """Raise Open at the first fact that rules decide and that a guess leaves unknown; the others need not be decided."""
    for name in standing_names(case.situation):
        if name in case.terms.rules:
            value = case.situation[name]
            if isinstance(value, Unknown) and value.guesses:
                raise opened(case.terms, value.guesses[0])
