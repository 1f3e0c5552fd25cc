"""A mistake is taken back: what the event says, and which vacancy has the turn if it has gone on meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kredslob.engine.ledger.correcting import _gone, correct
from kredslob.engine.ledger.people import private_texts
from kredslob.engine.ledger.store import Ledger
from kredslob.engine.ledger.turning import Effect, Turn
from kredslob.engine.ledger.vacancies import Kept
from kredslob.rules.messages import WrongInput
from tests.engine.ledger.books import Books, books
from tests.engine.ledger.by_hand import filled
from tests.engine.small_city import ESTATE as GARDEN

WHEEL = "kbh-2011-2014"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Books]:
    """Give an office that begins its ledger, with three vacancies; the third is the municipality's."""
    with books(str(tmp_path / "a.db"), tmp_path) as found:
        for _ in range(3):
            found.open()
        yield found


def test_a_correction_says_which_event_it_takes_back_and_gives_its_turns_back(desk: Books) -> None:
    """By whom, on which day and why; the turns in the opposite order."""
    desk.decide("V-2")
    event = correct(desk.ledger, "V-2", by="OTTO", on=date(2011, 5, 9), reason="the wrong day")
    with desk.ledger.reading() as reading:
        reason = private_texts(reading.connection, [event.data["reason"]])[event.data["reason"]]
    assert reason == "the wrong day"
    said = {name: value for name, value in event.data.items() if name not in ("at", "prev", "reason")}
    assert said == {
        "kind": "corrected", "vacancy": "V-2", "estate": GARDEN, "by": "OTTO", "on": "2011-05-09", "undoes": 5, "seq": 6,
        "turns": [["split", "2011", 0, "a", "used", "free"], ["transfer", "2011", 0, "external", "passed", "free"],
                  ["referral", WHEEL, 0, "open", "passed", "held"]],
    }  # fmt: skip
    assert desk.kept("V-2").state == "open"


def test_events_are_taken_back_from_the_last_to_the_first(desk: Books) -> None:
    """Each once; then there is nothing left."""
    desk.decide("V-2")
    desk.withdraw("V-2")
    taken = [desk.correct("V-2").data["undoes"] for _ in range(3)]
    assert taken == [6, 5, 2]
    assert desk.kept("V-2").state == "void"
    with pytest.raises(WrongInput, match="nothing left to take back of V-2"):
        desk.correct("V-2")


def test_what_has_gone_to_another_vacancy_meanwhile_is_not_taken_back(desk: Books) -> None:
    """The other one is named, and must be corrected first."""
    desk.decide("V-4", None)
    desk.offer("V-4", "M-1")
    desk.refuse("V-4")
    desk.decide("V-3")
    with pytest.raises(WrongInput, match="has gone to V-3 meanwhile"):
        desk.correct("V-4")
    desk.correct("V-3")
    assert desk.correct("V-4").data["undoes"] == 7


TURN = Turn("referral", "a", 4)
UNDONE = (Effect(TURN, "referral", "free", "held"),)


@pytest.mark.parametrize(
    ("holders", "named"), [(("V-9",), "V-9"), ((), "ask"), (("V-1",), "ask"), ((None,), "ask")], ids=str
)
def test_the_vacancy_that_has_the_turn_is_named_and_no_other(
    begun: Ledger, holders: tuple[str | None, ...], named: str
) -> None:
    """One of the same estate, wheel, version and number; where none has it, the estate."""
    others = [
        ("birk", "referral", "a", 4), ("ask", "transfer", "a", 4), ("ask", "referral", "b", 4), ("ask", "referral", "a", 5),
    ]  # fmt: skip
    turns = [(*key, "referral", "held", f"V-3{number}", 1, 0) for number, key in enumerate(others)]
    filled(begun, turns=[*turns, *(("ask", *TURN, "referral", "held", holder, 1, 0) for holder in holders)])
    with begun.reading() as reading:
        problem = _gone(reading, Kept("V-1", "ask"), UNDONE)
    assert problem.found.values["vacancies"] == named


def test_each_vacancy_that_has_one_of_the_turns_is_named_once(begun: Ledger) -> None:
    """In the order of the turns."""
    turns = [("ask", "referral", "a", serial, "referral", "held", vacancy, 1, 0)
             for serial, vacancy in ((4, "V-9"), (5, "V-8"), (6, "V-9"))]  # fmt: skip
    filled(begun, turns=turns)
    effects = [Effect(Turn("referral", "a", serial), "referral", "free", "held") for serial in (4, 5, 6)]
    with begun.reading() as reading:
        assert _gone(reading, Kept("V-1", "ask"), effects).found.values["vacancies"] == "V-9, V-8"
