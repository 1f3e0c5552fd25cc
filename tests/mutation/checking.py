"""Ask the type checker which slips it refuses: who commits runs it as they run the tests, and it asks no test's time.

Many slips are asked about at once, in a copy of the program that has them all: of each module one in each class and one in
each function outside classes, so that no slip is refused for what another has done. An error counts for the slip in whose
function it stands, and for no slip if it stands elsewhere.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Final

from tests.mutation.reach import nodes
from tests.mutation.slips import Slip

BY: Final = "mypy: "  # what the test that has noticed a slip is called that the type checker refuses
_PACKAGES: Final = ("rules", "engine", "scenarios", "cli")
_ERROR: Final = re.compile(r"^\.types/kredslob/(?P<path>[^:]+):(?P<line>\d+): error: (?P<why>.*)$", re.MULTILINE)


def refused(root: Path, slips: Iterable[Slip]) -> Iterator[tuple[Sequence[Slip], Mapping[str, str]]]:
    """Ask about slips, a batch at a time; gives each batch with what is wrong with those that are refused, by name.

    Args:
        root: the repository, of which a copy is made in `build`.
        slips: of any modules.
    """
    place = root / "build" / "mutants" / "typed"
    _copy(root, place)
    for batch in batches(slips):
        texts = {path: (root / path).read_text("utf-8") for path in {slip.path for slip in batch}}
        ranges: dict[tuple[str, int], Slip] = {}
        for path, text in texts.items():
            slipped, lines = with_slips(text, [slip for slip in batch if slip.path == path])
            (place / path).write_text(slipped, "utf-8")
            ranges |= {(path, line): slip for slip, several in lines for line in several}
        told: dict[str, str] = {}
        for error in _ERROR.finditer(_mypy(place, sorted(texts))):
            slip = ranges.get((error["path"], int(error["line"])))
            if slip is not None:
                told.setdefault(slip.name, error["why"])
        yield batch, told
        for path, text in texts.items():
            (place / path).write_text(text, "utf-8")


def batches(slips: Iterable[Slip]) -> Iterator[Sequence[Slip]]:
    """Give slips in batches, in which no two are of one class, or of one function outside classes."""
    units: dict[tuple[str, str], list[Slip]] = defaultdict(list)
    for slip in slips:
        units[slip.path, slip.function.partition(".")[0]].append(slip)
    for several in zip_longest(*units.values()):
        yield [slip for slip in several if slip is not None]


def with_slips(text: str, slips: Iterable[Slip]) -> tuple[str, list[tuple[Slip, range]]]:
    """Give the text of a module with slips in it, and the lines, from 1, in which each one's function then stands."""
    lines = text.splitlines()
    places = nodes(text)
    shift = 0
    found: list[tuple[Slip, range]] = []
    for slip in sorted(slips, key=lambda one: _first(places[one.function])):
        node = places[slip.function]
        first, last = _first(node) + shift, (node.end_lineno or node.lineno) + shift
        indent = " " * node.col_offset
        new = textwrap.indent(textwrap.dedent(slip.code).strip("\n"), indent).splitlines()
        lines[first - 1 : last] = new
        found.append((slip, range(first, first + len(new))))
        shift += len(new) - (last - first + 1)
    return "\n".join(lines) + "\n", found


def _first(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Give the first line of a function: of its decorators, which are in the text of its slips."""
    return min([node.lineno, *(one.lineno for one in node.decorator_list)])


def _copy(root: Path, place: Path) -> None:
    """Copy the packages to where slips are put in, and lay the folder of links on which the type checker finds them."""
    links = place / ".types" / "kredslob"
    links.mkdir(parents=True, exist_ok=True)
    for name in _PACKAGES:
        shutil.rmtree(place / name, ignore_errors=True)
        shutil.copytree(root / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        if not (links / name).is_symlink():
            (links / name).symlink_to(Path("..", "..", name))
    shutil.copy(root / "pyproject.toml", place)


def _mypy(place: Path, paths: Iterable[str]) -> str:
    """Give what the type checker says of modules of the copy."""
    words = ["--no-pretty", "--no-error-summary", "--no-color-output"]
    asked = [sys.executable, "-m", "mypy", *words, *(f".types/kredslob/{path}" for path in paths)]
    return subprocess.run(asked, cwd=place, capture_output=True, text=True, check=False).stdout
