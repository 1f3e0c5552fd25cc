"""Where runs are kept between comparisons, and what becomes of them."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from kredslob.scenarios.comparing.comparing import Asked, compare
from kredslob.scenarios.comparing.shelf import key_of, mark_used, shelf_of_runs
from kredslob.scenarios.results.folder import SUMMARY, open_results
from tests.scenarios.comparing.small_sides import COMPENSATED, runs, sides


def test_without_a_cache_runs_are_thrown_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """A comparison works all the same."""
    monkeypatch.setenv("KREDSLOB_CACHE", "")
    with shelf_of_runs() as shelf:
        assert shelf.is_dir()
    assert not shelf.exists()


def test_a_cache_that_cannot_be_made_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "cache").write_text("")
    monkeypatch.setenv("KREDSLOB_CACHE", str(tmp_path / "cache"))
    with shelf_of_runs() as shelf:
        assert tmp_path not in shelf.parents


def test_what_goes_wrong_within_is_not_swallowed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A full disk is told of, not hidden."""
    monkeypatch.setenv("KREDSLOB_CACHE", str(tmp_path))
    with pytest.raises(OSError, match="full"), shelf_of_runs():
        raise OSError("the disk is full")


def test_runs_that_nobody_has_asked_for_in_a_month_are_thrown_away(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Those that somebody has stay."""
    monkeypatch.setenv("KREDSLOB_CACHE", str(tmp_path))
    pair = sides(COMPENSATED)
    folders = [tmp_path / "runs" / key_of(side) for side in pair]
    for folder in folders:
        folder.mkdir(parents=True)
        os.utime(folder, (0, time.time() - 31 * 24 * 3600))
    mark_used(tmp_path / "runs", pair[:1])
    with shelf_of_runs():
        assert [folder.exists() for folder in folders] == [True, False]


def test_a_run_that_is_not_as_it_was_left_is_made_again(tmp_path: Path) -> None:
    """The shelf is a cache: what is broken in it costs time and nothing else."""
    pair = sides(COMPENSATED, months=6)
    first = compare(pair, Asked(2), runs(tmp_path, *pair)).pairs[0].differences
    shutil.rmtree(tmp_path / key_of(pair[1]) / "city_month")
    assert compare(pair, Asked(2), runs(tmp_path, *pair)).pairs[0].differences == first


def test_runs_on_the_shelf_have_no_summary(tmp_path: Path) -> None:
    """Nobody looks at it there, and it takes as long as a third of the replications; they are whole without it."""
    pair = sides(COMPENSATED, months=6)
    compare(pair, Asked(2), runs(tmp_path, *pair))
    for side in pair:
        results = open_results(tmp_path / key_of(side))
        assert results.record.ended is not None
        assert SUMMARY not in results.record.files
        assert not (results.path / SUMMARY).exists()
