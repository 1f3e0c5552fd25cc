"""`kredslob adjust`: the spring adjustment, and each individual agreement as it would be."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from kredslob.cli import options
from kredslob.cli.exits import Code, complain, guarded
from kredslob.cli.language import told
from kredslob.rules.messages import Message, language_of

HELP: Final = Message(
    """Show the adjustment of a day: which estates change standing and why, and the referral wheels that follow.

--out writes each individual agreement as it would be, a file for each, for the parties to consider. Nothing is changed.

Examples:
  kredslob adjust --on 2012-04-01
  kredslob adjust --on 2012-04-01 --out proposals/"""
)


@guarded
def adjust(  # noqa: PLR0913 - a command has a parameter for each of its options
    *,
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help=told(Message("The day of the adjustment, 2012-04-01.")))
    ],
    every: Annotated[bool, typer.Option("--all", help=told(Message("Every wheel that changes.")))] = False,
    settings: options.Settings = None,
    register: options.Register = None,
    agreement: options.Agreement = None,
    as_known: options.AsKnown = None,
    out: Annotated[
        str | None, typer.Option("--out", metavar="DIR", help=told(Message("A folder for the proposed agreements.")))
    ] = None,
    json: options.Json = False,
    lang: options.Lang = None,
) -> Code:
    """Show the adjustment; what the command is for stands in HELP."""
    from pathlib import Path

    from kredslob.cli.account_view import draw_adjustment
    from kredslob.cli.opening import open_office, words_of
    from kredslob.cli.output import print_json, save_new, terminal
    from kredslob.engine.account_record import adjustment_record
    from kredslob.engine.adjustment import adjustment
    from kredslob.engine.guesses import read_guesses
    from kredslob.engine.inputs import read_day

    office = open_office(register, agreement, as_known)
    words = words_of(office, language_of(lang.value if lang else None))
    found = adjustment(office, read_day(on, "--on"), assumed=read_guesses(settings or (), office.library))
    if out is not None:
        save_new(Path(out), {Path(out) / one.name: one.text for one in found.proposals})
        complain(
            Message("{count} proposed agreements written to {folder}.", count=len(found.proposals), folder=out).text(
                words.lang
            )
        )
    if json:
        print_json(adjustment_record(words, found))
    else:
        draw_adjustment(terminal(), words, found, full=every)
    return Code.DONE
