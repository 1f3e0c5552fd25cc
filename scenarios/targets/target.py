"""Targets: what has been observed of the real city, and how far an output of the simulation can be held against it.

A figure is used once. What the population is drawn by is no target, what behaviour is fitted to is no test, and what the
model cannot say is told to be not testable, with the reason. Which figures are tests from which start is settled here,
before any result is seen.
"""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from kredslob.rules.frozen import dataclass
from kredslob.rules.model import Basis, Source, Text

Unit = Literal[
    "share", "ratio", "people", "households", "dwellings", "estates", "areas", "lettings", "years", "month_of_year"
]
Comparability = Literal["same", "near", "loose"]
Use = Literal["test", "fit", "population", "not_testable"]
Level = Literal["estate", "area", "organisation", "city"]
Change = Literal["net", "up", "down"]

COUNTS: Final[tuple[Unit, ...]] = ("people", "households", "dwellings", "estates", "areas", "lettings")


@dataclass(frozen=True, slots=True)
class Observed:
    """What was seen: a value, the interval that its wording leaves, or both.

    Args:
        unit: shares from 0 to 1, counts, years, the month of the year (1-12).
        value: as published; None where only bounds are told ("nearly one in six").
        low, high: the true value lies between them for all that the source says; None is open at that end.
    """

    unit: Unit
    value: float | None
    low: float | None
    high: float | None

    @property
    def exact(self) -> bool:
        """Whether the source leaves nothing open, as of a count in full."""
        return self.low is not None and self.low == self.high


@dataclass(frozen=True, slots=True)
class Against:
    """The output of a simulation that a figure is held against.

    Args:
        indicator: its id in the catalogue of indicators.
        level: of which places; more than one is pooled (counts added before they are divided).
        year: of which calendar year; since: where the figure is a change, from which.
        change: net; or how many places came to it (up) or left it (down) between the two years.
        areas: ids of areas in the register; all of them if empty.
        comparability: whether both mean the same, nearly, or loosely; note: why not fully.
    """

    indicator: str
    level: Level
    year: int
    since: int | None
    change: Change | None
    areas: tuple[str, ...]
    comparability: Comparability
    note: Text


@dataclass(frozen=True, slots=True)
class Target:
    """An observed figure.

    Args:
        id, title: its name; `definition`: exactly whose share of whom, as far as the source tells.
        observed: what was seen; first, last: the period it is of; series: figures of one kind by date share a name.
        places: which estates, areas or region it is of, as they were named at that date.
        agreement: the agreement then in force, by id; None where none is known or several were.
        source, place, basis: the public document, where in it, and how sure the reading is.
        use: what it may be used for; starts: the starts from which it is a test.
        against: the output, for tests and fits.
        used_by: what it has been used for already: parameters of behaviour, or the register's generator.
        reason: why it is not testable, or what must be borne in mind.
    """

    id: str
    title: Text
    definition: Text
    observed: Observed
    first: date
    last: date
    series: str
    places: Text
    agreement: str | None
    source: str
    place: str
    basis: Basis
    use: Use
    starts: tuple[str, ...]
    against: Against | None
    used_by: tuple[str, ...]
    reason: Text | None


@dataclass(frozen=True, slots=True)
class Start:
    """A backtest: from which month, under which agreement, from what register, and what may be known.

    Args:
        id, title: its name.
        month: the first day simulated; known_until: the last day of which anything may be known.
        agreement: the one in force at the beginning, by id.
        register: how the register it begins from is made.
        lacks: what is missing to do better.
    """

    id: str
    title: Text
    month: date
    known_until: date
    agreement: str
    register: Text
    lacks: Text


@dataclass(frozen=True, slots=True)
class Beyond:
    """Figures of something that the model does not have at all: told so that nobody looks for them in vain."""

    id: str
    title: Text
    figures: Text
    source: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Targets:
    """All that has been observed, in the order of the file."""

    starts: tuple[Start, ...]
    targets: tuple[Target, ...]
    beyond: tuple[Beyond, ...]
    sources: tuple[Source, ...]

    def tests(self, start: str) -> tuple[Target, ...]:
        """Give the figures that are tests of a start."""
        return tuple(one for one in self.targets if start in one.starts)

    def fits(self) -> tuple[Target, ...]:
        """Give the figures that behaviour may be fitted to."""
        return tuple(one for one in self.targets if one.use == "fit")

    def known(self, series: str, until: date) -> tuple[Target, ...]:
        """Give the figures of a series whose period had ended by a day, oldest first: what naive forecasts go by."""
        dated = (one for one in self.targets if one.series == series and one.first <= one.last <= until)
        return tuple(sorted(dated, key=_last))


def _last(one: Target) -> date:
    return one.last
