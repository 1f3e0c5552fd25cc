"""Hand blocks to a crew that runs them - threads of this machine, or workers of a cluster - and collect what they come to.

A thread of its own waits for the crew, so that whoever began the run can be interrupted, and hears of trouble, at any time.
"""

from __future__ import annotations

import queue
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, Protocol

from kredslob.rules.messages import Problem, WrongInput
from kredslob.scenarios.results.blocks import Block, Ready, Task, run_block
from kredslob.scenarios.running.replication import Bench

_PATIENCE: Final = 0.2  # seconds between two looks at whether all is well


@dataclass(frozen=True)
class Work:
    """What a crew is given to do.

    Args:
        ready: the variants, by name.
        tasks: what is to be run.
        estates_monthly: whether estates are kept by month too.
        stopped: set when no more is wanted.
        tick: to be called once for each replication as it is finished, where that can be told before its block is.
    """

    ready: Mapping[str, Ready]
    tasks: tuple[Task, ...]
    estates_monthly: bool
    stopped: threading.Event
    tick: Callable[[], None]


class Crew(Protocol):
    """Whoever runs blocks."""

    @property
    def finishes(self) -> bool:
        """Whether those who are stopped still give what they have finished, at once."""

    def run(self, work: Work) -> Iterator[Block]:
        """Run the tasks and give each block as soon as it is finished, in any order; WrongInput if that cannot be done."""

    def trouble(self) -> Problem | None:
        """Say why no more blocks are to be expected; None while all is well."""


@dataclass(frozen=True)
class Threads:
    """As many threads of this machine; the simulation lets them run side by side."""

    jobs: int
    finishes: bool = True

    def run(self, work: Work) -> Iterator[Block]:
        """Run the tasks, a thread for each as long as there are threads."""
        from joblib import Parallel, delayed

        if not work.tasks:
            return
        warm_up(work.ready)
        parallel: Any = Parallel(
            n_jobs=min(self.jobs, len(work.tasks)), backend="threading", batch_size=1, return_as="generator_unordered"
        )
        yield from parallel(
            delayed(run_block)(
                work.ready[task.variant], task, estates_monthly=work.estates_monthly, stopped=work.stopped.is_set,
                tick=work.tick,
            )
            for task in work.tasks
        )  # fmt: skip

    def trouble(self) -> Problem | None:
        """Threads end by themselves."""
        return None


def processors() -> int:
    """Give how many processors this process may use."""
    from joblib import cpu_count

    count: int = cpu_count()
    return count


def warm_up(ready: Mapping[str, Ready]) -> None:
    """Have the simulation compiled, or taken from the cache, by one month of one replication before threads ask for it."""
    first = next(iter(ready.values()))
    for _ in Bench(first.setting).months(0):
        break


def collected(crew: Crew, work: Work) -> Iterator[Block]:
    """Give the blocks of a crew as they are finished; when no more is wanted, what is finished by then.

    Raises:
        WrongInput: the crew cannot do it, or has come into trouble.
    """
    found: queue.SimpleQueue[Block | BaseException | None] = queue.SimpleQueue()

    def wait_for_crew() -> None:
        try:
            for block in crew.run(work):
                found.put(block)
        except BaseException as wrong:  # noqa: BLE001 - whatever it is, it is raised where the run was begun
            found.put(wrong)
        else:
            found.put(None)

    threading.Thread(target=wait_for_crew, daemon=True).start()
    while crew.finishes or not work.stopped.is_set():
        try:
            block = found.get(timeout=_PATIENCE)
        except queue.Empty:
            trouble = crew.trouble()
            if trouble is not None:
                raise WrongInput(trouble) from None
            continue
        if block is None:
            return
        if isinstance(block, BaseException):
            raise block
        yield block


@contextmanager
def heeding_interrupts(stopped: threading.Event) -> Iterator[None]:
    """Let the first interrupt (Ctrl-C) set the event, so that what is finished can be kept; the second ends at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def heed(*_: object) -> None:
        if stopped.is_set():
            raise KeyboardInterrupt
        stopped.set()

    before = signal.signal(signal.SIGINT, heed)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
