"""What comparable luck costs: the same machine code with numbers worked out from keys, and with numbers drawn in turn.

The sequential kernel is the simulation's own, compiled in a process in which the bodies of the functions of luck have been
put for others: a number is the next of a SplitMix64 with a counter that all share, and a key is not worked out at all. So it
runs a city with as much luck, in which nobody meets the same under two agreements.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import tempfile
from inspect import signature
from pathlib import Path
from types import FunctionType, TracebackType
from typing import Any, Final, Self

from rounds import Claim, Measured, measured, timed

CLAIM: Final = Claim("a replication with luck keyed by person, to one with numbers drawn in turn", 1.5, at_least=False)
MOST_ROUNDS: Final = 7
REPLICATIONS: Final = 4
_COUNTER: Final = ctypes.c_int64(2012)


class Runner:
    """A process that runs some replications whenever it is told to."""

    def __init__(self, luck: str, cache: Path) -> None:
        environment = {**os.environ, "KREDSLOB_CACHE": str(cache)}
        command = (sys.executable, str(Path(__file__)), luck)
        self._process = subprocess.Popen(
            command, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.events = int(self._said())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.communicate()

    def run(self) -> None:
        """Let it run, and wait until it has."""
        assert self._process.stdin is not None
        print("run", file=self._process.stdin, flush=True)
        self._said()

    def _said(self) -> str:
        assert self._process.stdout is not None
        said = self._process.stdout.readline()
        if not said:
            raise SystemExit("The process that runs with other luck has ended.")
        return said


def measure(rounds: int) -> list[Measured]:
    """Time both, having seen that as much happens in both cities."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Runner("keyed", Path(folder) / "keyed") as keyed,
        Runner("sequential", Path(folder) / "sequential") as sequential,
    ):
        if abs(keyed.events - sequential.events) > 0.03 * keyed.events:
            raise SystemExit(f"Not as much happens: {keyed.events} and {sequential.events}.")
        seconds = timed({"keyed": keyed.run, "sequential": sequential.run}, min(rounds, MOST_ROUNDS))
    return [measured(CLAIM, seconds["keyed"], seconds["sequential"])]


def draw_in_turn() -> None:
    """Put other bodies into the functions of luck, before anything is compiled."""
    from kredslob.scenarios.city import luck

    # Bodies to be: the arguments are those of the functions that they replace, names not known here are of their module.
    def uniform(key: int, event: int, purpose: int) -> Any:  # noqa: ARG001 - asked for where the body goes
        return ((mixed(tick(COUNTER)) >> 11) & _KEEP_53) * _UNIT  # type: ignore[name-defined]  # noqa: F821 - luck's own

    def waiting_time(key: int, event: int, purpose: int) -> Any:  # noqa: ARG001 - asked for where the body goes
        lot = ((mixed(tick(COUNTER)) >> 11) & _KEEP_53) * _UNIT  # type: ignore[name-defined]  # noqa: F821 - luck's own
        return -log(1.0 - lot)  # type: ignore[name-defined]  # noqa: F821 - luck's own

    def thirds(key: int, event: int, purpose: int) -> Any:  # noqa: ARG001 - asked for where the body goes
        return mixed(tick(COUNTER))  # type: ignore[name-defined]  # noqa: F821 - luck's own

    def key_of(key: int, number: int) -> int:
        return key + number

    def replicated(key: int, replication: int) -> int:
        return key + replication

    def member_key(key: int, number: int) -> int:
        return key + number

    vars(luck).update(tick=_tick(luck._STEP), COUNTER=ctypes.addressof(_COUNTER))  # noqa: SLF001 - it takes the place
    bodies = (uniform, waiting_time, thirds, key_of, replicated, member_key)
    keyed = {
        name for name, one in vars(luck).items() if isinstance(one, FunctionType) and "key" in signature(one).parameters
    }
    if keyed != {body.__name__ for body in bodies}:
        raise SystemExit(f"Luck that is not drawn in turn here: {keyed}.")
    for body in bodies:
        own: FunctionType = getattr(luck, body.__name__)
        own.__code__ = body.__code__


def _tick(step: int) -> Any:
    """Give what moves the counter on, in machine code: numba has no variables that functions share."""
    from llvmlite import ir  # type: ignore[import-untyped]  # it comes with numba
    from numba import types
    from numba.extending import intrinsic

    @intrinsic
    def tick(_: Any, address: Any) -> Any:  # noqa: ARG001 - numba gives it to `generated`
        def generated(__: Any, builder: Any, ___: Any, given: Any) -> Any:
            counter = builder.inttoptr(given[0], ir.IntType(64).as_pointer())
            moved = builder.add(builder.load(counter), ir.Constant(ir.IntType(64), step))
            builder.store(moved, counter)
            return moved

        return types.int64(types.int64), generated

    return tick


def main() -> None:
    """Run some replications for each line that is read, and say when they have been."""
    from city import city

    from kredslob.scenarios.running.replication import Bench

    if sys.argv[1] == "sequential":
        draw_in_turn()
    bench = Bench(city())
    print(bench.run(0).events, flush=True)
    for _ in sys.stdin:
        for number in range(REPLICATIONS):
            bench.run(number)
        print("done", flush=True)


if __name__ == "__main__":
    main()
