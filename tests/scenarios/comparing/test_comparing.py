"""A comparison of small towns: paired on the same luck, run once for all, exactly nought where nothing differs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from kredslob.scenarios.comparing.comparing import Asked, Comparison, compare
from kredslob.scenarios.comparing.crowds import STANDS
from kredslob.scenarios.comparing.gathering import gather
from kredslob.scenarios.comparing.planning import Budget
from kredslob.scenarios.results.folder import open_results
from tests.scenarios.comparing.small_sides import ALIKE, COMPENSATED, runs, sides


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a shelf that the tests of this module share."""
    return tmp_path_factory.mktemp("shelf")


@pytest.fixture(scope="module")
def found(shelf: Path) -> Comparison:
    """Give the agreement with compensation against the same without."""
    pair = sides(COMPENSATED)
    return compare(pair, Asked(6), runs(shelf, *pair))


def test_a_difference_is_that_of_the_same_replications(found: Comparison) -> None:
    """The mean difference is the difference of the means, over the replications that both have."""
    for one in found.pairs[0].differences:
        if one.verdict != "no_meaning":
            assert one.base is not None
            assert one.other is not None
            assert one.difference == pytest.approx(one.other - one.base)


def test_turned_round_every_difference_changes_its_sign(found: Comparison, shelf: Path) -> None:
    """Who is the base decides the sign and nothing else: the intervals are mirrored."""
    pair = tuple(reversed(sides(COMPENSATED)))
    turned = compare(pair, Asked(6), runs(shelf, *pair))
    columns = ("indicator", "level", "place", "period")
    one, other = (each.table().sort(columns) for each in (found, turned))
    assert one.select(columns).equals(other.select(columns))
    for mine, yours in (("difference", "difference"), ("low", "high"), ("high", "low")):
        assert np.allclose(one[mine].to_numpy(), -other[yours].to_numpy(), equal_nan=True)
    for here, there in zip(found.pairs[0].differences, turned.pairs[0].differences, strict=True):
        assert {here.verdict, there.verdict} in (
            {"better", "worse"},
            {"more", "less"},
            {"within_noise"},
            {"none"},
            {"no_meaning"},
        )


def test_the_same_terms_differ_by_exactly_nought_and_nothing_is_run(tmp_path: Path) -> None:
    """Two sides of one fingerprint are known to be alike before anything is run."""
    pair = sides(ALIKE)
    told = compare(pair, Asked(6), runs(tmp_path, *pair))
    assert told.pairs[0].alike
    assert told.ran == 0
    assert all(one.difference == 0.0 for one in told.pairs[0].differences)
    assert not any(tmp_path.iterdir())


def test_terms_that_come_to_the_same_are_found_before_they_are_run(tmp_path: Path) -> None:
    """A guess taken at its own value makes another fingerprint and the same simulation: only that is asked, nothing is run."""
    pair = sides({"base": {}, "other": {"compensation.method": "proportional"}})
    assert pair[0].variant.fingerprint != pair[1].variant.fingerprint
    told = compare(pair, Asked(6), runs(tmp_path, *pair))
    assert told.pairs[0].alike
    assert told.pairs[0].before
    assert told.ran == 0


def test_kept_runs_of_sides_alike_differ_by_exactly_nought_everywhere(tmp_path: Path) -> None:
    """Where runs are wanted all the same, every indicator of every place shows no difference in any replication."""
    pair = sides(ALIKE)
    table = compare(pair, Asked(2, keep=True), runs(tmp_path, *pair)).table()
    assert set(table["verdict"]) <= {"none", "no_meaning"}
    assert table.filter(pl.col("difference") != 0).is_empty()
    assert not table[STANDS].any()


def test_a_second_comparison_runs_only_what_is_new(found: Comparison, shelf: Path) -> None:
    """The base has been run, so that only the new side is; what has been run of both is not run again."""
    assert found.ran == 12
    pair = sides({**COMPENSATED, "third": {"compensation.scope": "organisation"}})
    told = compare((pair[0], pair[2]), Asked(6), runs(shelf, pair[0], pair[2]))
    assert told.ran in (0, 6)
    assert compare(pair, Asked(6), runs(shelf, *pair)).ran == 0


def test_more_replications_go_on_from_those_there_are(tmp_path: Path) -> None:
    """To go from 2 to 5 runs 3 of each side, and what was there comes out the same."""
    pair = sides(COMPENSATED, months=8)
    few = compare(pair, Asked(2), runs(tmp_path, *pair))
    more = compare(pair, Asked(5), runs(tmp_path, *pair))
    again = compare(pair, Asked(2), runs(tmp_path, *pair))
    assert (few.ran, more.ran, again.ran) == (4, 6, 0)
    assert again.pairs[0].differences == few.pairs[0].differences


def test_a_budget_of_replications_is_kept(tmp_path: Path) -> None:
    """A precision that would take more is not reached, and what it takes is told."""
    pair = sides(COMPENSATED, months=8)
    told = compare(pair, Asked(points=0.001, budget=Budget(replications=4)), runs(tmp_path, *pair))
    assert told.replications == 4
    assert any(not need.met and need.replications > 4 for need in told.pairs[0].needs)


def test_a_precision_that_the_first_batch_reaches_runs_no_more(tmp_path: Path) -> None:
    """An interval of 100 points is reached by any batch; other headlines may need more, which the budget says."""
    pair = sides(COMPENSATED, months=8)
    told = compare(pair, Asked(points=100.0, budget=Budget(replications=4)), runs(tmp_path, *pair))
    shares = [need for need in told.pairs[0].needs if need.difference.headline.unit == "share"]
    assert shares
    assert all(need.met for need in shares)


def test_a_folder_of_a_comparison_is_one_of_results(found: Comparison, tmp_path: Path) -> None:
    """What is kept opens like any run: every side a variant, every file as the record says, the differences beside them."""
    gather(tmp_path / "kept", found, found.table())
    results = open_results(tmp_path / "kept")
    assert results.variants == ("base", "other")
    assert results.finished("other") == frozenset(range(6))
    kept = pl.read_parquet(tmp_path / "kept" / "differences.parquet")
    assert kept.equals(found.table())
    assert [one["against"] for one in results.record.scenario["contrasts"]] == ["base"]


def test_a_folder_holds_no_more_than_was_compared(shelf: Path, tmp_path: Path) -> None:
    """Of six replications that are kept the four that were asked for are told of."""
    pair = sides(COMPENSATED)
    told = compare(pair, Asked(4), runs(shelf, *pair))
    gather(tmp_path / "kept", told, told.table())
    assert open_results(tmp_path / "kept").finished("base") == frozenset(range(4))
