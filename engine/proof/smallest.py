"""The smallest situation in which something is so: the fewest facts that must be told, all others as is ordinary.

What is not told is unknown to the rules, so that what is found holds whatever the other facts are, and a decision that
is told no more comes to the same. The solver counts; nothing is sampled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Generic, TypeVar

from kredslob.engine.proof.logic import Formula, Found, at_most, compared, every, no
from kredslob.engine.proof.plain import plain_value, telling_values
from kredslob.engine.proof.space import Space
from kredslob.engine.proof.symbols import Key
from kredslob.rules.frozen import dataclass

S = TypeVar("S", bound=Space)
Told = tuple[Key, str]
"""A fact, and the side on which it is so; nothing for both."""


@dataclass(frozen=True, slots=True)
class Small:
    """A smallest situation, the facts that matter in it, and the guesses."""

    found: Found
    facts: tuple[Told, ...]
    guesses: tuple[str, ...]


class Smallest(Generic[S]):
    """Finds smallest situations in a space, which is made when it is first needed and lets facts be left untold."""

    def __init__(self, space: Callable[[], S]) -> None:
        self._make = space

    @cached_property
    def space(self) -> S:
        """The situations, of which facts may be left untold."""
        return self._make()

    def find(self, *goals: Callable[[S], Formula]) -> Small | None:
        """Give a smallest situation in which the first of several goals certainly holds that can; None if none can."""
        return next((found for goal in goals if (found := self._find(goal(self.space))) is not None), None)

    def _find(self, wanted: Formula) -> Small | None:
        solver, costs = self.space.solver, self._costs
        found = solver.find(wanted)
        if found is None:
            return None
        most = sum(found.holds(cost) for cost in costs)
        for count in range(most):
            fewer = solver.find(wanted, at_most(count, costs))
            if fewer is not None:
                found = fewer
                break
        return self._ordinary(wanted, found)

    @cached_property
    def _costs(self) -> list[Formula]:
        """What a case is the larger for: each fact told, twice each guess, and an estate that has values of its own."""
        facts = [one.told for one in self.space.symbols.facts.values()]
        guesses = [one.told for one in self.space.symbols.guesses.values()]
        return [*facts, *guesses, *guesses, no(compared("is", self.space.estate, 0))]

    def _ordinary(self, wanted: Formula, found: Found) -> Small:
        """Make what does not matter as ordinary as it can be, and what does readable."""
        solver, symbols = self.space.solver, self.space.symbols
        told = tuple(sorted(key for key, symbol in symbols.facts.items() if found.holds(symbol.told)))
        guesses = tuple(one.parameter for one in symbols.guesses.values() if found.holds(one.told))
        fixed = [cost if found.holds(cost) else no(cost) for cost in self._costs]
        fixed.append(compared("is", self.space.estate, found.value(self.space.estate)))
        with solver.told(wanted, *fixed):
            for better in self._better(told, found):
                closer = solver.find(better)
                if closer is not None:
                    found = closer
                    solver.tell([better])
        return Small(found, told, tuple(dict.fromkeys(guesses)))

    def _better(self, told: tuple[Told, ...], found: Found) -> Iterator[Formula]:
        """Give what would make the situation easier to read, one thing after the other."""
        facts = self.space.symbols.facts
        limits = [
            (side.agreed.rules, own.parameters) for side, own in zip(self.space.sides, self.space.formulas, strict=True)
        ]
        for key in told:
            symbol = facts[key]
            options = [value for rules, own in limits for value in telling_values(key[0], symbol, rules, own)]
            if options:
                yield from (symbol.compare("is", value) for value in dict.fromkeys(options))
            else:
                yield symbol.compare("is", symbol.value(found))
        easy = [one.compare("is", plain_value(one.declaration)) for key, one in facts.items() if key not in told]
        yield every(easy)
        yield from easy
