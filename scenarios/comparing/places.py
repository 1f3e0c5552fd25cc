"""Where the difference lies: the estates and organisations that come out higher or lower, judged as a crowd."""

from __future__ import annotations

from typing import Final

import polars as pl

from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message
from kredslob.scenarios.comparing.crowds import STANDS, by_chance
from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE
from kredslob.scenarios.indicators.indicator import Unit
from kredslob.scenarios.telling.numbers import Amount

_ASKED: Final = (
    ("outside_workforce", "estate", Message("Estate by estate: share outside the workforce at the end, in points")),
    ("over", "estate", Message("Estate by estate: how surely over the threshold at the end, in points")),
    ("referrals_delivered", "organisation", Message("Organisation by organisation: referrals delivered in the last year")),
)  # fmt: skip
_NAMED: Final = 3
TOLD_OF: Final = tuple(dict.fromkeys(indicator for indicator, _, _ in _ASKED))
LEVELS_TOLD_OF: Final = tuple(dict.fromkeys(level for _, level, _ in _ASKED))


@dataclass(frozen=True, slots=True)
class Place:
    """A place that differs: its id and name, the difference and its interval."""

    id: str
    name: str
    difference: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Places:
    """Where an indicator differs.

    Args:
        indicator, level: what is told; head: what it is about; unit: of the values.
        count: how many places there are.
        lower, higher: those that stand among all, the most different first.
        within: how many differ within the noise, or not surely enough among so many; alike: in no replication at all.
        by_chance: how many intervals would miss nought if nothing differed.
        named: how many are named on the screen.
    """

    indicator: str
    level: str
    head: Message
    unit: Unit
    count: int
    lower: tuple[Place, ...]
    higher: tuple[Place, ...]
    within: int
    alike: int
    by_chance: float
    named: int = _NAMED

    @property
    def missing(self) -> bool:
        """Whether some place is named."""
        return bool(self.lower or self.higher)

    def shown(self, value: float) -> Amount:
        """Give a value as people read it: shares and probabilities in points."""
        points = self.unit in ("share", "difference", "yes_no")
        return Amount(100 * value if points else value, 1, signed=True)


def places_of(table: pl.DataFrame, contrast: str, places: pl.DataFrame) -> tuple[Places, ...]:
    """Give where a pair differs, in the last year.

    Args:
        table: of `Comparison.table`, at least for TOLD_OF at LEVELS_TOLD_OF.
        contrast: the pair.
        places: the estates, for their names.
    """
    names = dict(places.select("estate", "name").iter_rows())
    names |= dict(places.select("organisation", "organisation_name").unique().iter_rows())
    mine = table.filter(pl.col("contrast") == contrast)
    return tuple(_places(mine, *asked, names) for asked in _ASKED)


def _places(table: pl.DataFrame, indicator: str, level: str, head: Message, names: dict[str, str]) -> Places:
    rows = table.filter((pl.col("indicator") == indicator) & (pl.col("level") == level))
    rows = rows.filter(pl.col("period") == pl.col("period").max())
    stand = rows.filter(pl.col(STANDS)).sort("difference", "place")
    found = [
        Place(row["place"], names.get(row["place"], row["place"]), row["difference"], row["low"], row["high"])
        for row in stand.iter_rows(named=True)
    ]
    alike = rows.filter(pl.col("verdict") == "none").height
    tested = rows.filter(~pl.col("verdict").is_in(["none", "no_meaning", "one_replication"])).height
    return Places(
        indicator, level, head, CATALOGUE[indicator].unit, rows.height, tuple(one for one in found if one.difference < 0),
        tuple(one for one in reversed(found) if one.difference > 0), rows.height - len(found) - alike, alike,
        by_chance(tested),
    )  # fmt: skip
