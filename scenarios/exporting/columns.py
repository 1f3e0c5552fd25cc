"""What the columns of exported tables are called and what they hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message
from kredslob.rules.model import Text
from kredslob.scenarios.indicators.contrast import VERDICTS
from kredslob.scenarios.indicators.indicator import LEVELS, UNITS


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head in Danish and English, and what stands in it."""

    head: Text
    holds: Message


def _column(da: str, en: str, holds: Message) -> Column:
    return Column(Text(da, en), holds)


COLUMNS: Final[Mapping[str, Column]] = {
    "variant": _column("Variant", "Variant", Message("the id of the variant simulated")),
    "variant_title": _column("Variantens titel", "Title of the variant", Message("what the variant is called")),
    "against": _column("Holdt op mod", "Against", Message("the id of the variant that it is held against")),
    "contrast": _column("Forskel mellem", "Contrast", Message("the id of the contrast")),
    "contrast_title": _column("Forskellens titel", "Title of the contrast", Message("what the contrast is called")),
    "indicator": _column("Indikator", "Indicator", Message("the id of the indicator, as the table of indicators has it")),
    "indicator_name": _column("Indikatorens navn", "Name of the indicator", Message("what the indicator is called")),
    "unit": _column("Enhed", "Unit", Message("the unit of the values of the row; shares are 0-1")),
    "level": _column("Niveau", "Level", Message("where the value is of: an estate, an area, the city, a queue ...")),
    "place": _column("Id", "Place", Message("the id of the place, channel or queue")),
    "place_name": _column("Navn", "Name", Message("what the place, channel or queue is called")),
    "year": _column("År", "Year", Message("the year of the run, named by the calendar year of its first month")),
    "month": _column("Måned", "Month", Message("the first day of the month")),
    "n": _column("Gentagelser", "Replications", Message("in how many replications there is a value")),
    "mean": _column("Gennemsnit", "Mean", Message("the mean over replications")),
    "se": _column("Standardfejl", "Standard error", Message("the standard error of the mean, or of the mean difference")),
    "q05": _column("5 pct.", "5 %", Message("one of twenty replications lies below")),
    "q25": _column("25 pct.", "25 %", Message("a quarter of the replications lie below")),
    "q50": _column("Median", "Median", Message("half of the replications lie below")),
    "q75": _column("75 pct.", "75 %", Message("three quarters of the replications lie below")),
    "q95": _column("95 pct.", "95 %", Message("nineteen of twenty replications lie below")),
    "mean_variant": _column("Gennemsnit", "Mean", Message("the mean of the variant")),
    "mean_against": _column("Gennemsnit, holdt op mod", "Mean, against", Message("the mean of what it is held against")),
    "difference": _column("Forskel", "Difference", Message("the mean of the differences, replication by replication")),
    "low": _column("Fra", "Low", Message("the lower end of the 95 % interval of the mean difference")),
    "high": _column("Til", "High", Message("the upper end of the 95 % interval of the mean difference")),
    "verdict": _column("Udfald", "Verdict", Message("more, less, within the noise (the interval covers 0), none (no replication differs), each by its own threshold (the thresholds are not the same: no telling)")),
    "stands": _column("Står fast", "Stands", Message("whether it differs when judged with all places of its level")),
    "covers": _column("Dækker", "Covers", Message("what the interval covers: chance between replications, and nothing else")),
    "withheld": _column("Tilbageholdt", "Withheld", Message("whether the values are left out because of small cells")),
    "estate": _column("Afdeling", "Estate", Message("the id of the estate")),
    "name": _column("Navn", "Name", Message("what it is called")),
    "organisation": _column("Boligorganisation", "Organisation", Message("the id of the housing organisation")),
    "organisation_name": _column("Boligorganisationens navn", "Name of the organisation", Message("what the housing organisation is called")),
    "area": _column("Område", "Area", Message("the id of the area; empty where the estate lies in none")),
    "area_name": _column("Områdets navn", "Name of the area", Message("what the area is called")),
    "dwellings": _column("Boliger", "Dwellings", Message("how many dwellings the estate has")),
    "family_dwellings": _column("Familieboliger", "Family dwellings", Message("how many of them are family dwellings")),
    "origin": _column("Kilde", "Origin", Message("where the estate is known from: public, inferred or synthetic (made up)")),
    "measured_origin": _column("Nøgletallenes kilde", "Origin of key figures", Message("where its key figures are known from")),
    "definition": _column("Definition", "Definition", Message("what it is, in a sentence")),
    "is_not": _column("Er ikke", "Is not", Message("what it may be mistaken for")),
    "basis": _column("Grundlag", "Basis", Message("agreed, published or designed (ours)")),
    "term": _column("Parameter", "Term", Message("the id of what is assumed of an agreement or a law")),
    "value": _column("Værdi", "Value", Message("what is taken for it")),
    "what": _column("Hvad", "What", Message("what the text is about")),
    "text": _column("Tekst", "Text", Message("the text")),
}  # fmt: skip
"""Every column that an exported table may have, by its name in CSV of English heads and in Parquet."""

WORDS: Final[Mapping[str, Mapping[str, Message]]] = {
    "unit": {str(key): said for key, said in UNITS.items()},
    "level": {**{str(key): said for key, said in LEVELS.items()}, "set": Message("estates of the contrast together")},
    "verdict": VERDICTS,
    "covers": {"chance": Message("chance")},
    "basis": {"agreed": Message("agreed"), "published": Message("published"), "designed": Message("designed")},
    "origin": {"public": Message("public"), "inferred": Message("inferred"), "synthetic": Message("synthetic")},
    "measured_origin": {"public": Message("public"), "inferred": Message("inferred"), "synthetic": Message("synthetic")},
}  # fmt: skip
"""What codes of some columns are called where people read them; elsewhere they stay codes."""
