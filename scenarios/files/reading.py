"""Read a scenario file: by the id of one that is shipped, or by its path. Everything wrong with it is told at once.

What it names (a register, agreements, amendments, behaviour, business cycles) is read with it, so that what is given is
ready to be set up; paths are looked for beside the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from kredslob.engine.office import Office
from kredslob.engine.register.model import Register
from kredslob.engine.register.reading import read_register
from kredslob.rules.building import shown
from kredslob.rules.library import load_library, names_file
from kredslob.rules.messages import Message, Place, Problem, WrongInput, nearest
from kredslob.rules.model import Text
from kredslob.scenarios.files.agreeing import Shelf, months_within, succession_of, taken_in
from kredslob.scenarios.files.behaving import behaviour_of
from kredslob.scenarios.files.cycles import cycle_of
from kredslob.scenarios.files.dates import months_of
from kredslob.scenarios.files.fingerprint import (
    fingerprint_of_register,
    fingerprint_of_scenario,
    fingerprint_of_variant,
)
from kredslob.scenarios.files.page import Page, open_page
from kredslob.scenarios.files.scenario import Contrast, Scenario, Variant
from kredslob.scenarios.files.shape import SHIPPED_REGISTER, ScenarioFile
from kredslob.scenarios.files.shelf import path_of, shipped_scenarios
from kredslob.scenarios.running.calendar import Months, Yearly

_LONGEST_SEED: Final = 200


def find_scenario(wanted: str) -> Scenario:
    """Give a scenario by the id of one that is shipped, or by the path of a file.

    Raises:
        WrongInput: there is none, or with every problem found in it.
    """
    known = shipped_scenarios()
    if wanted in known:
        return read_scenario(path_of(wanted), f"{wanted}.yaml")
    if names_file(wanted):
        return read_scenario(Path(wanted))
    found = Message("there is no scenario {id}.", id=wanted[:80])
    raise WrongInput(
        Problem(Place(), found, Message("{names}, or a file", names=", ".join(known)), nearest(wanted, known))
    )


def read_scenario(path: Path, name: str | None = None) -> Scenario:
    """Read a scenario file.

    Args:
        path: the file.
        name: what errors call it; default the path.

    Raises:
        WrongInput: with every problem found in it and in what it names.
    """
    page = open_page(path, ScenarioFile, name)
    shelf = Shelf(load_library(), [path])
    months = months_of(page)
    seed = _seed(page)
    register = _register(page)
    _check_contrasts(page)
    read = [_variant(page, name, months, shelf) for name in page.names("variants")]
    page.done()
    yearly = Yearly(page.value("measured", otherwise=10), page.value("published", otherwise=11))
    _check_lengths(page, {one.name: one.months.count for one in read if one is not None})
    page.done()
    marked = fingerprint_of_register(register)
    variants = tuple(
        replace(one, fingerprint=fingerprint_of_variant(shelf.library, marked, one, yearly, seed))
        for one in read
        if one is not None
    )
    return Scenario(
        id=page.value("id"), title=Text(**page.value("title")), about=Text(**page.value("about")),
        file=page.text.name, sources=tuple(dict.fromkeys(shelf.used)), register=page.value("register", otherwise=SHIPPED_REGISTER), office=Office(shelf.library, register), months=months, yearly=yearly,
        replications=page.value("replications"), seed=seed, variants=variants,
        contrasts=tuple(_contrast(page, one) for one in page.names("contrasts")),
        fingerprint=fingerprint_of_scenario({one.name: one.fingerprint for one in variants}),
        warnings=_alike(page, variants),
    )  # fmt: skip


def _variant(page: Page, name: str, months: Months, shelf: Shelf) -> Variant | None:
    """Give a variant, its fingerprint apart; None where something of it is wrong, which is noted."""
    agreed = succession_of(page, name, months, shelf)
    behaviour = behaviour_of(page, name, shelf.used)
    own = page.says("variants", name, "macro")
    within = months_within(agreed, months) if agreed else months
    cycle = cycle_of(page, ("variants", name, "macro") if own else ("macro",), within, shelf.used)
    title = page.value("variants", name, "title")
    if agreed is None:
        return None
    assumed = taken_in(page, name, agreed, shelf)
    if behaviour is None or title is None:
        return None
    set_here = (*page.names("behaviour", "values"), *page.names("variants", name, "behaviour", "values"))
    at = page.text.place(("variants", name))
    return Variant(
        name, Text(**title), agreed, within, behaviour, cycle, assumed, "", tuple(dict.fromkeys(set_here)), at
    )


def _seed(page: Page) -> str:
    raw = page.value("seed")
    if "seed" not in page.names():
        return ""  # that it is missing has been told
    text = str(raw) if isinstance(raw, int | str) and not isinstance(raw, bool) else ""
    if not text.strip() or len(text) > _LONGEST_SEED or (isinstance(raw, int) and raw < 0):
        accepted = Message("a text of at most {most} letters, or a whole number", most=_LONGEST_SEED)
        page.wrong(("seed",), Message("{value} is not accepted.", value=shown(raw)), accepted)
    return text


def _register(page: Page) -> Register:
    name = page.value("register", otherwise=SHIPPED_REGISTER)
    if name == SHIPPED_REGISTER:
        return shipped_register()
    return page.attempt(("register",), lambda: read_register(page.beside(name))) or shipped_register()


@cache
def shipped_register() -> Register:
    """Give the Copenhagen that ships with Kredsløb, read once."""
    return read_register()


def _check_contrasts(page: Page) -> None:
    variants = page.names("variants")
    for name in page.names("contrasts") if variants else ():
        for side in ("variant", "against"):
            wanted = page.value("contrasts", name, side)
            if wanted is not None and wanted not in variants:
                found = Message("there is no variant {name}.", name=wanted[:80])
                accepted = Message("{names}", names=", ".join(variants))
                page.wrong(("contrasts", name, side), found, accepted, nearest(wanted, variants))
        if page.value("contrasts", name, "variant") == page.value("contrasts", name, "against", otherwise=""):
            page.wrong(("contrasts", name), Message("a variant is held against itself."), Message("two variants"))


def _check_lengths(page: Page, months: Mapping[str, int]) -> None:
    """Note where variants are held against each other of which one is simulated longer than the other."""
    for name in page.names("contrasts"):
        one, other = (page.value("contrasts", name, side) for side in ("variant", "against"))
        if months[one] != months[other]:
            found = Message("{one} is simulated for {months} months and {other} for {others}.", one=one, other=other,
                            months=months[one], others=months[other])  # fmt: skip
            page.wrong(("contrasts", name), found, Message("variants of the same months"))


def _contrast(page: Page, name: str) -> Contrast:
    told = page.value("contrasts", name)
    return Contrast(name, Text(**told["title"]), told["variant"], told["against"], told["where"])


def _alike(page: Page, variants: tuple[Variant, ...]) -> tuple[Problem, ...]:
    """Warn of variants that will show the same."""
    first: dict[str, str] = {}
    found = []
    for one in variants:
        other = first.setdefault(one.fingerprint, one.name)
        if other != one.name:
            message = Message("{name} is the same as {other}: they will show the same.", name=one.name, other=other)
            found.append(Problem(page.text.place(("variants", one.name)), message))
    return tuple(found)
