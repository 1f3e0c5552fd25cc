"""Write the start of an amendment: valid as it stands, changing nothing, with examples and every value in comments.

Lines that begin with ## explain. Lines that begin with # are ready to count once that sign and its space are gone.
"""

from __future__ import annotations

import shlex
import textwrap
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import PurePath
from typing import Final

from kredslob.engine.agreement_text import EDITOR, WIDTH, rules_text
from kredslob.engine.drafting.examples import REASON, Subject, changes, own_clause
from kredslob.engine.drafting.restating import Plain, restated_value
from kredslob.engine.phrasing import Words
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Agreement
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.model import DatedValue, Document, ParameterSeries
from kredslob.rules.unit_names import UNIT_NAMES

SCHEMA: Final = "agreement.json"


def first_day(agreement: Agreement, day: date | None) -> date:
    """Give the day on which an amendment begins: the one asked for, else the day on which all that it extends acts.

    Raises:
        WrongInput: the agreement is not in force on the day asked for.
    """
    base = agreement.base
    if day is None:
        return max([base.start.day, *agreement.starts({}).values()])
    if day < base.start.day or day > (agreement.end or date.max):
        found = Message("{id} is not in force on {day}.", id=base.id, day=day)
        period = Message("days from {start} to {end}", start=base.start.day, end=agreement.end or "")
        raise WrongInput(Problem(Place("--on"), found, period))
    return day


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands at the head of an amendment: its id, its title in both languages, its file, the day it begins."""

    ident: str
    title: str
    file: str
    day: date


def amendment_text(words: Words, agreement: Agreement, extends: Document, heading: Heading) -> str:
    """Give the text of an amendment that changes nothing yet.

    Args:
        words: the words of the shelf, which has what is extended on it.
        agreement: what is extended, with all that it builds on.
        extends: the document that is extended, a framework agreement or an amendment.
        heading: what it is called, and from when it is to act.
    """
    subject = Subject(words.library, agreement, agreement.amended(heading.day)[0], heading.day, heading.ident)
    title = {"da": heading.title, "en": heading.title}
    lines = [
        f"{EDITOR}{SCHEMA}",
        *_head(words, subject, extends, heading.file),
        *code({"schema": 1, "id": heading.ident, "kind": "amendment", "extends": extends.id}),
        *code({"title": title, "from": heading.day, "adopted": heading.day}),
        *_examples(words, subject),
        *_values(words, subject),
    ]
    return "".join(f"{line}\n" for line in lines)


def _head(words: Words, subject: Subject, extends: Document, file: str) -> Iterator[str]:
    yield from told(
        words,
        Message("An amendment of {id}: {title}.", id=extends.id, title=extends.title),
        Message("It states only what it changes, from which day and why; everything else stays as agreed."),
        *_beside(subject, extends),
        Message(
            "Lines with ## explain. As it stands it changes nothing: take away the # before an example, or before a "
            "value in the list below, and write what is to be. Then see what comes of it:"
        ),
    )
    for command in ("check", "prove", "diff", "show"):
        yield f"##   {shlex.join(('kredslob', 'agreement', command, file))}"
    yield from told(words, Message("So that your editor completes and checks what you type, put the schema beside:"))
    beside = PurePath(file).with_name(SCHEMA)
    yield f"##   {shlex.join(('kredslob', 'agreement', 'schema', '-o', str(beside)))}"


def _beside(subject: Subject, extends: Document) -> Iterator[Message]:
    """Say which amendments of the same document are left out, as `kredslob agreement check` does."""
    held = {one.id for one in subject.agreement.amendments}
    for other in subject.library.documents.values():
        if other.kind == "amendment" and other.extends == extends.id and other.id not in held:
            yield Message("{id} also amends {base}, and is left out here.", id=other.id, base=extends.id)


def _examples(words: Words, subject: Subject) -> Iterator[str]:
    yield ""
    yield from told(words, Message("If the day itself is not known, instead of the line `from` above:"))
    day: Plain = {"value": subject.day, "basis": "assumed", "range": [subject.day, subject.day]}
    yield from commented(code({"from": {**day, "question": {"da": "...?", "en": "...?"}}}))
    yield ""
    yield from told(words, Message("A clause of your own, with the document that it stands in:"))
    yield from commented(code(own_clause(subject)))
    yield ""
    yield "changes:"
    for what, change in changes(subject):
        yield from told(words, what)
        yield from commented(code({"changes": [change]})[1:])


def _values(words: Words, subject: Subject) -> Iterator[str]:
    """Give every parameter under its clause with the value that it has, each ready to be set."""
    yield ""
    yield from told(words, Message("Every value that can be set, as it is on {day}:", day=words.day(subject.day)))
    clauses = {key: one for law in subject.agreement.laws for key, one in law.clauses.items()}
    for key, clause in {**clauses, **subject.framework.clauses}.items():
        own = [one for one in subject.settable.values() if one.clause == key]
        held = [(series, value) for series in own if (value := subject.value(series)) is not None]
        if held:
            yield f"## --- {key}: {words.read(clause.title)} ---"
        for series, value in held:
            yield from told(words, *about(series, value))
            yield f"#   - {_setting(series, value)}"


def about(series: ParameterSeries, held: DatedValue) -> Iterator[Message]:
    """Say what a parameter is, what it may be, and what is not known of it."""
    of, unit = UNIT_NAMES[series.unit], series.unit
    if series.range:
        low, high = (restated_value(one, unit) for one in series.range)
        yield Message("{title} ({unit}, {low} to {high}).", title=series.title, unit=of, low=low, high=high)
    elif series.choices:
        yield Message("{title} ({unit}: {choices}).", title=series.title, unit=of, choices=", ".join(series.choices))
    else:
        yield Message("{title} ({unit}).", title=series.title, unit=of)
    if held.basis == "assumed" and held.question:
        others = [
            code({"_": restated_value(one, unit)})[0].partition(": ")[2] for one in held.range or held.alternatives
        ]
        if held.range:
            may_be = Message("{low} to {high}", low=others[0], high=others[1])
        else:
            may_be = Message("{names}", names="; ".join(others))
        yield Message("Assumed; it may be {values}. {question}", values=may_be, question=held.question)


def _setting(series: ParameterSeries, held: DatedValue) -> str:
    """Give the change that sets a parameter to what it is, on one line."""
    parts = {"set": series.id, "value": restated_value(held.value, series.unit), "reason": REASON}
    return "{" + ", ".join(code({key: value})[0] for key, value in parts.items()) + "}"


def code(plain: Plain) -> list[str]:
    """Give plain data as the lines of a rules file."""
    return rules_text(plain).splitlines()


def commented(lines: Iterable[str]) -> Iterator[str]:
    """Give lines that do not count until their sign is gone."""
    yield from (f"# {line}" for line in lines)


def told(words: Words, *said: Message) -> Iterator[str]:
    """Say something in lines that explain."""
    for message in said:
        yield from (f"## {line}" for line in textwrap.wrap(words.say(message), WIDTH - 3, break_long_words=False))
