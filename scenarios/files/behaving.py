"""How people behave in a scenario: a shipped set or a file of one's own, with values that the scenario sets otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kredslob.rules.messages import Message, Problem, nearest
from kredslob.scenarios.behaviour.reading import SHIPPED, Behaviour, read_behaviour, read_values, shipped_behaviour
from kredslob.scenarios.files.page import Page, names_file

USUAL: Final = "kbh"


def shipped_behaviours() -> tuple[str, ...]:
    """Give the names of the sets of behaviour that are shipped."""
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.yaml")))


def behaviour_of(page: Page, variant: str | None, used: list[Path]) -> Behaviour | None:
    """Give how people behave in a variant, or None where that cannot be read; note what is wrong, and which file it is.

    The values that a variant sets stand beside those that the scenario sets, and win over them.
    """
    places: list[tuple[str, ...]] = [("behaviour",)]
    if variant is not None:
        places.append(("variants", variant, "behaviour"))
    named = next((at for at in reversed(places) if page.value(*at, "from") is not None), None)
    behaviour = _named(page, (*named, "from"), used) if named else shipped_behaviour(USUAL)
    for at in places:
        raw = page.value(*at, "values")
        if raw is None or behaviour is None:
            continue
        problems: list[Problem] = []
        values = read_values(raw, page.text, (*at, "values"), problems)
        page.problems.extend(problems)
        behaviour = behaviour.having(values)
    return behaviour


def _named(page: Page, at: tuple[str, ...], used: list[Path]) -> Behaviour | None:
    name: str = page.value(*at)
    if names_file(name):
        used.append(page.beside(name))
        return page.attempt(at, lambda: read_behaviour(page.beside(name)))
    known = shipped_behaviours()
    if name not in known:
        found = Message("there is no set of behaviour {name}.", name=name[:80])
        page.wrong(at, found, Message("{names}, or a file", names=", ".join(known)), nearest(name, known))
        return None
    return shipped_behaviour(name)
