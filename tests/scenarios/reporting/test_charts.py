"""Charts: labels that do not touch, colours that can be read, numbers as people write them, and a picture of what was said."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.engine.phrasing import Words
from kredslob.rules.library import load_library
from kredslob.rules.messages import LANGUAGES, Lang
from kredslob.scenarios.reporting.charts.drawing import svg_of
from kredslob.scenarios.reporting.charts.look import INK, LIMIT, SOFT, hands
from kredslob.scenarios.reporting.charts.plan import (
    Band,
    Chart,
    Limit,
    Line,
    Lines,
    Row,
    Rows,
    Slope,
    Slopes,
    apart,
    rounded,
)
from kredslob.scenarios.reporting.numbers import change, percent, percents, plain
from kredslob.scenarios.reporting.over_time import step_of
from tests.engine.page.reading import read

A, B = hands(2)
HOSTILE = "</svg><script>alert('x')</script> & \\"
LINES = Lines(
    lines=(Line("A", A.colour, A.stroke, ((2010, 0.385), (2011, 0.41)), strong=True, name="line_A"),
           Line("B", B.colour, B.stroke, ((2010, 0.385), (2011, 0.412)), name="line_B")),
    bands=(Band(A.colour, 0.2, ((2010, 0.385, 0.385), (2011, 0.38, 0.44)), "band90"),),
    limits=(Limit(0.4, 2010, 2011, HOSTILE),), x=(2010, 2011), ticks=(2010, 2011), y=(0.35, 0.45), kind="percent",
)  # fmt: skip
ROWS = Rows(
    (Row("A", A.colour, A.shape, 1200.5, HOSTILE, 1100, 1300), Row("B", B.colour, B.shape, 1250, "1.250")),
    (1000, 1400),
    "count",
)
SLOPES = Slopes(
    (Slope(0.3, 0.42, A.colour, (), HOSTILE), Slope(0.3, 0.31, SOFT, ())), ("2010", "it's"), (0.25, 0.45), None
)
FLOATS = st.integers(-(10**9), 10**9).map(lambda thousandths: thousandths / 1000)


@cache
def words(lang: Lang) -> Words:
    """Give the words of a language."""
    return Words(load_library(), lang)


# --- labels ---------------------------------------------------------------------------------------------------------


@given(st.lists(st.floats(0, 100), min_size=1, max_size=12), st.floats(0.1, 20))
def test_labels_keep_apart_within_their_room(values: list[float], gap: float) -> None:
    """In the order of their values; closer than asked only where there is no room for all."""
    placed = apart(values, gap, 0, 100)
    least = min(gap, 100 / max(1, len(values) - 1))
    assert all(-1e-6 <= at <= 100 + 1e-6 for at in placed)
    ordered = sorted(zip(values, placed, strict=True))
    assert all(later - earlier >= least - 1e-6 for earlier, later in pairwise(sorted(placed)))
    assert all(one[1] <= other[1] + 1e-6 for one, other in pairwise(ordered) if one[0] < other[0])


def test_labels_with_room_stand_where_their_values_are() -> None:
    """Nothing is moved that need not be."""
    assert apart([10, 50, 90], 5, 0, 100) == [10, 50, 90]
    assert apart([], 5, 0, 100) == []


@given(FLOATS, FLOATS)
def test_an_axis_holds_its_values_and_has_about_five_lines(one: float, other: float) -> None:
    """Whatever their size."""
    low, high = min(one, other), max(one, other)
    step = step_of(low, high)
    bottom, top = rounded(low, high, step)
    assert bottom <= low + 1e-6 * step
    assert top >= high - 1e-6 * step
    assert (top - bottom) / step <= 8


# --- looks ----------------------------------------------------------------------------------------------------------


def test_every_colour_can_be_read_as_text_on_white() -> None:
    """At least 4.5 to 1, as WCAG asks."""
    colours = {one.colour for one in hands(8)} | {INK, SOFT, LIMIT}
    assert [one for one in colours if _contrast(one) < 4.5] == []


def test_no_two_variants_are_told_apart_by_colour_alone() -> None:
    """Letters, strokes and shapes differ as well."""
    for what in ("letter", "colour", "stroke", "shape"):
        assert len({getattr(one, what) for one in hands(8)}) == 8
    assert [one.letter for one in hands(28)][-2:] == ["AA", "BB"]


def _contrast(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 1.05 / (0.05 + sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True)))


# --- drawings -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("chart", [LINES, ROWS, SLOPES], ids=["lines", "rows", "slopes"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_drawing_is_told_in_words_and_nothing_in_it_is_markup(chart: Chart, lang: Lang) -> None:
    """A title and a description first; what would be markup is text; no style, no script, no address."""
    drawn = svg_of(chart, lang, "key", f"Title {HOSTILE}", f"About {HOSTILE}")
    page = read(drawn)
    assert (page.faults, page.unclosed) == ([], [])
    assert [tag for tag, _ in page.elements[:3]] == ["svg", "title", "desc"]
    assert page.elements[0][1]["aria-labelledby"] == "key-title key-about"
    assert page.all("id") == ["key-title", "key-about"]
    assert {tag for tag, _ in page.elements} <= {"svg", "title", "desc", "g", "path", "line", "text"}
    assert page.text.count(HOSTILE) >= 3
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "")


def test_lines_bands_and_the_threshold_are_drawn() -> None:
    """Each by its name; letters at the ends, moved apart; where the plot lies is told for reading by hand."""
    drawn = svg_of(LINES, "da", "key", "t", "a")
    page = read(drawn)
    assert {"band90", "line_A", "line_B"} <= set(page.all("class"))
    heights = {found[2]: float(found[1]) for found in re.finditer(r"<text[^>]*,(-?[\d.]+)\)[^>]*>(A|B)</text>", drawn)}
    assert heights["A"] - heights["B"] >= 12
    plot = page.elements[0][1]
    assert (plot["data-from"], plot["data-to"]) == ("2010", "2011")
    assert float(plot["data-left"]) < float(plot["data-right"])
    assert "40\xa0%" in page.text


def test_axes_are_lettered_in_the_language() -> None:
    """A thousand is 1.000 in Danish and 1,000 in English."""
    danish, english = (read(svg_of(ROWS, lang, "key", "t", "a")).text for lang in LANGUAGES)
    assert "1.200" in danish
    assert "1,200" in english


# --- numbers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("da", ["38,2\xa0%", "36,0\N{EN DASH}40,5\xa0%", "\N{MINUS SIGN}1.234,50", "+1,25", "0,00", "\N{MINUS SIGN}0,70"]),
        ("en", ["38.2\xa0%", "36.0\N{EN DASH}40.5\xa0%", "\N{MINUS SIGN}1,234.50", "+1.25", "0.00", "\N{MINUS SIGN}0.70"]),
    ],
)  # fmt: skip
def test_numbers_are_written_as_people_write_them(lang: Lang, told: list[str]) -> None:
    """A comma or a point, a real minus, a sign before a difference but before nothing."""
    said = words(lang)
    differences = [change(said, "share", each).split(" ")[0] for each in (0.0125, 0.0, -0.007)]
    assert [percent(said, 0.382), percents(said, 0.36, 0.405), plain(said, -1234.5, 2), *differences] == told


@given(st.floats(-1e5, 1e5))
def test_a_number_told_is_the_number(value: float) -> None:
    """Read back it lies within the last decimal."""
    told = plain(words("en"), value, 2).replace(",", "").replace("\N{MINUS SIGN}", "-")
    assert float(told) == pytest.approx(value, abs=0.00501)
