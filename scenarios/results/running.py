"""Run a scenario: all replications of all variants that lack, block by block, and keep each block as soon as it is finished.

The same tables come out whatever the number of threads or workers, and however often the run was stopped and gone on with.
Blocks are run elsewhere (`threads`, `cluster`); whoever began the run writes what they come to and nobody else does.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kredslob.rules.messages import Problem, WrongInput
from kredslob.scenarios.files.scenario import Scenario
from kredslob.scenarios.results.blocks import Block, Ready
from kredslob.scenarios.results.crew import Crew, Work, collected, heeding_interrupts
from kredslob.scenarios.results.folder import Results, kept_record, open_results
from kredslob.scenarios.results.keeping import Keeper, refuse_another, refuse_used, utc_now
from kredslob.scenarios.results.plan import block_of, lacking
from kredslob.scenarios.results.record import Record, record_of
from kredslob.scenarios.running.replication import Fault


@dataclass(eq=False)
class Order:
    """What is asked of a run.

    Args:
        scenario: with the variants that are to be run; source: the path of its file, or the id of a shipped one.
        folder: where the results go.
        replications: how many of each variant; None is as many as the scenario says, or as the folder has been asked for.
        only: the only replication that is to be run, instead.
        resume: go on with the folder.
        estates_monthly: keep estates by month too.
        summarised: write the summary of all indicators when nothing lacks any more.
    """

    scenario: Scenario
    source: str
    folder: Path
    replications: int | None = None
    only: int | None = None
    resume: bool = False
    estates_monthly: bool = False
    summarised: bool = True
    _ready: dict[str, Ready] | None = None

    def ready(self, tell: Callable[[Step], None] = lambda _: None) -> Mapping[str, Ready]:
        """Give the variants made ready; that is done once. Raises WrongInput if one cannot be run, saying which."""
        if self._ready is None:
            self._ready = set_up_all(self.scenario, tell)
        return self._ready


@dataclass(frozen=True)
class Step:
    """How far a run is.

    Args:
        kind: another process makes the same, which is waited for; a variant is set up; the simulation is made ready (its
            first start compiles); replications are run.
        done, of: how many variants, or replications of all variants together.
        variant: which variant is set up.
    """

    kind: Literal["wait", "set_up", "compile", "run"]
    done: int
    of: int
    variant: str = ""


class Interrupted(KeyboardInterrupt):
    """A run was interrupted: so many replications of those wanted are kept."""

    def __init__(self, finished: int, wanted: int) -> None:
        super().__init__()
        self.finished = finished
        self.wanted = wanted


def run_scenario(order: Order, crew: Crew, tell: Callable[[Step], None] = lambda _: None) -> Results:
    """Run a scenario.

    Args:
        order: what is asked for.
        crew: who runs the blocks.
        tell: told how far it is, from several threads.

    Raises:
        WrongInput: the scenario cannot be run, the folder is of something else or cannot be written, the rules give no
            answer in a situation that came up; blocks that are finished are kept.
        Interrupted: by the user; replications that are finished are kept.
        Fault: ours.
    """
    if not order.resume:
        refuse_used(order.folder)
    record = _record(order)
    keeper = Keeper(order.folder, record)
    if order.resume and _is_whole(order.folder, record):
        return open_results(order.folder)
    ready = order.ready(tell)
    held = keeper.taken_up() if order.resume else keeper.begun(ready, order.scenario.sources)
    with held:
        _fill(keeper, ready, crew, tell)
        keeper.end(summarised=order.summarised)
    return open_results(order.folder)


def _record(order: Order) -> Record:
    replications = order.replications or order.scenario.replications
    if order.resume and order.replications is None:
        kept = kept_record(order.folder)
        replications = max(kept.replications, 1)
    return record_of(
        order.scenario, order.source, replications, only=order.only, block=block_of(replications),
        estates_monthly=order.estates_monthly, now=utc_now(),
    )  # fmt: skip


def _is_whole(folder: Path, record: Record) -> bool:
    """Tell whether a folder is of this run and nothing lacks in it; raise WrongInput if it is of something else."""
    kept = kept_record(folder)
    refuse_another(folder, kept, record)
    if kept.ended is None:
        return False
    results = open_results(folder)
    return all(results.finished(name) >= set(record.wanted) for name in record.variants)


def set_up_all(scenario: Scenario, tell: Callable[[Step], None]) -> dict[str, Ready]:
    """Make all variants ready; raise WrongInput if one cannot be run, saying which."""
    ready: dict[str, Ready] = {}
    problems: list[Problem] = []
    count = len(scenario.variants)
    for at, variant in enumerate(scenario.variants):
        tell(Step("set_up", at, count, variant.name))
        try:
            ready[variant.name] = Ready.of(scenario.setting(variant.name), ready.values())
        except WrongInput as wrong:
            problems += [one for one in wrong.problems if one not in problems]
    if problems:
        raise WrongInput(problems)
    tell(Step("set_up", count, count))
    return ready


def _fill(keeper: Keeper, ready: Mapping[str, Ready], crew: Crew, tell: Callable[[Step], None]) -> None:
    """Run what lacks and keep it."""
    record = keeper.record
    tasks = lacking(tuple(record.variants), record.wanted, keeper.finished, record.block)
    wanted = len(record.variants) * len(record.wanted)
    count = _Count(wanted - sum(task.count for task in tasks), wanted, tell)
    stopped = threading.Event()
    problems: list[Problem] = []
    fault = ""
    try:
        with heeding_interrupts(stopped):
            for block in collected(crew, Work(ready, tasks, record.estates_monthly, stopped, count.tick)):
                keeper.keep(block)
                count.kept(block)
                problems += [one for one in block.problems if one not in problems]
                fault = fault or block.fault
                if problems or fault:
                    stopped.set()
    finally:
        stopped.set()
    if problems:
        raise WrongInput(problems)
    if fault:
        raise Fault(fault)
    if count.finished < wanted:
        raise Interrupted(count.finished, wanted)


class _Count:
    """How many replications are finished: told as they are, and once more by what is kept."""

    def __init__(self, finished: int, wanted: int, tell: Callable[[Step], None]) -> None:
        self.finished = finished
        self._ticked = finished
        self._wanted = wanted
        self._tell = tell
        self._lock = threading.Lock()
        tell(Step("compile", finished, wanted))

    def tick(self) -> None:
        """Count a replication that is finished."""
        with self._lock:
            self._ticked += 1
            self._tell(Step("run", self._ticked, self._wanted))

    def kept(self, block: Block) -> None:
        """Count those of a block that is kept."""
        with self._lock:
            self.finished += block.task.count if block.task else 0
            if self.finished > self._ticked:
                self._ticked = self.finished
                self._tell(Step("run", self._ticked, self._wanted))
