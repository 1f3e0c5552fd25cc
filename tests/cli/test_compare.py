"""`kredslob compare` from the command line: the answer in words, data for programs, files, and what is wrong with what is asked."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Kredslob
from tests.cli.scenario_files import TITLE, small_scenario

PROPOSAL = """\
schema: 1
id: {id}
kind: amendment
extends: kbh-2011-2014
title: {{da: Forslag, en: Proposal}}
from: {day}
adopted: 2010-12-01
changes:
  - {{set: {target}, value: {value}, reason: {{da: a, en: b}}}}
"""


@pytest.fixture
def scenario(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give a small scenario in a folder of its own, with a shelf for runs that these tests share."""
    monkeypatch.setattr(
        "kredslob.scenarios.comparing.shelf.cache_folder", lambda: tmp_path_factory.getbasetemp() / "cache"
    )
    return str(small_scenario(tmp_path, months=14, estates=6))


def amendment(folder: Path, name: str = "proposal", day: str = "2011-01-01", target: str = "forty_plus.threshold", value: str = "0.25") -> str:  # fmt: skip
    """Write an amendment and give its path."""
    path = folder / f"{name}.yaml"
    path.write_text(PROPOSAL.format(id=name, day=day, target=target, value=value), "utf-8")
    return str(path)


def told(kredslob: Kredslob, *words: str) -> Any:
    """Give what a comparison tells a program."""
    ran = kredslob("compare", *words, "--json")
    assert ran.exit_code == 0, ran.stderr
    return json.loads(ran.stdout)


def test_an_amendment_of_ones_own_is_held_against_the_agreement(
    kredslob: Kredslob, scenario: str, tmp_path: Path
) -> None:
    """The file is framed by the scenario: its register, months and seed; the answer is told in words first."""
    ran = kredslob("compare", "kbh-2011-2014", amendment(tmp_path), "--scenario", scenario)
    assert ran.exit_code == 0, ran.stderr
    assert ran.stdout.index("In short") < ran.stdout.index("The City  ")
    assert "3 replications of each on the same luck" in " ".join(ran.stdout.split())


def test_in_danish_nothing_is_english(kredslob: Kredslob, scenario: str, tmp_path: Path) -> None:
    """Heads and sentences are Danish; numbers have commas."""
    ran = kredslob("compare", "kbh-2011-2014", amendment(tmp_path), "--scenario", scenario, "--lang", "da")
    assert ran.exit_code == 0, ran.stderr
    assert "Uden for arbejdsstyrken" in ran.stdout


test_in_danish_nothing_is_english = pytest.mark.catalogue(test_in_danish_nothing_is_english)


def test_programs_are_told_every_headline(kredslob: Kredslob, scenario: str) -> None:
    """Each has both levels, the difference, its interval and a verdict."""
    data = told(kredslob, f"{scenario}#as-agreed", f"{scenario}#no-compensation")
    (pair,) = data["pairs"]
    assert [data["base"]["name"], pair["other"]["name"]] == ["as-agreed", "no-compensation"]
    assert {"housed", "outside_exempt", "wait_ordinary_passed_over"} <= {one["id"] for one in pair["differences"]}
    assert data["replications"] == 3


def test_the_same_agreement_differs_by_exactly_nought(kredslob: Kredslob, scenario: str) -> None:
    """It is said, and nothing is run."""
    data = told(kredslob, "kbh-2011-2014", "kbh-2011-2014", "--scenario", scenario)
    assert data["run"] == data["replications"] == 0
    assert {one["difference"] for one in data["pairs"][0]["differences"]} == {0.0}
    ran = kredslob("compare", "kbh-2011-2014", "kbh-2011-2014", "--scenario", scenario)
    assert "exactly 0" in ran.stdout


def test_an_amendment_that_acts_too_late_is_said_to_change_nothing(
    kredslob: Kredslob, scenario: str, tmp_path: Path
) -> None:
    """It is named with its day and the last month simulated, and nothing is run."""
    late = amendment(tmp_path, "late", "2013-06-01")
    (pair,) = told(kredslob, "kbh-2011-2014", late, "--scenario", scenario)["pairs"]
    assert pair["alike"]
    assert [(one["id"], one["late"]) for one in pair["idle"]] == [("late", True)]
    ran = kredslob("compare", "kbh-2011-2014", late, "--scenario", scenario)
    assert "acts from 1 June 2013; the last month simulated is February 2012" in " ".join(ran.stdout.split())


def test_an_amendment_that_acts_later_than_the_first_month_is_said_to(
    kredslob: Kredslob, scenario: str, tmp_path: Path
) -> None:
    """Since figures a year are of the whole time; how many estates are exempt at the end is told beside them."""
    ran = kredslob("compare", "kbh-2011-2014", amendment(tmp_path, day="2011-04-01"), "--scenario", scenario)
    assert "acts from 1 April 2011 only; figures a year are averages of the whole time" in " ".join(ran.stdout.split())
    assert "Estates exempt from referral" in " ".join(ran.stdout.split())


def test_an_amendment_that_states_what_holds_already_is_said_to_change_nothing(kredslob: Kredslob, scenario: str, tmp_path: Path) -> None:  # fmt: skip
    """What it sets is named."""
    (pair,) = told(kredslob, "kbh-2011-2014", amendment(tmp_path, "same", value="0.40"), "--scenario", scenario)[
        "pairs"
    ]
    assert pair["alike"]
    assert [one["changes"] for one in pair["idle"]] == [["forty_plus.threshold"]]


def test_all_differences_are_written_to_a_file(kredslob: Kredslob, scenario: str, tmp_path: Path) -> None:
    """A row for every indicator, level, place and year, as CSV or a workbook."""
    sides = (f"{scenario}#as-agreed", f"{scenario}#no-compensation")
    for name in ("all.csv", "all.xlsx", "all.parquet"):
        assert kredslob("compare", *sides, "--out", str(tmp_path / name)).exit_code == 0
    with (tmp_path / "all.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {"estate", "organisation", "city", "wait"} <= {row["level"] for row in rows}


def test_a_folder_that_was_kept_is_a_side_of_another_comparison(
    kredslob: Kredslob, scenario: str, tmp_path: Path
) -> None:
    """What has been run is found in it; its first variant is the one that is meant."""
    kept, out = str(tmp_path / "kept"), str(tmp_path / "run")
    assert kredslob("compare", f"{scenario}#as-agreed", f"{scenario}#no-compensation", "-o", kept).exit_code == 0
    assert kredslob("scenario", "run", scenario, "-o", out).exit_code == 0
    data = told(kredslob, out, f"{scenario}#as-agreed")
    assert data["pairs"][0]["alike"]


def test_an_indicator_is_shown_everywhere(kredslob: Kredslob, scenario: str) -> None:
    """Below the answer stands a table of its places."""
    sides = (f"{scenario}#as-agreed", f"{scenario}#no-compensation")
    ran = kredslob("compare", *sides, "--table", "outside_workforce")
    assert ran.exit_code == 0, ran.stderr
    assert "estate-000" in ran.stdout


def refused(kredslob: Kredslob, *words: str) -> str:
    """Give what is said of a comparison that is refused."""
    ran = kredslob("compare", *words)
    assert ran.exit_code == 2, ran.stdout
    return " ".join(ran.stderr.split())


def test_one_side_alone_is_no_comparison(kredslob: Kredslob) -> None:
    """The message says what is lacking."""
    assert "nothing to compare with" in refused(kredslob, "kbh-2011-2014")


def test_what_is_not_there_is_told_with_what_comes_nearest(kredslob: Kredslob) -> None:
    """Agreements and scenarios are looked through; every wrong name is told at once."""
    said = refused(kredslob, "kbh-2011-2041", "kbh-2011#as-agred")
    assert "kbh-2011-2014" in said
    assert "as-agreed" in said


def test_scenarios_of_other_months_or_registers_cannot_be_paired(
    kredslob: Kredslob, scenario: str, tmp_path: Path
) -> None:
    """All that keeps them apart is told."""
    (tmp_path / "b").mkdir()
    other = str(small_scenario(tmp_path / "b", months=9, estates=2, seed="other"))
    said = refused(kredslob, scenario, other)
    assert "the register is another" in said
    assert "9 months" in said
    assert "the seed is other" in said


def test_an_agreement_that_is_not_in_force_cannot_be_framed(kredslob: Kredslob, scenario: str) -> None:
    """The scenario begins in 2011."""
    said = refused(kredslob, "kbh-2011-2014", "kbh-2024-2027", "--scenario", scenario)
    assert "kbh-2024-2027 is not in force on 2011-01-01" in said


CITIZENS = """\
  - add:
      id: planted.citizens
      stage: rank
      clause: ra11-work
      basis: stated
      when: {fact: citizenship, is: home}
      then: {group_work: true}
      text: {da: a, en: b}
    reason: {da: a, en: b}
"""


def test_an_unlawful_amendment_is_refused_as_it_is_when_checked(
    kredslob: Kredslob, scenario: str, tmp_path: Path
) -> None:
    """Citizenship is no criterion; nothing of it is simulated, and the line is told."""
    path = Path(amendment(tmp_path, "unlawful"))
    path.write_text(path.read_text("utf-8") + CITIZENS, "utf-8")
    said = refused(kredslob, "kbh-2011-2014", str(path), "--scenario", scenario)
    assert "makes citizenship a criterion" in said
    assert "line 10" in said


def test_an_amendment_that_does_not_fit_is_refused(kredslob: Kredslob, scenario: str, tmp_path: Path) -> None:
    """It sets what is not there."""
    said = refused(kredslob, "kbh-2011-2014", amendment(tmp_path, "wrong", target="no.such"), "--scenario", scenario)
    assert "no.such" in said


def test_what_a_check_warns_of_is_warned_of(kredslob: Kredslob, scenario: str, tmp_path: Path) -> None:
    """An agreement that gives the municipality less than it can demand may be meant; it is compared, and said."""
    low = amendment(tmp_path, "little", target="referral.base_share", value='"1/5"')
    ran = kredslob("compare", "kbh-2011-2014", low, "--scenario", scenario)
    assert ran.exit_code == 0, ran.stderr
    assert "than it can demand by decision" in " ".join(ran.stderr.split())


@pytest.mark.parametrize(
    ("option", "value"),
    [("--precision", "0"), ("--precision", "-1"), ("--precision", "nan"), ("--budget", "0"), ("--budget", "ten"),
     ("--table", "no_such"), ("--out", "all.doc"), ("--out", "no-such-folder/all.csv"), ("--replications", "0")],
)  # fmt: skip
def test_what_is_no_option_is_refused_before_anything_is_run(kredslob: Kredslob, option: str, value: str) -> None:
    """It is named."""
    said = refused(kredslob, "kbh-2011-2014", "kbh-2012-adjustment", option, value)
    assert option.strip("-") in said or value in said


def test_a_folder_is_never_written_over(kredslob: Kredslob, scenario: str, tmp_path: Path) -> None:
    """Whatever stands in it."""
    said = refused(kredslob, "kbh-2011-2014", amendment(tmp_path), "--scenario", scenario, "-o", str(tmp_path))
    assert "something of this name" in said


def test_results_of_another_program_are_refused(kredslob: Kredslob, scenario: str, tmp_path: Path) -> None:
    """Their luck may be another, so that no difference could be told."""
    out = tmp_path / "run"
    assert kredslob("scenario", "run", scenario, "-o", str(out), "--replications", "2").exit_code == 0
    plain = json.loads((out / "record.json").read_text())
    (out / "record.json").write_text(json.dumps({**plain, "program": "0" * 64}))
    assert "the program is another" in refused(kredslob, str(out), f"{scenario}#no-compensation")


def test_a_folder_that_is_none_of_results_is_refused(kredslob: Kredslob, scenario: str, tmp_path: Path) -> None:
    """It has no record."""
    (tmp_path / "empty").mkdir()
    assert "no folder of results" in refused(kredslob, str(tmp_path / "empty"), scenario)


def test_results_are_not_taken_for_those_of_another_seed(kredslob: Kredslob, scenario: str, tmp_path: Path) -> None:
    """With a seed of its own everything is run anew, the variant that has been run too."""
    out = str(tmp_path / "run")
    assert kredslob("scenario", "run", scenario, "-o", out).exit_code == 0
    sides = (out, f"{scenario}#no-compensation")
    assert told(kredslob, *sides, "--seed", "seed of this test")["run"] == 6


def test_a_frame_without_an_agreement_is_no_use(kredslob: Kredslob, scenario: str) -> None:
    """It is said instead of being passed over in silence."""
    assert "no agreement is named" in refused(kredslob, scenario, f"{scenario}#no-compensation", "--scenario", scenario)


def test_titles_are_those_of_the_file(kredslob: Kredslob, scenario: str) -> None:
    """A variant is told by its own title."""
    data = told(kredslob, scenario, f"{scenario}#no-compensation")
    assert data["base"]["title"] == TITLE
