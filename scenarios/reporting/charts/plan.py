"""What a chart shows, as plain data: lines with bands, rows of dots with intervals, slopes. How it is drawn is said elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor
from typing import Literal

from kredslob.rules.frozen import dataclass

Kind = Literal["percent", "points", "count", "decimal"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points, with a label at its end."""

    label: str
    colour: str
    stroke: tuple[int, ...]
    points: tuple[tuple[float, float], ...]
    strong: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """Between low and high, from left to right: (x, low, high)."""

    colour: str
    opacity: float
    points: tuple[tuple[float, float, float], ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """A level that matters, from one x to another, with what is said of it: above it, or below where lines come from above."""

    y: float
    start: float
    end: float
    label: str
    below: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines over time.

    Args:
        lines, bands, limits: in drawing order.
        x: from and to; ticks: the years told on the axis.
        y: from and to.
        kind: what y is.
    """

    lines: tuple[Line, ...]
    bands: tuple[Band, ...]
    limits: tuple[Limit, ...]
    x: tuple[float, float]
    ticks: tuple[int, ...]
    y: tuple[float, float]
    kind: Kind


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a chart of dots: a value as it is told, and its interval, or None for none."""

    label: str
    colour: str
    shape: str
    value: float
    told: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """Dots with intervals, a row each.

    Args:
        rows: from above.
        x: from and to.
        kind: what x is.
    """

    rows: tuple[Row, ...]
    x: tuple[float, float]
    kind: Kind


@dataclass(frozen=True, slots=True)
class Slope:
    """From a value before to a value after; a label makes it stand out."""

    before: float
    after: float
    colour: str
    stroke: tuple[int, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Slopes:
    """Slopes between two moments.

    Args:
        slopes: those with a label are drawn last.
        heads: what the two moments are called.
        y: from and to.
        limit: a level that matters before and after; None if there is none.
    """

    slopes: tuple[Slope, ...]
    heads: tuple[str, str]
    y: tuple[float, float]
    limit: Limit | None


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a chart of two goals: a label makes it stand out, and colour is never all that tells it."""

    x: float
    y: float
    colour: str
    shape: str
    label: str = ""
    filled: bool = True


@dataclass(frozen=True, slots=True)
class Dots:
    """Points by two goals.

    Args:
        dots: those with a label are drawn last; front: the line through those that nothing beats, from left to right.
        x, y: from and to; kinds: what each is; titles: what each is called.
    """

    dots: tuple[Dot, ...]
    front: tuple[tuple[float, float], ...]
    x: tuple[float, float]
    y: tuple[float, float]
    kinds: tuple[Kind, Kind]
    titles: tuple[str, str]


Chart = Lines | Rows | Slopes | Dots


def apart(values: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Give where labels of values stand so that each keeps a gap from the next, as near to its value as may be.

    Where there is no room for all between low and high they stand closer.
    """
    if not values:
        return []
    order = sorted(range(len(values)), key=lambda at: values[at])
    gap = min(gap, (high - low) / max(1, len(values) - 1))
    placed: list[list[float]] = []  # runs of labels that touch: [how many, sum of where each would have its first]
    for at in order:
        placed.append([1, values[at]])
        while len(placed) > 1 and _first(placed[-2], gap, low, high) + placed[-2][0] * gap > _first(
            placed[-1], gap, low, high
        ):
            size, total = placed.pop()
            placed[-1] = [placed[-1][0] + size, placed[-1][1] + total - size * placed[-1][0] * gap]
    found = [0.0] * len(values)
    place = iter(order)
    for run in placed:
        first = _first(run, gap, low, high)
        for step in range(int(run[0])):
            found[next(place)] = first + step * gap
    return found


def _first(run: list[float], gap: float, low: float, high: float) -> float:
    size, total = run
    return min(max(total / size, low), high - (size - 1) * gap)


def rounded(low: float, high: float, step: float) -> tuple[float, float]:
    """Give a range that begins and ends at whole steps and holds another."""
    bottom, top = floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step
    return (round(bottom, 9), round(top if top > bottom else bottom + step, 9))
