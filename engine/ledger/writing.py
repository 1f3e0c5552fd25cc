"""Write a ledger: events are appended, and what follows from them is brought up to date in the same transaction."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Executable, bindparam, insert, update
from sqlalchemy.dialects import postgresql, sqlite

from kredslob.engine.ledger.chain import EMPTY, Data, Event, canonical, sealed
from kredslob.engine.ledger.database import at_once
from kredslob.engine.ledger.keys import Keys
from kredslob.engine.ledger.reading import Reading, Standing
from kredslob.engine.ledger.schema import ABOUT, CONTENT, ESTATE, EVENT, PRIVATE, TURN, VACANCY
from kredslob.engine.ledger.turn_table import turn_rows
from kredslob.engine.ledger.turning import Changes, Count, Effect, applied, plain_changes, plain_counters
from kredslob.engine.ledger.vacancies import Kept, after, plain_kept

NO_CHANGES: Final = Changes()


class Upserts(NamedTuple):
    """Rows that are written whether they are there or not, in the words of one of the two databases."""

    about: Executable
    content: Executable
    turn: Executable


def _upserts(words: Any) -> Upserts:
    about, turn = words(ABOUT), words(TURN)
    new = turn.excluded
    kept = {
        "status": new.status, "vacancy": new.vacancy, "issued": TURN.c.issued + new.issued,
        "returned": TURN.c.returned + new.returned,
    }  # fmt: skip
    return Upserts(
        about.on_conflict_do_update(index_elements=["name"], set_={"value": about.excluded.value}),
        words(CONTENT).on_conflict_do_nothing(),
        turn.on_conflict_do_update(index_elements=list(TURN.primary_key.columns), set_=kept),
    )


_UPSERTS: Final = {"sqlite": _upserts(sqlite.insert), "postgresql": _upserts(postgresql.insert)}
_KEEP: Final = update(VACANCY).where(VACANCY.c.id == bindparam("named")).values(
    state=bindparam("state"), body=bindparam("body")
)  # fmt: skip
_COUNT: Final = update(ESTATE).where(ESTATE.c.id == bindparam("named")).values(counters=bindparam("counters"))


class Writing(Reading):
    """A transaction that writes: nobody else does meanwhile."""

    def __init__(
        self, connection: Connection, keys: Keys, now: Callable[[], datetime], stored: Collection[str] = ()
    ) -> None:
        super().__init__(connection)
        self._waiting: list[tuple[Executable, Any]] = []
        self._keys = keys
        self._now = now
        self._stored = stored
        self.stored: set[str] = set()
        self.written = EMPTY
        self._upserts = _UPSERTS[connection.dialect.name]

    @property
    def connection(self) -> Connection:
        """The connection, on which everything can be read that has been written."""
        self.flush()
        return self._connection

    def flush(self) -> None:
        """Send what waits to be written, all of it at once where the database can take it so."""
        waiting, self._waiting = self._waiting, []
        if waiting:
            with at_once(self._connection):
                for statement, rows in waiting:
                    self._connection.execute(statement, rows)

    def forget(self) -> None:
        """Send nothing of what waits to be written."""
        self._waiting = []

    def _later(self, statement: Executable, rows: Any) -> None:
        self._waiting.append((statement, rows))

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
        self._later(
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
        self._later(self._upserts.about, {"name": name, "value": canonical(value)})

    def store(self, contents: Mapping[str, bytes]) -> None:
        """Store contents under their hashes, those that are there already left alone."""
        new = {digest: body for digest, body in contents.items() if digest not in self._stored}
        if new:
            rows = [{"digest": digest, "body": zlib.compress(body, 6)} for digest, body in new.items()]
            self._later(self._upserts.content, rows)
            self.stored.update(new)

    def keep_private(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Keep what can be erased beside the events that name it by its commitment."""
        listed = list(rows)
        if listed:
            self._later(insert(PRIVATE), listed)

    def _keep(self, kept: Kept, *, is_new: bool) -> None:
        row = {"id": kept.id, "estate": kept.estate, "state": kept.state, "body": canonical(plain_kept(kept))}
        if is_new:
            self._later(insert(VACANCY), row)
        else:
            self._later(_KEEP, {"named": row["id"], "state": row["state"], "body": row["body"]})

    def _count(self, estate: str, counters: Mapping[str, Count], *, is_new: bool) -> None:
        text = canonical(plain_counters(counters))
        if is_new:
            self._later(insert(ESTATE), {"id": estate, "counters": text})
        else:
            self._later(_COUNT, {"named": estate, "counters": text})

    def _turn(self, estate: str, vacancy: str | None, effects: Iterable[Effect]) -> None:
        rows = turn_rows(estate, vacancy, effects)
        if rows:
            self._later(self._upserts.turn, rows)
