"""Apply an amendment: the baseline stays as it is, and a new document holds the versions from the day on.

A clause's versions are (id, from). Replacing a rule closes the version in force the day before and opens a new one;
setting a parameter does the same to its value. Nothing before the amendment's day changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from kredslob.rules.messages import Message, Problem, WrongInput, nearest
from kredslob.rules.model import Change, DatedValue, Document, ParameterSeries, Rule


def amend(base: Document, amendment: Document, day: date | None = None) -> Document:
    """Give the base as amended from a day.

    Args:
        base: a framework agreement, amended or not.
        amendment: a document of kind amendment.
        day: the day it begins to act; default the day it states (which may be assumed).

    Raises:
        WrongInput: it changes what is not there, or adds what is.
    """
    start = day or amendment.start.day
    problems: list[Problem] = []
    rules, parameters = list(base.rules), dict(base.parameters)
    for change in amendment.changes:
        problem = _apply(change, start, rules, parameters)
        if problem:
            problems.append(problem)
    for key, clause in amendment.clauses.items():
        if key in base.clauses:
            problems.append(Problem(clause.at, Message("clause {clause} is already there.", clause=key)))
    if problems:
        raise WrongInput(problems)
    return replace(
        base,
        rules=tuple(rules),
        parameters=parameters,
        clauses={**base.clauses, **amendment.clauses},
        sources={**base.sources, **amendment.sources},
    )


def _apply(change: Change, start: date, rules: list[Rule], parameters: dict[str, ParameterSeries]) -> Problem | None:
    if change.value is not None:
        return _set(change, replace(change.value, from_=start), parameters)
    known = [rule.id for rule in rules]
    if change.added is not None:
        if change.target in known:
            return Problem(change.at, Message("rule {rule} is already there.", rule=change.target), Message("replace"))
        rules.append(replace(change.added, from_=start))
        return None
    if change.target not in known:
        found = Message("there is no rule {rule} to replace.", rule=change.target)
        return Problem(change.at, found, None, nearest(change.target, known))
    for index, rule in enumerate(rules):
        if rule.id == change.target and (rule.to is None or rule.to >= start):
            rules[index] = replace(rule, to=start - timedelta(days=1))
    if change.replacement is not None:
        rules.append(replace(change.replacement, from_=start))
    return None


def _set(change: Change, value: DatedValue, parameters: dict[str, ParameterSeries]) -> Problem | None:
    series = parameters.get(change.target)
    if series is None:
        found = Message("{name} is not a parameter of what is amended.", name=change.target)
        return Problem(change.at, found, None, nearest(change.target, parameters))
    if any(old.from_ == value.from_ for old in series.values):
        found = Message("{name} is set twice from {day}.", name=change.target, day=value.from_)
        return Problem(change.at, found, Message("one value from a day"))
    earlier = [old for old in series.values if old.from_ < value.from_]
    if earlier and (earlier[-1].to is None or earlier[-1].to >= value.from_):
        earlier[-1] = replace(earlier[-1], to=value.from_ - timedelta(days=1))
    later = [old for old in series.values if old.from_ > value.from_]
    if later and value.to is None:
        value = replace(value, to=later[0].from_ - timedelta(days=1))
    parameters[change.target] = replace(series, values=(*earlier, value, *later))
    return None


def units_of(documents: Mapping[str, Document]) -> dict[str, str]:
    """Give the unit of every parameter that the documents define."""
    return {key: series.unit for document in documents.values() for key, series in document.parameters.items()}
