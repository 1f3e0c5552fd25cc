"""Scores say how far an ensemble is from what was observed: in closed forms, by an oracle, and as proper scores must."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.scenarios.scoring.scores import absolute_error, brier, crps, crps_within, probability_within

ORACLE = json.loads(Path(__file__).with_name("scoringrules.json").read_text(encoding="utf-8"))["rows"]
VALUES = st.floats(-1e3, 1e3).map(lambda value: round(value, 4))
ENSEMBLES = st.lists(VALUES, min_size=1, max_size=30)
CLOSE = 1e-7


def area(ensemble: list[float], observed: float) -> float:
    """Give the score by its definition: the squared distance of two step functions, added up step by step."""
    steps = sorted({*ensemble, observed})
    total = 0.0
    for left, right in pairwise(steps):
        reached = sum(one <= left for one in ensemble) / len(ensemble)
        total += (right - left) * (reached - (observed <= left)) ** 2
    return total


@pytest.mark.parametrize("row", ORACLE, ids=lambda row: f"{len(row['ensemble'])}-{row['observed']}")
def test_scoringrules_gives_the_same(row: dict[str, float]) -> None:
    """Of shares and counts, plain and fair."""
    assert crps(row["ensemble"], row["observed"]) == pytest.approx(row["crps"], abs=1e-12)
    assert crps(row["ensemble"], row["observed"], fair=True) == pytest.approx(row["fair"], abs=1e-12)


@given(ENSEMBLES, VALUES)
def test_the_score_is_the_area_between_two_step_functions(ensemble: list[float], observed: float) -> None:
    """As it is defined, in whichever order the members come."""
    assert crps(ensemble, observed) == pytest.approx(area(ensemble, observed), abs=CLOSE)
    assert crps(ensemble[::-1], observed) == pytest.approx(float(crps(ensemble, observed)), abs=CLOSE)


@given(VALUES, VALUES, st.integers(1, 20))
def test_the_score_of_a_single_value_is_the_absolute_error(value: float, observed: float, members: int) -> None:
    """However often it is repeated."""
    assert crps([value] * members, observed) == pytest.approx(abs(value - observed), abs=CLOSE)


@given(ENSEMBLES, VALUES, VALUES, st.floats(0.01, 100))
def test_the_score_moves_with_zero_and_unit(ensemble: list[float], observed: float, by: float, unit: float) -> None:
    """Shifting everything changes nothing; in another unit the score is in that unit."""
    score = float(crps(ensemble, observed))
    assert crps(np.array(ensemble) + by, observed + by) == pytest.approx(score, abs=1e-6)
    assert crps(np.array(ensemble) * unit, observed * unit) == pytest.approx(score * unit, abs=1e-5)


@given(ENSEMBLES, VALUES)
def test_the_score_is_never_below_zero(ensemble: list[float], observed: float) -> None:
    """It is an area; nor is it over the largest distance."""
    assert -CLOSE <= float(crps(ensemble, observed)) <= max(abs(one - observed) for one in ensemble) + CLOSE


@given(st.integers(0, 10), st.integers(1, 10), st.floats(0, 1))
def test_two_points_in_closed_form(ones: int, more: int, observed: float) -> None:
    """Zeros and ones with share p: (1 - p)^2 y + p^2 (1 - y)."""
    members = [1.0] * ones + [0.0] * more
    share = ones / len(members)
    expected = (1 - share) ** 2 * observed + share**2 * (1 - observed)
    assert crps(members, observed) == pytest.approx(expected, abs=CLOSE)


@pytest.mark.parametrize("observed", [-0.5, 0.0, 0.2, 0.5, 0.9, 1.0, 1.7])
def test_a_uniform_distribution_in_closed_form(observed: float) -> None:
    """From 0 to 1: the integral of x^2 up to y and of (1 - x)^2 beyond, and one for one outside."""
    inside = min(max(observed, 0.0), 1.0)
    expected = inside**3 / 3 + (1 - inside) ** 3 / 3 + abs(observed - inside)
    members = (np.arange(4000) + 0.5) / 4000
    assert crps(members, observed) == pytest.approx(expected, abs=1e-6)


@given(st.floats(0.1, 0.9))
def test_the_true_distribution_is_expected_to_score_best(share: float) -> None:
    """Of all two-point forecasts the expected score is least for the true share: the score is proper."""
    worlds = 200
    outcomes = np.array([0.0, 1.0])
    chances = np.array([1 - share, share])
    expected = [
        float((chances * crps(np.array([[0.0] * (worlds - ones) + [1.0] * ones] * 2), outcomes)).sum())
        for ones in range(worlds + 1)
    ]
    assert abs(int(np.argmin(expected)) / worlds - share) <= 0.5 / worlds + 1e-9


def test_the_fair_score_does_not_hang_on_the_size_of_the_ensemble() -> None:
    """Means over many worlds agree for 2 and 40 members, within three standard errors; the plain ones do not."""
    luck = np.random.default_rng(36)
    observed = luck.normal(size=20_000)
    means: dict[tuple[int, bool], tuple[float, float]] = {}
    for members in (2, 40):
        ensembles = luck.normal(size=(len(observed), members))
        for fair in (False, True):
            scores = crps(ensembles, observed, fair=fair)
            means[members, fair] = float(scores.mean()), float(scores.std() / len(observed) ** 0.5)

    def apart(*, fair: bool) -> float:
        (few, one), (many, other) = means[2, fair], means[40, fair]
        return float(abs(few - many) / (one**2 + other**2) ** 0.5)

    assert apart(fair=True) < 3
    assert apart(fair=False) > 10
    assert means[40, True][0] == pytest.approx(1 / np.pi**0.5, abs=3 * means[40, True][1])  # of a normal distribution


@given(ENSEMBLES, VALUES, st.floats(0, 50), st.lists(st.floats(0, 1), min_size=1, max_size=9))
def test_a_value_known_within_bounds_scores_within_bounds(
    ensemble: list[float], low: float, width: float, lots: list[float]
) -> None:
    """Wherever between them it lies; and both bounds are reached."""
    least, most = crps_within(ensemble, low, low + width)
    scores = [float(crps(ensemble, low + width * lot)) for lot in lots]
    assert min(scores) >= float(least) - CLOSE
    assert max(scores) <= float(most) + CLOSE
    assert [float(one) for one in crps_within(ensemble, low, low)] == pytest.approx(
        [area(ensemble, low)] * 2, abs=CLOSE
    )


@pytest.mark.parametrize(
    ("members", "low", "high", "expected"),
    [([0.38], 0.355, 0.365, (0.015, 0.025)), ([0.36], 0.355, 0.365, (0, 0.005)), ([7, 8, 8, 9], 9, 9, (1, 1))],
)
def test_the_absolute_error_is_the_distance_of_the_median(
    members: list[float], low: float, high: float, expected: tuple[float, float]
) -> None:
    """Nothing within the bounds, at the least; of a count a single number."""
    assert [float(one) for one in absolute_error(members, low, high)] == pytest.approx(expected)


def test_many_forecasts_are_scored_at_once() -> None:
    """Each row by itself."""
    ensembles = np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 9.0]])
    both = crps(ensembles, np.array([2.0, 5.0]))
    assert both.tolist() == [float(crps(ensembles[0], 2.0)), float(crps(ensembles[1], 5.0))]


@pytest.mark.parametrize(
    ("low", "high", "expected"), [(None, -1, 0.5), (-3, -3, 0.25), (None, None, 1), (0, None, 0.5), (1, 2, 0)]
)
def test_the_probability_of_bounds_is_the_share_of_members(low: int | None, high: int | None, expected: float) -> None:
    """Ends included, open where there is none."""
    assert probability_within([-3, -1, 0, 4], low, high) == expected


def test_a_probability_is_scored_by_its_squared_distance() -> None:
    """Sure and right is nothing, sure and wrong is one, an even chance a quarter."""
    assert brier([1.0, 0.0, 0.5], [1, 1, 0]).tolist() == [0, 1, 0.25]
