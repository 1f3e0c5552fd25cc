"""An office's register is a folder of CSV or Excel tables or one workbook; what is wrong with it is told by file."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from kredslob.engine.register.model import Area, DwellingType, Estate, Measurement, Register
from kredslob.engine.register.reading import SHIPPED, read_register
from kredslob.engine.register.template import template_book
from kredslob.rules.messages import WrongInput

FILES = {
    "boligorganisationer.csv": "Id;Navn;Med i BL 1. kreds\naab;AAB;ja\n",
    "afdelinger.csv": "Id;Navn;Boligorganisation;Boligområde\n80;Gadelandet;aab;gadelandet\n",
    "boligområder.csv": "Id;Navn\ngadelandet;Gadelandet/Husumgård\n",
    "boligtyper.csv": "Afdeling;Boligtype;Rum;Kvadratmeter;Husleje pr. måned;Antal boliger\n80;familiebolig;3;75;5.250;120\n",
    "nøgletalsmålinger.csv": (
        "Afdeling;År;Offentliggjort;Beboere;Beboere 18-64 år;Uden for arbejdsstyrken;Fraflyttede familieboliger i året\n"
        "80;2011;01-12-2011;1500;1000;401;12\n"
    ),
}


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Give a folder with the tables of a small office in the form that Danish Excel saves."""
    for name, text in FILES.items():
        (tmp_path / name).write_bytes(text.encode("cp1252"))
    return tmp_path


def wrong(path: Path) -> str:
    """Give what is said when a register is opened and read whole."""
    with pytest.raises(WrongInput) as raised:
        _ = read_register(path).estates
    return raised.value.text()


# --- right --------------------------------------------------------------------------------------------------------


def test_a_danish_office_s_register_is_read(office: Path) -> None:
    """Danish file names and headers, cp1252, Danish dates, points between thousands."""
    register = read_register(office)
    estate = register.estate("gadelandet")
    assert (estate.id, estate.area, estate.agreement) == ("80", "gadelandet", None)
    assert [(row.monthly_rent, row.count) for row in register.dwellings("80")] == [(5250, 120)]
    row = register.measurement("80", date(2012, 1, 1))
    assert row is not None
    assert (row.outside_workforce, row.students) == (401, None)


def test_an_office_s_own_rows_are_public_and_known_from_their_publication(office: Path) -> None:
    """An office need not say where its own rows come from; an estate was there all along."""
    register = read_register(office)
    (row,) = register.rows(Measurement)
    assert (row.origin, row.recorded_on, row.line) == ("public", date(2011, 12, 1), 2)
    assert register.as_known(date(1995, 1, 1)).estates.keys() == {"80"}
    assert register.rows(Area)[0].named


def test_a_table_that_is_not_there_has_no_rows(office: Path) -> None:
    """An office without lists knows of no lists."""
    assert read_register(office).publications("51b") == ()


def test_a_workbook_with_a_sheet_for_each_table_is_a_register(tmp_path: Path) -> None:
    """The workbook of `register template`, filled in."""
    book = openpyxl.load_workbook(io.BytesIO(template_book()))
    book["boligorganisationer"].append(["aab", "AAB"])
    book["afdelinger"].append([80, "Gadelandet", "aab"])
    book.save(tmp_path / "register.xlsx")
    register = read_register(tmp_path / "register.xlsx")
    assert register.estate("80").name == "Gadelandet"
    assert register.rows(DwellingType) == ()


def test_a_table_may_be_a_workbook_among_csv_files(office: Path) -> None:
    """The first sheet of a workbook with a table's name is that table, if no sheet has the name."""
    (office / "afdelinger.csv").unlink()
    book = openpyxl.load_workbook(io.BytesIO(template_book()))
    book["afdelinger"].append([80, "Gadelandet", "aab"])
    book.save(office / "afdelinger.xlsx")
    assert read_register(office).estate("80").line == 2


def test_other_files_in_the_folder_do_not_matter(office: Path) -> None:
    """Lists of applicants, notes and what Excel leaves while a file is open."""
    for name in ("ansøgere.csv", "README.md", "~$afdelinger.xlsx", ".afdelinger.csv"):
        (office / name).write_text("x", encoding="utf-8")
    assert read_register(office).estates


def test_one_wrong_table_does_not_stop_the_others(office: Path) -> None:
    """Tables are read when they are asked for."""
    (office / "boligtyper.csv").write_text("nonsense", encoding="utf-8")
    register = read_register(office)
    assert register.estates
    with pytest.raises(WrongInput, match="boligtyper"):
        register.dwellings("80")


def test_without_a_folder_the_shipped_register_is_read() -> None:
    """The Copenhagen that comes with the product."""
    assert read_register().estate("Mjølnerparken").organisation == "lejerbo"
    assert read_register().name == str(SHIPPED)


def test_a_place_names_the_file_and_line_of_a_row(office: Path) -> None:
    """So that whoever finds something wrong with a row can say where it is; a field by its header."""
    register = read_register(office).as_known(date(2020, 1, 1))
    (row,) = register.rows(Estate)
    assert register.place(row, "area").text() == f"{office / 'afdelinger.csv'}, line 2, field Boligområde"
    assert Register.of([row]).place(row).text() == "line 2"


# --- wrong --------------------------------------------------------------------------------------------------------


def test_a_folder_that_is_not_there_is_answered_with_the_nearest(tmp_path: Path) -> None:
    """The folders beside it are looked through."""
    (tmp_path / "register").mkdir()
    assert "Did you mean 'register'" in wrong(tmp_path / "registre")


@pytest.mark.parametrize("name", ["", "a\0b", "x" * 5000])
def test_a_path_without_a_register_is_refused(tmp_path: Path, name: str) -> None:
    """An empty folder, or what no system takes for a path."""
    assert len(wrong(tmp_path / name)) > 20


def test_missing_tables_are_named(tmp_path: Path) -> None:
    """A register has at least organisations and estates."""
    said = wrong(tmp_path)
    assert "organisations.csv" in said
    assert "afdelinger.xlsx" in said


def test_a_nearly_named_table_is_not_passed_over(office: Path) -> None:
    """A file whose name nearly is a table's is a slip of the pen."""
    (office / "boligtyper.csv").rename(office / "boligtype.csv")
    assert "'boligtyper.csv'" in wrong(office)


@pytest.mark.parametrize("other", ["estates.csv", "afdelinger.xlsx"])
def test_a_table_that_stands_in_two_files_is_refused(office: Path, other: str) -> None:
    """Nobody guesses which of them is the newer."""
    (office / other).touch()
    assert "stands in" in wrong(office)


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    """A register in one file is a workbook."""
    path = tmp_path / "register.csv"
    path.write_text("Id;Navn\n", encoding="utf-8")
    assert "no Excel workbook" in wrong(path)


def test_a_workbook_without_the_sheets_is_refused(tmp_path: Path) -> None:
    """It has at least organisations and estates."""
    openpyxl.Workbook().save(tmp_path / "r.xlsx")
    assert "organisations is missing" in wrong(tmp_path / "r.xlsx")


def test_a_cpr_number_in_a_register_is_refused(office: Path) -> None:
    """Registers are of dwellings and counts; nobody is named in them."""
    with (office / "afdelinger.csv").open("a", encoding="utf-8") as file:
        file.write("81;010190-1234;aab;\n")
    assert "1234" not in wrong(office)
