"""Parts that sections share: a heading with its text, the key to the letters, a mark of direction that does not hang on colour."""

from __future__ import annotations

from kredslob.engine.page.html import Html, Part, element
from kredslob.rules.messages import Message
from kredslob.scenarios.reporting.run import Run, Shown


def section(key: str, heading: str, *parts: Part) -> Html:
    """Give a chapter of the page."""
    return element("section", element("h2", heading), *parts, id=key, class_="chapter")


def lead(text: str) -> Html:
    """Give a paragraph that says what is to be seen."""
    return element("p", text, class_="lead")


def badge(one: Shown) -> Html:
    """Give the letter of a variant as it stands in charts."""
    return element("b", one.hand.letter, class_="badge", style=f"color:{one.hand.colour}")


def key_to_letters(run: Run) -> Html | None:
    """Give which letter is which variant; None where there is one only."""
    if len(run.shown) == 1:
        return None
    told = [element("li", badge(one), " ", run.words.read(one.title)) for one in run.shown]
    return element("ul", *told, class_="key", aria_label=run.words.say(Message("Variants")))
