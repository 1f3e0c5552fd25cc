"""Charts of something over time in every variant: the base with its bands, the others by their letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from kredslob.engine.page.html import Html, Part, element
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message
from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE
from kredslob.scenarios.indicators.indicator import Level, Period, Unit
from kredslob.scenarios.indicators.yardsticks import highest_in
from kredslob.scenarios.reporting.charts.plan import Band, Kind, Limit, Line, Lines, rounded
from kredslob.scenarios.reporting.figure import figure
from kredslob.scenarios.reporting.numbers import amount, between, percent
from kredslob.scenarios.reporting.run import Run

Rows = Sequence[Mapping[str, Any]]
Series = Mapping[str, Rows]
"""Summaries by year or month, by variant."""


def at(period: str) -> float:
    """Give where a year or month stands on the axis of time: 2012, or 2012-04 as 2012.25."""
    year, _, month = period.partition("-")
    return int(year) + (int(month) - 1) / 12 if month else float(year)


def chart_of(run: Run, series: Series, kind: Kind, y: tuple[float, float], limits: Sequence[Limit] = (),
             before: Mapping[str, float] | None = None) -> Lines:  # fmt: skip
    """Give the chart of a series.

    Args:
        series: summaries of each variant that has any.
        kind: what is measured; y: from and to.
        before: a value that is known a year before the first, by variant.
    """
    lines, bands = [], []
    for one in reversed(run.shown):
        rows = [row for row in series.get(one.name, ()) if row["q50"] is not None]
        if not rows:
            continue
        known = () if not before or one.name not in before else ((at(rows[0]["period"]) - 1, before[one.name]),)
        base = one is run.base
        points = (*known, *((at(row["period"]), row["q50"]) for row in rows))
        label = one.hand.letter if len(run.shown) > 1 else ""
        lines.append(Line(label, one.hand.colour, one.hand.stroke, points, strong=base, name=f"line_{one.hand.letter}"))
        if base and not run.alone:
            bands = [
                Band(one.hand.colour, shade, (
                    *((x, value, value) for x, value in known), *((at(row["period"]), row[low], row[high]) for row in rows)
                ), name) for low, high, shade, name in (("q05", "q95", 0.13, "band90"), ("q25", "q75", 0.22, "band50"))
            ]  # fmt: skip
    every = [x for line in lines for x, _ in line.points] or [0.0, 1.0]
    span = (min(every), max(*every, min(every) + 1))
    ticks = tuple(year for year in range(int(span[0]), int(span[1]) + 1) if span[0] <= year <= span[1])
    step = -(-len(ticks) // 7)
    return Lines(tuple(lines), tuple(bands), tuple(limits), span, ticks[::step], y, kind)


def reach(series: Series, also: Sequence[float] = ()) -> tuple[float, float]:
    """Give the least and the most that a chart has to show."""
    told = [row[name] for rows in series.values() for row in rows for name in ("q05", "q95") if row[name] is not None]
    every = [*told, *also]
    return (min(every), max(every)) if every else (0.0, 1.0)


def step_of(low: float, high: float) -> float:
    """Give a step of 1, 2 or 5 at which about five lines of a grid stand."""
    width = (high - low) / 5 or 1.0
    power = 1.0
    while power > width:
        power /= 10
    while power * 10 <= width:
        power *= 10
    return next((power * times for times in (1, 2, 5) if power * times >= width), 10 * power)


def limits_of(run: Run, start: float, end: float, *, below: bool = False) -> list[Limit]:
    """Give the thresholds that the agreement sets, from when to when, each with what it says where it first stands.

    `below`: whether that is said beneath the line.
    """
    ground = run.ground
    found: list[Limit] = []
    told = set[tuple[int, bool]]()
    for (month, held), (until, _) in pairwise([*ground.thresholds, (ground.months.count, ())]):
        first = start if month == 0 else at(_month(ground.months.day(month)))
        last = end if until >= ground.months.count else at(_month(ground.months.day(until)))
        if first >= min(last, end):
            continue
        for one in held:
            key = (one.ppm, one.strict)
            label = "" if key in told else threshold_text(run, *key)
            found.append(Limit(one.ppm / 1_000_000, first, min(last, end), label, below))
            told.add(key)
    return found


def same_threshold(run: Run) -> bool:
    """Tell whether all variants have the base's thresholds, from the same months."""
    held = run.ground.thresholds
    return all(run.tables.ground(one.name).thresholds == held for one in run.shown)


def yardsticks(run: Run) -> Html | None:
    """Say by which threshold each variant is counted; None where all have the base's."""
    if same_threshold(run):
        return None
    told = [f"{one.hand.letter} {thresholds_of(run, one.name)}" for one in run.shown]
    said = Message("The threshold is not the same in all variants, and each is counted by its own: {told}. The line in the charts is the first one's.",
                   told="; ".join(told))  # fmt: skip
    return element("p", run.words.say(said), class_="warning")


def thresholds_of(run: Run, variant: str) -> str:
    """Give the highest thresholds of a variant, one after the other."""
    highest = [levels[-1] for _, levels in run.tables.ground(variant).thresholds if levels]
    text = ", ".join(dict.fromkeys(threshold_text(run, level.ppm, level.strict) for level in highest))
    return text or run.words.say(Message("none"))


def threshold_in(run: Run, variant: str, year: str) -> str:
    """Give the highest threshold of a variant at the end of a year."""
    ground = run.tables.ground(variant)
    held = dict(zip(map(str, ground.years), highest_in(ground), strict=True)).get(year)
    return run.words.say(Message("none")) if held is None else threshold_text(run, held.ppm, held.strict)


def threshold_text(run: Run, ppm: int, strict: bool) -> str:
    """Give what a threshold says, in a few letters: over 40 %."""
    share = percent(run.words, ppm / 1_000_000, 0 if ppm % 10_000 == 0 else 1)
    return run.words.say(Message("over {share}", share=share) if strict else Message("from {share}", share=share))


def _month(day: date) -> str:
    return f"{day.year}-{day.month:02}"


def told_by_year(
    run: Run, series: Series, known: Mapping[str, tuple[str, str]] | None = None
) -> tuple[list[Message], list[list[Part]]]:
    """Give the heads and cells of the numbers of a chart, by year; of months the last of a year.

    `known`: for a variant, the year before the first and what is known of it.
    """
    variants = [one for one in run.shown if series.get(one.name)]
    found = next((row["indicator"] for rows in series.values() for row in rows), None)
    unit: Unit = "share" if found is None else CATALOGUE[found].unit
    periods: dict[str, dict[str, str]] = {}
    for one in variants:
        if known and one.name in known:
            periods.setdefault(known[one.name][0], {})[one.name] = known[one.name][1]
        for row in series[one.name]:
            told = amount(run.words, unit, row["q50"])
            if not run.alone and row["q50"] is not None:
                told += f" ({between(run.words, unit, row['q05'], row['q95'])})"
            periods.setdefault(row["period"][:4], {})[one.name] = told
    heads = [Message("Year"), *(Message("{title}", title=one.title) for one in variants)]
    return heads, [[year, *(told.get(one.name, "") for one in variants)] for year, told in sorted(periods.items())]


@dataclass(frozen=True, slots=True)
class Course:
    """What a chart over time is of.

    Args:
        key: a name for it that nothing else on the page has; title: what it shows; about: what it is, in words.
        indicator, level, place, period: whose values.
        kind: what they are; zero: whether the axis holds zero.
    """

    key: str
    title: str
    about: str
    indicator: str
    level: Level
    place: str
    period: Period
    kind: Kind
    zero: bool = True


def over_time(run: Run, one: Course) -> Html | None:
    """Give the chart of an indicator at a place in every variant; None where nothing is known of it."""
    every = run.series(one.indicator, one.level, one.period)
    series = {each.name: every[each.name, one.place] for each in run.shown if (each.name, one.place) in every}
    if not any(row["q50"] is not None for rows in series.values() for row in rows):
        return None
    low, high = reach(series, (0.0,) if one.zero else ())
    least = 0.01 if one.kind in ("percent", "points", "decimal") else 1.0
    y = rounded(low, high, max(step_of(low, high), least))
    heads, cells = told_by_year(run, series)
    return figure(run.words, one.key, (one.title, "", one.about), chart_of(run, series, one.kind, y), heads, cells)
