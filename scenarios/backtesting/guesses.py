"""Draw a value for every guess of the agreements: within its alternatives or its range, each as likely.

One lot is drawn for a guess, and every agreement that leaves it open is given the value at that lot among its own
alternatives: what is guessed alike is drawn alike, and no agreement is given a value that its file does not accept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from kredslob.engine.register.drawing import Stream
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Agreement, Library
from kredslob.rules.model import DatedValue, Document, ParameterSeries
from kredslob.rules.units import Value

Succession = tuple[tuple[date, Agreement], ...]


@dataclass(frozen=True, slots=True)
class Agreed:
    """Agreements that follow one another with values drawn for their guesses, and the rules that they stand among."""

    library: Library
    agreements: Succession


def guesses_of(agreements: Succession) -> tuple[str, ...]:
    """Give the names of all that is open in agreements and their laws: assumed, with something else that it may be."""
    return tuple(sorted({key for key, _ in _open(agreements)}))


def drawn(library: Library, agreements: Succession, names: Sequence[object]) -> Agreed:
    """Give agreements with a value drawn for each guess.

    Args:
        library: in which their laws are.
        agreements: each from its day.
        names: of the stream: the same names draw the same, whatever else is drawn.
    """
    lots = {key: Stream(*map(str, names), key).between(0, 1) for key in guesses_of(agreements)}
    made = {one.id: _at(one, lots) for one in _documents(agreements)}
    found = tuple(
        (day, replace(one, base=made[one.base.id], laws=tuple(made[law.id] for law in one.laws)))
        for day, one in agreements
    )
    return Agreed(replace(library, documents={**library.documents, **made}), found)


def value_at(given: DatedValue, lot: float) -> Value | None:
    """Give the value of a guess at a lot from 0 to 1: one of its alternatives, or a number within its range."""
    if given.alternatives:
        return given.alternatives[min(int(lot * len(given.alternatives)), len(given.alternatives) - 1)]
    if given.range is None:
        return given.value
    low, high = given.range
    if isinstance(low, int) and isinstance(high, int):
        return min(low + int(lot * (high - low + 1)), high)
    if isinstance(low, date) and isinstance(high, date):
        return low + timedelta(days=min(int(lot * ((high - low).days + 1)), (high - low).days))
    return low if lot < 1 / 2 else high  # a share of turns has no numbers between: one end or the other


def _at(document: Document, lots: Mapping[str, float]) -> Document:
    series = {key: _series(one, lots[key]) if key in lots else one for key, one in document.parameters.items()}
    return replace(document, parameters=series)


def _series(series: ParameterSeries, lot: float) -> ParameterSeries:
    values = tuple(replace(one, value=value_at(one, lot)) if _is_open(one) else one for one in series.values)
    return replace(series, values=values)


def _is_open(given: DatedValue) -> bool:
    return given.basis == "assumed" and given.value is not None and bool(given.alternatives or given.range)


def _documents(agreements: Succession) -> Iterable[Document]:
    return {one.id: one for _, each in agreements for one in (each.base, *each.laws)}.values()


def _open(agreements: Succession) -> Iterator[tuple[str, DatedValue]]:
    for document in _documents(agreements):
        for key, series in document.parameters.items():
            yield from ((key, one) for one in series.values if _is_open(one))
