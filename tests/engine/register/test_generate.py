"""The shipped register is made from one file, the same on every machine, and each estate by itself."""

from __future__ import annotations

import copy
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.engine.register.drawing import Stream, apportioned
from kredslob.engine.register.generate import copenhagen, public_facts, write
from kredslob.engine.register.reading import SHIPPED

FACTS = public_facts()


def lines(tables: dict[str, bytes]) -> dict[str, set[bytes]]:
    """Give the lines of each table."""
    return {name: set(data.splitlines()) for name, data in tables.items()}


def test_what_is_committed_is_what_is_made() -> None:
    """Byte for byte; `make register` mends it."""
    made = copenhagen(FACTS)
    assert {name: (SHIPPED / name).read_bytes() == data for name, data in made.items()} == dict.fromkeys(made, True)


@pytest.mark.parametrize("seed", ["0", "1", "random"])
def test_how_python_hashes_does_not_matter(tmp_path: Path, seed: str) -> None:
    """Another process with other hashes makes the same bytes."""
    command = [sys.executable, "-m", "kredslob.engine.register.generate", str(tmp_path / "out")]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == copenhagen(FACTS)


def test_making_twice_changes_nothing(tmp_path: Path) -> None:
    """Files that are there are replaced whole."""
    write(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    write(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("first", [True, False])
def test_an_estate_more_changes_no_other_row(first: bool) -> None:
    """Each estate draws from streams of its own, wherever it stands."""
    facts: dict[str, Any] = copy.deepcopy(FACTS)
    new = {"id": "ny", "name": "Ny", "organisation": "aab", "public": []}
    facts["estates"].insert(0 if first else len(facts["estates"]), new)
    facts["organisations"][1]["more"] += 1
    before, after = lines(copenhagen(FACTS)), lines(copenhagen(facts))
    assert {name: before[name] - after[name] for name in before} == {name: set() for name in before}
    assert len(after["estates.csv"] - before["estates.csv"]) == 2


def test_another_seed_makes_other_figures_and_the_same_facts() -> None:
    """Names and lists are not drawn."""
    facts: dict[str, Any] = copy.deepcopy(FACTS)
    facts["targets"]["seed"] = "another"
    before, after = copenhagen(FACTS), copenhagen(facts)
    assert before["measurements.csv"] != after["measurements.csv"]
    assert all(
        before[name] == after[name] for name in ("areas.csv", "organisations.csv", "listings.csv", "publications.csv")
    )


@pytest.mark.parametrize("seed", ["a", "b", "c"])
def test_whatever_the_seed_nine_estates_cross(seed: str) -> None:
    """The standings are made true to the person; luck has no part in them."""
    facts: dict[str, Any] = copy.deepcopy(FACTS)
    facts["targets"]["seed"] = seed
    over: dict[str, set[str]] = {"2010": set(), "2011": set()}
    for line in copenhagen(facts)["measurements.csv"].decode().splitlines()[1:]:
        estate, year, _, _, aged, outside, *_ = line.split(",")
        if outside and year in over and int(outside) * 5 > int(aged) * 2:
            over[year].add(estate)
    assert (len(over["2011"] - over["2010"]), over["2010"] - over["2011"]) == (9, set())


@given(st.integers(0, 10_000), st.lists(st.floats(0.1, 10), min_size=1, max_size=8))
def test_what_is_divided_is_all_there(total: int, weights: list[float]) -> None:
    """Nothing is lost to rounding, and no part is more than one from its share."""
    parts = apportioned(total, weights)
    assert sum(parts) == total
    assert all(
        abs(part - total * weight / sum(weights)) < 1.000001 for part, weight in zip(parts, weights, strict=True)
    )


@given(st.text(), st.integers(-50, 50), st.integers(0, 50))
def test_what_is_drawn_lies_between_its_bounds(name: str, low: int, width: int) -> None:
    """And is the same when it is drawn again."""
    bounds = (low, low + width)
    stream, again = Stream("seed", name), Stream("seed", name)
    assert bounds[0] <= stream.whole(*bounds) <= bounds[1]
    assert bounds[0] <= stream.between(*bounds) <= bounds[1]
    assert bounds[0] <= stream.bell(bounds[0], (bounds[0] + bounds[1]) / 2, bounds[1]) <= bounds[1]
    assert bounds[0] <= stream.quantile([bounds[0], bounds[1]]) <= bounds[1]
    assert stream.of("abc") in "abc"
    assert again.whole(*bounds) == Stream("seed", name).whole(*bounds)
