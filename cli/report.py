"""`kredslob report`: a run as one HTML file for a committee to read, print and trust."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from kredslob.cli import options
from kredslob.cli.exits import Code, guarded
from kredslob.cli.language import told
from kredslob.rules.messages import Message, language_of

HELP: Final = Message(
    """Make the results of a run, a comparison or a search into one HTML file: what was asked, the answer, charts, how far to
trust it, what is assumed, how to make it again.

It fetches nothing, shows its charts without a script, and can be read on a phone, shown on a wall and printed. An existing
file is replaced.

Examples:
  kredslob report kbh-2011-results -o report.html
  kredslob report comparison -o comparison.html
  kredslob report kbh-2011-results --template evaluation --lang da -o evaluering.html"""
)


class Template(StrEnum):
    """The kinds of reports: see `scenarios.reporting.templates`."""

    committee = "committee"
    evaluation = "evaluation"


@guarded
def report(
    results: Annotated[
        str, typer.Argument(metavar="RUN", help=told(Message("The folder of a run, a comparison or a search.")))
    ],
    out: Annotated[
        str | None,
        typer.Option("--out", "-o", metavar="FILE", help=told(Message("The file to write; else the page is printed."))),
    ] = None,
    template: Annotated[
        Template,
        typer.Option(
            "--template",
            help=told(Message("For a committee, or for the final evaluation that the agreement asks for.")),
        ),
    ] = Template.committee,
    lang: options.Lang = None,
) -> Code:
    """Report a run; what the command is for stands in HELP."""
    from kredslob.cli.output import print_text, save
    from kredslob.engine.writing import refuse_unwritable
    from kredslob.scenarios.reporting.writing import report_of

    spoken = language_of(lang.value if lang else None)
    if out is not None:
        refuse_unwritable(Path(out))
    text = report_of(Path(results), spoken, template.value)
    if out is None:
        print_text(text)
    else:
        save(text, Path(out), spoken)
    return Code.DONE
