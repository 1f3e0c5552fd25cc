"""Before and after: each estate's measured share at the beginning and at the end, a slope each, variant by variant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kredslob.engine.page.html import Html
from kredslob.rules.messages import Message
from kredslob.scenarios.reporting.charts.look import SOFT
from kredslob.scenarios.reporting.charts.plan import Limit, Slope, Slopes, rounded
from kredslob.scenarios.reporting.crossings import Crossing, kind_of
from kredslob.scenarios.reporting.figure import figure, panels
from kredslob.scenarios.reporting.numbers import percent
from kredslob.scenarios.reporting.over_time import threshold_text
from kredslob.scenarios.reporting.parts import lead, section
from kredslob.scenarios.reporting.run import Run, Shown

_NAMED: Final = 8  # labels that there is room for
_DRAWN: Final = 120  # the largest estates
_LONGEST: Final = 20
_SHORTER: Final = {", afdeling ": " ", " område ": " omr. "}


def slopes_section(run: Run, found: Sequence[Crossing]) -> Html | None:
    """Give the chapter of slopes."""
    if not found:
        return None
    say = run.words.say
    drawn = sorted(found, key=lambda one: (-one.adults, one.estate))[:_DRAWN]
    values = [
        each
        for one in drawn
        for each in (one.before, *(end["q50"] for end in one.after.values() if end["q50"] is not None))
    ]
    y = rounded(min(values), max(values), 0.05)
    told = [_slopes(run, one, drawn, y) for one in run.shown]
    text = Message("Each line is an estate: from its measured share at the beginning to the median of the last measurement. "
                   "Drawn are the {count} largest; those that cross are named, as far as there is room.", count=len(drawn))  # fmt: skip
    return section(
        "slopes", say(Message("Before and after")), lead(say(text)), panels(*(each for each in told if each))
    )


def _slopes(run: Run, shown: Shown, drawn: Sequence[Crossing], y: tuple[float, float]) -> Html | None:
    words, slopes, cells = run.words, [], []
    kinds = {one.estate: kind_of(one.over[shown.name][0], began=one.began) for one in drawn if shown.name in one.over}
    crossing = [one for one in drawn if kinds.get(one.estate) in ("rises", "falls")]
    named = {one.estate for one in crossing[:_NAMED]}
    for one in drawn:
        end = one.after.get(shown.name)
        if end is None or end["q50"] is None:
            continue
        cross = one in crossing
        up = not one.began
        colour = ("#b34700" if up else "#0b5f97") if cross else SOFT
        slopes.append(
            Slope(
                one.before,
                end["q50"],
                colour,
                () if not cross or up else (6, 3),
                _short(run.names[one.estate]) if one.estate in named else "",
            )
        )
        if cross:
            cells.append([run.names[one.estate], percent(words, one.before), percent(words, end["q50"])])
    if not slopes:
        return None
    years = run.ground.years
    ends = (str(run.ground.starts[drawn[0].estate].measured), str(years[-1]))
    highest = run.tables.ground(shown.name).thresholds_at(run.ground.months.count - 1)
    limit = (
        Limit(highest[-1].ppm / 1_000_000, 0, 1, threshold_text(run, highest[-1].ppm, highest[-1].strict))
        if highest
        else None
    )
    heads = (Message("Estate"), Message("At the beginning"), Message("At the end"))
    title = f"{shown.hand.letter} {words.read(shown.title)}"
    falls = sum(one.began for one in crossing)
    about = words.say(
        Message(
            "{rises} of these rise above the threshold surely or probably, {falls} fall below it.",
            rises=len(crossing) - falls,
            falls=falls,
        )
    )
    drawing = Slopes(tuple(slopes), ends, y, limit)
    return figure(words, f"slopes-{shown.name}", (title, about, about), drawing, heads, cells)


def _short(name: str) -> str:
    name = name.split(" (", maxsplit=1)[0]
    for long, short in _SHORTER.items():
        name = name.replace(long, short)
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
