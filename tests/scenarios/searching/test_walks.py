"""How points are walked through: all of them in turn, or as an optimiser asks; by planted problems with a known front."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest

from kredslob.scenarios.searching.front import front_of
from kredslob.scenarios.searching.question import Point
from kredslob.scenarios.searching.walking import Axis, Grid, Optimiser, Walk, Weighed

Planted = Callable[[Point], Weighed | None]


def hills(point: Point) -> Weighed:
    """Two goals that pull apart along the first term; the second term is best in its middle, and costs both goals else."""
    along, across = point
    cost = (across - 7) ** 2
    return Weighed(np.array([along + cost, 20.0 - along + cost]), np.zeros(0))


def walled(point: Point) -> Weighed | None:
    """The same behind a limit, and with a strip that may not be shown at all."""
    found = hills(point)
    if point[0] == 5:
        return None
    return Weighed(found.losses, np.array([max(0.0, 10.0 - point[0])]))


def walked(way: Walk, planted: Planted) -> dict[Point, Weighed | None]:
    """Walk to the end and give what every point came to, in the order in which they were asked for."""
    known: dict[Point, Weighed | None] = {}
    while points := way.ask():
        assert not set(points) & set(known)
        found = {point: planted(point) for point in points}
        known |= found
        way.tell(found)
    return known


def front(known: dict[Point, Weighed | None]) -> set[Point]:
    """Give the points of the front that keep the limits."""
    kept = [(point, one) for point, one in known.items() if one is not None and not (one.misses > 0).any()]
    return {kept[row][0] for row in front_of(np.stack([one.losses for _, one in kept]))}


SQUARE = (Axis(21, ordered=True), Axis(15, ordered=True))
TRUE_FRONT = {(along, 7) for along in range(21)}


def test_a_grid_asks_for_every_point_once() -> None:
    """Of 3 by 4 choices there are twelve points, each asked for once."""
    known = walked(
        Grid((Axis(3, ordered=True), Axis(4, ordered=False))), lambda _: Weighed(np.array([1.0]), np.zeros(0))
    )
    assert list(known) == list(product(range(3), range(4)))


def test_the_optimiser_finds_the_planted_front_in_half_the_points() -> None:
    """Of 315 points 150 are enough to find nearly all of a front of 21; nothing it finds is off the true one by a step."""
    known = walked(Optimiser(SQUARE, 2, 0, "planted", 150, (0, 0)), hills)
    assert len(known) == 150
    found = front(known)
    assert found <= TRUE_FRONT
    assert len(found) >= 19


def test_the_optimiser_keeps_limits_and_goes_round_what_may_not_be_shown() -> None:
    """Behind a wall the front is the part that keeps the limit; points that may not be shown are never on it."""
    known = walked(Optimiser(SQUARE, 2, 1, "planted", 150, (0, 0)), walled)
    found = front(known)
    assert found <= {(along, 7) for along in range(10, 21)}
    assert len(found) >= 9


def test_terms_without_order_are_searched_too() -> None:
    """One choice of six and one of two switches are best: they are found though no choice lies between others."""
    axes = (Axis(6, ordered=False), Axis(2, ordered=False), Axis(21, ordered=True))

    def planted(point: Point) -> Weighed:
        return Weighed(np.array([float((point[0] != 4) + (point[1] != 1)) * 5 + abs(point[2] - 13)]), np.zeros(0))

    known = walked(Optimiser(axes, 1, 0, "planted", 120, None), planted)
    assert front(known) == {(4, 1, 13)}


@pytest.mark.parametrize("most", [30, 70])
def test_the_same_seed_asks_for_the_same_points_in_the_same_order(most: int) -> None:
    """Two walks with one seed are the same; another seed goes another way."""
    one, again, other = (list(walked(Optimiser(SQUARE, 2, 0, seed, most, (3, 3)), hills)) for seed in ("a", "a", "b"))
    assert one == again
    assert one != other


def test_an_optimiser_that_may_look_at_all_points_does_and_ends() -> None:
    """With more allowed than there are points, each is asked for once and the walk ends."""
    known = walked(
        Optimiser((Axis(4, ordered=True), Axis(3, ordered=False)), 1, 0, "a", 1000, (0, 0)),
        lambda point: Weighed(np.array([float(sum(point))]), np.zeros(0)),
    )
    assert sorted(known) == list(product(range(4), range(3)))


def test_nothing_but_points_that_may_not_be_shown_is_walked_through_to_the_end() -> None:
    """Where no point may be shown the walk still ends after as many as were allowed."""
    assert len(walked(Optimiser(SQUARE, 2, 1, "a", 60, (0, 0)), lambda _: None)) == 60
