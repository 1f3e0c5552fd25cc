"""One indicator in full: every place and period of every variant, for a spreadsheet, a program or a reader."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

import polars as pl

from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Lang
from kredslob.rules.model import Text
from kredslob.scenarios.indicators.catalogue.letting import PLACE_NAMES
from kredslob.scenarios.indicators.catalogue.whole import find_indicator, find_level
from kredslob.scenarios.indicators.grids import numbers_of
from kredslob.scenarios.indicators.ground import Threshold
from kredslob.scenarios.indicators.indicator import Indicator
from kredslob.scenarios.indicators.summary import summary_of
from kredslob.scenarios.indicators.tables import Tables
from kredslob.scenarios.indicators.values import chosen
from kredslob.scenarios.indicators.yardsticks import highest_in, years_apart
from kredslob.scenarios.publishing.formulas import is_formula

_HEADS: Final[Mapping[str, Text]] = {
    "variant": Text("Variant", "variant"), "place": Text("Id", "place"), "name": Text("Navn", "name"),
    "period": Text("Periode", "period"), "n": Text("Gentagelser", "n"), "mean": Text("Gennemsnit", "mean"),
    "se": Text("Standardfejl", "se"), "q05": Text("5 pct.", "q05"), "q25": Text("25 pct.", "q25"),
    "q50": Text("Median", "q50"), "q75": Text("75 pct.", "q75"), "q95": Text("95 pct.", "q95"), "covers": Text("Dækker", "covers"),
}  # fmt: skip
_AT: Final[Mapping[str, Mapping[str, Text]]] = {
    "wait": {"ordinary": Text("almindelig venteliste, dem, der opfylder et kriterium", "ordinary list, those who meet a criterion")},
    "set": {
        "exempt": Text("afdelinger friholdt ved begyndelsen", "estates exempt at the beginning"),
        "receiving": Text("afdelinger modtagende ved begyndelsen", "estates receiving at the beginning"),
        "listed": Text("afdelinger på listen ved begyndelsen", "estates listed at the beginning"),
        "all": Text("alle afdelinger", "all estates"),
    },
}  # fmt: skip
"""What places are called at some levels, over what they are called at others."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """An indicator in full.

    Args:
        indicator: which; level, period: where and by what.
        rows: as `summary.SCHEMA` has them, with `name`, what the place is called.
        own: by which threshold each variant is counted in the last year, where these are not the same.
    """

    indicator: Indicator
    level: str
    period: str
    rows: pl.DataFrame
    own: tuple[tuple[str, Threshold | None], ...] = ()

    def plain(self, lang: Lang = "en") -> dict[str, Any]:
        """Give it as JSON can hold it: values unrounded, names in the language where they are ours."""
        one = self.indicator
        names = {key: {"da": text.da, "en": text.en} for key, text in (("name", one.name), ("definition", one.definition), ("is_not", one.is_not))}  # fmt: skip
        told = {"id": one.id, **names, "unit": one.unit, "basis": one.basis}
        rows = named(self.rows, self.level, lang).select(*_HEADS).rows(named=True)
        return {"schema": 1, "indicator": told, "level": self.level, "period": self.period, "rows": rows}

    def csv(self, lang: Lang) -> str:
        """Give it as CSV: in English ISO with our names, in Danish as a Danish spreadsheet reads it."""
        return csv_text(named(self.rows, self.level, lang), _HEADS, lang)


def sheet_of(
    tables: Tables, indicator: str, level: str | None, period: str | None, variants: Sequence[str] = ()
) -> Sheet:
    """Give an indicator in full.

    Raises:
        WrongInput: as `values`.
    """
    found = find_indicator(indicator)
    where, by = find_level(found, level, period)
    names = tuple(chosen(tables, variants))
    told = [summary_of(tables, name, found, where, by, numbers_of(tables, name)) for name in names]
    first = tables.ground(names[0])
    apart = any(years_apart(found, tables.ground(name), first) for name in names)
    own = tuple((name, highest_in(tables.ground(name))[-1]) for name in names) if apart else ()
    return Sheet(found, where, by, called(pl.concat(told), tables.places, where), own)


def csv_text(rows: pl.DataFrame, heads: Mapping[str, Text], lang: Lang) -> str:
    """Give columns of a table as CSV, under their heads; a cell that begins as a formula does is marked as text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if lang == "da" else ",", lineterminator="\n")
    writer.writerow([head.read(lang) for head in heads.values()])
    for row in rows.select(*heads).iter_rows():
        writer.writerow([_cell(value, lang) for value in row])
    return out.getvalue()


def called(rows: pl.DataFrame, places: pl.DataFrame, level: str) -> pl.DataFrame:
    """Give rows with what their places are called in the register."""
    if level not in ("estate", "area", "organisation"):
        return rows.with_columns(name=pl.lit(None, pl.String()))
    key, name = (level, "name" if level == "estate" else f"{level}_name")
    names = places.select(place=pl.col(key), name=pl.col(name)).drop_nulls().unique("place")
    return rows.join(names, on="place", how="left", maintain_order="left")


def named(rows: pl.DataFrame, level: str, lang: Lang) -> pl.DataFrame:
    """Name channels and queues in the language."""
    known = {**PLACE_NAMES, **_AT.get(level, {})}
    ours = {key: text.read(lang) for key, text in known.items()}
    return rows.with_columns(name=pl.coalesce("name", pl.col("place").replace_strict(ours, default=pl.col("place"))))


def _cell(value: object, lang: Lang) -> object:
    if isinstance(value, str):
        return f"'{value}" if is_formula(value) else value
    if isinstance(value, float) and lang == "da":
        return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")
    return "" if value is None else value
