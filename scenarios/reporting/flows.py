"""Who is let to by which channel: lettings a year by channel and variant, and the municipality's turns."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from kredslob.engine.page.html import Html
from kredslob.rules.messages import Message
from kredslob.scenarios.city.layout import CHANNELS
from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE
from kredslob.scenarios.indicators.indicator import Level
from kredslob.scenarios.indicators.values import values
from kredslob.scenarios.reporting.compared import beside
from kredslob.scenarios.reporting.figure import panels
from kredslob.scenarios.reporting.parts import key_to_letters, lead, section
from kredslob.scenarios.reporting.run import Run

TURNS: Final = ("referrals_owed", "referrals_delivered", "referrals_undelivered", "turns_unplaced")


def flows_section(run: Run) -> Html:
    """Give the chapter of channels."""
    say = run.words.say
    drawn = []
    for name in [*(f"let_{channel}" for channel in CHANNELS), *TURNS]:
        told = yearly(run, name, "city", "city")
        if any(row["mean"] for row in told.values()):
            one = CATALOGUE[name]
            drawn.append(
                beside(run, f"flow-{name}", (run.called(name), run.words.read(one.definition)), told, one.unit, "count")
            )
    text = Message(
        "So many a year, on average over the years simulated: the dot is the mean, the bar holds nine of ten replications."
    )
    alone = Message("So many a year, on average over the years simulated.")
    return section(
        "flows",
        say(Message("What each channel lets")),
        lead(say(alone if run.alone else text)),
        key_to_letters(run),
        panels(*drawn),
    )


def yearly(run: Run, indicator: str, level: Level, place: str) -> dict[str, dict[str, Any]]:
    """Give the mean over years of an indicator at a place, over replications: mean, q05 and q95 by variant.

    A last year that is cut short is left out where there are others.
    """
    run.used[indicator] = None
    whole = [str(year) for at, year in enumerate(run.ground.years) if 12 * (at + 1) <= run.ground.months.count]
    frame = values(run.tables, indicator, level, "year").filter(pl.col("place") == place)
    if whole:
        frame = frame.filter(pl.col("period").is_in(whole))
    each = frame.drop_nulls("value").group_by("variant", "replication").agg(pl.col("value").mean())
    told = each.group_by("variant").agg(
        mean=pl.col("value").mean(), q05=pl.col("value").quantile(0.05, "linear"), q95=pl.col("value").quantile(0.95, "linear")
    )  # fmt: skip
    return {row["variant"]: row for row in told.iter_rows(named=True)}
