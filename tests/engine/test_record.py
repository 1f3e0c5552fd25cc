"""A decision as plain JSON: the same for every language, and readable without the program that made it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from kredslob.engine.decision import Decision
from kredslob.engine.record import SCHEMA, problem_record, reading_text, record
from kredslob.engine.vacancy import TurnReading
from kredslob.rules.library import Library, load_library
from kredslob.rules.messages import Message, Place, Problem
from tests.engine.decisions import ASKING, DECIDED, HANGING

KEYS = {
    "schema", "vacancy", "estate", "on", "as_known", "agreement", "status", "illustrative", "standing", "quota", "turn",
    "channel", "reasons", "why_not", "would_change", "offer", "provisional", "passed_over", "needs", "undetermined",
    "derived", "assumed", "synthetic", "evaluators", "warnings", "sentence", "varies",
}  # fmt: skip


@pytest.fixture(scope="module")
def library() -> Library:
    """Load the shipped rules."""
    return load_library()


@pytest.mark.parametrize("decision", [DECIDED, ASKING, HANGING], ids=["decided", "needs", "undetermined"])
def test_every_record_has_the_same_keys(library: Library, decision: Decision) -> None:
    """What a program reads is there in every answer, empty where there is nothing to say."""
    assert set(record(decision, library)) == KEYS
    assert record(decision, library)["schema"] == SCHEMA


@pytest.mark.parametrize("decision", [DECIDED, ASKING, HANGING], ids=["decided", "needs", "undetermined"])
def test_a_record_is_plain_json(library: Library, decision: Decision) -> None:
    """A record survives being written and read again."""
    told = record(decision, library)
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_values_stand_as_in_the_rules_files(library: Library) -> None:
    """Shares and hours are exact decimal text, dates ISO, choices by name."""
    told = record(DECIDED, library)
    assert told["standing"]["outside_workforce"] == "0.281908"
    assert told["standing"]["designation"] == "ghetto"
    assert told["on"] == "2011-10-12"
    assert told["passed_over"][0]["failed"][0]["comparisons"][0]["value"] == "20"
    assert told["passed_over"][0]["failed"][0]["comparisons"][0]["compared"] == ["25"]


def test_a_reason_names_rule_clause_source_and_basis(library: Library) -> None:
    """A reason can be followed from the answer to the public document."""
    told = record(DECIDED, library)["reasons"][0]
    assert (told["rule"], told["clause"], told["source"], told["basis"]) == (
        "channel.flexible", "ra11-flexible", "tmu-2012", "stated",
    )  # fmt: skip
    assert told["facts"] == [
        {"fact": "flexible_due", "value": True, "operator": "is", "compared": [True], "parameter": None}
    ]
    assert set(told["text"]) == {"da", "en"}


def test_the_unknown_says_what_would_settle_it(library: Library) -> None:
    """An unknown value is an object and never null or false."""
    told = record(ASKING, library)["derived"]
    assert told["age@A-2"] == {"unknown": {"needs": ["birth_date@A-2"], "guesses": []}}


def test_a_rounded_share_is_told_by_its_ends(library: Library) -> None:
    """A share known only as 40 % lies between 39.5 and 40.5 %."""
    assert record(ASKING, library)["derived"]["outside_workforce"] == {"between": ["0.395", "0.405"], "needs": []}


def test_a_fact_about_an_applicant_keeps_its_unit(library: Library) -> None:
    """`weekly_hours@A-2` is in hours like `weekly_hours`."""
    told = record(replace(DECIDED, derived={"weekly_hours@A-2": 2190, "birth_date@A-2": date(1970, 1, 2)}), library)
    assert told["derived"] == {"weekly_hours@A-2": "36.5", "birth_date@A-2": "1970-01-02"}


def test_a_guess_is_listed_with_what_else_it_may_be(library: Library) -> None:
    """Nobody may mistake a guess for the agreement."""
    told = record(HANGING, library)
    assert told["assumed"][0]["alternatives"] == ["next_adjustment", "on_publication"]
    assert told["assumed"][0]["deciding"] is True
    assert [one["channel"] for one in told["undetermined"]] == ["referral", "flexible"]


def test_where_the_wheels_stand_can_be_read_again(library: Library) -> None:
    """The turns that were supplied stand in the notation in which they are supplied."""
    assert record(DECIDED, library)["vacancy"]["turns"] == {"external": "2011:3+1"}
    assert record(DECIDED, library)["quota"] == {"external": "4/9"}


@pytest.mark.parametrize(
    ("reading", "text"),
    [(TurnReading(3), "3"), (TurnReading(3, 1), "3+1"), (TurnReading(3, 0, "2011"), "2011:3")],
)
def test_a_turn_is_written_as_it_is_read(reading: TurnReading, text: str) -> None:
    """`[VERSION:]SLOT[+PENDING]`, with nothing that is not needed."""
    assert reading_text(reading) == text


def test_a_problem_carries_no_civil_registration_number() -> None:
    """Not even a program gets to see one that was typed into a field."""
    told = problem_record(Problem(Place("010180-1234.csv", 3, "id"), Message("found {cell}.", cell="010180-1234")))
    assert "1234" not in json.dumps(told)
