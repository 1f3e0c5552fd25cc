"""The answer to a policy question, as plain data: what the screen says, before it is put into words.

A span is where nine of ten replications lie (5 % and 95 % quantiles): what one future may be. An interval of a difference or
of a probability is the 95 % interval of what the mean of very many replications would be. Both are of chance alone.
"""

from __future__ import annotations

from datetime import date

from kredslob.rules.frozen import dataclass
from kredslob.rules.model import Text


@dataclass(frozen=True, slots=True)
class Span:
    """A mean, and where nine of ten replications lie; no bounds of one replication, no mean where nothing has a meaning."""

    mean: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Odds:
    """How surely an estate ends over the threshold.

    Args:
        estate, name, dwellings: which it is, and how large.
        start, end: the share outside the workforce as the register has it, and as last measured.
        over: the share of replications in which that is over; low, high: its 95 % interval, none of one replication.
    """

    estate: str
    name: str
    dwellings: int
    start: float | None
    end: Span
    over: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Crossing:
    """Which estates cross the highest threshold in force, in which direction and how surely.

    Args:
        title, share: of the threshold; thresholds: how many there are; measured: the month of the last measurement (none: the register's own).
        start, end: how many estates are over it; stay: how many of those that were over it at the beginning.
        rise_surely, rise_probably: not over at the beginning, over in 95 % and 80 % of replications or more.
        balance: over in more than 20 and fewer than 80 %, wherever they began.
        fall_surely, fall_probably: over at the beginning, and in 5 % and 20 % of replications or fewer.
        exempt, released: how many were exempt at the beginning, and how many of them are not at the end.
    """

    title: Text
    share: float
    thresholds: int
    measured: date | None
    start: int
    end: Span
    stay: Span
    rise_surely: tuple[Odds, ...]
    rise_probably: tuple[Odds, ...]
    balance: tuple[Odds, ...]
    fall_surely: tuple[Odds, ...]
    fall_probably: tuple[Odds, ...]
    exempt: int
    released: Span


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator year by year: means, and the span of the last."""

    indicator: str
    place: str
    name: Text
    unit: str
    means: tuple[float | None, ...]
    last: Span


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference between two variants at the end, with the means of both; no interval of one replication."""

    indicator: str
    place: str
    name: Text
    unit: str
    mean_variant: float | None
    mean_against: float | None
    difference: float | None
    low: float | None
    high: float | None
    verdict: str


@dataclass(frozen=True, slots=True)
class Effect:
    """A contrast: what it is the effect of, on how many estates, and what it comes to there and in the city."""

    name: str
    title: Text
    variant: Text
    against: Text
    where: str
    estates: int
    year: int
    there: tuple[Difference, ...]
    city: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Loop:
    """The loop in one example: an estate that changes standing, with its dates, in the first replication where it does.

    Args:
        estate, name: which; replication: in which.
        exempt: what it becomes; month: from when.
        measured, published: when the figures were measured (none: the register's own) and published; share: what they say.
        alike, of: in how many replications of how many the estate changes so from that day.
    """

    estate: str
    name: str
    replication: int
    exempt: bool
    month: date
    measured: date | None
    published: date
    share: float | None
    alike: int
    of: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What a scenario came to.

    Args:
        scenario, title, about: which it is and what it asks.
        variant, variant_title: the one that is told; variants: names and titles of all.
        first, last: the months simulated; years: as they are named; replications: how many are finished.
        estates: how many are simulated; synthetic: how many of them have made-up key figures.
        crossing: none where no rule has a threshold.
        municipality, applicants: lines by year; effects: of the contrasts; loop: none where no standing changes on a known day.
        guesses: how many assumed terms of agreement and laws it rests on; behaviour, assumed_behaviour: how many values of
            behaviour, and how many of them are assumed.
        not_told: contrasts that could not be told, with the reason.
    """

    scenario: str
    title: Text
    about: Text
    variant: str
    variant_title: Text
    variants: tuple[tuple[str, Text], ...]
    first: date
    last: date
    years: tuple[int, ...]
    replications: int
    estates: int
    synthetic: int
    crossing: Crossing | None
    municipality: tuple[Line, ...]
    applicants: tuple[Line, ...]
    effects: tuple[Effect, ...]
    loop: Loop | None
    guesses: int
    behaviour: int
    assumed_behaviour: int
    not_told: tuple[tuple[str, Text], ...]
