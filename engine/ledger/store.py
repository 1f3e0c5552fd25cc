"""Read and write a ledger: events are appended, and what follows from them is brought up to date in one transaction.

A transaction may be cut off at any moment. What was committed is there, and what was not has never been; whether the last
one was committed when a connection breaks is seen by its seal.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Engine, Select, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from kredslob.engine.ledger.chain import EMPTY, Data, Event, Head, canonical, sealed
from kredslob.engine.ledger.database import is_postgresql, told, transaction
from kredslob.engine.ledger.keys import Keys
from kredslob.engine.ledger.schema import ABOUT, CONTENT, ESTATE, EVENT, PRIVATE, TURN, VACANCY
from kredslob.engine.ledger.turn_table import turn_rows
from kredslob.engine.ledger.turning import (
    Changes,
    Count,
    Effect,
    applied,
    plain_changes,
    plain_counters,
    read_counters,
)
from kredslob.engine.ledger.vacancies import Kept, after, plain_kept, read_kept
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput

T = TypeVar("T")

_TRIES: Final = 3  # times that a broken connection is tried anew
_NEVER: Final = "the last try returns or raises"
NO_CHANGES: Final = Changes()
IN_PARTS: Final[Mapping[str, Any]] = {"yield_per": 1000}
"""With this a long answer is fetched in parts. Said of a statement, not of a connection, where it would hold for writing too."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What an event is written upon: the head, and what it is about as it stands."""

    head: Head
    vacancy: Kept | None
    counters: Mapping[str, Count]


def kept_as(table: str, read: Callable[[Any], T], text: str) -> T:
    """Read what is kept beside the events; raise WrongInput if somebody has been at it."""
    try:
        return read(text if read is json.loads else json.loads(text))
    except (AttributeError, KeyError, TypeError, ValueError):
        found = Message("what stands in {table} cannot be read.", table=table)
        accepted = Message("a ledger as Kredsløb has written it, such as the last back-up")
        raise WrongInput(Problem(Place(), found, accepted)) from None


class Reading:
    """A look at a ledger, all of it as of one moment."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def about(self) -> dict[str, Any]:
        """Give what the ledger says of itself."""
        rows = self.connection.execute(select(ABOUT.c.name, ABOUT.c.value))
        return {name: kept_as("about", json.loads, value) for name, value in rows}

    def head(self) -> Head:
        """Give the last event's number and seal."""
        row = self.connection.execute(select(EVENT.c.seq, EVENT.c.mac).order_by(EVENT.c.seq.desc()).limit(1)).first()
        return EMPTY if row is None else Head(row.seq, row.mac)

    def standing(self, vacancy: str | None, estate: str | None) -> Standing:
        """Give the head, a vacancy and an estate's counters; without an estate's name, those of the vacancy's."""
        row = self.connection.execute(_STANDING, {"vacancy": vacancy, "estate": estate}).one()
        return Standing(
            EMPTY if row.seq is None else Head(row.seq, row.mac),
            None if row.vacancy is None else kept_as("vacancy", read_kept, row.vacancy),
            {} if row.counters is None else kept_as("estate", read_counters, row.counters),
        )

    def vacancy(self, name: str) -> Kept | None:
        """Give a vacancy as it stands."""
        return self.standing(name, None).vacancy

    def vacancies(self) -> Iterator[Kept]:
        """Give all vacancies, in the order of their numbers."""
        for (body,) in self.connection.execute(select(VACANCY.c.body).order_by(VACANCY.c.id)):
            yield kept_as("vacancy", read_kept, body)

    def events(self, vacancy: str | None = None, after_seq: int = 0) -> Iterator[Event]:
        """Give the events in order, of one vacancy or all, those after a number."""
        asked = select(EVENT.c.seq, EVENT.c.body, EVENT.c.mac).where(EVENT.c.seq > after_seq).order_by(EVENT.c.seq)
        if vacancy is not None:
            asked = asked.where(EVENT.c.vacancy == vacancy)
        for row in self.connection.execute(asked, execution_options=IN_PARTS):
            yield Event(row.seq, row.body, row.mac)

    def content(self, digest: str) -> bytes | None:
        """Give what is stored under a hash, or None."""
        body = self.connection.execute(select(CONTENT.c.body).where(CONTENT.c.digest == digest)).scalar()
        return None if body is None else zlib.decompress(body)

    def has(self, head: Head) -> bool:
        """Tell whether the event of a head is there."""
        found = select(EVENT.c.seq).where(EVENT.c.seq == head.seq, EVENT.c.mac == head.mac)
        return self.connection.execute(found).first() is not None


class Writing(Reading):
    """A transaction that writes: nobody else does meanwhile."""

    def __init__(
        self, connection: Connection, keys: Keys, now: Callable[[], datetime], stored: Collection[str] = ()
    ) -> None:
        super().__init__(connection)
        self._keys = keys
        self._now = now
        self._stored = stored
        self.stored: set[str] = set()
        self.written = EMPTY
        self._upsert = postgresql.insert if is_postgresql(connection) else sqlite.insert

    def append(self, standing: Standing, data: Data, changes: Changes = NO_CHANGES, kept: Kept | None = None) -> Event:
        """Write an event upon what stands, and what follows from it.

        Args:
            standing: as read in this transaction.
            data: what the event says; its number, its seal and the time are added here.
            changes: what it does to the estate's wheels.
            kept: the vacancy afterwards; None works it out.

        Raises Fault if the changes do not fit.
        """
        counters = applied(standing.counters, changes)
        head = self.written if self.written.seq > standing.head.seq else standing.head
        written = {**data, "at": self._now().isoformat(timespec="seconds"), **plain_changes(changes)}
        event = sealed(self._keys, head, written)
        self.connection.execute(
            insert(EVENT),
            {
                "seq": event.seq,
                "kind": data["kind"],
                "vacancy": data.get("vacancy"),
                "body": event.body,
                "mac": event.mac,
            },
        )
        self.written = event.head
        if data.get("vacancy") is not None:
            kept = kept or after(standing.vacancy, {**written, "seq": event.seq})
            self._keep(kept, is_new=standing.vacancy is None)
        if changes.begun or changes.effects:
            self._count(data["estate"], counters, is_new=not standing.counters)
            self._turn(data["estate"], data.get("vacancy"), changes.effects)
        return event

    def say(self, name: str, value: object) -> None:
        """Keep something that the ledger says of itself."""
        row = {"name": name, "value": canonical(value)}
        statement = self._upsert(ABOUT).values(row)
        self.connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": row["value"]}))

    def store(self, contents: Mapping[str, bytes]) -> None:
        """Store contents under their hashes, those that are there already left alone."""
        new = {digest: body for digest, body in contents.items() if digest not in self._stored}
        if new:
            rows = [{"digest": digest, "body": zlib.compress(body, 6)} for digest, body in new.items()]
            self.connection.execute(self._upsert(CONTENT).on_conflict_do_nothing(), rows)
            self.stored.update(new)

    def keep_private(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Keep what can be erased beside the events that name it by its commitment."""
        listed = list(rows)
        if listed:
            self.connection.execute(insert(PRIVATE), listed)

    def _keep(self, kept: Kept, *, is_new: bool) -> None:
        row = {"id": kept.id, "estate": kept.estate, "state": kept.state, "body": canonical(plain_kept(kept))}
        if is_new:
            self.connection.execute(insert(VACANCY), row)
        else:
            self.connection.execute(_KEEP, {"named": row["id"], "state": row["state"], "body": row["body"]})

    def _count(self, estate: str, counters: Mapping[str, Count], *, is_new: bool) -> None:
        text = canonical(plain_counters(counters))
        if is_new:
            self.connection.execute(insert(ESTATE), {"id": estate, "counters": text})
        else:
            self.connection.execute(_COUNT, {"named": estate, "counters": text})

    def _turn(self, estate: str, vacancy: str | None, effects: Iterable[Effect]) -> None:
        rows = turn_rows(estate, vacancy, effects)
        if not rows:
            return
        statement = self._upsert(TURN)
        new = statement.excluded
        kept = {
            "status": new.status, "vacancy": new.vacancy, "issued": TURN.c.issued + new.issued,
            "returned": TURN.c.returned + new.returned,
        }  # fmt: skip
        self.connection.execute(
            statement.on_conflict_do_update(index_elements=list(TURN.primary_key.columns), set_=kept), rows
        )


def _standing() -> Select[Any]:
    last = select(EVENT.c.seq, EVENT.c.mac).order_by(EVENT.c.seq.desc()).limit(1).subquery()
    kept = select(VACANCY.c.estate, VACANCY.c.body).where(VACANCY.c.id == bindparam("vacancy"))
    own = select(VACANCY.c.estate).where(VACANCY.c.id == bindparam("vacancy")).scalar_subquery()
    from sqlalchemy import func, literal

    there = literal(1).label("one")
    row = select(there).subquery()
    found = kept.subquery()
    estate = func.coalesce(own, bindparam("estate"))
    return (
        select(last.c.seq, last.c.mac, found.c.body.label("vacancy"), ESTATE.c.counters)
        .select_from(row)
        .outerjoin(last, literal(True))
        .outerjoin(found, literal(True))
        .outerjoin(ESTATE, ESTATE.c.id == estate)
    )


_STANDING: Final = _standing()
_KEEP: Final = update(VACANCY).where(VACANCY.c.id == bindparam("named")).values(
    state=bindparam("state"), body=bindparam("body")
)  # fmt: skip
_COUNT: Final = update(ESTATE).where(ESTATE.c.id == bindparam("named")).values(counters=bindparam("counters"))


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger that is open: its database and its keys. Open it with `opening.open_ledger`."""

    engine: Engine
    url: URL
    keys: Keys
    about: Mapping[str, Any]
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    _stored: set[str] = field(default_factory=set, repr=False, compare=False)  # contents known to be there

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """Give a look at it; raise WrongInput where the database does not answer."""
        with told(self.url), transaction(self.engine, writes=False) as connection:
            yield Reading(connection)

    def read(self, work: Callable[[Reading], T]) -> T:
        """Look at it, and give what `work` makes of it; again if a connection breaks. Raises WrongInput as `reading`."""
        for left in reversed(range(_TRIES)):
            with self._tried(left), transaction(self.engine, writes=False) as connection:
                return work(Reading(connection))
        raise AssertionError(_NEVER)

    def write(self, work: Callable[[Writing], T]) -> T:
        """Do work in a transaction that writes, and give what it gives; it may be done again if a connection breaks.

        Raises WrongInput where the database does not answer or has no room, and what the work raises: then nothing of
        it has been written.
        """
        done: tuple[Head, T] | None = None
        for left in reversed(range(_TRIES)):
            with self._tried(left):
                with transaction(self.engine, writes=True) as connection:
                    writing = Writing(connection, self.keys, self.now, self._stored)
                    if done is not None and writing.has(done[0]):
                        return done[1]
                    result = work(writing)
                    done = writing.written, result
                self._stored.update(writing.stored)
                return result
        raise AssertionError(_NEVER)

    @contextmanager
    def _tried(self, left: int) -> Iterator[None]:
        """Let a broken connection pass as long as there are tries left; tell a person of anything else."""
        with told(self.url):
            try:
                yield
            except DBAPIError as wrong:
                if left == 0 or not wrong.connection_invalidated:
                    raise
