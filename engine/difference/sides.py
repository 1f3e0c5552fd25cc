"""The situations under two agreements at once, and when they decide a fact differently in one and the same situation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from kredslob.engine.difference.pairs import Pair
from kredslob.engine.proof.formulas import Formulas, Outcome
from kredslob.engine.proof.logic import FALSE, Formula, Found, differ, every, no, some
from kredslob.engine.proof.regimes import Variant
from kredslob.engine.proof.situations import Example
from kredslob.engine.proof.smallest import Small
from kredslob.engine.proof.space import ONE, Side, Space, in_order
from kredslob.rules.frozen import dataclass
from kredslob.rules.model import FactDeclaration
from kredslob.rules.units import Value

Decided = Value | None
"""What a side makes of a fact; None is no answer: a gap or a clash."""


@dataclass(frozen=True, slots=True)
class Twofold:
    """A situation as each of two agreements sees it."""

    a: Example
    b: Example


class Sides(Space):
    """The situations under two regimes that speak of the same facts.

    Args:
        pair: the two regimes.
        declarations: the declared facts.
        partly: whether facts may be left untold, to find the fewest that matter.
    """

    def __init__(self, pair: Pair, declarations: Mapping[str, FactDeclaration], *, partly: bool = False) -> None:
        super().__init__(pair.sides, declarations, partly=partly)
        self.pair = pair

    @property
    def a(self) -> Formulas:
        """What the one makes of the facts."""
        return self.formulas[0]

    @property
    def b(self) -> Formulas:
        """What the other makes of them."""
        return self.formulas[1]

    @cached_property
    def decided(self) -> tuple[str, ...]:
        """The facts that both decide, each after those that its rules read."""
        return tuple(fact for fact in in_order(self.a.rules) if fact in self.b.rules)

    def outcomes(self, fact: str) -> tuple[Outcome, Outcome]:
        """Give what each side makes of a fact."""
        return self.a.outcome(self.a.key(fact, ONE)), self.b.outcome(self.b.key(fact, ONE))

    def differ(self, fact: str) -> Formula:
        """Give when the sides decide a fact differently; where everything is told."""
        one, other = self.outcomes(fact)
        values = dict.fromkeys((*one.may_be, *other.may_be))
        return some(differ(one.certainly(value), other.certainly(value)) for value in values)

    def flips(self, fact: str, before: Decided, after: Decided) -> Formula:
        """Give when one side certainly decides a fact so and the other certainly so."""
        one, other = self.outcomes(fact)
        return every((_decides(one, before), _decides(other, after)))

    def found_flip(self, found: Found, fact: str) -> tuple[Decided, Decided]:
        """Give what each side makes of a fact in a situation that was found, in which all is told."""
        one, other = self.outcomes(fact)
        return _decided(found, one), _decided(found, other)

    def twofold(self, small: Small) -> Twofold:
        """Give a smallest situation as each side sees it."""
        kind = self.kind(small.found)
        mine, yours = self.sides
        return Twofold(
            self._example(small, mine, self.pair.a.variants[kind]),
            self._example(small, yours, self.pair.b.variants[kind]),
        )

    def _example(self, small: Small, side: Side, variant: Variant) -> Example:
        guesses = self.guesses(small.found, side)
        told = [key for key, of in small.facts if of in ("", side.name)]
        return Example(
            self.facts(small.found, side), guesses, variant,
            (*told, *(name for name in small.guesses if name in guesses)),
        )  # fmt: skip


def _decides(outcome: Outcome, value: Decided) -> Formula:
    if value is not None:
        return outcome.certainly(value)
    return some((outcome.gap, *(clash for *_, clash in outcome.clashes())))


def _decided(found: Found, outcome: Outcome) -> Decided:
    if not found.holds(outcome.known):
        return None
    return next(value for value, may in outcome.may_be.items() if found.holds(may))


def every_flip(sides: Sides, fact: str) -> Iterator[tuple[Decided, Decided]]:
    """Give each way in which a fact comes out differently: what the one makes of it, and the other."""
    left = sides.differ(fact)
    while left is not FALSE:
        found = sides.solver.find(left)
        if found is None:
            return
        flip = sides.found_flip(found, fact)
        yield flip
        left = every((left, no(_full(sides, fact, flip))))


def _full(sides: Sides, fact: str, flip: tuple[Decided, Decided]) -> Formula:
    one, other = sides.outcomes(fact)
    return every(
        outcome.certainly(value) if value is not None else no(outcome.known)
        for outcome, value in zip((one, other), flip, strict=True)
    )
