"""Write a rules file: plain data as the narrow YAML that the loader reads, laid out as the shipped files are.

What fits on a line stands on one (a wheel, a text in two languages); everything else is indented. Reading what was
written gives the same data back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import takewhile

from kredslob.rules.yaml_source import scalar

WIDTH = 120
EDITOR = "# yaml-language-server: $schema="  # and the path of the schema from where the file stands
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]*")


def rules_text(plain: Mapping[str, object], head: str = "") -> str:
    """Give the text of a rules file, under comment lines that are taken as they stand."""
    return head + "".join(f"{line}\n" for line in _mapping(plain, 0))


def head_of(text: str) -> str:
    """Give the comment lines that a file begins with, but not the one for editors, which holds only where it stands."""
    head = takewhile(lambda line: line.startswith("#"), text.splitlines(keepends=True))
    return "".join(line for line in head if not line.startswith(EDITOR))


def _mapping(plain: Mapping[str, object], indent: int) -> Iterator[str]:
    margin = " " * indent
    for key, value in plain.items():
        name = _scalar(key)
        flow = _flow(value)
        if flow is not None and (len(margin) + len(name) + len(flow) + 2 <= WIDTH or not _is_nested(value)):
            yield f"{margin}{name}: {flow}"
        else:
            yield f"{margin}{name}:"
            yield from _block(value, indent + 2)


def _block(value: object, indent: int) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from _mapping(value, indent)
        return
    margin = " " * indent
    for item in value if isinstance(value, list | tuple) else ():
        flow = _flow(item)
        if flow is not None and (len(margin) + len(flow) + 2 <= WIDTH or not _is_nested(item)):
            yield f"{margin}- {flow}"
        else:
            first, *others = _block(item, indent + 2)
            yield f"{margin}- {first.lstrip()}"
            yield from others


def _is_nested(value: object) -> bool:
    return isinstance(value, Mapping | list | tuple) and bool(value)


def _flow(value: object) -> str | None:
    """Give a value on one line, or None for what holds mappings and is read more easily below each other."""
    if isinstance(value, Mapping):
        if any(isinstance(one, Mapping) or _flow(one) is None for one in value.values()):
            return None
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        if any(isinstance(one, Mapping) or _flow(one) is None for one in value):
            return None
        return "[" + ", ".join(str(_flow(one)) for one in value) + "]"
    return _scalar(value)


def _scalar(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case str():
            plain = _WORD.fullmatch(value) and scalar(value) == value
            return value if plain else json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)
