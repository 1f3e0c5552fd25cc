"""The tables of an export: what a run came to, what its variants differ by, and what is needed to read that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

import polars as pl

from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message
from kredslob.rules.model import Text
from kredslob.scenarios.comparing.verifying import DIFFERENCES
from kredslob.scenarios.exporting.about import about_rows
from kredslob.scenarios.exporting.asking import Asked
from kredslob.scenarios.indicators.catalogue.letting import PLACE_NAMES
from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE
from kredslob.scenarios.indicators.contrast import EVERY_LEVEL, SET, contrast_of
from kredslob.scenarios.indicators.contrast import SCHEMA as OF_CONTRASTS
from kredslob.scenarios.indicators.summary import SCHEMA as OF_SUMMARIES
from kredslob.scenarios.indicators.summary import summarise
from kredslob.scenarios.publishing.withheld import Withheld
from kredslob.scenarios.reporting.run import Run
from kredslob.scenarios.results.folder import SUMMARY, Results

TITLES: Final[Mapping[str, Message]] = {
    "about": Message("About"),
    "years": Message("By year"),
    "months": Message("By month"),
    "differences": Message("Differences"),
    "indicators": Message("Indicators"),
    "places": Message("The estates"),
    "assumed": Message("Assumed"),
}
_VALUES: Final = ("mean", "se", "q05", "q25", "q50", "q75", "q95")
_APART: Final = ("mean_variant", "mean_against", "difference", "se", "low", "high", "verdict", "stands")
_NAMED: Final = ("indicator", "indicator_name", "unit", "level", "place", "place_name")
_TITLE: Final = {"name": pl.String(), "title": pl.String()}


@dataclass(frozen=True, slots=True)
class Table:
    """A table of an export: its id, what it is called, its rows. `columns.COLUMNS` tells of its columns."""

    id: str
    title: Message
    rows: pl.DataFrame


def tables_of(asked: Asked) -> list[Table]:
    """Give the tables asked for; one that has no rows is left out."""
    summary = _summary(asked) if {"years", "months"} & set(asked.tables) else None
    kinds: Mapping[str, Callable[[], pl.DataFrame]] = {
        "about": lambda: _about(asked),
        "years": lambda: _by(summary, "year", asked),
        "months": lambda: _by(summary, "month", asked),
        "differences": lambda: _differences(asked),
        "indicators": lambda: _indicators(asked),
        "places": lambda: asked.run.tables.places,
        "assumed": lambda: _assumed(asked),
    }
    found = [Table(name, TITLES[name], kinds[name]()) for name in dict.fromkeys(asked.tables)]
    return [table for table in found if table.rows.height]


def _about(asked: Asked) -> pl.DataFrame:
    say = asked.run.words.say
    rows = [(say(what), say(text) if isinstance(text, Message) else text) for what, text in about_rows(asked)]
    return pl.DataFrame(rows, schema={"what": pl.String(), "text": pl.String()}, orient="row")


def _summary(asked: Asked) -> pl.DataFrame:
    """Give the summary of what is asked: as the folder has it, else worked out."""
    tables = asked.run.tables
    names = tuple(dict.fromkeys((*asked.indicators, *asked.of_estates)))
    if isinstance(tables, Results) and SUMMARY in tables.record.files:
        rows = pl.read_parquet(tables.path / SUMMARY)
    else:
        rows = summarise(tables, names)
    return rows.select(*OF_SUMMARIES).filter(_asked(asked) & pl.col("variant").is_in(asked.variants))


def _asked(asked: Asked) -> pl.Expr:
    single = pl.col("level") == "estate"
    named = pl.when(single).then(pl.col("indicator").is_in(asked.of_estates)).otherwise(pl.col("indicator").is_in(asked.indicators))  # fmt: skip
    return named & pl.col("level").is_in(asked.levels)


def _by(summary: pl.DataFrame | None, period: str, asked: Asked) -> pl.DataFrame:
    if summary is None:
        return pl.DataFrame()
    months = pl.col("period").str.contains("-")
    rows = summary.filter(months if period == "month" else ~months)
    if period == "month" and len(asked.levels) == len(EVERY_LEVEL):
        rows = rows.filter(pl.col("level") != "area")  # so many that they have to be asked for
    rows = _kept(_called(_dated(rows, period), asked.run), asked, [*_VALUES, "n", "covers"])
    return rows.select("variant", "variant_title", *_NAMED, period, "n", *_VALUES, "covers", "withheld")


def _dated(rows: pl.DataFrame, period: str) -> pl.DataFrame:
    if period == "month":
        return rows.with_columns(month=(pl.col("period") + "-01").str.to_date("%Y-%m-%d"))
    return rows.with_columns(year=pl.col("period").cast(pl.Int32))


def _differences(asked: Asked) -> pl.DataFrame:
    tables = asked.run.tables
    if isinstance(tables, Results) and DIFFERENCES in tables.record.files:
        rows = pl.read_parquet(tables.path / DIFFERENCES).filter(_asked(asked))
        rows = rows.filter(pl.col("variant").is_in(asked.variants) & pl.col("against").is_in(asked.variants))
    else:
        rows = pl.concat([pl.DataFrame(schema=OF_CONTRASTS), *_contrasts(asked)])
    titles = [(one.name, asked.run.words.read(one.title)) for one in asked.run.contrasts]
    named = pl.DataFrame(titles, schema=_TITLE, orient="row").rename({"name": "contrast", "title": "contrast_title"})
    rows = rows.join(named, on="contrast", how="left", maintain_order="left")
    values = [name for name in _APART if name in rows.columns]
    rows = _kept(_called(_dated(rows, "year"), asked.run), asked, [*values, "n", "covers"])
    return rows.select("contrast", "contrast_title", "variant", "against", *_NAMED, "year", "n", *values, "covers", "withheld")  # fmt: skip


def _contrasts(asked: Asked) -> Iterator[pl.DataFrame]:
    above = [level for level in asked.levels if level != "estate"]
    for one in asked.run.contrasts:
        if one.variant in asked.variants and one.against in asked.variants:
            yield contrast_of(asked.run.tables, one, asked.indicators, above)
            if "estate" in asked.levels:
                yield contrast_of(asked.run.tables, one, asked.of_estates, ("estate",))


def _called(rows: pl.DataFrame, run: Run) -> pl.DataFrame:
    """Name variants, indicators and places."""
    titles = {one.name: run.words.read(one.title) for one in run.shown}
    names = {one.id: run.words.read(one.name) for one in CATALOGUE.values()}
    places = _names(run)
    keys = [(level, place) for level in rows["level"].unique() for place in rows.filter(pl.col("level") == level)["place"].unique()]  # fmt: skip
    found = [(level, place, places.get((level, place)) or places.get(("", place)) or place) for level, place in keys]
    called = pl.DataFrame(found, schema={"level": pl.String(), "place": pl.String(), "place_name": pl.String()}, orient="row")  # fmt: skip
    return rows.with_columns(
        variant_title=pl.col("variant").replace_strict(titles, default=pl.col("variant"), return_dtype=pl.String()),
        indicator_name=pl.col("indicator").replace_strict(names, default=pl.col("indicator"), return_dtype=pl.String()),
    ).join(called, on=("level", "place"), how="left", maintain_order="left")


def _names(run: Run) -> Mapping[tuple[str, str], str]:
    """Give what places are called, by level and id; channels, queues and the city stand under no level."""
    found = {("", key): run.words.read(text) for key, text in PLACE_NAMES.items()}
    for level, name in (("estate", "name"), ("area", "area_name"), ("organisation", "organisation_name")):
        pairs = run.tables.places.select(level, name).drop_nulls().unique(level)
        found |= {(level, key): told for key, told in pairs.iter_rows()}
    found |= {(SET, key): run.words.read(text) for key, text in _SETS.items()}
    return found


_SETS: Final = {
    "exempt": Text("afdelinger friholdt ved begyndelsen", "estates exempt at the beginning"),
    "receiving": Text("afdelinger modtagende ved begyndelsen", "estates receiving at the beginning"),
    "listed": Text("afdelinger på listen ved begyndelsen", "estates listed at the beginning"),
    "all": Text("alle afdelinger", "all estates"),
}


def _kept(rows: pl.DataFrame, asked: Asked, values: list[str]) -> pl.DataFrame:
    """Leave out the values of places that are too small to be published."""
    small = pl.lit(value=False) if asked.internal else _small(asked.run.withheld, rows)
    rows = rows.with_columns(withheld=small)
    return rows.with_columns(pl.when("withheld").then(None).otherwise(pl.col(name)).alias(name) for name in values)


def _small(withheld: Withheld, rows: pl.DataFrame) -> pl.Expr:
    found = pl.lit(value=False)
    for level in ("estate", "area", "organisation", "city"):
        found |= (pl.col("level") == level) & pl.col("place").is_in(sorted(withheld.places(level)))
    if "contrast" in rows.columns:
        found |= (pl.col("level") == SET) & pl.col("contrast").is_in(sorted(withheld.contrasts))
    return found


def _indicators(asked: Asked) -> pl.DataFrame:
    read = asked.run.words.read
    names = [name for name in CATALOGUE if name in {*asked.indicators, *asked.of_estates}]
    rows = [(one.id, read(one.name), read(one.definition), read(one.is_not), str(one.unit), str(one.basis))
            for one in (CATALOGUE[name] for name in names)]  # fmt: skip
    heads = ("indicator", "name", "definition", "is_not", "unit", "basis")
    return pl.DataFrame(rows, schema=dict.fromkeys(heads, pl.String()), orient="row")


def _assumed(asked: Asked) -> pl.DataFrame:
    """Give every guess of agreements and laws with the value taken, of each variant."""
    from kredslob.engine.agreement_wording import value_text

    words = asked.run.words
    rows = [
        (variant, term, words.label(term), value_text(words, term, value))
        for variant in asked.variants
        for term, value in sorted(asked.run.tables.ground(variant).assumed.items())
    ]
    heads = ("variant", "term", "name", "value")
    return pl.DataFrame(rows, schema=dict.fromkeys(heads, pl.String()), orient="row")
