"""The record of a backtest as JSON: what was forecast of each figure, every score, and what it was made from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.scenarios.backtesting.result import Result, Scored
from kredslob.scenarios.backtesting.verdict import Interval, Naive, Verdict
from kredslob.scenarios.files.written_by_us import NOT_AS_WRITTEN
from kredslob.scenarios.targets.reading import shipped_targets
from kredslob.scenarios.targets.target import Target, Targets

Plain = dict[str, Any]
KIND: Final = "kredslob backtest"
SCHEMA: Final = 1
SHIPPED: Final = Path(__file__).with_name("kbh.json")


@cache
def shipped_results() -> tuple[Result, ...]:
    """Give the results that ship with Kredsløb, as the command made them."""
    return read_record(SHIPPED, shipped_targets())


def plain(results: Sequence[Result]) -> Plain:
    """Give results as JSON can hold them; shares from 0 to 1, counts as they are."""
    return {"schema": SCHEMA, "kind": KIND, "results": [_plain(one) for one in results]}


def text_of(results: Sequence[Result]) -> str:
    """Give the text of a record."""
    return json.dumps(plain(results), ensure_ascii=False, indent=1) + "\n"


def read_record(path: Path, targets: Targets) -> tuple[Result, ...]:
    """Read a record.

    Args:
        path: of the file; targets: among which its figures are.

    Raises:
        WrongInput: the file is no record of a backtest, or is of figures that there are not.
    """
    try:
        raw = json.loads(path.read_text("utf-8"))
        if (raw["kind"], raw["schema"]) == (KIND, SCHEMA):
            return tuple(_result(one, targets) for one in raw["results"])
    except NOT_AS_WRITTEN as wrong:
        raise _strange(path) from wrong
    raise _strange(path)


def _strange(path: Path) -> WrongInput:
    found = Message("{file} is no record of a backtest.", file=path.name)
    return WrongInput(Problem(Place(str(path)), found, Message("a file that kredslob backtest has made")))


def _plain(result: Result) -> Plain:
    return {
        "start": result.start.id, "known_until": result.start.known_until.isoformat(), "worlds": result.worlds,
        "redrawn": result.redrawn, "sha256": result.sha256, "made_from": result.made_from,
        "figures": {cycle: [_figure(one) for one in scored] for cycle, scored in result.scored.items()},
        "sample": {cycle: {name: list(values) for name, values in told.items()} for cycle, told in result.sample.items()},
    }  # fmt: skip


def _figure(scored: Scored) -> Plain:
    found = scored.verdict
    seen = found.target.observed
    return {
        "target": found.target.id, "unit": seen.unit,
        "observed": {"value": seen.value, "low": seen.low, "high": seen.high},
        "members": found.members, "median": found.median,
        "intervals": [{"level": one.level, "low": one.low, "high": one.high, "covers": one.covers} for one in found.intervals],
        "probability": found.probability, "error": _pair(found.error),
        "score": {"kind": "brier" if found.error is None else "crps", "least": found.score[0], "most": found.score[1]},
        "naive": [{"name": one.name, "value": one.value, "score": _pair(one.score)} for one in found.naive],
        "better": found.better, "chance": scored.chance, "outcome": scored.outcome, "reasons": list(scored.reasons),
    }  # fmt: skip


def _pair(ends: tuple[float, float] | None) -> list[float] | None:
    return None if ends is None else list(ends)


def _result(raw: Plain, targets: Targets) -> Result:
    figures = {one.id: one for one in targets.targets}
    start = next(one for one in targets.starts if one.id == raw["start"])
    scored = {cycle: tuple(_scored(one, figures) for one in several) for cycle, several in raw["figures"].items()}
    sample = {cycle: {name: tuple(values) for name, values in told.items()} for cycle, told in raw["sample"].items()}
    return Result(start, raw["made_from"], raw["worlds"], raw["redrawn"], raw["sha256"], sample, scored)


def _scored(raw: Plain, figures: dict[str, Target]) -> Scored:
    found = Verdict(
        figures[raw["target"]], raw["members"], raw["median"], tuple(Interval(**one) for one in raw["intervals"]),
        raw["probability"], tuple(raw["error"]) if raw["error"] else None, (raw["score"]["least"], raw["score"]["most"]),
        tuple(Naive(one["name"], one["value"], tuple(one["score"])) for one in raw["naive"]), raw["better"],
    )  # fmt: skip
    return Scored(found, raw["chance"], raw["outcome"], tuple(raw["reasons"]))
