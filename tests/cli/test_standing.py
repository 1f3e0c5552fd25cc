"""An estate's standing is told alike by `decide` and `classify`: what all readings agree on, and what is else by which guess."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.conftest import Kredslob

NOBODY = [f"--{claim}-claim" for claim in ("rehousing", "return-guarantee", "own-estate", "divorce", "organisation")]
TOLD = (*(word for claim in NOBODY for word in (claim, "no")), "--external-turn", "2", "--transfer-turn", "1")
ON_A_DAY = ("--on", "2013-05-01")


def decided(kredslob: Kredslob, estate: str, *words: str) -> dict[str, Any]:
    """Give the decision on a family dwelling as data."""
    said = kredslob("decide", *ON_A_DAY, "--estate", estate, "--dwelling-kind", "family", *words, "--json")
    found: dict[str, Any] = json.loads(said.stdout)
    return found


def classified(kredslob: Kredslob, estate: str) -> dict[str, Any]:
    """Give the standing of an estate as data."""
    (found,) = json.loads(kredslob("classify", *ON_A_DAY, "--estate", estate, "--json").stdout)["estates"]
    return dict(found)


@pytest.mark.parametrize(
    "words", [(), ("--referral-turn", "1"), ("--referral-turn", "1", *TOLD), ("--referral-turn", "3", *TOLD)]
)
@pytest.mark.parametrize("estate", ["Møntbo", "Mjølnerparken", "Bispeparken", "Akacieparken"])
def test_a_decision_tells_the_standing_that_classify_tells(
    kredslob: Kredslob, estate: str, words: tuple[str, ...]
) -> None:
    """However much is known of the vacancy, and whether the channel hangs on it or not."""
    decision, standing = decided(kredslob, estate, *words), classified(kredslob, estate)
    assert decision["standing"] == standing["facts"]
    assert decision["varies"] == standing["varies"]
    assert "unknown" not in str(decision["standing"])


def test_two_measurements_under_the_threshold_leave_no_doubt(kredslob: Kredslob) -> None:
    """Which of the two acts on 1 May hangs on a guess: the share is told by each, and 40-plus it is by neither."""
    found = classified(kredslob, "Møntbo")
    assert (found["facts"]["forty_plus"], found["facts"]["exempt"], found["readings"]) == (False, False, [])
    (other,) = found["varies"]
    assert (other["fact"], found["facts"]["outside_workforce"][:5], other["value"][:5]) == (
        "outside_workforce", "0.361", "0.354",
    )  # fmt: skip
    assert list(other["assumed"]) == ["adjustment.day"]


def test_the_share_is_told_as_what_it_is_under_each_reading(kredslob: Kredslob) -> None:
    """In a decision in one sentence, in the table of estates in a row of its own with a note."""
    said = kredslob(
        "decide", *ON_A_DAY, "--estate", "Møntbo", "--dwelling-kind", "family", "--referral-turn", "1", *TOLD
    )
    words = " ".join(said.stdout.split())
    assert (
        "Share outside the workforce: 36.2 %, or 35.4 % if Day of the yearly adjustment (month-day): 31 May;" in words
    )
    assert "unknown" not in words.split("Agreement")[0]
    table = kredslob("classify", *ON_A_DAY, "--estate", "Møntbo").stdout.splitlines()
    first = next(at for at, line in enumerate(table) if "36.2 %" in line)
    assert table[first + 1].split() == ["35.4", "%", "[1]"]
    assert any(line.startswith("[1] Day of the yearly adjustment (month-day): 31 May") for line in table)


def test_a_standing_that_hangs_on_a_guess_is_told_both_ways(kredslob: Kredslob) -> None:
    """In autumn 2011 a new listing acts at once or from spring: exempt or not, in a decision too."""
    said = kredslob(
        "decide", "--on", "2011-11-15", "--estate", "bispevaenget-2", "--dwelling-kind", "family", "--referral-turn", "84",
        *TOLD,
    )  # fmt: skip
    assert "Exempt from social referral: no, or yes if When a list acts: on publication" in " ".join(
        said.stdout.split()
    )


def test_a_value_taken_for_a_guess_is_what_the_standing_is_told_by(kredslob: Kredslob) -> None:
    """Who says when a measurement acts has one share, and no other is told."""
    taken = decided(kredslob, "Møntbo", "--referral-turn", "1", *TOLD, "--set", "adjustment.day=05-31",
                    "--set", "measurement.takes_effect=next_adjustment")  # fmt: skip
    assert (taken["standing"]["outside_workforce"][:5], taken["varies"]) == ("0.354", [])


def test_the_rows_that_each_reading_rests_on_are_named(kredslob: Kredslob) -> None:
    """The measurement of either year is made up, and it is said so."""
    rows = {row["id"] for row in decided(kredslob, "Møntbo", "--referral-turn", "1", *TOLD)["synthetic"]}
    assert {"moentbo 2011", "moentbo 2012"} <= rows


def test_readings_that_are_not_known_alike_are_one(kredslob: Kredslob) -> None:
    """Where facts are missing by every reading, it is not told over and over for each that lacks other facts."""
    (found,) = json.loads(kredslob("classify", "--on", "2020-06-01", "--estate", "Akacieparken", "--json").stdout)[
        "estates"
    ]
    told = [
        json.dumps({name: value if not isinstance(value, dict) else None for name, value in facts.items()
                    if name not in ("outside_workforce", "published_51b", "acting_51b")})
        for facts in (one["facts"] for one in found["readings"])
    ]  # fmt: skip
    assert len(told) == len(set(told)) > 1


# --- what the register does not say -------------------------------------------------------------------------------

NO_LIST = "No § 51 b list is known for this day"
LATER = ("--on", "2020-06-01", "--estate", "Møntbo")


@pytest.mark.parametrize("command", [("classify",), ("quota",), ("decide", "--dwelling-kind", "family")])
@pytest.mark.parametrize(("day", "computed"), [("2013-05-01", True), ("2012-06-01", False)])
def test_it_is_told_that_the_list_is_computed(
    kredslob: Kredslob, command: tuple[str, ...], day: str, computed: bool
) -> None:
    """Where no list is known, in words and in data; not where one is."""
    words = (*command, "--on", day, "--estate", "Akacieparken")
    said, data = kredslob(*words).stdout, json.loads(kredslob(*words, "--json").stdout)
    assert (NO_LIST in " ".join(said.split())) is computed
    assert any(NO_LIST in one["en"] for one in data["warnings"]) is computed


def test_no_list_concerns_an_estate_in_no_area(kredslob: Kredslob) -> None:
    """It is on none whatever is published."""
    data = json.loads(kredslob("classify", *ON_A_DAY, "--estate", "Møntbo", "--json").stdout)
    assert data["warnings"] == []


@pytest.mark.parametrize("command", [("classify",), ("decide", "--dwelling-kind", "family", "--referral-turn", "1")])
def test_a_measurement_that_is_too_old_is_told_as_such(kredslob: Kredslob, command: tuple[str, ...]) -> None:
    """With the day it was published and the command that takes in a newer one."""
    said = " ".join(kredslob(*command, *LATER).stdout.split())
    assert "The last measurement of Møntbo was published on 1 December 2016 and is too old" in said
    assert "`kredslob register measure`" in said


def test_a_measurement_that_holds_is_not_too_old(kredslob: Kredslob) -> None:
    """Nor is it said where the share is known."""
    assert "too old" not in kredslob("classify", "--on", "2026-11-20", "--estate", "Møntbo").stdout


def test_what_only_the_register_can_say_is_asked_for_with_the_command(kredslob: Kredslob) -> None:
    """In the answer, and where it cannot be answered at the prompt."""
    words = ("decide", *LATER, "--dwelling-kind", "family", "--referral-turn", "2", *TOLD)
    asked = kredslob(*words)
    assert asked.exit_code == 3
    assert "take in the key figures with `kredslob register measure`" in " ".join(asked.stdout.split())


def test_the_prompt_names_the_command_where_it_cannot_take_the_answer(kredslob: Kredslob) -> None:
    """What an area is designated as stands in the tables of a register."""
    words = (
        "--on",
        "2026-11-20",
        "--estate",
        "Mjølnerparken",
        "--dwelling-kind",
        "family",
        "--referral-turn",
        "1",
        *TOLD,
    )
    said = " ".join(kredslob("decide", *words, "--ask").stderr.split())
    assert "`kredslob register template` gives blank tables" in said


def test_the_columns_are_explained(kredslob: Kredslob) -> None:
    """Whoever sees the table for the first time reads what each column is, and why something is unknown."""
    said = " ".join(kredslob("classify", *LATER).stdout.split())
    assert "40+: 40-plus estate; § 51 b: On the § 51 b list; Acts: On the § 51 b list that the framework" in said
    assert (
        "Unknown is what the register does not say. It lacks, of so many estates: Share outside the workforce (1)"
        in said
    )
    assert "Unknown is" not in kredslob("classify", *ON_A_DAY, "--estate", "Møntbo").stdout
