"""Two that run the same at once: the second waits, finds what the first has run, and comes to the same."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event, Thread

import pytest

from kredslob.rules.messages import WrongInput
from kredslob.scenarios.comparing.comparing import Asked, compare
from kredslob.scenarios.comparing.runs import Runs
from kredslob.scenarios.comparing.shelf import LOCK, one_at_a_time, shelf_of_runs
from kredslob.scenarios.results.crew import Threads
from kredslob.scenarios.results.running import Step
from tests.scenarios.comparing.small_sides import COMPENSATED, sides

PAIR = sides(COMPENSATED, months=6)


def test_who_comes_second_waits_and_runs_nothing(tmp_path: Path) -> None:
    """It is told that another runs the same; what both come to is the same, and each side has been run once."""
    half_way, waiting = Event(), Event()
    found = {}

    def hold_up(step: Step) -> None:
        if step.kind == "run":
            half_way.set()
            assert waiting.wait(60), "nobody waits for it"

    def note(step: Step) -> None:
        if step.kind == "wait":
            waiting.set()

    def go(name: str, told: Runs) -> None:
        found[name] = compare(PAIR, Asked(2), told)

    first = Thread(target=go, args=("first", Runs(PAIR, tmp_path, Threads(1), hold_up)))
    second = Thread(target=go, args=("second", Runs(PAIR, tmp_path, Threads(1), note)))
    first.start()
    assert half_way.wait(60)
    second.start()
    first.join()
    second.join()
    assert found["first"].pairs[0].differences == found["second"].pairs[0].differences
    assert found["first"].ran + found["second"].ran == 4


def test_one_that_ends_badly_holds_nobody_up(tmp_path: Path) -> None:
    """Whatever it ends by, the next one has its turn."""
    with pytest.raises(WrongInput), one_at_a_time(tmp_path / "side"):
        raise WrongInput([])
    with one_at_a_time(tmp_path / "side", lambda: pytest.fail("it waits for nobody")):
        pass


def test_what_is_held_is_that_folder_alone(tmp_path: Path) -> None:
    """Who runs something else waits for nobody."""
    with one_at_a_time(tmp_path / "one"), one_at_a_time(tmp_path / "other", lambda: pytest.fail("it waits")):
        pass


def test_locks_long_out_of_use_are_thrown_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As runs are that nobody has asked for in a month."""
    monkeypatch.setenv("KREDSLOB_CACHE", str(tmp_path))
    used, unused = (tmp_path / "runs" / f"{name}{LOCK}" for name in ("used", "unused"))
    with shelf_of_runs() as shelf:
        for lock in (used, unused):
            with one_at_a_time(shelf / lock.stem):
                assert lock.is_file()
    os.utime(unused, (0, 0))
    with shelf_of_runs():
        assert [lock.exists() for lock in (used, unused)] == [True, False]


def test_a_shelf_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    """In words, as whatever else cannot be written."""
    with pytest.raises(WrongInput, match="cannot be written"), one_at_a_time(tmp_path / "nowhere" / "side"):
        pytest.fail("nothing is held there")
