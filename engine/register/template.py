"""Blank tables for an office's own register: Danish CSV that a spreadsheet opens as it is, or one Excel workbook.

A CSV table has a header and one row, begun with #, that says what each column takes and is skipped when it is read.
The workbook has a sheet for each table and a sheet of guidance.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from kredslob.engine.register.columns import Column, Columns
from kredslob.engine.register.tables import KEY_FIGURES, TABLES, heading
from kredslob.engine.register.writing import csv_bytes
from kredslob.engine.writing import write_whole
from kredslob.rules.messages import Lang, Message, Place, Problem, WrongInput, mask_cpr
from kredslob.rules.model import Text

Form = Literal["csv", "xlsx"]
Asked = tuple[Text, Columns]
GUIDANCE = {"da": "Vejledning", "en": "Guidance"}
BOOK = "register.xlsx"
_REPORT = {"da": "indberetning", "en": "report"}  # of key figures, for `register measure`; no table of the register


def write_template(
    directory: Path, form: Form = "csv", lang: Lang = "da", asked: Sequence[Asked] = ()
) -> tuple[Path, ...]:
    """Write blank tables into a folder, made if it is not there; give their paths.

    `asked`: other tables that people fill in, beside those of the register, by name; as CSV only.

    Nothing is overwritten: raises WrongInput if one of the files exists, or cannot be written.
    """
    files = {BOOK: template_book(lang)} if form == "xlsx" else template_csv(lang, asked)
    paths = {directory / name: data for name, data in files.items()}
    existing = [path for path in paths if path.exists()]
    if existing:
        found, accepted = Message("the file exists already."), Message("an empty folder")
        raise WrongInput(Problem(Place(mask_cpr(str(path))), found, accepted) for path in existing)
    try:
        directory.mkdir(exist_ok=True)
    except OSError as wrong:
        found = Message("the folder cannot be made.")
        raise WrongInput(Problem(Place(mask_cpr(str(directory))), found, Message("an empty folder"))) from wrong
    for path, data in paths.items():
        write_whole(path, data)
    return tuple(paths)


def template_csv(lang: Lang = "da", asked: Sequence[Asked] = ()) -> dict[str, bytes]:
    """Give a blank CSV file for each table and for the report of key figures, by file name: semicolons, UTF-8 with BOM."""
    files = {}
    for name, columns in (*_tables(lang), *((name.read(lang), columns) for name, columns in asked)):
        told = [_told(column, lang) for column in columns.columns]
        rows = [[f"# {told[0]}", *told[1:]]]
        files[f"{name}.csv"] = csv_bytes(_headers(columns, lang), rows, delimiter=";", encoding="utf-8-sig")
    return files


def template_book(lang: Lang = "da") -> bytes:
    """Give a blank Excel workbook: a sheet for each table of the register and one that says what each column takes."""
    import openpyxl
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook()
    guidance = book.active or book.create_sheet()
    guidance.title = GUIDANCE[lang]
    for name, columns in _tables(lang)[: len(TABLES)]:
        sheet = book.create_sheet(name)
        sheet.append(_headers(columns, lang))
        sheet.freeze_panes = "A2"
        for at, header in enumerate(_headers(columns, lang), start=1):
            sheet.cell(1, at).font = Font(bold=True)
            sheet.column_dimensions[get_column_letter(at)].width = max(12, len(header) + 2)
            guidance.append([name, header, _told(columns.columns[at - 1], lang)])
    for letter, width in (("A", 22), ("B", 40), ("C", 90)):
        guidance.column_dimensions[letter].width = width
    book.move_sheet(guidance, len(TABLES))
    book.active = 0
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _tables(lang: Lang) -> list[tuple[str, Columns]]:
    tables = [(table.danish if lang == "da" else table.name, table.columns) for table in TABLES]
    return [*tables, (_REPORT[lang], KEY_FIGURES)]


def _headers(columns: Columns, lang: Lang) -> list[str]:
    return [column.danish if lang == "da" and column.danish else heading(column) for column in columns.columns]


def _told(column: Column, lang: Lang) -> str:
    """Say what a column takes, in one cell."""
    what = _takes(column, lang)
    return Message("must be filled in: {what}", what=what).text(lang) if column.required else what.text(lang)


def _takes(column: Column, lang: Lang) -> Message:
    match column.kind:
        case "whole" | "number":
            return Message("a number from {low} to {high}", low=column.low, high=column.high)
        case "share":
            return Message("a share from 0 to 1, such as 0,4, or a percentage with its sign, such as 40 %")
        case "yes_no":
            return Message("ja or nej (yes or no); leave the cell empty when it is not known")
        case "date":
            return Message("a date, such as 01-10-2011 or 2011-10-01")
        case "choice":
            at = 1 if lang == "da" else 0
            words = [spellings[at] if len(spellings) > at else spellings[0] for spellings in column.choices]
            return Message("one of {choices}", choices=", ".join(words))
        case "texts":
            return Message("text; several with | between them")
    return Message("text")
