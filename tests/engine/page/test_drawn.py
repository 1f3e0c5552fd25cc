"""What is drawn and measured reads without the files: words in each box, a shade to each kind of turn, counts by name."""

from __future__ import annotations

from datetime import date

import pytest

from kredslob.engine.page.drawing import wheel_svg
from kredslob.engine.page.measures import COUNTS
from kredslob.rules.messages import LANGUAGES, Lang
from tests.engine.page.reading import AGREEMENTS, library, page_of, read

EVERY = pytest.mark.parametrize(("agreement", "lang"), [(one, lang) for one in AGREEMENTS for lang in LANGUAGES])


@EVERY
def test_each_box_says_what_its_rule_says(agreement: str, lang: Lang) -> None:
    """In the drawing of exceptions as well as in the clause, so that yes, yes and no can be told apart."""
    page = page_of(agreement, lang)
    framework, _ = library().agreement(agreement).amended(date.max)
    drawn = {rule.id: rule for rule in framework.rules if rule.overrides and rule.to is None}
    assert drawn
    assert [key for key, rule in drawn.items() if page.text.count(rule.text.read(lang)) < 2] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_measure_counts_is_said_in_words(lang: Lang) -> None:
    """Of every agreement and law, above and below the line; the column of the register stands beside it."""
    counted = {
        name for one in library().documents.values() for measure in one.measures.values()
        for name in (*measure.numerator, measure.denominator)
    }  # fmt: skip
    assert counted <= set(COUNTS)
    text = page_of("kbh-2011-2014", lang).text
    for name in ("outside_workforce", "aged_18_64"):
        assert f"{COUNTS[name].text(lang)} {name}" in text


@pytest.mark.parametrize(
    ("slots", "shades"),
    [
        ([0, 1], ["off", "on-1"]),
        ([1, 2, 1, 3, 1, 2], ["on-1", "on-2", "on-1", "on-3", "on-1", "on-2"]),
        ([1, 2, 3, 4, 5], ["on-1", "on-2", "on-3", "on-4", "on-4"]),
        ([1], ["on-1"]),
        ([0], ["off"]),
        ([0, 1] * 50, ["on-1", "off"]),
    ],
)
def test_a_wheel_has_a_piece_for_each_slot_in_the_shade_of_its_kind(slots: list[int], shades: list[str]) -> None:
    """Kinds beyond the fourth share its shade; of very many slots two arcs show how large the part is."""
    drawn = read(wheel_svg(slots, "a wheel"))
    assert [given["class"] for tag, given in drawn.elements if tag in {"path", "circle"}] == shades
