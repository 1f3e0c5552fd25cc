"""The tables of a page: what is assumed and who could settle it, the facts that rules read, the public documents.

On a narrow screen a row becomes a card; its cells carry their headers with them, and roles keep it a table to those who
listen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kredslob.engine.agreement_wording import concluded_text, others_text, start_range_text, value_text
from kredslob.engine.page.contents import Contents
from kredslob.engine.page.html import Html, Part, element
from kredslob.engine.page.parts import anchor, code, link
from kredslob.engine.phrasing import Words
from kredslob.rules.conditions import facts_of
from kredslob.rules.library import start_id
from kredslob.rules.messages import Message
from kredslob.rules.model import DatedValue, FactDeclaration, ParameterSeries, Source


def table(words: Words, caption: Message, headers: Sequence[Message], rows: Iterable[Html], class_: str) -> Html:
    """Give a table with its caption; `rows` as `row` gives them."""
    head = [element("th", words.say(one), scope="col", role="columnheader") for one in headers]
    return element(
        "table",
        element("caption", words.say(caption)),
        element("thead", element("tr", *head, role="row"), role="rowgroup"),
        element("tbody", *rows, role="rowgroup"),
        class_=class_, role="table",
    )  # fmt: skip


def row(words: Words, headers: Sequence[Message], cells: Sequence[Part], id_: str | None = None) -> Html:
    """Give a row, its first cell naming it."""
    first, *others = zip(headers, cells, strict=True)
    named = element("th", first[1], scope="row", role="rowheader", data_label=words.say(first[0]))
    filled = [element("td", cell, role="cell", data_label=words.say(header)) for header, cell in others]
    return element("tr", named, *filled, role="row", id=id_)


_GUESSED = (Message("What"), Message("Taken"), Message("May be"), Message("Question that would settle it"))


def guesses(contents: Contents) -> list[tuple[ParameterSeries, DatedValue]]:
    """Give every assumed value with its parameter, the agreement's first."""
    return [
        (series, value)
        for document in contents.documents
        for series in document.parameters.values()
        for value in series.values
        if value.basis == "assumed"
    ]


def guess_count(contents: Contents) -> int:
    """Give how many guesses there are, those of the day on which an amendment acts included."""
    return len(guesses(contents)) + sum(one.start.basis == "assumed" for one in contents.amendments)


def assumed_table(words: Words, contents: Contents) -> Html:
    """Give what is assumed: what is taken, what it may be instead, and the question that would settle it."""
    seen, rows = set[str](), list[Html]()
    for series, value in guesses(contents):
        named = (
            words.read(series.title), element("br"), link("value", series.id), " ", link("clause", series.clause)
        )  # fmt: skip
        asked = words.read(value.question) if value.question else ""
        told = (named, value_text(words, series.id, value.value), others_text(words, series.id, value), asked)
        rows.append(row(words, _GUESSED, told, None if series.id in seen else anchor("guess", series.id)))
        seen.add(series.id)
    for one in contents.amendments:
        if one.start.basis == "assumed":
            named = (words.label(start_id(one.id)), element("br"), link("change", one.id), " ", code(start_id(one.id)))
            asked = words.read(one.start.question) if one.start.question else ""
            told = (named, words.day(one.start.day), start_range_text(words, one.start), asked)
            rows.append(row(words, _GUESSED, told, anchor("guess", start_id(one.id))))
    return table(words, Message("Each guess, and the question that would settle it"), _GUESSED, rows, "assumed")


_RULES = (Message("Rule"), Message("What it says"), Message("Clause"))


def assumed_rules(words: Words, contents: Contents) -> Html | None:
    """Give the rules that are guesses, with the clause that leaves them open; None where there is none."""
    clauses = contents.clauses()
    rows = [
        row(words, _RULES, (link("rule", one.id, concluded_text(words, one)), words.read(one.text),
                            link("clause", one.clause, words.read(clauses[one.clause].title)) if one.clause in clauses else code(one.clause)))
        for one in contents.acting if one.basis == "assumed"
    ]  # fmt: skip
    return table(words, Message("Rules that the sources do not state"), _RULES, rows, "rules") if rows else None


_FACTS = (Message("Fact"), Message("How it comes about"), Message("Question"))


def facts_table(words: Words, contents: Contents) -> Html:
    """Give the facts that the rules read or decide."""
    rows = [
        row(words, _FACTS, ((words.read(one.label), " ", code(one.name)), _origin(words, one), words.read(one.question)),
            anchor("fact", one.name))
        for one in facts_read(words, contents)
    ]  # fmt: skip
    return table(words, Message("Facts that the rules read or decide"), _FACTS, rows, "facts")


def facts_read(words: Words, contents: Contents) -> list[FactDeclaration]:
    """Give the facts of the rules shown, in the order in which they are declared."""
    named = set[str]()
    for history in contents.rules.values():
        for rule in (history.shown, *history.others):
            named |= {rule.decides, *facts_of(rule.when)}
    return [one for one in words.library.facts.values() if one.name in named]


def _origin(words: Words, fact: FactDeclaration) -> str:
    match fact.origin:
        case "given":
            return words.say(Message("told by a person or the register"))
        case "derived":
            return words.say(Message("computed from other facts"))
        case _:
            return words.say(Message("decided by the rules"))


_SOURCES = (Message("Document"), Message("Date"), Message("Where"))


def sources_table(words: Words, contents: Contents) -> Html:
    """Give the public documents that the page cites."""
    rows = []
    for key, source in cited_sources(contents).items():
        told: Part = (source.title, " ", code(key)) if source else code(key)
        cells = (told, source.date if source else "", _where(source) if source else "")
        rows.append(row(words, _SOURCES, cells, anchor("source", key)))
    return table(
        words,
        Message("Public documents cited"),
        _SOURCES,
        rows,
        "sources",
    )


def _where(source: Source) -> Part:
    if source.where.startswith(("https://", "http://")):
        return element("a", source.where, href=source.where, rel="noreferrer")
    return source.where


def cited_sources(contents: Contents) -> dict[str, Source | None]:
    """Give the documents cited by what is shown, in the order in which they are listed; None for one that is not."""
    cited = {clause.source for clause in contents.clauses().values()}
    for document in contents.documents:
        cited |= {value.source for series in document.parameters.values() for value in series.values if value.source}
    for history in contents.rules.values():
        cited |= {rule.source for rule in (history.shown, *history.others) if rule.source}
    for one in contents.amendments:
        cited |= {change.source for change in one.changes if change.source}
    return {
        **{key: source for key, source in contents.sources.items() if key in cited},
        **dict.fromkeys(sorted(cited - set(contents.sources))),
    }
