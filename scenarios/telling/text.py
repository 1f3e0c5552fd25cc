"""A screen as plain text, for where there is no terminal: a notebook, a log, a letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import Final

from kredslob.rules.messages import Lang, Message
from kredslob.scenarios.telling.screen import Head, Part, Rows, Said, Word

WIDTH: Final = 100
_GAP: Final = "  "


def text_of(parts: Iterable[Part], lang: Lang) -> str:
    """Give the parts of a screen as text, a line for each row of a table."""
    return "\n".join(line for part in parts for line in _lines(part, lang)) + "\n"


def _lines(part: Part, lang: Lang) -> Iterator[str]:
    match part:
        case Head(said=said):
            yield said.text(lang)
        case Said(said=said, indent=indent):
            yield from wrap(said.text(lang), WIDTH, initial_indent=" " * indent, subsequent_indent=" " * indent)
        case Rows(heads=heads, rows=rows):
            yield from _table(
                [_told(word, lang) for word in heads], [[_told(word, lang) for word in row] for row in rows]
            )


def _table(heads: list[str], rows: list[list[str]]) -> Iterator[str]:
    """Lay a table out: the first column to the left, numbers to the right; a row of one word is a head of its own."""
    whole = [heads, *([f"  {row[0]}", *row[1:]] for row in rows if len(row) > 1)]
    widths = [max(len(row[at]) for row in whole) for at in range(len(heads))]
    yield _line(heads, widths)
    for row in rows:
        yield row[0] if len(row) == 1 else _line([f"  {row[0]}", *row[1:]], widths)


def _line(cells: list[str], widths: list[int]) -> str:
    name, *numbers = cells
    first, *others = widths
    return _GAP.join(
        [name.ljust(first), *(cell.rjust(width) for cell, width in zip(numbers, others, strict=True))]
    ).rstrip()


def _told(word: Word, lang: Lang) -> str:
    return Message("{word}", word=word).text(lang)
