"""The whole catalogue: an indicator is found by its name, at a level and by a period that it has, or refused with what it has."""

from __future__ import annotations

import pytest

from kredslob.rules.messages import WrongInput
from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE, find_indicator, find_level


@pytest.mark.parametrize(
    ("name", "level", "period", "found"),
    [
        ("vacated", None, None, ("city", "year")), ("vacated", None, "month", ("city", "month")),
        ("vacated", "estate", None, ("estate", "year")), ("vacated", "organisation", "year", ("organisation", "year")),
        ("exempt_dwellings", None, None, ("city", "month")), ("exempt_dwellings", "area", "month", ("area", "month")),
        ("queue_joined", None, None, ("queue", "year")), ("lettings", "channel", None, ("channel", "year")),
    ],
)  # fmt: skip
def test_a_level_and_period_are_those_asked_for_or_the_widest_and_first(
    name: str, level: str | None, period: str | None, found: tuple[str, str]
) -> None:
    """The city where there is one; years before months."""
    assert find_level(find_indicator(name), level, period) == found


@pytest.mark.parametrize(
    ("asked", "field", "accepted", "nearest"),
    [
        (("outside_workfroce", None, None), "indicator", "kredslob scenario indicators", "outside_workforce"),
        (("vacated", "aera", None), "level", "estate, area, organisation, city", "area"),
        (("vacated", "organisation", "month"), "period", "year", None),
        (("vacated", "city", "monht"), "period", "year, month", "month"),
        (("gini", "area", None), "level", "city", None),
    ],
)
def test_what_does_not_exist_is_refused_in_its_field(
    asked: tuple[str, str | None, str | None], field: str, accepted: str, nearest: str | None
) -> None:
    """What is accepted is told beside it, and the nearest spelling of that; never what would be refused again."""
    with pytest.raises(WrongInput) as caught:
        find_level(find_indicator(asked[0]), *asked[1:])
    (problem,) = caught.value.problems
    assert problem.place.field == field
    assert problem.accepted is not None
    assert accepted in problem.accepted.text("en")
    assert problem.nearest == nearest


def test_every_indicator_is_found_by_its_name() -> None:
    """As it stands in the catalogue."""
    assert {name: find_indicator(name) for name in CATALOGUE} == dict(CATALOGUE)
