"""Formulas over yes/no and whole numbers, and a solver that finds what makes them true: the one module that knows z3.

Formulas are built by the functions here and asked about by a `Solver`. Whatever has no bound in these formulas is a
number with a lowest and a highest value, so that every question has an answer; one that takes too long is `Undecided`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, TypeAlias

import z3

from kredslob.rules.conditions import Operator

Formula: TypeAlias = Any  # z3 carries no types
Number: TypeAlias = Any

TRUE: Final[Formula] = z3.BoolVal(True)
FALSE: Final[Formula] = z3.BoolVal(False)
SEED: Final = 1
MOST_MILLISECONDS: Final = 20_000  # for one question


class Undecided(Exception):
    """The solver gave up on a question, so nothing is known of it."""


def flag(name: str) -> Formula:
    """Give a yes/no that may be either."""
    return z3.Bool(name)


def whole(name: str) -> Number:
    """Give a whole number that may be any."""
    return z3.Int(name)


def is_open(value: object) -> bool:
    """Tell whether this is a number that may be any, not a value."""
    return isinstance(value, z3.ArithRef)


def constant(value: bool) -> Formula:
    """Give what is always so, or never."""
    return TRUE if value else FALSE


def no(part: Formula) -> Formula:
    """Give what holds when the part does not."""
    if part is TRUE:
        return FALSE
    return TRUE if part is FALSE else z3.Not(part)


def every(parts: Iterable[Formula]) -> Formula:
    """Give what holds when all parts do."""
    found = [part for part in parts if part is not TRUE]
    if any(part is FALSE for part in found):
        return FALSE
    return TRUE if not found else found[0] if len(found) == 1 else z3.And(found)


def some(parts: Iterable[Formula]) -> Formula:
    """Give what holds when at least one part does."""
    found = [part for part in parts if part is not FALSE]
    if any(part is TRUE for part in found):
        return TRUE
    return FALSE if not found else found[0] if len(found) == 1 else z3.Or(found)


def at_least(least: int, parts: Sequence[Formula]) -> Formula:
    """Give what holds when at least so many parts do."""
    if least <= 0:
        return TRUE
    return FALSE if least > len(parts) else z3.PbGe([(part, 1) for part in parts], least)


def at_most(most: int, parts: Sequence[Formula]) -> Formula:
    """Give what holds when at most so many parts do."""
    return TRUE if most >= len(parts) else z3.PbLe([(part, 1) for part in parts], most)


def implies(one: Formula, other: Formula) -> Formula:
    """Give what holds unless one does without the other."""
    return some((no(one), other))


def differ(one: Formula, other: Formula) -> Formula:
    """Give what holds when exactly one of two does."""
    return z3.Xor(one, other)


def either(condition: Formula, one: Number, other: Number) -> Number:
    """Give a number that is the one when a formula holds, and the other when it does not."""
    return z3.If(condition, one, other)


def fixed(value: int) -> Number:
    """Give a number that is always the same."""
    return z3.IntVal(value)


def quotient(number: Number, divisor: int) -> Number:
    """Give how often a divisor above 0 goes into a number, rounded down."""
    return number / divisor


def times(one: Number, other: Number, most: int) -> Number:
    """Give the product of two numbers, the second from 0 to `most`, in a form that keeps questions easy."""
    found = fixed(0)
    for value in range(1, most + 1):
        found = z3.If(other == value, value * one, found)
    return found


def shared(number: Number, among: Number, most: int) -> Number:
    """Give a number divided by another from 0 to `most`, rounded down; nothing where it is 0."""
    found = fixed(0)
    for value in range(1, most + 1):
        found = z3.If(among == value, number / value, found)
    return found


COMPARED: Final[Mapping[Operator, Callable[[Any, Any], Any]]] = {
    "is": lambda one, other: one == other,
    "is_not": lambda one, other: one != other,
    "over": lambda one, other: one > other,
    "at_least": lambda one, other: one >= other,
    "under": lambda one, other: one < other,
    "at_most": lambda one, other: one <= other,
}


def compared(operator: Operator, one: Number, other: Number) -> Formula:
    """Give what holds when two numbers compare so; either may be an `int`."""
    found = COMPARED[operator](one, other)
    return constant(found) if isinstance(found, bool) else found


class Found:
    """A situation that the solver has found: every flag and number in it has a value."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def holds(self, formula: Formula) -> bool:
        """Tell whether a formula holds there."""
        return bool(z3.is_true(self._model.eval(formula, model_completion=True)))

    def value(self, number: Number) -> int:
        """Give the value of a number there."""
        return int(self._model.eval(number, model_completion=True).as_long())


class Solver:
    """Finds situations in which everything that it has been told holds."""

    def __init__(self, told: Iterable[Formula] = ()) -> None:
        self._solver = z3.SolverFor("QF_LIA")
        self._solver.set("random_seed", SEED)
        self._solver.set("timeout", MOST_MILLISECONDS)
        self._solver.set("ctrl_c", False)  # else it takes an interrupt for itself, and nobody hears of it
        self.tell(told)
        self.asked = 0

    def tell(self, formulas: Iterable[Formula]) -> None:
        """Take formulas for true from now on."""
        self._solver.add([formula for formula in formulas if formula is not TRUE])

    @contextmanager
    def told(self, *formulas: Formula) -> Iterator[None]:
        """Take formulas for true for a while."""
        self._solver.push()
        self.tell(formulas)
        try:
            yield
        finally:
            self._solver.pop()

    def find(self, *formulas: Formula) -> Found | None:
        """Give a situation in which the formulas hold too, or None if there is none.

        Raises:
            Undecided: the solver gave up.
        """
        self.asked += 1
        if any(formula is FALSE for formula in formulas):
            return None
        with self.told(*formulas):
            answer = self._solver.check()
            if answer == z3.unknown:
                raise Undecided(self._solver.reason_unknown())
            return Found(self._solver.model()) if answer == z3.sat else None

    def needed(self, named: Mapping[str, Formula], *formulas: Formula) -> tuple[str, ...]:
        """Give names of the formulas that together with what is told allow no situation; few, but perhaps not the fewest.

        Empty if they allow one.
        """
        marks = {name: z3.Bool(f"!{name}") for name in named}
        with self.told(*formulas, *(implies(mark, named[name]) for name, mark in marks.items())):
            if self._solver.check(*marks.values()) != z3.unsat:
                return ()
            core = {str(mark) for mark in self._solver.unsat_core()}
        return tuple(name for name, mark in marks.items() if str(mark) in core)
