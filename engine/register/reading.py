"""Read a register, the shipped Copenhagen or an office's own: a folder of tables, or one workbook of sheets.

Each table is read when it is first asked for. A wrong table raises WrongInput then, with all that is wrong in it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from kredslob.engine.register.columns import same_word
from kredslob.engine.register.model import Register
from kredslob.engine.register.rows import Recorded
from kredslob.engine.register.tables import TABLE_OF, TABLES, TableOf, builder
from kredslob.engine.register.tabular import Table, read_table
from kredslob.rules.messages import Message, Place, Problem, WrongInput, mask_cpr, nearest

SHIPPED = Path(__file__).parent / "copenhagen"
_FORMS = (".csv", ".xlsx")
_NEAR = 0.8  # spelt so nearly like a table that it must be meant as one


def read_register(directory: Path | None = None) -> Register:
    """Open a register: a folder, or a workbook with a sheet for each table; without one, the shipped Copenhagen.

    Raises WrongInput if there is no register there; what is wrong in a table is raised when the table is first read.
    """
    path = SHIPPED if directory is None else directory
    try:
        files = _sheets(path) if path.is_file() else _files(path)
    except (OSError, ValueError) as wrong:
        raise WrongInput(_no_register(path)) from wrong
    missing = [table for table in TABLES if table.needed and table.kind not in files]
    if missing:
        raise WrongInput(_missing(path, table) for table in missing)

    tables: dict[type[Recorded], Table] = {}

    def table(kind: type[Recorded]) -> Table | None:
        if kind in files and kind not in tables:
            form = TABLE_OF[kind]
            tables[kind] = read_table(files[kind], form.columns, sheet=_sheet(files[kind], form)).strict()
        return tables.get(kind)

    def load(kind: type[Recorded]) -> Iterable[Recorded]:
        read = table(kind)
        return () if read is None else map(builder(kind), read.rows)

    def pick(kind: type[Recorded], column: str, value: str) -> Iterable[Recorded]:
        read = table(kind)
        places = [at for at, one in enumerate(read.values[column]) if one == value] if read else ()
        return () if read is None else map(builder(kind), map(read.row, places))

    def place(kind: type[Recorded]) -> Place:
        return tables[kind].place(None) if kind in tables else Place()

    return Register(mask_cpr(str(path)), load, place, pick)


def _files(folder: Path) -> dict[type[Recorded], Path]:
    tables = {same_word(name): table for table in TABLES for name in table.names}
    found: dict[type[Recorded], Path] = {}
    problems: list[Problem] = []
    for file in sorted(folder.iterdir()):
        if file.suffix.lower() not in _FORMS or file.name.startswith((".", "~$")):
            continue
        table = tables.get(same_word(file.stem))
        if table is None:
            problems += _misspelt(file, tables)
        elif table.kind in found:
            twice = Message("this table stands in {other} too.", other=found[table.kind].name)
            problems.append(Problem(Place(mask_cpr(str(file))), twice, Message("one file for each table")))
        else:
            found[table.kind] = file
    if problems:
        raise WrongInput(problems)
    return found


def _misspelt(file: Path, tables: Iterable[str]) -> list[Problem]:
    near = difflib.get_close_matches(same_word(file.stem)[:60], list(tables), n=1, cutoff=_NEAR)
    found = Message("no table of a register has this name.")
    accepted = Message("one of {choices}", choices=", ".join(table.name for table in TABLES))
    return [Problem(Place(mask_cpr(str(file))), found, accepted, name + file.suffix) for name in near]


def _sheets(book: Path) -> dict[type[Recorded], Path]:
    names = _sheet_words(book)
    return {table.kind: book for table in TABLES if names.intersection(map(same_word, table.names))}


def _sheet(file: Path, table: TableOf) -> tuple[str, ...]:
    """Give the names of the sheet that holds a table; none, and so the first sheet, if no sheet is named for it."""
    named = file.suffix.lower() != ".csv" and _sheet_words(file).intersection(map(same_word, table.names))
    return table.names if named else ()


def _sheet_words(book: Path) -> set[str]:
    from kredslob.engine.register.spreadsheet import sheet_names

    return {same_word(name) for name in sheet_names(book.read_bytes(), mask_cpr(str(book)))}


def _no_register(path: Path) -> Problem:
    found = Message("there is no register here.")
    others = (other.name for other in path.parent.glob("*")) if path.parent.is_dir() else ()
    accepted = Message("a folder with the tables of a register, or an Excel workbook with a sheet for each")
    return Problem(Place(mask_cpr(str(path))), found, accepted, nearest(path.name, others))


def _missing(path: Path, table: TableOf) -> Problem:
    found = Message("the table {name} is missing.", name=table.name)
    accepted = Message("{name}.csv or {danish}.xlsx", name=table.name, danish=table.danish)
    return Problem(Place(mask_cpr(str(path))), found, accepted)
