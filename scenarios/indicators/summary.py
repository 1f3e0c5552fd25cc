"""Summaries over replications: mean, its standard error, and how far single outcomes lie apart.

They cover chance between replications and nothing else: how people behave, and what the agreement is assumed to say where it
has not been read, are the same in all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE
from kredslob.scenarios.indicators.grids import Grid, grids, numbers_of, several_grids
from kredslob.scenarios.indicators.indicator import Indicator, Level, Period
from kredslob.scenarios.indicators.tables import Tables

if TYPE_CHECKING:
    from numpy.typing import NDArray

QUANTILES: Final = (0.05, 0.25, 0.5, 0.75, 0.95)
SCHEMA: Final[dict[str, Any]] = {
    "variant": pl.String(), "indicator": pl.String(), "level": pl.String(), "place": pl.String(), "period": pl.String(),
    "unit": pl.String(), "n": pl.Int32(), "mean": pl.Float64(), "se": pl.Float64(), "q05": pl.Float64(),
    "q25": pl.Float64(), "q50": pl.Float64(), "q75": pl.Float64(), "q95": pl.Float64(), "covers": pl.String(),
}  # fmt: skip
"""n: replications in which the value has a meaning; se: the standard error of the mean, null of one replication; q05 to q95:
quantiles of single outcomes over replications; covers: what all of these cover, which here is chance alone."""
CHANCE: Final = "chance"


def summarise(tables: Tables, indicators: Sequence[str] = tuple(CATALOGUE)) -> pl.DataFrame:
    """Give the summary of indicators at all levels and periods: columns as SCHEMA, in the order of the indicators.

    Estates by month are left out: they are for whoever asked for them, by `values`.
    """
    found = [frame for variant in tables.variants for frame in _of_variant(tables, variant, indicators)]
    return pl.concat(found) if found else pl.DataFrame(schema=SCHEMA)


def _of_variant(tables: Tables, variant: str, indicators: Sequence[str]) -> Iterator[pl.DataFrame]:
    """Give the parts of a variant's summary; at each level all indicators are worked out together."""
    numbers = numbers_of(tables, variant)
    there: dict[tuple[Level, Period], list[Indicator]] = {}
    for name in indicators:
        for where in places_of(CATALOGUE[name]):
            there.setdefault(where, []).append(CATALOGUE[name])
    parts: dict[tuple[str, Level, Period], list[pl.DataFrame]] = {}
    for (level, period), several in there.items():
        for one, grid in several_grids(tables, variant, several, level, period, numbers):
            parts.setdefault((one.id, level, period), []).append(_told(grid, variant, one, level))
    for name in indicators:
        for level, period in places_of(CATALOGUE[name]):
            yield from parts[name, level, period]


def summary_bytes(tables: Tables) -> bytes:
    """Give the summary of all indicators as a Parquet file: the same bytes for the same results."""
    return parquet(summarise(tables))


def parquet(frame: pl.DataFrame) -> bytes:
    """Give a table as a Parquet file."""
    file = BytesIO()
    frame.write_parquet(file, compression="zstd", statistics=False)
    return file.getvalue()


def places_of(indicator: Indicator) -> Iterator[tuple[Level, Period]]:
    """Give the levels and periods that a summary tells."""
    for level, periods in indicator.levels:
        yield from ((level, period) for period in periods if (level, period) != ("estate", "month"))


def summary_of(
    tables: Tables, variant: str, indicator: Indicator, level: Level, period: Period, numbers: Collection[int]
) -> pl.DataFrame:
    """Give the summary of one indicator in one variant, over the replications of these numbers."""
    found = grids(tables, variant, indicator, level, period, numbers)
    return pl.concat([_told(grid, variant, indicator, level) for grid in found])


def _told(grid: Grid, variant: str, indicator: Indicator, level: Level) -> pl.DataFrame:
    counted, mean, se, quantiles = moments(grid.values)
    places = [place for place in grid.places for _ in grid.periods]
    columns: dict[str, Any] = {"place": places, "period": list(grid.periods) * len(grid.places)}
    columns |= {"n": counted.ravel(), "mean": mean.ravel(), "se": se.ravel()}
    columns |= {f"q{round(100 * q):02}": each.ravel() for q, each in zip(QUANTILES, quantiles, strict=True)}
    frame = pl.DataFrame(columns, schema={name: SCHEMA[name] for name in columns})
    told = {"variant": variant, "indicator": indicator.id, "level": level, "unit": indicator.unit, "covers": CHANCE}
    frame = frame.with_columns(
        pl.col(pl.Float64).fill_nan(None), **{name: pl.lit(value) for name, value in told.items()}
    )
    return frame.select(*SCHEMA)


def moments(values: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Give how many values have a meaning, their mean, its standard error and their quantiles, along the last axis.

    Args:
        values: float64[..., replications], NaN where there is no value.

    Returns:
        counts [...], mean [...], standard error [...] (NaN of fewer than two), quantiles [QUANTILES, ...].
    """
    there = ~np.isnan(values)
    counted = there.sum(axis=-1)
    some = np.maximum(counted, 1)
    mean = np.where(counted > 0, np.where(there, values, 0).sum(axis=-1) / some, np.nan)
    squares = (np.where(there, values - mean[..., None], 0) ** 2).sum(axis=-1)
    se = np.where(counted > 1, np.sqrt(squares / np.maximum(counted - 1, 1) / some), np.nan)
    ordered = np.sort(values, axis=-1)  # NaN last
    return counted, mean, se, np.stack([_quantile(ordered, counted, q) for q in QUANTILES])


def _quantile(ordered: NDArray[Any], counted: NDArray[Any], q: float) -> NDArray[Any]:
    """Give the quantile between the two nearest of those that have a meaning."""
    at = q * np.maximum(counted - 1, 0)
    below = np.floor(at).astype(np.int64)
    above = np.minimum(below + 1, np.maximum(counted - 1, 0))
    low, high = (np.take_along_axis(ordered, each[..., None], axis=-1)[..., 0] for each in (below, above))
    found: NDArray[Any] = low + (high - low) * (at - below)
    return found
