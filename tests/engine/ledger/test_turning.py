"""The book of an estate's wheels: which slot is drawn next, which are free again, which turns are owed, oldest first."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.engine.ledger.turning import (
    FREE,
    HELD,
    LAPSED,
    OWED,
    PASSED,
    USED,
    Begin,
    Changes,
    Count,
    Effect,
    Fault,
    Round,
    Status,
    Turn,
    applied,
    beginning,
    is_right,
    owed_of,
    plain_changes,
    plain_counters,
    read_changes,
    read_counters,
)
from kredslob.engine.wheels import Wheel

WHEEL = Wheel("referral", "2011", ("open", "open", "referral"), "open")
ROUND = Round(("open", "referral"), "001", 1)
LABELS = ("open", "referral", "open")
"""Whom the slots are for that a wheel of three deals which begins at its second."""


def did(serial: int, before: Status, after: Status, version: str = "2011", label: str = "") -> Effect:
    """Give what happened to a slot of a wheel that began at its second slot."""
    return Effect(Turn("referral", version, serial), label or LABELS[serial % 3], before, after)


def count_after(*effects: Effect) -> Count:
    """Give the wheel after effects, one event for each."""
    counters = applied({}, Changes((beginning(WHEEL, 1),)))
    for one in effects:
        counters = applied(counters, Changes((), (one,)))
    return counters["referral"]


def test_a_wheel_begins_with_its_round_told_by_labels_in_the_order_in_which_they_come() -> None:
    """At its first slot, if nothing else is said."""
    assert beginning(WHEEL) == Begin("referral", "2011", ("open", "referral"), "001", 0)
    assert beginning(Wheel("split", "x", ("b", "a", "c", "a")), 2) == Begin("split", "x", ("b", "a", "c"), "0121", 2)
    assert count_after() == Count({"2011": Round(("open", "referral"), "001", 1, 0, ())}, ())


def test_slots_go_round_from_where_the_wheel_began() -> None:
    """Counted from 1, and each with the label that was agreed for it."""
    assert [ROUND.slot(serial) for serial in range(5)] == [2, 3, 1, 2, 3]
    assert [ROUND.label(serial) for serial in range(5)] == ["open", "referral", "open", "open", "referral"]


def test_the_next_slot_is_the_lowest_that_is_free() -> None:
    """Given back ones first, then the next that has not been dealt."""
    drawn = [did(serial, FREE, HELD) for serial in range(4)]
    assert count_after(*drawn).rounds["2011"] == replace(ROUND, drawn=4)
    freed = count_after(*drawn, did(2, HELD, FREE), did(0, HELD, FREE), did(1, HELD, FREE)).rounds["2011"]
    assert (freed.drawn, freed.free, freed.next) == (4, (0, 1, 2), 0)
    again = count_after(*drawn, did(2, HELD, FREE), did(0, HELD, FREE), did(0, FREE, PASSED)).rounds["2011"]
    assert (again.drawn, again.free, again.next) == (4, (2,), 2)
    assert count_after(*drawn).rounds["2011"].next == 4


def test_what_is_drawn_may_be_free_again_whatever_it_was() -> None:
    """A letting that is taken back frees a slot that was used, or passed, or lapsed."""
    others: tuple[Status, ...] = (HELD, USED, LAPSED, PASSED)
    for status in others:
        assert count_after(did(0, FREE, status), did(0, status, FREE)).rounds["2011"].free == (0,)


@pytest.mark.parametrize(
    "wrong",
    [
        did(2, FREE, HELD),  # the next is slot 1
        did(0, FREE, HELD),  # drawn already
        did(1, FREE, HELD, label="open"),  # it is a referral
        did(1, HELD, FREE),  # never drawn
        did(0, HELD, FREE, label="referral"),  # it is open
        did(0, FREE, HELD, version="2012"),  # no such wheel
        did(0, HELD, FREE, version="2012"),
        did(0, OWED, USED),  # not owed
        did(0, OWED, FREE),
    ],
    ids=lambda one: "-".join(map(str, (one.turn.version, one.turn.serial, one.label, one.before, one.after))),
)
def test_an_effect_that_does_not_fit_is_a_fault(wrong: Effect) -> None:
    """One slot has been drawn: whatever would lose a turn, or give one twice, is written nowhere."""
    with pytest.raises(Fault):
        count_after(did(0, FREE, HELD), wrong)


def test_a_slot_is_given_back_once() -> None:
    """What is free is not held by anybody."""
    with pytest.raises(Fault, match="has not been drawn"):
        count_after(did(0, FREE, HELD), did(1, FREE, HELD), did(0, HELD, FREE), did(0, HELD, FREE))


def test_a_wheel_begins_once_but_may_be_put_right_until_it_has_dealt() -> None:
    """And a version that follows leaves the first as it stands."""
    begun = applied({}, Changes((beginning(WHEEL, 1),)))
    assert applied(begun, Changes((beginning(WHEEL, 2),)))["referral"].rounds["2011"].start == 2
    dealt = applied(begun, Changes((), (did(0, FREE, HELD),)))
    with pytest.raises(Fault, match="referral 2011 has begun already"):
        applied(dealt, Changes((beginning(WHEEL, 2),)))
    second = replace(WHEEL, version="2012")
    rounds = applied(dealt, Changes((beginning(second),)))["referral"].rounds
    assert [(name, one.start, one.drawn) for name, one in rounds.items()] == [("2011", 1, 1), ("2012", 0, 0)]
    assert dict(begun["referral"].rounds)["2011"].drawn == 0, "what stood before stands as it did"


def test_turns_are_owed_oldest_first_and_paid_one_by_one() -> None:
    """By the order of the versions, then of the slots; those that were owed when the ledger began have numbers below 0."""
    first = [did(0, FREE, PASSED), did(1, FREE, OWED), did(2, FREE, PASSED), did(3, FREE, PASSED)]
    counters = applied({}, Changes((beginning(WHEEL, 1),), tuple(first)))
    counters = applied(counters, Changes((beginning(replace(WHEEL, version="2012"), 2),)))
    later = [
        Effect(Turn("referral", "2012", 0), "referral", FREE, OWED),
        Effect(Turn("referral", "2011", 4), "referral", FREE, OWED),
        Effect(Turn("referral", "2011", -1), "referral", FREE, OWED),
        Effect(Turn("referral", "2010", 9), "referral", USED, OWED),
    ]
    owed = applied(counters, Changes((), tuple(later)))["referral"]
    assert owed_of(owed, "referral") == [
        Turn("referral", "2010", 9), Turn("referral", "2011", -1), Turn("referral", "2011", 1),
        Turn("referral", "2011", 4), Turn("referral", "2012", 0),
    ]  # fmt: skip
    assert owed_of(owed, "open") == []
    paid = applied({"referral": owed}, Changes((), (did(1, OWED, USED, label="referral"),)))["referral"]
    assert owed_of(paid, "referral") == [one for one in owed_of(owed, "referral") if one.serial != 1]


def test_a_turn_that_was_imported_is_no_slot_of_the_round() -> None:
    """It is owed and paid without the wheel having dealt it."""
    count = count_after(did(-1, FREE, OWED, label="referral"))
    assert (count.rounds["2011"].drawn, owed_of(count, "referral")) == (0, [Turn("referral", "2011", -1)])
    back = count_after(did(-1, FREE, OWED, label="referral"), did(-1, OWED, FREE, label="referral"))
    assert back == count_after()


def test_what_is_left_over_is_no_right() -> None:
    """Nor is an ordinary letting, which the external wheel deals beside the flexible ones."""
    assert [is_right(label, "open") for label in ("referral", "open", "ordinary", "flexible")] == [
        True, False, False, True,
    ]  # fmt: skip
    assert is_right("open", None)


@given(st.lists(st.integers(0, 5), max_size=30))
def test_whatever_is_drawn_and_given_back_every_slot_has_gone_to_one_in_order(steps: list[int]) -> None:
    """And every effect undone in turn leaves the wheel as it began."""
    counters, held, done = applied({}, Changes((beginning(WHEEL, 1),))), list[int](), list[Effect]()
    for step in steps:
        if step < 4 or not held:
            serial = counters["referral"].rounds["2011"].next
            done.append(did(serial, FREE, HELD))
            held.append(serial)
        else:
            done.append(did(held.pop(step % len(held)), HELD, FREE))
        counters = applied(counters, Changes((), (done[-1],)))
        one = counters["referral"].rounds["2011"]
        assert sorted([*held, *one.free]) == list(range(one.drawn))
        assert one.next == min(set(range(len(held) + 1)) - set(held))
    for effect in reversed(done):
        counters = applied(counters, Changes((), (effect.undone,)))
    back = counters["referral"].rounds["2011"]
    assert back.free == tuple(range(back.drawn))


# --- as plain data -------------------------------------------------------------------------------------------------


def test_changes_are_told_in_an_event_and_read_again() -> None:
    """What begins by its labels and its round; each slot by its wheel, version and number. Nothing is told of nothing."""
    changes = Changes((beginning(WHEEL, 1),), (did(0, FREE, HELD), did(1, OWED, USED)))
    told = plain_changes(changes)
    assert told == {
        "begun": [["referral", "2011", ["open", "referral"], "001", 1]],
        "turns": [["referral", "2011", 0, "open", "free", "held"], ["referral", "2011", 1, "referral", "owed", "used"]],
    }
    assert read_changes(json.loads(json.dumps(told))) == changes
    assert plain_changes(Changes()) == {}
    assert read_changes({"kind": "let"}) == Changes()


def test_counters_are_kept_and_read_again() -> None:
    """Each version with how far it has dealt and what is free; each turn owed."""
    counters = {
        "referral": Count({"2011": replace(ROUND, drawn=4, free=(1, 3))}, ((Turn("referral", "2011", 4), "x"),))
    }
    kept = plain_counters(counters)
    assert kept == {
        "referral": {"rounds": [["2011", ["open", "referral"], "001", 1, 4, [1, 3]]], "owed": [["2011", 4, "x"]]}
    }
    assert read_counters(json.loads(json.dumps(kept))) == counters
