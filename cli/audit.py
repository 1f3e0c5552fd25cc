"""`kredslob audit`: verify the ledger's chain, and decide again what was decided."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from kredslob.cli.entry import Entry, entry
from kredslob.cli.exits import Code, guarded
from kredslob.cli.language import told
from kredslob.rules.messages import Message

HELP: Final = Message("Verify that the ledger is whole, and decide again what it says was decided.")
VERIFY: Final = Message(
    """Verify the whole ledger: whatever was changed, removed or moved is told by its place.

A head that was written down once, from a decision or a report, shows that nothing after it was cut off.

Examples:
  kredslob audit verify
  kredslob audit verify --head 17:bcdfghjkmnpqrstvbcdfghjkmnpqrstv

Exit codes: 0 whole, 6 not whole."""
)
REPLAY: Final = Message(
    """Decide again from the facts, the register and the agreement as they were stored, and compare to the last letter.

Examples:
  kredslob audit replay V-2
  kredslob audit replay --all

Exit codes: 0 the same, 6 different."""
)

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.command("verify", help=told(VERIFY))
@guarded
@entry("json")
def verify(
    *,
    head: Annotated[
        str | None, typer.Option("--head", metavar="HEAD", help=told(Message("A head that was printed once.")))
    ] = None,
    at: Entry,
) -> Code:
    """Verify the ledger; what the command is for stands in VERIFY."""
    from kredslob.cli.audit_view import progress, show_verified
    from kredslob.engine.ledger.verifying import verify

    with progress(Message("Events"), at.lang, quiet=at.json) as seen:
        found = verify(at.ledger, head, seen)
    show_verified(found, at.lang, as_json=at.json)
    return Code.AUDIT if found.faults else Code.DONE


@app.command("replay", help=told(REPLAY))
@guarded
@entry("json")
def replay(
    which: Annotated[
        str | None, typer.Argument(metavar="[ID]", help=told(Message("A vacancy, or the number of an event.")))
    ] = None,
    *,
    every: Annotated[bool, typer.Option("--all", help=told(Message("Every decision in the ledger.")))] = False,
    at: Entry,
) -> Code:
    """Decide again; what the command is for stands in REPLAY."""
    from kredslob.cli.audit_view import progress, show_replayed
    from kredslob.engine.ledger.replaying import asked_for, replay

    asked = asked_for(which, every=every)
    with progress(Message("Decisions"), at.lang, quiet=at.json) as seen:
        found = list(replay(at.ledger, asked, seen))
    show_replayed(found, at.lang, as_json=at.json)
    return Code.AUDIT if any(one.outcome in ("different", "unreadable") for one in found) else Code.DONE
