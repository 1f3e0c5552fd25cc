"""What the tutorial shows is what the program says and what its files hold."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from sessions import not_said, said, sessions
from tree import ROOT

TUTORIAL, SCHEMAS = ROOT / "docs" / "tutorial.md", ROOT / "docs" / "schemas" / "README.md"
FILES = ROOT / "docs" / "tutorial"
SHOWN = [*sessions(TUTORIAL), *sessions(SCHEMAS)]
EXCERPTS = re.findall(r"```yaml\n(.*?)```", TUTORIAL.read_text("utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder laid out as a clone is, in which commands may write."""
    top = tmp_path_factory.mktemp("clone")
    shutil.copytree(FILES, top / "docs" / "tutorial")
    return top


def test_the_tutorial_shows_a_session_and_excerpts() -> None:
    """There is something to compare."""
    assert len(SHOWN) >= 6
    assert len(EXCERPTS) >= 6


@pytest.mark.parametrize(("command", "shown"), SHOWN, ids=[command[:60] for command, _ in SHOWN])
def test_the_tutorial_shows_what_the_program_says(clone: Path, command: str, shown: str) -> None:
    """Each run of lines between elisions stands in the output, in order."""
    lines = said(command, clone)
    assert not_said(shown, lines) == [], "\n".join(lines)


@pytest.mark.parametrize("excerpt", EXCERPTS, ids=lambda one: one.split("\n")[0].strip()[:40])
def test_an_excerpt_stands_in_a_file_of_the_tutorial(excerpt: str) -> None:
    """Word for word, with its indentation."""
    assert [path.name for path in sorted(FILES.glob("*.yaml")) if excerpt in path.read_text("utf-8")]


@pytest.mark.parametrize("document", [TUTORIAL, SCHEMAS], ids=lambda path: path.name)
def test_it_names_only_what_is_there(document: Path) -> None:
    """Every linked file exists."""
    for target in re.findall(r"\]\(([^)#]+)\)", document.read_text("utf-8")):
        assert (document.parent / target).exists(), target
