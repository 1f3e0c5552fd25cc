"""Intervals: Student's t of a mean and Wilson's score of a share, against printed tables and closed forms."""

from __future__ import annotations

from math import atan, cos, prod, sin, sqrt
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.scenarios.indicators.interval import of_share, t_quantile


def test_students_t_is_that_of_the_tables() -> None:
    """Printed values of the distribution, to four digits; of very many it is the normal's."""
    for replications, t in ((2, 12.7062), (10, 2.2622), (11, 2.2281), (30, 2.0452), (50, 2.0096), (1000, 1.9623)):
        assert t_quantile(replications) == pytest.approx(t, abs=2e-4)
    assert t_quantile(10**9) == pytest.approx(NormalDist().inv_cdf(0.975))


@pytest.mark.parametrize("freedom", [10, 20, 40])
def test_students_t_leaves_out_only_what_follows_in_its_series(freedom: int) -> None:
    """With the next two terms of the series (Abramowitz and Stegun 26.7.5) it covers 95 %, by the closed form of 26.7.4."""
    z = NormalDist().inv_cdf(0.975)
    fourth = (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160
    fifth = (27 * z**11 + 339 * z**9 + 930 * z**7 - 1782 * z**5 - 765 * z**3 + 17955 * z) / 368640
    t = t_quantile(freedom + 1) + fourth / freedom**4 + fifth / freedom**5
    angle = atan(t / sqrt(freedom))
    terms = (
        prod((2 * one - 1) / (2 * one) for one in range(1, at + 1)) * cos(angle) ** (2 * at)
        for at in range(freedom // 2)
    )
    assert sin(angle) * sum(terms) == pytest.approx(0.95, abs=2e-7)


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_a_probability_has_an_interval_that_holds_it(counted: tuple[int, int]) -> None:
    """Wilson's interval holds the share, stays within 0-1, and is never empty, even where all or none did."""
    low, high = of_share(*counted)
    assert 0 <= low <= counted[0] / counted[1] <= high <= 1
    assert high > low


@pytest.mark.parametrize(
    ("count", "of", "interval"),
    [(5, 10, (0.2366, 0.7634)), (1, 10, (0.0179, 0.4042)), (0, 10, (0.0, 0.2775)), (81, 263, (0.2553, 0.3662))],
)
def test_the_interval_of_a_probability_is_that_of_the_tables(
    count: int, of: int, interval: tuple[float, float]
) -> None:
    """Wilson's score without a correction, to four digits; 81 of 263 is the example of Newcombe (1998)."""
    assert of_share(count, of) == pytest.approx(interval, abs=6e-5)


@pytest.mark.parametrize("of", range(1, 61))
def test_of_all_or_none_the_interval_ends_there(of: int) -> None:
    """A probability is neither more than one nor less than none, not even by rounding."""
    assert of_share(of, of)[1] == 1.0
    assert of_share(0, of)[0] == 0.0


@pytest.mark.parametrize("counted", [(1, 0), (3, 2), (-1, 4)])
def test_a_share_of_nothing_has_no_interval(counted: tuple[int, int]) -> None:
    """More than there are, fewer than none, and none at all are refused."""
    with pytest.raises(ValueError, match="of"):
        of_share(*counted)
