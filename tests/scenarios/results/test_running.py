"""Running a scenario: the same tables whatever the threads, the order, and however often it was stopped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.scenarios.results.blocks import Block, run_block
from kredslob.scenarios.results.crew import Threads, Work
from kredslob.scenarios.results.folder import JOURNAL, Results, open_results
from kredslob.scenarios.results.keeping import Keeper
from kredslob.scenarios.results.running import Interrupted, Order, Step, run_scenario
from kredslob.scenarios.running.replication import Fault
from tests.scenarios.results.small import ALWAYS, rows, same_rows, small


def run(folder: Path, jobs: int = 2, **asked: object) -> Results:
    """Run the small scenario."""
    return run_scenario(Order(small(), "small.yaml", folder, **asked), Threads(jobs))  # type: ignore[arg-type]  # as Order


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Give the results of the small scenario, run by one thread."""
    return run(tmp_path_factory.mktemp("runs") / "whole", 1)


class Stops(Threads):
    """Threads that are stopped after so many blocks, as by an interrupt."""

    after = 3

    def run(self, work: Work) -> Iterator[Block]:
        """Run, and interrupt."""
        for at, block in enumerate(super().run(work)):
            if at + 1 == self.after:
                work.stopped.set()
            yield block


def test_every_table_of_every_variant_holds_every_replication(whole: Results) -> None:
    """Nothing is left out, and rows stand by replication."""
    assert whole.variants == ("as-agreed", "no-compensation")
    assert set(whole.blocks) == ALWAYS
    for variant in whole.variants:
        assert whole.finished(variant) == set(range(6))
        for table in ("estate_year", "city_month", "queue_month", "waits_year", "lettings_year", "account_year"):
            numbers = whole.scan(table, variant).select("replication").collect().to_series().to_list()
            assert sorted(set(numbers)) == list(range(6))
            assert numbers == sorted(numbers)


def test_variants_differ_where_they_are_told_apart(whole: Results) -> None:
    """Without compensation nobody gets an extra turn; with it somebody does."""
    extra = {
        name: whole.scan("account_year", name).select(pl.col("extra").sum()).collect().item() for name in whole.variants
    }
    assert extra["no-compensation"] == 0 < extra["as-agreed"]


@pytest.mark.parametrize("jobs", [2, 8])
def test_threads_make_no_difference(whole: Results, tmp_path: Path, jobs: int) -> None:
    """Files are the same to the byte."""
    other = run(tmp_path / "other", jobs)
    assert other.record.files == whole.record.files


def test_a_replication_alone_is_the_same(whole: Results, tmp_path: Path) -> None:
    """Replication 4 alone has the rows that it has among others."""
    alone = run(tmp_path / "alone", only=4)
    for variant in whole.variants:
        assert alone.finished(variant) == {4}
        for table, frame in rows(alone, variant).items():
            among = whole.scan(table, variant).filter(pl.col("replication") == 4).collect()
            assert frame.equals(among)


def test_estates_by_month_are_kept_if_asked_for(tmp_path: Path) -> None:
    """There is one table more, a row for each estate and month."""
    found = run(tmp_path / "monthly", replications=1, estates_monthly=True)
    assert found.scan("estate_month", "as-agreed").collect().height == 3 * 14


def test_whoever_asks_is_told_how_far_it_is(tmp_path: Path) -> None:
    """Every variant set up and every replication is told, up to the last."""
    steps: list[Step] = []
    run_scenario(Order(small(), "x", tmp_path / "told", replications=2), Threads(2), steps.append)
    assert [step.variant for step in steps if step.kind == "set_up"] == ["as-agreed", "no-compensation", ""]
    assert [step.done for step in steps if step.kind == "run"] == [1, 2, 3, 4]
    assert {step.of for step in steps if step.kind == "run"} == {4}


def test_an_interrupted_run_keeps_what_is_finished_and_goes_on(whole: Results, tmp_path: Path) -> None:
    """After an interrupt whole blocks are kept; resumed, only what lacks is run, and the rows are the same."""
    with pytest.raises(Interrupted) as stopped:
        run_scenario(Order(small(), "small.yaml", tmp_path / "cut"), Stops(1))
    assert stopped.value.wanted == 12
    assert 3 <= stopped.value.finished < 12
    kept = open_results(tmp_path / "cut", unfinished=True)
    assert sum(len(kept.finished(name)) for name in kept.variants) == stopped.value.finished
    steps: list[Step] = []
    order = Order(small(), "small.yaml", tmp_path / "cut", resume=True)
    resumed = run_scenario(order, Threads(2), steps.append)
    assert len([step for step in steps if step.kind == "run"]) == 12 - stopped.value.finished
    assert same_rows(resumed, whole)
    assert not (tmp_path / "cut" / JOURNAL).exists()


def test_a_block_that_is_cut_short_keeps_its_first_replications() -> None:
    """Replications that are finished when no more are wanted are given."""
    from kredslob.scenarios.results.blocks import Ready, Task

    ready = Ready.of(small().setting("as-agreed"))
    done: list[int] = []
    block = run_block(
        ready, Task("as-agreed", 0, 9), estates_monthly=False, stopped=lambda: len(done) == 3,
        tick=lambda: done.append(1),
    )  # fmt: skip
    assert block.task == Task("as-agreed", 0, 2)
    none = run_block(ready, Task("as-agreed", 0, 9), estates_monthly=False, stopped=lambda: True)
    assert (none.task, none.tables) == (None, {})


def test_a_whole_folder_resumed_is_left_as_it_is(whole: Results) -> None:
    """Nothing is run and nothing written where nothing lacks."""
    before = (whole.path / "record.json").read_bytes()
    steps: list[Step] = []
    again = run_scenario(Order(small(), "small.yaml", whole.path, resume=True), Threads(1), steps.append)
    assert (steps, again.record) == ([], whole.record)
    assert (whole.path / "record.json").read_bytes() == before


def test_more_replications_are_added_to_a_finished_run(whole: Results, tmp_path: Path) -> None:
    """With a greater number a finished folder is gone on with."""
    run(tmp_path / "more", replications=2)
    more = run(tmp_path / "more", replications=6, resume=True)
    assert same_rows(more, whole)
    assert more.record.replications == 6


def test_fewer_replications_are_enough_to_finish(whole: Results, tmp_path: Path) -> None:
    """Of a run that is gone on with for fewer replications than are kept already, so many are read and no more."""
    with pytest.raises(Interrupted):
        run_scenario(Order(small(replications=60), "small.yaml", tmp_path / "few"), Stops(1))
    few = run(tmp_path / "few", replications=2, resume=True)
    assert [few.finished(name) for name in few.variants] == [{0, 1}, {0, 1}]
    for variant in few.variants:
        for table, frame in rows(few, variant).items():
            among = whole.scan(table, variant).filter(pl.col("replication") < 2).collect()
            assert frame.equals(among)


def test_a_gap_in_the_rules_ends_the_run_and_keeps_what_is_finished(
    tmp_path: Path,
) -> None:
    """What is wrong is told once, though several threads find it."""
    problem = Problem(Place(), Message("the rules leave a gap or clash on {day}.", day="2011-02-01"))

    class Gap(Threads):
        """Threads that find a gap from the second block on."""

        def run(self, work: Work) -> Iterator[Block]:
            """Run, and find it."""
            for at, block in enumerate(super().run(work)):
                yield replace(block, problems=(problem,)) if at else block

    with pytest.raises(WrongInput) as wrong:
        run_scenario(Order(small(), "x", tmp_path / "gap"), Gap(2))
    assert wrong.value.problems == (problem,)
    kept = open_results(tmp_path / "gap", unfinished=True)
    assert sum(len(kept.finished(name)) for name in kept.variants) >= 2


def test_a_fault_of_ours_is_no_wrong_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An array that runs full is told as a fault."""

    def full(*_: object) -> None:
        raise Fault("fault 1 in month 3 of replication 0")

    monkeypatch.setattr("kredslob.scenarios.results.blocks.Bench.run", full)
    with pytest.raises(Fault, match="month 3"):
        run(tmp_path / "fault")


def test_variants_that_cannot_be_run_are_all_told_before_anything_is_written(tmp_path: Path) -> None:
    """A guess that is no value of the agreement stops the run before there is a folder."""
    from tests.scenarios.towns import Block as Estate

    wrong = small(town=(Estate("ahorn", adults=900),))
    with pytest.raises(WrongInput, match="aged 18-64"):
        run_scenario(Order(wrong, "x", tmp_path / "wrong"), Threads(1))
    assert not (tmp_path / "wrong").exists()


def test_two_runs_do_not_write_to_one_folder(tmp_path: Path) -> None:
    """The second is told that another run is at work."""
    folder = tmp_path / "both"
    run(folder, replications=1)
    keeper = Keeper(folder, open_results(folder).record)
    with keeper.taken_up(), pytest.raises(WrongInput, match="another run"):
        run(folder, replications=3, resume=True)
