"""Many vacancies at once: steps from a table, the list of them, and all that has happened to one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from kredslob.cli import options
from kredslob.cli.entry import WITH_RULES, Entry, entry
from kredslob.cli.exits import Code, guarded
from kredslob.cli.language import told
from kredslob.rules.messages import Message

ENTER: Final = Message(
    """Take the steps of many vacancies from a table: a row for each step, in its order.

A row has a step (open, decide, offer, accept, refuse, let, withdraw; open if it does not say), the vacancy's id, the day,
and what the step needs, in the columns that kredslob decide reads and applicant, channel, reason, freed_by, another. Each
row is accepted, accepted with warnings, or rejected; unless all can be accepted nothing is written, but with
--accepted-only.

Example:
  kredslob vacancy enter may.csv --by ANNE"""
)
LIST: Final = Message(
    """List the vacancies in the ledger.

Examples:
  kredslob vacancy list --state open
  kredslob vacancy list --estate Bispeparken"""
)
SHOW: Final = Message(
    """Show a vacancy with all its events. With a list of applicants, those on it go by the words of the list.

Examples:
  kredslob vacancy show V-2
  kredslob vacancy show V-2 --applicants list.csv"""
)

State = Annotated[
    str | None,
    typer.Option(
        "--state",
        metavar="STATE",
        help=told(Message("Only those that are open, decided, offered, accepted, refused, let or withdrawn.")),
    ),
]


@guarded
@entry(*WITH_RULES, "json")
def enter(
    file: Annotated[str, typer.Argument(metavar="FILE", help=told(Message("The table: CSV or Excel.")))],
    *,
    accepted_only: options.AcceptedOnly = False,
    at: Entry,
) -> Code:
    """Take the steps of a table; what the command is for stands in ENTER."""
    from kredslob.cli.rows_view import show_entered
    from kredslob.engine.ledger.entering import enter_steps

    found, head = enter_steps(at.ledger, at.office, Path(file), by=at.who, on=at.day, rejected_too=accepted_only)
    show_entered(at.lang, found, head, as_json=at.json)
    return Code.WRONG_INPUT if any(one.outcome == "rejected" for one in found) else Code.DONE


@guarded
@entry("register", "json")
def list_(*, state: State = None, estate: options.Estates = None, at: Entry) -> Code:
    """List vacancies; what the command is for stands in LIST."""
    from kredslob.cli.choosing import named_estates
    from kredslob.cli.vacancy_view import show_vacancies
    from kredslob.engine.ledger.telling import listed

    estates = named_estates(at.office.register, estate or ())
    show_vacancies(at.words, listed(at.ledger, state, estates), at.office.register.estates, as_json=at.json)
    return Code.DONE


@guarded
@entry("register", "json")
def show(number: options.Number, *, applicants: options.Applicants = None, at: Entry) -> Code:
    """Show a vacancy; what the command is for stands in SHOW."""
    from kredslob.cli.vacancy_view import show_vacancy
    from kredslob.engine.inputs import read_applicants
    from kredslob.engine.ledger.telling import told_of

    own = read_applicants(Path(applicants), at.office.library.facts).pseudonyms if applicants is not None else ()
    show_vacancy(at.words, told_of(at.ledger, number, own), at.office.register.estates, as_json=at.json)
    return Code.DONE
