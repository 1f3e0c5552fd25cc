"""The options that say what is vacant: one for each thing that a file of vacancies may say.

They are told of here and not taken from the declared facts, because `--help` must not wait for the rules to be read;
a test holds the two equal.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Annotated, Any, Final

import typer

from kredslob.cli.complete import estates
from kredslob.cli.exits import Code
from kredslob.cli.language import told
from kredslob.rules.messages import Message

_DAY, _YES_NO, _TURN = "DATE", "yes|no", "TURN"
FIELDS: Final[dict[str, tuple[str, Message]]] = {
    "id": ("ID", Message("Your own number for the vacancy.")),
    "estate": ("NAME", Message("The estate, by id, name or another of its names.")),
    "on": (_DAY, Message("Decide by the rules of this day, 2011-10-01; else the vacancy's own dates tell which.")),
    "notice": (_DAY, Message("The day the tenant gave notice.")),
    "available": (_DAY, Message("The day the dwelling is vacant.")),
    "decision": (_DAY, Message("The day it is decided.")),
    "letting": (_DAY, Message("The day the new tenancy begins.")),
    "dwelling_kind": ("KIND", Message("family, youth or elderly dwelling.")),
    "rooms": ("N", Message("Rooms.")),
    "square_metres": ("N", Message("Gross floor area in m².")),
    "monthly_rent": ("DKK", Message("Monthly rent in DKK.")),
    "full_referral": (_YES_NO, Message("Is the dwelling designated as a cheap one with full referral?")),
    "referral_turn": (_TURN, Message("Where the referral wheel stands: the slot due and turns pending, 3 or 3+1.")),
    "transfer_turn": (_TURN, Message("Where the transfer wheel stands.")),
    "external_turn": (_TURN, Message("Where the wheel of flexible and ordinary lettings stands.")),
    "split_turn": (_TURN, Message("Where the split within flexible lettings stands.")),
    "referral_due": (_YES_NO, Message("Is a referral turn due? For an estate without an agreed wheel.")),
    "transfer_due": (_YES_NO, Message("Is a transfer turn due? For an estate without an agreed wheel.")),
    "flexible_due": (_YES_NO, Message("Is a flexible turn due? For an estate without an agreed wheel.")),
    "rehousing_claim": (_YES_NO, Message("Is somebody to be rehoused? The list of applicants tells, if there is one.")),
    "return_guarantee_claim": (_YES_NO, Message("Does somebody hold a return guarantee? Likewise.")),
    "own_estate_claim": (_YES_NO, Message("May a tenant of the estate transfer? Likewise.")),
    "divorce_claim": (_YES_NO, Message("Has somebody divorce precedence? Likewise.")),
    "organisation_claim": (_YES_NO, Message("May a tenant of the organisation's other estates transfer? Likewise.")),
}


def option_of(field: str) -> str:
    """Give the option that says a field."""
    return "--" + field.replace("_", "-")


def taking_a_vacancy(command: Callable[..., Code], fields: Iterable[str] = FIELDS) -> Callable[..., Code]:
    """Give a command an option for each field; it gets those that were used as `given`."""
    taken = tuple(fields)

    @wraps(command)
    def run(**values: Any) -> Code:
        given = {name: values.pop(_parameter(name)) for name in taken}
        return command(given={name: text for name, text in given.items() if text is not None}, **values)

    own = [one for one in inspect.signature(command, eval_str=True).parameters.values() if one.name != "given"]
    added = [
        inspect.Parameter(_parameter(name), inspect.Parameter.KEYWORD_ONLY, default=None, annotation=_annotation(name))
        for name in taken
    ]
    positional = [one for one in own if one.kind is not inspect.Parameter.KEYWORD_ONLY]
    signature = inspect.Signature([*positional, *added, *(one for one in own if one not in positional)])
    run.__signature__ = signature  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in signature.parameters.values()}
    return run


def _parameter(field: str) -> str:
    return f"vacancy_{field}"


def _annotation(field: str) -> Any:
    metavar, help_ = FIELDS[field]
    completion = estates if field == "estate" else None
    option = typer.Option(option_of(field), metavar=metavar, help=told(help_), autocompletion=completion)
    return Annotated[str | None, option]
