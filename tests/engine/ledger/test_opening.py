"""A ledger is begun, opened, and told what the office takes for guesses: what is written, and what is refused."""

from __future__ import annotations

import re
import sqlite3
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest

from kredslob.engine.ledger import database, opening
from kredslob.engine.ledger.database import transaction
from kredslob.engine.ledger.keys import make_key, read_key
from kredslob.engine.ledger.opening import (
    begin_ledger,
    open_ledger,
    program,
    settle,
    settled_in,
    upgrade_ledger,
)
from kredslob.engine.ledger.store import Ledger
from kredslob.rules.messages import WrongInput
from tests.engine.ledger.books import Clock
from tests.engine.small_city import DAY

SETTLED: dict[str, Any] = {"referral.counts": "letting", "kbh-2012-adjustment.from": DAY, "compensation.cap": (1, 2)}
PLAIN = {"referral.counts": "letting", "kbh-2012-adjustment.from": {"date": "2011-05-02"}, "compensation.cap": [1, 2]}


def where(folder: Path) -> tuple[str, str]:
    """Give where a ledger and its key are."""
    return str(folder / "a.db"), str(folder / "a.key")


def said(ledger: Ledger) -> list[dict[str, Any]]:
    """Give what the events say, but for their place in the chain and the time."""
    with ledger.reading() as reading:
        every = [one.data for one in reading.events()]
    return [{name: value for name, value in one.items() if name not in ("at", "prev", "seq")} for one in every]


def test_a_ledger_begins_with_what_it_is_and_what_the_office_takes_for_guesses(tmp_path: Path) -> None:
    """A name, the name of its key, what is settled, how long facts are kept: in the first event, and beside it."""
    ledger, event = begin_ledger(*where(tmp_path), by="ANNE", settled=SETTLED, retention_years=5, now=Clock())
    about = {"key": read_key(tmp_path / "a.key").name, "settled": PLAIN, "retention_years": 5}
    (first,) = said(ledger)
    name = first.pop("ledger")
    assert re.fullmatch("[b-v]{16}", name)
    assert first == {"kind": "begun", "by": "ANNE", "program": program(), **about}
    assert (event.seq, event.data["at"]) == (1, "2011-05-02T08:00:01+00:00")
    again = open_ledger(*where(tmp_path))
    assert again.about == ledger.about == {"ledger": name, **about}
    assert settled_in(again) == settled_in(ledger) == SETTLED
    assert again.read(lambda reading: reading.about()) == again.about
    with ledger.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_no_two_ledgers_are_called_the_same(tmp_path: Path) -> None:
    """Though they have one key: one that is there is used."""
    make_key(tmp_path / "a.key")
    names = {
        begin_ledger(str(tmp_path / f"{one}.db"), where(tmp_path)[1], by="ANNE")[0].about["ledger"] for one in "ab"
    }
    assert len(names) == 2
    assert open_ledger(str(tmp_path / "b.db"), where(tmp_path)[1]).about["settled"] == {}


def test_what_is_settled_anew_is_added_to_what_was(begun: Ledger) -> None:
    """What is not named stays; the event says all of it."""
    before = settled_in(begun)
    settle(begun, by="OTTO", settled={"referral.counts": "offer"}, retention_years=None)
    after = {**before, "referral.counts": "offer"}
    opened = open_ledger(str(begun.url.database), str(Path(str(begun.url.database)).with_suffix(".key")))
    assert settled_in(opened) == after
    assert said(begun)[1] == {
        "kind": "settled", "by": "OTTO", "retention_years": None,
        "settled": {**said(begun)[0]["settled"], "referral.counts": "offer"},
    }  # fmt: skip
    settle(opened, by="OTTO", settled={}, retention_years=3)
    again = open_ledger(str(begun.url.database), str(Path(str(begun.url.database)).with_suffix(".key")))
    assert (settled_in(again), again.about["retention_years"]) == (after, 3)
    settle(again, by="OTTO", settled={}, retention_years=None)
    assert said(begun)[3]["retention_years"] == 3


def test_a_ledger_is_opened_while_somebody_writes_in_it(begun: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening it is a look, which waits for nobody."""
    monkeypatch.setattr(database, "_WAIT", 20)
    key = Path(str(begun.url.database)).with_suffix(".key")
    with transaction(begun.engine, writes=True):
        assert open_ledger(str(begun.url.database), str(key)).about == begun.about


def test_what_is_new_is_not_upgraded(begun: Ledger) -> None:
    """It is told from what to what, and nothing is written."""
    before = Path(str(begun.url.database)).read_bytes()
    assert upgrade_ledger(str(begun.url.database)) == ("2", "2")
    assert Path(str(begun.url.database)).read_bytes() == before


def test_nobody_writes_in_a_ledger_while_it_is_upgraded(begun: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """From before the first change on."""
    with begun.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE kredslob_version SET version_num = '1'")
    tried: list[str] = []

    def migrate(_connection: object) -> None:
        other = sqlite3.connect(str(begun.url.database), timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        tried.append(other.execute("SELECT version_num FROM kredslob_version").fetchone()[0])
        other.close()

    monkeypatch.setattr(opening, "migrate", migrate)
    assert upgrade_ledger(str(begun.url.database)) == ("1", "2")
    assert tried == ["1"]


def test_a_program_that_is_not_installed_goes_by_its_name_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed one with its version."""

    def installed(name: str) -> str:
        if name != "kredslob":
            raise PackageNotFoundError
        return "1.2"

    monkeypatch.setattr(opening, "version", installed)
    assert program.__wrapped__() == "kredslob 1.2"

    def missing(_name: str) -> str:
        raise PackageNotFoundError

    monkeypatch.setattr(opening, "version", missing)
    assert program.__wrapped__() == "kredslob"


# --- what is wrong -----------------------------------------------------------------------------------------------------


def test_a_ledger_is_not_begun_over_another_nor_over_anything_else(tmp_path: Path) -> None:
    """It is said which of the two is there; neither it nor a key is written."""
    begin_ledger(*where(tmp_path), by="ANNE")
    with sqlite3.connect(tmp_path / "b.db") as connection:
        connection.execute("CREATE TABLE other (a TEXT)")
    connection.close()
    for name, found in (("a.db", "there is a ledger here already"), ("b.db", "this database holds something else")):
        with pytest.raises(WrongInput, match=found):
            begin_ledger(str(tmp_path / name), str(tmp_path / "new.key"), by="OTTO")
    assert not (tmp_path / "new.key").exists()
    assert len(said(open_ledger(*where(tmp_path)))) == 1


def test_a_ledger_is_opened_by_its_own_key_alone(tmp_path: Path) -> None:
    """The key of another one is told by its path."""
    begin_ledger(*where(tmp_path), by="ANNE")
    make_key(tmp_path / "b.key")
    with pytest.raises(WrongInput, match="key of another ledger") as refused:
        open_ledger(where(tmp_path)[0], str(tmp_path / "b.key"))
    assert refused.value.problems[0].place.file == str(tmp_path / "b.key")
