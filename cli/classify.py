"""`kredslob classify`: the estates and their standing on a day."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kredslob.cli import options
from kredslob.cli.exits import Code, guarded
from kredslob.cli.language import told
from kredslob.rules.messages import Message, Place, Problem, WrongInput, language_of, nearest

if TYPE_CHECKING:
    from kredslob.engine.register.model import Register
    from kredslob.engine.standing import Standing

HELP: Final = Message(
    """List estates and their standing on a day: 40-plus, listed, new on the list, exempt from referral.

Where the standing hangs on a guess of the agreement, every reading is shown.

Examples:
  kredslob classify --on 2011-11-15 --only exempt
  kredslob classify --on 2012-04-01 --estate Akacieparken --estate bispevaenget-1
  kredslob classify --on 2011-11-15 --organisation fsb --csv"""
)


class Only(StrEnum):
    """The standings by which estates may be chosen."""

    exempt = "exempt"
    forty_plus = "forty_plus"
    listed = "listed"


_FACT: Final = {Only.exempt: "exempt", Only.forty_plus: "forty_plus", Only.listed: "listed_51b"}


@guarded
def classify(  # noqa: PLR0913 - a command has a parameter for each of its options
    *,
    on: options.On = None,
    estate: options.Estates = None,
    organisation: options.Organisation = None,
    only: Annotated[
        Only | None, typer.Option("--only", help=told(Message("Only estates that are so, or may be, by some reading.")))
    ] = None,
    register: options.Register = None,
    agreement: options.Agreement = None,
    as_known: options.AsKnown = None,
    json: options.Json = False,
    csv: Annotated[bool, typer.Option("--csv", help=told(Message("A table for a spreadsheet.")))] = False,
    lang: options.Lang = None,
) -> Code:
    """List standings; what the command is for stands in HELP."""
    from datetime import date

    from kredslob.cli.opening import open_office
    from kredslob.cli.output import print_json, terminal
    from kredslob.cli.standing_view import csv_text, plain, standing_table
    from kredslob.engine.inputs import read_day
    from kredslob.engine.phrasing import Words
    from kredslob.engine.standing import classify as stand

    office = open_office(register, agreement, as_known)
    words = Words(office.library, language_of(lang.value if lang else None))
    day = read_day(on, "--on") if on else date.today()  # noqa: DTZ011 - a day of the calendar where the office is
    chosen = _chosen(office.register, estate or [], organisation)
    found = (
        [one for one in stand(office, day, chosen) if only is None or _may_be(one, _FACT[only])] if chosen != () else []
    )
    if json:
        print_json({"schema": 1, "on": day.isoformat(), "estates": [plain(words, one) for one in found]})
    elif csv:
        typer.echo(csv_text(words, found), nl=False)
    else:
        terminal().print(standing_table(words, day, found))
    return Code.DONE


def _chosen(register: Register, estates: list[str], organisation: str | None) -> tuple[str, ...] | list[str]:
    """Give the estates asked for; an empty list means all."""
    if organisation is None:
        return estates
    words = {
        word.casefold(): one.id for one in register.organisations.values() for word in (one.id, one.name, *one.aliases)
    }
    wanted = words.get(organisation.casefold())
    if wanted is None:
        found = Message("no organisation is called {word!r}", word=organisation[:80])
        near = nearest(organisation, words)
        raise WrongInput(Problem(Place("--organisation"), found, Message("the id or name of an organisation"), near))
    named = {register.estate(name).id for name in estates}
    return tuple(
        one.id for one in register.estates.values() if one.organisation == wanted and (not named or one.id in named)
    )


def _may_be(standing: Standing, fact: str) -> bool:
    return any(facts.get(fact) is True for facts in (standing.facts, *(facts for _, facts in standing.readings)))
