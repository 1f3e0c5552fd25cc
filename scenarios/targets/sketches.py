"""Read how the registers of backtests are drawn; what would let them know the future is told with all else that is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kredslob.rules.messages import FieldPath, Message, Problem, WrongInput, nearest
from kredslob.rules.yaml_source import YamlText, parse_yaml, read_text
from kredslob.scenarios.targets.drawn import Ends, Known, Sketch
from kredslob.scenarios.targets.reading import SHIPPED, shipped_targets
from kredslob.scenarios.targets.target import Target, Targets

Plain = Mapping[str, Any]


@cache
def shipped_sketches() -> Mapping[str, Sketch]:
    """Give how the registers of the shipped backtests are drawn, by name."""
    return read_sketches(SHIPPED / "registers.yaml", shipped_targets())


def read_sketches(path: Path, targets: Targets) -> Mapping[str, Sketch]:
    """Read a file of registers to be drawn.

    Args:
        path: of the file; targets: among which the margins are.

    Raises:
        WrongInput: with every problem found: a shape that is not a sketch's, ends that run backwards, a margin that is no
            figure of the population or of a later day than may be known.
    """
    from kredslob.rules.shape import misfits
    from kredslob.scenarios.targets.shape import RegistersFile

    text = parse_yaml(read_text(path), path.name)
    found = dict.fromkeys(problem for problem, _ in misfits(RegistersFile, text))
    if found:
        raise WrongInput(found)
    raw: Plain = text.data  # type: ignore[assignment]  # the shape was checked to be a mapping
    margins = {one.id: one for one in targets.targets}
    problems = [
        problem
        for key, body in raw["registers"].items()
        for problem in _strange(("registers", key), body, margins, text)
    ]
    if problems:
        raise WrongInput(problems)
    return {key: _sketch(key, body, margins) for key, body in raw["registers"].items()}


def _sketch(key: str, raw: Plain, margins: Mapping[str, Target]) -> Sketch:
    margin, known = raw.get("margin"), raw.get("list")
    return Sketch(
        id=key, year=raw["year"], published=raw["published"], known_until=raw["known_until"],
        mean=_ends(raw["share"]["mean"]), spread=_ends(raw["share"]["spread"]),
        students=_ends(raw["students_of_outside"]), unemployed=_ends(raw["unemployed_of_workforce"]),
        margin=_bounds(margins[margin]) if margin else None, margin_areas=tuple(raw.get("margin_areas") or ()),
        known=Known(known["residents"], _ends(known["on"]), _ends(known["off"]), known["until"]) if known else None,
    )  # fmt: skip


def _ends(raw: Any) -> Ends:
    low, high = raw
    return float(low), float(high)


def _bounds(margin: Target) -> Ends:
    low, high = margin.observed.low, margin.observed.high
    return (low or 0.0), (1.0 if high is None else high)


def _strange(path: FieldPath, raw: Plain, margins: Mapping[str, Target], text: YamlText) -> Iterator[Problem]:
    pairs: dict[tuple[str, ...], Any] = {
        ("share", "mean"): raw["share"]["mean"], ("share", "spread"): raw["share"]["spread"],
        ("students_of_outside",): raw["students_of_outside"],
        ("unemployed_of_workforce",): raw["unemployed_of_workforce"],
    }  # fmt: skip
    if raw.get("list"):
        pairs |= {("list", end): raw["list"][end] for end in ("on", "off")}
    for where, (low, high) in pairs.items():
        if low > high:
            accepted = Message("[lowest, highest]")
            yield Problem(text.place((*path, *where)), Message("the range runs backwards."), accepted)
    if raw["published"] > raw["known_until"]:
        found = Message("the key figures are published after the last day of which anything may be known.")
        yield Problem(text.place((*path, "published")), found, Message("{day} or before", day=raw["known_until"]))
    margin = raw.get("margin")
    if margin is None:
        return
    place = text.place((*path, "margin"))
    if margin not in margins:
        yield Problem(place, Message("there is no figure {name}.", name=margin), None, nearest(margin, margins))
    elif margins[margin].use != "population" or margins[margin].last > raw["known_until"]:
        found = Message("{name} is not a figure that this register may be drawn by.", name=margin)
        yield Problem(place, found, Message("a figure of the population, of a day that may be known"))
