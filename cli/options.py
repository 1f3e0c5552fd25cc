"""The options that several commands share, each declared once."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from kredslob.cli.complete import agreements, clauses, estates, facts, organisations
from kredslob.cli.language import told
from kredslob.rules.messages import Message


class Language(StrEnum):
    """The languages that Kredsløb speaks."""

    da = "da"
    en = "en"


Lang = Annotated[
    Language | None, typer.Option("--lang", help=told(Message("Danish or English; else as the locale says.")))
]
Json = Annotated[bool, typer.Option("--json", help=told(Message("JSON for programs, described in docs/json.md.")))]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", help=told(Message("The day that counts, 2011-10-01.")))]
AsKnown = Annotated[
    str | None,
    typer.Option("--as-known", metavar="DATE", help=told(Message("Use only what was known on this day."))),
]
Register = Annotated[
    str | None,
    typer.Option(
        "--register",
        metavar="DIR",
        help=told(Message("Your own register, a folder or a workbook; else the Copenhagen that ships with Kredsløb.")),
    ),
]
Agreement = Annotated[
    str | None,
    typer.Option(
        "--agreement",
        metavar="ID|FILE",
        help=told(Message("The agreement to decide by, or a file of your own; else the one in force.")),
        autocompletion=agreements,
    ),
]
Out = Annotated[
    str | None,
    typer.Option(
        "--out", metavar="FILE", help=told(Message("Write to a file instead; JSON if its name ends in .json."))
    ),
]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help=told(Message("Take this value for a guess; may be repeated."))),
]
Database = Annotated[
    str | None,
    typer.Option(
        "--db", metavar="FILE|URL", help=told(Message("The ledger's database; else KREDSLOB_DB, else kredslob.db."))
    ),
]
Key = Annotated[
    str | None,
    typer.Option(
        "--key", metavar="FILE", help=told(Message("The ledger's key; else KREDSLOB_KEY, else kredslob.key."))
    ),
]
By = Annotated[str | None, typer.Option("--by", metavar="WHO", help=told(Message("Who does this; else KREDSLOB_BY.")))]
Happened = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help=told(Message("The day it happened, 2011-10-01; else today."))),
]
Number = Annotated[str, typer.Argument(metavar="VACANCY", help=told(Message("The vacancy's number.")))]
Estates = Annotated[
    list[str] | None,
    typer.Option(
        "--estate",
        metavar="NAME",
        help=told(Message("Only this estate; may be given several times.")),
        autocompletion=estates,
    ),
]
Organisation = Annotated[
    str | None,
    typer.Option(
        "--organisation",
        metavar="NAME",
        help=told(Message("Only the estates of this organisation.")),
        autocompletion=organisations,
    ),
]
Clause = Annotated[
    str | None,
    typer.Option(
        "--clause",
        metavar="ID",
        help=told(Message("One clause: its words, rules, values and sources.")),
        autocompletion=clauses,
    ),
]
FactName = Annotated[
    str | None,
    typer.Argument(
        metavar="[NAME]", help=told(Message("One fact, with all that is said of it.")), autocompletion=facts
    ),
]
AcceptedOnly = Annotated[
    bool, typer.Option("--accepted-only", help=told(Message("Write the accepted rows though others are rejected.")))
]
Applicants = Annotated[
    str | None,
    typer.Option("--applicants", metavar="FILE", help=told(Message("The applicants, one a row, under pseudonyms."))),
]
