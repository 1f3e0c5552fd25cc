"""How many replications a precision takes, and that intervals keep their rate when it is planned so."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.rules.messages import WrongInput
from kredslob.scenarios.comparing.headlines import HEADLINES
from kredslob.scenarios.comparing.paired import Difference, differences
from kredslob.scenarios.comparing.planning import (
    FIRST,
    OF_LEVEL,
    Budget,
    checked_precision,
    needed,
    needs_of,
    read_budget,
    wanted_of,
)
from kredslob.scenarios.comparing.told import apart_with_interval
from kredslob.scenarios.indicators.interval import t_quantile

SHARE = next(one for one in HEADLINES if one.id == "outside_all")
HOUSED = next(one for one in HEADLINES if one.id == "housed")


@given(st.floats(0.001, 100), st.integers(2, 500), st.floats(0.001, 10))
def test_half_the_interval_takes_four_times_as_many(deviation: float, count: int, wanted: float) -> None:
    """The number grows with the square of the precision."""
    whole, half = (needed(deviation, count, each) for each in (wanted, wanted / 2))
    assert half == pytest.approx(4 * whole, abs=6) or whole == 2


def test_what_is_needed_is_enough() -> None:
    """With so many replications of the same spread the interval reaches no further than is wanted."""
    count = needed(3.0, 40, 0.5)
    assert t_quantile(40) * 3.0 / math.sqrt(count) <= 0.5 < t_quantile(40) * 3.0 / math.sqrt(count - 1)


def test_shares_are_wanted_in_points_and_the_rest_by_their_level() -> None:
    """0.5 points are 0.005 of a share; people housed are wanted to a fiftieth of as many as the base houses."""
    assert wanted_of(SHARE, 0.4, 0.5) == 0.005
    assert wanted_of(HOUSED, 1000.0, 0.5) == 1000 * OF_LEVEL
    assert wanted_of(HOUSED, 0.0, 0.5) is None


@pytest.mark.parametrize("points", [0.0, -1.0, math.nan, math.inf, 101.0])
def test_a_precision_is_above_nought_and_a_number(points: float) -> None:
    """Anything else is refused, with what is accepted."""
    with pytest.raises(WrongInput, match="percentage points"):
        checked_precision(points)


@pytest.mark.parametrize("text", ["0", "-3", "1", "nan", "0m", "-1m", "nanm", "infm", "ten", "", "2000000", "5h"])
def test_a_budget_is_replications_or_minutes(text: str) -> None:
    """Anything else is refused, with what is accepted."""
    with pytest.raises(WrongInput, match="minutes"):
        read_budget(text)


def test_budgets_are_read() -> None:
    """A bare number is replications of each side, one with m or min minutes."""
    assert read_budget("500") == Budget(replications=500)
    assert read_budget("10m") == read_budget(" 10 MIN ") == Budget(minutes=10.0)
    assert read_budget("0.5m") == Budget(minutes=0.5)


def planned(noise: np.random.Generator, effect: float, points: float) -> Difference:
    """Give the difference of a share that a planned comparison finds, where its true effect and spread are known."""

    def drawn(count: int) -> Difference:
        other = np.full((len(HEADLINES), count), np.nan)
        other[HEADLINES.index(SHARE)] = 0.4 + effect + 0.03 * noise.standard_normal(count)
        base = np.where(np.isnan(other), np.nan, 0.4)
        return differences(base, other)[HEADLINES.index(SHARE)]

    state = noise.bit_generator.state
    (need,) = needs_of([drawn(FIRST)], points)
    noise.bit_generator.state = state  # the first batch belongs to those that are counted
    return drawn(max(FIRST, need.replications))


def coverage(rounds: int, effect: float) -> float:
    """Give in how many of so many planned comparisons the interval covers the true effect."""
    noise = np.random.default_rng(20110101)
    hits = 0
    for _ in range(rounds):
        found = planned(noise, effect, 0.5)
        assert found.low is not None
        assert found.high is not None
        hits += found.low <= effect <= found.high
    return hits / rounds


def test_planned_intervals_cover_a_known_effect_at_their_rate() -> None:
    """Of intervals after two stages 95 in 100 cover the planted effect, within four standard errors of that many rounds."""
    rounds = 400
    assert abs(coverage(rounds, 0.01) - 0.95) < 4 * math.sqrt(0.95 * 0.05 / rounds)


@pytest.mark.long
def test_planned_intervals_cover_a_known_effect_at_their_rate_to_a_hundredth() -> None:
    """The same over so many rounds that a loss of one in a hundred would show."""
    assert 0.94 < coverage(20_000, 0.01) < 0.96


def test_a_difference_of_one_replication_has_no_interval() -> None:
    """One course of luck tells nothing of how sure it is."""
    base = np.full((len(HEADLINES), 1), 0.4)
    one, *_ = differences(base, base + 0.1)
    assert one.verdict == "one_replication"
    assert one.low is None


def test_what_does_not_vary_is_no_test() -> None:
    """A headline that differs in no replication is none, whatever its level."""
    base = np.random.default_rng(1).random((len(HEADLINES), 9))
    assert {one.verdict for one in differences(base, base.copy())} == {"none"}


def test_a_gain_of_one_party_that_burdens_another_is_called_neither_better_nor_worse() -> None:
    """Turns given are told as more or fewer."""
    base = np.random.default_rng(1).random((len(HEADLINES), 9))
    found = {one.headline.id: one.verdict for one in differences(base, base + 1.0)}
    assert found["given"] == "more"
    assert found["housed"] == "better"
    assert found["queue"] == "worse"


def test_an_interval_clear_of_nought_is_told_so_that_it_is_seen() -> None:
    """7 with 0.3 to 13.7 is not told as 7 with 0 to 14, and one that covers 0 gets no more decimals than it bears."""
    clear = Difference(HOUSED, 1595.0, 1602.0, 7.0, 0.3, 13.7, 9.0, 10, None, "better")
    covers = replace(clear, difference=6.0, low=-0.7, high=12.7, verdict="within_noise")
    assert apart_with_interval(clear).text("en") == "+7.0 (+0.3 to +13.7)"
    assert apart_with_interval(covers).text("en") == "+6 (-1 to +13)"


def test_headlines_have_names_of_their_own() -> None:
    """No two are called the same, in files or on screens."""
    assert len({one.id for one in HEADLINES}) == len(HEADLINES)
    assert len({one.title.en for one in HEADLINES}) == len(HEADLINES)
    assert replace(SHARE, id="x") != SHARE
