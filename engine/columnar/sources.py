"""Where the steps of a program read: a column that was given, or what rules made of a fact before.

Both answer the same three questions for all rows at once: is it this, has it passed this cut, is it not known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, reduce
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kredslob.engine.columnar.column import Column
from kredslob.engine.columnar.planes import Plane, Truth, exactly, packed
from kredslob.engine.columnar.program import FALSE, TRUE, Constant, Is, Leaf, Missing, Passed
from kredslob.rules.model import FactDeclaration
from kredslob.rules.units import Value


class Source(Protocol):
    """A fact of some rows."""

    def is_(self, value: Value) -> Truth:
        """Tell where it is a value."""

    def passed(self, value: int, over: bool) -> Truth:
        """Tell where it is at least a number, or over it."""

    def missing(self) -> Truth:
        """Give unknown where it is not known, and false elsewhere."""

    @property
    def refused(self) -> Plane | None:
        """Where the rules refused to answer; None where they never did."""


class Given:
    """A fact that was given, as a column."""

    refused: Plane | None = None

    def __init__(self, fact: FactDeclaration, column: Column, room: NDArray[np.bool_]) -> None:
        self._fact = fact
        self._column = column
        self._room = room  # for a comparison on its way to a plane: asking for a new megabyte takes longer
        self._found: dict[Value | tuple[int], Truth] = {}

    @cached_property
    def _unknown(self) -> Plane | None:
        known = self._column.known
        return None if known is None or known.all() else packed(np.logical_not(known, out=self._room))

    def is_(self, value: Value) -> Truth:
        """Tell where it is a value."""
        if value not in self._found:
            self._found[value] = self._known(self._is(value))
        return self._found[value]

    def _is(self, value: Value) -> Plane:
        if self._fact.type == "yes_no":
            return packed(self._column.values)  # type: ignore[arg-type]  # bools, which checking has seen to
        choices = tuple(self._fact.choices)
        if value not in choices:
            return np.zeros(_bytes(len(self._column)), np.uint8)
        return packed(np.equal(self._column.values, choices.index(str(value)), out=self._room))

    def passed(self, value: int, over: bool) -> Truth:
        """Tell where it is at least a number, or over it; of whole numbers over 5 is 6 and more."""
        least = value + over
        if (least,) not in self._found:
            low = packed(np.greater_equal(self._column.values, least, out=self._room))
            highest = self._column.highest
            high = low if highest is None else packed(np.greater_equal(highest, least, out=self._room))
            self._found[least,] = self._known(low, high)
        return self._found[least,]

    def missing(self) -> Truth:
        """Give unknown where it is not known, and false elsewhere."""
        nowhere = np.zeros(_bytes(len(self._column)), np.uint8)
        return exactly(nowhere) if self._unknown is None else Truth(nowhere, self._unknown)

    def _known(self, certain: Plane, possible: Plane | None = None) -> Truth:
        perhaps = certain if possible is None else possible
        if self._unknown is None:
            return Truth(certain, perhaps)
        return Truth(certain & ~self._unknown, perhaps | self._unknown)


class Decided:
    """A fact that rules have decided.

    Args:
        values: for each value that the rules came to, where they did.
        unknown: where it is unknown; None where it never is.
        refused: where the rules leave a gap or clash, or read a fact of which they do; None where they never do.
        nowhere: no row at all.
    """

    def __init__(
        self, values: Mapping[Value, Plane], unknown: Plane | None, refused: Plane | None, nowhere: Plane
    ) -> None:
        self.values = values
        self.unknown = unknown
        self.refused = refused
        self.nowhere = nowhere

    def is_(self, value: Value) -> Truth:
        """Tell where it is a value."""
        return self._known(self.values.get(value, self.nowhere))

    def passed(self, value: int, over: bool) -> Truth:
        """Tell where it is at least a number, or over it."""
        passing = [plane for one, plane in self.values.items() if isinstance(one, int) and one >= value + over]
        return self._known(reduce(np.bitwise_or, passing, self.nowhere))

    def missing(self) -> Truth:
        """Give unknown where it is not known, and false elsewhere."""
        return self._known(self.nowhere)

    def _known(self, certain: Plane) -> Truth:
        return exactly(certain) if self.unknown is None else Truth(certain, certain | self.unknown)


def reading(sources: Callable[[str], Source], rows: int) -> Callable[[Leaf], Truth]:
    """Give how a program reads its leaves from the sources of some rows."""

    def read(leaf: Leaf) -> Truth:
        match leaf:
            case Passed(fact, value, over):
                return sources(fact).passed(value, over)
            case Is(fact, value):
                return sources(fact).is_(value)
            case Missing(fact):
                return sources(fact).missing()
            case Constant(truth):
                return constant(truth, rows)

    return read


def constant(truth: int, rows: int) -> Truth:
    """Give one truth in every row."""
    nowhere = np.zeros(_bytes(rows), np.uint8)
    if truth == FALSE:
        return exactly(nowhere)
    return exactly(~nowhere) if truth == TRUE else Truth(nowhere, ~nowhere)


def _bytes(rows: int) -> int:
    return (rows + 7) // 8
