"""Read a table from CSV or Excel as people make them, and say of every wrong cell where it is and how to mend it.

Semicolons, commas and tabs, UTF-8 and cp1252, Danish and English headers are all understood. A wrong cell costs its
row, so that the good rows can go on; a wrong header, an unreadable file or a CPR number anywhere costs the table.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from kredslob.engine.register.columns import Column, Columns, Unreadable, plain_values, same_word, shown, understand
from kredslob.engine.register.decoding import decoded
from kredslob.engine.register.pseudonyms import cpr_found, may_hold_cpr, refuse_cpr
from kredslob.rules.messages import Message, Place, Problem, WrongInput, has_cpr, mask_cpr, nearest

__all__ = ["Column", "Columns", "Dialect", "Row", "Table", "parse_table", "read_table"]

MOST_BYTES = 100 * 1024 * 1024
_EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # a zip archive (.xlsx), and the format before it (.xls)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table was written: encoding and delimiter of a CSV file, or the sheet of a workbook."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None


class Row(dict[str, Any]):
    """The values of one row by column name, and the line of the file it stands on."""

    __slots__ = ("line",)

    line: int


@dataclass(frozen=True)
class Table:
    """What could be read, the problems of the rows that could not, and how the table was written.

    Args:
        columns: all that the table may have.
        values: of each column that it has, by name, one for every row that could be read.
        lines: where those rows stand in the file.
        heads: the headers as they are written, by the names of the columns.
    """

    columns: Columns
    values: Mapping[str, Sequence[Any]]
    lines: Sequence[int]
    problems: tuple[Problem, ...]
    dialect: Dialect
    file: str
    heads: Mapping[str, str]

    def place(self, line: int | None) -> Place:
        """Give where a row stands."""
        return Place(self.file, line, None, self.heads)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows that could be read, each with a value for every column: None where the table lacks it."""
        names = [column.name for column in self.columns.columns]
        empty = [None] * len(self.lines)
        values = zip(*(self.values.get(name, empty) for name in names), strict=True)
        rows = tuple([Row(zip(names, row, strict=True)) for row in values])
        for row, line in zip(rows, self.lines, strict=True):
            row.line = line
        return rows

    def row(self, at: int) -> Row:
        """Give one of the rows that could be read, counted from 0."""
        row = Row(dict.fromkeys(column.name for column in self.columns.columns))
        row.update({name: values[at] for name, values in self.values.items()})
        row.line = self.lines[at]
        return row

    def strict(self) -> Table:
        """Give the table if it has no problems, else raise them all as WrongInput."""
        if self.problems:
            raise WrongInput(self.problems)
        return self


def read_table(path: Path, columns: Columns, *, sheet: tuple[str, ...] = ()) -> Table:
    """Read a CSV or Excel file whose columns are given; `sheet` names the sheet of a workbook, else its first.

    Raises WrongInput for a file that cannot be read, a wrong header, or a CPR number anywhere, the file's name included.
    """
    file = mask_cpr(str(path))
    if has_cpr(path.name):
        raise WrongInput(cpr_found(Place(file)))
    try:
        with path.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)  # a device may have no end
    except (OSError, ValueError) as wrong:
        found, near = Message("the file cannot be read."), None
        if isinstance(wrong, IsADirectoryError):
            found = Message("this is a folder.")
        elif isinstance(wrong, FileNotFoundError):
            found = Message("there is no such file.")
            near = nearest(path.name, (other.name for other in path.parent.glob("*") if not has_cpr(other.name)))
        raise WrongInput(Problem(Place(file), found, Message("a CSV or Excel file"), near)) from wrong
    if len(data) > MOST_BYTES:
        size = Message("a file of at most {size} MB", size=MOST_BYTES // 1024**2)
        raise WrongInput(Problem(Place(file), Message("the file is too large."), size))
    return parse_table(data, columns, file=file, sheet=sheet)


def parse_table(data: bytes, columns: Columns, *, file: str, sheet: tuple[str, ...] = ()) -> Table:
    """Read a table from the bytes of a CSV or Excel file; `file` is what problems call it. Raises WrongInput."""
    if data.startswith(_EXCEL):
        from kredslob.engine.register.spreadsheet import read_cells

        lines, title = read_cells(data, file, sheet)
        dialect = Dialect(sheet=title)
        refuse_cpr(lines, file)
        width = max((len(cells) for _, cells in lines), default=0)
        lines = [(line, [*cells, *[""] * (width - len(cells))]) for line, cells in lines]
    else:
        text, encoding = decoded(data, file)
        delimiter, lines = _parsed(text, columns, file)
        dialect = Dialect(encoding, delimiter)
        refuse_cpr(lines if may_hold_cpr(text, delimiter) else lines[:1], file)
    lines = [one for one in lines if _says_something(one[1])]
    if not lines:
        found = Message("the table is empty.")
        required = ", ".join(column.name for column in columns.columns if column.required)
        accepted = Message("a header row with {columns}", columns=required)
        raise WrongInput(Problem(Place(file), found, accepted))
    return _typed(lines, columns, dialect, file)


def _says_something(cells: list[Any]) -> bool:
    if cells and isinstance(cells[0], str) and cells[0][:1].isalnum():  # by far the most
        return True
    return not _blank(cells) and not str(cells[0]).startswith("#")


def _blank(cells: list[Any]) -> bool:
    return set(map(type, cells)) <= {str} and not "".join(cells).strip()


def _parsed(text: str, columns: Columns, file: str) -> tuple[str, list[tuple[int, list[Any]]]]:
    """Split the text into rows by the delimiter under which most of the header is known."""
    skipped = 0
    told = re.match(r"sep=(.)\r?\n", text)  # a line that Excel writes and reads
    if told:
        text, skipped = text[told.end() :], 1
    beginning = io.StringIO(text, newline=None)
    header = next((line for line in beginning if line.strip() and not line.startswith("#")), "")[:10_000]
    delimiter = max(";,\t", key=lambda mark: _known(header, mark, columns))
    if '"' not in text:  # nothing else can hide a delimiter, and splitting is twice as fast
        written = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if max(map(len, written)) < csv.field_size_limit():
            return delimiter, [(at, line.split(delimiter)) for at, line in enumerate(written, 1 + skipped)]
    lines: list[tuple[int, list[Any]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1 + skipped
    try:
        for cells in reader:
            lines.append((start, cells))
            start = reader.line_num + 1 + skipped
    except csv.Error as wrong:
        found = Message("the quotes of this row do not match, or it holds more text than a table can.")
        raise WrongInput(Problem(Place(file, start), found, Message('text in quotes, "like this"'))) from wrong
    return delimiter, lines


def _known(header: str, delimiter: str, columns: Columns) -> tuple[int, int]:
    cells = [cell.strip().strip('"') for cell in header.split(delimiter)]
    return sum(same_word(cell) in columns.by_word for cell in cells), len(cells)


def _typed(lines: list[tuple[int, list[Any]]], columns: Columns, dialect: Dialect, file: str) -> Table:
    head_line, head = lines[0]
    while head and head[-1] == "":
        head = head[:-1]
    order, problems = _header(head, columns, Place(file, head_line))
    heads = {column.name: shown(cell) for column, cell in zip(order, head, strict=True) if column is not None}
    whole, ragged = _whole_rows(lines[1:], len(head), dialect, file)
    numbers = [line for line, _ in whole]
    bad: set[int] = set()
    found: dict[str, list[Any]] = {}
    wrong: list[Problem] = list(ragged)
    for column, cells in zip(order, zip(*(row for _, row in whole), strict=True), strict=False):
        if column is not None:
            found[column.name], refused = _column(column, cells, native=dialect.sheet is not None)
            bad.update(refused)
            for at, why in refused.items():
                wrong.append(Problem(Place(file, numbers[at], column.name, heads), why.found, why.accepted, why.near))
    if problems:
        raise WrongInput([*problems, *wrong])
    if bad:
        good = [at for at in range(len(whole)) if at not in bad]
        found = {name: [values[at] for at in good] for name, values in found.items()}
        numbers = [numbers[at] for at in good]
    return Table(
        columns, found, numbers, tuple(sorted(wrong, key=lambda one: one.place.line or 0)), dialect, file, heads
    )


def _header(head: Sequence[object], columns: Columns, place: Place) -> tuple[list[Column | None], list[Problem]]:
    order: list[Column | None] = []
    problems: list[Problem] = []
    for cell in head:
        word = shown(cell)
        column = columns.by_word.get(same_word(cell if isinstance(cell, str) else word))  # a label may be long
        at = Place(place.file, place.line, word or None)
        if not word:
            problems.append(Problem(at, Message("a column has no header."), Message("a header for every column")))
        elif column is None:
            accepted = Message("the columns {columns}", columns=columns.headers)
            problems.append(
                Problem(at, Message("there is no column of this name."), accepted, nearest(word, columns.spellings))
            )
        elif column in order:
            problems.append(Problem(at, Message("this column stands twice."), Message("each column once")))
        order.append(column)
    missing = [column for column in columns.columns if column.required and column not in order]
    for column in missing:
        headers = Message("a column headed {headers}", headers=" / ".join(column.spellings))
        problems.append(Problem(Place(place.file, place.line, column.name), Message("the column is missing."), headers))
    return order, problems


def _whole_rows(
    lines: list[tuple[int, list[Any]]], width: int, dialect: Dialect, file: str
) -> tuple[list[tuple[int, list[Any]]], list[Problem]]:
    """Part the rows that have a cell for every header from those that do not; empty cells at the end do not count."""
    whole: list[tuple[int, list[Any]]] = []
    problems: list[Problem] = []
    for line, cells in lines:
        if len(cells) == width:
            whole.append((line, cells))
        elif len(cells) > width and _blank(cells[width:]):
            whole.append((line, cells[:width]))
        else:
            accepted = Message("{count} cells, as in the header", count=width)
            if dialect.delimiter == "," and len(cells) > width:
                accepted = Message('{count} cells, as in the header; put a decimal comma in quotes, "0,4"', count=width)
            problems.append(
                Problem(Place(file, line), Message("the row has {count} cells.", count=len(cells)), accepted)
            )
    return whole, problems


_SAMPLE = 100  # cells that show whether a column says something else in each row


class _Read(dict[str, Any]):
    """What each different text of a column means, found once."""

    def __init__(self, column: Column) -> None:
        super().__init__()
        self.column = column

    def __missing__(self, cell: str) -> Any:
        value = self[cell] = _value(self.column, cell)
        return value


def _value(column: Column, cell: object) -> Any:
    try:
        value = understand(column, cell)
    except Unreadable as wrong:
        return wrong
    if column.required and value in (None, ()):
        return Unreadable(Message("the cell is empty."), Message("a value: this column must be filled in"))
    return value


def _column(column: Column, cells: Sequence[Any], *, native: bool) -> tuple[list[Any], dict[int, Unreadable]]:
    if native and set(map(type, cells)) != {str}:  # of a workbook: 1, 1.0 and True are one dict key
        values = [_value(column, cell) for cell in cells]
    else:
        if len(set(cells[:_SAMPLE])) > _SAMPLE // 2 and (plain := plain_values(column, cells)) is not None:
            return plain, {}
        different = [cell for cell in set(cells) if cell]
        read = _Read(column)
        read.update(zip(different, plain_values(column, different) or (), strict=False))
        values = list(map(read.__getitem__, cells))
        if not any(type(value) is Unreadable for value in read.values()):
            return values, {}
    return values, {at: value for at, value in enumerate(values) if type(value) is Unreadable}
