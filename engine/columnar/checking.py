"""See that columns are what they say they are: of declared facts, of the right types, and all of one length.

A wrong column is a mistake of the program that made it, so it is told at once and in full, and nothing is decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from kredslob.engine.columnar.column import Column, WrongColumns
from kredslob.rules.messages import nearest
from kredslob.rules.model import FactDeclaration
from kredslob.rules.units import NUMBERS


def rows_of(
    given: Mapping[str, Column], needed: Iterable[str], declarations: Mapping[str, FactDeclaration], rows: int | None
) -> int:
    """Give how many rows the columns have.

    Args:
        given: the columns, by fact.
        needed: the facts that must be there.
        declarations: the declared facts.
        rows: how many there must be; None is as many as the first column has.

    Raises:
        WrongColumns: with every problem found.
    """
    problems = [
        f"{name} is not given: every fact that the rules read needs a column." for name in needed if name not in given
    ]
    lengths = [len(one) for one in given.values() if _is_column(one)]
    wanted = rows if rows is not None else lengths[0] if lengths else None
    if wanted is None and not problems:
        problems.append("no column is given, so the number of rows must be.")
    for name, column in given.items():
        problems += [f"{name}: {told}" for told in _problems(name, column, declarations, wanted)]
    if problems:
        raise WrongColumns(problems)
    return wanted or 0


def _is_column(given: object) -> bool:
    values = getattr(given, "values", None)
    return isinstance(given, Column) and isinstance(values, np.ndarray) and values.ndim == 1


def _problems(
    name: str, column: object, declarations: Mapping[str, FactDeclaration], rows: int | None
) -> Iterator[str]:
    if name not in declarations:
        near = nearest(name, declarations)
        yield "there is no such fact." + (f" Is {near} meant?" if near else "")
        return
    if not isinstance(column, Column):
        yield f"a {type(column).__name__} is no Column."
        return
    fact = declarations[name]
    shaped = list(_arrays(fact, column, rows))
    yield from shaped
    if not shaped:
        yield from _values(fact, column)


def _arrays(fact: FactDeclaration, column: Column, rows: int | None) -> Iterator[str]:
    """Find arrays that are of another type or length than asked."""
    kinds = "b" if fact.type == "yes_no" else "iu"
    array: object
    for part, array, accepted in (
        ("values", column.values, kinds), ("known", column.known, "b"), ("highest", column.highest, "iu"),
    ):  # fmt: skip
        if array is None and part != "values":
            continue
        if not isinstance(array, np.ndarray) or array.ndim != 1:
            yield f"{part} is no array of one dimension."
        elif array.dtype.kind not in accepted:
            words = "bool" if accepted == "b" else "integers"
            hint = ", and what is not known is said by `known`, not by NaN" if array.dtype.kind == "f" else ""
            yield f"{part} is of {array.dtype}; {words} are asked for{hint}."
        elif rows is not None and len(array) != rows:
            yield f"{part} has {len(array)} rows, and there are {rows}."
    if column.highest is not None and fact.type not in NUMBERS:
        yield f"only a number has a highest value, not a {fact.type}."


def _values(fact: FactDeclaration, column: Column) -> Iterator[str]:
    """Find choices that there are not, and numbers whose highest value is below their lowest."""
    if fact.type == "choice" and len(column):
        last = len(fact.choices) - 1
        strange = (column.values < 0) | (column.values > last)
        if strange.any():
            yield from _rows(strange, column, f"no choice, which are numbered 0 to {last}")
    if column.highest is not None:
        yield from _rows(column.highest < column.values, column, "higher than the highest that it can be")


def _rows(strange: np.ndarray, column: Column, told: str) -> Iterator[str]:
    found = np.flatnonzero(strange if column.known is None else strange & column.known)
    if len(found):
        yield f"in row {found[0]} ({len(found)} in all) {column.values[found[0]]} is {told}."
