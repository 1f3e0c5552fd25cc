"""Which guesses the account of an estate hangs on: those at another value of which its part is another."""

from __future__ import annotations

from kredslob.engine.exploring import Branch
from kredslob.engine.quota_estates import deciding
from kredslob.rules.units import Value


def at(result: str, **taken: Value) -> Branch[str]:
    """Give what comes out at some values of the guesses."""
    return Branch(taken, result, assumed=False)


def hangs_on(*branches: Branch[str]) -> tuple[str, ...]:
    """Give the guesses that what comes out hangs on."""
    return deciding(branches, lambda one: one)


def test_what_comes_out_the_same_hangs_on_none() -> None:
    """However many values were tried."""
    assert hangs_on(at("exempt", p=1), at("exempt", p=2), at("exempt", p=3)) == ()
    assert hangs_on(at("exempt")) == ()


def test_a_guess_is_named_if_it_alone_makes_the_difference() -> None:
    """And not another that was tried beside it."""
    assert hangs_on(at("a", p=1, q=1), at("a", p=1, q=2), at("b", p=2, q=1), at("b", p=2, q=2)) == ("p",)
    assert hangs_on(at("a", p=1, q=1), at("b", p=1, q=2), at("c", p=2, q=1)) == ("q", "p")


def test_a_guess_that_only_one_value_of_another_leads_to_is_held_against_that() -> None:
    """At p = 1 nobody asks for q."""
    assert hangs_on(at("a", p=1), at("a", p=2, q=1), at("b", p=2, q=2)) == ("p", "q")
    assert hangs_on(at("a", p=1), at("b", p=2, q=1), at("b", p=2, q=2)) == ("p",)


def test_where_only_several_at_once_make_a_difference_all_that_were_tried_are_named() -> None:
    """Not every combination need have been tried."""
    assert hangs_on(at("a", p=1, q=1), at("b", p=2, q=2)) == ("p", "q")
