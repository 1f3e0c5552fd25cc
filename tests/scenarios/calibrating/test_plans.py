"""Plans: only figures marked for fitting are fitted to; what is kept for the backtest is refused, with all else that is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from kredslob.rules.messages import WrongInput
from kredslob.scenarios.behaviour.fitted import read_sets, sets_of
from kredslob.scenarios.behaviour.reading import SHIPPED, read_behaviour, shipped_behaviour
from kredslob.scenarios.calibrating.city import bed_of, every_so_manieth
from kredslob.scenarios.calibrating.draws import Draw, kept_in
from kredslob.scenarios.calibrating.fit import Asked, calibrate
from kredslob.scenarios.calibrating.plan import PLAN, read_plan
from kredslob.scenarios.targets.reading import shipped_targets
from tests.scenarios.calibrating.small_bed import BLOCKS, found
from tests.scenarios.towns import register


def plain() -> dict[str, Any]:
    """Give the shipped plan as plain data."""
    read: dict[str, Any] = yaml.safe_load(PLAN.read_text("utf-8"))
    return read


def problems(tmp_path: Path, data: object) -> list[str]:
    """Give what is told to be wrong with a plan."""
    path = tmp_path / "plan.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    with pytest.raises(WrongInput) as caught:
        read_plan(path)
    assert all(one.place.line for one in caught.value.problems)
    return [one.found.text() for one in caught.value.problems]


def test_the_shipped_plan_fits_to_what_is_marked_for_it_and_to_no_test() -> None:
    """Its figures are the ones whose use is `fit`, all of them, and none that is kept for any start."""
    names = {one.target.id for one in read_plan().figures}
    assert names == {one.id for one in shipped_targets().fits()}
    tests = {one.id for start in shipped_targets().starts for one in shipped_targets().tests(start.id)}
    assert tests
    assert not names & tests


@pytest.mark.parametrize("one", [one for one in shipped_targets().targets if one.use != "fit"], ids=lambda one: one.id)
def test_a_figure_that_is_not_for_fitting_is_refused(tmp_path: Path, one: Any) -> None:
    """Every test, margin of the population and figure that cannot be tested is refused as something to fit to."""
    data = plain()
    data["figures"][one.id] = {"allowance": 0.1}
    assert problems(tmp_path, data) == [f"{one.id} is not for fitting: its use is {one.use}."]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"figures": {"age-residents": {"allowance": 1}}}, "there is no figure age-residents."),
        ({"years": 2}, "age-residents-2019 is of 2019, which is not simulated."),
        ({"behaviour": "kbhh"}, "there is no set of behaviour kbhh."),
        ({"agreement": "kbh-2015"}, "there is no framework agreement kbh-2015."),
        ({"figures": {}}, None),
        ({"figures": {"age-residents-2019": {"allowance": 0}}}, None),
        ({"figures": {"age-residents-2019": {"allowance": -1}}}, None),
        ({"figures": {"age-residents-2019": {}}}, None),
        ({"replications": 0}, None),
        ({"every": 0}, None),
        ({"years": "six"}, None),
        ({"first": "soon"}, None),
        ({"figure": {}}, None),
    ],
)
def test_a_plan_that_cannot_be_is_told(tmp_path: Path, change: dict[str, Any], told: str | None) -> None:
    """Figures, years, names and numbers that there are not are named, with the line."""
    found_ = problems(tmp_path, {**plain(), **change})
    assert told is None or told in found_


def test_everything_wrong_with_a_plan_is_told_at_once(tmp_path: Path) -> None:
    """A wrong behaviour, a wrong agreement and a wrong figure are three problems."""
    data = {**plain(), "behaviour": "x", "agreement": "y", "figures": {"z": {"allowance": 1}}}
    assert len(problems(tmp_path, data)) == 3


@pytest.mark.parametrize("data", [[], "text", None])
def test_what_is_no_plan_is_refused(tmp_path: Path, data: object) -> None:
    """A list, a text or an empty file is no plan."""
    problems_of = tmp_path / "plan.yaml"
    problems_of.write_text(yaml.safe_dump(data), "utf-8")
    with pytest.raises(WrongInput):
        read_plan(problems_of)


def test_a_part_of_a_register_has_so_many_estates_and_all_of_theirs() -> None:
    """Of two estates every second is the first, with its dwellings and key figures and no others'."""
    part = every_so_manieth(register(BLOCKS), 2)
    assert list(part.estates) == ["ahorn"]
    assert part.dwellings("ahorn")
    assert not part.dwellings("birk")


def test_without_alignment_moving_out_is_aligned_to_nothing() -> None:
    """The bed of a calibration without alignment has the behaviour that says so; the other has the shipped one."""
    assert bed_of(PLAN, "x", False).behaviour["moving.alignment"] == "none"
    assert bed_of(PLAN, "x", True).behaviour["moving.alignment"] == "register"


@pytest.mark.parametrize(("budget", "seed"), [(19, "x"), (0, "x"), (20, " "), (20, "x" * 200)])
def test_too_small_a_budget_and_a_seed_that_is_none_are_refused(tmp_path: Path, budget: int, seed: str) -> None:
    """Before anything is run or written."""
    with pytest.raises(WrongInput):
        calibrate(Asked(PLAN, budget, seed, True, tmp_path / "out"), 1, find=found)
    assert not (tmp_path / "out").exists()


HEAD = {"schema": 1, "seed": "x"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no JSON\n",
        "[]\n",
        '{"kind": "other"}\n',
        '{"kind": "kredslob calibration draws", "schema": 1, "seed": "y"}\n',
        "{}\n",
    ],
)
def test_a_file_of_other_draws_is_refused(tmp_path: Path, text: str) -> None:
    """Draws made from something else are not mixed with these, and whatever else lies there is left alone."""
    path = tmp_path / "draws.jsonl"
    path.write_text(text, "utf-8")
    with pytest.raises(WrongInput):
        kept_in(path, HEAD)
    assert path.read_text("utf-8") == text


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    """Where nothing can be written it is said, and no traceback."""
    (tmp_path / "out").write_text("", "utf-8")
    with pytest.raises(WrongInput):
        kept_in(tmp_path / "out" / "draws.jsonl", HEAD)


def test_draws_are_read_back(tmp_path: Path) -> None:
    """A draw that could not be run is kept as that."""
    path = tmp_path / "draws.jsonl"
    kept_in(path, HEAD)
    with path.open("a") as file:
        file.write('{"key": "0", "lots": [0.5], "figures": null}\n{"key": "1", "lots": [0.25], "figures": [3]}\n')
    assert kept_in(path, HEAD) == {"0": Draw("0", (0.5,), None), "1": Draw("1", (0.25,), (3.0,))}


RIGHT: dict[str, Any] = {
    "kind": "kredslob calibration", "knobs": [{"knob": "offers.hold_months"}], "sets": [{"weight": 0.5, "lots": [0.1]}, {"weight": 0.5, "lots": [0.9]}],
}  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "other"}, {"sets": []}, {"sets": [{"weight": 1, "lots": [0.1, 0.2]}]}, {"sets": [{"weight": 1, "lots": [1.5]}]},
        {"sets": [{"weight": -1, "lots": [0.5]}]}, {"sets": [{"weight": 0, "lots": [0.5]}]}, {"sets": [{"lots": [0.5]}]},
        {"knobs": 3}, {"sets": [{"weight": 1, "lots": [float("nan")]}]},
    ],
)  # fmt: skip
def test_a_file_of_sets_that_cannot_be_is_refused(tmp_path: Path, change: dict[str, Any]) -> None:
    """Lots beyond their range, weights below nought, as many lots as knobs: whatever is otherwise holds no sets."""
    path = tmp_path / "sets.json"
    path.write_text(json.dumps({**RIGHT, **change}), "utf-8")
    with pytest.raises(WrongInput):
        read_sets(path)


def test_a_set_is_drawn_by_its_weight(tmp_path: Path) -> None:
    """The first half of lots falls on the first of two sets of equal weight."""
    path = tmp_path / "sets.json"
    path.write_text(json.dumps(RIGHT), "utf-8")
    sets = read_sets(path)
    assert [sets.at(lot)["offers.hold_months"] for lot in (0.0, 0.49, 0.5, 1.0)] == [0.1, 0.1, 0.9, 0.9]


@pytest.mark.parametrize("text", [None, "", json.dumps({**RIGHT, "knobs": [{"knob": "no.such"}]})])
def test_a_behaviour_whose_sets_are_not_there_is_told_when_they_are_wanted(tmp_path: Path, text: str | None) -> None:
    """No file, an empty one, or one of knobs that the behaviour does not have; its values stand by themselves."""
    path = tmp_path / "own.yaml"
    path.write_text(
        (SHIPPED / "kbh.yaml").read_text("utf-8").replace("\nvalues:", "\nsets: sets.json\n\nvalues:", 1), "utf-8"
    )
    if text is not None:
        (tmp_path / "sets.json").write_text(text, "utf-8")
    own = read_behaviour(path)
    assert own.values == shipped_behaviour().values
    with pytest.raises(WrongInput):
        sets_of(own)
