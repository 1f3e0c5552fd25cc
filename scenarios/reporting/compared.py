"""Charts that hold the variants beside each other, a row each: the mean of a year and how far single replications lie apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kredslob.engine.page.html import Html, Part
from kredslob.rules.messages import Message
from kredslob.scenarios.indicators.indicator import Unit
from kredslob.scenarios.reporting.charts.plan import Kind, Row, Rows, rounded
from kredslob.scenarios.reporting.figure import figure
from kredslob.scenarios.reporting.numbers import amount, between
from kredslob.scenarios.reporting.over_time import step_of
from kredslob.scenarios.reporting.run import Run

_CLOSE: Final = 0.6
_FEW: Final = 5


def beside(
    run: Run, key: str, named: tuple[str, str], told: Mapping[str, Mapping[str, Any]], unit: Unit, kind: Kind
) -> Html:
    """Give the chart of one value for each variant.

    Args:
        key: a name for it that nothing else on the page has; named: what it shows, and what that is in words.
        told: by variant, a row of a summary whose mean is not null.
    """
    words, rows, cells = run.words, [], list[Sequence[Part]]()
    variants = [one for one in run.shown if one.name in told]
    for one in variants:
        row = told[one.name]
        spread = (None, None) if run.alone else (row["q05"], row["q95"])
        hand, mean = one.hand, amount(words, unit, row["mean"])
        rows.append(Row(hand.letter, hand.colour, hand.shape, row["mean"], mean, *spread))
        cells.append([f"{hand.letter} {words.read(one.title)}", mean, between(words, unit, *spread)])
    every = [each for row in rows for each in (row.value, row.low, row.high) if each is not None]
    low, high = min(every), max(every)
    if low < _CLOSE * high:  # else dots need no zero: where they stand is read, not how long they are
        low = min(low, 0.0)
    x = rounded(low, high, step_of(low, high)) if high > low else (low, low + 1)
    if kind == "count" and x[1] - x[0] < _FEW:
        kind = "decimal"
    heads = (Message("Variant"), Message("Mean"), Message("Nine of ten replications"))
    return figure(words, key, (named[0], "", named[1]), Rows(tuple(rows), x, kind), heads, cells)
