"""Check that what documents say together hangs together: whatever is cited is there, and nothing runs in a circle.

Each document has been read by itself (`documents`). Here laws, framework and individual agreement meet: clauses,
sources, parameters and rules that are named must exist once, units must agree, a rule may read only what is known when
its stage is reached, and an agreement may not make a criterion of what the law forbids it to ask for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from kredslob.rules.building import value_of
from kredslob.rules.conditions import (
    ORDERING,
    Compare,
    Condition,
    Fact,
    Member,
    Parameter,
    Written,
    atoms,
    facts_of,
    parameters_of,
)
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput, nearest
from kredslob.rules.model import Clause, Document, FactDeclaration, Limit, ParameterSeries, Rule, Source
from kredslob.rules.units import ORDERED

# What is known when a fact of each kind is decided: an estate's standing holds for all its vacancies, a vacancy's
# channel for all its applicants.
_REACH: Final = {"area": 0, "estate": 1, "vacancy": 2, "applicant": 3}
_STAGES: Final = {"classify": 0, "quota": 1, "route": 2, "rank": 3}


def check_links(
    documents: Sequence[Document],
    rules: Sequence[Rule],
    facts: Mapping[str, FactDeclaration],
    sources: Mapping[str, Source],
    limits: Iterable[Limit] = (),
) -> None:
    """Check the references between documents that hold together.

    Args:
        documents: laws, the framework as amended, and an individual agreement if there is one.
        rules: their rules in force on the day.
        facts: the declared facts.
        sources: the public documents that may be cited besides those that the documents list.
        limits: what laws set to agreements, of which those on what no rule may read are held here.

    Raises:
        WrongInput: with every problem found.
    """
    linked = _Linked(
        documents=documents,
        rules=rules,
        facts=facts,
        parameters={key: one for document in documents for key, one in document.parameters.items()},
        clauses={key: one for document in documents for key, one in document.clauses.items()},
        sources={**sources, **{key: one for document in documents for key, one in document.sources.items()}},
        overriders=closure(rules),
        barred=tuple(one for one in limits if one.kind == "reads"),
    )
    checks = (_shared_ids, _citations, _overrides, _circles, _conditions, _terms, _protected)
    problems = [problem for check in checks for problem in check(linked)]
    if problems:
        raise WrongInput(problems)


@dataclass(frozen=True, slots=True)
class _Linked:
    """What is checked: documents, their rules in force, and everything that may be referred to, by id."""

    documents: Sequence[Document]
    rules: Sequence[Rule]
    facts: Mapping[str, FactDeclaration]
    parameters: Mapping[str, ParameterSeries]
    clauses: Mapping[str, Clause]
    sources: Mapping[str, Source]
    overriders: Mapping[str, frozenset[str]]
    barred: tuple[Limit, ...]


def closure(rules: Iterable[Rule]) -> dict[str, frozenset[str]]:
    """Give for each rule the rules that override it, directly or by chain."""
    direct: dict[str, set[str]] = {}
    for rule in rules:
        direct.setdefault(rule.id, set())
        for overridden in rule.overrides:
            direct.setdefault(overridden, set()).add(rule.id)
    return {rule_id: _reached(first, direct) for rule_id, first in direct.items()}


def _reached(first: Iterable[str], steps: Mapping[str, Iterable[str]]) -> frozenset[str]:
    found: set[str] = set()
    front = list(first)
    while front:
        one = front.pop()
        if one not in found:
            found.add(one)
            front.extend(steps.get(one, ()))
    return frozenset(found)


def _shared_ids(linked: _Linked) -> Iterator[Problem]:
    """Find ids that two documents give to different things: an id names one clause, parameter or rule wherever it stands."""
    seen: dict[tuple[str, str], tuple[str, Place]] = {}
    for document in linked.documents:
        named = [("clause", key, one.at) for key, one in document.clauses.items()]
        named += [
            ("parameter", key, one.at)
            for key, one in document.parameters.items()
            if not one.of_law or document.kind == "law"  # else it is the law's, to which the agreement gives a value
        ]
        named += [("rule", key, at) for key, at in {rule.id: rule.at for rule in document.rules}.items()]
        for kind, key, at in named:
            other = seen.setdefault((kind, key), (document.id, at))
            if other[0] != document.id:
                found = Message("{id} is also the id of {other}.", id=key, other=other[1].text())
                yield Problem(at, found, Message("an id of its own"))


def _citations(linked: _Linked) -> Iterator[Problem]:
    """Find clauses and sources that are cited and not there."""
    for clause in linked.clauses.values():
        yield from _source(clause.source, clause.id, clause.at, linked)
    for rule in linked.rules:
        yield from _clause(rule.clause, rule.at, linked)
        yield from _source(rule.source, rule.id, rule.at, linked)
    for document in linked.documents:
        for measure in document.measures.values():
            yield from _clause(measure.clause, measure.at, linked)
        for series in document.parameters.values():
            yield from _clause(series.clause, series.at, linked)
        valued = [(key, one.values) for key, one in document.parameters.items()]
        valued += [pair for estate in document.estates.values() for pair in estate.parameters.items()]
        for key, values in valued:
            for value in values:
                yield from _source(value.source, key, value.at, linked)


def _clause(key: str, at: Place, linked: _Linked) -> Iterator[Problem]:
    if key not in linked.clauses:
        found, accepted = Message("there is no clause {clause}.", clause=key), Message("a clause of these documents")
        yield Problem(at, found, accepted, nearest(key, linked.clauses))


def _source(key: str | None, cited_by: str, at: Place, linked: _Linked) -> Iterator[Problem]:
    if key is not None and key not in linked.sources:
        found = Message("{id} cites {source}, which is not listed.", id=cited_by, source=key)
        yield Problem(at, found, Message("a source that is listed"), nearest(key, linked.sources))


def _overrides(linked: _Linked) -> Iterator[Problem]:
    """Find overrides of what is not there or decides something else, and overrides that run in a circle."""
    every = {rule.id for document in linked.documents for rule in document.rules}
    every |= {key for document in linked.documents for kind, key, _ in document.settled if kind == "rule"}
    deciding = {rule.id: rule.decides for rule in linked.rules}
    for rule in linked.rules:
        for key in rule.overrides:
            if key not in every:
                found = Message("rule {rule} overrides {other}, which is not there.", rule=rule.id, other=key)
                yield Problem(rule.at, found, Message("a rule of these documents"), nearest(key, every))
            elif deciding.get(key, rule.decides) != rule.decides:
                found = Message("rule {rule} overrides {other}, which decides something else.", rule=rule.id, other=key)
                yield Problem(rule.at, found, Message("a rule that decides {fact}", fact=rule.decides))
        above = linked.overriders[rule.id]
        if rule.id in above:
            ring = ", ".join(sorted(one for one in above if rule.id in linked.overriders[one]))
            found = Message("overrides run in a circle: {rules}.", rules=ring)
            yield Problem(rule.at, found, Message("exceptions that override general rules, one way"))


def _reads(rules: Iterable[Rule]) -> dict[str, set[str]]:
    """Give for each decided fact the facts that its rules read."""
    reads: dict[str, set[str]] = {}
    for rule in rules:
        reads.setdefault(rule.decides, set()).update(facts_of(rule.when))
    return reads


def _circles(linked: _Linked) -> Iterator[Problem]:
    """Find facts that are read before they are known: of a later stage, of a later kind, or in a circle."""
    early: dict[str, set[str]] = {}
    for rule in linked.rules:
        for name in facts_of(rule.when):
            if _late(rule, linked.facts[name], linked.facts[rule.decides]):
                found = Message("rule {rule} reads {fact}, which is not known yet.", rule=rule.id, fact=name)
                yield Problem(rule.at, found, Message("facts known in stage {stage}", stage=rule.stage))
            else:
                early.setdefault(rule.decides, set()).add(name)
    for rule in linked.rules:
        for name in facts_of(rule.when):
            if name in early.get(rule.decides, ()) and rule.decides in _reached([name], early):
                found = Message("rule {rule} reads {fact}, which hangs on what it decides.", rule=rule.id, fact=name)
                yield Problem(rule.at, found, Message("facts decided before"))


def _late(rule: Rule, read: FactDeclaration, decided: FactDeclaration) -> bool:
    return _STAGES[read.stage or "classify"] > _STAGES[rule.stage] or _REACH[read.about] > _REACH[decided.about]


def _conditions(linked: _Linked) -> Iterator[Problem]:
    """Find parameters in conditions that are not there, or that cannot be compared as the rule does."""
    for rule in linked.rules:
        for key in parameters_of(rule.when):
            if key not in linked.parameters:
                found = Message("rule {rule} reads {name}, which is no parameter.", rule=rule.id, name=key)
                accepted = Message("a parameter of these documents")
                yield Problem(rule.at, found, accepted, nearest(key, linked.parameters))
        for atom in atoms(rule.when):
            yield from _atom(atom, rule, linked)


def _atom(atom: Condition, rule: Rule, linked: _Linked) -> Iterator[Problem]:
    match atom:
        case Compare(Fact(name), operator, Parameter(key)) if key in linked.parameters:
            yield from _unit(name, linked.parameters[key], rule, linked)
            yield from _order(operator, linked.parameters[key], rule)
        case Compare(Parameter(key), operator, Written(raw)) if key in linked.parameters:
            series = linked.parameters[key]
            yield from _order(operator, series, rule)
            try:
                value_of(raw, series.bounds, rule.at)
            except WrongInput as wrong:
                yield from wrong.problems
        case Member(Fact(name), values):
            for one in values:
                if isinstance(one, Parameter) and one.id in linked.parameters:
                    yield from _unit(name, linked.parameters[one.id], rule, linked, in_list=True)


def _unit(
    name: str, series: ParameterSeries, rule: Rule, linked: _Linked, *, in_list: bool = False
) -> Iterator[Problem]:
    fact = linked.facts[name]
    if fact.type != series.unit and not (in_list and fact.type == "choice" and series.unit == "names"):
        found = Message("{fact} and {name} have different units.", fact=name, name=series.id)
        yield Problem(rule.at, found, Message("{unit}", unit=fact.type))
    elif fact.type == "choice":
        yield from _choices(fact, series, linked)


def _choices(fact: FactDeclaration, series: ParameterSeries, linked: _Linked) -> Iterator[Problem]:
    """Find values of a parameter that are no choices of the fact that it is compared with, estates' own among them."""
    every = [one.parameters[series.id].values for one in linked.documents if series.id in one.parameters]
    own = (estate.parameters.get(series.id, ()) for one in linked.documents for estate in one.estates.values())
    for dated in chain(*every, *own):
        for value in (dated.value, *dated.alternatives):
            for name in value if isinstance(value, tuple) else (value,):
                if name is not None and name not in fact.choices:
                    found = Message("{value} is not a choice of {fact}.", value=name, fact=fact.name)
                    accepted = Message("{names}", names=", ".join(fact.choices))
                    yield Problem(dated.at, found, accepted, nearest(str(name), fact.choices))


def _terms(linked: _Linked) -> Iterator[Problem]:
    """Find rules that conclude by which term turns are shared out, and name none."""
    shares = [key for key, series in linked.parameters.items() if series.unit in ("turns", "wheel")]
    for rule in linked.rules:
        if linked.facts[rule.decides].type == "term" and rule.value not in shares:
            found = Message("rule {rule} names {name}, by which no turns are shared.", rule=rule.id, name=rule.value)
            accepted = Message("a parameter of unit turns or wheel")
            yield Problem(rule.at, found, accepted, nearest(str(rule.value), shares))


def _order(operator: str, series: ParameterSeries, rule: Rule) -> Iterator[Problem]:
    if operator in ORDERING and series.unit not in ORDERED:
        found = Message("{fact} has no order.", fact=series.id)
        yield Problem(rule.at, found, Message("is, is_not"))
    elif operator not in ORDERING and any(value.range for value in series.values):
        found = Message("{name} is assumed within a range, so only its order can be asked.", name=series.id)
        yield Problem(rule.at, found, Message("over, at_least, under, at_most"))


def _protected(linked: _Linked) -> Iterator[Problem]:
    """Find criteria that no agreement may have, such as ethnicity and citizenship: asked for outright or by other facts.

    Where a law makes one a bar or an indicator, that law's own rules read it.
    """
    laws = {document.id for document in linked.documents if document.kind == "law"}
    reads = _reads(linked.rules)
    for rule in linked.rules:
        if rule.document in laws:
            continue
        for name in facts_of(rule.when):
            through = rule.stage == "rank" and linked.facts[name].about == "applicant"
            reached = {name, *(_reached(reads.get(name, ()), reads) if through else ())}
            for limit in linked.barred:
                asked = reached.intersection(limit.names)
                if asked:
                    found = Message("rule {rule} makes {fact} a criterion.", rule=rule.id, fact=min(asked))
                    yield Problem(rule.at, found, Message("{text}", text=limit.text), None, limit.clause)
