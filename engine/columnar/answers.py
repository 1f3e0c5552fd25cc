"""What the rules make of a fact in every row: the place of its answer, or why there is none."""

from __future__ import annotations

import dataclasses

import numpy as np
from numpy.typing import NDArray

from kredslob.engine.columnar.column import Bools, Column, Whole, WrongColumns
from kredslob.engine.columnar.outcome import UNKNOWN
from kredslob.rules.model import FactDeclaration
from kredslob.rules.units import Value


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """What the rules make of a fact in every row.

    Args:
        codes: int8, one for each row: a place among the answers, or
            UNKNOWN, GAP, CLASH or REFUSED.
        answers: what the fact can come to; for a choice in the order of its declaration, for a yes/no (False, True).
        fact: its declaration.
    """

    codes: NDArray[np.int8]
    answers: tuple[Value, ...]
    fact: FactDeclaration

    def __len__(self) -> int:
        return len(self.codes)

    def where(self, value: Value) -> Bools:
        """Give the rows in which it certainly is a value; raise ValueError for one that it cannot be."""
        return np.asarray(self.codes == self.answers.index(value))

    @property
    def refused(self) -> Bools:
        """The rows that were refused an answer: a gap, a clash, or one of these in a fact that was read."""
        return np.asarray(self.codes < UNKNOWN)

    @property
    def column(self) -> Column:
        """The fact as a column that can be given to be read by other rules.

        Raises:
            WrongColumns: some row was refused an answer.
        """
        refused = np.flatnonzero(self.refused)
        if len(refused):
            row = int(refused[0])
            raise WrongColumns([f"{self.fact.name}: row {row} was refused an answer ({self.codes[row]})."])
        known = self.codes >= 0
        places = np.where(known, self.codes, 0)
        values: Bools | Whole = places
        if self.fact.type == "yes_no":
            values = places.astype(np.bool_)
        elif self.fact.type != "choice":
            values = np.array([*map(int, self.answers)], np.int64)[places]  # type: ignore[arg-type]  # numbers
        return Column(values, None if known.all() else known)
