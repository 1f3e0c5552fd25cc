"""Work out what is counted of places: columns and marks of estates, added up over an area, an organisation or the city."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

import polars as pl

from kredslob.rules.units import PPM
from kredslob.scenarios.indicators.catalogue.people import AT_RISK
from kredslob.scenarios.indicators.ground import Ground, Start, Threshold
from kredslob.scenarios.indicators.indicator import Count, Distance, Level, Mark, Period, Ratio
from kredslob.scenarios.indicators.tables import Tables
from kredslob.scenarios.running.report import RESIDENTS

AGED: Final = RESIDENTS[:-1]  # what those aged 18-64 do
CITY: Final = "city"
Counted = Count | Mark | Ratio | Distance
"""The formulas of what is counted of places."""
_WHERE: Final[Mapping[str, tuple[str, str]]] = {
    "estate": ("estate_month", "estate"), "area": ("area_month", "area"), "city": ("city_month", CITY)
}  # fmt: skip

_OF_A_THRESHOLD: Final = ("over", "at_risk", "crossed_up", "crossed_down")


def of_places(
    tables: Tables, variant: str, formula: Counted, level: Level, period: Period, only: Collection[str] | None = None
) -> pl.LazyFrame:
    """Give the values of an indicator that is counted: replication, place, at, value.

    `at` is the year of the run, or the first day of the month. A value is null where there is nothing to divide by, or no
    threshold is in force. `only`: the estates that are counted, by year or estate by estate; None counts all.
    """
    return several_of_places(tables, variant, {"value": formula}, level, period, only)


def several_of_places(
    tables: Tables, variant: str, formulas: Mapping[str, Counted], level: Level, period: Period,
    only: Collection[str] | None = None,
) -> pl.LazyFrame:  # fmt: skip
    """Give the values of several such indicators at once, a column of each: the rows are read only once."""
    parts: dict[str, Count | Mark] = {}
    values: dict[str, pl.Expr] = {}
    for name, formula in formulas.items():
        share = formula.share if isinstance(formula, Distance) else formula
        if isinstance(share, Ratio):
            parts |= {f"{name} part": share.part, f"{name} whole": share.whole}
            whole = pl.col(f"{name} whole")
            values[name] = pl.when(whole > 0).then(pl.col(f"{name} part") / whole)
        else:
            parts[name] = share
            values[name] = pl.col(name).cast(pl.Float64)
        if isinstance(formula, Distance):
            values[name] = _highest(tables.ground(variant), "at") / PPM - values[name]
        if isinstance(formula, Mark) and formula.what in _OF_A_THRESHOLD:
            values[name] = pl.when(_highest(tables.ground(variant), "at").is_not_null()).then(values[name])
    frame = added_up(tables, variant, parts, level, period, only)
    return frame.select("replication", "place", "at", **values)


def added_up(
    tables: Tables, variant: str, parts: Mapping[str, Count | Mark], level: Level, period: Period,
    only: Collection[str] | None = None,
) -> pl.LazyFrame:  # fmt: skip
    """Give counts and marks added up over the places of a level: replication, place, at, and a column of each part."""
    ground = tables.ground(variant)
    named = {name: expression(part, ground) for name, part in parts.items()}
    if period == "month":
        table, place = _WHERE[level]
        found = _among(tables.scan(table, variant), only).with_columns(city=pl.lit(CITY))
        return found.select("replication", place=pl.col(place), at=pl.col("month"), **named)
    rows = _among(with_starts(tables, variant), only)
    rows = rows.select("replication", "estate", "organisation", "area", "year", **named)
    rows = rows.rename({"year": "at"})
    if level == "estate":
        return rows.rename({"estate": "place"}).drop("organisation", "area")
    place_of = pl.lit(CITY) if level == "city" else pl.col(level)
    rows = rows.with_columns(place=place_of).drop_nulls("place")
    return rows.group_by("replication", "place", "at").agg(pl.col(*named).sum())


def _among(rows: pl.LazyFrame, only: Collection[str] | None) -> pl.LazyFrame:
    return rows if only is None else rows.filter(pl.col("estate").is_in(sorted(only)))


def with_starts(tables: Tables, variant: str) -> pl.LazyFrame:
    """Give `estate_year` with what is known of each estate besides: where it lies, its dwellings, how it began."""
    ground = tables.ground(variant)
    highest = next(reversed(ground.thresholds_at(0)), None)
    began = pl.DataFrame(
        [(key, one.had("exempt"), _over(one, highest)) for key, one in ground.starts.items()],
        schema={"estate": pl.String(), "exempt_at_start": pl.Boolean(), "over_at_start": pl.Boolean()}, orient="row",
    )  # fmt: skip
    known = tables.places.select("estate", "organisation", "area", pl.col("family_dwellings").cast(pl.Int64))
    rows = tables.scan("estate_year", variant)
    return rows.join(known.lazy(), on="estate", how="left").join(began.lazy(), on="estate", how="left")


def expression(part: Count | Mark, ground: Ground) -> pl.Expr:
    """Give what a count or mark is of a row, as an integer."""
    if isinstance(part, Count):
        columns = [each for name in part.columns for each in _meant(name, ground)]
        return pl.sum_horizontal(pl.col(name).cast(pl.Int64) for name in columns)
    return _mark(part, ground).cast(pl.Int64)


def _meant(name: str, ground: Ground) -> tuple[str, ...]:
    match name:
        case "outside":
            return ground.outside
        case "outside_labour_market":
            return ground.outside_labour_market
        case "aged_18_64":
            return AGED
    return (name,)


def _mark(mark: Mark, ground: Ground) -> pl.Expr:
    exempt = pl.col("exempt") == 1
    match mark.what:
        case "over":
            return over(ground)
        case "at_risk":
            gap = _highest(ground) * pl.col("aged_measured").cast(pl.Int64) - _measured()
            near = (gap <= AT_RISK * pl.col("aged_measured").cast(pl.Int64)) & (pl.col("aged_measured") > 0)
            return ~over(ground) & near
        case "crossed_up":
            return over(ground) & ~pl.col("over_at_start")
        case "crossed_down":
            return ~over(ground) & pl.col("over_at_start")
        case "receiving":
            return ~exempt & (pl.col("extra_turns") > 0)
        case "begun" | "ended":
            before = exempt.shift(1).over("replication", "estate", order_by="year")
            before = pl.coalesce(before, pl.col("exempt_at_start"))
            return exempt & ~before if mark.what == "begun" else ~exempt & before
    return pl.col(mark.what) == 1


def over(ground: Ground) -> pl.Expr:
    """Give whether an estate was measured over the highest threshold in force at the end of the year; null without one."""
    aged = pl.col("aged_measured").cast(pl.Int64)
    ahead = _measured() - _highest(ground) * aged
    beyond = (ahead > 0) | (~_strict(ground) & (ahead == 0))
    return beyond & (aged > 0)


def _over(start: Start, threshold: Threshold | None) -> bool:
    if threshold is None or start.aged == 0:
        return False
    ahead = start.outside * PPM - threshold.ppm * start.aged
    return ahead > 0 if threshold.strict else ahead >= 0


def _measured() -> pl.Expr:
    return pl.col("outside_measured").cast(pl.Int64) * PPM


def _highest(ground: Ground, year: str = "year") -> pl.Expr:
    """Give the highest threshold in force at the end of the year, in parts per million; null where none is."""
    held = {name: one.ppm for name, one in _thresholds(ground).items()}
    return pl.col(year).replace_strict(held, default=None, return_dtype=pl.Int64())


def _strict(ground: Ground) -> pl.Expr:
    """Give whether that threshold must be exceeded."""
    held = {name: one.strict for name, one in _thresholds(ground).items()}
    return pl.col("year").replace_strict(held, default=None, return_dtype=pl.Boolean())


def _thresholds(ground: Ground) -> dict[int, Threshold]:
    return {name: one for at, name in enumerate(ground.years) for one in ground.thresholds_at(ground.last(at))[-1:]}
