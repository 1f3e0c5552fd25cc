"""When a wheel is replaced, turns that are owed survive, and where the new one begins follows the agreement."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kredslob.engine.decision import TurnState
from kredslob.engine.ledger.counting import Counting
from kredslob.engine.ledger.turning import (
    FREE,
    HELD,
    OWED,
    USED,
    Changes,
    Count,
    Effect,
    Fault,
    Turn,
    applied,
    beginning,
)
from kredslob.engine.ledger.vacancies import Drawn, Kept
from kredslob.engine.ledger.wheels import settling, slot_for
from kredslob.engine.wheels import Wheel
from kredslob.rules.messages import WrongInput

OLD = Wheel("referral", "2011", ("open", "open", "referral"), "open")
NEW = Wheel("referral", "2012", ("open", "referral", "open", "referral", "open", "referral"), "open")
RESTARTS = Counting("notice", "returned", freed=True, keeps_fraction=False)
KEEPS = replace(RESTARTS, keeps_fraction=True)


def after(drawn: int, *effects: Effect) -> dict[str, Count]:
    """Give the counters of the old wheel when so many slots of it have been passed, and more has happened."""
    passed = [
        Effect(Turn("referral", "2011", serial), OLD.slots[serial % 3], FREE, "passed") for serial in range(drawn)
    ]
    return applied({}, Changes((beginning(OLD),), (*passed, *effects)))


@pytest.mark.parametrize(("counting", "first"), [(RESTARTS, 1), (KEEPS, 5)])
def test_the_new_wheel_begins_where_the_agreement_says(counting: Counting, first: int) -> None:
    """From the start, or after the same part of its round: two of three slots are four of six."""
    slot = slot_for(NEW, after(2), None, counting)
    assert (slot.number, slot.turn.serial, slot.begin is not None) == (first, 0, True)


def test_a_turn_that_is_owed_by_the_old_wheel_is_used_under_the_new() -> None:
    """The vacancy uses the older turn, and its own slot is passed on as that of any other vacancy."""
    owed = Effect(Turn("referral", "2011", 2), "referral", FREE, OWED)
    counters = after(2, owed)
    slot = slot_for(NEW, counters, None, RESTARTS)
    assert slot.owed == 1
    state = TurnState("referral", "2012", (3, 6), 1, 1, "referral", True, "referral", None)
    changes = settling({"referral": slot}, [state], "referral", Kept("V-1", "x"), counters)
    assert changes.effects == (
        Effect(Turn("referral", "2011", 2), "referral", OWED, USED),
        Effect(Turn("referral", "2012", 0), "open", FREE, "passed"),
    )
    assert applied(counters, changes)["referral"].owed == ()


def test_a_slot_that_was_held_on_the_old_wheel_is_given_back() -> None:
    """Notice before the change, decision after it: the vacancy counts once, on the new wheel."""
    held = Turn("referral", "2011", 2)
    counters = after(2, Effect(held, "referral", FREE, HELD))
    kept = Kept("V-1", "x", drawn=(Drawn(held, "referral", HELD, own=True),))
    slot = slot_for(NEW, counters, kept, RESTARTS)
    state = TurnState("referral", "2012", (3, 6), 1, 0, "open", True, None, None)
    changes = settling({"referral": slot}, [state], "flexible", kept, counters)
    assert [(one.turn.version, one.before, one.after) for one in changes.effects] == [
        ("2011", HELD, FREE), ("2012", FREE, "passed"),
    ]  # fmt: skip


def test_a_version_with_other_slots_than_before_is_refused() -> None:
    """An agreed wheel is never changed under the same name: the ledger would count by another than it began with."""
    with pytest.raises(WrongInput, match="not the one that the ledger has counted by"):
        slot_for(replace(OLD, slots=("open", "referral", "referral")), after(1), None, RESTARTS)


@pytest.mark.parametrize(
    "effect",
    [
        Effect(Turn("referral", "2011", 7), "open", FREE, HELD),
        Effect(Turn("referral", "2011", 0), "open", FREE, HELD),
        Effect(Turn("referral", "2011", 1), "referral", FREE, HELD),
        Effect(Turn("referral", "2011", 2), "referral", OWED, USED),
        Effect(Turn("referral", "2011", 5), "referral", HELD, FREE),
        Effect(Turn("referral", "2013", 0), "open", FREE, HELD),
    ],
    ids=["out of order", "drawn twice", "for somebody else", "not owed", "never drawn", "no such wheel"],
)
def test_what_would_lose_a_turn_or_give_it_twice_is_a_fault(effect: Effect) -> None:
    """Nothing of the event is written then."""
    with pytest.raises(Fault):
        applied(after(1), Changes((), (effect,)))
