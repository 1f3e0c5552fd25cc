"""A look at a ledger whose tables were filled by hand: each question is answered of what was asked for, and nothing else."""

from __future__ import annotations

import zlib
from typing import Any

import pytest
from sqlalchemy import Connection, insert, update

from kredslob.engine.ledger import reading as module
from kredslob.engine.ledger.chain import EMPTY, Event, Head, canonical
from kredslob.engine.ledger.reading import Reading
from kredslob.engine.ledger.schema import ABOUT, CONTENT, ESTATE, EVENT, VACANCY
from kredslob.engine.ledger.turning import Count, Round, Turn, plain_counters
from kredslob.engine.ledger.vacancies import Kept, plain_kept
from kredslob.rules.messages import WrongInput

EVENTS = [(1, None), (2, "V1"), (3, "V2"), (4, "V1"), (5, "V3")]
VACANCIES = [Kept(f"V{number}", f"estate {number}", given={"number": number}) for number in (2, 3, 1)]
COUNTERS = {
    f"estate {number}": {
        "referral": Count({"2011": Round(("x",), "0", 0, number)}, ((Turn("referral", "2011", number), "x"),))
    }
    for number in (1, 2, 3)
}


@pytest.fixture(autouse=True)
def anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the statement together as importing does, so that it is tested and not only what came of it once."""
    monkeypatch.setattr(module, "_STANDING", module._standing())


@pytest.fixture
def reading(connection: Connection) -> Reading:
    """Give a look at three vacancies in three estates, and five events."""
    rows: dict[Any, list[dict[str, Any]]] = {
        EVENT: [
            {"seq": seq, "kind": "x", "vacancy": vacancy, "body": f'{{"seq":{seq}}}', "mac": f"mac {seq}"}
            for seq, vacancy in EVENTS
        ],
        VACANCY: [
            {"id": one.id, "estate": one.estate, "state": one.state, "body": canonical(plain_kept(one))}
            for one in VACANCIES
        ],
        ESTATE: [{"id": name, "counters": canonical(plain_counters(one))} for name, one in COUNTERS.items()],
        ABOUT: [{"name": "key", "value": '"abc"'}, {"name": "settled", "value": '{"a":[1,2]}'}],
        CONTENT: [{"digest": digest, "body": zlib.compress(digest.encode() * 3)} for digest in ("one", "two")],
    }
    for table, listed in rows.items():
        connection.execute(insert(table), listed)
    return Reading(connection)


def test_the_head_is_the_last_event(reading: Reading) -> None:
    """Its number and its seal."""
    assert reading.head() == Head(5, "mac 5")


def test_a_vacancy_stands_with_its_own_estates_wheels(reading: Reading) -> None:
    """And the head of the chain; whatever other vacancies and estates there are."""
    for number in (1, 2, 3):
        found = reading.standing(f"V{number}", None)
        assert found.head == Head(5, "mac 5")
        assert found.vacancy == Kept(f"V{number}", f"estate {number}", given={"number": number})
        assert found.counters == COUNTERS[f"estate {number}"]
        assert reading.vacancy(f"V{number}") == found.vacancy


def test_the_wheels_of_an_estate_are_given_where_there_is_no_such_vacancy(reading: Reading) -> None:
    """As when one is opened; a vacancy that is there has its own estate's, whatever is asked."""
    assert reading.standing("V9", "estate 2").counters == COUNTERS["estate 2"]
    assert reading.standing(None, "estate 3").counters == COUNTERS["estate 3"]
    assert reading.standing("V1", "estate 2").counters == COUNTERS["estate 1"]
    nothing = reading.standing("V9", "estate 9")
    assert (nothing.head.seq, nothing.vacancy, nothing.counters) == (5, None, {})
    assert reading.vacancy("V9") is None


def test_an_empty_ledger_stands_at_its_beginning(connection: Connection) -> None:
    """Without a vacancy or a wheel."""
    reading = Reading(connection)
    assert reading.head() == EMPTY
    found = reading.standing("V1", "estate 1")
    assert (found.head, found.vacancy, found.counters) == (EMPTY, None, {})
    assert (list(reading.events()), list(reading.vacancies()), reading.about()) == ([], [], {})


def test_vacancies_are_given_in_the_order_of_their_numbers(reading: Reading) -> None:
    """All of them, each as it stands."""
    assert list(reading.vacancies()) == [VACANCIES[2], VACANCIES[0], VACANCIES[1]]


def test_events_are_given_in_order_of_all_or_one_and_after_a_number(reading: Reading) -> None:
    """The first with them, if nothing else is asked."""
    assert [one.seq for one in reading.events()] == [1, 2, 3, 4, 5]
    assert [one.seq for one in reading.events(after_seq=2)] == [3, 4, 5]
    assert [one.seq for one in reading.events("V1")] == [2, 4]
    assert [one.seq for one in reading.events("V1", 2)] == [4]
    assert list(reading.events("V2")) == [Event(3, '{"seq":3}', "mac 3")]


def test_an_event_is_given_by_its_number(reading: Reading) -> None:
    """With its text and its seal."""
    assert reading.event(4) == Event(4, '{"seq":4}', "mac 4")


def test_what_is_stored_is_given_by_its_hash(reading: Reading) -> None:
    """Unpacked; None where nothing is."""
    assert (reading.content("two"), reading.content("one"), reading.content("x")) == (b"twotwotwo", b"oneoneone", None)


def test_a_head_is_there_if_its_event_is(reading: Reading) -> None:
    """With that number and that seal."""
    heads = [Head(3, "mac 3"), Head(5, "mac 5"), Head(3, "mac 4"), Head(6, "mac 6"), Head(6, "mac 5")]
    assert [reading.has(head) for head in heads] == [True, True, False, False, False]


def test_what_the_ledger_says_of_itself_is_read(reading: Reading) -> None:
    """By its names."""
    assert reading.about() == {"key": "abc", "settled": {"a": [1, 2]}}


@pytest.mark.parametrize("text", ["", "{", "[]", "7", '{"a":1}'])
def test_a_vacancy_that_somebody_has_been_at_is_told_by_its_table(
    reading: Reading, connection: Connection, text: str
) -> None:
    """Wherever it is read."""
    connection.execute(update(VACANCY).values(body=text))
    for look in (lambda: reading.vacancy("V1"), lambda: list(reading.vacancies())):
        with pytest.raises(WrongInput, match="stands in vacancy cannot be read"):
            look()


def test_other_tables_that_somebody_has_been_at_are_told_too(reading: Reading, connection: Connection) -> None:
    """The count of an estate's wheels, and what the ledger says of itself."""
    connection.execute(update(ESTATE).values(counters='{"referral":{}}'))
    connection.execute(update(ABOUT).values(value="{"))
    with pytest.raises(WrongInput, match="stands in estate cannot be read"):
        reading.standing("V1", None)
    with pytest.raises(WrongInput, match="stands in about cannot be read"):
        reading.about()
