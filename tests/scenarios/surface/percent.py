"""Example notebooks: scripts in percent format, executed cell by cell in a copy of their folder, and the page that shows them.

python -m tests.scenarios.surface.percent      makes docs/python.md anew, from the top folder
"""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[3] / "docs"
EXAMPLES = DOCS / "examples"
PAGE = DOCS / "python.md"
SCRIPTS = ("a_run.py", "a_clause.py")
_MARK = "<!-- what follows is made from docs/examples: what it prints is what came out -->\n"
_CELL = re.compile(r"^# %%(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Cell:
    """A cell of a notebook: text, or code."""

    text: str
    code: bool


def cells(script: str) -> Iterator[Cell]:
    """Give the cells of a script."""
    parts = _CELL.split(script)[1:]
    for kind, body in zip(parts[::2], parts[1::2], strict=True):
        code = "[markdown]" not in kind
        plain = body.strip("\n")
        yield Cell(plain if code else re.sub(r"^# ?", "", plain, flags=re.MULTILINE), code)


def executed(script: str, replications: int | None = None) -> Iterator[tuple[Cell, str]]:
    """Give each cell with what it prints, all of them in one namespace, in a copy of the folder of examples.

    Args:
        script: the name of its file.
        replications: so many instead of those that stand there.
    """
    names: dict[str, Any] = {"__name__": "__notebook__"}
    with tempfile.TemporaryDirectory() as copy:
        folder = Path(shutil.copytree(EXAMPLES, Path(copy) / "examples"))
        for cell in cells((EXAMPLES / script).read_text("utf-8")):
            if not cell.code:
                yield cell, ""
                continue
            code, printed = cell.text, io.StringIO()
            if replications is not None:
                code = re.sub(r"replications=\d+", f"replications={replications}", code)
            with chdir(folder), redirect_stdout(printed):
                exec(compile(code, script, "exec"), names)  # noqa: S102 - it is what a notebook does
            yield cell, printed.getvalue()


def shown(script: str) -> str:
    """Give a notebook as a chapter of the page."""
    told = []
    for cell, printed in executed(script):
        told.append(f"```python\n{cell.text}\n```" if cell.code else cell.text)
        if printed:
            told.append(f"```text\n{printed.rstrip()}\n```")
    return "\n\n".join(told) + "\n"


def head_of(page: str) -> str:
    """Give what of the page is written by hand."""
    return page.partition(_MARK)[0]


def page_of(head: str) -> str:
    """Give the whole page."""
    return head + _MARK + "\n" + "\n".join(shown(script) for script in SCRIPTS)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        PAGE.write_text(page_of(head_of(PAGE.read_text("utf-8"))), "utf-8")
    sys.stdout.write(f"{PAGE}\n")
