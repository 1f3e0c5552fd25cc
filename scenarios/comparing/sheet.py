"""One indicator in full: its differences everywhere, in the last year."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from kredslob.rules.messages import Message
from kredslob.rules.model import Text
from kredslob.scenarios.comparing.crowds import STANDS
from kredslob.scenarios.indicators.catalogue.letting import PLACE_NAMES
from kredslob.scenarios.indicators.catalogue.whole import find_indicator
from kredslob.scenarios.indicators.indicator import LEVELS
from kredslob.scenarios.telling.numbers import Amount, shown
from kredslob.scenarios.telling.screen import Head, Part, Rows, Said, Word

_SAID = {
    "more": Message("more"),
    "less": Message("fewer"),
    "within_noise": Message("within the noise"),
    "none": Message("no difference"),
    "one_replication": Message("one replication"),
    "no_meaning": Message("not there"),
}
_CROWD = ("estate", "area", "organisation")


def sheet_of(table: pl.DataFrame, indicator: str, places: pl.DataFrame, contrast: str) -> Iterator[Part]:
    """Give the parts of the screen that tell an indicator in full.

    Args:
        table: all differences.
        indicator: its id.
        places: the estates, for their names.
        contrast: the pair.
    """
    one = find_indicator(indicator)
    rows = table.filter((pl.col("indicator") == indicator) & (pl.col("contrast") == contrast))
    rows = rows.filter(pl.col("period") == pl.col("period").max()).filter(pl.col("level") != "set")
    yield Head(Message("{title} ({id}), {year}", title=one.name, id=one.id, year=_same(str(rows["period"].max()))))
    yield Said(Message("{definition}", definition=one.definition))
    names = {key: _same(name) for level in ("", "organisation_", "area_") for key, name in _names(places, level)}
    heads = (Message("base"), Message("now"), Message("difference"), Message("95 % interval"), Message("is"))
    for level in dict.fromkeys(rows["level"]):
        told: list[tuple[Word, ...]] = []
        for row in rows.filter(pl.col("level") == level).iter_rows(named=True):
            values = (shown(row[key], one.unit) for key in ("mean_against", "mean_variant"))
            apart = tuple(shown(row[key], one.unit, signed=True) for key in ("difference", "low", "high"))
            name = names.get(row["place"]) or PLACE_NAMES.get(row["place"]) or _same(row["place"])
            told.append((name, *values, apart[0], _span(apart[1], apart[2]), _is(row, level)))
        yield Rows((LEVELS.get(level, Message("{level}", level=level)), *heads), tuple(told))


def _is(row: dict[str, object], level: str) -> Message:
    verdict = str(row["verdict"])
    if verdict in ("more", "less") and level in _CROWD and not row[STANDS]:
        return Message("too many looked at")
    return _SAID[verdict]


def _span(low: Amount, high: Amount) -> Message:
    return Message("-") if low.value is None else Message("{low} to {high}", low=low, high=high)


def _names(places: pl.DataFrame, level: str) -> Iterator[tuple[str, str]]:
    key = level.removesuffix("_") or "estate"
    yield from places.select(key, f"{level}name").drop_nulls().unique().iter_rows()


def _same(text: str) -> Text:
    return Text(text, text)
