"""Dials: everything that is assumed on both sides of a comparison and may be otherwise, each turned by a lot from 0 to 1.

They are the knobs of behaviour and the guesses of the agreements and their laws, by their declared ranges and alternatives.
A guess that one of the sides alone takes a value of its own for, or settles by an amendment, is no dial: that is what the
comparison is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from kredslob.rules.agreement import start_id
from kredslob.rules.frozen import dataclass
from kredslob.rules.model import DatedValue, Document, Text
from kredslob.rules.units import Value
from kredslob.scenarios.comparing.sides import Side
from kredslob.scenarios.files.fingerprint import (
    digest,
    fingerprint_of_register,
    fingerprint_of_scenario,
    fingerprint_of_variant,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

Kind = Literal["behaviour", "term"]


@dataclass(frozen=True, slots=True)
class Dial:
    """Something assumed that may be otherwise.

    Args:
        name: of the knob or the guess.
        kind: whether it is behaviour, or a term of an agreement or law.
        title, question: what it is called and what would settle it, as far as that is said.
        values: all that a guess may be; ends: or from where to where. Neither for a knob, which knows itself.
    """

    name: str
    kind: Kind
    title: Text
    question: Text | None
    values: tuple[Value, ...] = ()
    ends: tuple[Value, Value] | None = None

    def at(self, lot: float) -> Value:
        """Give the value of a guess at a lot from 0 to 1."""
        if self.ends is None:
            return self.values[min(int(lot * len(self.values)), len(self.values) - 1)]
        low, high = self.ends
        if isinstance(low, date) and isinstance(high, date):
            return low + timedelta(days=round(lot * (high - low).days))
        first, last = int(low), int(high)  # type: ignore[arg-type]  # what is no day is a whole number
        return first + round(lot * (last - first))


def dials_of(base: Side, other: Side) -> tuple[Dial, ...]:
    """Give the dials of two sides: those of behaviour that both share, then the guesses of either, by name."""
    own = {*base.variant.assumed, *other.variant.assumed, *_settled_by_one(base, other)}
    guesses = {one.name: one for side in (other, base) for one in _guesses(side) if one.name not in own}
    return (*_knobs(base, other), *(guesses[name] for name in sorted(guesses)))


def _settled_by_one(base: Side, other: Side) -> set[str]:
    """Give what the amendments set or change that only one of the sides has."""
    mine, yours = (
        {one.digest: one for _, agreement in side.variant.agreed.agreements for one in agreement.amendments}
        for side in (base, other)
    )
    apart = [one for key, one in {**mine, **yours}.items() if (key in mine) != (key in yours)]
    return {change.target for one in apart for change in one.changes}


def _knobs(base: Side, other: Side) -> Iterator[Dial]:
    """Give the knobs of behaviour, but of parameters that the sides set apart."""
    mine, yours = base.variant.behaviour, other.variant.behaviour
    for knob in mine.knobs:
        given = mine.values[knob.parameter]
        if given.value == yours.values[knob.parameter].value:
            title = Text(knob.name, knob.name)
            yield Dial(knob.name, "behaviour", title, given.note)


def _guesses(side: Side) -> Iterator[Dial]:
    for _, agreement in side.variant.agreed.agreements:
        for amendment in agreement.amendments:
            if amendment.start.range is not None:
                yield Dial(start_id(amendment.id), "term", amendment.title, amendment.start.question, ends=amendment.start.range)  # fmt: skip
        for document in (agreement.base, *agreement.amendments, *agreement.laws):
            for key, title, value in _dated(document):
                if (
                    value.basis == "assumed"
                    and value.value is not None
                    and (len(value.alternatives) > 1 or value.range)
                ):
                    yield Dial(key, "term", title, value.question, value.alternatives, value.range)


def _dated(document: Document) -> Iterator[tuple[str, Text, DatedValue]]:
    for key, series in document.parameters.items():
        yield from ((key, series.title, value) for value in series.values)
    for change in document.changes:
        if change.value is not None:
            yield change.target, Text(change.target, change.target), change.value


def drawn(dials: Sequence[Dial], count: int, seed: str) -> NDArray[Any]:
    """Give lots for so many sets, a Latin hypercube: of each dial one lot in every one of as many equal parts.

    Returns:
        float64[sets, dials], the same for the same seed and the same dials.
    """
    noise = np.random.default_rng(int(digest([seed, [one.name for one in dials], count])[:16], 16))
    parts = np.stack([noise.permutation(count) for _ in dials], axis=1) if dials else np.zeros((count, 0))
    lots: NDArray[Any] = (parts + noise.random((count, len(dials)))) / count
    return lots


def turned(side: Side, dials: Iterable[Dial], lots: Iterable[float]) -> Side:
    """Give a side with its dials turned.

    Args:
        side: the side; dials: those of the comparison; lots: for each, from 0 to 1.
    """
    at = dict(zip(dials, lots, strict=True))
    knobs = {one.name: float(lot) for one, lot in at.items() if one.kind == "behaviour"}
    terms: Mapping[str, Value] = {one.name: one.at(float(lot)) for one, lot in at.items() if one.kind == "term"}
    variant, scenario = side.variant, side.scenario
    variant = replace(variant, behaviour=variant.behaviour.at(knobs), assumed={**variant.assumed, **terms})
    mark = fingerprint_of_register(scenario.office.register)
    variant = replace(
        variant,
        fingerprint=fingerprint_of_variant(scenario.office.library, mark, variant, scenario.yearly, scenario.seed),
    )
    marked = fingerprint_of_scenario({variant.name: variant.fingerprint})
    return replace(side, scenario=replace(scenario, variants=(variant,), fingerprint=marked), folder=None)
