"""Sides of a small town for tests of comparisons, and a shelf for their runs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kredslob.rules.units import Value
from kredslob.scenarios.comparing.runs import Runs
from kredslob.scenarios.comparing.sides import Side
from kredslob.scenarios.results.choosing import chosen
from kredslob.scenarios.results.crew import Threads
from tests.scenarios.results.small import small


def sides(assumed: Mapping[str, Mapping[str, Value]], *, months: int = 14, seed: str = "small") -> tuple[Side, ...]:
    """Give a side for each set of guesses: the shipped agreement over a small town."""
    scenario = small(months=months, seed=seed, assumed=assumed)
    return tuple(
        Side(one.name, one.name, one.title, chosen(scenario, [one.name], None), "small.yaml")
        for one in scenario.variants
    )


def runs(shelf: Path, *several: Side) -> Runs:
    """Give the runs of sides, none of them run yet."""
    return Runs(several, shelf, Threads(1))


COMPENSATED: Mapping[str, Mapping[str, Value]] = {"base": {}, "other": {"compensation.method": "none"}}
ALIKE: Mapping[str, Mapping[str, Value]] = {"base": {}, "other": {}}
