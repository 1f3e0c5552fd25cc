"""Whoever has been at the database is found out, and the place is told; a tail that was cut off, by a head written down."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from sqlalchemy import Engine, Table, delete, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from kredslob.engine.ledger.chain import EMPTY, Event, fault_of
from kredslob.engine.ledger.choosing import Choice
from kredslob.engine.ledger.erasing import erase
from kredslob.engine.ledger.keys import keys_of
from kredslob.engine.ledger.opening import open_ledger
from kredslob.engine.ledger.schema import ABOUT, CONTENT, ESTATE, EVENT, PRIVATE, TURN, VACANCY
from kredslob.engine.ledger.verifying import verify
from kredslob.rules.messages import WrongInput
from tests.engine.ledger.books import BY, PEOPLE, Books, books
from tests.engine.ledger.dumped import dumped


@pytest.fixture
def lived(desk: Books) -> Books:
    """Give books of a few vacancies in which everything has happened that can."""
    first, second, third, fourth = (desk.open() for _ in range(4))
    desk.decide(first)
    desk.offer(first)
    desk.let(first)
    desk.decide(second, PEOPLE, Choice("a wheelchair", applicant="A-2"))
    desk.correct(second)
    desk.decide(third)
    desk.offer(third, "M-1")
    desk.refuse(third)
    desk.withdraw(fourth)
    erase(desk.ledger, "A-5", by=BY)
    return desk


def events(desk: Books) -> list[Event]:
    """Give the events as they are stored."""
    with desk.ledger.reading() as reading:
        return list(reading.events())


def faults(desk: Books, head: str | None = None) -> str:
    """Give what verify finds."""
    return "\n".join(one.text("en") for one in verify(desk.ledger, head).faults)


@contextmanager
def changed(desk: Books, table: Table, *statements: Any) -> Iterator[None]:
    """Change a table for a while."""
    with desk.ledger.engine.begin() as connection:
        rows = [dict(row._mapping) for row in connection.execute(select(table))]
        for one in statements:
            connection.execute(one)
    yield
    with desk.ledger.engine.begin() as connection:
        connection.execute(delete(table))
        connection.execute(insert(table), rows)


def another(letter: str, coin: random.Random) -> str:
    """Give another letter in the place of one."""
    return coin.choice([one for one in '0123456789abcdefxyz"{},: æ' if one != letter])  # fmt: skip


def test_every_single_letter_of_an_event_is_sealed(lived: Books) -> None:
    """Whichever letter of its text or its seal is another, missing or one more, the event no longer fits its place."""
    coin, before, keys = random.Random(1), EMPTY, lived.ledger.keys  # noqa: S311 - a coin for tests
    tried = 0
    for event in events(lived):
        assert fault_of(keys, before, event) is None
        for part, text in (("body", event.body), ("mac", event.mac)):
            for place, letter in enumerate(text):
                begin, end = text[:place], text[place + 1 :]
                for other in (begin + another(letter, coin) + end, begin + end, begin + letter + text[place:]):
                    tried += 1
                    assert fault_of(keys, before, Event(**{**asdict(event), part: other})) is not None, (
                        event.seq,
                        place,
                    )
        before = event.head
    assert tried > 20_000


def test_every_column_of_every_event_is_held_against_it(lived: Books) -> None:
    """A change of any stored column is told with the number of the event."""
    for event in events(lived):
        for column in ("kind", "vacancy", "body", "mac"):
            one = update(EVENT).where(EVENT.c.seq == event.seq).values({column: "æ"})
            with changed(lived, EVENT, one):
                assert re.search(rf"event {event.seq} (has been changed|is filed)", faults(lived)), (event.seq, column)
    assert faults(lived) == ""


def test_an_event_that_is_removed_is_missed(lived: Books) -> None:
    """Whichever of those before the last it is."""
    for event in events(lived)[:-1]:
        with changed(lived, EVENT, delete(EVENT).where(EVENT.c.seq == event.seq)):
            assert f"event {event.seq} is missing" in faults(lived)


def test_events_that_are_moved_are_found(lived: Books) -> None:
    """Any two neighbours that have changed places, or one that is written over another."""
    every = events(lived)
    for first, second in pairwise(every):
        swap = [
            update(EVENT).where(EVENT.c.seq == one.seq).values(body=other.body, mac=other.mac)
            for one, other in ((first, second), (second, first))
        ]
        with changed(lived, EVENT, *swap):
            assert f"event {first.seq} " in faults(lived)
        with changed(lived, EVENT, swap[0]):
            assert f"event {first.seq} " in faults(lived)


def test_an_event_that_is_sealed_with_another_key_is_found(lived: Books) -> None:
    """Whoever does not have the key cannot write an event, though they know how it is done."""
    forger, last = keys_of(b"another secret"), events(lived)[-1]
    body = last.body.replace(BY, "OTTO")
    forged = update(EVENT).where(EVENT.c.seq == last.seq).values(body=body, mac=forger.mac(body))
    with changed(lived, EVENT, forged):
        assert f"event {last.seq} has been changed" in faults(lived)


def test_a_tail_that_was_cut_off_is_told_by_any_head_that_was_in_it(lived: Books) -> None:
    """However much was cut off; a head from before the cut still fits."""
    every = events(lived)
    for kept in every[:-1]:
        with changed(lived, EVENT, delete(EVENT).where(EVENT.c.seq > kept.seq)):
            assert "cut off" in faults(lived, every[-1].head.text)
            assert "cut off" in faults(lived, every[kept.seq].head.text)
            assert "cut off" not in faults(lived, kept.head.text)


def test_an_older_copy_that_was_put_back_is_told_by_the_head_alone(tmp_path: Path) -> None:
    """Without a head the end is said to be unanchored; with it the copy is found out."""
    file = tmp_path / "ledger.db"
    with books(str(file), tmp_path) as desk:
        desk.open()
        older = desk.last
        desk.ledger.engine.dispose()
        shutil.copy(file, tmp_path / "older.db")
        desk.open()
        desk.ledger.engine.dispose()
        shutil.copy(tmp_path / "older.db", file)
        unanchored = verify(desk.ledger)
        assert (unanchored.faults, unanchored.anchored) == ((), None)
        assert "cut off: there was an event 3" in faults(desk, desk.last)
        assert verify(desk.ledger, older).anchored == 2


def test_a_head_of_another_ledger_does_not_fit(lived: Books) -> None:
    """A head with the right number and other letters."""
    number, _, letters = lived.last.partition(":")
    turned = letters[::-1]
    assert f"event {number} is not the one whose head was written down" in faults(lived, f"{number}:{turned}")


@pytest.mark.parametrize("wrong", ["", "17", "x:" + "b" * 32, "17:" + "b" * 31, "17:" + "a" * 32, "0x1:" + "b" * 32])
def test_what_is_no_head_is_refused(desk: Books, wrong: str) -> None:
    """A head is a number, a colon and 32 consonants."""
    with pytest.raises(WrongInput, match="no head"):
        verify(desk.ledger, wrong)


def test_what_stands_beside_the_events_must_follow_from_them(lived: Books) -> None:
    """Any row that is changed, removed or added in the tables of vacancies, wheels, turns, settings, contents, persons."""
    for table, columns in BESIDE.items():
        with lived.ledger.engine.connect() as connection:
            rows = [row._mapping for row in connection.execute(select(table))]
        assert rows
        for row in rows:
            own = [column == row[column.name] for column in table.primary_key.columns]
            if table is not CONTENT:
                with changed(lived, table, delete(table).where(*own)):
                    assert faults(lived), (table.name, "removed")
            for name in columns:
                if row[name] is not None:
                    other = row[name] + 1 if isinstance(row[name], int) else _other(row[name])
                    with changed(lived, table, update(table).where(*own).values({name: other})):
                        assert faults(lived), (table.name, name)
    assert faults(lived) == ""


def _other(stored: Any) -> Any:
    """Give the same with another letter, or another byte, in the middle."""
    middle = len(stored) // 2
    letter = bytes([stored[middle] ^ 1]) if isinstance(stored, bytes) else "x" if stored[middle] != "x" else "y"
    return stored[:middle] + letter + stored[middle + 1 :]


BESIDE: dict[Table, tuple[str, ...]] = {
    VACANCY: ("estate", "state", "body"),
    ESTATE: ("counters",),
    TURN: ("label", "status", "vacancy", "issued", "returned"),
    ABOUT: ("value",),
    PRIVATE: ("kind", "salt", "body", "pseudonym", "mark"),
    CONTENT: ("body",),
}


def test_any_byte_of_the_file_may_be_another(tmp_path: Path) -> None:
    """Then the ledger is found not to be whole, or cannot be read, or holds the same as before; never a crash.

    The same but for the day on which facts were last used, of which no event tells.
    """
    file, coin = tmp_path / "ledger.db", random.Random(7)  # noqa: S311 - a coin for tests
    with books(str(file), tmp_path) as desk:
        number = desk.open()
        desk.decide(number)
        before = _told(desk.ledger.engine)
        desk.ledger.engine.dispose()
        whole, found = file.read_bytes(), 0
        for _ in range(settings().max_examples * 2):
            place = coin.randrange(len(whole))
            file.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << coin.randrange(8))]) + whole[place + 1 :])
            try:
                opened = open_ledger(*desk.where)
                told = verify(opened, desk.last).faults
                same = _holds(opened.engine, before)
                opened.engine.dispose()
            except WrongInput:
                found += 1
            else:
                found += bool(told)
                assert told or same, place
        assert found > 10


def _told(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    at = PRIVATE.c.keys().index("last_used")
    rows = dumped(engine)
    return rows | {PRIVATE.name: [(*row[:at], *row[at + 1 :]) for row in rows[PRIVATE.name]]}


def _holds(engine: Engine, before: object) -> bool:
    try:
        return _told(engine) == before
    except SQLAlchemyError:
        return False
