"""`kredslob register`: thin commands over reading, checking, templates and measuring."""

from __future__ import annotations

from pathlib import Path

import pytest

from kredslob.cli.exits import Code
from kredslob.engine.register.reading import SHIPPED
from tests.cli.conftest import Kredslob


def test_the_shipped_register_has_nothing_wrong(kredslob: Kredslob) -> None:
    """And the command says how much it has read."""
    result = kredslob("register", "check", str(SHIPPED))
    assert result.exit_code == Code.DONE
    assert "estates of" in result.stdout


def test_everything_wrong_in_a_register_is_told(kredslob: Kredslob, tmp_path: Path) -> None:
    """With file and line, and a count."""
    for path in SHIPPED.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    estates = tmp_path / "estates.csv"
    estates.write_text(estates.read_text("utf-8").replace(",lejerbo,", ",nobody,"), "utf-8")
    result = kredslob("register", "check", str(tmp_path))
    assert result.exit_code == Code.WRONG_INPUT
    assert "estates.csv, line" in result.stderr
    assert "Problems: " in result.stderr


def test_a_register_is_shown_by_where_its_rows_come_from(kredslob: Kredslob) -> None:
    """Public, inferred, synthetic."""
    said = kredslob("register", "show").stdout
    assert "Synthetic" in said
    assert "estates" in said


@pytest.mark.parametrize("name", ["Bispeparken", "bispeparken", "BISPEPARKEN"])
def test_an_estate_is_shown_with_what_is_known_of_it(kredslob: Kredslob, name: str) -> None:
    """Lists, key figures, dwellings, each with its origin."""
    said = kredslob("register", "show", name).stdout
    for part in ("fsb", "§ 61 a", "Measured 2010", "[synthetic]", "[public]"):
        assert part in said


@pytest.mark.parametrize("form", [(), ("--xlsx",)], ids=["csv", "xlsx"])
def test_a_template_is_a_register_to_fill_in(kredslob: Kredslob, tmp_path: Path, form: tuple[str, ...]) -> None:
    """Written once, and never over anything."""
    words = ("register", "template", "--out", str(tmp_path / "new"), *form)
    assert kredslob(*words).exit_code == Code.DONE
    assert any((tmp_path / "new").iterdir())
    assert kredslob(*words).exit_code == Code.WRONG_INPUT


def test_a_report_of_key_figures_is_taken_and_the_missing_named(kredslob: Kredslob, tmp_path: Path) -> None:
    """Nothing is changed unless a file is named."""
    report = tmp_path / "report.csv"
    report.write_text(
        "estate,year,residents,aged_18_64,outside_workforce,base_vacancies\nBispeparken,2019,1400,900,300,90\n", "utf-8"
    )
    words = ("register", "measure", str(report), "--published", "2019-11-15")
    result = kredslob(*words)
    assert result.exit_code == Code.DONE
    assert "Estates measured: 1" in result.stdout
    assert "mjoelnerparken" in result.stdout
    assert kredslob(*words, "--out", str(tmp_path / "measurements.csv")).exit_code == Code.DONE
    assert "bispeparken,2019" in (tmp_path / "measurements.csv").read_text("utf-8")


def test_an_office_decides_with_a_register_of_its_own(kredslob: Kredslob, tmp_path: Path) -> None:
    """Estates that the shipped register has never heard of."""
    (tmp_path / "boligorganisationer.csv").write_text("Id;Navn\nmin;Min Bolig\n", "utf-8")
    (tmp_path / "afdelinger.csv").write_text("Id;Navn;Boligorganisation\nengen;Engen;min\n", "utf-8")
    words = ("--register", str(tmp_path), "--on", "2011-06-01", "--estate", "Engen")
    assert kredslob("decide", *words).exit_code == Code.NEEDS
    assert kredslob("classify", *words).exit_code == Code.DONE


def test_an_estate_is_told_of_in_danish_by_the_words_of_the_tables(kredslob: Kredslob) -> None:
    """Designations and column names as they are written in a Danish register, not as Kredsløb keeps them."""
    told = kredslob("register", "show", "Bispeparken", "--lang", "da").stdout
    assert "parallelsamfund" in told
    assert "ikke på listen" in told
    assert "offentligt: Navn, Boligorganisation, Boligområde" in told


def test_what_is_wrong_in_a_danish_register_is_told_in_its_words(kredslob: Kredslob, tmp_path: Path) -> None:
    """Columns as they are written, tables by their Danish names; columns may be named in Danish too."""
    assert kredslob("register", "template", "--out", str(tmp_path), "--lang", "da").exit_code == 0
    for name, row in (
        ("boligorganisationer", "fsb;fsb;;ja;egen;;;Navn|Nvn"),
        ("afdelinger", "bispe;Bispe;ukendt;;;;egen;;;"),
        ("nøgletalsmålinger", "bispe;2010;15-11-2010;900;901;54;;;;;;3;offentlig;;;"),
    ):
        with (tmp_path / f"{name}.csv").open("a", encoding="utf-8") as file:
            file.write(row + "\n")
    told = kredslob("register", "check", str(tmp_path), "--lang", "da").stderr
    assert "'ukendt' findes ikke i boligorganisationer" in told
    assert "Beboere 18-64 år er 901, mere end Beboere, som er 900" in told
    assert "ingen kolonne 'Nvn'" in told
    assert "'Navn'. Gyldigt" not in told
