"""The plots of the page on verification, as plain data in the grammar of Vega-Lite; what is right can be seen at a glance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from kredslob.scenarios.reporting.charts.look import INK, LIMIT, LINE, SOFT
from tests.verification.evidence import Plain, Point, Seed
from tests.verification.rates import Rate

Spec = dict[str, Any]
BLUE, ORANGE, GREEN = "#0b5f97", "#b34700", "#00704c"
WIDTH, HEIGHT = 460, 260
FIRST_VACANCIES = 60
CONFIG: Spec = {
    "font": "sans-serif", "background": "white", "padding": 6, "view": {"stroke": None},
    "axis": {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "labelColor": SOFT,
             "titleColor": INK, "domainColor": LINE, "tickColor": LINE, "gridColor": "#e8ecf0"},
    "legend": {"labelFontSize": 12, "title": None, "orient": "top"}, "header": {"title": None, "labelFontSize": 12},
}  # fmt: skip


def svg_of(spec: Spec) -> str:
    """Draw a plot."""
    import vl_convert

    whole = {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "config": CONFIG, **spec}
    drawn: str = vl_convert.vegalite_to_svg(whole, format_locale="en-GB", show_warnings=False)
    return drawn + "\n"


def _sized(layers: Iterable[Spec], width: int = WIDTH, height: int = HEIGHT) -> Spec:
    return {"width": width, "height": height, "layer": list(layers)}


def _number(field: str, title: str, **more: Any) -> Spec:
    return {"field": field, "type": "quantitative", "title": title, **more}


def _rows(points: Iterable[Point]) -> Spec:
    return {"values": [
        {"what": one.what, "at": one.at, "simulated": one.simulated, "exact": one.exact,
         "low": max(0.0, one.simulated - 2 * one.error), "high": one.simulated + 2 * one.error} for one in points
    ]}  # fmt: skip


def curve(points: Sequence[Point], x: str, y: str) -> Spec:
    """Plot what is simulated as points, with two standard errors to each side, on the curve on which they should lie."""
    along = _number("at", x)
    share = {"scale": {"zero": True}}
    return {**_sized([
        {"mark": {"type": "line", "color": LIMIT, "strokeWidth": 1.5}, "encoding": {"x": along, "y": _number("exact", y, **share)}},
        {"mark": {"type": "rule", "color": BLUE}, "encoding": {"x": along, "y": _number("low", y), "y2": {"field": "high"}}},
        {"mark": {"type": "point", "filled": True, "color": BLUE, "size": 28, "opacity": 1},
         "encoding": {"x": along, "y": _number("simulated", y)}},
    ]), "data": _rows(points)}  # fmt: skip


def bars(points: Sequence[Point], x: str, y: str) -> Spec:
    """Plot how often something came, as bars, with a line across each where it should end."""
    along = {"field": "at", "type": "ordinal", "title": x, "axis": {"labelAngle": 0, "labelOverlap": "greedy"}}
    return {**_sized([
        {"mark": {"type": "bar", "color": "#9cc3de"}, "encoding": {"x": along, "y": _number("simulated", y)}},
        {"mark": {"type": "rule", "color": BLUE}, "encoding": {"x": along, "y": _number("low", y), "y2": {"field": "high"}}},
        {"mark": {"type": "tick", "color": LIMIT, "thickness": 2, "bandSize": 16}, "encoding": {"x": along, "y": _number("exact", y)}},
    ]), "data": _rows(points)}  # fmt: skip


def diagonal(points: Sequence[Point], x: str, y: str, *, named: bool, log: bool = False) -> Spec:
    """Plot what is simulated against what it should be, with the line on which all points should lie."""
    most = max(max(one.exact, one.simulated) for one in points) * 1.05 + (0 if log else 0.1)
    low = 0.8 if log else 0
    scale = {"scale": {"domain": [low, most], **({"type": "log"} if log else {}), "nice": False}}
    shown = [one for one in points if not log or min(one.exact, one.simulated) > 0]
    encoding = {"x": _number("exact", x, **scale), "y": _number("simulated", y, **scale)}
    layers: list[Spec] = [
        {"data": {"values": [{"exact": low, "simulated": low}, {"exact": most, "simulated": most}]},
         "mark": {"type": "line", "color": LIMIT, "strokeWidth": 1.2}, "encoding": encoding},
        {"data": _rows(shown), "mark": {"type": "point", "filled": True, "size": 30, "opacity": 0.7 if log else 1},
         "encoding": {**encoding, "color": {"field": "what", "type": "nominal", "legend": None if named else {}},
                      "shape": {"field": "what", "type": "nominal", "legend": None if named else {}}}},
    ]  # fmt: skip
    for side, (align, away) in enumerate((("right", -9), ("left", 9)) if named else ()):
        letters = {"type": "text", "align": align, "dx": away, "dy": 1, "fontSize": 12, "color": INK}
        mine = sorted(shown, key=lambda one: one.exact)[side::2]
        layers.append({"data": _rows(mine), "mark": letters, "encoding": {**encoding, "text": {"field": "what"}}})
    return _sized(layers, 400, 400)


def stairs(points: Sequence[Point]) -> Spec:
    """Plot turns owed against the first vacancies passed, on the stairs that each estate's share makes."""
    most, points = FIRST_VACANCIES, [one for one in points if one.at <= FIRST_VACANCIES]
    values = []
    for what in dict.fromkeys(one.what for one in points):
        turns, of = (int(each) for each in what.split("/"))
        values += [{"what": what, "at": at, "exact": at * turns // of} for at in range(most + 1)]
    along, up = _number("at", "vacancies passed"), "turns owed to the municipality"
    colour = {"field": "what", "type": "nominal", "scale": {"range": [ORANGE, BLUE, GREEN]}}
    seen = {(one.what, one.at, one.simulated): one for one in points}
    return _sized([
        {"data": {"values": values}, "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 1.2},
         "encoding": {"x": along, "y": _number("exact", up), "color": colour}},
        {"data": _rows(seen.values()), "mark": {"type": "point", "size": 26, "filled": True, "opacity": 1},
         "encoding": {"x": along, "y": _number("simulated", up), "color": colour}},
    ])  # fmt: skip


def ranked(points: Sequence[Point]) -> Spec:
    """Plot how often each rank came, a panel for each figure, with the band in which 99.7 of 100 bars should end."""
    first = points[0]
    band = [{"low": first.exact - 3 * first.error, "high": first.exact + 3 * first.error}]
    along = {
        "field": "at",
        "type": "ordinal",
        "title": "rank among 19 others",
        "axis": {"values": [1, 5, 10, 15, 20], "labelAngle": 0},
    }
    inner = {"width": 200, "height": 110, "layer": [
        {"mark": {"type": "bar", "color": "#9cc3de"}, "encoding": {"x": along, "y": _number("simulated", "", axis={"format": ".0%", "tickCount": 3})}},
        {"mark": {"type": "rule", "color": LIMIT, "strokeDash": [4, 3]}, "encoding": {"y": {"datum": band[0]["low"]}}},
        {"mark": {"type": "rule", "color": LIMIT, "strokeDash": [4, 3]}, "encoding": {"y": {"datum": band[0]["high"]}}},
    ]}  # fmt: skip
    return {"data": _rows(points), "facet": {"field": "what", "type": "nominal"}, "columns": 2, "spec": inner}


def rates(found: Sequence[Rate]) -> Spec:
    """Plot how often intervals covered, with the three standard errors within which each should lie of its level."""
    values = [
        {"what": one.what, "share": one.share, "level": one.level,
         "low": one.level - 3 * (one.level * (1 - one.level) / one.of) ** 0.5,
         "high": one.level + 3 * (one.level * (1 - one.level) / one.of) ** 0.5,
         "holds": "holds" if one.holds else "does not hold"} for one in found
    ]  # fmt: skip
    down = {
        "field": "what",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"labelLimit": 360, "ticks": False, "domain": False},
    }
    ends = [each for one in values for each in (one["low"], one["high"], one["share"])]
    scale = {"domain": [min(ends) - 0.005, max(ends) + 0.005], "nice": False}
    along = {"axis": {"format": ".0%"}, "scale": scale}
    return {"data": {"values": values}, "width": 330, "height": {"step": 19}, "layer": [
        {"mark": {"type": "bar", "color": "#dbe7ef", "height": 11}, "encoding": {"y": down, "x": _number("low", "covered", **along), "x2": {"field": "high"}}},
        {"mark": {"type": "tick", "color": LIMIT, "thickness": 1.5, "bandSize": 11}, "encoding": {"y": down, "x": _number("level", "covered", **along)}},
        {"mark": {"type": "point", "filled": True, "size": 46, "opacity": 1},
         "encoding": {"y": down, "x": _number("share", "covered", **along),
                      "color": {"field": "holds", "type": "nominal", "legend": None, "scale": {"domain": ["holds", "does not hold"], "range": [BLUE, "#c1121f"]}}}},
    ]}  # fmt: skip


def by_seed(found: Sequence[Seed]) -> Spec:
    """Plot what each seed comes to, with its interval, and in grey how far single replications of it lie apart."""
    values = [
        {"seed": one.seed, "mean": one.mean, "low": one.mean - one.reach, "high": one.mean + one.reach,
         "less": one.mean - one.spread, "more": one.mean + one.spread} for one in found
    ]  # fmt: skip
    along = {"field": "seed", "type": "ordinal", "sort": None, "title": "seed", "axis": {"labelAngle": 0}}
    axis, scale = {"format": ".0%"}, {"zero": False}
    up = "share outside the workforce after 26 months"
    return {"data": {"values": values}, **_sized([
        {"mark": {"type": "rule", "color": LINE, "strokeWidth": 9}, "encoding": {"x": along, "y": _number("less", up, axis=axis, scale=scale), "y2": {"field": "more"}}},
        {"mark": {"type": "rule", "color": BLUE, "strokeWidth": 2}, "encoding": {"x": along, "y": _number("low", up), "y2": {"field": "high"}}},
        {"mark": {"type": "point", "filled": True, "color": BLUE, "size": 34, "opacity": 1}, "encoding": {"x": along, "y": _number("mean", up)}},
    ])}  # fmt: skip


def same(found: Plain) -> Spec:
    """Plot counts of each town by the loops against those of the plain town."""
    once = {(one.what, one.exact, one.simulated): one for one in found.points}
    return diagonal(list(once.values()), "in the plain town", "by the loops", named=False, log=True)
