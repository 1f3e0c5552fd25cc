"""`kredslob agreement diff`: what is stated differently, what is decided differently, and cases that `kredslob decide` takes."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Kredslob
from tests.engine.proof.planted import BOTH, added, amendment_text, replaced, rule

LOWER = {"set": "forty_plus.threshold", "value": 0.35, "basis": "stated", "reason": BOTH}
TURNED = replaced(
    "forty-plus.yes",
    rule("forty_plus", True, {"not": {"fact": "outside_workforce", "at_most": {"parameter": "forty_plus.threshold"}}},
         "forty-plus.no"),
)  # fmt: skip
CLASH = added("exempt.new", rule("exempt", False, {"fact": "newly_listed", "is": True}, "exempt.none"))
METHOD = {"set": "compensation.method", "value": "headroom", "basis": "stated", "reason": BOTH}


def proposal(folder: Path, *changes: object) -> str:
    """Write an amendment and give the name of its file."""
    path = folder / "proposal.yaml"
    path.write_text(amendment_text(*changes), "utf-8")  # type: ignore[arg-type]  # changes as files state them
    return str(path)


def test_an_amendment_is_compared_with_what_it_extends(kredslob: Kredslob) -> None:
    """Exit code 1; clause by clause what changes, beneath it what flips, by which rules, and what both answered."""
    result = kredslob("agreement", "diff", "kbh-2012-adjustment")
    said = " ".join(result.stdout.split())
    assert result.exit_code == 1
    assert "Estates in areas new on the list ra12-newly-listed" in said
    assert "The rule exempt.listed is changed." in said
    assert "New rule exempt.newly-listed: The estate is not exempt" in said
    assert "It stood under ra11-exemption and stands under ra12-newly-listed." in said
    assert (
        "Exempt from social referral yes -> no - The § 51 b list that the framework agreement goes by: on the list"
        in said
    )
    assert "Now: exempt.newly-listed (ra12-newly-listed, agreements/kbh-2012-adjustment.yaml:" in said
    assert "Decided by both: flexible letting -> social referral" in said
    assert "Decided alike in every case that the facts allow: " in said
    assert said.index("What is stated differently") < said.index("What is decided differently")


def test_two_wordings_that_decide_alike_are_said_to(kredslob: Kredslob, tmp_path: Path) -> None:
    """The change is listed with both conditions; exit code 0."""
    result = kredslob("agreement", "diff", proposal(tmp_path, TURNED))
    assert result.exit_code == 0
    said = " ".join(result.stdout.split())
    assert "Condition before:" in said
    assert "Everything is decided alike, in every case that the facts allow." in said


def test_what_no_case_can_show_is_said_to_be_so(kredslob: Kredslob, tmp_path: Path) -> None:
    """How compensation is sized is read by no rule: the agreements differ, and no case is claimed to show it."""
    result = kredslob("agreement", "diff", proposal(tmp_path, METHOD))
    said = " ".join(result.stdout.split())
    assert (result.exit_code, "which no case below shows" in said, "Everything is decided alike" in said) == (
        1,
        True,
        False,
    )


@pytest.mark.parametrize("fault", [pytest.param(LOWER, marks=pytest.mark.long), CLASH])
def test_every_case_that_is_written_is_decided_as_it_says(kredslob: Kredslob, tmp_path: Path, fault: object) -> None:
    """Both commands at the head of each file are run as they stand."""
    out = tmp_path / "cases"
    result = kredslob("agreement", "diff", proposal(tmp_path, fault), "--cases", str(out), "--json")
    data = json.loads(result.stdout)
    assert f"{len(data['flips'])} cases written to" in result.stderr
    files = sorted(out.glob("*/vacancy.yaml"))
    assert len(files) == len(data["flips"])
    for path, flip in zip(files, data["flips"], strict=True):
        lines = path.read_text("utf-8").splitlines()
        commands = [line.removeprefix("# kredslob ") for line in lines if line.startswith("# kredslob decide")]
        answers = [json.loads(kredslob(*shlex.split(one), "--json").stdout) for one in commands]
        assert [channel_of(one) for one in answers] == [one["channel"] for one in flip["answers"]]


def channel_of(answer: dict[str, Any]) -> str | None:
    """Give the channel that a decision answers; None where it refuses for a clash."""
    if not answer["decisions"]:
        assert "clash" in answer["problems"][0]["text"]["en"]
        return None
    return str(answer["decisions"][0]["channel"])


def test_the_json_says_all_that_is_shown(tmp_path: Path) -> None:
    """As docs/json.md has it."""
    # in a process of its own, as a person runs it: of cases equally small, which one the solver finds hangs on what it was
    # asked before
    words = ("agreement", "diff", proposal(tmp_path, LOWER), "--on", "2013-06-01", "--json")
    run = subprocess.run(
        [sys.executable, "-m", "kredslob.cli", *words], capture_output=True, check=False, encoding="utf-8"
    )
    data = json.loads(run.stdout)
    assert set(data) == {
        "schema", "a", "b", "days", "decides_alike", "by_law_alone", "changes", "flips", "alike", "only_a", "only_b",
    }  # fmt: skip
    assert data["a"] == {
        "agreement": "kbh-2011-2014", "amended_by": ["kbh-2012-adjustment"], "on": "2013-06-01",
    }  # fmt: skip
    (change,) = data["changes"]
    assert (change["before"]["value"], change["after"]["value"], change["clause"]) == ("0.4", "0.35", "ra11-forty-plus")
    flip = next(one for one in data["flips"] if one["fact"] == "exempt")
    assert (flip["before"], flip["after"], flip["confirmed"]) == (False, True, True)
    assert [[one["id"] for one in each] for each in flip["rules"]] == [["forty-plus.no"], ["forty-plus.yes"]]
    assert {one["fact"] for one in flip["cases"][0]["facts"]} == {"outside_workforce", "acting_51b"}


def test_another_day_shows_what_a_changed_law_does(kredslob: Kredslob, tmp_path: Path) -> None:
    """Under the criteria of 2014: what the parties may want to negotiate, apart from what is the law's own; cases for each."""
    days = ("--on", "2012-10-01", "--then", "2014-02-01")
    result = kredslob("agreement", "diff", "kbh-2011-2014", *days, "--cases", str(tmp_path / "cases"))
    said = " ".join(result.stdout.split())
    assert result.exit_code == 1
    assert "The law has changed and the agreement has not." in said
    assert said.index("May not be referred here") < said.index("What the law itself decides differently:")
    folder = next((tmp_path / "cases").glob("*-barred"))
    assert sorted(one.name for one in folder.iterdir()) == ["a", "b"]
    command = next(
        line
        for line in (folder / "b" / "vacancy.yaml").read_text("utf-8").splitlines()
        if "--agreement" in line and "/b/" in line
    )
    ran = kredslob(*shlex.split(command.removeprefix("# kredslob ")), "--json")
    assert json.loads(ran.stdout)["decisions"][0]["on"] == "2014-02-01"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "this is missing"),
        (("kbh-2011-2041",), "Did you mean 'kbh-2011-2014'"),
        (("kbh-2011-2014",), "compared with nothing"),
        (("kbh-2011-2014", "--on", "2012-01-01", "--then", "2012-01-01"), "compared with nothing"),
        (("kbh-2011-2014", "nothing.yaml"), "there is no such file"),
        (("kbh-2011-2014", "kbh-2012-adjustment", "--on", "soon"), "--on"),
        (("kbh-2011-2014", "--then", "later"), "--then"),
        (("kbh-2011-2014", "kbh-2012-adjustment", "--on", "1950-01-01"), "not in force"),
        (("kbh-2011-2014", "--on", "2012-01-01", "--then", "2025-01-01"), "not in force"),
    ],
)
def test_what_is_wrong_is_told_with_its_cure(kredslob: Kredslob, words: tuple[str, ...], said: str) -> None:
    """In one message and exit code 2."""
    result = kredslob("agreement", "diff", *words)
    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr


def test_a_folder_that_holds_something_is_left_alone(kredslob: Kredslob, tmp_path: Path) -> None:
    """Cases overwrite nothing."""
    held = tmp_path / "01-exempt" / "vacancy.yaml"
    held.parent.mkdir()
    held.write_text("mine", "utf-8")
    again = kredslob("agreement", "diff", "kbh-2012-adjustment", "--on", "2013-01-01", "--cases", str(tmp_path))
    assert (again.exit_code, "the file exists already" in again.stderr) == (2, True)
    assert held.read_text("utf-8") == "mine"
