"""Charts that hold the variants beside each other, a row each: the mean of a year and how far single replications lie apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kredslob.engine.page.html import Html, Part
from kredslob.rules.messages import Message
from kredslob.scenarios.indicators.indicator import Unit
from kredslob.scenarios.reporting.charts.plan import Kind, Row, Rows, rounded
from kredslob.scenarios.reporting.figure import figure
from kredslob.scenarios.reporting.numbers import amount, between
from kredslob.scenarios.reporting.over_time import step_of
from kredslob.scenarios.reporting.run import Run


def beside(run: Run, key: str, title: str, about: str, told: Mapping[str, Mapping[str, Any]], unit: Unit, kind: Kind, under: str = "") -> Html:
    """Give the chart of one value for each variant.

    Args:
        told: by variant, a row of a summary whose mean is not null.
    """
    words, rows, cells = run.words, [], list[Sequence[Part]]()
    variants = [one for one in run.shown if one.name in told]
    for one in variants:
        row = told[one.name]
        spread = (None, None) if run.alone else (row["q05"], row["q95"])
        rows.append(Row(one.hand.letter, one.hand.colour, one.hand.shape, row["mean"], *spread))
        cells.append([f"{one.hand.letter} {words.read(one.title)}", amount(words, unit, row["mean"]), between(words, unit, *spread)])
    every = [each for row in rows for each in (row.value, row.low, row.high) if each is not None]
    low, high = min(0.0, *every), max(every)
    x = rounded(low, high, step_of(low, high)) if high > low else (low, low + 1)
    heads = (Message("Variant"), Message("Mean"), Message("Nine of ten replications"))
    return figure(words, key, title, about, Rows(tuple(rows), x, kind), heads, cells, under=under)
