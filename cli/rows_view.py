"""Show what came of each row of a table: accepted, accepted with warnings, or rejected, and whether it was written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import typer

from kredslob.cli.exits import complain
from kredslob.cli.output import print_json
from kredslob.engine.record import SCHEMA, problem_record
from kredslob.rules.messages import Lang, Message

if TYPE_CHECKING:
    from kredslob.engine.ledger.chain import Head
    from kredslob.engine.ledger.entering import Entered
    from kredslob.engine.ledger.importing import Imported


def show_imported(lang: Lang, found: Sequence[Imported], head: Head | None, *, as_json: bool) -> None:
    """Show what came of the rows of an import of wheels."""
    _complain(lang, [(one, one.estate) for one in found])
    if as_json:
        print_json(_record([{"line": one.line, "estate": one.estate, **_judged(one)} for one in found], head))
    else:
        _count(lang, found, head)


def show_entered(lang: Lang, found: Sequence[Entered], head: Head | None, *, as_json: bool) -> None:
    """Show what came of the rows of a table of steps."""
    _complain(lang, [(one, one.vacancy) for one in found])
    if as_json:
        rows = [
            {
                "line": one.line, "vacancy": one.vacancy, "step": one.step,
                "event": one.event if head is not None else None, **_judged(one),
            }
            for one in found
        ]  # fmt: skip
        print_json(_record(rows, head))
    else:
        _count(lang, found, head)


def _complain(lang: Lang, found: Iterable[tuple[Imported | Entered, str]]) -> None:
    for one, name in sorted(found, key=lambda each: each[0].line or 0):
        for problem in one.problems:
            complain(problem.text(lang))
        for warning in one.warnings:
            said = Message("{name}, line {line}: {warning}", name=name, line=one.line, warning=warning)
            complain(said.text(lang))


def _count(lang: Lang, found: Sequence[Imported | Entered], head: Head | None) -> None:
    counted = Counter(one.outcome for one in found)
    told = Message(
        "Accepted: {accepted}; accepted with warnings: {warnings}; rejected: {rejected}.",
        accepted=counted["accepted"], warnings=counted["warnings"], rejected=counted["rejected"],
    )  # fmt: skip
    typer.echo(told.text(lang))
    last = Message("Nothing has been written.") if head is None else Message("Head {head}", head=head.text)
    typer.echo(last.text(lang))


def _record(rows: list[dict[str, Any]], head: Head | None) -> dict[str, Any]:
    return {"schema": SCHEMA, "rows": rows, "head": None if head is None else head.text}


def _judged(one: Imported | Entered) -> dict[str, Any]:
    return {
        "outcome": one.outcome,
        "problems": [problem_record(each) for each in one.problems],
        "warnings": [{"da": each.text("da"), "en": each.text("en")} for each in one.warnings],
    }
