"""What may be one thing or another, as numbers of the solver: declared facts within their range, guesses within theirs.

A fact or guess may be marked as told or not. What is not told is unknown to the rules, as in a decision where nobody has
said it; the number of things told is the size of a case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from kredslob.engine.proof.logic import (
    TRUE,
    Formula,
    Found,
    Number,
    compared,
    constant,
    every,
    flag,
    is_open,
    no,
    whole,
)
from kredslob.rules.conditions import Operator
from kredslob.rules.frozen import dataclass
from kredslob.rules.model import FactDeclaration
from kredslob.rules.units import PPM, Value

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
MOST: Final = 1_000_000  # of what is declared without a range
NOWHERE: Final = -1  # the code of a name that is no choice


class Key(NamedTuple):
    """A fact, and the applicant that it is about; None for the vacancy, its estate and its area."""

    fact: str
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Symbol:
    """A fact as the solver has it: a flag for a yes/no, else a number; `told` holds when it is told."""

    declaration: FactDeclaration
    number: Number
    told: Formula

    @property
    def is_flag(self) -> bool:
        """Whether it is a yes/no."""
        return self.declaration.type == "yes_no"

    def compare(self, operator: Operator, value: Value | Number) -> Formula:
        """Give what holds when the fact compares so with a value, or with a number that is not known."""
        if is_open(value):
            return compared(operator, self.number, value)
        if self.is_flag:
            wanted = (value is True) is (operator == "is")
            return self.number if wanted else no(self.number)
        return compared(operator, self.number, self.code(value))

    def code(self, value: Value) -> int:
        """Give the number that stands for a value."""
        if isinstance(value, date):
            return value.toordinal()
        if isinstance(value, str):
            choices = list(self.declaration.choices)
            return choices.index(value) if value in choices else NOWHERE
        return int(value) if isinstance(value, int) else NOWHERE

    @property
    def ends(self) -> tuple[int, int]:
        """The lowest and highest number that it may be."""
        match self.declaration.type:
            case "choice":
                return 0, len(self.declaration.choices) - 1
            case "date":
                low, high = self.declaration.range or (FIRST_DAY, LAST_DAY)
            case "share":
                low, high = self.declaration.range or (0, PPM)
            case _:
                low, high = self.declaration.range or (0, MOST)
        return self.code(low), self.code(high)

    @property
    def domain(self) -> Formula:
        """What holds of it whatever the situation: it lies within its range."""
        if self.is_flag:
            return TRUE
        low, high = self.ends
        return every((self.number >= low, self.number <= high))

    def value(self, found: Found) -> Value:
        """Give its value in a situation that was found."""
        if self.is_flag:
            return found.holds(self.number)
        return self.meaning(found.value(self.number))

    def meaning(self, number: int) -> Value:
        """Give the value that a number stands for."""
        match self.declaration.type:
            case "choice":
                return list(self.declaration.choices)[number]
            case "date":
                return date.fromordinal(number)
            case _:
                return number


@dataclass(frozen=True, slots=True)
class Guess:
    """An open guess: one of its alternatives by number, or any number within its range."""

    parameter: str
    alternatives: tuple[Value, ...]
    range: tuple[Value, Value] | None
    number: Number
    told: Formula

    @property
    def ends(self) -> tuple[Value, ...]:
        """Its alternatives, or the lowest and highest that it may be."""
        return self.alternatives or self.range or ()

    @property
    def domain(self) -> Formula:
        """What holds of it whatever the situation."""
        low, high = (0, len(self.alternatives) - 1) if self.range is None else (_ordinal(end) for end in self.range)
        return every((self.number >= low, self.number <= high))

    def is_(self, place: int) -> Formula:
        """Give what holds when it is the alternative at a place."""
        return compared("is", self.number, place)

    def value(self, found: Found) -> Value:
        """Give its value in a situation that was found."""
        number = found.value(self.number)
        if self.range is None:
            return self.alternatives[number]
        return date.fromordinal(number) if isinstance(self.range[0], date) else number


def _ordinal(value: Value) -> int:
    if isinstance(value, date):
        return value.toordinal()
    return int(value) if isinstance(value, int) else 0  # a range has numbers or dates for its ends


class Symbols:
    """The facts and guesses that formulas speak of, each made when it is first spoken of.

    Args:
        declarations: the declared facts.
        partly: whether a fact or guess may be left untold.
    """

    def __init__(self, declarations: Mapping[str, FactDeclaration], *, partly: bool = False) -> None:
        self.declarations = declarations
        self.partly = partly
        self.facts: dict[tuple[Key, str], Symbol] = {}
        self.guesses: dict[tuple[object, ...], Guess] = {}

    def fact(self, key: Key, side: str = "") -> Symbol:
        """Give a fact. `side`: that of two agreements, where each works it out in its own way."""
        if (key, side) not in self.facts:
            name = f"{key.fact}@{key.about or ''}/{side}"
            declared = self.declarations[key.fact]
            number = flag(name) if declared.type == "yes_no" else whole(name)
            self.facts[key, side] = Symbol(declared, number, self._told(name))
        return self.facts[key, side]

    def guess(self, parameter: str, alternatives: tuple[Value, ...], range_: tuple[Value, Value] | None) -> Guess:
        """Give an open guess; those of one parameter that may be the same values are one."""
        identity = (parameter, alternatives, range_)
        if identity not in self.guesses:
            name = f"?{parameter}/{identity}"
            self.guesses[identity] = Guess(parameter, alternatives, range_, whole(name), self._told(name))
        return self.guesses[identity]

    def domains(self) -> Iterator[Formula]:
        """Give what holds of each, whatever the situation."""
        yield from (one.domain for one in self.facts.values())
        yield from (one.domain for one in self.guesses.values())

    def _told(self, name: str) -> Formula:
        return flag(f"told {name}") if self.partly else constant(True)
