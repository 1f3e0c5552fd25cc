"""Run points, some at a time: as many replications as are wanted of each, found in the user's cache where they have been run.

The folders of runs are those of `kredslob compare`, called by all that settles their tables. So what a search has run a
comparison finds again, and the other way. A point that cannot be run does not stop the others.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import ceil
from pathlib import Path
from typing import Final

from kredslob.rules.messages import WrongInput
from kredslob.scenarios.comparing.runs import Joined
from kredslob.scenarios.comparing.shelf import RUN, alone, one_at_a_time, whole_folder
from kredslob.scenarios.comparing.sides import Side
from kredslob.scenarios.files.fingerprint import fingerprint_of_register
from kredslob.scenarios.indicators.ground import Ground
from kredslob.scenarios.results.blocks import Ready, Task
from kredslob.scenarios.results.crew import Crew, Threads, Work, collected, heeding_interrupts
from kredslob.scenarios.results.folder import RECORD, open_results
from kredslob.scenarios.results.keeping import Keeper, utc_now
from kredslob.scenarios.results.plan import lacking
from kredslob.scenarios.results.record import record_of
from kredslob.scenarios.results.running import Interrupted, Step
from kredslob.scenarios.running.replication import Fault
from kredslob.scenarios.searching.answer import PRESENT
from kredslob.scenarios.searching.drawn import Drawn
from kredslob.scenarios.searching.gauging import Gauge, gauge
from kredslob.scenarios.searching.proposing import Proposal, name_of, side_of
from kredslob.scenarios.searching.question import Search

_BLOCK: Final = 10  # replications of a point that are run in one go

_BLOCKS_EACH: Final = 16  # blocks for each thread, at least, among points run together: few wait at the end

Tell = Callable[[Step], None]


@dataclass
class Spent:
    """What has been spent.

    Args:
        set_up: the fewest seconds that making a point ready took; None if none was made ready.
        running, timed: seconds from the first replication of each batch to its last, and how many ended in them.
        ran: replications that were run rather than found.
    """

    set_up: float | None = None
    running: float = 0.0
    timed: int = 0
    ran: int = 0

    @property
    def each(self) -> float | None:
        """How many seconds a replication took, by all who run at once, without what is done before the first; None if unknown."""
        return self.running / self.timed if self.timed else None


@dataclass
class Field:
    """Where points are run.

    Args:
        search: what is searched; shelf: the folder in which runs are kept; crew: who runs them; tell: told how far it is.
        spent: what it has taken so far; drawn: residents, drawn once for all points.
        ground: what is known of the present agreement beside tables, once it has been run.
    """

    search: Search
    shelf: Path
    crew: Crew
    tell: Tell = lambda _: None
    spent: Spent = field(default_factory=Spent)
    drawn: Drawn = field(default_factory=Drawn)
    ground: Ground | None = None
    _sides: dict[str, Side] = field(default_factory=dict)
    _folders: dict[str, Path] = field(default_factory=dict)

    def gauged(self, proposals: Sequence[Proposal | None], first: int, count: int) -> Mapping[str, Gauge | WrongInput]:
        """Give what so many replications of each proposal come to, from a first one on, by its name.

        None is the present agreement, which is called `PRESENT`. Of what cannot be run what is wrong with it is given.

        Raises:
            WrongInput: the present agreement cannot be run, or the shelf not written to.
            Interrupted: by the user; what is finished is kept.
        """
        sides = {side.name: side for side in map(self.side, (None, *proposals))}
        wrong = self._run(list(sides.values()), first + count)
        if PRESENT in wrong:
            raise wrong[PRESENT]
        numbers = range(first, first + count)
        return {
            name: wrong.get(name) or self._gauge(sides[PRESENT], side, numbers) for name, side in sides.items()
        }  # fmt: skip

    def side(self, proposal: Proposal | None) -> Side:
        """Give what is run of a proposal; of none, of the present agreement."""
        name = name_of(proposal)
        if name not in self._sides:
            self._sides[name] = side_of(self.search, proposal, self._register)
        return self._sides[name]

    @cached_property
    def _register(self) -> str:
        return fingerprint_of_register(self.search.frame.scenario.office.register)

    def _gauge(self, base: Side, side: Side, numbers: range) -> Gauge:
        parts = {one.name: (open_results(self._folder(one), unfinished=True), RUN) for one in (base, side)}
        tables = Joined(parts, numbers.stop)
        self.ground = self.ground or tables.ground(base.name)
        return gauge(tables, side.name, self.search.goals, self.search.limits, numbers, self.ground)

    def _folder(self, side: Side) -> Path:
        if side.name not in self._folders:
            self._folders[side.name] = whole_folder(self.shelf, side)
        return self._folders[side.name]

    def _finished(self, side: Side) -> frozenset[int]:
        with suppress(WrongInput):
            return open_results(self._folder(side), unfinished=True).finished(RUN)
        return frozenset()

    def _run(self, sides: Sequence[Side], replications: int) -> dict[str, WrongInput]:
        """Run what lacks; give what is wrong with those that cannot be run, by name."""
        short = [side for side in sides if len(self._finished(side)) < replications]
        found: dict[str, WrongInput] = {}
        for some in _groups(short, self._together(replications)):
            ready, wrong = self._ready(some)
            with ExitStack() as stack:
                self._alone(stack, some)
                keepers = {
                    side.name: self._held(stack, side, ready[side.name], replications)
                    for side in some if side.name in ready and len(self._finished(side)) < replications
                }  # fmt: skip
                found |= {**wrong, **self._fill(keepers, ready)}
        return found

    def _together(self, replications: int) -> int:
        """Tell how many points are run together: so many that threads seldom wait for work; of others than threads all."""
        blocks = ceil(replications / _BLOCK)
        return ceil(_BLOCKS_EACH * self.crew.jobs / blocks) if isinstance(self.crew, Threads) else sys.maxsize

    def _ready(self, sides: Sequence[Side]) -> tuple[dict[str, Ready], dict[str, WrongInput]]:
        """Make points ready; give besides what is wrong with what cannot be, by name."""
        ready: dict[str, Ready] = {}
        wrong: dict[str, WrongInput] = {}
        for at, side in enumerate(sides):
            self.tell(Step("set_up", at, len(sides), side.name))
            began = time.monotonic()
            try:
                ready[side.name] = self._made_ready(side)
            except WrongInput as problem:
                wrong[side.name] = problem
            else:
                took = time.monotonic() - began
                self.spent.set_up = took if self.spent.set_up is None else min(took, self.spent.set_up)
        return ready, wrong

    def _made_ready(self, side: Side) -> Ready:
        return Ready.of(side.scenario.setting(side.variant.name, self.drawn))

    def probe(self, replications: int) -> None:
        """Run a few replications of the present agreement only to see how long they take; nothing of them is kept."""
        side = self.side(None)
        ready, wrong = self._ready([side])
        if wrong:
            raise wrong[side.name]
        tasks = tuple(Task(side.name, first, first) for first in range(replications))
        clock, stopped = _Clock(), threading.Event()
        with heeding_interrupts(stopped):
            for _ in collected(self.crew, Work(ready, tasks, False, stopped, clock.tick)):
                pass
        if stopped.is_set():
            raise Interrupted(0, replications)
        clock.into(self.spent)

    def _alone(self, stack: ExitStack, sides: Sequence[Side]) -> None:
        """Hold what others may run too, so that it is run once."""
        for folder in sorted(map(self._folder, sides)):
            stack.enter_context(one_at_a_time(folder, lambda: self.tell(Step("wait", 0, 0))))

    def _held(self, stack: ExitStack, side: Side, ready: Ready, replications: int) -> Keeper:
        """Hold the folder of a side, made if it is not there."""
        folder, scenario = self._folder(side), alone(side)
        record = record_of(
            scenario, side.source, replications, only=None, block=min(_BLOCK, replications), estates_monthly=False,
            now=utc_now(), register=self._register,
        )  # fmt: skip
        keeper = Keeper(folder, record)
        if (folder / RECORD).is_file():
            return stack.enter_context(keeper.taken_up())
        return stack.enter_context(keeper.begun({RUN: ready}, scenario.sources))

    def _fill(self, keepers: Mapping[str, Keeper], ready: Mapping[str, Ready]) -> dict[str, WrongInput]:
        tasks = list(_tasks(keepers))
        wanted = sum(task.count for task in tasks)
        if not tasks:
            return {}
        self.tell(Step("compile", 0, wanted))
        wrong: dict[str, WrongInput] = {}
        stopped = threading.Event()
        clock = _Clock(lambda done: self.tell(Step("run", done, wanted)))
        kept, fault = 0, ""
        with heeding_interrupts(stopped):
            try:
                for block in collected(self.crew, Work(ready, tuple(tasks), False, stopped, clock.tick)):
                    if block.task is not None:
                        keepers[block.asked.variant].keep(replace(block, task=replace(block.task, variant=RUN)))
                        kept += block.task.count
                    if block.problems:
                        wrong[block.asked.variant] = WrongInput(block.problems)
                    if block.fault:
                        fault = block.fault
                        stopped.set()
            finally:
                interrupted = stopped.is_set()
                stopped.set()
        self.spent.ran += kept
        clock.into(self.spent)
        if fault:
            raise Fault(fault)
        if interrupted:
            raise Interrupted(kept, wanted)
        return wrong


class _Clock:
    """When replications ended: the first ended after all that is done before it."""

    def __init__(self, tell: Callable[[int], None] = lambda _: None) -> None:
        self._lock = threading.Lock()
        self._at: list[float] = []
        self._tell = tell

    def tick(self) -> None:
        """Note that one has ended."""
        with self._lock:
            self._at.append(time.monotonic())
            self._tell(len(self._at))

    def into(self, spent: Spent) -> None:
        """Add up what was noted."""
        if len(self._at) > 1:
            spent.running += self._at[-1] - self._at[0]
            spent.timed += len(self._at) - 1


def _groups(sides: Sequence[Side], size: int) -> list[Sequence[Side]]:
    return [sides[at : at + size] for at in range(0, len(sides), size)]


def _tasks(keepers: Mapping[str, Keeper]) -> Iterator[Task]:
    """Give the tasks that lack of each point, one point after the other."""
    for name, keeper in keepers.items():
        wanted = keeper.record.wanted
        yield from (
            replace(task, variant=name)
            for task in lacking((RUN,), wanted, keeper.finished, keeper.record.block)
        )  # fmt: skip
