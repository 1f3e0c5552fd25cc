"""Many places at once: which of them differ, when so many are looked at that some will seem to by chance alone.

Of 300 intervals that cover 95 in 100 some 15 miss the truth. Places are therefore judged as a crowd, one indicator, level and
period at a time: so many are said to differ that at most one in twenty of those said to is expected not to (the false
discovery rate of Benjamini and Hochberg, which also holds for places that luck moves alike). Intervals stay those of each
place by itself, and how many of them would miss nought by chance is told beside.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from kredslob.scenarios.indicators.interval import LEVEL

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE: Final = 1 - LEVEL
STANDS: Final = "stands"
FAMILY: Final = ("contrast", "indicator", "level", "period")
_NOT_TESTED: Final = ("none", "no_meaning", "one_replication")


def with_stands(frame: pl.DataFrame) -> pl.DataFrame:
    """Give differences with a column `stands`: whether a place differs when it is judged with all others of its level.

    Args:
        frame: differences, columns as `indicators.contrast.SCHEMA`. Places where no replication differs are no test: that
            they come to the same is certain.
    """
    if frame.is_empty():
        return frame.with_columns(pl.lit(value=False).alias(STANDS))
    tested = ~frame["verdict"].is_in(_NOT_TESTED)
    chance = p_values(frame["difference"], frame["se"], frame["n"])
    ranked = frame.with_columns(tested=tested, p=pl.when(tested).then(pl.Series(chance)))
    ordinal = pl.col("p").rank("ordinal").over(FAMILY)
    count = pl.col("tested").sum().over(FAMILY)
    passing = pl.when(pl.col("p") <= RATE * ordinal / count).then(pl.col("p")).max().over(FAMILY)
    return ranked.with_columns((pl.col("p") <= passing).fill_null(value=False).alias(STANDS)).drop("tested", "p")


def by_chance(tested: int) -> float:
    """Give how many of so many intervals are expected to miss a difference of nought, if there is none anywhere."""
    return RATE * tested


def p_values(difference: Any, se: Any, n: Any) -> NDArray[Any]:
    """Give how likely differences at least so large are if there is none, by Student's t as Wallace (1959) has it.

    That is within 0.002 of it from four replications on.
    """
    apart, error, count = (
        np.asarray(each.fill_null(np.nan) if each.dtype.is_float() else each, np.float64)
        for each in (difference, se, n)
    )
    freedom = np.maximum(count - 1, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.abs(apart) / error
        z = (8 * freedom + 1) / (8 * freedom + 3) * np.sqrt(freedom * np.log1p(t * t / freedom))
    z = np.where((error == 0) & (apart != 0), np.inf, z)
    found: NDArray[Any] = np.array([math.erfc(each / math.sqrt(2)) if each == each else np.nan for each in z])  # noqa: PLR0124 - NaN
    return found
