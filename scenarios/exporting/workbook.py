"""Tables as a workbook: a sheet for each, with a header that stays in sight, filters, widths and numbers in their formats."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import openpyxl
import polars as pl
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from kredslob.engine.phrasing import Words
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.scenarios.exporting.reading import heads, in_words
from kredslob.scenarios.exporting.tables import Table
from kredslob.scenarios.indicators.indicator import Unit
from kredslob.scenarios.publishing.formulas import is_formula

MOST_ROWS: Final = 1_048_575  # of a sheet, below its header
_BY_UNIT: Final[Mapping[Unit, str]] = {
    "share": "0.0%", "difference": "0.0%", "index": "0.000", "ratio": "0.000", "months": "0.0", "yes_no": "0.00",
}  # fmt: skip
_COUNT: Final = "#,##0.0"
_WHOLE: Final = "#,##0"
_MONTH: Final = "yyyy-mm"
_VALUES: Final = frozenset({"mean", "se", "q05", "q25", "q50", "q75", "q95", "mean_variant", "mean_against", "difference", "low", "high"})  # fmt: skip
_TEXT: Final = frozenset({"text", "definition", "is_not"})
_WIDE, _BROAD, _NARROW, _SAMPLE = 90, 40, 9, 200
_HEAD: Final = PatternFill("solid", fgColor="DDE6EE")


def workbook(tables: Sequence[Table], words: Words, title: str) -> bytes:
    """Give a workbook.

    Raises:
        WrongInput: a table has more rows than a sheet has room for.
    """
    problems = [
        Problem(Place("--as"), Message("a sheet has no room for the {rows} rows of {table}.", rows=table.rows.height, table=table.title),
                Message("fewer with --indicator, --level or --variant; or csv, csv-da or parquet"))
        for table in tables if table.rows.height > MOST_ROWS
    ]  # fmt: skip
    if problems:
        raise WrongInput(problems)
    book = openpyxl.Workbook(write_only=True)
    book.properties.title, book.properties.creator = ILLEGAL_CHARACTERS_RE.sub("", title), "Kredsløb"
    for table in tables:
        _fill(book.create_sheet(words.say(table.title)), table.rows, words)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _fill(sheet: Any, rows: pl.DataFrame, words: Words) -> None:
    told, named = in_words(rows, words), heads(rows, words)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(rows.width)}{rows.height + 1}"
    for at, (head, name) in enumerate(zip(named, rows.columns, strict=True), start=1):
        sheet.column_dimensions[get_column_letter(at)].width = _width(head, name, told[name])
    sheet.append([_head(sheet, head) for head in named])
    units = rows["unit"].to_list() if "unit" in rows.columns else [None] * rows.height
    columns = list(enumerate(rows.columns))
    for row, unit in zip(told.iter_rows(), units, strict=True):
        sheet.append([_cell(sheet, row[at], name, unit) for at, name in columns])


def _head(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font, cell.fill = Font(bold=True), _HEAD
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _cell(sheet: Any, value: Any, name: str, unit: Unit | None) -> Any:
    """Give a cell; text stays text, whatever it begins with."""
    if isinstance(value, str):
        return _text(sheet, value, name)
    if value is None or (form := _form(value, name, unit)) is None:
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = form
    return cell


def _text(sheet: Any, value: str, name: str) -> Any:
    clean = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", value)
    if name not in _TEXT and not is_formula(clean):
        return clean
    cell = WriteOnlyCell(sheet, clean)
    if is_formula(clean):
        cell.data_type = "s"
        cell.quotePrefix = True  # the cell stays text when somebody edits it
    if name in _TEXT:
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _form(value: object, name: str, unit: Unit | None) -> str | None:
    if isinstance(value, date):
        return _MONTH
    if name in _VALUES and unit is not None:
        return _BY_UNIT.get(unit, _COUNT)
    return _WHOLE if name in ("n", "dwellings", "family_dwellings") else None


def _width(head: str, name: str, column: pl.Series) -> int:
    """Give the width of a column, by what stands in its first rows."""
    if name in _TEXT:
        return _WIDE
    longest = max((len(text) for text in column.head(_SAMPLE) if isinstance(text, str)), default=_NARROW)
    return min(_BROAD, max(_NARROW, longest, *(len(word) for word in head.split())) + 2)
