"""A Dask cluster for tests: a scheduler and workers, each a process of its own, that nobody beyond this machine can reach."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = "127.0.0.1"
LONGEST_WAIT = 120


@dataclass
class Machines:
    """The processes of a cluster."""

    folder: Path
    stack: ExitStack
    address: str = ""
    scheduler: subprocess.Popen[bytes] | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, module: str, *words: str) -> subprocess.Popen[bytes]:
        """Start a process that is ended with the cluster."""
        log = self.stack.enter_context((self.folder / f"{module}.log").open("ab"))
        command = [sys.executable, "-m", f"distributed.cli.{module}", *words]
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder)
        self.stack.callback(process.wait)
        self.stack.callback(process.kill)
        return process

    def worker(self) -> None:
        """Start a worker more, with one thread."""
        words = (self.address, "--host", HERE, "--nthreads", "1", "--no-nanny", "--no-dashboard")
        self.workers.append(self.start("dask_worker", *words, "--local-directory", str(self.folder)))


@contextmanager
def machines(folder: Path, workers: int) -> Iterator[Machines]:
    """Start a scheduler and so many workers, on ports that are free."""
    with ExitStack() as stack:
        found = Machines(folder, stack)
        told = folder / "scheduler.json"
        words = ("--host", HERE, "--port", "0", "--no-dashboard", "--scheduler-file", str(told))
        found.scheduler = found.start("dask_scheduler", *words)
        found.address = wait_for(lambda: _address(told))
        for _ in range(workers):
            found.worker()
        yield found


def _address(told: Path) -> str:
    import json

    try:
        return str(json.loads(told.read_text())["address"])
    except (OSError, ValueError, KeyError):
        return ""


def wait_for(found: Any) -> Any:
    """Wait until a function gives something true, and give that."""
    until = time.monotonic() + LONGEST_WAIT
    while not (value := found()):
        assert time.monotonic() < until, "waited too long"
        time.sleep(0.05)
    return value
