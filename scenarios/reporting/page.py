"""Put the report together: a run as one HTML file that fetches nothing, shows its charts without a script, and prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kredslob.engine.page.html import Html, element
from kredslob.engine.phrasing import Words
from kredslob.rules.messages import Message
from kredslob.rules.model import Text
from kredslob.scenarios.reporting.comparison import title_of
from kredslob.scenarios.reporting.run import Run, register_name
from kredslob.scenarios.reporting.script import MARK, SCRIPT
from kredslob.scenarios.reporting.style import STYLE
from kredslob.scenarios.reporting.templates import Template, chapters

# A browser is told to fetch nothing and to run nothing but our own script, whatever a title may hold.
_POLICY = f"default-src 'none'; style-src 'unsafe-inline'; script-src '{MARK}'; base-uri 'none'; form-action 'none'"


def report_page(run: Run, template: Template = "committee") -> str:
    """Give the report of a run as an HTML page, in the language of its words; the template says which chapters it has."""
    return whole_page(run.words, title_of(run), _facts(run), chapters(run, template))


def whole_page(
    words: Words, title: Text, facts: Sequence[tuple[Message, str]], sections: Mapping[str, tuple[Message, Html]]
) -> str:
    """Give a report as an HTML page.

    Args:
        words: its language; title: what it is of; facts: what stands under that.
        sections: the chapters by id, with what they are called in the list of contents.
    """
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
        _top(words, title, facts),
        element("div", _contents(words, sections), element("main", *(told for _, told in sections.values()), id="text", tabindex="-1"), class_="sheet"),
        element("footer", element("p", words.say(Message(
            "Simulated: no register of persons has been read, and no number here is a forecast of any person. The public documents rule, not this page.")))),
        Html(f"<script>{SCRIPT}</script>"),
    )  # fmt: skip
    return f"<!DOCTYPE html>\n{element('html', head, body, lang=words.lang)}\n"


def _facts(run: Run) -> list[tuple[Message, str]]:
    words, months = run.words, run.ground.months
    last = months.day(months.count - 1)
    return [
        (Message("Years"), f"{months.first.year}\N{EN DASH}{last.year}"),
        (Message("Variants"), words.number(len(run.shown))),
        (Message("Replications"), words.number(run.count)),
        (Message("Register"), register_name(run)),
        (Message("Run on"), _day(run)),
    ]


def _top(words: Words, title: Text, told: Sequence[tuple[Message, str]]) -> Html:
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


def _contents(words: Words, sections: Mapping[str, tuple[Message, Html]]) -> Html:
    entries = [
        element("li", element("a", words.say(heading), href=f"#{key}")) for key, (heading, _) in sections.items()
    ]
    return element("nav", element("ol", *entries), aria_label=words.say(Message("Contents")))
