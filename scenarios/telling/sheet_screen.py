"""An indicator in full on a screen: its definition, then for each variant a row for each place, with the last periods."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import polars as pl

from kredslob.rules.messages import Lang, Message
from kredslob.rules.model import Text
from kredslob.rules.units import PPM
from kredslob.scenarios.indicators.indicator import UNITS, Unit
from kredslob.scenarios.indicators.interval import of_share
from kredslob.scenarios.telling.numbers import Percent, shown
from kredslob.scenarios.telling.screen import Head, Part, Rows, Said, Word, joined
from kredslob.scenarios.telling.sheet import Sheet, named

_PERIODS: Final = 4  # as many have a column; --csv has them all


def sheet_screen(sheet: Sheet, lang: Lang) -> Iterator[Part]:
    """Give the parts of the screen."""
    one = sheet.indicator
    odds = one.unit == "yes_no" and sheet.level in ("estate", "area") and _alone(sheet)
    told_in = Message("per cent of replications") if odds else _unit(one.unit)
    yield Head(Message("{name} ({unit})", name=one.name, unit=told_in))
    yield Said(Message("{definition}", definition=one.definition), 0)
    yield Said(Message("{is_not}", is_not=one.is_not), 0)
    if sheet.own:
        yield Said(Message("The variants' thresholds are not the same, and each is counted by its own: no difference between them can be read from this. In the last year: {told}.",
                           told=_own(sheet)), 0, caution=True)  # fmt: skip
    rows = named(sheet.rows, sheet.level, lang)
    for variant in rows["variant"].unique(maintain_order=True):
        own = rows.filter(pl.col("variant") == variant)
        periods = own["period"].unique().sort().to_list()[-_PERIODS:]
        told = own.filter(pl.col("period").is_in(periods)).sort("place", "period").rows(named=True)
        heads: tuple[Word, ...] = (
            Message("{variant}", variant=variant), *(Text(each, each) for each in periods),
            Message("95 % interval {year}", year=periods[-1]) if odds else Message("9 of 10 in {year}", year=periods[-1]),
            Message("replications"),
        )  # fmt: skip
        yield Rows(heads, tuple(_rows(told, len(periods), "share" if odds else one.unit, odds=odds)))
    if not sheet.rows.height:
        yield Said(Message("There is no such place in these results."))
    elif sheet.rows["n"].max() == 1:
        yield Said(Message("One replication has no interval: it is one course of luck, and nothing can be said of how sure it is."), 0, caution=True)  # fmt: skip


def _alone(sheet: Sheet) -> bool:
    """Tell whether each place has it or not, so that the mean is in how many replications it has."""
    highest = sheet.rows["q95"].max()
    return sheet.level == "estate" or (isinstance(highest, float) and highest <= 1)


def _own(sheet: Sheet) -> Message:
    """Give the threshold of each variant."""
    several = [Message("{name} {share}", name=name, share=Percent(held.ppm / PPM, 1) if held else Message("none"))
               for name, held in sheet.own]  # fmt: skip
    return joined(several)


def _unit(unit: Unit) -> Message:
    """Say the unit as it is shown here: shares in per cent."""
    match unit:
        case "share":
            return Message("per cent")
        case "difference":
            return Message("percentage points")
    return UNITS[unit]


def _rows(told: list[dict[str, Any]], periods: int, unit: Unit, *, odds: bool) -> Iterator[tuple[Word, ...]]:
    for first in range(0, len(told), periods):
        of = told[first : first + periods]
        last = of[-1]
        ends = of_share(round(last["mean"] * last["n"]), last["n"]) if odds else (last["q05"], last["q95"])
        low, high = (shown(each, unit) for each in ends)
        bounds = Message("{low}-{high}", low=low, high=high) if last["n"] > 1 else Message("-")
        number = Text(str(last["n"]), str(last["n"]))
        yield Text(last["name"], last["name"]), *(shown(each["mean"], unit) for each in of), bounds, number
