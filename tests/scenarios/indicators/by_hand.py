"""Tables of a few rows, written by hand: what an indicator comes to on them can be worked out on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from kredslob.rules.model import Text
from kredslob.scenarios.indicators.ground import Ground, Start, Threshold
from kredslob.scenarios.indicators.tables import InMemory
from kredslob.scenarios.indicators.values import values
from kredslob.scenarios.results.tables import PLACES, SCHEMAS
from kredslob.scenarios.running.calendar import Months

Rows = Sequence[Mapping[str, Any]]
FIRST = date(2011, 1, 1)


def threshold(ppm: int, *, strict: bool = True, parameter: str = "forty_plus.threshold") -> Threshold:
    """Give a threshold in parts per million."""
    return Threshold(parameter, Text("Grænse", "Threshold"), ppm, strict)


def start(**values: Any) -> Start:
    """Give where an estate stands in the first month: 30 of 100 outside the workforce, no standing, ten dwellings."""
    given: dict[str, Any] = {
        "outside": 30, "aged": 100, "measured": 2010, "published": date(2010, 11, 15), "standing": (0, 0, 0), "extra": 0,
        "dwellings": 10, "small": 2, "square_metres": 700, "synthetic": False,
    }  # fmt: skip
    return Start(**given | values)


def ground(starts: Mapping[str, Start] | None = None, **values: Any) -> Ground:
    """Give the ground of two years whose one threshold is 40 per cent, to be exceeded; a turn is three units."""
    given: dict[str, Any] = {
        "months": Months(FIRST, 24), "outside": ("student", "benefit"),
        "outside_labour_market": ("unemployed", "benefit"), "thresholds": ((0, (threshold(400_000),)),), "limits": (),
        "turn": ((0, 3),), "measures": (9, 21), "publishes": (10, 22), "acts": (3, 15),
        "starts": starts or {"ahorn": start()}, "areas": {}, "assumed": {},
    }  # fmt: skip
    return Ground(**given | values)


def frame(table: str, rows: Rows) -> pl.DataFrame:
    """Give a table of rows; what a row does not name is nought, of the first replication, year and month."""
    schema = SCHEMAS[table]
    usual = dict.fromkeys(schema, 0) | {"year": 2011, "month": FIRST}
    told = [[{**usual, **row}[name] for name in schema] for row in rows]
    return pl.DataFrame(told, schema=schema, orient="row")


def places(rows: Rows) -> pl.DataFrame:
    """Give the estates; what a row does not name is that of an estate of ten family dwellings in no area."""
    usual = dict.fromkeys(PLACES, "") | {"organisation": "org", "area": None, "dwellings": 10, "family_dwellings": 10}
    told = [[{**usual, **row}[name] for name in PLACES] for row in rows]
    return pl.DataFrame(told, schema=PLACES, orient="row")


def tables(known: Ground, estates: Rows = (), **given: Rows) -> InMemory:
    """Give the tables of a variant called `agreed`; of estates those of the ground if none are told."""
    where = places(estates or [{"estate": name} for name in known.starts])
    return InMemory({"agreed": {name: frame(name, rows) for name, rows in given.items()}}, where, {"agreed": known})


def years(estate: str, *rows: Mapping[str, Any], first: int = 2011, **same: Any) -> list[dict[str, Any]]:
    """Give the rows of an estate in one year after the other."""
    return [{"estate": estate, "year": first + at, **same, **row} for at, row in enumerate(rows)]


def told(found: InMemory, name: str, level: str | None = None, period: str | None = None) -> dict[tuple[Any, ...], Any]:
    """Give the values of an indicator by replication, place and period."""
    rows = values(found, name, level, period, ["agreed"]).select("replication", "place", "period", "value").rows()
    return {row[:3]: row[3] for row in rows}
