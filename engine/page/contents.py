"""Gather what a page of an agreement shows: clauses, rules and values by clause, and the version of each that counts.

Of the law only what acts within the agreement's own period is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from kredslob.rules.amending import written_in
from kredslob.rules.dating import version_on
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Agreement, Library
from kredslob.rules.model import Clause, DatedValue, Document, Measure, ParameterSeries, Rule, Source
from kredslob.rules.terms import gather


@dataclass(frozen=True, slots=True)
class RuleHistory:
    """A rule with its versions: the one that is shown first, and those before and after it by date."""

    shown: Rule
    others: tuple[Rule, ...]


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
        overridden_by: for each rule shown, the rules that name it.
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
    acting = tuple(one for one in agreement.amendments if day is None or starts[one.id] <= day)
    gather(library, agreement, shown)
    framework, _ = agreement.amended(shown)
    period = (agreement.base.start.day, agreement.base.to or date.max)
    *agreed, framework = written_in(agreement.laws, framework)
    laws = tuple(_within(law, *period) for law in agreed)
    cited = {one.clause for document in (framework, *laws) for one in _citing(document)}
    laws = tuple(_without_silent(law, own, cited) for law, own in zip(agreed, laws, strict=True))
    documents = (framework, *laws)
    rules = _histories((rule for document in documents for rule in document.rules), shown)
    return Contents(
        agreement=agreement, day=shown, chosen=day is not None, amendments=acting, framework=framework, laws=laws,
        rules=rules,
        values={
            key: held
            for document in documents
            for key, series in document.parameters.items()
            if (held := version_on(series.values, shown) or series.values[0]).value is not None
        },
        overridden_by=_overridden_by(one.shown for one in rules.values()),
        sources={**library.sources, **{key: one for document in documents for key, one in document.sources.items()}},
    )  # fmt: skip


def _histories(rules: Iterable[Rule], day: date) -> dict[str, RuleHistory]:
    versions: dict[str, list[Rule]] = {}
    for rule in rules:
        versions.setdefault(rule.id, []).append(rule)
    histories = {}
    for key, several in versions.items():
        shown = version_on(several, day) or max(several, key=lambda one: one.from_)
        others = sorted((one for one in several if one is not shown), key=lambda one: one.from_)
        histories[key] = RuleHistory(shown, tuple(others))
    return histories


def _overridden_by(rules: Iterable[Rule]) -> dict[str, tuple[str, ...]]:
    above: dict[str, list[str]] = {}
    for rule in rules:
        for below in rule.overrides:
            above.setdefault(below, []).append(rule.id)
    return {key: tuple(several) for key, several in above.items()}


def _within(law: Document, first: date, last: date) -> Document:
    """Give a law without what acts only before or after a period."""
    rules = tuple(one for one in law.rules if one.from_ <= last and (one.to is None or one.to >= first))
    parameters = {
        key: replace(series, values=values)
        for key, series in law.parameters.items()
        if (values := _values_within(series.values, first, last))
    }
    return replace(law, rules=rules, parameters=parameters)


def _without_silent(law: Document, within: Document, cited: Collection[str]) -> Document:
    """Give what acts of a law without the clauses, and their measures, that only say what acts at another time."""
    spoken = {one.clause for one in _citing(law)}
    clauses = {key: one for key, one in law.clauses.items() if key in cited or key not in spoken}
    return replace(
        within, clauses=clauses, measures={key: one for key, one in law.measures.items() if one.clause in clauses}
    )


def _citing(document: Document) -> Iterator[Rule | ParameterSeries]:
    """Give what in a document acts, each citing the clause by which it does."""
    yield from document.rules
    yield from document.parameters.values()


def _values_within(values: Sequence[DatedValue], first: date, last: date) -> tuple[DatedValue, ...]:
    """Give the values that hold on some day of a period; each holds until the next begins."""
    ends = [*(later.from_ for later in values[1:]), date.max]
    pairs = zip(values, ends, strict=True)
    return tuple(one for one, end in pairs if one.from_ <= last and end > first and (one.to is None or one.to >= first))
