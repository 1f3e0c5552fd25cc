"""What is told of a vacancy, of events written by hand: who, when, why, and who was passed over for what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from kredslob.engine.ledger.correcting import correct
from kredslob.engine.ledger.life import accept, offer
from kredslob.engine.ledger.people import named_person, reason_row
from kredslob.engine.ledger.store import Ledger
from kredslob.engine.ledger.telling import Passed, Told, listed, told_of
from kredslob.engine.ledger.turning import Begin, Changes, Effect, Turn
from kredslob.engine.ledger.vacancies import Kept
from kredslob.engine.ledger.writing import Writing
from kredslob.rules.messages import WrongInput
from tests.engine.ledger.by_hand import filled
from tests.engine.small_city import DAY

MARCH, APRIL, MAY = ({"date": f"2011-0{month}-02"} for month in (3, 4, 5))
TURN = Turn("referral", "a", 0)
BEGUN = Changes((Begin("referral", "a", ("open",), "0", 0),), (Effect(TURN, "open", "free", "held"),))
USED = Changes((), (Effect(TURN, "open", "held", "passed"),))
WHY = ['[["weekly_hours","work","not met"],["job","work","unknown"]]', "[]"]


def opened(on: Any = None, **dates: Any) -> dict[str, Any]:
    """Give what an opening says."""
    return {"kind": "opened", "by": "ANNE", "given": {"on": on, "dates": dates}, "freed_by": None}


def decided(person: str | None, reason: str | None, passed: Sequence[Any], *, departs: bool) -> dict[str, Any]:
    """Give what a decision says, and who was passed over."""
    chosen: dict[str, Any] = {
        "channel": "flexible",
        "person": person,
        "how": "list",
        "group": [],
        "departs": departs,
        "reason": reason,
    }
    outcome = {"channel": "referral", "passed_over": {"why": WHY, "who": passed}}
    return {"kind": "decided", "by": "OTTO", "on": "2011-05-09", "chosen": chosen, "outcome": outcome}


def put(ledger: Ledger, said: Mapping[str, Any], changes: Changes | None = None, rows: Sequence[Any] = ()) -> None:
    """Write an event of the vacancy V-2, and what lies beside it."""

    def write(writing: Writing) -> None:
        standing = writing.standing("V-2", "ask")
        writing.append(standing, {"vacancy": "V-2", "estate": "ask", **said}, changes or Changes())
        writing.keep_private(rows)

    ledger.write(write)


@pytest.fixture
def people(begun: Ledger) -> dict[str, str]:
    """Give a ledger a vacancy with seven events, and the references of those of whom they tell.

    Anna is decided on against the recommendation, Bo and the erased Carl are passed over; the second decision, for
    nobody, is taken back.
    """
    rows = {name: named_person(begun.keys, name, DAY) for name in ("Anna", "Bo", "Carl")}
    rows["Carl"]["pseudonym"] = None
    refs = {name: str(row["ref"]) for name, row in rows.items()}
    reason = reason_row("she needs it", DAY)
    put(begun, opened(notice=MAY, available=APRIL), BEGUN)
    passed = [[refs["Bo"], 1, 0], [refs["Carl"], 4, 1]]
    put(begun, decided(refs["Anna"], reason["ref"], passed, departs=True), USED, [*rows.values(), reason])
    offer(begun, "V-2", by="ANNE", on=DAY)
    put(begun, {"kind": "refused", "by": "ANNE", "on": "2011-05-11", "another": False, "declined": False, "left": []})
    put(begun, decided(None, None, [], departs=False))
    correct(begun, "V-2", by="ANNE", on=date(2011, 5, 13), reason="the wrong list")
    return refs


@pytest.mark.usefixtures("people")
def test_every_event_is_told_with_who_did_what_when_and_why(begun: Ledger) -> None:
    """The applicants by the office's own words for those whom it names, by pseudonyms else; times as they were stamped."""
    told = told_of(begun, "V-2", ["Anna"]).events
    reasons = (("weekly_hours", "work", "not met"), ("job", "work", "unknown"))
    passed = (Passed(begun.keys.pseudonym("Bo"), 1, reasons), Passed(None, 4, ()))
    at = [f"2011-05-02T08:00:0{second}+00:00" for second in range(2, 8)]
    assert told == (
        Told(2, "opened", at[0], "ANNE", "2011-04-02", undone=False, turns=[["referral", "a", 0, "open", "free", "held"]]),
        Told(
            3, "decided", at[1], "OTTO", "2011-05-09", undone=False, channel="flexible", person="Anna", departs=True,
            recommended="referral", reason="she needs it", turns=[["referral", "a", 0, "open", "held", "passed"]],
            passed_over=passed,
        ),
        Told(4, "offered", at[2], "ANNE", "2011-05-02", undone=False, person="Anna"),
        Told(5, "refused", at[3], "ANNE", "2011-05-11", undone=False),
        Told(6, "decided", at[4], "OTTO", "2011-05-09", undone=True, channel="flexible", recommended="referral"),
        Told(7, "corrected", at[5], "ANNE", "2011-05-13", undone=False, reason="the wrong list"),
    )  # fmt: skip


def test_without_the_offices_words_people_go_by_their_pseudonyms(begun: Ledger, people: Mapping[str, str]) -> None:
    """And somebody who was erased goes by none; that they were erased is said."""
    anna = begun.keys.pseudonym("Anna")
    assert [one.person for one in told_of(begun, "V-2").events] == [None, anna, anna, None, None, None]
    put(begun, decided(people["Carl"], None, [], departs=False))
    last = told_of(begun, "V-2", ["Anna", "Bo", "Carl"]).events[-1]
    assert (last.person, last.erased, last.reason) == (None, True, None)
    assert [one.erased for one in told_of(begun, "V-2").events[:-1]] == [False] * 6


def test_who_has_the_dwelling_is_told_with_the_vacancy(begun: Ledger, people: Mapping[str, str]) -> None:
    """By the same words; nobody while it is to be decided again."""
    assert told_of(begun, "V-2", ["Bo"]).person is None
    put(begun, decided(people["Bo"], None, [], departs=False))
    found = told_of(begun, "V-2", ["Bo"])
    assert (found.kept.state, found.kept.person, found.person) == ("decided", people["Bo"], "Bo")
    assert told_of(begun, "V-2").person == begun.keys.pseudonym("Bo")


@pytest.mark.parametrize(
    ("said", "day"),
    [
        (opened(MARCH, notice=MAY, available=APRIL), "2011-03-02"), (opened(notice=MAY), "2011-05-02"),
        (opened(notice=APRIL, available=MAY), "2011-04-02"), (opened(MAY), "2011-05-02"),
    ],
)  # fmt: skip
def test_an_opening_is_of_the_day_said_else_of_the_first_that_is_known(
    begun: Ledger, said: Mapping[str, Any], day: str
) -> None:
    """Since nobody says on which day it was entered."""
    put(begun, said)
    assert [one.on for one in told_of(begun, "V-2").events] == [day]


def test_an_event_that_says_no_day_is_told_without_one(begun: Ledger) -> None:
    """As of a ledger that was made before days were asked for."""
    put(begun, opened(MAY))
    put(begun, {"kind": "withdrawn", "by": "ANNE"})
    assert [one.on for one in told_of(begun, "V-2").events] == ["2011-05-02", None]


LISTED = [
    Kept("V-1", "ask", "open"), Kept("V-2", "ask", "let"), Kept("V-3", "birk", "let"), Kept("V-4", "elm", "void"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "estates", "found"),
    [
        (None, (), "V-1 V-2 V-3 V-4"), ("let", (), "V-2 V-3"), ("accepted", (), ""), (None, ("ask",), "V-1 V-2"),
        ("let", ("ask",), "V-2"), ("let", ("ask", "birk"), "V-2 V-3"), (None, ("fyr",), ""), ("void", (), "V-4"),
    ],
)  # fmt: skip
def test_vacancies_are_listed_by_state_and_estate(
    begun: Ledger, state: str | None, estates: Sequence[str], found: str
) -> None:
    """All of them where neither is said, in the order of their numbers."""
    assert [one.id for one in listed(filled(begun, reversed(LISTED)), state, estates)] == found.split()


# --- what is wrong ---------------------------------------------------------------------------------------------------


def test_a_state_that_there_is_not_is_answered_with_those_that_there_are(begun: Ledger) -> None:
    """And with the nearest; of a long word the beginning is repeated."""
    with pytest.raises(WrongInput) as refused:
        listed(begun, "offred" + "x" * 40)
    (problem,) = refused.value.problems
    assert problem.place.file == "--state"
    assert problem.found.values["word"] == "offred" + "x" * 34
    assert "open, decided, offered, " in str(problem.accepted)
    with pytest.raises(WrongInput) as refused:
        listed(begun, "offred")
    assert refused.value.problems[0].nearest == "offered"


def test_a_vacancy_that_there_is_not_has_no_history(begun: Ledger) -> None:
    """By its number, with the nearest that there is."""
    put(begun, opened(MAY))
    with pytest.raises(WrongInput, match="V-22"):
        told_of(begun, "V-22")


def test_a_step_out_of_turn_is_not_told_because_it_is_not_written(begun: Ledger, people: Mapping[str, str]) -> None:
    """The history is as long as before."""
    with pytest.raises(WrongInput):
        accept(begun, "V-2", by="ANNE", on=DAY)
    assert len(told_of(begun, "V-2").events) == len(people) + 3
