"""Personal data are planted, and searched for where they must not be: events, logs, errors, accounts, the erased file."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from kredslob.engine.ledger.account_table import accounts_record, csv_table, excel_table, parts
from kredslob.engine.ledger.accounts import accounts
from kredslob.engine.ledger.choosing import Choice
from kredslob.engine.ledger.erasing import erase, erase_expired, expired, held_of
from kredslob.engine.ledger.opening import settle
from kredslob.engine.ledger.replaying import replay
from kredslob.engine.ledger.schema import CONTENT, EVENT, METADATA, PRIVATE
from kredslob.engine.ledger.verifying import verify
from kredslob.engine.phrasing import Words
from kredslob.rules.messages import WrongInput
from tests.engine.ledger.books import BY, PEOPLE, Books, books
from tests.engine.small_city import DAY, IN_WORK, applicant

NAME = "Hjørdis Plantegaard"
BORN = date(1953, 7, 23)
REASON = "she needs a lift"
PLANTED = (NAME, "Plantegaard", "1953-07-23", REASON, "needs a lift")


@pytest.fixture
def planted(desk: Books) -> Books:
    """Give books in which somebody stands on lists, is passed over, chosen for a reason, offered, and refuses."""
    her = applicant(NAME, 1953, birth_date=BORN)
    first, second, third = desk.open(), desk.open(), desk.open()
    desk.decide(first, [her, *PEOPLE])
    desk.decide(second, [*PEOPLE, her], Choice(REASON, applicant=NAME))
    desk.offer(second)
    desk.refuse(second)
    desk.decide(third, [her, *PEOPLE])
    desk.offer(third, NAME)
    desk.correct(third, REASON)
    return desk


def texts(desk: Books, *, without: tuple[str, ...] = ()) -> str:
    """Give all that stands in the database, contents unpacked."""
    found = []
    with desk.ledger.reading() as reading:
        for table in METADATA.sorted_tables:
            if table.name not in without:
                found += [repr(tuple(row)) for row in reading.connection.execute(select(table))]
        digests = reading.connection.execute(select(CONTENT.c.digest)).scalars().all()
        found += [(reading.content(one) or b"").decode() for one in digests]
    return "\n".join(found)


def found_in(text: str) -> list[str]:
    """Give what was planted and is in a text."""
    return [one for one in PLANTED if one in text]


def test_facts_stand_in_one_table_alone_and_names_nowhere(planted: Books) -> None:
    """Events, vacancies, turns and contents hold references; the office's own word for somebody is never stored."""
    assert found_in(texts(planted, without=("private",))) == []
    assert planted.ledger.keys.pseudonym(NAME) not in texts(planted, without=("private",))
    held = texts(planted)
    assert NAME not in held
    assert "1953-07-23" in held  # facts are there to be replayed, and to be erased


def test_accounts_hold_no_person(planted: Books) -> None:
    """Neither as a table nor as JSON, not even by pseudonym."""
    found = accounts(planted.ledger, planted.office)
    words = Words(planted.office.library, "en", {})
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(excel_table(words, parts(found, None))))
    exported = [
        json.dumps(accounts_record(found, None), ensure_ascii=False),
        csv_table(words, parts(found, None)).decode("utf-8-sig"),
        "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row),
    ]
    for text in exported:
        assert found_in(text) == []
        assert planted.ledger.keys.pseudonym(NAME) not in text
        assert "P-" not in text


def test_logs_hold_no_person(desk: Books, caplog: pytest.LogCaptureFixture) -> None:
    """Not even where everything that SQLAlchemy and the drivers can tell is logged."""
    caplog.set_level(logging.DEBUG)
    logging.getLogger("sqlalchemy").setLevel(logging.DEBUG)
    try:
        number = desk.open()
        desk.decide(number, [applicant(NAME, 1953, birth_date=BORN, **IN_WORK)])
        desk.offer(number)
        desk.correct(number, REASON)
        erase(desk.ledger, NAME, by=BY)
    finally:
        logging.getLogger("sqlalchemy").setLevel(logging.NOTSET)
    assert found_in(caplog.text) == []


def test_errors_hold_no_person(planted: Books) -> None:
    """Whatever is asked wrongly of somebody, their name is not repeated, nor a fact of theirs."""
    number = planted.open()
    wrongs: list[Callable[[], object]] = [
        lambda: planted.decide(number, PEOPLE, Choice(REASON, applicant=NAME)),
        lambda: planted.offer(number, NAME),
        lambda: planted.decide("V-" + "9" * 5, [applicant(NAME, 1953)]),
        lambda: held_of(planted.ledger, NAME + "x"),
        lambda: erase(planted.ledger, NAME + "x", by=BY),
    ]
    for wrong in wrongs:
        with pytest.raises(WrongInput) as told:
            wrong()
        assert found_in(told.value.text("en")) == []


def test_the_office_sees_what_it_holds_of_a_person(planted: Books) -> None:
    """All sets of facts that were given, the decisions from lists on which they stood, the events about them."""
    held = held_of(planted.ledger, NAME)
    assert {facts.get("birth_date", {}).get("date") for _, facts in held.facts} == {"1953-07-23", None}
    assert len(held.decisions) == 3
    assert [kind for _, _, kind in held.concerned] == ["decided", "offered", "offered"]


def test_an_erased_person_is_gone_and_the_chain_is_whole(planted: Books) -> None:
    """Facts, pseudonym, salts and reasons go; the events stay to the letter; decisions say that they are erased."""
    with planted.ledger.reading() as reading:
        before = [(one.seq, one.body, one.mac) for one in reading.events()]
    event, held = erase(planted.ledger, NAME, by=BY)
    with planted.ledger.reading() as reading:
        assert [(one.seq, one.body, one.mac) for one in reading.events()][:-1] == before
    assert found_in(texts(planted)) == []
    assert planted.ledger.keys.pseudonym(NAME) not in texts(planted)
    assert found_in(event.body) == []
    assert verify(planted.ledger, event.head.text).faults == ()
    assert len(held.decisions) == 3
    assert {one.outcome for one in replay(planted.ledger)} == {"erased"}


def test_what_was_erased_cannot_be_put_back_unseen(planted: Books) -> None:
    """A row that comes back from a back-up is told of."""
    with planted.ledger.engine.begin() as connection:
        rows = [dict(row._mapping) for row in connection.execute(select(PRIVATE))]
    erase(planted.ledger, NAME, by=BY)
    from sqlalchemy import update

    with planted.ledger.engine.begin() as connection:
        for row in rows:
            connection.execute(update(PRIVATE).where(PRIVATE.c.ref == row["ref"]).values(row))
    assert any("is there again" in one.text("en") for one in verify(planted.ledger).faults)


def test_the_others_on_the_list_are_kept(planted: Books) -> None:
    """One person's erasure takes nobody else's facts."""
    erase(planted.ledger, NAME, by=BY)
    assert held_of(planted.ledger, "A-1").facts
    with pytest.raises(WrongInput, match="nothing of this applicant"):
        held_of(planted.ledger, NAME)


def test_the_file_itself_no_longer_holds_them(tmp_path: Path) -> None:
    """SQLite writes over what is erased, in the file and in what it keeps beside it."""
    file = tmp_path / "ledger.db"
    with books(str(file), tmp_path) as desk:
        desk.decide(desk.open(), [applicant(NAME, 1953, birth_date=BORN, **IN_WORK)])
        assert b"1953-07-23" in b"".join(one.read_bytes() for one in tmp_path.iterdir())
        erase(desk.ledger, NAME, by=BY)
        left = b"".join(one.read_bytes() for one in tmp_path.iterdir())
        assert b"1953-07-23" not in left
        assert desk.ledger.keys.pseudonym(NAME).encode() not in left


def test_facts_are_kept_as_long_as_it_is_said(planted: Books) -> None:
    """Who has not been on a list for that long is erased; before, and without a period, nobody is."""
    with pytest.raises(WrongInput, match="no period of retention"):
        expired(planted.ledger, DAY)
    settle(planted.ledger, by=BY, settled={}, retention_years=5)
    again = planted.again()
    assert expired(again.ledger, DAY.replace(year=2016)) == []
    event, count = erase_expired(again.ledger, by=BY, on=DAY.replace(year=2017))
    assert event is not None
    assert count == len(PEOPLE) + 1
    assert erase_expired(again.ledger, by=BY, on=DAY.replace(year=2017)) == (None, 0)
    assert found_in(texts(again)) == []
    assert verify(again.ledger, event.head.text).faults == ()
    again.ledger.engine.dispose()


def test_the_same_facts_are_kept_once(desk: Books) -> None:
    """A list that comes again adds nobody; one whose facts have changed is another set of facts."""
    desk.decide(desk.open(), PEOPLE)
    with desk.ledger.reading() as reading:
        kept = len(reading.connection.execute(select(PRIVATE.c.ref).where(PRIVATE.c.kind == "person")).all())
    desk.decide(desk.open(), PEOPLE)
    desk.decide(desk.open(), [applicant("A-1", 1991, children=2), *PEOPLE[1:]])
    with desk.ledger.reading() as reading:
        now = len(reading.connection.execute(select(PRIVATE.c.ref).where(PRIVATE.c.kind == "person")).all())
        events = len(reading.connection.execute(select(EVENT.c.seq)).all())
    assert (kept, now, events) == (5, 6, 7)
