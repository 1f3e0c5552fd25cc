"""What a value may be in a file, by its unit, as JSON Schema."""

from __future__ import annotations

from typing import Any, Final

from kredslob.rules.units import MOST_TURNS

Schema = dict[str, Any]

DAY: Final = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
NAME: Final = "^[a-z0-9][a-z0-9_.-]*$"
_DECIMAL: Final = r"^[0-9]{1,12}(\.[0-9]{1,12})?$"

_WHOLE: Final[Schema] = {"type": "integer", "minimum": 0}
_NAMES: Final[Schema] = {"type": "array", "items": {"type": "string"}}
_TEXT: Final[Schema] = {"type": "string"}
_OTHERS: Final[dict[str, Schema]] = {
    "yes_no": {"type": "boolean"},
    "choice": _TEXT,
    "date": {"type": "string", "pattern": DAY},
    "share": {"anyOf": [{"type": "number", "minimum": 0, "maximum": 1},
                        {"type": "string", "pattern": r"^(0{1,12}(\.[0-9]{1,12})?|0{0,11}1(\.0{1,12})?)$"}]},
    "ratio": {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": _DECIMAL}]},
    "hours": {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": _DECIMAL},
                        {"type": "string", "pattern": "^[0-9]{1,6}:[0-5][0-9]$"}]},
    "turns": {"type": "string", "pattern": "^[0-9]{1,6}/[0-9]{1,6}$"},
    "wheel": {**_NAMES, "minItems": 1, "maxItems": MOST_TURNS},
    "names": _NAMES,
    "term": _TEXT,
}  # fmt: skip


def of_unit(unit: str, choices: tuple[str, ...] = ()) -> Schema:
    """Give what a value of a unit may be; one of the choices where there are any."""
    if unit == "choice" and choices:
        return {"enum": [*choices]}
    return _OTHERS.get(unit, _WHOLE)


def or_null(schema: Schema) -> Schema:
    """Give what may also be null."""
    return {"anyOf": [schema, {"type": "null"}]}


def where(field: str, values: object, then: Schema) -> Schema:
    """Give what holds where a field has one of the values."""
    return {"if": {"properties": {field: {"enum": values}}, "required": [field]}, "then": then}


def filled(field: str) -> Schema:
    """Give the test that a field is there and not null."""
    return {"properties": {field: {"not": {"type": "null"}}}, "required": [field]}


def without(*fields: str) -> Schema:
    """Give what has none of the fields."""
    return {"properties": dict.fromkeys(fields, False)}
