"""A decided fact as a dense table over the cells of the facts that its rules read: looking up is all there is to deciding.

For loops that are compiled, as the simulation's are. The rules are compiled as for columns, and run on one row for each
combination of cells, so there is no second reading of them. Nothing is unknown in a table: guesses must have been taken.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from math import prod
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kredslob.engine.columnar.cells import Cells
from kredslob.engine.columnar.column import WrongColumns
from kredslob.engine.columnar.outcome import UNKNOWN, precedence
from kredslob.engine.columnar.planes import Plane, Truth, exactly, packed
from kredslob.engine.columnar.program import FALSE, compiled
from kredslob.engine.columnar.sources import Source, constant, reading
from kredslob.rules.conditions import parameters_of
from kredslob.rules.terms import Terms
from kredslob.rules.units import Value

MOST_CELLS: Final = 1 << 24


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A decided fact over the cells of the facts that its rules read.

    Args:
        fact: the fact decided.
        reads: the facts that make a difference to some rule, one axis each, in order.
        codes: int8, one axis for each fact read: a place among `answers`, or GAP or CLASH.
        answers: what the rules conclude.
    """

    fact: str
    reads: tuple[str, ...]
    codes: NDArray[np.int8]
    answers: tuple[Value, ...]


def table_of(fact: str, terms: Terms, cells: Mapping[str, Cells], fixed: Mapping[str, int] | None = None) -> Table:
    """Lay a decided fact out as a table.

    Args:
        fact: a decided fact.
        terms: the terms in force.
        cells: of every fact that the rules on it read, as `cells_of` gives them from these terms, perhaps with others.
        fixed: facts known beforehand, by cell; they get no axis.

    Raises:
        WrongColumns: the fact hangs on an open guess, cells are missing or of other terms, or there are too many.
    """
    known, rules = fixed or {}, terms.rules.get(fact, ())
    program = compiled([rule.when for rule in rules], {name: one.type for name, one in cells.items()})
    reads = tuple(dict.fromkeys(leaf.fact for leaf in program.leaves if leaf.fact not in known))
    shape = tuple(len(cells[name].values) for name in reads)
    rows = prod(shape)
    if rows > MOST_CELLS:
        raise WrongColumns([f"{fact} would have {rows} cells, {MOST_CELLS} at most: {', '.join(reads)}."])

    places = dict(zip(reads, np.indices(shape, np.int16).reshape(len(shape), rows), strict=True))
    places |= {name: np.broadcast_to(np.int16(cell), rows) for name, cell in known.items()}
    sources: dict[str, Source] = {name: _Placed(cells[name], place) for name, place in places.items() if name in cells}

    answers = tuple(dict.fromkeys(rule.value for rule in rules))
    codes = np.empty(rows, np.int8)
    outcome = precedence(rules, program.general).outcome(program.run(reading(sources.__getitem__, rows)), None, rows)
    outcome.write(answers, codes)
    if (codes == UNKNOWN).any():
        guesses = dict.fromkeys(name for rule in rules for name in parameters_of(rule.when))
        raise WrongColumns([f"{fact} hangs on a guess that is open, one of: {', '.join(guesses)}."])
    return Table(fact, reads, codes.reshape(shape), answers)


class _Placed:
    """A fact of which the cell is known in every row."""

    refused: Plane | None = None

    def __init__(self, cells: Cells, places: NDArray[np.int16]) -> None:
        self._cells = cells
        self._places = places

    def is_(self, value: Value) -> Truth:
        """Tell where it is a value."""
        if value not in self._cells.values:
            return constant(FALSE, len(self._places))
        return exactly(packed(self._places == self._cells.values.index(value)))

    def passed(self, value: int, over: bool) -> Truth:
        """Tell where it is at least a number, or over it: where as many cuts have been passed."""
        cuts = self._cells.cuts
        cut = next((one for one in ((value, over), (value + over, False)) if one in cuts), None)
        if cut is None:
            raise WrongColumns([f"the cells of {self._cells.fact} are not those of these rules: {value} is no cut."])
        return exactly(packed(self._places > cuts.index(cut)))

    def missing(self) -> Truth:
        """Give unknown nowhere."""
        return constant(FALSE, len(self._places))
