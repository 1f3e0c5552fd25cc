"""Tables as people read them: heads and words in their language, and a cell for whether something is so."""

from __future__ import annotations

import polars as pl

from kredslob.engine.phrasing import Words
from kredslob.rules.messages import Message
from kredslob.scenarios.exporting.columns import COLUMNS, WORDS


def in_words(rows: pl.DataFrame, words: Words) -> pl.DataFrame:
    """Give a table with its codes in words; its columns keep their names."""
    yes, no = words.say(Message("yes")), words.say(Message("no"))
    told = []
    for name, kind in rows.schema.items():
        if name in WORDS:
            said = {code: words.say(message) for code, message in WORDS[name].items()}
            told.append(pl.col(name).replace_strict(said, default=pl.col(name), return_dtype=pl.String()))
        elif kind == pl.Boolean():
            told.append(pl.when(name).then(pl.lit(yes)).when(pl.col(name).is_null()).then(None).otherwise(pl.lit(no)).alias(name))  # fmt: skip
    return rows.with_columns(told)


def heads(rows: pl.DataFrame, words: Words) -> list[str]:
    """Give the heads of the columns of a table."""
    return [words.read(COLUMNS[name].head) for name in rows.columns]
