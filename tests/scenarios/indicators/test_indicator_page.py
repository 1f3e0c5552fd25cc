"""The catalogue is whole: every indicator told in both languages, and the page is what the catalogue says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE, NOT_COMPUTED
from kredslob.scenarios.indicators.indicator import UNITS, Indicator
from kredslob.scenarios.indicators.page import SECTIONS, markdown, plain_catalogue

PAGE = Path(__file__).parents[3] / "docs" / "indicators.md"


def test_the_page_is_what_the_catalogue_says() -> None:
    """It is made by `python -m kredslob.scenarios.indicators.page > docs/indicators.md`."""
    assert PAGE.read_text("utf-8") == markdown()


def test_every_indicator_has_its_section() -> None:
    """None is left out of the page, and none told twice."""
    told = [one.id for _, several in SECTIONS for one in several]
    assert sorted(told) == sorted(CATALOGUE)
    assert len(set(told)) == len(told)


@pytest.mark.parametrize("one", CATALOGUE.values(), ids=CATALOGUE)
def test_an_indicator_is_told_in_both_languages(one: Indicator) -> None:
    """Name, definition and what it is not, each in a sentence; a unit; a level; a name that files can have."""
    for text in (one.name, one.definition, one.is_not):
        assert text.da.strip()
        assert text.en.strip()
        assert text.da != text.en or one.id in ("dissimilarity", "isolation", "gini")
    assert all(text.endswith(".") for text in (one.definition.da, one.definition.en, one.is_not.da, one.is_not.en))
    assert one.unit in UNITS
    assert one.levels
    assert re.fullmatch(r"[a-z0-9_]+", one.id)


def test_what_cannot_be_computed_says_why() -> None:
    """The goals that the model has no facts for are told as such, never invented."""
    assert any("20 per cent social housing" in one.name.en for one in NOT_COMPUTED)
    assert all(one.reason.da and one.reason.en for one in NOT_COMPUTED)


def test_no_number_of_the_agreement_stands_in_the_catalogue() -> None:
    """A threshold is the agreement's to say: no text of ours names its 40 per cent."""
    for one in CATALOGUE.values():
        assert not re.search(r"40 (%|pct|per cent|point)", f"{one.definition.da} {one.definition.en}")


def test_programs_read_the_catalogue() -> None:
    """As plain data it has every indicator with its unit and levels."""
    found = plain_catalogue()
    assert [one["id"] for one in found["indicators"]] == list(CATALOGUE)
    assert len(found["not_computed"]) == len(NOT_COMPUTED)
