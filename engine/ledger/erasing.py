"""What the ledger holds of a person, and its erasure: the facts and the salts go, the chain stays as it is.

What remains of a person in the events is a reference that nobody can resolve. A decision from a list on which they stood
can no longer be made again, and says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import select, text, update

from kredslob.engine.ledger.chain import Event
from kredslob.engine.ledger.database import is_postgresql
from kredslob.engine.ledger.people import PERSON
from kredslob.engine.ledger.reading import Reading
from kredslob.engine.ledger.schema import CONTENT, PRIVATE
from kredslob.engine.ledger.store import Ledger
from kredslob.engine.ledger.vacancies import DECIDED
from kredslob.engine.ledger.writing import Writing
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput

ERASED: Final = "erased"
_GONE: Final[dict[str, Any]] = {"salt": None, "body": None, "pseudonym": None, "mark": None, "last_used": None}
_AT_ONCE: Final = 400


@dataclass(frozen=True, slots=True)
class Held:
    """What the ledger holds of persons: facts as they were given, and the events in which they stand.

    Args:
        facts: each set of facts that was given, by its reference.
        decisions: (event, vacancy) of each decision from a list on which they stood.
        concerned: (event, vacancy, kind) of each event that was about them.
    """

    facts: tuple[tuple[str, dict[str, Any]], ...]
    decisions: tuple[tuple[int, str], ...]
    concerned: tuple[tuple[int, str, str], ...]


def held_of(ledger: Ledger, applicant: str) -> Held:
    """Give what the ledger holds of a person; raise WrongInput if it knows nobody by this name."""
    with ledger.reading() as reading:
        return _held(reading, [ledger.keys.pseudonym(applicant)])


def _held(reading: Reading, pseudonyms: Sequence[str]) -> Held:
    facts: list[tuple[str, dict[str, Any]]] = []
    for begin in range(0, len(pseudonyms), _AT_ONCE):
        some = PRIVATE.c.pseudonym.in_(pseudonyms[begin : begin + _AT_ONCE])
        rows = reading.connection.execute(select(PRIVATE.c.ref, PRIVATE.c.body).where(some).order_by(PRIVATE.c.ref))
        facts += [(row.ref, json.loads(row.body)["facts"]) for row in rows]
    if not facts:
        found = Message("the ledger holds nothing of this applicant.")
        raise WrongInput(Problem(Place(), found, Message("an applicant by the office's own word, as on its lists")))
    refs = {ref for ref, _ in facts}
    lists = _lists_with(reading, refs)
    decisions: list[tuple[int, str]] = []
    concerned: list[tuple[int, str, str]] = []
    for event in reading.events():
        data = event.data
        if data["kind"] == DECIDED and data["inputs"]["list"] in lists:
            decisions.append((event.seq, data["vacancy"]))
        if (data.get("person") or data.get("chosen", {}).get("person")) in refs:
            concerned.append((event.seq, data["vacancy"], data["kind"]))
    return Held(tuple(facts), tuple(decisions), tuple(concerned))


def _lists_with(reading: Reading, refs: set[str]) -> set[str]:
    """Give the stored lists on which somebody of these references stands."""
    pieces: set[str] = set()
    listed: dict[str, list[str]] = {}
    for digest in reading.connection.execute(select(CONTENT.c.digest)).scalars().all():
        body = reading.content(digest) or b""
        if body.startswith(b'{"pieces"'):
            listed[digest] = json.loads(body)["pieces"]
        elif not refs.isdisjoint(body.decode(errors="replace").split("\n")):
            pieces.add(digest)
    return {digest for digest, parts in listed.items() if not pieces.isdisjoint(parts)}


def erase(ledger: Ledger, applicant: str, *, by: str) -> tuple[Event, Held]:
    """Erase a person: facts, pseudonym and salts, and what would tell of them, the reasons of their decisions included.

    Raises WrongInput if the ledger knows nobody by this name.
    """

    def write(writing: Writing) -> tuple[Event, Held]:
        held = _held(writing, [ledger.keys.pseudonym(applicant)])
        return _erase(writing, held, by), held

    done = ledger.write(write)
    _forget(ledger)
    return done


def expired(ledger: Ledger, on: date) -> list[str]:
    """Give the pseudonyms of whom nothing has been used for as long as facts are kept.

    Raises WrongInput if no period of retention has been set.
    """
    limit = _limit(ledger, on)
    return ledger.read(lambda reading: _unused_since(reading, limit))


def _limit(ledger: Ledger, on: date) -> str:
    """Give the day before which facts were last used that may be erased."""
    years = ledger.about["retention_years"]
    if years is None:
        found = Message("no period of retention has been set.")
        raise WrongInput(Problem(Place(), found, Message("kredslob ledger settle --retain-years first")))
    return date(max(on.year - years, 1), on.month, min(on.day, 28)).isoformat()


def _unused_since(reading: Reading, limit: str) -> list[str]:
    asked = select(PRIVATE.c.pseudonym, PRIVATE.c.last_used).where(PRIVATE.c.kind == PERSON)
    last: dict[str, str] = {}
    for pseudonym, used in reading.connection.execute(asked.where(PRIVATE.c.pseudonym.is_not(None))):
        last[pseudonym] = max(last.get(pseudonym, ""), used or "")
    return sorted(pseudonym for pseudonym, used in last.items() if used < limit)


def erase_expired(ledger: Ledger, *, by: str, on: date) -> tuple[Event | None, int]:
    """Erase everybody whose period of retention is over; give the event, and how many they are.

    Raises WrongInput if no period of retention has been set.
    """
    limit = _limit(ledger, on)

    def write(writing: Writing) -> tuple[Event | None, int]:
        gone = _unused_since(writing, limit)
        return (_erase(writing, _held(writing, gone), by) if gone else None), len(gone)

    event, count = ledger.write(write)
    if event is not None:
        _forget(ledger)
    return event, count


def _erase(writing: Writing, held: Held, by: str) -> Event:
    refs = {ref for ref, _ in held.facts}
    decisions = {seq for seq, _ in held.decisions}
    vacancies = {name for _, name, *_ in (*held.decisions, *held.concerned)}
    for event in writing.events():
        data = event.data
        if event.seq in decisions:
            refs.add(data["record"])
        if data.get("vacancy") in vacancies:
            reason = data.get("reason") or data.get("chosen", {}).get("reason")
            refs.update([reason] if reason else [])
    _clear(writing, refs)
    data = {"kind": ERASED, "by": by, "erased": sorted(refs)}
    return writing.append(writing.standing(None, None), data)


def _clear(writing: Writing, refs: Iterable[str]) -> None:
    listed = sorted(refs)
    for begin in range(0, len(listed), _AT_ONCE):
        some = PRIVATE.c.ref.in_(listed[begin : begin + _AT_ONCE])
        writing.connection.execute(update(PRIVATE).where(some).values(_GONE))


def _forget(ledger: Ledger) -> None:
    """Have the database write over what was erased; in PostgreSQL that is for its own vacuum, and for the back-ups."""
    with ledger.engine.connect() as connection:
        if is_postgresql(connection):
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM private"))
        else:
            raw = connection.connection.dbapi_connection
            if raw is not None:
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
