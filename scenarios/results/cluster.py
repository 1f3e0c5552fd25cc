"""Run blocks on the workers of a Dask cluster: each is sent a variant once, then asked for blocks, which come back as bytes.

Dask decides who runs what, and asks another worker where one is lost; joblib hands the blocks out. Nothing of ours schedules
work. Whoever began the run watches that the cluster is there, since a lost one would be waited for without end.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.scenarios.results.blocks import Block, Ready, Task, run_block
from kredslob.scenarios.results.crew import Work, warm_up
from kredslob.scenarios.results.fingerprints import SETTLING, program_fingerprint, versions

CONNECTS_WITHIN: Final = 10.0  # seconds
LOST_AFTER: Final = 30.0  # seconds without a worker at work, or without a word from the scheduler
_LOOKS_EVERY: Final = 1.0
_GRACE: Final = 1.0  # for the library to find out by itself that nobody answers
_TRIES: Final = 3  # so often nothing may come of what is asked for anew
_OPTION: Final = Place("--cluster")
_warming: Final = threading.Lock()


class Cluster:
    """The workers of a cluster that is connected to.

    Args:
        client: the connection.
        address: as it was given.
        lost_after: so many seconds are waited for a cluster that does nothing.
    """

    finishes = False

    def __init__(self, client: Any, address: str, lost_after: float) -> None:
        self._client = client
        self._address = address
        self._lost_after = lost_after
        self._looked = self._well = time.monotonic()
        self._outstanding = False

    def run(self, work: Work) -> Iterator[Block]:
        """Run the tasks on the workers; raise WrongInput if they are lost, and all who take their place."""
        packed = {name: pack(one) for name, one in work.ready.items()}
        left, idle = list(work.tasks), 0
        while left:
            before = len(left)
            try:
                for block in self._blocks(packed, left, work.estates_monthly):
                    left.remove(block.asked)
                    yield block
            except _lost() as wrong:  # what a lost worker had finished and not yet given is asked for again
                idle = idle + 1 if len(left) == before else 0
                if idle == _TRIES:
                    raise WrongInput(self._still()) from wrong

    def _blocks(self, packed: Mapping[str, bytes], tasks: Iterable[Task], estates_monthly: bool) -> Iterator[Block]:
        from joblib import Parallel, delayed, parallel_config

        backend = _backend(self._client, list(packed.values()))
        self._well, self._outstanding = time.monotonic(), True
        with parallel_config(backend=backend):
            parallel: Any = Parallel(n_jobs=-1, batch_size=1, return_as="generator_unordered")
            for block in parallel(
                delayed(run_packed)(packed[task.variant], task, estates_monthly) for task in list(tasks)
            ):
                if block.by == program_fingerprint():
                    yield block
                else:
                    yield replace(block, task=None, tables={}, problems=(_other_program(self._address),))

    def trouble(self) -> Problem | None:
        """Say that the scheduler is gone, or that no worker has been at work for a while."""
        now = time.monotonic()
        if not self._outstanding or now - self._looked < _LOOKS_EVERY:
            return None
        self._looked = now
        if self._client.status == "running" and any(_at_work(self._client).values()):
            self._well = now
        if now - self._well < self._lost_after:
            return None
        return self._still()

    def _still(self) -> Problem:
        found = Message(
            "the cluster at {address} has not worked for {seconds} seconds; what is finished is kept.",
            address=self._address, seconds=round(time.monotonic() - self._well),
        )  # fmt: skip
        return Problem(_OPTION, found, Message("a cluster with workers at work; go on with --resume"))


def _lost() -> tuple[type[BaseException], ...]:
    """Give what is raised where a worker, or all of them, are lost."""
    from concurrent.futures import CancelledError

    from distributed import KilledWorker
    from distributed.client import FutureCancelledError

    return (CancelledError, FutureCancelledError, KilledWorker, OSError, TimeoutError)


def _at_work(client: Any) -> Mapping[str, Any]:
    """Give the tasks of each worker; nothing where the scheduler does not answer."""
    try:
        found: Mapping[str, Any] = client.sync(client.scheduler.processing, workers=None, callback_timeout=5)
    except Exception:  # noqa: BLE001 - whatever it is, there is no word from the scheduler
        return {}
    return found


def _backend(client: Any, scattered: list[bytes]) -> Any:
    """Give joblib's way to a cluster. A cluster of one thread is one too: joblib alone would run its blocks here."""
    from joblib._dask import DaskDistributedBackend

    class Backend(DaskDistributedBackend):  # type: ignore[misc]  # joblib carries no types
        """Sends work away however small the cluster is."""

        def effective_n_jobs(self, n_jobs: int) -> int:
            """Give how many blocks are run at once."""
            return max(2, int(super().effective_n_jobs(n_jobs)))

    return Backend(client=client, scatter=scattered)


@contextmanager
def connected(address: str, *, within: float = CONNECTS_WITHIN, lost_after: float = LOST_AFTER) -> Iterator[Cluster]:
    """Connect to a cluster for the time of a run.

    Args:
        address: of its scheduler, such as tcp://10.0.0.5:8786.
        within: so many seconds are waited for an answer, and for workers.
        lost_after: so many seconds are waited for a cluster that does nothing.

    Raises:
        WrongInput: `distributed` is not installed; nobody answers; there are no workers, or they run another program.
    """
    try:
        from distributed import Client
    except ImportError as wrong:
        found = Message("the library that speaks with clusters is not installed.")
        raise WrongInput(Problem(_OPTION, found, Message("pip install 'kredslob[cluster]'"))) from wrong
    with _quiet():
        client = _answered(lambda: Client(address, timeout=within, set_as_default=False), address, within)  # type: ignore[no-untyped-call]
        try:
            _agree(client, address, within)
            yield Cluster(client, address, lost_after)
        finally:
            client.close(timeout=2)


def _answered(connect: Callable[[], Any], address: str, within: float) -> Any:
    """Give a connection; raise WrongInput if there is none in time. One who takes the call may never say a word."""
    found: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def call() -> None:
        try:
            found.put(connect())
        except Exception as wrong:  # noqa: BLE001 - whatever it is, there is no connection
            found.put(wrong)

    threading.Thread(target=call, daemon=True).start()
    try:
        client = found.get(timeout=within + _GRACE)
    except queue.Empty:
        client = TimeoutError()
    if isinstance(client, Exception):
        told = Message("no scheduler answers at {address}.", address=address[:200])
        raise WrongInput(Problem(_OPTION, told, Message("the address of one, such as {like}", like=_LIKE))) from client
    return client


_LIKE: Final = "tcp://10.0.0.5:8786"


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the library's log of lost connections from the error stream: what matters is said by us."""
    log = logging.getLogger("distributed")
    before = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(before)


def _agree(client: Any, address: str, within: float) -> None:
    """Raise WrongInput unless there are workers and all of them run what is run here."""
    until = time.monotonic() + within
    while not client.scheduler_info(n_workers=-1)["workers"]:
        if time.monotonic() > until:
            found = Message("the cluster at {address} has no workers.", address=address)
            raise WrongInput(Problem(_OPTION, found, Message("start one: dask worker {address}", address=address)))
        time.sleep(0.1)
    try:
        theirs = client.run(marks)
    except Exception as wrong:
        found = Message("the workers cannot run Kredsløb: {reason}.", reason=f"{type(wrong).__name__}: {wrong}"[:200])
        raise WrongInput(Problem(_OPTION, found, Message("workers with the same Kredsløb as here"))) from wrong
    ours = marks()
    problems = [_differing(worker, ours, mark) for worker, mark in sorted(theirs.items()) if mark != ours]
    if problems:
        raise WrongInput(problems)


def marks() -> dict[str, str]:
    """Give what must be alike here and at every worker: the program, Python but for its last number, and the libraries."""
    made_with = versions()
    python = made_with["python"].rsplit(".", 1)[0]
    return {"Kredsløb": program_fingerprint()[:12], "Python": python, **{name: made_with[name] for name in SETTLING}}


def _differing(worker: str, ours: Mapping[str, str], theirs: Mapping[str, str]) -> Problem:
    different = [f"{name} {theirs.get(name)} ({mark})" for name, mark in ours.items() if theirs.get(name) != mark]
    found = Message(
        "worker {worker} runs another program than is run here: {what}.", worker=worker, what=", ".join(different)
    )
    return Problem(_OPTION, found, Message("workers with the same Kredsløb as here"))


def _other_program(address: str) -> Problem:
    found = Message("a worker of {address} that has come late runs another program than is run here.", address=address)
    return Problem(_OPTION, found, Message("workers with the same Kredsløb as here"))


def pack(ready: Ready) -> bytes:
    """Give a variant as it travels: some megabytes, most of its arrays being empty room."""
    import cloudpickle  # type: ignore[import-untyped]  # comes with distributed, and carries no types

    return zlib.compress(cloudpickle.dumps(ready), 1)


@lru_cache(maxsize=4)
def _unpacked(packed: bytes) -> Ready:
    import pickle

    ready: Ready = pickle.loads(zlib.decompress(packed))  # noqa: S301 - from whoever began the run, who may run anything here
    warm_up({"": ready})
    return ready


def run_packed(packed: bytes, task: Task, estates_monthly: bool) -> Block:
    """Run a block on a worker, which keeps the variants that it was sent last."""
    with _warming:
        ready = _unpacked(packed)
    return replace(run_block(ready, task, estates_monthly=estates_monthly), by=program_fingerprint())
