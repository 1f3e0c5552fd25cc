"""What a city costs by its size: time for a dwelling and month, time for a replication, and the most memory ever held."""

from __future__ import annotations

import resource
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Final

from city import DWELLINGS, ESTATES, MONTHS, city
from rounds import Claim, Measured, measured, timed

from kredslob.scenarios.running.replication import Bench

SHORT: Final = 24  # months, for what is about size alone
LARGE, SMALL = 10, 10  # times as large as the city, and parts of it
MOST_ROUNDS: Final = 5
MANY: Final = 16
MB: Final = 1_000_000
ALLOWED: Final = 500 * MB
IN_MEMORY: Final = 20  # replications: what is kept of each goes to disk, so that more take no more
CLAIMS: Final = {
    "large": Claim("a dwelling and month of 600,000 dwellings, to one of 60,000", 1.5, at_least=False),
    "small": Claim("a dwelling and month of 60,000 dwellings, to one of 6,000", 1.5, at_least=False),
    "many": Claim("a replication among sixteen, to one among two", 1.1, at_least=False),
    "memory": Claim(
        "the most memory held by 60,000 dwellings and 120 months on two threads, to 500 MB", 1, at_least=False
    ),
}


def measure(rounds: int) -> list[Measured]:
    """Time cities of three sizes, and few replications beside many; then look at the memory of a process of its own."""
    benches = {
        "small": Bench(city(DWELLINGS // SMALL, ESTATES // SMALL, SHORT)),
        "middle": Bench(city(DWELLINGS, ESTATES, SHORT)),
        "large": Bench(city(DWELLINGS * LARGE, ESTATES * LARGE, SHORT)),
    }
    contenders = {
        "small": partial(_run, benches["small"], LARGE * SMALL),
        "middle": partial(_run, benches["middle"], LARGE),
        "large": partial(_run, benches["large"], 1),
        "two": partial(_run, benches["middle"], 2),
        "sixteen": partial(_run, benches["middle"], MANY),
    }
    seconds = timed(contenders, min(rounds, MOST_ROUNDS))
    per_two = [one / 2 for one in seconds["two"]]
    per_sixteen = [one / MANY for one in seconds["sixteen"]]
    held = [most_held() for _ in range(min(rounds, MOST_ROUNDS))]
    return [
        measured(CLAIMS["large"], seconds["large"], seconds["middle"]),
        measured(CLAIMS["small"], seconds["middle"], seconds["small"]),
        measured(CLAIMS["many"], per_sixteen, per_two),
        measured(CLAIMS["memory"], held, [ALLOWED] * len(held)),
    ]


def most_held() -> float:
    """Give the most bytes that a process held that ran the whole city on two threads, everything imported and compiled."""
    ran = subprocess.run((sys.executable, str(Path(__file__))), check=True, capture_output=True, text=True)
    return float(ran.stdout)


def _run(bench: Bench, replications: int) -> None:
    for number in range(replications):
        bench.run(number)


def main() -> None:
    """Run the city on two threads and print the most bytes ever held."""
    from concurrent.futures import ThreadPoolExecutor

    setting = city(DWELLINGS, ESTATES, MONTHS)
    benches = [Bench(setting), Bench(setting)]
    with ThreadPoolExecutor(len(benches)) as pool:
        list(pool.map(partial(_run, replications=IN_MEMORY // len(benches)), benches))
    print(_most_ever())


def _most_ever() -> int:
    """Give the most bytes that this process ever held; on Linux without what whoever started it held, which counts else."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) * 1024 for line in status.read_text("ascii").splitlines() if "VmHWM" in line)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
