"""A slip reaches a program that is already imported: whoever holds the function meets it."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from tests.mutation.putting_in import CannotPutIn, Functions
from tests.mutation.slips import Slip

CODE = """
from functools import lru_cache

def at_least(x, limit=40):
    return x >= limit

class Wheel:
    def __init__(self, slots):
        self.slots = slots

    @property
    def round(self):
        return len(self.slots)

@lru_cache
def kept(x):
    return x + 1
"""


@pytest.fixture
def module(tmp_path: Path) -> Any:
    """Give a module that has been imported from a file."""
    path = tmp_path / "some.py"
    path.write_text(CODE)
    spec = importlib.util.spec_from_file_location("kredslob.engine.some", path)
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def put_in(module: Any, function: str, code: str) -> None:
    """Put a slip into a function of the module."""
    root = str(Path(module.__file__).parent)
    Functions(root, {"some.py"}).put_in(Slip("some.py", function, 1, "changed", "before", "after", "x", code))


def test_who_has_imported_a_function_by_name_meets_the_slip(module: Any) -> None:
    """The function stays the same object."""
    by_name = module.at_least
    put_in(module, "at_least", "def at_least(x, limit=40):\n    return x > limit\n")
    assert (by_name(40), by_name(41)) == (False, True)


def test_a_default_value_slips(module: Any) -> None:
    """Who leaves it out meets the other one."""
    put_in(module, "at_least", "def at_least(x, limit=41):\n    return x >= limit\n")
    assert not module.at_least(40)


def test_a_property_slips_in_objects_that_are_there_already(module: Any) -> None:
    """It is looked up in the class."""
    wheel = module.Wheel([0, 0, 1])
    put_in(module, "Wheel.round", "@property\ndef round(self):\n    return None\n")
    assert wheel.round is None


def test_what_was_kept_without_the_slip_is_forgotten(module: Any) -> None:
    """Else the slip would hide behind a cache."""
    assert module.kept(1) == 2
    put_in(module, "kept", "@lru_cache\ndef kept(x):\n    return x - 1\n")
    assert module.kept(1) == 0


def test_a_function_that_is_not_there_is_told_of(module: Any) -> None:
    """A slip that could not be put in is neither noticed nor missed."""
    with pytest.raises(CannotPutIn):
        put_in(module, "gone", "def gone():\n    return 1\n")
