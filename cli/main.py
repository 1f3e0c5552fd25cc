"""The command `kredslob`.

Only the command that was asked for is imported, and it imports what it needs when it runs; the others are known by their
name and one line, so that `--help` answers at once.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any, Final

import typer

from kredslob.cli import options
from kredslob.cli.exits import Code, complain, unheard
from kredslob.cli.language import HELP, told
from kredslob.cli.words import Command, Commands
from kredslob.rules.messages import Message, has_cpr

_ABOUT = Message(
    """Kredsløb tells which channel lets a vacant social dwelling in Copenhagen, who is offered it, and by which clause.

Begin with a look at the shipped vacancies, then ask about one of your own. Every command has examples of its own:
kredslob COMMAND --help.

Examples:
  kredslob decide --demo
  kredslob classify --on 2011-10-01 --only exempt
  kredslob agreement show --assumed"""
)

# A command makes much at once and keeps it: rules, register, lists. Looking through that for garbage at the default rate
# takes a quarter of the time of a decision on a long list.
_MADE_BETWEEN_COLLECTIONS: Final = 100_000

# A module of cli with each command; those with `app` are groups of commands.
COMMANDS: Final[dict[str, Message]] = {
    "decide": Message("Which channel lets a vacancy, to whom, why."),
    "classify": Message("Estates and their standing on a day."),
    "quota": Message("The quota account: lost, placed, carried."),
    "adjust": Message("The spring adjustment and what it proposes."),
    "agreement": Message("What has been agreed, and what is assumed."),
    "facts": Message("The declared facts."),
    "register": Message("Registers of estates and key figures."),
    "ledger": Message("The ledger: begin, import, status, reports."),
    "vacancy": Message("Vacancies in the ledger, from notice to letting."),
    "applicant": Message("What the ledger holds of a person; erase it."),
    "audit": Message("Verify the ledger; decide again and compare."),
    "scenario": Message("Simulate the city over years."),
    "compare": Message("What a clause does: gains, losses, how sure."),
    "search": Message("Which terms reach goals within limits."),
    "report": Message("A run as one HTML file for a committee."),
    "export": Message("Results for a spreadsheet or another program."),
    "backtest": Message("Has it been right? Forecasts against facts."),
    "calibrate": Message("Fit behaviour to observed margins."),
}


def build(words: Sequence[str] | None = None) -> typer.Typer:
    """Make the application: all of it, or only what this command line needs."""
    app = typer.Typer(
        cls=Commands,
        help=told(_ABOUT),
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback()(kredslob)
    asked = _command_in(words) if words is not None else None
    for name, short in COMMANDS.items():
        if words is not None and name != asked:
            app.command(name, help=told(short))(_not_asked_for)
            continue
        module = import_module(f"kredslob.cli.{name}")
        if hasattr(module, "app"):
            app.add_typer(module.app, name=name, help=told(module.HELP), short_help=told(short))
        else:
            command = getattr(module, name)
            app.command(name, cls=Command, help=told(module.HELP), short_help=told(short))(command)
    return app


def _command_in(words: Sequence[str]) -> str | None:
    """Give the command that a command line asks for: the first word that is no option of `kredslob` itself."""
    following = iter(words)
    for word in following:
        if word == "--lang":
            next(following, None)
        elif not word.startswith("-"):
            return word
    return None


def _not_asked_for() -> None:
    """Stand for a command that this command line does not use."""


def _say_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"kredslob {version('kredslob')}")
        raise typer.Exit


def kredslob(
    ctx: typer.Context,
    lang: options.Lang = None,
    version: Annotated[  # noqa: ARG001 - its callback has said it
        bool,
        typer.Option(
            "--version", callback=_say_version, is_eager=True, help=told(Message("Say which version this is, and end."))
        ),
    ] = False,
) -> None:
    """Take the options that stand before the command; what it is for stands in _ABOUT."""
    if lang is not None:
        ctx.default_map = _everywhere(ctx.command, lang.value)


def _everywhere(command: Any, lang: str) -> dict[str, Any]:
    """Give the language as the default of every command below."""
    below: dict[str, Any] = getattr(command, "commands", {})
    return {"lang": lang, **{name: _everywhere(one, lang) for name, one in below.items()}}


def run() -> None:
    """Run the command line: the console entry."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if any(has_cpr(word) for word in sys.argv[1:]):
        complain(
            Message("There is a CPR number among the options, or something shaped like one. Use a pseudonym.").text(
                HELP
            )
        )
        raise SystemExit(Code.WRONG_INPUT)
    gc.set_threshold(_MADE_BETWEEN_COLLECTIONS)
    try:
        build(None if "_KREDSLOB_COMPLETE" in os.environ else sys.argv[1:])()
    except BrokenPipeError:
        os._exit(unheard())
    finally:
        gc.freeze()  # the process ends: what it holds need not be looked through once more
