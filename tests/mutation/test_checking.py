"""The type checker is asked about many slips at once, and what it refuses is told of the slip that did it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutation.checking import batches, refused, with_slips
from tests.mutation.slips import Slip, slips

CODE = """\
from __future__ import annotations

# What a wheel is.
class Wheel:
    def __init__(self, slots: int) -> None:
        self.slots = slots

    @property
    def half(self) -> int:
        return halved(self.slots, 0)


def halved(number: int, more: object) -> int:
    return number // 2
"""
PROJECT = """\
[tool.mypy]
strict = true
mypy_path = ".types"
explicit_package_bases = true
"""


pytestmark = pytest.mark.once


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a repository of one module."""
    for name in ("rules", "engine", "scenarios", "cli"):
        (tmp_path / name).mkdir()
    (tmp_path / "engine" / "wheel.py").write_text(CODE)
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    return tmp_path


def emptied(after: str) -> Slip:
    """Give the slip that leaves a line so."""
    return next(one for one in slips("engine/wheel.py", CODE) if one.kind == "emptied" and one.after == after)


def test_what_the_type_checker_refuses_is_told_of_the_slip_that_did_it(root: Path) -> None:
    """None for a number is refused, in the body of the caller; None for what may be anything is not."""
    number, anything = emptied("return halved(None, 0)"), emptied("return halved(self.slots, None)")
    told = [(batch, found) for batch, found in refused(root, [number, anything])]
    assert [list(batch) for batch, _ in told] == [[number], [anything]]
    assert list(told[0][1]) == [number.name]
    assert 'incompatible type "None"; expected "int"' in told[0][1][number.name]
    assert told[1][1] == {}
    assert (root / "engine" / "wheel.py").read_text() == CODE, "slips are put into a copy"


def test_an_error_elsewhere_is_told_of_no_slip(root: Path) -> None:
    """An attribute that may be nothing is refused where it is used: nobody knows there which slip it was."""
    told = [found for _, found in refused(root, [emptied("self.slots = None")])]
    assert told == [{}]


def test_no_two_slips_of_one_class_or_function_are_asked_about_together() -> None:
    """And none is left out."""
    every = slips("engine/wheel.py", CODE)
    found = list(batches(every))
    for batch in found:
        units = [slip.function.partition(".")[0] for slip in batch]
        assert len(set(units)) == len(units)
    assert {slip.name for batch in found for slip in batch} == {slip.name for slip in every}


def test_slips_stand_where_their_functions_stood() -> None:
    """With decorators, in classes, one after the other; the lines are those of the new text."""
    chosen = [emptied("return halved(None, 0)"), next(one for one in slips("engine/wheel.py", CODE) if one.function == "halved")]  # fmt: skip
    text, lines = with_slips(CODE, reversed(chosen))
    compile(text, "slipped", "exec")
    new = text.splitlines()
    for slip, several in lines:
        assert slip.after in "\n".join(new[line - 1] for line in several)
    assert text.count("@property") == text.count("def halved") == 1
