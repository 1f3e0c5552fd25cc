"""The one look that all tables have."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.table import Table

from kredslob.engine.phrasing import Words
from kredslob.rules.messages import Message


def table_of(words: Words, *headers: Message | str, title: str | None = None) -> Table:
    """Give an empty table with translated headers; a text is a header as it is."""
    table = Table(title=title, title_justify="left", title_style="bold", caption_justify="left", box=SIMPLE_HEAD,
                  pad_edge=False, collapse_padding=True, header_style="bold")  # fmt: skip
    for header in headers:
        table.add_column(header if isinstance(header, str) else words.say(header), overflow="fold")
    return table
