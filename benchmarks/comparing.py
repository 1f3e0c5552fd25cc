"""A first answer of `kredslob compare` beside bare replications, and what pairing by luck is worth."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from typing import Any, Final

from rounds import Claim, Measured, measured, timed

from kredslob.scenarios.files.reading import find_scenario
from kredslob.scenarios.results.crew import processors
from kredslob.scenarios.running.replication import Bench
from kredslob.scenarios.running.setting import Setting

REPLICATIONS: Final = 100
MOST_ROUNDS: Final = 3
SCENARIO, BASE, OTHER = "kbh-2011", "as-agreed", "without-compensation"
FIRST: Final = Claim(
    "`kredslob compare`, 100 replications of two variants of the whole city, to as many bare ones", 4, at_least=False
)
PAIRED: Final = Claim(
    "the variance of a difference by luck of its own on each side, to that on the same luck", 5, at_least=True
)


def measure(rounds: int, replications: int = REPLICATIONS) -> list[Measured]:
    """Time the command from the start of its process beside bare replications on as many threads, and tell what pairing is worth.

    Each round has a seed of its own, so that nothing that has been run is found.
    """
    scenario = find_scenario(SCENARIO)
    settings = [scenario.setting(name) for name in (BASE, OTHER)]
    number, answers = count(), list[Any]()
    contenders = {
        "command": partial(_command, number, replications, answers),
        "bare": partial(_bare, settings, replications),
    }
    seconds = timed(contenders, min(rounds, MOST_ROUNDS))
    pairs = list(_variances(answers[-1]))
    return [
        measured(FIRST, seconds["command"], seconds["bare"]),
        measured(PAIRED, [own for own, _ in pairs], [paired for _, paired in pairs]),
    ]


def _command(number: Iterator[int], replications: int, answers: list[Any]) -> None:
    words = (
        sys.executable, "-m", "kredslob.cli", "compare", f"{SCENARIO}#{BASE}", f"{SCENARIO}#{OTHER}",
        "--replications", str(replications), "--seed", f"benchmark {next(number)}", "--json",
    )  # fmt: skip
    told = subprocess.run(words, check=True, capture_output=True, text=True)
    answers.append(json.loads(told.stdout))


def _bare(settings: list[Setting], replications: int) -> None:
    threads = processors()

    def share(which: int) -> None:
        for setting in settings:
            bench = Bench(setting)
            for number in range(which, replications, threads):
                bench.run(number)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(share, range(threads)))


def _variances(told: Any) -> Iterator[tuple[float, float]]:
    """Give for each headline that differs the variance of a difference without pairing and with it, in units of the latter."""
    for one in told["pairs"][0]["differences"]:
        if one["variance_ratio"] is not None:
            yield one["variance_ratio"], 1.0
