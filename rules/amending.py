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
from kredslob.rules.model import Change, Clause, DatedValue, DatedWheel, Document, EstateTerms, ParameterSeries, Rule

Version = TypeVar("Version", Rule, DatedValue)
Settled = tuple[str, str, str]


def amend(
    base: Document,
    amendment: Document,
    day: date | None = None,
    lineage: frozenset[str] = frozenset(),
    faults: list[Problem] | None = None,
) -> Document:
    """Give the base as amended from a day.

    Args:
        base: a framework agreement, amended or not.
        amendment: a document of kind amendment.
        day: the day it begins to act; default the day it states (which may be assumed).
        lineage: ids of the amendments that it extends; what they settled from the same day it may settle anew.
        faults: if given, what does not fit is noted there and left out, and the rest is written in.

    Raises:
        WrongInput: it changes what is not there, adds what is, or settles what another amendment settles from that day.
    """
    start = day or amendment.start.day
    draft = _Draft(
        amendment=amendment.id,
        start=start,
        begun=max(start, base.start.day),
        # What the amendment itself has just settled it may not settle again.
        amendable=lineage | {base.id, amendment.extends or base.id},
        rules=list(base.rules),
        parameters={**base.parameters},
        clauses={**base.clauses},
        estates={**base.estates},
        settled={**base.settled},
    )
    problems = [problem for change in amendment.changes if (problem := draft.apply(change))]
    for key, clause in amendment.clauses.items():
        if key in base.clauses:
            found = Message("clause {clause} is already there.", clause=key)
            problems.append(Problem(clause.at, found, Message("an id of its own, or a change that rewords it")))
    for key, series in amendment.parameters.items():
        if key in base.parameters:
            found = Message("parameter {name} is already there.", name=key)
            problems.append(Problem(series.at, found, Message("a change that sets it")))
    if faults is not None:
        faults += problems
    elif problems:
        raise WrongInput(problems)
    return replace(
        base,
        rules=tuple(draft.rules),
        parameters={**draft.parameters, **amendment.parameters},
        clauses={**draft.clauses, **amendment.clauses},
        sources={**base.sources, **amendment.sources},
        estates=draft.estates,
        settled=draft.settled,
    )


@dataclass(slots=True)
class _Draft:
    """An agreement while an amendment is being written into it. `begun`: the first day on which both are in force."""

    amendment: str
    start: date
    begun: date
    amendable: frozenset[str]
    rules: list[Rule]
    parameters: dict[str, ParameterSeries]
    clauses: dict[str, Clause]
    estates: dict[str, EstateTerms]
    settled: dict[Settled, tuple[date, str]]

    def apply(self, change: Change) -> Problem | None:
        """Make one change; give the problem if it cannot be made."""
        if change.value is not None:
            return self._set(change, replace(change.value, from_=self.start))
        if change.added is not None:
            return self._add(change, change.added)
        if change.words is not None:
            return self._reword(change, change.words)
        if change.wheel is not None and change.estate is not None:
            return self._turn(change, change.wheel, change.estate)
        if change.replacement is None and not change.repeals:
            return None  # it could not be read, which has been told
        return self._replace(change)

    def _add(self, change: Change, rule: Rule) -> Problem | None:
        if any(rule.id == old.id and (old.to is None or old.to >= self.start) for old in self.rules):
            found = Message("rule {rule} is already there.", rule=rule.id)
            return Problem(change.at, found, Message("a change that replaces it"))
        if self._settle("rule", change):
            return self._twice(change)
        self.rules.append(replace(rule, from_=self.start))
        return None

    def _replace(self, change: Change) -> Problem | None:
        """Replace a rule, or end it without another in its place."""
        versions = [rule for rule in self.rules if rule.id == change.target]
        if not versions:
            found = Message("there is no rule {rule} to replace.", rule=change.target)
            if change.repeals:
                found = Message("there is no rule {rule} to repeal.", rule=change.target)
            near = nearest(change.target, (rule.id for rule in self.rules))
            return Problem(change.at, found, Message("a rule of what is amended"), near)
        if self._settle("rule", change):
            return self._twice(change)
        if not any(rule.in_force(self.begun) for rule in versions):
            found = Message("rule {rule} is not in force on {day}.", rule=change.target, day=self.begun)
            return Problem(change.at, found, Message("a rule in force when the amendment begins"))
        place = self.rules.index(versions[0])
        self.rules = [rule for rule in self.rules if rule.id != change.target]
        new = [replace(change.replacement, from_=self.start)] if change.replacement else []
        self.rules[place:place] = [*_until(versions, self.start), *new]
        return None

    def _set(self, change: Change, value: DatedValue) -> Problem | None:
        series = self.parameters.get(change.target, change.law and replace(change.law, values=()))
        if series is None:
            found = Message("{name} is not a parameter of what is amended.", name=change.target)
            return Problem(change.at, found, None, nearest(change.target, self.parameters))
        if self._settle("parameter", change):
            return self._twice(change)
        if change.estate is None:
            self.parameters[change.target] = replace(series, values=(*_until(series.values, self.start), value))
            return None
        own = self._estate(change.estate)
        values = (*_until(own.parameters.get(change.target, ()), self.start), value)
        self.estates[change.estate] = replace(own, parameters={**own.parameters, change.target: values})
        return None

    def _turn(self, change: Change, wheel: DatedWheel, estate: str) -> Problem | None:
        """Give an estate another wheel."""
        if self._settle("wheel", change):
            return self._twice(change)
        own = self._estate(estate)
        kept = [one for one in own.wheels if one.name != change.target or one.from_ < self.start]
        self.estates[estate] = replace(own, wheels=(*kept, replace(wheel, from_=self.start)))
        return None

    def _reword(self, change: Change, words: Clause) -> Problem | None:
        if change.target not in self.clauses:
            found = Message("there is no clause {clause}.", clause=change.target)
            accepted = Message("a clause of what is amended")
            return Problem(change.at, found, accepted, nearest(change.target, self.clauses))
        if self._settle("clause", change):
            return self._twice(change)
        self.clauses[change.target] = words
        return None

    def _estate(self, estate: str) -> EstateTerms:
        return self.estates.get(estate) or EstateTerms(estate, "public", (), {})

    def _settle(self, kind: str, change: Change) -> bool:
        """Note that a thing is settled from the day; tell whether another amendment has settled it from that day."""
        key = (kind, change.target, change.estate or "")
        day, other = self.settled.get(key, (None, None))
        self.settled[key] = (self.start, self.amendment)
        return day == self.start and other not in self.amendable

    def _twice(self, change: Change) -> Problem:
        found = Message("{name} is settled twice from {day}.", name=change.target, day=self.start)
        accepted = Message("one change from a day, or an amendment that extends the other")
        return Problem(change.at, found, accepted)


def written_in(laws: Iterable[Document], framework: Document) -> tuple[Document, ...]:
    """Give the laws with the values that an agreement gives their parameters written in, and the framework without them.

    For whoever shows documents: what holds is worked out in `terms`.
    """
    agreed = {key: one for key, one in framework.parameters.items() if one.of_law}
    own = {key: one for key, one in framework.parameters.items() if not one.of_law}
    told = []
    for law in laws:
        parameters = {
            key: replace(one, values=(*_until(one.values, agreed[key].values[0].from_), *agreed[key].values))
            for key, one in law.parameters.items()
            if key in agreed
        }
        told.append(replace(law, parameters={**law.parameters, **parameters}) if parameters else law)
    return (*told, replace(framework, parameters=own) if agreed else framework)


def _until(versions: Iterable[Version], start: date) -> list[Version]:
    """Give what of the versions is left before a day: those that began earlier, the last of them closed."""
    earlier = [one for one in versions if one.from_ < start]
    last = max((one.from_ for one in earlier), default=start)
    return [
        replace(one, to=eve(start)) if one.from_ == last and (one.to or date.max) >= start else one for one in earlier
    ]


def series_of(documents: Iterable[Document]) -> dict[str, ParameterSeries]:
    """Give every parameter that the documents define, by id."""
    return {
        key: series
        for document in documents
        for key, series in document.parameters.items()
        if series.document == document.id
    }
