"""`kredslob ledger`: begin a ledger, bring it up to date, tell how turns are counted, and where the wheels stand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from kredslob.cli import options
from kredslob.cli.entry import WITH_RULES, WRITES, Entry, entry
from kredslob.cli.exits import Code, guarded
from kredslob.cli.language import told
from kredslob.rules.messages import Message

HELP: Final = Message("Keep the ledger of turns and decisions: begin it, import where wheels stand, report.")
INIT: Final = Message(
    """Begin a ledger, with a key of its own in a file that only you may read. Keep a copy of the key in another place.

Without --db and --key these are kredslob.db and kredslob.key in the folder that you stand in.

Examples:
  kredslob ledger init --by ANNE
  kredslob ledger init --db postgresql://office@db/ledger --key /etc/kredslob.key --by ANNE
  kredslob ledger init --set referral.counts=letting --by ANNE"""
)
UPGRADE: Final = Message(
    """Bring a ledger that an older version of Kredsløb has made up to date. Its events stay as they are.

Example:
  kredslob ledger upgrade --db kredslob.db"""
)
SETTLE: Final = Message(
    """Say which value the office goes by where the agreement is not known, or for how long facts of persons are kept.

Example:
  kredslob ledger settle --set referral.counts=letting --by ANNE"""
)
STATUS: Final = Message(
    """Show the accounts: what each was to let by which channel, what was let, what is owed, and how far the two are apart.

Without --estate, --organisation or --all they are told by organisation. --out writes a table by the end of its name.

Examples:
  kredslob ledger status
  kredslob ledger status --year 2011 --out accounts-2011.xlsx
  kredslob ledger status --organisation fsb --json"""
)
IMPORT: Final = Message(
    """Take where the wheels of estates stand from a table, when the office begins in the middle of a round.

The columns are estate, on, referral_turn, transfer_turn, external_turn, split_turn (or their Danish names); a wheel stands
as 3, or as 3+1 with a turn owed. Each row is accepted, accepted with warnings, or rejected; unless all can be accepted
nothing is written, but with --accepted-only.

Example:
  kredslob ledger import wheels.csv --on 2011-06-01 --by ANNE"""
)

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
Retention = Annotated[
    int | None,
    typer.Option(
        "--retain-years", metavar="N", min=1, max=100,
        help=told(Message("Facts of persons may be erased when they have not been used for so many years.")),
    ),
]  # fmt: skip


@app.command("init", help=told(INIT))
@guarded
@entry(*WRITES)
def init(*, settings: options.Settings = None, retain_years: Retention = None, at: Entry) -> Code:
    """Begin a ledger; what the command is for stands in INIT."""
    from kredslob.engine.guesses import read_guesses
    from kredslob.engine.ledger.database import named
    from kredslob.engine.ledger.keys import key_path
    from kredslob.engine.ledger.opening import begin_ledger
    from kredslob.rules.library import load_library

    settled = read_guesses(settings or (), load_library())
    db, key = at.place
    ledger, event = begin_ledger(db, key, by=at.who, settled=settled, retention_years=retain_years)
    ledger.engine.dispose()
    at.say(Message("The ledger has begun in {db}, with its key in {key}.", db=named(ledger.url), key=key_path(key)))
    return at.written(event)


@app.command("upgrade", help=told(UPGRADE))
@guarded
@entry()
def upgrade(*, at: Entry) -> Code:
    """Upgrade a ledger; what the command is for stands in UPGRADE."""
    from kredslob.engine.ledger.opening import upgrade_ledger

    before, after = upgrade_ledger(at.place[0])
    at.say(Message("Schema {before} before, {after} now.", before=before, after=after))
    return Code.DONE


@app.command("settle", help=told(SETTLE))
@guarded
@entry(*WRITES)
def settle(*, settings: options.Settings = None, retain_years: Retention = None, at: Entry) -> Code:
    """Settle guesses; what the command is for stands in SETTLE."""
    from kredslob.engine.guesses import read_guesses
    from kredslob.engine.ledger.opening import settle as settle_in
    from kredslob.rules.library import load_library

    settled = read_guesses(settings or (), load_library())
    return at.written(settle_in(at.ledger, by=at.who, settled=settled, retention_years=retain_years))


@app.command("status", help=told(STATUS))
@guarded
@entry("register", "agreement", "json")
def status(
    *,
    year: Annotated[
        int | None, typer.Option("--year", metavar="YEAR", help=told(Message("The vacancies of this year only.")))
    ] = None,
    estate: options.Estates = None,
    organisation: options.Organisation = None,
    every: Annotated[bool, typer.Option("--all", help=told(Message("Every estate.")))] = False,
    out: Annotated[
        str | None, typer.Option("--out", metavar="FILE", help=told(Message("Write a table: .csv, .xlsx or .json.")))
    ] = None,
    at: Entry,
) -> Code:
    """Show the accounts; what the command is for stands in STATUS."""
    from kredslob.cli.choosing import chosen_estates
    from kredslob.cli.ledger_view import show_accounts
    from kredslob.engine.ledger.accounts import accounts

    chosen = chosen_estates(at.office.register, estate or (), organisation)
    found = accounts(at.ledger, at.office, year)
    shown = None if every else chosen if chosen is not None else ()
    show_accounts(at.words, found, shown, out=Path(out) if out else None, as_json=at.json)
    return Code.DONE


@app.command("import", help=told(IMPORT))
@guarded
@entry(*WITH_RULES, "json")
def import_(
    file: Annotated[str, typer.Argument(metavar="FILE", help=told(Message("The table: CSV or Excel.")))],
    *,
    accepted_only: options.AcceptedOnly = False,
    at: Entry,
) -> Code:
    """Import where wheels stand; what the command is for stands in IMPORT."""
    from kredslob.cli.rows_view import show_imported
    from kredslob.engine.ledger.importing import import_wheels

    found, head = import_wheels(at.ledger, at.office, Path(file), by=at.who, on=at.day, rejected_too=accepted_only)
    show_imported(at.lang, found, head, as_json=at.json)
    return Code.WRONG_INPUT if any(one.outcome == "rejected" for one in found) else Code.DONE
