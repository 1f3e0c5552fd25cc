"""Read the cells of one sheet of an Excel workbook, and nothing else of it: no formulas, no macros, no bombs.

A workbook is a zip archive of XML that anybody may have made, so its size is checked before it is opened.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from kredslob.engine.register.columns import same_word
from kredslob.rules.messages import Message, Place, Problem, WrongInput, nearest

MOST_BYTES = 200 * 1024 * 1024
MOST_MEMBERS = 1000
MOST_ROWS = 200_000
MOST_CELLS_WIDE = 256
_HEAD = 64 * 1024


def read_cells(data: bytes, file: str, sheet: tuple[str, ...] = ()) -> tuple[list[tuple[int, list[Any]]], str]:
    """Give the rows of a sheet as (line, cells), and the sheet's name; an empty cell is "".

    `sheet`: the names of which the first that exists is read; without any, the first sheet. Raises WrongInput.
    """
    with _opened(data, file) as book:
        found = _sheet(book, file, sheet)
        found.reset_dimensions()  # the size that the file says it has may be anything
        return _cells(found, file), str(found.title)


def sheet_names(data: bytes, file: str) -> tuple[str, ...]:
    """Give the names of a workbook's sheets; raise WrongInput if it cannot be read."""
    with _opened(data, file) as book:
        return tuple(book.sheetnames)


@contextmanager
def _opened(data: bytes, file: str) -> Iterator[Any]:
    """Open a workbook for as long as it is read; whatever goes wrong inside says that it cannot be."""
    _refuse_bomb(data, file)
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of decoration that it does not know
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
            with closing(book):
                yield book
    except WrongInput:
        raise
    except Exception as wrong:  # openpyxl raises whatever its parsers do
        raise _unreadable(file) from wrong


def _unreadable(file: str) -> WrongInput:
    found = Message("this is no Excel workbook that can be read.")
    return WrongInput(Problem(Place(file), found, Message("an .xlsx workbook without a password, or a CSV file")))


def _refuse_bomb(data: bytes, file: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            large = len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_BYTES
            odd = not large and any(_declares_entities(archive, member) for member in members)
    except Exception as wrong:  # zipfile raises many kinds: bad archive, unknown compression, password
        raise _unreadable(file) from wrong
    if large:
        found = Message("the workbook unpacks to more than can be read.")
        accepted = Message("a workbook of at most {size} MB unpacked", size=MOST_BYTES // 1024**2)
        raise WrongInput(Problem(Place(file), found, accepted))
    if odd:
        raise _unreadable(file)


def _declares_entities(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Tell whether a part of a workbook declares a document type, as none that a spreadsheet wrote does.

    XML may there define entities that grow without end when they are read.
    """
    with archive.open(member) as part:
        return b"<!DOCTYPE" in part.read(_HEAD).replace(b"\0", b"").upper()


def _sheet(book: Any, file: str, wanted: tuple[str, ...]) -> Any:
    names = {same_word(name): name for name in book.sheetnames}
    if not wanted:
        return book.worksheets[0]
    for name in wanted:
        if same_word(name) in names:
            return book[names[same_word(name)]]
    found = Message("the workbook has no sheet {name!r}.", name=wanted[0])
    accepted = Message("one of {choices}", choices=", ".join(wanted))
    near = next((near for near in (nearest(name, book.sheetnames) for name in wanted) if near), None)
    raise WrongInput(Problem(Place(file), found, accepted, near))


def _cells(sheet: Any, file: str) -> list[tuple[int, list[Any]]]:
    rows: list[tuple[int, list[Any]]] = []
    problems: list[Problem] = []
    for line, row in enumerate(sheet.iter_rows(), start=1):
        if line > MOST_ROWS or len(row) > MOST_CELLS_WIDE:
            found = Message("the sheet is larger than can be read.")
            accepted = Message("at most {rows} rows of {cells} cells", rows=MOST_ROWS, cells=MOST_CELLS_WIDE)
            raise WrongInput([*problems, Problem(Place(file, line), found, accepted)])
        values = ["" if cell.value is None else cell.value for cell in row]
        problems += [_refused(file, line, cell) for cell in row if cell.data_type in "ef" and cell.value is not None]
        if any(value != "" for value in values):
            rows.append((line, values))
    if problems:
        raise WrongInput(problems)
    return rows


def _refused(file: str, line: int, cell: Any) -> Problem:
    if cell.data_type == "f":
        found = Message("the cell {cell} holds a formula.", cell=cell.coordinate)
    else:
        found = Message("the cell {cell} holds a spreadsheet error.", cell=cell.coordinate)
    return Problem(Place(file, line), found, Message("a value (copy the cells and paste them as values)"))
