"""docs/cases.md: its examples are files of cases that come out as expected, and it names all that may be said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kredslob.engine.cases import words
from kredslob.engine.register.columns import Columns, same_word
from tests.cli.conftest import Kredslob
from tests.engine.small_city import library

DOCUMENT = (Path(__file__).parents[2] / "docs" / "cases.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", DOCUMENT, re.DOTALL | re.MULTILINE)

TEXT = re.sub(r"^```.*?^```", "", DOCUMENT, flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_an_example_comes_out_as_it_says(kredslob: Kredslob, tmp_path: Path, number: int) -> None:
    """Whoever copies it has a case that passes."""
    path = tmp_path / "example.yaml"
    path.write_text(EXAMPLES[number], "utf-8")
    result = kredslob("agreement", "test", "--cases", str(path))
    assert result.exit_code == 0, result.stdout + result.stderr


def test_there_is_an_example_in_each_language() -> None:
    """The names of one are English, of the other Danish."""
    assert [("cases:" in one, "prøvesager:" in one) for one in EXAMPLES] == [(True, False), (False, True)]


@pytest.mark.parametrize(
    "columns",
    [words.expected_columns(library().facts), words.FILE, words.CASE, words.ESTATE, words.WHEEL],
    ids=["expected", "file", "case", "estate", "wheel"],
)
def test_every_name_is_told(columns: Columns) -> None:
    """In English and, where it has a name of its own, in Danish."""
    told = {same_word(word) for cell in re.findall(r"`([^`\n]+)`", TEXT) for word in (cell, *cell.split(", "))}
    names = [one.name for one in columns.columns if one.name not in ("schema", "title")]
    assert [name for name in names if same_word(name) not in told] == []
    danish = [one.danish for one in columns.columns if one.danish and one.name != "title"]
    assert [name for name in danish if same_word(name) not in told] == []
