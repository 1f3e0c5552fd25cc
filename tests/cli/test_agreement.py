"""`kredslob agreement` and `kredslob facts`: what is in force, by which source, and every guess with its question."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kredslob.rules.library import load_library
from tests.cli.conftest import Kredslob


def test_the_shelf_lists_agreements_amendments_and_laws(kredslob: Kredslob) -> None:
    """Each with its period; an assumed day is marked."""
    told = json.loads(kredslob("agreement", "list", "--json").stdout)["documents"]
    assert {one["kind"] for one in told} == {"law", "framework", "amendment"}
    assert "2012-04-01 ?" in kredslob("agreement", "list").stdout


def test_the_shelf_of_a_day_holds_what_is_in_force(kredslob: Kredslob) -> None:
    """The amendment of spring 2012 is not there in 2011."""
    told = json.loads(kredslob("agreement", "list", "--on", "2011-06-01", "--json").stdout)["documents"]
    assert [one["id"] for one in told if one["kind"] != "law"] == ["kbh-2011-2014"]


def test_an_agreement_shows_its_clauses(kredslob: Kredslob) -> None:
    """By id, title, basis and source, with the amendments made to it."""
    said = kredslob("agreement", "show", "kbh-2012-adjustment").stdout
    assert "ra11-exemption" in said
    assert "Amended by kbh-2012-adjustment" in said


def test_a_clause_shows_words_source_rules_and_values(kredslob: Kredslob) -> None:
    """Everything that hangs on one clause."""
    said = kredslob("agreement", "show", "--clause", "RA11-FORTY-PLUS").stdout
    for part in ("Exactly 40 per cent is not enough", "mere end 40 %", "forty_plus.threshold", "40.0 %", "forty-plus"):
        assert part in said


def test_a_clause_of_an_amendment_is_found(kredslob: Kredslob) -> None:
    """With the rule that it replaces."""
    said = kredslob("agreement", "show", "kbh-2012-adjustment", "--clause", "ra12-newly-listed").stdout
    assert "exempt" in said


@pytest.mark.parametrize("wanted", ["kbh-2011-2014", "kbh-2015-2018", "kbh-2019-2023", "kbh-2024-2027"])
def test_every_assumed_parameter_is_listed_with_its_question(kredslob: Kredslob, wanted: str) -> None:
    """Nobody mistakes a guess for the agreement: id, value and the question that would settle it."""
    said = " ".join(kredslob("agreement", "show", wanted, "--assumed").stdout.split())
    told = json.loads(kredslob("agreement", "show", wanted, "--assumed", "--json").stdout)["parameters"]
    library = load_library()
    agreement = library.agreement(wanted)
    assumed = {
        (key, value.question.en)
        for document in (*agreement.laws, agreement.base)
        for key, series in document.parameters.items()
        for value in series.values
        if value.basis == "assumed" and value.question
    }
    assert assumed
    assert {key for key, _ in assumed} <= {one["id"] for one in told}
    plain = said.replace("├── ", "").replace("└── ", "").replace("│ ", "")
    assert {(key, question) for key, question in assumed if key not in plain or question not in plain} == set()


def test_an_amendment_whose_day_is_assumed_is_listed_too(kredslob: Kredslob) -> None:
    """Its name can be given to `--set`."""
    assert "kbh-2012-adjustment.from" in kredslob("agreement", "show", "kbh-2012-adjustment", "--assumed").stdout


def test_without_a_name_the_latest_agreement_is_shown(kredslob: Kredslob) -> None:
    """Or the one in force on a day, or the latest that has the clause asked for."""
    assert "ra24-estate-ladder" in kredslob("agreement", "show").stdout
    assert "ra19-tightened" in kredslob("agreement", "show", "--on", "2020-03-01").stdout
    assert "Exactly 40 per cent is not enough" in kredslob("agreement", "show", "--clause", "ra11-forty-plus").stdout


def test_an_agreement_of_ones_own_is_shown(kredslob: Kredslob, tmp_path: Path) -> None:
    """A file instead of an id."""
    shipped = Path(load_library().individual).parent / "agreements" / "kbh-2011-2014.yaml"
    path = tmp_path / "mine.yaml"
    path.write_text(shipped.read_text("utf-8").replace("id: kbh-2011-2014", "id: mine", 1), "utf-8")
    assert "mine, from 1 January 2011" in kredslob("agreement", "show", str(path)).stdout


def test_the_seventeen_channels_are_told_for_what_they_are(kredslob: Kredslob) -> None:
    """A channel, a filter, or out of scope."""
    told = json.loads(kredslob("agreement", "channels", "--json").stdout)["channels"]
    assert [*told] == [f"C{number:02}" for number in range(1, 18)]
    assert {one["is"] for one in told.values()} == {"channel", "filter", "out_of_scope"}
    assert "flexible letting" in kredslob("agreement", "channels").stdout


def test_facts_are_listed_by_what_they_are_about(kredslob: Kredslob) -> None:
    """All of them, or those about one thing."""
    told = json.loads(kredslob("facts", "--json").stdout)["facts"]
    assert {one["name"] for one in told} == set(load_library().facts)
    about = json.loads(kredslob("facts", "--about", "vacancy", "--json").stdout)["facts"]
    assert {one["about"] for one in about} == {"vacancy"}
    assert "weekly_hours" in kredslob("facts", "--about", "applicant").stdout


def test_one_fact_is_told_with_its_question_and_choices(kredslob: Kredslob) -> None:
    """In the language asked for."""
    said = kredslob("facts", "job", "--lang", "da").stdout
    assert "fast arbejde" in said
    assert "?" in said
    assert "channel.flexible" in kredslob("facts", "channel").stdout


@pytest.mark.parametrize("words", [("agreement", "list"), ("agreement", "show"), ("agreement", "show", "--assumed"),
                                   ("agreement", "channels"), ("facts",)], ids=" ".join)  # fmt: skip
def test_each_can_be_read_in_danish(kredslob: Kredslob, words: tuple[str, ...]) -> None:
    """And differs from the English."""
    assert kredslob(*words, "--lang", "da").stdout != kredslob(*words).stdout


def test_the_shelf_says_what_kind_each_document_is(kredslob: Kredslob) -> None:
    """A law, a framework agreement, an amendment."""
    said = kredslob("agreement", "list").stdout
    lines = {line.split()[0]: line for line in said.splitlines() if line.strip()}
    assert "framework agreement" in lines["kbh-2011-2014"]
    assert " amendment " in lines["kbh-2012-adjustment"]
    assert " law " in lines["abl-59"]
