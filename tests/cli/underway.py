"""A command in a process of its own that is in the middle of its work, to be stopped there."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

LONGEST_WAIT: Final = 300  # seconds


@contextmanager
def underway(*words: str, begun: Callable[[], bool]) -> Iterator[subprocess.Popen[str]]:
    """Run Python with these words, until it has begun to keep what it finds; it is killed at the end."""
    with subprocess.Popen(
        [sys.executable, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:  # fmt: skip
        try:
            until = time.monotonic() + LONGEST_WAIT
            while not begun():
                assert process.poll() is None, process.communicate()
                assert time.monotonic() < until, "nothing was kept"
                time.sleep(0.02)
            yield process
        finally:
            process.kill()
