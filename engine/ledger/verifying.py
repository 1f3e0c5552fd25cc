"""Verify a ledger: the chain from its beginning, everything that the events name by hash, and what is said to stand.

Whatever was changed, removed or moved is told by its place. That nothing was cut off at the end is told only by a head
that somebody has written down.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from typing import Any, Final

from sqlalchemy import Connection, Table, select

from kredslob.engine.ledger.chain import EMPTY, Event, Head, canonical, fault_of, read_head
from kredslob.engine.ledger.database import is_postgresql
from kredslob.engine.ledger.keys import Keys
from kredslob.engine.ledger.people import KINDS, PERSON, RECORD, commitment
from kredslob.engine.ledger.reading import IN_PARTS, Reading
from kredslob.engine.ledger.schema import ABOUT, CONTENT, ESTATE, EVENT, PRIVATE, TURN, VACANCY
from kredslob.engine.ledger.store import Ledger
from kredslob.engine.ledger.turn_table import turn_rows
from kredslob.engine.ledger.turning import Count, Fault, applied, plain_counters, read_changes
from kredslob.engine.ledger.vacancies import CORRECTED, Kept, after, corrected, plain_kept
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message

Progress = Callable[[int, int], None]
_SAID: Final = ("ledger", "key", "settled", "retention_years")


@dataclass(frozen=True, slots=True)
class Verified:
    """What a look through a ledger has found.

    Args:
        events: how many there are.
        head: the last of them.
        anchored: the number of the event whose head somebody wrote down and was held against it; None for none. That
            later ones were cut off, nothing shows.
        faults: what is wrong, in the order of the events.
    """

    events: int
    head: Head
    anchored: int | None
    faults: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class _Rebuilt:
    """What the events say stands."""

    vacancies: dict[str, Kept] = field(default_factory=dict)
    counters: dict[str, dict[str, Count]] = field(default_factory=dict)
    turns: dict[tuple[Any, ...], dict[str, Any]] = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)
    contents: set[str] = field(default_factory=set)
    lists: set[str] = field(default_factory=set)
    private: set[str] = field(default_factory=set)
    erased: set[str] = field(default_factory=set)

    def take(self, data: dict[str, Any], reading: Reading) -> None:
        """Take an event into account; raise Fault if it does not fit what went before."""
        estate, vacancy = data.get("estate"), data.get("vacancy")
        changes = read_changes(data)
        if estate is not None and (changes.begun or changes.effects):
            self.counters[estate] = applied(self.counters.get(estate, {}), changes)
            for row in turn_rows(estate, vacancy, changes.effects):
                self._turn(row)
        if vacancy is not None:
            own = self.vacancies.get(vacancy)
            if own is not None and data["kind"] == CORRECTED:
                self.vacancies[vacancy] = corrected((one.data for one in reading.events(vacancy)), own)
            else:
                self.vacancies[vacancy] = after(own, data)
        self.said.update({name: data[name] for name in _SAID if name in data})
        self._names(data)

    def _turn(self, row: dict[str, Any]) -> None:
        key = tuple(row[column.name] for column in TURN.primary_key.columns)
        before = self.turns.get(key, {"issued": 0, "returned": 0})
        self.turns[key] = {**row, **{name: before[name] + row[name] for name in ("issued", "returned")}}

    def _names(self, data: Mapping[str, Any]) -> None:
        """Note what an event names that lies beside it."""
        inputs = data.get("inputs", {})
        self.contents.update(inputs[name] for name in ("terms", "register", "list") if inputs.get(name))
        if inputs.get("list"):
            self.lists.add(inputs["list"])
        named = (data.get("record"), data.get("person"), data.get("reason"), data.get("chosen", {}).get("reason"))
        self.private.update(one for one in named if one is not None)
        self.erased.update(data.get("erased", ()))


def verify(ledger: Ledger, head: str | None = None, progress: Progress | None = None) -> Verified:
    """Look through a whole ledger.

    Args:
        ledger: to be verified.
        head: a head as it was printed once; None leaves the end unanchored.
        progress: is told how many events of how many have been seen.

    Raises WrongInput if the head is none, or the database does not answer.
    """
    noted = read_head(head) if head is not None else None
    rebuilt, faults, last, count = _Rebuilt(), list[Message](), EMPTY, 0
    with ledger.reading() as reading, _any_bytes(reading.connection):
        total = reading.head().seq
        for seq, kind, vacancy, data, problems, this in _events(ledger, reading):
            faults += problems
            count, last = count + 1, this
            if data is not None:
                faults += _columns(seq, kind, vacancy, data) + _taken(rebuilt, data, reading)
            if noted is not None and noted[0] == seq and not this.is_told_by(noted[1]):
                faults.append(Message("event {seq} is not the one whose head was written down.", seq=seq))
            if progress is not None and count % 500 == 0:
                progress(count, max(total, count))
        if noted is not None and noted[0] > last.seq:
            faults.append(Message("the events after {last} have been cut off: there was an event {seq}.",
                                  last=last.seq, seq=noted[0]))  # fmt: skip
        faults += _stands(reading, rebuilt)
        faults += _contents(reading, rebuilt)
        faults += _private(reading, rebuilt, ledger.keys)
    if progress is not None:
        progress(count, count)
    return Verified(count, last, None if noted is None else noted[0], tuple(faults))


def _events(
    ledger: Ledger, reading: Reading
) -> Iterator[tuple[int, str, str | None, dict[str, Any] | None, list[Message], Head]]:
    """Give each event with what is wrong in its place in the chain."""
    asked = select(EVENT.c.seq, EVENT.c.kind, EVENT.c.vacancy, EVENT.c.body, EVENT.c.mac).order_by(EVENT.c.seq)
    before = EMPTY
    for row in reading.connection.execute(asked, execution_options=IN_PARTS):
        event = Event(row.seq, _text(row.body), _text(row.mac))
        problem = fault_of(ledger.keys, before, event)
        yield row.seq, row.kind, row.vacancy, None if problem else event.data, [problem] if problem else [], event.head
        before = event.head


def _text(stored: Any) -> str:
    """Give a text as it is stored; what is none, since somebody has been at the file, is told as none that fits."""
    return stored if isinstance(stored, str) else repr(stored)


@contextmanager
def _any_bytes(connection: Connection) -> Iterator[None]:
    """Read texts of SQLite that are no texts, since somebody has been at the file, so that they are found by their place."""
    raw: Any = connection.connection.dbapi_connection
    if is_postgresql(connection) or raw is None:
        yield
        return
    usual, raw.text_factory = raw.text_factory, lambda stored: stored.decode("utf-8", "replace")
    try:
        yield
    finally:
        raw.text_factory = usual


def _columns(seq: int, kind: str, vacancy: str | None, data: Mapping[str, Any]) -> list[Message]:
    if (kind, vacancy) == (data["kind"], data.get("vacancy")):
        return []
    return [Message("event {seq} is filed under something else than it says.", seq=seq)]


def _taken(rebuilt: _Rebuilt, data: dict[str, Any], reading: Reading) -> list[Message]:
    try:
        rebuilt.take(data, reading)
    except (Fault, AttributeError, KeyError, TypeError, ValueError):
        return [Message("event {seq} does not fit what went before it.", seq=data["seq"])]
    return []


# --- what is said to stand ------------------------------------------------------------------------------------------


def _stands(reading: Reading, rebuilt: _Rebuilt) -> Iterator[Message]:
    expected: dict[Table, dict[Any, Any]] = {
        VACANCY: {one.id: (one.estate, one.state, canonical(plain_kept(one))) for one in rebuilt.vacancies.values()},
        ESTATE: {name: (canonical(plain_counters(one)),) for name, one in rebuilt.counters.items()},
        ABOUT: {name: (canonical(value),) for name, value in rebuilt.said.items()},
        TURN: {key: tuple(row[name] for name in _AFTER_KEY) for key, row in rebuilt.turns.items()},
    }
    for table, rows in expected.items():
        width = len(table.primary_key.columns)
        held = {
            row[0] if width == 1 else tuple(row[:width]): tuple(row[width:])
            for row in reading.connection.execute(select(table))
        }
        for key in sorted({*rows, *held}, key=str):
            if rows.get(key) != held.get(key):
                name = key if isinstance(key, str) else " ".join(map(str, key))
                yield Message(
                    "what stands in {table} of {name} does not follow from the events.", table=table.name, name=name
                )


_AFTER_KEY: Final = [column.name for column in TURN.columns if not column.primary_key]


# --- what lies beside the events --------------------------------------------------------------------------------------


def _contents(reading: Reading, rebuilt: _Rebuilt) -> Iterator[Message]:
    """Hold every stored content against its hash, and see that all that is named is there, down to the pieces of lists."""
    there: dict[str, str] = {}
    pieces: dict[str, list[str]] = {}
    asked = select(CONTENT.c.digest, CONTENT.c.body)
    for digest, packed in reading.connection.execute(asked, execution_options=IN_PARTS):
        try:
            body = zlib.decompress(packed)
        except (TypeError, zlib.error):
            body = b""
        if hashlib.sha256(body).hexdigest() != digest:
            yield Message("the stored content {digest} has been changed.", digest=digest)
            continue
        there[digest] = digest
        named = _named_in(body)
        rebuilt.contents.update(named)
        if body.startswith(b'{"pieces"'):
            pieces[digest] = named
    for digest in sorted(rebuilt.contents - set(there)):
        yield Message("the stored content {digest} is missing.", digest=digest)
    for listed in rebuilt.lists:
        for piece in pieces.get(listed, []):
            body = reading.content(piece) or b"" if piece in there else b""
            rebuilt.private.update(body.decode().split("\n") if body else ())


def _named_in(body: bytes) -> list[str]:
    """Give the hashes that a list of contents names."""
    if not body.startswith((b'{"pieces"', b'{"tables"', b'{"agreement"')):
        return []
    listed: dict[str, Any] = json.loads(body)
    texts: Iterable[str] = listed.get("texts", {}).values()
    return [*listed.get("pieces", ()), *listed.get("tables", ()), *texts]


def _private(reading: Reading, rebuilt: _Rebuilt, keys: Keys) -> Iterator[Message]:
    """Hold what can be erased against its commitments; what is gone must have been erased by an event."""
    there: set[str] = set()
    asked = select(PRIVATE.c.ref, PRIVATE.c.kind, PRIVATE.c.salt, PRIVATE.c.body, PRIVATE.c.pseudonym, PRIVATE.c.mark)
    for row in reading.connection.execute(asked, execution_options=IN_PARTS):
        there.add(row.ref)
        gone = row.salt is None and row.body is None and row.pseudonym is None
        if row.kind not in KINDS:
            yield Message("what is kept under {ref} has been changed.", ref=row.ref)
        elif row.ref in rebuilt.erased:
            if not gone or row.mark is not None:
                yield Message("what was erased under {ref} is there again.", ref=row.ref)
        elif row.salt is None or (row.kind != RECORD and row.body is None):
            yield Message("what is kept under {ref} is missing, and no event has erased it.", ref=row.ref)
        elif (
            (row.body is not None and commitment(_text(row.salt), _text(row.body)) != row.ref)
            or (row.kind == PERSON and json.loads(row.body)["pseudonym"] != row.pseudonym)
            or (row.mark is not None and (row.body is None or keys.mark(_text(row.body)) != row.mark))
        ):
            yield Message("what is kept under {ref} has been changed.", ref=row.ref)
    for ref in sorted(rebuilt.private - there):
        yield Message("what is kept under {ref} is missing, and no event has erased it.", ref=ref)
