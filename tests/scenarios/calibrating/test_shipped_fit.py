"""The fit that ships: of figures for fitting alone, its sets turn knobs that there are, and the page tells its numbers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kredslob.scenarios.backtesting.beginning import beginning_of, starts
from kredslob.scenarios.backtesting.world import lots_of
from kredslob.scenarios.behaviour.fitted import sets_of
from kredslob.scenarios.behaviour.reading import SHIPPED, shipped_behaviour
from kredslob.scenarios.targets.reading import shipped_targets

HELD = json.loads((SHIPPED / "kbh-fitted.json").read_text("utf-8"))
PAGE = (Path(__file__).parents[3] / "docs" / "calibration.md").read_text("utf-8")


def test_it_was_fitted_to_no_figure_that_is_kept_for_a_test() -> None:
    """The record names its figures: each is for fitting, with what was observed as the targets have it."""
    targets = {one.id: one for one in shipped_targets().targets}
    assert {one["target"] for one in HELD["figures"]} == set(HELD["made_from"]["figures"])
    for one in HELD["figures"]:
        assert targets[one["target"]].use == "fit"
        assert one["observed"] == targets[one["target"]].observed.value


def test_its_sets_turn_the_knobs_of_the_behaviour_it_ships_with() -> None:
    """Every knob of the file has a lot in every set, and weights are shares of a whole."""
    behaviour = shipped_behaviour("kbh-fitted")
    sets = sets_of(behaviour)
    assert sets is not None
    assert (
        list(sets.knobs) == [knob.name for knob in behaviour.knobs] == [knob.name for knob in shipped_behaviour().knobs]
    )
    assert sum(sets.weights) == pytest.approx(1, abs=1e-3)
    for lot in (0.0, 0.5, 0.999):
        behaviour.at(sets.at(lot))


def test_what_the_figures_said_nothing_of_stands_where_it_stood() -> None:
    """Only parameters of informed knobs have other values than those that the fit began with."""
    fitted, before = shipped_behaviour("kbh-fitted"), shipped_behaviour()
    informed = {one["knob"] for one in HELD["knobs"] if one["informed"]}
    moved = {knob.parameter for knob in before.knobs if knob.name in informed}
    assert {name for name in before.values if fitted[name] != before[name]} == moved


def test_worlds_of_a_fitted_behaviour_draw_one_of_its_sets() -> None:
    """A world's lots are those of a set; the same world, the same set."""
    behaviour = shipped_behaviour("kbh-fitted")
    sets = sets_of(behaviour)
    assert sets is not None
    found = [lots_of(behaviour, "seed", "from-2007", number) for number in range(20)]
    assert all(tuple(one.values()) in sets.lots for one in found)
    assert len({tuple(one.values()) for one in found}) > 5
    assert found[3] == lots_of(behaviour, "seed", "from-2007", 3)


def test_backtests_begin_from_behaviour_that_was_not_fitted_to_later_figures() -> None:
    """The figures that may be fitted to are of later years than every start knows: the backtest draws from ranges instead."""
    for name in starts():
        assert sets_of(beginning_of(name).behaviour) is None
        known = next(one for one in shipped_targets().starts if one.id == name).known_until
        assert all(one.first > known for one in shipped_targets().fits())


def test_the_page_tells_the_record() -> None:
    """How many sets were kept and what they are worth, and every knob that was narrowed."""
    assert f"{len(HELD['sets'])} sets were kept, worth {HELD['effective']:.0f} of equal weight" in PAGE
    for one in HELD["knobs"]:
        assert (f"`{one['knob']}` (" in PAGE) == one["informed"]
    for one in HELD["figures"]:
        scale, digits = (100, 1) if one["observed"] < 1 else (1, 1)
        before, after = ([f"{scale * one[part][at]:.{digits}f}" for at in (0, 2, 4)] for part in ("before", "after"))
        assert f"| {', '.join(before)} | {', '.join(after)} |" in PAGE.replace(" %", "")
