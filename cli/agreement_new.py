"""`kredslob agreement new`: the start of an amendment, valid as it stands, with examples and every value in comments."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from kredslob.cli import options
from kredslob.cli.complete import agreements
from kredslob.cli.exits import Code, guarded
from kredslob.cli.language import told
from kredslob.rules.messages import Message, language_of

NEW: Final = Message(
    """Begin an amendment: a file that changes nothing yet, with an example of each change and every value in comments.

NAME is the title or the id of the new one; it is written into a file of that id, beside a file of your own that it amends.
Nothing is overwritten.

Examples:
  kredslob agreement new proposal --from kbh-2012-adjustment
  kredslob agreement new "Færre anvisninger" --from kbh-2011-2014 --on 2013-01-01 --lang da
  kredslob agreement new counter-proposal --from proposal.yaml
  kredslob agreement new text-of-2024 --from kbh-2024-2027 --assumed"""
)


@guarded
def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help=told(Message("What the amendment is called.")))],
    extended: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="ID|FILE",
            help=told(Message("The agreement or amendment that it amends.")),
            autocompletion=agreements,
        ),
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help=told(Message("The day on which it begins to act.")))
    ] = None,
    out: Annotated[
        str | None, typer.Option("--out", "-o", metavar="FILE", help=told(Message("The file to write; else ID.yaml.")))
    ] = None,
    assumed: Annotated[
        bool,
        typer.Option("--assumed", help=told(Message("Only the values that are assumed, to fill in what you know."))),
    ] = False,
    lang: options.Lang = None,
) -> Code:
    """Begin an amendment; what the command is for stands in NEW."""
    from kredslob.cli.output import save
    from kredslob.engine.drafting.drafting import draft
    from kredslob.engine.inputs import read_day
    from kredslob.rules.library import load_library

    spoken = language_of(lang.value if lang else None)
    day = read_day(on, "--on") if on else None
    path, text = draft(load_library(), name, extended, day, Path(out) if out else None, spoken, assumed=assumed)
    save(text, path, spoken)
    return Code.DONE
