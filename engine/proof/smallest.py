"""The smallest situation in which something is so: the fewest facts that must be told, all others as is ordinary.

What is not told is unknown to the rules, so that what is found holds whatever the other facts are, and a decision that
is told no more comes to the same. The solver counts; nothing is sampled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from kredslob.engine.proof.asking import asked
from kredslob.engine.proof.logic import Formula, Found, at_most, compared, every, no
from kredslob.engine.proof.plain import plain_value, telling_values
from kredslob.engine.proof.regimes import Regime
from kredslob.engine.proof.situations import Example, Situations
from kredslob.engine.proof.symbols import Guess, Key, Symbol
from kredslob.rules.model import FactDeclaration

Goal = Callable[[Situations], Formula]
"""What is looked for, in the situations that it is given."""


class Smallest:
    """Finds smallest situations under a regime."""

    def __init__(self, regime: Regime, declarations: Mapping[str, FactDeclaration]) -> None:
        self._regime = regime
        self._declarations = declarations

    @cached_property
    def situations(self) -> Situations:
        """The situations, of which facts may be left untold."""
        return Situations(self._regime, self._declarations, partly=True)

    def asked(self, fact: str, goal: Goal) -> Example | None:
        """Give a smallest situation in which the goal holds and a decision asks for the fact; else only the goal."""
        return self.best(lambda among: every((goal(among), asked(among, fact))), goal)

    def best(self, *goals: Goal) -> Example | None:
        """Give a smallest situation for the first of several goals that has one."""
        return next((found for goal in goals if (found := self.find(goal)) is not None), None)

    def find(self, goal: Goal) -> Example | None:
        """Give a smallest situation in which the goal certainly holds, or None if there is none."""
        wanted = goal(self.situations)
        found = self.situations.solver.find(wanted)
        if found is None:
            return None
        costs = self._costs
        most = sum(found.holds(cost) for cost in costs)
        for count in range(most):
            fewer = self.situations.solver.find(wanted, at_most(count, costs))
            if fewer is not None:
                found = fewer
                break
        return self._ordinary(wanted, found)

    @cached_property
    def _costs(self) -> list[Formula]:
        """What a case is the larger for: each fact told, twice each guess, and an estate that has values of its own."""
        facts, guesses = [one.told for one in self._symbols.values()], [one.told for one in self._guesses]
        return [*facts, *guesses, *guesses, no(compared("is", self.situations.estate, 0))]

    @property
    def _symbols(self) -> dict[Key, Symbol]:
        return {key: symbol for (key, _), symbol in self.situations.symbols.facts.items()}

    @property
    def _guesses(self) -> tuple[Guess, ...]:
        return tuple(self.situations.symbols.guesses.values())

    def _ordinary(self, wanted: Formula, found: Found) -> Example:
        """Make what does not matter as ordinary as it can be, and what does readable."""
        solver = self.situations.solver
        told = tuple(key for key, symbol in self._symbols.items() if found.holds(symbol.told))
        open_ = tuple(one.parameter for one in self._guesses if found.holds(one.told))
        fixed = [cost if found.holds(cost) else no(cost) for cost in self._costs]
        fixed.append(compared("is", self.situations.estate, found.value(self.situations.estate)))
        with solver.told(wanted, *fixed):
            for better in self._better(set(told), found):
                closer = solver.find(better)
                if closer is not None:
                    found = closer
                    solver.tell([better])
        return self.situations.example(found, (*told, *open_))

    def _better(self, told: set[Key], found: Found) -> Iterator[Formula]:
        """Give what would make the situation easier to read, one thing after the other."""
        for key in sorted(told):
            symbol = self._symbols[key]
            options = telling_values(key, symbol, self._regime.agreed.rules, self.situations.formulas.parameters)
            if options:
                yield from (symbol.compare("is", value) for value in options)
            else:
                yield symbol.compare("is", symbol.value(found))
        plain = {key: one for key, one in self._symbols.items() if key not in told}
        easy = [one.compare("is", plain_value(one.declaration)) for one in plain.values()]
        yield every(easy)
        yield from easy
