"""A chart on the page: what it shows, the drawing, and its numbers as a table for whoever does not see it or wants to check."""

from __future__ import annotations

from collections.abc import Sequence

from kredslob.engine.page.html import Html, Part, element
from kredslob.engine.page.tables import row, table
from kredslob.engine.phrasing import Words
from kredslob.rules.messages import Message
from kredslob.scenarios.reporting.charts.drawing import svg_of
from kredslob.scenarios.reporting.charts.plan import Chart


def figure(
    words: Words, key: str, told: tuple[str, str, str], chart: Chart, heads: Sequence[Message],
    cells: Sequence[Sequence[Part]],
) -> Html:  # fmt: skip
    """Give a chart with its numbers.

    Args:
        key: a name for it that nothing else on the page has.
        told: what it shows, a line under that (or nothing), and what is to be seen in it, for whoever hears it read.
        chart: what is drawn.
        heads, cells: the table of its numbers.
    """
    title, under, about = told
    numbers = table(
        words, Message("{title}", title=title), heads, [row(words, heads, each) for each in cells], "numbers"
    )
    return element(
        "figure",
        element("figcaption", title, element("small", under) if under else None),
        svg_of(chart, words.lang, key, title, about),
        element("p", "", class_="reading", aria_live="polite", hidden=True),
        element("details", element("summary", words.say(Message("Numbers"))), numbers),
        class_="panel", id=key,
    )  # fmt: skip


def panels(*figures: Html, class_: str = "panels") -> Html:
    """Set figures side by side, as many as there is room for."""
    return element("div", *figures, class_=class_)
