"""An amendment in a file of one's own counts wherever the id of an agreement does."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.cli.cases import FAMILY, NO_CLAIMS, REFERRED, TURNS
from tests.cli.conftest import Kredslob

PROPOSAL = """\
schema: 1
id: proposal
kind: amendment
extends: kbh-2012-adjustment
title: {da: Forslag, en: Proposal}
from: 2012-06-01
adopted: 2012-05-01
changes:
  - {set: forty_plus.threshold, value: 0.25, reason: {da: a, en: b}}
  - {wheel: referral, estate: staerevej, turns: 1, of: 2, version: halves, reason: {da: a, en: b}}
"""
ON = ("--on", "2012-06-02")


@pytest.fixture
def proposal(tmp_path: Path) -> str:
    """Give the name of a file with an amendment."""
    path = tmp_path / "proposal.yaml"
    path.write_text(PROPOSAL, "utf-8")
    return str(path)


def told(kredslob: Kredslob, *words: str) -> Any:
    """Give what a command tells a program."""
    ran = kredslob(*words, "--json")
    assert ran.exit_code in (0, 3, 4), ran.stderr
    return json.loads(ran.stdout)


def test_classify_goes_by_the_file(kredslob: Kredslob, proposal: str) -> None:
    """Bispeparken has 28 per cent outside the workforce: over 25, not over 40."""
    words = ("classify", *ON, "--estate", "bispeparken")
    (before,), (after,) = (told(kredslob, *words, *more)["estates"] for more in ((), ("--agreement", proposal)))
    assert (before["facts"]["forty_plus"], after["facts"]["forty_plus"]) == (False, True)


def test_before_its_day_nothing_changes(kredslob: Kredslob, proposal: str) -> None:
    """The proposal is of June."""
    words = ("classify", "--on", "2012-05-31", "--estate", "bispeparken")
    assert told(kredslob, *words) == told(kredslob, *words, "--agreement", proposal)


def test_quota_goes_by_the_file(kredslob: Kredslob, proposal: str) -> None:
    """More estates are exempt, so more turns are lost."""
    before, after = (told(kredslob, "quota", *ON, *more)["total"]["lost"] for more in ((), ("--agreement", proposal)))
    assert Fraction(after) > Fraction(before)


def test_decide_goes_by_the_file(kredslob: Kredslob, proposal: str) -> None:
    """The estate that is exempt by the proposal gets no referral, and the amendment is named."""
    words = list(REFERRED)
    words[words.index("--on") + 1] = "2012-06-02"
    before, after = (told(kredslob, *words, *more) for more in ((), ("--agreement", proposal)))
    assert before["channel"] == "referral"
    assert after["channel"] != "referral"
    assert after["agreement"]["amended_by"] == ["kbh-2012-adjustment", "proposal"]
    assert before["agreement"]["fingerprint"] != after["agreement"]["fingerprint"]


def test_a_wheel_of_the_file_turns(kredslob: Kredslob, proposal: str) -> None:
    """The estate's referral turn is every second."""
    words = ("decide", "--estate", "Stærevej", *ON, *FAMILY, *TURNS, *NO_CLAIMS, "--referral-turn", "halves:2")
    (turn,) = [one for one in told(kredslob, *words, "--agreement", proposal)["turn"] if one["wheel"] == "referral"]
    assert (turn["version"], turn["share"], turn["due"]) == ("halves", "1/2", "referral")


@pytest.mark.parametrize("words", [("agreement", "show"), ("agreement", "show", "--clause", "ra11-forty-plus")])
def test_show_shows_the_file(kredslob: Kredslob, words: tuple[str, ...], proposal: str) -> None:
    """The new value stands beside the old one."""
    ran = kredslob(*words, proposal)
    assert ran.exit_code == 0
    assert ("Amended by proposal" if len(words) == 2 else "from 1 June 2012: 25.0 %") in ran.stdout


def test_adjust_goes_by_the_file(kredslob: Kredslob, proposal: str) -> None:
    """The adjustment of the day on which the proposal begins shows whom it makes exempt."""
    found = told(kredslob, "adjust", "--on", "2012-06-01", "--agreement", proposal)
    assert "bispeparken" in {one["estate"] for one in found["standing"]}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("extends: kbh-2012-adjustment", "extends: kbh-2012-adjustmnt", "Did you mean 'kbh-2012-adjustment'"),
        ("forty_plus.threshold", "forty_plus.treshold", "Did you mean 'forty_plus.threshold'"),
        ("estate: staerevej", "estate: starevej", "Did you mean 'staerevej'"),
        ("value: 0.25", "value: 25", "Did you mean '0.25'"),
    ],
)
@pytest.mark.parametrize(
    "words", [("classify", *ON), ("quota", *ON), REFERRED, ("agreement", "show")], ids=lambda w: w[0]
)
def test_a_fault_in_the_file_is_told_by_every_command(
    kredslob: Kredslob, words: tuple[str, ...], old: str, new: str, said: str, proposal: str
) -> None:
    """In one line with place and cure, and exit code 2."""
    Path(proposal).write_text(PROPOSAL.replace(old, new), "utf-8")
    named = (proposal,) if words == ("agreement", "show") else ("--agreement", proposal)
    ran = kredslob(*words, *named)
    assert ran.exit_code == 2
    assert f"{proposal}, line" in ran.stderr
    assert said in ran.stderr
