"""A clerk who is killed at random moments: `python -m tests.engine.ledger.killed DB KEY SEED TIMES`.

Each time a clerk begins to work, is killed without warning, and what the ledger holds is held against the heads that the
clerk had printed. One line of JSON tells of each time.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
import traceback

from kredslob.engine.ledger.opening import open_ledger
from kredslob.engine.ledger.verifying import verify
from tests.engine.ledger.crowd import practise, work

LONGEST = 0.25  # seconds that a clerk may work
PATIENCE = 60  # seconds that a clerk has for its first step


def killed_clerk(database: str, key: str, seed: int, coin: random.Random) -> list[str]:
    """Let a clerk work until it is killed, every other only when it has printed a head; give the heads that it printed."""
    heard, said = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(heard)
        os.dup2(said, 1)
        try:
            work(database, key, seed, 10_000)
        except BaseException:  # noqa: BLE001 - whatever it is, it is told
            traceback.print_exc()
        os._exit(1)
    os.close(said)
    if coin.random() < 0.5:
        select.select([heard], [], [], PATIENCE)
    time.sleep(coin.uniform(0, LONGEST))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(heard) as file:
        heads = file.read().split()
    if not os.WIFSIGNALED(status):
        raise SystemExit("the clerk came to an end before it was killed")
    return heads


def main(database: str, key: str, seed: int, times: int) -> None:
    """Kill so many clerks, and tell of each."""
    practise()
    coin = random.Random(seed)  # noqa: S311 - a coin for tests
    printed: list[str] = []
    for number in range(times):
        heads = killed_clerk(database, key, 1000 * seed + number, coin)
        printed += heads
        ledger = open_ledger(database, key)
        with ledger.reading() as reading:
            held = {one.head.text for one in reading.events()}
        found = verify(ledger, printed[-1] if printed else None)
        ledger.engine.dispose()
        told = {
            "printed": len(heads), "events": found.events, "lost": sorted(set(printed) - held),
            "faults": [one.text("en") for one in found.faults],
        }  # fmt: skip
        print(json.dumps(told))  # noqa: T201 - read by the test


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
