"""Look for a smallest example of something under one regime, best in a situation in which a decision asks for it."""

from __future__ import annotations

from collections.abc import Callable

from kredslob.engine.proof.asking import asked_by
from kredslob.engine.proof.logic import Formula, every
from kredslob.engine.proof.situations import Example, Situations
from kredslob.engine.proof.smallest import Smallest

Goal = Callable[[Situations], Formula]
"""What is looked for, in the situations that it is given."""


def smallest_of(smallest: Smallest[Situations], fact: str, goal: Goal) -> Example | None:
    """Give a smallest example in which the goal holds and a decision asks for the fact; else only the goal."""
    return best(smallest, lambda among: every((goal(among), asked_by(among.rule_formulas, among.symbols, fact))), goal)


def best(smallest: Smallest[Situations], *goals: Goal) -> Example | None:
    """Give a smallest example of the first of several goals that has one."""
    small = smallest.find(*goals)
    if small is None:
        return None
    return smallest.space.example(small.found, (*(key for key, _ in small.facts), *small.guesses))
