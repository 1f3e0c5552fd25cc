"""What it costs to keep replications: a block run, made into tables and written to a folder, beside the same ones bare."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from rounds import Claim, Measured, measured, timed

from kredslob.scenarios.results.blocks import Task, run_block
from kredslob.scenarios.results.choosing import order_of
from kredslob.scenarios.results.keeping import Keeper, utc_now
from kredslob.scenarios.results.record import record_of
from kredslob.scenarios.running.replication import Bench

BLOCK: Final = 10
MOST_ROUNDS: Final = 7
CLAIM: Final = Claim(
    "ten replications of the shipped register kept as tables in a folder, to the same ones bare", 1.25, False
)


def measure(rounds: int) -> list[Measured]:
    """Time a block with and without its tables, on one thread."""
    with tempfile.TemporaryDirectory() as folder:
        order = order_of("kbh-2011", Path(folder) / "out", ["as-agreed"], None)
        ready = order.ready()
        task = Task("as-agreed", 0, BLOCK - 1)
        record = record_of(
            order.scenario, order.source, BLOCK, only=None, block=BLOCK, estates_monthly=False, now=utc_now()
        )
        with Keeper(order.folder, record).begun(ready, ()) as keeper:
            seconds = timed(
                {
                    "kept": lambda: keeper.keep(run_block(ready[task.variant], task, estates_monthly=False)),
                    "bare": lambda: _bare(Bench(ready[task.variant].setting)),
                },
                min(rounds, MOST_ROUNDS),
            )
    return [measured(CLAIM, seconds["kept"], seconds["bare"])]


def _bare(bench: Bench) -> None:
    for number in range(BLOCK):
        bench.run(number)


def main() -> None:
    """Measure and print."""
    for one in measure(MOST_ROUNDS):
        print(f"{one.claim.text}: {one.median:.2f} ({one.low:.2f} to {one.high:.2f}) in {one.rounds} rounds")


if __name__ == "__main__":
    main()
