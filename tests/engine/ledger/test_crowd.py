"""Many write at once, and every turn is counted once: none lost, none given twice, each wheel in its order."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from kredslob.engine.ledger.accounts import accounts
from kredslob.engine.ledger.schema import TURN
from kredslob.engine.ledger.turning import FREE, read_changes
from kredslob.engine.ledger.verifying import verify
from tests.engine.ledger.books import Books, books
from tests.engine.ledger.crowd import ESTATES, crowded_office


def at_once(desk: Books, processes: int, vacancies: int) -> list[str]:
    """Let so many processes take so many vacancies each, and give the heads that they printed."""
    command = (sys.executable, "-m", "tests.engine.ledger.crowd", *desk.where, "0", str(vacancies), str(processes))
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.split()


def check_every_turn(desk: Books) -> None:
    """See that each wheel was dealt in its order, each turn to one vacancy, and that the sums come out."""
    with desk.ledger.reading() as reading:
        rows = list(reading.connection.execute(select(TURN)))
        counters = {name: reading.standing(None, name).counters for name in ESTATES}
        events = [one.data for one in reading.events()]
    for name, counts in counters.items():
        for wheel, count in counts.items():
            for version, dealt in count.rounds.items():
                own = {
                    row.serial: row for row in rows if (row.estate, row.wheel, row.version) == (name, wheel, version)
                }
                assert sorted(own) == list(range(dealt.drawn))
                assert {serial for serial, row in own.items() if row.status == FREE} == set(dealt.free)
                assert all(row.label == dealt.label(serial) for serial, row in own.items())
    used = Counter((row.estate, row.wheel, row.version, row.serial) for row in rows if row.status == "used")
    assert max(used.values()) == 1
    assert _by_hand(events) == {
        (row.estate, row.wheel, row.version, row.serial): (row.status, row.vacancy) for row in rows
    }
    turns = accounts(desk.ledger, desk.office).turns
    assert turns["issued"] == turns["used"] + turns["pending"] + turns["returned"] + turns["forfeited"]
    assert turns["used"] > 0
    assert turns["issued"] == _issued(events)


def _by_hand(events: list[dict[str, object]]) -> dict[tuple[object, ...], tuple[str, object]]:
    """Give what became of each turn, followed from event to event; each effect finds what it says was before."""
    found: dict[tuple[object, ...], tuple[str, object]] = {}
    for data in events:
        for effect in read_changes(data).effects:
            key = data["estate"], *effect.turn
            before, holder = found.get(key, (FREE, None))
            assert before == effect.before
            assert holder in (None, data["vacancy"]), "a turn was taken from another vacancy"
            found[key] = effect.after, None if effect.after in (FREE, "owed") else data["vacancy"]
    return found


def _issued(events: list[dict[str, object]]) -> int:
    effects = [one for data in events for one in read_changes(data).effects if one.label not in ("open", "external")]
    return sum(one.before == FREE or (one.before == "used" and one.after in ("owed", "held")) for one in effects)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the clerks are forked, which this system cannot do")
@pytest.mark.parametrize(
    ("processes", "vacancies"), [(8, 100), pytest.param(8, 1_000, marks=pytest.mark.long)], ids=["800", "8000"]
)
def test_many_let_at_once(database: str, tmp_path: Path, processes: int, vacancies: int) -> None:
    """Turns issued are those used, pending, returned and forfeited; none twice, none missing, the order exact."""
    with books(database, tmp_path, crowded_office()) as desk:
        heads = at_once(desk, processes, vacancies)
        found = verify(desk.ledger)
        assert found.faults == ()
        assert found.events == len(heads) + 1
        assert {int(head.partition(":")[0]) for head in heads} == set(range(2, found.events + 1))
        check_every_turn(desk)
