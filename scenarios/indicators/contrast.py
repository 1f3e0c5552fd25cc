"""Contrasts: one variant less another, replication by replication, so that the luck that both share falls away.

Told of a set of estates, the set is fixed before any luck: those that are exempt, receiving or listed in the first month. To
choose estates by what became of them would find effects where there are none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final, Literal

import numpy as np
import polars as pl

from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.scenarios.files.scenario import Contrast
from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE
from kredslob.scenarios.indicators.grids import Grid, grids, lay_out, numbers_of
from kredslob.scenarios.indicators.indicator import LEVELS, Count, Distance, Indicator, Level, Mark, Period, Ratio
from kredslob.scenarios.indicators.interval import t_quantile
from kredslob.scenarios.indicators.summary import CHANCE, moments, places_of
from kredslob.scenarios.indicators.tables import Tables
from kredslob.scenarios.indicators.values import lazy_values
from kredslob.scenarios.indicators.yardsticks import years_apart

Verdict = Literal["more", "less", "within_noise", "none", "one_replication", "no_meaning", "own_threshold"]
VERDICTS: Final[Mapping[str, Message]] = {
    "more": Message("higher"), "less": Message("lower"), "within_noise": Message("within the noise"),
    "none": Message("no difference"), "own_threshold": Message("each by its own threshold"),
    "one_replication": Message("one replication"), "no_meaning": Message("no value"),
}  # fmt: skip
SET: Final = "set"  # the level of what is told of all estates of a set together
EVERY_LEVEL: Final = (SET, *LEVELS)
SCHEMA: Final[dict[str, Any]] = {
    "contrast": pl.String(), "variant": pl.String(), "against": pl.String(), "indicator": pl.String(),
    "level": pl.String(), "place": pl.String(), "period": pl.String(), "unit": pl.String(), "n": pl.Int32(),
    "mean_variant": pl.Float64(), "mean_against": pl.Float64(), "difference": pl.Float64(), "se": pl.Float64(),
    "low": pl.Float64(), "high": pl.Float64(), "verdict": pl.String(), "covers": pl.String(),
}  # fmt: skip
"""n: replications of both; difference: the mean of the variant less the other, replication by replication; se: its standard
error; low, high: its 95 % interval; verdict: more, less, within_noise (the interval covers 0), none (no replication differs),
one_replication (no interval can be told), no_meaning (there is no value), own_threshold (each is counted by its own threshold,
and these are not the same: the difference tells of the thresholds too); covers: what the interval covers, chance alone."""


@dataclass(frozen=True, slots=True)
class Told:
    """Which estates a contrast is told of.

    Args:
        where: exempt, receiving, listed or all; estates: their ids.
    """

    where: str
    estates: tuple[str, ...]


def estates_of(tables: Tables, contrast: Contrast) -> Told:
    """Give the estates of both variants that a contrast is told of, by where they stand in the first month of either."""
    both = (contrast.variant, contrast.against)
    found: set[str] = set()
    for variant in both:
        for key, start in tables.ground(variant).starts.items():
            so = {
                "exempt": start.had("exempt"), "listed": start.had("listed_for_exemption"),
                "receiving": start.extra > 0 and not start.had("exempt"), "all": True,
            }  # fmt: skip
            if so[contrast.where]:
                found.add(key)
    shared = found.intersection(*(tables.ground(variant).starts for variant in both))
    return Told(contrast.where, tuple(sorted(shared)))


def contrast_of(
    tables: Tables, contrast: Contrast, indicators: Collection[str] = CATALOGUE, levels: Collection[str] = EVERY_LEVEL
) -> pl.DataFrame:
    """Give a contrast in indicators: of its estates together, and of every place of every level, by year.

    Args:
        tables: of both variants.
        contrast: which variants, and of which estates it is told.
        indicators: ids of the catalogue; levels: those told, `set` for the estates of the contrast together.

    Returns:
        columns as SCHEMA.

    Raises:
        WrongInput: one of the variants is not among the results, or they share no replication.
    """
    numbers = shared_numbers(tables, contrast)
    told = estates_of(tables, contrast)
    found: list[pl.DataFrame] = []
    for name in indicators:
        one = CATALOGUE[name]
        apart = years_apart(one, tables.ground(contrast.variant), tables.ground(contrast.against))
        at = len(found)
        if SET in levels and told.estates and _of_estates(one):
            found.append(_differences(contrast, one, SET, *(
                lay_out(lazy_values(tables, variant, one, "city", "year", told.estates), numbers)
                for variant in (contrast.variant, contrast.against)
            )).with_columns(place=pl.lit(told.where)))  # fmt: skip
        for level, period in places_of(one):
            if period == "year" and level in levels:
                found += [
                    _differences(contrast, one, level, ours, theirs)
                    for ours, theirs in _pairs(tables, contrast, one, level, period, numbers)
                ]
        found[at:] = [_untold(frame, apart) for frame in found[at:]]
    return pl.concat(found) if found else pl.DataFrame(schema=SCHEMA)


def shared_numbers(tables: Tables, contrast: Contrast) -> tuple[int, ...]:
    """Give the replications that both variants of a contrast have.

    Raises:
        WrongInput: one of them is not among the results, or they share none.
    """
    missing = [name for name in (contrast.variant, contrast.against) if name not in tables.variants]
    if missing:
        raise WrongInput(
            Problem(Place(None, None, contrast.name), Message("the results have no variant {name}.", name=repr(name)),
                    Message("{names}", names=", ".join(tables.variants)))
            for name in missing
        )  # fmt: skip
    numbers = set(numbers_of(tables, contrast.variant)) & set(numbers_of(tables, contrast.against))
    if not numbers:
        found = Message(
            "the variants {one} and {other} share no replication.", one=contrast.variant, other=contrast.against
        )
        raise WrongInput(Problem(Place(None, None, contrast.name), found, Message("replications of the same numbers")))
    return tuple(sorted(numbers))


def _of_estates(indicator: Indicator) -> bool:
    """Tell whether an indicator can be told of any set of estates: of the city it is a sum, or a share of sums."""
    return isinstance(indicator.formula, Count | Mark | Ratio | Distance) and bool(indicator.periods("estate"))


def _pairs(
    tables: Tables, contrast: Contrast, one: Indicator, level: Level, period: Period, numbers: tuple[int, ...]
) -> Iterator[tuple[Grid, Grid]]:
    sides = (grids(tables, variant, one, level, period, numbers) for variant in (contrast.variant, contrast.against))
    return zip(*sides, strict=True)


def _differences(contrast: Contrast, one: Indicator, level: str, ours: Grid, theirs: Grid) -> pl.DataFrame:
    """Give the paired differences of two grids, for the places and periods that both have."""
    places = [place for place in ours.places if place in set(theirs.places)]
    periods = [period for period in ours.periods if period in set(theirs.periods)]
    mine, other = (
        grid.values[np.ix_([grid.places.index(each) for each in places], [grid.periods.index(each) for each in periods])]
        for grid in (ours, theirs)
    )  # fmt: skip
    apart = mine - other
    counted, mean, se, _ = moments(apart)
    there = ~np.isnan(apart)
    sides = [_mean_of(each, there) for each in (mine, other)]
    reach = np.array([t_quantile(max(2, each)) for each in range(len(ours.replications) + 1)])[counted] * se
    verdicts = [
        _verdict(*each)
        for each in zip(counted.flat, mean.flat, reach.flat, (apart == 0).sum(axis=-1).flat, strict=True)
    ]
    columns: dict[str, Any] = {
        "contrast": contrast.name, "variant": contrast.variant, "against": contrast.against, "indicator": one.id,
        "level": level, "place": [place for place in places for _ in periods], "period": periods * len(places),
        "unit": one.unit, "n": counted.ravel(), "mean_variant": sides[0].ravel(), "mean_against": sides[1].ravel(),
        "difference": mean.ravel(), "se": se.ravel(), "low": (mean - reach).ravel(), "high": (mean + reach).ravel(),
        "verdict": verdicts, "covers": CHANCE,
    }  # fmt: skip
    frame = pl.DataFrame(columns, schema=SCHEMA)
    return frame.with_columns(pl.col(pl.Float64).fill_nan(None))


def _untold(frame: pl.DataFrame, apart: Collection[str]) -> pl.DataFrame:
    """Give differences without a verdict in the years in which each variant is counted by a threshold of its own."""
    if not apart:
        return frame
    own = pl.col("period").is_in(sorted(apart)) & (pl.col("verdict") != "no_meaning")
    return frame.with_columns(verdict=pl.when(own).then(pl.lit("own_threshold")).otherwise("verdict"))


def _mean_of(values: Any, there: Any) -> Any:
    counted = there.sum(axis=-1)
    return np.where(counted > 0, np.where(there, values, 0).sum(axis=-1) / np.maximum(counted, 1), np.nan)


def _verdict(counted: int, mean: float, reach: float, alike: int) -> Verdict:
    if counted == 0:
        return "no_meaning"
    if alike == counted:
        return "none"
    if counted == 1:
        return "one_replication"
    if abs(mean) <= reach:
        return "within_noise"
    return "more" if mean > 0 else "less"
