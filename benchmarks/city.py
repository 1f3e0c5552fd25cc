"""The simulation beside a bare walk of the same size and number of events, which has no rules, queues or people."""

from __future__ import annotations

import argparse
from datetime import date
from functools import partial
from typing import Any, Final

from city_walk import walk
from rounds import Claim, Measured, measured, timed

from kredslob.engine.office import Office
from kredslob.engine.register.model import Register
from kredslob.engine.register.rows import DwellingType, Estate, Measurement, Organisation, Publication, Recorded
from kredslob.rules.library import load_library
from kredslob.scenarios.behaviour.reading import shipped_behaviour
from kredslob.scenarios.running.calendar import Months, Yearly
from kredslob.scenarios.running.replication import Bench
from kredslob.scenarios.running.setting import Setting, set_up

DWELLINGS, ESTATES, MONTHS = 60_000, 400, 120
MOST_ROUNDS: Final = 7
CLAIM: Final = Claim(
    "a replication of 60,000 dwellings, 400 estates and 120 months, to a bare walk of as many events", 3, at_least=False
)
KNOWN: Final[dict[str, Any]] = {"origin": "synthetic", "recorded_on": date(2010, 1, 1)}


def city(dwellings: int = DWELLINGS, estates: int = ESTATES, months: int = MONTHS) -> Setting:
    """Give a city of estates of one size, from 20 to 45 per cent outside the workforce, under the agreement of 2011-2014."""
    each = dwellings // estates
    rows: list[Recorded] = [
        Organisation(id=f"org-{at}", name=f"org-{at}", first_district=True, **KNOWN) for at in range(20)
    ]
    rows.append(Publication(list="51b", regime="2005", published=date(2010, 10, 1), complete=True, **KNOWN))
    for at in range(estates):
        name, adults = f"estate-{at:04}", each * 115 // 100
        outside = adults * (20 + 25 * at // estates) // 100
        rows.append(Estate(id=name, name=name, organisation=f"org-{at % 20}", **KNOWN))
        rows.append(
            Measurement(
                estate=name, year=2010, published=date(2010, 11, 15), residents=each * 18 // 10, aged_18_64=adults,
                outside_workforce=outside, base_vacancies=each // 10, employed=adults - outside, unemployed=0,
                students=outside // 4, other_outside=outside - outside // 4, **KNOWN,
            )
        )  # fmt: skip
        rows += [
            DwellingType(
                name, "family", rooms, 25 * rooms, 1900 * rooms, each // 3 + (each % 3) * (rooms == 2), **KNOWN
            )
            for rooms in (2, 3, 4)
        ]
    library = load_library()
    return set_up(
        Office(library, Register.of(rows)), library.agreement("kbh-2011-2014"), Months(date(2011, 1, 1), months),
        shipped_behaviour(), {}, {}, "benchmark", Yearly(10, 11),
    )  # fmt: skip


def measure(rounds: int, replications: int = 4) -> list[Measured]:
    """Time some replications on one thread beside the walk on one thread, with as many events."""
    import numba

    setting = city()
    bench = Bench(setting)
    events = sum(bench.run(number).events for number in range(replications))
    rate = events / (replications * DWELLINGS * MONTHS)
    threads = numba.get_num_threads()
    numba.set_num_threads(1)
    contenders = {
        "ours": partial(_run, bench, replications),
        "walk": partial(walk, DWELLINGS, ESTATES, MONTHS, replications, rate, 0.4),
    }
    seconds = timed(contenders, min(rounds, MOST_ROUNDS))
    numba.set_num_threads(threads)
    return [measured(CLAIM, seconds["ours"], seconds["walk"])]


def _run(bench: Bench, replications: int) -> None:
    for number in range(replications):
        bench.run(number)


def main() -> None:
    """Run so many replications on some threads, as the walk does, and print the seconds of both."""
    import time
    from concurrent.futures import ThreadPoolExecutor

    import numba

    parser = argparse.ArgumentParser(description="Run the simulation at full size beside the bare walk.")
    parser.add_argument("--replications", type=int, default=40, help="replications (40; the full size has 1000)")
    parser.add_argument("--threads", type=int, default=2, help="threads of each (2)")
    asked = parser.parse_args()
    setting, threads = city(), min(asked.threads, numba.get_num_threads())
    benches = [Bench(setting) for _ in range(threads)]
    events = benches[0].run(0).events

    def share(which: int) -> None:
        for number in range(which, asked.replications, threads):
            benches[which].run(number)

    began = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(share, range(threads)))
    ours = time.perf_counter() - began
    rate = events / (DWELLINGS * MONTHS)
    numba.set_num_threads(threads)
    walk(1_000, 10, 12, 2, rate, 0.4)
    began = time.perf_counter()
    walk(DWELLINGS, ESTATES, MONTHS, asked.replications, rate, 0.4)
    bare = time.perf_counter() - began
    print(
        f"{asked.replications} replications on {threads} threads, {rate:.3f} events a dwelling and month: {ours:.1f} s, "
        f"the walk {bare:.1f} s, {ours / bare:.2f} times as long"
    )


if __name__ == "__main__":
    main()
