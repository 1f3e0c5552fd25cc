"""Contrasts and summaries: a variant less itself is nothing, intervals say what they cover, and one replication has none."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.rules.messages import WrongInput
from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE
from kredslob.scenarios.indicators.contrast import SCHEMA, contrast_of, estates_of
from kredslob.scenarios.indicators.summary import SCHEMA as SUMMARY
from kredslob.scenarios.indicators.summary import moments, summarise, summary_bytes
from kredslob.scenarios.indicators.tables import InMemory
from kredslob.scenarios.indicators.values import values
from tests.scenarios.indicators.small_results import contrast, results


def some(tables: InMemory, numbers: dict[str, list[int]]) -> InMemory:
    """Give results with some replications of some variants only."""
    frames = {
        variant: {
            name: frame.filter(pl.col("replication").is_in(kept)) for name, frame in tables.frames[variant].items()
        }
        for variant, kept in numbers.items()
    }
    return InMemory(frames, tables.places, tables.grounds)


def test_a_variant_less_itself_is_nothing_anywhere() -> None:
    """Two variants that agree in everything share their luck: no indicator differs at any place in any replication."""
    found = contrast_of(results(), contrast("agreed", "again", "all"))
    assert set(found["verdict"]) <= {"none", "no_meaning"}
    assert set(found["difference"].drop_nulls()) == {0.0}
    assert set(found["se"].drop_nulls()) == {0.0}
    assert set(found["indicator"]) == {
        name for name, one in CATALOGUE.items() if any("year" in by for _, by in one.levels)
    }


def test_a_contrast_the_other_way_round_has_the_other_sign() -> None:
    """The effect of having a clause is that of not having it, with its sign turned."""
    names = ("turns_extra", "referrals_owed", "outside_workforce")
    one = contrast_of(results(), contrast("agreed", "uncompensated", "all"), names)
    other = contrast_of(results(), contrast("uncompensated", "agreed", "all"), names)
    assert one["difference"].to_list() == [-value for value in other["difference"]]


def test_a_difference_is_the_mean_of_what_each_replication_differs_by() -> None:
    """Pairing is by replication, and the interval is that of the mean of the differences."""
    tables = results()
    row = contrast_of(tables, contrast(), ["vacated"]).filter(
        (pl.col("level") == "city") & (pl.col("period") == "2012")
    ).row(0, named=True)  # fmt: skip
    sides = [
        values(tables, "vacated", variants=[name]).filter(pl.col("period") == "2012")["value"].to_numpy()
        for name in ("agreed", "uncompensated")
    ]
    apart = sides[0] - sides[1]
    assert row["difference"] == pytest.approx(apart.mean())
    assert row["se"] == pytest.approx(apart.std(ddof=1) / 2)
    assert row["high"] - row["difference"] == pytest.approx(3.1824 * apart.std(ddof=1) / 2, rel=1e-4)


def test_compensation_gives_the_receiving_estates_turns() -> None:
    """The effect on the estates that receive has its sign, and its set is those of the first month."""
    tables = results()
    told = estates_of(tables, contrast())
    assert told.estates
    found = contrast_of(tables, contrast(), ["receiving"]).filter(
        (pl.col("level") == "set") & (pl.col("period") == "2011")
    )
    assert found.row(0, named=True)["difference"] == len(told.estates)
    assert found.row(0, named=True)["place"] == "receiving"


def test_estates_are_chosen_before_any_luck() -> None:
    """Which estates are exempt is asked of the first month: the tables do not change it."""
    tables = results()
    fewer = some(tables, {"agreed": [0], "uncompensated": [0]})
    for where in ("exempt", "receiving", "listed", "all"):
        assert estates_of(tables, contrast(where=where)) == estates_of(fewer, contrast(where=where))
    assert set(estates_of(tables, contrast(where="listed")).estates) == {"ceder"}
    assert "ahorn" in estates_of(tables, contrast(where="exempt")).estates


def test_a_set_without_estates_is_not_told() -> None:
    """Where nothing is listed there is no row of the set, and the city is told all the same."""
    tables = results()
    nobody = {
        key: replace(start, standing=(0, 0, 0))
        for key, start in tables.ground("agreed").starts.items()
    }  # fmt: skip
    grounds = {name: replace(tables.ground(name), starts=nobody) for name in tables.variants}
    found = contrast_of(InMemory(tables.frames, tables.places, grounds), contrast(where="listed"), ["vacated"])
    assert "set" not in set(found["level"])
    assert found.height


def test_only_replications_of_both_are_compared() -> None:
    """A variant that has got further than the other waits for it."""
    found = contrast_of(some(results(), {"agreed": [0, 1, 2, 3], "uncompensated": [1, 3]}), contrast(), ["vacated"])
    assert set(found["n"]) == {2}


def test_of_one_replication_no_interval_is_told() -> None:
    """There is a difference and nothing to judge it by: empty and said, never a number that is none."""
    found = contrast_of(some(results(), {"agreed": [2], "uncompensated": [2]}), contrast(), ["outside_workforce"])
    assert found["se"].null_count() == found["low"].null_count() == found["high"].null_count() == found.height
    assert set(found["verdict"]) <= {"none", "one_replication"}
    assert not found["difference"].is_nan().any()


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ({"agreed": [0, 1]}, "uncompensated"),
        ({"agreed": [0, 1], "uncompensated": [2, 3]}, "share no replication"),
        ({"again": [0]}, "agreed"),
    ],
    ids=["a folder of one variant", "no replication in common", "another variant"],
)
def test_what_cannot_be_held_against_each_other_is_refused(numbers: dict[str, list[int]], said: str) -> None:
    """A contrast needs both its variants, and replications of the same numbers."""
    with pytest.raises(WrongInput, match=said):
        contrast_of(some(results(), numbers), contrast(), ["vacated"])


def test_the_summary_tells_every_indicator_of_every_variant() -> None:
    """One row for each variant, indicator, place and period; quantiles in order; the mean of one value is that value."""
    found = summarise(results(), ["exempt", "outside_workforce", "wait_mean", "gini"])
    assert dict(found.schema) == SUMMARY
    assert not found.select("variant", "indicator", "level", "place", "period").is_duplicated().any()
    assert set(found["variant"]) == {"agreed", "uncompensated", "again"}
    told = found.drop_nulls("q50")
    names = ["q05", "q25", "q50", "q75", "q95"]
    for one, next_ in itertools.pairwise(names):
        assert (told[one] <= told[next_]).all()


def test_the_summary_is_that_of_the_values() -> None:
    """Mean and quantiles are those of the values that anybody can ask for."""
    tables = results()
    row = summarise(tables, ["vacated"]).filter(
        (pl.col("variant") == "agreed") & (pl.col("place") == "birk") & (pl.col("period") == "2012")
    ).row(0, named=True)  # fmt: skip
    held = values(tables, "vacated", "estate", "year", ["agreed"])
    found = held.filter((pl.col("place") == "birk") & (pl.col("period") == "2012"))["value"].to_numpy()
    assert (row["n"], row["mean"]) == (4, found.mean())
    assert [row["q05"], row["q50"]] == pytest.approx(np.quantile(found, [0.05, 0.5]).tolist())


def test_a_summary_is_the_same_bytes_whatever_the_order_of_rows() -> None:
    """Whoever ran which replication, on how many threads, the file is the same."""
    tables = some(results(), {"agreed": [0, 1, 2, 3]})
    turned = {
        variant: {name: frame.reverse() for name, frame in frames.items()} for variant, frames in tables.frames.items()
    }
    assert summary_bytes(tables) == summary_bytes(InMemory(turned, tables.places, tables.grounds))


def test_of_one_replication_a_summary_has_no_error() -> None:
    """The mean is the value; its standard error is missing, not nought and not NaN."""
    found = summarise(some(results(), {"agreed": [0]}), ["outside_workforce"])
    assert found["se"].null_count() == found.height
    assert (found["mean"] == found["q95"]).all()


def test_what_never_has_a_meaning_is_missing() -> None:
    """A wait of nobody has no mean and no quantiles, and is counted in no replication."""
    row = summarise(results(), ["wait_mean"]).filter(pl.col("place") == "rehousing").row(0, named=True)
    assert (row["n"], row["mean"], row["q50"]) == (0, None, None)


@given(st.lists(st.one_of(st.floats(-1e6, 1e6), st.just(float("nan"))), min_size=1, max_size=30))
def test_moments_are_those_of_the_values_that_there_are(found: list[float]) -> None:
    """Values without a meaning count for nothing, wherever they stand."""
    there = np.array([value for value in found if not np.isnan(value)])
    counted, mean, se, quantiles = moments(np.array([found]))
    assert counted[0] == len(there)
    if len(there):
        assert mean[0] == pytest.approx(there.mean(), abs=1e-6)
        assert quantiles[:, 0] == pytest.approx(np.quantile(there, [0.05, 0.25, 0.5, 0.75, 0.95]), abs=1e-6)
    if len(there) > 1:
        assert se[0] == pytest.approx(there.std(ddof=1) / np.sqrt(len(there)), abs=1e-6)
    else:
        assert np.isnan(se[0])


def test_the_columns_of_a_contrast_are_always_there() -> None:
    """Even where no indicator is asked for."""
    assert dict(contrast_of(results(), contrast(), []).schema) == SCHEMA
