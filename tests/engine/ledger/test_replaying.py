"""Decisions are made again from what was stored: which ones are asked for, and what is said where they come out otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, update

from kredslob.engine.decide import decide
from kredslob.engine.decision import Decision
from kredslob.engine.ledger.chain import canonical
from kredslob.engine.ledger.choosing import Choice
from kredslob.engine.ledger.contents import Shelf
from kredslob.engine.ledger.deciding import Asked, Undecided, decide_vacancy
from kredslob.engine.ledger.opening import begin_ledger, program
from kredslob.engine.ledger.replaying import Replayed, asked_for, replay
from kredslob.engine.ledger.schema import CONTENT, PRIVATE
from kredslob.engine.office import Office
from kredslob.rules.messages import WrongInput
from tests.engine.ledger.books import BY, PEOPLE, Books, Clock, books
from tests.engine.small_city import DAY, applicant, city, library, measured

NOT_ON_LIST = Choice("fire", channel="rehousing")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Books]:
    """Give an office that begins its ledger in SQLite, with vacancies V-2, 6 and V-4, the last the municipality's."""
    with books(str(tmp_path / "a.db"), tmp_path) as found:
        for number in ("", "6", ""):
            found.open(number)
        yield found


def outcomes(desk: Books, which: str | None = None) -> list[tuple[int, str, str]]:
    """Give the number, the vacancy and the outcome of each decision made again."""
    return [(one.seq, one.vacancy, one.outcome) for one in replay(desk.ledger, which)]


def test_all_decisions_are_made_again_in_their_order(desk: Books) -> None:
    """With a list and without one; told by which program each was made, and how far it has come."""
    desk.decide("V-4", None)
    desk.decide("V-2")
    far: list[Sequence[int]] = []
    found = list(replay(desk.ledger, None, lambda *at: far.append(at)))
    assert found == [Replayed(5, "V-4", "same", program()), Replayed(6, "V-2", "same", program())]
    assert far == [(1, 2), (2, 2)]


def test_those_of_a_vacancy_or_one_by_the_number_of_its_event_are_made_again(desk: Books) -> None:
    """A vacancy that is called as an event is numbered goes before it."""
    desk.decide("6", None, NOT_ON_LIST)
    desk.decide("V-4", None)
    of_vacancy, of_event = [(5, "6", "same")], [(6, "V-4", "same")]
    assert outcomes(desk, "6") == outcomes(desk, "5") == of_vacancy
    assert outcomes(desk, "V-4") == outcomes(desk, "000000000006") == of_event


def test_a_ledger_without_decisions_has_none_to_make_again(desk: Books) -> None:
    """That is no mistake where all are asked for."""
    assert outcomes(desk) == []


def test_what_was_settled_or_assumed_then_is_so_again(tmp_path: Path) -> None:
    """A guess that decides is taken at its assumed value where it was then, though nothing has been settled."""
    ledger, _ = begin_ledger(str(tmp_path / "a.db"), str(tmp_path / "a.key"), by=BY, now=Clock())
    office = Office(library(), city(measured()))
    desk = Books(ledger, office, ("", ""))
    number = desk.open()
    people = [applicant("A-6", 1985, birth_date=date(1983, 6, 1), leaving_parental_home=True), *PEOPLE]
    with pytest.raises(Undecided):
        decide_vacancy(ledger, Shelf(office), Asked(number, BY, DAY, None, people))
    made = decide_vacancy(ledger, Shelf(office), Asked(number, BY, DAY, None, people, assume=True))
    assert made.decision.illustrative
    assert outcomes(desk) == [(3, number, "same")]


def test_what_was_known_then_is_what_is_known_again(tmp_path: Path) -> None:
    """An office that decides as of a day has the decision made again as of that day."""
    office = Office(library(), city(measured()), None, DAY)
    with books(str(tmp_path / "a.db"), tmp_path, office) as desk:
        desk.decide(desk.open())
        assert desk.events()[-1]["outcome"]["as_known"] == "2011-05-02"
        assert outcomes(desk) == [(3, "V-2", "same")]


# --- what does not come out the same -----------------------------------------------------------------------------------


def as_if(desk: Books, **otherwise: Any) -> list[Replayed]:
    """Decide as if the program of that day had answered otherwise, and make it again."""

    def once(*what: Any, **how: Any) -> Decision:
        return replace(decide(*what, **how), **otherwise)

    desk.decide_by = once
    desk.decide("V-2")
    return list(replay(desk.ledger))


def test_the_same_answer_told_otherwise_is_a_difference_of_details(desk: Books) -> None:
    """The hash of the whole record tells it."""
    assert as_if(desk, estate_name="Another name") == [Replayed(5, "V-2", "details", program())]


def test_another_answer_is_told_with_what_was_said_then_and_now(desk: Books) -> None:
    """By the part of the answer."""
    (found,) = as_if(desk, channel="ordinary", offer=None)
    now = desk.events()[-1]
    again = next(iter(replay(desk.ledger, "V-2")))
    assert (found.outcome, found.program, found.why) == ("different", program(), None)
    assert [name for name, _, _ in found.differences] == ["channel", "offer"]
    assert found.differences[0] == ("channel", '"ordinary"', '"flexible"')
    assert found.differences[1][1] == canonical(now["outcome"]["offer"]) == "null"
    assert again == found


@pytest.mark.parametrize("kind", ["person", "record"])
def test_a_decision_of_which_something_has_been_erased_is_not_made_again(desk: Books, kind: str) -> None:
    """Somebody on its list, or the salt of its record; the others are."""
    desk.decide("V-2")
    desk.decide("V-4", None)
    seqs = {"V-2": "erased", "V-4": "same"}
    with desk.ledger.engine.begin() as connection:
        named = desk.events()[4]["record"] if kind == "record" else None
        chosen = PRIVATE.c.kind == "person" if named is None else PRIVATE.c.ref == named
        connection.execute(update(PRIVATE).where(chosen).values(salt=None, body=None))
    assert [(one.vacancy, one.outcome, one.program) for one in replay(desk.ledger)] == [
        (vacancy, outcome, program()) for vacancy, outcome in seqs.items()
    ]


@pytest.mark.parametrize("name", ["terms", "register", "list"])
@pytest.mark.parametrize("gone", [True, False])
def test_a_decision_whose_ground_is_missing_or_another_cannot_be_read(desk: Books, name: str, gone: bool) -> None:
    """It is said which content it was; nothing that has been changed is decided from."""
    desk.decide("V-2")
    digest = desk.events()[-1]["inputs"][name]
    other = next(
        value for key, value in desk.events()[-1]["inputs"].items() if key in ("terms", "register") and key != name
    )
    with desk.ledger.engine.begin() as connection:
        if gone:
            connection.execute(delete(CONTENT).where(CONTENT.c.digest == digest))
        else:
            body = connection.execute(CONTENT.select().where(CONTENT.c.digest == other)).one().body
            connection.execute(update(CONTENT).where(CONTENT.c.digest == digest).values(body=body))
    (found,) = replay(desk.ledger)
    assert (found.seq, found.vacancy, found.outcome, found.program) == (5, "V-2", "unreadable", program())
    assert isinstance(found.why, WrongInput)
    assert f"the stored content {digest} is missing or has been changed" in found.why.text("en")


# --- what is wrong -----------------------------------------------------------------------------------------------------


def test_a_decision_that_there_is_not_is_refused(desk: Books) -> None:
    """A vacancy that is not decided, an event that decided nothing, a number longer than any."""
    desk.decide("V-4", None)
    for which in ("V-2", "V-99", "3", "99", "0000000000005", "", "five", "²"):
        with pytest.raises(WrongInput, match="there is no decision") as refused:
            outcomes(desk, which)
        assert refused.value.problems[0].found.values["which"] == which


def test_either_one_is_asked_for_or_all() -> None:
    """Not both, and not neither: each is told by the option."""
    assert asked_for("V-2", every=False) == "V-2"
    assert asked_for(None, every=True) is None
    for which, every, said in ((None, False, "not said which decisions"), ("V-2", True, "one and all are asked for")):
        with pytest.raises(WrongInput, match=said) as refused:
            asked_for(which, every=every)
        assert refused.value.problems[0].place.file == "--all"
