"""Changes of standing of one estate, written by hand: the month each is told from, and the figures that acted then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pytest

from kredslob.scenarios.indicators.ground import Ground
from kredslob.scenarios.indicators.standing import COLUMNS, changes_on
from kredslob.scenarios.running.calendar import Months
from kredslob.scenarios.running.report import ESTATE_YEAR, Outcome
from tests.scenarios.indicators.by_hand import ground, start, threshold

YEARS = 4
FIGURES = {"outside_measured": (11, 21, 31, 41), "aged_measured": (110, 210, 310, 410)}
"""What was measured in each year, so that a row tells which it took; the register has 30 of 100."""
REGISTER = (None, date(2010, 11, 15))


def known(**values: Any) -> Ground:
    """Give four years from January 2011, measured in October, published in November and acting in April."""
    usual: dict[str, Any] = {
        "months": Months(date(2011, 1, 1), 48), "measures": (9, 21, 33, 45), "publishes": (10, 22, 34, 46),
        "acts": (3, 15, 27, 39),
    }  # fmt: skip
    return ground(**usual | values)


def outcome(replication: int, *estates: Mapping[str, Sequence[int]]) -> Outcome:
    """Give what came of estates: columns by year, and in those not named nothing, since the beginning."""
    kept = np.zeros((len(estates), YEARS, len(ESTATE_YEAR)), np.int32)
    for at, columns in enumerate(estates):
        for name, values in ({**FIGURES, "exempt_since": (-1,) * YEARS} | dict(columns)).items():
            kept[at, :, ESTATE_YEAR.index(name)] = values
    none: Any = np.zeros(0)
    return Outcome(replication, kept, None, none, none, none, none, none, none, 0)


def changes(columns: Mapping[str, Sequence[int]], of: Ground | None = None) -> list[tuple[Any, ...]]:
    """Give the changes of one estate: year, month, standing, from, to, measured, published, and the figures."""
    found = changes_on([outcome(0, columns)], of or known(), ["ahorn"])
    return [row[2:] for row in found.rows()]


def test_an_exemption_is_told_from_its_month_with_the_figures_that_act_from_then() -> None:
    """Measured in October, published in November, exempt from April; and no longer, a year on, by the next figures."""
    rows = changes({"exempt": (0, 1, 0, 0), "exempt_since": (-1, 15, 27, 27)})
    assert rows == [
        (2012, date(2012, 4, 1), "exempt", False, True, date(2011, 10, 1), date(2011, 11, 1), 11, 110),
        (2013, date(2013, 4, 1), "exempt", True, False, date(2012, 10, 1), date(2012, 11, 1), 21, 210),
    ]


@pytest.mark.parametrize(
    ("since", "year", "told"),
    [
        (1, 0, (2011, date(2011, 2, 1), *REGISTER, 30, 100)),
        (3, 0, (2011, date(2011, 4, 1), *REGISTER, 30, 100)),
        (12, 1, (2012, date(2012, 1, 1), *REGISTER, 30, 100)),
        (14, 1, (2012, date(2012, 3, 1), *REGISTER, 30, 100)),
        (15, 1, (2012, date(2012, 4, 1), date(2011, 10, 1), date(2011, 11, 1), 11, 110)),
        (23, 1, (2012, date(2012, 12, 1), date(2011, 10, 1), date(2011, 11, 1), 11, 110)),
        (26, 2, (2013, date(2013, 3, 1), date(2011, 10, 1), date(2011, 11, 1), 11, 110)),
        (36, 3, (2014, date(2014, 1, 1), date(2012, 10, 1), date(2012, 11, 1), 21, 210)),
        (40, 3, (2014, date(2014, 5, 1), date(2013, 10, 1), date(2013, 11, 1), 31, 310)),
    ],
)
def test_a_change_before_spring_rests_on_the_figures_of_the_year_before(
    since: int, year: int, told: tuple[Any, ...]
) -> None:
    """Until new figures act those of the year before do, and in the first year those of the register."""
    exempt = [int(at >= year) for at in range(YEARS)]
    (row,) = changes({"exempt": exempt, "exempt_since": [since if at >= year else -1 for at in range(YEARS)]})
    assert (*row[:2], *row[5:]) == told
    assert row[2:5] == ("exempt", False, True)


@pytest.mark.parametrize(
    ("since", "told"),
    [
        (14, (*REGISTER, 30, 100)), (15, (date(2011, 10, 1), date(2011, 11, 1), 11, 110)),
        (21, (date(2011, 10, 1), date(2011, 11, 1), 11, 110)), (22, (date(2012, 10, 1), date(2012, 11, 1), 21, 210)),
    ],
)  # fmt: skip
def test_where_figures_act_twice_in_a_year_those_of_the_month_are_told(since: int, told: tuple[Any, ...]) -> None:
    """In spring those of the autumn before, and from November, where they act on publication by then, those of October."""
    (row,) = changes({"exempt": (0, 1, 1, 1), "exempt_since": (-1, since, since, since)}, known(acts=(3, 15, 22)))
    assert row[5:] == told


@pytest.mark.parametrize(
    ("first", "measured", "figures"),
    [(date(2010, 10, 1), 12, (21, 210)), (date(2010, 11, 1), 11, (11, 110)), (date(2010, 12, 1), 10, (11, 110))],
)
def test_the_figures_are_of_the_year_of_the_run_in_which_they_were_measured(
    first: date, measured: int, figures: tuple[int, int]
) -> None:
    """October of 2011 begins the second year of a run from October, and ends the first of one from November."""
    months = tuple(range(measured % 12, 48, 12))
    of = known(
        months=Months(first, 48), measures=months, publishes=tuple(one + 1 for one in months), acts=(measured + 6,)
    )  # fmt: skip
    since = measured + 6
    (row,) = changes({"exempt": (0, 1, 1, 1), "exempt_since": (-1, since, since, since)}, of)
    assert row[1] == date(2012, 4, 1)
    assert row[5:] == (date(2011, 10, 1), date(2011, 11, 1), *figures)


def test_an_exemption_taken_back_within_the_year_is_told_as_two_changes() -> None:
    """Of the first it is not kept when; one that holds on since a year before, or since the beginning, is no change."""
    began = {"ahorn": start(standing=(1, 0, 0))}
    rows = changes({"exempt": (1,) * 4, "exempt_since": (0, 15, 15, 36)}, known(starts=began))
    assert [row[:5] for row in rows] == [
        (2012, None, "exempt", True, False), (2012, date(2012, 4, 1), "exempt", False, True),
        (2014, None, "exempt", True, False), (2014, date(2014, 1, 1), "exempt", False, True),
    ]  # fmt: skip
    assert [row[7:] for row in rows] == [(11, 110), (11, 110), (31, 310), (21, 210)]


def test_what_was_taken_back_is_held_against_the_year_before() -> None:
    """Exempt since the first year, and for a while not in the third: how the estate began does not matter."""
    rows = changes({"exempt": (1,) * 4, "exempt_since": (3, 3, 29, 29)})
    assert [row[:5] for row in rows] == [
        (2011, date(2011, 4, 1), "exempt", False, True), (2013, None, "exempt", True, False),
        (2013, date(2013, 6, 1), "exempt", False, True),
    ]  # fmt: skip


def test_an_exemption_that_came_and_went_within_the_year_is_told_as_two_changes() -> None:
    """Exempt for a while in the first year, and not at its end: the second change has its month."""
    rows = changes({"exempt_since": (1, 1, 1, 1)})
    assert [row[:5] for row in rows] == [
        (2011, None, "exempt", False, True), (2011, date(2011, 2, 1), "exempt", True, False),
    ]  # fmt: skip


def test_an_estate_that_is_as_it_was_from_the_beginning_has_no_change() -> None:
    """Whatever it is."""
    for standing in ((0, 0, 0), (1, 0, 0), (1, 1, 0), (1, 1, 1), (0, 1, 0), (0, 0, 1)):
        columns = {
            name: (value,) * 4
            for name, value in zip(("exempt", "forty_plus", "listed_for_exemption"), standing, strict=True)
        }
        since = (0,) * 4 if standing[0] else (-1,) * 4
        assert changes({**columns, "exempt_since": since}, known(starts={"ahorn": start(standing=standing)})) == []


def test_standings_that_change_together_are_told_each() -> None:
    """A listing that brings exemption has its month; a 40-plus estate becomes one when the figures act."""
    rows = changes({
        "exempt": (0, 1, 1, 1), "forty_plus": (0, 1, 1, 1), "listed_for_exemption": (0, 1, 1, 1),
        "exempt_since": (-1, 13, 13, 13),
    })  # fmt: skip
    assert [row[:5] for row in rows] == [
        (2012, date(2012, 2, 1), "exempt", False, True), (2012, date(2012, 4, 1), "forty_plus", False, True),
        (2012, date(2012, 2, 1), "listed_for_exemption", False, True),
    ]  # fmt: skip
    assert [row[5] for row in rows] == [None, date(2011, 10, 1), None]


@pytest.mark.parametrize("since", [0, 1, 13])
def test_a_listing_that_changes_no_exemption_of_the_year_has_no_month(since: int) -> None:
    """The estate was exempt long before, so the day from which it is cannot be the listing's; the figures are the year's last."""
    began = {"ahorn": start(standing=(1, 0, 0))}
    columns = {"listed_for_exemption": (0, 0, 1, 1), "exempt": (1,) * 4, "exempt_since": (since,) * 4}
    listed = [row for row in changes(columns, known(starts=began)) if row[2] == "listed_for_exemption"]
    assert listed == [
        (2013, None, "listed_for_exemption", False, True, date(2012, 10, 1), date(2012, 11, 1), 21, 210)
    ]  # fmt: skip


def test_a_listing_in_the_first_year_of_what_is_exempt_from_the_beginning_has_no_month() -> None:
    """Nought is the beginning, not a change in the first month."""
    began = {"ahorn": start(standing=(1, 0, 0))}
    (row,) = changes(
        {"listed_for_exemption": (1,) * 4, "exempt": (1,) * 4, "exempt_since": (0,) * 4}, known(starts=began)
    )
    assert row[:3] == (2011, None, "listed_for_exemption")


LOW = threshold(300_000)


@pytest.mark.parametrize(
    ("year", "since", "values", "month"),
    [
        (0, -1, {}, date(2011, 4, 1)),
        (1, -1, {}, date(2012, 4, 1)),
        (3, -1, {}, date(2014, 4, 1)),
        (0, -1, {"acts": (11,)}, date(2011, 12, 1)),
        (1, -1, {"acts": (), "thresholds": ((0, ()), (12, (LOW,)))}, date(2012, 1, 1)),
        (0, -1, {"acts": (), "thresholds": ((0, ()), (1, (LOW,)))}, date(2011, 2, 1)),
        (1, -1, {"thresholds": ((0, ()), (20, (LOW,)))}, None),
        (0, -1, {"thresholds": ((0, ()), (1, (LOW,)))}, None),
        (1, 20, {"thresholds": ((0, ()), (20, (LOW,)))}, date(2012, 9, 1)),
        (1, 15, {"thresholds": ((0, ()), (20, (LOW,)))}, date(2012, 4, 1)),
        (1, 18, {"thresholds": ((0, ()), (20, (LOW,)))}, None),
        (1, 18, {}, date(2012, 4, 1)),
        (1, -1, {"acts": ()}, None),
    ],
)
def test_a_40_plus_estate_becomes_one_when_figures_act_or_a_threshold_changes(
    year: int, since: int, values: dict[str, Any], month: date | None
) -> None:
    """Where only one month of the year does either it is that; of several the one of the exemption, and else none is told."""
    columns = {"forty_plus": [int(at >= year) for at in range(YEARS)]}
    if since >= 0:
        columns |= {
            "exempt": columns["forty_plus"],
            "exempt_since": [since if at >= year else -1 for at in range(YEARS)],
        }
    rows = [row[:3] for row in changes(columns, known(**values)) if row[2] == "forty_plus"]
    assert rows == [(2011 + year, month, "forty_plus")]


def test_estates_and_replications_are_told_each_by_itself() -> None:
    """In the order of the replications, then of the estates, by name."""
    of = known(starts={"ahorn": start(), "birk": start(standing=(1, 0, 0), outside=7, aged=70)})
    never: Mapping[str, Sequence[int]] = {}
    later: Mapping[str, Sequence[int]] = {"exempt": (0, 0, 1, 1), "exempt_since": (-1, -1, 27, 27)}
    ended: Mapping[str, Sequence[int]] = {"exempt_since": (2,) * 4}
    always: Mapping[str, Sequence[int]] = {"exempt": (1,) * 4, "exempt_since": (0,) * 4}
    found = changes_on(
        [outcome(4, later, ended), outcome(2, never, always), outcome(1, later, always)], of, ["ahorn", "birk"]
    )
    assert tuple(found.columns) == COLUMNS
    told = found.select(
        "replication", "estate", "year", "month", "from", "to", "outside_measured", "aged_measured"
    ).rows()
    assert told == [
        (4, "ahorn", 2013, date(2013, 4, 1), False, True, 21, 210), (4, "birk", 2011, date(2011, 3, 1), True, False, 7, 70),
        (1, "ahorn", 2013, date(2013, 4, 1), False, True, 21, 210),
    ]  # fmt: skip
