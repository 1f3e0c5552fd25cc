"""What is told of the city as a whole, on tables of a few rows: unevenness, and which areas are designated."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kredslob.scenarios.indicators import of_city
from kredslob.scenarios.indicators.segregation import INDICES
from tests.scenarios.indicators.by_hand import ground, start, tables, told, years

LIMITS = (1000, 400_000, 5000, 300_000)
"""§ 51 b as it is tried here: 1000 residents and 40 per cent outside the labour market, or 5000 residents and 30."""


def by_area(told_of: dict[str, dict[str, int]], rest: dict[str, int] | None = None, **known: Any) -> Any:
    """Give the tables of areas at the end of a year; `rest` lives in no area."""
    starts = known.pop("starts", dict.fromkeys(told_of, start()))
    parts = [*told_of.values(), rest or {}]
    whole = {name: sum(one.get(name, 0) for one in parts) for each in parts for name in each}
    end = {"month": date(2011, 12, 1)}
    return tables(
        ground(starts, areas=known.pop("areas", {name: name for name in told_of}), **known),
        area_month=[{"area": name, **end, **one} for name, one in told_of.items()],
        city_month=[{**end, **whole}],
    )


def without_work(residents: int, aged: int, without: int) -> dict[str, int]:
    """Give so many residents, of whom so many are aged 18-64, of whom so many are unemployed."""
    return {"aged_retired": residents - aged, "employed": aged - without, "unemployed": without}


@pytest.mark.parametrize(
    ("residents", "aged", "without", "meets"),
    [
        (1000, 600, 240, 1), (999, 600, 240, 0), (1000, 600, 239, 0), (1000, 1, 1, 1), (1000, 0, 0, 0),
        (5000, 1000, 300, 1), (4999, 1000, 300, 0), (5000, 1000, 299, 0), (2000, 1000, 1000, 1), (2, 2, 2, 0),
    ],
)  # fmt: skip
def test_an_area_meets_either_pair_of_limits(residents: int, aged: int, without: int, meets: int) -> None:
    """So many residents or more and such a share or a larger one; a large area by the lower share."""
    found = by_area({"east": without_work(residents, aged, without)}, limits=((0, LIMITS),))
    assert told(found, "areas_51b", "area") == {(0, "east", "2011"): meets}
    assert told(found, "areas_51b", "city") == {(0, "city", "2011"): meets}


def test_residents_are_counted_with_their_children_and_the_old() -> None:
    """499 aged 18-64, 250 of 65 and more and 251 minors are a thousand."""
    found = by_area({"east": {"unemployed": 499, "aged_retired": 250, "minors": 251}}, limits=((0, LIMITS),))
    assert told(found, "areas_51b", "area") == {(0, "east", "2011"): 1}


def two_years(**known: Any) -> Any:
    """Give two areas in two replications that meet the criteria or not, told besides in a month that ends no year."""
    met, missed = without_work(1000, 600, 300), without_work(1000, 600, 30)
    by_year = {
        (0, "east"): [met, met],
        (0, "west"): [met, missed],
        (1, "east"): [missed, met],
        (1, "west"): [missed] * 2,
    }
    ends = [date(2011, 12, 1), date(2012, 12, 1)]
    rows = [
        {"replication": number, "area": area, "month": month, **one}
        for (number, area), each in by_year.items() for month, one in zip(ends, each, strict=True)
    ]  # fmt: skip
    between = [{**row, **without_work(9000, 6000, 6000), "month": date(2012, 6, 1)} for row in rows[::2]]
    city = [{"replication": number, "month": month, "employed": 9000} for number in (0, 1) for month in ends]
    city += [{**row, "month": date(2012, 6, 1)} for row in city[::2]]
    starts = dict.fromkeys(("ahorn", "birk"), start())
    return tables(
        ground(starts, areas={"ahorn": "east", "birk": "west"}, **known),
        area_month=[*rows[::-1], *between],
        city_month=city,
    )


def test_areas_are_designated_by_the_end_of_each_year() -> None:
    """Of the city it is told how many, in each replication; other months than the last of a year count for nothing."""
    found = two_years(limits=((0, LIMITS),))
    assert told(found, "areas_51b", "area") == {
        (0, "east", "2011"): 1, (0, "east", "2012"): 1, (0, "west", "2011"): 1, (0, "west", "2012"): 0,
        (1, "east", "2011"): 0, (1, "east", "2012"): 1, (1, "west", "2011"): 0, (1, "west", "2012"): 0,
    }  # fmt: skip
    assert list(told(found, "areas_51b", "city").values()) == [2, 1, 0, 1]


def test_against_the_first_year_there_must_be_some_in_it() -> None:
    """One of two is left in one replication; in the other there were none to begin with, so there is nothing to say."""
    assert told(two_years(limits=((0, LIMITS),)), "areas_51b_left") == {
        (0, "city", "2011"): 1.0, (0, "city", "2012"): 0.5, (1, "city", "2011"): None, (1, "city", "2012"): None,
    }  # fmt: skip


def test_one_area_in_the_first_year_is_enough_to_be_held_against() -> None:
    """One of one is left."""
    found = by_area({"east": without_work(1000, 600, 300)}, limits=((0, LIMITS),))
    assert told(found, "areas_51b_left") == {(0, "city", "2011"): 1.0}


def test_where_the_limits_change_those_of_the_end_of_the_year_count() -> None:
    """From the last month of the first year none is large or poor enough; from the second on no law has limits at all."""
    found = two_years(limits=((0, LIMITS), (11, (10**6,) * 4), (12, ())))
    assert list(told(found, "areas_51b", "area").values()) == [0, None] * 4
    assert list(told(found, "areas_51b", "city").values()) == [0, None] * 2


def test_a_city_without_areas_has_none_designated() -> None:
    """It is told as nought, not left out."""
    found = tables(
        ground(limits=((0, LIMITS),)), area_month=[], city_month=[{"month": date(2011, 12, 1), "employed": 9}]
    )
    assert told(found, "areas_51b", "city") == {(0, "city", "2011"): 0}


REST = {
    "employed": 800,
    "student": 200,
    "unemployed": 200,
}  # a sixth outside the workforce, a sixth outside the labour market


@pytest.mark.parametrize(
    ("without", "sign"),
    [(25, 1), (24, 0), (26, 1), (60, 1), (0, 0)],
    ids=["5 to 4", "less", "more", "much more", "none"],
)
def test_the_screening_of_2025_asks_for_five_quarters_of_the_rest(without: int, sign: int) -> None:
    """The rest of the city has 200 of 1200 outside the labour market, so 25 of 120 is 5 to 4; the area is not of the rest."""
    found = by_area({"east": {"unemployed": without, "employed": 120 - without}}, REST, limits=((0, LIMITS),))
    assert told(found, "screened_2025", "area") == {(0, "east", "2011"): sign}


def test_the_screening_of_2025_takes_what_paragraph_51_b_takes_too() -> None:
    """An area like all others that meets the criteria is picked out; one that does neither is not."""
    areas = {"east": without_work(1000, 500, 250), "west": without_work(900, 500, 250)}
    found = by_area(areas, {"unemployed": 500, "employed": 500}, limits=((0, LIMITS),))
    assert told(found, "screened_2025", "area") == {(0, "east", "2011"): 1, (0, "west", "2011"): 0}


@pytest.mark.parametrize(
    ("part", "whole", "rest_part", "rest_whole", "more"),
    [(0, 10, 0, 10, 0), (1, 10, 0, 10, 1), (1, 4, 1, 5, 1), (1, 5, 1, 5, 0), (3, 12, 10, 50, 1)],
    ids=["nobody anywhere", "one, and none in the rest", "5 to 4", "as the rest", "5 to 4 of more"],
)
def test_a_sign_is_told_exactly(part: int, whole: int, rest_part: int, rest_whole: int, more: int) -> None:
    """One in four is 5 to 4 of one in five; where nobody is outside the labour market there is no sign of it."""
    found = by_area(
        {"east": {"unemployed": part, "employed": whole - part}},
        {"unemployed": rest_part, "employed": rest_whole - rest_part},
    )
    assert told(found, "screened_2025", "area") == {(0, "east", "2011"): more or None}


SMALL, WIDE = start(dwellings=10, small=5, square_metres=1000), start(dwellings=10, small=2, square_metres=1000)


@pytest.mark.parametrize(
    ("outside", "began", "old", "picked"),
    [
        (25, SMALL, 0, 1), (25, WIDE, 0, 0), (24, SMALL, 0, 0), (24, SMALL, 80, 1), (24, SMALL, 79, 0), (25, WIDE, 80, 1),
        (25, SMALL, 80, 1), (24, WIDE, 80, 0), (24, WIDE, 0, 0),
    ],
)  # fmt: skip
def test_the_screening_of_2011_asks_for_two_of_three_signs(outside: int, began: Any, old: int, picked: int) -> None:
    """Outside the workforce 25 of 120 to 200 of 1200; small dwellings 5 of 10 to 4 of 10; 200 residents on 1000 m² to 160."""
    starts = {
        "ahorn": began,
        "birk": start(dwellings=6, small=3, square_metres=5000),
        "ceder": start(dwellings=4, small=1, square_metres=2500),
    }
    rest = {"employed": 900, "student": 200, "unemployed": 100}
    found = by_area(
        {"east": {"student": outside, "employed": 120 - outside, "aged_retired": old}}, rest,
        starts=starts, areas={"ahorn": "east"},
    )  # fmt: skip
    assert told(found, "screened_2011", "area") == {(0, "east", "2011"): picked}


def test_the_dwellings_of_an_area_are_those_of_its_estates() -> None:
    """Two estates of one area, each of whose dwellings are like the city's but for one sign, make it up together."""
    starts = {
        "ahorn": start(dwellings=1, small=0, square_metres=10), "birk": start(dwellings=9, small=6, square_metres=90),
        "ceder": start(dwellings=10, small=2, square_metres=900),
    }  # fmt: skip
    found = by_area({"east": {"minors": 50}}, {"minors": 50}, starts=starts, areas={"ahorn": "east", "birk": "east"})
    assert told(found, "screened_2011", "area") == {(0, "east", "2011"): 1}


@pytest.mark.parametrize("index", INDICES)
def test_unevenness_is_told_of_each_replication_and_year_by_itself(index: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few replications are looked at together, and in whatever order rows stand; of nobody there is none."""
    monkeypatch.setattr(of_city, "_AT_ONCE", 2)
    counts = {
        (number, year): [(number, 5 + year), (3 * year, 10), (0, number)] if number < 4 else [(0, 9), (0, 5), (0, 1)]
        for number in range(5) for year in range(2)
    }  # fmt: skip
    rows = [
        {"replication": number, **row}
        for number in range(5) for at, name in enumerate(("ahorn", "birk", "ceder"))
        for row in years(name, *(
            {"benefit": counts[number, year][at][0], "employed": counts[number, year][at][1] - counts[number, year][at][0]}
            for year in range(2)
        ))
    ]  # fmt: skip
    known = ground(dict.fromkeys(("ahorn", "birk", "ceder"), start()))
    numbers = [{"replication": number} for number in (3, 1, 4, 0, 2)] * 2
    found = told(tables(known, estate_year=[*rows[1::2], *rows[::2]], city_month=numbers), index)
    for (number, year), each in counts.items():
        group, living = zip(*each, strict=True)
        expected = float(INDICES[index](group, living))
        value = found[number, "city", str(2011 + year)]
        assert value is None if expected != expected else value == pytest.approx(expected)  # noqa: PLR0124  # NaN
    assert len(found) == 10
