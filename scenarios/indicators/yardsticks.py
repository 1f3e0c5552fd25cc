"""By which threshold each variant is counted: what is over a threshold in two variants is no difference where theirs differ.

An estate can be over a lower threshold with the very same residents. Such a figure tells of the thresholds as much as of the
city, so that its difference is given no verdict.
"""

from __future__ import annotations

from typing import Final

from kredslob.scenarios.indicators.ground import Ground, Threshold
from kredslob.scenarios.indicators.indicator import Distance, Indicator, Mark

_MARKS: Final = ("over", "at_risk", "crossed_up", "crossed_down")
_SINCE_FIRST: Final = ("crossed_up", "crossed_down")  # counted from how estates stood in the first month


def by_threshold(indicator: Indicator) -> bool:
    """Tell whether an indicator is counted by the threshold of its own variant."""
    formula = indicator.formula
    return isinstance(formula, Distance) or (isinstance(formula, Mark) and formula.what in _MARKS)


def highest_at(ground: Ground, month: int) -> Threshold | None:
    """Give the highest threshold in force in a month; None where none is."""
    return next(reversed(ground.thresholds_at(month)), None)


def highest_in(ground: Ground) -> tuple[Threshold | None, ...]:
    """Give the highest threshold in force at the end of each year."""
    return tuple(highest_at(ground, ground.last(at)) for at in range(len(ground.years)))


def years_apart(indicator: Indicator, ours: Ground, theirs: Ground) -> frozenset[str]:
    """Give the years, as periods are named, in which an indicator is counted by another threshold in one than in the other."""
    if not by_threshold(indicator):
        return frozenset()
    of_first = isinstance(indicator.formula, Mark) and indicator.formula.what in _SINCE_FIRST
    first = of_first and _level(highest_at(ours, 0)) != _level(highest_at(theirs, 0))
    pairs = zip(ours.years, highest_in(ours), highest_in(theirs), strict=False)
    return frozenset(str(year) for year, mine, other in pairs if first or _level(mine) != _level(other))


def _level(one: Threshold | None) -> tuple[int, bool] | None:
    return None if one is None else (one.ppm, one.strict)
