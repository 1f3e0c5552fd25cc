"""Say points by two goals in the grammar of Vega-Lite: a line through the front, a shape for each kind of point."""

from __future__ import annotations

from typing import Any, Final

from kredslob.scenarios.reporting.charts.look import INK, SOFT, TEXT
from kredslob.scenarios.reporting.charts.plan import Dot, Dots, Kind

Spec = dict[str, Any]

_WIDTH: Final = 270
_HEIGHT: Final = 240
_TITLE: Final = 250  # pixels of an axis title; what is longer is cut, and stands in the caption
_FORMATS: Final[dict[Kind, str]] = {"percent": ".1~f", "points": "+.1~f", "count": ",.0f", "decimal": ",.2~f"}


def dots_spec(chart: Dots) -> Spec:
    """Give a chart of points as its layers, width and height."""
    x, y = (_axis(name, span, kind, title) for name, span, kind, title in zip("xy", (chart.x, chart.y), chart.kinds, chart.titles, strict=True))  # fmt: skip
    layers: list[Spec] = []
    if len(chart.front) > 1:
        rows = [{"x": _scaled(chart.kinds[0], a), "y": _scaled(chart.kinds[1], b)} for a, b in chart.front]
        mark = {"type": "line", "color": SOFT, "strokeWidth": 1.4, "strokeDash": [3, 3], "interpolate": "linear"}
        layers.append({"data": {"values": rows}, "mark": mark, "encoding": {"x": x, "y": y, "order": {"field": "x", "type": "quantitative"}}})  # fmt: skip
    for filled in (False, True):
        some = [one for one in chart.dots if one.filled == filled]
        if some:
            layers.append(_marks(some, chart, x, y, filled=filled))
    named = [one for one in chart.dots if one.label]
    if named:
        mark = {"type": "text", "align": "left", "baseline": "bottom", "dx": 6, "dy": -3, "fontSize": TEXT, "fontWeight": "bold", "color": INK}  # fmt: skip
        told: list[Spec] = [{**_at(one, chart), "t": one.label} for one in named]
        layers.append({"data": {"values": told}, "mark": mark, "encoding": {"x": x, "y": y, "text": {"field": "t"}}})
    return {"layer": layers, "width": _WIDTH, "height": _HEIGHT}


def _marks(some: list[Dot], chart: Dots, x: Spec, y: Spec, *, filled: bool) -> Spec:
    rows = [{**_at(one, chart), "c": one.colour, "s": one.shape} for one in some]
    mark = {"type": "point", "filled": filled, "size": 85 if filled else 40, "opacity": 1, "strokeWidth": 1.3}
    looks = {"color": {"field": "c", "scale": None}, "shape": {"field": "s", "scale": None}}
    return {"data": {"values": rows}, "mark": mark, "encoding": {"x": x, "y": y, **looks}}


def _at(one: Dot, chart: Dots) -> Spec:
    return {"x": _scaled(chart.kinds[0], one.x), "y": _scaled(chart.kinds[1], one.y)}


def _axis(name: str, span: tuple[float, float], kind: Kind, title: str) -> Spec:
    low, high = (_scaled(kind, each) for each in span)
    label = "datum.label + '\u00a0%'" if kind == "percent" else "datum.label"
    axis = {"format": _FORMATS[kind], "labelExpr": label, "domain": False, "ticks": False, "tickCount": 5,
            "title": title, "titleLimit": _TITLE, "titleFontSize": TEXT, "titleFontWeight": "normal", "titleColor": INK, "titlePadding": 8}  # fmt: skip
    return {"field": name, "type": "quantitative", "scale": {"domain": [low, high], "nice": False, "zero": False}, "axis": axis}  # fmt: skip


def _scaled(kind: Kind, value: float) -> float:
    return 100 * value if kind in ("percent", "points") else value
