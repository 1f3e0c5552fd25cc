"""Work out what is counted of queues, waits, lettings and quota accounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from kredslob.scenarios.city.layout import CHANNELS, WAITS
from kredslob.scenarios.indicators.ground import Ground
from kredslob.scenarios.indicators.indicator import Let, Level, Period, Queue, Turns, Wait
from kredslob.scenarios.indicators.of_places import CITY
from kredslob.scenarios.indicators.tables import Tables

IN_UNITS: Final = ("lost", "carried_in", "carried_out")
"""Lines of the account that stand in parts of a turn; the others are whole turns."""
_PERCENT: Final = {"median": 50, "p90": 90}


def of_queues(tables: Tables, variant: str, formula: Queue, period: Period) -> pl.LazyFrame:
    """Give a column of the queues: replication, place (the queue), at, value."""
    rows = tables.scan("queue_month", variant)
    value = pl.col(formula.column).cast(pl.Float64)
    if period == "year":
        rows = rows.with_columns(year=year_of(tables.ground(variant)))
        own = value.sort_by("month").last() if formula.column == "waiting" else value.sum()
        rows = rows.group_by("replication", "queue", "year").agg(value=own).rename({"year": "at"})
    else:
        rows = rows.with_columns(value=value).rename({"month": "at"})
    return rows.select("replication", "at", "value", place=pl.col("queue").cast(pl.String))


def year_of(ground: Ground) -> pl.Expr:
    """Give the year of the run that a month belongs to, by its name."""
    held = {ground.months.day(month): ground.years[month // 12] for month in range(ground.months.count)}
    return pl.col("month").replace_strict(held, return_dtype=pl.Int32())


def of_waits(tables: Tables, variant: str, formula: Wait) -> pl.LazyFrame:
    """Give a statistic of the months waited: replication, place (the channel), at, value; null where nobody was housed."""
    rows = tables.scan("waits_year", variant).with_columns(place=pl.col("wait").cast(pl.String))
    keys = ["replication", "place", "year"]
    housed, months = pl.col("housed").cast(pl.Int64), pl.col("months_waited")
    match formula.statistic:
        case "housed":
            found = rows.group_by(keys).agg(value=housed.sum().cast(pl.Float64))
        case "mean":
            found = rows.group_by(keys).agg(value=(housed * months).sum() / housed.sum())
        case statistic:
            ordered = housed.sort_by("months_waited").cum_sum()
            reached = ordered * 100 >= _PERCENT[statistic] * housed.sum()
            found = rows.group_by(keys).agg(value=months.sort().filter(reached).first().cast(pl.Float64))
    every = _grid(tables, variant, WAITS).join(found, on=keys, how="left")
    if formula.statistic == "housed":
        every = every.with_columns(pl.col("value").fill_null(0.0))
    return every.rename({"year": "at"}).select("replication", "place", "at", "value")


def of_lettings(tables: Tables, variant: str, formula: Let, level: Level) -> pl.LazyFrame:
    """Give lettings, or the share of a group in them: replication, place (the channel or the city), at, value."""
    rows = tables.scan("lettings_year", variant)
    rows = rows.with_columns(place=pl.lit(CITY) if level == "city" else pl.col("channel").cast(pl.String))
    keys = ["replication", "place", "year"]
    let = pl.col("lettings").cast(pl.Int64)
    if formula.group is None:
        found = rows.group_by(keys).agg(value=let.sum().cast(pl.Float64))
    else:
        found = rows.group_by(keys).agg(value=let.filter(pl.col("group") == formula.group).sum() / let.sum())
    every = _grid(tables, variant, (CITY,) if level == "city" else CHANNELS).join(found, on=keys, how="left")
    if formula.group is None:
        every = every.with_columns(pl.col("value").fill_null(0.0))
    return every.rename({"year": "at"}).select("replication", "place", "at", "value")


def of_account(tables: Tables, variant: str, formula: Turns, level: Level) -> pl.LazyFrame:
    """Give a line of the quota account in turns: replication, place (the scope or the city), at, value."""
    rows, ground = tables.scan("account_year", variant), tables.ground(variant)
    units = {name: ground.turn_at(ground.last(at)) for at, name in enumerate(ground.years)}
    value = pl.col(formula.line).cast(pl.Float64)
    if formula.line in IN_UNITS:
        value = value / pl.col("year").replace_strict(units, return_dtype=pl.Int64())
    place = pl.lit(CITY) if level == "city" else pl.col("scope")
    rows = rows.select("replication", place=place, at=pl.col("year"), value=value)
    return rows.group_by("replication", "place", "at").agg(pl.col("value").sum())


def _grid(tables: Tables, variant: str, places: Sequence[str]) -> pl.LazyFrame:
    """Give a row for each replication, place and year, so that what did not happen is told too."""
    numbers = tables.scan("city_month", variant).select("replication").unique()
    years = pl.LazyFrame({"year": tables.ground(variant).years}, schema={"year": pl.Int32()})
    return numbers.join(pl.LazyFrame({"place": places}), how="cross").join(years, how="cross")
