"""The shipped agreements on the days when something in them changes, and situations that lie near what their rules compare.

Agreements are found on the shelf, so that one that is added is tested from then on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Final

from kredslob.engine.knowledge import Between, FactValue, Unknown
from kredslob.rules.conditions import Bound, Compare, Fact, atoms
from kredslob.rules.library import Library, load_library
from kredslob.rules.model import FactDeclaration
from kredslob.rules.terms import Terms, draw_terms
from kredslob.rules.units import NUMBERS, Value

A_YEAR: Final = timedelta(days=366)


@cache
def library() -> Library:
    """Give the shipped rules."""
    return load_library()


def days() -> list[date]:
    """Give the first day and the last of each framework, or a year on, and each day on which an amendment may begin."""
    found: set[date] = set()
    for one in library().documents.values():
        if one.kind == "framework":
            found |= {one.start.day, one.to or one.start.day + A_YEAR}
        elif one.kind == "amendment":
            found |= {one.start.day, *(one.start.range or ())}
    return sorted(found)


@cache
def terms_on(day: date, *, taken: bool) -> Terms:
    """Draw up what is agreed on a day, the guesses left open or taken at their assumed values."""
    agreement = library().in_force(day)
    terms = draw_terms(library(), agreement, day)
    guesses = {key: term.value for key, term in terms.parameters.items() if term.open}
    return draw_terms(library(), agreement, day, assumed=guesses) if taken else terms


def rows(terms: Terms, names: Sequence[str], seed: int, count: int) -> Iterator[dict[str, FactValue]]:
    """Pick situations from values on, near and off what the rules compare with; of every other row some is not known."""
    luck = Random(seed)  # noqa: S311  # nothing here is secret
    compared = _compared(terms)
    pools = {name: _pool(library().facts[name], compared.get(name, ())) for name in names}
    for index in range(count):
        yield {name: _picked(library().facts[name], pools[name], luck, known=index % 2 == 0) for name in names}


def _compared(terms: Terms) -> dict[str, list[Value]]:
    found: dict[str, list[Value]] = {}
    for atom in (atom for several in terms.rules.values() for rule in several for atom in atoms(rule.when)):
        if isinstance(atom.left, Fact):
            for operand in (atom.right,) if isinstance(atom, Compare) else atom.values:
                if isinstance(operand, Bound):
                    found.setdefault(atom.left.name, []).extend((operand.value, *operand.guesses))
    return found


def _pool(fact: FactDeclaration, compared: Sequence[Value]) -> Sequence[Value]:
    match fact.type:
        case "yes_no":
            return (False, True)
        case "choice":
            return tuple(fact.choices)
        case "date":
            near = [one + timedelta(days=step) for one in compared if isinstance(one, date) for step in (-1, 0, 1)]
            return near or (date(2011, 1, 1), date(2012, 1, 1))
    numbers = [one + step for one in compared if isinstance(one, int) for step in (-1, 0, 1)]
    ends: Mapping[str, int] = {"low": 0, "high": 1_000_000}
    return sorted({*numbers, *ends.values()})


def _picked(fact: FactDeclaration, pool: Sequence[Value], luck: Random, *, known: bool) -> FactValue:
    if known or luck.random() < 0.7:
        return luck.choice(pool)
    if fact.type not in NUMBERS or luck.random() < 0.5:
        return Unknown((fact.name,))
    low, high = sorted(luck.choices(pool, k=2))
    return Between(int(str(low)), int(str(high))) if low != high else low
