"""What a report is made from: the tables of a run, its record, and the scenario where it can still be read as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath
from typing import Any

import polars as pl

from kredslob.engine.phrasing import Words
from kredslob.rules.model import Text
from kredslob.scenarios.files.scenario import Contrast, Variant
from kredslob.scenarios.indicators.catalogue.letting import PLACE_NAMES
from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE
from kredslob.scenarios.indicators.contrast import contrast_of
from kredslob.scenarios.indicators.grids import numbers_of
from kredslob.scenarios.indicators.ground import Ground
from kredslob.scenarios.indicators.indicator import Level, Period
from kredslob.scenarios.indicators.summary import summary_of
from kredslob.scenarios.indicators.tables import Tables
from kredslob.scenarios.publishing.withheld import Withheld, withheld_of
from kredslob.scenarios.reporting.charts.look import Hand, hands
from kredslob.scenarios.results.record import Record
from kredslob.scenarios.telling.screen import Part


@dataclass(frozen=True)
class Shown:
    """A variant as it is shown: its name, title, and by what it is known in charts."""

    name: str
    title: Text
    hand: Hand


@dataclass(frozen=True)
class Run:
    """A run that is reported.

    Args:
        words: the language, and the shelf of rules that the run was made with.
        tables: its results.
        record: what it was made from.
        variants: those that can still be read as they were; of the others, what only they know is left out.
        compared: the sides of a comparison, as one would give them to compare them again; none of any other run.
        copies: the files of those sides and of their scenario as they lie in the folder, by the name that they were given.
        said: the words of a comparison, as they were told and may be published; none of any other run.
    """

    words: Words
    tables: Tables
    record: Record
    variants: Mapping[str, Variant]
    compared: tuple[str, ...] = ()
    said: tuple[Part, ...] = ()
    copies: Mapping[str, str] = field(default_factory=dict)
    used: dict[str, None] = field(default_factory=dict, compare=False)
    _kept: dict[tuple[str, ...], pl.DataFrame] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def shown(self) -> tuple[Shown, ...]:
        """The variants in order."""
        names = list(self.record.variants)
        titles = (Text(**self.record.variants[name]["title"]) for name in names)
        return tuple(Shown(*each) for each in zip(names, titles, hands(len(names)), strict=True))

    @property
    def base(self) -> Shown:
        """The variant that others are held against."""
        return self.shown[0]

    @cached_property
    def ground(self) -> Ground:
        """What is known of the base besides its tables."""
        return self.tables.ground(self.base.name)

    @property
    def alone(self) -> bool:
        """Whether there is one replication only, so that nothing can be said of chance."""
        return self.count == 1

    @property
    def count(self) -> int:
        """How many replications there are of the base."""
        return len(self.numbers[self.base.name])

    @cached_property
    def numbers(self) -> Mapping[str, tuple[int, ...]]:
        """The numbers of the replications of each variant."""
        return {one.name: tuple(numbers_of(self.tables, one.name)) for one in self.shown}

    @cached_property
    def contrasts(self) -> tuple[Contrast, ...]:
        """The variants that are held against each other."""
        found = self.record.scenario.get("contrasts", ())
        return tuple(
            Contrast(one["name"], Text(**one["title"]), one["variant"], one["against"], one["where"]) for one in found
        )

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What places are called: estates, areas, organisations, channels and queues."""
        read = {key: self.words.read(text) for key, text in PLACE_NAMES.items()}
        for row in self.tables.places.iter_rows(named=True):
            read |= {
                row["organisation"]: row["organisation_name"],
                row["area"]: row["area_name"],
                row["estate"]: row["name"],
            }
        return read

    @cached_property
    def withheld(self) -> Withheld:
        """What is not told of where the run is published."""
        return withheld_of(self.tables, self.contrasts)

    @property
    def hidden(self) -> frozenset[str]:
        """The estates whose counts are too small to be published."""
        return self.withheld.estates

    def summary(self, indicator: str, level: Level, period: Period = "year") -> pl.DataFrame:
        """Give the summary of an indicator in all variants: see `indicators.summary`."""
        key = (indicator, level, period)
        self.used[indicator] = None
        if key not in self._kept:
            parts = [
                summary_of(self.tables, one.name, CATALOGUE[indicator], level, period, self.numbers[one.name])
                for one in self.shown
            ]
            self._kept[key] = pl.concat(parts)
        return self._kept[key]

    def last(self, indicator: str, level: Level) -> Mapping[tuple[str, str], dict[str, Any]]:
        """Give the summary of the last year, by variant and place."""
        frame = self.summary(indicator, level)
        frame = frame.filter(pl.col("period") == pl.col("period").max().over("variant"))
        return {(row["variant"], row["place"]): row for row in frame.iter_rows(named=True)}

    def series(
        self, indicator: str, level: Level, period: Period = "year"
    ) -> Mapping[tuple[str, str], list[dict[str, Any]]]:
        """Give the summary by variant and place, in order of time."""
        found: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for row in self.summary(indicator, level, period).iter_rows(named=True):
            found.setdefault((row["variant"], row["place"]), []).append(row)
        return found

    def contrast(self, contrast: Contrast, indicator: str, level: str) -> pl.DataFrame:
        """Give a contrast in an indicator at a level: see `indicators.contrast`."""
        key = ("contrast", contrast.name, indicator, level)
        self.used[indicator] = None
        if key not in self._kept:
            self._kept[key] = contrast_of(self.tables, contrast, (indicator,), (level,))
        return self._kept[key]

    def called(self, indicator: str) -> str:
        """Give what an indicator is called."""
        return self.words.read(CATALOGUE[indicator].name)

    def found(self) -> Iterator[Shown]:
        """Give the variants other than the base."""
        yield from self.shown[1:]


def register_name(run: Run) -> str:
    """Give what the register is called, without where it lies."""
    return PurePath(str(run.record.register.get("name", "")).replace("\\", "/")).name
