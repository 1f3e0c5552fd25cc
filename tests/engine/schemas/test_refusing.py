"""What a reader refuses for its shape a schema refuses too, as far as a schema can tell; what is read it lets through."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.rules.amending import series_of
from kredslob.rules.documents import build_document
from kredslob.rules.library import SHIPPED, Library, load_library
from kredslob.rules.messages import FieldPath, WrongInput
from kredslob.rules.shape import check_shape
from kredslob.rules.yaml_source import YamlText, parse_yaml, read_text
from tests.engine.schemas.checking import accepts
from tests.rules.test_shape import MISFITS

DOCUMENTS = ("law/abl-51.yaml", "law/abl-60.yaml", "law/ub.yaml", "agreements/kbh-2012-adjustment.yaml")
INDIVIDUAL = """schema: 1
id: own
kind: individual
framework: kbh-2011-2014
organisation: sab
origin: public
title: {da: a, en: b}
from: 2011-01-01
adopted: 2011-01-01
estates:
  north:
    origin: public
    wheels:
      referral: [{from: 2011-01-01, version: a, turns: 1, of: 3}]
      external: [{from: 2011-01-01, version: a, slots: [flexible, ordinary]}, {from: 2012-01-01, version: b, flexible: 1, of: 2}]
    parameters:
      flexible.work_hours: [{from: 2011-01-01, value: 30, basis: stated}]
"""
CHANGES = """schema: 1
id: own
kind: amendment
extends: kbh-2011-2014
title: {da: a, en: b}
from: {value: 2012-04-01, basis: assumed, range: [2012-03-01, 2012-05-01], question: {da: a, en: b}}
adopted: 2012-04-01
changes:
  - {set: forty_plus.threshold, value: 0.35, basis: stated, reason: {da: a, en: b}}
  - set: flexible.work_hours
    value: 30
    basis: assumed
    alternatives: [30, 25]
    question: {da: a, en: b}
    reason: {da: a, en: b}
  - {repeal: young.in-job, reason: {da: a, en: b}}
  - {wheel: referral, estate: north, turns: 1, of: 2, reason: {da: a, en: b}}
  - {wheel: external, estate: north, slots: [flexible, ordinary], reason: {da: a, en: b}}
  - reword: ra11-work
    words: {title: {da: a, en: b}, text: {da: a, en: b}, source: aab, basis: stated}
    reason: {da: a, en: b}
"""
# Signs that a misfit is one between text and what only looks like it, of which an editor does not know.
ONLY_OURS = ("in quotes", "a date", "1900-01-01")


@cache
def library() -> Library:
    """Give the shipped rules, read once."""
    return load_library()


@cache
def text_of(name: str) -> YamlText:
    """Give a document of the tests or of those shipped."""
    own = {"individual": INDIVIDUAL, "changes": CHANGES}
    return parse_yaml(own[name] if name in own else read_text(SHIPPED / name), name)


def refused(read: Callable[[], object]) -> bool:
    """Tell whether a reader refuses what it is given."""
    try:
        read()
    except WrongInput:
        return True
    return False


def read_whole(data: Any) -> None:
    """Read a document as the loader does when it stands by itself."""
    text = YamlText("mutated.yaml", data, {})
    check_shape("DocumentFile", text)
    build_document(text, library().facts, series_of(library().documents.values()), "0" * 64)


@pytest.mark.parametrize("name", [*DOCUMENTS, "individual", "changes"])
def test_what_is_changed_here_is_right_to_begin_with(name: str) -> None:
    """Else nothing below would mean anything."""
    assert not refused(lambda: read_whole(text_of(name).data))
    assert accepts("agreement", text_of(name).data)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (text, old, new)
        for text, old, new, _, _, accepted, _ in MISFITS
        if accepted not in ONLY_OURS and "kind:" in text
    ],
)
def test_a_misfit_that_the_loader_tells_of_is_refused(text: str, old: str, new: str) -> None:
    """Every one that is specified for the loader."""
    wrong = parse_yaml(text.replace(old, new, 1), "wrong.yaml").data
    assert refused(lambda: check_shape("DocumentFile", YamlText("wrong.yaml", wrong, {})))
    assert not accepts("agreement", wrong)


@pytest.mark.parametrize("left_out", ["at_least", "parameter"])
def test_a_limit_that_asks_nothing_is_refused(left_out: str) -> None:
    """By the loader, in words, and by the schema."""
    data: Any = deepcopy(text_of("law/abl-59.yaml").data)
    del data["limits"]["limit.referral-floor"][left_out]
    assert refused(lambda: read_whole(data))
    assert not accepts("agreement", data)


# --- any change of one thing ----------------------------------------------------------------------------------------

INSTEAD = st.sampled_from(
    [None, True, 7, -1, "", "x", "X y", "stated", "share", "choice", "law", "classify", [], ["x"], [7], {}, {"x": 7},
     {"da": "a", "en": "b"}, {"always": True}, date(2011, 1, 1)]
)  # fmt: skip


def paths(data: Any, here: FieldPath = ()) -> list[FieldPath]:
    """Give the path of everything in plain data."""
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [here, *(path for key, value in inside for path in paths(value, (*here, key)))]


@st.composite
def changed(draw: st.DrawFn) -> tuple[Any, object, object]:
    """Draw a document with one thing in it left out, renamed or replaced; with what stood there and what stands there."""
    data = deepcopy(text_of(draw(st.sampled_from([*DOCUMENTS, "individual", "changes"]))).data)
    *above, last = draw(st.sampled_from([path for path in paths(data) if path]))
    around: Any = data
    for step in above:
        around = around[step]
    old = around[last]
    match draw(st.sampled_from(["left out", "renamed", "replaced"])):
        case "left out":
            del around[last]
            return data, old, old
        case "renamed" if isinstance(around, dict):
            around[draw(st.sampled_from([f"{last}s", "x", "from", "value", "note", "set"]))] = around.pop(last)
            return data, old, old
        case _:
            around[last] = draw(INSTEAD)
            return data, old, around[last]


def alike_to_an_editor(old: object, new: object) -> bool:
    """Tell whether a date came where text stood, or text where a date: an editor has one kind for both."""
    return {type(old), type(new)} == {date, str}


@given(changed())
def test_what_has_not_the_shape_is_refused(case: tuple[Any, object, object]) -> None:
    """Whatever is left out, misspelt or of another kind."""
    data, old, new = case
    if refused(lambda: check_shape("DocumentFile", YamlText("x.yaml", data, {}))) and not alike_to_an_editor(old, new):
        assert not accepts("agreement", data)


@given(changed())
def test_what_is_read_is_let_through(case: tuple[Any, object, object]) -> None:
    """An editor raises no false alarm."""
    data, *_ = case
    if not refused(lambda: read_whole(data)):
        assert accepts("agreement", data)
