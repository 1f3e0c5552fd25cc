"""Fits: what was planted is found in a small town, what cannot be fitted is told, and results hang on no worker."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from kredslob.rules.messages import WrongInput
from kredslob.scenarios.behaviour.fitted import read_sets, sets_of
from kredslob.scenarios.behaviour.reading import read_behaviour, shipped_behaviour
from kredslob.scenarios.calibrating.asking import run_calibration
from kredslob.scenarios.calibrating.draws import prior, tried
from kredslob.scenarios.calibrating.fit import DRAWS, Asked, Fit, calibrate
from kredslob.scenarios.calibrating.plan import PLAN
from kredslob.scenarios.calibrating.shipping import fitted_file, plain
from kredslob.scenarios.calibrating.telling import told
from tests.scenarios.calibrating.small_bed import PLANTED, bed, contradictory, crowded, found, still, without_knobs

BUDGET = 40


def asked(folder: Path, budget: int = BUDGET, seed: str = "planted") -> Asked:
    """Give what a test asks for."""
    return Asked(PLAN, budget, seed, True, folder)


def words(fit: Fit) -> str:
    """Give what is told of a fit."""
    return "\n".join(one.said.text() for one in told(fit) if hasattr(one, "said"))


@pytest.mark.long
def test_planted_parameters_are_recovered_in_a_town() -> None:
    """Of 12 planted sets at least 8 lie in the 90 % intervals of both knobs that matter, and intervals are narrower than before."""
    import tempfile

    town, hits, widths = bed(PLANTED, replications=3), 0, []
    for number in range(12):
        planted = prior(town.behaviour, "truth", number)
        figures = tried(town, "truth", planted).figures
        assert figures is not None
        seen = {name: (value, allowed) for (name, (_, allowed)), value in zip(PLANTED.items(), figures, strict=True)}
        with tempfile.TemporaryDirectory() as folder:
            fit = calibrate(asked(Path(folder), 150), 1, find=lambda *_, seen=seen: bed(seen))
        inside = [one.lots[0] <= lot <= one.lots[-1] for one, lot in zip(fit.knobs, planted, strict=True)]
        names = [one.name for one in fit.knobs]
        matter = [names.index("families.wishes"), names.index("newcomers.kinds.worker.ages")]
        hits += all(inside[at] for at in matter)
        widths.append([fit.knobs[at].width for at in matter])
    assert hits >= 8
    assert np.mean(widths) < 0.8


def test_a_fit_comes_nearer_to_what_was_observed(tmp_path: Path) -> None:
    """Sets run again after the fit lie nearer to the figures than before it."""
    fit = calibrate(asked(tmp_path), 1, find=found)
    assert fit.drawn == BUDGET - 6
    for one in fit.figures:
        before, after = (abs(values[2] - one.observed) for values in (one.before, one.after))
        assert after <= before + one.allowance
    assert "COULD NOT BE FITTED" not in words(fit)


def test_a_fit_is_the_same_with_any_number_of_workers_and_after_an_interruption(tmp_path: Path) -> None:
    """Alone, by two processes, and gone on with after it was stopped in the middle: the same sets to the bit."""
    alone = plain(calibrate(asked(tmp_path / "alone", 20), 1, find=found))
    several = plain(calibrate(asked(tmp_path / "several", 20), 2, find=found))

    def stop(*told_of: object) -> None:
        if told_of[1] == 9:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        calibrate(asked(tmp_path / "stopped", 20), 1, stop, found)
    lines = (tmp_path / "stopped" / DRAWS).read_text("utf-8")
    (tmp_path / "stopped" / DRAWS).write_text(lines + '{"key": "9", "lo', "utf-8")  # as a power cut leaves it
    counts: list[int] = []
    resumed = plain(calibrate(asked(tmp_path / "stopped", 20), 1, lambda _, done, __: counts.append(done), found))
    assert alone == several == resumed
    assert counts[0] == 9


def test_another_seed_draws_other_sets() -> None:
    """The seed settles the draws."""
    town = bed(PLANTED)
    assert prior(town.behaviour, "one", 0) == prior(town.behaviour, "one", 0) != prior(town.behaviour, "two", 0)


def test_contradictory_figures_are_told_not_to_fit(tmp_path: Path) -> None:
    """Where the same output was observed at 22 and at 48 years, neither is told to be fitted."""
    fit = calibrate(asked(tmp_path, 20), 1, find=contradictory)
    assert not any(one.fitted for one in fit.figures)
    assert words(fit).count("COULD NOT BE FITTED") == 2


def test_a_figure_that_nothing_moves_says_nothing_and_is_told(tmp_path: Path) -> None:
    """It is left out of the distance, and told to be still; the other one is fitted as ever."""
    fit = calibrate(asked(tmp_path, 20), 1, find=still)
    by_id = {one.id: one for one in fit.figures}
    assert by_id["internal-lettings-2022"].still
    assert not by_id["internal-lettings-2022"].fitted
    assert not by_id["age-in-movers-2018"].still
    assert "says nothing" in words(fit)


def test_without_knobs_nothing_is_fitted(tmp_path: Path) -> None:
    """A behaviour that has nothing to turn comes to one output, and every figure is told to be still."""
    fit = calibrate(asked(tmp_path, 20), 1, find=without_knobs)
    assert all(one.still for one in fit.figures)
    assert fit.knobs == ()


def test_ranges_within_which_the_city_cannot_be_run_are_told(tmp_path: Path) -> None:
    """If hardly any draw can be run, the fit is refused and says of how many."""
    with pytest.raises(WrongInput) as caught:
        calibrate(asked(tmp_path, 20), 1, find=crowded)
    assert "only 0 can be run" in caught.value.problems[0].found.text()


def test_what_a_fit_ships_is_read_as_behaviour(tmp_path: Path) -> None:
    """The file is one that a scenario can name; what the figures told of is at the median, all else as it was."""
    fit = run_calibration(asked(tmp_path, 20), 1, find=found)
    town = found(PLAN, "", True).behaviour
    held = json.loads((tmp_path / "kbh-fitted.json").read_text("utf-8"))
    assert held == json.loads(json.dumps(plain(fit)))
    assert [one["knob"] for one in held["knobs"]] == [knob.name for knob in town.knobs]
    again = read_behaviour(tmp_path / "kbh-fitted.yaml")
    assert again.sets == tmp_path / "kbh-fitted.json"
    wanted = town.at({one.name: one.lots[2] for one in fit.knobs if one.informed})
    assert all(near(again[name], wanted[name]) for name in town.values)
    assert len(read_sets(tmp_path / "kbh-fitted.json").weights) == len(held["sets"])


def test_knobs_of_a_fitted_behaviour_turn_to_the_same_values() -> None:
    """The same lots of all shipped knobs come to the same values, whether turned from the file before or from the fitted one."""
    import tempfile

    held = shipped_behaviour()
    lots = {knob.name: (at * 7 % 10 + 0.5) / 10 for at, knob in enumerate(held.knobs)}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kbh-fitted.yaml"
        path.write_text(fitted_file(held, lots), "utf-8")
        again = read_behaviour(path)
    assert [knob.name for knob in again.knobs] == [knob.name for knob in held.knobs]
    other = {name: 1 - lot for name, lot in lots.items()}
    for one in (lots, other):
        mine, theirs = held.at(one), again.at(one)
        assert all(near(mine[name], theirs[name]) for name in held.values)


def near(one: object, other: object) -> bool:
    """Tell whether two plain values are the same but for rounding."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(near(one[key], other[key]) for key in one)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(near, one, other))
    return one == other if isinstance(one, str) else bool(np.isclose(one, other, rtol=1e-4))


def test_a_behaviour_that_was_not_fitted_has_no_sets() -> None:
    """The shipped one that fits begin with is drawn from its ranges."""
    assert sets_of(shipped_behaviour()) is None
