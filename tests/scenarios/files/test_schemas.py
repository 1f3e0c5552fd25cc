"""The published schemas of scenario files are in step with what reads them, and tell what each field is for."""

from __future__ import annotations

import inspect
import json
from pathlib import Path

import pytest

from kredslob.rules.schema import Strict
from kredslob.scenarios.files import shape
from kredslob.scenarios.files.cycles import SHIPPED
from kredslob.scenarios.files.schemas import NAMES, schema_text
from kredslob.scenarios.files.telling import TELLS
from tests.cli.conftest import Kredslob, kredslob
from tests.engine.schemas.checking import SCHEMAS, complaints, validator

__all__ = ["kredslob"]

MODELS = [one for _, one in inspect.getmembers(shape, inspect.isclass) if issubclass(one, Strict) and one is not Strict]


def own_fields() -> set[str]:
    """Give the fields of each model, those apart that it has of one that it builds on."""
    found = set()
    for model in MODELS:
        above = {name for base in model.__mro__[1:] for name in getattr(base, "model_fields", {})}
        found |= {
            f"{model.__name__}.{field.alias or name}" for name, field in model.model_fields.items() if name not in above
        }
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_what_the_code_makes(name: str) -> None:
    """`make schemas` writes it anew after a change of the format, of shipped agreements or of behaviour."""
    assert (SCHEMAS / f"{name}.json").read_text("utf-8") == schema_text(name), "make schemas"
    assert validator(name).schema


def test_every_field_says_what_it_is_for() -> None:
    """So that an editor can say it; and nothing is said of a field that is no longer there."""
    assert own_fields() == set(TELLS)


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_shipped_cycle_keeps_to_its_schema(path: Path) -> None:
    """Its editor has nothing against it."""
    assert complaints("cycle", path) == []


def test_a_schema_is_printed_or_written(kredslob: Kredslob, tmp_path: Path) -> None:
    """That of scenarios where none is named."""
    assert json.loads(kredslob("scenario", "schema").stdout)["title"] == "Kredsløb: a scenario"
    kredslob("scenario", "schema", "cycle", "-o", str(tmp_path / "cycle.json"))
    assert json.loads((tmp_path / "cycle.json").read_text("utf-8"))["title"] == "Kredsløb: a business cycle"


def test_a_schema_that_there_is_not_is_told(kredslob: Kredslob) -> None:
    """With the nearest, and exit code 2."""
    result = kredslob("scenario", "schema", "scenarios")
    assert result.exit_code == 2
    assert "Did you mean 'scenario'?" in result.stderr
