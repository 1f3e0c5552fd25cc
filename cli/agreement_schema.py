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

NAME is agreement (laws, agreements, amendments and individual agreements), facts, sources, channels, vacancies,
applicants or cases. Put the schema beside your file, and this line at the file's top:

  # yaml-language-server: $schema=agreement.json

Examples:
  kredslob agreement schema agreement -o agreement.json
  kredslob agreement schema vacancies -o vacancies.json
  kredslob agreement schema cases --agreement proposal.yaml -o cases.json"""
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
    agreement: Annotated[
        str | None,
        typer.Option(
            "--agreement", metavar="FILE", help=told(Message("A file of your own, with the facts that it declares."))
        ),
    ] = None,
    lang: options.Lang = None,
) -> Code:
    """Give the JSON Schema of a format; what the command is for stands in SCHEMA."""
    from kredslob.cli.output import print_text, save
    from kredslob.engine.schemas.published import named, schema_text

    facts = None
    if agreement is not None:
        from kredslob.cli.opening import named_agreement
        from kredslob.rules.library import load_library

        library, _ = named_agreement(load_library(), agreement)
        facts = library.facts
    text = schema_text(named(name), facts)
    if out is None:
        print_text(text)
    else:
        save(text, Path(out), language_of(lang.value if lang else None))
    return Code.DONE
