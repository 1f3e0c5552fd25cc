"""Put the report together: a run as one HTML file that fetches nothing, shows its charts without a script, and prints."""

from __future__ import annotations

from collections.abc import Mapping

from kredslob.engine.page.html import Html, element
from kredslob.rules.messages import Message
from kredslob.rules.model import Text
from kredslob.scenarios.reporting.again import again_section
from kredslob.scenarios.reporting.answer import answer_section
from kredslob.scenarios.reporting.asked import asked_section
from kredslob.scenarios.reporting.assumed import assumed_section
from kredslob.scenarios.reporting.changes import changes_section
from kredslob.scenarios.reporting.city import city_section
from kredslob.scenarios.reporting.crossing_table import crossing_section
from kredslob.scenarios.reporting.crossings import crossings
from kredslob.scenarios.reporting.definitions import definitions_section
from kredslob.scenarios.reporting.effects import effects_section
from kredslob.scenarios.reporting.flows import flows_section
from kredslob.scenarios.reporting.paths import paths_section
from kredslob.scenarios.reporting.queues import queues_section
from kredslob.scenarios.reporting.run import Run, register_name
from kredslob.scenarios.reporting.script import MARK, SCRIPT
from kredslob.scenarios.reporting.slopes import slopes_section
from kredslob.scenarios.reporting.style import STYLE

# A browser is told to fetch nothing and to run nothing but our own script, whatever a title may hold.
_POLICY = f"default-src 'none'; style-src 'unsafe-inline'; script-src '{MARK}'; base-uri 'none'; form-action 'none'"


def report_page(run: Run) -> str:
    """Give the report of a run as an HTML page, in the language of its words."""
    words, title = run.words, Text(**run.record.scenario["title"])
    sections = _sections(run)
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="generator", content="Kredsløb"),
        element("title", words.read(title)),
        element("style", Html(STYLE)),
    )
    body = element(
        "body",
        element("a", words.say(Message("To the text")), href="#text", class_="skip"),
        _top(run, title),
        element("div", _contents(run, sections), element("main", *sections.values(), id="text", tabindex="-1"), class_="sheet"),
        element("footer", element("p", words.say(Message(
            "Simulated: no register of persons has been read, and no number here is a forecast of any person. The public documents rule, not this page.")))),
        Html(f"<script>{SCRIPT}</script>"),
    )  # fmt: skip
    return f"<!DOCTYPE html>\n{element('html', head, body, lang=words.lang)}\n"


def _sections(run: Run) -> Mapping[str, Html]:
    """Give the chapters by id, in order; those that have nothing to tell are left out."""
    found = crossings(run)
    every = {
        "asked": asked_section(run),
        "answer": answer_section(run),
        "city": city_section(run),
        "crossings": crossing_section(run, found),
        "paths": paths_section(run, found),
        "slopes": slopes_section(run, found),
        "effects": effects_section(run),
        "flows": flows_section(run),
        "queues": queues_section(run),
        "changes": changes_section(run),
        "assumed": assumed_section(run),
        "definitions": definitions_section(run),
        "again": again_section(run),
    }
    return {key: told for key, told in every.items() if told is not None}


def _top(run: Run, title: Text) -> Html:
    words, months = run.words, run.ground.months
    last = months.day(months.count - 1)
    told: list[tuple[Message, str]] = [
        (Message("Years"), f"{months.first.year}\N{EN DASH}{last.year}"),
        (Message("Variants"), words.number(len(run.shown))),
        (Message("Replications"), words.number(run.count)),
        (Message("Register"), register_name(run)),
        (Message("Run on"), _day(run)),
    ]
    facts = [element("div", element("dt", words.say(name)), element("dd", value)) for name, value in told]
    house = words.say(Message("Kredsløb: report of a simulation"))
    return element(
        "header",
        element("p", house, class_="house"),
        element("h1", words.read(title)),
        element("dl", *facts),
        class_="top",
    )


def _day(run: Run) -> str:
    from datetime import date

    return run.words.day(date.fromisoformat(run.record.started[:10]))


def _contents(run: Run, sections: Mapping[str, Html]) -> Html:
    entries = [element("li", element("a", run.words.say(_HEADINGS[key]), href=f"#{key}")) for key in sections]
    return element("nav", element("ol", *entries), aria_label=run.words.say(Message("Contents")))


_HEADINGS: Mapping[str, Message] = {
    "asked": Message("What was asked"),
    "answer": Message("The answer"),
    "city": Message("The whole city"),
    "crossings": Message("Which estates cross the threshold"),
    "paths": Message("The paths of estates"),
    "slopes": Message("Before and after"),
    "effects": Message("What makes the difference"),
    "flows": Message("What each channel lets"),
    "queues": Message("Queues and waits"),
    "changes": Message("What the variants differ in"),
    "assumed": Message("What is assumed, and what is made up"),
    "definitions": Message("What the indicators mean"),
    "again": Message("How to make it again"),
}
