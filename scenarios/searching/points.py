"""Every point that was run as a table: a row each, a column for each term, goal and limit."""

from __future__ import annotations

from typing import Any

import polars as pl

from kredslob.scenarios.searching.answer import Answer, Found


def points_frame(found: Answer) -> pl.DataFrame:
    """Give the points of an answer, the present agreement first.

    Columns: point (its name), role, amendment (its id), title_da, title_en; `term_NAME` (as text; empty where it is as now
    and none of the choices); of each goal its mean, the ends of its 95 % interval, and the paired difference against the
    present agreement with its ends; of each limit how it is held, how many places miss it of how many, and what the place
    that decides comes to; replications. Shares are 0-1.
    """
    rows = [_row(found, one) for one in found.points]
    return pl.DataFrame(rows, infer_schema_length=None)


def _row(found: Answer, one: Found) -> dict[str, Any]:
    row: dict[str, Any] = {
        "point": one.name, "role": one.role, "amendment": one.id or "", "title_da": one.title.da, "title_en": one.title.en
    }  # fmt: skip
    for term, place in zip(found.terms, one.choices, strict=True):
        row[f"term_{term.name}"] = None if place is None else _text(term.choices[place])
    for at, goal in enumerate(found.goals):
        mean = one.goals[at]
        row |= {f"{goal.name}": mean.value, f"{goal.name}_low": mean.low, f"{goal.name}_high": mean.high}
        apart = one.apart[at] if one.apart else None
        for part in ("value", "low", "high"):
            name = f"{goal.name}_against_now" + ("" if part == "value" else f"_{part}")
            row[name] = None if apart is None else getattr(apart, part)
    for limit, held in zip(found.limits, one.limits, strict=True):
        row |= {
            f"{limit.name}": held.how, f"{limit.name}_missing": held.missing, f"{limit.name}_of": held.of,
            f"{limit.name}_place": held.worst, f"{limit.name}_value": held.mean.value,
        }  # fmt: skip
    return {**row, "replications": one.goals[0].replications}


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)
