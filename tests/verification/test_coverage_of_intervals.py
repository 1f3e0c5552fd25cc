"""Intervals cover as often as they say: of one more world, of a mean, of a difference, of an effect known on paper.

A tenth of the dose in every run of the tests, the whole of it in `make verify`. The luck is fixed, so what holds goes on
holding; when it was first drawn each rate would have been off by more than three standard errors once in 370 times.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

import numpy as np
import pytest

from kredslob.scenarios.indicators.interval import LEVEL
from tests.verification.rates import (
    EACH,
    Rate,
    ends,
    of_contrasts,
    of_effects,
    of_means,
    of_nothing,
    of_shares,
    of_worlds,
)
from tests.verification.worlds import vacated_at

WHOLE = 2_500
DOSES = [pytest.param(WHOLE // 10), pytest.param(WHOLE, marks=pytest.mark.long)]


def off(rates: Sequence[Rate]) -> list[str]:
    """Give the rates that lie more than three standard errors from their level."""
    return [f"{one.what}: {one.share:.4f}, {one.errors:+.1f}" for one in rates if not one.holds]


@pytest.mark.parametrize("worlds", DOSES)
def test_nine_of_ten_worlds_lie_in_the_interval_of_others(worlds: int) -> None:
    """The central 90 % interval of 19 worlds covers one more in nine of ten, of counts of few as well, by lot where they tie."""
    assert off(of_worlds(worlds)) == []


@pytest.mark.parametrize("count", DOSES)
def test_intervals_of_means_cover_at_their_rate(count: int) -> None:
    """In a summary of 30 replications 1.96 standard errors, by Student's t, cover what all come to 95 times of 100."""
    assert off(of_means(count)) == []


@pytest.mark.parametrize("count", DOSES)
def test_intervals_of_contrasts_cover_at_their_rate(count: int) -> None:
    """Of 30 paired replications, with compensation and without, the interval covers the mean difference 95 times of 100."""
    assert off(of_contrasts(count)) == []


@pytest.mark.parametrize("count", DOSES)
def test_where_there_is_no_effect_one_in_twenty_is_found(count: int) -> None:
    """With two lucks on one town the interval of the difference misses 0 five times of 100, and no oftener."""
    assert off(of_nothing(count)) == []


@pytest.mark.parametrize(
    ("count", "names"),
    [
        pytest.param(WHOLE // 20, ["half a household more a month"]),
        *(
            pytest.param(WHOLE, [name], marks=pytest.mark.long)
            for name in ("moving out a tenth faster", "half a household more a month", "one in ten more on benefit")
        ),
    ],
)
def test_planted_effects_are_covered_at_the_rate(count: int, names: list[str]) -> None:
    """Where an effect's size is worked out on paper, contrast and comparison cover it 95 times of 100."""
    assert off(of_effects(count, names)) == []


@pytest.mark.parametrize("count", DOSES)
def test_intervals_of_probabilities_cover_as_often_as_theirs_do(count: int) -> None:
    """Wilson's interval of 30 replications covers the probability as often as it does of a binomial count, close to 95 %."""
    found, exactly = of_shares(count)
    assert abs(exactly - LEVEL) < 0.04
    assert abs(found.share - exactly) <= 3 * sqrt(exactly * (1 - exactly) / found.of)


def test_an_interval_that_is_too_narrow_is_found_out() -> None:
    """With half the standard error, coverage is that of a 67 % interval: far off."""
    lots = np.random.default_rng(1)
    mine, other = lots.normal(3.0, 1.0, (WHOLE, EACH)), lots.normal(0.0, 1.0, (WHOLE, EACH))
    low, high = ends(mine, other)
    middle, reach = (low + high) / 2, (high - low) / 4
    narrow = Rate("half as wide", int((np.abs(middle - 3.0) <= reach).sum()), WHOLE, LEVEL)
    assert not narrow.holds
    assert off([Rate("as wide", int(((low <= 3.0) & (high >= 3.0)).sum()), WHOLE, LEVEL)]) == []


def test_an_effect_is_of_the_size_that_it_was_planted_with() -> None:
    """What is vacated on paper at a pace of 0 is nothing, and at a very high pace every dwelling in every month."""
    assert vacated_at(0.0) == 0.0
    assert vacated_at(50.0) == pytest.approx(24 * 40)
