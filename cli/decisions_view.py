"""Draw many decisions as one table: what is vacant, by which channel it is let, who is offered it, what is lacking."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from kredslob.cli.decision_view import STYLE
from kredslob.cli.tables import table_of
from kredslob.engine.decision import Decision, Need, Offer
from kredslob.engine.input_columns import turn_field
from kredslob.engine.phrasing import Words
from kredslob.engine.vacancy import WHEEL_NAMES
from kredslob.engine.wording import channel_text, hanging_on
from kredslob.rules.messages import Message


def decisions_table(words: Words, decisions: Sequence[Decision]) -> Table:
    """Lay out decisions, one a row."""
    table = table_of(
        words, Message("No."), Message("Estate"), Message("Day"), Message("Channel"), Message("Offered to")
    )
    for one in decisions:
        channel = channel_text(words, one.channel) if one.channel else "-"
        marked = " *" if one.synthetic else ""
        table.add_row(
            one.vacancy.id,
            f"{one.estate_name}{marked}",
            one.on.isoformat(),
            Text(channel, STYLE[one.status]),
            _outcome(words, one),
        )
    if any(one.synthetic for one in decisions):
        table.caption = words.say(Message("* rests on synthetic rows of the register, not on public facts alone"))
    return table


def _outcome(words: Words, one: Decision) -> str:
    if one.status == "undetermined":
        guesses = "; ".join(words.label(name) for name in hanging_on(one))
        return words.say(Message("hangs on: {guesses}", guesses=guesses))
    if one.status == "needs":
        return words.say(Message("missing: {fact}", fact=_missing(words, one.needs[0]) if one.needs else "?"))
    said = _to(words, one.offer) if one.offer is not None else ""
    return words.say(Message("illustrative: {answer}", answer=said)) if one.illustrative else said


def _missing(words: Words, need: Need) -> str:
    """Give what is missing by its name: a fact, or where a wheel stands; the question is asked in the full answer."""
    wheel = next((name for name in WHEEL_NAMES if turn_field(name) == need.fact), None)
    said = words.label(need.fact) if wheel is None else words.wheel(wheel)
    return f"{need.about}: {said}" if need.about else said


def _to(words: Words, offer: Offer) -> str:
    """Give to whom a dwelling is offered, in a word or two."""
    if offer.how == "municipality":
        return words.say(Message("municipality"))
    if offer.how == "lot":
        return words.say(Message("a lot is drawn"))
    return offer.applicant or words.say(Message("nobody"))
