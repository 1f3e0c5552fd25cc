"""A ledger of an older schema is taken to the newest with its chain as it was; a newer or a foreign one is left alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, text

from kredslob.engine.ledger.database import database_url, open_engine
from kredslob.engine.ledger.migrations import migrate
from kredslob.engine.ledger.opening import begin_ledger, open_ledger, upgrade_ledger
from kredslob.engine.ledger.replaying import replay
from kredslob.engine.ledger.schema import METADATA, NEWEST, VERSIONS
from kredslob.engine.ledger.verifying import verify
from kredslob.rules.messages import WrongInput
from tests.engine.ledger.books import BY, Books
from tests.engine.ledger.dumped import dumped
from tests.engine.small_city import settled


def made_older(desk: Books, schema: str) -> None:
    """Put what a ledger holds into tables as an older schema had them, in its place."""
    engine = desk.ledger.engine
    rows = {
        name: [dict(zip(columns, row, strict=True)) for row in held] for name, (columns, held) in _all(engine).items()
    }
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        for name in inspect(connection).get_table_names():
            connection.exec_driver_sql(f"DROP TABLE {name}")
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        migrate(connection, schema)
        for name, held in rows.items():
            columns = [one["name"] for one in inspect(connection).get_columns(name)]
            places = ", ".join(f":{one}" for one in columns)
            for row in held:
                connection.execute(text(f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({places})"), row)  # noqa: S608 - names of ours
    engine.dispose()


def _all(engine: Engine) -> dict[str, tuple[list[str], list[tuple[Any, ...]]]]:
    held = dumped(engine)
    return {table.name: ([one.name for one in table.columns], held[table.name]) for table in METADATA.sorted_tables}


def say_schema(desk: Books, schema: str) -> None:
    """Have a ledger say that it is of another schema."""
    with desk.ledger.engine.begin() as connection:
        connection.execute(text(f"UPDATE {VERSIONS} SET version_num = :schema"), {"schema": schema})  # noqa: S608 - ours


OLDER = [str(number) for number in range(1, int(NEWEST))]


@pytest.mark.parametrize("schema", OLDER)
def test_an_older_ledger_is_taken_to_the_newest_with_its_chain_intact(desk: Books, schema: str) -> None:
    """Every event is the same to the letter, decisions come out the same, and it can be written on."""
    number = desk.open()
    desk.decide(number)
    with desk.ledger.reading() as reading:
        before = [(one.seq, one.body, one.mac) for one in reading.events()]
    made_older(desk, schema)
    assert upgrade_ledger(desk.where[0]) == (schema, NEWEST)
    again = desk.again()
    with again.ledger.reading() as reading:
        assert [(one.seq, one.body, one.mac) for one in reading.events()] == before
    assert verify(again.ledger, desk.last).faults == ()
    assert [one.outcome for one in replay(again.ledger)] == ["same"]
    again.offer(number)
    assert verify(again.ledger, again.last).faults == ()
    again.ledger.engine.dispose()


@pytest.mark.parametrize("schema", OLDER)
def test_an_older_ledger_is_not_written_on_before_that(desk: Books, schema: str) -> None:
    """It is said what to do: make a back-up, and upgrade."""
    desk.open()
    made_older(desk, schema)
    with pytest.raises(WrongInput, match=r"older schema .*ledger upgrade"):
        open_ledger(*desk.where)


def test_an_upgrade_that_fails_leaves_the_older_ledger_as_it_was(desk: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole or not at all, also where a step has been taken when the next one fails."""
    from sqlalchemy.exc import OperationalError

    desk.decide(desk.open())
    made_older(desk, "1")
    engine = open_engine(database_url(desk.where[0]))
    before = columns(engine)

    def fails(connection: Any) -> None:
        migrate(connection)
        raise OperationalError("", {}, Exception("no room"))

    monkeypatch.setattr("kredslob.engine.ledger.opening.migrate", fails)
    with pytest.raises(WrongInput, match="has not been written"):
        upgrade_ledger(desk.where[0])
    assert columns(engine) == before
    engine.dispose()


def test_upgrading_what_is_new_changes_nothing(desk: Books) -> None:
    """It may be done twice."""
    desk.open()
    before = dumped(desk.ledger.engine)
    assert upgrade_ledger(desk.where[0]) == (NEWEST, NEWEST)
    assert dumped(desk.ledger.engine) == before


@pytest.mark.parametrize("schema", [str(int(NEWEST) + 1), "999", "x", "ae1027a6acf"])
def test_a_newer_ledger_is_refused_and_left_alone(desk: Books, schema: str) -> None:
    """Neither opened nor upgraded nor begun anew, and it is said which schema is known."""
    desk.open()
    before = dumped(desk.ledger.engine)
    say_schema(desk, schema)
    for refused in (open_ledger, upgrade_ledger):
        with pytest.raises(WrongInput, match=f"has schema {schema}.*knows schema {NEWEST}"):
            refused(desk.where[0])
    with pytest.raises(WrongInput, match="a ledger here already"):
        begin_ledger(*desk.where, by=BY, settled=settled())
    assert dumped(desk.ledger.engine) == before


def test_another_programs_database_is_refused_and_left_alone(database: str, tmp_path: Path) -> None:
    """A table of theirs is enough; nothing of ours is put beside it, and no key is made."""
    engine, key = open_engine(database_url(database)), tmp_path / "new.key"
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE wages (id INTEGER)")
    for refused in (open_ledger, upgrade_ledger):
        with pytest.raises(WrongInput, match="holds something else"):
            refused(database)
    with pytest.raises(WrongInput, match="holds something else"):
        begin_ledger(database, str(key), by=BY)
    assert not key.exists()
    assert columns(engine) == {"wages": ["id"]}
    engine.dispose()


def test_an_empty_database_holds_no_ledger(database: str) -> None:
    """It is said how one is begun."""
    engine = open_engine(database_url(database))
    engine.connect().close()
    engine.dispose()
    with pytest.raises(WrongInput, match=r"no ledger here.*ledger init"):
        open_ledger(database)


@pytest.mark.parametrize(
    "content", [b"", b"estate,on\n", b"SQLite format 3\0" + b"x" * 200], ids=["empty", "text", "damaged"]
)
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    """Nor is it written to."""
    file = tmp_path / "table.csv"
    file.write_bytes(content)
    for refused in (open_ledger, upgrade_ledger):
        with pytest.raises(WrongInput):
            refused(str(file))
    assert file.read_bytes() == content


@pytest.mark.parametrize(
    "given",
    ["mysql://office@db/ledger", "postgresql://", "postgresql://nobody@127.0.0.1:1/none", "://", "nowhere/at/all.db"],
)
def test_what_cannot_be_reached_is_told(given: str) -> None:
    """An address that is none, another kind of database, a server that does not answer, a folder that is not there."""
    with pytest.raises(WrongInput):
        open_ledger(given)


def test_a_password_is_not_told() -> None:
    """An error names the database without it."""
    with pytest.raises(WrongInput) as told:
        open_ledger("postgresql://office:hush-hush@127.0.0.1:1/none")
    assert "hush" not in told.value.text("en")


def test_the_steps_make_the_tables_that_the_program_knows(database: str) -> None:
    """Column by column, with their kinds and indexes, whichever database it is."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    engine = open_engine(database_url(database))
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        migrate(connection)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "version_table": VERSIONS})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def columns(engine: Engine) -> dict[str, list[str]]:
    """Give the columns of each table."""
    with engine.connect() as connection:
        found = inspect(connection)
        return {name: [one["name"] for one in found.get_columns(name)] for name in found.get_table_names()}
