"""Which estates cross the threshold, in which direction, how surely, and by which dates of the loop."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

import polars as pl

from kredslob.rules.frozen import dataclass
from kredslob.rules.units import PPM
from kredslob.scenarios.indicators.ground import Ground, Start
from kredslob.scenarios.indicators.interval import of_share
from kredslob.scenarios.indicators.yardsticks import highest_at
from kredslob.scenarios.reporting.run import Run
from kredslob.scenarios.telling.crossing import PROBABLY, UNLIKELY

Kind = Literal["rises", "falls", "balance", "stays"]


@dataclass(frozen=True, slots=True)
class Loop:
    """The dates by which the standing of an estate changes most often: measured, published, acting from; in so many replications.

    `measured` is None where the figures are from before the first month.
    """

    measured: date | None
    published: date | None
    acts: date
    times: int


@dataclass(frozen=True, slots=True)
class Crossing:
    """How an estate stands to the highest threshold at the end, beside the beginning.

    Args:
        estate: its id; adults: aged 18-64 at the beginning.
        began: whether it begins over the threshold.
        before: its measured share at the beginning; after: the last one, as a summary by variant.
        over: by variant, in which share of replications it ends over the threshold, with the interval of that.
        kind: what it does in the base, as the screen tells it: rises or falls surely or probably, hangs in the balance, stays.
        loop: the dates of the base.
    """

    estate: str
    adults: int
    began: bool
    before: float
    after: Mapping[str, dict[str, Any]]
    over: Mapping[str, tuple[float, float, float]]
    kind: Kind
    loop: Loop | None


def is_over(start: Start, ground: Ground, month: int | None = None) -> bool | None:
    """Tell whether an estate begins beyond the highest threshold in force in a month, else at the end; None without one."""
    highest = highest_at(ground, ground.months.count - 1 if month is None else month)
    if highest is None:
        return None
    part, limit = start.outside * PPM, highest.ppm * start.aged
    return part > limit if highest.strict else part >= limit


def crossings(run: Run) -> list[Crossing]:
    """Give how every estate that is published stands, larger ones before smaller."""
    over, after, loops = run.last("over", "estate"), run.last("outside_measured", "estate"), _loops(run)
    found = []
    for estate, start in run.ground.starts.items():
        began = is_over(start, run.ground)
        if estate in run.hidden or began is None or not start.aged:
            continue
        told = {one.name: over[one.name, estate] for one in run.shown if (one.name, estate) in over}
        shares = {name: (row["mean"], *of_share(round(row["mean"] * row["n"]), row["n"]))
                  for name, row in told.items() if row["mean"] is not None}  # fmt: skip
        ends = {one.name: after[one.name, estate] for one in run.shown if (one.name, estate) in after}
        if run.base.name in shares:
            kind = kind_of(shares[run.base.name][0], began=began)
            loop = loops.get((estate, not began)) if kind != "stays" else None
            found.append(Crossing(estate, start.aged, began, start.outside / start.aged, ends, shares, kind, loop))
    return sorted(found, key=lambda one: (-one.adults, one.estate))


def kind_of(over: float, *, began: bool) -> Kind:
    """Give what an estate does that ends over the threshold in a share of replications."""
    if UNLIKELY < over < PROBABLY:
        return "balance"
    if (over >= PROBABLY) == began:
        return "stays"
    return "falls" if began else "rises"


def _loops(run: Run) -> Mapping[tuple[str, bool], Loop]:
    """Give the commonest dates by which each estate becomes a 40-plus estate or ceases to be one, in the base."""
    dates = ("measured", "published", "month")
    changes = run.tables.scan("standing_changes", run.base.name)
    counted = (
        changes.filter((pl.col("standing") == "forty_plus") & pl.col("month").is_not_null())
        .group_by("estate", "to", *dates).agg(times=pl.len())
        .sort("times", "month", "measured", descending=[True, False, False]).collect()
    )  # fmt: skip
    found: dict[tuple[str, bool], Loop] = {}
    for row in counted.iter_rows(named=True):
        found.setdefault(
            (row["estate"], row["to"]), Loop(row["measured"], row["published"], row["month"], row["times"])
        )
    return found
