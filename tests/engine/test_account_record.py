"""Accounts and adjustments as plain JSON: exact turns as fractions, what is unknown as what would settle it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kredslob.engine.account import quota_account
from kredslob.engine.account_record import account_record, adjustment_record
from kredslob.engine.adjustment import adjustment
from kredslob.engine.phrasing import Words
from tests.engine.quota_city import LIBRARY, House, office, with_agreement

START, SPRING = date(2011, 1, 1), date(2012, 4, 1)
WORDS = Words(LIBRARY, "en")
PLUS, OPEN, ROUNDED = House("plus", 13, 45), House("open", 9, 30), House("rounded", 6, None)


def recorded(**wanted: Any) -> dict[str, Any]:
    """Give the account of a small city as a program reads it."""
    plain = account_record(WORDS, quota_account(office(PLUS, OPEN, ROUNDED), START), **wanted)
    read: dict[str, Any] = json.loads(json.dumps(plain))
    assert read == plain
    return read


def test_turns_are_exact_fractions() -> None:
    """13 vacancies lose 13/3 of a turn; four whole turns are placed and a third carried on."""
    assert recorded()["total"] == {
        "scope": "total", "lost": "13/3", "carried_in": "0", "extra": 4, "unplaced": 0, "carried_out": "1/3",
    }  # fmt: skip


def test_an_estate_is_a_flat_row() -> None:
    """All that a table shows, with the wheel as turns of slots."""
    assert recorded()["estates"][1] == {
        "estate": "open", "name": "open", "organisation": "org", "agreement": None, "scope": "city", "exempt": False,
        "outside_workforce": "0.3", "measured": 2010, "base_vacancies": 9, "base_share": "1/3", "base_turns": "3", "lost": "0",
        "extra": 4, "wheel": "7/9", "capped": False,
    }  # fmt: skip


def test_an_unknown_standing_says_what_would_settle_it() -> None:
    """Unknown is not false."""
    (row,) = (one for one in recorded()["estates"] if one["estate"] == "rounded")
    assert row["exempt"] == {"unknown": {"needs": ["outside_workforce"], "guesses": []}}
    assert row["outside_workforce"] == {"between": ["0.395", "0.405"], "needs": ["outside_workforce"]}
    assert recorded()["unknown"] == ["rounded"]


def test_some_estates_may_be_asked_for_and_the_totals_stay() -> None:
    """A part of the city is shown; the account is of all of it."""
    part = recorded(estates=["open"])
    assert [one["estate"] for one in part["estates"]] == ["open"]
    assert part["total"] == recorded()["total"]


def test_the_terms_and_the_guesses_are_told() -> None:
    """Nobody mistakes a guess for the agreement."""
    read = recorded()
    assert read["terms"] == {"base_share": "1/3", "method": "proportional", "scope": "city", "cap": "1/1"}
    (method,) = (one for one in read["assumed"] if one["parameter"] == "compensation.method")
    assert (method["deciding"], "headroom" in method["alternatives"]) == (True, True)
    assert method["question"]["da"]


def test_made_rows_are_counted_by_kind() -> None:
    """An account rests on all of a register; one row of it each would tell nobody anything."""
    assert recorded()["synthetic"] == {"estate": 3, "measurement": 3}


@pytest.mark.parametrize("estates", [None, ["wide"]])
def test_both_readings_of_a_standing_that_hangs_on_a_guess_are_told(estates: list[str] | None) -> None:
    """With the values of the guesses that give each."""
    crossing = House("wide", 6, (30, 45, 45))
    read = account_record(WORDS, quota_account(office(PLUS, OPEN, crossing), date(2012, 1, 15)), estates)
    (hangs,) = read["hanging"]
    assert [one["exempt"] for one in hangs["readings"]] == [False, True]
    assert hangs["readings"][1]["assumed"]["measurement.takes_effect"] == "on_publication"


def test_an_adjustment_tells_standing_wheels_and_the_files_as_they_would_be(tmp_path: Path) -> None:
    """Everything a program needs to show or to write it."""
    wheels = {"referral": [{"from": START, "version": "2011", "turns": 7, "of": 9}]}
    library = with_agreement(tmp_path, "a-1", {"open": {"wheels": wheels}})
    houses = (replace(PLUS, outside=(45, 30, 30)), replace(OPEN, agreement="a-1"))
    read = adjustment_record(WORDS, adjustment(office(*houses, library=library), SPRING))
    assert json.loads(json.dumps(read)) == read
    (standing,) = read["standing"]
    assert (standing["before"]["exempt"], standing["after"]["exempt"]) == (True, False)
    assert standing["was"][0]["clause"] == "ra11-exemption"
    changed = {one["estate"]: (one["before"], one["after"]) for one in read["wheels"]}
    assert changed == {"open": ("7/9", "1/3")}
    (proposal,) = read["proposals"]
    assert (proposal["file"], proposal["estates"]) == ("a-1.yaml", ["open"])
    assert '{from: 2012-04-01, version: "2012", turns: 1, of: 3, recorded: 2012-04-01}' in proposal["text"]
