"""Sessions shown in documents: their console blocks, what the program says to them, and whether that is what is shown.

Where a document shows a changed line of a file that `agreement new` wrote, or a whole file by its name, the file is changed
or written so, as a reader would.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

Session = tuple[str, str]  # a command line, and what is shown beneath it
_BLOCK = re.compile(
    r"```console\n\$ (kredslob [^\n]+)\n(.*?)```|```yaml\n(  - \{set: .*?)```|```yaml (\S+\.yaml)\n(.*?)```", re.DOTALL
)


def sessions(document: Path) -> list[Session]:
    """Give the console blocks of a document."""
    return [(command, shown) for command, shown, *_ in _BLOCK.findall(document.read_text("utf-8")) if command]


def followed(document: Path, folder: Path) -> dict[str, list[str]]:
    """Do what a document shows, in order, in a folder: run its commands, write its files, change the one last begun.

    Gives what was said to each command.
    """
    heard: dict[str, list[str]] = {}
    begun = folder
    for command, _, changed, name, text in _BLOCK.findall(document.read_text("utf-8")):
        if changed:
            begun.write_text(uncommented(begun.read_text("utf-8"), changed), "utf-8")
        elif name:
            (folder / name).write_text(text, "utf-8")
        else:
            heard[command] = said(command, folder)
        if command.startswith("kredslob agreement new "):
            begun = folder / heard[command][-1].removeprefix("Written to ").removesuffix(".")
    return heard


def uncommented(text: str, changed: str) -> str:
    """Put changed lines in the place of the commented ones that set the same values."""
    for line in changed.splitlines():
        opening, _, _ = line.partition(",")
        pattern = re.compile(rf"^# {re.escape(opening)},.*$", re.MULTILINE)
        assert len(pattern.findall(text)) == 1, opening
        text = pattern.sub(line.replace("\\", r"\\"), text)
    return text


def said(command: str, folder: Path | None = None) -> list[str]:
    """Run a command in a narrow English terminal, from a folder, and give its lines."""
    words = [sys.executable, "-m", "kredslob.cli", *shlex.split(command)[1:]]
    environment = {**os.environ, "COLUMNS": "80", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
    done = subprocess.run(
        words, capture_output=True, text=True, encoding="utf-8", env=environment, cwd=folder, check=False
    )
    return [line.rstrip() for line in (done.stdout + done.stderr).splitlines()]


def not_said(shown: str, lines: list[str]) -> list[list[str]]:
    """Give what is shown and was not said: runs of lines between elisions (`...`) that do not stand there in order."""
    position, missing = 0, []
    for part in shown.strip().split("\n...\n"):
        run = [line.rstrip() for line in part.strip("\n").splitlines() if line.strip() != "..."]
        starts = [at for at in range(position, len(lines)) if lines[at : at + len(run)] == run]
        if starts:
            position = starts[0] + len(run)
        elif run:
            missing.append(run)
    return missing
