"""What the page on scenarios shows is what the program says, and it tells every field that there is."""

from __future__ import annotations

import re

import pytest
from sessions import followed, not_said, sessions
from tree import ROOT

from kredslob.scenarios.files.shape import CycleFile, Differing, MacroFile, ScenarioFile

PAGE = ROOT / "docs/scenarios.md"
SHOWN = sessions(PAGE)
TABLES = "\n".join(line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("|"))


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Follow the page, as whoever reads it would."""
    return followed(PAGE, tmp_path_factory.mktemp("reader"))


@pytest.mark.parametrize(("command", "shown"), SHOWN, ids=[command[:60] for command, _ in SHOWN])
def test_the_page_shows_what_the_program_says(heard: dict[str, list[str]], command: str, shown: str) -> None:
    """Each run of lines between elisions stands in the output, in order."""
    assert len(SHOWN) == 3
    assert not_said(shown, heard[command]) == [], "\n".join(heard[command])


def test_every_field_is_told() -> None:
    """Those of a scenario in the tables, those of a business cycle in the text."""
    fields = {field.alias or name for name, field in ScenarioFile.model_fields.items()}
    assert {field for field in fields if f"`{field}`" not in TABLES} == set()
    assert {*Differing.model_fields} <= set(re.findall(r"^\| `(\w+)` \|", TABLES, re.MULTILINE))
    told = PAGE.read_text("utf-8")
    for model in (MacroFile, CycleFile):
        names = {field.alias or name for name, field in model.model_fields.items()} - {"title", "note"}
        assert {name for name in names if name not in told} == set()


def test_it_names_only_what_is_there() -> None:
    """Every linked file exists."""
    for target in re.findall(r"\]\(([^)#]+)\)", PAGE.read_text("utf-8")):
        assert (PAGE.parent / target).exists(), target
