"""What has been observed is told once, with date and source, and no figure that was used before passes for a test."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from kredslob.rules.messages import WrongInput
from kredslob.rules.yaml_source import parse_yaml
from kredslob.scenarios.behaviour.reading import shipped_behaviour
from kredslob.scenarios.targets.reading import SHIPPED, read_targets, shipped_targets

Body = dict[str, Any]
TEST = "transfer-income-2010"


@cache
def shipped_plain() -> Body:
    """Give the shipped file as plain data."""
    found: Body = _floats(parse_yaml((SHIPPED / "kbh.yaml").read_text(encoding="utf-8"), "kbh.yaml").data)
    return found


def plain() -> Body:
    """Give a few of the shipped figures as plain data that may be spoilt."""
    found = deepcopy({**shipped_plain(), "targets": {}, "beyond": {}})
    for name in ("transfer-income-2006", TEST, "forty-plus-2011"):
        found["targets"][name] = deepcopy(shipped_plain()["targets"][name])
    found["beyond"]["life"] = deepcopy(shipped_plain()["beyond"]["life"])
    return found


def _floats(data: Any) -> Any:
    """Give plain data with numbers that any YAML writer knows."""
    if isinstance(data, dict):
        return {key: _floats(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_floats(value) for value in data]
    return float(data) if isinstance(data, Decimal) else data


def problems(tmp_path: Path, data: object) -> list[str]:
    """Give what is told to be wrong with a file, each at a line."""
    path = tmp_path / "own.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    with pytest.raises(WrongInput) as caught:
        read_targets(path)
    assert all(one.place.line for one in caught.value.problems)
    return [one.found.text() for one in caught.value.problems]


def test_the_shipped_targets_can_be_read() -> None:
    """Every figure has a date or is not testable, and every source is a public document."""
    targets = shipped_targets()
    assert len(targets.targets) >= 40
    for one in targets.targets:
        assert one.first <= one.last or one.use in ("not_testable", "population")
    assert {one.source for one in targets.targets} <= {one.key for one in targets.sources}


def test_every_figure_stands_in_its_words() -> None:
    """A value is no guess: nothing here is assumed."""
    assert {one.basis for one in shipped_targets().targets} <= {"stated", "paraphrased", "inferred"}


def test_both_languages_tell_the_same_numbers() -> None:
    """What Danish says with a comma, English says with a dot."""
    targets = shipped_targets()
    told = [(one.id, one.definition) for one in targets.targets] + [(one.id, one.figures) for one in targets.beyond]
    for name, text in told:
        danish = re.findall(r"\d+(?:[.,]\d+)*", text.da)
        english = re.findall(r"\d+(?:[.,]\d+)*", text.en)
        swapped = [number.translate(str.maketrans(",.", ".,")) for number in danish]
        assert sorted(swapped) == sorted(english), name


def test_what_the_population_is_drawn_by_is_no_target() -> None:
    """The figures that behaviour names as where its values are from are not tests."""
    used = {name for one in shipped_targets().targets if one.use == "test" for name in one.used_by}
    assert used == set()
    drawn = {name for one in shipped_targets().targets if one.use == "population" for name in one.used_by}
    sourced = {
        name
        for name, given in shipped_behaviour().values.items()
        if given.source in ("lbf", "vi-lejere") and name.startswith(("residents.", "moving."))
    }
    assert sourced <= drawn


def test_a_test_is_of_a_day_after_all_that_its_start_knows() -> None:
    """Whoever simulates from a start has not seen the figure."""
    targets = shipped_targets()
    for start in targets.starts:
        assert targets.tests(start.id)
        assert all(one.first > start.known_until or one.last > start.known_until for one in targets.tests(start.id))


def test_the_known_figures_of_a_series_come_in_order() -> None:
    """What a naive forecast goes by ends before the start."""
    known = shipped_targets().known("listed-51b", date(2011, 12, 31))
    assert [one.observed.value for one in known] == [6, 8]
    assert shipped_targets().known("listed-51b", date(2010, 9, 30)) == ()
    assert shipped_targets().known("dwellings-city", date(2030, 1, 1)) == ()  # it has no date


WRONG: dict[str, tuple[str, Callable[[Body], object]]] = {
    "a value outside its interval": ("the value lies outside its interval.", lambda one: one.update(value=0.4)),
    "an interval that runs backwards": ("the value lies outside its interval.", lambda one: one.update(interval=[0.4, 0.3])),
    "a percentage": ("36 is not accepted.", lambda one: one.update(value=36, interval=[35, 37])),
    "nothing seen": (
        "nothing is told of what was seen.",
        lambda one: (one.pop("value"), one.pop("interval")),
    ),
    "no date": ("the figure has no date.", lambda one: one.pop("period")),
    "a period backwards": (
        "the period runs backwards.",
        lambda one: one.update(period=[date(2010, 12, 31), date(2010, 1, 1)]),
    ),
    "a strange source": ("there is no source newspaper.", lambda one: one.update(source="newspaper")),
    "a strange start": ("there is no start from-1999.", lambda one: one.update(starts=["from-1999"])),
    "a figure known at the start": (
        "what was seen on 2006-12-31 was known at the start from-2007.",
        lambda one: one.update(period=[date(2006, 1, 1), date(2006, 12, 31)]),
    ),
    "a test that was used to draw people": (
        "a figure that was used before is no test.",
        lambda one: one.update(used_by=["residents.single_share"]),
    ),
    "used by what there is not": (
        "there is no parameter of behaviour residents.single_shares.",
        lambda one: one.update(used_by=["residents.single_shares"]),
    ),
    "a test without a start": (
        "starts is missing in a figure whose use is test.",
        lambda one: one.update(starts=[]),
    ),
    "a test of nothing": (
        "against is missing in a figure whose use is test.",
        lambda one: one.pop("against"),
    ),
    "what is not testable without a reason": (
        "reason is missing in a figure whose use is not_testable.",
        lambda one: (one.update(use="not_testable", starts=[]), one.pop("reason")),
    ),
    "a population that draws nothing": (
        "used_by is missing in a figure whose use is population.",
        lambda one: one.update(use="population", starts=[]),
    ),
    "a fit with starts": ("only a test has starts.", lambda one: one.update(use="fit")),
    "a change without a year": (
        "a change has a year since which it is, and a direction.",
        lambda one: one["against"].update(change="net"),
    ),
    "several units in a series": (
        "series transfer-income has figures of several units.",
        lambda one: one.update(unit="ratio"),
    ),
    "half an area": ("0.5 is not accepted.", lambda one: one.update(unit="areas", value=0.5, interval=[0, 1])),
    "a month that there is not": (
        "13 is not accepted.",
        lambda one: one.update(unit="month_of_year", value=13, interval=[13, 13]),
    ),
    "a word for a number": ("about a third is not accepted.", lambda one: one.update(value="about a third")),
    "a word for the use": ("maybe is not accepted.", lambda one: one.update(use="maybe")),
    "a field that there is not": ("page is not a field here.", lambda one: one.update(page=3)),
    "one language": ("da is missing.", lambda one: one["title"].pop("da")),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_figure_that_cannot_be_a_target_is_told(name: str, tmp_path: Path) -> None:
    """Each with what is wrong with it, at its line, and no traceback."""
    told, spoil = WRONG[name]
    data = plain()
    spoil(data["targets"][TEST])
    assert told in problems(tmp_path, data)


def test_a_start_that_knows_its_own_future_is_told(tmp_path: Path) -> None:
    """What is known ends before the first month."""
    data = plain()
    data["starts"]["from-2007"]["known_until"] = date(2007, 1, 1)
    assert "2007-01-01 is not before the start." in problems(tmp_path, data)


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    """Two figures, two problems."""
    data = plain()
    data["targets"][TEST]["source"] = "newspaper"
    data["beyond"]["life"]["source"] = "radio"
    data["targets"]["forty-plus-2011"]["value"] = 8.5
    assert len(problems(tmp_path, data)) == 3


@pytest.mark.parametrize("text", ["", "- 1", "schema: 1", "schema: 1\ntargets: 3\nstarts: {}"])
def test_a_file_that_holds_no_targets_is_told(text: str, tmp_path: Path) -> None:
    """Empty, a list, or half of it."""
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WrongInput):
        read_targets(path)
