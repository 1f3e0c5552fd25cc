"""Write tables of the register as CSV that any program reads: UTF-8, commas, ISO dates, English canonical headers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date

from kredslob.engine.register.rows import Recorded
from kredslob.engine.register.tables import TABLE_OF, heading

_PERCENT = 10_000  # parts per million in one per cent


def table_bytes(kind: type[Recorded], rows: Iterable[Recorded]) -> bytes:
    """Give a table of the register as a CSV file: its header, then a line for each row."""
    columns = TABLE_OF[kind].columns.columns
    lines = [[cell_text(getattr(row, column.name)) for column in columns] for row in rows]
    return csv_bytes([heading(column) for column in columns], lines)


def csv_bytes(header: list[str], lines: Iterable[list[str]], *, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """Give lines of cells as the bytes of a CSV file, each line ended by a line feed."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(lines)
    return text.getvalue().encode(encoding)


def cell_text(value: object) -> str:
    """Give a value as a cell of canonical CSV: yes and no, ISO dates, | between several, rounded shares in per cent."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case date():
            return value.isoformat()
        case (int(), int()):
            return _percentage(*value)
        case tuple():
            return "|".join(str(part) for part in value)
    return str(value)


def _percentage(low: int, high: int) -> str:
    """Give the percentage that was rounded to what lies between low and high ppm."""
    middle = 0 if low == 0 else 2 * _PERCENT * 100 if high == _PERCENT * 100 else low + high  # twice the middle
    decimals = next((places for places in range(4) if middle % (2 * _PERCENT // 10**places) == 0), 4)
    width = high - low if low and high < _PERCENT * 100 else 2 * (high - low)
    decimals = max(decimals, next((places for places in range(5) if width * 10**places >= _PERCENT), 4))
    return f"{middle / (2 * _PERCENT):.{decimals}f} %"
