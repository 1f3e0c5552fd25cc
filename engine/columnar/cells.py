"""The cells of a fact: the sets of its values that no rule tells apart.

A rule only ever compares a number with a few others, so its values fall into a few cells between *cuts*: cell i holds
what has passed i of them. A share can be put into its cell as the two counts that it is, so that it is on the side of a
threshold that it truly is on. A yes/no has two cells, a choice one for each of its choices.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Final

from kredslob.engine.columnar.column import WrongColumns
from kredslob.engine.columnar.program import Passed, compiled
from kredslob.rules.conditions import facts_of
from kredslob.rules.frozen import dataclass
from kredslob.rules.model import FactDeclaration
from kredslob.rules.terms import Terms
from kredslob.rules.units import Value

Cut = tuple[int, bool]
"""A number (of a date its ordinal), and whether it must be exceeded (True) or only reached to have been passed."""

EXACT: Final = ("share", "ratio")  # whose cuts are kept as they are; of whole numbers over 5 is 6 and more


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a fact: one value that stands for each, and for a number or date the cuts between them."""

    fact: str
    values: tuple[Value | Fraction, ...]
    cuts: tuple[Cut, ...] = ()

    @property
    def type(self) -> str:
        """Of which type the fact is, as far as rules can tell: yes_no, choice, date, or a number."""
        first = self.values[0]
        return (
            "yes_no"
            if isinstance(first, bool)
            else "choice"
            if isinstance(first, str)
            else "date"
            if isinstance(first, date)
            else "count"
        )

    def of(self, value: Value | Fraction) -> int:
        """Give the cell of a value.

        Raises:
            WrongColumns: the fact cannot have it.
        """
        if self.type in ("yes_no", "choice"):
            if value not in self.values:
                raise WrongColumns([f"{self.fact} cannot be {value!r}."])
            return self.values.index(value)
        number: Any = value.toordinal() if isinstance(value, date) else value
        return sum(number > cut if over else number >= cut for cut, over in self.cuts)


def cells_of(terms: Iterable[Terms], declarations: Mapping[str, FactDeclaration]) -> dict[str, Cells]:
    """Give the cells of every fact that some rule of the terms reads, decided facts among them.

    Args:
        terms: one or more sets of terms that are to share their cells.
        declarations: the declared facts.

    Raises:
        WrongColumns: as `compile_columns`.
    """
    types = {name: one.type for name, one in declarations.items()}
    cuts: dict[str, set[Cut]] = {}
    for one in terms:
        for conditions in ([rule.when for rule in rules] for rules in one.rules.values()):
            for name in (name for condition in conditions for name in facts_of(condition)):
                cuts.setdefault(name, set())
            for leaf in compiled(conditions, types).leaves:
                passed = {(leaf.value, leaf.over)} if isinstance(leaf, Passed) else set()
                cuts[leaf.fact].update(passed)
    return {fact: cells_between(declarations[fact], found) for fact, found in cuts.items()}


def cells_between(fact: FactDeclaration, cuts: Iterable[Cut]) -> Cells:
    """Give the cells of a fact that is compared at these cuts."""
    if fact.type == "yes_no":
        return Cells(fact.name, (False, True))
    if fact.type == "choice":
        return Cells(fact.name, tuple(fact.choices))
    exact = fact.type in EXACT
    ordered = tuple(sorted({cut if exact else (cut[0] + cut[1], False) for cut in cuts}))
    numbers = _standing_for(ordered)
    if fact.type == "date":
        return Cells(fact.name, tuple(date.fromordinal(max(1, int(number))) for number in numbers), ordered)
    return Cells(fact.name, tuple(numbers), ordered)


def _standing_for(cuts: Sequence[Cut]) -> list[Fraction]:
    """Give a number in each cell: below the first cut, then past each, by half a part where it must be exceeded."""
    below = Fraction(cuts[0][0] - 1) if cuts else Fraction(0)
    return [below, *(Fraction(value) + (Fraction(1, 2) if over else 0) for value, over in cuts)]
