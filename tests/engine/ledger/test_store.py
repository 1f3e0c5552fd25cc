"""A ledger is looked at and written in by transactions that may break: each is tried anew, and nothing is done twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from kredslob.engine.ledger import database, store
from kredslob.engine.ledger.database import transaction
from kredslob.engine.ledger.reading import Reading
from kredslob.engine.ledger.store import Ledger
from kredslob.engine.ledger.writing import Writing
from kredslob.rules.messages import WrongInput


def broken() -> DBAPIError:
    """Give the error of a connection that has broken."""
    return DBAPIError(None, None, ConnectionError(), connection_invalidated=True)


def note(writing: Writing) -> str:
    """Write an event."""
    return str(writing.append(writing.standing(None, None), {"kind": "noted"}).seq)


def kinds(ledger: Ledger) -> list[str]:
    """Give what the events are."""
    return ledger.read(lambda reading: [one.data["kind"] for one in reading.events()])


def breaking(times: int, work: Callable[[Any], str], calls: list[int]) -> Callable[[Any], str]:
    """Give work whose connection breaks so many times before it is done."""

    def once(at: Any) -> str:
        calls.append(1)
        if len(calls) <= times:
            raise broken()
        return work(at)

    return once


def look(reading: Reading) -> str:
    """Look at the head."""
    return reading.head().text


@pytest.mark.parametrize("times", [0, 1, 2])
def test_what_a_broken_connection_has_cut_off_is_tried_anew(begun: Ledger, times: int) -> None:
    """Twice; a look as well as an event, and the event is there once."""
    read: list[int] = []
    assert begun.read(breaking(times, look, read)) == begun.read(look)
    written: list[int] = []
    assert begun.write(breaking(times, note, written)) == "2"
    assert (len(read), len(written)) == (times + 1, times + 1)
    assert kinds(begun) == ["begun", "noted"]


def test_a_connection_that_breaks_a_third_time_is_told_of(begun: Ledger) -> None:
    """As is any other error of the database, at once; nothing is written."""
    for act, work in ((begun.read, look), (begun.write, note)):
        calls: list[int] = []
        with pytest.raises(WrongInput, match="cannot be used"):
            act(breaking(9, work, calls))
        assert len(calls) == 3
    calls = []

    def fails(_writing: Writing) -> str:
        calls.append(1)
        raise DBAPIError(None, None, ConnectionError())

    with pytest.raises(WrongInput, match="ConnectionError"):
        begun.write(fails)
    assert len(calls) == 1
    assert kinds(begun) == ["begun"]


@pytest.mark.parametrize("committed", [True, False])
def test_an_event_whose_answer_was_lost_is_not_written_twice(
    begun: Ledger, monkeypatch: pytest.MonkeyPatch, committed: bool
) -> None:
    """Whether it was committed is seen by its seal: if it was, what was made of it is given; if not, it is made again."""
    lost: list[int] = []

    @contextmanager
    def losing(engine: Any, *, writes: bool) -> Iterator[Any]:
        with transaction(engine, writes=writes) as connection:
            yield connection
            if not lost and not committed:
                lost.append(1)
                raise broken()
        if not lost:
            lost.append(1)
            raise broken()

    monkeypatch.setattr(store, "transaction", losing)
    calls: list[int] = []
    assert begun.write(breaking(0, note, calls)) == "2"
    monkeypatch.undo()
    assert kinds(begun) == ["begun", "noted"]
    assert len(calls) == (1 if committed else 2)


def test_who_looks_waits_for_nobody_and_who_writes_is_alone(begun: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """A look sees what stood before; another who would write is kept out."""
    monkeypatch.setattr(database, "_WAIT", 20)

    def write(writing: Writing) -> list[str]:
        note(writing)
        writing.flush()
        with begun.reading() as reading:
            seen = [one.data["kind"] for one in reading.events()]
        other = sqlite3.connect(str(begun.url.database), timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()
        return seen + kinds(begun)

    assert begun.write(write) == ["begun", "begun"]
    assert kinds(begun) == ["begun", "noted"]


def test_before_anything_is_written_others_are_kept_out(begun: Ledger) -> None:
    """From the first look on, since what is read then is what is written upon."""

    def write(_writing: Writing) -> None:
        other = sqlite3.connect(str(begun.url.database), timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()

    begun.write(write)
    assert kinds(begun) == ["begun"]


def test_what_the_work_raises_takes_everything_back(begun: Ledger) -> None:
    """An error of ours is passed on as it is."""

    def write(writing: Writing) -> str:
        note(writing)
        writing.store({"0" * 64: b"x"})
        raise KeyError

    with pytest.raises(KeyError):
        begun.write(write)
    assert kinds(begun) == ["begun"]
    assert begun.read(lambda reading: reading.content("0" * 64)) is None
    begun.write(lambda writing: writing.store({"0" * 64: b"x"}))
    assert begun.read(lambda reading: reading.content("0" * 64)) == b"x"
