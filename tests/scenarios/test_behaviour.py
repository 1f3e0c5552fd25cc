"""A file of behaviour: every value says where it comes from, and what is wrong is told at once with its place."""

from __future__ import annotations

from math import isfinite
from pathlib import Path
from typing import Any

import pytest
import yaml

from kredslob.rules.messages import WrongInput
from kredslob.scenarios.behaviour.parameters import PARAMETERS
from kredslob.scenarios.behaviour.reading import SHIPPED, read_behaviour, shipped_behaviour


def plain() -> dict[str, Any]:
    """Give the shipped file as plain data."""
    found: dict[str, Any] = yaml.safe_load((SHIPPED / "kbh.yaml").read_text(encoding="utf-8"))
    return found


class _Plainly(yaml.SafeDumper):
    """Write numbers as the files of rules do, without powers of ten."""


def _number(dumper: yaml.SafeDumper, value: float) -> yaml.ScalarNode:
    text = f"{value:.7f}".rstrip("0") if isfinite(value) else f".{value}"
    return dumper.represent_scalar("tag:yaml.org,2002:float", f"{text}0" if text.endswith(".") else text)


_Plainly.add_representer(float, _number)


def dumped(data: object) -> str:
    """Give plain data as the text of a file."""
    return yaml.dump(data, Dumper=_Plainly, allow_unicode=True)


def problems(tmp_path: Path, data: object) -> list[str]:
    """Give what is told to be wrong with a file."""
    path = tmp_path / "own.yaml"
    path.write_text(dumped(data), encoding="utf-8")
    with pytest.raises(WrongInput) as caught:
        read_behaviour(path)
    assert all(one.place.line for one in caught.value.problems)
    return [one.found.text() for one in caught.value.problems]


def test_every_shipped_value_says_how_sure_it_is() -> None:
    """Each parameter is there, has a basis, and what is not assumed names a public source."""
    behaviour = shipped_behaviour()
    assert set(behaviour.values) == set(PARAMETERS)
    for given in behaviour.values.values():
        assert given.basis == "assumed" or given.source != "designed"


def test_what_is_read_back_is_the_same(tmp_path: Path) -> None:
    """A file written from the shipped one and read again says the same."""
    path = tmp_path / "kbh.yaml"
    path.write_text(dumped(plain()), encoding="utf-8")
    assert read_behaviour(path) == shipped_behaviour()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("moving.season", [0.1] * 12, "these shares sum to 1.2."),
        ("work.deaths", [0, 0, 0, 0, 0, 1.5], "1.5 is not accepted."),
        ("residents.single_share", float("nan"), ".nan is not accepted."),
        ("residents.single_share", True, "True is not accepted."),
        ("residents.single_share", "many", "many is not accepted."),
        ("offers.refusals", 1.5, "1.5 is not accepted."),
        ("offers.undelivered", "hodl", "hodl is not accepted."),
        ("work.deaths", [0.001], "[0.001] is not accepted."),
        ("offers.flexible_without_agreement", "9/4", "9/4 is not accepted."),
        ("work.jobs", {"permanent": 1.0}, "temporary is missing."),
        ("work.jobs", "permanent", "permanent is not accepted."),
        ("counts.without_link", ["idle"], "idle is not accepted."),
        ("newcomers.mix", {"external": {"worker": 0.5, "young": 0.6}}, "these shares sum to 1.1."),
        ("residents.ages", {"employed": [64, 20]}, "[64, 20] is not accepted."),
    ],
)
def test_a_value_that_cannot_be_is_told(tmp_path: Path, name: str, value: object, told: str) -> None:
    """Shares that do not sum, hazards above 1, NaN, words and numbers that there are not: each is named."""
    data = plain()
    data["values"][name]["value"] = value
    assert told in problems(tmp_path, data)


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    """One file with several faults is told all of them."""
    data = plain()
    del data["values"]["moving.season"]
    data["values"]["moving.seson"] = {"value": 1, "basis": "assumed"}
    data["values"]["work.deaths"]["basis"] = "sure"
    data["values"]["work.hours"] = [1]
    data["values"]["residents.single_share"] = {"value": 0.6, "basis": "stated"}
    found = problems(tmp_path, data)
    assert len(found) == 5
    assert "there is no parameter of behaviour moving.seson." in found
    assert "moving.season is missing." in found


@pytest.mark.parametrize("data", [[], "text", {"values": []}, {}, {"values": None}])
def test_what_is_no_file_of_behaviour_is_refused(tmp_path: Path, data: object) -> None:
    """A list, a text or an empty file is told to lack its values."""
    path = tmp_path / "own.yaml"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    with pytest.raises(WrongInput):
        read_behaviour(path)
