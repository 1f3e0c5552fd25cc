"""Changes of standing: which estate became what, from which day, by which autumn's measurement - the loop, with its dates.

Kept is how each estate stands at the end of every year, and since when it is exempt or not. What cannot be told from that
is left empty, never made up: the day of a change that was taken back within the year, or of a listing that changed nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from kredslob.scenarios.indicators.ground import Ground, ground_of
from kredslob.scenarios.running.report import ESTATE_YEAR, STANDING, Outcome
from kredslob.scenarios.running.setting import Setting

if TYPE_CHECKING:
    import polars as pl

EXEMPT, FORTY_PLUS = STANDING[:2]
_OUTSIDE, _AGED = ESTATE_YEAR.index("outside_measured"), ESTATE_YEAR.index("aged_measured")
_SINCE: Final = ESTATE_YEAR.index("exempt_since")
COLUMNS: Final = (
    "replication", "estate", "year", "month", "standing", "from", "to", "measured", "published", "outside_measured",
    "aged_measured",
)  # fmt: skip


def changes_of(outcome: Outcome, setting: Setting) -> pl.DataFrame:
    """Give the changes of standing of a replication, by estate and year.

    Args:
        outcome: what the replication came to.
        setting: what it ran by.

    Returns:
        `replication`, `estate`, `year`; `month`, the first day of the month from which it holds, or null where that cannot be
        told; `standing` (of `report.STANDING`), `from` and `to` (whether the estate had it before and after); `measured`, the
        month of the measurement that acts then (null: the register's, from before the first month); `published`, the day that
        those figures were published; `outside_measured` and `aged_measured`, the figures.
    """
    return changes_on([outcome], ground_of(setting), [home.estate.id for home in setting.homes])


def changes_on(outcomes: Iterable[Outcome], ground: Ground, estates: list[str]) -> pl.DataFrame:
    """Give the same of several replications, by the ground of the variant."""
    import polars as pl

    kinds: dict[str, Any] = {
        "replication": pl.Int32, "estate": pl.String, "year": pl.Int32, "month": pl.Date, "standing": pl.String,
        "from": pl.Boolean, "to": pl.Boolean, "measured": pl.Date, "published": pl.Date, "outside_measured": pl.Int32,
        "aged_measured": pl.Int32,
    }  # fmt: skip
    days = _Days(ground)
    rows = [(one.replication, *row) for one in outcomes for row in _changes(one.estate_year, days, estates)]
    return pl.DataFrame(rows, schema=kinds, orient="row")


class _Days:
    """The dates of a ground, which thousands of rows tell: each worked out once."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.years = ground.years
        self.of = [ground.months.day(month) for month in range(ground.months.count)]
        self.measured = [ground.measured_for(month) for month in range(ground.months.count)]


def _changes(kept: Any, days: _Days, estates: list[str]) -> Iterator[tuple[Any, ...]]:
    import numpy as np

    ground = days.ground
    starts = np.array([ground.starts[name].standing for name in estates]).reshape(-1, 1, len(STANDING))
    first = ESTATE_YEAR.index(STANDING[0])
    standing = np.concatenate([starts, kept[:, :, first : first + len(STANDING)]], axis=1)
    years = np.arange(kept.shape[1])
    begun = kept[:, :, _SINCE]
    back = (begun >= 12 * years) & (begun > 0) & (standing[:, 1:, 0] == standing[:, :-1, 0])
    changed = standing[:, 1:] != standing[:, :-1]
    for estate, year in np.argwhere(changed.any(axis=2) | back).tolist():
        since = int(begun[estate, year])
        when = since if since >= 12 * year and since > 0 else None
        for at, name in enumerate(STANDING):
            before, after = (bool(standing[estate, each, at]) for each in (year, year + 1))
            if changed[estate, year, at]:
                month = _month_of(name, ground, year, when)
                yield _row(kept, days, estates, (estate, year), month, (name, before, after))
            elif name == EXEMPT and back[estate, year]:
                yield _row(kept, days, estates, (estate, year), None, (name, before, not before))
                yield _row(kept, days, estates, (estate, year), when, (name, not after, after))


def _month_of(name: str, ground: Ground, year: int, exempt_from: int | None) -> int | None:
    """Give the month from which a standing holds, where it can be told.

    A 40-plus estate becomes one when figures act or the threshold changes; every other goes hand in hand with exemption.
    """
    if name == FORTY_PLUS:
        moved = {*ground.acts, *(month for month, _ in ground.thresholds if month > 0)}
        within = [month for month in moved if 12 * year <= month <= ground.last(year)]
        if len(within) == 1:
            return within[0]
        return exempt_from if exempt_from in within else None
    return exempt_from


def _row(
    kept: Any, days: _Days, estates: list[str], place: tuple[int, int], month: int | None,
    told: tuple[str, bool, bool],
) -> tuple[Any, ...]:  # fmt: skip
    """Give a row: what changed, with the measurement that acted when it did."""
    estate, year = place
    ground = days.ground
    of = days.measured[ground.last(year) if month is None else month]
    if of is None:
        start = ground.starts[estates[estate]]
        measured: tuple[Any, ...] = (None, start.published, start.outside, start.aged)
    else:
        outside, aged = (int(kept[estate, of[0] // 12, column]) for column in (_OUTSIDE, _AGED))
        measured = (*(days.of[one] for one in of), outside, aged)
    day = None if month is None else days.of[month]
    return estates[estate], days.years[year], day, *told, *measured
