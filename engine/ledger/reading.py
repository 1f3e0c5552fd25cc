"""A look at a ledger, all of it as of one moment."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Select, bindparam, func, literal, select

from kredslob.engine.ledger.chain import EMPTY, Event, Head
from kredslob.engine.ledger.schema import ABOUT, CONTENT, ESTATE, EVENT, VACANCY
from kredslob.engine.ledger.turning import Count, read_counters
from kredslob.engine.ledger.vacancies import Kept, read_kept
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput

T = TypeVar("T")

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
        self._connection = connection

    @property
    def connection(self) -> Connection:
        """The connection, on which everything can be read that has been written."""
        return self._connection

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

    def event(self, number: int) -> Event:
        """Give an event by its number; there must be one."""
        row = self.connection.execute(select(EVENT.c.seq, EVENT.c.body, EVENT.c.mac).where(EVENT.c.seq == number)).one()
        return Event(row.seq, row.body, row.mac)

    def content(self, digest: str) -> bytes | None:
        """Give what is stored under a hash, or None."""
        body = self.connection.execute(select(CONTENT.c.body).where(CONTENT.c.digest == digest)).scalar()
        return None if body is None else zlib.decompress(body)

    def has(self, head: Head) -> bool:
        """Tell whether the event of a head is there."""
        found = select(EVENT.c.seq).where(EVENT.c.seq == head.seq, EVENT.c.mac == head.mac)
        return self.connection.execute(found).first() is not None


def _standing() -> Select[Any]:
    last = select(EVENT.c.seq, EVENT.c.mac).order_by(EVENT.c.seq.desc()).limit(1).subquery()
    kept = select(VACANCY.c.estate, VACANCY.c.body).where(VACANCY.c.id == bindparam("vacancy"))
    own = select(VACANCY.c.estate).where(VACANCY.c.id == bindparam("vacancy")).scalar_subquery()
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
