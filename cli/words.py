"""Take the words of a command line as they are.

typer loads pydantic to find that text is text, which costs as much as all else it does before a command begins. So what
was not given, and what is text and is to be text, is taken as it is; the rest is left to typer.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from typer.core import TyperCommand, TyperGroup

from kredslob.cli.help_words import Context
from kredslob.cli.usage import told_plainly


class Command(TyperCommand):
    """A command that takes text as it is."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Give the parameters, that of --help included."""
        return list(map(_taking_text, super().get_params(ctx)))


class Group(TyperGroup):
    """A group of commands whose own options take text as it is."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Give the parameters, that of --help included."""
        return list(map(_taking_text, super().get_params(ctx)))


class Commands(Group):
    """The command `kredslob` with all below it, which says in one line what is wrong with the words that it is given."""

    def make_context(self, *words: Any, **more: Any) -> Any:
        """Read the options that stand before the command."""
        _let_help_speak(self)
        with told_plainly():
            return super().make_context(*words, **more)

    def invoke(self, ctx: Any) -> Any:
        """Run the command that is asked for."""
        with told_plainly():
            return super().invoke(ctx)


def _let_help_speak(command: Any) -> None:
    """Give a command, and those below it, help in the language of the run."""
    command.context_class = Context
    command.get_short_help_str = partial(_short_help, command)
    for below in getattr(command, "commands", {}).values():
        _let_help_speak(below)


def _short_help(command: Any, _limit: int = 0) -> str:
    """Give what a command is for in its first sentence, which may take two lines, but is not cut off."""
    told: str = command.short_help or command.help or ""
    return " ".join(told.partition("\n\n")[0].partition(". ")[0].split()).removesuffix(".") + "."


def _taking_text(parameter: Any) -> Any:
    if hasattr(parameter, "type_descriptor") and not parameter.required:
        parameter.process_value = partial(_read, parameter, type(parameter).process_value)
    return parameter


def _read(parameter: Any, otherwise: Any, context: Any, value: Any) -> Any:
    """Do as typer does with a parameter that need not be given."""
    if value is None:
        value = () if parameter.multiple or parameter.nargs == -1 else None
    elif not (isinstance(value, str) and parameter.type_descriptor.annotation is str):
        return otherwise(parameter, context, value)
    return value if parameter.callback is None else parameter.callback(context, parameter, value)
