"""The tables that the agents live by: those of the simulation, as plain lists, and its people as agents."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import exp
from typing import Any, Final

from kredslob.scenarios.behaviour.reading import Behaviour
from kredslob.scenarios.city.layout import (
    ATTACHMENTS,
    BANDS,
    BENEFIT,
    EARLY_PENSION,
    PHASES,
    STATE_NAMES,
    STATES,
    STUDENT,
)
from kredslob.scenarios.people.work import attachment_shares, monthly_hazards

PENSION_MONTHS, CHILD_MONTHS, LONGEST = 65 * 12, 18 * 12, 120 * 12
OUTSIDE: Final = (STUDENT, BENEFIT, EARLY_PENSION)  # outside the workforce
OF_FORTY: Final = 2.5  # how many times those outside go into all, where two fifths are the threshold


@dataclass(frozen=True)
class Kind:
    """A kind of newcomers."""

    youngest: float
    oldest: float
    couple: float
    children: float
    most_children: int
    patience: float
    refuses: float
    low_rent: float
    states: Sequence[float]


@dataclass(frozen=True)
class Tables:
    """Hazards and shares as lists; of a month, shares summed up.

    Args:
        leaving: the chance that a state ends, by row; next: shares up to and including each state that follows.
        firm: by state, shares of attachments; band: the age band by months of age.
        stays: by band, the pace of moving out when new and later; new_months: how long somebody is new; season: by month.
        happenings: by couple and band, chances up to and including each, a partner, a child, a wish; patience: of a wish.
        kinds: the kinds of newcomers; names: theirs in order; mix: of a stream, shares up to and including each.
    """

    leaving: Sequence[float]
    next: Sequence[Sequence[float]]
    firm: Sequence[Sequence[float]]
    band: Sequence[int]
    first_phase: int
    stays: Sequence[Sequence[float]]
    new_months: int
    season: Sequence[float]
    happenings: list[list[list[float]]]
    patience: float
    kinds: dict[str, Kind]
    names: Sequence[str]
    mix: dict[str, Sequence[float]]

    def row(self, attachment: int, labour: int, age: int, spent: int) -> int:
        """Give the row of somebody: months of age, months spent in what they do."""
        return ((attachment * STATES + labour) * len(BANDS) + self.band[age]) * PHASES + (spent >= self.first_phase)


def drawn(sums: Sequence[float], lot: float) -> int:
    """Give the place that a lot falls on among shares summed up to 1."""
    return min(bisect_right(sums, lot), len(sums) - 1)


def tables_of(behaviour: Behaviour, months: int, first: int) -> Tables:
    """Give the tables of the parameters of behaviour, for so many months from month `first` of a year (0-11)."""
    monthly = monthly_hazards(behaviour).reshape(ATTACHMENTS * STATES * len(BANDS) * PHASES, STATES)
    totals = monthly.sum(axis=1)
    season = [12 * share for share in behaviour["moving.season"]]
    pace = behaviour["moving.pace_by_age"]
    kinds = {name: _kind(body) for name, body in behaviour["newcomers.kinds"].items()}
    mixes = {name: [mix.get(kind, 0.0) for kind in kinds] for name, mix in behaviour["newcomers.mix"].items()}
    return Tables(
        leaving=[1 - exp(-total) for total in totals.tolist()],
        next=[list(accumulate((row / max(total, 1e-12)).tolist())) for row, total in zip(monthly, totals, strict=True)],
        firm=[list(accumulate(row)) for row in attachment_shares(behaviour).tolist()],
        band=[max(0, bisect_right(BANDS, age / 12) - 1) for age in range(LONGEST)],
        first_phase=int(behaviour["work.first_months"]),
        stays=[[one * behaviour["moving.newly_moved_in_pace"], one] for one in pace],
        new_months=int(behaviour["moving.newly_moved_in_months"]),
        season=[season[(first + month) % 12] for month in range(months)],
        happenings=_happenings(behaviour), patience=behaviour["families.patience"],
        kinds=kinds, names=list(kinds), mix={name: list(accumulate(mix)) for name, mix in mixes.items()},
    )  # fmt: skip


def _happenings(behaviour: Behaviour) -> list[list[list[float]]]:
    """Give what may happen to a single person and to a couple in a month, by age band: chances summed up."""
    wishes = behaviour["families.wishes"]
    pairs = (("finding_partner", "births_single"), ("parting", "births_couple"))
    return [
        [
            list(accumulate(chances))
            for chances in zip(*(behaviour[f"families.{name}"] for name in pair), wishes, strict=True)
        ]
        for pair in pairs
    ]


def _kind(body: Any) -> Kind:
    states = [body["states"].get(name, 0.0) for name in STATE_NAMES]
    low, high = body["ages"]
    return Kind(
        low, high, body["couple"], body["children"], body["most_children"], body["patience"], body["refuses"],
        body["low_rent"], list(accumulate(states)),
    )  # fmt: skip
