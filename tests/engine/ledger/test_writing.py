"""What an event writes, row by row, in the tables of a ledger in memory: the event, its vacancy, its estate, its turns."""

from __future__ import annotations

import json
import zlib
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.dialects import sqlite

from kredslob.engine.ledger import writing as module
from kredslob.engine.ledger.chain import EMPTY, canonical
from kredslob.engine.ledger.contents import digest_of
from kredslob.engine.ledger.keys import keys_of
from kredslob.engine.ledger.reading import Reading
from kredslob.engine.ledger.schema import ABOUT, CONTENT, ESTATE, EVENT, PRIVATE, TURN, VACANCY
from kredslob.engine.ledger.turning import Begin, Changes, Effect, Fault, Status, Turn, plain_counters
from kredslob.engine.ledger.vacancies import Kept, plain_kept
from kredslob.engine.ledger.writing import Writing

KEYS = keys_of(b"a secret")
NOW = datetime(2011, 5, 2, 8, 30, 15, 999_000, tzinfo=UTC)
BEGIN = Begin("referral", "2011", ("open", "referral"), "01", 0)
OPENED: dict[str, Any] = {
    "kind": "opened",
    "vacancy": "V1",
    "estate": "gaarden",
    "given": {"on": None},
    "freed_by": None,
}


@pytest.fixture(autouse=True)
def anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the statements together as importing does, so that they are tested and not only what came of them once."""
    monkeypatch.setattr(module, "_UPSERTS", {"sqlite": module._upserts(sqlite.insert)})


def writing(connection: Connection, *stored: str) -> Writing:
    """Give a transaction that writes."""
    return Writing(connection, KEYS, lambda: NOW, stored)


def rows(connection: Connection, table: Any) -> list[dict[str, Any]]:
    """Give the rows of a table."""
    return [dict(row._mapping) for row in connection.execute(select(table))]


def did(serial: int, before: Status, after: Status) -> Effect:
    """Give what happened to a slot."""
    return Effect(Turn("referral", "2011", serial), ("open", "referral")[serial % 2], before, after)


def opened(connection: Connection) -> None:
    """Open a vacancy that draws the first slot."""
    one = writing(connection)
    one.append(one.standing("V1", "gaarden"), OPENED, Changes((BEGIN,), (did(0, "free", "held"),)))
    one.flush()


def stepped(connection: Connection, kind: str, *effects: Effect, **more: Any) -> None:
    """Take a step of the vacancy, in a transaction of its own."""
    one = writing(connection)
    data = {"kind": kind, "vacancy": "V1", "estate": "gaarden", **more}
    one.append(one.standing("V1", None), data, Changes((), effects))
    one.flush()


def turns(connection: Connection) -> list[tuple[Any, ...]]:
    """Give of each turn its number, its status, its holder, and how often it was issued and given back."""
    listed = sorted(rows(connection, TURN), key=lambda one: int(one["serial"]))
    return [(one["serial"], one["status"], one["vacancy"], one["issued"], one["returned"]) for one in listed]


def test_an_event_is_written_with_its_number_its_time_and_its_seal(connection: Connection) -> None:
    """To the second; the row repeats of its text what it is found by."""
    opened(connection)
    body = canonical({
        **OPENED, "at": "2011-05-02T08:30:15+00:00", "begun": [["referral", "2011", ["open", "referral"], "01", 0]],
        "turns": [["referral", "2011", 0, "open", "free", "held"]], "seq": 1, "prev": EMPTY.mac,
    })  # fmt: skip
    assert rows(connection, EVENT) == [
        {"seq": 1, "kind": "opened", "vacancy": "V1", "body": body, "mac": KEYS.mac(body)}
    ]


def test_the_first_event_of_a_vacancy_makes_it_and_its_estates_count_and_the_turn(connection: Connection) -> None:
    """All of it follows from the event alone."""
    opened(connection)
    reading = Reading(connection)
    kept = reading.vacancy("V1")
    assert kept is not None
    assert (kept.state, kept.events, kept.drawn[0].turn.serial, kept.given) == ("open", (1,), 0, {"on": None})
    body = canonical(plain_kept(kept))
    assert rows(connection, VACANCY) == [{"id": "V1", "estate": "gaarden", "state": "open", "body": body}]
    counters = canonical(plain_counters(reading.standing("V1", None).counters))
    assert rows(connection, ESTATE) == [{"id": "gaarden", "counters": counters}]
    assert json.loads(counters)["referral"]["rounds"] == [["2011", ["open", "referral"], "01", 0, 1, []]]
    assert rows(connection, TURN) == [{
        "estate": "gaarden", "wheel": "referral", "version": "2011", "serial": 0, "label": "open", "status": "held",
        "vacancy": "V1", "issued": 1, "returned": 0,
    }]  # fmt: skip


def test_the_next_event_brings_them_up_to_date(connection: Connection) -> None:
    """Their rows are the same ones; other vacancies and estates stay as they are."""
    one = writing(connection)
    one.append(one.standing("V0", "other"), {**OPENED, "vacancy": "V0", "estate": "other"}, Changes((BEGIN,)))
    one.flush()
    before = rows(connection, VACANCY), rows(connection, ESTATE)
    opened(connection)
    stepped(connection, "withdrawn", did(0, "held", "free"))
    assert rows(connection, VACANCY)[:1] == before[0]
    assert rows(connection, ESTATE)[:1] == before[1]
    last = rows(connection, VACANCY)[1]
    assert (last["id"], last["state"], json.loads(last["body"])["state"]) == ("V1", "withdrawn", "withdrawn")
    assert json.loads(rows(connection, ESTATE)[1]["counters"])["referral"]["rounds"][0][-2:] == [1, [0]]
    assert [one["seq"] for one in rows(connection, EVENT)] == [1, 2, 3]


def test_a_turn_counts_how_often_it_was_issued_and_given_back(connection: Connection) -> None:
    """Over all events; its status and its holder are those of the last."""
    opened(connection)
    assert turns(connection) == [(0, "held", "V1", 1, 0)]
    stepped(connection, "withdrawn", did(0, "held", "free"))
    assert turns(connection) == [(0, "free", None, 1, 1)]
    stepped(connection, "let", did(0, "free", "passed"), did(1, "free", "held"))
    assert turns(connection) == [(0, "passed", "V1", 2, 1), (1, "held", "V1", 1, 0)]
    stepped(connection, "withdrawn", did(0, "passed", "free"), did(1, "held", "free"))
    assert turns(connection) == [(0, "free", None, 2, 2), (1, "free", None, 1, 1)]


def test_an_event_of_no_vacancy_changes_none(connection: Connection) -> None:
    """As when the ledger begins; it is filed under no vacancy."""
    one = writing(connection)
    one.append(one.standing(None, None), {"kind": "begun"})
    one.flush()
    assert [(row["seq"], row["kind"], row["vacancy"]) for row in rows(connection, EVENT)] == [(1, "begun", None)]
    assert rows(connection, VACANCY) == rows(connection, ESTATE) == rows(connection, TURN) == []


def test_a_wheel_may_begin_without_a_vacancy(connection: Connection) -> None:
    """As when it is imported: what is counted is written though no slot is drawn; turns owed are nobody's."""
    one = writing(connection)
    one.append(one.standing(None, "gaarden"), {"kind": "imported", "estate": "gaarden"}, Changes((BEGIN,)))
    assert json.loads(rows(one.connection, ESTATE)[0]["counters"])["referral"]["rounds"][0][-2:] == [0, []]
    owed = Changes((), (Effect(Turn("referral", "2011", -1), "referral", "free", "owed"),))
    one.append(one.standing(None, "gaarden"), {"kind": "imported", "estate": "gaarden"}, owed)
    assert turns(one.connection) == [(-1, "owed", None, 1, 0)]
    assert json.loads(rows(one.connection, ESTATE)[0]["counters"])["referral"]["owed"] == [["2011", -1, "referral"]]


def test_an_event_that_changes_no_wheel_leaves_the_count_alone(connection: Connection) -> None:
    """There need not even be one."""
    one = writing(connection)
    one.append(one.standing("V1", "gaarden"), OPENED)
    one.flush()
    assert (rows(connection, ESTATE), rows(connection, TURN)) == ([], [])


def test_several_events_of_one_transaction_follow_each_other(connection: Connection) -> None:
    """Also upon what was read before the first of them; the next transaction goes on from the last."""
    one = writing(connection)
    standing = one.standing(None, None)
    heads = [one.append(standing, {"kind": "settled"}).head for _ in range(3)]
    assert [head.seq for head in heads] == [1, 2, 3]
    assert one.written == heads[-1]
    one.flush()
    after = writing(connection)
    assert after.append(after.standing(None, None), {"kind": "settled"}).data["prev"] == heads[-1].mac


def test_the_vacancy_afterwards_may_be_given(connection: Connection) -> None:
    """As when something is taken back; it is kept as it was given."""
    opened(connection)
    one = writing(connection)
    kept = Kept("V1", "gaarden", "void")
    data = {"kind": "corrected", "vacancy": "V1", "estate": "gaarden"}
    one.append(one.standing("V1", None), data, kept=kept)
    assert one.vacancy("V1") == kept


def test_what_does_not_fit_is_not_written(connection: Connection) -> None:
    """Neither the event nor anything else."""
    one = writing(connection)
    with pytest.raises(Fault):
        one.append(one.standing("V1", "gaarden"), OPENED, Changes((BEGIN,), (did(1, "free", "held"),)))
    one.flush()
    assert rows(connection, EVENT) == rows(connection, VACANCY) == []


# --- beside the events ------------------------------------------------------------------------------------------------


def test_what_the_ledger_says_of_itself_is_said_anew(connection: Connection) -> None:
    """Under the same name it takes the place of what was said."""
    one = writing(connection)
    one.say("settled", {"a": 1})
    one.say("key", "x")
    one.say("settled", {"b": [2]})
    one.flush()
    assert {row["name"]: row["value"] for row in rows(connection, ABOUT)} == {"settled": '{"b":[2]}', "key": '"x"'}


def test_contents_are_stored_once_under_their_hash(connection: Connection) -> None:
    """Packed; those that are known to be stored are not sent, and those that are there all the same stay."""
    first, second = b"text " * 100, b"another"
    one = writing(connection)
    one.store({digest_of(first): first})
    assert one.stored == {digest_of(first)}
    two = writing(connection)
    two.store({digest_of(first): first, digest_of(second): second})
    assert one.content(digest_of(first)) == first
    assert two.content(digest_of(second)) == second
    packed = {row["digest"]: row["body"] for row in rows(connection, CONTENT)}
    assert {digest: zlib.decompress(body) for digest, body in packed.items()} == {
        digest_of(first): first, digest_of(second): second,
    }  # fmt: skip
    assert len(packed[digest_of(first)]) < len(first)
    three = writing(connection, digest_of(first), "unknown")
    three.store({digest_of(first): first, "unknown": b"not there"})
    three.flush()
    assert (three.stored, len(rows(connection, CONTENT))) == (set(), 2)


def test_private_rows_are_kept_as_they_are(connection: Connection) -> None:
    """None of them is none."""
    row = {
        "ref": "r", "kind": "reason", "pseudonym": None, "mark": None, "salt": "s", "body": "b", "last_used": "2011-05-02",
    }  # fmt: skip
    one = writing(connection)
    one.keep_private([])
    one.keep_private([row])
    one.flush()
    assert rows(connection, PRIVATE) == [row]


def test_what_waits_to_be_written_may_be_forgotten(connection: Connection) -> None:
    """What has been sent has been sent."""
    one = writing(connection)
    one.say("a", 1)
    one.flush()
    one.say("b", 2)
    one.forget()
    one.flush()
    assert [row["name"] for row in rows(connection, ABOUT)] == ["a"]
