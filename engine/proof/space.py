"""All situations that the facts allow, under one set of rules or two beside each other, ready to be asked about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Final

from kredslob.engine.proof.formulas import Formulas
from kredslob.engine.proof.integrity import guarantees
from kredslob.engine.proof.logic import TRUE, Formula, Found, Number, Solver, compared, every, whole
from kredslob.engine.proof.parameters import Parameters
from kredslob.engine.proof.symbols import Guess, Key, Symbol, Symbols
from kredslob.rules.binding import Term
from kredslob.rules.conditions import facts_of
from kredslob.rules.frozen import dataclass
from kredslob.rules.model import FactDeclaration, Rule
from kredslob.rules.terms import Agreed
from kredslob.rules.units import Value

ONE: Final = "A-1"
"""The applicant, where one is enough."""


@dataclass(frozen=True, slots=True)
class Side:
    """A set of rules: what is agreed, the parameters for each kind of estate, and facts worked out in a way of its own."""

    name: str
    agreed: Agreed
    parameters: tuple[Mapping[str, Term], ...]
    apart: frozenset[str] = frozenset()


class Space:
    """The situations under one set of rules, or under two that speak of the same facts.

    Args:
        sides: the sets of rules; each has parameters for the same kinds of estates.
        declarations: the declared facts.
        partly: whether facts may be left untold, to find the fewest that matter.
    """

    def __init__(
        self, sides: Sequence[Side], declarations: Mapping[str, FactDeclaration], *, partly: bool = False
    ) -> None:
        self.sides = tuple(sides)
        self.declarations = declarations
        self.symbols = Symbols(declarations, partly=partly)
        self.known = Symbols(declarations) if partly else self.symbols
        self.estate: Number = whole("estate")
        self.formulas = tuple(self._formulas(side, self.symbols, by_fact(side.agreed.rules)) for side in sides)
        for formulas in self.formulas:
            for fact in in_order(formulas.rules):
                formulas.outcome(formulas.key(fact, ONE))

    def _formulas(self, side: Side, symbols: Symbols, rules: Mapping[str, tuple[Rule, ...]]) -> Formulas:
        parameters = Parameters(symbols, guarded(self.estate, side.parameters))
        return Formulas(symbols, rules, side.agreed.overriders, parameters, side.name, side.apart)

    @cached_property
    def solver(self) -> Solver:
        """A solver that has been told all that holds in every situation."""
        kinds = every((self.estate >= 0, self.estate < len(self.sides[0].parameters)))
        granted = [formula for side in self.sides for formula in self._granted(side)]
        return Solver([kinds, *granted, *self.symbols.domains(), *self.known.domains()])

    def _granted(self, side: Side) -> list[Formula]:
        """Give what the engine guarantees of the facts that a side works out, told or not."""
        used = {key.fact for key, _ in self.symbols.facts}
        plain = self._formulas(side, self.known, by_fact(side.agreed.rules))  # a guarantee may read what rules decide
        found = guarantees(self.declarations, side.agreed.measures.values())
        return [plain.rails(one.condition, None).certain for one in found if used.intersection(facts_of(one.condition))]

    def facts(self, found: Found, side: Side) -> dict[Key, Value]:
        """Give the facts of a situation that was found, as one side works them out."""
        return {key: symbol.value(found) for key, symbol in self._seen_from(side).items()}

    def _seen_from(self, side: Side) -> dict[Key, Symbol]:
        every_fact = {**self.known.facts, **self.symbols.facts}
        shared = {key: symbol for (key, of), symbol in every_fact.items() if of == ""}
        return shared | {key: symbol for (key, of), symbol in every_fact.items() if of == side.name}

    def guesses(self, found: Found, side: Side) -> dict[str, Value]:
        """Give the values of the guesses in a situation that was found, as they may be on one side."""
        every_guess: list[Guess] = [*self.known.guesses.values(), *self.symbols.guesses.values()]
        parameters = self._formulas(side, self.symbols, {}).parameters
        own = {one.parameter: one for one in every_guess if parameters.has(one)}
        return {name: one.value(found) for name, one in own.items()}

    def kind(self, found: Found) -> int:
        """Give which kind of estate it is in a situation that was found."""
        return found.value(self.estate)


def by_fact(rules: Iterable[Rule]) -> dict[str, tuple[Rule, ...]]:
    """Give rules by the fact that they decide."""
    found: dict[str, tuple[Rule, ...]] = {}
    for rule in rules:
        found[rule.decides] = (*found.get(rule.decides, ()), rule)
    return found


def in_order(rules: Mapping[str, tuple[Rule, ...]]) -> tuple[str, ...]:
    """Give the decided facts, each after those that its rules read."""
    read = {fact: read_by(own) & rules.keys() for fact, own in rules.items()}
    return tuple(TopologicalSorter(read).static_order())


def read_by(rules: Iterable[Rule]) -> set[str]:
    """Give the facts that rules read."""
    return {fact for rule in rules for fact in facts_of(rule.when)}


def guarded(estate: Number, kinds: Sequence[Mapping[str, Term]]) -> list[tuple[Formula, Mapping[str, Term]]]:
    """Give the terms of each kind of estate with the formula that it is the one."""
    alone = len(kinds) == 1
    return [(TRUE if alone else compared("is", estate, place), one) for place, one in enumerate(kinds)]
