"""The life of a vacancy in the ledger, and what each step does to the municipality's turns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kredslob.engine.ledger import life
from kredslob.engine.ledger.chain import Event
from kredslob.engine.ledger.choosing import Choice
from kredslob.engine.ledger.life import opened_under
from kredslob.engine.vacancy import Vacancy
from kredslob.rules.messages import WrongInput
from tests.engine.ledger.books import BY, PEOPLE, Books, books
from tests.engine.small_city import DAY, DWELLING, settled
from tests.engine.small_city import ESTATE as GARDEN

LATER = date(2011, 7, 1)


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


# --- what each step says, on SQLite alone --------------------------------------------------------------------------------


def said(event: Event) -> dict[str, Any]:
    """Give what an event says, but for its place in the chain and the time."""
    return {name: value for name, value in event.data.items() if name not in ("at", "prev", "seq")}


def opening(own: Books, number: str = "", freed_by: str | None = None, **more: Any) -> tuple[Event, str]:
    """Open a vacancy with the facts and dates given, else a family dwelling with a notice."""
    dates = more.pop("dates", {"notice": DAY})
    asked = Vacancy(number, more.pop("estate", GARDEN), more.pop("on", None), dates, {**DWELLING, **more})
    return life.open_vacancy(own.ledger, own.office, asked, by="OTTO", freed_by=freed_by)


GIVEN = {"estate": GARDEN, "on": None, "dates": {"notice": {"date": "2011-05-02"}}, "turns": {},
         "facts": {"dwelling_kind": "family", "rooms": 3, "flexible_due": True}}  # fmt: skip
HELD = [["referral", "kbh-2011-2014", 0, "open", "free", "held"]]


def test_an_opening_says_what_is_known_and_draws_a_slot(own: Books) -> None:
    """By the estate's id, whatever it is called; under a number of its own or the next that is free."""
    event, number = opening(own, estate="Prøvegården")
    assert number == "V-2"
    told = said(event)
    assert told.pop("begun") == [["referral", "kbh-2011-2014", ["open", "referral"], "001", 0]]
    assert told == {
        "kind": "opened", "vacancy": "V-2", "estate": GARDEN, "by": "OTTO", "given": {**GIVEN, "id": "V-2"},
        "freed_by": None, "turns": HELD,
    }  # fmt: skip
    event, number = opening(own, "2011-17")
    assert (number, said(event)["vacancy"], said(event)["given"]["id"]) == ("2011-17", "2011-17", "2011-17")
    assert opening(own)[1] == "V-4"


def test_a_home_for_the_young_draws_no_slot(own: Books) -> None:
    """It is let by another list."""
    event, number = opening(own, dwelling_kind="youth")
    assert "turns" not in said(event)
    assert own.kept(number).drawn == ()


@pytest.mark.parametrize(("event", "dates", "draws"), [
    ("notice", ("notice",), True), ("vacancy", ("notice",), False), ("vacancy", ("notice", "available"), True),
    ("offer", ("notice", "available"), False), ("letting", ("notice", "available"), False),
])  # fmt: skip
def test_a_slot_is_drawn_at_the_opening_only_if_it_counts_by_then(
    tmp_path: Path, event: str, dates: Sequence[str], draws: bool
) -> None:
    """As the office has settled what counts."""
    with books(str(tmp_path / "a.db"), tmp_path, referral__counts=event) as office:
        told = said(opening(office, dates=dict.fromkeys(dates, DAY))[0])
    assert ("turns" in told) is draws


def let_to_a_tenant(own: Books) -> str:
    """Let a vacancy by a move within the organisation, and give its number."""
    number = own.open()
    own.decide(number, PEOPLE, Choice("a swap", "organisation_transfer", "A-1"))
    own.offer(number)
    own.let(number)
    return number


def test_a_dwelling_freed_by_an_internal_move_is_opened_as_such(own: Books) -> None:
    """By the vacancy whose tenant left it; it counts or not as the agreement says."""
    before = let_to_a_tenant(own)
    event, number = opening(own, freed_by=before)
    assert (said(event)["freed_by"], own.kept(number).freed_by) == (before, before)
    assert "turns" in said(event)


def test_a_dwelling_freed_within_does_not_count_where_it_is_settled_so(tmp_path: Path) -> None:
    """Then it draws no slot."""
    with books(str(tmp_path / "a.db"), tmp_path, referral__freed_counts=False) as office:
        before = let_to_a_tenant(office)
        assert "turns" not in said(opening(office, freed_by=before)[0])


def test_only_a_dwelling_let_by_an_internal_move_has_freed_another(own: Books) -> None:
    """Not one that is still offered, nor one let to somebody from outside, nor one that there is not."""
    open_ = own.open()
    own.decide(open_, PEOPLE, Choice("a swap", "organisation_transfer", "A-1"))
    outside = own.open()
    own.decide(outside)
    own.offer(outside)
    own.let(outside)
    for number in (open_, outside):
        with pytest.raises(WrongInput, match=f"{number} has not been let by an internal move") as refused:
            opening(own, freed_by=number)
        assert refused.value.problems[0].place.file == "--freed-by"
    with pytest.raises(WrongInput, match="no vacancy V-99"):
        opening(own, freed_by="V-99")


def test_an_opening_that_cannot_be_is_refused_by_its_option(own: Books) -> None:
    """Without any date, under a number that is taken, in an estate that there is not."""
    opening(own, "2011-17")
    for wrong, option in (({"dates": {}}, "--notice"), ({"number": "2011-17"}, "--id")):
        with pytest.raises(WrongInput) as refused:
            opening(own, **wrong)
        assert refused.value.problems[0].place.file == option
    with pytest.raises(WrongInput, match="nowhere"):
        opening(own, estate="nowhere")
    assert len(own.events()) == 2


def test_a_day_that_counts_is_enough(own: Books) -> None:
    """Without a notice, and the other way round; before the day has come that counts, the first that is known."""
    terms, day = opened_under(own.office, Vacancy("", GARDEN, DAY, {}, dict(DWELLING)), settled())
    assert day == DAY
    assert opening(own, dates={}, on=DAY)[1] == "V-2"
    cases: Any = (
        ({"available": LATER, "notice": DAY}, None, DAY), ({"available": LATER}, None, LATER),
        ({"available": LATER, "letting": DAY}, None, DAY), ({"available": LATER}, DAY, DAY),
    )  # fmt: skip
    for dates, on, counts in cases:
        assert opened_under(own.office, Vacancy("", GARDEN, on, dates, dict(DWELLING)), settled())[1] == counts
    assert terms.value("referral.counts") == "notice"


def test_each_step_says_who_took_it_on_which_day(own: Books) -> None:
    """And to whom a dwelling is offered."""
    number = own.open()
    made = own.decide(number)
    when = date(2011, 5, 9)
    same = {"vacancy": number, "estate": GARDEN, "by": "OTTO", "on": "2011-05-09"}
    done = life.offer(own.ledger, number, by="OTTO", on=when)
    assert said(done) == {"kind": "offered", **same, "person": made.chosen.person}
    assert said(life.accept(own.ledger, number, by="OTTO", on=when)) == {"kind": "accepted", **same}
    assert said(life.let(own.ledger, number, by="OTTO", on=when)) == {"kind": "let", **same}
    other = own.open()
    withdrawn = life.withdraw(own.ledger, own.office, other, by="OTTO", on=when)
    assert said(withdrawn) == {
        "kind": "withdrawn", **same, "vacancy": other, "turns": [["referral", "kbh-2011-2014", 1, "open", "held", "passed"]],
    }  # fmt: skip


def test_a_refusal_says_whether_the_municipality_has_declined_and_which_slots_are_left(own: Books) -> None:
    """Where it names another, nothing moves."""
    numbers = [own.open() for _ in range(3)]
    own.decide(numbers[2])
    own.offer(numbers[2], "M-1")
    when = {"vacancy": numbers[2], "estate": GARDEN, "by": BY, "on": "2011-05-02"}
    another = said(own.refuse(numbers[2], another=True))
    assert another == {"kind": "refused", **when, "another": True, "declined": False, "left": []}
    own.offer(numbers[2], "M-2")
    assert said(life.refuse(own.ledger, own.office, numbers[2], by=BY, on=DAY)) == {
        "kind": "refused", **when, "another": False, "declined": True, "left": [],
        "turns": [["referral", "kbh-2011-2014", 2, "referral", "used", "owed"]],
    }  # fmt: skip
    assert own.decide(numbers[0]).chosen.channel == "referral"
    own.decide(numbers[1])
    own.offer(numbers[1])
    with pytest.raises(WrongInput, match="not been asked to name anybody") as refused:
        own.refuse(numbers[1], another=True)
    assert refused.value.problems[0].place.file == "--another"
    assert said(own.refuse(numbers[1]))["declined"] is False


def test_a_slot_left_behind_by_a_refusal_is_told(tmp_path: Path) -> None:
    """Where offers count, the next offer draws another."""
    with books(str(tmp_path / "a.db"), tmp_path, referral__counts="offer") as office:
        number = office.open()
        office.decide(number)
        office.offer(number)
        assert said(office.refuse(number))["left"] == ["referral"]


@pytest.mark.parametrize(
    ("available", "on", "after"),
    [(None, DAY, "free"), (DAY, DAY, "passed"), (DAY, LATER, "passed"), (LATER, DAY, "free")],
)
def test_where_vacant_dwellings_count_one_withdrawn_has_counted_if_it_stood_empty(
    tmp_path: Path, available: date | None, on: date, after: str
) -> None:
    """By the day on which it is withdrawn; that day itself counts."""
    with books(str(tmp_path / "a.db"), tmp_path, referral__counts="vacancy") as office:
        dates = {"notice": DAY, **({"available": available} if available else {})}
        number = opening(office, dates=dates)[1]
        office.decide(number)
        office.withdraw(number, on)
        assert next(row for row in office.referral() if row[0] == 0)[2] == after


@pytest.mark.parametrize(("named", "said_so"), [(None, "nobody is named"), ("A-1", "another applicant was decided on")])
def test_whom_a_dwelling_is_offered_to_must_be_known(own: Books, named: str | None, said_so: str) -> None:
    """Somebody must be named where the municipality names them, and nobody else where the list does."""
    numbers = [own.open() for _ in range(3)]
    number = numbers[2] if named is None else numbers[0]
    own.decide(number)
    with pytest.raises(WrongInput, match=said_so) as refused:
        own.offer(number, named)
    assert refused.value.problems[0].place.file == "--applicant"


def test_whom_the_municipality_has_named_may_be_another_than_before(own: Books) -> None:
    """A second person may be named after the first has refused."""
    numbers = [own.open() for _ in range(3)]
    own.decide(numbers[2])
    first = said(own.offer(numbers[2], "M-1"))["person"]
    own.refuse(numbers[2], another=True)
    assert said(own.offer(numbers[2], "M-2"))["person"] != first


def test_the_states_a_step_may_come_in_are_named(own: Books) -> None:
    """All of them, in words."""
    number = own.open()
    with pytest.raises(WrongInput, match="V-2 is open, so this cannot be entered: let") as refused:
        own.let(number)
    assert "offered or accepted" in refused.value.text("en")
    with pytest.raises(WrongInput) as refused:
        own.accept(number)
    assert "a vacancy that is offered" in refused.value.text("en")
    own.withdraw(number)
    with pytest.raises(WrongInput) as refused:
        own.withdraw(number)
    assert "open or decided or offered or accepted or refused" in refused.value.text("en")


def test_a_number_that_there_is_not_is_answered_with_the_nearest(own: Books) -> None:
    """Of those that there are."""
    own.open("2011-17")
    with pytest.raises(WrongInput, match="no vacancy 2011-71") as refused:
        own.let("2011-71")
    assert refused.value.problems[0].nearest == "2011-17"
