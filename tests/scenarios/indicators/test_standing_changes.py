"""Changes of standing show the loop: measured in autumn, published, acting in spring, with dates that the calendar has."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kredslob.engine.office import Office
from kredslob.scenarios.indicators.ground import Threshold, ground_of
from kredslob.scenarios.indicators.ground_plain import plain_ground, read_ground
from kredslob.scenarios.indicators.standing import COLUMNS, changes_of, changes_on
from kredslob.scenarios.indicators.tables import InMemory
from kredslob.scenarios.indicators.values import values
from kredslob.scenarios.results.tables import frames_of, places_of
from kredslob.scenarios.running.calendar import Months
from kredslob.scenarios.running.replication import Bench
from kredslob.scenarios.running.report import ESTATE_YEAR, STANDING, Outcome
from kredslob.scenarios.running.setting import Setting, set_up
from tests.scenarios.towns import YEARLY, Block, Plan, behaviour, library, register, town, towns

FEW = settings(max_examples=max(1, settings().max_examples // 10))
NEAR: dict[str, Any] = {"newcomers__passing_setback": 0, "newcomers__mix": {
    "external": {"worker": 0.0, "young": 0.0, "senior": 0.0, "divorced": 0.0, "on_benefit": 1.0},
    "municipal": {"urgent_single": 1.0}, "youth": {"student": 1.0}, "elderly": {"elderly": 1.0},
}}  # fmt: skip


def crossing(**assumed: Any) -> Setting:
    """Give a town whose one estate is just below the threshold, and where everybody who comes is on benefit."""
    return town(Block("ahorn", outside=38, vacancies=40), months=24, assumed=assumed, **NEAR)


def one_replication(setting: Setting, number: int) -> InMemory:
    """Give the tables of one replication alone."""
    outcome, ground = Bench(setting).run(number), ground_of(setting)
    changes = changes_on([outcome], ground, [home.estate.id for home in setting.homes])
    frames = {**frames_of(outcome, setting), "standing_changes": changes}
    return InMemory({"agreed": frames}, places_of([setting]), {"agreed": ground})


def with_columns(outcome: Outcome, **values: list[int]) -> Outcome:
    """Give the outcome with other values, by year, in columns of its first estate."""
    kept = outcome.estate_year.copy()
    for name, each in values.items():
        kept[0, :, ESTATE_YEAR.index(name)] = each
    return replace(outcome, estate_year=kept)


def test_an_estate_measured_over_in_autumn_is_exempt_from_spring() -> None:
    """The row tells the whole loop: measured in October, published in November, exempt from 1 April, by these figures."""
    setting = crossing()
    outcome = Bench(setting).run(0)
    measured = outcome.estate_year[0, 0]
    (row,) = changes_of(outcome, setting).filter(pl.col("standing") == "exempt").rows(named=True)
    assert row == {
        "replication": 0, "estate": "ahorn", "year": 2012, "month": date(2012, 4, 1), "standing": "exempt",
        "from": False, "to": True, "measured": date(2011, 10, 1), "published": date(2011, 11, 1),
        "outside_measured": measured[ESTATE_YEAR.index("outside_measured")],
        "aged_measured": measured[ESTATE_YEAR.index("aged_measured")],
    }  # fmt: skip
    assert row["outside_measured"] * 100 > 40 * row["aged_measured"]


def test_a_measurement_that_acts_on_publication_acts_in_november() -> None:
    """Where the guess is that a measurement acts at once, the estate is exempt from the month of publication."""
    setting = crossing(**{"measurement.takes_effect": "on_publication"})
    row = changes_of(Bench(setting).run(0), setting).filter(pl.col("standing") == "exempt").row(0, named=True)
    assert (row["measured"], row["published"], row["month"]) == (
        date(2011, 10, 1), date(2011, 11, 1), date(2011, 11, 1),
    )  # fmt: skip


def test_a_change_before_the_first_autumn_rests_on_the_figures_of_the_register() -> None:
    """In the first year there is no measurement of the run: the register's day of publication is told, and no month."""
    setting = crossing()
    outcome = with_columns(Bench(setting).run(0), exempt=[1, 1], exempt_since=[3, 3], forty_plus=[0, 0])
    (row,) = changes_of(outcome, setting).rows(named=True)
    assert (row["month"], row["measured"], row["published"]) == (date(2011, 4, 1), None, date(2010, 11, 15))


def test_a_change_taken_back_within_the_year_is_told_without_a_day_that_is_not_known() -> None:
    """Kept is the last change only: that there was another before it follows, but not when."""
    setting = crossing()
    outcome = with_columns(Bench(setting).run(0), exempt=[0, 0], exempt_since=[-1, 15], forty_plus=[0, 0])
    rows = [(row["month"], row["from"], row["to"]) for row in changes_of(outcome, setting).rows(named=True)]
    assert rows == [(None, False, True), (date(2012, 4, 1), True, False)]


def test_a_listing_that_changes_nothing_else_has_no_day() -> None:
    """No day is kept of it, so none is made up."""
    setting = crossing()
    outcome = with_columns(
        Bench(setting).run(0), listed_for_exemption=[0, 1], exempt=[0, 0], exempt_since=[-1, -1], forty_plus=[0, 0]
    )
    (row,) = changes_of(outcome, setting).rows(named=True)
    assert (row["standing"], row["month"]) == ("listed_for_exemption", None)


def test_a_town_where_nothing_changes_has_an_empty_table() -> None:
    """No rows, but all columns."""
    setting = town(Block("ahorn", outside=10, vacancies=0), months=12)
    found = changes_of(Bench(setting).run(0), setting)
    assert found.height == 0
    assert tuple(found.columns) == COLUMNS


@FEW
@given(plan=towns(), replication=st.integers(0, 1000))
def test_the_changes_lead_from_the_beginning_to_every_end_of_a_year(plan: Plan, replication: int) -> None:
    """To begin with where each estate stands and to make its changes year by year gives what was kept at each year's end."""
    setting = plan.setting()
    outcome = Bench(setting).run(replication)
    ground = ground_of(setting)
    found = changes_of(outcome, setting)
    for at, home in enumerate(setting.homes):
        standing = {name: ground.starts[home.estate.id].had(name) for name in STANDING}
        for number, year in enumerate(ground.years):
            for row in found.filter((pl.col("estate") == home.estate.id) & (pl.col("year") == year)).rows(named=True):
                assert standing[row["standing"]] == row["from"]
                standing[row["standing"]] = row["to"]
            for name in STANDING:
                assert standing[name] == bool(outcome.estate_year[at, number, ESTATE_YEAR.index(name)])


@FEW
@given(plan=towns(), replication=st.integers(0, 1000))
def test_no_date_is_made_up(plan: Plan, replication: int) -> None:
    """Every day told is one on which the calendar measures, publishes, or lets something begin to hold."""
    setting = plan.setting()
    ground = ground_of(setting)
    found = changes_of(Bench(setting).run(replication), setting)
    days = {setting.months.day(month) for month, _ in setting.rules} | {
        setting.months.day(month) for month in (*ground.acts, *ground.publishes)
    }
    assert set(found["month"].drop_nulls()) <= days
    assert set(found["measured"].drop_nulls()) <= {setting.months.day(month) for month in ground.measures}
    for row in found.drop_nulls(["measured", "month"]).rows(named=True):
        assert row["measured"] < row["published"] <= row["month"]


@FEW
@given(plan=towns(), replication=st.integers(0, 1000))
def test_the_figures_that_act_are_those_of_the_measurement_that_is_told(plan: Plan, replication: int) -> None:
    """At the end of every year the figures in force are those measured in the month told, or else the register's."""
    setting = plan.setting()
    ground, kept = ground_of(setting), Bench(setting).run(replication).estate_year
    acting, measured = (
        [ESTATE_YEAR.index(f"{name}_{kind}") for name in ("outside", "aged")] for kind in ("acting", "measured")
    )
    for at, home in enumerate(setting.homes):
        start = ground.starts[home.estate.id]
        for year in range(len(ground.years)):
            of = ground.measured_for(ground.last(year))
            expected = [start.outside, start.aged] if of is None else kept[at, of[0] // 12, measured].tolist()
            assert kept[at, year, acting].tolist() == expected


@FEW
@given(plan=towns())
def test_the_ground_is_read_as_it_was_written(plan: Plan) -> None:
    """What stands in the file beside the tables is all that was known, guesses of every unit included."""
    ground = ground_of(plan.setting(months=13))
    assert read_ground(json.loads(json.dumps(plain_ground(ground)))) == ground


@pytest.mark.parametrize("lacking", ["first", "thresholds", "starts", "assumed"])
def test_a_ground_that_lacks_something_is_not_read(lacking: str) -> None:
    """A file that somebody has cut is an error, never an empty answer."""
    plain = plain_ground(ground_of(town(Block("ahorn"), months=1)))
    del plain[lacking]
    with pytest.raises(KeyError):
        read_ground(plain)


def test_an_estate_that_the_ground_does_not_know_is_not_told_of() -> None:
    """Tables and ground of different variants are never put together."""
    setting = crossing()
    with pytest.raises(KeyError):
        changes_on([Bench(setting).run(0)], ground_of(setting), ["birk"])


def test_the_threshold_comes_from_the_agreement() -> None:
    """The ground names the parameter, its share and that it must be exceeded; where the agreement has a ladder, each step's."""
    (threshold,) = ground_of(town(Block("ahorn"), months=1)).thresholds_at(0)
    held = library().documents["kbh-2011-2014"].parameters["forty_plus.threshold"].values[0].value
    assert threshold == Threshold("forty_plus.threshold", threshold.title, held, strict=True)  # type: ignore[arg-type]  # a share
    office = Office(library(), register([Block("ahorn")]))
    taken = {"estate_ladder.step_2": 200_000}
    ladder = set_up(
        office,
        library().agreement("kbh-2024-2027"),
        Months(date(2024, 1, 1), 1),
        behaviour(),
        {},
        taken,
        "town",
        YEARLY,
    )
    found = ground_of(ladder).thresholds_at(0)
    assert [one.parameter for one in found] == [f"estate_ladder.step_{step}" for step in (2, 3, 4)]
    assert found[0].ppm == 200_000


def test_whoever_counts_as_outside_comes_from_the_agreement() -> None:
    """A guess that the unemployed count, and students do not, is what the ground says."""
    taken = {"measurement.counts_unemployed": True, "measurement.counts_students": False}
    assert ground_of(town(Block("ahorn"), months=1, assumed=taken)).outside == (
        "unemployed", "benefit", "early_pension",
    )  # fmt: skip


@FEW
@given(plan=towns(), replication=st.integers(0, 1000))
def test_what_has_begun_and_ended_is_what_has_changed(plan: Plan, replication: int) -> None:
    """The indicators of exemption begun and ended, by year, are the changes of the year less those taken back."""
    setting = plan.setting()
    tables = one_replication(setting, replication)
    changed = tables.scan("standing_changes", "agreed").filter(pl.col("standing") == "exempt").collect()
    for name, way in (("begun", 1), ("ended", -1)):
        told = values(tables, name, "estate").filter(pl.col("value") > 0)
        net = (
            changed.group_by("estate", "year")
            .agg(net=pl.when("to").then(1).otherwise(-1).sum())
            .filter(pl.col("net") == way)
        )
        assert sorted(told.select("place", "period").rows()) == sorted(
            (estate, str(year)) for estate, year in net.select("estate", "year").rows()
        )
