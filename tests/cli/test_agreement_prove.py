"""`kredslob agreement prove`: what holds in every case, what does not, and cases that `kredslob decide` takes."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Kredslob
from tests.engine.proof.planted import BOTH, added, amendment_text, replaced, rule

GAP = replaced("exempt.none", rule("exempt", False, {"fact": "in_area", "is": True}))
CLASH = added("exempt.new", rule("exempt", False, {"fact": "newly_listed", "is": True}, "exempt.none"))
LIFTED = added(
    "barred.student",
    rule("barred", False, {"fact": "in_education", "is": True}, "barred.released", "barred.young-released",
         "barred.tenancy", "barred.citizenship", "barred.no", stage="rank"),
)  # fmt: skip


def proposal(folder: Path, *changes: object) -> str:
    """Write an amendment and give the name of its file."""
    path = folder / "proposal.yaml"
    path.write_text(amendment_text(*changes), "utf-8")  # type: ignore[arg-type]  # changes as files state them
    return str(path)


def test_the_shipped_agreement_is_proved(kredslob: Kredslob) -> None:
    """Exit code 0, and what was proved in words, in both languages."""
    result = kredslob("agreement", "prove", "--on", "2012-06-01")
    assert result.exit_code == 0
    assert "Proved, in every case that the facts allow" in result.stdout
    assert "no gap, no clash" in result.stdout
    assert "Not proved" in result.stdout
    said = " ".join(result.stdout.split())
    assert "When nobody on the list qualifies exactly one thing happens, whatever the channel." in said
    assert "to the last part of a turn, in every city of up to 6 vacancies" in said


def test_a_rule_that_an_amendment_shadows_is_told_with_the_days(kredslob: Kredslob, tmp_path: Path) -> None:
    """Over the whole period of the agreement, in which the rule spoke before; so it is not said that none is shadowed."""
    over = added(
        "exempt.nobody", rule("exempt", False, {"always": True}, "exempt.none", "exempt.listed", "exempt.newly-listed",
                              "exempt.forty-plus"),
    )  # fmt: skip
    result = kredslob("agreement", "prove", proposal(tmp_path, over))
    said = " ".join(result.stdout.split())
    assert result.exit_code == 2
    assert "exempt.none never applies: whenever its condition holds, exempt.nobody overrides it." in said
    assert "Holds: 1 January 2013 to 31 December 2014" in said
    assert "none shadowed" not in said


def test_a_note_that_does_not_hold_throughout_has_its_days(kredslob: Kredslob) -> None:
    """What the law of 2018 left without a case is told from that day; what never had one, without days."""
    said = " ".join(kredslob("agreement", "prove", "kbh-2015-2018").stdout.split())
    assert (
        "designation.computed-ghetto can never apply: its condition holds in no case. "
        "Holds: 1 December 2018 to 31 December 2018"
    ) in said
    assert "family.yes can never apply: its condition holds in no case. -" in said


def test_what_is_taken_for_granted_is_told(kredslob: Kredslob) -> None:
    """Each guarantee with the module that gives it."""
    result = kredslob("agreement", "prove", "kbh-2011-2014", "--on", "2012-06-01", "--why")
    assert "An area that is not on the list is not new on it. (engine/estates.py)" in result.stdout


def test_a_failure_is_told_with_its_case_and_both_clauses(kredslob: Kredslob, tmp_path: Path) -> None:
    """Which rules, where they stand, in which case, on which days; exit code 2."""
    result = kredslob("agreement", "prove", proposal(tmp_path, CLASH))
    assert result.exit_code == 2
    said = " ".join(result.stdout.split())
    assert "exempt.forty-plus and exempt.new both apply in this case" in said
    assert "Share outside the workforce: 40.1 %" in said
    assert "agreements/kbh-2011-2014.yaml:" in said
    assert "proposal.yaml:" in said
    assert "1 January 2013 to 31 December 2014" in said


@pytest.mark.parametrize(("fault", "kind"), [(GAP, "gap"), (CLASH, "clash"), (LIFTED, "bar_lifted")])
def test_every_case_that_is_written_is_one_that_decide_confirms(
    kredslob: Kredslob, tmp_path: Path, fault: object, kind: str
) -> None:
    """The command at the head of the file is run as it stands: it refuses a gap and a clash, and offers to the barred."""
    out = tmp_path / "cases"
    result = kredslob("agreement", "prove", proposal(tmp_path, fault), "--on", "2013-06-01", "-o", str(out), "--json")
    data = json.loads(result.stdout)
    assert next(one["kind"] for one in data["findings"] if one["gravity"] == "failure") == kind
    files = sorted(out.glob("*/vacancy.yaml"))
    assert len(files) == sum(one["confirmed"] for one in data["findings"])
    for path in files:
        command = next(line for line in path.read_text("utf-8").splitlines() if line.startswith("# kredslob decide"))
        ran = kredslob(*shlex.split(command.removeprefix("# kredslob ")), "--json")
        answer = json.loads(ran.stdout)
        if kind == "bar_lifted":
            assert [(one["channel"], one["offer"]["applicant"]) for one in answer["decisions"]] == [("referral", "A-1")]
        else:
            assert (ran.exit_code, answer["problems"][0]["kind"]) == (2, "wrong_input")
            assert ("gap" if kind == "gap" else "clash") in answer["problems"][0]["text"]["en"]


def test_conservation_that_is_broken_shows_in_the_quota(kredslob: Kredslob, tmp_path: Path) -> None:
    """A cap below the base share: told with its city; the quota account of the same file then places nothing."""
    cap = {"set": "compensation.cap", "value": "1/4", "basis": "stated", "reason": BOTH}
    named = proposal(tmp_path, cap)
    result = kredslob("agreement", "prove", named)
    said = " ".join(result.stdout.split())
    assert result.exit_code == 2
    assert "No estate can ever take over the referrals that exempt estates lose." in said
    assert "exempt estates with 3 vacancies a year, others with 3" in said
    total = json.loads(kredslob("quota", "--on", "2013-06-01", "--agreement", named, "--json").stdout)["total"]
    assert (total["lost"] != "0", total["extra"]) == (True, 0)


def test_the_bounds_of_a_proof_are_told(kredslob: Kredslob) -> None:
    """How large the cities were; with --why the bounds of each fact and guess; the same in the JSON."""
    result = kredslob("agreement", "prove", "kbh-2011-2014", "--on", "2011-06-01", "--why")
    said = " ".join(result.stdout.split())
    assert "in every city of up to 6 vacancies a year in exempt estates and 2 others with up to 3 each" in said
    assert "Age: 0 years to 120 years" in said
    assert "When a list acts: at the next spring adjustment, on publication" in said
    data = json.loads(kredslob("agreement", "prove", "kbh-2011-2014", "--on", "2011-06-01", "--json").stdout)
    assert {"fact": "age", "range": [0, 120], "choices": []} in data["bounds"]["facts"]
    assert {"base_share": "1/3", "method": "proportional", "cap": "1/1"} in data["bounds"]["cities"]["ways"]


def test_a_folder_that_holds_something_is_left_alone(kredslob: Kredslob, tmp_path: Path) -> None:
    """Cases overwrite nothing."""
    named, out = proposal(tmp_path, GAP), tmp_path / "cases"
    day = ("--on", "2013-06-01")
    kredslob("agreement", "prove", named, *day, "-o", str(out))
    before = {path: path.read_text("utf-8") for path in out.glob("*/*.yaml")}
    again = kredslob("agreement", "prove", named, *day, "-o", str(out))
    assert (again.exit_code, "the file exists already" in again.stderr) == (2, True)
    assert before == {path: path.read_text("utf-8") for path in out.glob("*/*.yaml")} != {}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("kbh-2011-2041",), "Did you mean 'kbh-2011-2014'"),
        (("nothing.yaml",), "there is no such file"),
        (("--on", "yesterday"), "--on"),
        (("--on", "1950-01-01"), "no agreement is in force"),
        (("kbh-2011-2014", "--on", "1950-01-01"), "not in force"),
    ],
)
def test_what_is_wrong_is_told_with_its_cure(kredslob: Kredslob, words: tuple[str, ...], said: str) -> None:
    """In one message and exit code 2."""
    result = kredslob("agreement", "prove", *words)
    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr
