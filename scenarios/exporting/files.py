"""Tables as the bytes of files: CSV as programs read it, CSV as a Danish spreadsheet opens it, Parquet with what columns hold."""

from __future__ import annotations

import io
import json

from kredslob.engine.phrasing import Words
from kredslob.scenarios.exporting.asking import Form
from kredslob.scenarios.exporting.columns import COLUMNS
from kredslob.scenarios.exporting.reading import heads, in_words
from kredslob.scenarios.exporting.tables import Table
from kredslob.scenarios.publishing.formulas import escaped


def file_of(table: Table, form: Form, words: Words) -> bytes:
    """Give a table as the bytes of a file of a form other than a workbook."""
    if form == "parquet":
        return _parquet(table, words)
    return _danish(table, words) if form == "csv-da" else escaped(table.rows).write_csv().encode()


def _danish(table: Table, words: Words) -> bytes:
    """Give it with semicolons and decimal commas, dates by day, month and year, marked as UTF-8 for the spreadsheet."""
    rows = escaped(in_words(table.rows, words))
    rows = rows.rename(dict(zip(rows.columns, heads(rows, words), strict=True)))
    text = rows.write_csv(separator=";", decimal_comma=True, date_format="%d-%m-%Y", include_bom=True)
    return text.encode()


def _parquet(table: Table, words: Words) -> bytes:
    """Give it with what its columns hold, under `column.NAME` and all together under `kredslob`."""
    told = {name: words.say(COLUMNS[name].holds) for name in table.rows.columns}
    whole = {"schema": 1, "table": table.id, "title": words.say(table.title), "columns": told}
    marks = {"kredslob": json.dumps(whole, ensure_ascii=False), **{f"column.{name}": text for name, text in told.items()}}  # fmt: skip
    written = io.BytesIO()
    table.rows.write_parquet(written, compression="zstd", metadata=marks)
    return written.getvalue()
