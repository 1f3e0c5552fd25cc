"""From when, and until when, what is known of an estate and its area is gone by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kredslob.engine.estates import estate_derivers, measurement_in_force
from kredslob.engine.knowledge import Unknown
from tests.engine.bare_terms import parameter
from tests.engine.small_city import DAY, case_of, figures, listing, measured, office, publication, vacancy
from tests.engine.test_estates import NEW_2011, fact


@pytest.mark.parametrize(
    ("on", "new"), [(date(2011, 11, 1), False), (date(2012, 3, 31), False), (date(2012, 4, 1), True)]
)
def test_an_area_is_new_on_the_list_when_the_list_acts(on: date, new: bool) -> None:
    """The list of October from the spring."""
    assert fact("newly_listed", *NEW_2011, on=on) is new


def test_where_an_agreement_says_not_since_when_no_area_is_new() -> None:
    """There is nothing to be newer than."""
    case = case_of(where=office(*NEW_2011, in_area=True), what=vacancy(date(2012, 5, 1)))
    left = {key: one for key, one in case.place.terms.parameters.items() if key != "standing.new_since"}
    place = replace(case.place, terms=replace(case.place.terms, parameters=left))
    assert estate_derivers(place)["newly_listed"](case.situation) is False


def test_only_years_on_the_list_of_parallel_societies_count() -> None:
    """Not those as a vulnerable area on the same list."""
    years = [date(year, 12, 1) for year in (2008, 2009, 2010)]
    rows = [row for day, kind in zip(years, ("parallel", "udsat", "parallel"), strict=True)
            for row in (publication("61a", day), listing("61a", day, kind))]  # fmt: skip
    assert fact("years_parallel", *rows) == 2


def test_an_income_that_nobody_has_told_is_asked_for() -> None:
    """It is a ratio already, so there is nothing to be worked out."""
    assert fact("income_of_region", figures(2010, income_ppm_of_region=None)) == Unknown(needs=("income_of_region",))


@pytest.mark.parametrize(
    ("on", "holds"), [(date(2011, 11, 15), True), (date(2011, 11, 16), False), (date(2011, 12, 15), False)]
)
def test_a_measurement_holds_for_as_many_months_as_the_agreement_says(on: date, holds: bool) -> None:
    """Of 15 November 2010, for twelve months; where the agreement says nothing, until the next."""
    place = case_of(where=office(measured()), what=vacancy(on)).place
    key = "measurement.holds_months"
    for_twelve = replace(place.terms, parameters={**place.terms.parameters, key: parameter(key, 12)})
    assert (measurement_in_force(replace(place, terms=for_twelve)) is not None) is holds
    assert measurement_in_force(place) is not None
    assert measurement_in_force(case_of(where=office(publication("51b", DAY)), what=vacancy(on)).place) is None
