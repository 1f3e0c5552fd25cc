"""Show the accounts of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from kredslob.cli.exits import complain
from kredslob.cli.output import print_json, save_json, terminal
from kredslob.engine.ledger.account_table import accounts_record, csv_table, excel_table, parts
from kredslob.engine.turns import FLEXIBLE, TRANSFER
from kredslob.engine.wheels import REFERRAL
from kredslob.rules.messages import Message, Place, Problem, WrongInput

if TYPE_CHECKING:
    from kredslob.engine.ledger.accounts import Accounts, Part
    from kredslob.engine.phrasing import Words


def show_accounts(
    words: Words, found: Accounts, estates: Sequence[str] | None, *, out: Path | None, as_json: bool
) -> None:
    """Show accounts on the terminal, as JSON, or in a file by the end of its name: .csv, .xlsx, .json."""
    if out is not None:
        _save(words, found, estates, out)
    elif as_json:
        print_json(accounts_record(found, estates))
    else:
        _draw(words, found, estates)


def _save(words: Words, found: Accounts, estates: Sequence[str] | None, out: Path) -> None:
    from kredslob.engine.writing import write_whole

    match out.suffix.lower():
        case ".json":
            save_json(accounts_record(found, estates), out, words.lang)
            return
        case ".csv":
            write_whole(out, csv_table(words, parts(found, estates)))
        case ".xlsx":
            write_whole(out, excel_table(words, parts(found, estates)))
        case _:
            accepted = Message("a file that ends in .csv, .xlsx or .json")
            raise WrongInput(Problem(Place("--out"), Message("this is no kind of table."), accepted))
    complain(Message("Written to {file}.", file=str(out)).text(words.lang))
    complain(Message("Head {head}", head=found.head.text).text(words.lang))


def _draw(words: Words, found: Accounts, estates: Sequence[str] | None) -> None:
    from kredslob.cli.tables import table_of

    referral = table_of(
        words, Message("Who"), Message("Vacancies"), Message("Let"), Message("agreed"), Message("used"), Message("lapsed"),
        Message("owed"), Message("drift"), title=words.say(_title(found)),
    )  # fmt: skip
    instead = table_of(
        words, Message("Who"), Message("base share"), Message("in place of others"), Message("delivered"),
        Message("planned extra"), Message("planned lost"), title=words.say(Message("Referrals in place of exempt estates")),
    )  # fmt: skip
    flexible = table_of(
        words, Message("Who"), Message("counted"), Message("agreed"), Message("used"), Message("drift"),
        Message("ordinary list"), Message("transfers"), title=words.say(Message("Flexible letting")),
    )  # fmt: skip
    for table in (referral, instead, flexible):
        for column in table.columns[1:]:
            column.justify = "right"
            column.header = str(column.header).replace(" ", "\n")  # a word on each line, so that eight fit
    for one in parts(found, estates):
        referral.add_row(*_referral(words, one))
        instead.add_row(*_instead(words, one))
        flexible.add_row(*_flexible(words, one))
    console = terminal()
    for table in (referral, instead, flexible):
        console.print(table)
    turns = found.turns
    console.print(words.say(Message(
        "Turns issued {issued} = used {used} + pending {pending} + returned {returned} + forfeited {forfeited}.", **turns
    )))  # fmt: skip
    console.print(words.say(Message("Head {head}", head=found.head.text)))


def _title(found: Accounts) -> Message:
    if found.period is not None:
        return Message("Referral in {year}", year=found.period[0].year)
    return Message("Referral")


def _who(words: Words, one: Part) -> str:
    return {"city": words.say(Message("The city")), "organisation": one.name}.get(one.level, f"  {one.name}")


def _referral(words: Words, one: Part) -> list[str]:
    right = one.rights[REFERRAL]
    return [
        _who(words, one), *_numbers(words, one.vacancies, one.let, right.agreed, right.used, right.lapsed, right.owed,
                                    right.drift),
    ]  # fmt: skip


def _instead(words: Words, one: Part) -> list[str]:
    planned = (one.planned_extra, one.planned_lost)
    return [
        _who(words, one), *_numbers(words, one.base, one.compensation, one.delivered),
        *("" if each is None else _numbers(words, each)[0] for each in planned),
    ]  # fmt: skip


def _flexible(words: Words, one: Part) -> list[str]:
    right = one.rights[FLEXIBLE]
    return [
        _who(words, one), *_numbers(words, right.counted, right.agreed, right.used, right.drift,
                                    one.channels.get("ordinary", 0), one.rights[TRANSFER].used),
    ]  # fmt: skip


def _numbers(words: Words, *exact: Fraction | int) -> list[str]:
    """Give numbers for a table, those that are not whole to one decimal."""
    return [words.number(round(Decimal(one.numerator) / one.denominator, 1), one.denominator != 1) for one in exact]
