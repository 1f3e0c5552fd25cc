"""What a target is held against is an output that there is, at a level and of a period that it has."""

from __future__ import annotations

import pytest

from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE
from kredslob.scenarios.targets.reading import shipped_targets
from kredslob.scenarios.targets.target import Target

HELD = [one for one in shipped_targets().targets if one.against is not None]
WANTED = {"age_residents", "age_moved_in", "age_moved_out"}
"""What fitting asks for and the catalogue has not: taken off this list when it has."""


@pytest.mark.parametrize("target", [one for one in HELD if one.use == "test"], ids=lambda one: one.id)
def test_a_test_is_held_against_an_indicator_of_the_catalogue(target: Target) -> None:
    """By year, at its level; shares against shares, counts of places against marks of places."""
    assert target.against is not None
    indicator = CATALOGUE[target.against.indicator]
    assert "year" in indicator.periods(target.against.level)
    units = {"share": ("share",), "estates": ("yes_no", "estates"), "areas": ("yes_no", "areas")}
    assert indicator.unit in units[target.observed.unit]


def test_what_is_wanted_for_fitting_is_not_there_yet() -> None:
    """Each is asked for by a figure, and the list is no longer than it must be."""
    asked = {one.against.indicator for one in HELD if one.use == "fit" and one.against is not None}
    assert asked - set(CATALOGUE) == WANTED
