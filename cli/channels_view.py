"""Show the ways to let a family dwelling, and what each is here: a channel, a filter, or out of scope."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from kredslob import rules
from kredslob.engine.phrasing import Words
from kredslob.rules.messages import Message
from kredslob.rules.yaml_source import parse_yaml, read_text


def read_channels() -> dict[str, dict[str, Any]]:
    """Give the channels by number, as rules/channels.yaml states them."""
    path = Path(rules.__file__).parent / "channels.yaml"
    return cast("dict[str, dict[str, dict[str, Any]]]", parse_yaml(read_text(path), path.name).data)["channels"]


def channels_table(words: Words, channels: dict[str, dict[str, Any]]) -> Any:
    """Lay out the channels, one a row."""
    from kredslob.cli.tables import table_of

    table = table_of(words, Message("No."), Message("Called"), Message("Here"), Message("Clause"), Message("Note"))
    for number, one in channels.items():
        called = one["danish"] if words.lang == "da" else one["english"]
        table.add_row(number, called, _what(words, one["is"]), one["clause"] or "", one["note"][words.lang])
    return table


def _what(words: Words, what: str) -> str:
    match what:
        case "channel":
            return words.say(Message("channel"))
        case "filter":
            return words.say(Message("filter"))
        case _:
            return words.say(Message("out of scope"))
