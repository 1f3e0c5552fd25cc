"""The language of conditions and conclusions as JSON Schema: its words, the declared facts, and the values of each.

A document may declare facts of its own, so a fact that is not listed is let through; its values are not known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from kredslob.engine.schemas.values import NAME, Schema, of_unit, where
from kredslob.rules.conditions import MEMBERSHIP, OPERATORS, ORDERING
from kredslob.rules.model import FactDeclaration, Stage
from kredslob.rules.units import ORDERED

Facts = Mapping[str, FactDeclaration]

_TELLS: Final = {
    "fact": "The fact that is compared, by name.", "parameter": "The parameter that is compared, by id.",
    "is": "Is this value.", "is_not": "Is another value, or none.", "over": "Is more than.", "at_least": "Is this or more.",
    "under": "Is less than.", "at_most": "Is this or less.", "in": "Is one of these.", "not_in": "Is none of these.",
    "all": "All of these hold.", "any": "At least one of these holds.", "not": "This does not hold.",
    "count_of": "At least so many of these hold.", "always": "Holds in every situation: the condition of a general rule.",
}  # fmt: skip
_JOINS: Final = ("all", "any", "not", "count_of", "always")
_TESTS: Final = (*OPERATORS, *MEMBERSHIP)


def condition_schema(facts: Facts) -> Schema:
    """Give what may stand under `when`, which refers to itself as #/definitions/condition."""
    here: Schema = {"$ref": "#/definitions/condition"}
    several: Schema = {"type": "array", "items": here, "minItems": 1}
    counted: Schema = {
        "type": "object", "properties": {"at_least": {"type": "integer", "minimum": 1}, "of": several},
        "required": ["at_least", "of"], "additionalProperties": False,
    }  # fmt: skip
    operand: Schema = {"$ref": "#/definitions/operand"}
    members: Schema = {"anyOf": [{"type": "array", "items": operand, "minItems": 1}, _parameter()]}
    properties = {
        "fact": fact_name(facts), "parameter": {"type": "string"}, "all": several, "any": several, "not": here,
        "count_of": counted, "always": {"const": True},
        **dict.fromkeys(OPERATORS, operand), **dict.fromkeys(MEMBERSHIP, members),
    }  # fmt: skip
    return {
        "description": "When the rule applies: a comparison, or several joined by all, any, not or count_of.",
        "type": "object",
        "properties": {key: {"description": tells, "allOf": [properties[key]]} for key, tells in _TELLS.items()},
        "additionalProperties": False,
        "oneOf": [
            *({"required": [join], "maxProperties": 1} for join in _JOINS),
            *({"required": ["fact", word], "maxProperties": 2} for word in _TESTS),
            *({"required": ["parameter", word], "maxProperties": 2} for word in OPERATORS),
        ],
        "allOf": [_compared(of_type, choices, names) for (of_type, choices), names in _alike(facts).items()],
    }


def operand_schema() -> Schema:
    """Give what a fact may be compared with, whatever its unit: a value, or a parameter by its id."""
    return {"anyOf": [{"type": ["boolean", "number", "string"]}, _parameter()]}


def fact_name(facts: Facts) -> Schema:
    """Give the name of a fact: one of those declared with Kredsløb, or one of the document's own."""
    return {
        "anyOf": [
            {"enum": [*facts], "enumDescriptions": [one.question.en for one in facts.values()]},
            {"type": "string", "pattern": NAME},
        ]
    }


def conclusion_schema(facts: Facts) -> Schema:
    """Give what may stand under `then`: one decided fact and its value."""
    decided = {name: one for name, one in facts.items() if one.origin == "decided"}
    named = {
        name: {"description": one.question.en, "allOf": [of_unit(one.type, tuple(one.choices))]}
        for name, one in decided.items()
    }
    return {
        "description": "What the rule concludes: one fact and its value.",
        "type": "object", "minProperties": 1, "maxProperties": 1, "properties": named,
        "propertyNames": {"not": {"enum": [name for name in facts if name not in decided]}},
    }  # fmt: skip


def of_stages(facts: Facts) -> list[Schema]:
    """Give for each stage that a rule of it decides nothing that another stage decides."""
    stages: dict[Stage, list[str]] = {}
    for name, one in facts.items():
        if one.stage is not None:
            stages.setdefault(one.stage, []).append(name)
    return [
        where(
            "stage",
            [stage],
            {
                "properties": {
                    "then": {
                        "propertyNames": {
                            "not": {"enum": [n for other in stages if other != stage for n in stages[other]]}
                        }
                    }
                }
            },
        )
        for stage in stages
    ]


def _parameter() -> Schema:
    return {
        "type": "object", "properties": {"parameter": {"type": "string"}}, "required": ["parameter"],
        "additionalProperties": False,
    }  # fmt: skip


def _alike(facts: Facts) -> dict[tuple[str, tuple[str, ...]], list[str]]:
    """Give the names of facts of one type and with the same choices."""
    found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for name, one in facts.items():
        found.setdefault((one.type, tuple(one.choices)), []).append(name)
    return found


def _compared(of_type: str, choices: tuple[str, ...], names: Iterable[str]) -> Schema:
    """Give what facts of a type may be compared with, and how."""
    operand: Schema = {"anyOf": [of_unit(of_type, choices), _parameter()]}
    members: Schema = {"anyOf": [{"type": "array", "items": operand}, _parameter()]}
    tests: Schema = {**dict.fromkeys(OPERATORS, operand), **dict.fromkeys(MEMBERSHIP, members)}
    if of_type not in ORDERED:
        tests |= dict.fromkeys(sorted(ORDERING), False)
    return where("fact", [*names], {"properties": tests})
