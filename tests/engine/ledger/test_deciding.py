"""A decision as it is written, key by key; and what happens if something else is written while it is made."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from kredslob.engine.decide import decide
from kredslob.engine.decision import Decision
from kredslob.engine.ledger import deciding
from kredslob.engine.ledger.choosing import Choice
from kredslob.engine.ledger.deciding import Asked, Made, Undecided, decide_vacancy
from kredslob.engine.ledger.opening import settle
from kredslob.engine.ledger.outcome import outcome_of
from kredslob.engine.ledger.people import commitment
from kredslob.engine.ledger.plain import plain_vacancy, plain_values
from kredslob.engine.ledger.replaying import replay
from kredslob.engine.ledger.schema import PRIVATE
from kredslob.engine.ledger.wheels import agreed_wheels
from kredslob.engine.office import Office
from kredslob.engine.people import FEW
from kredslob.engine.vacancy import Applicant, TurnReading, Vacancy
from kredslob.engine.wheels import Wheel
from kredslob.rules.messages import WrongInput
from kredslob.rules.units import Value
from tests.engine.ledger.books import BY, PEOPLE, Books
from tests.engine.small_city import DAY, DWELLING, ESTATE, IN_WORK, NOBODY_CLAIMS, applicant, settled


@pytest.fixture
def database(tmp_path: Path) -> str:
    """Give the address of an empty database."""
    return str(tmp_path / "ledger.db")


class Spy:
    """Decides, and keeps what it was asked; before it answers something else may happen."""

    def __init__(self, meanwhile: Callable[[int], object] = lambda _: None) -> None:
        self.asked: list[tuple[Vacancy, Sequence[Applicant] | None, dict[str, Any]]] = []
        self.meanwhile = meanwhile

    def __call__(self, office: Office, vacancy: Vacancy, applicants: Any, **how: Any) -> Decision:
        """Decide."""
        self.asked.append((vacancy, applicants, how))
        self.meanwhile(len(self.asked))
        return decide(office, vacancy, applicants, **how)


def made(desk: Books, number: str, spy: Callable[..., Decision] = decide, **asked: Any) -> Made:
    """Decide a vacancy."""
    day = asked.pop("on", DAY)
    return decide_vacancy(desk.ledger, desk.shelf, Asked(number, BY, day, **asked), decided=spy)


def claims(**facts: Value) -> Vacancy:
    """Give that nobody claims the dwelling."""
    return Vacancy("", "-", facts={**NOBODY_CLAIMS, **facts})


def private(desk: Books, column: Any) -> dict[str, Any]:
    """Give a column of what is kept beside the events, by reference."""
    with desk.ledger.reading() as reading:
        return {row[0]: row[1] for row in reading.connection.execute(select(PRIVATE.c.ref, column))}


# --- what is written --------------------------------------------------------------------------------------------------


def test_an_event_tells_all_that_a_decision_was_made_from_and_what_came_of_it(desk: Books) -> None:
    """Every key, as `audit` and `ledger show` read them in later years."""
    number, more = desk.open(), claims()
    one = made(desk, number, more=more, applicants=PEOPLE, on=date(2011, 5, 9))
    data = one.event.data
    asked = Vacancy(number, ESTATE, None, {"notice": DAY}, {**DWELLING, **more.facts}, {
        "referral": TurnReading(1, 0, "kbh-2011-2014"), "transfer": TurnReading(1, 0, "2011"),
        "split": TurnReading(1, 0, "2011"),
    })  # fmt: skip
    basis = desk.shelf.basis(desk.office.register.estate(ESTATE))
    terms, texts = desk.shelf.terms(asked, desk.office.register.estate(ESTATE))
    outcome = outcome_of(one.decision, desk.office.library)
    assert {name: data[name] for name in ("kind", "vacancy", "estate", "by", "on", "program")} == {
        "kind": "decided", "vacancy": number, "estate": ESTATE, "by": BY, "on": "2011-05-09",
        "program": "kredslob 0.1.0",
    }  # fmt: skip
    listed = data["inputs"].pop("list")
    assert data["inputs"] == {
        "vacancy": plain_vacancy(asked), "assume": False, "assumed": plain_values(settled()), "terms": terms,
        "register": basis.register,
    }  # fmt: skip
    assert data["outcome"] == json.loads(json.dumps(outcome.told))
    assert data["chosen"] == {
        "channel": "flexible", "person": one.chosen.person, "how": "list", "group": ["group_work"], "departs": False,
        "reason": None,
    }  # fmt: skip
    assert one.names[one.chosen.person or ""] == "A-3"
    assert sorted(one.names.values()) == [person.id for person in PEOPLE]
    with desk.ledger.reading() as reading:
        pieces = json.loads(reading.content(listed) or b"")["pieces"]
        refs = [ref for piece in pieces for ref in (reading.content(piece) or b"").decode().split("\n")]
        whole = [reading.content(digest) for digest in (*texts, *basis.contents)]
    assert [one.names[ref] for ref in refs] == [person.id for person in PEOPLE]
    assert whole == [*texts.values(), *basis.contents.values()]


def test_the_whole_record_is_kept_as_a_hash_whose_salt_can_be_erased(desk: Books) -> None:
    """The text itself is nowhere; each applicant has a row, and there is no reason where nobody departs."""
    one = made(desk, desk.open(), applicants=PEOPLE)
    record = one.event.data["record"]
    body = outcome_of(one.decision, desk.office.library).body
    assert record == commitment(private(desk, PRIVATE.c.salt)[record], body)
    assert private(desk, PRIVATE.c.body)[record] is None
    assert private(desk, PRIVATE.c.kind) == {record: "record", **dict.fromkeys(one.names, "person")}


def test_a_channel_may_be_decided_without_a_list(desk: Books) -> None:
    """Then no list is stored, which is not the same as an empty one; and nobody is named."""
    one = made(desk, desk.open(), more=claims())
    assert (one.event.data["inputs"]["list"], one.names, one.chosen.channel) == (None, {}, "flexible")
    assert set(private(desk, PRIVATE.c.kind).values()) == {"record"}
    two = made(desk, desk.open(), more=claims(), applicants=[])
    assert two.event.data["inputs"]["list"] is not None


def test_a_departure_is_written_with_its_reason(desk: Books) -> None:
    """Under a reference, since it may tell of somebody."""
    one = made(desk, desk.open(), applicants=PEOPLE, choice=Choice("a wheelchair", applicant="A-2"))
    chosen = one.event.data["chosen"]
    assert (chosen["departs"], one.names[chosen["person"]], chosen["how"]) == (True, "A-2", "list")
    assert private(desk, PRIVATE.c.body)[chosen["reason"]] == "a wheelchair"
    two = made(desk, desk.open(), more=claims(), choice=Choice("by telephone", channel="referral"))
    assert (two.chosen.channel, two.chosen.person) == ("referral", None)


def test_without_a_recommendation_nothing_is_written(desk: Books) -> None:
    """What is missing is told, with who the references are; a person may decide all the same."""
    number = desk.open()
    with pytest.raises(Undecided) as told:
        made(desk, number)
    assert told.value.decision.status == "needs"
    assert told.value.names == {}
    assert desk.kept(number).state == "open"
    assert made(desk, number, choice=Choice("agreed", channel="flexible")).chosen.channel == "flexible"


@pytest.mark.parametrize("assume", [False, True])
def test_guesses_are_settled_as_the_office_has_them_and_assumed_if_it_is_asked(desk: Books, assume: bool) -> None:
    """The event says which, so that it is decided again in the same way."""
    spy = Spy()
    one = made(desk, desk.open(), spy, more=claims(), assume=assume)
    ((_, applicants, how),) = spy.asked
    assert (applicants, how) == (None, {"assume": assume, "assumed": settled()})
    assert one.event.data["inputs"]["assume"] is assume


# --- what a decision is asked with ------------------------------------------------------------------------------------


def asked_of(desk: Books, number: str, **asked: Any) -> Vacancy:
    """Give the vacancy as it is put to the decision."""
    spy = Spy()
    made(desk, number, spy, **asked)
    return spy.asked[-1][0]


def test_what_was_not_known_at_first_is_added_when_it_is_decided(desk: Books) -> None:
    """Facts and dates; what was said before is said anew by them."""
    more = Vacancy("", "-", None, {"decision": date(2011, 5, 9)}, {**NOBODY_CLAIMS, "rooms": 4})
    found = asked_of(desk, desk.open(), more=more)
    assert found.dates == {"notice": DAY, "decision": date(2011, 5, 9)}
    assert found.facts == {**DWELLING, **NOBODY_CLAIMS, "rooms": 4}
    assert asked_of(desk, desk.open(), applicants=PEOPLE).facts == DWELLING


def test_where_the_wheel_stands_for_the_vacancy_says_whether_the_municipality_is_due(desk: Books) -> None:
    """By its own slot, whatever was drawn since; nothing else is said of it."""
    numbers = [desk.open() for _ in range(3)]
    found = asked_of(desk, numbers[2], more=claims())
    assert found.turns["referral"] == TurnReading(3, 0, "kbh-2011-2014")
    assert "referral_due" not in found.facts


def test_the_municipality_is_not_asked_again_about_a_dwelling_that_it_has_declined(desk: Books) -> None:
    """Its wheel is not read."""
    numbers = [desk.open() for _ in range(3)]
    made(desk, numbers[2], more=claims())
    desk.offer(numbers[2], "M-1")
    desk.refuse(numbers[2])
    found = asked_of(desk, numbers[2], more=claims())
    assert found.facts["referral_due"] is False
    assert set(found.turns) == {"transfer", "split"}


def test_a_dwelling_that_the_wheel_does_not_count_is_not_the_municipalitys(desk: Books) -> None:
    """A home for the young, as it may turn out when it is decided."""
    numbers = [desk.open() for _ in range(3)]
    spy = Spy()
    choice = Choice("a list of its own", channel="flexible")
    made(desk, numbers[2], spy, more=claims(dwelling_kind="youth"), choice=choice)
    assert spy.asked[0][0].facts["referral_due"] is False
    assert "referral" not in spy.asked[0][0].turns


def test_a_slot_whose_turn_has_gone_to_another_is_not_settled_again(desk: Books) -> None:
    """The vacancy passed the municipality's turn on; when it is decided again, that has been used."""
    numbers = [desk.open() for _ in range(3)]
    made(desk, numbers[2], applicants=PEOPLE, choice=Choice("later", channel="flexible", applicant="A-3"))
    assert desk.referral()[2] == (2, "referral", "owed", None)
    assert made(desk, numbers[0], applicants=PEOPLE).chosen.channel == "referral"
    desk.offer(numbers[2])
    desk.refuse(numbers[2])
    found = asked_of(desk, numbers[2], applicants=PEOPLE)
    assert found.facts["referral_due"] is False
    assert set(found.turns) == {"transfer", "split"}
    assert desk.referral()[2] == (2, "referral", "used", numbers[0])


def test_where_no_wheel_is_agreed_it_is_left_to_the_facts_whether_the_municipality_is_due(
    desk: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ledger says nothing of it then: it is asked, or said."""

    def without_referral(*asked: Any) -> dict[str, Wheel]:
        return {name: wheel for name, wheel in agreed_wheels(*asked).items() if name != "referral"}

    number = desk.open()
    monkeypatch.setattr(deciding, "agreed_wheels", without_referral)
    spy = Spy()
    with pytest.raises(Undecided) as told:
        made(desk, number, spy, more=claims())
    assert [need.fact for need in told.value.decision.needs] == ["referral_turn"]
    assert "referral" not in spy.asked[0][0].turns
    assert asked_of(desk, number, more=claims(referral_due=True)).facts["referral_due"] is True
    assert desk.kept(number).channel == "referral"


def test_who_has_refused_the_dwelling_is_left_out(desk: Books) -> None:
    """By their pseudonym: also with other facts than before."""
    number = desk.open()
    made(desk, number, applicants=PEOPLE)
    desk.offer(number)
    desk.refuse(number)
    spy = Spy()
    changed = [*PEOPLE[:2], applicant("A-3", 1993, children=2), *PEOPLE[3:]]
    one = made(desk, number, spy, applicants=changed)
    assert sorted(one.names.values()) == ["A-1", "A-2", "A-4", "A-5"]
    assert sorted(one.names[person.id] for person in spy.asked[0][1] or ()) == ["A-1", "A-2", "A-4", "A-5"]


# --- the part of a list that was read ---------------------------------------------------------------------------------


LONG = [applicant(f"A-{number}", 1950, **(IN_WORK if number == FEW + 9 else {})) for number in range(1, FEW + 10)]


def reads(count: int, *, otherwise: bool = False) -> Callable[..., Decision]:
    """Give a way to decide that looks at so many; of a part of the list alone it says something else if that is wanted."""

    def decided(office: Office, vacancy: Vacancy, applicants: Any, **how: Any) -> Decision:
        if count:
            applicants[min(count, len(applicants)) - 1]
        answer = decide(office, vacancy, LONG[:2], **how)
        return replace(answer, agreement="another") if otherwise and len(applicants) < len(LONG) else answer

    return decided


def stored(desk: Books, one: Made) -> list[str]:
    """Give the list that was stored with a decision, by the office's own words."""
    with desk.ledger.reading() as reading:
        pieces = json.loads(reading.content(one.event.data["inputs"]["list"]) or b"")["pieces"]
        return [one.names[ref] for piece in pieces for ref in (reading.content(piece) or b"").decode().split("\n")]


@pytest.mark.parametrize(
    ("read", "kept"), [(1, len(LONG)), (FEW, len(LONG)), (FEW + 1, FEW + 1), (len(LONG) - 1, len(LONG) - 1),
                       (len(LONG), len(LONG))],
)  # fmt: skip
def test_of_a_long_list_the_part_that_was_read_is_stored(desk: Books, read: int, kept: int) -> None:
    """If the decision comes out the same from it; of a short part nothing is gained, so the whole is."""
    one = made(desk, desk.open(), reads(read), more=claims(), applicants=LONG, choice=Choice("x", channel="referral"))
    assert stored(desk, one) == [person.id for person in LONG[:kept]]
    assert set(private(desk, PRIVATE.c.kind)) >= {ref for ref, name in one.names.items() if name in stored(desk, one)}
    rows = [kind for kind in private(desk, PRIVATE.c.kind).values() if kind == "person"]
    assert len(rows) == kept


def test_the_whole_list_is_stored_if_a_part_gives_another_decision(desk: Books) -> None:
    """To the last letter."""
    choice = Choice("x", channel="referral")
    one = made(desk, desk.open(), reads(FEW + 2, otherwise=True), more=claims(), applicants=LONG, choice=choice)
    assert len(stored(desk, one)) == len(LONG)


def test_whoever_is_chosen_is_kept_though_the_list_was_not_read_so_far(desk: Books) -> None:
    """A person may choose anybody on the list that was given."""
    choice = Choice("x", applicant=LONG[-1].id)
    one = made(desk, desk.open(), reads(FEW + 1), more=claims(), applicants=LONG, choice=choice)
    assert one.names[one.chosen.person or ""] == LONG[-1].id
    assert one.chosen.group == ("group_work",)
    assert len(stored(desk, one)) == FEW + 1
    assert private(desk, PRIVATE.c.pseudonym)[one.chosen.person or ""] == desk.ledger.keys.pseudonym(LONG[-1].id)


def test_facts_that_are_read_again_in_a_later_month_are_noted_with_the_day(desk: Books) -> None:
    """Not those that were not read, nor those that were used this month."""
    choice = Choice("x", channel="referral")
    first = made(desk, desk.open(), reads(len(LONG)), more=claims(), applicants=LONG, choice=choice)
    refs = {name: ref for ref, name in first.names.items()}
    with desk.ledger.engine.begin() as connection:
        connection.execute(update(PRIVATE).where(PRIVATE.c.ref == refs["A-2"]).values(last_used="2011-06-01"))
    made(desk, desk.open(), reads(FEW + 1), more=claims(), applicants=LONG, choice=choice, on=date(2011, 6, 9))
    used = private(desk, PRIVATE.c.last_used)
    assert (used[refs["A-1"]], used[refs["A-2"]], used[refs[LONG[-1].id]]) == ("2011-06-09", "2011-06-01", "2011-05-02")


# --- somebody else writes meanwhile -----------------------------------------------------------------------------------


def test_a_decision_that_nothing_has_come_between_is_made_once(desk: Books) -> None:
    """What does not concern the vacancy or its wheels is nothing: the event only comes after it."""
    number = desk.open()
    spy = Spy(lambda _: settle(desk.ledger, by=BY, settled={}, retention_years=5))
    one = made(desk, number, spy, applicants=PEOPLE)
    assert len(spy.asked) == 1
    assert [data["kind"] for data in desk.events()] == ["begun", "opened", "settled", "decided"]
    assert one.event.seq == 4


def test_a_decision_is_made_anew_if_a_wheel_has_moved(desk: Books) -> None:
    """The slots of the other wheels are drawn when it is decided, so another vacancy may have them by now."""
    first, second = desk.open(), desk.open()
    spy = Spy(lambda times: made(desk, second, applicants=PEOPLE) if times == 1 else None)
    made(desk, first, spy, applicants=PEOPLE)
    assert [asked[0].turns["split"].slot for asked in spy.asked] == [1, 2]
    assert [row for row in desk.turns() if row[0] == "split"] == [
        ("split", 0, "a", "used", second), ("split", 1, "a", "used", first),
    ]  # fmt: skip


def test_a_decision_is_made_anew_if_the_vacancy_is_no_longer_what_it_was(desk: Books) -> None:
    """It may not even be there to be decided."""
    number = desk.open()
    spy = Spy(lambda times: desk.withdraw(number) if times == 1 else None)
    with pytest.raises(WrongInput, match="is withdrawn"):
        made(desk, number, spy, applicants=PEOPLE)
    assert [data["kind"] for data in desk.events()] == ["begun", "opened", "withdrawn"]


def test_after_four_times_it_is_decided_while_nobody_else_can_write(desk: Books) -> None:
    """Then no other can come between."""
    number, *opened = (desk.open() for _ in range(7))
    others = [opened[at] for at in (0, 2, 3, 5)]  # the third and the sixth are the municipality's
    spy = Spy(lambda times: made(desk, others[times - 1], applicants=PEOPLE) if times <= 4 else None)
    one = made(desk, number, spy, applicants=PEOPLE)
    assert len(spy.asked) == 5
    assert one.event.seq == 13
    assert desk.kept(number).state == "decided"


def test_a_long_list_that_was_read_in_part_is_decided_again_from_that_part(desk: Books) -> None:
    """To the last letter; whoever stands further down is not kept."""
    people = [applicant(f"A-{number}", 1950, **(IN_WORK if number == 520 else {})) for number in range(1, 601)]
    one = made(desk, desk.open(), applicants=people)
    assert one.names[one.chosen.person or ""] == "A-520"
    assert stored(desk, one) == [person.id for person in people[:520]]
    assert [again.outcome for again in replay(desk.ledger)] == ["same"]
    held = [name for name in private(desk, PRIVATE.c.pseudonym).values() if name is not None]
    assert len(held) == 520
    assert desk.ledger.keys.pseudonym("A-521") not in held
