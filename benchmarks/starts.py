"""What a start costs: the second process pays for no compilation, so that its first answer comes as soon as the third's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from rounds import Claim, Measured, measured, timed

CLAIM: Final = Claim("the first replication of a second process, to that of a third", 1.1, at_least=False)
COMPILED: Final = Claim(
    "the first replication of a second process, to that of the one that compiled", 0.2, at_least=False
)
MOST_ROUNDS: Final = 7
BEGINS: Final = "from city import city; from sizes import Bench; Bench(city(6_000, 40, 12)).run(0)"


def measure(rounds: int) -> list[Measured]:
    """Start processes with a cache that is empty, that one process has filled, and that two have."""
    import time

    with tempfile.TemporaryDirectory() as folder:
        first, second, fresh = (Path(folder) / name for name in ("first", "second", "fresh"))
        began = time.perf_counter()
        _start(first)
        compiling = time.perf_counter() - began
        shutil.copytree(first, second)
        _start(second)

        def after_one() -> None:
            _start(fresh)

        def again() -> None:  # what a second process may have added is thrown away
            shutil.rmtree(fresh, ignore_errors=True)
            shutil.copytree(first, fresh)

        again()
        contenders: dict[str, Callable[[], object]] = {
            "second": after_one,
            "between": again,
            "third": partial(_start, second),
        }
        seconds = timed(contenders, min(rounds, MOST_ROUNDS))
    count = len(seconds["second"])
    return [
        measured(CLAIM, seconds["second"], seconds["third"]),
        measured(COMPILED, seconds["second"], [compiling] * count),
    ]


def _start(cache: Path) -> None:
    subprocess.run((sys.executable, "-c", BEGINS), check=True, env=_with(cache), cwd=Path(__file__).parent)


def _with(cache: Path) -> Mapping[str, str]:
    """Give an environment whose caches of rules, machine code and modules lie in a folder."""
    kept = {"KREDSLOB_CACHE": str(cache / "rules"), "PYTHONPYCACHEPREFIX": str(cache / "modules")}
    return {**{name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}, **kept}
