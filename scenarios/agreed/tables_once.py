"""Work the table of a decided fact out once for the same rules: on most days, and in most variants, they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kredslob.engine.columnar import Cells, Table, table_of
from kredslob.rules.model import Rule
from kredslob.rules.terms import Terms


class Tables:
    """The tables of decided facts over the same cells.

    Args:
        cells: of every fact that rules read.
    """

    def __init__(self, cells: Mapping[str, Cells]) -> None:
        self._cells = cells
        self._found: dict[tuple[str, int], tuple[tuple[Rule, ...], Table]] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return Tables, (self._cells,)  # rules are told apart by where they lie, and elsewhere they lie elsewhere

    def of(self, fact: str, terms: Terms) -> Table:
        """Give the table of a fact by the rules of these terms; raises what `table_of` does."""
        rules = terms.rules.get(fact, ())
        kept = self._found.get((fact, id(rules)))
        if kept is None:
            # the rules are kept with it, so that nothing else comes to lie where they do
            kept = self._found[fact, id(rules)] = rules, table_of(fact, terms, self._cells)
        return kept[1]
