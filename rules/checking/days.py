"""The days on which something in an agreement changes, and days for which something is missing.

Between two such days nothing changes, so that an agreement need be looked at on those days only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from kredslob.rules.agreement import Agreement
from kredslob.rules.checking.findings import Finding
from kredslob.rules.dating import eve
from kredslob.rules.frozen import dataclass as frozen
from kredslob.rules.messages import Message, Place, Problem
from kredslob.rules.model import DatedValue, DatedWheel, Document, EstateTerms, Rule
from kredslob.rules.terms import own_terms, rules_on, wheels_on


def change_days(agreement: Agreement, individual: Iterable[Document] = ()) -> list[date]:
    """Give the days of an agreement's period on which a version of something begins or has just ended, in order."""
    first, last = agreement.base.start.day, agreement.end or date.max
    days = {first, *agreement.starts({}).values()}
    for document in (*agreement.laws, agreement.base, *individual):
        versions: list[Rule | DatedValue] = [*document.rules]
        versions += [value for series in document.parameters.values() for value in series.values]
        for estate in document.estates.values():
            versions += [value for values in estate.parameters.values() for value in values]
            days.update(wheel.from_ for wheel in estate.wheels)
        days.update(one.from_ for one in versions)
        days.update(one.to + timedelta(1) for one in versions if one.to is not None and one.to < date.max)
    return sorted(day for day in days if first <= day <= last)


@frozen(frozen=True, slots=True)
class OnDay:
    """An agreement on a day.

    Attributes:
        day: the day.
        agreement: with its amendments and the laws that it draws on.
        laws: every law, drawn on or not.
        framework: as amended.
        documents: the laws drawn on, then the framework.
        rules: those of the documents that are in force.
        estates: what single estates have of their own.
        wheels: which wheels each of them has on the day, by name.
    """

    day: date
    agreement: Agreement
    laws: tuple[Document, ...]
    framework: Document
    documents: tuple[Document, ...]
    rules: tuple[Rule, ...]
    estates: tuple[EstateTerms, ...]
    wheels: tuple[tuple[str, Mapping[str, DatedWheel]], ...]


def on_day(
    agreement: Agreement,
    laws: Iterable[Document],
    day: date,
    individual: Iterable[Document] = (),
    starts: Mapping[str, date] | None = None,
    faults: list[Problem] | None = None,
) -> OnDay:
    """Give an agreement on a day; `faults` notes what does not fit, as far as it can be left out.

    Args:
        agreement: the framework with its amendments and the laws that it draws on.
        laws: every law.
        day: the day.
        individual: the individual agreements under it.
        starts: days taken for amendments whose own day is assumed.
        faults: if given, what does not fit is noted there.

    Raises:
        WrongInput: an amendment does not fit what it amends.
    """
    framework, _ = agreement.amended(day, starts, faults)
    documents = (*agreement.laws, framework)
    own = [own_terms((framework, one), key) for one in individual for key in one.estates]
    own += [terms for key, terms in framework.estates.items() if not any(one and one.estate == key for one in own)]
    estates = tuple(one for one in own if one is not None)
    return OnDay(
        day=day, agreement=agreement, laws=tuple(laws), framework=framework, documents=documents,
        rules=tuple(rules_on(documents, day)), estates=estates,
        wheels=tuple((one.estate, wheels_on(one.wheels, day)) for one in estates),
    )  # fmt: skip


@dataclass(slots=True)
class Holes:
    """Gathers what is missing on which days: each thing from the first day to the last without it."""

    last: date
    open: dict[tuple[str, str], tuple[date, Place, Message]] = field(default_factory=dict)
    found: list[Finding] = field(default_factory=list)

    def note(self, day: date, missing: dict[tuple[str, str], tuple[Place, Message]]) -> None:
        """Note all that is missing from a day until the next that is noted; days come in order."""
        for key in [key for key in self.open if key not in missing]:
            self._close(key, eve(day))
        for key, (place, cure) in missing.items():
            self.open.setdefault(key, (day, place, cure))

    def all(self) -> list[Finding]:
        """Give every hole."""
        for key in list(self.open):
            self._close(key, self.last)
        return self.found

    def _close(self, key: tuple[str, str], last: date) -> None:
        first, place, cure = self.open.pop(key)
        self.found.append(Finding("error", Problem(place, _missing(*key, first, last), cure)))


def _missing(kind: str, name: str, first: date, last: date) -> Message:
    if kind == "rule":
        found = Message("no rule decides {fact} from {first} on.", fact=name, first=first)
        return (
            found
            if last == date.max
            else Message("no rule decides {fact} from {first} to {last}.", fact=name, first=first, last=last)
        )
    found = Message("{name} has no value from {first} on.", name=name, first=first)
    return (
        found
        if last == date.max
        else Message("{name} has no value from {first} to {last}.", name=name, first=first, last=last)
    )


def between_versions(document: Document) -> Iterator[Finding]:
    """Find days between two versions of a value or a rule, in one document, that neither covers."""
    for key, series in document.parameters.items():
        yield from _between(key, "value", series.values)
    versions: dict[str, list[Rule]] = {}
    for rule in document.rules:
        versions.setdefault(rule.id, []).append(rule)
    for key, rules in versions.items():
        yield from _between(key, "rule", sorted(rules, key=lambda one: one.from_))


def _between(key: str, kind: str, rows: Iterable[Rule | DatedValue]) -> Iterator[Finding]:
    for earlier, later in pairwise(rows):
        if earlier.to is not None and earlier.to + timedelta(1) < later.from_:
            first, last = earlier.to + timedelta(1), eve(later.from_)
            if kind == "value":
                cure = Message("a value for those days, or null if there is none")
                yield Finding("error", Problem(later.at, _missing("value", key, first, last), cure))
            else:
                said = Message("rule {rule} is not in force from {first} to {last}.", rule=key, first=first, last=last)
                cure = Message("versions that follow each other, or rules of two ids")
                yield Finding("warning", Problem(later.at, said, cure))
