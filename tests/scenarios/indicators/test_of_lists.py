"""Queues, waits, lettings and the quota account, on tables of a few rows: by hand, exactly."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kredslob.scenarios.city.layout import CHANNELS, WAITS
from kredslob.scenarios.running.calendar import Months
from tests.scenarios.indicators.by_hand import ground, tables, told

ONE_YEAR = ground(months=Months(date(2011, 1, 1), 12))
MONTHS = [date(2011, 11, 1), date(2011, 12, 1), date(2012, 1, 1), date(2012, 12, 1)]


def queues(counts: dict[str, list[int]]) -> Any:
    """Give two queues by month, the months in a muddle; the second has ten times as many, and so has another replication."""
    rows = [
        {"replication": number, "queue": queue, "month": MONTHS[at], **{name: times * each[at] for name, each in counts.items()}}
        for at in (2, 1, 3, 0)
        for queue, number, times in (("municipal", 0, 1), ("estate", 0, 10), ("municipal", 1, 100))
    ]  # fmt: skip
    return tables(ground(), queue_month=rows)


def test_of_those_who_wait_the_last_month_of_a_year_counts() -> None:
    """Who waits in November and in December is one household, not two."""
    found = told(queues({"waiting": [7, 5, 4, 2]}), "queue_waiting", "queue", "year")
    assert found == {
        (0, "municipal", "2011"): 5, (0, "municipal", "2012"): 2, (0, "estate", "2011"): 50, (0, "estate", "2012"): 20,
        (1, "municipal", "2011"): 500, (1, "municipal", "2012"): 200,
    }  # fmt: skip


@pytest.mark.parametrize("column", ["joined", "housed", "gave_up"])
def test_whoever_comes_to_a_queue_or_leaves_it_is_added_up_over_the_year(column: str) -> None:
    """Seven in November and five in December are twelve; January begins anew."""
    found = told(queues({column: [7, 5, 4, 2], "waiting": [1, 1, 1, 1]}), f"queue_{column}", "queue", "year")
    assert [found[0, "municipal", year] for year in ("2011", "2012")] == [12, 6]
    assert [found[1, "municipal", year] for year in ("2011", "2012")] == [1200, 600]


def test_by_month_a_queue_is_told_as_it_was_kept() -> None:
    """Nothing is added up."""
    found = told(queues({"waiting": [7, 5, 4, 2]}), "queue_waiting", "queue", "month")
    assert [found[0, "municipal", month] for month in ("2011-11", "2011-12", "2012-01", "2012-12")] == [7, 5, 4, 2]


def test_a_year_of_the_run_is_twelve_months_from_the_first() -> None:
    """A run from April has years from April to March, named by the year in which they begin."""
    rows = [
        {"queue": "municipal", "month": day, "joined": joined}
        for day, joined in ((date(2011, 4, 1), 1), (date(2012, 3, 1), 2), (date(2012, 4, 1), 4), (date(2013, 3, 1), 8))
    ]
    found = tables(ground(months=Months(date(2011, 4, 1), 24)), queue_month=rows)
    assert told(found, "queue_joined", "queue", "year") == {(0, "municipal", "2011"): 3, (0, "municipal", "2012"): 12}


def waits(housed: dict[int, int], **where: Any) -> list[dict[str, Any]]:
    """Give rows of so many housed by the months that they had waited, in a muddle."""
    rows = [{"wait": "ordinary", "months_waited": months, "housed": count} for months, count in housed.items()]
    return [{**row, **where} for row in (*rows[1::2], *rows[::2])]


@pytest.mark.parametrize(
    ("housed", "mean", "median", "p90"),
    [
        ({7: 1}, 7, 7, 7), ({2: 1, 4: 1}, 3, 2, 4), ({1: 1, 2: 1, 9: 1}, 4, 2, 9), ({3: 9, 23: 1}, 5, 3, 3),
        ({3: 8, 13: 2}, 5, 3, 13), ({0: 5, 10: 4, 120: 1}, 16, 0, 10), ({0: 4, 10: 5, 60: 1}, 11, 10, 10),
        ({10: 100, 20: 101}, 3020 / 201, 20, 20), ({5: 89, 6: 11}, 5.11, 5, 6),
    ],
)  # fmt: skip
def test_a_wait_is_that_of_the_households_one_by_one(
    housed: dict[int, int], mean: float, median: int, p90: int
) -> None:
    """The median is the fewest months that at least half had waited at most, and so for nine in ten."""
    found = tables(ONE_YEAR, waits_year=waits(housed), city_month=[{}])
    for name, value in (("mean", mean), ("median", median), ("p90", p90), ("housed", sum(housed.values()))):
        assert told(found, f"wait_{name}")[0, "ordinary", "2011"] == pytest.approx(value)


def test_waits_are_told_of_every_replication_year_and_channel() -> None:
    """Where nobody was housed there is no wait, and none housed."""
    rows = [
        *waits({4: 2}), *waits({8: 6, 9: 1}, year=2012, wait="referral"), *waits({1: 3}, replication=1, wait="ordinary"),
    ]  # fmt: skip
    found = tables(ground(), waits_year=rows, city_month=[{"replication": number} for number in (1, 0, 1)])
    every = {(number, wait, year) for number in (0, 1) for wait in WAITS for year in ("2011", "2012")}
    for name, there in (("housed", (2, 7, 3)), ("median", (4, 8, 1)), ("mean", (4, pytest.approx(57 / 7), 1))):
        told_of = told(found, f"wait_{name}")
        of = {(0, "ordinary", "2011"): there[0], (0, "referral", "2012"): there[1], (1, "ordinary", "2011"): there[2]}
        assert told_of == {key: of.get(key, 0 if name == "housed" else None) for key in every}


LETTINGS = [
    {"channel": "referral", "group": "benefit", "lettings": 3}, {"channel": "referral", "group": "employed", "lettings": 1},
    {"channel": "flexible", "group": "employed", "lettings": 8},
    {"channel": "flexible", "group": "benefit", "lettings": 5, "year": 2012},
    {"channel": "ordinary", "group": "student", "lettings": 2, "replication": 1},
]  # fmt: skip


def lettings(**known: Any) -> Any:
    """Give lettings of two years and two replications by two channels, and one more in the second replication."""
    return tables(ground(**known), lettings_year=LETTINGS, city_month=[{"replication": number} for number in (0, 1)])


def test_lettings_are_told_by_channel_and_of_the_city() -> None:
    """A channel by which nothing was let has nought, not no row."""
    expected = {(number, each, year): 0 for number in (0, 1) for each in CHANNELS for year in ("2011", "2012")}
    expected |= {
        (0, "referral", "2011"): 4,
        (0, "flexible", "2011"): 8,
        (0, "flexible", "2012"): 5,
        (1, "ordinary", "2011"): 2,
    }
    assert told(lettings(), "lettings", "channel") == expected
    assert told(lettings(), "lettings", "city") == {
        (0, "city", "2011"): 12, (0, "city", "2012"): 5, (1, "city", "2011"): 2, (1, "city", "2012"): 0,
    }  # fmt: skip


def test_the_share_of_a_group_is_of_the_lettings_there_are() -> None:
    """Of none there is no share; of some of which none went to the group it is nought."""
    by_channel = told(lettings(), "lettings_benefit", "channel")
    assert {key: value for key, value in by_channel.items() if value is not None} == {
        (0, "referral", "2011"): 0.75, (0, "flexible", "2011"): 0.0, (0, "flexible", "2012"): 1.0, (1, "ordinary", "2011"): 0.0,
    }  # fmt: skip
    assert len(by_channel) == 4 * len(CHANNELS)
    assert told(lettings(), "lettings_benefit", "city") == {
        (0, "city", "2011"): 0.25, (0, "city", "2012"): 1.0, (1, "city", "2011"): 0.0, (1, "city", "2012"): None,
    }  # fmt: skip


def account(**known: Any) -> Any:
    """Give the account of two organisations and of another replication; a turn is 3 units in 2011 and 5 in 2012."""
    lines = {"lost": 6, "carried_in": 3, "extra": 2, "unplaced": 1, "carried_out": 15}
    rows = [
        {"replication": number, "year": year, "scope": scope, **{name: times * value for name, value in lines.items()}}
        for number, year, scope, times in ((0, 2012, "org", 5), (0, 2011, "org", 1), (0, 2011, "other", 2), (1, 2011, "org", 7))
    ]  # fmt: skip
    return tables(ground(turn=((0, 3), (23, 5)), **known), account_year=rows)


@pytest.mark.parametrize(
    ("line", "org", "other"),
    [("lost", 2, 4), ("carried_in", 1, 2), ("carried_out", 5, 10), ("extra", 2, 4), ("unplaced", 1, 2)],
)
def test_the_account_is_told_in_turns(line: str, org: int, other: int) -> None:
    """What stands in parts of a turn is brought to turns by the units at the end of the year; what stands in turns is left."""
    whole = line in ("extra", "unplaced")
    later = 5 * org if whole else 3 * org
    assert told(account(), f"turns_{line}", "scope") == {
        (0, "org", "2011"): org, (0, "other", "2011"): other, (0, "org", "2012"): later, (1, "org", "2011"): 7 * org,
    }  # fmt: skip
    assert told(account(), f"turns_{line}", "city") == {
        (0, "city", "2011"): org + other, (0, "city", "2012"): later, (1, "city", "2011"): 7 * org,
    }  # fmt: skip


def test_part_of_a_turn_is_told_as_such() -> None:
    """Two units of three are two thirds of a turn."""
    found = tables(ONE_YEAR, account_year=[{"scope": "org", "lost": 2, "extra": 2}])
    assert told(found, "turns_lost", "scope") == {(0, "org", "2011"): pytest.approx(2 / 3)}
    assert told(found, "turns_extra", "scope") == {(0, "org", "2011"): 2}
