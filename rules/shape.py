"""Check a file's plain data against its shape, and say of every misfit in our own words where it stands and how to mend it.

The models stand in `schema`; pydantic's errors are told anew here, since its sentences are English and name no line.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Any, Final, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from kredslob.rules import schema
from kredslob.rules.building import shown
from kredslob.rules.mending import Misfit
from kredslob.rules.messages import FieldPath, Message, Problem, WrongInput, nearest
from kredslob.rules.units import date_like
from kredslob.rules.yaml_source import YamlText


def check_shape(model: str, text: YamlText) -> None:
    """Check that the plain data has the shape of a model in `schema`: DocumentFile, FactsFile or SourcesFile.

    Raises:
        WrongInput: with every problem found, each at its line, the nearest field name offered.
    """
    found = misfits(model, text)
    if found:
        raise WrongInput(dict.fromkeys(problem for problem, _ in found))


def misfits(model: str | type[BaseModel], text: YamlText) -> list[tuple[Problem, Misfit]]:
    """Give every place at which the plain data has not the shape of a model, and what is to be said of it.

    Args:
        model: a model, or the name of one in `schema`.
        text: the file's plain data.

    Raises:
        WrongInput: it holds no keys.
    """
    shape: type[BaseModel] = getattr(schema, model) if isinstance(model, str) else model
    if not isinstance(text.data, dict):
        raise WrongInput(Problem(text.place(()), Message("the file holds no keys."), Message("keys and values")))
    try:
        shape.model_validate(text.data)
    except ValidationError as errors:
        meant = [dict(error) for error in errors.errors() if _meant(text.data, error["loc"])]
        return [(_problem(shape, text, one), Misfit(_path(text.data, one), str(one["type"]))) for one in meant]
    return []


def _meant(data: Mapping[str, object], location: tuple[int | str, ...]) -> bool:
    """Tell whether an error is about what was written where a document may begin on a date or on keys that tell more."""
    if location[0] != "from" or len(location) == 1:
        return True
    return (location[1] == "StartFile") is isinstance(data.get("from"), dict)


def _problem(model: type[BaseModel], text: YamlText, error: Mapping[str, Any]) -> Problem:
    path, value = _path(text.data, error), error["input"]
    place = text.place(path)
    match error["type"]:
        case "extra_forbidden":
            field, fields = str(path[-1]), _fields_at(model, path[:-1])
            accepted = Message("{names}", names=", ".join(fields)) if fields else None
            return Problem(
                place, Message("{field} is not a field here.", field=field), accepted, nearest(field, fields)
            )
        case "missing":
            return Problem(place, Message("{field} is missing.", field=path[-1]), Message("this field, filled in"))
        case "literal_error":
            names = [name.strip("'\" ") for name in str(error["ctx"]["expected"]).replace(" or ", ",").split(",")]
            found = Message("{value} is not accepted.", value=shown(value))
            return Problem(place, found, Message("{names}", names=", ".join(names)), nearest(str(value), names))
        case kind:
            found = Message("{value} is not accepted.", value=shown(value))
            near = date_like(value) if kind == "date_type" and isinstance(value, str) else None
            return Problem(place, found, _accepted(kind, value, error.get("ctx") or {}), near)


_ACCEPTED: Final[Mapping[str, Message]] = {
    "date_type": Message("a date such as 2012-04-01"),
    "string_type": Message("text"),
    "int_type": Message("a whole number"),
    "list_type": Message("a list"),
    "dict_type": Message("keys and values"),
    "model_type": Message("keys and values"),
}


def _accepted(kind: str, value: object, context: Mapping[str, Any]) -> Message:
    if kind == "string_type" and not isinstance(value, list | dict | None):
        return Message("text, in quotes where it looks like a number, a date, true or false")
    if kind == "string_pattern_mismatch":
        return Message("text") if context["pattern"] == r"\S" else Message("a name of a-z, 0-9, dot, - and _")
    if kind in ("greater_than_equal", "less_than_equal"):
        limit = context.get("ge", context.get("le"))
        at_least, at_most = Message("{limit} or more", limit=limit), Message("{limit} or less", limit=limit)
        return at_least if kind == "greater_than_equal" else at_most
    if kind in ("too_short", "too_long"):
        limit = context.get("min_length", context.get("max_length"))
        at_least, at_most = Message("{limit} or more of them", limit=limit), Message("{limit} or fewer", limit=limit)
        return at_least if kind == "too_short" else at_most
    if kind == "string_too_long":
        return Message("a name of at most {limit} letters", limit=context["max_length"])
    return _ACCEPTED.get(kind, Message("what the format of rules files asks for"))


def _path(here: Any, error: Mapping[str, Any]) -> FieldPath:
    """Give the steps of an error's location that stand in the file; pydantic adds the names of a union's members."""
    steps: list[str | int] = []
    for left, step in reversed([*enumerate(reversed(error["loc"]))]):
        if (isinstance(here, dict) and step in here) or (isinstance(here, list) and step in range(len(here))):
            here = here[step]
        elif left or error["type"] != "missing":
            continue
        steps.append(step)
    return tuple(steps)


def _fields_at(here: Any, path: FieldPath) -> list[str]:
    for step in path:
        here = _step(here, step)
    if not (isinstance(here, type) and issubclass(here, BaseModel)):
        return []
    return [field.alias or name for name, field in here.model_fields.items()]


def _step(here: Any, step: object) -> Any:
    if isinstance(here, type) and issubclass(here, BaseModel):
        named = (one for name, one in here.model_fields.items() if step == (one.alias or name))
        return next((_plain_type(one.annotation) for one in named), None)
    origin, arguments = get_origin(here), get_args(here)
    return _plain_type(arguments[-1]) if origin in (dict, list) and arguments else None


def _plain_type(annotation: Any) -> Any:
    """Give the type without None; of several, the model."""
    if get_origin(annotation) not in (Union, types.UnionType):
        return annotation
    members = [member for member in get_args(annotation) if member is not type(None)]
    models = [member for member in members if isinstance(member, type) and issubclass(member, BaseModel)]
    return (models or members)[0]
