"""`kredslob agreement`: what has been agreed, by which source, how sure we are, and what is only assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from kredslob.cli import options
from kredslob.cli.agreement_cases import TEST, run_cases
from kredslob.cli.agreement_check import CHECK, check_agreements
from kredslob.cli.agreement_diff import DIFF, diff
from kredslob.cli.agreement_new import NEW, new
from kredslob.cli.agreement_page import PAGE, page
from kredslob.cli.agreement_prove import PROVE, prove
from kredslob.cli.agreement_schema import SCHEMA, schema
from kredslob.cli.complete import agreements
from kredslob.cli.exits import Code, guarded
from kredslob.cli.language import told
from kredslob.rules.messages import Message, language_of

if TYPE_CHECKING:
    from datetime import date

    from kredslob.engine.phrasing import Words

HELP: Final = Message(
    "Show what has been agreed, clause by clause, with sources, values by date, and what is only assumed."
)
LIST: Final = Message(
    """List the agreements, their amendments, the laws they draw on, and which are in force on a day.

Example:
  kredslob agreement list --on 2012-05-01"""
)
SHOW: Final = Message(
    """Show an agreement: its clauses, or one clause with its rules, values and sources, or all that is assumed.

Examples:
  kredslob agreement show
  kredslob agreement show kbh-2011-2014 --clause ra11-exemption
  kredslob agreement show --assumed"""
)
CHANNELS: Final = Message(
    """List the seventeen ways to let a family dwelling: which are channels here, which filters, which out of scope.

Example:
  kredslob agreement channels"""
)

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.command("check", help=told(CHECK))(check_agreements)
app.command("new", help=told(NEW))(new)
app.command("test", help=told(TEST))(run_cases)
app.command("page", help=told(PAGE))(page)
app.command("schema", help=told(SCHEMA))(schema)
app.command("diff", help=told(DIFF))(diff)
app.command("prove", help=told(PROVE))(prove)


@app.command("list", help=told(LIST))
@guarded
def list_agreements(on: options.On = None, json: options.Json = False, lang: options.Lang = None) -> Code:
    """List agreements; what the command is for stands in LIST."""
    from kredslob.cli.agreement_data import shelf
    from kredslob.cli.agreement_view import list_table
    from kredslob.cli.output import print_json, terminal

    words = _words(lang)
    day = _day(on)
    if json:
        print_json(shelf(words.library, day))
    else:
        terminal().print(list_table(words, day))
    return Code.DONE


@app.command("show", help=told(SHOW))
@guarded
def show_agreement(
    agreement: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID|FILE]",
            help=told(Message("An agreement or amendment; else the one in force.")),
            autocompletion=agreements,
        ),
    ] = None,
    on: options.On = None,
    clause: options.Clause = None,
    assumed: Annotated[
        bool,
        typer.Option("--assumed", help=told(Message("All that is assumed, with the question that would settle it."))),
    ] = False,
    json: options.Json = False,
    lang: options.Lang = None,
) -> Code:
    """Show an agreement; what the command is for stands in SHOW."""
    from kredslob.cli.agreement_data import agreement_data
    from kredslob.cli.agreement_view import draw_agreement, draw_assumed, draw_clause, find_clause
    from kredslob.cli.opening import open_agreement
    from kredslob.cli.output import print_json, terminal
    from kredslob.engine.phrasing import Words

    words = _words(lang)
    day = _day(on)
    library, chosen = open_agreement(words.library, agreement, day, clause)
    words = Words(library, words.lang)
    key = None if clause is None else find_clause(library, chosen, clause)
    if json:
        print_json(agreement_data(chosen, day, key, assumed_only=assumed))
    elif key is not None:
        draw_clause(terminal(), words, chosen, key, day)
    elif assumed:
        draw_assumed(terminal(), words, chosen, day)
    else:
        draw_agreement(terminal(), words, chosen, day)
    return Code.DONE


@app.command("channels", help=told(CHANNELS))
@guarded
def channels(json: options.Json = False, lang: options.Lang = None) -> Code:
    """List the channels; what the command is for stands in CHANNELS."""
    from kredslob.cli.channels_view import channels_table, read_channels
    from kredslob.cli.output import print_json, terminal

    if json:
        print_json({"schema": 1, "channels": read_channels()})
    else:
        terminal().print(channels_table(_words(lang), read_channels()))
    return Code.DONE


def _words(lang: options.Language | None) -> Words:
    from kredslob.engine.phrasing import Words
    from kredslob.rules.library import load_library

    return Words(load_library(), language_of(lang.value if lang else None))


def _day(on: str | None) -> date | None:
    from kredslob.engine.inputs import read_day

    return read_day(on, "--on") if on else None
