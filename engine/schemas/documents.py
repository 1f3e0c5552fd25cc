"""Agreements, laws, amendments and individual agreements as JSON Schema: the models, and what models do not say.

The models give every field and its form. Which sections go with which kind of document, which fields with which change,
what a value may be by its unit, and the language of conditions are added from the tables by which files are read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from kredslob.engine.schemas.conditions import Facts, conclusion_schema, condition_schema, of_stages, operand_schema
from kredslob.engine.schemas.telling import TELLS
from kredslob.engine.schemas.values import DAY, Schema, filled, of_unit, or_null, where, without
from kredslob.rules.changes import MAY
from kredslob.rules.changes import NEEDED as NEEDED_IN_CHANGE
from kredslob.rules.documents import ALLOWED, NEEDED
from kredslob.rules.limits import COMPARED, COMPARISONS, KINDS
from kredslob.rules.units import UNITS

if TYPE_CHECKING:
    from pydantic import BaseModel

DRAFT: Final = "http://json-schema.org/draft-07/schema#"  # the draft that editors know best


def model_schema(model: str | type[BaseModel], title: str, tells: Mapping[str, str] = TELLS) -> Schema:
    """Give the JSON Schema of a model, each field with what it is for.

    Args:
        model: a model, or the name of one in `rules.schema`.
        title: what the schema is called.
        tells: what each field is for, as `Model.field`.
    """
    from kredslob.rules import schema  # lazy: pydantic is needed by nobody else here

    shape = getattr(schema, model) if isinstance(model, str) else model
    made = shape.model_json_schema(by_alias=True)
    definitions = {name: _plain(body, name, tells) for name, body in made.pop("$defs", {}).items()}
    return {"$schema": DRAFT, **_plain(made, shape.__name__, tells), "title": title, "definitions": definitions}


def agreement_schema(facts: Facts) -> Schema:
    """Give the JSON Schema of a document: law, framework agreement, amendment or individual agreement."""
    made = model_schema(
        "DocumentFile", "Kredsløb: a law, a framework agreement, an amendment or an individual agreement"
    )
    defined = cast("dict[str, Schema]", made["definitions"])
    made["required"] = [*made["required"]]
    made["allOf"] = [_of_kind(kind, set(made["properties"])) for kind in ALLOWED]
    defined["condition"], defined["operand"] = condition_schema(facts), operand_schema()
    defined["conclusion"] = conclusion_schema(facts)
    for name in ("RuleFile", "RuleBody"):
        defined[name]["properties"] |= {
            "when": {"$ref": "#/definitions/condition"},
            "then": {"$ref": "#/definitions/conclusion"},
        }
        defined[name]["allOf"] = of_stages(facts)
    defined["ValueFile"]["allOf"] = [_assumed(("alternatives", "range"))]
    defined["StartFile"]["allOf"] = [_assumed(("range",))]
    defined["ParameterFile"]["allOf"] = [*map(_of_unit, UNITS), _choices("unit")]
    defined["ChangeFile"]["allOf"] = [_change(), *(_of_change(kind) for kind in NEEDED_IN_CHANGE)]
    _limit(defined["LimitFile"])
    wheel: Schema = {"$ref": "#/definitions/WheelFile"}
    defined["EstateFile"]["properties"]["wheels"] |= {
        "properties": {
            key: {"type": "array", "items": {"allOf": [wheel, _wheel(turn)]}} for key, turn in _TURNS.items()
        }
    }
    if "FactFile" in defined:
        defined["FactFile"]["allOf"] = of_fact()
    return made


def of_fact() -> list[Schema]:
    """Give what a declared fact must have besides its fields' forms: choices with type choice, a stage if decided."""
    decided = {"if": {"properties": {"origin": {"const": "decided"}}}, "then": filled("stage"),
               "else": {"not": filled("stage")}}  # fmt: skip
    drawn = {"if": {"properties": {"how": {"const": "drawn"}}}, "then": {"required": ["distribution", "basis"]}}
    return [_choices("type"), decided, {"properties": {"simulation": {"anyOf": [drawn, {"type": "null"}]}}}]


_TURNS: Final = {"referral": "turns", "external": "flexible"}


def _of_kind(kind: str, fields: set[str]) -> Schema:
    """Give what a document of a kind must say, and what it may not."""
    needed = NEEDED[kind]  # type: ignore[index]  # the kinds are the keys
    strange = sorted(fields - ALLOWED[kind])  # type: ignore[index]
    then: Schema = {"required": [*needed], **without(*strange)}
    then["properties"] |= {field: {"not": {"type": "null"}} for field in needed}
    if kind != "amendment" and "from" in fields:
        then["properties"]["from"] = {"type": "string"} if "from" in needed else {"type": ["string", "null"]}
    return where("kind", [kind], then)


def _choices(field: str) -> Schema:
    """Give that choices go with the unit or type choice, and only there."""
    none = {"properties": {"choices": {"anyOf": [{"type": "null"}, {"maxProperties": 0}]}}}
    return {"if": {"properties": {field: {"const": "choice"}}},
            "then": {"required": ["choices"], "properties": {"choices": {"minProperties": 1, "type": "object"}}},
            "else": none}  # fmt: skip


def _assumed(ways: tuple[str, ...]) -> Schema:
    """Give that an assumed value says what else it may be, and who could settle it."""
    told = {"alternatives": {"properties": {"alternatives": {"type": "array", "minItems": 2}}, "required": ["alternatives"]},
            "range": filled("range")}  # fmt: skip
    return where("basis", ["assumed"], {"allOf": [filled("question"), {"anyOf": [told[way] for way in ways]}]})


def _of_unit(unit: str) -> Schema:
    value = of_unit(unit)
    told: Schema = {
        "value": or_null(value),
        "alternatives": or_null({"items": value, "type": "array"}),
        "range": or_null({"items": value, "type": "array"}),
    }
    return where("unit", [unit], {"properties": {"values": {"items": {"properties": told}}}})


def _change() -> Schema:
    return {"oneOf": [filled(kind) for kind in NEEDED_IN_CHANGE]}


def _of_change(kind: str) -> Schema:
    """Give what goes with one kind of change."""
    needed = NEEDED_IN_CHANGE[kind]
    allowed = {*needed, *MAY.get(kind, ()), "reason", "source"}
    then: Schema = {"required": [*needed], "propertyNames": {"enum": sorted(allowed)}}
    then["allOf"] = [filled(field) for field in needed if field != "value"]
    if kind == "set":
        then["allOf"].append(_assumed(("alternatives", "range")))
    if kind == "wheel":
        then["allOf"] += [where("wheel", [wheel], _wheel(turn)) for wheel, turn in _TURNS.items()]
    return {"if": filled(kind), "then": then}


def _limit(made: Schema) -> None:
    """Add that a limit asks one thing, and that a share or a period is compared once and nothing else is."""
    operand: Schema = {"$ref": "#/definitions/operand"}
    made["properties"] |= {
        word: {**made["properties"][word], "anyOf": [operand, {"type": "null"}]} for word in COMPARISONS
    }
    once: Schema = {"oneOf": [filled(word) for word in COMPARISONS]}
    made["allOf"] = [
        {"oneOf": [filled(kind) for kind in KINDS]},
        {"if": {"anyOf": [filled(kind) for kind in COMPARED]}, "then": once, "else": {"not": {"anyOf": once["oneOf"]}}},
    ]


def _wheel(turn: str) -> Schema:
    """Give that a wheel is so many turns of so many, or its slots in order."""
    other = next(word for word in _TURNS.values() if word != turn)
    slots = {**without(turn, "of"), "required": ["slots"]}
    turns = {**without("slots"), "required": [turn, "of"]}
    return {**without(other), "oneOf": [slots, turns]}


def _plain(made: Any, model: str, tells: Mapping[str, str]) -> Any:
    """Give pydantic's schema in the older draft: without its own titles and defaults, every key of a mapping checked."""
    if isinstance(made, list):
        return [_plain(one, model, tells) for one in made]
    if not isinstance(made, dict):
        return made
    kept = {key: _plain(one, model, tells) for key, one in made.items() if key not in ("title", "default")}
    if "properties" in made:
        kept["properties"] = {
            key: _told(_plain(one, model, tells), tells.get(f"{model}.{key}"))
            for key, one in made["properties"].items()
        }
    if "patternProperties" in kept:
        kept["additionalProperties"] = False
    if kept.get("format") == "date":
        kept = {**kept, "pattern": DAY}
    if "$ref" in kept:
        kept["$ref"] = kept["$ref"].replace("#/$defs/", "#/definitions/")
    return kept


def _told(schema: Schema, tells: str | None) -> Schema:
    """Give a field with what it is for; an older draft reads nothing beside a reference."""
    if tells is None:
        return schema
    return {"description": tells, **({"allOf": [schema]} if "$ref" in schema else schema)}
