"""Write all differences to a file: CSV that any program reads, a workbook, or Parquet."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

import polars as pl

from kredslob.engine.writing import write_whole
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.scenarios.publishing.formulas import escaped
from kredslob.scenarios.results.blocks import parquet_bytes

_MOST_ROWS: Final = 1_048_575  # of a sheet, below its header


def check_name(out: str) -> None:
    """Raise WrongInput if a file's name does not say what kind of table it is, or it cannot lie there."""
    if Path(out).suffix.lower() not in (".csv", ".xlsx", ".parquet"):
        accepted = Message("a file that ends in .csv, .xlsx or .parquet")
        raise WrongInput(Problem(Place("--out"), Message("this is no kind of table."), accepted))
    if not Path(out).absolute().parent.is_dir():
        found = Message("there is no folder {folder} for it to lie in.", folder=str(Path(out).parent))
        raise WrongInput(Problem(Place("--out"), found, Message("a folder in one that is there")))


def write_table(table: pl.DataFrame, out: Path) -> None:
    """Write differences into a file by the end of its name, whole or not at all; raise WrongInput if that cannot be done."""
    match out.suffix.lower():
        case ".csv":
            data = escaped(table).write_csv().encode()
        case ".xlsx":
            data = _workbook(escaped(table))
        case _:
            data = parquet_bytes(table)
    write_whole(out, data)


def _workbook(table: pl.DataFrame) -> bytes:
    """Give a workbook of one sheet, with a header that stays in sight."""
    from openpyxl import Workbook

    if table.height > _MOST_ROWS:
        found = Message("a sheet has no room for {rows} rows.", rows=table.height)
        raise WrongInput(Problem(Place("--out"), found, Message("a file that ends in .csv or .parquet")))
    book = Workbook(write_only=True)
    sheet = book.create_sheet("differences")
    sheet.freeze_panes = "A2"
    sheet.append(table.columns)
    for row in table.iter_rows():
        sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()
