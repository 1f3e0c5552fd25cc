"""Slips are made where behaviour can hang on them, in decorated functions too, and keep their name when lines move."""

from __future__ import annotations

import pytest

from tests.mutation.slips import Slip, slips


def changes(code: str) -> set[tuple[str, str]]:
    """Give the lines before and after each slip of a text."""
    return {(one.before, one.after) for one in slips("some.py", code)}


def test_a_comparison_slips_to_its_neighbour_and_a_number_by_one() -> None:
    """What lies exactly at a threshold, and the threshold itself."""
    found = changes("def f(x):\n    return x > 40\n")
    assert found == {("return x > 40", "return x >= 40"), ("return x > 40", "return x > 41")}


def test_a_property_and_a_method_slip_like_a_function() -> None:
    """A decorator keeps nothing from being wrong."""
    found = slips("some.py", "class A:\n    @property\n    def b(self):\n        return self.x and self.y\n")
    assert [(one.function, one.after, one.line) for one in found] == [("A.b", "return self.x or self.y", 4)]


@pytest.mark.parametrize(
    "line",
    [
        '"""What it does, in 3 words."""',
        'message = Message("at most {n}", n=3)',
        'raise ValueError("not 3")',
        "x: Literal[3]",
    ],
)
def test_what_no_behaviour_hangs_on_does_not_slip(line: str) -> None:
    """Docstrings, texts for people, errors of programming, types."""
    assert not [one for one in changes(f"def f(x):\n    {line}\n") if "None" not in one[1]]


def test_a_guard_against_an_error_of_programming_does_not_slip() -> None:
    """That two sequences are of one length: neither left out nor another."""
    assert not [one for one in changes("def f(x, y):\n    return zip(x, y, strict=True)\n") if "x, y" in one[1]]


def test_a_line_outside_functions_does_not_slip() -> None:
    """Imports and names are looked at by the type checker."""
    assert changes("LIMIT = 3\nfrom a import b\n") == set()


def test_a_slip_keeps_its_name_when_lines_are_put_above_it() -> None:
    """So a list of slips does not age with every edit."""
    code = "def f(x):\n    return x + 1\n"
    assert names(slips("a.py", code)) == names(slips("a.py", f"import os\n\n\n{code}"))


def test_one_slip_made_twice_in_a_function_has_two_names() -> None:
    """Two lines that read alike are two places."""
    found = slips("a.py", "def f(x):\n    x += 1\n    x += 1\n    return x\n")
    assert len(names(found)) == len(found) == 6


def names(found: list[Slip]) -> set[str]:
    """Give the names of slips."""
    return {one.name for one in found}
