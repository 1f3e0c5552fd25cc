"""The behaviour that a fit produced: a file of behaviour with the values that were fitted, and all sets beside it.

The file says the same as the one that was begun with, but for the knobs that the figures told something of: these stand at
the median of the sets, with ranges that reach as far as before. Where the figures said nothing the values are left alone,
since a draw of chance would be no better. Who wants all that the figures leave open takes the sets.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from kredslob.engine.writing import write_whole
from kredslob.rules.yaml_source import parse_yaml, read_text
from kredslob.scenarios.behaviour.parameters import PARAMETERS
from kredslob.scenarios.behaviour.ranges import ALL, Knob
from kredslob.scenarios.behaviour.reading import SHIPPED, Behaviour
from kredslob.scenarios.behaviour.shapes import Turns
from kredslob.scenarios.calibrating.fit import DIGITS, LEVELS, Fit, Narrowed, Reached

Plain = dict[str, Any]
KIND: Final = "kredslob calibration"


def plain(fit: Fit) -> Plain:
    """Give a fit as JSON can hold it: lots from 0 to 1, knobs in their order."""
    return {
        "schema": 1, "kind": KIND, "made_from": fit.made_from, "drawn": fit.drawn, "failed": fit.failed,
        "effective": round(fit.sets.effective, 1), "levels": LEVELS,
        "figures": [_figure(one) for one in fit.figures], "knobs": [_knob(one) for one in fit.knobs],
        "sets": [
            {"weight": round(float(weight), DIGITS), "lots": [round(float(lot), DIGITS) for lot in lots]}
            for weight, lots in zip(fit.sets.weights, fit.sets.lots, strict=True)
        ],
    }  # fmt: skip


def _figure(one: Reached) -> Plain:
    return {
        "target": one.id, "observed": one.observed, "allowance": one.allowance, "before": [round(x, DIGITS) for x in one.before],
        "after": [round(x, DIGITS) for x in one.after], "still": one.still, "fitted": one.fitted,
    }  # fmt: skip


def _knob(one: Narrowed) -> Plain:
    return {
        "knob": one.name, "lots": [round(x, DIGITS) for x in one.lots], "width": round(one.width, 3), "informed": one.informed,
    }  # fmt: skip


def keep_fit(fit: Fit, behaviour: Behaviour, folder: Path) -> None:
    """Write the record of a fit, and the behaviour that it produced, into a folder; raise WrongInput if that cannot be."""
    name = f"{behaviour.id}-fitted"
    held = plain(fit)
    lots = {one.name: round(one.lots[LEVELS.index(0.5)], DIGITS) for one in fit.knobs if one.informed}
    write_whole(folder / f"{name}.json", (json.dumps(held, ensure_ascii=False, separators=(",", ":")) + "\n").encode())
    write_whole(folder / f"{name}.yaml", fitted_file(behaviour, lots).encode())


def fitted_file(behaviour: Behaviour, lots: Mapping[str, float]) -> str:
    """Give the text of a file of behaviour with knobs turned, its ranges reaching as far as before."""
    raw = parse_yaml(read_text(SHIPPED / f"{behaviour.id}.yaml"), f"{behaviour.id}.yaml").data
    assert isinstance(raw, dict)  # noqa: S101 - it was read as behaviour before
    turned = behaviour.at(lots)
    knobs = {knob.name: knob for knob in behaviour.knobs}
    lines = [
        f"# Behaviour {behaviour.id} as it was fitted: made by `kredslob calibrate`, see docs/calibration.md. Nothing here is",
        "# observed. At the median of the fitted sets stand what the figures told something of:",
        *(f"#   {name}" for name in sorted(lots)),
        f"# All else is as in {behaviour.id}.yaml. The sets are in {behaviour.id}-fitted.json.",
        "schema: 1",
        f"id: {behaviour.id}-fitted",
        f"title: {{da: {_flow(f'{behaviour.title.da}, tilpasset')}, en: {_flow(f'{behaviour.title.en}, fitted')}}}",
        f"sets: {behaviour.id}-fitted.json",
        "",
        "values:",
    ]
    for name, body in raw["values"].items():
        own = {place: knob for place, knob in knobs.items() if knob.parameter == name and place in lots}
        made = {**body, "value": behaviour[name] if not own else turned[name]}
        made = {**made, **_ranges(body, own, lots)}
        if isinstance(PARAMETERS[name], Turns):
            made["value"] = body["value"]
        lines.append(f"  {name}: {_flow(made)}")
    return "\n".join(lines) + "\n"


def _ranges(body: Mapping[str, Any], own: Mapping[str, Knob], lots: Mapping[str, float]) -> Plain:
    """Give factors around the value that was found which reach as far as those around the value before."""
    if "factors" not in body:
        return {}
    found: Plain = {}
    for place, ends in body["factors"].items():
        factors = (one for one in own.values() if one.kind == "factors" and (".".join(one.path) or ALL) == str(place))
        knob = next(factors, None)
        by = float(knob.at(lots[knob.name])) if knob is not None else 1.0
        found[str(place)] = [float(end) / by for end in ends]
    return {"factors": found}


def _flow(value: object) -> str:
    """Give a plain value as YAML on one line, numbers without powers of ten."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(name)}: {_flow(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    number = f"{float(value):.9f}".rstrip("0").rstrip(".")  # type: ignore[arg-type]  # a number is all that is left
    return number or "0"


def _key(name: object) -> str:
    text = str(name)
    return json.dumps(text) if text.isdigit() else text
