"""The paths of estates: measured share year by year with bands, the threshold, and one that the reader picks."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from kredslob.engine.page.html import Html, element
from kredslob.rules.messages import Message
from kredslob.scenarios.reporting.charts.drawing import svg_of
from kredslob.scenarios.reporting.charts.plan import Lines, rounded
from kredslob.scenarios.reporting.crossings import Crossing
from kredslob.scenarios.reporting.figure import figure, panels
from kredslob.scenarios.reporting.numbers import percent
from kredslob.scenarios.reporting.over_time import Series, chart_of, limits_of, reach, told_by_year
from kredslob.scenarios.reporting.parts import key_to_letters, lead, section
from kredslob.scenarios.reporting.run import Run

MOST: Final = 12
"""So many estates are shown: the largest of those that rise above the threshold, fall below it, or hang in the balance."""
_STEP: Final = 0.05
SIGNS: Final[Mapping[str, str]] = {
    "rises": "\N{UPWARDS ARROW}", "falls": "\N{DOWNWARDS ARROW}", "balance": "\N{LEFT RIGHT ARROW}", "stays": "",
}  # fmt: skip


def paths_section(run: Run, found: Sequence[Crossing]) -> Html | None:
    """Give the chapter of paths; None where no threshold is in force that estates could cross."""
    if not found:
        return None
    say = run.words.say
    shown_here = chosen(found)
    every = _series(run)
    y = _span(run, [every[one.estate] for one in shown_here], shown_here)
    told = [_panel(run, one, every[one.estate], y) for one in shown_here]
    bands = Message("The line is the median of {count} replications, the dark band holds half of them and the light band nine "
                    "in ten. The bands cover chance alone: how people behave and what is assumed are the same in all.",
                    count=run.words.number(run.count))  # fmt: skip
    alone = Message("There is one replication only: no band can be drawn, and nothing said of chance.")
    shown = Message("Shown are the largest estates that rise above the threshold, fall below it, or hang in the balance; any other can be picked below.")  # fmt: skip
    return section(
        "paths", say(Message("The paths of estates")),
        lead(say(Message("The share outside the workforce as it is measured each autumn, the first as the run begins."))),
        lead(say(alone if run.alone else bands)), lead(say(shown)) if told else None, key_to_letters(run), panels(*told),
        _picker(run, found, every),
    )  # fmt: skip


def chosen(found: Sequence[Crossing]) -> list[Crossing]:
    """Give the estates that are shown: as many of each kind as there is room for, in the order of the kinds."""
    kinds = {kind: [one for one in found if one.kind == kind] for kind in ("rises", "falls", "balance")}
    room = dict.fromkeys(kinds, 0)
    for _ in range(MOST):  # a place to each kind in turn, as long as it has estates left
        open_ = [kind for kind, several in kinds.items() if room[kind] < len(several)]
        if sum(room.values()) < MOST and open_:
            room[min(open_, key=lambda kind: room[kind])] += 1
    return [one for kind, several in kinds.items() for one in several[: room[kind]]]


def _series(run: Run) -> Mapping[str, Series]:
    """Give the summaries of every estate by variant."""
    found: dict[str, dict[str, Any]] = {}
    for (variant, estate), rows in run.series("outside_measured", "estate").items():
        found.setdefault(estate, {})[variant] = [row for row in rows if row["q50"] is not None]
    return found


def _span(run: Run, series: Sequence[Series], also: Sequence[Crossing]) -> tuple[float, float]:
    levels = [one.ppm / 1_000_000 for one in run.ground.thresholds_at(0)] + [one.before for one in also]
    ends = [reach(each, levels) for each in series] or [(min(levels, default=0.0), max(levels, default=1.0))]
    return rounded(min(low for low, _ in ends), max(high for _, high in ends), _STEP)


def _panel(run: Run, one: Crossing, series: Series, y: tuple[float, float]) -> Html:
    words, name = run.words, run.names[one.estate]
    chart = _chart(run, one, series, y)
    share = percent(words, one.over[run.base.name][0], 0)
    under = words.say(Message("Ends over the threshold in {share} of replications", share=share))
    about = words.say(Message(
        "{estate} begins at {before} and is measured last at {after} in the median of {variant}.", estate=name,
        before=percent(words, one.before), after=percent(words, one.after[run.base.name]["q50"]), variant=run.base.title,
    ))  # fmt: skip
    heads, cells = told_by_year(run, series, _known(run, one, series))
    return figure(words, f"path-{one.estate}", (f"{SIGNS[one.kind]} {name}", under, about), chart, heads, cells)


def _known(run: Run, one: Crossing, series: Series) -> dict[str, tuple[str, str]]:
    return {
        name: (str(int(rows[0]["period"]) - 1), percent(run.words, one.before)) for name, rows in series.items() if rows
    }


def _chart(run: Run, one: Crossing, series: Series, y: tuple[float, float]) -> Lines:
    bare = chart_of(run, series, "percent", y, (), dict.fromkeys(series, one.before))
    limits = tuple(limits_of(run, *bare.x, below=one.began))
    return Lines(bare.lines, bare.bands, limits, bare.x, bare.ticks, y, "percent")


def _picker(run: Run, found: Sequence[Crossing], every: Mapping[str, Series]) -> Html:
    """Give what lets a reader pick any estate: it needs the script, and stays away without it."""
    words, first = run.words, found[0]
    y = _span(run, [every[one.estate] for one in found], found)
    chart = _chart(run, first, every[first.estate], y)
    title = words.say(Message("Pick an estate"))
    about = words.say(Message("The path of the estate that is picked; its numbers stand below."))
    numbers = {one.estate: _numbers(run, one, every[one.estate]) for one in found}
    held = {"y": [1000 * each for each in y], "first": int(chart.x[0]) + 1, "years": chart.x[1] - chart.x[0], "estates": numbers,
            "start": words.say(Message("at the beginning"))}  # fmt: skip
    text = json.dumps(held, separators=(",", ":"), ensure_ascii=True).replace("<", "\\u003c")
    options = [element("option", run.names[one.estate], value=one.estate)
               for one in sorted(found, key=lambda each: run.names[each.estate])]  # fmt: skip
    return element(
        "div",
        element("h3", title),
        element("p", element("label", words.say(Message("Estate")), " ", element("select", *options, id="estate")), class_="choose"),
        key_to_letters(run), element("figure", svg_of(chart, words.lang, "picked", title, about), element("p", "", class_="reading", aria_live="polite", id="picked-told"),
                class_="panel large", id="picked-figure"),
        Html(f'<script type="application/json" id="estates">{text}</script>'),
        class_="picker", id="picker", hidden=True,
    )  # fmt: skip


def _numbers(run: Run, one: Crossing, series: Series) -> list[Any]:
    """Give an estate in a few numbers, in thousandths: beginning, the base's quantiles by year, the medians of all by letter."""

    def thousandths(value: float | None) -> int | None:
        return None if value is None else round(1000 * value)

    bands = [
        [thousandths(row[name]) for name in ("q05", "q25", "q50", "q75", "q95")]
        for row in series.get(run.base.name, ())
    ]
    medians = {each.hand.letter: [thousandths(row["q50"]) for row in series.get(each.name, ())] for each in run.shown}
    return [thousandths(one.before), bands, medians]
