"""Hold plain data against a published schema, by a validator that is not ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator

from kredslob.rules.yaml_source import parse_yaml, read_text

ROOT = Path(__file__).parents[3]
SCHEMAS = ROOT / "docs" / "schemas"


@cache
def validator(name: str) -> Draft7Validator:
    """Give what checks by a schema as it is committed."""
    made = json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))
    Draft7Validator.check_schema(made)
    return Draft7Validator(made)


def as_an_editor_sees(data: Any) -> Any:
    """Give plain data as an editor has it, to which a date is text and a decimal a number."""
    if isinstance(data, dict):
        return {key: as_an_editor_sees(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_an_editor_sees(value) for value in data]
    if isinstance(data, Decimal):
        return float(data)
    return data.isoformat() if isinstance(data, date) else data


def accepts(name: str, data: object) -> bool:
    """Tell whether a schema accepts plain data."""
    return validator(name).is_valid(as_an_editor_sees(data))


def complaints(name: str, path: Path) -> list[str]:
    """Give what a schema has against a file, each with its place."""
    data = as_an_editor_sees(parse_yaml(read_text(path), path.name).data)
    return [f"{path.name} {list(error.absolute_path)}: {error.message}" for error in validator(name).iter_errors(data)]


def shipped() -> Iterator[tuple[str, Path]]:
    """Give every shipped file of a published format, with the name of its schema."""
    rules = ROOT / "rules"
    for folder in ("law", "agreements", "individual"):
        for path in sorted((rules / folder).rglob("*.yaml")):
            yield "agreement", path
    for path in sorted((rules / "facts").glob("*.yaml")):
        yield "facts", path
    yield from (("sources", rules / "sources.yaml"), ("channels", rules / "channels.yaml"))
    yield from (("cases", path) for path in sorted((rules / "cases").rglob("*.yaml")))
    yield "vacancies", ROOT / "scenarios" / "demo" / "vacancies.yaml"
