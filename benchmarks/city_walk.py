"""Walk a city of dwellings month by month with nothing but the events: the yardstick for the simulation's speed.

Every month a share of the dwellings has an event (someone moves, finds or loses work): it draws a new state for the
household and updates the estate's counts; once a year every estate's share is read and compared with a threshold.
No rules, no queues, no applicants, no explanation: what a full simulation of the same size is measured against, in the
same run on the same machine.

    python city_walk.py [--dwellings 60000] [--estates 400] [--months 120] [--replications 1000] [--events 0.03]

Prints seconds, dwelling-months per second and events per second. Needs numpy and numba.
"""

from __future__ import annotations

import argparse
import time
from typing import Any

import numba as nb
import numpy as np

STATES = 4  # 0 employed, 1 in education, 2 retired, 3 outside the labour market


@nb.njit(inline="always")
def draw(state: Any) -> tuple[Any, float]:
    """Advance a 64-bit generator and give a uniform in [0, 1)."""
    state += nb.uint64(0x9E3779B97F4A7C15)
    z = state
    z = (z ^ (z >> nb.uint64(30))) * nb.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> nb.uint64(27))) * nb.uint64(0x94D049BB133111EB)
    z = z ^ (z >> nb.uint64(31))
    return state, (z >> nb.uint64(11)) * (1.0 / 9007199254740992.0)


@nb.njit(parallel=True)
def walk(dwellings: int, estates: int, months: int, replications: int, events: float, threshold: float) -> Any:
    """Give the share outside the labour market, replications x estates x years (float32)."""
    shares = np.zeros((replications, estates, (months + 11) // 12), np.float32)
    log_no_event = np.log(1.0 - events)
    for r in nb.prange(replications):
        rng = nb.uint64(r + 1) * nb.uint64(0xD1342543DE82EF95)
        state = np.empty(dwellings, np.uint8)
        counts = np.zeros((estates, STATES), np.int32)
        size = np.zeros(estates, np.int32)
        over = np.zeros(estates, np.bool_)
        for i in range(dwellings):
            e = i % estates
            rng, u = draw(rng)
            s = 3 if u < 0.15 + 0.4 * e / estates else np.uint8(u * 2.99)
            state[i] = s
            counts[e, s] += 1
            size[e] += 1
        for m in range(months):
            if m % 12 == 0:
                for e in range(estates):
                    share = counts[e, 3] / size[e]
                    shares[r, e, m // 12] = share
                    over[e] = share > threshold
            rng, u = draw(rng)
            i = int(np.log(1.0 - u) / log_no_event)
            while i < dwellings:
                e = i % estates
                rng, u = draw(rng)
                s = 3 if u < 0.3 and not over[e] else np.uint8(u * 2.99)
                counts[e, state[i]] -= 1
                counts[e, s] += 1
                state[i] = s
                rng, u = draw(rng)
                i += 1 + int(np.log(1.0 - u) / log_no_event)
    return shares


def main() -> None:
    """Walk a city of the size asked for and print how fast it went."""
    parser = argparse.ArgumentParser(description="Walk a city of dwellings with nothing but the events.")
    parser.add_argument("--dwellings", type=int, default=60_000)
    parser.add_argument("--estates", type=int, default=400)
    parser.add_argument("--months", type=int, default=120)
    parser.add_argument("--replications", type=int, default=1_000)
    parser.add_argument("--events", type=float, default=0.03, help="events per dwelling and month")
    a = parser.parse_args()
    walk(1_000, 10, 12, 2, a.events, 0.4)  # compile
    start = time.perf_counter()
    walk(a.dwellings, a.estates, a.months, a.replications, a.events, 0.4)
    seconds = time.perf_counter() - start
    steps = a.dwellings * a.months * a.replications
    print(f"{seconds:.2f} s  {steps / seconds:.3g} dwelling-months/s  {steps * a.events / seconds:.3g} events/s")


if __name__ == "__main__":
    main()
