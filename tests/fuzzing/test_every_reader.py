"""Whatever stands in a file from outside, it is read rightly or refused in words, with a place and without a CPR number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzzing.damage import damaged
from tests.fuzzing.held import outcome
from tests.fuzzing.readers import READERS, Reader, laid_out

T = TypeVar("T")


# A folder of results is made by a simulation that must first be compiled: too long for the quick dose.
EVERY = [pytest.param(one, id=one.name, marks=[pytest.mark.long] * one.simulates) for one in READERS.values()]


class Drawn:
    """Makes the choices as Hypothesis draws them."""

    def __init__(self, data: st.DataObject) -> None:
        """Take what it draws from."""
        self.data = data

    def number(self, low: int, high: int) -> int:
        """Give a number from low to high."""
        return self.data.draw(st.integers(low, high))

    def one_of(self, choices: Sequence[T]) -> T:
        """Give one of the choices."""
        return self.data.draw(st.sampled_from(choices))


@pytest.mark.parametrize("reader", EVERY)
def test_a_good_file_is_read(reader: Reader) -> None:
    """What is damaged below is good before: every file from which a damaged one is made is read without a word."""
    for name, data in reader.seeds().items():
        with laid_out(name, data) as path:
            assert outcome(lambda path=path: reader.read(path)) == "read", name  # type: ignore[misc]


@pytest.mark.parametrize("reader", EVERY)
def test_a_damaged_file_is_read_or_refused_in_words(reader: Reader) -> None:
    """Flipped bytes, cut ends, swapped cells, other encodings, bombs: no other exception, no hanging, no CPR number."""

    @settings(max_examples=max(3, settings().max_examples // reader.slow))
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        name, good = data.draw(st.sampled_from(sorted(reader.seeds().items())))
        with laid_out(name, damaged(good, Drawn(data))) as path:
            assert outcome(lambda: reader.read(path))

    holds()
