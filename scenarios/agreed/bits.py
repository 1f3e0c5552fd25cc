"""Yes-or-no facts about whoever waits, as functions of a few traits.

A fact that rules decide about an applicant reads other facts, which a household has by its traits. Put together, that is a
table over the values of those traits, and most values make no difference: they are merged. What is left of a fact in one
place (a variant of the agreement, a context of the vacancy, a kind of list) is a `Bit`, or nothing but true or false.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kredslob.engine.columnar import Cells, Table
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.model import FactDeclaration
from kredslob.rules.terms import Terms
from kredslob.scenarios.agreed.meanings import ABSENT, TRAITS_BY_NUMBER
from kredslob.scenarios.agreed.tables_once import Tables
from kredslob.scenarios.city.layout import BY_LIST

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Bit:
    """A fact as a table over traits.

    Args:
        traits: the numbers of the traits, one axis each.
        classes: for each trait the class of each of its values.
        table: bool, one axis for each trait, over its classes.
    """

    traits: tuple[int, ...]
    classes: tuple[tuple[int, ...], ...]
    table: NDArray[np.bool_]

    @property
    def signature(self) -> tuple[object, ...]:
        """What two bits share that always agree."""
        return self.traits, self.classes, self.table.shape, self.table.tobytes()


def _trait_of_fact() -> dict[str, int]:
    return {fact: number for number, trait in TRAITS_BY_NUMBER.items() for fact in trait.facts(0)}


TRAIT_OF_FACT: Final = _trait_of_fact()


class Bits:
    """The bits of one variant of the agreement, worked out when they are asked for.

    Args:
        terms: the variant's terms.
        cells: of every fact read; tables: of decided facts over them.
        declarations: the declared facts.
    """

    def __init__(
        self, terms: Terms, cells: Mapping[str, Cells], tables: Tables, declarations: Mapping[str, FactDeclaration]
    ) -> None:
        self._terms = terms
        self._cells = cells
        self._declarations = declarations
        self._tables = tables
        self._reads: dict[str, frozenset[str]] = {}
        self._found: dict[tuple[object, ...], Bit | bool] = {}

    def of(self, fact: str, context: Mapping[str, int], kind: int) -> Bit | bool:
        """Give a decided fact as a bit, or as what it always is.

        Args:
            fact: its name.
            context: the cells of the facts of the vacancy and its estate.
            kind: the kind of list that the household waits on.
        """
        read = self._read_by(fact)
        fixed = {name: cell for name, cell in context.items() if name in read}
        key = (fact, tuple(sorted(fixed.items())), kind)
        if key not in self._found:
            self._found[key] = self._worked_out(fact, fixed, kind, read)
        return self._found[key]

    def _table(self, fact: str) -> Table:
        return self._tables.of(fact, self._terms)

    def _read_by(self, fact: str) -> frozenset[str]:
        """Give the facts that decide a fact, those included that decide them."""
        if fact not in self._reads:
            self._reads[fact] = frozenset(self._gathered(fact))
        return self._reads[fact]

    def _gathered(self, fact: str) -> set[str]:
        found: set[str] = set()
        waiting = [fact]
        while waiting:
            one = waiting.pop()
            for name in self._table(one).reads:
                if name not in found:
                    found.add(name)
                    if self._is_decided(name) and self._declarations[name].about == "applicant":
                        waiting.append(name)
        return found

    def _is_decided(self, fact: str) -> bool:
        return self._declarations[fact].origin == "decided"

    def _worked_out(self, fact: str, fixed: Mapping[str, int], kind: int, read: frozenset[str]) -> Bit | bool:
        import numpy as np

        known = {**fixed, **self._of_list(kind)}
        raw = [name for name in sorted(read) if name not in known and not self._is_decided(name)]
        traits = tuple(sorted({self._trait(name) for name in raw if name not in ABSENT}))
        values: dict[str, NDArray[np.int64]] = {}
        for axis, trait in enumerate(traits):
            size = TRAITS_BY_NUMBER[trait].size
            told = [TRAITS_BY_NUMBER[trait].facts(value) for value in range(size)]
            for name in raw:
                if name not in ABSENT and self._trait(name) == trait:
                    along = [size if at == axis else 1 for at in range(len(traits))]
                    values[name] = np.array([self._cells[name].of(one[name]) for one in told]).reshape(along)
        for name in raw:
            if name in ABSENT:
                values[name] = np.array(self._cells[name].of(ABSENT[name]))
        values.update({name: np.array(cell) for name, cell in known.items()})
        merged = _merged_values(values, traits)
        shape = tuple(max(classes) + 1 for classes in merged)
        small = {name: _thinned(array, merged) for name, array in values.items()}
        return _reduced(traits, merged, np.broadcast_to(self._answer(fact, small), shape))

    def _answer(self, fact: str, values: Mapping[str, NDArray[np.int64]]) -> NDArray[np.bool_]:
        import numpy as np

        table = self._table(fact)
        axes = [values[name] if name in values else self._answer(name, values).astype(np.int64) for name in table.reads]
        is_true = np.array([answer is True for answer in table.answers])
        codes = table.codes[tuple(np.broadcast_arrays(*axes))] if axes else table.codes
        if (codes < 0).any():  # else a place counted from the end would stand for an answer
            found = Message("the rules leave a gap or clash on {fact} of somebody who waits.", fact=fact)
            raise WrongInput(
                Problem(Place(), found, Message("an agreement without gaps: see kredslob agreement prove"))
            )
        return is_true[codes]

    def _of_list(self, kind: int) -> dict[str, int]:
        told = TRAITS_BY_NUMBER[BY_LIST].facts(kind)
        return {name: self._cells[name].of(value) for name, value in told.items() if name in self._cells}

    def _trait(self, fact: str) -> int:
        if fact in TRAIT_OF_FACT:
            return TRAIT_OF_FACT[fact]
        found = Message("the rules read {fact} of an applicant, which simulated people do not have.", fact=fact)
        raise WrongInput(Problem(Place(), found, Message("{names}", names=", ".join(sorted(TRAIT_OF_FACT)))))


def _merged_values(values: Mapping[str, NDArray[np.int64]], traits: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Give for each trait the class of each value: values that say the same in every fact are one."""
    found: list[tuple[int, ...]] = []
    for axis, trait in enumerate(traits):
        columns = [array.ravel() for array in values.values() if array.ndim == len(traits) and array.shape[axis] > 1]
        said = list(zip(*columns, strict=True)) if columns else [()] * TRAITS_BY_NUMBER[trait].size
        order = {one: number for number, one in enumerate(dict.fromkeys(said))}
        found.append(tuple(order[one] for one in said))
    return found


def _thinned(array: NDArray[np.int64], classes: list[tuple[int, ...]]) -> NDArray[np.int64]:
    """Give values by class, one that stands for each."""
    for axis, of_value in enumerate(classes):
        if array.ndim == len(classes) and array.shape[axis] > 1:
            array = array.take([of_value.index(number) for number in range(max(of_value) + 1)], axis=axis)
    return array


def _reduced(traits: tuple[int, ...], classes: list[tuple[int, ...]], table: NDArray[np.bool_]) -> Bit | bool:
    """Merge what makes no difference, and leave traits out that make none at all."""
    import numpy as np

    kept: list[int] = []
    told: list[tuple[int, ...]] = []
    for axis in range(len(traits)):
        slices = np.moveaxis(table, axis, 0).reshape(table.shape[axis], -1)
        order = {one.tobytes(): None for one in slices}
        numbers = {one: number for number, one in enumerate(order)}
        which = [numbers[one.tobytes()] for one in slices]
        table = table.take([which.index(number) for number in range(len(numbers))], axis=axis)
        if len(numbers) > 1:
            kept.append(traits[axis])
            told.append(tuple(which[value] for value in classes[axis]))
    table = np.ascontiguousarray(table.reshape([size for size in table.shape if size > 1]))
    if not kept:
        return bool(table.all())
    return Bit(tuple(kept), tuple(told), table)
