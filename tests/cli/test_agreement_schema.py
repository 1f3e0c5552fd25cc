"""`kredslob agreement schema`: the format of a file for an editor, printed or written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kredslob.engine.schemas.published import NAMES
from tests.cli.conftest import Kredslob


@pytest.mark.parametrize("name", NAMES)
def test_every_schema_is_printed(kredslob: Kredslob, name: str) -> None:
    """As JSON, whatever the case of its name."""
    assert json.loads(kredslob("agreement", "schema", name.upper()).stdout)["title"].startswith("Kredsløb")


def test_a_schema_is_written_beside_ones_own_file(kredslob: Kredslob, tmp_path: Path) -> None:
    """It is that of agreements where none is named."""
    out = tmp_path / "agreement.json"
    result = kredslob("agreement", "schema", "-o", str(out))
    assert (result.exit_code, result.stdout) == (0, "")
    assert "condition" in json.loads(out.read_text("utf-8"))["definitions"]


def test_a_schema_that_there_is_not_is_told(kredslob: Kredslob) -> None:
    """With the nearest, and exit code 2."""
    result = kredslob("agreement", "schema", "vacancy")
    assert result.exit_code == 2
    assert "Did you mean 'vacancies'" in result.stderr
