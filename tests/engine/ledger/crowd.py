"""A crowd of clerks at one ledger, each a process of its own: `python -m tests.engine.ledger.crowd DB KEY SEED COUNT CLERKS`.

Each takes so many vacancies of the same estates through their lives, with refusals, withdrawals and corrections by a
seeded coin, and prints the head after each event that has been written.
"""

from __future__ import annotations

import os
import random
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kredslob.engine.ledger.opening import open_ledger
from kredslob.engine.office import Office
from kredslob.engine.register.model import Register
from kredslob.engine.register.rows import Estate, Measurement, Organisation, Recorded
from kredslob.rules.messages import WrongInput
from tests.engine.ledger.books import Books, books, remembered
from tests.engine.small_city import KNOWN, library, measured

ESTATES = ("bispeparken", "fsb-syntetisk-11", "fsb-syntetisk-12")
"""Estates whose referral wheels have 303, 33 and 2 slots."""

NOBODY: Mapping[str, Any] = dict.fromkeys(
    ("rehousing_claim", "return_guarantee_claim", "own_estate_claim", "divorce_claim", "organisation_claim"), False
)


@cache
def crowded_office() -> Office:
    """Give an office of three estates under one individual agreement."""
    rows: list[Recorded] = [
        Organisation("fsb", "fsb", origin="public", recorded_on=KNOWN),
        *(Estate(one, one, "fsb", None, "fsb-3", origin="public", recorded_on=KNOWN) for one in ESTATES),
        *(_measured(one) for one in ESTATES),
    ]
    return Office(library(), Register.of(rows))


def _measured(estate: str) -> Measurement:
    return replace(measured(), estate=estate)


def one_life(desk: Books, coin: random.Random, number: str, say: Callable[[str], None]) -> None:
    """Take a vacancy from its notice to its end."""
    desk.open(number, coin.choice(ESTATES))
    say("opened")
    if coin.random() < 0.05:
        desk.withdraw(number)
        say("withdrawn")
        return
    while True:
        channel = desk.decide(number, None, **NOBODY).chosen.channel
        say(channel)
        if coin.random() < 0.05:
            _corrected(desk, number, say)
            continue
        desk.offer(number, f"M-{number}")
        say("offered")
        if coin.random() < 0.15:
            desk.refuse(number)
            say("refused")
            continue
        break
    if coin.random() < 0.05:
        desk.withdraw(number)
        say("withdrawn")
    else:
        desk.let(number)
        say("let")


def _corrected(desk: Books, number: str, say: Callable[[str], None]) -> None:
    try:
        desk.correct(number)
    except WrongInput as wrong:  # the turn has gone to another vacancy: the decision stands
        if "has gone to" not in wrong.text("en"):
            raise
        desk.offer(number, f"M-{number}")
        say("offered")
        desk.refuse(number)
        say("refused")
    else:
        say("corrected")


def practise(lives: int = 40) -> None:
    """Have the decisions made that the clerks will remember, in a ledger that is thrown away."""
    with TemporaryDirectory() as folder, books(str(Path(folder) / "ledger.db"), Path(folder), crowded_office()) as desk:
        desk.decide_by = remembered
        for turn in range(lives):
            one_life(desk, random.Random(turn), f"V-{turn}", lambda _: None)  # noqa: S311 - a coin for tests


def work(database: str, key: str, seed: int, count: int) -> None:
    """Work at a ledger, and print each head as soon as its event has been written."""
    desk = Books(open_ledger(database, key), crowded_office(), (database, key))
    desk.decide_by = remembered
    coin = random.Random(seed)  # noqa: S311 - a coin for tests

    def say(_what: str) -> None:
        os.write(1, f"{desk.last}\n".encode())  # in one piece, since others write here too

    for turn in range(count):
        one_life(desk, coin, f"V-{seed}-{turn}", say)


def crowd(database: str, key: str, seed: int, count: int, clerks: int) -> int:
    """Let so many clerks work at once, each forked from this process, and give 0 if all of them came to their end.

    They are forked before the ledger is opened, so that they share nothing but what was read and decided before.
    """
    practise()
    sys.stdout.flush()
    children = []
    for number in range(clerks):
        child = os.fork()
        if child == 0:
            try:
                work(database, key, seed + number, count)
            except BaseException:  # noqa: BLE001 - whatever it is, it is told, and the clerk ends here
                traceback.print_exc()
                os._exit(1)
            sys.stdout.flush()
            os._exit(0)
        children.append(child)
    return max(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)


if __name__ == "__main__":
    sys.exit(crowd(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6])))
