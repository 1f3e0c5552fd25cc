"""Limits and goals weighed on planted replications: kept or missed, how surely, and by which place."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kredslob.rules.model import Text
from kredslob.scenarios.searching.gauging import Gauge, Kept, keeps, plain_gauge, read_gauge
from kredslob.scenarios.searching.question import Goal, Limit, Measured
from kredslob.scenarios.searching.weighing import apart, held_of, loss_of, mean_of, misses_of, told_apart

TITLE = Text("prøve", "trial")
MEASURED = Measured("outside_measured", "estate", "year", "share", (), "all", False, "2014")
MEAN = Limit("mean", TITLE, MEASURED, "at_most", 0.4)
EACH = replace(MEAN, name="each", probability=0.9)
NOTHING = np.zeros((0, 0))


def by_mean(*rows: list[float]) -> Kept:
    """Give what places come to in each replication."""
    values = np.array(rows)
    return Kept(tuple(f"e{at}" for at in range(len(rows))), values, np.zeros((len(rows), 0), np.bool_))


def by_share(*counts: int, of: int = 20) -> Kept:
    """Give places that keep a limit in so many of some replications, each in the first ones."""
    met = np.array([[at < count for at in range(of)] for count in counts])
    return Kept(tuple(f"e{at}" for at in range(len(counts))), np.zeros((len(counts), 0)), met)


def test_a_bound_is_kept_at_the_bound_itself_unless_it_is_strict() -> None:
    """At most 0.4 holds 0.4, under 0.4 does not; what has no meaning breaks nothing; a quotient at the bound keeps it."""
    values = np.array([0.4, 0.39, 0.41, np.nan, 0.1 + 0.3])
    assert keeps(MEAN, values).tolist() == [True, True, False, True, True]
    assert keeps(replace(MEAN, strict=True), values).tolist() == [False, True, False, True, False]
    assert keeps(replace(MEAN, way="at_least"), values).tolist() == [True, False, True, True, True]


@pytest.mark.parametrize(
    ("row", "how"),
    [
        ([0.30, 0.31, 0.32, 0.31], "surely_kept"),
        ([0.20, 0.55, 0.30, 0.50], "kept"),
        ([0.25, 0.60, 0.35, 0.50], "missed"),
        ([0.50, 0.51, 0.52, 0.51], "surely_missed"),
    ],
)
def test_a_mean_is_surely_kept_or_missed_only_where_its_interval_says_so(row: list[float], how: str) -> None:
    """The mean decides which, its interval whether chance may be why."""
    held = held_of(MEAN, by_mean(row))
    assert held.how == how
    assert (held.miss > 0) is (not held.kept)


def test_so_many_places_may_miss_a_limit_and_the_worst_that_counts_is_told() -> None:
    """Of three places one is over: with one that may miss it the limit is kept, and the second worst is told."""
    kept = by_mean([0.3, 0.3], [0.5, 0.5], [0.39, 0.39])
    assert held_of(MEAN, kept).kept is False
    assert held_of(MEAN, kept).worst == "e1"
    allowed = held_of(replace(MEAN, missing=1), kept)
    assert (allowed.kept, allowed.missing, allowed.of, allowed.worst) == (True, 1, 3, "e2")


def test_each_place_must_keep_a_probability_by_itself() -> None:
    """18 of 20 are 0.9 and keep it; 17 do not, and how far they fall short is how far it is missed."""
    assert held_of(EACH, by_share(20, 18)).how == "kept"
    held = held_of(EACH, by_share(20, 17, 16))
    assert (held.how, held.missing, held.worst) == ("missed", 2, "e2")
    assert held.miss == pytest.approx(0.05 + 0.1)
    assert held_of(EACH, by_share(20, 2)).how == "surely_missed"
    assert held_of(EACH, by_share(200, 200, of=200)).how == "surely_kept"


def test_all_places_at_once_is_more_than_each_by_itself() -> None:
    """Two places that each keep it in 18 of 20, in other replications, keep it together in 16: that is missed."""
    met = np.array([[at >= 2 for at in range(20)], [at < 18 for at in range(20)]])
    kept = Kept(("a", "b"), np.zeros((2, 0)), met)
    assert held_of(EACH, kept).kept
    together = held_of(replace(EACH, at_once=True), kept)
    assert (together.kept, together.mean.value) == (False, 0.8)
    assert held_of(replace(EACH, at_once=True, missing=1), kept).mean.value == 1.0


def test_a_limit_on_no_place_is_kept() -> None:
    """Where no estate is of the set nothing can miss it."""
    assert held_of(EACH, Kept((), NOTHING, NOTHING.astype(np.bool_))).how == "surely_kept"


def gauged(*rows: list[float]) -> Gauge:
    """Give a gauge of goals alone."""
    return Gauge(tuple(range(len(rows[0]))), np.array(rows), ())


def test_more_is_turned_so_that_less_is_better() -> None:
    """The loss of a goal that is to be most is its mean with the other sign; what has no value is left out."""
    least, most = (Goal("g", TITLE, MEASURED, want) for want in ("least", "most"))
    found = gauged([1.0, 3.0, np.nan], [1.0, 3.0, 5.0])
    assert loss_of((least, most), found).tolist() == [2.0, -3.0]
    assert misses_of((), found).shape == (0,)


def test_points_are_told_apart_by_the_difference_that_luck_leaves() -> None:
    """Shifted by 1 in every replication they are told apart however much luck moves both; shifted at random they are not."""
    luck = [10.0, 50.0, 20.0, 90.0]
    one, shifted, noise = gauged(luck), gauged([each + 1 for each in luck]), gauged([12.0, 47.0, 21.0, 89.0])
    assert told_apart(one, shifted)
    assert apart(shifted, one)[0].value == 1.0
    assert not told_apart(one, noise)
    with pytest.raises(ValueError, match="same replications"):
        apart(one, gauged([1.0]))


def test_a_mean_of_one_replication_has_no_interval_and_of_none_no_value() -> None:
    """Nothing is told that is not known."""
    assert (mean_of(np.array([2.0])).value, mean_of(np.array([2.0])).low) == (2.0, None)
    assert mean_of(np.array([np.nan])).value is None


def test_a_gauge_is_kept_to_the_last_bit() -> None:
    """Written as plain data and read again it is the same, places without meaning included."""
    found = Gauge((3, 4), np.array([[0.1 + 0.2, np.nan]]), (by_mean([1 / 3, 0.5]), by_share(1, 2, of=2)))
    again = read_gauge(plain_gauge(found))
    assert again.numbers == found.numbers
    assert np.array_equal(again.goals, found.goals, equal_nan=True)
    for mine, yours in zip(again.limits, found.limits, strict=True):
        assert mine.places == yours.places
        assert np.array_equal(mine.values, yours.values)
        assert np.array_equal(mine.met, yours.met)
