"""Choose estates by name and organisation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kredslob.engine.register.model import Register
from kredslob.rules.messages import Message, Place, Problem, WrongInput, nearest


def chosen_estates(register: Register, estates: Sequence[str], organisation: str | None) -> tuple[str, ...] | None:
    """Give the ids of the estates asked for, in the order of the register; None when none was: all.

    Raises WrongInput for names that are not in the register.
    """
    if not estates and organisation is None:
        return None
    named = set(named_estates(register, estates))
    wanted = None if organisation is None else _organisation(register, organisation)
    return tuple(
        one.id
        for one in register.estates.values()
        if (not named or one.id in named) and wanted in (None, one.organisation)
    )


def named_estates(register: Register, names: Iterable[str]) -> list[str]:
    """Give the ids of the estates that `--estate` names; raise WrongInput with all that there are not."""
    found: list[str] = []
    problems: list[Problem] = []
    for name in names:
        try:
            found.append(register.estate(name).id)
        except WrongInput as wrong:
            problems += [replace(one, place=Place("--estate")) for one in wrong.problems]
    if problems:
        raise WrongInput(problems)
    return found


def _organisation(register: Register, name: str) -> str:
    words = {
        word.casefold(): one.id for one in register.organisations.values() for word in (one.id, one.name, *one.aliases)
    }
    if name.casefold() not in words:
        found = Message("no organisation is called {word!r}.", word=name[:80])
        near = nearest(name, words)
        raise WrongInput(Problem(Place("--organisation"), found, Message("the id or name of an organisation"), near))
    return words[name.casefold()]
