"""Write the start of an amendment that fills in: every value that is assumed with its question, each ready to be stated.

As it stands it fills nothing in. Who has the text of the agreement takes the sign from a line and writes what the text says.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from kredslob.engine.agreement_text import EDITOR
from kredslob.engine.drafting.amendment import SCHEMA, Heading, about, code, told
from kredslob.engine.drafting.examples import REASON, Subject
from kredslob.engine.drafting.restating import restated_value
from kredslob.engine.phrasing import Words
from kredslob.rules.library import Agreement
from kredslob.rules.messages import Message
from kredslob.rules.model import DatedValue, Document, ParameterSeries


def filling_text(words: Words, agreement: Agreement, extends: Document, heading: Heading) -> str:
    """Give the text of an amendment that fills in nothing yet.

    Args:
        words: the words of the shelf, which has what is extended on it.
        agreement: what is extended, with all that it builds on.
        extends: the document that is extended.
        heading: what it is called, and from when it is to act.
    """
    subject = Subject(words.library, agreement, agreement.amended(heading.day)[0], heading.day, heading.ident)
    text = f"{heading.ident}-text"
    lines = [
        f"{EDITOR}{SCHEMA}",
        *_head(words, extends, heading.file),
        *code({"schema": 1, "id": heading.ident, "kind": "amendment", "extends": extends.id, "fills_in": True}),
        *code({"title": {"da": heading.title, "en": heading.title}, "from": heading.day}),
        *told(words, Message("The day on which you found it out; --as-known an earlier day decides without it:")),
        *code({"adopted": heading.day}),
        "",
        *told(words, Message("The document that you have it from:")),
        *code({"sources": {text: {"title": extends.title.da, "date": extends.adopted.isoformat(), "where": "..."}}}),
        "",
        "changes:",
        *_guesses(words, subject, text),
    ]
    return "".join(f"{line}\n" for line in lines)


def _head(words: Words, extends: Document, file: str) -> Iterator[str]:
    yield from told(
        words,
        Message("What {id} says and Kredsløb does not know: {title}.", id=extends.id, title=extends.title),
        Message(
            "Lines with ## explain. As it stands it fills nothing in. Where you have the answer, take away the # before "
            "the line below the question and write the value as the text has it, and as the reason where it stands. "
            "What you leave stays assumed, and a decision that hangs on it undetermined. Then:"
        ),
    )
    yield f"##   {shlex.join(('kredslob', 'agreement', 'check', file))}"
    yield f"##   {shlex.join(('kredslob', 'decide', '--agreement', file))} ..."


def _guesses(words: Words, subject: Subject, text: str) -> Iterator[str]:
    """Give every assumed value under its clause with its question, each ready to be stated."""
    clauses = {key: one for law in subject.agreement.laws for key, one in law.clauses.items()}
    for key, clause in {**clauses, **subject.framework.clauses}.items():
        own = [one for one in subject.settable.values() if one.clause == key]
        held = [(one, value) for one in own if (value := subject.value(one)) is not None and value.basis == "assumed"]
        if held:
            yield f"## --- {key}: {words.read(clause.title)} ---"
        for series, value in held:
            yield from told(words, *about(series, value))
            yield f"#   - {_setting(series, value, text)}"


def _setting(series: ParameterSeries, held: DatedValue, text: str) -> str:
    parts = {"set": series.id, "value": restated_value(held.value, series.unit), "source": text, "reason": REASON}
    return "{" + ", ".join(code({key: value})[0] for key, value in parts.items()) + "}"
