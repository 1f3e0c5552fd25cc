"""Applicants as the ledger knows them: facts under a keyed pseudonym, named in events by salted commitments alone.

A reference is the hash of somebody's pseudonym and facts with a salt that was drawn for it. Both lie beside the events,
so that they can be erased; the reference that remains tells nothing. The part of a waiting list that a decision has read
is a list of references, stored in pieces cut where the references themselves say, so that lists with much in common are
stored once.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, select, update

from kredslob.engine.ledger.chain import canonical
from kredslob.engine.ledger.keys import Keys, letters
from kredslob.engine.ledger.plain import plain_values, read_values
from kredslob.engine.ledger.schema import PRIVATE
from kredslob.engine.vacancy import Applicant, ApplicantList
from kredslob.engine.waiting import WaitingList
from kredslob.rules.frozen import dataclass

PERSON: Final = "person"
REASON: Final = "reason"
RECORD: Final = "record"
KINDS: Final = (PERSON, REASON, RECORD)
_REFERENCE: Final = 40  # letters: 160 bits
_AT_ONCE: Final = 400  # persons looked up together
_PIECE: Final = 64  # references in a piece, on average
_LONGEST_PIECE: Final = 512

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """Applicants by reference, in the order in which they were given.

    Args:
        refs: the references.
        applicants: the applicants under them.
        new: the rows of those that are new to the ledger.
        stale: the references of those whose facts were last used in an earlier month.
    """

    refs: tuple[str, ...]
    applicants: Sequence[Applicant]
    new: tuple[Row, ...]
    stale: frozenset[str]


def commitment(salt: str, body: str) -> str:
    """Give the reference of a text under its salt: letters that tell nothing of it."""
    return letters(hmac.new(salt.encode(), body.encode(), hashlib.sha256).hexdigest()[:_REFERENCE])


def private_row(kind: str, body: str, day: date, *, pseudonym: str | None = None, mark: str | None = None) -> Row:
    """Make the row that keeps a text beside the events, with a salt and its reference."""
    salt = secrets.token_hex(16)
    return {
        "ref": commitment(salt, body), "kind": kind, "pseudonym": pseudonym, "mark": mark, "salt": salt, "body": body,
        "last_used": day.isoformat(),
    }  # fmt: skip


def person_body(pseudonym: str, facts: Mapping[str, Any]) -> str:
    """Give the text that is kept of a person."""
    return canonical({"pseudonym": pseudonym, "facts": plain_values(facts)})


def reason_row(reason: str, day: date) -> Row:
    """Make the row of a reason in free text, which may tell of a person."""
    return private_row(REASON, reason, day)


def known(connection: Connection, keys: Keys, applicants: Sequence[Applicant], day: date) -> Known:
    """Give applicants by reference: the one under which the ledger has the same facts of them, or a new one."""
    bodies = [person_body(keys.pseudonym(one.id), one.facts) for one in applicants]
    marks = [keys.mark(body) for body in bodies]
    found: dict[str, str] = {}
    stale: set[str] = set()
    for begin in range(0, len(marks), _AT_ONCE):
        some = PRIVATE.c.mark.in_(marks[begin : begin + _AT_ONCE])
        for row in connection.execute(select(PRIVATE.c.mark, PRIVATE.c.ref, PRIVATE.c.last_used).where(some)):
            found[row.mark] = row.ref
            if (row.last_used or "") < day.replace(day=1).isoformat():
                stale.add(row.ref)
    new: list[Row] = []
    for one, body, mark in zip(applicants, bodies, marks, strict=True):
        if mark not in found:
            new.append(private_row(PERSON, body, day, pseudonym=keys.pseudonym(one.id), mark=mark))
            found[mark] = new[-1]["ref"]
    refs = tuple(found[mark] for mark in marks)
    return Known(refs, _renamed(applicants, refs), tuple(new), frozenset(stale))


def used_again(connection: Connection, refs: Iterable[str], day: date) -> None:
    """Note that facts have been used again, so that they are kept as long as facts are kept."""
    listed = sorted(refs)
    for begin in range(0, len(listed), _AT_ONCE):
        some = PRIVATE.c.ref.in_(listed[begin : begin + _AT_ONCE])
        connection.execute(update(PRIVATE).where(some).values(last_used=day.isoformat()))


def _renamed(applicants: Sequence[Applicant], refs: Sequence[str]) -> Sequence[Applicant]:
    if isinstance(applicants, ApplicantList):
        return ApplicantList(refs, applicants.columns, applicants.placed)
    return [Applicant(ref, one.facts) for ref, one in zip(refs, applicants, strict=True)]


def named_person(keys: Keys, given: str, day: date) -> Row:
    """Make the row of somebody of whom the ledger knows the name alone, as when the municipality refers them."""
    pseudonym = keys.pseudonym(given)
    return private_row(PERSON, person_body(pseudonym, {}), day, pseudonym=pseudonym)


def pseudonyms(connection: Connection, refs: Iterable[str]) -> dict[str, str | None]:
    """Give the pseudonym behind each reference; None where it has been erased."""
    asked, found = list(dict.fromkeys(refs)), dict[str, str | None]()
    for begin in range(0, len(asked), _AT_ONCE):
        rows = select(PRIVATE.c.ref, PRIVATE.c.pseudonym).where(PRIVATE.c.ref.in_(asked[begin : begin + _AT_ONCE]))
        found.update({row.ref: row.pseudonym for row in connection.execute(rows)})
    return found


def private_texts(connection: Connection, refs: Iterable[str]) -> dict[str, str | None]:
    """Give the texts behind references; None where one has been erased."""
    asked = select(PRIVATE.c.ref, PRIVATE.c.body).where(PRIVATE.c.ref.in_(list(refs)))
    return {row.ref: row.body for row in connection.execute(asked)}


def stored_applicants(connection: Connection, refs: Sequence[str]) -> list[Applicant] | None:
    """Give the applicants of a stored list; None if somebody on it has been erased."""
    bodies: dict[str, str | None] = {}
    for begin in range(0, len(refs), _AT_ONCE):
        rows = select(PRIVATE.c.ref, PRIVATE.c.body).where(PRIVATE.c.ref.in_(refs[begin : begin + _AT_ONCE]))
        bodies.update({row.ref: row.body for row in connection.execute(rows)})
    found: list[Applicant] = []
    for ref in refs:
        body = bodies.get(ref)
        if body is None:
            return None
        found.append(Applicant(ref, read_values(json.loads(body)["facts"])))
    return found


# --- the part of a list that was read ---------------------------------------------------------------------------------


class ReadList(WaitingList):
    """A waiting list that notes how far down somebody was looked at."""

    def __init__(self, applicants: Sequence[Applicant]) -> None:
        super().__init__(applicants)
        self.read = 0

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, int):
            self.read = max(self.read, place + 1)
        else:
            self.read = max(self.read, len(range(*place.indices(len(self)))) and place.indices(len(self))[1])
        return super().__getitem__(place)


def list_pieces(refs: Sequence[str]) -> tuple[str | None, dict[str, bytes]]:
    """Give the hash under which a list of references is stored, and what is stored; None for no list."""
    pieces: list[list[str]] = [[]]
    for ref in refs:
        pieces[-1].append(ref)
        if hash_number(ref) % _PIECE == 0 or len(pieces[-1]) == _LONGEST_PIECE:
            pieces.append([])
    contents: dict[str, bytes] = {}
    names = [_put(contents, "\n".join(piece)) for piece in pieces if piece]
    root = _put(contents, canonical({"pieces": names}))
    return root, contents


def hash_number(ref: str) -> int:
    """Give a number that a reference always has."""
    return int.from_bytes(hashlib.sha256(ref.encode()).digest()[:4], "big")


def _put(contents: dict[str, bytes], text: str) -> str:
    body = text.encode()
    digest = hashlib.sha256(body).hexdigest()
    contents[digest] = body
    return digest
