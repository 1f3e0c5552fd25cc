"""Keep what is finished a line each, so that work that was interrupted can be gone on with.

The first line says what kind of lines they are and what they were made from. A last line that was not finished, as when the
machine was switched off in the middle of it, is left out, and taken away before another is added.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Generic, TypeVar

from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.scenarios.files.written_by_us import NOT_AS_WRITTEN
from kredslob.scenarios.results.putting import put

Plain = dict[str, Any]
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Lines(Generic[Row]):
    """What a file of lines holds: what they were made from, the lines, and whether the last was not finished."""

    made_from: Plain
    rows: tuple[Row, ...]
    torn: bool


def read_lines(path: Path, kind: str, read: Callable[[Any], Row], strange: Message) -> Lines[Row] | None:
    """Give what a file of lines holds; None where there is none.

    Args:
        path: the file; kind: what its first line must say that it is.
        read: reads a line; strange: what is said of a file that holds something else.

    Raises:
        WrongInput: the file holds something else, or cannot be read.
    """
    if not path.exists():
        return None
    try:
        head, *lines = path.read_text("utf-8").split("\n")
        made_from = json.loads(head)
        if made_from.pop("kind") != kind:
            raise ValueError(kind)
        return Lines(made_from, tuple(read(json.loads(line)) for line in lines[:-1] if line), any(lines[-1:]))
    except NOT_AS_WRITTEN as wrong:
        raise WrongInput(Problem(Place(str(path)), strange, Message("another folder"))) from wrong


def write_lines(path: Path, kind: str, made_from: Plain, rows: Iterable[Plain] = ()) -> None:
    """Write a file of lines, whole or not at all; raise WrongInput if it cannot be written."""
    with _told_of(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, "".join(map(_line, [{"kind": kind, **made_from}, *rows])).encode())


def add_line(path: Path, row: Plain) -> None:
    """Add a line to a file that was read and is not torn; raise WrongInput if it cannot be written."""
    with _told_of(path), path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(_line(row))


def _line(row: Plain) -> str:
    return json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n"


@contextmanager
def _told_of(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as wrong:
        found = Message("{file} cannot be written: {why}.", file=path.name, why=wrong.strerror or "?")
        raise WrongInput(Problem(Place(str(path)), found, Message("a folder that can be written to"))) from wrong
