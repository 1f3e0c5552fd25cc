"""What the results hang on without being known: guesses of agreement and law, how people behave, and what is made up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from kredslob.engine.agreement_wording import basis_text, others_text, value_text
from kredslob.engine.page.html import Html, Part, element
from kredslob.engine.page.parts import code
from kredslob.engine.page.tables import row, table
from kredslob.engine.phrasing import Words
from kredslob.rules.dating import version_on
from kredslob.rules.messages import Message
from kredslob.rules.model import DatedValue
from kredslob.scenarios.behaviour.reading import Given
from kredslob.scenarios.files.scenario import Variant
from kredslob.scenarios.reporting.parts import lead, section
from kredslob.scenarios.reporting.run import Run
from kredslob.scenarios.telling.made_up import PEOPLE, made_up

_GUESS: Final = (Message("What"), Message("Taken"), Message("May be"), Message("Question that would settle it"))
_MANNER: Final = (Message("What"), Message("Taken"), Message("How sure"), Message("May be"), Message("Note"))


def assumed_section(run: Run) -> Html:
    """Give the chapter of what is assumed and made up."""
    say = run.words.say
    text = Message(
        "The bands and intervals of this report cover chance between replications only. What stands here is the same in every replication of a variant: were it otherwise, so might the answer be."
    )
    parts: list[Part] = [lead(say(text)), _made_up(run), _guesses(run), _end(run)]
    if run.base.name in run.variants:
        parts.append(_behaviour(run.words, run.variants[run.base.name]))
    return section("assumed", say(Message("What is assumed, and what is made up")), *parts)


def _made_up(run: Run) -> Html:
    said = run.words.say(made_up(run.tables.places))
    return element("p", said, " ", run.words.say(PEOPLE), class_="warning")


def _guesses(run: Run) -> Html:
    """Give every guess of agreements and laws with the value taken; the question where the rules are at hand."""
    words, known = run.words, _known(run)
    rows = []
    for name, value in sorted(run.ground.assumed.items(), key=lambda each: words.label(each[0])):
        dated = known.get(name)
        asked = words.read(dated.question) if dated is not None and dated.question else ""
        others = others_text(words, name, dated) if dated is not None else ""
        rows.append(
            row(words, _GUESS, ((words.label(name), " ", code(name)), value_text(words, name, value), others, asked))
        )
    return table(words, Message("Guesses of agreement and law, of the first variant"), _GUESS, rows, "assumed")


def _known(run: Run) -> Mapping[str, DatedValue]:
    """Give the dated value of each parameter that is assumed, of the agreement at the beginning, its amendments and laws."""
    variant = run.variants.get(run.base.name)
    if variant is None:
        return {}
    day, agreement = variant.agreed.agreements[0]
    documents = (agreement.base, *agreement.amendments, *agreement.laws)
    found: dict[str, DatedValue] = {}
    for document in documents:
        for key, series in document.parameters.items():
            held = version_on(series.values, max(day, variant.months.first)) or series.values[0]
            if held.basis == "assumed":
                found[key] = held
    return found


def _end(run: Run) -> Html | None:
    variant = run.variants.get(run.base.name)
    if variant is None or variant.agreed.question is None:
        return None
    agreed = variant.agreed
    said = Message(
        "After the agreement's last day: {what}. Question that would settle it: {question}",
        what=_AFTER[agreed.after_end],
        question=agreed.question,
    )
    return element("p", run.words.say(said), class_="note")


_AFTER: Final = {
    "stop": Message("the simulation stops"),
    "continue": Message("it goes on as it was"),
    "next": Message("the next agreement follows"),
}


def _behaviour(words: Words, variant: Variant) -> Html:
    rows = [
        row(words, _MANNER, _manner(words, name, given))
        for name, given in sorted(variant.behaviour.values.items())
        if given.basis == "assumed"
    ]
    caption = Message("How people behave, as far as it is assumed: {title}", title=variant.behaviour.title)
    name = words.say(
        Message("{count} of {all} values of behaviour are assumed", count=len(rows), all=len(variant.behaviour.values))
    )
    return element("details", element("summary", name), table(words, caption, _MANNER, rows, "manners"), class_="more")


def _manner(words: Words, name: str, given: Given) -> list[Part]:
    turns = "; ".join(_turn(knob) for knob in given.knobs)
    return [
        code(name),
        _plain(given.value),
        basis_text(words, "assumed"),
        turns,
        words.read(given.note) if given.note else "",
    ]


def _turn(knob: Any) -> str:
    where = ".".join(str(each) for each in knob.path)
    ends = f"{_plain(knob.at(0))} \N{HORIZONTAL ELLIPSIS} {_plain(knob.at(1))}"
    return f"{where}: {ends}" if where else ends


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(_pairs(value))
    if isinstance(value, tuple | list):
        return "; ".join(_plain(each) for each in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _pairs(value: Mapping[Any, Any]) -> Iterator[str]:
    for key, each in value.items():
        yield f"{key}: ({_plain(each)})" if isinstance(each, Mapping | tuple | list) else f"{key}: {_plain(each)}"
