"""HTML is written so that text stays text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.engine.page.html import Html, element, joined
from kredslob.engine.page.parts import code
from tests.engine.page.reading import read

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]))


@given(TEXT, TEXT)
def test_text_and_attributes_come_back_as_they_were(text: str, value: str) -> None:
    """Whatever signs they hold."""
    page = read(element("p", text, title=value))
    assert (page.text, page.elements, page.faults) == (text, [("p", {"title": value})], [])


@given(TEXT)
def test_an_id_can_be_read_and_searched_for(key: str) -> None:
    """It may break, and no sign is added or lost."""
    assert read(code(key)).text == key


def test_html_is_put_in_as_it_stands() -> None:
    """Once written, it is not escaped again; nothing is put in for None, and parts stand in order."""
    assert element("p", Html("<i>a</i>"), None, ["b", Html("<br/>"), ["<"]]) == "<p><i>a</i>b<br/>&lt;</p>"
    assert isinstance(joined(["<"]), Html)


@pytest.mark.parametrize(
    ("value", "written"), [(True, "<p hidden></p>"), (False, "<p></p>"), (None, "<p></p>"), (0, '<p hidden="0"></p>')]
)
def test_an_attribute_may_be_bare_or_left_out(value: bool | int | None, written: str) -> None:
    """True, false, nothing, a number."""
    assert element("p", hidden=value) == written


def test_an_attribute_may_have_any_name() -> None:
    """Hyphens, and words that Python keeps for itself."""
    assert element("p", class_="x", data_rule="y", name="z") == '<p class="x" data-rule="y" name="z"></p>'
