"""`kredslob agreement check`: is it well-formed, does it hang together, do its dates leave a hole, is it lawful."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from kredslob.cli import options
from kredslob.cli.complete import agreements
from kredslob.cli.exits import Code, guarded
from kredslob.cli.language import told
from kredslob.rules.messages import Message, language_of

CHECK: Final = Message(
    """Check agreements, amendments, laws and individual agreements: all that ship with Kredsløb, or those named.

An error must be mended; a warning may be meant. Each names file, line and cure, and the provision that is broken.

Examples:
  kredslob agreement check
  kredslob agreement check proposal.yaml
  kredslob agreement check kbh-2011-2014 fsb-3 --json

Exit codes: 0 no errors, 2 errors."""
)


@guarded
def check_agreements(
    named: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID|FILE]...",
            help=told(Message("Laws, agreements, amendments or individual agreements; else all that ship.")),
            autocompletion=agreements,
        ),
    ] = None,
    *,
    json: options.Json = False,
    lang: options.Lang = None,
) -> Code:
    """Check agreements; what the command is for stands in CHECK."""
    from kredslob.cli.check_view import check_data, draw_findings
    from kredslob.cli.output import print_json, terminal
    from kredslob.engine.asked import ASKED
    from kredslob.rules.checking.check import check

    library, found = check(named or (), ASKED)
    if json:
        print_json(check_data(library, named or (), found))
    else:
        draw_findings(terminal(), language_of(lang.value if lang else None), library, found)
    return Code.WRONG_INPUT if any(one.severity == "error" for one in found) else Code.DONE
