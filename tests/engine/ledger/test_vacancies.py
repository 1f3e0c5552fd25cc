"""What each event makes of a vacancy: its state, who has it, and the slots that concern it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from kredslob.engine.ledger.chain import canonical
from kredslob.engine.ledger.vacancies import Drawn, Kept, after, corrected, plain_kept, read_kept, told
from tests.engine.ledger.by_hand import slot

GIVEN = {"dates": {"notice": {"date": "2011-05-02"}}}


def happened(kind: str, seq: int, turns: Sequence[Any] = (), **more: Any) -> dict[str, Any]:
    """Give what an event says."""
    return {"kind": kind, "seq": seq, "vacancy": "V-2", "estate": "ask", "turns": list(turns), **more}


def turn(serial: int, before: str, then: str, wheel: str = "referral") -> list[Any]:
    """Give what an event says of a slot."""
    return [wheel, "2011", serial, "x", before, then]


CHOSEN = {"channel": "flexible", "person": "r1", "how": "list", "group": ["group_work"], "departs": True}
OPENED = happened("opened", 2, [turn(4, "free", "held")], given=GIVEN, freed_by="V-1")
DECIDED = happened("decided", 3, [turn(4, "held", "used"), turn(1, "free", "passed", "split")], chosen=CHOSEN)
OFFERED = happened("offered", 5, person="r1")
REFUSED = happened("refused", 8, another=False, declined=False, left=[])

AS_OPENED = Kept("V-2", "ask", "open", (2,), GIVEN, "V-1", drawn=(slot("referral", "2011", 4, "x", "held"),))
AS_DECIDED = replace(
    AS_OPENED, state="decided", events=(2, 3), channel="flexible", person="r1", how="list", group=("group_work",),
    departs=True, decision=3, drawn=(slot("referral", "2011", 4, "x", "used"), slot("split", "2011", 1, "x", "passed")),
)  # fmt: skip
AS_OFFERED = replace(AS_DECIDED, state="offered", events=(2, 3, 5), offers=1)


def test_an_opening_makes_a_vacancy() -> None:
    """With what was said of it, and the slot that it drew."""
    assert after(None, OPENED) == AS_OPENED
    alone = {key: value for key, value in OPENED.items() if key != "freed_by"}
    assert after(None, alone).freed_by is None


def test_a_decision_says_how_the_dwelling_goes_and_to_whom() -> None:
    """And what has become of its slots."""
    assert after(AS_OPENED, DECIDED) == AS_DECIDED


def test_an_offer_is_made_to_somebody_and_counted() -> None:
    """It may be somebody whom the municipality has named since."""
    assert after(AS_DECIDED, OFFERED) == AS_OFFERED
    again = after(AS_OFFERED, happened("offered", 6, person="r9"))
    assert (again.person, again.offers) == ("r9", 2)


@pytest.mark.parametrize("kind", ["accepted", "let", "withdrawn"])
def test_a_step_changes_the_state_alone(kind: str) -> None:
    """The rest stays as it was."""
    found = after(AS_OFFERED, happened(kind, 9))
    assert found == replace(AS_OFFERED, state=kind, events=(2, 3, 5, 9))  # type: ignore[arg-type]  # a state each


def test_a_refusal_leaves_a_vacancy_to_be_decided_again() -> None:
    """Nobody has it, nothing is decided; who refused is known, and how often it was offered."""
    assert after(AS_OFFERED, REFUSED) == replace(
        AS_OFFERED, state="refused", events=(2, 3, 5, 8), channel=None, person=None, how=None, group=(), departs=False,
        refusers=("r1",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("was", "declined", "becomes"),
    [(False, False, False), (False, True, True), (True, False, True), (True, True, True)],
)
def test_a_municipality_that_has_once_declined_stays_out_of_it(was: bool, declined: bool, becomes: bool) -> None:
    """Whoever refuses later."""
    refusal = {**REFUSED, "declined": declined}
    assert after(replace(AS_OFFERED, declined=was), refusal).declined is becomes


def test_where_the_municipality_names_another_what_was_decided_stands() -> None:
    """Only the one who refused is gone."""
    assert after(AS_OFFERED, {**REFUSED, "another": True, "left": ["referral"]}) == replace(
        AS_OFFERED, state="decided", events=(2, 3, 5, 8), person=None, refusers=("r1",)
    )


def test_every_refuser_is_known_and_nobody_is_none() -> None:
    """In the order in which they refused; an offer to nobody by name adds nobody."""
    twice = replace(AS_OFFERED, refusers=("r7",))
    assert after(twice, REFUSED).refusers == ("r7", "r1")
    assert after(replace(twice, person=None), REFUSED).refusers == ("r7",)


def test_a_slot_that_a_refusal_leaves_is_no_longer_the_vacancys_own() -> None:
    """That of the wheel named alone; it draws another there."""
    left = after(AS_OFFERED, {**REFUSED, "left": ["referral"]})
    assert [(one.turn.wheel, one.own) for one in left.drawn] == [("referral", False), ("split", True)]
    assert left.own("referral") is None
    assert left.own("split") == slot("split", "2011", 1, "x", "passed")
    assert AS_OFFERED.own("referral") == slot("referral", "2011", 4, "x", "used")
    assert AS_OFFERED.own("transfer") is None


@pytest.mark.parametrize(
    ("before", "turns", "left"),
    [
        # What it drew is its own until it is free again, though it be owed.
        ((), [turn(1, "free", "held")], [(1, "held", True)]), ((), [turn(1, "free", "owed")], [(1, "owed", True)]),
        ((("held", True),), [turn(0, "held", "used")], [(0, "used", True)]),
        ((("held", True),), [turn(0, "held", "owed")], [(0, "owed", True)]),
        ((("used", True),), [turn(0, "used", "free")], []),
        # What was owed from before is not, and is the estate's again once it is owed again.
        ((), [turn(1, "owed", "used")], [(1, "used", False)]), ((("used", False),), [turn(0, "used", "owed")], []),
        ((("used", False),), [turn(0, "used", "lapsed")], [(0, "lapsed", False)]), ((), [turn(1, "used", "owed")], []),
        # Others stay as they were.
        ((("used", True), ("passed", True)), [turn(0, "used", "owed")], [(1, "passed", True), (0, "owed", True)]),
    ],
)  # fmt: skip
def test_a_slot_concerns_a_vacancy_from_when_it_is_drawn_until_it_is_the_estates_again(
    before: Sequence[tuple[str, bool]], turns: Sequence[Any], left: Sequence[tuple[int, str, bool]]
) -> None:
    """As the effects of its events say."""
    drawn = tuple(slot("referral", "2011", at, "x", status, own=own) for at, (status, own) in enumerate(before))
    found = after(replace(AS_OPENED, drawn=drawn), happened("accepted", 9, turns))
    assert found.drawn == tuple(slot("referral", "2011", at, "x", status, own=own) for at, status, own in left)


PAST: Sequence[Mapping[str, Any]] = (OPENED, DECIDED, OFFERED, REFUSED)


def test_the_events_that_stand_tell_a_vacancy() -> None:
    """One after another."""
    assert told(PAST[:3], AS_OFFERED) == AS_OFFERED
    assert told(PAST, AS_OFFERED) == after(AS_OFFERED, REFUSED)


def test_a_mistake_taken_back_leaves_the_vacancy_as_if_it_had_not_been() -> None:
    """The last event that stands; one taken back before is left out of what is told."""
    assert corrected(PAST, after(AS_OFFERED, REFUSED)) == AS_OFFERED
    assert corrected(PAST, AS_OFFERED) == AS_DECIDED
    twice = replace(after(AS_DECIDED, REFUSED), events=(2, 3, 8))
    assert corrected(PAST, twice) == AS_DECIDED


def test_an_opening_taken_back_leaves_a_number_that_says_nothing() -> None:
    """It was opened by mistake; the estate is known still."""
    assert corrected(PAST, AS_OPENED) == Kept("V-2", "ask", "void")


FULL = Kept(
    "V-2", "ask", "offered", (2, 3), GIVEN, "V-1", "flexible", "r1", "list", ("group_work", "group_young"), True,
    (Drawn(slot("referral", "2011", 4, "x", "used").turn, "x", "used", False),), True, ("r7", "r8"), 3, 2,
)  # fmt: skip


def test_a_vacancy_is_kept_under_names_that_never_change() -> None:
    """Ledgers that were written before are read by them."""
    assert plain_kept(FULL) == {
        "id": "V-2", "estate": "ask", "state": "offered", "events": [2, 3], "given": GIVEN, "freed_by": "V-1",
        "channel": "flexible", "person": "r1", "how": "list", "group": ["group_work", "group_young"], "departs": True,
        "drawn": [["referral", "2011", 4, "x", "used", False]], "declined": True, "refusers": ["r7", "r8"],
        "decision": 3, "offers": 2,
    }  # fmt: skip


@pytest.mark.parametrize("kept", [FULL, AS_OPENED, AS_DECIDED, Kept("V-1", "ask", "void")])
def test_a_vacancy_that_was_kept_is_read_as_it_was(kept: Kept) -> None:
    """Through the text that is stored."""
    assert read_kept(json.loads(canonical(plain_kept(kept)))) == kept


# --- what is wrong -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lacking", ["kind", "seq"])
def test_an_event_that_does_not_say_what_it_is_makes_nothing_of_a_vacancy(lacking: str) -> None:
    """It raises, so that whoever verifies tells of it."""
    with pytest.raises(KeyError):
        after(AS_OPENED, {key: value for key, value in DECIDED.items() if key != lacking})


def test_a_vacancy_that_cannot_be_read_raises() -> None:
    """With a key too many, or one that lacks."""
    plain = plain_kept(FULL)
    with pytest.raises(TypeError):
        read_kept({**plain, "more": 1})
    with pytest.raises(KeyError):
        read_kept({key: value for key, value in plain.items() if key != "drawn"})
