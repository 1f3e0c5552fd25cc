"""On a cluster of other processes a run comes to the same bits; what is wrong with a cluster is told, and not waited for."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kredslob.rules.messages import WrongInput
from kredslob.scenarios.results import cluster as of_cluster
from kredslob.scenarios.results.blocks import Ready
from kredslob.scenarios.results.cluster import connected, pack
from kredslob.scenarios.results.crew import Threads
from kredslob.scenarios.results.folder import open_results
from kredslob.scenarios.results.running import Order, Step, run_scenario
from tests.scenarios.results.dask_cluster import HERE, LONGEST_WAIT, Machines, machines
from tests.scenarios.results.small import same_rows, small

pytest.importorskip("distributed", reason="kredslob[cluster] is not installed")


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """Give a cluster of three workers, of which a test may take one away."""
    with machines(tmp_path_factory.mktemp("cluster"), 3) as found:
        yield found


def test_a_cluster_comes_to_the_same_bits(three: Machines, tmp_path: Path) -> None:
    """Every file is the same to the byte as when this machine has run alone."""
    here = run_scenario(Order(small(), "x", tmp_path / "here"), Threads(1))
    steps: list[Step] = []
    with connected(three.address, within=LONGEST_WAIT) as crew:
        there = run_scenario(Order(small(), "x", tmp_path / "there"), crew, steps.append)
    assert there.record.files == here.record.files
    assert steps[-1] == Step("run", 12, 12)


def test_a_worker_that_is_lost_is_done_without(three: Machines, tmp_path: Path) -> None:
    """The others take over what it was doing."""

    def kill_one(step: Step) -> None:
        if step.kind == "run" and step.done == 2:
            three.workers[0].kill()

    with connected(three.address, within=LONGEST_WAIT) as crew:
        there = run_scenario(Order(small(replications=20), "x", tmp_path / "there"), crew, kill_one)
    assert three.workers[0].wait() != 0
    assert all(there.finished(name) == set(range(20)) for name in there.variants)


def test_a_cluster_that_is_lost_is_not_waited_for(tmp_path: Path) -> None:
    """When no worker is left the run ends in words, keeps what is finished, and is gone on with elsewhere."""
    (tmp_path / "cluster").mkdir()
    order = Order(small(replications=1000), "x", tmp_path / "there")
    with machines(tmp_path / "cluster", 1) as found:

        def kill_all(step: Step) -> None:
            if step.kind == "run" and step.done > 0:
                found.workers[0].kill()

        with (
            connected(found.address, within=LONGEST_WAIT, lost_after=3) as crew,
            pytest.raises(WrongInput, match=r"has not worked for \d+ seconds"),
        ):
            run_scenario(order, crew, kill_all)
    kept = open_results(tmp_path / "there", unfinished=True)
    assert any(kept.finished(name) for name in kept.variants)
    again = Order(small(replications=1000), "x", tmp_path / "there", replications=6, resume=True)
    straight = run_scenario(Order(small(), "x", tmp_path / "straight"), Threads(1))
    assert same_rows(run_scenario(again, Threads(1)), straight)


@pytest.mark.long
def test_a_scheduler_that_is_lost_is_not_waited_for(tmp_path: Path) -> None:
    """The run ends in words."""
    (tmp_path / "cluster").mkdir()
    with machines(tmp_path / "cluster", 1) as found:

        def kill(step: Step) -> None:
            if step.kind == "run" and step.done > 0 and found.scheduler is not None:
                found.scheduler.kill()

        with (
            connected(found.address, within=LONGEST_WAIT, lost_after=3) as crew,
            pytest.raises(WrongInput, match="has not worked for"),
        ):
            run_scenario(Order(small(replications=60), "x", tmp_path / "there"), crew, kill)


def test_a_cluster_without_workers(tmp_path: Path) -> None:
    """It is told how to start one."""
    with (
        machines(tmp_path, 0) as found,
        pytest.raises(WrongInput, match=r"has no workers.*dask worker"),
        connected(found.address, within=0.5),
    ):
        pass


def test_workers_of_another_version_are_refused(three: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every worker is named, with what differs and how."""
    monkeypatch.setattr(of_cluster, "program_fingerprint", lambda: "f" * 64)
    with (
        pytest.raises(WrongInput, match=r"Kredsløb .* \(ffffffffffff\)") as wrong,
        connected(three.address, within=LONGEST_WAIT),
    ):
        pass
    assert len(wrong.value.problems) >= 2


def test_a_late_worker_of_another_version_is_found_out(
    three: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it has run is not kept."""
    with connected(three.address, within=LONGEST_WAIT) as crew:
        monkeypatch.setattr(of_cluster, "program_fingerprint", lambda: "f" * 64)
        with pytest.raises(WrongInput, match="come late"):
            run_scenario(Order(small(), "x", tmp_path / "late"), crew)
    kept = open_results(tmp_path / "late", unfinished=True)
    assert not any(kept.finished(name) for name in kept.variants)


@pytest.mark.parametrize(
    "address", ["", "tcp://", "nonsense://127.0.0.1:1", "127.0.0.1:99999", "127.0.0.1:1", "tcp://[:1"]
)
def test_an_address_where_nobody_answers(address: str) -> None:
    """It is repeated, with what one looks like."""
    with (
        pytest.raises(WrongInput, match=r"no scheduler answers at .*tcp://10.0.0.5:8786"),
        connected(address, within=1),
    ):
        pass


def test_an_address_where_somebody_else_answers() -> None:
    """One who takes the call and says nothing is waited for no longer than is said."""
    with socket.socket() as silent:
        silent.bind((HERE, 0))
        silent.listen()
        address = f"tcp://{HERE}:{silent.getsockname()[1]}"
        with pytest.raises(WrongInput, match="no scheduler answers"), connected(address, within=1):
            pass


def test_without_the_library_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only who runs on clusters needs it."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(WrongInput, match=r"kredslob\[cluster\]"), connected("127.0.0.1:1"):
        pass


def test_what_travels_is_small() -> None:
    """A variant is sent, with the tables of its agreement, as less than its residents alone take here."""
    ready = Ready.of(small().setting("as-agreed"))
    arrays = sum(array.nbytes for array in ready.setting.begin)
    assert len(pack(ready)) < arrays
