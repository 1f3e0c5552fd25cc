"""The effects that the contrasts of a scenario are there to find, as far as one screen tells them."""

from __future__ import annotations

from typing import Final

import polars as pl

from kredslob.rules.messages import LANGUAGES, WrongInput
from kredslob.rules.model import Text
from kredslob.scenarios.files.scenario import Contrast
from kredslob.scenarios.indicators.catalogue.letting import PLACE_NAMES
from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE
from kredslob.scenarios.indicators.contrast import SET, contrast_of, estates_of
from kredslob.scenarios.indicators.tables import Tables
from kredslob.scenarios.telling.answer import Difference, Effect
from kredslob.scenarios.telling.asked import Asked

THERE: Final = ("outside_workforce", "over", "referrals_delivered")
IN_CITY: Final = (("queue_waiting", "municipal"), ("wait_mean", "referral"))


def effects_of(tables: Tables, asked: Asked) -> tuple[tuple[Effect, ...], tuple[tuple[str, Text], ...]]:
    """Give what the contrasts come to at the end, and those that cannot be told, with the reason."""
    told: list[Effect] = []
    failed: list[tuple[str, Text]] = []
    for contrast in asked.contrasts:
        try:
            told.append(_effect(tables, asked, contrast))
        except WrongInput as wrong:
            failed.append((contrast.name, Text(*(wrong.text(lang) for lang in LANGUAGES))))
    return tuple(told), tuple(failed)


def _effect(tables: Tables, asked: Asked, contrast: Contrast) -> Effect:
    found = contrast_of(tables, contrast, (*THERE, *dict(IN_CITY)), (SET, "city", "queue", "wait"))
    year = str(found.filter(pl.col("level") == "city")["period"].max())
    rows = {
        (row["level"], row["indicator"], row["place"]): row
        for row in found.filter(pl.col("period") == year).rows(named=True)
    }
    estates = estates_of(tables, contrast)
    there = [rows.get((SET, name, estates.where)) for name in THERE]
    city = [rows.get((level, name, place)) for name, place in IN_CITY for level in ("queue", "wait")]
    return Effect(
        contrast.name, contrast.title, asked.variants[contrast.variant], asked.variants[contrast.against], contrast.where,
        len(estates.estates), int(year), tuple(_difference(row, "") for row in there if row),
        tuple(_difference(row, row["place"]) for row in city if row),
    )  # fmt: skip


def _difference(row: dict[str, object], place: str) -> Difference:
    indicator = CATALOGUE[str(row["indicator"])]
    name = PLACE_NAMES.get(place, indicator.name)
    values = {key: row[key] for key in ("mean_variant", "mean_against", "difference", "low", "high")}
    return Difference(indicator.id, place, name, indicator.unit, **values, verdict=str(row["verdict"]))  # type: ignore[arg-type]  # numbers or None
