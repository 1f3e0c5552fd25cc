"""What is known of a fact, as integer fields that plain tests can be put to.

A number or a date becomes two fields, the lowest and the highest that it can be: alike when it is known, its ends when
it lies between, out of reach of every threshold when it is unknown. A yes/no or a choice becomes one field that holds a
code, with a code of its own for unknown. So what is certain and what is possible are both tests on integers, and a
value that is not of its fact's type is a fault before anything is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final, Literal, NamedTuple

from kredslob.engine.knowledge import Between, FactValue, Unknown
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message
from kredslob.rules.units import NUMBERS, Value

FAR: Final = 10**18  # beyond every value of every unit, within 64 bits


class ChainingFault(Exception):
    """The second evaluator cannot answer, and does not: what it was given or what it did is not to be trusted."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text())


class Field(NamedTuple):
    """One integer of what is known: of which fact (or rule), and which part of it."""

    name: str
    part: Literal["low", "high", "code", "truth"]


class Span(NamedTuple):
    """The integers from `low` to `high`, both included, without the gaps. FAR away means no end."""

    low: int = -FAR
    high: int = FAR
    gaps: frozenset[int] = frozenset()


def meet(one: Span, other: Span) -> Span | None:
    """Give the integers in both spans, or None if there are none."""
    low, high, gaps = max(one.low, other.low), min(one.high, other.high), one.gaps | other.gaps
    while low in gaps:
        low += 1
    while high in gaps:
        high -= 1
    return Span(low, high, frozenset(gap for gap in gaps if low < gap < high)) if low <= high else None


def within(one: Span, other: Span) -> bool:
    """Tell whether every integer of one span is in the other."""
    return meet(one, other) == one


@dataclass(frozen=True, slots=True)
class Number:
    """A number or date as the lowest and the highest that it can be."""

    name: str
    integer: Callable[[object], int | None]

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that it becomes."""
        return Field(self.name, "low"), Field(self.name, "high")

    def ends(self, certain: bool) -> tuple[Field, Field]:
        """Give the field that decides whether it is certainly (or possibly) above something, and below something."""
        low, high = self.fields
        return (low, high) if certain else (high, low)

    def constant(self, value: Value) -> int:
        """Give the integer of a value to compare with.

        Raises:
            ChainingFault: it is not of this fact's type.
        """
        found = self.integer(value)
        if found is None or not -FAR < found < FAR:
            raise _not_of_type(self.name, value)
        return found

    def integers(self, value: FactValue) -> tuple[int, ...]:
        """Give what is known as integers, one for each field.

        Raises:
            ChainingFault: it is not of this fact's type, or runs backwards.
        """
        if isinstance(value, Unknown):
            return -FAR, FAR
        if isinstance(value, Between):
            ends = self.constant(value.low), self.constant(value.high)
            if ends[0] <= ends[1]:
                return ends
            raise _not_of_type(self.name, value)
        return (self.constant(value),) * 2


@dataclass(frozen=True, slots=True)
class Named:
    """A yes/no or a choice as a code: 0 unknown, then each value that some rule names, then any other."""

    name: str
    kind: type
    values: tuple[Value, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """The one field that it becomes."""
        return (Field(self.name, "code"),)

    @property
    def _last(self) -> int:
        return len(self.values) + (self.kind is not bool)  # true and false are all there is

    def constant(self, value: Value) -> int:
        """Give the code of a value.

        Raises:
            ChainingFault: it is not of this fact's type.
        """
        if type(value) is not self.kind:
            raise _not_of_type(self.name, value)
        return self.values.index(value) + 1 if value in self.values else self._last

    def integers(self, value: FactValue) -> tuple[int, ...]:
        """Give what is known as a code.

        Raises:
            ChainingFault: it is not of this fact's type.
        """
        if isinstance(value, Unknown):
            return (0,)
        if isinstance(value, Between):
            raise _not_of_type(self.name, value)
        return (self.constant(value),)

    def among(self, values: Iterable[Value], wanted: bool, certain: bool) -> Span | None:
        """Give the codes with which it certainly (or possibly) is one of the values, or is none if not wanted."""
        named = {self.constant(value) for value in values}
        last = self._last
        codes = {code for code in range(1, last + 1) if (code in named) is wanted} | (set() if certain else {0})
        if not codes:
            return None
        gaps = frozenset(range(last + 1)) - codes
        # Only codes are ever posted, so a set that reaches the first or last of them needs no test there.
        return meet(Span(-FAR if 0 in codes else min(codes), FAR if last in codes else max(codes)), Span(gaps=gaps))


Known = Number | Named


def known_as(name: str, of_type: str, named: Iterable[Value]) -> Known:
    """Say how a fact becomes fields.

    Args:
        name: the fact.
        of_type: its type, as declared.
        named: the values that some rule compares it with.

    Raises:
        ChainingFault: there is no such type.
    """
    if of_type in NUMBERS:
        return Number(name, _whole)
    match of_type:
        case "date":
            return Number(name, _ordinal)
        case "yes_no":
            return Named(name, bool, (False, True))
        case "choice" | "term":
            return Named(name, str, tuple(dict.fromkeys(named)))
    raise ChainingFault(Message("{fact} is declared as {type}, which no rule can compare.", fact=name, type=of_type))


def _whole(value: object) -> int | None:
    return value if type(value) is int else None


def _ordinal(value: object) -> int | None:
    return value.toordinal() if type(value) is date else None


def _not_of_type(name: str, value: object) -> ChainingFault:
    return ChainingFault(Message("{fact} cannot be {value}: it is not of its type.", fact=name, value=repr(value)))
