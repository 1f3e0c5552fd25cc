"""The report of a search: what was asked, the answer, the front in charts, how sure, and how to make it again."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kredslob.engine.page.html import Html, element
from kredslob.engine.page.tables import row, table
from kredslob.engine.phrasing import Words
from kredslob.rules.library import load_library
from kredslob.rules.messages import Lang, Message
from kredslob.scenarios.reporting.answer import parts_of
from kredslob.scenarios.reporting.figure import panels
from kredslob.scenarios.reporting.front import charts_of
from kredslob.scenarios.reporting.page import whole_page
from kredslob.scenarios.reporting.parts import lead, section
from kredslob.scenarios.reporting.trust import HEADING, trust_section
from kredslob.scenarios.searching.answer import Answer
from kredslob.scenarios.searching.folder import ANSWER, BEGUN
from kredslob.scenarios.searching.screen import screen_of
from kredslob.scenarios.searching.shelf import shipped_searches
from kredslob.scenarios.telling.made_up import PEOPLE


def is_search(folder: Path) -> bool:
    """Tell whether a folder is of a search, finished or not."""
    return any((folder / name).is_file() for name in (ANSWER, BEGUN))


def search_page(found: Answer, lang: Lang) -> str:
    """Give the report of a search as an HTML page."""
    words = Words(load_library(), lang)
    sections = {
        "asked": (Message("What was asked"), _asked(words, found)),
        "front": (Message("The points beside each other"), _front(words, found)),
        "answer": (Message("The answer"), _answer(words, found)),
        "trust": (HEADING, trust_section(words)),
        "again": (Message("How to make it again"), _again(words, found)),
    }
    told = {key: (heading, part) for key, (heading, part) in sections.items() if part is not None}
    facts = [
        (Message("Years"), f"{found.first[:4]}\N{EN DASH}{found.last[:4]}"),
        (Message("Points looked at"), words.say(Message("{count} of {size}", count=found.effort.looked_at, size=found.effort.size))),
        (Message("Replications"), words.number(found.effort.confirm or found.effort.replications)),
        (Message("Agreement"), found.agreement),
        (Message("The estates"), words.number(found.estates)),
    ]  # fmt: skip
    return whole_page(words, found.title, facts, told)


def _asked(words: Words, found: Answer) -> Html:
    say = words.say
    heads = (Message("Term"), Message("Now"), Message("May be"))
    rows = [row(words, heads, (words.read(one.title), words.read(one.now), ", ".join(words.read(each) for each in one.told)))
            for one in found.terms]  # fmt: skip
    text = Message("Every choice of terms is a point: an amendment of the agreement from {day}. Each was judged lawful and without gaps before it was simulated, all on the same luck.", day=found.day)  # fmt: skip
    return section(
        "asked", say(Message("What was asked")), element("p", words.read(found.about), class_="question"), lead(say(text)),
        table(words, Message("What may be otherwise"), heads, rows, "terms"),
    )  # fmt: skip


def _front(words: Words, found: Answer) -> Html | None:
    charts = list(charts_of(words, found))
    if not charts:
        return None
    text = Message("What is nearer to both goals is better. A point on the front is beaten by none that was found: to come nearer to one goal is to leave another. Which of them is best is not for a model to say.")  # fmt: skip
    return section("front", words.say(Message("The points beside each other")), lead(words.say(text)), panels(*charts))


def _answer(words: Words, found: Answer) -> Html:
    _, *told = screen_of(found)
    warned = element("p", words.say(PEOPLE), class_="warning")
    return section("answer", words.say(Message("The answer")), element("div", *parts_of(words, told), warned, class_="answer"))  # fmt: skip


def _again(words: Words, found: Answer) -> Html:
    say = words.say
    text = Message("The same terms give the same answer, as long as the same points are looked at. The folder holds each point that is told as an amendment, for {compare}.", compare="kredslob compare")  # fmt: skip
    heads = (Message("What"), Message("Which"))
    rows = [row(words, heads, (key, _plain(value))) for key, value in found.record.items()]
    return section(
        "again", say(Message("How to make it again")), lead(say(text)),
        element("pre", element("code", _command(found)), tabindex="0"),
        table(words, Message("What the search was made from"), heads, rows, "marks"),
    )  # fmt: skip


def _command(found: Answer) -> str:
    """Give the command by which the search is made again; a file is called as it was, wherever it lies."""
    name = found.id if found.id in shipped_searches() else found.record["sources"][0]
    return shlex.join(("kredslob", "search", name, "--budget", found.effort.budget))


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_plain(each)}" for key, each in value.items())
    return ", ".join(_plain(each) for each in value) if isinstance(value, list | tuple) else str(value)
