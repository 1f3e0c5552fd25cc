"""The ledger: durable commits beside a bare loop on the same database, and ten years of a city verified and replayed.

`python benchmarks/ledger.py` fills a ledger with 60,000 lettings (`--lettings`), and tells how fast it is looked through.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, TypeVar

sys.path.insert(0, str(Path(__file__).parents[1]))  # the small offices of the tests are measured here

from rounds import Claim, Measured, measured

from kredslob.cli.audit_view import progress
from kredslob.engine.ledger.bulk import Together
from kredslob.engine.ledger.chain import canonical
from kredslob.engine.ledger.replaying import replay
from kredslob.engine.ledger.store import Ledger
from kredslob.engine.ledger.verifying import verify
from kredslob.engine.ledger.writing import Writing
from kredslob.rules.messages import Message
from tests.engine.ledger.books import Books, books, remembered
from tests.engine.ledger.crowd import ESTATES, NOBODY, crowded_office, one_life
from tests.engine.ledger.postgres_server import binaries, running

T = TypeVar("T")

EACH: Final = 30  # commits in a round
HALF: Final = 0.5
NAMES: Final = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
REPLAYED: Final = 2_000  # decisions of the city that are made again


def measure(rounds: int) -> list[Measured]:
    """Time the commits of decisions that have been computed, and those of a bare loop, on each database."""
    found = []
    with TemporaryDirectory() as folder, servers(Path(folder)) as databases:
        for name, database in databases.items():
            claim = Claim(
                f"durable commits of decisions, to read, count, insert, commit: {NAMES[name]}", HALF, at_least=True
            )
            with books(database, Path(folder), crowded_office()) as desk:
                desk.decide(desk.open("V-0", ESTATES[0]), None, **NOBODY)
                body = canonical(desk.events()[-1])
                bare = bare_sqlite(Path(folder), body) if name == "sqlite" else bare_postgresql(database, body)
                ours, theirs = zip(*(one_round(desk, bare, turn) for turn in range(-1, rounds)), strict=True)
            found.append(measured(claim, list(theirs[1:]), list(ours[1:])))
    return found


@contextmanager
def servers(folder: Path) -> Iterator[dict[str, str]]:
    """Give the address of an empty database of each kind; PostgreSQL, as it comes, syncs every commit."""
    if binaries() is None:
        raise SystemExit("PostgreSQL is not on this machine.")
    with running() as server:
        yield {"sqlite": str(folder / "ledger.db"), "postgresql": server.emptied()}


class Timed(Ledger):
    """A ledger that notes how long its transactions take; what is computed before them is not counted."""

    __slots__ = ("seconds",)

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(ledger.engine, ledger.url, ledger.keys, ledger.about, ledger.now)
        object.__setattr__(self, "seconds", 0.0)

    def write(self, work: Callable[[Writing], T]) -> T:
        """Do work in a transaction."""
        began = time.perf_counter()
        try:
            return super().write(work)
        finally:
            object.__setattr__(self, "seconds", self.seconds + time.perf_counter() - began)  # type: ignore[attr-defined]


def one_round(desk: Books, bare: Callable[[int], float], turn: int) -> tuple[float, float]:
    """Give the seconds that so many commits of ours take, and as many of the bare loop's."""
    plain = desk.ledger
    numbers = [desk.open(f"V-{turn}-{number}", ESTATES[number % len(ESTATES)]) for number in range(EACH)]
    timed = Timed(plain)
    desk.ledger, desk.decide_by = timed, remembered
    for number in numbers:
        desk.decide(number, None, **NOBODY)
    desk.ledger = plain
    return timed.seconds, bare(EACH)  # type: ignore[attr-defined]  # set above


def bare_sqlite(folder: Path, body: str) -> Callable[[int], float]:
    """Give a bare loop: as durable, as alone, and rows as long as an event that decides."""
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", *_table("integer primary key")):
        connection.execute(statement)
    return lambda times: _bare(connection, times, ("BEGIN IMMEDIATE", "?"), body)


def bare_postgresql(database: str, body: str) -> Callable[[int], float]:
    """Give a bare loop: as durable, as alone, and rows as long as an event that decides."""
    import psycopg

    connection: Any = psycopg.connect(database, autocommit=True)
    for statement in _table("serial primary key"):
        connection.execute(f"{statement}")
    begin = "BEGIN; SELECT pg_advisory_xact_lock(1)"
    return lambda times: _bare(connection, times, (begin, "%s"), body)


def _table(key: str) -> tuple[str, str]:
    return (
        f"CREATE TABLE bare_turn (id {key}, estate text, body text)",
        "CREATE INDEX bare_estate ON bare_turn (estate)",
    )


def _bare(connection: Any, times: int, words: tuple[str, str], body: str) -> float:
    begin, mark = words
    count = f"SELECT count(*) FROM bare_turn WHERE estate = {mark}"  # noqa: S608 - a mark of ours
    insert = f"INSERT INTO bare_turn (estate, body) VALUES ({mark}, {mark})"  # noqa: S608 - likewise
    began = time.perf_counter()
    for number in range(times):
        estate = str(number % len(ESTATES))
        connection.execute(begin)
        connection.execute(count, (estate,)).fetchone()
        connection.execute(insert, (estate, f"{body}{number}"))
        connection.execute("COMMIT")
    return time.perf_counter() - began


# --- ten years of a city ------------------------------------------------------------------------------------------


def fill(desk: Books, lettings: int) -> None:
    """Take so many vacancies through their lives, in a few large transactions, since it is not writing that is timed."""
    desk.decide_by = remembered
    plain, at_once = desk.ledger, 2_000

    def some(writing: Writing, first: int) -> None:
        desk.ledger = Together(plain, writing)
        for number in range(first, min(first + at_once, lettings)):
            one_life(desk, random.Random(number), f"V-{number}", lambda _: None)  # noqa: S311 - a coin
        desk.ledger = plain

    with progress(Message("Lettings"), "en", quiet=False) as seen:
        for first in range(0, lettings, at_once):
            plain.write(lambda writing, first=first: some(writing, first))  # type: ignore[misc]
            if seen is not None:
                seen(min(first + at_once, lettings), lettings)


def ten_years(lettings: int) -> Iterator[str]:
    """Verify and replay a city, and tell how fast that was."""
    with TemporaryDirectory() as folder, books(str(Path(folder) / "ledger.db"), Path(folder), crowded_office()) as desk:
        fill(desk, lettings)
        began = time.perf_counter()
        with progress(Message("Events"), "en", quiet=False) as seen:
            found = verify(desk.ledger, progress=seen)
        took = time.perf_counter() - began
        if found.faults:
            raise SystemExit(found.faults[0].text("en"))
        yield f"verify: {found.events:,} events of {lettings:,} lettings in {took:.0f} s, {found.events / took:,.0f} a second."
        began, outcomes = time.perf_counter(), list[str]()
        with progress(Message("Decisions"), "en", quiet=False) as seen:
            for one in replay(desk.ledger, None, seen):
                outcomes.append(one.outcome)
                if len(outcomes) == REPLAYED:
                    break
        took = time.perf_counter() - began
        # The decisions were remembered, each made once for many vacancies, so that they come out in other words.
        if set(outcomes) - {"same", "details", "different"}:
            raise SystemExit(f"Decisions cannot be made again: {set(outcomes)}.")
        yield f"replay: {len(outcomes):,} decisions in {took:.0f} s, {len(outcomes) / took:,.0f} a second."


def main() -> None:
    """Fill a ledger, and tell how fast it is looked through."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--lettings", type=int, default=60_000, help="how many (60,000: ten years of a city)")
    for line in ten_years(parser.parse_args().lettings):
        print(line)


if __name__ == "__main__":
    main()
