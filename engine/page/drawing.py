"""Draw in SVG what words alone say less well: the arrows from exceptions to general rules, and wheels of turns.

Heights come from the text beside a drawing, which wraps as the window is wide; so the arrows are drawn a unit a row and
stretched to fit. Everything drawn is also said in words.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from kredslob.engine.page.html import Html, element
from kredslob.engine.page.overrides import Arrow, Overrides

LANE: Final = 11  # pixels from one lane to the next
MARGIN: Final = 9
_LEAVES, _ARRIVES = 0.66, 0.34  # where in its row an arrow leaves and arrives, of the row's height
_MOST_SLOTS: Final = 60  # a wheel of more slots is drawn as one arc
_SHADES: Final = 4


def arrows_svg(laid: Overrides, said: str) -> Html:
    """Draw the arrows of one fact's rules, `said` in words."""
    width = MARGIN + LANE * laid.lanes
    return element(
        "svg",
        element("title", said),
        *(element("path", d=_path(arrow, width), vector_effect="non-scaling-stroke") for arrow in laid.arrows),
        class_="arrows", viewBox=f"0 0 {width} {len(laid.rules)}", preserveAspectRatio="none", width=width, role="img",
    )  # fmt: skip


def _path(arrow: Arrow, width: int) -> str:
    lane = width - MARGIN - LANE * arrow.lane
    ends = arrow.target + _ARRIVES
    steps = [f"M{width} {row + _LEAVES:g}H{lane}V{ends:g}" for row in arrow.sources]
    return "".join((*steps, f"M{lane} {ends:g}H{width}"))


def wheel_svg(slots: Sequence[int], said: str) -> Html:
    """Draw a wheel as a ring, a piece for each slot in its shade, 0 for none; `said` in words."""
    if len(slots) > _MOST_SLOTS:
        part = sum(map(bool, slots)) / len(slots)
        pieces = [_piece(0, part, 1), _piece(part, 1, 0)] if 0 < part < 1 else [_ring(int(part > 0))]
    elif len(slots) == 1:
        pieces = [_ring(slots[0])]
    else:
        step, gap = 1 / len(slots), min(0.018, 0.2 / len(slots))
        pieces = [_piece(i * step + gap, (i + 1) * step - gap, shade) for i, shade in enumerate(slots)]
    return element("svg", element("title", said), *pieces, class_="wheel", viewBox="0 0 24 24", role="img")


def _piece(start: float, end: float, shade: int) -> Html:
    (x0, y0), (x1, y1) = _at(start), _at(end)
    large = int(end - start > 0.5)
    return element("path", d=f"M{x0:.2f} {y0:.2f}A9 9 0 {large} 1 {x1:.2f} {y1:.2f}", class_=_shade(shade))


def _at(turn: float) -> tuple[float, float]:
    angle = math.tau * (turn - 0.25)
    return 12 + 9 * math.cos(angle), 12 + 9 * math.sin(angle)


def _ring(shade: int) -> Html:
    return element("circle", cx=12, cy=12, r=9, class_=_shade(shade))


def _shade(shade: int) -> str:
    return f"on-{min(shade, _SHADES)}" if shade else "off"
