"""Nominal intervals cover as often as they say, of counts too, when the forecast is right - and not when it is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from kredslob.scenarios.scoring.coverage import central, covered, covered_within, placed

Floats = NDArray[Any]

WORLDS = 5_000
MEMBERS = 99
LEVELS = (0.5, 0.8, 0.9)


def drawn(kind: str, worlds: int, members: int, seed: int) -> tuple[Floats, Floats, Floats]:
    """Give ensembles, what was observed, and lots: each world's members and observation are draws from one distribution."""
    luck = np.random.default_rng(seed)
    shape = (worlds, members + 1)
    rate = luck.gamma(3, 2, (worlds, 1))
    kinds: dict[str, Callable[[], Floats]] = {
        "normal": lambda: luck.normal(size=shape) * rate,
        "counts": lambda: luck.poisson(rate, shape).astype(float),
        "rare": lambda: (luck.random(shape) < 0.02).astype(float),
        "constant": lambda: np.zeros(shape),
    }
    everything = kinds[kind]()
    return everything[:, 1:], everything[:, 0], luck.random(worlds)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("kind", ["normal", "counts", "rare", "constant"])
def test_the_intervals_of_a_true_forecast_cover_as_often_as_they_say(kind: str, level: float) -> None:
    """Within three standard errors over 5,000 worlds, whatever the distribution."""
    ensembles, observed, lots = drawn(kind, WORLDS, MEMBERS, 90)
    share = covered(ensembles, observed, level, lots).mean()
    assert abs(share - level) < 3 * (level * (1 - level) / WORLDS) ** 0.5


@pytest.mark.parametrize("members", [9, 19, 200])
def test_coverage_does_not_hang_on_the_size_of_the_ensemble(members: int) -> None:
    """Few members or many: 80 per cent is 80 per cent."""
    ensembles, observed, lots = drawn("counts", WORLDS, members, 7)
    share = covered(ensembles, observed, 0.8, lots).mean()
    assert abs(share - 0.8) < 3 * (0.8 * 0.2 / WORLDS) ** 0.5


@pytest.mark.parametrize(("narrowed", "shifted"), [(0.7, 0.0), (1.4, 0.0), (1.0, 0.7)])
def test_a_wrong_forecast_is_found_out(narrowed: float, shifted: float) -> None:
    """Too narrow, too wide, or off to one side: coverage misses by more than three standard errors."""
    luck = np.random.default_rng(2011)
    ensembles = luck.normal(shifted, narrowed, (WORLDS, MEMBERS))
    share = covered(ensembles, luck.normal(size=WORLDS), 0.9, luck.random(WORLDS)).mean()
    assert abs(share - 0.9) > 3 * (0.9 * 0.1 / WORLDS) ** 0.5


def test_the_place_of_a_true_observation_is_even() -> None:
    """Each tenth of the places has a tenth of the worlds, within four standard errors."""
    ensembles, observed, lots = drawn("counts", WORLDS, MEMBERS, 51)
    counts = np.histogram(placed(ensembles, observed, lots), bins=10, range=(0, 1))[0]
    assert np.abs(counts - WORLDS / 10).max() < 4 * (WORLDS * 0.1 * 0.9) ** 0.5


@given(st.lists(st.integers(-5, 5), min_size=1, max_size=12), st.integers(-6, 6), st.floats(0, 1, exclude_max=True))
def test_the_place_lies_among_the_members(members: list[int], observed: int, lot: float) -> None:
    """At least the share below it, at most that at or below it, each with one place more to fall in."""
    below = sum(one < observed for one in members)
    up_to = sum(one <= observed for one in members)
    assert below / (len(members) + 1) <= float(placed(members, observed, lot)) <= (up_to + 1) / (len(members) + 1)


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=40), st.sampled_from(LEVELS))
def test_the_ends_of_an_interval_are_members(members: list[int], level: float) -> None:
    """So that an interval of counts has counts as ends; at least the level's share of members lies within."""
    bottom, top = (float(end) for end in central(members, level))
    assert {bottom, top} <= set(map(float, members))
    assert sum(bottom <= one <= top for one in members) >= level * len(members) - 1e-9


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(4, 6, (True, True)), (0, 5, (False, True)), (-9, -1, (False, False)), (-np.inf, 5, (False, True))],
)
def test_a_value_known_within_bounds_is_covered_surely_or_possibly(
    low: float, high: float, expected: tuple[bool, bool]
) -> None:
    """Surely when all of it is, possibly when some of it is."""
    assert tuple(map(bool, covered_within(range(11), low, high, 0.5))) == expected
