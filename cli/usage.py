"""Say what is wrong with a command line as everything else that is wrong is said, in the language of this run.

typer says it in English only, in words of its own. What it found is in its errors, which are told apart by name: they
are not part of what it publishes, but for the one that all stand below.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import Enum
from typing import Any, Final

import typer

from kredslob.cli.exits import Code, complain
from kredslob.cli.help_words import values_said
from kredslob.cli.language import HELP
from kredslob.rules.messages import Message, Place, Problem, nearest

UsageError: Final[type[Exception]] = typer.BadParameter.__mro__[1]
_QUOTED: Final = re.compile(r"'([^']*)'")
_BRACKETED: Final = re.compile(r" \((.*)\)$")


@contextmanager
def told_plainly() -> Iterator[None]:
    """End the command in one line that says what is wrong with its words, and where it is told how they go."""
    try:
        yield
    except UsageError as wrong:
        name = type(wrong).__name__
        if name == "NoArgsIsHelpError":
            raise  # it is no error to ask what there is
        complain(_OF.get(name, _of_command)(wrong).text(HELP))
        context = getattr(wrong, "ctx", None)
        if context is not None:
            complain(Message("{command} --help shows how.", command=context.command_path).text(HELP))
        raise typer.Exit(int(Code.WRONG_INPUT)) from None


def _no_such_option(wrong: Any) -> Problem:
    near = next(iter(wrong.possibilities or ()), None)
    return Problem(Place(wrong.option_name), Message("there is no such option here."), None, near)


def _bad_option(wrong: Any) -> Problem:
    if "not take" in wrong.message:
        return Problem(Place(wrong.option_name), Message("this option takes no value."))
    return Problem(Place(wrong.option_name), Message("a value must follow."))


def _missing(wrong: Any) -> Problem:
    return Problem(_place(wrong.param), Message("this is missing."))


def _bad_value(wrong: Any) -> Problem:
    typed = None if wrong.param is None else _typed(wrong)
    found = Message("this cannot be used.") if typed is None else Message("found {cell!r}.", cell=typed)
    return Problem(_place(wrong.param), found, _accepted(wrong.param))


def _typed(wrong: Any) -> str | None:
    """Give what was typed, as typer says it in quotes, or as pydantic, whom it asks, does."""
    quoted: list[str] = _QUOTED.findall(wrong.message)
    if quoted:
        return quoted[0]
    errors = getattr(wrong.__cause__, "errors", None)
    return str(errors()[0]["input"]) if errors else None


def _of_command(wrong: Any) -> Problem:
    """Say that there is no such command, or that there are words too many."""
    context = getattr(wrong, "ctx", None)
    known = list(getattr(getattr(context, "command", None), "commands", ()))
    words = _QUOTED.findall(wrong.message)
    if known and words:
        found = Message("there is no command {word!r}.", word=words[0])
        return Problem(Place(), found, Message("one of {names}", names=", ".join(known)), nearest(words[0], known))
    more = _BRACKETED.search(wrong.message)
    if more:
        return Problem(Place(), Message("there are words too many: {words}.", words=more[1]))
    if known:
        return Problem(Place(), Message("a command is missing."), Message("one of {names}", names=", ".join(known)))
    return Problem(Place(), Message("this cannot be read as a command."))


_OF: Final[Mapping[str, Callable[[Any], Problem]]] = {
    "NoSuchOption": _no_such_option,
    "BadOptionUsage": _bad_option,
    "MissingParameter": _missing,
    "BadParameter": _bad_value,
}


def _place(parameter: Any) -> Place:
    if parameter is None:
        return Place()
    options = [word for word in parameter.opts if word.startswith("-")]
    return Place(max(options, key=len) if options else values_said(parameter.metavar or str(parameter.name).upper()))


def _accepted(parameter: Any) -> Message | None:
    """Give what a parameter takes, as far as its type tells."""
    described: Any = getattr(parameter, "type_descriptor", None)
    kind = getattr(described, "annotation", None)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return Message("one of {names}", names=", ".join(str(one.value) for one in kind))
    if kind is int:
        low, high = described.parameter_info.min, described.parameter_info.max
        if low is not None and high is not None:
            return Message("a number from {low} to {high}", low=low, high=high)
        return Message("a whole number")
    if kind is float:
        return Message("a number, with a point before its decimals, such as {example}", example="0.5")
    return None
