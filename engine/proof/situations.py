"""All situations that the facts allow under one regime, ready to be asked about: rules, guarantees, open guesses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Final

from kredslob.engine.proof.formulas import Formulas, Outcome
from kredslob.engine.proof.integrity import guarantees
from kredslob.engine.proof.logic import TRUE, Formula, Found, Number, Solver, compared, every, whole
from kredslob.engine.proof.parameters import Parameters
from kredslob.engine.proof.regimes import Regime, Variant
from kredslob.engine.proof.symbols import Key, Symbols
from kredslob.rules.binding import Term
from kredslob.rules.conditions import facts_of
from kredslob.rules.frozen import dataclass
from kredslob.rules.model import FactDeclaration, Rule
from kredslob.rules.units import Value

ONE: Final = "A-1"
"""The applicant, where one is enough."""


@dataclass(frozen=True, slots=True)
class Example:
    """A situation that was found: its facts, the values of the guesses, and whose estate it is.

    `told` are the facts and guesses that matter; empty where that has not been asked.
    """

    facts: Mapping[Key, Value]
    guesses: Mapping[str, Value]
    variant: Variant
    told: tuple[Key | str, ...] = ()


class Situations:
    """The situations under a regime.

    Args:
        regime: rules and values that hold together.
        declarations: the declared facts.
        partly: whether facts may be left untold, to find the fewest that matter.
    """

    def __init__(self, regime: Regime, declarations: Mapping[str, FactDeclaration], *, partly: bool = False) -> None:
        self.regime = regime
        self.declarations = declarations
        self.rules = by_fact(regime.agreed.rules)
        self.symbols = Symbols(declarations, partly=partly)
        self.estate = whole("estate")
        variants = guarded(self.estate, regime.variants)
        self.formulas = Formulas(self.symbols, self.rules, regime.agreed.overriders, Parameters(self.symbols, variants))
        self.in_order = tuple(in_order(self.rules))
        for fact in self.in_order:
            self.outcome(fact)
        self._whole = Symbols(declarations) if partly else self.symbols
        self._guaranteed = Formulas(self._whole, {}, {}, Parameters(self._whole, variants))

    def outcome(self, fact: str, applicant: str = ONE) -> Outcome:
        """Give what the rules make of a decided fact."""
        return self.formulas.outcome(self.formulas.key(fact, applicant))

    @cached_property
    def solver(self) -> Solver:
        """A solver that has been told all that holds in every situation."""
        used = {key.fact for key, _ in self.symbols.facts}
        measures = self.regime.agreed.measures.values()
        found = [one for one in guarantees(self.declarations, measures) if used.intersection(facts_of(one.condition))]
        held = [self._guaranteed.rails(one.condition, None).certain for one in found]
        estates = every((self.estate >= 0, self.estate < len(self.regime.variants)))
        return Solver([estates, *held, *self.symbols.domains(), *self._whole.domains()])

    def decided_below(self, fact: str) -> Formula:
        """Give when everything that the rules on a fact read has been decided: exactly one value each."""
        below = self._below[fact]
        return every(self.outcome(one).known for one in self.in_order if one in below)

    @cached_property
    def _below(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for fact in self.in_order:
            read = _read_by(self.rules[fact]) & self.rules.keys()
            found[fact] = frozenset(read).union(*(found[one] for one in read))
        return found

    def example(self, found: Found, told: tuple[Key | str, ...] = ()) -> Example:
        """Give the facts of a situation that was found."""
        every_fact = {**self._whole.facts, **self.symbols.facts}
        facts = {key: symbol.value(found) for (key, _), symbol in every_fact.items()}
        every_guess = {**self._whole.guesses, **self.symbols.guesses}
        guesses = {one.parameter: one.value(found) for one in every_guess.values()}
        return Example(facts, guesses, self.regime.variants[found.value(self.estate)], told)


def by_fact(rules: Iterable[Rule]) -> dict[str, tuple[Rule, ...]]:
    """Give rules by the fact that they decide."""
    found: dict[str, tuple[Rule, ...]] = {}
    for rule in rules:
        found[rule.decides] = (*found.get(rule.decides, ()), rule)
    return found


def in_order(rules: Mapping[str, tuple[Rule, ...]]) -> Iterable[str]:
    """Give the decided facts, each after those that its rules read."""
    return TopologicalSorter({fact: _read_by(own) & rules.keys() for fact, own in rules.items()}).static_order()


def _read_by(rules: Iterable[Rule]) -> set[str]:
    return {fact for rule in rules for fact in facts_of(rule.when)}


def guarded(estate: Number, variants: tuple[Variant, ...]) -> list[tuple[Formula, Mapping[str, Term]]]:
    """Give the terms of each variant with the formula that it is the one."""
    alone = len(variants) == 1
    return [(TRUE if alone else compared("is", estate, place), one.parameters) for place, one in enumerate(variants)]
