"""What a Danish office reads of its ledger and its facts: names, numbers and dates in Danish, and no word of the program's own."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from kredslob.rules.library import load_library
from kredslob.rules.unit_names import UNIT_NAMES
from kredslob.rules.units import UNITS, FactUnit
from tests.cli.conftest import Kredslob

DEMO = Path(__file__).parents[2] / "scenarios/demo"


@pytest.fixture
def office(kredslob: Kredslob, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kredslob:
    """Give a command line in an office that has a ledger with a vacancy open in each of two estates, one decided."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KREDSLOB_BY", "ANNE")
    assert kredslob("ledger", "init").exit_code == 0
    asked = ("--dwelling-kind", "family", "--rooms", "3")
    assert kredslob("vacancy", "open", "--estate", "Bispeparken", "--notice", "2011-05-01", *asked).exit_code == 0
    assert kredslob("vacancy", "open", "--estate", "Mjølnerparken", "--notice", "2011-02-14", *asked).exit_code == 0
    listed = str(DEMO / "applicants.csv")
    assert kredslob("vacancy", "decide", "V-3", "--applicants", listed, "--assume").exit_code == 0
    return kredslob


def test_a_person_is_told_what_is_held_of_them_in_words(office: Kredslob) -> None:
    """By the names of the facts, with dates and answers in Danish: they have a right to understand it."""
    told = office("applicant", "show", "A-05", "--lang", "da").stdout
    assert "Fødselsdato: 17. juli 1971" in told
    assert "Ugentlig arbejdstid i timer: 30 timer" in told
    assert not any(word in told for word in ("birth_date", "True", "False", "Event"))


def test_accounts_have_a_decimal_comma(office: Kredslob) -> None:
    """As numbers are written in Danish."""
    told = office("ledger", "status", "--lang", "da").stdout
    assert "-0,4" in told
    assert "-0.4" not in told
    assert "-0.4" in office("ledger", "status").stdout


def test_vacancies_are_listed_by_the_names_of_their_estates(office: Kredslob) -> None:
    """Not by ids, which nobody in the office says."""
    for words in (("vacancy", "list"), ("vacancy", "show", "V-3")):
        told = office(*words, "--lang", "da").stdout
        assert "Mjølnerparken" in told
        assert "mjoelnerparken" not in told


def test_wheels_and_columns_are_named_in_danish_when_a_table_is_wrong(office: Kredslob, tmp_path: Path) -> None:
    """A wheel by what it is for, and the columns by headers that can be typed."""
    (tmp_path / "wheels.csv").write_text("Afdeling;Dato;Anvisningstur\nBispeparken;2011-06-01;3\n", "utf-8")
    told = office("ledger", "import", "wheels.csv", "--lang", "da").stderr
    assert "hjulet for anvisning" in told
    (tmp_path / "wheels.csv").write_text("Afdeling;Hjul\nBispeparken;3\n", "utf-8")
    told = office("ledger", "import", "wheels.csv", "--lang", "da").stderr
    assert "Afdeling; Dato; Anvisningstur; Oprykningstur; Ekstern tur; Fordelingstur" in told
    assert "referral_turn" not in told


def test_every_type_and_unit_has_a_name_for_people() -> None:
    """One that is added is named too."""
    assert set(UNIT_NAMES) == set(UNITS)


@pytest.mark.parametrize("name", sorted({fact.type: name for name, fact in load_library().facts.items()}.values()))
def test_a_fact_is_told_of_without_a_word_of_the_files(kredslob: Kredslob, name: str) -> None:
    """Its type, where it comes from and the stage that decides it: a fact of every type."""
    told = kredslob("facts", name, "--lang", "da").stdout.splitlines()[2]
    assert not {*get_args(FactUnit), "given", "derived", "decided"} & set(
        told.replace(";", ",").replace(",", " ").split()
    )


def test_a_table_of_accounts_says_in_danish_of_whom_each_row_tells(office: Kredslob, tmp_path: Path) -> None:
    """The city, an organisation or an estate."""
    assert office("ledger", "status", "--all", "--out", "accounts.csv", "--lang", "da").exit_code == 0
    rows = [line.split(";")[:3] for line in (tmp_path / "accounts.csv").read_text("utf-8-sig").splitlines()]
    assert rows[0] == ["Niveau", "Id", "Navn"]
    assert rows[1] == ["Hele byen", "city", "Hele byen"]
    assert ["Boligorganisation", "fsb", "fsb"] in rows
    assert ["Afdeling", "bispeparken", "Bispeparken"] in rows
    assert ";-0,43;" in (tmp_path / "accounts.csv").read_text("utf-8-sig")


def test_a_channel_is_chosen_by_what_it_is_called(office: Kredslob) -> None:
    """In Danish as in English, or by the name that programs use; a wrong one is answered with those that there are."""
    told = office("vacancy", "decide", "V-2", "--channel", "anvisning", "--reason", "aftalt", "--lang", "da").stderr
    assert "boligsocial anvisning, genhusning" in told
    chosen = ("--channel", "Boligsocial anvisning", "--reason", "aftalt")
    assert office("vacancy", "decide", "V-2", *chosen, "--lang", "da").exit_code == 0
    assert "boligsocial anvisning" in office("vacancy", "show", "V-2", "--lang", "da").stdout


def test_a_table_of_steps_is_answered_in_its_own_words(office: Kredslob, tmp_path: Path) -> None:
    """What is missing is named as it may stand at the head of a column."""
    rows = (
        "Trin;Nr;Afdeling;Opsigelse;Boligtype",
        "opret;X-1;Bispeparken;2011-05-03;familie",
        "afgør;X-1;;;",
        "flyt;X-1;;;",
    )
    steps = "\n".join(rows)
    (tmp_path / "steps.csv").write_text(steps, "utf-8")
    told = office("vacancy", "enter", "steps.csv", "--lang", "da").stderr
    assert "Nogen skal genhuses" in told
    assert "felt Trin: fandt 'flyt'. Gyldigt: en af opret, afgør, tilbyd" in told


def test_an_estate_that_is_not_there_is_told_of_by_the_option(office: Kredslob) -> None:
    """As with every other command."""
    for words in (("open", "--estate", "Nix", "--notice", "2011-05-01"), ("list", "--estate", "Nix")):
        assert office("vacancy", *words, "--lang", "da").stderr.startswith("--estate: ingen afdeling hedder 'Nix'.")
