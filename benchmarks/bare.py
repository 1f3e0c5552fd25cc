"""Replications run and thrown away, on as many threads as the machine has: what all that is done around them is measured by."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from kredslob.scenarios.results.crew import processors
from kredslob.scenarios.running.replication import Bench
from kredslob.scenarios.running.setting import Setting


def run_bare(settings: Sequence[Setting], replications: int) -> None:
    """Run so many replications of each variant, which is set up already."""
    threads = processors()

    def share(which: int) -> None:
        for setting in settings:
            bench = Bench(setting)
            for number in range(which, replications, threads):
                bench.run(number)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(share, range(threads)))
