"""Who has the text of an agreement states its numbers in one short file: then what hung on them is decided."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.cases import FAMILY, NO_CLAIMS
from tests.cli.conftest import Kredslob

TODAY = ("decide", "--estate", "emdrup-vaenge", "--on", "2026-11-22", *FAMILY, *NO_CLAIMS)
TURNS = ("--referral-turn", "3", "--transfer-turn", "1", "--external-turn", "2", "--split-turn", "1")
# What the text says, as somebody who has it might find it: not what it says in truth, which is not known here.
SAID = {
    "estate_ladder.placement": "measured", "estate_ladder.step_2": "0.3", "estate_ladder.step_3": "0.35",
    "estate_ladder.step_4": "0.4", "referral.step_2": '"1/4"', "flexible.step_2": '"2/3"',
}  # fmt: skip


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def begun(kredslob: Kredslob, *more: str) -> str:
    """Give the text of a new fill-in."""
    assert kredslob("agreement", "new", "numbers", "--from", "kbh-2024-2027", "--assumed", *more).exit_code == 0
    return Path("numbers.yaml").read_text("utf-8")


def stated(text: str, said: dict[str, str]) -> None:
    """Take the sign from the lines of some values, and write what is said."""
    for name, value in said.items():
        line = rf"(?m)^#   - \{{set: {re.escape(name)}, value: .*?, source"
        text, found = re.subn(line, f"  - {{set: {name}, value: {value}, source", text)
        assert found == 1, name
    Path("numbers.yaml").write_text(text.replace("adopted: 2024-01-01", "adopted: 2026-11-20"), "utf-8")


def told(kredslob: Kredslob, *words: str) -> Any:
    """Give what a command tells a program."""
    ran = kredslob(*words, "--json")
    assert ran.exit_code in (0, 3, 4), ran.stderr
    return json.loads(ran.stdout)


def test_a_vacancy_of_today_hangs_on_what_is_not_known(kredslob: Kredslob) -> None:
    """With what comes of each value, and the question that would settle it."""
    ran = kredslob(*TODAY, *TURNS)
    assert ran.exit_code == 4
    assert ran.stdout.startswith("Undetermined")
    assert "Share of social referral on step 2 of the estate ladder: 1/4" in re.sub(r"\s+", " ", ran.stdout)
    assert "- then: social referral" in re.sub(r"\s+", " ", ran.stdout)


def test_as_it_stands_it_fills_nothing_in(kredslob: Kredslob) -> None:
    """And nothing is wrong with it."""
    begun(kredslob)
    assert kredslob("agreement", "check", "numbers.yaml").stdout == "Nothing was found.\n"
    before, after = (told(kredslob, *TODAY, *TURNS, *more) for more in ((), ("--agreement", "numbers.yaml")))
    assert (before["status"], after["status"]) == ("undetermined", "undetermined")


def test_it_has_every_question_that_the_agreement_leaves_open(kredslob: Kredslob) -> None:
    """Each with a line that states its value; what the law has is not an agreement's to state."""
    text = begun(kredslob)
    shown = told(kredslob, "agreement", "show", "kbh-2024-2027", "--assumed")
    left_to_agreement = [one["id"] for one in shown["parameters"] if one["id"] != "referral.bar_prevention_benefits"]
    lines = re.findall(r"(?m)^#   - \{set: ([a-z0-9_.]+), ", text)
    assert len(lines) > 40
    assert sorted(lines) == sorted(left_to_agreement)


def test_with_the_numbers_the_vacancy_is_decided(kredslob: Kredslob) -> None:
    """Six lines settle it, and the answer says that they were filled in."""
    stated(begun(kredslob), SAID)
    assert kredslob("agreement", "check", "numbers.yaml").stdout == "Nothing was found.\n"
    ran = kredslob(*TODAY, *TURNS, "--agreement", "numbers.yaml")
    assert (ran.exit_code, ran.stdout.splitlines()[0]) == (0, "Flexible letting.")
    assert "as filled in by numbers" in re.sub(r"\s+", " ", ran.stdout)


def test_what_is_left_open_still_decides_nothing(kredslob: Kredslob) -> None:
    """Without the share of flexible letting the channel hangs on that, and on nothing that was filled in."""
    stated(begun(kredslob), {name: value for name, value in SAID.items() if name != "flexible.step_2"})
    answer = told(kredslob, *TODAY, *TURNS, "--agreement", "numbers.yaml")
    assert answer["status"] == "undetermined"
    deciding = {one["parameter"] for one in answer["assumed"] if one["deciding"]}
    assert deciding == {"flexible.step_2"}


def test_a_placement_may_be_stated_for_one_estate(kredslob: Kredslob) -> None:
    """As the parties placed it; the others stay where they were."""
    text = begun(kredslob)
    own = "  - {set: estate_ladder.placement, estate: emdrup-vaenge, value: step_4, source: numbers-text, reason: {da: a, en: b}}\n"
    Path("numbers.yaml").write_text(text.rstrip("\n") + "\n" + own, "utf-8")
    words = ("classify", "--on", "2026-11-22", "--agreement", "numbers.yaml", "--estate")
    placed, other = (
        told(kredslob, *words, name)["estates"][0]["facts"]["estate_step"] for name in ("emdrup-vaenge", "lybaekgade")
    )
    assert placed == "step_4"
    assert other != "step_4"


def test_before_it_was_found_out_it_was_not_known(kredslob: Kredslob) -> None:
    """What was decided then is decided again as it was."""
    stated(begun(kredslob), SAID)
    words = (*TODAY, *TURNS, "--agreement", "numbers.yaml", "--as-known")
    assert told(kredslob, *words, "2026-11-19")["status"] == "undetermined"
    assert told(kredslob, *words, "2026-11-20")["status"] == "decided"


def test_it_is_shown_as_filled_in_and_not_as_an_amendment(kredslob: Kredslob) -> None:
    """Nothing was agreed anew."""
    stated(begun(kredslob), SAID)
    shown = kredslob("agreement", "show", "numbers.yaml").stdout
    assert "Filled in by numbers" in shown
    assert "Amended by" not in shown


def test_it_explains_in_danish(kredslob: Kredslob) -> None:
    """The questions too."""
    text = begun(kredslob, "--lang", "da")
    assert "Hvor stor en andel af de ledige boliger anviser kommunen til på trin 2 af afdelingstrappen?" in re.sub(
        r"\n## ", " ", text
    )


def test_a_fill_in_of_an_agreement_that_was_amended_keeps_the_amendment(kredslob: Kredslob) -> None:
    """It says what has been agreed, with everything that has."""
    assert kredslob("agreement", "new", "old", "--from", "kbh-2011-2014", "--assumed").exit_code == 0
    shown = kredslob("agreement", "show", "old.yaml").stdout
    assert "Amended by kbh-2012-adjustment" in shown
    assert "Filled in by old" in shown
    assert kredslob("agreement", "check", "old.yaml").stdout == "Nothing was found.\n"
