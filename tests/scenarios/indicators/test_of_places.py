"""What is counted of places, on tables of a few rows: shares, thresholds, standing, and the levels that they add up to."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE
from kredslob.scenarios.indicators.values import lazy_values
from kredslob.scenarios.running.calendar import Months
from tests.scenarios.indicators.by_hand import ground, start, tables, threshold, told, years

OVER = [
    ((40, 100), 400_000, True, 0), ((41, 100), 400_000, True, 1), ((40, 100), 400_000, False, 1),
    ((39, 100), 400_000, False, 0), ((1, 3), 333_333, True, 1), ((1, 1), 400_000, True, 1), ((0, 1), 400_000, True, 0),
    ((0, 0), 400_000, True, 0), ((0, 0), 400_000, False, 0), ((0, 0), 0, False, 0),
]  # fmt: skip


def one_estate(*rows: dict[str, Any], known: Any = None) -> Any:
    """Give the tables of one estate in one year after the other, from 2011."""
    return tables(known or ground(), estate_year=years("ahorn", *rows))


def measured(outside: int, aged: int) -> dict[str, int]:
    """Give the figures measured in a year."""
    return {"outside_measured": outside, "aged_measured": aged}


@pytest.mark.parametrize(("counts", "ppm", "strict", "over"), OVER)
def test_an_estate_is_over_a_threshold_exactly(counts: tuple[int, int], ppm: int, strict: bool, over: int) -> None:
    """Exceeded or reached, as the rule has it, without rounding: one in three is more than 33.3333 per cent."""
    known = ground(thresholds=((0, (threshold(ppm, strict=strict),)),))
    assert told(one_estate(measured(*counts), known=known), "over", "estate") == {(0, "ahorn", "2011"): over}


@pytest.mark.parametrize(("counts", "ppm", "strict", "over"), OVER)
def test_an_estate_was_over_at_the_beginning_by_the_same_measure(
    counts: tuple[int, int], ppm: int, strict: bool, over: int
) -> None:
    """It has crossed downward if it was over and is not, upward if it is over and was not."""
    outside, aged = counts
    began = {"ahorn": start(outside=outside, aged=aged)}
    known = ground(began, thresholds=((0, (threshold(ppm, strict=strict),)),))
    now_under, now_over = (one_estate(measured(*now), known=known) for now in ((0, 0), (9, 9)))
    for name, found, crossed in (
        ("crossed_down", now_under, over), ("crossed_up", now_under, 0),
        ("crossed_up", now_over, 1 - over), ("crossed_down", now_over, 0),
    ):  # fmt: skip
        assert told(found, name, "estate") == {(0, "ahorn", "2011"): crossed}


@pytest.mark.parametrize(
    ("counts", "ppm", "strict", "risk"),
    [
        ((38, 100), 400_000, True, 1), ((37, 100), 400_000, True, 0), ((40, 100), 400_000, True, 1),
        ((40, 100), 400_000, False, 0), ((41, 100), 400_000, True, 0), ((19, 50), 400_000, True, 1),
        ((0, 1), 20_000, True, 1), ((0, 0), 20_000, True, 0),
    ],
)  # fmt: skip
def test_an_estate_within_two_points_below_is_at_risk(
    counts: tuple[int, int], ppm: int, strict: bool, risk: int
) -> None:
    """Two points below the threshold and no more, and not over it; of nobody no risk is told."""
    known = ground(thresholds=((0, (threshold(ppm, strict=strict),)),))
    assert told(one_estate(measured(*counts), known=known), "at_risk", "estate") == {(0, "ahorn", "2011"): risk}


def test_of_several_thresholds_the_highest_in_force_at_the_end_of_the_year_counts() -> None:
    """45 of 100: over 30 and 40 per cent in the first year, not over 50 in the second, and in the third there is none."""
    low, middle, high = threshold(300_000), threshold(400_000), threshold(500_000)
    known = ground(
        {"ahorn": start(outside=45)}, months=Months(date(2011, 1, 1), 30),
        thresholds=((0, (low, middle)), (1, (high,)), (2, (low, middle)), (18, (low, high)), (24, ())),
    )  # fmt: skip
    found = one_estate(*[measured(45, 100)] * 3, known=known)
    expected = {
        "over": [1, 0, None], "at_risk": [0, 0, None], "crossed_up": [0, 0, None], "crossed_down": [0, 1, None],
    }  # fmt: skip
    for level in ("estate", "organisation", "city"):
        for name, one in expected.items():
            assert list(told(found, name, level).values()) == one
        assert list(told(found, "distance_to_threshold", level).values()) == [
            pytest.approx(-0.05),
            pytest.approx(0.05),
            None,
        ]


def test_a_share_is_of_those_aged_18_to_64_and_of_nobody_there_is_none() -> None:
    """Students and those on benefit are outside the workforce here; those aged 65 and the minors are not counted at all."""
    counts = {"employed": 5, "student": 1, "unemployed": 2, "benefit": 4, "early_pension": 8, "aged_retired": 9}
    found = one_estate({**counts, "minors": 7}, {"benefit": 1})
    assert list(told(found, "outside_workforce", "estate").values()) == [5 / 20, 1.0]
    assert list(told(found, "outside_labour_market", "estate").values()) == [6 / 20, 1.0]
    nobody = one_estate({"aged_retired": 9, "minors": 7})
    assert list(told(nobody, "outside_workforce", "city").values()) == [None]


def test_exemption_has_begun_or_ended_since_a_year_before() -> None:
    """Of the first year the beginning counts; replications and estates are kept apart, whatever the order of rows."""
    on, off = {"exempt": 1}, {"exempt": 0}
    known = ground(
        {"ahorn": start(), "birk": start(standing=(1, 0, 0))}, months=Months(date(2011, 1, 1), 36)
    )  # fmt: skip
    rows = [
        *years("ahorn", on, on, off), *years("birk", on, off, on),
        *years("ahorn", off, off, on, replication=1), *years("birk", off, on, on, replication=1),
    ]  # fmt: skip
    found = tables(known, estate_year=[*rows[::-2], *rows[::-1][1::2]])
    expected = {
        "begun": {(0, "ahorn"): [1, 0, 0], (0, "birk"): [0, 0, 1], (1, "ahorn"): [0, 0, 1], (1, "birk"): [0, 1, 0]},
        "ended": {(0, "ahorn"): [0, 0, 1], (0, "birk"): [0, 1, 0], (1, "ahorn"): [0, 0, 0], (1, "birk"): [1, 0, 0]},
    }
    for name, series in expected.items():
        by_year = {
            (number, place, str(2011 + at)): value
            for (number, place), each in series.items()
            for at, value in enumerate(each)
        }
        assert told(found, name, "estate") == by_year
    assert list(told(found, "begun", "city").values()) == [1, 0, 1, 0, 1, 1]


@pytest.mark.parametrize(("exempt", "extra", "receiving"), [(0, 0, 0), (0, 1, 1), (0, 2, 1), (1, 1, 0), (1, 0, 0)])
def test_an_estate_receives_if_it_is_not_exempt_and_has_an_extra_turn(exempt: int, extra: int, receiving: int) -> None:
    """One extra turn is enough; an exempt estate never receives."""
    found = one_estate({"exempt": exempt, "extra_turns": extra})
    assert list(told(found, "receiving", "estate").values()) == [receiving]


@pytest.mark.parametrize("name", ["exempt", "forty_plus", "listed_for_exemption"])
def test_a_standing_is_told_as_it_was_kept(name: str) -> None:
    """One where the estate has it at the end of the year, nought where it has another only."""
    others = dict.fromkeys(("exempt", "forty_plus", "listed_for_exemption"), 1)
    assert list(told(one_estate({name: 1}, {**others, name: 0}), name, "estate").values()) == [1, 0]


def four_estates() -> Any:
    """Give four estates of two organisations, two of them in one area and one in none, in one year."""
    where: list[dict[str, Any]] = [
        {"estate": "ahorn", "organisation": "org", "area": "east"}, {"estate": "birk", "organisation": "org"},
        {"estate": "ceder", "organisation": "other", "area": "east"},
        {"estate": "douglas", "organisation": "other", "area": "west", "family_dwellings": 40},
    ]  # fmt: skip
    figures = {"ahorn": (10, 20), "birk": (0, 10), "ceder": (30, 40), "douglas": (0, 0)}
    rows = [{"estate": name, "vacated": aged, **measured(of, aged)} for name, (of, aged) in figures.items()]
    return tables(ground(dict.fromkeys(figures, start())), where, estate_year=rows)


def test_counts_add_up_over_a_place_and_shares_are_those_of_the_sums() -> None:
    """The share of an area is not the mean of its estates'; an estate in no area is in the organisation and the city."""
    found = four_estates()
    assert told(found, "vacated", "area") == {(0, "east", "2011"): 60, (0, "west", "2011"): 0}
    assert told(found, "vacated", "organisation") == {(0, "org", "2011"): 30, (0, "other", "2011"): 40}
    assert told(found, "vacated", "city") == {(0, "city", "2011"): 70}
    assert told(found, "vacated", "estate") == {
        (0, "ahorn", "2011"): 20, (0, "birk", "2011"): 10, (0, "ceder", "2011"): 40, (0, "douglas", "2011"): 0
    }  # fmt: skip
    assert told(found, "outside_measured", "area") == {(0, "east", "2011"): 40 / 60, (0, "west", "2011"): None}
    assert told(found, "outside_measured", "city") == {(0, "city", "2011"): 40 / 70}
    distance = told(found, "distance_to_threshold", "organisation")
    assert distance == {(0, "org", "2011"): pytest.approx(0.4 - 10 / 30), (0, "other", "2011"): pytest.approx(-0.35)}


def test_turnover_is_of_the_family_dwellings() -> None:
    """Vacated dwellings over those that there are, of the estate and of the city: 70 of 70."""
    found = four_estates()
    assert told(found, "turnover", "estate")[0, "birk", "2011"] == 1.0
    assert told(found, "turnover", "estate")[0, "douglas", "2011"] == 0.0
    assert told(found, "turnover", "city") == {(0, "city", "2011"): 1.0}


@pytest.mark.parametrize(
    ("only", "vacated"), [(["ceder", "birk"], [50]), (["ahorn"], [20]), ([], []), (["nobody"], []), (None, [70])]
)
def test_of_some_estates_only_these_are_counted(only: list[str] | None, vacated: list[int]) -> None:
    """So a contrast is told of a set of estates; a set of none has no value."""
    found = lazy_values(four_estates(), "agreed", CATALOGUE["vacated"], "city", "year", only).collect()
    assert found["value"].to_list() == vacated


def test_by_month_the_tables_of_months_are_told() -> None:
    """Estates, areas and the city by month each have a table of their own, and none is made of another."""
    months = [{"month": date(2011, at, 1), "benefit": at, "employed": 9 - at} for at in (1, 2)]
    found = tables(
        ground(),
        estate_month=[{"estate": "ahorn", **one} for one in months],
        area_month=[{"area": "east", **one, "vacated": 5} for one in months],
        city_month=[{**one, "replication": 4, "vacated": 8} for one in months],
    )
    assert told(found, "outside_workforce", "estate", "month") == {
        (0, "ahorn", "2011-01"): 1 / 9, (0, "ahorn", "2011-02"): 2 / 9
    }  # fmt: skip
    assert told(found, "vacated", "area", "month") == {(0, "east", "2011-01"): 5, (0, "east", "2011-02"): 5}
    assert told(found, "vacated", "city", "month") == {(4, "city", "2011-01"): 8, (4, "city", "2011-02"): 8}
