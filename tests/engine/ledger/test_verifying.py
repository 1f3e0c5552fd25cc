"""What verifying says of a ledger that somebody has been at: exactly what is wrong, by its place, and nothing else."""

from __future__ import annotations

import shutil
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, Text, cast, delete, insert, literal, select, update

from kredslob.engine.ledger.chain import Head, canonical, sealed
from kredslob.engine.ledger.choosing import Choice
from kredslob.engine.ledger.erasing import erase
from kredslob.engine.ledger.life import open_vacancy
from kredslob.engine.ledger.people import commitment
from kredslob.engine.ledger.schema import ABOUT, CONTENT, ESTATE, EVENT, PRIVATE, TURN, VACANCY
from kredslob.engine.ledger.store import Ledger
from kredslob.engine.ledger.verifying import verify
from kredslob.engine.vacancy import Vacancy
from tests.engine.ledger.books import BY, PEOPLE, Books, books, small_office
from tests.engine.small_city import DAY, DWELLING
from tests.engine.small_city import ESTATE as GARDEN

YOUTH = {**DWELLING, "dwelling_kind": "youth"}
WHEEL = "kbh-2011-2014"


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of an office whose ledger has eleven events, and in which somebody has been erased.

    V-3 is decided otherwise than recommended; V-4 has been refused by M-1, who was erased with the reason of a
    correction; the turn of V-4 is owed again.
    """
    folder = tmp_path_factory.mktemp("lived")
    with books(str(folder / "ledger.db"), folder) as desk:
        for _ in range(3):
            desk.open()
        desk.decide("V-4", None)
        desk.correct("V-4", "the wrong day")
        desk.decide("V-3", PEOPLE, Choice("a wheelchair", applicant="A-2"))
        desk.decide("V-4", PEOPLE)
        desk.offer("V-4", "M-1")
        desk.refuse("V-4")
        erase(desk.ledger, "M-1", by=BY)
        with desk.ledger.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder


@pytest.fixture
def desk(lived: Path, tmp_path: Path) -> Iterator[Books]:
    """Give those books, a copy that may be spoiled."""
    for name in ("ledger.db", "ledger.key"):
        shutil.copy2(lived / name, tmp_path)
    where = str(tmp_path / "ledger.db"), str(tmp_path / "ledger.key")
    found = Books(None, small_office(), where).again()  # type: ignore[arg-type]  # opened by again
    yield found
    found.ledger.engine.dispose()


def changed(desk: Books, *statements: Any) -> None:
    """Change what is stored."""
    with desk.ledger.engine.connect() as connection, connection.begin():
        for one in statements:
            connection.execute(one)


def faults(ledger: Ledger, head: str | None = None) -> list[str]:
    """Give what verifying says."""
    return [one.text("en") for one in verify(ledger, head).faults]


def rows_of(desk: Books, table: Table, **values: Any) -> list[Any]:
    """Give the rows of a table that have these values."""
    where = [table.c[name] == value for name, value in values.items()]
    with desk.ledger.engine.connect() as connection:
        return list(connection.execute(select(table).where(*where)))


def test_a_whole_ledger_is_told_to_be_whole(desk: Books) -> None:
    """With how many events it has and where it ends; anchored if somebody has written a head down."""
    found = verify(desk.ledger)
    assert (found.faults, found.events, found.anchored) == ((), 11, None)
    assert found.head == desk.ledger.read(lambda reading: reading.head())
    assert verify(desk.ledger, found.head.text).anchored == 11
    with desk.ledger.reading() as reading:
        heads = [one.head for one in reading.events()]
    assert [(verify(desk.ledger, one.text).faults, one.seq) for one in heads] == [((), at) for at in range(1, 12)]


def test_an_estate_of_which_nothing_has_counted_has_no_wheels(tmp_path: Path) -> None:
    """As when a home for the young alone has been opened there."""
    with books(str(tmp_path / "a.db"), tmp_path) as desk:
        asked = Vacancy("", GARDEN, None, {"notice": DAY}, YOUTH)
        open_vacancy(desk.ledger, desk.office, asked, by=BY)
        assert rows_of(desk, ESTATE) == []
        assert faults(desk.ledger) == []


def test_everything_that_is_wrong_is_told_in_the_order_of_the_ledger(desk: Books) -> None:
    """Events, then what stands, what is stored, and what can be erased; one does not hide another."""
    last = desk.ledger.read(lambda reading: reading.head())
    record = rows_of(desk, PRIVATE, kind="record")[0]
    changed(
        desk,
        update(EVENT).where(EVENT.c.seq == 2).values(kind="decided"),
        update(EVENT).where(EVENT.c.seq == 3).values(vacancy="V-9"),
        update(EVENT).where(EVENT.c.seq == 11).values(mac="0" * 64),
        update(ABOUT).where(ABOUT.c.name == "retention_years").values(value="5"),
        insert(VACANCY).values(id="V-17", estate=GARDEN, state="open", body="{}"),
        insert(CONTENT).values(digest="0" * 64, body=zlib.compress(b"{}")),
        update(PRIVATE).where(PRIVATE.c.ref == record.ref).values(salt=None),
    )
    erased = sorted(row.ref for row in rows_of(desk, PRIVATE, salt=None) if row.ref != record.ref)
    missing = "what is kept under {} is missing, and no event has erased it."
    told = faults(desk.ledger, last.text)
    assert told[:7] == [
        "event 2 is filed under something else than it says.", "event 3 is filed under something else than it says.",
        "event 11 has been changed: its seal does not fit.", "event 11 is not the one whose head was written down.",
        "what stands in vacancy of V-17 does not follow from the events.",
        "what stands in about of retention_years does not follow from the events.",
        f"the stored content {'0' * 64} has been changed.",
    ]  # fmt: skip
    assert sorted(told[7:]) == sorted(missing.format(ref) for ref in [record.ref, *erased])


def test_a_tail_that_is_gone_is_told_by_the_last_event_that_is_there(desk: Books) -> None:
    """And by the one that somebody has seen; without a head its leftovers alone tell."""
    head = desk.ledger.read(lambda reading: reading.head())
    changed(desk, delete(EVENT).where(EVENT.c.seq == 11))
    told = faults(desk.ledger, head.text)
    assert told[0] == "the events after 10 have been cut off: there was an event 11."
    assert verify(desk.ledger, head.text).anchored == 11
    assert told[1:] == faults(desk.ledger)


def test_an_event_that_does_not_fit_is_told_though_it_is_sealed(desk: Books) -> None:
    """As when somebody who has the key writes past the program: a turn that is not owed, a vacancy that was never opened."""
    head, keys = desk.ledger.read(lambda reading: reading.head()), desk.ledger.keys
    for said in (
        {"kind": "let", "vacancy": "V-2", "estate": GARDEN, "turns": [["referral", WHEEL, 0, "open", "owed", "used"]]},
        {"kind": "let", "vacancy": "V-99", "estate": GARDEN},
        {"kind": "corrected", "vacancy": "V-98", "estate": GARDEN},
    ):
        event = sealed(keys, head, said)
        row = {"seq": event.seq, "kind": said["kind"], "vacancy": said["vacancy"], "body": event.body, "mac": event.mac}
        changed(desk, insert(EVENT).values(row))
        head = event.head
    assert faults(desk.ledger) == [f"event {seq} does not fit what went before it." for seq in (12, 13, 14)]


# --- what is said to stand ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "named", "values"),
    [
        (VACANCY, "V-2", {"state": "let"}), (VACANCY, "V-3", {"estate": "x"}), (VACANCY, "V-4", {"body": "{}"}),
        (ESTATE, GARDEN, {"counters": "{}"}), (ABOUT, "key", {"value": '"x"'}), (ABOUT, "ledger", {"value": "1"}),
        (ABOUT, "settled", {"value": "{}"}), (ABOUT, "retention_years", {"value": "3"}),
    ],
)  # fmt: skip
def test_what_does_not_follow_from_the_events_is_told_by_table_and_name(
    desk: Books, table: Table, named: str, values: dict[str, Any]
) -> None:
    """Whatever is changed, or gone."""
    key = next(iter(table.primary_key.columns))
    told = [f"what stands in {table.name} of {named} does not follow from the events."]
    changed(desk, update(table).where(key == named).values(values))
    assert faults(desk.ledger) == told
    changed(desk, delete(table).where(key == named))
    assert faults(desk.ledger) == told


@pytest.mark.parametrize(
    "values",
    [{"status": "used"}, {"issued": 4}, {"returned": 0}, {"vacancy": "V-4"}, {"label": "open"}, {"serial": 17}],
)
def test_a_turn_that_does_not_follow_is_told_by_estate_wheel_version_and_number(
    desk: Books, values: dict[str, Any]
) -> None:
    """The turn of V-4 was issued, used, taken back, used again and returned by a refusal; now it is owed."""
    row = rows_of(desk, TURN, wheel="referral", serial=2)[0]
    assert (row.status, row.issued, row.returned, row.vacancy) == ("owed", 3, 2, None)
    changed(desk, update(TURN).where(TURN.c.wheel == "referral", TURN.c.serial == 2).values(values))
    serials = [2] if "serial" not in values else [17, 2]
    assert faults(desk.ledger) == [
        f"what stands in turn of {GARDEN} referral {WHEEL} {serial} does not follow from the events."
        for serial in serials
    ]


def test_a_text_that_is_no_text_is_told_by_its_place(desk: Books) -> None:
    """Bytes that nobody can read, in an event, a vacancy or beside; reading goes on as usual afterwards."""
    bytes_ = cast(literal(b"\xff\xfe"), Text)
    changed(desk, update(VACANCY).where(VACANCY.c.id == "V-2").values(body=bytes_))
    told = "what stands in vacancy of V-2 does not follow from the events."
    with desk.ledger.engine.connect() as connection:
        usual = connection.connection.dbapi_connection.text_factory  # type: ignore[union-attr]  # SQLite's
    assert faults(desk.ledger) == [told]
    with desk.ledger.engine.connect() as connection:
        assert connection.connection.dbapi_connection.text_factory is usual  # type: ignore[union-attr]  # SQLite's
    changed(desk, update(EVENT).where(EVENT.c.seq == 1).values(body=b"\xff\xfe"))
    assert "event 1 has been changed: its seal does not fit." in faults(desk.ledger)


def test_a_salt_that_is_no_text_is_told(desk: Books) -> None:
    """By the reference of what is kept under it."""
    row = next(one for one in rows_of(desk, PRIVATE, kind="reason") if one.salt is not None)
    changed(desk, update(PRIVATE).where(PRIVATE.c.ref == row.ref).values(salt=b"\xff", body=b"\xfe"))
    assert faults(desk.ledger) == [f"what is kept under {row.ref} has been changed."]


# --- what lies beside --------------------------------------------------------------------------------------------------


def test_every_content_that_an_event_names_is_missed_when_it_is_gone(desk: Books) -> None:
    """The texts of the rules, the register and its tables, the list and its pieces: each by its hash."""
    contents = rows_of(desk, CONTENT)
    assert len(contents) > 20
    for row in contents:
        changed(desk, delete(CONTENT).where(CONTENT.c.digest == row.digest))
        assert faults(desk.ledger) == [f"the stored content {row.digest} is missing."]
        changed(desk, insert(CONTENT).values(digest=row.digest, body=row.body))


@pytest.mark.parametrize("body", [b"garbage", zlib.compress(b""), zlib.compress(b'{"pieces":["x"]}')])
def test_every_content_that_is_another_is_told(desk: Books, body: bytes) -> None:
    """One that cannot be unpacked, an empty one, or one that reads well; two of them are both told."""
    lists = [row for row in rows_of(desk, CONTENT) if zlib.decompress(row.body).startswith(b'{"pieces"')]
    pieces = [row for row in rows_of(desk, CONTENT) if zlib.decompress(row.body)[:1] not in (b"{", b"#")]
    spoiled = sorted(row.digest for row in (*lists, *pieces))
    assert len(spoiled) == 2
    for digest in spoiled:
        changed(desk, update(CONTENT).where(CONTENT.c.digest == digest).values(body=body))
    told = faults(desk.ledger)
    assert sorted(told[:2]) == [f"the stored content {digest} has been changed." for digest in spoiled]
    named = {row.digest for row in lists}
    assert told[2:] == [f"the stored content {digest} is missing." for digest in spoiled if digest in named]


def test_a_piece_of_a_list_that_is_another_is_told_and_missed(desk: Books) -> None:
    """It is named by the list; who stood on it is not asked for."""
    (piece,) = [row for row in rows_of(desk, CONTENT) if zlib.decompress(row.body)[:1] not in (b"{", b"#")]
    changed(desk, update(CONTENT).where(CONTENT.c.digest == piece.digest).values(body=b"garbage"))
    assert faults(desk.ledger) == [
        f"the stored content {piece.digest} has been changed.", f"the stored content {piece.digest} is missing.",
    ]  # fmt: skip


# --- what can be erased ------------------------------------------------------------------------------------------------


CHANGED = "what is kept under {} has been changed."
MISSING = "what is kept under {} is missing, and no event has erased it."
AGAIN = "what was erased under {} is there again."
INTERNAL = "the same body, but for one word"


@pytest.mark.parametrize(
    ("kind", "ruin", "told"),
    [
        ("person", {"salt": None}, MISSING), ("person", {"body": None}, MISSING),
        ("person", {"salt": None, "body": None, "pseudonym": None, "mark": None}, MISSING),
        ("person", {"pseudonym": "P-x"}, CHANGED), ("person", {"pseudonym": None}, CHANGED),
        ("person", {"mark": "0" * 64}, CHANGED), ("person", {"kind": "x"}, CHANGED),
        ("person", {"salt": "0" * 32}, CHANGED),
        ("person", {"mark": None, "body": INTERNAL}, CHANGED),
        ("person", {"mark": None}, None), ("person", {"last_used": "2011-12-31"}, None),
        ("record", {"salt": None}, MISSING), ("record", {"mark": "0" * 64}, CHANGED),
        ("record", {"body": "{}"}, CHANGED), ("record", {"kind": "person"}, MISSING),
        ("reason", {"body": "a chair"}, CHANGED), ("reason", {"body": None}, MISSING),
        ("reason", {"salt": None}, MISSING), ("reason", {"kind": ""}, CHANGED),
    ],
)  # fmt: skip
def test_what_is_kept_of_persons_is_held_against_its_reference(
    desk: Books, kind: str, ruin: dict[str, Any], told: str | None
) -> None:
    """What is missing is told apart from what is another; the day of its last use, and the mark by which it is found, may go."""
    row = next(one for one in rows_of(desk, PRIVATE, kind=kind) if one.salt is not None)
    if ruin.get("body") == INTERNAL:
        ruin = {**ruin, "body": row.body.replace("external", "internal")}
    changed(desk, update(PRIVATE).where(PRIVATE.c.ref == row.ref).values(ruin))
    assert faults(desk.ledger) == ([] if told is None else [told.format(row.ref)])


@pytest.mark.parametrize("kind", ["person", "reason", "record"])
def test_a_row_that_is_gone_is_missed(desk: Books, kind: str) -> None:
    """Whoever stands on a list is named there, and the others by an event."""
    for row in rows_of(desk, PRIVATE, kind=kind):
        changed(desk, delete(PRIVATE).where(PRIVATE.c.ref == row.ref))
        assert faults(desk.ledger) == [MISSING.format(row.ref)]
        changed(desk, insert(PRIVATE).values(dict(row._mapping)))


@pytest.mark.parametrize(
    "back",
    [{"salt": "0" * 32}, {"body": "{}"}, {"pseudonym": "P-x"}, {"mark": "0" * 64}, {"salt": "0" * 32, "body": "{}"}],
)
def test_what_was_erased_must_stay_away(desk: Books, back: dict[str, Any]) -> None:
    """Every part of it: a person, and a reason that was erased with them."""
    erased = [row for row in rows_of(desk, PRIVATE) if row.salt is None]
    assert sorted(row.kind for row in erased) == ["person", "reason"]
    for row in erased:
        changed(desk, update(PRIVATE).where(PRIVATE.c.ref == row.ref).values(back))
        assert faults(desk.ledger) == [AGAIN.format(row.ref)]
        changed(desk, update(PRIVATE).where(PRIVATE.c.ref == row.ref).values(dict(row._mapping)))


def test_a_person_whose_body_names_another_is_told(desk: Books) -> None:
    """Though its salt and its reference fit: somebody has put a row of their own there."""
    body = canonical({"pseudonym": "P-y", "facts": {}})
    row = {"ref": commitment("s", body), "kind": "person", "pseudonym": "P-x", "salt": "s", "body": body}
    changed(desk, insert(PRIVATE).values(row))
    assert faults(desk.ledger) == [CHANGED.format(row["ref"])]


# --- how far it has come -----------------------------------------------------------------------------------------------


def test_whoever_waits_is_told_every_five_hundred_events_how_far_it_has_come(begun: Ledger) -> None:
    """And at the end."""

    def write(writing: Any) -> Head:
        for _ in range(1000):
            writing.append(writing.standing(None, None), {"kind": "noted", "by": BY})
        found: Head = writing.written
        return found

    head = begun.write(write)
    told: list[Sequence[int]] = []
    found = verify(begun, None, lambda *far: told.append(far))
    assert told == [(500, 1001), (1000, 1001), (1001, 1001)]
    assert (found.events, found.head, found.faults) == (1001, head, ())
