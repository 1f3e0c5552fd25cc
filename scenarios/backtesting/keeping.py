"""Keep worlds as they are finished, a line each, so that a backtest that was interrupted can be gone on with.

The first line says what the worlds were made from. Only worlds made from the same are put beside them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.scenarios.backtesting.world import World
from kredslob.scenarios.files.written_by_us import NOT_AS_WRITTEN

Plain = dict[str, Any]
KIND: Final = "kredslob backtest worlds"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a file of worlds holds: what they were made from, and the worlds by number."""

    made_from: Plain
    worlds: tuple[World, ...]

    def first(self, count: int) -> tuple[World, ...]:
        """Give the first worlds, as far as they are there."""
        return tuple(one for one in self.worlds if one.number < count)


def path_of(folder: Path, start: str) -> Path:
    """Give the file in which the worlds of a start are kept."""
    return folder / f"{start}.jsonl"


def kept_in(path: Path) -> Kept | None:
    """Give what a file of worlds holds; None where there is none. A last line that was not finished is left out.

    Raises:
        WrongInput: the file holds something else, or cannot be read.
    """
    if not path.exists():
        return None
    try:
        head, *lines = path.read_text("utf-8").split("\n")
        told = json.loads(head)
        kind = told.pop("kind")
        whole = [_world(line) for line in lines[:-1] if line]
    except NOT_AS_WRITTEN as wrong:
        raise _strange(path) from wrong
    if kind != KIND:
        raise _strange(path)
    return Kept(told, tuple(sorted({one.number: one for one in whole}.values(), key=_number)))


def begun(path: Path, made_from: Plain) -> None:
    """Write the first line of a file of worlds.

    Raises:
        WrongInput: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"kind": KIND, **made_from}, ensure_ascii=False) + "\n", "utf-8", newline="\n")
    except OSError as wrong:
        raise _unwritable(path, wrong) from wrong


def keep(path: Path, world: World) -> None:
    """Add a world to a file; raise WrongInput if it cannot be written."""
    try:
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(_line(world) + "\n")
    except OSError as wrong:
        raise _unwritable(path, wrong) from wrong


def mended(path: Path, kept: Kept) -> None:
    """Write a file anew without a last line that was not finished, so that worlds can be added."""
    begun(path, kept.made_from)
    for world in kept.worlds:
        keep(path, world)


def digest_of(worlds: Iterable[World]) -> str:
    """Give the SHA-256 of worlds in the order of their numbers: the same for the same numbers, however they were run."""
    return hashlib.sha256("\n".join(map(_line, sorted(worlds, key=_number))).encode()).hexdigest()


def _line(world: World) -> str:
    plain = {"number": world.number, "redrawn": world.redrawn, "figures": world.figures}
    return json.dumps(plain, separators=(",", ":"), allow_nan=False)


def _world(line: str) -> World:
    raw = json.loads(line)
    figures = {
        str(cycle): {str(name): tuple(map(float, values)) for name, values in told.items()}
        for cycle, told in raw["figures"].items()
    }
    return World(int(raw["number"]), int(raw["redrawn"]), figures)


def _number(world: World) -> int:
    return world.number


def _strange(path: Path) -> WrongInput:
    found = Message("{file} does not hold the worlds of a backtest.", file=path.name)
    return WrongInput(Problem(Place(str(path)), found, Message("another folder")))


def _unwritable(path: Path, wrong: OSError) -> WrongInput:
    found = Message("{file} cannot be written: {why}.", file=path.name, why=wrong.strerror or "?")
    return WrongInput(Problem(Place(str(path)), found, Message("a folder that can be written to")))
