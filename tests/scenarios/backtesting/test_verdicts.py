"""A verdict tells a hit from a miss, and a forecast that says no more than the last figure from one that does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.scenarios.backtesting.verdict import Verdict, verdict
from kredslob.scenarios.scoring.scores import crps_within
from kredslob.scenarios.targets.reading import shipped_targets
from kredslob.scenarios.targets.target import Start, Target

TARGETS = shipped_targets()
LUCK = np.random.default_rng(90)


def one(name: str) -> tuple[Target, Start]:
    """Give a figure and the start that it is a test of."""
    target = next(each for each in TARGETS.targets if each.id == name)
    return target, next(each for each in TARGETS.starts if each.id == target.starts[0])


def judged(name: str, members: object) -> Verdict:
    """Give the verdict on an ensemble."""
    target, start = one(name)
    return verdict(target, np.asarray(members, float), TARGETS, start)


def test_a_forecast_that_is_right_is_told_to_be() -> None:
    """About 36 per cent, narrowly: covered, no error, and better than to say that nothing changes."""
    found = judged("transfer-income-2010", LUCK.normal(0.36, 0.01, 500))
    assert [one.covers for one in found.intervals] == ["yes", "yes"]
    assert found.error is not None
    assert found.error[0] < 0.002
    assert found.better == "yes"
    assert [(one.name, one.value) for one in found.naive] == [("no_change", 0.42)]


def test_a_forecast_that_is_wrong_is_told_to_be() -> None:
    """About 45 per cent, narrowly: not covered, and worse than to say that nothing changes."""
    found = judged("transfer-income-2010", LUCK.normal(0.45, 0.01, 500))
    assert [one.covers for one in found.intervals] == ["no", "no"]
    assert found.better == "no"
    assert found.probability == 0


def test_to_say_that_nothing_changes_is_no_better_than_to_say_so() -> None:
    """The naive forecast itself, as an ensemble."""
    found = judged("transfer-income-2010", [0.42] * 9)
    assert found.better == "no"
    assert found.error == pytest.approx((0.055, 0.065))
    assert found.naive[0].score == pytest.approx(found.error)


def test_a_forecast_of_everything_covers_and_shows_its_width() -> None:
    """From nothing to all: its interval tells that it says nothing."""
    found = judged("transfer-income-2010", np.linspace(0, 1, 201))
    wide = found.intervals[1]
    assert wide.covers == "yes"
    assert wide.high - wide.low > 0.85


def test_a_value_at_the_edge_is_possibly_covered() -> None:
    """Some of 35.5-36.5 lies within, some does not."""
    found = judged("transfer-income-2010", np.linspace(0.30, 0.36, 400))
    assert found.intervals[1].covers == "possibly"


@pytest.mark.parametrize(("falls", "better"), [(0, "no"), (2, "yes"), (10, "yes")])
def test_a_direction_is_scored_by_its_probability(falls: int, better: str) -> None:
    """So many of ten members fall; to say that nothing changes is to say that it does not."""
    found = judged("forty-plus-2007-2010", [-3] * falls + [2] * (10 - falls))
    assert found.probability == falls / 10
    assert found.score == pytest.approx(((1 - falls / 10) ** 2,) * 2)
    assert found.error is None
    assert found.better == better
    assert found.naive[0].score == (1, 1)


def test_what_came_is_held_against_nothing_coming() -> None:
    """Nine more estates: no change is none."""
    found = judged("forty-plus-2011", [8, 9, 10, 9])
    assert [(one.name, one.value, one.score) for one in found.naive] == [("no_change", 0, (9, 9))]
    assert found.error == (0, 0)


def test_a_count_is_held_against_the_last_known() -> None:
    """Six areas were known; a line needs two figures."""
    assert [(one.name, one.value) for one in judged("listed-51b-2011", [8]).naive] == [("no_change", 6)]


@given(st.lists(st.integers(0, 20), min_size=1, max_size=30))
def test_the_score_is_the_ranked_probability_score(members: list[int]) -> None:
    """Of the members as they are; and a verdict says of how many."""
    found = judged("listed-51b-2024", members)
    assert found.score == pytest.approx(tuple(float(end) for end in crps_within(members, 0, 0)))
    assert found.members == len(members)
