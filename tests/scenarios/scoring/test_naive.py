"""The naive forecasts: the last known value, and the line through the last two."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.scenarios.scoring.naive import no_change, straight_line

DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1))


@given(st.dictionaries(DAYS, st.floats(0, 1), min_size=1))
def test_no_change_is_the_last_value(known: dict[date, float]) -> None:
    """In whichever order the figures are told."""
    assert no_change(list(known.items())) == known[max(known)]


@given(DAYS, st.integers(1, 4000), st.integers(1, 4000), st.floats(-1, 1), st.floats(-1, 1))
def test_a_line_goes_on_as_it_went(first: date, days: int, later: int, start: float, pace: float) -> None:
    """What has changed evenly is forecast without error, and earlier figures do not bend the line."""
    last = first + timedelta(days=days)
    known = [(last, start + pace * days), (first, start), (first - timedelta(days=9), 77.0)]
    day = last + timedelta(days=later)
    assert straight_line(known, day) == pytest.approx(start + pace * (days + later), abs=1e-6)


def test_who_knows_nothing_forecasts_nothing() -> None:
    """One figure gives no line, none gives no forecast at all."""
    assert no_change([]) is None
    assert straight_line([(date(2006, 12, 31), 0.42)], date(2010, 12, 31)) is None


def test_no_line_goes_through_two_values_of_one_day() -> None:
    """That is a mistake of the program, not of a person."""
    with pytest.raises(ValueError, match="one day"):
        straight_line([(date(2010, 1, 1), 6), (date(2010, 1, 1), 8)], date(2011, 1, 1))


def test_a_line_may_leave_what_a_count_can_be() -> None:
    """It is laid out as it is, and scored as it is."""
    known = [(date(2011, 1, 1), 4.0), (date(2012, 1, 1), 1.0)]
    assert straight_line(known, date(2013, 1, 1)) == pytest.approx(1 - 3 * 366 / 365)
