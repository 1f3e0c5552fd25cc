"""Applicants as the ledger knows them: found again by their facts, named by what tells nothing, listed in pieces."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, update

from kredslob.engine.ledger.keys import keys_of, letters
from kredslob.engine.ledger.people import (
    ReadList,
    Row,
    commitment,
    known,
    list_pieces,
    named_person,
    person_body,
    private_row,
    private_texts,
    pseudonyms,
    reason_row,
    stored_applicants,
    used_again,
)
from kredslob.engine.ledger.schema import PRIVATE
from kredslob.engine.vacancy import Applicant, ApplicantList

KEYS = keys_of(b"a secret")
DAY = date(2011, 5, 20)
PEOPLE = [Applicant(f"A-{number}", {"children": number, "birth_date": date(1970, 1, number)}) for number in (1, 2, 3)]


def keep(connection: Connection, *rows: Row) -> None:
    """Keep rows of private data."""
    connection.execute(insert(PRIVATE), list(rows))


def last_used(connection: Connection) -> dict[str, str | None]:
    """Give when each person's facts were last used."""
    return {row.ref: row.last_used for row in connection.execute(select(PRIVATE.c.ref, PRIVATE.c.last_used))}


# --- rows -------------------------------------------------------------------------------------------------------------


def test_what_is_kept_of_a_person_lies_under_a_salted_hash_of_it() -> None:
    """Forty letters by a salt of its own each time; whoever has the salt and the text can tell that they belong together."""
    row = private_row("person", "a text", DAY, pseudonym="P-x", mark="m")
    digest = hmac.new(row["salt"].encode(), b"a text", hashlib.sha256).hexdigest()
    assert row == {
        "ref": letters(digest[:40]), "kind": "person", "pseudonym": "P-x", "mark": "m", "salt": row["salt"],
        "body": "a text", "last_used": "2011-05-20",
    }  # fmt: skip
    assert len(bytes.fromhex(row["salt"])) == 16
    assert commitment(row["salt"], "a text") == row["ref"]
    assert private_row("person", "a text", DAY)["ref"] != row["ref"]


def test_a_reason_is_kept_as_one() -> None:
    """It is of nobody in particular, and may tell of somebody."""
    row = reason_row("needs a lift", DAY)
    assert (row["kind"], row["body"], row["pseudonym"], row["mark"]) == ("reason", "needs a lift", None, None)


def test_somebody_known_by_name_alone_is_kept_without_facts() -> None:
    """Nor are they found again by facts: each time they are named is another reference."""
    row = named_person(KEYS, "M-1", DAY)
    assert (row["kind"], row["pseudonym"], row["mark"]) == ("person", KEYS.pseudonym("M-1"), None)
    assert json.loads(row["body"]) == {"pseudonym": KEYS.pseudonym("M-1"), "facts": {}}


def test_what_is_kept_of_a_person_is_their_pseudonym_and_facts() -> None:
    """In the one way in which plain data are written."""
    told = person_body("P-x", {"b": 1, "a": date(2011, 5, 2)})
    assert told == '{"facts":{"a":{"date":"2011-05-02"},"b":1},"pseudonym":"P-x"}'


# --- applicants by reference ------------------------------------------------------------------------------------------


def test_who_is_new_gets_a_row_and_who_is_known_keeps_their_reference(connection: Connection) -> None:
    """By the same facts; other facts of the same person are another set of facts."""
    first = known(connection, KEYS, PEOPLE[:2], DAY)
    assert [row["pseudonym"] for row in first.new] == [KEYS.pseudonym("A-1"), KEYS.pseudonym("A-2")]
    assert first.refs == tuple(row["ref"] for row in first.new)
    assert [one.id for one in first.applicants] == list(first.refs)
    assert [one.facts for one in first.applicants] == [one.facts for one in PEOPLE[:2]]
    keep(connection, *first.new)
    changed = Applicant("A-2", {**PEOPLE[1].facts, "children": 7})
    again = known(connection, KEYS, [PEOPLE[2], PEOPLE[0], changed], DAY)
    assert [row["pseudonym"] for row in again.new] == [KEYS.pseudonym("A-3"), KEYS.pseudonym("A-2")]
    assert again.refs == (again.new[0]["ref"], first.refs[0], again.new[1]["ref"])
    assert again.stale == frozenset()


def test_who_stands_twice_on_a_list_with_the_same_facts_is_one(connection: Connection) -> None:
    """With one row."""
    found = known(connection, KEYS, [PEOPLE[0], PEOPLE[1], PEOPLE[0]], DAY)
    assert len(found.new) == 2
    assert found.refs[0] == found.refs[2] != found.refs[1]


def test_a_list_by_columns_stays_one(connection: Connection) -> None:
    """Under references, with the same facts in the same order."""
    listed = ApplicantList(["A-1", "A-2"], {"children": [1, None]})
    found = known(connection, KEYS, listed, DAY)
    assert isinstance(found.applicants, ApplicantList)
    assert [(one.id, one.facts) for one in found.applicants] == [(found.refs[0], {"children": 1}), (found.refs[1], {})]


@pytest.mark.parametrize(
    ("used", "is_stale"),
    [("2011-05-01", False), ("2011-05-31", False), ("2011-04-30", True), ("2010-05-20", True), (None, True)],
)
def test_facts_that_were_last_used_in_an_earlier_month_are_to_be_noted(
    connection: Connection, used: str | None, is_stale: bool
) -> None:
    """Once a month is enough, so that a list of thousands is not written anew with every decision."""
    first = known(connection, KEYS, PEOPLE, DAY)
    keep(connection, *first.new)
    connection.execute(update(PRIVATE).where(PRIVATE.c.ref == first.refs[1]).values(last_used=used))
    assert known(connection, KEYS, PEOPLE, DAY).stale == (frozenset({first.refs[1]}) if is_stale else frozenset())


def test_facts_that_are_used_again_are_noted_with_the_day(connection: Connection) -> None:
    """Those and no others."""
    first = known(connection, KEYS, PEOPLE, DAY)
    keep(connection, *first.new)
    used_again(connection, first.refs[:2], date(2011, 7, 1))
    assert last_used(connection) == dict(zip(first.refs, ["2011-07-01", "2011-07-01", "2011-05-20"], strict=True))


def test_behind_a_reference_is_a_pseudonym_unless_it_has_been_erased(connection: Connection) -> None:
    """A reference that is asked for twice is told once; one that was never there is not told."""
    first = known(connection, KEYS, PEOPLE, DAY)
    keep(connection, *first.new)
    connection.execute(update(PRIVATE).where(PRIVATE.c.ref == first.refs[2]).values(pseudonym=None, body=None))
    assert pseudonyms(connection, [*first.refs, first.refs[0], "none"]) == {
        first.refs[0]: KEYS.pseudonym("A-1"), first.refs[1]: KEYS.pseudonym("A-2"), first.refs[2]: None,
    }  # fmt: skip
    texts = private_texts(connection, first.refs[1:])
    assert texts == {first.refs[1]: first.new[1]["body"], first.refs[2]: None}


def test_a_stored_list_is_read_in_its_order_unless_somebody_has_been_erased(connection: Connection) -> None:
    """With facts as they were given, more of them than are asked for at once too."""
    many = [Applicant(f"A-{number}", {"children": number}) for number in range(1000)]
    found = known(connection, KEYS, many, DAY)
    keep(connection, *found.new)
    refs = found.refs[::-1]
    assert stored_applicants(connection, refs) == [
        Applicant(ref, {"children": number}) for number, ref in zip(range(999, -1, -1), refs, strict=True)
    ]
    assert known(connection, KEYS, many, DAY).new == ()
    assert pseudonyms(connection, refs)[refs[-1]] == KEYS.pseudonym("A-0")
    used_again(connection, refs, date(2011, 8, 1))
    assert set(last_used(connection).values()) == {"2011-08-01"}
    assert stored_applicants(connection, [*refs[:2], "none"]) is None
    connection.execute(update(PRIVATE).where(PRIVATE.c.ref == refs[0]).values(body=None))
    assert stored_applicants(connection, refs) is None
    assert stored_applicants(connection, []) == []


# --- the part of a list that was read ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("looks", "read"),
    [((), 0), ((0,), 1), ((2,), 3), ((2, 0), 3), ((slice(1, 3),), 3), ((slice(2, 4), 1), 4), ((slice(3, 3),), 0),
     ((slice(0, 9),), 5), ((slice(None),), 5)],
)  # fmt: skip
def test_a_list_notes_how_far_down_somebody_was_looked_at(looks: tuple[Any, ...], read: int) -> None:
    """However often, and whether one by one or several."""
    listed = ReadList([Applicant(f"A-{number}", {}) for number in range(5)])
    for look in looks:
        listed[look]
    assert listed.read == read


def number_of(ref: str) -> int:
    """Give the first 32 bits of a reference's hash, the greatest first."""
    return int(hashlib.sha256(ref.encode()).hexdigest()[:8], 16)


def pieces_of(refs: list[str]) -> list[list[str]]:
    """Give the pieces in which a list is stored, and see that each lies under its hash."""
    root, contents = list_pieces(refs)
    assert all(hashlib.sha256(body).hexdigest() == digest for digest, body in contents.items())
    assert root is not None
    told = json.loads(contents[root])
    assert list(told) == ["pieces"]
    assert len(contents) == len(set(told["pieces"])) + 1
    return [contents[one].decode().split("\n") for one in told["pieces"]]


def test_a_list_is_cut_after_references_that_say_so_themselves() -> None:
    """One in 64, so that lists with much in common share most pieces."""
    refs = [f"reference {number}" for number in range(2000)]
    pieces = pieces_of(refs)
    assert [ref for piece in pieces for ref in piece] == refs
    assert [piece[-1] for piece in pieces[:-1]] == [ref for ref in refs if number_of(ref) % 64 == 0]
    assert len(pieces) > 20
    assert [one for one in pieces_of(["another", *refs]) if one not in pieces] == [["another", *pieces[0]]]


def test_a_piece_holds_no_more_than_512() -> None:
    """However few references there are that say where to cut."""
    refs = [ref for ref in (f"r{number}" for number in range(1400)) if number_of(ref) % 64][:1100]
    assert [len(piece) for piece in pieces_of(refs)] == [512, 512, 76]
    assert [len(piece) for piece in pieces_of(refs[:512])] == [512]


def test_an_empty_list_is_a_list_of_no_pieces() -> None:
    """It was read to its end, which is another thing than no list."""
    assert pieces_of([]) == []
