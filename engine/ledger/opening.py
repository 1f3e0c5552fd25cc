"""Begin a ledger, open one, and take an older one through the changes of its schema."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from sqlalchemy import inspect
from sqlalchemy.engine import URL

from kredslob.engine.ledger.chain import Event
from kredslob.engine.ledger.database import (
    check_known,
    check_schema,
    database_url,
    kept_open,
    named,
    open_engine,
    schema_of,
    told,
    transaction,
)
from kredslob.engine.ledger.keys import Keys, key_path, letters, make_key, read_key
from kredslob.engine.ledger.migrations import migrate
from kredslob.engine.ledger.plain import plain_values, read_values
from kredslob.engine.ledger.reading import Reading
from kredslob.engine.ledger.schema import NEWEST
from kredslob.engine.ledger.store import Ledger
from kredslob.engine.ledger.writing import Writing
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.units import Value

BEGUN: Final = "begun"
SETTLED: Final = "settled"
NO_GUESSES: Final[Mapping[str, Value]] = {}


def utc_now() -> datetime:
    """Give the time that events are stamped with."""
    return datetime.now(UTC)


@cache
def program() -> str:
    """Give the version of this program, as events name it."""
    try:
        return f"kredslob {version('kredslob')}"
    except PackageNotFoundError:
        return "kredslob"


def begin_ledger(
    database: str | None = None,
    key: str | None = None,
    *,
    by: str,
    settled: Mapping[str, Value] = NO_GUESSES,
    retention_years: int | None = None,
    now: Callable[[], datetime] = utc_now,
) -> tuple[Ledger, Event]:
    """Make a ledger, and a key for it unless there is one already at the path given.

    Args:
        database: a file or a URL.
        key: the path of the key.
        by: who begins it.
        settled: values that the office takes for guesses of the agreement, by parameter.
        retention_years: after how many years without use the facts of persons may be erased.

    Raises:
        WrongInput: there is something in the database already, or it or the key cannot be made or used.
    """
    url = database_url(database)
    _check_empty(url)
    path = key_path(key)
    keys = read_key(path) if path.exists() else make_key(path)
    about = {"ledger": letters(secrets.token_hex(8)), "key": keys.name, **_settings(settled, retention_years)}

    def begin(writing: Writing) -> Event:
        migrate(writing.connection)
        for name, value in about.items():
            writing.say(name, value)
        data = {"kind": BEGUN, "by": by, "program": program(), **about}
        return writing.append(writing.standing(None, None), data)

    with kept_open(open_engine(url, begins=True)) as engine:
        ledger = Ledger(engine, url, keys, about, now)
        return ledger, ledger.write(begin)


def _check_empty(url: URL) -> None:
    engine = open_engine(url)
    try:
        with told(url), engine.connect() as connection:
            if not inspect(connection).get_table_names():
                return
            is_ours = schema_of(connection) is not None
    finally:
        engine.dispose()
    found = Message("there is a ledger here already.") if is_ours else Message("this database holds something else.")
    raise WrongInput(Problem(Place(named(url)), found, Message("an empty database, or a file that is not there yet")))


def open_ledger(database: str | None = None, key: str | None = None, now: Callable[[], datetime] = utc_now) -> Ledger:
    """Open a ledger; raise WrongInput if there is none, its schema is another, or the key is not its own."""
    url = database_url(database)
    with kept_open(open_engine(url)) as engine:
        check_schema(engine, url)
        keys = read_key(key_path(key))
        with told(url), transaction(engine, writes=False) as connection:
            about = Reading(connection).about()
        _check_key(keys, about, key_path(key))
        return Ledger(engine, url, keys, about, now)


def upgrade_ledger(database: str | None = None) -> tuple[str, str]:
    """Take a ledger of an older schema to the newest, whole or not at all; give the schema before and after."""
    url = database_url(database)
    engine = open_engine(url)
    try:
        before = check_known(engine, url)
        if before != NEWEST:
            with told(url), transaction(engine, writes=True) as connection:
                migrate(connection)
    finally:
        engine.dispose()
    return before, NEWEST


def settle(ledger: Ledger, *, by: str, settled: Mapping[str, Value], retention_years: int | None) -> Event:
    """Change what the office takes for guesses, or how long the facts of persons are kept; what is not named stays."""
    kept = {**read_values(ledger.about["settled"]), **settled}
    years = ledger.about["retention_years"] if retention_years is None else retention_years

    def write(writing: Writing) -> Event:
        for name, value in _settings(kept, years).items():
            writing.say(name, value)
        data = {"kind": SETTLED, "by": by, **_settings(kept, years)}
        return writing.append(writing.standing(None, None), data)

    return ledger.write(write)


def settled_in(ledger: Ledger) -> dict[str, Value]:
    """Give the values that the office takes for guesses."""
    return read_values(ledger.about["settled"])


def _settings(settled: Mapping[str, Value], retention_years: int | None) -> dict[str, Any]:
    return {"settled": plain_values(settled), "retention_years": retention_years}


def _check_key(keys: Keys, about: Mapping[str, Any], path: Path) -> None:
    if about.get("key") != keys.name:
        found = Message("this is the key of another ledger.")
        raise WrongInput(Problem(Place(str(path)), found, Message("the key that was made with this ledger")))
