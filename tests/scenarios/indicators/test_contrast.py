"""Contrasts of two variants on tables of a few rows: difference, interval and verdict worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import sqrt
from typing import Any

import pytest

from kredslob.rules.messages import WrongInput
from kredslob.scenarios.indicators.contrast import contrast_of, estates_of, shared_numbers
from kredslob.scenarios.indicators.ground import Ground
from kredslob.scenarios.indicators.tables import InMemory
from kredslob.scenarios.running.calendar import Months
from tests.scenarios.indicators.by_hand import Rows, frame, ground, places, start, threshold
from tests.scenarios.indicators.small_results import contrast

PAIR = contrast("ours", "theirs", "all")
T3 = 4.3027  # Student's t of three


def two(ours: Rows, theirs: Rows, one: Ground | None = None, other: Ground | None = None, **more: Rows) -> InMemory:
    """Give two variants by their rows of estates by year; `more`: another table, of both."""
    grounds = {"ours": one or ground(), "theirs": other or one or ground()}
    frames = {}
    for name, rows in (("ours", ours), ("theirs", theirs)):
        numbers = sorted({row.get("replication", 0) for row in rows})
        months = [{"replication": number} for number in numbers]
        frames[name] = {"estate_year": frame("estate_year", rows), "city_month": frame("city_month", months)}
        frames[name] |= {table: frame(table, some) for table, some in more.items()}
    every = [{"estate": name} for name in sorted({*grounds["ours"].starts, *grounds["theirs"].starts})]
    return InMemory(frames, places(every), grounds)


def each(counts: Sequence[Any], column: str = "vacated", **same: Any) -> list[dict[str, Any]]:
    """Give an estate in one replication after the other; of pairs the part and the whole that were measured."""
    told = [
        {column: one} if isinstance(one, int) else {"outside_measured": one[0], "aged_measured": one[1]}
        for one in counts
    ]
    return [{"estate": "ahorn", "replication": number, **same, **one} for number, one in enumerate(told)]


def in_the_city(found: InMemory, name: str, period: str = "2011") -> dict[str, Any]:
    """Give the row of the city in a year."""
    (row,) = (one for one in contrast_of(found, PAIR, [name], ["city"]).rows(named=True) if one["period"] == period)
    return row


@pytest.mark.parametrize(
    ("ours", "theirs", "difference", "se", "t", "verdict"),
    [
        ([1, 2, 3], [0, 0, 0], 2, 1 / sqrt(3), T3, "within_noise"),
        ([10, 12, 14], [1, 2, 3], 10, 1 / sqrt(3), T3, "more"),
        ([1, 2, 3], [10, 12, 14], -10, 1 / sqrt(3), T3, "less"),
        ([7, 8], [7, 8], 0, 0, 12.7062, "none"),
        ([5, 6], [5, 5], 0.5, 0.5, 12.7062, "within_noise"),
        ([3, 1, 2], [2, 0, 1], 1, 0, T3, "more"),
        ([205_593, 175_593], [0, 0], 190_593, 15_000, 12.7062, "within_noise"),
        ([205_594, 175_594], [0, 0], 190_594, 15_000, 12.7062, "more"),
    ],
    ids=["spread", "higher", "lower", "the same", "one differs", "by one each time", "just covers 0", "just does not"],
)
def test_a_difference_has_its_interval_and_verdict(
    ours: list[int], theirs: list[int], difference: float, se: float, t: float, verdict: str
) -> None:
    """The mean of what each replication differs by, Student's t to each side; a verdict only where 0 is not covered."""
    row = in_the_city(two(each(ours), each(theirs)), "vacated")
    assert row == {
        "contrast": "effect", "variant": "ours", "against": "theirs", "indicator": "vacated", "level": "city",
        "place": "city", "period": "2011", "unit": "dwellings", "n": len(ours),
        "mean_variant": pytest.approx(sum(ours) / len(ours)), "mean_against": pytest.approx(sum(theirs) / len(theirs)),
        "difference": pytest.approx(difference), "se": pytest.approx(se),
        "low": pytest.approx(difference - t * se, abs=1e-9), "high": pytest.approx(difference + t * se, abs=1e-9),
        "verdict": verdict, "covers": "chance",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ([(2, 4), (0, 0), (1, 4)], [(1, 4), (1, 2), (1, 4)], (2, 0.375, 0.25, 0.125, "within_noise")),
        ([(2, 4), (2, 4)], [(1, 4), (1, 4)], (2, 0.5, 0.25, 0.25, "more")),
        ([(1, 4), (1, 4)], [(2, 4), (2, 4)], (2, 0.25, 0.5, -0.25, "less")),
        ([(2, 4), (0, 0)], [(1, 4), (1, 2)], (1, 0.5, 0.25, 0.25, "one_replication")),
        ([(1, 4), (0, 0)], [(1, 4), (1, 2)], (1, 0.25, 0.25, 0.0, "none")),
        ([(0, 0), (1, 4)], [(1, 2), (0, 0)], (0, None, None, None, "no_meaning")),
    ],
)
def test_only_replications_in_which_both_have_a_value_count(ours: Any, theirs: Any, expected: tuple[Any, ...]) -> None:
    """The means told are of these too; of one there is no interval, of none no difference."""
    row = in_the_city(two(each(ours), each(theirs)), "outside_measured")
    assert tuple(row[name] for name in ("n", "mean_variant", "mean_against", "difference", "verdict")) == expected
    assert (row["low"] is None) == (row["high"] is None) == (row["se"] is None) == (expected[0] < 2)


def test_places_and_years_that_both_have_are_held_against_each_other() -> None:
    """Whatever their order and number; what one of them has alone is left out."""
    kept: dict[str, Mapping[tuple[str, int], int]] = {
        "ours": {("ahorn", 2011): 1, ("ahorn", 2012): 2, ("birk", 2011): 4, ("birk", 2012): 8, ("douglas", 2011): 3, ("douglas", 2012): 5},
        "theirs": {("birk", 2012): 100, ("birk", 2013): 200, ("ceder", 2012): 1, ("ceder", 2013): 2, ("douglas", 2012): 400, ("douglas", 2013): 9},
    }  # fmt: skip
    rows = {
        name: [
            {"estate": estate, "year": year, "vacated": count * times, "replication": number}
            for (estate, year), count in counts.items() for number, times in enumerate((1, 1, 2))
        ]
        for name, counts in kept.items()
    }  # fmt: skip
    one = ground(dict.fromkeys(("ahorn", "birk", "douglas"), start()))
    other = ground(dict.fromkeys(("birk", "ceder", "douglas"), start()), months=Months(date(2012, 1, 1), 24))
    found = contrast_of(two(rows["ours"], rows["theirs"], one, other), PAIR, ["vacated"], ["estate"])
    told = found.select("place", "period", "mean_variant", "mean_against", "verdict").rows()
    assert told == [
        ("birk", "2012", pytest.approx(8 * 4 / 3), pytest.approx(400 / 3), "within_noise"),
        ("douglas", "2012", pytest.approx(5 * 4 / 3), pytest.approx(1600 / 3), "within_noise"),
    ]


def test_years_are_told_each_by_itself() -> None:
    """Two years of three replications: none differs in the first, all do in the second."""
    ours = [*each([4, 5, 6]), *each([14, 15, 16], year=2012)]
    theirs = [*each([4, 5, 6]), *each([4, 5, 6], year=2012)]
    found = two(ours, theirs)
    assert [in_the_city(found, "vacated", year)["verdict"] for year in ("2011", "2012")] == ["none", "more"]
    assert [in_the_city(found, "vacated", year)["difference"] for year in ("2011", "2012")] == [0, 10]


STARTS = {
    "ahorn": start(standing=(1, 1, 0)), "birk": start(extra=1), "ceder": start(standing=(0, 0, 1)), "douglas": start(),
    "elm": start(standing=(1, 0, 1), extra=2), "fyr": start(extra=2),
}  # fmt: skip


@pytest.mark.parametrize(
    ("where", "estates"),
    [
        ("exempt", ("ahorn", "elm")), ("listed", ("ceder", "elm")), ("receiving", ("birk", "fyr")),
        ("all", ("ahorn", "birk", "ceder", "douglas", "elm", "fyr")),
    ],
)  # fmt: skip
def test_a_set_of_estates_is_told_by_where_they_stand_in_the_first_month(where: str, estates: tuple[str, ...]) -> None:
    """One extra turn is enough to receive, which an exempt estate never does; listed is not exempt."""
    told = estates_of(two([], [], ground(STARTS)), contrast("ours", "theirs", where))
    assert (told.where, told.estates) == (where, estates)


def test_a_set_is_that_of_either_variant_and_of_estates_of_both() -> None:
    """An estate exempt under one of the agreements is in it; one that the other does not simulate is not."""
    other = {"ahorn": start(), "birk": start(standing=(1, 0, 0)), "gran": start(standing=(1, 0, 0))}
    told = estates_of(two([], [], ground(STARTS), ground(other)), contrast("ours", "theirs", "exempt"))
    assert told.estates == ("ahorn", "birk")


def test_a_set_is_told_together_beside_every_place() -> None:
    """Its counts are added up and its shares are of the sums; the estates outside it count for nothing."""
    measured = {"ahorn": (30, 60), "birk": (5, 40), "ceder": (9, 10)}
    rows = [
        {"estate": name, "replication": number, "vacated": aged, "outside_measured": part, "aged_measured": aged}
        for number in (0, 1) for name, (part, aged) in measured.items()
    ]  # fmt: skip
    known = ground({"ahorn": start(extra=1), "birk": start(extra=1), "ceder": start()})
    asked = contrast("ours", "theirs", "receiving")
    found = contrast_of(
        two(rows, [{**row, "outside_measured": 0} for row in rows], known), asked, ["vacated", "outside_measured"]
    )
    of_set = found.filter(level="set").select("indicator", "place", "mean_variant", "difference").rows()
    assert of_set == [("vacated", "receiving", 100.0, 0.0), ("outside_measured", "receiving", 0.35, 0.35)]
    assert found["level"].to_list() == [
        name for _ in range(2) for name in ("set", "estate", "estate", "estate", "organisation", "city")
    ]  # fmt: skip
    only = contrast_of(two(rows, rows, known), asked, ["vacated"], ["set"])
    assert only["level"].to_list() == ["set"]


def test_what_is_no_count_of_estates_has_no_set() -> None:
    """Queues and lettings are told of their own places only; what is told by month alone has no contrast."""
    queue: Rows = [{"queue": "municipal", "joined": 3}]
    found = two(each([1]), each([1]), queue_month=queue, area_month=[])
    assert set(contrast_of(found, PAIR, ["queue_joined"])["level"]) == {"queue"}
    assert contrast_of(found, PAIR, ["exempt_dwellings"]).height == 0


def test_where_each_is_counted_by_its_own_threshold_there_is_no_verdict() -> None:
    """In the year in which the thresholds differ it is said so; in the other, and of what goes by none, it is judged."""
    before = [*each([(45, 100)] * 2), *each([(45, 100)] * 2, year=2012)]
    one = ground()
    other = ground(thresholds=((0, (threshold(400_000),)), (12, (threshold(500_000),))))
    found = two(before, [*each([(35, 100)] * 2), *each([(45, 100)] * 2, year=2012)], one, other)
    for name, verdicts in (("over", ["more", "own_threshold"]), ("outside_measured", ["more", "none"])):
        assert [in_the_city(found, name, year)["verdict"] for year in ("2011", "2012")] == verdicts
    together = contrast_of(found, PAIR, ["outside_measured", "over", "vacated"], ["city"])
    assert together["verdict"].to_list() == ["more", "none", "more", "own_threshold", "none", "none"]


def test_without_a_value_there_is_nothing_to_say_of_thresholds() -> None:
    """Where one variant has no threshold at all, the mark has no value in it, and that is what is told."""
    found = two(each([(45, 100)]), each([(45, 100)]), ground(), ground(thresholds=()))
    assert in_the_city(found, "over")["verdict"] == "no_meaning"


def test_replications_of_the_same_number_are_paired() -> None:
    """Of 0 to 2 and 1 to 3 two are shared, in order."""
    found = two(
        each([9, 10, 20]),
        [{**row, "replication": number} for row, number in zip(each([20, 10, 0]), (2, 1, 3), strict=True)],
    )
    assert shared_numbers(found, PAIR) == (1, 2)
    row = in_the_city(found, "vacated")
    assert (row["n"], row["difference"], row["verdict"]) == (2, 0, "none")


def test_every_variant_that_is_missing_is_told() -> None:
    """Both together, each with what there is."""
    with pytest.raises(WrongInput, match="no variant 'one'") as caught:
        shared_numbers(two(each([1]), each([1])), contrast("one", "other"))
    assert [problem.text() for problem in caught.value.problems] == [
        f"field effect: the results have no variant '{name}'. Accepted: ours, theirs." for name in ("one", "other")
    ]


def test_variants_without_a_replication_in_common_are_refused() -> None:
    """Luck that is not shared does not fall away."""
    with pytest.raises(
        WrongInput,
        match=r"field effect: the variants ours and theirs share no replication.*Accepted: replications of the same numbers",
    ):
        shared_numbers(two(each([1]), [{**each([1])[0], "replication": 1}]), PAIR)
