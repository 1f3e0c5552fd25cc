"""What is not known says why: a reading of open guesses is known where all their values agree, and else names those that decide."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.engine.estates import settle_all
from kredslob.engine.knowledge import Open, Unknown, both, opened, settle
from kredslob.rules.terms import Terms
from tests.engine.bare_terms import bare_terms, parameter


def three() -> Terms:
    """Give terms with two open guesses and a parameter that is known."""
    open_ = {"p": parameter("p", 1, 1, 2), "q": parameter("q", 1, 1, 2, 3)}
    return bare_terms({**open_, "known": parameter("known", 5)})


def test_a_reading_that_no_guess_changes_is_known() -> None:
    """What all values agree on is settled, and a parameter that is known is what it is."""
    assert settle(three(), "p", lambda value: value in (1, 2)) is True
    assert settle(three(), "known", lambda value: value) == 5
    assert settle_all(three(), ("p", "q"), lambda _, __: "alike") == "alike"


def test_a_reading_that_a_guess_changes_names_the_guess() -> None:
    """Only those that make a difference."""
    assert settle(three(), "p", lambda value: value) == Unknown(guesses=("p",))
    assert settle_all(three(), ("p", "q", "known"), lambda p, *_: p) == Unknown(guesses=("p",))
    assert settle_all(three(), ("p", "q"), lambda p, q: (p, q) == (2, 3)) == Unknown(guesses=("p", "q"))


def test_unknowns_among_the_readings_compare_like_values() -> None:
    """One missing fact at every value is that missing fact; missing at one only, it hangs on the guess."""
    missing = Unknown(needs=("share",))
    assert settle_all(three(), ("p", "q"), lambda _, __: missing) == missing
    assert settle_all(three(), ("p", "q"), lambda p, _: missing if p == 1 else 7) == Unknown(guesses=("p",))


@given(st.lists(st.integers(0, 1), min_size=6, max_size=6))
def test_a_guess_is_named_just_when_some_values_of_the_others_make_it_matter(table: list[int]) -> None:
    """By brute force over every table of readings."""
    readings = dict(zip(product((1, 2), (1, 2, 3)), table, strict=True))
    p = any(readings[1, q] != readings[2, q] for q in (1, 2, 3))
    q = any(readings[one, a] != readings[one, b] for one in (1, 2) for a in (1, 2, 3) for b in (1, 2, 3))
    found = settle_all(three(), ("p", "q"), lambda one, two: readings[one, two])
    named = tuple(name for name, matters in (("p", p), ("q", q)) if matters)
    assert found == (Unknown(guesses=named) if named else table[0])


def test_opening_a_guess_gives_its_own_value_first_and_what_lies_in_its_range() -> None:
    """Breakpoints outside the range are not tried, and nothing twice."""
    raised = opened(bare_terms({"age": parameter("age", 30, ends=(25, 36))}), "age", (24, 25, 28, 30, 36, 40))
    assert isinstance(raised, Open)
    assert (raised.parameter, raised.values) == ("age", (30, 25, 36, 28))
    named = opened(bare_terms({"age": parameter("age", 30, 29, 30, ends=(25, 36))}), "age", (24, 25, 36, 40))
    assert named.values == (30, 29, 25, 36)


def test_joined_causes_name_each_once() -> None:
    """In the order in which they were met."""
    assert both([Unknown(("a", "b"), ("g",)), Unknown(("b",), ("g", "h"))]) == Unknown(("a", "b"), ("g", "h"))


@pytest.mark.parametrize("function", [lambda terms: settle(terms, "x", str), lambda terms: opened(terms, "x")])
def test_a_parameter_that_the_terms_do_not_have_is_a_fault(function: Any) -> None:
    """The office checks that the structural parameters are there before anything is read."""
    with pytest.raises(KeyError):
        function(three())
