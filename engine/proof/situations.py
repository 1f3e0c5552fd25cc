"""The situations under one regime: what its rules make of each fact, and examples of what was found."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from kredslob.engine.proof.formulas import Formulas, Outcome
from kredslob.engine.proof.logic import Formula, Found, every
from kredslob.engine.proof.regimes import Regime, Variant
from kredslob.engine.proof.space import ONE, Side, Space, in_order, read_by
from kredslob.engine.proof.symbols import Key
from kredslob.engine.route import WHEN_NOBODY
from kredslob.rules.frozen import dataclass
from kredslob.rules.model import FactDeclaration, Rule
from kredslob.rules.units import Value


@dataclass(frozen=True, slots=True)
class Example:
    """A situation that was found: its facts, the values of the guesses, and whose estate it is.

    `told` are the facts and guesses that matter; empty where that has not been asked.
    """

    facts: Mapping[Key, Value]
    guesses: Mapping[str, Value]
    variant: Variant
    told: tuple[Key | str, ...] = ()


class Situations(Space):
    """The situations under a regime.

    Args:
        regime: rules and values that hold together.
        declarations: the declared facts.
        partly: whether facts may be left untold, to find the fewest that matter.
    """

    def __init__(self, regime: Regime, declarations: Mapping[str, FactDeclaration], *, partly: bool = False) -> None:
        side = Side("", regime.agreed, tuple(one.parameters for one in regime.variants))
        super().__init__((side,), declarations, partly=partly)
        self.regime = regime
        self.rule_formulas.parameters.reading(WHEN_NOBODY)  # no rule reads it, and the solver is told of a guess once

    @property
    def rule_formulas(self) -> Formulas:
        """What the rules make of the facts."""
        return self.formulas[0]

    @property
    def rules(self) -> Mapping[str, tuple[Rule, ...]]:
        """The rules by the fact that they decide."""
        return self.rule_formulas.rules

    @cached_property
    def in_order(self) -> tuple[str, ...]:
        """The decided facts, each after those that its rules read."""
        return in_order(self.rules)

    def outcome(self, fact: str, applicant: str = ONE) -> Outcome:
        """Give what the rules make of a decided fact."""
        return self.rule_formulas.outcome(self.rule_formulas.key(fact, applicant))

    def decided_below(self, fact: str) -> Formula:
        """Give when everything that the rules on a fact read has been decided: exactly one value each."""
        below = self._below[fact]
        return every(self.outcome(one).known for one in self.in_order if one in below)

    @cached_property
    def _below(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for fact in self.in_order:
            read = read_by(self.rules[fact]) & self.rules.keys()
            found[fact] = frozenset(read).union(*(found[one] for one in read))
        return found

    def example(self, found: Found, told: tuple[Key | str, ...] = ()) -> Example:
        """Give the facts of a situation that was found."""
        side = self.sides[0]
        variant = self.regime.variants[self.kind(found)]
        return Example(self.facts(found, side), self.guesses(found, side), variant, told)
