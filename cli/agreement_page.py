"""`kredslob agreement page`: an agreement as one HTML file, to read, to show and to print."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from kredslob.cli import options
from kredslob.cli.complete import agreements
from kredslob.cli.exits import Code, guarded
from kredslob.cli.language import told
from kredslob.rules.messages import Message, language_of

PAGE: Final = Message(
    """Make an agreement into one HTML file: clauses in words, the rules and values beside them, and all that is assumed.

It fetches nothing and can be read on a phone, shown on a wall and printed. Give an amendment, or a file of your own, to
see what it changes. An existing file is replaced.

Examples:
  kredslob agreement page -o agreement.html
  kredslob agreement page kbh-2012-adjustment --lang da -o justering.html"""
)


@guarded
def page(
    agreement: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID|FILE]",
            help=told(Message("An agreement or amendment; else the one in force.")),
            autocompletion=agreements,
        ),
    ] = None,
    on: options.On = None,
    out: Annotated[
        str | None,
        typer.Option("--out", "-o", metavar="FILE", help=told(Message("The file to write; else the page is printed."))),
    ] = None,
    lang: options.Lang = None,
) -> Code:
    """Make a page of an agreement; what the command is for stands in PAGE."""
    from kredslob.cli.opening import open_agreement
    from kredslob.cli.output import print_text, save
    from kredslob.engine.inputs import read_day
    from kredslob.engine.page.page import agreement_page
    from kredslob.engine.phrasing import Words
    from kredslob.rules.library import load_library

    spoken = language_of(lang.value if lang else None)
    day = read_day(on, "--on") if on else None
    library, chosen = open_agreement(load_library(), agreement, day)
    text = agreement_page(Words(library, spoken), chosen, day)
    if out is None:
        print_text(text)
    else:
        save(text, Path(out), spoken)
    return Code.DONE
