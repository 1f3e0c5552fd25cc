"""Whatever stands in a scenario file, it is read whole or refused in words; never half, and never with a fault."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kredslob.rules.messages import WrongInput
from kredslob.scenarios.files.reading import read_scenario
from kredslob.scenarios.files.scenario import Scenario
from kredslob.scenarios.files.shelf import path_of
from tests.engine.schemas.checking import accepts, complaints, validator
from tests.scenarios.files.pages import plain, read, written

TITLE = {"da": "En", "en": "One"}
WHOLE = plain(
    amendments=["kbh-2012-adjustment"], assumed={"compensation.method": "headroom"}, register="shipped",
    after_end={"value": "next", "basis": "assumed", "question": TITLE}, macro={"path": "slump", "after_months": 1},
    behaviour={"from": "kbh", "values": {"offers.refusals": {"value": 3, "basis": "assumed"}}}, measured=10, published=11,
    contrasts={"x": {"title": TITLE, "variant": "base", "against": "other", "where": "all"}},
    variants={
        "base": {"title": TITLE, "macro": {"lines": {"losing_work": {"value": [1.5, 1.2], "basis": "assumed"}}}},
        "other": {"title": TITLE, "amendments": [], "assumed": {"compensation.scope": "organisation"}, "agreement": "kbh-2011-2014"},
    },
)  # fmt: skip


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Give the path of every value in plain data."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(each for key, value in inner for each in places(value, (*path, key)))]


JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 700), st.floats(-2, 12, allow_nan=False).map(lambda one: round(one, 3)),
    st.sampled_from(["", "none", "slump", "kbh-2012-adjustment", "kbh-2015-2018", "x.yaml", "2011-07", ".nan", "all", "base"]),
    st.just([]), st.just({}), st.just([1, "a"]), st.just({"value": 1, "basis": "assumed"}), st.just({"da": "x"}),
)  # fmt: skip


def changed(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    """Give plain data with another value at a path."""
    if not path:
        return value
    inner = dict(data) if isinstance(data, dict) else list(data)
    inner[path[0]] = changed(inner[path[0]], path[1:], value)
    return inner


def outcome(folder: Path, data: object) -> Scenario | WrongInput:
    """Give what a file is read into, or what is told to be wrong with it."""
    try:
        return read_scenario(written(folder, data))
    except WrongInput as wrong:
        return wrong


@settings(max_examples=settings().max_examples // 3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(places(WHOLE)[1:]), JUNK), min_size=1, max_size=3))
def test_any_file_is_read_whole_or_refused_in_words(tmp_path: Path, changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    """With up to three of its values replaced by anything: every variant and contrast is there, or a message with a place."""
    data: Any = WHOLE
    for path, value in changes:
        if path in places(data):
            data = changed(data, path, value)
    found = outcome(tmp_path, data)
    if isinstance(found, WrongInput):
        assert all(one.text("en") and one.text("da") and one.place.line for one in found.problems)
        return
    assert [one.name for one in found.variants] == list(data["variants"])
    assert len(found.contrasts) == len(data.get("contrasts") or {})


@pytest.mark.parametrize("field", sorted(WHOLE))
def test_what_is_null_is_as_though_left_out(tmp_path: Path, field: str) -> None:
    """Or refused where it must be given: nothing is lost without a word."""
    found = outcome(tmp_path, {**WHOLE, field: None})
    if isinstance(found, WrongInput):
        assert all(field in one.text() for one in found.problems)
    else:
        assert found.fingerprint == read(tmp_path, **_without(field)).fingerprint


@pytest.mark.parametrize("field", ["agreement", "amendments", "macro", "assumed", "behaviour", "after_end"])
def test_what_is_null_in_a_variant_is_as_the_scenario_has_it(tmp_path: Path, field: str) -> None:
    """A variant differs only in what it says."""
    variants = {"base": {"title": TITLE}, "other": {"title": TITLE, field: None}}
    found = read_scenario(written(tmp_path, {**WHOLE, "variants": variants}))
    assert len({one.fingerprint for one in found.variants}) == 1


@pytest.mark.parametrize("name", ["kbh-2011", "kbh-2024"])
def test_an_editor_has_nothing_against_a_shipped_scenario(name: str) -> None:
    """It keeps to its schema, and names it."""
    assert complaints("scenario", path_of(name)) == []
    assert "# yaml-language-server: $schema=../../docs/schemas/scenario.json" in path_of(name).read_text("utf-8")


def test_an_editor_accepts_what_is_read_and_marks_what_is_not() -> None:
    """Fields that there are not, absurd numbers, variants without a title."""
    assert accepts("scenario", WHOLE)
    wrong: list[dict[str, Any]] = [
        {"replications": 0}, {"months": -1}, {"years": 1}, {"from": "2011"}, {"serie": 1}, {"variants": {}}, {"seed": -1},
        {"variants": {"base": {}}}, {"contrasts": {"x": {"title": TITLE}}}, {"macro": {"lines": {"lost": {}}}},
        {"behaviour": {"values": {"moving.seson": {"value": 1, "basis": "assumed"}}}}, {"after_end": "stop"},
    ]  # fmt: skip
    for one in wrong:
        assert not accepts("scenario", {**WHOLE, **one}), one


def test_an_editor_offers_the_names_that_there_are() -> None:
    """Agreements, business cycles, parameters of behaviour; guesses with their questions."""
    text = json.dumps(validator("scenario").schema)
    for name in ("kbh-2024-2027", "slump", "offers.refusals", "compensation.method", "By which arithmetic"):
        assert name in text


def _without(field: str) -> dict[str, Any]:
    names = {"from": "from_"}
    every = {names.get(name, name): value for name, value in WHOLE.items() if name != field}
    return every | ({names.get(field, field): None} if field in plain() else {})
