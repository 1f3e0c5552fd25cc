"""Power fails, disks fill up, connections break: what was recorded is there, and what was not has never been."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import event, text
from sqlalchemy.engine import Engine

from kredslob.engine.ledger.verifying import verify
from kredslob.rules.messages import WrongInput
from tests.engine.ledger.books import Books, books, remembered
from tests.engine.ledger.crowd import crowded_office
from tests.engine.ledger.dumped import dumped
from tests.engine.ledger.postgres_server import Server
from tests.engine.small_city import NOBODY_CLAIMS


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the clerks are forked, which this system cannot do")
@pytest.mark.parametrize("times", [10, pytest.param(200, marks=pytest.mark.long)])
def test_killed_at_any_moment(database: str, tmp_path: Path, times: int) -> None:
    """Whoever is killed leaves a whole ledger with every event that was printed, and at most one that was not."""
    with books(database, tmp_path, crowded_office()) as desk:
        command = (sys.executable, "-m", "tests.engine.ledger.killed", *desk.where, "1", str(times))
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(told) == times
    before = 1
    for one in told:
        assert one["lost"] == []
        assert one["faults"] == []
        assert 0 <= one["events"] - before - one["printed"] <= 1
        before = one["events"]
    assert before > 1  # they did come to work


# --- a statement fails --------------------------------------------------------------------------------------------


class Failing:
    """Does something at the statement or commit of a given number, counted from 1."""

    def __init__(self, engine: Engine, at: int, act: Callable[[Any], None]) -> None:
        self.engine, self.at, self.act, self.seen = engine, at, act, 0

    def _at(self, raw: Any) -> None:
        self.seen += 1
        if self.seen == self.at:
            self.act(raw)

    def _executes(self, connection: Any, *_: Any) -> None:
        self._at(connection.connection.dbapi_connection)

    @contextmanager
    def listening(self) -> Iterator[Failing]:
        """Listen for a while."""
        dialect: Any = self.engine.dialect
        commit = dialect.do_commit

        def commits(connection: Any) -> None:
            self._at(connection.dbapi_connection)
            commit(connection)

        event.listen(self.engine, "before_cursor_execute", self._executes)
        dialect.do_commit = commits
        try:
            yield self
        finally:
            dialect.do_commit = commit
            event.remove(self.engine, "before_cursor_execute", self._executes)


def disk_error(raw: Any) -> None:
    """Fail as a disk does."""
    driver: Any = sqlite3 if isinstance(raw, sqlite3.Connection) else psycopg
    raise driver.OperationalError("disk I/O error")


def half_done(desk: Books) -> tuple[str, str]:
    """Give a vacancy that is to be decided, and one that is decided."""
    first, second = desk.open(), desk.open()
    desk.decide_by = remembered
    desk.decide(second, None, **NOBODY_CLAIMS)
    return first, second


STEPS: dict[str, Any] = {
    "open": lambda desk, _first, _second: desk.open(),
    "decide": lambda desk, first, _second: desk.decide(first),
    "offer": lambda desk, _first, second: desk.offer(second, "M-1"),
    "correct": lambda desk, _first, second: desk.correct(second),
    "withdraw": lambda desk, first, _second: desk.withdraw(first),
}


@pytest.mark.parametrize("step", STEPS)
def test_whichever_statement_fails_nothing_is_half_done(desk: Books, step: str) -> None:
    """The whole ledger is as it was, down to the last row, a person is told, and the same step can be taken again."""
    numbers = half_done(desk)
    before = dumped(desk.ledger.engine)
    at = 0
    while True:
        at += 1
        with Failing(desk.ledger.engine, at, disk_error).listening() as failing:
            why = refusal(STEPS[step], desk, *numbers)
        if why is None:
            break
        assert "has not been written" in why
        assert "disk I/O" not in why
        assert dumped(desk.ledger.engine) == before
    assert at > 4
    assert failing.seen < at
    assert verify(desk.ledger, desk.last).faults == ()
    assert dumped(desk.ledger.engine) != before


def test_an_interrupt_in_the_middle_writes_nothing(desk: Books) -> None:
    """Whoever presses Ctrl-C has not half decided."""
    numbers = half_done(desk)
    before = dumped(desk.ledger.engine)

    def interrupt(_connection: Any) -> None:
        raise KeyboardInterrupt

    for at in range(3, 9):
        with Failing(desk.ledger.engine, at, interrupt).listening(), pytest.raises(KeyboardInterrupt):
            desk.decide(numbers[0])
        assert dumped(desk.ledger.engine) == before


# --- no room ------------------------------------------------------------------------------------------------------


def test_no_room_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    """When SQLite may have no more pages a step is refused, whole; with more room the same step is taken."""
    with books(str(tmp_path / "ledger.db"), tmp_path) as desk:
        limit, refused = {"pages": 1}, 0

        @event.listens_for(desk.ledger.engine, "begin")
        def little_room(connection: Any) -> None:
            connection.exec_driver_sql(f"PRAGMA max_page_count={limit['pages']}")

        for number in range(3):
            for step in (desk.open, desk.decide, desk.withdraw):
                before = dumped(desk.ledger.engine)
                while (why := refusal(step, f"V-{number}")) is not None:
                    assert "room to write" in why
                    assert dumped(desk.ledger.engine) == before
                    refused += 1
                    limit["pages"] = max(limit["pages"], _pages(desk)) + 1
        assert refused > 3
        assert verify(desk.ledger, desk.last).faults == ()


def refusal(step: Callable[..., object], *words: object) -> str | None:
    """Take a step, and give why it was refused; None if it was not."""
    try:
        step(*words)
    except WrongInput as wrong:
        return wrong.text("en")
    return None


def _pages(desk: Books) -> int:
    with desk.ledger.engine.connect() as connection:
        return int(connection.execute(text("PRAGMA page_count")).scalar() or 0)


# --- a connection breaks ------------------------------------------------------------------------------------------


@pytest.fixture
def remote(postgres: Server, tmp_path: Path) -> Iterator[Books]:
    """Give an office whose ledger is on a server."""
    with books(postgres.emptied(), tmp_path) as found:
        yield found


# A cursor of the connection that was broken cannot be closed any more.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("step", STEPS)
def test_a_connection_that_breaks_anywhere_is_made_anew(remote: Books, postgres: Server, step: str) -> None:
    """Whichever statement it is, the step is taken once, as if the connection had held."""

    def drop(raw: Any) -> None:
        postgres.say(f"SELECT pg_terminate_backend({raw.info.backend_pid}, 5000)")

    for at in range(1, 40):
        numbers = half_done(remote)
        count = len(remote.events())
        with Failing(remote.ledger.engine, at, drop).listening() as failing:
            STEPS[step](remote, *numbers)
        assert len(remote.events()) == count + 1
        if failing.seen < at:
            break
    assert at > 4
    assert verify(remote.ledger, remote.last).faults == ()


def test_a_connection_that_breaks_as_it_commits_has_committed_once(
    remote: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the answer to a commit is lost, it is seen by the seal that the event has been written."""
    number = remote.open()
    engine, count = remote.ledger.engine, len(remote.events())
    commit = engine.dialect.do_commit
    lost: list[int] = []

    def commit_and_break(connection: Any) -> None:
        commit(connection)
        if not lost:
            lost.append(1)
            connection.dbapi_connection.close()
            raise psycopg.OperationalError("the connection is lost")

    monkeypatch.setattr(engine.dialect, "do_commit", commit_and_break)
    event_written = remote.withdraw(number)
    assert lost == [1]
    assert [one["seq"] for one in remote.events()][count:] == [event_written.seq]
    assert verify(remote.ledger, remote.last).faults == ()


def test_a_server_that_falls_over_comes_back_with_everything(remote: Books, postgres: Server) -> None:
    """The office is told while it is down; then no event that was written is lost, and the same step can be taken."""
    number = remote.open()
    postgres.stop()
    assert "cannot be used" in str(refusal(remote.decide, number))
    postgres.start()
    remote.decide(number)
    assert verify(remote.ledger, remote.last).faults == ()
    assert len(remote.events()) == 3
