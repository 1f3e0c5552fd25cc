"""`kredslob classify`: the estates and their standing on a day."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kredslob.cli import options
from kredslob.cli.exits import Code, guarded
from kredslob.cli.language import told
from kredslob.rules.messages import LANGUAGES, Message, language_of

if TYPE_CHECKING:
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

    from kredslob.cli.choosing import chosen_estates
    from kredslob.cli.opening import open_office, words_of
    from kredslob.cli.output import print_json, terminal
    from kredslob.cli.standing_view import csv_text, plain, standing_table
    from kredslob.engine.inputs import read_day
    from kredslob.engine.lacking import no_list_known
    from kredslob.engine.standing import classify as stand

    office = open_office(register, agreement, as_known)
    words = words_of(office, language_of(lang.value if lang else None))
    day = read_day(on, "--on") if on else date.today()  # noqa: DTZ011 - a day of the calendar where the office is
    chosen = chosen_estates(office.register, estate or (), organisation)
    standings = () if chosen == () else stand(office, day, chosen or ())
    found = [one for one in standings if only is None or _may_be(one, _FACT[only])]
    computed = no_list_known(office.register, day, [office.register.estates[one.estate] for one in found])
    warnings = [] if computed is None else [computed]
    if json:
        data = {"schema": 1, "on": day.isoformat(), "estates": [plain(words, one) for one in found]}
        print_json({**data, "warnings": [{name: one.text(name) for name in LANGUAGES} for one in warnings]})
    elif csv:
        typer.echo(csv_text(words, found), nl=False)
    else:
        terminal().print(standing_table(words, day, found, warnings))
    return Code.DONE


def _may_be(standing: Standing, fact: str) -> bool:
    return any(facts.get(fact) is True for facts in (standing.facts, *(facts for _, facts in standing.readings)))
