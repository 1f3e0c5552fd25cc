"""The answer, before any chart: the very words of the screen after a run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kredslob.engine.page.html import Html, Part, element
from kredslob.engine.page.tables import row, table
from kredslob.rules.messages import Message
from kredslob.rules.model import Text
from kredslob.scenarios.reporting.parts import section
from kredslob.scenarios.reporting.run import Run
from kredslob.scenarios.telling.answer import Answer, Odds
from kredslob.scenarios.telling.answering import answer_of
from kredslob.scenarios.telling.asked import asked_in
from kredslob.scenarios.telling.screen import Head, Rows, Said, Word, screen_of


def answer_section(run: Run) -> Html:
    """Give the chapter of the answer."""
    answer = answer_of(run.tables, asked_in(run.record))
    return section(
        "answer",
        run.words.say(Message("The answer")),
        element("div", *_told(run, _published(run, answer)), class_="answer"),
    )


def _told(run: Run, answer: Answer) -> Iterator[Html]:
    """Give the parts of the screen; its opening stands at the top of the page already."""
    opened = False
    for part in screen_of(answer):
        match part:
            case Head(said=said):
                if opened:
                    yield element("h3", _word(run, said))
                opened = True
            case Said(said=said, indent=indent, caution=caution):
                if indent or caution:
                    yield element("p", _word(run, said), class_="warning" if caution else None)
            case Rows():
                yield _table(run, part)


def _table(run: Run, part: Rows) -> Html:
    heads = [Message("{word}", word=_text(run, head)) for head in part.heads]
    caption = heads[0]
    rows = []
    for each in part.rows:
        cells: list[Part] = [_word(run, word) for word in each]
        if len(each) == 1:
            rows.append(
                element(
                    "tr",
                    element("th", *cells, scope="rowgroup", colspan=len(heads), role="rowheader"),
                    role="row",
                    class_="among",
                )
            )
        else:
            rows.append(row(run.words, heads, cells))
    return table(run.words, caption, heads, rows, "told")


def _word(run: Run, word: Word) -> str:
    text = word.text(run.words.lang) if isinstance(word, Message) else word.read(run.words.lang)
    return text.replace("->", "\N{RIGHTWARDS ARROW}")


def _text(run: Run, word: Word) -> Text:
    told = _word(run, word)
    return Text(told, told)


def _published(run: Run, answer: Answer) -> Answer:
    """Give the answer without the figures of estates that are too small for them to be published."""
    if answer.loop is not None and answer.loop.estate in run.hidden:
        answer = replace(answer, loop=replace(answer.loop, share=None))
    if answer.crossing is None:
        return answer
    told = answer.crossing
    crossing = replace(
        told, rise_surely=_small(run, told.rise_surely), rise_probably=_small(run, told.rise_probably),
        balance=_small(run, told.balance), fall_surely=_small(run, told.fall_surely),
        fall_probably=_small(run, told.fall_probably),
    )  # fmt: skip
    return replace(answer, crossing=crossing)


def _small(run: Run, several: tuple[Odds, ...]) -> tuple[Odds, ...]:
    return tuple(replace(one, start=None) if one.estate in run.hidden else one for one in several)
