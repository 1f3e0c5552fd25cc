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
from kredslob.rules.messages import Message
from kredslob.scenarios.backtesting.world import World
from kredslob.scenarios.results.lines import add_line, read_lines, write_lines

Plain = dict[str, Any]
KIND: Final = "kredslob backtest worlds"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a file of worlds holds: what they were made from, the worlds by number, and whether the last line is whole."""

    made_from: Plain
    worlds: tuple[World, ...]
    torn: bool = False

    def first(self, count: int) -> tuple[World, ...]:
        """Give the first worlds, as far as they are there."""
        return tuple(one for one in self.worlds if one.number < count)


def path_of(folder: Path, start: str) -> Path:
    """Give the file in which the worlds of a start are kept."""
    return folder / f"{start}.jsonl"


def kept_in(path: Path) -> Kept | None:
    """Give what a file of worlds holds; None where there is none.

    Raises:
        WrongInput: the file holds something else, or cannot be read.
    """
    lines = read_lines(path, KIND, _world, Message("{file} does not hold the worlds of a backtest.", file=path.name))
    if lines is None:
        return None
    whole = {one.number: one for one in lines.rows}
    return Kept(lines.made_from, tuple(sorted(whole.values(), key=_number)), lines.torn)


def begin(path: Path, kept: Kept) -> None:
    """Write a file of worlds, with those that there are; raise WrongInput if it cannot be written."""
    write_lines(path, KIND, kept.made_from, map(_plain, kept.worlds))


def keep(path: Path, world: World) -> None:
    """Add a world to a file; raise WrongInput if it cannot be written."""
    add_line(path, _plain(world))


def digest_of(worlds: Iterable[World]) -> str:
    """Give the SHA-256 of worlds in the order of their numbers: the same for the same numbers, however they were run."""
    return hashlib.sha256("\n".join(map(_line, sorted(worlds, key=_number))).encode()).hexdigest()


def _plain(world: World) -> Plain:
    return {"number": world.number, "redrawn": world.redrawn, "figures": world.figures}


def _line(world: World) -> str:
    return json.dumps(_plain(world), separators=(",", ":"), allow_nan=False)


def _world(raw: Any) -> World:
    figures = {
        str(cycle): {str(name): tuple(map(float, values)) for name, values in told.items()}
        for cycle, told in raw["figures"].items()
    }
    return World(int(raw["number"]), int(raw["redrawn"]), figures)


def _number(world: World) -> int:
    return world.number
