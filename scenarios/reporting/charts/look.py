"""How charts look: few marks, no colour alone. Every line has a letter at its end and a stroke of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kredslob.rules.frozen import dataclass

INK: Final = "#16202a"
SOFT: Final = "#4c5865"
LINE: Final = "#d5dbe1"
LIMIT: Final = "#8a3b00"
TEXT: Final = 12
"""Height of letters in a chart, in pixels of a panel that is as wide as a phone."""

# From the palette of Okabe and Ito, darkened until each can be read as text on white (4.5 to 1).
_COLOURS: Final = ("#0b5f97", "#b34700", "#00704c", "#99407a", "#7a5c00", "#3f4a55", "#5b4bb0", "#8c1d2f")
_STROKES: Final[Sequence[tuple[int, ...]]] = ((), (7, 3), (2, 2), (8, 3, 2, 3), (4, 2), (10, 2), (1, 3), (5, 5))
_SHAPES: Final = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "stroke", "wedge")


@dataclass(frozen=True, slots=True)
class Hand:
    """By what a variant is known in every chart: letter, colour, stroke and shape."""

    letter: str
    colour: str
    stroke: tuple[int, ...]
    shape: str


def hands(count: int) -> tuple[Hand, ...]:
    """Give a hand for each of so many variants: A, B, C; after the last colour they begin again."""
    letters = [chr(ord("A") + at % 26) * (1 + at // 26) for at in range(count)]
    return tuple(
        Hand(letter, *(each[at % len(each)] for each in (_COLOURS, _STROKES, _SHAPES)))  # type: ignore[arg-type]  # in this order
        for at, letter in enumerate(letters)
    )
