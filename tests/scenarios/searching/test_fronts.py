"""Which points are best: planted points whose front is known."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from kredslob.scenarios.searching.front import dominates, front_of, nearest_misses, spread

LOSSES = arrays(np.float64, st.tuples(st.integers(1, 12), st.integers(1, 3)), elements=st.integers(0, 5).map(float))


def test_a_point_that_is_better_in_one_goal_and_no_worse_in_the_other_dominates() -> None:
    """(1, 2) dominates (1, 3), and neither (2, 1) nor itself."""
    assert dominates([1, 2], [1, 3])
    assert not dominates([1, 2], [2, 1])
    assert not dominates([1, 2], [1, 2])


def test_the_front_of_planted_points_is_the_one_planted() -> None:
    """Of four points on a falling curve and one above it the four are the front; a point without a value is not on it."""
    losses = np.array([[0.0, 3.0], [1.0, 1.0], [2.0, 0.5], [3.0, 0.0], [2.0, 2.0], [np.nan, 0.0]])
    assert front_of(losses) == (0, 1, 2, 3)


@given(LOSSES)
def test_every_point_off_the_front_is_beaten_by_one_on_it(losses: NDArray[Any]) -> None:
    """What is not on the front is dominated by a point that is; no point on it is dominated."""
    front = front_of(losses)
    assert front
    for row in range(len(losses)):
        beaten = any(dominates(losses[one], losses[row]) for one in front)
        assert beaten is (row not in front)


def test_the_nearest_are_those_that_miss_the_fewest_limits() -> None:
    """One limit missed by far is nearer than two missed by little; of equals the less."""
    misses = np.array([[0.1, 0.1], [0.0, 9.0], [0.0, 5.0]])
    assert nearest_misses(misses, 3) == (2, 1, 0)


@given(LOSSES, st.integers(1, 12))
def test_a_spread_keeps_the_best_of_each_goal(losses: NDArray[Any], count: int) -> None:
    """As many points as asked for are kept, each once, and among enough of them the best of each goal."""
    kept = spread(losses, count)
    assert len(set(kept)) == len(kept) == min(count, len(losses))
    if count >= losses.shape[1]:
        assert (losses[list(kept)].min(axis=0) == losses.min(axis=0)).all()
