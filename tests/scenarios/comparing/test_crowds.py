"""Many places judged together: few are named where nothing differs, and those that do differ are found."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from kredslob.scenarios.comparing.crowds import STANDS, by_chance, p_values, with_stands
from kredslob.scenarios.indicators.contrast import SCHEMA
from kredslob.scenarios.indicators.interval import t_quantile


def crowd(apart: NDArray[np.float64], count: int = 30) -> pl.DataFrame:
    """Give differences of places whose standard error is 1."""
    verdicts = ["none" if one == 0 else "within_noise" for one in apart]
    told = {"contrast": "c", "variant": "a", "against": "b", "indicator": "i", "level": "estate", "period": "2014"}
    frame = pl.DataFrame({
        "place": [str(at) for at in range(len(apart))], "difference": apart,
        "se": [0.0 if one == 0 else 1.0 for one in apart], "low": apart - 2, "high": apart + 2, "verdict": verdicts,
    })  # fmt: skip
    named = {name: pl.lit(value) for name, value in {**told, "unit": "share", "covers": "chance"}.items()}
    means = {"n": pl.lit(count), "mean_variant": pl.lit(0.0), "mean_against": pl.lit(0.0)}
    return frame.with_columns(**named, **means).select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())


def test_where_nothing_differs_hardly_ever_a_place_is_named() -> None:
    """In 200 crowds of 100 places without any difference about one crowd in twenty names one, not every one."""
    noise = np.random.default_rng(7)
    named = sum(bool(with_stands(crowd(noise.standard_t(29, 100)))[STANDS].any()) for _ in range(200))
    assert named <= 25
    assert by_chance(100) == pytest.approx(5)


def test_what_differs_much_is_named_among_many() -> None:
    """Ten places that are eight standard errors off are found among three hundred; of those named few are not among them."""
    noise = np.random.default_rng(8)
    apart = noise.standard_t(29, 300)
    apart[:10] += 8
    stand = set(with_stands(crowd(apart)).filter(pl.col(STANDS))["place"])
    assert {str(at) for at in range(10)} <= stand
    assert len(stand) <= 13


def test_places_alike_in_every_replication_are_no_test() -> None:
    """They make the crowd no larger: what is certain is not judged."""
    apart = np.concatenate([np.zeros(500), [2.6]])
    assert with_stands(crowd(apart))[STANDS].to_list()[-1] is True
    alone = with_stands(crowd(np.concatenate([np.full(500, 0.01), [2.6]])))
    assert alone[STANDS].to_list()[-1] is False


def test_an_empty_table_stays_empty() -> None:
    """Where nothing was run nothing stands."""
    assert with_stands(pl.DataFrame(schema=SCHEMA)).columns[-1] == STANDS


@given(st.integers(4, 400))
def test_the_chance_of_an_interval_that_just_misses_nought_is_one_in_twenty(count: int) -> None:
    """So chances and intervals say the same."""
    (found,) = p_values(pl.Series([t_quantile(count)]), pl.Series([1.0]), pl.Series([count]))
    assert math.isclose(found, 0.05, abs_tol=0.002)
