"""Values of an indicator: one for each variant, replication, place and period, worked out from the tables.

Only the columns that an indicator needs are read, of one variant after the other; sums and shares are made while the rows
stream by. So the largest table of all, estates by year, is never held whole.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import polars as pl

from kredslob.rules.messages import Message, Place, Problem, WrongInput, nearest
from kredslob.scenarios.indicators.catalogue.whole import find_indicator, find_level
from kredslob.scenarios.indicators.indicator import (
    AgainstFirst,
    Count,
    Designated,
    Distance,
    Indicator,
    Let,
    Level,
    Mark,
    Period,
    Queue,
    Ratio,
    Turns,
    Uneven,
    Wait,
)
from kredslob.scenarios.indicators.of_city import of_areas, of_the_first, of_unevenness
from kredslob.scenarios.indicators.of_lists import of_account, of_lettings, of_queues, of_waits
from kredslob.scenarios.indicators.of_places import of_places
from kredslob.scenarios.indicators.tables import Tables

COLUMNS = ("variant", "replication", "place", "period", "value")


def values(
    tables: Tables, indicator: str, level: str | None = None, period: str | None = None, variants: Sequence[str] = ()
) -> pl.DataFrame:
    """Give the values of an indicator.

    Args:
        tables: of a results folder, or in memory.
        indicator: its id in the catalogue.
        level: estate, area, organisation, city, queue, channel, wait or scope; its widest if none is named.
        period: year or month; its first if none is named.
        variants: those asked for; all if none is named.

    Returns:
        variant, replication, place (an id, or `city`), period (ISO text: 2012, or 2012-04), value (its unit is the
        indicator's; null where it has no meaning, as the share of an estate with no adults), in this order of rows too.

    Raises:
        WrongInput: no such indicator, level, period or variant, or the tables were not kept by month.
    """
    found = find_indicator(indicator)
    where, by = find_level(found, level, period)
    frames = [
        lazy_values(tables, name, found, where, by).with_columns(variant=pl.lit(name))
        for name in chosen(tables, variants)
    ]
    every = pl.concat([frame.collect(engine="streaming") for frame in frames])
    told = pl.col("at").dt.strftime("%Y-%m") if by == "month" else pl.col("at").cast(pl.String)
    return every.with_columns(period=told).select(COLUMNS).sort(COLUMNS[:-1])


def lazy_values(
    tables: Tables, variant: str, indicator: Indicator, level: Level, period: Period,
    only: Collection[str] | None = None,
) -> pl.LazyFrame:  # fmt: skip
    """Give the values of one variant without working them out: replication, place, at, value.

    `only`: the estates that are counted, of what is counted of places by year or estate by estate; None counts all.
    """
    return _of(tables, variant, indicator, level, period, only).select("replication", "place", "at", "value")


def _of(
    tables: Tables, variant: str, indicator: Indicator, level: Level, period: Period, only: Collection[str] | None
) -> pl.LazyFrame:
    check_kept(tables, variant, level, period)
    match indicator.formula:
        case Count() | Mark() | Ratio() | Distance() as formula:
            return of_places(tables, variant, formula, level, period, only)
        case Queue() as formula:
            return of_queues(tables, variant, formula, period)
        case Wait() as formula:
            return of_waits(tables, variant, formula)
        case Let() as formula:
            return of_lettings(tables, variant, formula, level)
        case Turns() as formula:
            return of_account(tables, variant, formula, level)
        case Uneven() as formula:
            return of_unevenness(tables, variant, formula)
        case Designated() as formula:
            return of_areas(tables, variant, formula, level)
        case AgainstFirst(of=other):
            return of_the_first(_of(tables, variant, find_indicator(other), level, period, only))


def chosen(tables: Tables, variants: Sequence[str]) -> Sequence[str]:
    """Give the variants asked for, all if none is named; raise WrongInput for those that are not there."""
    problems = [
        Problem(
            Place(None, None, "variant"), Message("there is no variant called {name}.", name=repr(name)),
            Message("{names}", names=", ".join(tables.variants)), nearest(name, tables.variants),
        )
        for name in variants if name not in tables.variants
    ]  # fmt: skip
    if problems:
        raise WrongInput(problems)
    return variants or tables.variants


def check_kept(tables: Tables, variant: str, level: Level, period: Period) -> None:
    """See that estates were kept by month, if they are asked for; raise WrongInput if not."""
    if (level, period) != ("estate", "month"):
        return
    try:
        tables.scan("estate_month", variant)
    except (KeyError, WrongInput) as missing:
        found = Message("estates were not kept by month in these results.")
        accepted = Message("the period year, or a run with --estates-monthly")
        raise WrongInput(Problem(Place(None, None, "period"), found, accepted)) from missing
