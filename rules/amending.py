"""Apply an amendment: the baseline stays as it is, and a new document holds the versions from the day on.

A clause's versions are (id, from). Replacing a rule closes the version in force the day before and opens a new one, which
holds until something later replaces it; setting a parameter does the same to its value. Nothing before the amendment's
day changes. What one amendment settles from a day another may settle from the same day only if it extends the first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from kredslob.rules.dating import eve
from kredslob.rules.messages import Message, Problem, WrongInput, nearest
from kredslob.rules.model import Change, DatedValue, Document, ParameterSeries, Rule

Version = TypeVar("Version", Rule, DatedValue)


def amend(
    base: Document, amendment: Document, day: date | None = None, lineage: frozenset[str] = frozenset()
) -> Document:
    """Give the base as amended from a day.

    Args:
        base: a framework agreement, amended or not.
        amendment: a document of kind amendment.
        day: the day it begins to act; default the day it states (which may be assumed).
        lineage: ids of the amendments that it extends; what they settled from the same day it may settle anew.

    Raises:
        WrongInput: it changes what is not there, adds what is, or settles what another amendment settles from that day.
    """
    draft = _Draft(
        start=day or amendment.start.day,
        # What the amendment itself has just settled it may not settle again.
        amendable=lineage | {base.id, amendment.extends or base.id},
        rules=list(base.rules),
        parameters={**base.parameters},
    )
    problems = [problem for change in amendment.changes if (problem := draft.apply(change))]
    for key, clause in amendment.clauses.items():
        if key in base.clauses:
            found = Message("clause {clause} is already there.", clause=key)
            problems.append(Problem(clause.at, found, Message("an id of its own")))
    for key, series in amendment.parameters.items():
        if key in base.parameters:
            found = Message("parameter {name} is already there.", name=key)
            problems.append(Problem(series.at, found, Message("a change that sets it")))
    if problems:
        raise WrongInput(problems)
    return replace(
        base,
        rules=tuple(draft.rules),
        parameters={**draft.parameters, **amendment.parameters},
        clauses={**base.clauses, **amendment.clauses},
        sources={**base.sources, **amendment.sources},
    )


@dataclass(slots=True)
class _Draft:
    """The rules and parameters of an agreement while an amendment is being written into them."""

    start: date
    amendable: frozenset[str]
    rules: list[Rule]
    parameters: dict[str, ParameterSeries]

    def apply(self, change: Change) -> Problem | None:
        """Make one change; give the problem if it cannot be made."""
        if change.value is not None:
            return self._set(change, replace(change.value, from_=self.start))
        return self._replace(change) if change.added is None else self._add(change, change.added)

    def _add(self, change: Change, rule: Rule) -> Problem | None:
        if any(rule.id == old.id for old in self.rules):
            found = Message("rule {rule} is already there.", rule=rule.id)
            return Problem(change.at, found, Message("a change that replaces it"))
        self.rules.append(replace(rule, from_=self.start))
        return None

    def _replace(self, change: Change) -> Problem | None:
        versions = [rule for rule in self.rules if rule.id == change.target]
        if not versions:
            found = Message("there is no rule {rule} to replace.", rule=change.target)
            near = nearest(change.target, (rule.id for rule in self.rules))
            return Problem(change.at, found, Message("a rule of what is amended"), near)
        if self._settled(versions):
            return self._twice(change)
        place = self.rules.index(versions[0])
        self.rules = [rule for rule in self.rules if rule.id != change.target]
        new = [replace(change.replacement, from_=self.start)] if change.replacement else []
        self.rules[place:place] = [*_until(versions, self.start), *new]
        return None

    def _set(self, change: Change, value: DatedValue) -> Problem | None:
        series = self.parameters.get(change.target)
        if series is None:
            found = Message("{name} is not a parameter of what is amended.", name=change.target)
            return Problem(change.at, found, None, nearest(change.target, self.parameters))
        if self._settled(series.values):
            return self._twice(change)
        self.parameters[change.target] = replace(series, values=(*_until(series.values, self.start), value))
        return None

    def _settled(self, versions: Iterable[Rule | DatedValue]) -> bool:
        return any(one.from_ == self.start and one.document not in self.amendable for one in versions)

    def _twice(self, change: Change) -> Problem:
        found = Message("{name} is settled twice from {day}.", name=change.target, day=self.start)
        accepted = Message("one change from a day, or an amendment that extends the other")
        return Problem(change.at, found, accepted)


def _until(versions: Iterable[Version], start: date) -> list[Version]:
    """Give what of the versions is left before a day: those that began earlier, the last of them closed."""
    earlier = [one for one in versions if one.from_ < start]
    last = max((one.from_ for one in earlier), default=start)
    return [
        replace(one, to=eve(start)) if one.from_ == last and (one.to or date.max) >= start else one for one in earlier
    ]


def series_of(documents: Iterable[Document]) -> dict[str, ParameterSeries]:
    """Give every parameter that the documents define, by id."""
    return {key: series for document in documents for key, series in document.parameters.items()}
