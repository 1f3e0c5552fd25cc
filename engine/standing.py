"""The standing of estates on a day: 40-plus, listed, newly listed, exempt; and each reading where a guess decides it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from kredslob.engine.basis import estate_rows
from kredslob.engine.case import Case, not_party
from kredslob.engine.decision import SyntheticRow
from kredslob.engine.exploring import explore
from kredslob.engine.knowledge import FactValue, Unknown, opened
from kredslob.engine.office import Office
from kredslob.engine.outcome import RECEIVING, standing_names, standing_of
from kredslob.engine.register.rows import Estate
from kredslob.engine.vacancy import Vacancy
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Place, WrongInput
from kredslob.rules.units import Value

# Shown with the standing, but not themselves the standing: two readings that differ only here are one.
READ_ONLY = ("outside_workforce", "published_51b", "acting_51b")


@dataclass(frozen=True, slots=True)
class Standing:
    """An estate's standing on a day.

    Args:
        facts: at the assumed values of the guesses.
        readings: (values of the guesses, facts) where the standing comes out differently; empty if it never does.
        synthetic: the rows it rests on that are not public.
    """

    estate: str
    name: str
    organisation: str
    area: str | None
    facts: Mapping[str, FactValue]
    readings: tuple[tuple[Mapping[str, Value], Mapping[str, FactValue]], ...]
    synthetic: tuple[SyntheticRow, ...]


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
    explored = explore(partial(_settled, office, day, estate), {})
    first = explored.branches[0]
    different: dict[tuple[object, ...], tuple[Mapping[str, Value], Mapping[str, FactValue]]] = {}
    for one in explored.branches:
        decided = tuple(value for name, value in one.result[0].items() if name not in READ_ONLY)
        different.setdefault(decided, (one.taken, one.result[0]))
    readings = tuple(different.values())
    return Standing(
        estate.id, estate.name, estate.organisation, estate.area, first.result[0],
        readings if len(readings) > 1 else (), first.result[1],
    )  # fmt: skip


def _settled(
    office: Office, day: date, estate: Estate, assumed: Mapping[str, Value]
) -> tuple[dict[str, FactValue], tuple[SyntheticRow, ...]]:
    """Give the standing under given values; raise Open while a guess leaves some of what rules decide unknown."""
    case = Case(office, Vacancy("", estate.id, on=day), estate, day, office.terms_for(day, estate, assumed), None, True)
    _open_what_decides(case)
    facts = standing_of(case)
    hanging: dict[str, Value] = {}
    for name, value in facts.items():
        if isinstance(value, Unknown) and value.guesses:
            guess = value.guesses[0]
            if name == RECEIVING:
                raise opened(case.terms, guess)
            hanging[guess] = case.terms.parameters[guess].value
    if hanging:  # what rules read but do not decide by is told at the assumed values
        return _settled(office, day, estate, {**assumed, **hanging})
    return facts, tuple(dict.fromkeys(estate_rows(case.place, case.situation)))


def _open_what_decides(case: Case) -> None:
    """Raise Open at the first fact that rules decide and that a guess leaves unknown; the others need not be decided."""
    for name in standing_names(case.situation):
        if name in case.terms.rules:
            value = case.situation[name]
            if isinstance(value, Unknown) and value.guesses:
                raise opened(case.terms, value.guesses[0])
