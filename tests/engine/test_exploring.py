"""Every value of every guess is tried, the assumed ones first, and no guess that is not asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.engine.exploring import MOST_BRANCHES, Branch, explore
from kredslob.engine.knowledge import Open
from kredslob.rules.messages import WrongInput
from kredslob.rules.units import Value

Taken = Mapping[str, Value]
VALUES: Mapping[str, tuple[Value, ...]] = {"p": (1, 2), "q": ("a", "b", "c"), "r": (True, False)}


def asking(order: Callable[[Taken], tuple[str, ...]]) -> Callable[[Taken], tuple[Value, ...]]:
    """Give a decision that reads guesses in an order that may hang on those read before."""

    def decide(taken: Taken) -> tuple[Value, ...]:
        for name in order(taken):
            if name not in taken:
                raise Open(name, VALUES[name])
        return tuple(taken[name] for name in order(taken))

    return decide


def test_a_decision_that_reads_no_guess_is_made_once() -> None:
    """One branch, at the values given."""
    found = explore(len, {"x": 1})
    assert found.branches == (Branch({"x": 1}, 1, assumed=True),)
    assert found.complete


def test_only_the_guesses_named_are_looked_into() -> None:
    """The others are taken at their assumed values, which come first."""
    found = explore(asking(lambda _: ("p", "q")), {}, only=("q",))
    assert [one.result for one in found.branches] == [(1, "a"), (1, "b"), (1, "c")]
    assert explore(asking(lambda _: ("p", "q")), {}, only=()).branches == found.branches[:1]


def test_the_assumed_values_come_first_and_are_marked() -> None:
    """The first branch takes each guess at its own value, and no other branch is marked so."""
    found = explore(asking(lambda _: ("p", "q")), {})
    assert found.branches[0].result == (1, "a")
    assert [one.assumed for one in found.branches] == [True, *[False] * 5]
    assert {one.result for one in found.branches} == {(p, q) for p in (1, 2) for q in "abc"}


def test_a_guess_that_only_some_values_lead_to_is_tried_only_there() -> None:
    """With p at 1 nobody asks for q."""
    found = explore(asking(lambda taken: ("p",) if taken.get("p", 1) == 1 else ("p", "q")), {})
    assert [dict(one.taken) for one in found.branches] == [{"p": 1}, *({"p": 2, "q": q} for q in "abc")]


def test_a_value_that_is_given_is_not_tried_at_others() -> None:
    """Who sets a guess gets the branches of that value alone."""
    found = explore(asking(lambda _: ("p", "r")), {"p": 2})
    assert {one.result for one in found.branches} == {(2, True), (2, False)}


def test_too_many_combinations_are_told_of() -> None:
    """It stops at the limit and says that it has not tried all."""

    def decide(taken: Taken) -> int:
        for number in range(10):
            if f"g{number}" not in taken:
                raise Open(f"g{number}", (0, 1))
        return 0

    found = explore(decide, {})
    assert (len(found.branches), found.complete) == (MOST_BRANCHES, False)


@pytest.mark.parametrize("values", [(MOST_BRANCHES,), (MOST_BRANCHES + 1,)])
def test_exactly_as_many_as_there_may_be_are_complete(values: tuple[int]) -> None:
    """The limit itself is not too many."""

    def decide(taken: Taken) -> int:
        if "g" not in taken:
            raise Open("g", tuple(range(values[0])))
        return 0

    assert explore(decide, {}).complete is (values[0] <= MOST_BRANCHES)


def test_wrong_input_at_any_value_is_wrong_input() -> None:
    """A value at which the rules do not answer leaves no answer."""

    def decide(taken: Taken) -> int:
        if "p" not in taken:
            raise Open("p", (1, 2))
        if taken["p"] == 2:
            raise WrongInput([])
        return 0

    with pytest.raises(WrongInput):
        explore(decide, {})


@given(st.permutations(["p", "q", "r"]), st.integers(1, 3))
def test_the_branches_are_a_partition_of_all_combinations(order: list[str], read: int) -> None:
    """Each combination of values lies in just one branch."""
    found = explore(asking(lambda taken: tuple(order[: read if taken.get(order[0]) == VALUES[order[0]][0] else 1])), {})
    for p in VALUES["p"]:
        for q in VALUES["q"]:
            for r in VALUES["r"]:
                every = {"p": p, "q": q, "r": r}
                assert sum(all(every[key] == value for key, value in one.taken.items()) for one in found.branches) == 1


def test_what_differs_in_fewer_guesses_is_tried_before_what_differs_in_more() -> None:
    """So that, where not all can be tried, each guess has been tried by itself."""
    names = tuple(f"g{at}" for at in range(20))

    def decide(taken: Taken) -> int:
        for name in names:
            if name not in taken:
                raise Open(name, (0, 1, 2))
        return sum(value != 0 for value in taken.values())

    found = explore(decide, {}, most=60)
    differing = [branch.result for branch in found.branches]
    assert differing == sorted(differing)
    assert differing.count(1) == 40
    assert not found.complete
