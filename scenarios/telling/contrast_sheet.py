"""A contrast in one indicator in full: what each place differs by between two variants, and whether that is more than noise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import polars as pl

from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Lang, Message, Place, Problem, WrongInput, nearest
from kredslob.rules.model import Text
from kredslob.scenarios.files.scenario import Contrast
from kredslob.scenarios.indicators.catalogue.whole import find_indicator
from kredslob.scenarios.indicators.contrast import SET, VERDICTS, contrast_of, estates_of
from kredslob.scenarios.indicators.indicator import Indicator
from kredslob.scenarios.indicators.tables import Tables
from kredslob.scenarios.telling.asked import Asked
from kredslob.scenarios.telling.numbers import shown
from kredslob.scenarios.telling.screen import OWN_THRESHOLD, Head, Part, Rows, Said, Word
from kredslob.scenarios.telling.sheet import called, csv_text, named

_HEADS: Final = {
    "place": Text("Id", "place"), "name": Text("Navn", "name"), "period": Text("Periode", "period"),
    "n": Text("Gentagelser", "n"), "mean_variant": Text("Variant", "mean_variant"),
    "mean_against": Text("Holdt op mod", "mean_against"), "difference": Text("Forskel", "difference"),
    "se": Text("Standardfejl", "se"), "low": Text("Fra", "low"), "high": Text("Til", "high"), "verdict": Text("Udfald", "verdict"),
    "covers": Text("Dækker", "covers"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ContrastSheet:
    """A contrast in an indicator.

    Args:
        contrast, indicator: which; level: where.
        rows: as `contrast.SCHEMA` has them, with `name`, what the place is called.
    """

    contrast: Contrast
    indicator: Indicator
    level: str
    rows: pl.DataFrame

    def plain(self, lang: Lang = "en") -> dict[str, Any]:
        """Give it as JSON can hold it."""
        one = self.contrast
        told = {"name": one.name, "variant": one.variant, "against": one.against, "where": one.where}
        rows = named(self.rows, self.level, lang).select(*_HEADS).rows(named=True)
        return {"schema": 1, "contrast": told, "indicator": self.indicator.id, "unit": self.indicator.unit, "level": self.level, "rows": rows}  # fmt: skip

    def csv(self, lang: Lang) -> str:
        """Give it as CSV: in English ISO with our names, in Danish as a Danish spreadsheet reads it."""
        return csv_text(named(self.rows, self.level, lang), _HEADS, lang)


def contrast_sheet(tables: Tables, asked: Asked, name: str, indicator: str, level: str | None) -> ContrastSheet:
    """Give a contrast in an indicator: of its estates together if no level is named, of each of them at the level estate.

    Raises:
        WrongInput: no such contrast, indicator or level; one of its variants was not run.
    """
    found = {one.name: one for one in asked.contrasts}
    if name not in found:
        said = Message("there is no contrast called {name}.", name=repr(name))
        accepted = Message("{names}", names=", ".join(found) or "-")
        raise WrongInput(Problem(Place(None, None, "contrast"), said, accepted, nearest(name, found)))
    contrast, one = found[name], find_indicator(indicator)
    there = [each for each, periods in one.levels if "year" in periods]
    levels = [*([SET] if "estate" in there else []), *there]
    where = level or levels[0]
    if where not in levels:
        said = Message("{indicator} does not exist at the level {level}.", indicator=one.id, level=repr(level))
        raise WrongInput(Problem(Place(None, None, "level"), said, Message("{names}", names=", ".join(levels)), nearest(where, levels)))  # fmt: skip
    rows = contrast_of(tables, contrast, (one.id,), (where,))
    if where == "estate":
        rows = rows.filter(pl.col("place").is_in(estates_of(tables, contrast).estates))
    return ContrastSheet(contrast, one, where, called(rows, tables.places, where))


def contrast_screen(sheet: ContrastSheet, asked: Asked, lang: Lang) -> Iterator[Part]:
    """Give the parts of the screen: the last year, estates by how much they differ."""
    contrast, one = sheet.contrast, sheet.indicator
    yield Head(Message("{title}: {name}", title=contrast.title, name=one.name))
    yield Said(Message("{definition}", definition=one.definition), 0)
    rows = named(sheet.rows, sheet.level, lang)
    if not rows.height:
        yield Said(Message("No such estate."))
        return
    year = str(rows["period"].max())
    last = rows.filter(pl.col("period") == year).sort(pl.col("difference").abs(), descending=True, nulls_last=True)
    heads: tuple[Word, ...] = (
        Text(year, year), asked.variants[contrast.variant], asked.variants[contrast.against], Message("difference"),
        Message("95 % interval"), Message("which is"),
    )  # fmt: skip
    yield Rows(heads, tuple(_row(row, one) for row in last.iter_rows(named=True)))
    if "own_threshold" in last["verdict"]:
        yield Said(OWN_THRESHOLD, 0, caution=True)
    yield Said(Message("Chance alone: behaviour and assumed terms are the same in all replications, and both variants share their luck."), 0)  # fmt: skip


def _row(row: Mapping[str, Any], one: Indicator) -> tuple[Word, ...]:
    if row["verdict"] == "own_threshold":
        sides = (shown(row[name], one.unit) for name in ("mean_variant", "mean_against"))
        return (Text(row["name"], row["name"]), *sides, Message("-"), Message("-"), VERDICTS["own_threshold"])
    ends = [shown(row[name], one.unit, signed=True) for name in ("low", "high")]
    interval = Message("{low} to {high}", low=ends[0], high=ends[1]) if row["low"] is not None else Message("-")
    return (
        Text(row["name"], row["name"]), shown(row["mean_variant"], one.unit), shown(row["mean_against"], one.unit),
        shown(row["difference"], one.unit, signed=True), interval, VERDICTS[row["verdict"]],
    )  # fmt: skip
