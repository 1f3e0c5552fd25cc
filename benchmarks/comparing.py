"""A first answer of `kredslob compare` beside bare replications, and what pairing by luck is worth."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from itertools import count
from typing import Any, Final

from bare import run_bare
from rounds import Claim, Measured, measured, timed

from kredslob.scenarios.files.reading import find_scenario

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
        "bare": partial(run_bare, settings, replications),
    }
    seconds = timed(contenders, min(rounds, MOST_ROUNDS), untimed=1)
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


def _variances(told: Any) -> Iterator[tuple[float, float]]:
    """Give for each headline that differs the variance of a difference without pairing and with it, in units of the latter."""
    for one in told["pairs"][0]["differences"]:
        if one["variance_ratio"] is not None:
            yield one["variance_ratio"], 1.0


if __name__ == "__main__":
    for found in measure(*(int(word) for word in sys.argv[1:3] or ("1",))):
        sys.stdout.write(f"{found.claim.text}: {found.median:.2f} ({found.low:.2f} to {found.high:.2f})\n")
