"""Put the report together: a run as one HTML file that fetches nothing, shows its charts without a script, and prints."""

from __future__ import annotations

from collections.abc import Mapping

from kredslob.engine.page.html import Html, element
from kredslob.rules.messages import Message
from kredslob.rules.model import Text
from kredslob.scenarios.reporting.run import Run, register_name
from kredslob.scenarios.reporting.script import MARK, SCRIPT
from kredslob.scenarios.reporting.style import STYLE
from kredslob.scenarios.reporting.templates import Template, chapters

# A browser is told to fetch nothing and to run nothing but our own script, whatever a title may hold.
_POLICY = f"default-src 'none'; style-src 'unsafe-inline'; script-src '{MARK}'; base-uri 'none'; form-action 'none'"


def report_page(run: Run, template: Template = "committee") -> str:
    """Give the report of a run as an HTML page, in the language of its words; the template says which chapters it has."""
    words, title = run.words, Text(**run.record.scenario["title"])
    sections = chapters(run, template)
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
        element("div", _contents(run, sections), element("main", *(told for _, told in sections.values()), id="text", tabindex="-1"), class_="sheet"),
        element("footer", element("p", words.say(Message(
            "Simulated: no register of persons has been read, and no number here is a forecast of any person. The public documents rule, not this page.")))),
        Html(f"<script>{SCRIPT}</script>"),
    )  # fmt: skip
    return f"<!DOCTYPE html>\n{element('html', head, body, lang=words.lang)}\n"


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


def _contents(run: Run, sections: Mapping[str, tuple[Message, Html]]) -> Html:
    entries = [
        element("li", element("a", run.words.say(heading), href=f"#{key}")) for key, (heading, _) in sections.items()
    ]
    return element("nav", element("ol", *entries), aria_label=run.words.say(Message("Contents")))
