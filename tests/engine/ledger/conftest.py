"""Each test of the ledger runs against SQLite and PostgreSQL; where there is no PostgreSQL it is left out, and told of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, create_engine

from kredslob.engine.ledger import database as connecting
from kredslob.engine.ledger.opening import begin_ledger
from kredslob.engine.ledger.schema import METADATA
from kredslob.engine.ledger.store import Ledger
from tests.engine.ledger.books import BY, Books, Clock, books
from tests.engine.ledger.postgres_server import Server, binaries, running
from tests.engine.small_city import settled

Address = Callable[[], str]
WITHOUT_SYNC = ("fsync = off", "full_page_writes = off")  # no power is cut in these tests


@pytest.fixture(autouse=True)
def _no_connection_is_left_open(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close what a test has opened: what is left to the collector is complained of in whichever test comes next."""
    made: list[Engine] = []

    def noted(*url: Any, **how: Any) -> Engine:
        made.append(create_engine(*url, **how))
        return made[-1]

    monkeypatch.setattr(connecting, "create_engine", noted)
    yield
    for engine in made:
        engine.dispose()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """Give a server of PostgreSQL."""
    if binaries() is None:
        pytest.skip("PostgreSQL is not on this machine")
    with running(*WITHOUT_SYNC) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Address:
    """Give what gives the address of an empty database, another each time."""
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgres")
        return server.emptied
    numbers = count(1)
    return lambda: str(tmp_path / f"ledger-{next(numbers)}.db")


@pytest.fixture
def database(fresh: Address) -> str:
    """Give the address of an empty database."""
    return fresh()


@pytest.fixture
def desk(database: str, tmp_path: Path) -> Iterator[Books]:
    """Give an office that begins its ledger."""
    with books(database, tmp_path) as found:
        yield found


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Books]:
    """Give an office that begins its ledger in SQLite."""
    with books(str(tmp_path / "own.db"), tmp_path) as found:
        yield found


@pytest.fixture
def connection() -> Iterator[Connection]:
    """Give the empty tables of a ledger, in memory."""
    engine = create_engine("sqlite://")
    METADATA.create_all(engine)
    with engine.begin() as found:
        yield found
    engine.dispose()


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Ledger]:
    """Give a ledger in SQLite that has just begun, for tests of what is read from tables: every guess is settled."""
    where = str(tmp_path / "begun.db"), str(tmp_path / "begun.key")
    ledger, _ = begin_ledger(*where, by=BY, settled=settled(), now=Clock())
    yield ledger
    ledger.engine.dispose()
