"""Turn a chart into SVG that can be read without anything else: no script, no style sheet, a title and a description."""

from __future__ import annotations

import re
from typing import Final, Literal
from xml.etree import ElementTree

from kredslob.engine.page.html import Html
from kredslob.rules.messages import Lang
from kredslob.scenarios.reporting.charts.plan import Chart, Lines
from kredslob.scenarios.reporting.charts.spec import spec_of

_SVG: Final = "{http://www.w3.org/2000/svg}"
_LOCALES: Final[dict[Lang, Literal["da-DK", "en-GB"]]] = {"da": "da-DK", "en": "en-GB"}
_LOOKS: Final = frozenset({
    "d", "fill", "fill-opacity", "font-size", "font-weight", "height", "opacity", "r", "stroke", "stroke-dasharray",
    "stroke-linecap", "stroke-opacity", "stroke-width", "text-anchor", "transform", "viewBox", "width", "x", "x1", "x2",
    "y", "y1", "y2", "cx", "cy", "href", "points",
})  # fmt: skip
_NUMBER: Final = re.compile(r"-?\d+\.\d+")
_SIZE: Final = re.compile(r'class="background" aria-hidden="true" d="M0,0h([\d.]+)v([\d.]+)')
_PLACE: Final = re.compile(r'stroke-miterlimit="10" transform="translate\(([\d.]+),([\d.]+)\)"')
_NAMED: Final = re.compile(r"(\w+)_marks\b")


def svg_of(chart: Chart, lang: Lang, key: str, title: str, about: str) -> Html:
    """Draw a chart.

    Args:
        chart: what it shows.
        lang: by whose conventions numbers are written on axes.
        key: a name for it that nothing else on the page has.
        title: what it shows, in a line; about: what is to be seen in it, in words.
    """
    import vl_convert

    drawn = vl_convert.vegalite_to_svg(spec_of(chart), format_locale=_LOCALES[lang], show_warnings=False)
    root = ElementTree.fromstring(drawn)  # noqa: S314 - our own drawing, of numbers and escaped words
    _prune(root)
    _plain(root)
    root.attrib = {"viewBox": root.attrib["viewBox"], "role": "img", "class": "chart",
                   "aria-labelledby": f"{key}-title {key}-about", **_plot(chart, drawn)}  # fmt: skip
    for at, (tag, text) in enumerate((("title", title), ("desc", about))):
        told = ElementTree.Element(tag, {"id": f"{key}-{'about' if at else 'title'}"})
        told.text = text
        root.insert(at, told)
    return Html(ElementTree.tostring(root, encoding="unicode"))


def _plot(chart: Chart, drawn: str) -> dict[str, str]:
    """Give where the plot of a chart over time lies in the drawing, and from when to when it goes: for reading by hand."""
    size, place = _SIZE.search(drawn), _PLACE.search(drawn)
    if not isinstance(chart, Lines) or size is None or place is None:
        return {}
    left, top = float(place[1]), float(place[2])
    told = {
        "from": chart.x[0],
        "to": chart.x[1],
        "left": left,
        "right": left + float(size[1]),
        "top": top,
        "bottom": top + float(size[2]),
    }
    return {f"data-{name}": f"{value:g}" for name, value in told.items()}


def _prune(node: ElementTree.Element) -> None:
    """Take out what nobody sees: backgrounds, empty paths, groups of nothing."""
    for child in list(node):
        _prune(child)
        tag = child.tag.removeprefix(_SVG)
        empty = tag == "path" and (
            not child.get("d") or child.get("display") == "none" or child.get("class") == "background"
        )
        unseen = tag == "rect" and child.get("fill") in ("white", "transparent")
        if empty or unseen or (tag == "g" and len(child) == 0):
            node.remove(child)


def _plain(node: ElementTree.Element) -> None:
    """Keep the looks and the names of layers, with no more decimals than can be seen."""
    node.tag = node.tag.removeprefix(_SVG)
    named = _NAMED.search(node.get("class", ""))
    kept = {key: _NUMBER.sub(_short, value) for key, value in node.attrib.items() if key in _LOOKS}
    if kept.get("opacity") == "1":
        del kept["opacity"]
    if kept.get("transform") == "translate(0,0)":
        del kept["transform"]
    node.attrib = {**({"class": named[1]} if named and not named[1].startswith("layer") else {}), **kept}
    node.tail = None
    for child in node:
        _plain(child)


def _short(number: re.Match[str]) -> str:
    return f"{float(number[0]):.1f}".removesuffix(".0")
