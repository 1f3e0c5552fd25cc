"""`kredslob scenario new`: the start of a scenario, which runs as it stands, with everything explained in comments."""

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
    """Begin a scenario: a file that runs as it stands, with every field explained and all that is assumed in comments.

NAME is its title or id; it is written into a file of that id. Nothing is overwritten.

Examples:
  kredslob scenario new "Ten years" --agreement kbh-2011-2014
  kredslob scenario new forslag --agreement proposal.yaml --lang da"""
)


@guarded
def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help=told(Message("What the scenario is called.")))],
    *,
    agreement: Annotated[
        str | None,
        typer.Option(
            "--agreement",
            metavar="ID|FILE",
            help=told(Message("The agreement or amendment that is simulated.")),
            autocompletion=agreements,
        ),
    ] = None,
    out: Annotated[
        str | None, typer.Option("--out", "-o", metavar="FILE", help=told(Message("The file to write; else ID.yaml.")))
    ] = None,
    lang: options.Lang = None,
) -> Code:
    """Begin a scenario; what the command is for stands in NEW."""
    from kredslob.cli.output import save
    from kredslob.rules.library import load_library
    from kredslob.scenarios.files.drafting import draft

    spoken = language_of(lang.value if lang else None)
    path, text = draft(load_library(), name, agreement, Path(out) if out else None, spoken)
    save(text, path, spoken)
    return Code.DONE
