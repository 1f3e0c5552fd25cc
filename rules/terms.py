"""Draw up the terms: the parameters and rules in force for one estate on one day, ready to be evaluated.

Framework, amendments, laws and the estate's individual agreement become one set. Parameters are put into the
conditions; an assumed value of a law or a framework agreement keeps its alternatives there, so that whoever evaluates
can tell an answer from a guess. References are checked here: what is missing, circular or of the wrong unit is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from kredslob.rules.conditions import (
    ORDERING,
    All,
    Any,
    Bound,
    Compare,
    Condition,
    CountOf,
    Fact,
    Literal_,
    Member,
    Not,
    Operand,
    Parameter,
    parameters_of,
)
from kredslob.rules.library import Agreement, Library
from kredslob.rules.messages import Message, Problem, WrongInput, nearest
from kredslob.rules.model import Clause, DatedValue, DatedWheel, Document, Measure, ParameterSeries, Rule, Source
from kredslob.rules.units import Value


@dataclass(frozen=True, slots=True)
class Term:
    """A parameter as it stands for one estate on one day. `open` tells that it is a guess that can decide."""

    series: ParameterSeries
    dated: DatedValue
    value: Value
    open: bool = False

    @property
    def guesses(self) -> tuple[Value, ...]:
        """All values an open guess may have; empty for what is known. A range gives its ends and its value."""
        if not self.open:
            return ()
        ends = self.dated.range
        return self.dated.alternatives or ((ends[0], self.value, ends[1]) if ends else ())


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

    def rule(self, rule_id: str) -> Rule:
        """Give the version of a rule in force."""
        return next(rule for rules in self.rules.values() for rule in rules if rule.id == rule_id)


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
    dates = {key: value for key, value in taken.items() if isinstance(value, date)}
    framework, acting = agreement.amended(day, dates)
    documents = (*agreement.laws, framework, *((individual,) if individual else ()))
    own = individual.estates.get(estate) if individual and estate else None
    parameters: dict[str, Term] = {}
    for document in documents:
        for key, series in document.parameters.items():
            dated = value_on(series.values, day, known)
            if dated is not None and dated.value is not None:
                parameters[key] = _term(series, dated, taken)
    for key, values in (own.parameters if own else {}).items():
        dated = value_on(values, day, known)
        series = next((one.parameters[key] for one in documents if key in one.parameters), None)
        if dated is not None and dated.value is not None and series is not None:
            parameters[key] = Term(series, dated, dated.value)
    rules = [rule for document in documents for rule in document.rules if rule.in_force(day)]
    clauses = {key: clause for document in documents for key, clause in document.clauses.items()}
    sources = {**library.sources, **{key: one for document in documents for key, one in document.sources.items()}}
    every = {key: series for document in documents for key, series in document.parameters.items()}
    _check(rules, clauses, sources, every, documents, library)
    return Terms(
        agreement=agreement.id, amended_by=acting, day=day, documents=documents, parameters=parameters,
        rules=_by_fact([replace(rule, when=bind(rule.when, parameters)) for rule in rules]),
        overriders=closure(rules),
        measures={key: one for document in documents for key, one in document.measures.items()},
        clauses=clauses, sources=sources, wheels=_wheels(own.wheels if own else (), day, known),
    )  # fmt: skip


def value_on(values: tuple[DatedValue, ...], day: date, known: date | None = None) -> DatedValue | None:
    """Give the value in force on a day among a parameter's dated values, or None."""
    found = None
    for value in values:
        if value.from_ <= day and (value.to is None or day <= value.to):
            if known is None or value.recorded is None or value.recorded <= known:
                found = value
    return found


def _term(series: ParameterSeries, dated: DatedValue, taken: Mapping[str, Value]) -> Term:
    assert dated.value is not None
    if series.id in taken:
        return Term(series, dated, taken[series.id])
    return Term(series, dated, dated.value, dated.basis == "assumed")


def _wheels(wheels: tuple[DatedWheel, ...], day: date, known: date | None) -> dict[str, DatedWheel]:
    """Give the version of each of an estate's wheels that is in force."""
    found: dict[str, DatedWheel] = {}
    for wheel in wheels:
        if wheel.from_ <= day and (known is None or wheel.recorded is None or wheel.recorded <= known):
            found[wheel.name] = wheel
    return found


def _by_fact(rules: list[Rule]) -> dict[str, tuple[Rule, ...]]:
    found: dict[str, tuple[Rule, ...]] = {}
    for rule in rules:
        found[rule.decides] = (*found.get(rule.decides, ()), rule)
    return found


def bind(condition: Condition, parameters: Mapping[str, Term]) -> Condition:
    """Put the values of the parameters into a condition. A comparison with a parameter that has no value is false."""
    match condition:
        case Compare(left, operator, right):
            subject = _bound(left, parameters) if isinstance(left, Parameter) else left
            value = _bound(right, parameters)
            return _NEVER if subject is None or value is None else Compare(subject, operator, value)
        case Member(left, values, negated):
            return _member(left, values, negated, parameters)
        case All(parts):
            return All(tuple(bind(part, parameters) for part in parts))
        case Any(parts):
            return Any(tuple(bind(part, parameters) for part in parts))
        case CountOf(least, parts):
            return CountOf(least, tuple(bind(part, parameters) for part in parts))
        case Not(part):
            return Not(bind(part, parameters))
        case _:
            return condition


_NEVER = Any(())


def _bound(operand: Operand, parameters: Mapping[str, Term]) -> Bound | None:
    if isinstance(operand, Parameter):
        term = parameters.get(operand.id)
        return None if term is None else Bound(term.value, operand.id, term.guesses)
    if isinstance(operand, Literal_):  # compared with a parameter: plain as written
        return Bound(operand.value)  # type: ignore[arg-type]
    return operand


def _member(
    left: Fact, values: tuple[Operand, ...], negated: bool, parameters: Mapping[str, Term]
) -> Condition:
    """Put the names of a list into a membership; a name that only some guesses of the list hold is asked with it."""
    certain: list[Bound] = []
    perhaps: list[Condition] = []
    for operand in values:
        bound = _bound(operand, parameters)
        if bound is None:
            continue
        options = bound.guesses or (bound.value,)
        for name in dict.fromkeys(name for option in options for name in _names(option)):
            held = tuple(name in _names(option) for option in options)
            if all(held):
                certain.append(Bound(name, bound.parameter))
            else:
                listed = Compare(Bound(name in _names(bound.value), bound.parameter, held), "is", Bound(True))
                perhaps.append(All((listed, Compare(left, "is", Bound(name, bound.parameter)))))
    if not perhaps:
        return Member(left, tuple(certain), negated)
    either = Any((Member(left, tuple(certain)), *perhaps))
    return Not(either) if negated else either


def _names(value: Value) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else (value,)


def closure(rules: list[Rule]) -> dict[str, frozenset[str]]:
    """Give for each rule the rules that override it, directly or by chain."""
    direct: dict[str, set[str]] = {rule.id: set() for rule in rules}
    for rule in rules:
        for overridden in rule.overrides:
            direct.setdefault(overridden, set()).add(rule.id)
    found: dict[str, frozenset[str]] = {}
    for rule_id in direct:
        above, front = set(), list(direct[rule_id])
        while front:
            one = front.pop()
            if one not in above:
                above.add(one)
                front.extend(direct.get(one, ()))
        found[rule_id] = frozenset(above)
    return found


def _check(
    rules: list[Rule],
    clauses: Mapping[str, Clause],
    sources: Mapping[str, Source],
    parameters: Mapping[str, ParameterSeries],
    documents: tuple[Document, ...],
    library: Library,
) -> None:
    problems: list[Problem] = []
    every = {rule.id for document in documents for rule in document.rules}
    deciding = {rule.id: rule.decides for rule in rules}
    above = closure(rules)
    for rule in rules:
        for key in parameters_of(rule.when):
            if key not in parameters:
                found = Message("rule {rule} reads {name}, which is no parameter.", rule=rule.id, name=key)
                problems.append(Problem(rule.at, found, None, nearest(key, parameters)))
        for key in rule.overrides:
            if key not in every:
                found = Message("rule {rule} overrides {other}, which is not there.", rule=rule.id, other=key)
                problems.append(Problem(rule.at, found, None, nearest(key, every)))
            elif deciding.get(key, rule.decides) != rule.decides:
                found = Message("rule {rule} overrides {other}, which decides something else.", rule=rule.id, other=key)
                problems.append(Problem(rule.at, found))
        if rule.id in above[rule.id]:
            ring = ", ".join(sorted(one for one in above[rule.id] if rule.id in above[one]))
            found = Message("overrides run in a circle: {rules}.", rules=ring)
            problems.append(Problem(rule.at, found, Message("exceptions that override general rules, one way")))
        problems.extend(_unit_problems(rule, rule.when, parameters, library))
    for clause in clauses.values():
        if clause.source not in sources:
            found = Message("{clause} cites {source}, which is not listed.", clause=clause.id, source=clause.source)
            problems.append(Problem(clause.at, found, None, nearest(clause.source, sources)))
    cited = [(rule.clause, rule.at) for rule in rules] + [(one.clause, one.at) for one in parameters.values()]
    for key, at in cited:
        if key not in clauses:
            problems.append(
                Problem(at, Message("there is no clause {clause}.", clause=key), None, nearest(key, clauses))
            )
    if problems:
        raise WrongInput(problems)


def _unit_problems(
    rule: Rule, condition: Condition, parameters: Mapping[str, ParameterSeries], library: Library
) -> list[Problem]:
    match condition:
        case Compare(Fact(name), operator, Parameter(key)) if key in parameters:
            if parameters[key].unit != library.facts[name].type:
                found = Message("{fact} and {name} have different units.", fact=name, name=key)
                return [Problem(rule.at, found, Message("{unit}", unit=library.facts[name].type))]
            ends = any(value.range for value in parameters[key].values)
            if ends and operator not in ORDERING:
                found = Message("{name} is assumed within a range, so only its order can be asked.", name=key)
                return [Problem(rule.at, found, Message("over, at_least, under, at_most"))]
        case All(parts) | Any(parts) | CountOf(_, parts):
            return [problem for part in parts for problem in _unit_problems(rule, part, parameters, library)]
        case Not(part):
            return _unit_problems(rule, part, parameters, library)
    return []
