"""An Excel workbook is read as values and nothing else; what is dangerous or cannot be read is refused with its cure."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kredslob.engine.register import spreadsheet
from kredslob.engine.register.tabular import Column, Columns, Table, parse_table, read_table
from kredslob.rules.messages import WrongInput

COLUMNS = Columns(
    "vacancies",
    (
        Column("id", required=True),
        Column("rooms", "whole", "Rum", low=1),
        Column("since", "date", "Ledig"),
        Column("children", "yes_no", "Børn"),
        Column("share", "share"),
    ),
)
HEAD = ("id", "Rum", "Ledig", "Børn", "share")


def book(rows: Sequence[Sequence[Any]], **others: Sequence[Sequence[Any]]) -> bytes:
    """Make a workbook whose first sheet holds the rows, and other sheets by name."""
    made = openpyxl.Workbook()
    sheets = {"Ark1": rows, **others}
    for name, lines in sheets.items():
        sheet = made.create_sheet(name)
        for line in lines:
            sheet.append(line)
    del made["Sheet"]
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def parsed(data: bytes, *sheet: str) -> Table:
    """Read a workbook."""
    return parse_table(data, COLUMNS, file="v.xlsx", sheet=sheet)


def wrong(data: bytes, *sheet: str) -> str:
    """Give what is said of a workbook that cannot be used."""
    with pytest.raises(WrongInput) as raised:
        parsed(data, *sheet)
    return raised.value.text()


def rezipped(data: bytes, **parts: bytes) -> bytes:
    """Give the workbook with parts of it replaced; a double underscore in a name stands for a slash."""
    named = {name.replace("__", "/") + ".xml": part for name, part in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, named.get(name, old.read(name)))
    return out.getvalue()


# --- right --------------------------------------------------------------------------------------------------------


def test_native_values_and_texts_are_read_alike() -> None:
    """Excel holds numbers, dates and truth as such, and people type them as text all the same."""
    rows = [HEAD, (80, 3, datetime(2011, 10, 1), True, 0.4), ("80", "3", "01-10-2011", "ja", "40 %")]  # noqa: DTZ001
    first, second = parsed(book(rows)).strict().rows
    assert (
        first
        == second
        == {"id": "80", "rooms": 3, "since": date(2011, 10, 1), "children": True, "share": (395_000, 405_000)}
    )


def test_an_empty_cell_is_unknown_and_a_zero_is_not() -> None:
    """A row may end early; a row of zeros is no blank row."""
    rows = parsed(book([HEAD, ("a",), (), ("b", 2, None, False)])).strict().rows
    assert [(row["id"], row["rooms"], row["children"], row.line) for row in rows] == [
        ("a", None, None, 2),
        ("b", 2, False, 4),
    ]


def test_the_first_sheet_is_read_unless_another_is_asked_for() -> None:
    """A sheet is found by the first of its names that exists, in any case."""
    data = book([HEAD, ("first",)], Afdelinger=[HEAD, ("second",)])
    assert parsed(data).rows[0]["id"] == "first"
    table = parsed(data, "estates", "afdelinger")
    assert (table.rows[0]["id"], table.dialect.sheet) == ("second", "Afdelinger")


def test_a_workbook_is_known_by_its_content_not_by_its_name(tmp_path: Path) -> None:
    """A workbook that was given the ending .csv is still a workbook."""
    path = tmp_path / "v.csv"
    path.write_bytes(book([HEAD, ("a", 3)]))
    assert read_table(path, COLUMNS).strict().rows[0]["rooms"] == 3


def test_a_wrong_size_told_by_the_file_does_not_matter() -> None:
    """Programs write any range as the size of a sheet; the cells are counted instead."""
    data = book([HEAD, ("a", 3)])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    huge = sheet.replace(b'<dimension ref="A1:E2"', b'<dimension ref="A1:XFD1048576"')
    assert huge != sheet
    assert len(parsed(rezipped(data, xl__worksheets__sheet1=huge)).strict().rows) == 1


# --- wrong --------------------------------------------------------------------------------------------------------


def test_a_formula_is_refused_with_its_cell() -> None:
    """What a formula gave when the file was saved may be out of date or missing; the person pastes values."""
    said = wrong(book([HEAD, ("a", "=1+2"), ("b", "=A2")]))
    assert "line 2" in said
    assert "B2" in said
    assert "B3" in said
    assert "paste" in said


def test_a_spreadsheet_error_is_refused_with_its_cell() -> None:
    """#N/A is no value and not unknown either."""
    assert "B2 holds a spreadsheet error" in wrong(book([HEAD, ("a", "#N/A")]))


def test_a_wrong_cell_is_told_by_line_and_field() -> None:
    """As in CSV; good rows go on."""
    table = parsed(book([HEAD, ("a", 3.5), ("b", 2), ("c", True), ("d", 1, 40817)]))
    assert [row["id"] for row in table.rows] == ["b"]
    assert [(p.place.line, p.place.field) for p in table.problems] == [(2, "rooms"), (4, "rooms"), (5, "since")]


def test_cells_right_of_the_header_are_refused() -> None:
    """Something that no header names may be something forgotten."""
    (problem,) = parsed(book([HEAD, ("a", 1, None, None, None, "note")])).problems
    assert "6 cells" in problem.found.text()


@pytest.mark.parametrize("cell", ["010190-1234", 101901234, 1112901234, 101901234.0, "x 0101901234 y"])
def test_a_cpr_number_is_refused_as_text_and_as_number(cell: object) -> None:
    """Excel drops the first zero of a number; it is a CPR number all the same."""
    said = (
        wrong(book([HEAD, ("a", 1), (cell, "=1")]))
        if isinstance(cell, int)
        else wrong(book([HEAD, ("a", 1), (cell, 2)]))
    )
    assert "1234" not in said


def test_a_sheet_that_is_not_there_is_answered_with_the_nearest() -> None:
    """The sheets of the workbook are looked through for the one that was meant."""
    assert "'Afdeling'" in wrong(book([HEAD], Afdeling=[HEAD]), "estates", "afdelinger")


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04", b"PK\x03\x04" + b"\0" * 100, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512,
        book([HEAD])[:-200], book([HEAD])[:2000],
    ],
    ids=["four bytes", "no archive", "old or locked workbook", "cut at its end", "cut in half"],
)  # fmt: skip
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    """Cut-off downloads, .xls files, and workbooks with a password, which look like .xls files."""
    assert "no Excel workbook" in wrong(data)


@pytest.mark.parametrize("part", ["xl__workbook", "xl__worksheets__sheet1", "xl__styles"])
@pytest.mark.parametrize("content", [b"", b"<", b"<a/>", b"\xff\xfe", b'<?xml version="1.0"?><x xmlns="y"><z>'])
def test_a_workbook_with_a_broken_part_is_refused_or_read(part: str, content: bytes) -> None:
    """Whatever an XML part holds, there is an answer."""
    data = rezipped(book([HEAD, ("a", 3)]), **{part: content})
    try:
        assert len(parsed(data).rows) <= 1
    except WrongInput as raised:
        assert raised.problems  # noqa: PT017 - either answer will do


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_that_grow_are_never_expanded(encoding: str) -> None:
    """A document type in a part of a workbook is refused before it is parsed."""
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    assert "no Excel workbook" in wrong(rezipped(book([HEAD]), xl__workbook=bomb.encode(encoding)))


def test_a_workbook_that_unpacks_without_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The size is known before anything is unpacked."""
    monkeypatch.setattr(spreadsheet, "MOST_BYTES", 100_000)
    assert "unpacks to more" in wrong(rezipped(book([HEAD]), xl__styles=b" " * 1_000_000))


def test_a_sheet_without_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many rows, or a row that stands a million lines down."""
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 10)
    assert "larger" in wrong(book([HEAD, *[("a", 1)] * 10]))
    assert "larger" in wrong(book([HEAD, *[()] * 10, ("a", 1)]))


def test_a_row_without_measure_is_refused() -> None:
    """No table has so many columns."""
    assert "larger" in wrong(book([HEAD, ("a", *[""] * 255, "z")]))


def test_an_empty_workbook_is_an_empty_table() -> None:
    """It needs a header."""
    assert "table is empty" in wrong(book([]))
