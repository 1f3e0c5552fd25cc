"""Draw many decisions as one table: what is vacant, by which channel it is let, who is offered it, what is lacking."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from kredslob.cli.decision_view import STYLE
from kredslob.cli.tables import table_of
from kredslob.engine.decision import Decision
from kredslob.engine.phrasing import Words
from kredslob.engine.wording import channel_text, hanging_on, need_text, offer_text
from kredslob.rules.messages import Message


def decisions_table(words: Words, decisions: Sequence[Decision]) -> Table:
    """Lay out decisions, one a row."""
    table = table_of(
        words, Message("Vacancy"), Message("Estate"), Message("Day"), Message("Channel"), Message("Outcome")
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
        return "; ".join(need_text(words, need) for need in one.needs[:1])
    said = offer_text(words, one.offer) if one.offer is not None else ""
    return words.say(Message("illustrative: {answer}", answer=said)) if one.illustrative else said
