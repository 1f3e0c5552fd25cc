"""Show what a scenario came to: the screen that a policy reader can tell on, and tables of indicators."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kredslob.rules.messages import Lang, Message
from kredslob.scenarios.indicators.catalogue.whole import NOT_COMPUTED
from kredslob.scenarios.indicators.indicator import UNITS
from kredslob.scenarios.indicators.page import SECTIONS, where
from kredslob.scenarios.telling.answer import Answer
from kredslob.scenarios.telling.screen import Head, Part, Rows, Said, screen_of


def draw_answer(console: Console, lang: Lang, answer: Answer, folder: str | None) -> None:
    """Draw the screen; `folder` holds the tables, if they are kept."""
    draw(console, lang, screen_of(answer))
    if folder is not None:
        where = Message(
            "Tables: {folder}; all of an indicator: kredslob scenario show {folder} --table over", folder=folder
        )
        draw_part(console, lang, Said(where))


def draw(console: Console, lang: Lang, parts: Iterable[Part]) -> None:
    """Draw the parts of a screen."""
    for part in parts:
        draw_part(console, lang, part)


def draw_catalogue(console: Console, lang: Lang) -> None:
    """Draw what indicators there are, and what the model cannot say."""
    for head, several in SECTIONS:
        draw_part(console, lang, Head(head))
        for one in several:
            draw_part(console, lang, Said(Message("{id}: {definition}", id=one.id, definition=one.definition)))
            told = Message("{unit}; {where}", unit=UNITS[one.unit], where=where(one, lang))
            console.print(Padding(Text(told.text(lang), "dim"), (0, 0, 0, 4), expand=False))
    draw_part(console, lang, Head(Message("What the model cannot say")))
    for each in NOT_COMPUTED:
        draw_part(console, lang, Said(Message("{name}: {reason}", name=each.name, reason=each.reason)))


def draw_part(console: Console, lang: Lang, part: Part) -> None:
    """Draw a head, a sentence or a table."""
    match part:
        case Head(said=said):
            console.print(Text(said.text(lang), "bold"))
        case Said(said=said, indent=indent, caution=caution):
            console.print(Padding(Text(said.text(lang), "yellow" if caution else ""), (0, 0, 0, indent), expand=False))
        case Rows():
            console.print(_table(lang, part))


def _table(lang: Lang, rows: Rows) -> Table:
    """Lay rows out without lines, so that a screen holds them."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for at, head in enumerate(rows.heads):
        table.add_column(_said(head, lang), justify="right" if at else "left", no_wrap=bool(at), overflow="fold")
    for row in rows.rows:
        name, *numbers = (_said(word, lang) for word in row)
        if numbers:
            table.add_row(Padding(name, (0, 0, 0, 2)), *numbers)
        else:
            table.add_row(Text(name, "bold"))
    return table


def _said(word: object, lang: Lang) -> str:
    return Message("{word}", word=word).text(lang)
