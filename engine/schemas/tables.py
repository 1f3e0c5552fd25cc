"""Files of vacancies and of applicants, and the list of channels, as JSON Schema.

A person's file goes by the names and words that its reader knows, in English and Danish and in small letters; the reader
itself also takes them in capitals, with other hyphens and spaces.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kredslob.engine.input_columns import applicant_columns, vacancy_columns
from kredslob.engine.register.columns import UNKNOWN, YES_NO, Column, Columns, same_word
from kredslob.engine.schemas.documents import DRAFT
from kredslob.engine.schemas.values import Schema
from kredslob.rules.channels import ROLES
from kredslob.rules.model import FactDeclaration

Facts = dict[str, FactDeclaration]


def vacancies_schema(facts: Facts) -> Schema:
    """Give the JSON Schema of a file of vacancies."""
    return _listed("vacancies", "Kredsløb: vacancies to decide", vacancy_columns(facts), facts)


def applicants_schema(facts: Facts) -> Schema:
    """Give the JSON Schema of a file of applicants."""
    return _listed(
        "applicants", "Kredsløb: the applicants of a list, under pseudonyms", applicant_columns(facts), facts
    )


def _listed(name: str, title: str, columns: Columns, facts: Facts) -> Schema:
    """Give a list, or a list under its name."""
    row = {"$ref": "#/definitions/row"}
    several = {"type": "array", "items": row}
    under = {"type": "object", "properties": {name: several}, "required": [name], "additionalProperties": False}
    return {
        "$schema": DRAFT, "title": title, "if": {"type": "array"}, "then": several, "else": under,
        "definitions": {"row": row_schema(columns, facts)},
    }  # fmt: skip


def row_schema(columns: Columns, facts: Facts, inner: Mapping[str, Schema] = MappingProxyType({})) -> Schema:
    """Give a group of names and values; `inner`: what stands under the names whose values are groups or lists."""
    properties: Schema = {}
    for column in columns.columns:
        for word in dict.fromkeys((column.name, *map(same_word, column.spellings))):
            tells = facts[column.name].question.en if column.name in facts else None
            properties[word] = {
                **({"description": tells} if tells else {}),
                **inner.get(column.name, cell_schema(column)),
            }
    needed = [
        {"anyOf": [{"required": [word]} for word in dict.fromkeys((column.name, *map(same_word, column.spellings)))]}
        for column in columns.columns
        if column.required
    ]
    found: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**found, "allOf": needed} if needed else found


def cell_schema(column: Column) -> Schema:
    """Give what a cell may hold; what is not known is left empty or said to be unknown."""
    unknown = {"enum": [None, *sorted(UNKNOWN)]}
    match column.kind:
        case "choice":
            words = dict.fromkeys(word for choice in column.choices for word in choice)
            return {"anyOf": [{"enum": [*words]}, unknown]}
        case "yes_no":
            return {"anyOf": [{"type": "boolean"}, {"enum": [*YES_NO]}, unknown]}
        case "date":
            return {"anyOf": [{"type": "string"}, unknown]}
        case "whole" | "number":
            return {"anyOf": [{"type": ["number", "string"], **_bounds(column)}, unknown]}
        case _:
            return {"type": ["string", "number", "null"]}


def _bounds(column: Column) -> Schema:
    bounds = {"minimum": column.low, "maximum": column.high}
    return {key: value for key, value in bounds.items() if value is not None}


def channels_schema() -> Schema:
    """Give the JSON Schema of the list of channels."""
    text = {"type": "string", "pattern": r"\S"}
    named = {"type": ["string", "null"]}
    both = {
        "type": "object",
        "properties": {"da": text, "en": text},
        "required": ["da", "en"],
        "additionalProperties": False,
    }
    fields: Schema = {
        "danish": {"description": "What it is called in Danish.", **text},
        "english": {"description": "What it is called in English.", **text},
        "is": {"description": "A channel, a filter of who may be offered, or out of scope.", "enum": [*ROLES]},
        "value": {"description": "The channel, or the fact that filters; null where it is out of scope.", **named},
        "clause": {"description": "The clause it rests on; null where none is encoded.", **named},
        "source": {"description": "The key of the public document.", **text},
        "note": {"description": "What else is to be said.", **both},
    }
    one = {"type": "object", "properties": fields, "required": [*fields], "additionalProperties": False}
    listed = {
        "type": "object",
        "minProperties": 1,
        "patternProperties": {"^C[0-9]{2}$": one},
        "additionalProperties": False,
    }
    return {
        "$schema": DRAFT, "title": "Kredsløb: the ways to let a dwelling", "type": "object",
        "properties": {"channels": listed}, "required": ["channels"], "additionalProperties": False,
    }  # fmt: skip
