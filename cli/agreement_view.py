"""Show agreements for people: the shelf, one agreement, one clause with everything that hangs on it, all guesses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from kredslob.cli.tables import table_of
from kredslob.engine.agreement_wording import basis_text, changes_to, kind_text
from kredslob.engine.phrasing import Words
from kredslob.rules.amending import written_in
from kredslob.rules.library import Agreement, Library, start_id
from kredslob.rules.messages import Message, Place, Problem, WrongInput, nearest
from kredslob.rules.model import Clause, DatedValue, Document, ParameterSeries, Rule

_END = date.max


def documents_of(agreement: Agreement, day: date | None) -> tuple[Document, ...]:
    """Give the laws and the framework as amended: by what acts on the day, or by all its amendments."""
    return written_in(agreement.laws, agreement.amended(day or _END)[0])


def find_clause(library: Library, agreement: Agreement, wanted: str) -> str:
    """Give the id of a clause, in any case; raise WrongInput if there is none, with the nearest of any agreement."""
    known = {key.casefold(): key for one in documents_of(agreement, None) for key in one.clauses}
    if wanted.casefold() not in known:
        every = dict.fromkeys((*known.values(), *(key for one in library.documents.values() for key in one.clauses)))
        found = Message("there is no clause {clause}.", clause=wanted[:80])
        accepted = Message("a clause that kredslob agreement show lists")
        raise WrongInput(Problem(Place("--clause"), found, accepted, nearest(wanted, every)))
    return known[wanted.casefold()]


def list_table(words: Words, day: date | None) -> Table:
    """Lay out the shelf: agreements, amendments and laws with their periods."""
    table = table_of(words, Message("Id"), Message("Kind"), Message("From"), Message("Until"), Message("Title"))
    for one in words.library.documents.values():
        if day is None or (one.start.day <= day and (one.to is None or day <= one.to)):
            begins = one.start.day.isoformat() + (" ?" if one.start.basis == "assumed" else "")
            table.add_row(one.id, kind_text(words, one.kind), begins, str(one.to or ""), words.read(one.title))
    table.caption = words.say(Message("? the day is assumed"))
    return table


def draw_agreement(console: Console, words: Words, agreement: Agreement, day: date | None) -> None:
    """Draw an agreement: its period, amendments, laws, and all clauses."""
    base = agreement.base
    console.print(Text(words.read(base.title), "bold"))
    ends = words.day(agreement.end) if agreement.end else words.say(Message("further notice"))
    console.print(
        words.say(Message("{id}, from {start} until {end}", id=base.id, start=words.day(base.start.day), end=ends))
    )
    for one in agreement.amendments:
        said = Message("Amended by {id}: {title}", id=one.id, title=words.read(one.title))
        if one.fills_in:
            said = Message("Filled in by {id}: {title}", id=one.id, title=words.read(one.title))
        console.print(words.say(said))
        console.print(Padding(_start(words, one), (0, 0, 0, 2)))
    documents = documents_of(agreement, day)
    for document in reversed(documents):
        headers = (Message("Clause"), Message("Title"), Message("Basis"), Message("Source"))
        table = table_of(words, *headers, title=words.read(document.title))
        for clause in document.clauses.values():
            table.add_row(clause.id, words.read(clause.title), basis_text(words, clause.basis), clause.source)
        console.print()
        console.print(table)
    count, guesses = sum(len(one.parameters) for one in documents), len(list(assumed_values(documents)))
    console.print(
        words.say(Message("{count} parameters; {guesses} values are assumed (--assumed lists them).",
                          count=count, guesses=guesses))
    )  # fmt: skip


def _start(words: Words, one: Document) -> Text:
    said = words.say(
        Message("from {day}, {basis}", day=words.day(one.start.day), basis=basis_text(words, one.start.basis))
    )
    if one.start.range is not None:
        low, high = (words.day(end) for end in one.start.range)
        said += words.say(Message(" (may be {low} to {high})", low=low, high=high))
    return Text(said)


def draw_clause(console: Console, words: Words, agreement: Agreement, key: str, day: date | None) -> None:
    """Draw a clause: its words, source and quotation, its rules, its parameters by date."""
    documents = documents_of(agreement, day)
    clause = next(one.clauses[key] for one in documents_of(agreement, None) if key in one.clauses)
    console.print(Text(f"{clause.id}: {words.read(clause.title)}", "bold"))
    console.print(Text(words.read(clause.text)))
    if clause.quote:
        console.print(Text(f"»{clause.quote}«", "italic"))
    console.print(_source(words, clause))
    _draw_changes(console, words, agreement, documents, key)
    for title, trees in (
        (Message("Rules"), [_rule(words, one) for document in documents for one in document.rules if one.clause == key]),
        (Message("Values"), [_series(words, one) for document in documents for one in document.parameters.values()
                             if one.clause == key]),
    ):  # fmt: skip
        if trees:
            console.print()
            console.print(Text(words.say(title), "bold"))
            for tree in trees:
                console.print(Padding(tree, (0, 0, 0, 2)))


def _draw_changes(
    console: Console, words: Words, agreement: Agreement, documents: tuple[Document, ...], key: str
) -> None:
    """Draw by what a clause is changed: from when, why, and by which source, if one is named."""
    for amendment, change in changes_to(agreement, documents, key):
        source = words.sources.get(change.source or "")
        named = source.title if source else change.source or words.say(Message("no source is named"))
        day = words.day(agreement.starts({})[amendment.id])
        said = Message("Changed from {day} by {id}: {target}. {reason} ({source})", day=day, id=amendment.id,
                       target=change.target, reason=words.read(change.reason), source=named)  # fmt: skip
        console.print(Text(words.say(said), "yellow"))


def _source(words: Words, clause: Clause) -> Text:
    source = words.sources.get(clause.source)
    named = f"{source.title} ({source.date})" if source else clause.source
    place = f", {clause.place}" if clause.place else ""
    said = Message("{basis} by: {source}{place}", basis=basis_text(words, clause.basis), source=named, place=place)
    return Text(words.say(said), "dim")


def _rule(words: Words, one: Rule) -> Tree:
    tree = Tree(Text(words.read(one.text)).append(f"  {one.id}", "cyan"), guide_style="dim")
    concluded = words.say(
        Message("decides {fact}: {value}", fact=words.label(one.decides), value=words.value(one.decides, one.value))
    )
    tree.add(Text(f"{concluded}; {basis_text(words, one.basis)}"))
    if one.overrides:
        tree.add(Text(words.say(Message("overrides {rules}", rules=", ".join(one.overrides)))))
    return tree


def _series(words: Words, one: ParameterSeries) -> Tree:
    tree = Tree(Text(words.read(one.title)).append(f"  {one.id}", "cyan"), guide_style="dim")
    for value in one.values:
        branch = tree.add(_value(words, one.id, value))
        if value.question is not None:
            branch.add(Text(words.read(value.question), "magenta"))
        if value.note is not None:
            branch.add(Text(words.read(value.note), "dim"))
    return tree


def _value(words: Words, key: str, value: DatedValue) -> Text:
    shown = words.value(key, value.value) if value.value is not None else words.say(Message("no longer in force"))
    said = words.say(
        Message("from {day}: {value} ({basis})",
                day=words.day(value.from_), value=shown, basis=basis_text(words, value.basis))
    )  # fmt: skip
    return Text(said + _may_be(words, key, value))


def _may_be(words: Words, key: str, value: DatedValue) -> str:
    if value.range is not None:
        low, high = (words.value(key, end) for end in value.range)
        return words.say(Message(" (may be {low} to {high})", low=low, high=high))
    others = "; ".join(words.value(key, other) for other in value.alternatives if other != value.value)
    return words.say(Message(" (may be {others})", others=others)) if others else ""


def assumed_values(documents: tuple[Document, ...]) -> Iterator[tuple[ParameterSeries, DatedValue]]:
    """Give every assumed value with its parameter."""
    for document in documents:
        for series in document.parameters.values():
            for value in series.values:
                if value.basis == "assumed":
                    yield series, value


def draw_assumed(console: Console, words: Words, agreement: Agreement, day: date | None) -> None:
    """Draw everything that is assumed: what is taken, what it may be, and the question that would settle it."""
    console.print(Text(words.say(Message("Assumed in {title}", title=words.read(agreement.base.title))), "bold"))
    found = list(assumed_values(documents_of(agreement, day)))
    for series, value in found:
        tree = Tree(
            Text(words.read(series.title), "bold").append(f"  {series.id} ({series.clause})", "cyan"), guide_style="dim"
        )
        tree.add(_value(words, series.id, value))
        if value.question is not None:
            tree.add(Text(words.read(value.question), "magenta"))
        console.print(tree)
    starts = [one for one in agreement.amendments if one.start.basis == "assumed"]
    for one in starts:
        tree = Tree(Text(words.read(one.title), "bold").append(f"  {start_id(one.id)}", "cyan"), guide_style="dim")
        tree.add(_start(words, one))
        if one.start.question is not None:
            tree.add(Text(words.read(one.start.question), "magenta"))
        console.print(tree)
    count = len(found) + len(starts)
    console.print(
        words.say(Message("{count} guesses. kredslob decide --set NAME=VALUE takes another value.", count=count))
    )
