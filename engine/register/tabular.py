"""Read a table from CSV or Excel as people make them, and say of every wrong cell where it is and how to mend it.

Semicolons, commas and tabs, UTF-8 and cp1252, Danish and English headers are all understood. A wrong cell costs its
row, so that the good rows can go on; a wrong header, an unreadable file or a CPR number anywhere costs the table.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from kredslob.engine.register.columns import Column, Columns, Unreadable, same_word, shown, understand, understand_plain
from kredslob.rules.messages import Message, Place, Problem, WrongInput, has_cpr, mask_cpr, nearest

__all__ = ["Column", "Columns", "Dialect", "Row", "Table", "parse_table", "read_table"]

MOST_BYTES = 100 * 1024 * 1024
_EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # a zip archive (.xlsx), and the format before it (.xls)
_SHORT_CPR = re.compile(r"[1-9][0-9]{8}")
_FEWEST_DIGITS = len("DMMYYNNNN")
_DIGITS_ONLY = dict.fromkeys(code for code in range(1, 128) if not chr(code).isdigit())


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


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that could be read, the problems of those that could not, and how the table was written."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    dialect: Dialect
    file: str

    def strict(self) -> Table:
        """Give the table if it has no problems, else raise them all as WrongInput."""
        if self.problems:
            raise WrongInput(self.problems)
        return self


def read_table(path: Path, columns: Columns, *, sheet: tuple[str, ...] = (), every: bool = True) -> Table:
    """Read a CSV or Excel file whose columns are given; `sheet` names the sheet of a workbook, else its first.

    A row has a value for `every` column, None for those that the table lacks; else only for those that it has.

    Raises WrongInput for a file that cannot be read, a wrong header, or a CPR number anywhere, the file's name included.
    """
    file = mask_cpr(str(path))
    if has_cpr(path.name):
        raise WrongInput(_cpr_found(Place(file)))
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
    return parse_table(data, columns, file=file, sheet=sheet, every=every)


def parse_table(data: bytes, columns: Columns, *, file: str, sheet: tuple[str, ...] = (), every: bool = True) -> Table:
    """Read a table from the bytes of a CSV or Excel file; `file` is what problems call it. Raises WrongInput."""
    if data.startswith(_EXCEL):
        from kredslob.engine.register.spreadsheet import read_cells

        lines, title = read_cells(data, file, sheet)
        dialect = Dialect(sheet=title)
        _refuse_cpr(lines, file)
        width = max((len(cells) for _, cells in lines), default=0)
        lines = [(line, [*cells, *[""] * (width - len(cells))]) for line, cells in lines]
    else:
        text, encoding = _decoded(data, file)
        delimiter, lines = _parsed(text, columns, file)
        dialect = Dialect(encoding, delimiter)
        _refuse_cpr(lines, file)
    lines = [one for one in lines if _says_something(one[1])]
    if not lines:
        found = Message("the table is empty.")
        accepted = Message("a header row with {columns}", columns=_required(columns))
        raise WrongInput(Problem(Place(file), found, accepted))
    return _typed(lines, columns, dialect, file, every)


def _says_something(cells: list[Any]) -> bool:
    if cells and isinstance(cells[0], str) and cells[0][:1].isalnum():  # by far the most
        return True
    return not _blank(cells) and not str(cells[0]).startswith("#")


def _blank(cells: list[Any]) -> bool:
    return set(map(type, cells)) <= {str} and not "".join(cells).strip()


def _required(columns: Columns) -> str:
    return ", ".join(column.name for column in columns.columns if column.required)


def _decoded(data: bytes, file: str) -> tuple[str, str]:
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text, encoding
    raise WrongInput(
        Problem(Place(file), Message("this is no text."), Message("a CSV file in UTF-8, or an Excel workbook"))
    )


def _parsed(text: str, columns: Columns, file: str) -> tuple[str, list[tuple[int, list[Any]]]]:
    """Split the text into rows by the delimiter under which most of the header is known."""
    skipped = 0
    told = re.match(r"sep=(.)\r?\n", text)  # a line that Excel writes and reads
    if told:
        text, skipped = text[told.end() :], 1
    read = io.StringIO(text, newline=None)  # not split whole, for only its beginning is wanted
    header = next((line for line in read if line.strip() and not line.startswith("#")), "")[:10_000]
    delimiter = max(";,\t", key=lambda mark: _known(header, mark, columns))
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


def _cpr_found(place: Place) -> Problem:
    found = Message("there is a CPR number here, or something shaped like one.")
    return Problem(place, found, Message("a pseudonym; a person is never identified in these tables"))


def _refuse_cpr(lines: list[tuple[int, list[Any]]], file: str) -> None:
    different = set(chain.from_iterable(cells for _, cells in lines))
    wrong = {cell for cell in _with_many_digits(different) if _holds_cpr(cell)}
    if wrong:
        raise WrongInput(_cpr_found(Place(file, line)) for line, cells in lines if not wrong.isdisjoint(cells))


def _with_many_digits(cells: Collection[object]) -> Collection[object]:
    """Leave out cells that hold too few digits for a CPR number: nearly all, so they are looked at all at once."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    joined = "\0".join(texts)
    if len(texts) != len(cells) or not joined.isascii() or joined.count("\0") >= len(texts):
        return cells
    counts = list(map(len, joined.translate(_DIGITS_ONLY).split("\0")))
    if max(counts) < _FEWEST_DIGITS:
        return ()
    return [cell for cell, count in zip(texts, counts, strict=True) if count >= _FEWEST_DIGITS]


def _holds_cpr(cell: object) -> bool:
    """Tell whether a cell holds a CPR number; a spreadsheet drops the first zero of one typed as a number."""
    if isinstance(cell, str):
        text = cell.strip()
        if len(text) < _FEWEST_DIGITS:
            return False
    elif isinstance(cell, (int, float)) and cell == cell // 1:
        text = str(int(cell))
    else:
        return False
    return has_cpr(text) or (_SHORT_CPR.fullmatch(text) is not None and has_cpr("0" + text))


def _typed(lines: list[tuple[int, list[Any]]], columns: Columns, dialect: Dialect, file: str, every: bool) -> Table:
    head_line, head = lines[0]
    while head and head[-1] == "":
        head = head[:-1]
    order, problems = _header([shown(cell) for cell in head], columns, Place(file, head_line))
    whole, ragged = _whole_rows(lines[1:], len(head), dialect, file)
    numbers = [line for line, _ in whole]
    bad: set[int] = set()
    found: dict[str, list[Any]] = {}
    wrong: list[Problem] = list(ragged)
    for column, cells in zip(order, zip(*(row for _, row in whole), strict=True), strict=False):
        if column is not None:
            found[column.name], refused = _column(column, cells, native=dialect.sheet is not None)
            bad.update(refused)
            wrong += [_wrong_cell(Place(file, numbers[at], column.name), why) for at, why in refused.items()]
    if problems:
        raise WrongInput([*problems, *wrong])
    names = [column.name for column in columns.columns if every or column.name in found]
    empty = [None] * len(whole)
    values = zip(*(found.get(name, empty) for name in names), strict=True)
    rows = [Row(zip(names, row, strict=True)) for row in values]
    for row, line in zip(rows, numbers, strict=True):
        row.line = line
    good = tuple(row for at, row in enumerate(rows) if at not in bad) if bad else tuple(rows)
    return Table(good, tuple(sorted(wrong, key=lambda problem: problem.place.line or 0)), dialect, file)


def _header(head: Sequence[str], columns: Columns, place: Place) -> tuple[list[Column | None], list[Problem]]:
    order: list[Column | None] = []
    problems: list[Problem] = []
    for word in head:
        column = columns.by_word.get(same_word(word))
        at = Place(place.file, place.line, word or None)
        if not word:
            problems.append(Problem(at, Message("a column has no header."), Message("a header for every column")))
        elif column is None:
            accepted = Message("the columns {columns}", columns=", ".join(column.name for column in columns.columns))
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
        read = _Read(column)
        read.update(understand_plain(column, set(cells)))
        values = list(map(read.__getitem__, cells))
        if not any(type(value) is Unreadable for value in read.values()):
            return values, {}
    return values, {at: value for at, value in enumerate(values) if type(value) is Unreadable}


def _wrong_cell(place: Place, why: Unreadable) -> Problem:
    return Problem(place, why.found, why.accepted, why.near)
