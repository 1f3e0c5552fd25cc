"""The small parts that recur on a page: anchors and links by id, the mark of how sure we are, a condition set out."""

from __future__ import annotations

import re
from typing import Literal

from kredslob.engine.agreement_wording import basis_text, source_text, value_text
from kredslob.engine.condition_wording import Line
from kredslob.engine.page.contents import Contents
from kredslob.engine.page.html import Html, Part, element
from kredslob.engine.phrasing import Words
from kredslob.rules.messages import Message
from kredslob.rules.model import Basis, Rule

Thing = Literal["clause", "rule", "value", "fact", "source", "guess", "exceptions", "change"]


def anchor(thing: Thing, key: str) -> str:
    """Give the id by which a part of the page is found."""
    return f"{thing}-{key}"


def link(thing: Thing, key: str, *parts: Part, class_: str | None = None) -> Html:
    """Give a link to a part of the page; its key is shown where no other words are given."""
    return element("a", *(parts or (code(key),)), href=f"#{anchor(thing, key)}", class_=class_)


def code(key: str) -> Html:
    """Give an id as it stands in the files; a long one may break after its points and strokes."""
    pieces = re.findall(r"[^._-]*[._-]?", key)
    return element("code", *((element("wbr") if index else None, piece) for index, piece in enumerate(pieces) if piece))


def term_value(words: Words, contents: Contents, rule: Rule) -> str | None:
    """Give the value of the parameter that a rule names in its conclusion; None if it concludes anything else."""
    held = contents.values.get(str(rule.value)) if words.unit(rule.decides) == "term" else None
    return None if held is None else value_text(words, str(rule.value), held.value)


def card_heading(level: int, title: str, key: str) -> Html:
    """Give the heading of a card: what it is in words, and its id."""
    return element(f"h{level}", element("span", title), " ", code(key), class_="card")


def basis_mark(words: Words, basis: Basis) -> Html:
    """Give the mark of how sure we are: a word in a frame whose line tells it too."""
    return element("span", basis_text(words, basis), class_=f"basis {basis}")


def source_link(contents: Contents, key: str, place: str | None = None) -> Html:
    """Give a public document by title and date, with the place in it."""
    return link("source", key, source_text(contents.sources.get(key), key, place))


def condition_list(words: Words, contents: Contents, line: Line) -> Html:
    """Set out a condition: joined lines in a list, each parameter by a link that tells whether its value is a guess."""
    return element("ul", _line(words, contents, line), class_="condition")


def _line(words: Words, contents: Contents, line: Line) -> Html:
    if line.parts:
        below = element("ul", *(_line(words, contents, part) for part in line.parts))
        return element("li", element("span", line.text, class_="join"), below)
    told: Html | str = line.text if line.fact is None else link("fact", line.fact, line.text, class_="quiet")
    return element("li", told, *((" ", _parameter(words, contents, key)) for key in line.parameters))


def _parameter(words: Words, contents: Contents, key: str) -> Html:
    held = contents.values.get(key)
    guess = held is not None and held.basis == "assumed"
    said = words.say(Message("assumed")) if guess else None
    if held is not None and held.basis == "proposed":
        said = words.say(Message("proposed from {day}", day=words.day(held.from_)))
    return link("value", key, code(key), f" ({said})" if said else None, class_="chip assumed" if guess else "chip")
