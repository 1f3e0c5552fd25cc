"""Take of the law what a page of an agreement shows: what acts within its period."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from kredslob.rules.model import DatedValue, Document, Limit, ParameterSeries, Rule


def laws_within(framework: Document, laws: Sequence[Document], first: date, last: date) -> tuple[Document, ...]:
    """Give the laws without what acts only before or after a period, and without the clauses that then say nothing.

    Args:
        framework: the agreement, as amended.
        laws: those that it draws on, with the values that the agreement gives their parameters written in.
        first: the first day of the period.
        last: its last day.
    """
    within = [_within(law, first, last) for law in laws]
    cited = {one.clause for document in (framework, *within) for one in _citing(document)}
    return tuple(_without_silent(law, acting, cited) for law, acting in zip(laws, within, strict=True))


def _within(law: Document, first: date, last: date) -> Document:
    rules = tuple(one for one in law.rules if one.from_ <= last and (one.to is None or one.to >= first))
    parameters = {
        key: replace(series, values=values)
        for key, series in law.parameters.items()
        if (values := _values_within(series.values, first, last))
    }
    limits = {key: one for key, one in law.limits.items() if one.from_ <= last and (one.to is None or one.to >= first)}
    return replace(law, rules=rules, parameters=parameters, limits=limits)


def _values_within(values: Sequence[DatedValue], first: date, last: date) -> tuple[DatedValue, ...]:
    """Give the values that hold on some day of a period; each holds until the next begins."""
    ends = [*(later.from_ for later in values[1:]), date.max]
    pairs = zip(values, ends, strict=True)
    return tuple(one for one, end in pairs if one.from_ <= last and end > first and (one.to is None or one.to >= first))


def _without_silent(law: Document, acting: Document, cited: Collection[str]) -> Document:
    """Give what acts of a law without the clauses, and their measures, that only say what acts at another time."""
    spoken = {one.clause for one in _citing(law)}
    clauses = {key: one for key, one in law.clauses.items() if key in cited or key not in spoken}
    measures = {key: one for key, one in law.measures.items() if one.clause in clauses}
    return replace(acting, clauses=clauses, measures=measures)


def _citing(document: Document) -> Iterator[Rule | ParameterSeries | Limit]:
    """Give what in a document acts, each citing the clause by which it does."""
    yield from document.limits.values()
    yield from document.rules
    yield from document.parameters.values()
