"""Files of one's own build on the shelf and on each other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kredslob.rules.library import Library, add_file, load_library
from kredslob.rules.model import Document
from tests.rules.shelf import FRAMEWORK, amending, edited, lay_out, refused


def added(shelf: Path, name: str, **files: str) -> tuple[Library, Document]:
    """Lay out files of one's own and put one of them on the shelf with what it builds on."""
    library = load_library(shelf)
    mine = lay_out(shelf / "mine", {f"{key}.yaml": text for key, text in files.items()})
    return add_file(library, mine / f"{name}.yaml")


def limit(ident: str, extends: str, value: str = "0.5") -> str:
    """Write an amendment that sets the limit."""
    return amending(ident, "2012-04-01", f"set: outside.limit, value: {value}", extends)


def test_an_amendment_may_extend_one_in_a_file_beside_it(shelf: Path) -> None:
    """Found by its name, which is its id; and so on down to the shelf."""
    library, own = added(shelf, "c", a=limit("a", "frame"), b=limit("b", "a"), c=limit("c", "b", "0.7"))
    agreement = library.agreement(own.id)
    assert [one.id for one in agreement.amendments] == ["a", "b", "c"]
    assert agreement.amended(date(2012, 4, 1))[0].parameters["outside.limit"].values[-1].value == 700_000


def test_an_amendment_may_extend_a_framework_of_ones_own(shelf: Path) -> None:
    """Also in a file called .yml."""
    library = load_library(shelf)
    mine = lay_out(
        shelf / "mine", {"other.yml": edited(FRAMEWORK, "id: frame", "id: other"), "a.yaml": limit("a", "other")}
    )
    library, own = add_file(library, mine / "a.yaml")
    assert library.agreement(own.id).base.id == "other"


def test_what_is_on_the_shelf_is_not_looked_for_beside(shelf: Path) -> None:
    """A file that is called as a document of the shelf does not take its place."""
    library, own = added(shelf, "a", a=limit("a", "spring"), spring="not: even an amendment")
    assert [one.id for one in library.agreement(own.id).amendments] == ["spring", "a"]


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"a": limit("a", "b")}, "a extends b, which is not there"),
        ({"a": limit("a", "b"), "b": limit("c", "frame")}, "a extends b, which is not there"),
        ({"a": limit("a", "b"), "b": limit("b", "a")}, "in a circle: b, a"),
        ({"a": limit("a", "b"), "b": limit("b", "c"), "c": limit("c", "b")}, "in a circle: c, b, a"),
        ({"a": limit("a", "a")}, "in a circle: a"),
        ({"a": limit("a", "b"), "b": "x: ["}, "a bracket is not closed"),
        ({"a": limit("a", "act")}, "a extends act, which is not there"),
    ],
)
def test_what_an_amendment_builds_on_must_be_there_and_sound(files: dict[str, str], found: str, shelf: Path) -> None:
    """The fault is told at its own file and line."""
    problem, *_ = refused(lambda: added(shelf, "a", **files))
    assert found in problem.found.text()
    assert problem.place.file is not None
    assert problem.place.line is not None
