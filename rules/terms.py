"""Draw up the terms: the parameters and rules in force for one estate on one day, ready to be evaluated.

Framework, amendments, laws and the estate's individual agreement become one set. Parameters are put into the
conditions; an assumed value of a law or a framework agreement keeps its alternatives there, so that whoever evaluates
can tell an answer from a guess (`binding`). What is missing, circular or of the wrong unit is refused (`linking`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from kredslob.rules.binding import Term
from kredslob.rules.bound_once import Bindings
from kredslob.rules.dating import version_on
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Agreement, Library
from kredslob.rules.linking import check_links, closure
from kredslob.rules.model import Clause, DatedValue, DatedWheel, Document, EstateTerms, Measure, Rule, Source
from kredslob.rules.units import Value

__all__ = ["Term", "Terms", "closure", "draw_terms", "own_terms", "value_on", "wheels_on"]


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed for one estate on one day: terms by id, rules by the fact that they decide, who overrides whom."""

    agreement: str
    amended_by: tuple[str, ...]
    day: date
    documents: tuple[Document, ...]
    parameters: Mapping[str, Term]
    rules: Mapping[str, tuple[Rule, ...]]
    overriders: Mapping[str, frozenset[str]]
    measures: Mapping[str, Measure]
    clauses: Mapping[str, Clause]
    sources: Mapping[str, Source]
    wheels: Mapping[str, DatedWheel]

    def value(self, parameter: str) -> Value | None:
        """Give a parameter's value on the day, or None where it has none."""
        term = self.parameters.get(parameter)
        return None if term is None else term.value

    def for_estate(self, documents: tuple[Document, ...], wheels: Mapping[str, DatedWheel]) -> Terms:
        """Give the same terms with the documents and the wheels of one estate; `replace` would take five times as long."""
        return Terms(
            self.agreement, self.amended_by, self.day, documents, self.parameters, self.rules, self.overriders,
            self.measures, self.clauses, self.sources, wheels,
        )  # fmt: skip

    def rule(self, rule_id: str) -> Rule:
        """Give the version of a rule in force.

        Raises:
            KeyError: no rule of that id is.
        """
        for rules in self.rules.values():
            for rule in rules:
                if rule.id == rule_id:
                    return rule
        raise KeyError(rule_id)


@dataclass(frozen=True, slots=True)
class Agreed:
    """What is agreed on a day whatever an open guess may be: documents that hang together, and the rules in force.

    Terms are drawn from it for each estate and for each value of a guess.
    """

    agreement: str
    amended_by: tuple[str, ...]
    day: date
    known: date | None
    documents: tuple[Document, ...]
    rules: tuple[Rule, ...]
    overriders: Mapping[str, frozenset[str]]
    measures: Mapping[str, Measure]
    clauses: Mapping[str, Clause]
    sources: Mapping[str, Source]

    def terms(self, own: EstateTerms | None, taken: Mapping[str, Value], bindings: Bindings | None = None) -> Terms:
        """Put the values of parameters into the rules: those of the day, the estate's own, those taken for guesses.

        `bindings`: what has been put into rules before, which serves again.
        """
        parameters = _parameters(self.documents, own, self.day, taken, self.known)
        rules = (Bindings() if bindings is None else bindings).rules(self.rules, parameters)
        return Terms(
            agreement=self.agreement, amended_by=self.amended_by, day=self.day, documents=self.documents,
            parameters=parameters, rules=rules, overriders=self.overriders, measures=self.measures,
            clauses=self.clauses, sources=self.sources,
            wheels=wheels_on(own.wheels if own else (), self.day, self.known),
        )  # fmt: skip


def draw_terms(
    library: Library,
    agreement: Agreement,
    day: date,
    individual: Document | None = None,
    estate: str | None = None,
    assumed: Mapping[str, Value] | None = None,
    known: date | None = None,
) -> Terms:
    """Draw up what is agreed for an estate on a day.

    Args:
        library: facts and sources.
        agreement: the framework with its amendments and laws.
        day: the day that counts.
        individual: the estate's individual agreement, if it has one.
        estate: the estate's id; None gives the terms common to all.
        assumed: values taken for open guesses, by parameter id; those are no longer open.
        known: leave out what was recorded later than this day.

    Raises:
        WrongInput: a reference leads nowhere, units differ, or overrides run in a circle.
    """
    taken = assumed or {}
    days = {key: value for key, value in taken.items() if isinstance(value, date)}
    agreed = gather(library, agreement, day, individual, days, known)
    return agreed.terms(own_terms(agreed.documents, estate), taken)


def gather(
    library: Library,
    agreement: Agreement,
    day: date,
    individual: Document | None = None,
    days: Mapping[str, date] | None = None,
    known: date | None = None,
) -> Agreed:
    """Gather what is agreed on a day, and see that it hangs together.

    Args:
        library: facts and sources.
        agreement: the framework with its amendments and laws.
        day: the day that counts.
        individual: an estate's individual agreement.
        days: those taken for amendments whose own day is not known.
        known: leave out what was recorded later than this day.

    Raises:
        WrongInput: a reference leads nowhere, units differ, or overrides run in a circle.
    """
    framework, acting = agreement.amended(day, days)
    documents = (*agreement.laws, framework, *((individual,) if individual else ()))
    rules = rules_on(documents, day, known)
    check_links(documents, rules, library.facts, library.sources, library.limits())
    return Agreed(
        agreement=agreement.id, amended_by=acting, day=day, known=known, documents=documents, rules=tuple(rules),
        overriders=closure(rules),
        measures={key: one for document in documents for key, one in document.measures.items()},
        clauses={key: clause for document in documents for key, clause in document.clauses.items()},
        sources={**library.sources, **{key: one for document in documents for key, one in document.sources.items()}},
    )  # fmt: skip


def value_on(values: tuple[DatedValue, ...], day: date, known: date | None = None) -> DatedValue | None:
    """Give the value in force on a day among a parameter's dated values, or None."""
    return version_on(values, day, known)


def rules_on(documents: Iterable[Document], day: date, known: date | None = None) -> list[Rule]:
    """Give the version of each rule that is in force, in the order of the documents."""
    versions: dict[tuple[str, str], list[Rule]] = {}
    for document in documents:
        for rule in document.rules:
            versions.setdefault((document.id, rule.id), []).append(rule)
    found = (version_on(each, day, known) for each in versions.values())
    return [rule for rule in found if rule is not None]


def _parameters(
    documents: Sequence[Document], own: EstateTerms | None, day: date, taken: Mapping[str, Value], known: date | None
) -> dict[str, Term]:
    """Give the parameters that have a value. Only the guesses of a law or a framework agreement are open."""
    found: dict[str, Term] = {}
    for document in documents:
        for key, series in document.parameters.items():
            dated = value_on(series.values, day, known)
            if dated is None:
                continue
            if dated.value is None:
                found.pop(key, None)  # an agreement repeals what the law leaves to it
                continue
            guessed = dated.basis == "assumed"  # what is known is not taken otherwise
            is_open = guessed and document.kind != "individual" and key not in taken
            found[key] = Term(series, dated, taken.get(key, dated.value) if guessed else dated.value, is_open)
    for key, values in own.parameters.items() if own else ():
        dated = value_on(values, day, known)
        defined = next((one.parameters[key] for one in documents if key in one.parameters), None)
        if dated is None or defined is None:
            continue
        found.pop(key, None)  # null repeals it for the estate
        if dated.value is not None:
            found[key] = Term(defined, dated, dated.value)
    return found


def own_terms(documents: Iterable[Document], estate: str | None) -> EstateTerms | None:
    """Give what is fixed for one estate: by its individual agreement, and from its day by an amendment of the framework.

    Args:
        documents: those that hold together, the framework as amended.
        estate: the estate's id.
    """
    agreed = {one.kind: one.estates[estate] for one in documents if estate is not None and estate in one.estates}
    own, amended = agreed.get("individual"), agreed.get("framework")
    if own is None or amended is None:
        return own or amended
    wheels = [*amended.wheels]
    for wheel in own.wheels:
        later = [one.from_ for one in amended.wheels if one.name == wheel.name]
        if not later or wheel.from_ < min(later):
            wheels.append(wheel)
    values = dict(own.parameters)
    for key, series in amended.parameters.items():
        first = min(one.from_ for one in series)
        values[key] = (*(one for one in own.parameters.get(key, ()) if one.from_ < first), *series)
    return replace(own, wheels=tuple(wheels), parameters=values)


def wheels_on(wheels: Iterable[DatedWheel], day: date, known: date | None = None) -> dict[str, DatedWheel]:
    """Give the version of each of an estate's wheels that is in force."""
    versions: dict[str, list[DatedWheel]] = {}
    for wheel in wheels:
        versions.setdefault(wheel.name, []).append(wheel)
    found = {name: version_on(each, day, known) for name, each in versions.items()}
    return {name: wheel for name, wheel in found.items() if wheel is not None}
