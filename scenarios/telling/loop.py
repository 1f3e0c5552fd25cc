"""The loop in one example: measured in autumn, published, acting in spring, with the dates of the run."""

from __future__ import annotations

import polars as pl

from kredslob.scenarios.indicators.grids import numbers_of
from kredslob.scenarios.indicators.standing import EXEMPT, FORTY_PLUS
from kredslob.scenarios.indicators.tables import Tables
from kredslob.scenarios.telling.answer import Loop


def loop_of(tables: Tables, variant: str) -> Loop | None:
    """Give the example: the change that most replications share, by the figures of an autumn of the run if there is one, up before down.

    Its dates and figures are those of the first replication in which it happens; None where nothing changes on a known day.
    """
    keys = ["estate", "month", "to"]
    every = tables.scan("standing_changes", variant).filter(pl.col("month").is_not_null())
    crossed = every.filter(pl.col("standing") == FORTY_PLUS).select("replication", *keys, crossed=pl.lit(value=True))
    changes = every.filter(pl.col("standing") == EXEMPT).join(crossed, on=["replication", *keys], how="left")
    by_figures = changes.filter("crossed", pl.col("measured").is_not_null())
    counted = by_figures.group_by(keys).agg(pl.col("replication").n_unique().alias("alike")).collect()
    if not counted.height:
        by_figures = changes
        counted = changes.group_by(keys).agg(pl.col("replication").n_unique().alias("alike")).collect()
    if not counted.height:
        return None
    best = counted.sort("to", "alike", "month", "estate", descending=[True, True, False, False]).row(0, named=True)
    alike = by_figures.filter(*(pl.col(key) == best[key] for key in keys)).collect()
    row = alike.sort("replication").row(0, named=True)
    names = dict(tables.places.select("estate", "name").iter_rows())
    share = row["outside_measured"] / row["aged_measured"] if row["aged_measured"] else None
    return Loop(
        row["estate"], names.get(row["estate"], row["estate"]), row["replication"], row["to"], row["month"],
        row["measured"], row["published"], share, best["alike"], len(numbers_of(tables, variant)),
    )  # fmt: skip
