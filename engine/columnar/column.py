"""A fact of many rows as arrays, and how what is known of one row is put into them and read back.

Three arrays of one length: the values, which of them are known, and for numbers that lie between two ends the highest
that each can be. Nothing is told by a special value, so there is no NaN and no minus one to be mistaken for a number.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kredslob.engine.knowledge import Between, FactValue, Unknown
from kredslob.rules.model import FactDeclaration
from kredslob.rules.units import NUMBERS, Value

Bools: TypeAlias = NDArray[np.bool_]
Whole: TypeAlias = NDArray[np.integer[Any]]
MOST_TOLD: Final = 5


class WrongColumns(ValueError):
    """What was given cannot be decided: every problem found, one a line."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A fact of as many rows as its arrays are long.

    Args:
        values: bool for yes_no, any integers for the others: a number in its inner unit (shares in parts per million,
            hours in minutes), a date as its proleptic ordinal, a choice by its place among the declared choices.
        known: False where nothing is known, whatever the value; None where all is.
        highest: of a number that is known only to lie between two ends, the higher one, and `values` the lower.
    """

    values: Bools | Whole
    known: Bools | None = None
    highest: Whole | None = None

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, rows: slice) -> Column:
        """Give some of the rows, as a view."""
        known = None if self.known is None else self.known[rows]
        return Column(self.values[rows], known, None if self.highest is None else self.highest[rows])


def column_of(fact: FactDeclaration, known: Iterable[FactValue]) -> Column:
    """Put what is known of each row into a column; why something is not known is left behind.

    Raises:
        WrongColumns: something is not of the fact's type.
    """
    lows: list[int] = []
    highs: list[int] = []
    sure: list[bool] = []
    wrong: list[str] = []
    for row, value in enumerate(known):
        try:
            low, high = _ends(fact, value)
        except (TypeError, ValueError, OverflowError):
            wrong.append(f"{fact.name}, row {row}: {value!r} is not of its type, {fact.type}.")
            continue
        lows.append(low)
        highs.append(high)
        sure.append(not isinstance(value, Unknown))
    if wrong:
        raise WrongColumns([*wrong[:MOST_TOLD], *([f"and {len(wrong) - MOST_TOLD} more"] * (len(wrong) > MOST_TOLD))])
    values: Any = np.array(lows, np.bool_ if fact.type == "yes_no" else np.int64)
    highest = None if lows == highs else np.array(highs, np.int64)
    return Column(values, None if all(sure) else np.array(sure, np.bool_), highest)


def known_of(fact: FactDeclaration, column: Column) -> list[FactValue]:
    """Give what is known of each row: the inverse of `column_of`, but that an unknown needs the fact itself."""
    highs = column.values if column.highest is None else column.highest
    sure = [True] * len(column) if column.known is None else column.known.tolist()
    return [
        _known(fact, low, high) if is_known else Unknown((fact.name,))
        for low, high, is_known in zip(column.values.tolist(), highs.tolist(), sure, strict=True)
    ]


def coded(fact: FactDeclaration, value: object) -> int:
    """Give the integer by which a column holds a value.

    Raises:
        TypeError: it is not of the fact's type.
        ValueError: it is not one of the declared choices.
        OverflowError: it is too large for 64 bits.
    """
    if fact.type == "choice" and isinstance(value, str):
        return tuple(fact.choices).index(value)
    if fact.type == "date" and type(value) is date:
        return value.toordinal()
    if type(value) is (bool if fact.type == "yes_no" else int) and fact.type in _PLAIN:
        return int(np.int64(value))
    raise TypeError(value)


_PLAIN: Final = NUMBERS | {"yes_no"}


def _ends(fact: FactDeclaration, value: FactValue) -> tuple[int, int]:
    if isinstance(value, Unknown):
        return 0, 0
    if not isinstance(value, Between):
        return (coded(fact, value),) * 2
    if fact.type not in NUMBERS or value.low > value.high:
        raise TypeError(value)
    return coded(fact, value.low), coded(fact, value.high)


def _known(fact: FactDeclaration, low: int, high: int) -> Value | Between:
    if low != high:
        return Between(low, high, (fact.name,))
    if fact.type == "choice":
        return tuple(fact.choices)[low]
    return date.fromordinal(low) if fact.type == "date" else low
