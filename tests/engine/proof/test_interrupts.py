"""Ctrl-C at a question to the solver ends the command once it is answered: the solver must not keep it for itself."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer

import pytest

from kredslob.engine.proof.logic import Formula, Solver, every, flag, implies, no, some

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are told to stop otherwise there")

SOON = 0.05  # seconds, well within the time that the question takes
PIGEONS = 9  # in a hole fewer: nobody has a quick proof of it


def crowded() -> list[Formula]:
    """Say that each pigeon is in a hole, and no two are in the same, of which there are too few."""
    sits = [[flag(f"{pigeon} in {hole}") for hole in range(PIGEONS - 1)] for pigeon in range(PIGEONS)]
    alone = [
        implies(one[hole], no(other[hole]))
        for at, one in enumerate(sits) for other in sits[:at] for hole in range(PIGEONS - 1)
    ]  # fmt: skip
    return [*map(some, sits), *alone]


@contextmanager
def interrupted() -> Iterator[None]:
    """Let this process be interrupted soon."""
    timer = Timer(SOON, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@pytest.mark.parametrize(
    "asked",
    [
        lambda solver: solver.find(every(crowded())),
        lambda solver: solver.needed({"crowded": every(crowded())}),
    ],
    ids=["find", "needed"],
)
def test_an_interrupt_is_no_answer(asked: Callable[[Solver], object]) -> None:
    """Neither that the solver gave up nor that the formulas allow a situation, which nobody knows."""
    with interrupted(), pytest.raises(KeyboardInterrupt):
        asked(Solver())
