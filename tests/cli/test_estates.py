"""`kredslob classify`, `quota` and `adjust`: the estates, both readings where a guess decides, and every turn accounted for."""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kredslob.cli.main import build
from kredslob.cli.output import save_new
from kredslob.rules.messages import WrongInput
from kredslob.rules.yaml_source import parse_yaml
from tests.cli.conftest import Kredslob


def estates(kredslob: Kredslob, *words: str) -> dict[str, dict[str, Any]]:
    """Give what `classify --json` tells of estates, by id."""
    told = json.loads(kredslob("classify", *words, "--json").stdout)["estates"]
    return {one["estate"]: one for one in told}


def test_an_estate_is_told_with_its_standing(kredslob: Kredslob) -> None:
    """By name, id or alias, in the order of the register."""
    told = estates(kredslob, "--on", "2011-06-01", "--estate", "Mjølnerparken", "--estate", "AAB afdeling 80")
    assert {key: (one["facts"]["forty_plus"], one["facts"]["exempt"]) for key, one in told.items()} == {
        "mjoelnerparken": (True, True),
        "gadelandet": (False, False),
    }


def test_both_readings_of_when_a_listing_acts_are_shown(kredslob: Kredslob) -> None:
    """In autumn 2011: at once, or from the next spring adjustment."""
    told = estates(kredslob, "--on", "2011-11-15", "--estate", "bispevaenget-2", "--estate", "Akacieparken")
    readings = {
        key: {one["assumed"]["standing.takes_effect"]: one["facts"]["exempt"] for one in estate["readings"]}
        for key, estate in told.items()
    }
    assert readings["bispevaenget-2"] == {"next_adjustment": False, "on_publication": True}
    assert readings["akacieparken"] == {"next_adjustment": True, "on_publication": False}
    said = kredslob("classify", "--on", "2011-11-15", "--estate", "Akacieparken").stdout
    assert "at the next spring adjustment (as assumed)" in said
    assert "on publication" in said


def test_an_area_that_left_the_list_is_not_new_on_it(kredslob: Kredslob) -> None:
    """Akacieparken was on the list of 2010 and is on none in 2013, by any reading, in `classify` and in `decide`."""
    words = ("--on", "2013-05-01", "--estate", "Akacieparken")
    one = estates(kredslob, *words)["akacieparken"]
    assert [facts["newly_listed"] for facts in (one["facts"], *(each["facts"] for each in one["readings"]))] == [False]
    said = kredslob("decide", *words, "--dwelling-kind", "family", "--referral-turn", "3", "--rehousing-claim", "no")
    assert said.stdout.startswith("Social referral.")
    assert "New on the" not in said.stdout


def test_only_chooses_by_standing_in_any_reading(kredslob: Kredslob) -> None:
    """Whoever may be exempt is among the exempt."""
    exempt = estates(kredslob, "--on", "2011-11-15", "--only", "exempt")
    assert {"mjoelnerparken", "akacieparken", "bispevaenget-2"} <= set(exempt)
    assert "bispeparken" not in exempt


def test_an_organisation_chooses_its_estates(kredslob: Kredslob) -> None:
    """By id or name, in any case."""
    told = estates(kredslob, "--on", "2011-06-01", "--organisation", "FSB")
    assert {one["organisation"] for one in told.values()} == {"fsb"}


def test_a_table_for_a_spreadsheet_has_a_row_for_each_reading(kredslob: Kredslob) -> None:
    """Semicolons, decimal commas and Danish words for Danes; for the English commas and the names that programs use."""
    words = ("classify", "--on", "2011-11-15", "--estate", "Akacieparken", "--csv")
    english = list(csv.DictReader(io.StringIO(kredslob(*words).stdout)))
    danish = list(csv.DictReader(io.StringIO(kredslob(*words, "--lang", "da").stdout), delimiter=";"))
    assert [row["exempt"] for row in english] == ["yes", "no"]
    assert [row["Friholdt for boligsocial anvisning"] for row in danish] == ["ja", "nej"]
    assert [row["Andel uden for arbejdsstyrken"].replace(",", ".") for row in danish] == [
        row["outside_workforce"] for row in english
    ]
    assert [row["Områdets udpegning"] for row in danish] == ["ghettoområde", "ghettoområde"]


def test_what_is_synthetic_is_marked(kredslob: Kredslob) -> None:
    """In every list of estates."""
    assert "* rests on synthetic rows" in kredslob("classify", "--on", "2011-06-01", "--estate", "Brumleby").stdout


def test_the_account_balances_to_the_last_turn(kredslob: Kredslob) -> None:
    """Lost and carried in is placed, unplaced or carried out; and what is placed stands on the estates."""
    told = json.loads(kredslob("quota", "--on", "2011-06-01", "--json").stdout)
    total = told["total"]
    lost, carried_in, carried_out = (Fraction(total[name]) for name in ("lost", "carried_in", "carried_out"))
    assert lost + carried_in == total["extra"] + total["unplaced"] + carried_out
    assert sum(one["extra"] for one in told["estates"]) == total["extra"]
    assert sum(Fraction(one["lost"]) for one in told["estates"]) == lost


def test_the_account_is_shown_by_organisation_or_estate(kredslob: Kredslob) -> None:
    """Short first, long when asked for."""
    short = kredslob("quota", "--on", "2011-06-01").stdout
    long = kredslob("quota", "--on", "2011-06-01", "--organisation", "fsb").stdout
    assert "turns lost" in short
    assert "Bispeparken" not in short
    assert "131 of 303" in long
    assert "synthetic rows" in short


def test_the_account_follows_the_guess_that_is_set(kredslob: Kredslob) -> None:
    """Without compensation nothing is placed."""
    told = json.loads(kredslob("quota", "--on", "2011-06-01", "--set", "compensation.method=none", "--json").stdout)
    assert told["total"]["extra"] == 0


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """Work the adjustment out once: it takes the longest of all."""
    words = ("adjust", "--on", "2012-04-01", "--json")
    found: dict[str, Any] = json.loads(CliRunner().invoke(build(words), words).stdout)
    return found


def test_the_adjustment_says_who_changes_standing_and_why(told: dict[str, Any]) -> None:
    """Bispevænget exempt only where it is 40-plus; Akacieparken referred to again."""
    changed = {one["estate"]: one for one in told["standing"]}
    assert changed["akacieparken"]["after"]["exempt"] is False
    assert changed["bispevaenget-1"]["after"]["exempt"] is True
    assert all(one["now"] for one in told["standing"])


def test_the_adjustment_proposes_each_agreement_as_it_would_be(told: dict[str, Any]) -> None:
    """A file for each, which reads as an individual agreement."""
    assert told["proposals"]
    for one in told["proposals"]:
        data = parse_yaml(one["text"], one["file"]).data
        assert isinstance(data, dict)
        assert data["kind"] == "individual"


def test_proposals_are_written_and_nothing_is_overwritten(tmp_path: Path) -> None:
    """Whole files in a new folder; a second time is refused."""
    path = tmp_path / "new" / "x.yaml"
    save_new(path.parent, {path: "kind: individual\n"})
    assert path.read_text("utf-8") == "kind: individual\n"
    with pytest.raises(WrongInput):
        save_new(path.parent, {path: "other"})
    assert path.read_text("utf-8") == "kind: individual\n"


def test_no_folder_is_made_in_a_folder_that_is_not_there(kredslob: Kredslob, tmp_path: Path) -> None:
    """A slip of the pen in the middle of a path is told of, and leaves nothing behind."""
    told = kredslob("adjust", "--on", "2012-04-01", "--out", str(tmp_path / "slip" / "proposals"))
    assert (told.exit_code, "the folder cannot be made" in told.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_estates_that_are_not_there_are_told_of_together_by_the_option(kredslob: Kredslob) -> None:
    """Each with the nearest name."""
    told = kredslob("classify", "--on", "2011-06-01", "--estate", "Bispeparkn", "--estate", "Brumlebi").stderr
    assert [line.partition(":")[0] for line in told.splitlines()] == ["--estate", "--estate"]
    assert "Brumleby" in told
