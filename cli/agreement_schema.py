"""`kredslob agreement schema`: the formats of files as JSON Schema, for editors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from kredslob.cli import options
from kredslob.cli.exits import Code, guarded
from kredslob.cli.language import told
from kredslob.rules.messages import Message, language_of

SCHEMA: Final = Message(
    """Give the format of a file as JSON Schema, so that an editor completes and checks the file as it is typed.

NAME is agreement (laws, agreements, amendments and individual agreements), facts, sources, channels, vacancies or
applicants. Put the schema beside your file, and this line at the file's top:

  # yaml-language-server: $schema=agreement.json

Examples:
  kredslob agreement schema agreement -o agreement.json
  kredslob agreement schema vacancies -o vacancies.json"""
)


@guarded
def schema(
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", help=told(Message("Of which format; else of agreements.")))
    ] = "agreement",
    out: Annotated[
        str | None,
        typer.Option("--out", "-o", metavar="FILE", help=told(Message("The file to write; else it is printed."))),
    ] = None,
    lang: options.Lang = None,
) -> Code:
    """Give the JSON Schema of a format; what the command is for stands in SCHEMA."""
    from kredslob.cli.output import print_text, save
    from kredslob.engine.schemas.published import named, schema_text

    text = schema_text(named(name))
    if out is None:
        print_text(text)
    else:
        save(text, Path(out), language_of(lang.value if lang else None))
    return Code.DONE
