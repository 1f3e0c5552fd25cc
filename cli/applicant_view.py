"""Show what the ledger holds of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from kredslob.cli.output import print_json
from kredslob.engine.ledger.life import STATES
from kredslob.engine.ledger.plain import read
from kredslob.engine.record import SCHEMA
from kredslob.rules.messages import Lang, Message

if TYPE_CHECKING:
    from kredslob.engine.ledger.erasing import Held


def show_held(held: Held, lang: Lang, *, as_json: bool) -> None:
    """Show the facts as they were given, and the events in which they stand."""
    if as_json:
        print_json(_record(held))
        return
    from kredslob.engine.phrasing import Words
    from kredslob.rules.library import load_library

    words = Words(load_library(), lang)
    for _, facts in held.facts:
        for name, value in facts.items():
            told = Message("{fact}: {value}", fact=words.label(name), value=words.value(name, read(value)))
            typer.echo(words.say(told))
        typer.echo("" if facts else words.say(Message("The name alone.")))
    for seq, vacancy in held.decisions:
        typer.echo(
            Message("On the list that decision {seq} of {vacancy} was made from.", seq=seq, vacancy=vacancy).text(lang)
        )
    for seq, vacancy, kind in held.concerned:
        said = Message("Event {seq} of {vacancy}: {event}.", seq=seq, vacancy=vacancy, event=STATES[kind])
        typer.echo(said.text(lang))


def _record(held: Held) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "facts": [{name: _value(value) for name, value in facts.items()} for _, facts in held.facts],
        "decisions": [{"event": seq, "vacancy": vacancy} for seq, vacancy in held.decisions],
        "concerned": [{"event": seq, "vacancy": vacancy, "kind": kind} for seq, vacancy, kind in held.concerned],
    }


def _value(value: Any) -> Any:
    return value["date"] if isinstance(value, dict) else value
