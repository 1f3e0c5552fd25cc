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
    path.write_text(HEAD + "  - {set: forty_plus.threshold, value: 0.35, reason: {da: a, en: b}}\n", "utf-8")
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
