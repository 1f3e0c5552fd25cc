"""Simulated effects are found again: intervals of short comparisons cover what very many replications come to, at their rate."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from kredslob.scenarios.comparing.headlines import HEADLINES, headline_values, sets_of
from kredslob.scenarios.comparing.paired import differences
from tests.scenarios.comparing.small_sides import COMPENSATED, runs, sides

EACH = 25
AT = [one.id for one in HEADLINES].index("housed")


def simulated(shelf: Path, replications: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Give the headlines of the small town with compensation and without."""
    pair = sides(COMPENSATED)
    tables = runs(shelf, *pair).until(replications)
    sets = sets_of(tables, "base", "other")
    base, other = (headline_values(tables, name, range(replications), sets) for name in ("base", "other"))
    return base, other


def covered(base: NDArray[Any], other: NDArray[Any]) -> tuple[int, int]:
    """Give how many intervals of EACH replications cover the mean difference of all of them, and of how many."""
    truth = float((other - base)[AT].mean())
    assert truth < 0  # fewer are housed without compensation
    hits, of = 0, base.shape[1] // EACH
    for first in range(0, of * EACH, EACH):
        part = slice(first, first + EACH)
        found = differences(base[:, part], other[:, part])[AT]
        assert found.low is not None
        assert found.high is not None
        hits += found.low <= truth <= found.high
    return hits, of


def test_few_replications_find_the_effect_that_many_have(tmp_path: Path) -> None:
    """Of twelve comparisons of 25 replications at most three miss what all 300 come to: more would have a chance below 1 in 100."""
    hits, of = covered(*simulated(tmp_path, 12 * EACH))
    assert hits >= of - 3


@pytest.mark.long
def test_intervals_cover_a_simulated_effect_at_their_rate(tmp_path: Path) -> None:
    """Of 320 comparisons 95 in 100 cover it, within four standard errors; differences of few people are no normal numbers."""
    hits, of = covered(*simulated(tmp_path, 320 * EACH))
    assert abs(hits / of - 0.95) < 4 * math.sqrt(0.95 * 0.05 / of)


def test_a_planted_shift_is_recovered_exactly() -> None:
    """Three more housed in every replication is a difference of three, known without any doubt."""
    base = np.random.default_rng(3).normal(1000, 50, (len(HEADLINES), 8))
    found = differences(base, base + 3.0)[AT]
    assert found.difference == pytest.approx(3.0)
    assert found.reach == pytest.approx(0.0)
    assert found.verdict == "better"
