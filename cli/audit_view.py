"""Show what an audit has found: for people, or as JSON for programs; and how far it has come while it runs."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import typer

from kredslob.cli.exits import complain
from kredslob.cli.output import print_json
from kredslob.engine.ledger.replaying import NOW
from kredslob.engine.record import SCHEMA
from kredslob.rules.messages import Lang, Message

if TYPE_CHECKING:
    from kredslob.engine.ledger.replaying import Replayed
    from kredslob.engine.ledger.verifying import Verified

ORDER: Final = ("same", "details", "different", "erased", "unreadable")


def _counted(outcome: str, count: int) -> Message:
    match outcome:
        case "same":
            return Message("the same to the last letter: {count}", count=count)
        case "details":
            return Message("the same answer for the same reasons, told otherwise: {count}", count=count)
        case "different":
            return Message("different: {count}", count=count)
        case "erased":
            return Message("erased, so that it cannot be decided again: {count}", count=count)
    return Message("cannot be decided again: {count}", count=count)


@contextmanager
def progress(what: Message, lang: Lang, *, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """Give what tells a person at a terminal how far it has come."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

    with Progress(*Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeRemainingColumn(),
                  console=Console(stderr=True), transient=True) as bar:  # fmt: skip
        task = bar.add_task(what.text(lang), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def show_verified(found: Verified, lang: Lang, *, as_json: bool) -> None:
    """Show what was found in a look through the ledger."""
    if as_json:
        print_json(
            {
                "schema": SCHEMA,
                "events": found.events,
                "head": found.head.text,
                "anchored": found.anchored,
                "whole": not found.faults,
                "faults": [{"da": one.text("da"), "en": one.text("en")} for one in found.faults],
            }
        )
        return
    for one in found.faults:
        complain(one.text(lang))
    said = Message("The ledger is whole: {count} events.", count=found.events)
    if found.faults:
        said = Message("The ledger is not whole: {faults} faults in {count} events.", faults=len(found.faults),
                       count=found.events)  # fmt: skip
    typer.echo(said.text(lang))
    typer.echo(Message("Head {head}", head=found.head.text).text(lang))
    if found.anchored is None:
        said = Message("Nothing shows that no event was cut off at the end: give --head one that was written down.")
        typer.echo(said.text(lang))
    elif found.anchored < found.head.seq:
        said = Message("Nothing shows that no event was cut off after {last}: the head given is that of event {seq}.",
                       last=found.head.seq, seq=found.anchored)  # fmt: skip
        typer.echo(said.text(lang))


def show_replayed(found: Sequence[Replayed], lang: Lang, *, as_json: bool) -> None:
    """Show what came of deciding again."""
    if as_json:
        print_json({"schema": SCHEMA, "program": NOW(), "decisions": [_record(one) for one in found]})
        return
    for one in found:
        if one.outcome not in ("same", "erased"):
            typer.echo(_told(one, lang))
    counted = Counter(one.outcome for one in found)
    typer.echo(Message("Decisions made again: {count}.", count=len(found)).text(lang))
    for outcome in ORDER:
        if counted[outcome]:
            typer.echo("  " + _counted(outcome, counted[outcome]).text(lang))


def _told(one: Replayed, lang: Lang) -> str:
    head = Message("Event {seq}, {vacancy}, decided by {program}; here is {now}.", seq=one.seq, vacancy=one.vacancy,
                   program=one.program, now=NOW())  # fmt: skip
    lines = [head.text(lang)]
    if one.why is not None:
        lines.append("  " + one.why.text(lang))
    for name, then, now in one.differences:
        said = Message("{part}: then {then}, now {now}", part=name, then=then, now=now)
        lines.append("  " + said.text(lang))
    if one.outcome == "details":
        lines.append(
            "  " + Message("The answer and its reasons are the same; the record tells them otherwise.").text(lang)
        )
    return "\n".join(lines)


def _record(one: Replayed) -> dict[str, object]:
    return {
        "event": one.seq,
        "vacancy": one.vacancy,
        "outcome": one.outcome,
        "program": one.program,
        "differences": [dict(zip(("part", "then", "now"), each, strict=True)) for each in one.differences],
        "why": None if one.why is None else {"da": one.why.text("da"), "en": one.why.text("en")},
    }
