"""Put what has been read from a rules file back into the plain data of one: values, conditions, rules, clauses, wheels.

Reading what is given here as a file gives the same again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

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
from kredslob.rules.model import Clause, DatedWheel, FactDeclaration, Rule, Text
from kredslob.rules.units import Value, plain_value

Plain = dict[str, object]
Facts = Mapping[str, FactDeclaration]
_DECIMAL = ("share", "ratio", "hours")
_TURNS = {"referral": "turns", "external": "flexible"}


def restated_value(value: Value | None, unit: str) -> object:
    """Give a value as a file writes it: a share as a number from 0 to 1, a date as a date."""
    if isinstance(value, date):
        return value
    plain = plain_value(value, unit)
    return Decimal(plain) if unit in _DECIMAL and isinstance(plain, str) and ":" not in plain else plain


def restated_condition(condition: Condition, facts: Facts) -> Plain:
    """Give a condition as a file writes it."""
    match condition:
        case Compare(left, operator, right):
            unit = facts[left.name].type if isinstance(left, Fact) else ""
            return {**_subject(left), operator: _operand(right, unit)}
        case Member(left, values, negated):
            unit, word = facts[left.name].type, "not_in" if negated else "in"
            listed = [_operand(value, unit) for value in values]
            alone = len(listed) == 1 and isinstance(listed[0], dict)
            return {"fact": left.name, word: listed[0] if alone else listed}
        case All(parts):
            return {"all": [restated_condition(part, facts) for part in parts]}
        case AnyOf(parts):
            return {"any": [restated_condition(part, facts) for part in parts]}
        case CountOf(least, parts):
            return {"count_of": {"at_least": least, "of": [restated_condition(part, facts) for part in parts]}}
        case Not(part):
            return {"not": restated_condition(part, facts)}
        case Always():
            return {"always": True}


def _subject(left: Fact | Parameter | Bound) -> Plain:
    if isinstance(left, Fact):
        return {"fact": left.name}
    return {"parameter": left.id if isinstance(left, Parameter) else left.parameter}


def _operand(operand: Operand, unit: str) -> object:
    if isinstance(operand, Parameter):
        return {"parameter": operand.id}
    # a value beside a parameter is still as it was written
    return restated_value(operand.value, unit) if isinstance(operand, Bound) else operand.value


def restated_rule(rule: Rule, facts: Facts) -> Plain:
    """Give what a rule says as a file writes it, without its id and its days."""
    said: Plain = {
        "stage": rule.stage,
        "clause": rule.clause,
        "basis": rule.basis,
        "when": restated_condition(rule.when, facts),
        "then": {rule.decides: restated_value(rule.value, facts[rule.decides].type)},
    }
    if rule.overrides:
        said["overrides"] = list(rule.overrides)
    return {**said, "text": restated_text(rule.text)}


def restated_clause(clause: Clause) -> Plain:
    """Give the words of a clause as a file writes them."""
    said: Plain = {
        "title": restated_text(clause.title), "text": restated_text(clause.text),
        "source": clause.source, "place": clause.place, "quote": clause.quote, "basis": clause.basis,
    }  # fmt: skip
    return {key: value for key, value in said.items() if value is not None}


def restated_wheel(wheel: DatedWheel) -> Plain:
    """Give what a wheel shares out as a file writes it: its slots, or so many turns of so many."""
    return {"slots": list(wheel.slots)} if wheel.slots else {_TURNS[wheel.name]: wheel.turns, "of": wheel.of}


def restated_text(text: Text) -> Plain:
    """Give a text in both languages as a file writes it."""
    return {"da": text.da, "en": text.en}
