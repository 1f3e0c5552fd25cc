"""`kredslob agreement check`: errors and warnings apart, with place, cure and provision, and an exit code that tells."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Kredslob

HEAD = """\
schema: 1
id: proposal
kind: amendment
extends: kbh-2012-adjustment
title: {da: Forslag, en: Proposal}
from: 2012-06-01
adopted: 2012-05-01
changes:
"""
LOW = '  - {set: referral.base_share, value: "1/5", reason: {da: a, en: b}}\n'
WRONG = "  - {set: forty_plus.threshold, value: 35, reason: {da: a, en: b}}\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give the path of a file with an amendment that makes one change within the law."""
    path = tmp_path / "proposal.yaml"
    path.write_text(HEAD + "  - {set: return_guarantee.months, value: 12, reason: {da: a, en: b}}\n", "utf-8")
    return path


def test_what_ships_has_no_errors(kredslob: Kredslob) -> None:
    """All laws, agreements and individual agreements."""
    assert kredslob("agreement", "check").exit_code == 0


def test_a_sound_file_is_told_to_be_so(kredslob: Kredslob, file: Path) -> None:
    """With exit code 0."""
    ran = kredslob("agreement", "check", str(file))
    assert (ran.exit_code, ran.stdout.strip()) == (0, "Nothing was found.")


def test_warnings_alone_are_counted_and_let_pass(kredslob: Kredslob, file: Path) -> None:
    """With the provision that stands in the way, in full."""
    file.write_text(HEAD + LOW, "utf-8")
    ran = kredslob("agreement", "check", str(file))
    assert ran.exit_code == 0
    for said in ("Warnings", f"{file}, line 9, field changes.0", "than it can demand by decision", "at least 1/4",
                 "abl-59-1, § 59, stk. 1: Referral by decision", "Errors: 0. Warnings: 1."):  # fmt: skip
        assert said in " ".join(ran.stdout.split())


def test_errors_come_first_and_make_the_exit_code(kredslob: Kredslob, file: Path) -> None:
    """A warning on an earlier line stands below them."""
    file.write_text(HEAD + LOW + WRONG, "utf-8")
    ran = kredslob("agreement", "check", str(file))
    assert ran.exit_code == 2
    assert ran.stdout.index("Did you mean '0.35'?") < ran.stdout.index("Warnings") < ran.stdout.index("abl-59-1")
    assert "Errors: 1. Warnings: 1." in ran.stdout


def test_programs_read_findings_as_data(kredslob: Kredslob, file: Path) -> None:
    """In both languages, whatever the language of the command; the exit code is the same."""
    file.write_text(HEAD + LOW + WRONG, "utf-8")
    ran = kredslob("agreement", "check", str(file), "--json")
    told = json.loads(ran.stdout)
    assert (ran.exit_code, told["schema"], told["errors"], told["warnings"]) == (2, 1, 1, 1)
    assert told["checked"] == [str(file)]
    error, warning = told["findings"]
    assert (error["severity"], error["line"], error["field"], error["nearest"], error["provision"]) == (
        "error", 10, "changes.1.value", "0.35", None,
    )  # fmt: skip
    assert warning["provision"]["clause"] == "abl-59-1"
    assert warning["provision"]["title"]["da"] == "Anvisning efter beslutning"
    assert set(warning["found"]) == {"da", "en"}
    assert json.loads(kredslob("agreement", "check", str(file), "--json", "--lang", "da").stdout) == told


def test_it_can_be_read_in_danish(kredslob: Kredslob, file: Path) -> None:
    """What the law says stands in its own words."""
    file.write_text(HEAD + LOW, "utf-8")
    assert "end den kan kræve ved beslutning" in " ".join(
        kredslob("agreement", "check", str(file), "--lang", "da").stdout.split()
    )


def test_ids_and_files_are_checked_together(kredslob: Kredslob, file: Path) -> None:
    """A law, an agreement, an individual agreement and a file."""
    ran = kredslob("agreement", "check", "abl-59", "kbh-2011-2014", "fsb-3", str(file))
    assert (ran.exit_code, ran.stdout.strip()) == (0, "Nothing was found.")


@pytest.mark.parametrize(("name", "said"), [("kbh-2011-2015", "Did you mean 'kbh-2011-2014'?"), ("no.yaml", "no such file"),
                                            ("", "there is no agreement"), ("a" * 999, "there is no agreement")])  # fmt: skip
def test_what_is_not_there_is_refused(kredslob: Kredslob, name: str, said: str) -> None:
    """With exit code 2, for people and for programs."""
    ran = kredslob("agreement", "check", name)
    assert ran.exit_code == 2
    assert said in " ".join((ran.stdout + ran.stderr).split())
    assert json.loads(kredslob("agreement", "check", name, "--json").stdout)


RULE = "stage: {}, clause: ra11-work, basis: stated, when: {}, then: {}, overrides: [{}], text: {{da: a, en: b}}"
# What is changed on line 9; how grave it is; what is said of it; the cure; the provision.
FAULTS: list[tuple[str, str, str, str, str | None]] = [
    (f"add: {{id: x, {RULE.format('rank', '{fact: citizenship, is: home}', '{group_work: true}', 'work.no')}}}",
     "error", "rule x makes citizenship a criterion.", "objective criteria", "abl-60-criteria"),
    (f"add: {{id: x, {RULE.format('classify', '{fact: non_western, over: 0.5}', '{exempt: true}', 'exempt.none')}}}",
     "error", "rule x makes non_western a criterion.", "objective criteria", "abl-60-criteria"),
    (f"add: {{id: x, {RULE.format('rank', '{always: true}', '{barred: false}', 'barred.no')}}}",
     "error", "Rule x decides barred.", "rules that leave barred to the law", "abl-59-6"),
    ("repeal: channel.referral", "warning", "refers nobody", "a rule that concludes channel: referral", "abl-59-1"),
    ("set: return_guarantee.months, value: 48", "error", "lasts longer than the order allows", "at most 36", "ub-6"),
    ('set: statutory.referral_share, value: "1/9"', "error", "is fixed by law", "one that the law leaves to agreement", "abl-59-1"),
    ("set: flexible.work_hours, value: 60", "error", "60 is outside the range.", "0 to 48", None),
    ("set: flexible.work_hours, value: '25 timer'", "error", "is not of unit hours", "hours in whole minutes", None),
    ("set: forty_plus.threshold, value: null", "error", "forty_plus.threshold has no value from 2012-06-01",
     "a value for each day, assumed if it is not known", None),
    ("set: forty_plus.treshold, value: 0.35", "error", "is not a parameter of what is amended", "forty_plus.threshold", None),
    ("set: forty_plus.threshold, value: 0.35, source: nowhere", "error", "cites nowhere", "a source that is listed", None),
    ("repeal: exempt.lsted", "error", "there is no rule exempt.lsted", "exempt.listed", None),
    ("reword: ra11-wrok, words: {title: {da: a, en: b}, text: {da: a, en: b}, source: abl, basis: stated}",
     "error", "there is no clause ra11-wrok", "ra11-work", None),
    ("repeal: senior.yes, set: forty_plus.threshold", "error", "a change is one of set", "set with value", None),
]  # fmt: skip


@pytest.mark.parametrize(("change", "severity", "said", "cure", "clause"),
                         FAULTS, ids=lambda value: str(value)[:40])  # fmt: skip
def test_each_fault_has_its_line_its_cure_and_its_provision(
    kredslob: Kredslob, file: Path, change: str, severity: str, said: str, cure: str, clause: str | None
) -> None:
    """Planted alone; errors and warnings differ in the exit code."""
    file.write_text(f"{HEAD}  - {{{change}, reason: {{da: a, en: b}}}}\n", "utf-8")
    ran = kredslob("agreement", "check", str(file), "--json")
    told = [one for one in json.loads(ran.stdout)["findings"] if said in one["found"]["en"]]
    assert [(one["severity"], one["file"], one["line"]) for one in told] == [(severity, str(file), 9)]
    (one,) = told
    assert cure in f"{(one['accepted'] or {}).get('en')} {one['nearest']}"
    assert (one["provision"] or {}).get("clause") == clause
    assert ran.exit_code == (2 if severity == "error" else 0)


@pytest.mark.parametrize("words", [("check",), ("show",), ("test",), ("prove",)])
def test_a_folder_is_told_to_be_one(kredslob: Kredslob, words: tuple[str, ...], tmp_path: Path) -> None:
    """With what is accepted, not as an agreement that is not there."""
    result = kredslob("agreement", *words, str(tmp_path))
    assert result.exit_code == 2
    assert "this is a folder. Accepted: the id of an agreement, or a file that states one." in result.stderr
