"""Days, months and years as the agreement counts them: within a year is up to and including the same date next year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.engine.calendar import add_months, age_on, last_adjustment, months_since, whole_months
from kredslob.rules.messages import WrongInput

days = st.dates(date(1900, 3, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2011, 1, 31), 1, date(2011, 2, 28)),
        (date(2012, 1, 31), 1, date(2012, 2, 29)),
        (date(2011, 8, 31), 6, date(2012, 2, 29)),
        (date(2012, 2, 29), 12, date(2013, 2, 28)),
        (date(2011, 5, 2), 12, date(2012, 5, 2)),
        (date(2011, 3, 31), -1, date(2011, 2, 28)),
        (date(2011, 1, 15), -1, date(2010, 12, 15)),
    ],
)
def test_so_many_months_later(day: date, months: int, later: date) -> None:
    """The same date of the month, or the month's last day where it has no such date."""
    assert add_months(day, months) == later


@pytest.mark.parametrize(
    ("parted", "day", "months"),
    [
        (date(2010, 5, 2), date(2011, 5, 2), 12),
        (date(2010, 5, 2), date(2011, 5, 3), 13),
        (date(2010, 5, 2), date(2010, 5, 2), 0),
        (date(2010, 5, 2), date(2010, 5, 3), 1),
        (date(2010, 8, 31), date(2011, 2, 28), 6),
        (date(2010, 8, 31), date(2011, 3, 1), 7),
        (date(2012, 2, 29), date(2013, 2, 28), 12),
        (date(2012, 2, 29), date(2013, 3, 1), 13),
        (date(2011, 6, 1), date(2011, 5, 2), 0),
        (date(2011, 6, 10), date(2011, 5, 2), -1),
    ],
)
def test_the_months_since_a_day(parted: date, day: date, months: int) -> None:
    """The same date next year is still within twelve months, the day after is not."""
    assert months_since(parted, day) == months


@given(days, days, st.integers(0, 60))
def test_within_so_many_months_is_up_to_and_including_the_date(past: date, day: date, limit: int) -> None:
    """At most m months since is: on or before the date m months later."""
    assert (months_since(past, day) <= limit) == (day <= add_months(past, limit))


@given(days, st.integers(0, 60))
def test_the_date_itself_is_the_last_day(past: date, limit: int) -> None:
    """On the date it is still within, on the day after no longer."""
    last = add_months(past, limit)
    assert months_since(past, last) <= limit < months_since(past, last + timedelta(days=1))


@given(days, days, st.integers(0, 60))
def test_so_many_months_have_passed_from_the_date_on(past: date, day: date, limit: int) -> None:
    """Two years' residence is reached on the date, not the day before."""
    assert (whole_months(past, day) >= limit) == (day >= add_months(past, limit))


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1956, 5, 2), date(2011, 5, 1), 54),
        (date(1956, 5, 2), date(2011, 5, 2), 55),
        (date(1955, 5, 2), date(2011, 5, 2), 56),
        (date(1992, 2, 29), date(2011, 2, 27), 18),
        (date(1992, 2, 29), date(2011, 2, 28), 19),
    ],
)
def test_age_in_whole_years(born: date, day: date, age: int) -> None:
    """One is a year older on the birthday; born on 29 February, on the last of the month."""
    assert age_on(born, day) == age


@pytest.mark.parametrize(
    ("day", "month_day", "adjusted"),
    [
        (date(2012, 4, 1), "04-01", date(2012, 4, 1)),
        (date(2012, 3, 31), "04-01", date(2011, 4, 1)),
        (date(2012, 12, 31), "05-31", date(2012, 5, 31)),
        (date(2012, 1, 1), "03-01", date(2011, 3, 1)),
    ],
)
def test_the_last_spring_adjustment(day: date, month_day: str, adjusted: date) -> None:
    """The adjustment of a spring acts from its day until the next one."""
    assert last_adjustment(day, month_day) == adjusted


@given(days, st.sampled_from(["03-01", "04-01", "05-31"]))
def test_every_day_falls_under_the_latest_adjustment(day: date, month_day: str) -> None:
    """It is not after the day and less than a year and a day before."""
    adjusted = last_adjustment(day, month_day)
    assert adjusted <= day < add_months(adjusted, 12)


@pytest.mark.parametrize("month_day", ["W14-7", "02-30", "13-01", "april", "", "1-4", "04-01-01", "02-29"])
def test_a_day_that_not_every_year_has_is_refused(month_day: str) -> None:
    """An agreement of somebody's own may say any words: what is no month and day is told, never a traceback."""
    with pytest.raises(WrongInput, match="04-01") as caught:
        last_adjustment(date(2011, 6, 1), month_day)
    assert [one.place.field for one in caught.value.problems] == ["adjustment.day"]
