"""Let `--help` speak one language: its headings, the words that stand for values, and typer's own few sentences.

typer writes these in English only. They are put into the language of the run as the help is laid out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

import typer

from kredslob.cli.language import told
from kredslob.rules.messages import Message

_SAID: Final = {
    one.template: one
    for one in (
        Message("Arguments"), Message("Options"), Message("Commands"),
        Message("Show this message and exit."),
        Message("Install completion for the current shell."),
        Message("Show completion for the current shell, to copy it or customize the installation."),
        Message("APPLICANT"), Message("ARGS"), Message("COMMAND"), Message("DATE"), Message("DIR"), Message("ESTATE"),
        Message("FILE"), Message("HEAD"), Message("ID"), Message("KIND"), Message("NAME"), Message("OPTIONS"),
        Message("STATE"), Message("TEXT"), Message("TURN"), Message("VACANCY"), Message("VALUE"), Message("WHO"),
        Message("YEAR"), Message("yes|no"),
    )
}  # fmt: skip
_FOR_A_VALUE: Final = re.compile(r"\b[A-Z]{2,}\b|yes\|no")
_OF_TEXT: Final = re.compile(r" <(?:list\[)?str\]?>$")  # that a name is text goes without saying
_MARK: Final = re.compile(r"\[(?:default: ([^]]*)|required)\]$")


def said(words: str) -> str:
    """Give a heading, a sentence or a word of the help in the language of the run; one that is not known as it is."""
    return told(_SAID[words]) if words in _SAID else words


def values_said(words: str) -> str:
    """Give how a command or an option is written, the words that stand for values in the language of the run."""
    return _FOR_A_VALUE.sub(lambda found: said(found[0]), words)


def _marked(words: str) -> str:
    return _MARK.sub(lambda found: f"[{_mark(found[1])}]", said(words))


def _mark(default: str | None) -> str:
    return told(Message("required") if default is None else Message("default: {value}", value=default))


_Plain: Any = typer.Context.formatter_class


class Formatter(_Plain):  # type: ignore[misc]  # which class it is depends on the version of typer
    """Lays out help."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how the command is written."""
        super().write_usage(prog, values_said(args), told(Message("Usage:")) + " " if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """Write what stands above a list."""
        super().write_heading(said(heading))

    def write_dl(self, rows: Sequence[tuple[str, str]], *words: Any, **more: Any) -> None:
        """Write options or commands, each with what it is for."""
        told_rows = [(values_said(_OF_TEXT.sub("", first)), _marked(second)) for first, second in rows]
        super().write_dl(told_rows, *words, **more)


class Context(typer.Context):
    """What a command runs in; its help speaks the language of the run."""

    formatter_class = Formatter
