"""Say charts in the grammar of Vega-Lite: layers of bands, lines, rules and letters, with no legend, since every line says what it is.

The grammar is written as plain data: it is what the drawing takes, and a library that would write it for us takes longer
than all the drawing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from kredslob.scenarios.reporting.charts.dots_spec import dots_spec
from kredslob.scenarios.reporting.charts.look import INK, LIMIT, LINE, SOFT, TEXT
from kredslob.scenarios.reporting.charts.plan import Chart, Dots, Kind, Limit, Line, Lines, Rows, Slope, Slopes, apart

Spec = dict[str, Any]

WIDTH: Final = 340
"""Pixels of a panel, letters outside the plot included: it fills a phone, and two of them an A4 page."""
_RIGHT: Final = 26  # room for the letters of lines
_LINES_HEIGHT: Final = 190
_SLOPES_HEIGHT: Final = 330
_ROW: Final = 24
_LETTER: Final = 6.8  # width of a letter, about
_LETTERS: Final = TEXT + 2  # from one label to the next
_FORMATS: Final[Mapping[Kind, str]] = {"percent": ".1~f", "points": "+.1~f", "count": ",.0f", "decimal": ",.2~f"}
_CONFIG: Final[Spec] = {
    "aria": False, "font": "sans-serif", "padding": 2, "background": "transparent", "view": {"stroke": None},
    "axis": {"labelFontSize": TEXT, "labelColor": SOFT, "domainColor": LINE, "tickColor": LINE, "gridColor": "#e8ecf0",
             "labelPadding": 4, "labelOverlap": "greedy", "labelSeparation": 8, "title": None},
}  # fmt: skip


def spec_of(chart: Chart) -> Spec:
    """Give a chart as a specification of Vega-Lite."""
    match chart:
        case Lines():
            drawn = _lines(chart)
        case Rows():
            drawn = _rows(chart)
        case Dots():
            drawn = dots_spec(chart)
        case _:
            drawn = _slopes(chart)
    return {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "config": _CONFIG, **drawn}


def _layer(rows: Iterable[Spec], mark: Spec, **encoding: Spec) -> Spec:
    return {"data": {"values": list(rows)}, "mark": mark, "encoding": encoding}


def _name(name: str) -> Spec:
    return {"name": name} if name else {}


def _axis(kind: Kind, **more: Any) -> Spec:
    """Give how an axis of values is lettered."""
    told = {"percent": "datum.label + '\u00a0%'", "points": "datum.value == 0 ? '0' : datum.label"}.get(
        kind, "datum.label"
    )
    whole: Spec = {"tickMinStep": 1} if kind == "count" else {}  # else steps of a half, told as 0, 1, 1, 2, 2
    return {"format": _FORMATS[kind], "labelExpr": told, "domain": False, "ticks": False, **whole, **more}


def _field(name: str, low: float, high: float, axis: Spec | None) -> Spec:
    scale = {"domain": [low, high], "nice": False, "zero": False}
    return {"field": name, "type": "quantitative", "scale": scale, "axis": axis}


def _scaled(kind: Kind, value: float) -> float:
    return 100 * value if kind in ("percent", "points") else value


def _lines(chart: Lines) -> Spec:
    low, high = (_scaled(chart.kind, each) for each in chart.y)
    x = _field("x", *chart.x, {"values": list(chart.ticks), "format": "d", "grid": False, "tickSize": 4})
    y = _field("y", low, high, _axis(chart.kind, tickCount=5))
    layers = []
    for band in chart.bands:
        rows = [{"x": at, "y": _scaled(chart.kind, a), "y2": _scaled(chart.kind, b)} for at, a, b in band.points]
        mark = {"type": "area", "color": band.colour, "opacity": band.opacity}
        layers.append({**_name(band.name), **_layer(rows, mark, x=x, y=y, y2={"field": "y2"})})
    layers += [_rule(limit, chart.kind, x, y) for limit in chart.limits]
    for line in chart.lines:
        rows = [{"x": at, "y": _scaled(chart.kind, value)} for at, value in line.points]
        mark = _stroke(line.colour, line.stroke, 2.6 if line.strong else 1.6)
        layers.append({**_name(line.name), **_layer(rows, mark, x=x, y=y)})
    layers += [_said(limit, chart.kind, x, y) for limit in chart.limits if limit.label]
    layers += _letters(chart.lines, chart.kind, (low, high), x, y)
    return {"layer": layers, "width": WIDTH - _RIGHT - _axis_room(chart), "height": _LINES_HEIGHT}


def _stroke(colour: str, stroke: Sequence[int], width: float, opacity: float = 1) -> Spec:
    cap: Spec = {"strokeDash": list(stroke), "strokeCap": "butt"} if stroke else {"strokeCap": "round"}
    return {"type": "line", "color": colour, "strokeWidth": width, "opacity": opacity, **cap}


def _axis_room(chart: Lines) -> float:
    """Give the pixels that the widest label of the axis of values takes, about."""
    most = max(abs(_scaled(chart.kind, each)) for each in chart.y)
    figures = len(f"{most:,.0f}") + {"percent": 2, "points": 3, "count": 0, "decimal": 2}[chart.kind]
    return 12 + _LETTER * figures


def _rule(limit: Limit, kind: Kind, x: Spec, y: Spec) -> Spec:
    rows = [{"x": at, "y": _scaled(kind, limit.y)} for at in (limit.start, limit.end)]
    return _layer(rows, _stroke(LIMIT, (), 1.4), x=x, y=y)


def _said(limit: Limit, kind: Kind, x: Spec, y: Spec) -> Spec:
    """Say what a level is, with a rim of paper so that lines beneath do not cross the letters."""
    mark = {"type": "text", "align": "left", "baseline": "top" if limit.below else "bottom", "dx": 3, "dy": 4 if limit.below else -3, "color": LIMIT, "fontSize": TEXT - 0.5,
            "fontWeight": "bold", "stroke": "#ffffff", "strokeWidth": 3}  # fmt: skip
    row = {"x": limit.start, "y": _scaled(kind, limit.y), "t": limit.label}
    return _layer([row], mark, x=x, y=y, text={"field": "t"})


def _letters(lines: Sequence[Line], kind: Kind, span: tuple[float, float], x: Spec, y: Spec) -> list[Spec]:
    """Give the label of each line at its end, moved apart where they would touch."""
    named = [line for line in lines if line.label and line.points]
    ends = [_scaled(kind, line.points[-1][1]) for line in named]
    places = apart(ends, _LETTERS * (span[1] - span[0]) / _LINES_HEIGHT, *span)
    return _labels([(line.points[-1][0], at, line.label, line.colour) for line, at in zip(named, places, strict=True)],
                   {"fontSize": TEXT, "fontWeight": "bold"}, x, y)  # fmt: skip


def _labels(told: Sequence[tuple[float, float, str, str]], looks: Spec, x: Spec, y: Spec) -> list[Spec]:
    if not told:
        return []
    rows = [{"x": at, "y": level, "t": text, "c": colour} for at, level, text, colour in told]
    mark = {"type": "text", "align": "left", "baseline": "middle", "dx": 6, **looks}
    return [_layer(rows, mark, x=x, y=y, text={"field": "t"}, color={"field": "c", "scale": None})]


def _rows(chart: Rows) -> Spec:
    low, high = (_scaled(chart.kind, each) for each in chart.x)
    x = _field("x", low, high, _axis(chart.kind, tickCount=4))
    y: Spec = {"field": "y", "type": "nominal", "sort": [row.label for row in chart.rows],
               "axis": {"labelFontWeight": "bold", "labelColor": INK, "domain": False, "ticks": False, "grid": True, "labelPadding": 9}}  # fmt: skip
    colour = {"field": "c", "scale": None}
    layers = []
    spread = [
        {"y": row.label, "x": _scaled(chart.kind, row.low), "x2": _scaled(chart.kind, row.high), "c": row.colour}
        for row in chart.rows if row.low is not None and row.high is not None
    ]  # fmt: skip
    if spread:
        bar = {"type": "rule", "strokeWidth": 3, "strokeCap": "round", "opacity": 0.55}
        layers.append(_layer(spread, bar, x=x, x2={"field": "x2"}, y=y, color=colour))
    dots = [
        {"y": row.label, "x": _scaled(chart.kind, row.value), "c": row.colour, "s": row.shape} for row in chart.rows
    ]
    dot = {"type": "point", "filled": True, "size": 75, "opacity": 1}
    layers.append(_layer(dots, dot, x=x, y=y, color=colour, shape={"field": "s", "scale": None}))
    room = _LETTER * max(len(row.told) for row in chart.rows) + 10
    said = {"type": "text", "align": "right", "dx": room, "color": INK, "fontSize": TEXT, "x": "width"}
    layers.append(_layer([{"y": row.label, "t": row.told} for row in chart.rows], said, y=y, text={"field": "t"}))
    return {"layer": layers, "width": WIDTH - 46 - room, "height": _ROW * len(chart.rows)}


def _slopes(chart: Slopes) -> Spec:
    span = (100 * chart.y[0], 100 * chart.y[1])
    heads = f"datum.value == 0 ? '{_quoted(chart.heads[0])}' : '{_quoted(chart.heads[1])}'"
    x = _field("x", 0, 1, {"values": [0, 1], "labelExpr": heads, "grid": False, "domain": False, "tickSize": 4})
    y = _field("y", *span, _axis("percent", tickCount=6))
    layers = [] if chart.limit is None else [_rule(chart.limit, "percent", x, y)]
    layers += [_quiet([each for each in chart.slopes if not each.label], x, y)]
    named = [each for each in chart.slopes if each.label]
    layers += [_layer(_ends(each), _stroke(each.colour, each.stroke, 1.8), x=x, y=y) for each in named]
    layers += [] if chart.limit is None else [_said(chart.limit, "percent", x, y)]
    places = apart([100 * each.after for each in named], _LETTERS * (span[1] - span[0]) / _SLOPES_HEIGHT, *span)
    told = [(1.0, at, each.label, each.colour) for each, at in zip(named, places, strict=True)]
    layers += _labels(told, {"fontSize": TEXT - 0.5}, x, y)
    room = 10 + max((len(each.label) for each in named), default=2) * _LETTER
    return {
        "layer": layers,
        "width": WIDTH - 60 - room,
        "height": _SLOPES_HEIGHT,
        "padding": {"left": 2, "top": 2, "right": 18, "bottom": 2},
    }


def _quiet(slopes: Sequence[Slope], x: Spec, y: Spec) -> Spec:
    """Give the slopes that are not named, in one layer."""
    rows = [{**end, "of": at, "c": each.colour} for at, each in enumerate(slopes) for end in _ends(each)]
    mark = {"type": "line", "strokeWidth": 1, "opacity": 0.3}
    return _layer(rows, mark, x=x, y=y, detail={"field": "of"}, color={"field": "c", "scale": None})


def _ends(slope: Slope) -> list[Spec]:
    return [{"x": 0, "y": 100 * slope.before}, {"x": 1, "y": 100 * slope.after}]


def _quoted(text: str) -> str:
    """Give a text that can stand between quotes in an expression."""
    return "".join(sign for sign in text if sign.isalnum() or sign in " .-")
