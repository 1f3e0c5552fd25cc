"""`kredslob scenario schema`: the format of a scenario file for an editor."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from kredslob.cli import options
from kredslob.cli.exits import Code, guarded
from kredslob.cli.language import told
from kredslob.rules.messages import Message, language_of

SCHEMA: Final = Message(
    """Give the JSON Schema of a scenario file, a business cycle or a file of terms, by which an editor completes and checks it.

Put it beside the file, and this line at the file's top:

  # yaml-language-server: $schema=scenario.json

Examples:
  kredslob scenario schema -o scenario.json
  kredslob scenario schema cycle -o cycle.json
  kredslob scenario schema search -o search.json"""
)


@guarded
def schema(
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", help=told(Message("scenario, cycle or search.")))
    ] = "scenario",
    out: Annotated[
        str | None,
        typer.Option("--out", "-o", metavar="FILE", help=told(Message("The file to write; else it is printed."))),
    ] = None,
    lang: options.Lang = None,
) -> Code:
    """Give the JSON Schema of a format; what the command is for stands in SCHEMA."""
    from kredslob.cli.output import print_text, save
    from kredslob.scenarios.files.schemas import named, schema_text

    text = schema_text(named(name))
    if out is None:
        print_text(text)
    else:
        save(text, Path(out), language_of(lang.value if lang else None))
    return Code.DONE
