"""`kredslob agreement test`: worked cases of the shelf and of one's own, what comes out otherwise and what is not seen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Kredslob
from tests.engine.cases.written import case_text, file_of
from tests.engine.proof.planted import amendment_text, rule

MET = case_text("{channel: flexible, offer: A2}")
OTHERWISE = case_text("{channel: flexible, offer: A1}")
MOVED = {
    "set": "forty_plus.threshold", "value": 0.25, "basis": "stated", "source": "tmu-2012",
    "reason": {"da": "Prøve", "en": "A try"},
}  # fmt: skip


def written(folder: Path, *cases: str) -> str:
    """Write a file of cases and give its name."""
    path = folder / "own.yaml"
    path.write_text(file_of(*cases), "utf-8")
    return str(path)


def test_cases_of_ones_own_that_come_out_as_expected(kredslob: Kredslob, tmp_path: Path) -> None:
    """Exit code 0, how many there were and what they have not seen."""
    result = kredslob("agreement", "test", "--cases", written(tmp_path, MET))
    assert result.exit_code == 0
    assert "Cases: 1; as expected: 1; otherwise: 0." in result.stdout
    assert "No case has seen:" in result.stdout


def test_a_case_that_comes_out_otherwise_is_told_with_its_rules(kredslob: Kredslob, tmp_path: Path) -> None:
    """Exit code 7; what was expected and found, by which rules, and where the case stands."""
    result = kredslob("agreement", "test", "--cases", written(tmp_path, MET, OTHERWISE))
    assert result.exit_code == 7
    said = " ".join(result.stdout.split())
    assert "c2 A case" in said
    assert "own.yaml:" in said
    assert "Offer: expected A1, found A2" in said
    assert "work.yes (ra11-work)" in said
    assert "c1 A case" not in said


def test_every_case_is_told_if_asked(kredslob: Kredslob, tmp_path: Path) -> None:
    """`--why` shows those that passed too, and everything that none has seen."""
    said = kredslob("agreement", "test", "--cases", written(tmp_path, MET), "--why").stdout
    assert "+ c1  A case" in said
    assert "more rules" not in said


def test_a_folder_of_cases(kredslob: Kredslob, tmp_path: Path) -> None:
    """Every file in it and below."""
    (tmp_path / "more").mkdir()
    written(tmp_path, MET)
    written(tmp_path / "more", MET)
    assert "Cases: 2;" in kredslob("agreement", "test", "--cases", str(tmp_path)).stdout


def test_a_proposal_is_held_to_the_cases_of_what_it_changes(kredslob: Kredslob, tmp_path: Path) -> None:
    """A negotiator sees which cases come out differently under a clause of their own."""
    proposal = tmp_path / "proposal.yaml"
    proposal.write_text(amendment_text(MOVED), "utf-8")
    cases = written(tmp_path, case_text("{standing: {exempt: false}}", "on: 2014-05-02"))
    assert kredslob("agreement", "test", "kbh-2011-2014", "--cases", cases).exit_code == 0
    result = kredslob("agreement", "test", str(proposal), "--cases", cases)
    assert result.exit_code == 7
    assert "exempt.forty-plus (ra11-exemption)" in " ".join(result.stdout.split())


def test_json_tells_everything(kredslob: Kredslob, tmp_path: Path) -> None:
    """Each case with its differences, each rule with the cases that asked it, and the counts."""
    result = kredslob("agreement", "test", "kbh-2011-2014", "--cases", written(tmp_path, MET, OTHERWISE), "--json")
    told = json.loads(result.stdout)
    assert (told["schema"], told["agreement"], told["passed"], told["failed"]) == (1, "kbh-2011-2014", 1, 1)
    first, second = told["cases"]
    assert (first["id"], first["passed"], first["differences"]) == ("c1", True, [])
    (difference,) = second["differences"]
    assert (difference["what"], difference["expected"], difference["found"]) == ("offer", "A1", "A2")
    work = next(one for one in told["rules"] if one["rule"] == "work.yes")
    assert work["cases"] == ["c1", "c2"]
    assert {tuple(one["seen"]) for one in work["comparisons"]} >= {("false", "true")}


def test_danish(kredslob: Kredslob, tmp_path: Path) -> None:
    """A case's own texts are given in the language asked for."""
    path = Path(written(tmp_path, OTHERWISE))
    path.write_text(path.read_text("utf-8").replace("name: A case", "name: {da: En prøvesag, en: A case}"), "utf-8")
    assert "En prøvesag" in kredslob("agreement", "test", "--cases", str(path), "--lang", "da").stdout


@pytest.mark.parametrize(
    "words",
    [
        ("--cases", "gone.yaml"), ("no-such-agreement",), ("kbh-2011", "--cases", "gone.yaml"), ("--mutants",), ("--one-of", "0"),
    ],
)  # fmt: skip
def test_wrong_input_is_told(kredslob: Kredslob, words: tuple[str, ...]) -> None:
    """Exit code 2: no such file, no such agreement, nothing said of what is to be changed."""
    result = kredslob("agreement", "test", *words)
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr


def test_an_empty_folder_holds_no_cases(kredslob: Kredslob, tmp_path: Path) -> None:
    """That nothing failed would be no comfort."""
    result = kredslob("agreement", "test", "--cases", str(tmp_path))
    assert result.exit_code == 2
    assert "no cases" in result.stderr


def test_all_that_is_wrong_in_a_file_is_told(kredslob: Kredslob, tmp_path: Path) -> None:
    """With lines, and what was perhaps meant."""
    path = Path(written(tmp_path, MET))
    path.write_text(
        path.read_text("utf-8").replace("channel: flexible", "channel: flexibel").replace("rooms: 3", "romms: 3"),
        "utf-8",
    )
    result = kredslob("agreement", "test", "--cases", str(path))
    assert result.exit_code == 2
    assert "own.yaml, line 7" in result.stderr
    assert "rooms" in result.stderr
    assert "flexible" in result.stderr


def test_rules_that_clash_answer_nothing(kredslob: Kredslob, tmp_path: Path) -> None:
    """A case that they decide comes out otherwise, and it is told which rules clash."""
    clash = {"add": {"id": "exempt.never", **rule("exempt", False, {"fact": "newly_listed", "is": False}, "exempt.none")},
             "reason": {"da": "Prøve", "en": "A try"}, "source": "tmu-2012"}  # fmt: skip
    proposal = tmp_path / "proposal.yaml"
    proposal.write_text(amendment_text(clash), "utf-8")
    estate = "on: 2014-05-02\n      estate: {measurements: [{year: 2013, aged_18_64: 1000, outside_workforce: 401}]}"
    result = kredslob(
        "agreement",
        "test",
        str(proposal),
        "--cases",
        written(tmp_path, case_text("{standing: {exempt: true}}", estate)),
    )
    assert result.exit_code == 7
    assert "exempt.never" in result.stdout


def test_mutants_that_no_case_notices_are_listed(kredslob: Kredslob, tmp_path: Path) -> None:
    """With what is changed, where and how; the exit code is that of the cases."""
    words = ("agreement", "test", "kbh-2011-2014", "--cases", written(tmp_path, MET), "--mutants", "--one-of", "700")
    result = kredslob(*words)
    assert result.exit_code == 0
    assert "run: 2;" in " ".join(result.stdout.split())
    told = json.loads(kredslob(*words, "--json").stdout)["mutants"]
    assert told["run"] == 2
    assert told["made"] > 1000
    assert told["run"] == sum(told[fate] for fate in ("caught", "survived", "equivalent", "refused"))
    assert {one["fate"] for one in told["not_caught"]} <= {"survived", "equivalent"}


def test_what_a_case_lacks_is_told(kredslob: Kredslob, tmp_path: Path) -> None:
    """Where no channel was found for want of facts they are named, or nobody would know what to add."""
    case = case_text("{channel: flexible}", "applicants: [{id: A1, list: unknown}]")
    result = kredslob("agreement", "test", "--cases", written(tmp_path, case))
    assert result.exit_code == 7
    assert "Missing facts: expected nothing, found" in " ".join(result.stdout.split())


def test_what_an_amendment_makes_of_cases_is_told(kredslob: Kredslob, tmp_path: Path) -> None:
    """How many it was tried by, what comes out otherwise under it, and what no case tried; the exit code stays 0."""
    proposal = tmp_path / "proposal.yaml"
    proposal.write_text(amendment_text(MOVED), "utf-8")
    result = kredslob("agreement", "test", str(proposal), "--cases", written(tmp_path, MET))
    said = " ".join(result.stdout.split())
    assert result.exit_code == 0
    assert "Come out otherwise under the amendment: 1." in said
    assert "~ c1 A case" in said
    assert "40-plus estate: no -> yes" in said
    assert "`outside_workforce over forty_plus.threshold` at exactly 25.0 %" in said


def test_what_an_amendment_makes_of_cases_as_json(kredslob: Kredslob, tmp_path: Path) -> None:
    """Before and now, by case; null of a framework agreement."""
    proposal, cases = tmp_path / "proposal.yaml", written(tmp_path, MET)
    proposal.write_text(amendment_text(MOVED), "utf-8")
    told = json.loads(kredslob("agreement", "test", str(proposal), "--cases", cases, "--json").stdout)["amendment"]
    assert told["within"] + told["moved"] == 1
    (one,) = told["otherwise"]
    assert {"what": "standing", "name": "forty_plus", "before": False, "now": True} in [
        {**each, "before": plain(each["before"]), "now": plain(each["now"])} for each in one["differences"]
    ]
    framework = kredslob("agreement", "test", "kbh-2011-2014", "--cases", cases, "--json")
    assert json.loads(framework.stdout)["amendment"] is None


def plain(value: object) -> object:
    """Give the value of a fact told with its label."""
    return value["value"] if isinstance(value, dict) else value
