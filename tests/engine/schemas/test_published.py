"""The published schemas are in step with what reads the files, and every shipped file names its own and keeps to it."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from kredslob.engine.schemas.published import NAMES, schema_text
from kredslob.engine.schemas.telling import TELLS
from kredslob.rules import schema
from kredslob.scenarios.files.schemas import NAMES as OF_SCENARIOS
from tests.engine.schemas.checking import ROOT, SCHEMAS, complaints, shipped, validator

EDITOR = re.compile(r"^# yaml-language-server: \$schema=(\S+)$", re.MULTILINE)
SHIPPED = pytest.mark.parametrize(("name", "path"), list(shipped()), ids=lambda one: getattr(one, "name", one))
MODELS = [one for _, one in inspect.getmembers(schema, inspect.isclass) if issubclass(one, schema.Strict)]
FIELDS = {f"{model.__name__}.{field.alias or name}" for model in MODELS for name, field in model.model_fields.items()}


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_what_the_code_makes(name: str) -> None:
    """`make schemas` writes it anew after a change of the format or of the declared facts."""
    assert (SCHEMAS / f"{name}.json").read_text("utf-8") == schema_text(name), "make schemas"


def test_every_committed_schema_is_one_of_these() -> None:
    """None is left behind."""
    assert {path.stem for path in SCHEMAS.glob("*.json")} == {*NAMES, *OF_SCENARIOS}


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_a_schema(name: str) -> None:
    """By the draft that it names."""
    assert validator(name).schema


@SHIPPED
def test_a_shipped_file_keeps_to_its_schema(name: str, path: Path) -> None:
    """Its editor has nothing against it."""
    assert complaints(name, path) == []


@SHIPPED
def test_a_shipped_file_names_its_schema_to_an_editor(name: str, path: Path) -> None:
    """In a line that editors read, by a path that leads there from a clone."""
    named = EDITOR.findall(path.read_text("utf-8"))
    assert [(path.parent / one).resolve() for one in named] == [SCHEMAS / f"{name}.json"], ROOT


def test_every_field_says_what_it_is_for() -> None:
    """So that an editor can say it; and nothing is said of a field that is no longer there."""
    assert FIELDS - set(TELLS) == set()
    assert set(TELLS) - FIELDS - {"DocumentFile.facts"} == set()
