"""Yearly key figures are taken in once, whole and checked, and the estates that have not reported are named."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kredslob.engine.register.measure import Taken, take_measurements, write_measurements
from kredslob.engine.register.model import Estate, Measurement, Register
from kredslob.engine.register.reading import read_register
from kredslob.engine.register.writing import table_bytes
from kredslob.engine.writing import write_whole
from kredslob.rules.messages import WrongInput

KNOWN: Any = {"origin": "public", "recorded_on": date(2010, 1, 1)}
ESTATES = [
    Estate(id=id_, name=name, organisation="aab", **KNOWN) for id_, name in (("80", "Gadelandet"), ("49", "Stærevej"))
]
OLD = Measurement(
    estate="80", year=2010, published=date(2010, 11, 15), residents=1500, aged_18_64=1000, outside_workforce=390,
    base_vacancies=9, origin="public", recorded_on=date(2010, 11, 15),
)  # fmt: skip
REGISTER = Register.of([*ESTATES, OLD])
DAY = date(2011, 12, 1)
HEAD = "Afdeling;År;Beboere;Beboere 18-64 år;Uden for arbejdsstyrken;Fraflyttede familieboliger i året\n"


def taken(tmp_path: Path, text: str, register: Register = REGISTER, recorded_on: date | None = None) -> Taken:
    """Take in a report that an organisation saved in Danish Excel."""
    path = tmp_path / "indberetning.csv"
    path.write_bytes(text.encode("cp1252"))
    return take_measurements(register, path, published=DAY, recorded_on=recorded_on)


def wrong(tmp_path: Path, text: str, register: Register = REGISTER, recorded_on: date | None = None) -> str:
    """Give what is said of a report that cannot be taken in."""
    with pytest.raises(WrongInput) as raised:
        taken(tmp_path, text, register, recorded_on)
    return raised.value.text()


# --- right --------------------------------------------------------------------------------------------------------


def test_a_report_becomes_measurements_of_the_day_they_are_published(tmp_path: Path) -> None:
    """Estates may be called by name; what the organisation reports is public record."""
    (row,), _ = taken(tmp_path, HEAD + "stærevej;2011;1.200;800;321;7\n")
    assert (row.estate, row.year, row.outside_workforce, row.base_vacancies) == ("49", 2011, 321, 7)
    assert (row.published, row.recorded_on, row.origin, row.students) == (DAY, DAY, "public", None)


def test_a_report_may_be_a_sheet_of_a_workbook(tmp_path: Path) -> None:
    """The first, unless another is named."""
    book = openpyxl.Workbook()
    head = HEAD.strip().split(";")
    for name, outside in (("Udkast", 300), ("Endelig", 321)):
        sheet = book.create_sheet(name)
        sheet.append(head)
        sheet.append(["Stærevej", 2011, 1200, 800, outside, 7])
    del book["Sheet"]
    book.save(tmp_path / "indberetning.xlsx")
    for named, outside in (((), 300), (("Endelig",), 321)):
        (row,), _ = take_measurements(REGISTER, tmp_path / "indberetning.xlsx", published=DAY, sheet=named)
        assert row.outside_workforce == outside


def test_the_estates_that_have_not_reported_are_named(tmp_path: Path) -> None:
    """Those that neither the report nor the register has for the year."""
    assert [estate.name for estate in taken(tmp_path, HEAD + "49;2011;1200;800;321;7\n").missing] == ["Gadelandet"]
    measured = Register.of([*ESTATES, *taken(tmp_path, HEAD + "80;2011;1200;800;321;7\n").rows])
    assert taken(tmp_path, HEAD + "49;2011;1200;800;321;7\n", measured).missing == ()


def test_those_outside_may_be_told_by_their_parts(tmp_path: Path) -> None:
    """Students without a job and others outside make the count, if both are told."""
    head = "estate,year,residents,aged_18_64,students,other_outside,base_vacancies\n"
    assert taken(tmp_path, head + "49,2011,1200,800,100,221,7\n").rows[0].outside_workforce == 321


def test_a_rounded_share_is_taken_as_rounded(tmp_path: Path) -> None:
    """40 % may be anything that rounds to it; no count is made of it."""
    head = "estate,year,residents,aged_18_64,outside_rounded,base_vacancies\n"
    (row,) = taken(tmp_path, head + "49,2011,1200,800,40 %,7\n").rows
    assert (row.outside_workforce, row.outside_rounded) == (None, (395_000, 405_000))


def test_a_later_recording_corrects(tmp_path: Path) -> None:
    """The earlier version stays for whoever asks what was known."""
    text = HEAD + "80;2010;1500;1000;401;9\n"
    rows = taken(tmp_path, text, recorded_on=date(2012, 3, 1)).rows
    register = Register.of([*REGISTER.rows(Measurement), *rows])
    assert [row.outside_workforce for row in register.measurements("80")] == [401]
    assert [row.outside_workforce for row in register.as_known(date(2012, 2, 29)).measurements("80")] == [390]


def test_what_was_taken_is_written_with_what_was_there(tmp_path: Path) -> None:
    """The new table reads back as the old rows and the new."""
    write_whole(tmp_path / "organisations.csv", b"id,name\naab,AAB\n")
    write_whole(tmp_path / "estates.csv", table_bytes(Estate, ESTATES))
    rows = taken(tmp_path, HEAD + "49;2011;1200;800;321;7\n").rows
    (tmp_path / "office").mkdir()
    write_measurements(REGISTER, rows, tmp_path / "measurements.csv")
    assert read_register(tmp_path).rows(Measurement) == (OLD, *rows)


# --- wrong --------------------------------------------------------------------------------------------------------


def test_an_unknown_estate_is_answered_with_the_nearest(tmp_path: Path) -> None:
    """By line and field of the report."""
    said = wrong(tmp_path, HEAD + "Gadelandt;2011;1200;800;321;7\n")
    assert "line 2, field Afdeling" in said
    assert "'Gadelandet'" in said


def test_an_estate_told_twice_is_told_at_its_name(tmp_path: Path) -> None:
    """By the header as the organisation writes it, in the second of its lines."""
    said = wrong(tmp_path, HEAD + "80;2011;1200;800;321;7\nGadelandet;2011;1200;800;321;7\n")
    assert "line 3, field Afdeling: 80 stands on line 2 too. Accepted: each estate once." in said


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ("80;2011;1200;800;321;7\nGadelandet;2011;1200;800;321;7\n", "line 2 too"),
        (
            "80;2011;1200;800;321;7\n49;2012;1200;800;321;7\n",
            "line 3, field År: the rows above it are of 2011. Accepted: one year in each report.",
        ),
        ("80;2011;1200;800;801;7\n", "more than Beboere 18-64 år"),
        (
            "80;2011;1200;800;;7\n",
            "line 2, field Uden for arbejdsstyrken: neither the count nor a rounded share of those outside the workforce is given. Accepted: one of the two.",
        ),
        ("80;2012;1200;800;321;7\n", "cannot have been published"),
        ("80;2011;1200;800;321;\n", "empty"),
        ("80;2011;1200;800;40 %;7\n", "whole number"),
        (";2011;1200;800;321;7\n", "empty"),
    ],
)
def test_a_report_that_cannot_be_true_is_refused(tmp_path: Path, rows: str, word: str) -> None:
    """Nothing of it is taken in."""
    assert word in wrong(tmp_path, HEAD + rows)


def test_a_year_is_measured_once_unless_it_is_corrected_later(tmp_path: Path) -> None:
    """A second version recorded on the same day as the first would leave open which of them counts."""
    said = wrong(tmp_path, HEAD + "80;2010;1500;1000;401;9\n", recorded_on=OLD.recorded_on)
    assert "has been measured for 2010, recorded on 2010-11-15" in said
    assert "Accepted: for a correction, a later recording date" in said


def test_everything_wrong_in_a_report_is_told_at_once(tmp_path: Path) -> None:
    """Cells, estates and counts together, by line."""
    said = wrong(tmp_path, HEAD + "80;2011;tolv;800;321;7\nX;2011;1200;800;321;7\n49;2011;1200;800;900;7\n")
    assert [line.split(", ")[1] for line in said.splitlines()] == ["line 2", "line 3", "line 4"]


def test_a_cpr_number_in_a_report_is_refused(tmp_path: Path) -> None:
    """A report is of counts; nobody is named in it."""
    assert "1234" not in wrong(tmp_path, HEAD + "010190-1234;2011;1200;800;321;7\n")


@pytest.mark.parametrize("name", ["measurements.xlsx", "measurements"])
def test_measurements_are_written_as_csv_only(tmp_path: Path, name: str) -> None:
    """A workbook is left to those who made it."""
    with pytest.raises(WrongInput) as raised:
        write_measurements(REGISTER, (), tmp_path / name)
    assert (
        raised.value.text()
        == f"{tmp_path / name}: measurements are written as CSV. Accepted: a file that ends in .csv."
    )


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """Nothing is written."""
    with pytest.raises(WrongInput, match="cannot be written"):
        write_measurements(REGISTER, (), tmp_path / "nowhere" / "measurements.csv")


def test_a_table_is_never_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the disk fails, the old table stands and nothing is left lying about."""

    def fail(_: object) -> None:
        raise OSError

    path = tmp_path / "measurements.csv"
    write_measurements(REGISTER, (), path)
    before = path.read_bytes()
    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(WrongInput, match="cannot be written"):
        write_measurements(REGISTER, taken(tmp_path, HEAD + "49;2011;1200;800;321;7\n").rows, path)
    assert path.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["indberetning.csv", "measurements.csv"]
