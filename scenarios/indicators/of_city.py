"""Work out what is told of the city as a whole: how unevenly a group lives, and which areas are designated."""

from __future__ import annotations

import polars as pl

from kredslob.rules.units import PPM
from kredslob.scenarios.indicators.catalogue.goals import MORE_THAN_THE_REST, SIGNS_OF_2011
from kredslob.scenarios.indicators.ground import Ground
from kredslob.scenarios.indicators.indicator import Count, Designated, Level, Uneven
from kredslob.scenarios.indicators.of_lists import year_of
from kredslob.scenarios.indicators.of_places import CITY, added_up, expression
from kredslob.scenarios.indicators.segregation import INDICES
from kredslob.scenarios.indicators.tables import Tables
from kredslob.scenarios.running.report import RESIDENTS

_AT_ONCE = 100  # replications whose estates are looked at together: what is laid out for an index stays small
_NEEDED = {
    "outside": Count(("outside",)), "without_work": Count(("outside_labour_market",)), "aged": Count(("aged_18_64",)),
    "residents": Count((*RESIDENTS, "minors")),
}  # fmt: skip


def of_unevenness(tables: Tables, variant: str, formula: Uneven) -> pl.LazyFrame:
    """Give a segregation index over the estates: replication, place (the city), at, value; null where it has no meaning."""
    parts = {"outside": Count(("outside",)), "aged": Count(("aged_18_64",))}
    rows = added_up(tables, variant, parts, "estate", "year")
    numbers = tables.scan("city_month", variant).select("replication").unique().collect()["replication"].sort()
    years = len(tables.ground(variant).years)
    found = []
    for first in range(0, len(numbers), _AT_ONCE):
        block = rows.filter(pl.col("replication").is_in(numbers[first : first + _AT_ONCE].implode()))
        held = block.sort("replication", "at", "place").collect()
        count = held["replication"].n_unique()
        group, living = (held[name].to_numpy().reshape(count * years, -1) for name in ("outside", "aged"))
        index = INDICES[formula.index](group, living)
        keys = held.select("replication", "at").unique(maintain_order=True)
        found.append(keys.with_columns(place=pl.lit(CITY), value=pl.Series(index).fill_nan(None)))
    return pl.concat(found).lazy().select("replication", "place", "at", "value")


def of_areas(tables: Tables, variant: str, formula: Designated, level: Level) -> pl.LazyFrame:
    """Give which areas are designated at the end of each year: replication, place, at, value.

    Null where no law in force has the criteria; of the city too.
    """
    ground = tables.ground(variant)
    ends = [ground.months.day(ground.last(at)) for at in range(len(ground.years))]
    counts = {name: expression(part, ground) for name, part in _NEEDED.items()}
    city = tables.scan("city_month", variant).select(
        "replication", "month", *(one.alias(f"{name}_city") for name, one in counts.items())
    )
    rows = tables.scan("area_month", variant).select("replication", "area", "month", **counts)
    rows = rows.filter(pl.col("month").is_in(ends)).join(city, on=["replication", "month"])
    rows = rows.join(_dwellings(ground).lazy(), on="area", how="left").with_columns(at=year_of(ground))
    rows = rows.with_columns(value=_designated(formula, ground).cast(pl.Float64), place=pl.col("area"))
    if level == "city":
        value = pl.col("value")
        summed = rows.group_by("replication", "at").agg(
            pl.when(value.is_not_null().all()).then(value.sum()), areas=pl.len()
        )
        every = city.filter(pl.col("month").is_in(ends)).select("replication", at=year_of(ground))
        rows = every.join(summed, on=["replication", "at"], how="left").with_columns(
            pl.when(pl.col("areas").is_null()).then(0.0).otherwise("value").alias("value"), place=pl.lit(CITY)
        )  # where there are no areas none is designated
    return rows.select("replication", "place", "at", "value")


def of_the_first(values: pl.LazyFrame) -> pl.LazyFrame:
    """Give values over that of the first year; null where that was zero."""
    first = pl.col("value").sort_by("at").first().over("replication", "place")
    return values.with_columns(value=pl.when(first > 0).then(pl.col("value") / first))


def _designated(formula: Designated, ground: Ground) -> pl.Expr:
    match formula.by:
        case "51b":
            return _by_51b(ground)
        case "screened_2011":
            signs = (
                _more(pl.col("outside"), pl.col("aged"), "outside_city", "aged_city"),
                _more(pl.col("small"), pl.col("dwellings"), "small_city", "dwellings_city"),
                _more(pl.col("residents"), pl.col("square_metres"), "residents_city", "square_metres_city"),
            )
            return pl.sum_horizontal(sign.cast(pl.Int64) for sign in signs) >= SIGNS_OF_2011
        case "screened_2025":
            sign = _more(pl.col("without_work"), pl.col("aged"), "without_work_city", "aged_city")
            return sign | _by_51b(ground)


def _by_51b(ground: Ground) -> pl.Expr:
    """Give whether an area meets the criteria of § 51 b in force at the end of the year."""
    limits = {name: ground.limits_at(ground.last(at)) for at, name in enumerate(ground.years)}
    held = [
        pl.col("at").replace_strict({name: each[of] for name, each in limits.items() if each}, default=None, return_dtype=pl.Int64())
        for of in range(4)
    ]  # fmt: skip
    meets = [
        (pl.col("residents") >= least) & (pl.col("without_work") * PPM >= share * pl.col("aged")) & (pl.col("aged") > 0)
        for least, share in (held[:2], held[2:])
    ]
    return meets[0] | meets[1]


def _more(part: pl.Expr, whole: pl.Expr, part_city: str, whole_city: str) -> pl.Expr:
    """Give whether a share is so many times that of the rest of the city, exactly."""
    times, of = MORE_THAN_THE_REST
    rest_part, rest_whole = pl.col(part_city) - part, pl.col(whole_city) - whole
    return (part * rest_whole * of >= times * rest_part * whole) & (part > 0)


def _dwellings(ground: Ground) -> pl.DataFrame:
    """Give the dwellings of each area, and of the whole city beside them."""
    names = ("dwellings", "small", "square_metres")
    rows = [(area, *(getattr(ground.starts[key], name) for name in names)) for key, area in ground.areas.items()]
    schema = {"area": pl.String(), **dict.fromkeys(names, pl.Int64())}
    areas = pl.DataFrame(rows, schema=schema, orient="row").group_by("area").sum()
    whole = {f"{name}_city": sum(getattr(one, name) for one in ground.starts.values()) for name in names}
    return areas.with_columns(**{name: pl.lit(value, pl.Int64()) for name, value in whole.items()})
