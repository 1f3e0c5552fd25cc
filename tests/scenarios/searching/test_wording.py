"""How numbers of a search are written."""

from __future__ import annotations

import pytest

from kredslob.scenarios.indicators.indicator import Unit
from kredslob.scenarios.searching.weighing import Mean
from kredslob.scenarios.searching.wording import mean_told


@pytest.mark.parametrize(
    ("mean", "unit", "told"),
    [
        (Mean(1.05, 0.78, 1.32, 40), "count", "1.0 (0.8 to 1.3)"),
        (Mean(1.05, 0.4, 1.7, 40), "count", "1 (0 to 2)"),
        (Mean(3.0, 3.0, 3.0, 40), "count", "3 (3 to 3)"),
        (Mean(0.4, 0.399_9, 0.400_1, 40), "share", "40.000 (39.990 to 40.010)"),
        (Mean(3.0, None, None, 1), "count", "3"),
        (Mean(None, None, None, 0), "count", "-"),
    ],
)
def test_an_interval_is_not_rounded_until_it_is_none(mean: Mean, unit: Unit, told: str) -> None:
    """What varies is told with as many decimals as its interval bears, where the usual ones would hide that it does."""
    assert mean_told(mean, unit).text("en") == told
