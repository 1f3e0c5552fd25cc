"""Rule sets drawn at random, as the prover sees them: a regime of one kind of estate, facts with all their choices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import product

from kredslob.engine.proof.regimes import Regime, Stretch, Variant
from kredslob.rules.conditions import (
    All,
    Any,
    Bound,
    Compare,
    Condition,
    CountOf,
    Fact,
    Member,
    Not,
    atoms,
)
from kredslob.rules.model import FactDeclaration, Text
from kredslob.rules.terms import Agreed, Terms
from kredslob.rules.units import Value
from tests.engine.strategies import CHOICES, DAY, DECIDED, DECLARATIONS, READ

FACTS: Mapping[str, FactDeclaration] = {
    name: replace(one, choices=dict.fromkeys(CHOICES, Text("", ""))) if one.type == "choice" else one
    for name, one in DECLARATIONS.items()
}


def regime_of(terms: Terms) -> Regime:
    """Give the regime in which nothing holds but these rules."""
    agreed = Agreed("d", (), DAY, None, (), terms.rules[DECIDED], terms.overriders, {}, {}, {})
    return Regime((Stretch(DAY, DAY, {}),), agreed, (Variant({}),))


def cells(terms: Terms) -> list[Mapping[str, Value]]:
    """Give the facts at every value that could make a difference: on, just below and just above each limit."""
    read = [name for name in READ if any(_names(atom) == name for atom in _atoms(terms))]
    pools = {name: _pool(name, terms) for name in read}
    others = {name: _pool(name, terms)[0] for name in READ if name not in read}
    return [{**others, **dict(zip(read, values, strict=True))} for values in product(*pools.values())]


Choices = Mapping[tuple[str | None, tuple[Value, ...]], Value]
"""The value taken for each guess, by its name and what it may be."""


def settled(terms: Terms) -> Iterator[tuple[Choices, Terms]]:
    """Give the rules at every combination of values of their open guesses."""
    guesses = list(dict.fromkeys(
        (bound.parameter, bound.guesses) for atom in _atoms(terms) for bound in _bounds(atom) if len(bound.guesses) > 1
    ))  # fmt: skip
    for values in product(*(options for _, options in guesses)):
        taken = dict(zip(guesses, values, strict=True))
        rules = tuple(replace(rule, when=_settle(rule.when, taken)) for rule in terms.rules[DECIDED])
        yield taken, replace(terms, rules={DECIDED: rules})


def _pool(name: str, terms: Terms) -> list[Value]:
    kind = FACTS[name].type
    if kind == "yes_no":
        return [False, True]
    if kind == "choice":
        return list(CHOICES)
    limits = [value for atom in _atoms(terms) if _names(atom) == name for bound in _bounds(atom)
              for value in (bound.value, *bound.guesses)]  # fmt: skip
    numbers = {
        value.toordinal() if isinstance(value, date) else value for value in limits if isinstance(value, date | int)
    }
    near = sorted({number + away for number in numbers for away in (-1, 0, 1)} or {1})
    if kind == "date":
        return [date.fromordinal(number) for number in near]
    return [number for number in near if 0 <= number <= 1_000_000] or [0]


def _atoms(terms: Terms) -> list[Compare | Member]:
    return [atom for rule in terms.rules[DECIDED] for atom in atoms(rule.when)]


def _names(atom: Compare | Member) -> str | None:
    return atom.left.name if isinstance(atom.left, Fact) else None


def _bounds(atom: Compare | Member) -> list[Bound]:
    operands = (atom.left, atom.right) if isinstance(atom, Compare) else atom.values
    return [one for one in operands if isinstance(one, Bound)]


def _settle(condition: Condition, taken: Choices) -> Condition:
    match condition:
        case Compare(left, operator, right):
            return Compare(_known(left, taken), operator, _known(right, taken))  # type: ignore[arg-type]
        case All(parts):
            return All(tuple(_settle(part, taken) for part in parts))
        case Any(parts):
            return Any(tuple(_settle(part, taken) for part in parts))
        case CountOf(least, parts):
            return CountOf(least, tuple(_settle(part, taken) for part in parts))
        case Not(part):
            return Not(_settle(part, taken))
        case _:
            return condition


def _known(operand: object, taken: Choices) -> object:
    if isinstance(operand, Bound) and len(operand.guesses) > 1:
        return Bound(taken[operand.parameter, operand.guesses])
    return operand
