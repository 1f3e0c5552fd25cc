"""Run a block of replications of one variant, and give its tables as the bytes of files: what threads and workers are given to do.

A block hangs on its variant and its numbers alone. So it may be run anywhere, in any order, and again.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from kredslob.rules.messages import Problem, WrongInput
from kredslob.scenarios.city.layout import State
from kredslob.scenarios.indicators.ground import Ground, ground_of
from kredslob.scenarios.indicators.standing import changes_on
from kredslob.scenarios.results.tables import frames_of_all
from kredslob.scenarios.running.replication import Bench, Fault
from kredslob.scenarios.running.report import Outcome
from kredslob.scenarios.running.setting import Setting

CHANGES = "standing_changes"


@dataclass(frozen=True)
class Task:
    """Replications of a variant to be run: from the first number to the last, both included."""

    variant: str
    first: int
    last: int

    @property
    def count(self) -> int:
        """How many there are."""
        return self.last - self.first + 1


@dataclass(frozen=True)
class Ready:
    """A variant made ready: what its replications run by, and what their tables are told by."""

    setting: Setting
    ground: Ground

    @classmethod
    def of(cls, setting: Setting, others: Iterable[Ready] = ()) -> Ready:
        """Make a variant ready. Arrays at its beginning that are the same as another's are kept once for both."""
        begin = setting.begin
        for other in others:
            pairs = zip(begin, other.setting.begin, strict=True)
            begin = State._make(theirs if _alike(mine, theirs) else mine for mine, theirs in pairs)
        return cls(replace(setting, begin=begin), ground_of(setting))


def _alike(one: Any, other: Any) -> bool:
    return one.shape == other.shape and one.dtype == other.dtype and np.array_equal(one, other)


@dataclass(frozen=True)
class Block:
    """What a task has come to.

    Args:
        asked: the task.
        task: the replications that are finished: all that were asked for, or the first of them; None if there are none.
        tables: each as the bytes of a Parquet file.
        problems: what was found wrong where the rules gave no answer; fault: ours, in a few words.
        by: a fingerprint of the program that ran it.
    """

    asked: Task
    task: Task | None
    tables: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()
    fault: str = ""
    by: str = ""


def run_block(
    ready: Ready,
    task: Task,
    *,
    estates_monthly: bool,
    stopped: Callable[[], bool] = lambda: False,
    tick: Callable[[], None] = lambda: None,
) -> Block:
    """Run a block.

    Args:
        ready: the variant.
        task: which replications.
        estates_monthly: whether estates are kept by month too.
        stopped: asked before each replication: whether no more are wanted. What is finished is given then.
        tick: called after each replication.
    """
    outcomes: list[Outcome] = []
    problems: tuple[Problem, ...] = ()
    fault = ""
    try:
        for outcome in _outcomes(ready.setting, task, estates_monthly, stopped):
            outcomes.append(outcome)
            tick()
    except WrongInput as wrong:
        problems = wrong.problems
    except Fault as wrong:
        fault = str(wrong)
    if not outcomes:
        return Block(task, None, {}, problems, fault)
    finished = replace(task, last=outcomes[-1].replication)
    tables = {name: parquet_bytes(frame) for name, frame in tables_of(outcomes, ready).items()}
    return Block(task, finished, tables, problems, fault)


def _outcomes(setting: Setting, task: Task, monthly: bool, stopped: Callable[[], bool]) -> Iterator[Outcome]:
    if stopped():
        return
    bench = Bench(setting, estates_monthly=monthly)
    for number in range(task.first, task.last + 1):
        if stopped():
            return
        yield bench.run(number)


def tables_of(outcomes: Sequence[Outcome], ready: Ready) -> dict[str, pl.DataFrame]:
    """Give every table of some replications, the changes of standing included."""
    estates = [home.estate.id for home in ready.setting.homes]
    return {**frames_of_all(outcomes, ready.setting), CHANGES: changes_on(outcomes, ready.ground, estates)}


def tables_alone(ready: Ready, replication: int, *, estates_monthly: bool) -> dict[str, pl.DataFrame]:
    """Run one replication and give its tables; raise WrongInput where the rules give no answer."""
    return tables_of([Bench(ready.setting, estates_monthly=estates_monthly).run(replication)], ready)


def parquet_bytes(frame: pl.DataFrame) -> bytes:
    """Give a table as the bytes of a Parquet file, the same for the same table."""
    written = io.BytesIO()
    frame.write_parquet(written, compression="zstd", compression_level=3)
    return written.getvalue()
