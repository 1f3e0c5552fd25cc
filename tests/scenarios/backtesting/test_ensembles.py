"""Worlds are kept as they are finished: a backtest that is gone on with, or run by several, comes to the same numbers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kredslob.rules.messages import WrongInput
from kredslob.scenarios.backtesting.asking import RECORD, Wanted, run_backtest, shipped_of
from kredslob.scenarios.backtesting.ensemble import run_ensemble
from kredslob.scenarios.backtesting.keeping import digest_of, kept_in, path_of
from kredslob.scenarios.backtesting.order import Order
from kredslob.scenarios.backtesting.record import plain, read_record
from kredslob.scenarios.backtesting.result import outcome_of, result_of
from kredslob.scenarios.backtesting.verdict import verdict
from kredslob.scenarios.targets.reading import shipped_targets
from tests.scenarios.backtesting.town import town

START = "from-2011"
ORDER = Order(START, 4, 2, "seed")


def test_worlds_already_there_are_not_run_again(tmp_path: Path) -> None:
    """Two worlds, then four in the same folder: the same as four at once."""
    run_ensemble(Order(START, 2, 2, "seed"), tmp_path / "one", find=town)
    told: list[tuple[int, int]] = []
    one = run_ensemble(ORDER, tmp_path / "one", tell=lambda *step: told.append(step), find=town)
    other = run_ensemble(ORDER, tmp_path / "other", find=town)
    assert told == [(2, 4), (3, 4), (4, 4)]
    assert digest_of(one.worlds) == digest_of(other.worlds)
    assert one == other


def test_a_line_that_was_not_finished_is_run_again(tmp_path: Path) -> None:
    """As when the machine was switched off in the middle of it."""
    whole = run_ensemble(ORDER, tmp_path, find=town)
    path = path_of(tmp_path, START)
    path.write_text(path.read_text("utf-8")[:-40], "utf-8")
    torn = kept_in(path)
    assert torn is not None
    assert len(torn.worlds) == 3
    assert run_ensemble(ORDER, tmp_path, find=town) == whole


@pytest.mark.parametrize("order", [Order(START, 5, 2, "another"), Order(START, 5, 3, "seed")])
def test_worlds_made_from_something_else_are_not_put_beside(tmp_path: Path, order: Order) -> None:
    """Another seed, or another number of replications, wants another folder."""
    run_ensemble(ORDER, tmp_path, find=town)
    with pytest.raises(WrongInput) as caught:
        run_ensemble(order, tmp_path, find=town)
    assert "made from something else" in caught.value.problems[0].found.text()


def test_worlds_of_another_program_are_told_but_not_gone_on_with(tmp_path: Path) -> None:
    """Whole, they are what they were; more of them would be another's."""
    run_ensemble(ORDER, tmp_path, find=town)
    path = path_of(tmp_path, START)
    head, _, rest = path.read_text("utf-8").partition("\n")
    path.write_text(json.dumps({**json.loads(head), "program": "0" * 64}) + "\n" + rest, "utf-8")
    assert len(run_ensemble(ORDER, tmp_path, find=town).worlds) == 4
    with pytest.raises(WrongInput) as caught:
        run_ensemble(Order(START, 5, 2, "seed"), tmp_path, find=town)
    assert "program" in caught.value.problems[0].found.text()


@pytest.mark.parametrize("text", ["", "[]\n", "{}\n", '{"kind": "else"}\n', "\x00\n", '{"kind": "kredslob backtest worlds"}\n{"number": 1}\n'])  # fmt: skip
def test_a_file_of_something_else_is_refused(tmp_path: Path, text: str) -> None:
    """And left as it is."""
    path = path_of(tmp_path, START)
    path.write_text(text, "utf-8")
    with pytest.raises(WrongInput):
        run_ensemble(ORDER, tmp_path, find=town)
    assert path.read_text("utf-8") == text


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    """With a reason, before anything is run."""
    (tmp_path / "taken").write_text("", "utf-8")
    with pytest.raises(WrongInput):
        run_ensemble(ORDER, tmp_path / "taken", find=town)


def test_the_record_holds_what_the_command_tells(tmp_path: Path) -> None:
    """Written, read again, and written again it is the same, verdicts and all."""
    wanted = Wanted((START,), 4, 2, "seed", tmp_path)
    results = run_backtest(wanted, 1, find=town)
    again = read_record(tmp_path / RECORD, shipped_targets())
    assert plain(again) == plain(results) == json.loads((tmp_path / RECORD).read_text("utf-8"))
    assert [one.verdict for one in again[0].first] == [one.verdict for one in results[0].first]


def test_a_forecast_is_all_replications_of_all_worlds(tmp_path: Path) -> None:
    """Each counts as much; a share of its variance is luck, the rest what is not known."""
    kept = run_ensemble(ORDER, tmp_path, find=town)
    found = result_of(kept, 4, town().targets)
    assert {one.verdict.members for one in found.first} == {8}
    assert all(one.chance is None or 0 <= one.chance <= 1 for one in found.first)
    fewer = result_of(kept, 2, town().targets)
    assert (fewer.worlds, {one.verdict.members for one in fewer.first}) == (2, {4})


def test_nothing_but_a_sure_hit_that_beats_no_change_has_held() -> None:
    """Not covered, or no better: failed. Known too loosely to say: not settled."""
    every = shipped_targets()
    target = next(one for one in every.targets if one.id == "listed-51b-2011")
    start = next(one for one in every.starts if one.id == START)

    def came_out(members: list[float]) -> tuple[str, tuple[str, ...]]:
        return outcome_of(verdict(target, members, every, start))

    assert came_out([8.0] * 9 + [7.0]) == ("held", ())
    assert came_out([7.0] * 10) == ("failed", ("not_covered",))
    assert came_out([0.0, 8.0, 20.0] * 5) == ("failed", ("no_better",))
    assert came_out([5.0] * 10) == ("failed", ("not_covered", "no_better"))


@pytest.mark.parametrize(("falls", "outcome"), [(2, "unsettled"), (8, "held"), (0, "failed")])
def test_a_direction_that_was_given_less_than_even_odds_has_not_held(falls: int, outcome: str) -> None:
    """Though that is better than to say that nothing changes; given none at all, it has failed."""
    every = shipped_targets()
    target = next(one for one in every.targets if one.id == "forty-plus-2007-2010")
    members = [-3.0] * falls + [2.0] * (10 - falls)
    assert outcome_of(verdict(target, members, every, every.starts[0]))[0] == outcome


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b'{"kind": "kredslob backtest", "schema": 1, "results": [{}]}', b"\xff", b'{"kind": "else", "schema": 1}'])  # fmt: skip
def test_what_is_no_record_is_refused(tmp_path: Path, raw: bytes) -> None:
    """Whatever else it is."""
    path = tmp_path / RECORD
    path.write_bytes(raw)
    with pytest.raises(WrongInput):
        read_record(path, shipped_targets())


def test_a_record_of_figures_that_there_are_not_is_refused(tmp_path: Path) -> None:
    """As one of another city."""
    run_backtest(Wanted((START,), 1, 1, "seed", tmp_path), 1, find=town)
    path = tmp_path / RECORD
    path.write_text(path.read_text("utf-8").replace("forty-plus-2011", "forty-plus-2111"), "utf-8")
    with pytest.raises(WrongInput):
        read_record(path, shipped_targets())


@pytest.mark.parametrize("seed", ["", "  ", "x" * 101])
def test_what_is_no_seed_is_refused(tmp_path: Path, seed: str) -> None:
    """Before anything is run."""
    with pytest.raises(WrongInput):
        run_backtest(Wanted((START,), 1, 1, seed, tmp_path / "none"), 1, find=town)
    assert not (tmp_path / "none").exists()


def test_a_start_that_there_is_not_is_refused(tmp_path: Path) -> None:
    """By the command and of the shipped results."""
    with pytest.raises(WrongInput):
        run_backtest(Wanted(("from-1999",), 1, 1, None, tmp_path), 1, find=town)
    with pytest.raises(WrongInput):
        shipped_of(("from-1999",))
