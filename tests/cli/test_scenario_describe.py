"""`kredslob scenario list` and `describe`: what ships, and in words what will be simulated."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kredslob.scenarios.files.shelf import SHIPPED
from tests.cli.conftest import Kredslob


def test_the_shipped_scenarios_are_listed(kredslob: Kredslob) -> None:
    """With their titles, in the language asked for; for programs in both."""
    assert "kbh-2011  The framework agreement of 2011-2014" in kredslob("scenario", "list").stdout
    assert "kbh-2024  Rammeaftalen 2024-2027" in kredslob("scenario", "list", "--lang", "da").stdout
    found = json.loads(kredslob("scenario", "list", "--json").stdout)["scenarios"]
    assert [one["id"] for one in found] == ["kbh-2011", "kbh-2024"]


def test_a_scenario_is_described(kredslob: Kredslob) -> None:
    """Which city and agreement, what happens when, what each variant changes; nothing is simulated."""
    result = kredslob("scenario", "describe", "kbh-2024")
    assert result.exit_code == 0
    for part in ("What happens when", "slump: As agreed, in a slump", "What is assumed", "Scenario: "):
        assert part in result.stdout
    assert "--assumed shows them all" in result.stdout


def test_a_program_is_told_what_a_person_is(kredslob: Kredslob) -> None:
    """As JSON, on the output stream alone."""
    found = json.loads(kredslob("scenario", "describe", "kbh-2024", "--json").stdout)
    assert (found["scenario"], found["months"], len(found["variants"])) == ("kbh-2024", 48, 2)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("kbh-2012", "there is no scenario kbh-2012. Accepted: kbh-2011, kbh-2024, or a file."),
        ("none.yaml", "none.yaml: there is no such file."),
    ],
)
def test_a_scenario_that_is_not_there_is_told(kredslob: Kredslob, wanted: str, said: str) -> None:
    """With the nearest that is, and exit code 2."""
    result = kredslob("scenario", "describe", wanted)
    assert result.exit_code == 2
    assert said in result.stderr


def test_what_is_wrong_with_a_file_is_told_with_its_line(kredslob: Kredslob, tmp_path: Path) -> None:
    """File, line, field, what was found and what is accepted; in JSON too."""
    shutil.copytree(SHIPPED, tmp_path / "own")
    path = tmp_path / "own" / "kbh-2011.yaml"
    text = (
        path.read_text("utf-8").replace("replications: 100", "replications: -1").replace("macro: slump", "macro: slum")
    )
    path.write_text(text, "utf-8")
    result = kredslob("scenario", "describe", str(path), "--json")
    assert result.exit_code == 2
    assert "field replications: -1 is not accepted. Accepted: 1 or more." in result.stderr
    assert "there is no business cycle slum." in result.stderr
    assert {one["field"] for one in json.loads(result.stdout)["problems"]} == {"replications", "variants.slump.macro"}
