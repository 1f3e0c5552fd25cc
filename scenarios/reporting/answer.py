"""The answer, before any chart: the very words of the screen after a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from kredslob.engine.page.html import Html, element
from kredslob.engine.page.tables import row, table
from kredslob.engine.phrasing import Words
from kredslob.rules.messages import Message
from kredslob.rules.model import Text
from kredslob.scenarios.reporting.parts import section
from kredslob.scenarios.reporting.run import Run
from kredslob.scenarios.telling.answer import Answer, Odds
from kredslob.scenarios.telling.answering import answer_of
from kredslob.scenarios.telling.asked import asked_in
from kredslob.scenarios.telling.screen import Head, Part, Rows, Said, Word, screen_of


def answer_section(run: Run) -> Html:
    """Give the chapter of the answer: of a comparison its own words."""
    if run.said:
        told = element("div", *parts_of(run.words, run.said), class_="answer")
    else:
        answer = published(run, answer_of(run.tables, asked_in(run.record)))
        told = element("div", *_told(run, answer), class_="answer")
    return section("answer", run.words.say(Message("The answer")), told)


def parts_of(words: Words, parts: Iterable[Part]) -> Iterator[Html]:
    """Give parts of a screen as parts of a chapter."""
    for part, after in pairwise([*parts, None]):
        match part:
            case Head(said=said):
                yield element("h3", *_spoken(words, said))
            case Said(said=said, caution=False) if _heads(words, part, after):
                yield element("h4", *_spoken(words, said))
            case Said(said=said, caution=caution):
                yield element("p", *_spoken(words, said), class_="warning" if caution else None)
            case Rows():
                yield _table(words, part)


def _heads(words: Words, part: Said, after: Part | None) -> bool:
    """Tell whether what is said is a heading of what is said beneath it: further in, and no sentence itself."""
    below = isinstance(after, Said) and after.indent > part.indent
    return below and not _word(words, part.said).endswith((".", ":"))


def _told(run: Run, answer: Answer) -> Iterator[Html]:
    """Give the parts of the screen; its opening stands at the top of the page already."""
    others = screen_of(answer)[1:]
    yield from parts_of(
        run.words, (part for part in others if not (isinstance(part, Said) and not part.indent and not part.caution))
    )


def _table(words: Words, part: Rows) -> Html:
    heads = [Message("{word}", word=_text(words, head)) for head in part.heads]
    caption = heads[0]
    rows = []
    for each in part.rows:
        cells: list[Html | str] = [_word(words, word) for word in each]
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
            rows.append(row(words, heads, cells))
    return table(words, caption, heads, rows, "told")


def _spoken(words: Words, word: Word) -> Iterator[Html | str]:
    """Give what is said, commands within it set as such."""
    for at, piece in enumerate(_word(words, word).split("`")):
        yield element("code", piece) if at % 2 else piece


def _word(words: Words, word: Word) -> str:
    text = word.text(words.lang) if isinstance(word, Message) else word.read(words.lang)
    return text.replace("->", "\N{RIGHTWARDS ARROW}")


def _text(words: Words, word: Word) -> Text:
    told = _word(words, word)
    return Text(told, told)


def published(run: Run, answer: Answer) -> Answer:
    """Give the answer without the figures of estates, or of sets of them, that are too small to be published."""
    if answer.loop is not None and answer.loop.estate in run.hidden:
        answer = replace(answer, loop=replace(answer.loop, share=None))
    withheld = run.withheld.contrasts
    told_of = tuple(replace(one, there=()) if one.name in withheld else one for one in answer.effects)
    answer = replace(answer, effects=told_of)
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
