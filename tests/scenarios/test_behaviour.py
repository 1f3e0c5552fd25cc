"""A file of behaviour: every value says where it comes from, and what is wrong is told at once with its place."""

from __future__ import annotations

from math import isfinite
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kredslob.rules.messages import WrongInput
from kredslob.scenarios.behaviour.parameters import PARAMETERS
from kredslob.scenarios.behaviour.reading import SHIPPED, Given, read_behaviour, shipped_behaviour
from kredslob.scenarios.people.work import monthly_hazards


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
    for entry in behaviour.values.values():
        assert entry.basis == "assumed" or entry.source != "designed"


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
        ("residents.ages", {"employed": [20, 70]}, "70 is not accepted."),
        ("residents.ages", {"retired": [60, 90]}, "60 is not accepted."),
        ("newcomers.kinds", {"worker": {"ages": [16, 30]}}, "16 is not accepted."),
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


def ranged(tmp_path: Path, name: str, entry: dict[str, Any]) -> list[str]:
    """Give what is told of the shipped file with another entry for a parameter's range."""
    data = plain()
    data["values"][name] = {**data["values"][name], **entry}
    return problems(tmp_path, data)


@pytest.mark.parametrize(
    ("name", "entry", "told"),
    [
        ("families.patience", {"range": [72, 24]}, "[72, 24] is not accepted."),
        ("families.patience", {"range": 40}, "40 is not accepted."),
        ("families.patience", {"range": [24, float("inf")]}, "[24, .inf] is not accepted."),
        ("families.patience", {"range": [50, 72]}, "40 lies outside 50 to 72."),
        ("families.low_rent", {"range": [0.4, 1.2]}, "1.2 is not accepted."),
        ("families.parting", {"range": [0.1, 0.2]}, "only a single number has a range."),
        ("families.parting", {"factors": {"all": [1.2, 1.5]}}, "1 lies outside 1.2 to 1.5."),
        ("work.deaths", {"factors": {"all": [0.5, 100]}}, "1.5 is not accepted."),
        ("newcomers.pressure", {"factors": {"externl": [0.5, 2]}}, "there is no externl."),
        ("newcomers.pressure", {"factors": [0.5, 2]}, "[0.5, 2] is not accepted."),
        ("newcomers.mix", {"shares": {"external": [0.1, 0.9]}}, "external is no share."),
        ("newcomers.mix", {"shares": {"external.worker": [0.6, 0.9]}}, "0.5 lies outside 0.6 to 0.9."),
        ("moving.pace_by_age", {"factors": {"6": [0.5, 2]}}, "there is no 6."),
        ("moving.pace_by_age", {"factors": {"first": [0.5, 2]}}, "there is no first."),
        ("moving.pace_by_age", {"factors": {"0": [0.5, 60]}}, "120.0 is not accepted."),
        ("moving.alignment", {"range": [0, 1]}, "only a single number has a range."),
        ("offers.undelivered", {"alternatives": ["hold"]}, "[hold] is not accepted."),
        ("offers.undelivered", {"alternatives": ["next_channel", "give"]}, "give is not accepted."),
    ],
)
def test_a_range_that_cannot_be_is_told(tmp_path: Path, name: str, entry: dict[str, Any], told: str) -> None:
    """Ends in the wrong order, around another value, at no such place, or at which the value would not be accepted."""
    assert told in ranged(tmp_path, name, entry)


@given(st.dictionaries(st.sampled_from([knob.name for knob in shipped_behaviour().knobs]), st.floats(0, 1)))
def test_a_behaviour_drawn_from_its_ranges_is_one_that_a_file_could_state(lots: dict[str, float]) -> None:
    """However the knobs are turned, every parameter keeps its shape, and shares of a whole sum to 1."""
    drawn = shipped_behaviour().at(lots)
    wrong: list[object] = []
    for name, given_ in drawn.values.items():
        plain_value = "4/9" if name == "offers.flexible_without_agreement" else given_.value
        PARAMETERS[name].read(plain_value, lambda *told: wrong.append(told), ())
    assert wrong == []


def test_two_shares_of_one_whole_are_both_what_was_drawn() -> None:
    """The second knob leaves the share that the first has set."""
    lots = {"newcomers.mix.external.worker": 0.0, "newcomers.mix.external.on_benefit": 1.0}
    shares = shipped_behaviour().at(lots)["newcomers.mix"]["external"]
    assert (shares["worker"], shares["on_benefit"]) == (0.35, 0.15)
    assert sum(shares.values()) == pytest.approx(1)


def test_whole_numbers_are_drawn_evenly() -> None:
    """Each of one to four refusals takes a quarter of the lots."""
    found = [shipped_behaviour().at({"offers.refusals": lot})["offers.refusals"] for lot in (0, 0.3, 0.6, 0.8, 1)]
    assert found == [1, 2, 3, 4, 4]


def test_a_place_of_a_list_is_turned_alone() -> None:
    """A factor at a place of a list multiplies the number there and no other."""
    held = shipped_behaviour()["moving.pace_by_age"]
    turned = shipped_behaviour().at({"moving.pace_by_age.0": 1.0})["moving.pace_by_age"]
    assert turned == (held[0] * 2, *held[1:])


def test_knobs_not_turned_leave_everything_as_it_is() -> None:
    """A behaviour of which nothing is turned is the same behaviour."""
    assert shipped_behaviour().at({}) == shipped_behaviour()


def test_hazards_that_are_fine_each_and_too_much_together_are_told() -> None:
    """A pace of a hundred on a hazard of two per cent would end twice what there is: told where, before anything is drawn."""
    fast = {
        "to_student": (1.0,) * 3,
        "to_early_pension": (1.0,) * 3,
        "to_work": (100.0, 1.0, 1.0),
        "out_of_work": (1.0,) * 3,
    }
    given = {"work.pace_by_age": Given(fast, "assumed", "designed")}
    with pytest.raises(WrongInput) as caught:
        monthly_hazards(shipped_behaviour().having(given))
    (problem,) = caught.value.problems
    assert problem.found.text().startswith("hazards sum to ")
    assert problem.found.text().endswith(" a month: unemployed, strong attachment, from 18 years on.")
