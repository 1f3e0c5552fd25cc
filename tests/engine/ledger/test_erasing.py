"""What the ledger holds of a person, and what goes when they are erased: by references and events written by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest
from sqlalchemy import insert, select

from kredslob.engine.ledger import erasing
from kredslob.engine.ledger.erasing import Held, erase, erase_expired, expired, held_of
from kredslob.engine.ledger.people import list_pieces
from kredslob.engine.ledger.schema import PRIVATE
from kredslob.engine.ledger.store import Ledger
from kredslob.engine.ledger.writing import Writing
from kredslob.rules.messages import WrongInput
from tests.engine.ledger.books import BY

HER, HIM = "Anna", "Bo"
GIVEN = {"on": None, "dates": {"notice": {"date": "2011-05-02"}}}


def person(ledger: Ledger, ref: str, of: str, used: str | None = "2011-05-02", **facts: Any) -> dict[str, Any]:
    """Give the row of somebody's facts."""
    pseudonym = ledger.keys.pseudonym(of)
    body = json.dumps({"pseudonym": pseudonym, "facts": facts})
    return {"ref": ref, "kind": "person", "pseudonym": pseudonym, "mark": ref, "salt": "s", "body": body,
            "last_used": used}  # fmt: skip


def other(ref: str, kind: str) -> dict[str, Any]:
    """Give the row of a reason or a record."""
    return {"ref": ref, "kind": kind, "pseudonym": None, "mark": None, "salt": "s", "body": kind, "last_used": None}


def decided(vacancy: str, record: str, listed: str | None, chosen: str | None, reason: str | None) -> dict[str, Any]:
    """Give what a decision says."""
    said: dict[str, Any] = {
        "channel": "flexible",
        "person": chosen,
        "how": "list",
        "group": [],
        "departs": False,
        "reason": reason,
    }
    return {"kind": "decided", "vacancy": vacancy, "record": record, "inputs": {"list": listed}, "chosen": said}


@pytest.fixture
def lived(begun: Ledger) -> Ledger:
    """Give a ledger in which she stands on one list of three, is offered a dwelling and chosen for another.

    Her facts were given twice. V-1 was decided from the list with her, V-2 offered to her, V-3 decided for her; with V-4
    she has nothing to do.
    """
    with_her, pieces = list_pieces(["his", "hers-1", "x" * 40])
    without, more = list_pieces(["his", "x" * 40])
    nobody, none = list_pieces([])
    rows = [
        person(begun, "hers-1", HER, job="none"), person(begun, "hers-2", HER, rooms=3), person(begun, "his", HIM),
        *(other(f"record-{number}", "record") for number in (1, 2, 3, 4)),
        *(other(f"reason-{number}", "reason") for number in (1, 2, 3, 4)),
    ]  # fmt: skip
    opened = [{"kind": "opened", "vacancy": f"V-{one}", "given": GIVEN, "freed_by": None} for one in (1, 2, 3, 4)]
    said = [
        *opened, decided("V-1", "record-1", with_her, "his", "reason-1"), decided("V-2", "record-2", without, None, None),
        {"kind": "offered", "vacancy": "V-2", "person": "hers-2"}, decided("V-3", "record-3", nobody, "hers-1", "reason-3"),
        decided("V-4", "record-4", without, "his", "reason-4"), {"kind": "noted", "reason": "reason-2", "vacancy": "V-2"},
    ]  # fmt: skip

    def write(writing: Writing) -> None:
        writing.store(
            {
                **pieces,
                **more,
                **none,
                "0" * 64: b"# a text of the rules\nhers-1 stands in it not",
                "1" * 64: b"\xff what somebody has spoiled",
            }
        )
        writing.keep_private(rows)
        for one in said:
            writing.append(writing.standing(one["vacancy"], "ask"), {"estate": "ask", "by": BY, **one})

    begun.write(write)
    return begun


def rows_of(ledger: Ledger) -> dict[str, Any]:
    """Give what is kept beside the events, by reference."""
    with ledger.engine.connect() as connection:
        return {row.ref: row for row in connection.execute(select(PRIVATE))}


HELD = Held(
    (("hers-1", {"job": "none"}), ("hers-2", {"rooms": 3})), ((6, "V-1"),), ((8, "V-2", "offered"), (9, "V-3", "decided"))
)  # fmt: skip


def test_a_person_is_told_all_that_is_held_of_them(lived: Ledger) -> None:
    """Their facts as they were given, the decisions from lists with them, and the events about them."""
    assert held_of(lived, HER) == HELD
    assert held_of(lived, HIM).decisions == ((6, "V-1"), (7, "V-2"), (10, "V-4"))
    assert held_of(lived, HIM).concerned == ((6, "V-1", "decided"), (10, "V-4", "decided"))


def test_a_person_is_erased_with_the_records_and_reasons_that_could_tell_of_them(lived: Ledger) -> None:
    """The record of the decision from a list with them, and every reason of a vacancy that concerned them; no more."""
    gone = ["hers-1", "hers-2", "reason-1", "reason-2", "reason-3", "record-1"]
    before = rows_of(lived)
    event, held = erase(lived, HER, by="OTTO")
    assert held == HELD
    said = {name: value for name, value in event.data.items() if name not in ("at", "seq", "prev")}
    assert said == {"kind": "erased", "by": "OTTO", "erased": gone}
    for ref, row in rows_of(lived).items():
        if ref in gone:
            assert tuple(row)[2:] == (None,) * 5
        else:
            assert row == before[ref]


def test_what_was_erased_is_written_over_in_the_file(lived: Ledger) -> None:
    """Nothing of it waits in the file beside it either."""
    erase(lived, HER, by=BY)
    assert Path(f"{lived.url.database}-wal").stat().st_size == 0


def test_in_postgresql_what_was_erased_is_given_to_its_vacuum() -> None:
    """Outside of any transaction, where alone it can be asked for; told without a server."""
    ledger = MagicMock()
    connection = ledger.engine.connect.return_value.__enter__.return_value
    connection.dialect.name = "postgresql"
    erasing._forget(ledger)
    connection.execution_options.assert_called_once_with(isolation_level="AUTOCOMMIT")
    (asked,) = connection.execution_options.return_value.execute.call_args.args
    assert str(asked) == "VACUUM private"


def test_many_persons_are_looked_up_some_at_a_time(lived: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as a database takes at once, and none is left out."""
    monkeypatch.setattr(erasing, "_AT_ONCE", 2)
    add(lived, [person(lived, f"more-{number}", f"K-{number}", "2001-01-01") for number in range(5)])
    kept = replace(lived, about={**lived.about, "retention_years": 5})
    event, count = erase_expired(kept, by=BY, on=date(2011, 5, 2))
    assert event is not None
    assert (count, event.data["erased"]) == (5, [f"more-{number}" for number in range(5)])
    assert all(rows_of(lived)[f"more-{number}"].body is None for number in range(5))
    assert rows_of(lived)["his"].body is not None
    assert Path(f"{lived.url.database}-wal").stat().st_size == 0


def add(ledger: Ledger, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep rows beside the events."""
    with ledger.engine.connect() as connection, connection.begin():
        connection.execute(insert(PRIVATE), rows)


@pytest.mark.parametrize(
    ("used", "on", "over"),
    [
        (["2011-05-01"], date(2016, 5, 2), True), (["2011-05-02"], date(2016, 5, 2), False),
        (["2011-05-03"], date(2016, 5, 2), False), (["2011-05-27"], date(2016, 5, 31), True),
        (["2011-05-28"], date(2016, 5, 31), False), ([None], date(2016, 5, 2), True),
        (["2001-01-01", "2012-01-01"], date(2016, 5, 2), False), (["2012-01-01", "2001-01-01"], date(2016, 5, 2), False),
        (["2001-01-01", None], date(2016, 5, 2), True), ([None, "2012-01-01"], date(2016, 5, 2), False),
        (["2023-05-01"], date(2028, 2, 29), False), (["2023-02-27"], date(2028, 2, 29), True),
    ],
)  # fmt: skip
def test_facts_are_kept_for_so_many_years_after_they_were_last_used(
    begun: Ledger, used: Sequence[str | None], on: date, over: bool
) -> None:
    """Whichever of somebody's facts that was; every month has a day from which it is reckoned."""
    add(begun, [person(begun, f"r{number}", HER, day) for number, day in enumerate(used)])
    add(begun, [other("reason", "reason"), {**other("named", "reason"), "pseudonym": "P-x"}])
    kept = replace(begun, about={**begun.about, "retention_years": 5})
    assert expired(kept, on) == ([begun.keys.pseudonym(HER)] if over else [])
    event, count = erase_expired(kept, by=BY, on=on)
    assert (count, event is not None) == ((1, True) if over else (0, False))
    assert expired(kept, on) == []


# --- what is wrong -----------------------------------------------------------------------------------------------------


def test_nobody_is_erased_whom_the_ledger_does_not_know(lived: Ledger) -> None:
    """Neither shown; once erased, they are not known any more. Nothing is written."""
    for done in (lambda who: held_of(lived, who), lambda who: erase(lived, who, by=BY)):
        with pytest.raises(WrongInput, match="nothing of this applicant"):
            done("Nobody")
    erase(lived, HER, by=BY)
    with pytest.raises(WrongInput, match="nothing of this applicant"):
        held_of(lived, HER)
    with lived.reading() as reading:
        assert [one.data["kind"] for one in reading.events()].count("erased") == 1


def test_nobodys_time_is_over_where_no_time_has_been_set(begun: Ledger) -> None:
    """The way is said."""
    for done in (lambda: expired(begun, date(2016, 5, 2)), lambda: erase_expired(begun, by=BY, on=date(2016, 5, 2))):
        with pytest.raises(WrongInput, match="no period of retention"):
            done()


def test_postgresql_is_asked_to_clean_up_outside_a_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would refuse to within one."""
    said: list[Any] = []

    class Asked:
        engine: Any = property(lambda self: self)

        def connect(self) -> Any:
            return self

        def __enter__(self) -> Any:
            return self

        def __exit__(self, *_: object) -> None:
            said.append("closed")

        def execution_options(self, **options: str) -> Any:
            said.append(options)
            return self

        def execute(self, statement: Any) -> None:
            said.append(str(statement))

    monkeypatch.setattr(erasing, "is_postgresql", lambda _: True)
    ledger: Any = Asked()
    erasing._forget(ledger)
    assert said == [{"isolation_level": "AUTOCOMMIT"}, "VACUUM private", "closed"]
