"""An answer as JSON can hold it, and back: fields by name, texts in both languages, days in ISO."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from kredslob.rules.model import Text

T = TypeVar("T")


def plain(value: Any) -> Any:
    """Give a value of the answer as JSON can hold it."""
    if isinstance(value, Text):
        return {"da": value.da, "en": value.en}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def read(kind: type[T], found: Any) -> T:
    """Give a value of a kind that was written so; raise KeyError, TypeError or ValueError for what was not."""
    value: T = _read(kind, found)
    return value


def _read(kind: Any, found: Any) -> Any:
    origin = get_origin(kind)
    if origin is UnionType:
        return None if found is None else _read(get_args(kind)[0], found)
    if origin is tuple:
        kinds = get_args(kind)
        each = [kinds[0]] * len(found) if kinds[-1] is Ellipsis else kinds
        return tuple(_read(one, value) for one, value in zip(each, found, strict=True))
    if kind is Text:
        return Text(found["da"], found["en"])
    if kind is date:
        return date.fromisoformat(found)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        fields: Mapping[str, Any] = _kinds(kind)
        return kind(**{name: _read(one, found[name]) for name, one in fields.items()})
    if kind is float:
        return float(found)
    if not isinstance(found, kind):
        raise TypeError(f"{found!r} is no {kind.__name__}")
    return found


@cache
def _kinds(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
