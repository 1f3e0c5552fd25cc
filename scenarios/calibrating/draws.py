"""Draws: sets of lots tried in the city, each by its number alone, kept a line each as soon as they are finished.

The first line of the file says what the draws were made from; only draws made from the same are put beside them. A draw
hangs on seed and number, a check on the lots that it checks: the same whoever runs them, beside whatever others.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from pathlib import Path
from typing import Any, Final

from kredslob.engine.register.drawing import Stream
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.scenarios.backtesting.ensemble import by_processes
from kredslob.scenarios.behaviour.reading import Behaviour
from kredslob.scenarios.calibrating.city import Bed, Find
from kredslob.scenarios.calibrating.figures import outputs
from kredslob.scenarios.results.lines import add_line, read_lines, write_lines

Plain = dict[str, Any]
KIND: Final = "kredslob calibration draws"
Lots = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Draw:
    """A set tried: its key, the lots of the knobs in their order, what each figure came to; None where it cannot be run."""

    key: str
    lots: Lots
    figures: tuple[float, ...] | None


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be tried, and where: the plan's file, the seed, whether moving out is aligned, replications."""

    path: Path
    seed: str
    aligned: bool

    def bed(self, find: Find) -> Bed:
        """Give what it is tried in."""
        return find(self.path, self.seed, self.aligned)


def prior(behaviour: Behaviour, seed: str, number: int) -> Lots:
    """Give the lots of a draw from what is known beforehand: of each knob evenly within its range."""
    return tuple(Stream(seed, "calibrate", number, "knob", knob.name).between(0, 1) for knob in behaviour.knobs)


def key_of(lots: Sequence[float]) -> str:
    """Give the key of a check: the same for the same lots."""
    return hashlib.sha256(json.dumps(lots).encode()).hexdigest()[:16]


def tried(bed: Bed, key: str, lots: Lots) -> Draw:
    """Try a set of lots in the city."""
    names = [knob.name for knob in bed.behaviour.knobs]
    wanted = [(one.target.against.indicator, one.target.against.year) for one in bed.plan.figures if one.target.against]
    try:
        setting = bed.setting(bed.behaviour.at(dict(zip(names, lots, strict=True))))
        found = outputs(setting, bed.plan.replications, wanted)
    except WrongInput:
        return Draw(key, lots, None)
    return Draw(key, lots, found if all(map(isfinite, found)) else None)


def run_draws(
    task: Task, wanted: Mapping[str, Lots], path: Path, made_from: Plain, jobs: int, tell: Callable[[int, int], None],
    find: Find,
) -> dict[str, Draw]:  # fmt: skip
    """Try what lacks of some sets, keep each, and give them all by key.

    Args:
        task: what they are tried by; wanted: lots by key.
        path: the file they are kept in; made_from: what settles them.
        jobs: how many processes; tell: told how many are there, and of how many.
        find: gives what they are tried in, in each process.

    Raises:
        WrongInput: the file holds something else, draws made from something else, or cannot be written.
        KeyboardInterrupt: draws that are finished are kept.
    """
    kept = kept_in(path, made_from)
    there = {key: kept[key] for key in wanted if key in kept}
    lacking = [(key, lots) for key, lots in wanted.items() if key not in there]
    tell(len(there), len(wanted))
    for one in by_processes(_one, [(task, key, lots, find) for key, lots in lacking], jobs):
        add_line(path, _plain(one))
        there[one.key] = one
        tell(len(there), len(wanted))
    return {key: there[key] for key in wanted}


def _one(task: Task, key: str, lots: Lots, find: Find) -> Draw:
    return tried(task.bed(find), key, lots)


def kept_in(path: Path, made_from: Plain) -> dict[str, Draw]:
    """Give the draws that a file holds, and begin it where there is none; a last line that was not finished is left out.

    Raises:
        WrongInput: the file holds something else, draws made from something else, or cannot be read or written.
    """
    lines = read_lines(path, KIND, _draw, Message("{file} does not hold the draws of a calibration.", file=path.name))
    if lines is None:
        write_lines(path, KIND, made_from)
        return {}
    others = [key for key in made_from if lines.made_from.get(key) != json.loads(json.dumps(made_from[key]))]
    if others:
        found = Message("{file} holds draws made from something else: {keys}.", file=path.name, keys=", ".join(others))
        raise WrongInput(Problem(Place(str(path)), found, Message("another folder")))
    if lines.torn:
        write_lines(path, KIND, made_from, map(_plain, lines.rows))
    return {one.key: one for one in lines.rows}


def _draw(raw: Plain) -> Draw:
    figures = raw["figures"]
    return Draw(
        str(raw["key"]), tuple(map(float, raw["lots"])), None if figures is None else tuple(map(float, figures))
    )


def _plain(one: Draw) -> Plain:
    return {"key": one.key, "lots": one.lots, "figures": one.figures}
