"""`kredslob applicant`: what the ledger holds of a person, and its erasure."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from kredslob.cli.entry import STEP, WRITES, Entry, entry
from kredslob.cli.exits import Code, guarded
from kredslob.cli.language import told
from kredslob.rules.messages import Message

HELP: Final = Message("Show what the ledger holds of a person, and erase it.")
SHOW: Final = Message(
    """Show what the ledger holds of an applicant: facts, decisions, offers. Say who by the office's own word, as on its lists.

Example:
  kredslob applicant show A-7"""
)
ERASE: Final = Message(
    """Erase what the ledger holds of an applicant. The chain stays whole; decisions from their list can no longer be replayed.

Example:
  kredslob applicant erase A-7 --by ANNE"""
)
EXPIRE: Final = Message(
    """Erase everybody whose facts have not been used for as long as they are kept (ledger settle --retain-years).

Example:
  kredslob applicant expire --by ANNE"""
)

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
Applicant = Annotated[str, typer.Argument(metavar="APPLICANT", help=told(Message("The office's own word for them.")))]


@app.command("show", help=told(SHOW))
@guarded
@entry("json")
def show(applicant: Applicant, *, at: Entry) -> Code:
    """Show what is held; what the command is for stands in SHOW."""
    from kredslob.cli.applicant_view import show_held
    from kredslob.engine.ledger.erasing import held_of

    show_held(held_of(at.ledger, applicant), at.lang, as_json=at.json)
    return Code.DONE


@app.command("erase", help=told(ERASE))
@guarded
@entry(*WRITES)
def erase(applicant: Applicant, *, at: Entry) -> Code:
    """Erase a person; what the command is for stands in ERASE."""
    from kredslob.engine.ledger.erasing import erase

    event, held = erase(at.ledger, applicant, by=at.who)
    at.say(Message("Erased, with {count} decisions that can no longer be made again.", count=len(held.decisions)))
    return at.written(event)


@app.command("expire", help=told(EXPIRE))
@guarded
@entry(*STEP)
def expire(*, at: Entry) -> Code:
    """Erase those whose time is over; what the command is for stands in EXPIRE."""
    from kredslob.engine.ledger.erasing import erase_expired

    event, count = erase_expired(at.ledger, by=at.who, on=at.day)
    at.say(Message("Persons erased: {count}.", count=count))
    return Code.DONE if event is None else at.written(event)
