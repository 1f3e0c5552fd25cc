"""The table of crossings: which estates rise above the threshold or fall below it, how surely, by which dates of the loop."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from kredslob.engine.page.html import Html, Part, element
from kredslob.engine.page.tables import row, table
from kredslob.rules.messages import Message
from kredslob.scenarios.reporting.crossings import Crossing, Loop, is_over
from kredslob.scenarios.reporting.numbers import between, percent, percents, plain
from kredslob.scenarios.reporting.over_time import same_threshold, thresholds_of, yardsticks
from kredslob.scenarios.reporting.parts import lead, section
from kredslob.scenarios.reporting.run import Run

_MOST: Final = 30
_KINDS: Final = ("rises", "falls", "balance")


def _caption(kind: str, count: int) -> Message:
    """Say how many estates are of a kind of crossing."""
    if kind == "rises":
        return Message(
            "Rise above the threshold surely or probably (over it in 80 % of replications or more): {count}",
            count=count,
        )
    if kind == "falls":
        return Message(
            "Fall below the threshold surely or probably (over it in 20 % of replications or fewer): {count}",
            count=count,
        )
    return Message("Hang in the balance (over it in 20-80 % of replications): {count}", count=count)


def crossing_section(run: Run, found: Sequence[Crossing]) -> Html:
    """Give the chapter of crossings."""
    say = run.words.say
    heading = say(Message("Which estates cross the threshold"))
    if not found:
        return section("crossings", heading, lead(say(Message("No threshold is in force that an estate could cross."))))
    text = Message(
        "Told of each estate is the first variant; in the last columns, how surely it ends over the threshold in the others. The largest estates come first."
    )
    if not same_threshold(run):
        text = Message(
            "Told of each estate is the first variant; in the last columns, how surely it ends over the other variants' own thresholds. The largest estates come first."
        )
    parts: list[Part] = [yardsticks(run), _by_variant(run), lead(say(text))]
    for kind in _KINDS:
        told = [one for one in found if one.kind == kind]
        caption = _caption(kind, len(told))
        if not told:
            parts.append(element("p", say(caption), class_="none"))
        elif kind == "balance":
            more = (
                [element("p", say(Message("and {count} more", count=len(told) - _MOST)), class_="note")]
                if len(told) > _MOST
                else []
            )
            parts.append(
                element(
                    "details",
                    element("summary", say(caption)),
                    _table(run, told[:_MOST], caption),
                    *more,
                    class_="more",
                )
            )
        else:
            parts.append(_table(run, told, caption))
    if run.hidden:
        kept = Message("{count} estates are left out here and in all that is told of single estates: counts of fewer than five people could be read from their figures.",
                       count=len(run.hidden))  # fmt: skip
        parts.append(element("p", say(kept), class_="note"))
    return section("crossings", heading, *parts)


_COUNTS: Final = (Message("Variant"), Message("Over at the beginning"), Message("Over at the end"), Message("Have crossed upward"),
                  Message("Have crossed downward"), Message("At risk at the end"))  # fmt: skip


def _by_variant(run: Run) -> Html:
    words = run.words
    ends = [run.last(name, "city") for name in ("over", "crossed_up", "crossed_down", "at_risk")]
    rows, same = [], same_threshold(run)
    for one in run.shown:
        cells: list[Part] = []
        for told in (each.get((one.name, "city")) for each in ends):
            if told is None or told["mean"] is None:
                cells.append("")
                continue
            spread = None if run.alone else element("small", between(words, "estates", told["q05"], told["q95"]))
            cells.append((plain(words, told["mean"], 0 if run.alone else 1), spread))
        ground = run.tables.ground(one.name)
        began = sum(bool(is_over(start, ground, 0)) for start in ground.starts.values())
        own = None if same else element("small", thresholds_of(run, one.name))
        named = (f"{one.hand.letter} {words.read(one.title)} ", own)
        rows.append(row(words, _COUNTS, (named, words.number(began), *cells)))
    several = Message(
        "How many estates, by the measurement of the last year: the mean, and beneath it where nine of ten replications lie"
    )
    caption = Message("How many estates, by the measurement of the last year") if run.alone else several
    return table(words, caption, _COUNTS, rows, "counts")


_DATES: Final = Message("Most often measured, published, acting")


def _table(run: Run, told: Sequence[Crossing], caption: Message) -> Html:
    words = run.words
    others = [Message("{title}", title=one.hand.letter) for one in run.found()]
    dated = any(one.loop is not None for one in told)
    heads = (Message("Estate"), Message("At the beginning"), Message("At the end"), Message("Over at the end in"),
             *([_DATES] if dated else []), *others)  # fmt: skip
    rows = []
    for one in told:
        after, (share, low, high) = one.after[run.base.name], one.over[run.base.name]
        ends = (
            percent(words, after["q50"]),
            None if run.alone else element("small", percents(words, after["q05"], after["q95"])),
        )
        sure = (
            element("strong", percent(words, share, 0)),
            bar(share),
            None if run.alone else element("small", percents(words, low, high, 0)),
        )
        cells = [percent(words, one.over[each.name][0], 0) if each.name in one.over else "" for each in run.found()]
        named = (run.names[one.estate], element("small", _organisation(run, one.estate)))
        dates = [_dates(run, one.loop)] if dated else []
        rows.append(row(words, heads, (named, percent(words, one.before), ends, sure, *dates, *cells)))
    return table(words, caption, heads, rows, "crossing")


def bar(share: float) -> Html:
    """Draw a share as a bar; its number stands beside it."""
    return element("span", element("span", style=f"width:{100 * share:.0f}%"), class_="bar", aria_hidden="true")


def _organisation(run: Run, estate: str) -> str:
    places = run.tables.places.filter(estate=estate)
    return run.names.get(places["organisation"][0], "") if places.height else ""


def _dates(run: Run, loop: Loop | None) -> Part:
    """Give the dates of the loop, and how often they were these."""
    if loop is None:
        return ""
    words = run.words
    measured = month_text(run, loop.measured) if loop.measured else words.say(Message("before the first month"))
    steps = [measured, month_text(run, loop.published) if loop.published else "", words.day(loop.acts)]
    times = words.say(Message("in {times} of {count} replications", times=loop.times, count=run.count))
    return (" \N{RIGHTWARDS ARROW} ".join(each for each in steps if each), element("small", times))


def month_text(run: Run, day: date) -> str:
    """Give a month and its year: December 2014."""
    return run.words.day(day.replace(day=1)).split(" ", 1)[1]
