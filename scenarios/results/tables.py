"""Give what replications came to as tables: one row for each thing counted, by names and dates instead of axes and columns.

Tables of several replications are made at once: to name forty columns ten times costs more than to name them once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kredslob.scenarios.city.layout import CHANNELS, QUEUE_MONTH, QUEUES, WAITS
from kredslob.scenarios.running.calendar import Months
from kredslob.scenarios.running.report import ACCOUNT, ESTATE_YEAR, GROUPS, PLACE_MONTH, Outcome
from kredslob.scenarios.running.setting import Setting

Schema = dict[str, Any]
Table = dict[str, pl.DataFrame]

_COUNT: Final = pl.Int32()
_NUMBER: Final[Schema] = {"replication": pl.Int32()}
_ESTATE: Final[Schema] = {"estate": pl.String()}
_YEAR: Final[Schema] = {"year": pl.Int32()}
_MONTH: Final[Schema] = {"month": pl.Date()}
_BY_MONTH: Final = {**_MONTH, **dict.fromkeys(PLACE_MONTH, _COUNT)}

SCHEMAS: Final[Mapping[str, Schema]] = {
    "estate_year": {**_NUMBER, **_ESTATE, **_YEAR, **dict.fromkeys(ESTATE_YEAR, _COUNT)},
    "area_month": {**_NUMBER, "area": pl.String(), **_BY_MONTH},
    "city_month": {**_NUMBER, **_BY_MONTH},
    "estate_month": {**_NUMBER, **_ESTATE, **_BY_MONTH},
    "queue_month": {**_NUMBER, **_MONTH, "queue": pl.Enum(QUEUES), **dict.fromkeys(QUEUE_MONTH, _COUNT)},
    "waits_year": {**_NUMBER, **_YEAR, "wait": pl.Enum(WAITS), "months_waited": _COUNT, "housed": _COUNT},
    "lettings_year": {
        **_NUMBER, **_YEAR, "channel": pl.Enum(CHANNELS), "group": pl.Enum(GROUPS), "lettings": _COUNT,
    },
    "account_year": {**_NUMBER, **_YEAR, "scope": pl.String(), **dict.fromkeys(ACCOUNT, pl.Int64())},
}  # fmt: skip
"""The columns of each table, in order. Counts are those of `running.report`; a month is told by its first day, a year of the
run (twelve months from the first) by the calendar year of its first month; `months_waited` 120 is that or longer."""

ONLY_IF_ASKED: Final = "estate_month"
"""The table that is kept only if it is asked for."""


def frames_of(outcome: Outcome, setting: Setting) -> Table:
    """Give the tables of one replication, by name; see `frames_of_all`."""
    return frames_of_all([outcome], setting)


def frames_of_all(outcomes: Sequence[Outcome], setting: Setting) -> Table:
    """Give the tables of some replications of a variant, by name: SCHEMAS tells their columns.

    Rows stand by replication, then in the order of the axes of `Outcome`: estates by id, time running fastest but for
    queues, waits, lettings and accounts, which stand by time. Waits and lettings have no rows of zero.

    Args:
        outcomes: what the replications came to, at least one.
        setting: what they ran by.
    """
    months, years = _months(setting.months), _years(setting.months)
    estates = [home.estate.id for home in setting.homes]
    axes: Mapping[str, tuple[tuple[str, Sequence[Any]], ...]] = {
        "estate_year": (("estate", estates), ("year", years)),
        "area_month": (("area", setting.areas), ("month", months)),
        "city_month": (("month", months),),
        "estate_month": (("estate", estates), ("month", months)),
        "queue_month": (("month", months), ("queue", QUEUES)),
        "waits_year": (("year", years), ("wait", WAITS)),
        "lettings_year": (("year", years), ("channel", CHANNELS)),
        "account_year": (("year", years), ("scope", setting.scopes)),
    }
    found: Table = {}
    for name, named in axes.items():
        counts = [getattr(outcome, name) for outcome in outcomes]
        if counts[0] is None:
            continue
        stacked = np.stack(counts)
        numbers = [outcome.replication for outcome in outcomes]
        make = _BY_LAST_AXIS.get(name, _table)
        found[name] = make(name, stacked, (("replication", numbers), *named))
    return found


def places_of(settings: Sequence[Setting]) -> pl.DataFrame:
    """Give the estates that any variant simulates, by id, as they are at the beginning.

    Columns: estate, name, organisation, area (ids; null where it lies in none), dwellings, family_dwellings, origin
    (public, inferred or synthetic: whence the register has the estate), organisation_name, area_name, measured_origin
    (whence it has its key figures).
    """
    homes = {home.estate.id: (home, setting) for setting in reversed(settings) for home in setting.homes}
    rows = []
    for key in sorted(homes):
        home, setting = homes[key]
        estate, register = home.estate, setting.course.office.register
        organisation = register.organisations.get(estate.organisation)
        area = register.areas.get(estate.area) if estate.area else None
        rows.append((
            key, estate.name, estate.organisation, estate.area, home.count, home.family_dwellings, estate.origin,
            organisation.name if organisation else estate.organisation, area.name if area else estate.area,
            home.measured.origin,
        ))  # fmt: skip
    return pl.DataFrame(rows, schema=PLACES, orient="row")


PLACES: Final[Schema] = {
    "estate": pl.String(), "name": pl.String(), "organisation": pl.String(), "area": pl.String(), "dwellings": _COUNT,
    "family_dwellings": _COUNT, "origin": pl.String(), "organisation_name": pl.String(), "area_name": pl.String(),
    "measured_origin": pl.String(),
}  # fmt: skip


def _months(months: Months) -> list[date]:
    return [months.day(month) for month in range(months.count)]


def _years(months: Months) -> list[int]:
    return [months.day(first).year for first in range(0, months.count, 12)]


Axes = Sequence[tuple[str, Sequence[Any]]]


def _table(name: str, counts: NDArray[Any], axes: Axes) -> pl.DataFrame:
    """Give a table of every row there is: its last axis is the columns."""
    schema = SCHEMAS[name]
    sizes = counts.shape[:-1]
    rows = np.arange(int(np.prod(sizes)))
    at = np.unravel_index(rows, sizes)
    columns = [_named(schema, key, values, index) for (key, values), index in zip(axes, at, strict=True)]
    flat = np.ascontiguousarray(counts.reshape(len(rows), counts.shape[-1]).T)
    columns += [pl.Series(key, row, schema[key]) for key, row in zip(list(schema)[len(axes) :], flat, strict=True)]
    return pl.DataFrame(columns)


def _table_of_some(name: str, counts: NDArray[Any], axes: Axes) -> pl.DataFrame:
    """Give a table of what is not zero: its last axis is told by a column too."""
    schema = SCHEMAS[name]
    *_, last, value = schema
    along = schema[last].categories.to_list() if isinstance(schema[last], pl.Enum) else range(counts.shape[-1])
    at = np.unravel_index(np.flatnonzero(counts), counts.shape)
    columns = [
        _named(schema, key, values, index) for (key, values), index in zip((*axes, (last, along)), at, strict=True)
    ]
    return pl.DataFrame([*columns, pl.Series(value, counts[at], schema[value])])


_BY_LAST_AXIS: Final[Mapping[str, Callable[[str, NDArray[Any], Axes], pl.DataFrame]]] = {
    "waits_year": _table_of_some,
    "lettings_year": _table_of_some,
}


def _named(schema: Schema, key: str, values: Sequence[Any], index: NDArray[Any]) -> pl.Series:
    """Give a column of what stands at each index of an axis."""
    return pl.Series(key, values, schema[key]).gather(index)
