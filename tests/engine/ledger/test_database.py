"""The database of a ledger: which one is meant, how it is written to, and what is said when it cannot be used.

Of PostgreSQL only what can be seen without a server; the rest is in the tests that have one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest
from psycopg import OperationalError as PostgresError
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from kredslob.engine.ledger import database
from kredslob.engine.ledger.database import (
    at_once,
    check_known,
    check_schema,
    database_url,
    is_postgresql,
    named,
    open_engine,
    transaction,
)
from kredslob.rules.messages import WrongInput

SERVER = "postgresql+psycopg://ann:secret@db/ledger"


@pytest.mark.parametrize(
    ("given", "said", "meant"),
    [
        ("a.db", None, "sqlite:///a.db"), ("a.db", "b.db", "sqlite:///a.db"), (None, "b.db", "sqlite:///b.db"),
        ("", "b.db", "sqlite:///b.db"), (None, None, "sqlite:///kredslob.db"), (None, "", "sqlite:///kredslob.db"),
        ("sqlite:////srv/a.db", None, "sqlite:////srv/a.db"), ("a b.db", None, "sqlite:///a b.db"),
        ("postgresql://ann:secret@db/ledger", None, SERVER), (SERVER, None, SERVER),
        ("postgresql+psycopg2://ann:secret@db/ledger", None, SERVER),
    ],
)  # fmt: skip
def test_the_database_is_the_one_given_else_the_one_of_the_environment_else_a_file_here(
    monkeypatch: pytest.MonkeyPatch, given: str | None, said: str | None, meant: str
) -> None:
    """A path is a file of SQLite; PostgreSQL goes by the one driver that we have."""
    monkeypatch.delenv("KREDSLOB_DB", raising=False)
    if said is not None:
        monkeypatch.setenv("KREDSLOB_DB", said)
    assert database_url(given).render_as_string(hide_password=False).replace("%20", " ") == meant


@pytest.mark.parametrize(
    "given", ["mysql://ann@db/ledger", "sqlite://", "sqlite:///", "sqlite:///:memory:", ":memory:", "oracle://x", "://"]
)
def test_what_is_no_database_for_a_ledger_is_refused_by_the_option(given: str) -> None:
    """One that is gone when the program ends, too."""
    with pytest.raises(WrongInput) as refused:
        database_url(given)
    assert [one.place.file for one in refused.value.problems] == ["--db"]


@pytest.mark.parametrize(
    ("address", "told"),
    [("sqlite:////srv/a.db", "/srv/a.db"), (SERVER, "postgresql://ann:***@db/ledger")],
)
def test_a_database_is_named_without_its_password(address: str, told: str) -> None:
    """As people write it, not as the driver wants it."""
    assert named(make_url(address)) == told


def test_a_database_called_by_a_cpr_number_is_named_without_it() -> None:
    """Since the name stands in messages."""
    assert "010203" not in named(make_url("sqlite:///010203-1234.db"))


# --- how SQLite is used ------------------------------------------------------------------------------------------------


@contextmanager
def engine_of(path: Path, *, begins: bool = True) -> Iterator[tuple[Engine, list[str]]]:
    """Give access to a database, and all that SQLite is told by it."""
    engine, said = open_engine(URL.create("sqlite", database=str(path)), begins=begins), list[str]()

    def trace(raw: Any, _record: Any) -> None:
        raw.set_trace_callback(said.append)

    event.listen(engine, "connect", trace, insert=True)
    try:
        yield engine, said
    finally:
        engine.dispose()


@pytest.fixture
def ready(tmp_path: Path) -> Iterator[Engine]:
    """Give access to a database with a table of one column, in which no value stands twice."""
    with engine_of(tmp_path / "a.db") as (engine, _):
        with transaction(engine, writes=True) as connection:
            connection.execute(text("CREATE TABLE t (a TEXT PRIMARY KEY)"))
        yield engine


@pytest.mark.parametrize(("begins", "mode"), [(True, "wal"), (False, "delete"), (None, "delete")])
def test_sqlite_syncs_every_commit_wipes_what_it_deletes_and_waits_for_others(
    tmp_path: Path, begins: bool | None, mode: str
) -> None:
    """Its way of writing is set where a ledger begins, and left alone in a file that may be somebody else's."""
    if begins is None:
        engine = open_engine(URL.create("sqlite", database=str(tmp_path / "a.db")))
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == mode
        engine.dispose()
        return
    with engine_of(tmp_path / "a.db", begins=begins) as (engine, said), engine.connect() as connection:
        assert {"PRAGMA synchronous=FULL", "PRAGMA secure_delete=ON"} <= set(said)
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("secure_delete", "synchronous")
        }
        assert found == {"secure_delete": 1, "synchronous": 2}
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 120_000
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == mode


@pytest.mark.parametrize(("writes", "began"), [(True, "BEGIN IMMEDIATE"), (False, "BEGIN")])
def test_who_writes_locks_the_file_at_once_and_who_looks_does_not(tmp_path: Path, writes: bool, began: str) -> None:
    """So that two who write never find out at the end; who has not said that they write does not."""
    with engine_of(tmp_path / "a.db") as (engine, said):
        with transaction(engine, writes=writes):
            pass
        assert [one for one in said if one.startswith("BEGIN")] == [began]
        with engine.connect() as connection, connection.begin():
            assert said[-1] == "BEGIN"


class Clock:
    """A clock that stands at one time after another, for whoever waits; `at` is done when it has been slept so often."""

    def __init__(self, times: list[float], at: int = 0, done: Any = None) -> None:
        self.times, self.at, self.done = iter(times), at, done
        self.slept: list[float] = []

    def monotonic(self) -> float:
        """Give the next time; the last of them is far away."""
        return next(self.times, 1e9)

    def sleep(self, seconds: float) -> None:
        """Note that somebody waits."""
        self.slept.append(seconds)
        if len(self.slept) == self.at:
            self.done()


def test_who_waits_to_write_asks_often_and_goes_on_as_soon_as_the_other_is_done(
    ready: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thousandth of a second between two looks; SQLite waits by itself again afterwards."""
    with transaction(ready, writes=True) as other:
        clock = Clock([0.0] * 100, 3, other.commit)
        monkeypatch.setattr(database, "time", clock)
        monkeypatch.setattr(database, "_WAIT", 20)
        with transaction(ready, writes=True) as connection:
            assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 20
            connection.execute(text("INSERT INTO t VALUES ('mine')"))
    assert clock.slept == [0.001] * 3


def test_who_waits_to_write_gives_up_when_the_time_is_over_and_not_before(
    ready: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of fifty thousandths: tried just before they are over, and not when they are."""
    with transaction(ready, writes=True):
        clock = Clock([0.0, 0.0, 0.049951, 0.05])
        monkeypatch.setattr(database, "time", clock)
        monkeypatch.setattr(database, "_WAIT", 50)
        with pytest.raises(OperationalError, match="locked"), transaction(ready, writes=True):
            raise AssertionError
    assert len(clock.slept) == 2


def test_a_file_that_has_been_damaged_meanwhile_is_told_of_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits for what will not come, and nothing is done in a transaction that has not begun."""
    clock = Clock([0.0] * 100)
    monkeypatch.setattr(database, "time", clock)
    with engine_of(tmp_path / "a.db", begins=False) as (engine, _):
        with transaction(engine, writes=True) as connection:
            connection.execute(text("CREATE TABLE t (a TEXT)"))
        (tmp_path / "a.db").write_bytes(b"x" * 8192)
        with pytest.raises(DBAPIError, match="not a database"), transaction(engine, writes=True):
            raise AssertionError
    assert clock.slept == []


def test_an_error_does_not_say_what_was_written(ready: Engine) -> None:
    """It could be facts of a person."""
    words = text("INSERT INTO t VALUES (:a)")
    with pytest.raises(IntegrityError) as wrong, transaction(ready, writes=True) as connection:
        connection.execute(words, [{"a": "Anna"}, {"a": "Anna"}])
    assert "Anna" not in str(wrong.value)


def test_what_is_logged_of_sqlalchemy_says_nothing_of_what_comes_back(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever logs all of it is not told the rows of a ledger."""
    caplog.set_level("DEBUG")
    caplog.set_level("DEBUG", logger="sqlalchemy.engine.Engine")
    with engine_of(tmp_path / "a.db") as (engine, _), transaction(engine, writes=True) as connection:
        assert connection.execute(text("SELECT 'An' || 'na'")).scalar() == "Anna"
    assert "Anna" not in caplog.text


# --- PostgreSQL without a server ---------------------------------------------------------------------------------------


def test_the_two_databases_are_told_apart(ready: Engine) -> None:
    """By what is asked for; nobody is connected to."""
    server = open_engine(make_url(SERVER))
    assert is_postgresql(server)
    assert event.contains(server, "connect", database._commits_are_synced)
    assert not is_postgresql(ready)
    with ready.connect() as connection:
        assert not is_postgresql(connection)


def stand_in(broken: bool = False) -> MagicMock:
    """Give what stands in for a connection to PostgreSQL."""
    connection = MagicMock()
    connection.dialect.name = "postgresql"
    connection.connection.dbapi_connection.broken = broken
    return connection


def test_postgresql_is_sent_several_statements_together() -> None:
    """In a pipeline, which is closed again."""
    connection = stand_in()
    raw = connection.connection.dbapi_connection
    with at_once(connection):
        raw.pipeline().__enter__.assert_called_once()
        raw.pipeline().__exit__.assert_not_called()
    raw.pipeline().__exit__.assert_called_once()


@pytest.mark.parametrize("broken", [True, False])
def test_what_postgresql_answers_late_is_told_as_any_error_of_a_database(broken: bool) -> None:
    """With whether the connection is broken, so that it may be tried anew."""
    with pytest.raises(DBAPIError) as wrong, at_once(stand_in(broken)):
        raise PostgresError
    assert wrong.value.connection_invalidated is broken


@pytest.mark.parametrize("writes", [True, False])
def test_in_postgresql_one_who_writes_takes_the_lock_and_one_who_looks_sees_one_moment(writes: bool) -> None:
    """Each the one and not the other."""
    engine, connection = MagicMock(), stand_in()
    engine.connect.return_value.execution_options.return_value.__enter__.return_value = connection
    with transaction(engine, writes=writes):
        locks = [str(call.args[0]) for call in connection.execute.call_args_list]
        moments = [call.args[0] for call in connection.exec_driver_sql.call_args_list]
    assert locks == (["SELECT pg_advisory_xact_lock(461480748147)"] if writes else [])
    assert moments == ([] if writes else ["SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"])


def test_in_postgresql_one_who_writes_sees_what_others_have_committed_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever the server does for others: what has waited for the lock must read what the one before has written."""
    said: dict[str, Any] = {}

    def made(url: URL, **how: Any) -> Engine:
        said.update(how)
        return create_engine(url, **how)

    monkeypatch.setattr(database, "create_engine", made)
    open_engine(make_url(SERVER))
    assert said["isolation_level"] == "READ COMMITTED"


def test_postgresql_answers_a_commit_when_it_is_on_the_disk() -> None:
    """Whatever the server does for others."""
    raw = MagicMock()
    database._commits_are_synced(raw, None)
    raw.execute.assert_called_once_with("SET synchronous_commit = on")
    raw.commit.assert_called_once()


# --- whether a ledger is there -----------------------------------------------------------------------------------------


def made(path: Path, *statements: str) -> URL:
    """Make a database by statements."""
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()
    return URL.create("sqlite", database=str(path))


def of_schema(path: Path, schema: str) -> URL:
    """Make a database that says it is a ledger of a schema."""
    table = "CREATE TABLE kredslob_version (version_num TEXT)"
    return made(path, table, f"INSERT INTO kredslob_version VALUES ('{schema}')")  # noqa: S608 - a test's own


def test_a_ledger_of_this_schema_or_an_older_one_is_known(tmp_path: Path) -> None:
    """The older one is not written on before it is upgraded."""
    newest, older = of_schema(tmp_path / "a.db", "2"), of_schema(tmp_path / "b.db", "1")
    assert (check_known(open_engine(newest), newest), check_known(open_engine(older), older)) == ("2", "1")
    check_schema(open_engine(newest), newest)
    with pytest.raises(WrongInput, match="older schema 1"):
        check_schema(open_engine(older), older)


@pytest.mark.parametrize("schema", ["0", "3", "-1", "1.5", "two", ""])
def test_a_schema_that_this_program_does_not_know_is_refused(tmp_path: Path, schema: str) -> None:
    """By what it is called."""
    url = of_schema(tmp_path / "a.db", schema)
    with pytest.raises(WrongInput, match="does not know") as refused:
        check_known(open_engine(url), url)
    assert refused.value.problems[0].found.values["found"] == schema


@pytest.mark.parametrize(
    ("statements", "said"), [((), "no ledger here"), (("CREATE TABLE other (a TEXT)",), "something else")]
)
def test_a_database_without_a_ledger_is_refused(tmp_path: Path, statements: tuple[str, ...], said: str) -> None:
    """An empty one, or one that holds something else."""
    url = made(tmp_path / "a.db", *statements)
    with pytest.raises(WrongInput, match=said):
        check_known(open_engine(url), url)


def test_asking_for_a_ledger_that_is_not_there_makes_no_file(tmp_path: Path) -> None:
    """A file that was mistyped is not there afterwards either."""
    url = URL.create("sqlite", database=str(tmp_path / "a.db"))
    with pytest.raises(WrongInput, match="no ledger here"):
        check_known(open_engine(url), url)
    assert not (tmp_path / "a.db").exists()
