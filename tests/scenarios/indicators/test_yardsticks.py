"""By which threshold each variant is counted: told of hand-made grounds, year by year."""

from __future__ import annotations

import pytest

from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE
from kredslob.scenarios.indicators.ground import Ground
from kredslob.scenarios.indicators.yardsticks import by_threshold, highest_at, highest_in, years_apart
from tests.scenarios.indicators.by_hand import ground, threshold

BY_THRESHOLD = {"over", "at_risk", "crossed_up", "crossed_down", "distance_to_threshold"}
LOW, HIGH = threshold(350_000), threshold(400_000)


def held(*series: tuple[int, tuple[int, ...]], strict: bool = True) -> Ground:
    """Give a ground of two years with thresholds in parts per million, by the month from which they hold."""
    return ground(
        thresholds=tuple((month, tuple(threshold(one, strict=strict) for one in several)) for month, several in series)
    )


AGREED = held((0, (400_000,)))


def test_only_what_goes_by_a_threshold_is_counted_by_it() -> None:
    """Exemption, shares and counts are told alike whatever it is."""
    assert {name for name, one in CATALOGUE.items() if by_threshold(one)} == BY_THRESHOLD


@pytest.mark.parametrize(
    ("other", "over", "crossed"),
    [
        (AGREED, set(), set()),
        (held((0, (350_000,))), {"2011", "2012"}, {"2011", "2012"}),
        (held((0, (400_000,)), (12, (350_000,))), {"2012"}, {"2012"}),
        (held((0, (400_000,)), (11, (350_000,)), (12, (400_000,))), {"2011"}, {"2011"}),
        (held((0, (350_000,)), (1, (400_000,))), set(), {"2011", "2012"}),
        (held((0, (400_000,)), (1, (350_000,)), (2, (400_000,))), set(), set()),
        (held((0, (300_000, 400_000))), set(), set()),
        (held((0, (400_000, 450_000))), {"2011", "2012"}, {"2011", "2012"}),
        (held((0, (400_000,)), strict=False), {"2011", "2012"}, {"2011", "2012"}),
        (held((0, (400_000,)), (12, ())), {"2012"}, {"2012"}),
        (held(), {"2011", "2012"}, {"2011", "2012"}),
    ],
    ids=[
        "alike", "lower", "lower later", "lower at the end of the first year", "lower in the first month", "lower in the second month",
        "a lower step", "a higher step", "reached, not exceeded", "none later", "none",
    ],
)  # fmt: skip
def test_years_are_apart_in_which_the_highest_thresholds_are_not_the_same(
    other: Ground, over: set[str], crossed: set[str]
) -> None:
    """What has been crossed since the first month is apart in all years if the first month's are not the same."""
    for ours, theirs in ((AGREED, other), (other, AGREED)):
        for name in ("over", "at_risk", "distance_to_threshold"):
            assert years_apart(CATALOGUE[name], ours, theirs) == over
        for name in ("crossed_up", "crossed_down"):
            assert years_apart(CATALOGUE[name], ours, theirs) == crossed
        for name in ("exempt", "outside_measured", "vacated"):
            assert years_apart(CATALOGUE[name], ours, theirs) == set()


def test_without_any_threshold_in_both_nothing_is_apart() -> None:
    """None is the same as none."""
    assert years_apart(CATALOGUE["over"], held(), held()) == set()


def test_the_highest_threshold_is_that_of_the_month_and_of_the_end_of_each_year() -> None:
    """None where none is in force."""
    known = ground(thresholds=((0, (LOW, HIGH)), (11, (LOW,)), (12, ())))
    assert [highest_at(known, month) for month in (0, 10, 11, 12)] == [HIGH, HIGH, LOW, None]
    assert highest_in(known) == (LOW, None)
