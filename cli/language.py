"""Choose the language: `--lang` before or after the command, else the locale.

Typer takes help texts as plain text when commands are declared, so they are translated then, by a look at the command
line; what is said later follows the option as it was read.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from kredslob.rules.messages import LANGUAGES, Lang, Message, language_of


def asked_for(arguments: Sequence[str]) -> str | None:
    """Give the language that a command line asks for: the last `--lang da` or `--lang=da`."""
    found = None
    for at, word in enumerate(arguments):
        name, _, value = word.partition("=")
        if name == "--lang":
            following = arguments[at + 1] if at + 1 < len(arguments) else ""
            found = value or following
    return found if found in LANGUAGES else None


HELP: Lang = language_of(asked_for(sys.argv[1:]))


def told(message: Message) -> str:
    """Give a help text in the language of this run; a paragraph with indented lines keeps its lines."""
    paragraphs = message.text(HELP).split("\n\n")
    return "\n\n".join(f"\b\n{one}" if "\n  " in one else one for one in paragraphs)
