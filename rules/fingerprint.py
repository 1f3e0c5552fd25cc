"""Give an agreement its fingerprint: the same for the same terms however they are laid out, another for any other terms.

It is the SHA-256 of canonical JSON (keys sorted, no spaces, UTF-8) of the framework as amended with the laws and the
individual agreement it draws on. What only people read is left out: texts, titles, questions, notes and labels in both
languages, comments, positions and file names; and limits, by which nothing is decided. So are fields that say nothing,
so that a field added to the format later leaves old fingerprints as they are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from kredslob.rules.conditions import (
    All,
    Always,
    Bound,
    Compare,
    Condition,
    CountOf,
    Fact,
    Member,
    Not,
    Operand,
    Parameter,
)
from kredslob.rules.conditions import Any as AnyOf
from kredslob.rules.model import (
    Change,
    DatedValue,
    DatedWheel,
    Document,
    EstateTerms,
    Measure,
    ParameterSeries,
    Rule,
    Start,
)
from kredslob.rules.terms import Terms
from kredslob.rules.units import Value, plain_value

SCHEMA: Final = 1

Plain = dict[str, Any]


def fingerprint(terms: Terms | Iterable[Document]) -> str:
    """Give the fingerprint of terms, or of documents that hold together, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(terms).encode()).hexdigest()


def canonical(terms: Terms | Iterable[Document]) -> str:
    """Give the canonical JSON that a fingerprint is taken of."""
    documents = sorted(terms.documents if isinstance(terms, Terms) else terms, key=lambda one: one.id)
    units = {key: series.unit for document in documents for key, series in document.parameters.items()}
    plain = {"schema": SCHEMA, "documents": [_document(one, units) for one in documents]}
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _document(document: Document, units: Mapping[str, str]) -> Plain:
    return _said(
        id=document.id,
        kind=document.kind,
        start=_start(document.start),
        to=_day(document.to),
        adopted=_day(document.adopted),
        draws_on=sorted(document.draws_on),
        extends=document.extends,
        framework=document.framework,
        organisation=document.organisation,
        origin=document.origin,
        clauses={key: {"source": one.source, "basis": one.basis} for key, one in document.clauses.items()},
        parameters={key: _series(one) for key, one in document.parameters.items()},
        measures={key: _measure(one) for key, one in document.measures.items()},
        rules=[_rule(one) for one in sorted(document.rules, key=lambda one: (one.id, one.from_, _recorded(one)))],
        changes=[_change(one, units) for one in document.changes],
        estates={key: _estate(one, units) for key, one in document.estates.items()},
    )


def _start(start: Start) -> Plain:
    return _said(day=_day(start.day), basis=start.basis, range=[_day(day) for day in start.range or ()])


def _series(series: ParameterSeries) -> Plain:
    return _said(
        unit=series.unit,
        clause=series.clause,
        choices=sorted(series.choices),
        range=_values(series.range, series.unit),
        values=[_dated(one, series.unit) for one in series.values],
    )


def _dated(dated: DatedValue, unit: str) -> Plain:
    return {
        # a value that is repealed is said, since null is what it means
        "value": plain_value(dated.value, unit),
        **_said(
            start=_day(dated.from_),
            to=_day(dated.to),
            basis=dated.basis,
            source=dated.source,
            alternatives=_values(dated.alternatives, unit),
            range=_values(dated.range, unit),
            recorded=_day(dated.recorded),
        ),
    }


def _measure(measure: Measure) -> Plain:
    return _said(
        unit=measure.unit,
        numerator=list(measure.numerator),
        denominator=measure.denominator,
        averaging_years=measure.averaging_years,
        relative_to=measure.relative_to,
        age=list(measure.age or ()),
        minimum_residents=measure.minimum_residents,
        clause=measure.clause,
        basis=measure.basis,
    )


def _rule(rule: Rule) -> Plain:
    return {
        "then": {rule.decides: plain_value(rule.value, "")},
        **_said(
            id=rule.id,
            stage=rule.stage,
            clause=rule.clause,
            basis=rule.basis,
            source=rule.source,
            start=_day(rule.from_),
            to=_day(rule.to),
            recorded=_day(rule.recorded),
            when=_condition(rule.when),
            overrides=sorted(rule.overrides),
        ),
    }


def _change(change: Change, units: Mapping[str, str]) -> Plain:
    return _said(
        target=change.target,
        value=_dated(change.value, units.get(change.target, "")) if change.value else None,
        added=_rule(change.added) if change.added else None,
        replacement=_rule(change.replacement) if change.replacement else None,
        wheel=_wheel(change.wheel) if change.wheel else None,
        words={"source": change.words.source, "basis": change.words.basis} if change.words else None,
        repeals=change.repeals or None,
        estate=change.estate,
        source=change.source,
    )


def _estate(estate: EstateTerms, units: Mapping[str, str]) -> Plain:
    return _said(
        origin=estate.origin,
        wheels=[_wheel(one) for one in sorted(estate.wheels, key=lambda one: (one.name, one.from_, one.version))],
        parameters={
            key: [_dated(one, units.get(key, "")) for one in values] for key, values in estate.parameters.items()
        },
    )


def _wheel(wheel: DatedWheel) -> Plain:
    return {
        "turns": f"{wheel.turns}/{wheel.of}",
        **_said(
            name=wheel.name,
            start=_day(wheel.from_),
            version=wheel.version,
            slots=list(wheel.slots),
            basis=wheel.basis,
            recorded=_day(wheel.recorded),
        ),
    }


def _condition(condition: Condition) -> Plain:
    """Give a condition as a file writes it."""
    match condition:
        case Compare(left, operator, right):
            return {**_subject(left), operator: _operand(right)}
        case Member(left, values, negated):
            return {**_subject(left), "not_in" if negated else "in": [_operand(value) for value in values]}
        case All(parts):
            return {"all": [_condition(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [_condition(part) for part in parts]}
        case CountOf(least, parts):
            return {"count_of": {"at_least": least, "of": [_condition(part) for part in parts]}}
        case Not(part):
            return {"not": _condition(part)}
        case Always():
            return {"always": True}


def _subject(left: Fact | Parameter | Bound) -> Plain:
    if isinstance(left, Fact):
        return {"fact": left.name}
    return {"parameter": left.id if isinstance(left, Parameter) else left.parameter}


def _operand(operand: Operand) -> object:
    if isinstance(operand, Parameter):
        return {"parameter": operand.id}
    value: Any = operand.value  # in the inner form of the fact's unit; beside a parameter as it was written
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return format(Decimal(value).normalize(), "f")
    return plain_value(value, "")


def _values(values: Iterable[Value] | None, unit: str) -> list[object]:
    return [plain_value(value, unit) for value in values or ()]


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _recorded(rule: Rule) -> date:
    return rule.recorded or date.min


def _said(**fields: object) -> Plain:
    """Give the fields that say something."""
    return {name: value for name, value in fields.items() if value not in (None, [], {})}
