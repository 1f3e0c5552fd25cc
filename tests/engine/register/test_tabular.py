"""A table is read as offices make them, and what is wrong in it is told by file, line, field and cure."""

from __future__ import annotations

from pathlib import Path

import pytest

from kredslob.engine.register import tabular
from kredslob.engine.register.tabular import Column, Columns, Dialect, Table, parse_table, read_table
from kredslob.rules.messages import WrongInput

COLUMNS = Columns(
    "vacancies",
    (
        Column("id", danish="Nummer", required=True),
        Column("estate", danish="Afdeling", aliases=("boligafdeling",), required=True),
        Column("rooms", "whole", "Rum", low=1, high=12),
        Column("rent", "number", "Husleje"),
        Column("children", "yes_no", "Børn"),
    ),
)
HEAD = "id;estate;rooms\n"


def parsed(text: str | bytes) -> Table:
    """Read the text of a CSV file."""
    return parse_table(text.encode() if isinstance(text, str) else text, COLUMNS, file="v.csv")


def wrong(text: str | bytes) -> str:
    """Give all that is said of a file that cannot be used."""
    with pytest.raises(WrongInput) as raised:
        parsed(text)
    return raised.value.text()


# --- right --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_table_is_read_however_it_was_saved(mark: str, encoding: str, end: str) -> None:
    """Semicolons, commas and tabs, the encodings of Danish spreadsheets, and every system's ends of line."""
    text = end.join(mark.join(cells) for cells in (["Nummer", "Afdeling", "Børn"], ["1", "Mjølnerparken", "ja"], []))
    table = parsed(text.encode(encoding)).strict()
    assert [dict(row) for row in table.rows] == [
        {"id": "1", "estate": "Mjølnerparken", "rooms": None, "rent": None, "children": True}
    ]
    assert table.dialect.delimiter == mark


@pytest.mark.parametrize(
    "head", ["id;estate", "Nummer;Afdeling", " ID ; Estate", "nummer;BOLIGAFDELING", '"id";"estate"']
)
def test_headers_may_be_danish_english_or_aliases_in_any_case(head: str) -> None:
    """A header is found by what it says, not by how it is typed."""
    assert parsed(head + "\n1;Gadelandet\n").strict().rows[0]["estate"] == "Gadelandet"


def test_a_header_may_be_longer_than_a_message_shows() -> None:
    """A label is compared whole: two that begin alike are two columns."""
    label = "Ansøgeren er berettiget til et ekstraordinært tillæg til boligstøtten efter"
    columns = Columns("long", (Column("old", danish=f"{label} 2010"), Column("new", danish=f"{label} 2011")))
    table = parse_table(f"{label} 2011;{label.upper()} 2010\nja;nej\n".encode(), columns, file="v.csv").strict()
    assert dict(table.rows[0]) == {"old": "nej", "new": "ja"}


def test_an_empty_cell_and_an_absent_column_are_unknown() -> None:
    """None says that nothing is known; it is not no."""
    (row,) = parsed("id;estate;children\n1;Gadelandet;\n").strict().rows
    assert (row["children"], row["rooms"]) == (None, None)


def test_a_row_knows_its_line() -> None:
    """Lines are those of the file: blank rows, comments and line breaks in quotes count."""
    rows = parsed('id;estate\n\n# a comment\n1;"Gade-\nlandet"\n2;Brumleby\n').strict().rows
    assert [row.line for row in rows] == [4, 6]


def test_a_decimal_comma_stands_in_quotes_where_commas_part_cells() -> None:
    """The two uses of the comma are told apart by quotes."""
    assert parsed('id,estate,rent\n1,Gadelandet,"5250,75"\n').strict().rows[0]["rent"] == 5250.75


@pytest.mark.parametrize(
    "text", ["id;estate;;\n1;Gadelandet;;\n", "id;estate\n1;Gadelandet;;\n;;\n", "sep=;\nid;estate\n1;Gadelandet"]
)
def test_what_spreadsheets_add_does_not_matter(text: str) -> None:
    """Empty columns and rows at the end, and the first line that names the delimiter."""
    assert [row["id"] for row in parsed(text).strict().rows] == ["1"]


def test_a_table_may_have_a_header_and_no_rows() -> None:
    """No vacancies today is no mistake."""
    assert parsed(HEAD).strict().rows == ()


def test_good_rows_go_on_without_the_bad() -> None:
    """A wrong cell costs its row only; `strict` is for those who want all or nothing."""
    table = parsed(HEAD + "1;Gadelandet;3\n2;Brumleby;tre\n3;Brumleby;0\n4;Ryesgade;2\n")
    assert [row["id"] for row in table.rows] == ["1", "4"]
    assert [(problem.place.line, problem.place.field) for problem in table.problems] == [(3, "rooms"), (4, "rooms")]
    with pytest.raises(WrongInput, match=r"(?s)line 3.*line 4"):
        table.strict()


def test_the_dialect_is_told() -> None:
    """A caller can write back what it read in the same form."""
    assert parsed("id;estate\n1;Mjølnerparken".encode("cp1252")).dialect == Dialect("cp1252", ";")


# --- wrong --------------------------------------------------------------------------------------------------------


def test_an_unknown_column_is_refused_with_the_nearest() -> None:
    """A misspelt header is never passed over in silence."""
    said = wrong("id;estate;romms\n1;Gadelandet;3\n")
    assert "line 1, field romms" in said
    assert "'rooms'" in said


def test_an_unknown_header_is_shown_cut_short() -> None:
    """A header that is no column does not fill the screen."""
    said = wrong("id;estate;" + "x" * 500 + "\n")
    assert "no column of this name" in said
    assert "x" * 60 in said
    assert "x" * 61 not in said


def test_a_danish_header_is_offered_to_one_who_writes_danish() -> None:
    """The nearest spelling is looked for in both languages."""
    assert "'Husleje'" in wrong("Nummer;Afdeling;Huslej\n1;Gadelandet;3\n")


@pytest.mark.parametrize("head", ["id;estate;id", "id;estate;Nummer", "id;estate;estate"])
def test_a_column_that_stands_twice_is_refused(head: str) -> None:
    """Under one name or under two."""
    assert "stands twice" in wrong(head + "\n1;Gadelandet;2\n")


def test_a_column_without_a_header_is_refused() -> None:
    """Cells that nobody has named mean nothing."""
    assert "no header" in wrong("id;;estate\n1;3;Gadelandet\n")


def test_a_missing_column_is_named_in_every_spelling() -> None:
    """The person may head it in Danish or English."""
    said = wrong("id;rooms\n1;3\n")
    assert "estate / Afdeling / boligafdeling" in said


def test_everything_wrong_is_told_at_once() -> None:
    """Header and cells together, in the order of the file."""
    said = wrong("id;rooms;childrn\n1;tre;ja\n2;-4;nej\n").splitlines()
    assert [line.split(":")[0] for line in said] == [
        "v.csv, line 1, field childrn", "v.csv, line 1, field estate", "v.csv, line 2, field rooms", "v.csv, line 3, field rooms",
    ]  # fmt: skip


@pytest.mark.parametrize(("row", "count"), [("1;Gadelandet", 2), ("1;Gadelandet;3;4", 4), ("1", 1)])
def test_a_ragged_row_is_refused(row: str, count: int) -> None:
    """A row with more or fewer cells than the header has lost its columns."""
    (problem,) = parsed(HEAD + row + "\n2;Brumleby;2\n").problems
    assert problem.place.line == 2
    assert str(count) in problem.found.text()


def test_a_decimal_comma_without_quotes_is_explained() -> None:
    """What most often makes a row too long in a comma-separated file."""
    (problem,) = parsed("id,estate,rent\n1,Gadelandet,5250,75\n").problems
    assert "decimal comma in quotes" in problem.text()


def test_a_required_cell_must_be_filled() -> None:
    """Blanks do not fill it."""
    (problem,) = parsed(HEAD + "1; ;3\n").problems
    assert (problem.place.line, problem.place.field) == (2, "estate")


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", ";;\n;;\n", " ", "\ufeff"])
def test_an_empty_file_is_refused_with_the_columns_it_needs(text: str) -> None:
    """Nothing but blanks and comments is no table."""
    assert "id, estate" in wrong(text)


@pytest.mark.parametrize(
    "data", [b"id;estate\n1;Gade\0landet\n", b"\x00\x01\x02", b"\xff\xfea", b"id;est\x81\x8d\n", b"%PDF-1.4\0"]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    """NUL bytes, broken UTF-16, bytes that no encoding of ours has."""
    assert "no text" in wrong(data)


@pytest.mark.parametrize(
    "text", ['id;estate\n1;"Gadelandet\n2;Brumleby\n', 'id;estate\n1;"Gade"landet\n', "id;estate\n1;" + "x" * 200_000]
)
def test_quotes_that_do_not_match_are_refused(text: str) -> None:
    """Where a quote ends nobody can guess; nor is a cell a book."""
    assert "line 2" in wrong(text)


def test_a_folder_is_no_table(tmp_path: Path) -> None:
    """The message says what it is."""
    with pytest.raises(WrongInput, match="folder"):
        read_table(tmp_path, COLUMNS)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device on Windows")
def test_a_file_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """No more is read than a table can be."""
    monkeypatch.setattr(tabular, "MOST_BYTES", 1024)
    with pytest.raises(WrongInput, match="too large"):
        read_table(Path("/dev/zero"), COLUMNS)


def test_a_missing_file_is_answered_with_the_nearest(tmp_path: Path) -> None:
    """The other files of the folder are looked through for the one that was meant."""
    (tmp_path / "vacancies.csv").touch()
    with pytest.raises(WrongInput, match=r"no such file.*Did you mean 'vacancies\.csv'"):
        read_table(tmp_path / "vacencies.csv", COLUMNS)


@pytest.mark.parametrize("name", ["a\0b.csv", "x" * 5000])
def test_a_path_that_no_system_takes_is_refused(tmp_path: Path, name: str) -> None:
    """Whatever the system says of the path, the person gets a message."""
    with pytest.raises(WrongInput, match="cannot be read"):
        read_table(tmp_path / name, COLUMNS)


def test_a_file_is_read_from_where_it_lies(tmp_path: Path) -> None:
    """Problems name the path as it was given."""
    path = tmp_path / "ledige boliger.csv"
    path.write_text(HEAD + "1;Gadelandet;tre\n", encoding="utf-8")
    assert read_table(path, COLUMNS).problems[0].place.file == str(path)


# --- CPR numbers ----------------------------------------------------------------------------------------------------

CPR = "010190-1234"


@pytest.mark.parametrize(
    "cell", [CPR, "0101901234", "010190 1234", f"Jens, {CPR}", "101901234", f'"{CPR}"', f'"x\n{CPR}"']
)
def test_a_cpr_number_in_any_cell_costs_the_table_and_is_not_repeated(cell: str) -> None:
    """With hyphen or without, within other text, and without the zero that spreadsheets drop."""
    said = wrong(HEAD + f"1;Gadelandet;3\n{cell};Brumleby;tre\n")
    assert "CPR" in said
    assert "line 3" in said
    assert "1234" not in said


@pytest.mark.parametrize(
    "text",
    [
        f"id;estate;{CPR}\n1;Gadelandet;2\n",
        f"id;estate\n1;Gadelandet;{CPR}\n",
        f"# {CPR}\nid;estate\n",
        f"{CPR}\n",
        f"id;estate\n1;{CPR}",
    ],
)
def test_a_cpr_number_outside_the_cells_is_refused_too(text: str) -> None:
    """In headers, comments, and cells that belong to no column."""
    assert "1234" not in wrong(text)


def test_a_cpr_number_in_a_file_name_is_refused(tmp_path: Path) -> None:
    """The file is not opened, and its name is masked."""
    with pytest.raises(WrongInput) as raised:
        read_table(tmp_path / f"{CPR}.csv", COLUMNS)
    assert "1234" not in raised.value.text()


@pytest.mark.parametrize("cell", ["991390-1234", "123456", "01-10-2011", "313299123", "A0101", "20110101"])
def test_what_is_not_shaped_like_a_cpr_number_is_not_refused(cell: str) -> None:
    """A month 13, a date, short numbers: none is a CPR number."""
    assert parsed(HEAD + f"{cell};Brumleby;3\n").strict().rows[0]["id"] == cell
