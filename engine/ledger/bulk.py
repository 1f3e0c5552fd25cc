"""Many steps in one transaction: each row by itself, and in the end all together or none.

What a row has written is taken back if it is rejected, and those after it are judged as if it had not been.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from kredslob.engine.ledger.chain import Head
from kredslob.engine.ledger.reading import Reading
from kredslob.engine.ledger.store import Ledger
from kredslob.engine.ledger.writing import Writing

T = TypeVar("T")


class Together(Ledger):
    """A ledger within a transaction that is open: whatever is read and written there is read and written in it."""

    __slots__ = ("_writing",)

    def __init__(self, ledger: Ledger, writing: Writing) -> None:
        super().__init__(ledger.engine, ledger.url, ledger.keys, ledger.about, ledger.now)
        object.__setattr__(self, "_writing", writing)

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """Give a look at it as it is within the transaction."""
        yield self._within

    def read(self, work: Callable[[Reading], T]) -> T:
        """Give what is made of a look at it."""
        return work(self._within)

    def write(self, work: Callable[[Writing], T]) -> T:
        """Do work in the transaction; what it has written is taken back if it raises anything."""
        writing = self._within
        before, stored = writing.written, set(writing.stored)
        try:
            with writing.connection.begin_nested():
                result = work(writing)
                writing.flush()
                return result
        except BaseException:
            writing.forget()
            writing.written = before
            writing.stored.intersection_update(stored)
            raise

    @property
    def _within(self) -> Writing:
        found: Any = object.__getattribute__(self, "_writing")
        return found  # type: ignore[no-any-return]  # it was put there as one


class TakenBack(Exception):
    """Nothing of it is to be written after all; what was found is told all the same."""

    def __init__(self, found: object) -> None:
        super().__init__()
        self.found = found


def together(ledger: Ledger, work: Callable[[Ledger], tuple[T, bool]]) -> tuple[T, Head | None]:
    """Do work in one transaction that is kept if the work says so, and give what it gives, with the head if it is kept."""

    def write(writing: Writing) -> tuple[T, Head | None]:
        found, is_kept = work(Together(ledger, writing))
        if not is_kept:
            raise TakenBack(found)
        return found, writing.written if writing.written.seq else None

    try:
        return ledger.write(write)
    except TakenBack as taken_back:
        found: Any = taken_back.found
        return found, None
