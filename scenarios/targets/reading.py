"""Read a file of targets; whatever would make a test worthless is an error, told with all the others at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from kredslob.rules.library import SHIPPED as RULES
from kredslob.rules.loading import load_sources
from kredslob.rules.messages import FieldPath, Message, Problem, WrongInput, nearest
from kredslob.rules.model import Source, Text
from kredslob.rules.yaml_source import YamlText, parse_yaml, read_text
from kredslob.scenarios.targets.checking import check_targets
from kredslob.scenarios.targets.target import Against, Beyond, Observed, Start, Target, Targets

SHIPPED: Final = Path(__file__).parent
AGREEMENTS: Final = SHIPPED / "agreements"

Plain = Mapping[str, Any]


@cache
def shipped_targets() -> Targets:
    """Give the targets that ship with Kredsløb."""
    return read_targets(SHIPPED / "kbh.yaml")


def read_targets(path: Path) -> Targets:
    """Read a file of targets.

    Raises:
        WrongInput: with every problem found: a shape that is not a target's, a source or start that there is not, a value
            outside its interval, a figure used twice, a test without a date or of what was known at its start.
    """
    from kredslob.rules.shape import misfits
    from kredslob.scenarios.targets.shape import TargetsFile

    text = parse_yaml(read_text(path), path.name)
    found = dict.fromkeys(problem for problem, _ in misfits(TargetsFile, text))
    if found:
        raise WrongInput(found)
    raw: Plain = text.data  # type: ignore[assignment]  # the shape was checked to be a mapping
    own = {key: Source(key, **body) for key, body in raw.get("sources", {}).items()}
    known = {**load_sources(RULES / "sources.yaml"), **own}
    problems = [*_strange_sources(raw, known, text)]
    starts = tuple(_start(key, body) for key, body in raw["starts"].items())
    targets = tuple(_target(key, body) for key, body in raw["targets"].items())
    beyond = tuple(_beyond(key, body) for key, body in raw.get("beyond", {}).items())
    problems += check_targets(starts, targets, text)
    if problems:
        raise WrongInput(problems)
    return Targets(starts, targets, beyond, tuple(known[key] for key in sorted(_cited(targets, beyond))))


def _cited(targets: Iterable[Target], beyond: Iterable[Beyond]) -> set[str]:
    return {one.source for one in targets} | {one.source for one in beyond}


def _strange_sources(raw: Plain, known: Mapping[str, Source], text: YamlText) -> Iterable[Problem]:
    for part in ("targets", "beyond"):
        for key, body in raw.get(part, {}).items():
            if body["source"] not in known:
                path: FieldPath = (part, key, "source")
                found = Message("there is no source {name}.", name=body["source"])
                yield Problem(text.place(path), found, None, nearest(body["source"], known))


def _start(key: str, raw: Plain) -> Start:
    return Start(
        key, Text(**raw["title"]), raw["month"], raw["known_until"], raw["agreement"], Text(**raw["register"]),
        Text(**raw["lacks"]),
    )  # fmt: skip


def _beyond(key: str, raw: Plain) -> Beyond:
    return Beyond(key, Text(**raw["title"]), Text(**raw["figures"]), raw["source"], Text(**raw["reason"]))


def _target(key: str, raw: Plain) -> Target:
    first, last = _period(raw)
    reason = raw.get("reason")
    return Target(
        id=key, title=Text(**raw["title"]), definition=Text(**raw["definition"]), observed=_observed(raw), first=first,
        last=last, series=raw.get("series") or key, places=Text(**raw["places"]), agreement=raw["agreement"],
        source=raw["source"], place=raw["place"], basis=raw["basis"], use=raw["use"],
        starts=tuple(raw.get("starts") or ()), against=_against(raw.get("against")),
        used_by=tuple(raw.get("used_by") or ()), reason=Text(**reason) if reason else None,
    )  # fmt: skip


def _period(raw: Plain) -> tuple[date, date]:
    """Give the first and last day of what a figure is of; a figure without any is caught by the checks."""
    day = raw.get("on")
    if day is not None:
        return day, day
    first, last = raw.get("period") or (date.max, date.min)
    return first, last


def _observed(raw: Plain) -> Observed:
    value = None if raw.get("value") is None else float(raw["value"])
    ends = raw.get("interval")
    low, high = (None if end is None else float(end) for end in ends) if ends else (value, value)
    return Observed(raw["unit"], value, low, high)


def _against(raw: Plain | None) -> Against | None:
    if raw is None:
        return None
    return Against(
        raw["indicator"], raw["level"], raw["year"], raw.get("since"), raw.get("change"), tuple(raw.get("areas") or ()),
        raw["comparability"], Text(**raw["note"]),
    )  # fmt: skip
