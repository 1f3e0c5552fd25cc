"""What the README shows is what the program says: its console blocks are run and compared."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from tree import ROOT

README = ROOT / "README.md"
BLOCKS = re.findall(r"```console\n\$ (kredslob [^\n]+)\n(.*?)```", README.read_text("utf-8"), re.DOTALL)


def run(command: str) -> list[str]:
    """Run a command of the README in a narrow English terminal and give its lines."""
    words = [sys.executable, "-m", "kredslob.cli", *shlex.split(command)[1:]]
    environment = {**os.environ, "COLUMNS": "80", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)
    return [line.rstrip() for line in (done.stdout + done.stderr).splitlines()]


def test_the_readme_shows_a_session() -> None:
    """The README has console blocks to compare."""
    assert len(BLOCKS) >= 5


@pytest.mark.parametrize(("command", "shown"), BLOCKS, ids=[command[:60] for command, _ in BLOCKS])
def test_the_readme_shows_what_the_program_says(command: str, shown: str) -> None:
    """Each run of lines between elisions stands in the output, in order."""
    said = run(command)
    position = 0
    for part in shown.strip().split("\n...\n"):
        lines = [line.rstrip() for line in part.strip("\n").splitlines() if line.strip() != "..."]
        starts = [at for at in range(position, len(said)) if said[at : at + len(lines)] == lines]
        assert starts, f"not said in order: {lines}"
        position = starts[0] + len(lines)


def test_the_readme_names_only_what_is_there() -> None:
    """Every linked file exists."""
    for target in re.findall(r"\]\(([^)#]+)\)", README.read_text("utf-8")):
        assert Path(ROOT, target).exists(), target
