"""A ledger that is open: look at it, and write in it, in transactions.

A transaction may be cut off at any moment. What was committed is there, and what was not has never been; whether the last
one was committed when a connection breaks is seen by its seal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from sqlalchemy import Engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from kredslob.engine.ledger.chain import Head
from kredslob.engine.ledger.database import told, transaction
from kredslob.engine.ledger.keys import Keys
from kredslob.engine.ledger.reading import Reading
from kredslob.engine.ledger.writing import Writing
from kredslob.rules.frozen import dataclass

T = TypeVar("T")

_TRIES: Final = 3  # times that a broken connection is tried anew
_NEVER: Final = "the last try returns or raises"


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
                    writing.flush()
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
