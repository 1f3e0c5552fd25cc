"""Take the words of a command line as they are.

typer loads pydantic to find that text is text, which costs as much as all else it does before a command begins. So what
was not given, and what is text and is to be text, is taken as it is; the rest is left to typer.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from typer.core import TyperCommand, TyperGroup


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
