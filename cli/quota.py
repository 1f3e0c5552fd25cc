"""`kredslob quota`: what each estate owes the municipality, what exempt estates lose, and where that is placed."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from kredslob.cli import options
from kredslob.cli.exits import Code, guarded
from kredslob.cli.language import told
from kredslob.rules.messages import Message, language_of

HELP: Final = Message(
    """Show the quota account of the year: referrals that exempt estates lose, and the estates that take them instead.

What is lost and carried in is placed, unplaced or carried out, to the last part of a turn. Without --estate,
--organisation or --all the account is told by organisation.

Examples:
  kredslob quota --on 2011-06-01
  kredslob quota --on 2012-06-01 --organisation fsb
  kredslob quota --on 2012-06-01 --set compensation.method=headroom --json"""
)


@guarded
def quota(  # noqa: PLR0913 - a command has a parameter for each of its options
    *,
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help=told(Message("The day whose standing is taken, 2011-06-01.")))
    ],
    estate: options.Estates = None,
    organisation: options.Organisation = None,
    every: Annotated[bool, typer.Option("--all", help=told(Message("Every estate.")))] = False,
    settings: options.Settings = None,
    register: options.Register = None,
    agreement: options.Agreement = None,
    as_known: options.AsKnown = None,
    out: options.Out = None,
    json: options.Json = False,
    lang: options.Lang = None,
) -> Code:
    """Show the account; what the command is for stands in HELP."""
    from pathlib import Path

    from kredslob.cli.account_view import draw_account
    from kredslob.cli.choosing import chosen_estates
    from kredslob.cli.opening import open_office, words_of
    from kredslob.cli.output import print_json, save_json, show
    from kredslob.engine.account import quota_account
    from kredslob.engine.account_record import account_record
    from kredslob.engine.guesses import read_guesses
    from kredslob.engine.inputs import read_day

    office = open_office(register, agreement, as_known)
    words = words_of(office, language_of(lang.value if lang else None))
    chosen = chosen_estates(office.register, estate or (), organisation)
    account = quota_account(office, read_day(on, "--on"), assumed=read_guesses(settings or (), office.library))
    to = Path(out) if out else None
    if json or (to is not None and to.suffix.lower() == ".json"):
        data = account_record(words, account, chosen)
        if to is None:
            print_json(data)
        else:
            save_json(data, to, words.lang)
    else:
        shown = None if every else chosen if chosen is not None else ()
        show(lambda console: draw_account(console, words, account, shown), to, words.lang)
    return Code.DONE
