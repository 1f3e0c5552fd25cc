"""Files of worked cases as JSON Schema: by every English and Danish name that their reader knows."""

from __future__ import annotations

from typing import Final

from kredslob.engine.cases import words
from kredslob.engine.register.columns import Columns
from kredslob.engine.schemas.documents import DRAFT
from kredslob.engine.schemas.tables import Facts, row_schema
from kredslob.engine.schemas.values import Schema

_TEXT: Final[Schema] = {"type": "string", "pattern": r"\S"}
_TEXTS: Final[Schema] = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]}
_BOTH: Final[Schema] = {
    "anyOf": [
        _TEXT,
        {"type": "object", "properties": {"da": _TEXT, "en": _TEXT}, "required": ["da", "en"], "additionalProperties": False},
    ]
}  # fmt: skip
_NEEDS: Final[Schema] = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
_VALUES: Final[Schema] = {
    "type": "object",
    "additionalProperties": {"type": ["string", "number", "boolean", "array", "null"]},
}
_PLACES: Final[Schema] = {"type": "object", "additionalProperties": {"type": ["string", "integer"]}}


def cases_schema(facts: Facts) -> Schema:
    """Give the JSON Schema of a file of cases."""
    case = _group(words.CASE, facts, {
        "name": _BOTH, "shows": _BOTH, "clause": _TEXTS, "source": _TEXTS, "situation": {"$ref": "#/definitions/situation"},
        "expected": {"$ref": "#/definitions/expected"},
    })  # fmt: skip
    file = _group(words.FILE, facts, {
        "title": _BOTH, "source": _TEXTS, "common": {"$ref": "#/definitions/situation"},
        words.CASES: _several({"$ref": "#/definitions/case"}),
    })  # fmt: skip
    definitions = {
        "case": case,
        "situation": _situation(facts),
        "applicant": row_schema(words.applicant_words(facts), facts),
        "estate": _estate(facts),
        "expected": _expected(facts),
    }
    return {"$schema": DRAFT, "title": "Kredsløb: worked cases", **file, "definitions": definitions}


def _group(columns: Columns, facts: Facts, inner: dict[str, Schema]) -> Schema:
    return row_schema(columns, facts, inner)


def _several(item: Schema) -> Schema:
    return {"type": "array", "items": item}


def _situation(facts: Facts) -> Schema:
    applicant = {"$ref": "#/definitions/applicant"}
    return _group(words.situation_columns(facts), facts, {
        "estate": {"anyOf": [_TEXT, {"$ref": "#/definitions/estate"}]}, "applicant": applicant,
        "applicants": _several(applicant), "set": _VALUES, "open": _TEXTS,
    })  # fmt: skip


def _estate(facts: Facts) -> Schema:
    wheel = row_schema(words.WHEEL, facts, {"slots": _several(_TEXT)})
    wheels = {"anyOf": [wheel, _several(wheel)]}
    return _group(words.ESTATE, facts, {
        "measurements": _several(row_schema(words.MEASUREMENT, facts)),
        "lists": _several(row_schema(words.LISTED, facts)),
        "decisions": _several(row_schema(words.DECISION, facts)),
        "area_figures": _several(row_schema(words.AREA_FIGURES, facts)),
        "national_figures": _several(row_schema(words.NATIONAL_FIGURES, facts)),
        "wheels": {"type": "object", "properties": dict.fromkeys(words.WHEEL_WORDS, wheels), "additionalProperties": False},
        "parameters": _VALUES,
        "facts": _VALUES,
        "others": _several(row_schema(words.OTHER, facts, {
            "measurements": _several(row_schema(words.MEASUREMENT, facts)), "parameters": _VALUES,
        })),
    })  # fmt: skip


def _expected(facts: Facts) -> Schema:
    reading = _group(words.expected_columns(facts, readings=False), facts, {"set": _VALUES, "needs": _NEEDS})
    return _group(words.expected_columns(facts), facts, {
        "group": _TEXTS, "standing": row_schema(words.standing_columns(facts), facts), "because": _TEXTS,
        "because_not": _TEXTS, "needs": _NEEDS, "readings": _several(reading), "wheels_after": _PLACES, "shares": _PLACES, "account_rests_on": _NEEDS,
        "extra_turns": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}},
        "passed_over": {"type": "object", "additionalProperties": _TEXTS},
    })  # fmt: skip
