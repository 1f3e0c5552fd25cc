"""Tables of a run: every count of an outcome stands in one row, under the names and dates it belongs to."""

from __future__ import annotations

from datetime import date
from functools import cache

import polars as pl

from kredslob.scenarios.city.layout import CHANNELS, QUEUES, WAITS
from kredslob.scenarios.results.tables import SCHEMAS, frames_of, frames_of_all, places_of
from kredslob.scenarios.running.replication import Bench
from kredslob.scenarios.running.report import ACCOUNT, ESTATE_YEAR, GROUPS, PLACE_MONTH, Outcome
from kredslob.scenarios.running.setting import Setting
from tests.scenarios.towns import Block, town


@cache
def base() -> Setting:
    """Give a town of three estates, two of them in an area, over two years and two months."""
    blocks = (Block("ahorn", area="east", outside=45), Block("birk", "other"), Block("citrus", area="west"))
    return town(*blocks, listed=["east"], months=26)


@cache
def outcomes() -> tuple[Outcome, Outcome]:
    """Give replications 4 and 9, with estates by month."""
    bench = Bench(base(), estates_monthly=True)
    return bench.run(4), bench.run(9)


def test_every_table_has_its_columns() -> None:
    """Names, order and types are those declared."""
    frames = frames_of(outcomes()[0], base())
    assert {name: dict(frame.schema) for name, frame in frames.items()} == dict(SCHEMAS)


def test_a_row_of_an_estate_holds_its_counts() -> None:
    """Each estate and year stands in one row with the counts of that cell."""
    outcome = outcomes()[1]
    frame = frames_of(outcome, base())["estate_year"]
    assert frame.height == 3 * 3
    row = frame.filter(pl.col("estate") == "birk", pl.col("year") == 2012).row(0, named=True)
    assert [row[name] for name in ESTATE_YEAR] == outcome.estate_year[1, 1].tolist()
    assert row["replication"] == 9


def test_a_last_part_year_is_called_by_its_last_month() -> None:
    """January and February 2013 are the year 2013."""
    frame = frames_of(outcomes()[0], base())["estate_year"]
    assert frame["year"].unique().sort().to_list() == [2011, 2012, 2013]


def test_a_month_is_its_first_day() -> None:
    """The city's rows stand by month, from the first simulated."""
    outcome = outcomes()[0]
    frame = frames_of(outcome, base())["city_month"]
    assert frame["month"].to_list()[::25] == [date(2011, 1, 1), date(2013, 2, 1)]
    assert frame.select(PLACE_MONTH).to_numpy().tolist() == outcome.city_month.tolist()


def test_areas_and_estates_by_month() -> None:
    """Area and estate stand under their ids."""
    outcome = outcomes()[0]
    frames = frames_of(outcome, base())
    area = frames["area_month"].filter(pl.col("area") == "west").select(PLACE_MONTH).to_numpy()
    assert area.tolist() == outcome.area_month[1].tolist()
    assert outcome.estate_month is not None
    estate = frames["estate_month"].filter(pl.col("estate") == "citrus").select(PLACE_MONTH).to_numpy()
    assert estate.tolist() == outcome.estate_month[2].tolist()


def test_estates_by_month_only_if_asked() -> None:
    """A replication that has not kept estates by month has no such table."""
    assert "estate_month" not in frames_of(Bench(base()).run(4), base())


def test_queues_waits_lettings_and_accounts_are_told_by_name() -> None:
    """Every count of these arrays is found again under its names, and nothing else is."""
    outcome = outcomes()[0]
    frames = frames_of(outcome, base())
    queue = frames["queue_month"].filter(pl.col("queue") == "municipal")["waiting"].to_list()
    assert queue == outcome.queue_month[:, QUEUES.index("municipal"), 0].tolist()
    for row in frames["waits_year"].iter_rows(named=True):
        at = (row["year"] - 2011, WAITS.index(row["wait"]), row["months_waited"])
        assert outcome.waits_year[at] == row["housed"] > 0
    assert frames["waits_year"]["housed"].sum() == outcome.waits_year.sum() > 0
    for row in frames["lettings_year"].iter_rows(named=True):
        at = (row["year"] - 2011, CHANNELS.index(row["channel"]), GROUPS.index(row["group"]))
        assert outcome.lettings_year[at] == row["lettings"] > 0
    assert frames["lettings_year"]["lettings"].sum() == outcome.lettings_year.sum() > 0
    assert frames["account_year"].select(ACCOUNT).to_numpy().tolist() == outcome.account_year[:, 0].tolist()


def test_several_replications_are_the_tables_of_each_one_under_the_other() -> None:
    """Made together or apart, the rows are the same and in the same order."""
    together = frames_of_all(outcomes(), base())
    for name, frame in together.items():
        apart = [frames_of(outcome, base())[name] for outcome in outcomes()]
        assert frame.equals(pl.concat(apart))


def test_places_tell_what_each_estate_is() -> None:
    """Names, dwellings, and whence the register has them."""
    row = places_of([base(), base()]).row(0, named=True)
    assert (row["estate"], row["area"], row["dwellings"], row["origin"]) == ("ahorn", "east", 40, "synthetic")
    assert places_of([base()])["estate"].to_list() == ["ahorn", "birk", "citrus"]
    assert places_of([base()])["area"].to_list() == ["east", None, "west"]
