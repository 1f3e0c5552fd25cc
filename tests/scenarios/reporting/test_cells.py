"""Small cells are kept out of what is published, and cannot be worked out from what is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.scenarios.reporting.cells import SMALLEST, is_small, kept_back
from kredslob.scenarios.reporting.opening import open_run
from tests.scenarios.reporting.conftest import run_small
from tests.scenarios.reporting.reading import text_of

COUNTS = st.dictionaries(
    st.sampled_from("abcdefgh"),
    st.integers(0, 40).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))),
)
GROUPS = st.lists(st.sets(st.sampled_from("abcdefgh")), max_size=5)


@pytest.mark.parametrize(
    ("part", "whole", "small"),
    [(4, 100, True), (5, 100, False), (96, 100, True), (95, 100, False), (0, 30, True), (0, 0, False), (3, 6, True)],
)
def test_a_cell_of_fewer_than_five_is_small_and_so_is_the_rest(part: int, whole: int, small: bool) -> None:
    """96 of 100 tells of four; nobody tells of nobody."""
    assert is_small(part, whole) == small


@given(COUNTS, GROUPS)
def test_no_published_count_is_small(counts: dict[str, tuple[int, int]], groups: list[set[str]]) -> None:
    """Whatever the groups."""
    shown = counts.keys() - kept_back(counts, groups)
    assert [
        place
        for place in shown
        if counts[place][1] and min(counts[place][0], counts[place][1] - counts[place][0]) < SMALLEST
    ] == []


@given(COUNTS, GROUPS)
def test_no_group_gives_away_the_one_that_is_kept_back(
    counts: dict[str, tuple[int, int]], groups: list[set[str]]
) -> None:
    """One alone could be worked out from the sum; it is alone only where there is no other."""
    hidden = kept_back(counts, groups)
    for group in groups:
        there = {place for place in group & counts.keys() if counts[place][1] > 0}
        assert len(there & hidden) != 1 or len(there) == 1


@given(COUNTS)
def test_nothing_is_kept_back_for_nothing(counts: dict[str, tuple[int, int]]) -> None:
    """Where no cell is small all are published."""
    if not any(is_small(*each) for each in counts.values()):
        assert kept_back(counts, [counts.keys()]) == frozenset()


def test_an_estate_with_small_cells_is_told_of_nowhere(tmp_path: Path) -> None:
    """Neither in a table nor in a chart nor among those that can be picked; how many are left out is said."""
    results = run_small(tmp_path / "run", estates=4)
    small = _shrink(results)
    run = open_run(results, "en")
    assert small in run.hidden
    text = text_of(results, "en")
    assert f'"{small}"' not in text
    assert f"path-{small}" not in text
    assert f"{len(run.hidden)} estates are left out here" in text


def _shrink(results: Path) -> str:
    """Leave three people outside the workforce in an estate; give its id."""
    plain = json.loads((results / "ground.json").read_text())
    small: str = min(min(told["starts"]) for told in plain.values())
    for told in plain.values():
        told["starts"][small]["outside"] = 3
    (results / "ground.json").write_text(json.dumps(plain))
    record = json.loads((results / "record.json").read_text())
    record["files"]["ground.json"]["bytes"] = (results / "ground.json").stat().st_size
    (results / "record.json").write_text(json.dumps(record))
    return small
