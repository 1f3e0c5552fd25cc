"""A copy of an agreement under another id has none of its individual agreements; whoever compares the two is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kredslob.rules.library import SHIPPED
from kredslob.scenarios.comparing.individual import individual_gaps
from kredslob.scenarios.comparing.sides import sides_of

FRAMEWORK = "kbh-2011-2014"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give a copy of the agreement with nothing but its id changed."""
    text = (SHIPPED / "agreements" / f"{FRAMEWORK}.yaml").read_text("utf-8")
    path = tmp_path / "mine.yaml"
    path.write_text(text.replace(f"id: {FRAMEWORK}", "id: mine", 1), "utf-8")
    return path


def test_a_copy_lacks_the_individual_agreements_and_that_is_said(copy: Path) -> None:
    """Which are missing, of how many estates, and how they stay in force; whichever of the two is the base."""
    base, other = sides_of([FRAMEWORK, str(copy)])
    for pair in ((base, other), (other, base)):
        (gap,) = individual_gaps(*pair)
        assert gap.text("en").startswith(f"The individual agreements under {FRAMEWORK}, which bind ")
        assert "are no part of mine" in gap.text("en")
        assert f"extends: {FRAMEWORK}" in gap.text("en")


def test_nothing_is_said_where_they_are_there(copy: Path) -> None:
    """An amendment keeps them; so does a folder of them that is called as the copy."""
    base, other = sides_of([FRAMEWORK, "kbh-2012-adjustment"])
    assert not [*individual_gaps(base, other)]
    folder = Path(shutil.copytree(SHIPPED / "individual" / FRAMEWORK, copy.parent / "mine"))
    for path in folder.glob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace(f"framework: {FRAMEWORK}", "framework: mine"), "utf-8")
    base, other = sides_of([FRAMEWORK, str(copy)])
    assert not [*individual_gaps(base, other)]


def test_nothing_is_said_of_two_that_both_have_none(copy: Path) -> None:
    """Two copies differ by nothing but their ids."""
    second = copy.with_name("second.yaml")
    second.write_text(copy.read_text("utf-8").replace("id: mine", "id: second", 1), "utf-8")
    base, other = sides_of([str(copy), str(second)], "kbh-2011")
    assert not [*individual_gaps(base, other)]
