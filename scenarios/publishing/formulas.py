"""Keep a spreadsheet from working out as a formula what is text: a name may begin with any sign."""

from __future__ import annotations

from typing import Final

import polars as pl

BEGINNINGS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a cell begins that a spreadsheet would work out, or would read on after."""


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet would take text for a formula."""
    return text.startswith(BEGINNINGS)


def escaped(table: pl.DataFrame) -> pl.DataFrame:
    """Put an apostrophe before text that a spreadsheet would take for a formula."""
    return table.with_columns(
        pl.when(pl.col(name).str.slice(0, 1).is_in(list(BEGINNINGS))).then("'" + pl.col(name)).otherwise(pl.col(name)).alias(name)
        for name, kind in table.schema.items() if kind == pl.String()
    )  # fmt: skip
