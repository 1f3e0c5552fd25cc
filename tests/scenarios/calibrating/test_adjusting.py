"""Approximate Bayesian computation: what was planted is found with the coverage stated, and what says nothing moves nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.scenarios.calibrating.adjusting import adjusted, moved, quantile, spaced, spreads

DRAWS, KNOBS, TRIALS = 600, 4, 200


def outputs_of(lots: np.ndarray, luck: np.ndarray) -> np.ndarray:
    """Give two figures of four knobs, the last two of which do nothing: one bent, one a mixture."""
    found: np.ndarray = np.stack([10 + 6 * lots[:, 0] ** 1.5, 3 * lots[:, 1] - 2 * lots[:, 0]], axis=1)
    return found + 0.2 * luck


@pytest.mark.parametrize("knob", [0, 1])
def test_planted_parameters_lie_in_nine_of_ten_90_per_cent_intervals(knob: int) -> None:
    """Over 200 planted sets the 90 % interval of each knob that matters holds the planted lot 85 to 97 times of a hundred."""
    random, found = np.random.default_rng(7 + knob), 0
    for _ in range(TRIALS):
        lots = random.random((DRAWS, KNOBS))
        planted = random.random((1, KNOBS))
        observed = outputs_of(planted, random.normal(size=(1, 2)))[0]
        observed = observed + 0.3 * random.normal(size=2)
        sets = adjusted(
            lots, outputs_of(lots, random.normal(size=(DRAWS, 2))), observed, (0.3, 0.3), random.normal(size=(DRAWS, 2))
        )
        low, high = quantile(sets.lots[:, knob], sets.weights, (0.05, 0.95))
        found += low <= planted[0, knob] <= high
    assert 0.85 <= found / TRIALS <= 0.97


def test_what_matters_is_narrowed_and_what_does_not_is_left_as_wide() -> None:
    """A knob that figures hang on is known to a third of its range or better; one that nothing hangs on keeps its half."""
    random = np.random.default_rng(3)
    lots = random.random((2_000, KNOBS))
    observed = outputs_of(np.full((1, KNOBS), 0.4), np.zeros((1, 2)))[0]
    sets = adjusted(
        lots, outputs_of(lots, random.normal(size=(2_000, 2))), observed, (0.2, 0.2), random.normal(size=(2_000, 2))
    )
    widths = [np.diff(quantile(column, sets.weights, (0.25, 0.75)))[0] for column in sets.lots.T]
    assert max(widths[:2]) < 0.17
    assert min(widths[2:]) > 0.42
    middle, _ = quantile(sets.lots[:, 0], sets.weights, (0.5, 0.9))
    assert middle == pytest.approx(0.4, abs=0.05)


def test_the_more_a_figure_may_be_off_the_less_it_says() -> None:
    """With a wide allowance the knob stays wide."""
    random = np.random.default_rng(5)
    lots, luck, noise = random.random((1_000, KNOBS)), random.normal(size=(1_000, 2)), random.normal(size=(1_000, 2))
    observed = outputs_of(np.full((1, KNOBS), 0.5), np.zeros((1, 2)))[0]
    widths = []
    for allowed in (0.1, 2.0, 50.0):
        sets = adjusted(lots, outputs_of(lots, luck), observed, (allowed, allowed), noise)
        widths.append(np.diff(quantile(sets.lots[:, 0], sets.weights, (0.25, 0.75)))[0])
    assert widths == sorted(widths)
    assert widths[-1] > 0.4


@given(st.integers(0, 10_000), st.integers(12, 60), st.integers(1, 3))
def test_sets_are_weighted_lots(seed: int, draws: int, figures: int) -> None:
    """Whatever is drawn and observed, weights are shares of a whole, lots stay within their ranges, and each comes of a draw."""
    random = np.random.default_rng(seed)
    lots, outputs = random.random((draws, 3)), random.normal(size=(draws, figures)) * 10.0 ** random.integers(-3, 4)
    sets = adjusted(
        lots, outputs, random.normal(size=figures) * 5, (1.0,) * figures, random.normal(size=(draws, figures))
    )
    assert sets.weights.sum() == pytest.approx(1)
    assert (sets.weights >= 0).all()
    assert ((sets.lots >= 0) & (sets.lots <= 1)).all()
    assert 1 <= sets.effective <= len(sets.weights) + 1e-9
    assert len(set(sets.drawn.tolist())) == len(sets.drawn) <= draws


def test_figures_that_never_change_do_not_break_anything() -> None:
    """Outputs that are all the same have a spread that can be divided by, and move nothing."""
    lots, same = np.random.default_rng(1).random((50, 2)), np.full((50, 1), 3.0)
    assert spreads(same).tolist() == [1.0]
    assert moved(lots, np.zeros((50, 1)), np.full(50, 0.02)) == pytest.approx(np.clip(lots, 1e-4, 1 - 1e-4))


@pytest.mark.parametrize("shape", [(0, 2), (5, 0)])
def test_without_draws_or_figures_there_is_nothing_to_fit(shape: tuple[int, int]) -> None:
    """It is refused, not answered with anything."""
    with pytest.raises(ValueError, match="0"):
        adjusted(np.zeros((shape[0], 2)), np.zeros(shape), [0.0] * shape[1], [1.0] * shape[1], np.zeros(shape))


def test_even_steps_take_sets_by_their_weight() -> None:
    """A set of half of all weight is taken for half of those run again; one of no weight never."""
    assert spaced(np.array([0.25, 0.5, 0.0, 0.25]), 4) == [0, 1, 1, 3]


def test_quantiles_are_weighted() -> None:
    """The least value up to which the weights come to the level."""
    values, weights = np.array([3.0, 1.0, 2.0]), np.array([0.2, 0.5, 0.3])
    assert quantile(values, weights, (0.0, 0.5, 0.6, 1.0)) == (1.0, 1.0, 2.0, 3.0)
