"""Nothing that a person can write in a rules file ends in anything but a document or wrong input."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.rules.fingerprint import fingerprint
from kredslob.rules.library import SHIPPED, add_file, load_library
from kredslob.rules.messages import Problem, WrongInput
from kredslob.rules.model import Document
from kredslob.rules.terms import draw_terms
from tests.rules.shelf import (
    AMENDMENT,
    FACTS,
    FILES,
    FRAMEWORK,
    INDIVIDUAL,
    LAW,
    SOURCES,
    document,
    facts,
    framework_parameters,
    lay_out,
    told,
)
from tests.rules.spoiling import spoilt

SHELF = [FACTS, SOURCES, LAW, FRAMEWORK, AMENDMENT, INDIVIDUAL]
SHIPPED_TEXTS = [path.read_text("utf-8") for path in sorted(SHIPPED.rglob("*.yaml"))]


def read(text: str) -> Document | None:
    """Read a text as a document, or give None when it is refused in the right way."""
    try:
        return document(text, framework_parameters())
    except WrongInput as wrong:
        assert_all_in(told(wrong), "file.yaml")
        return None


def assert_all_in(problems: tuple[Problem, ...], name: str) -> None:
    """Hold every problem to the file it is in."""
    assert {problem.place.file for problem in problems} == {name}


@given(spoilt(SHELF))
def test_a_spoilt_file_of_the_shelf_is_a_document_or_wrong_input(text: str) -> None:
    """And what is a document has a fingerprint."""
    found = read(text)
    assert found is None or len(fingerprint([found])) == 64


@given(spoilt(SHIPPED_TEXTS))
def test_a_spoilt_shipped_file_is_a_document_or_wrong_input(text: str) -> None:
    """The real files are longer, and hold everything that the format has."""
    found = read(text)
    assert found is None or len(fingerprint([found])) == 64


@given(spoilt([FACTS]))
def test_a_spoilt_file_of_facts_declares_facts_or_is_wrong_input(text: str) -> None:
    """Facts are read like documents."""
    try:
        declared = facts(text)
    except WrongInput as wrong:
        assert_all_in(told(wrong), "facts.yaml")
    else:
        assert all(fact.label.da for fact in declared.values())


@given(st.data(), st.sampled_from(sorted(FILES)))
def test_a_shelf_with_a_spoilt_file_gives_terms_or_wrong_input(data: st.DataObject, name: str) -> None:
    """However it is spoilt, the whole way to the terms of an estate."""
    with tempfile.TemporaryDirectory() as folder:
        shelf = lay_out(Path(folder), {**FILES, name: data.draw(spoilt([FILES[name]]))})
        try:
            library = load_library(shelf)
            day = data.draw(st.dates(date(2010, 6, 1), date(2015, 6, 1)))
            agreement = library.in_force(day)
            own = library.individual_agreement(agreement.id, "north")
            terms = draw_terms(library, agreement, day, own, "north-1", known=data.draw(st.none() | st.dates()))
        except WrongInput as wrong:
            told(wrong)
        else:
            assert terms.day == day


PLAIN: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 3000), st.sampled_from(["stated", "assumed", "x", "rank", "frame", "count", "names"]),
    st.dates(date(1890, 1, 1), date(2030, 1, 1)).map(str),
)  # fmt: skip
KEYS = ["schema", "id", "kind", "title", "from", "to", "adopted", "extends", "clauses", "parameters", "rules", "changes", "estates",
        "measures", "da", "en", "text", "source", "basis", "unit", "clause", "values", "value", "alternatives", "range", "question",
        "choices", "stage", "when", "then", "overrides", "all", "any", "fact", "is", "set", "add", "replace", "with", "reason",
        "origin", "wheels", "referral", "turns", "of", "slots", "version"]  # fmt: skip


@given(
    st.dictionaries(
        st.sampled_from(KEYS),
        st.recursive(
            PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
        ),
        max_size=8,
    ),
    st.sampled_from(["law", "framework", "amendment", "individual"]),
)
def test_any_keys_of_the_format_in_any_order_are_a_document_or_wrong_input(plain: dict[str, Any], kind: str) -> None:
    """Each key of the format, holding anything, under any other."""
    given_ = {"schema": 1, "id": "x", "kind": kind, "title": {"da": "a", "en": "b"}, **plain}
    read(_written(given_))


def _written(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_written(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    return (
        {None: "null", True: "true", False: "false"}.get(value, str(value))
        if value in (None, True, False)
        else str(value)
    )


@pytest.mark.parametrize(
    "content", [b"", b"\x00", b"\xff" * 10, b"PK\x03\x04", b"%PDF-1.4", b"{}" * 10, b"- " * 100_000, b"id: x"]
)
def test_any_bytes_that_a_person_names_as_an_agreement_are_told(content: bytes, shelf: Path, tmp_path: Path) -> None:
    """A spreadsheet, a PDF, nothing at all: the file is named and what it should be is said."""
    own = tmp_path / "own.yaml"
    own.write_bytes(content)
    with pytest.raises(WrongInput) as caught:
        add_file(load_library(shelf), own)
    assert_all_in(told(caught.value), str(own))
