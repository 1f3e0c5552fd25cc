"""Gather what a page of an agreement shows: clauses, rules and values by clause, and the version of each that counts.

Of the law only what acts within the agreement's own period is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from kredslob.engine.page.period import laws_within
from kredslob.rules.amending import written_in
from kredslob.rules.dating import version_on
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Agreement, Library
from kredslob.rules.model import Clause, DatedValue, Document, Limit, Measure, ParameterSeries, Rule, Source
from kredslob.rules.terms import gather


@dataclass(frozen=True, slots=True)
class RuleHistory:
    """A rule with its versions: the one that is shown first, and those before and after it by date.

    `acts` tells whether the one shown is in force on the day; else it is the latest.
    """

    shown: Rule
    others: tuple[Rule, ...]
    acts: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """What a page shows of an agreement.

    Attributes:
        agreement: the framework, its amendments, its laws.
        day: the day whose versions are shown first.
        chosen: whether somebody asked for that day.
        amendments: those that are written into `framework`, in order.
        framework: as amended.
        laws: with what acts within the agreement's period only.
        rules: every rule by id.
        values: the value of each parameter on the day, or else its first; those that have none are left out.
        overridden_by: for each rule, the rules in force on the day that name it.
        sources: the public documents that may be cited, by key.
    """

    agreement: Agreement
    day: date
    chosen: bool
    amendments: tuple[Document, ...]
    framework: Document
    laws: tuple[Document, ...]
    rules: Mapping[str, RuleHistory]
    values: Mapping[str, DatedValue]
    overridden_by: Mapping[str, tuple[str, ...]]
    sources: Mapping[str, Source]

    @property
    def documents(self) -> tuple[Document, ...]:
        """The agreement as amended, then the laws that it draws on."""
        return (self.framework, *self.laws)

    @property
    def acting(self) -> list[Rule]:
        """The rules in force on the day."""
        return [one.shown for one in self.rules.values() if one.acts]

    def rules_of(self, clause: str) -> list[RuleHistory]:
        """Give the rules whose version shown cites the clause."""
        return [one for one in self.rules.values() if one.shown.clause == clause]

    def elsewhere(self, clause: str) -> list[Rule]:
        """Give the rules that cited the clause in another version than the one shown, which cites another."""
        found = (one for history in self.rules.values() for one in history.others if history.shown.clause != clause)
        return [one for one in found if one.clause == clause]

    def parameters_of(self, clause: str) -> list[ParameterSeries]:
        """Give the parameters of a clause."""
        return [one for document in self.documents for one in document.parameters.values() if one.clause == clause]

    def measures_of(self, clause: str) -> list[Measure]:
        """Give the measures of a clause."""
        return [one for document in self.documents for one in document.measures.values() if one.clause == clause]

    def limits_of(self, clause: str) -> list[Limit]:
        """Give the limits that a clause sets."""
        return [one for document in self.documents for one in document.limits.values() if one.clause == clause]

    def clauses(self) -> Mapping[str, Clause]:
        """Give every clause that is shown, by id."""
        return {key: clause for document in self.documents for key, clause in document.clauses.items()}


def contents_of(library: Library, agreement: Agreement, day: date | None) -> Contents:
    """Gather what a page shows of an agreement.

    Args:
        library: facts and sources, the agreement's own file on the shelf.
        agreement: with the amendments that are to be shown.
        day: the day whose versions are shown; without one, those in force when the last amendment acts.

    Raises:
        WrongInput: the documents do not hang together on the day.
    """
    starts = agreement.starts({})
    shown = day or max((agreement.base.start.day, *starts.values()))
    gathered = gather(library, agreement, shown)
    framework, acting = agreement.amended(shown)
    *agreed, framework = written_in(agreement.laws, framework)
    laws = laws_within(framework, agreed, agreement.base.start.day, agreement.end or date.max)
    rules = _histories((rule for document in (framework, *laws) for rule in document.rules), shown)
    return Contents(
        agreement=agreement, day=shown, chosen=day is not None,
        amendments=tuple(one for one in agreement.amendments if one.id in acting),
        framework=framework, laws=laws, rules=rules,
        values=_values((*laws, framework), shown),
        overridden_by=_overridden_by(one.shown for one in rules.values() if one.acts),
        sources=gathered.sources,
    )  # fmt: skip


def _histories(rules: Iterable[Rule], day: date) -> dict[str, RuleHistory]:
    versions: dict[str, list[Rule]] = {}
    for rule in rules:
        versions.setdefault(rule.id, []).append(rule)
    histories = {}
    for key, several in versions.items():
        held = version_on(several, day)
        shown = held or max(several, key=lambda one: one.from_)
        others = sorted((one for one in several if one is not shown), key=lambda one: one.from_)
        histories[key] = RuleHistory(shown, tuple(others), acts=held is not None)
    return histories


def _values(documents: Iterable[Document], day: date) -> dict[str, DatedValue]:
    """Give the value of each parameter on the day, or else its first; what an agreement says comes after the law."""
    found: dict[str, DatedValue] = {}
    for document in documents:
        for key, series in document.parameters.items():
            held = version_on(series.values, day)
            if held is not None or key not in found:
                found[key] = held or series.values[0]
    return {key: value for key, value in found.items() if value.value is not None}


def _overridden_by(rules: Iterable[Rule]) -> dict[str, tuple[str, ...]]:
    above: dict[str, list[str]] = {}
    for rule in rules:
        for below in rule.overrides:
            above.setdefault(below, []).append(rule.id)
    return {key: tuple(several) for key, several in above.items()}
