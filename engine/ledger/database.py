"""The database of a ledger: SQLite in one file, or PostgreSQL; the same code for both.

SQLite is kept in WAL mode and synced at every commit, and whoever writes locks it at once. In PostgreSQL whoever writes
takes one lock of the ledger's, since the chain has one end.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from kredslob.engine.ledger.schema import NEWEST, VERSIONS
from kredslob.rules.messages import Message, Place, Problem, WrongInput, mask_cpr

VARIABLE: Final = "KREDSLOB_DB"
DEFAULT: Final = "kredslob.db"
_LOGGED_AS: Final = "kredslob"
_LOCK: Final = 0x6B72656473  # the ledger's lock among PostgreSQL's advisory locks
_WAIT: Final = 120_000  # milliseconds that SQLite waits for others who write
_PAUSE: Final = 0.001  # seconds between two looks whether they still do


def database_url(given: str | None) -> URL:
    """Give the database: as given (a file, or a URL), else as KREDSLOB_DB says, else a file in the working folder.

    Raises WrongInput for what is neither SQLite nor PostgreSQL.
    """
    asked = given or os.environ.get(VARIABLE) or DEFAULT
    accepted = Message("the path of a file, or postgresql://user@host/database")
    try:
        url = make_url(asked) if "://" in asked else URL.create("sqlite", database=asked)
    except ArgumentError:
        raise WrongInput(Problem(Place("--db"), Message("this is no address of a database."), accepted)) from None
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        raise WrongInput(Problem(Place("--db"), Message("a ledger is kept in SQLite or PostgreSQL only."), accepted))
    return url


def named(url: URL) -> str:
    """Give the database as messages may call it: without a password."""
    name = url.database if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)
    return mask_cpr(str(name)).replace("+psycopg", "")


def open_engine(url: URL, *, begins: bool = False) -> Engine:
    """Give access to a database; nothing is read yet. Parameters never stand in the text of an error.

    Args:
        url: its address.
        begins: a ledger begins here, so that SQLite's way of writing may be set. What is not ours is left as it is.
    """
    # Whoever logs what SQLAlchemy does is told nothing of a ledger: the rows that come back hold facts of persons.
    logging.getLogger(f"sqlalchemy.engine.Engine.{_LOGGED_AS}").setLevel(logging.WARNING)
    quiet: dict[str, Any] = {"hide_parameters": True, "logging_name": _LOGGED_AS}
    if url.get_backend_name() == "postgresql":
        engine = create_engine(url, isolation_level="READ COMMITTED", **quiet)
        event.listen(engine, "connect", _commits_are_synced)
        return engine
    engine = create_engine(url, **quiet)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say ourselves where a transaction begins
        settings = (f"busy_timeout={_WAIT}", "synchronous=FULL", "secure_delete=ON")
        for setting in (*settings, "journal_mode=WAL") if begins else settings:
            connection.execute(f"PRAGMA {setting}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes", False):
            _begin_alone(connection)
        else:
            connection.exec_driver_sql("BEGIN")

    return engine


def _commits_are_synced(raw: Any, _record: Any) -> None:
    """Have a commit answered when it is on the disk, whatever the server does for others."""
    raw.execute("SET synchronous_commit = on")
    raw.commit()


def _begin_alone(connection: Connection) -> None:
    """Begin a transaction as the only one that writes, asking often: SQLite itself asks again ever more seldom.

    So a writer among many waits about as long as the others write, and not for the longest pause of all of them.
    """
    raw: Any = connection.connection.dbapi_connection
    last = time.monotonic() + _WAIT / 1000
    raw.execute("PRAGMA busy_timeout=0")
    try:
        while time.monotonic() < last:
            try:
                raw.execute("BEGIN IMMEDIATE")
            except sqlite3.DatabaseError as wrong:
                if wrong.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    break
                time.sleep(_PAUSE)
            else:
                return
    finally:
        raw.execute(f"PRAGMA busy_timeout={_WAIT}")
    connection.exec_driver_sql("BEGIN IMMEDIATE")  # raises what is wrong, as SQLAlchemy tells it


@contextmanager
def kept_open(engine: Engine) -> Iterator[Engine]:
    """Keep access to a database open if all goes well, and close it if not."""
    try:
        yield engine
    except BaseException:
        engine.dispose()
        raise


def is_postgresql(connection: Connection | Engine) -> bool:
    """Tell which of the two it is."""
    return connection.dialect.name == "postgresql"


@contextmanager
def transaction(engine: Engine, *, writes: bool) -> Iterator[Connection]:
    """Give a transaction, committed at the end; one that writes waits until nobody else does."""
    with engine.connect().execution_options(writes=writes) as connection, connection.begin():
        if writes and is_postgresql(connection):
            with at_once(connection):
                connection.execute(_TAKE_LOCK)
        elif is_postgresql(connection):
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield connection


@contextmanager
def at_once(connection: Connection) -> Iterator[None]:
    """Let PostgreSQL be sent several statements of which none is answered by rows, and answer them together."""
    raw: Any = connection.connection.dbapi_connection
    if not is_postgresql(connection) or raw is None:
        yield
        return
    from psycopg import Error

    try:
        with raw.pipeline():
            yield
    except Error as wrong:  # told when the answers come, past SQLAlchemy
        raise DBAPIError(None, None, wrong, connection_invalidated=raw.broken) from wrong


_TAKE_LOCK: Final = text(f"SELECT pg_advisory_xact_lock({_LOCK})")


def schema_of(connection: Connection) -> str | None:
    """Give the version of the schema that a database has; None if it holds no ledger. Raises SQLAlchemyError."""
    if not inspect(connection).has_table(VERSIONS):
        return None
    return connection.execute(text(f"SELECT version_num FROM {VERSIONS}")).scalar()  # noqa: S608 - a name of ours


def check_schema(engine: Engine, url: URL) -> None:
    """Raise WrongInput unless the database holds a ledger of this program's schema."""
    before = check_known(engine, url)
    if before != NEWEST:
        found = Message(
            "the ledger has the older schema {found}; this program has {newest}.", found=before, newest=NEWEST
        )
        accepted = Message("kredslob ledger upgrade, when there is a back-up")
        raise WrongInput(Problem(Place(named(url)), found, accepted))


def check_known(engine: Engine, url: URL) -> str:
    """Give the schema of the ledger in a database; raise WrongInput if there is none, or one of another program."""
    place = Place(named(url))
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).is_file():
        found, accepted = Message("there is no ledger here."), Message("a ledger, made by kredslob ledger init")
        raise WrongInput(Problem(place, found, accepted))
    with told(url), engine.connect() as connection:
        schema = schema_of(connection)
        empty = not inspect(connection).get_table_names()
    if schema is None:
        found = Message("there is no ledger here.") if empty else Message("this database holds something else.")
        raise WrongInput(Problem(place, found, Message("a ledger, made by kredslob ledger init")))
    if not schema.isdecimal() or not 1 <= int(schema) <= int(NEWEST):
        found = Message("the ledger has schema {found}, which this program does not know.", found=schema)
        accepted = Message("a version of Kredsløb that knows it; this one knows schema {newest}", newest=NEWEST)
        raise WrongInput(Problem(place, found, accepted))
    return schema


@contextmanager
def told(url: URL) -> Iterator[None]:
    """Tell a person what a database says, without any of the data: raises WrongInput for its errors."""
    try:
        yield
    except DBAPIError as wrong:
        raise WrongInput(_failed(url, type(wrong.orig).__name__)) from None
    except SQLAlchemyError as wrong:
        raise WrongInput(_failed(url, type(wrong).__name__)) from None


def _failed(url: URL, reason: str) -> Problem:
    found = Message("the database cannot be used ({reason}); what was asked has not been written.", reason=reason)
    return Problem(Place(named(url)), found, Message("a database that answers, with room to write"))
