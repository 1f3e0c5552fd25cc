"""Tables of steps and of wheels: each row is judged by itself, and all are written together or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from kredslob.engine.ledger.entering import Entered, enter_steps
from kredslob.engine.ledger.importing import Imported, import_wheels
from kredslob.engine.ledger.verifying import verify
from kredslob.rules.messages import WrongInput
from tests.engine.ledger.books import BY, Books
from tests.engine.ledger.dumped import dumped
from tests.engine.small_city import DAY, ESTATE

CLAIMS = "rehousing_claim;return_guarantee_claim;own_estate_claim;divorce_claim;organisation_claim"
NONE = "no;no;no;no;no"
HEAD = f"step;id;estate;notice;dwelling_kind;rooms;day;applicant;channel;reason;another;flexible_due;{CLAIMS}\n"


def rows(*lines: str) -> str:
    """Give a table of steps."""
    return HEAD + "".join(f"{line}\n" for line in lines)


def opened(number: str, estate: str = ESTATE) -> str:
    """Give the row of a notice."""
    return f"open;{number};{estate};2011-05-02;family;3;;;;;;yes;;;;;"


def decided(number: str, more: str = ";;") -> str:
    """Give the row of a decision; `more` is another applicant, channel and reason."""
    return f"decide;{number};;;;;2011-05-09;{more};;;{NONE}"


def step(kind: str, number: str, applicant: str = "") -> str:
    """Give the row of another step."""
    return f"{kind};{number};;;;;2011-05-10;{applicant};;;;;;;;;"


def entered(desk: Books, text: str, *, rejected_too: bool = False) -> tuple[list[Entered], bool]:
    """Enter a table, and give what came of its rows, and whether anything was written."""
    file = Path(desk.where[1]).parent / "steps.csv"
    file.write_text(text, "utf-8")
    found, head = enter_steps(desk.ledger, desk.office, file, by=BY, on=DAY, rejected_too=rejected_too)
    return found, head is not None


LIFE = (
    opened("B-1"), opened("B-2"), opened("B-3"), decided("B-3"), step("offer", "B-3", "M-1"), step("accept", "B-3"),
    step("let", "B-3"), step("withdraw", "B-2"),
)  # fmt: skip


def test_steps_are_taken_in_the_order_of_the_table(desk: Books) -> None:
    """From notice to letting, the wheel as if each had been entered by itself."""
    found, written = entered(desk, rows(*LIFE))
    assert [one.outcome for one in found] == ["accepted"] * len(LIFE)
    assert [one.event for one in found] == list(range(2, 2 + len(LIFE)))
    assert written
    assert (desk.kept("B-3").state, desk.kept("B-3").channel, desk.kept("B-2").state) == (
        "let",
        "referral",
        "withdrawn",
    )
    assert verify(desk.ledger).faults == ()


def test_a_row_that_is_wrong_keeps_all_from_being_written(desk: Books) -> None:
    """The ledger is as it was, down to the last row, and the row is told of by its line."""
    before = dumped(desk.ledger.engine)
    found, written = entered(desk, rows(*LIFE, opened("B-4", "Prøvegaarden-nord"), step("accept", "B-1")))
    assert [one.outcome for one in found] == ["accepted"] * len(LIFE) + ["rejected", "rejected"]
    assert [(one.line, one.problems[0].place.field) for one in found[-2:]] == [(10, "estate"), (11, "id")]
    assert not written
    assert dumped(desk.ledger.engine) == before


def test_the_accepted_rows_alone_are_written_if_that_is_asked(desk: Books) -> None:
    """What a rejected row had begun is taken back, and those after it are judged without it."""
    found, written = entered(
        desk, rows(opened("B-1"), opened("B-1"), step("offer", "B-1"), opened("B-2")), rejected_too=True
    )
    assert [one.outcome for one in found] == ["accepted", "rejected", "rejected", "accepted"]
    assert written
    assert [one["kind"] for one in desk.events()] == ["begun", "opened", "opened"]
    assert verify(desk.ledger).faults == ()


def test_nothing_is_written_if_every_row_is_wrong(desk: Books) -> None:
    """Not even when the accepted rows alone were asked for."""
    before = dumped(desk.ledger.engine)
    found, written = entered(desk, rows(step("let", "B-1")), rejected_too=True)
    assert (found[0].outcome, written) == ("rejected", False)
    assert dumped(desk.ledger.engine) == before


def test_a_missing_fact_rejects_the_row_and_is_named(desk: Books) -> None:
    """Nobody is asked: the row says what is missing, and the cure."""
    found, _ = entered(desk, rows(opened("B-1"), step("decide", "B-1")))
    assert found[1].outcome == "rejected"
    assert "rehousing_claim" in found[1].problems[0].text("en")


def test_a_departure_is_accepted_with_a_warning(desk: Books) -> None:
    """A person decides; it is said that it departs, and without a reason it is rejected."""
    found, _ = entered(desk, rows(opened("B-1"), decided("B-1", ";referral;agreed by telephone")))
    assert [one.outcome for one in found] == ["accepted", "warnings"]
    found, _ = entered(desk, rows(opened("B-2"), decided("B-2", ";referral;")))
    assert [one.outcome for one in found] == ["accepted", "rejected"]


def test_a_step_before_the_notice_is_worth_a_look(desk: Books) -> None:
    """Both days are told."""
    row = step("withdraw", "B-1").replace("2011-05-10", "2010-05-10")
    found, _ = entered(desk, rows(opened("B-1"), row))
    assert [one.text("en") for one in found[1].warnings] == [
        "this is dated 2010-05-10, before the vacancy was known on 2011-05-02."
    ]


@pytest.mark.parametrize("wrong", ["", "steps\n", "id\n010203-1234\n", "step;id;estates\n"])
def test_a_table_that_cannot_be_read_is_refused_whole(desk: Books, wrong: str) -> None:
    """Empty, without a header that is known, or with a CPR number in it."""
    with pytest.raises(WrongInput):
        entered(desk, wrong)
    assert len(desk.events()) == 1


@pytest.mark.parametrize("kind", ["lets", "correct", "begun"])
def test_a_step_that_is_none_rejects_its_row(desk: Books, kind: str) -> None:
    """The steps there are, are named; taking back is done one by one, with its reason."""
    found, written = entered(desk, rows(opened("B-1"), step(kind, "B-1")))
    assert (found[1].outcome, found[1].line, written) == ("rejected", 3, False)


# --- where wheels stand -------------------------------------------------------------------------------------------


def imported(desk: Books, text: str, *, rejected_too: bool = False) -> tuple[list[Imported], bool]:
    """Import a table of wheels."""
    file = Path(desk.where[1]).parent / "wheels.csv"
    file.write_text(text, "utf-8")
    found, head = import_wheels(desk.ledger, desk.office, file, by=BY, on=DAY, rejected_too=rejected_too)
    return found, head is not None


def test_an_office_begins_in_the_middle_of_a_round(desk: Books) -> None:
    """The next vacancy is the municipality's, and so is the one after it, since a turn was owed."""
    found, written = imported(desk, f"estate,referral_turn,transfer_turn,split_turn\n{ESTATE},3+1,1,1\n")
    assert (found[0].outcome, written) == ("accepted", True)
    numbers = [desk.open() for _ in range(3)]
    assert [desk.decide(one).chosen.channel for one in numbers] == ["referral", "referral", "flexible"]
    assert verify(desk.ledger).faults == ()


def test_what_was_imported_may_be_put_right_until_a_vacancy_has_drawn(desk: Books) -> None:
    """Afterwards it is refused, and the way is said."""
    imported(desk, f"estate,referral_turn\n{ESTATE},1+2\n")
    found, written = imported(desk, f"afdeling;anvisningstur\n{ESTATE};3\n")
    assert (found[0].outcome, written) == ("warnings", True)
    assert desk.decide(desk.open()).chosen.channel == "referral"
    found, written = imported(desk, f"estate,referral_turn\n{ESTATE},1\n")
    assert (found[0].outcome, written) == ("rejected", False)
    assert verify(desk.ledger).faults == ()


@pytest.mark.parametrize("wrong", ["0", "4", "3+x", "2010:3", "-1"])
def test_a_slot_that_is_not_on_the_wheel_rejects_the_row(desk: Books, wrong: str) -> None:
    """And nothing is written."""
    found, written = imported(desk, f"estate,referral_turn\n{ESTATE},{wrong}\n")
    assert (found[0].outcome, found[0].problems[0].place.field, written) == ("rejected", "referral_turn", False)
    assert len(desk.events()) == 1


def test_more_turns_owed_than_a_round_gives_are_worth_a_look(desk: Books) -> None:
    """It is written, and told."""
    found, written = imported(desk, f"estate,referral_turn,transfer_turn,split_turn\n{ESTATE},1+2,1,1\n")
    assert (found[0].outcome, written) == ("warnings", True)
