"""The life of a vacancy in the ledger, and what each step does to the municipality's turns."""

from __future__ import annotations

import pytest

from kredslob.rules.messages import WrongInput
from tests.engine.ledger.books import Books


def let_through(desk: Books, count: int) -> list[str]:
    """Let so many vacancies, one after another, and give their channels."""
    channels = []
    for _ in range(count):
        number = desk.open()
        channels.append(desk.decide(number).chosen.channel)
        desk.offer(number, "M-1" if channels[-1] == "referral" else None)
        desk.accept(number)
        desk.let(number)
    return channels


def test_every_third_vacancy_is_the_municipalitys(desk: Books) -> None:
    """One after another, by a wheel of three slots."""
    assert let_through(desk, 7) == ["flexible", "flexible", "referral", "flexible", "flexible", "referral", "flexible"]


def test_the_third_notice_is_the_municipalitys_whichever_is_decided_first(desk: Books) -> None:
    """Where notices count, a vacancy draws its slot when it is opened."""
    first, second, third = desk.open(), desk.open(), desk.open()
    assert [desk.decide(number).chosen.channel for number in (third, first, second)] == [
        "referral",
        "flexible",
        "flexible",
    ]


def test_a_turn_that_is_refused_is_owed_to_the_next_vacancy(desk: Books) -> None:
    """The municipality is not asked again about the same dwelling, and gets the next one."""
    numbers = [desk.open() for _ in range(4)]
    desk.decide(numbers[2])
    desk.offer(numbers[2], "M-1")
    desk.refuse(numbers[2])
    assert desk.decide(numbers[2]).chosen.channel == "flexible"
    assert desk.decide(numbers[3]).chosen.channel == "referral"


def test_another_may_be_named_for_the_same_dwelling(desk: Books) -> None:
    """Then what was decided stands, and the turn is still used."""
    numbers = [desk.open() for _ in range(3)]
    desk.decide(numbers[2])
    desk.offer(numbers[2], "M-1")
    desk.refuse(numbers[2], another=True)
    assert desk.kept(numbers[2]).state == "decided"
    assert desk.offer(numbers[2], "M-2").data["kind"] == "offered"


def test_whom_the_list_decided_on_may_be_named_and_nobody_else(desk: Books) -> None:
    """Naming another is another decision."""
    number = desk.open()
    desk.decide(number)
    with pytest.raises(WrongInput, match="another applicant was decided on"):
        desk.offer(number, "A-1")
    desk.offer(number, "A-3")
    assert desk.kept(number).state == "offered"


def test_who_refuses_is_left_out_when_it_is_decided_again(desk: Books) -> None:
    """The next in line is offered the dwelling."""
    number = desk.open()
    made = desk.decide(number)
    assert made.names[made.chosen.person or ""] == "A-3"
    desk.offer(number)
    desk.refuse(number)
    again = desk.decide(number)
    assert again.names[again.chosen.person or ""] == "A-1"


def test_a_notice_taken_back_has_counted(desk: Books) -> None:
    """Where notices count, the municipality's turn is owed to the next vacancy."""
    numbers = [desk.open() for _ in range(3)]
    desk.withdraw(numbers[2])
    assert desk.referral()[2] == (2, "referral", "owed", None)
    assert desk.decide(numbers[0]).chosen.channel == "referral"


@pytest.mark.parametrize("step", ["offer", "accept", "let", "refuse"])
def test_a_step_out_of_turn_is_refused(desk: Books, step: str) -> None:
    """A vacancy that is not decided cannot be offered, accepted, let or refused."""
    number = desk.open()
    with pytest.raises(WrongInput, match="is open"):
        getattr(desk, step)(number)


def test_a_number_is_given_once(desk: Books) -> None:
    """Two vacancies are never called the same."""
    desk.open("2011-17")
    with pytest.raises(WrongInput, match="already"):
        desk.open("2011-17")


def test_the_books_are_whole_and_decide_the_same_again(desk: Books) -> None:
    """Every seal fits, and every decision comes out the same to the last letter."""
    from kredslob.engine.ledger.replaying import replay
    from kredslob.engine.ledger.verifying import verify

    let_through(desk, 4)
    assert verify(desk.ledger).faults == ()
    assert [one.outcome for one in replay(desk.ledger)] == ["same"] * 4
