"""What a vacancy draws, and what becomes of its slot when it is decided: every way by hand, without a database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from kredslob.engine.decision import TurnState
from kredslob.engine.ledger.counting import Counting, settled_terms
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
    Round,
    Status,
    Turn,
)
from kredslob.engine.ledger.vacancies import Drawn, Kept
from kredslob.engine.ledger.wheels import (
    Slot,
    agreed_wheels,
    drawing,
    is_spent,
    readings,
    settling,
    slot_for,
)
from kredslob.engine.vacancy import TurnReading
from kredslob.engine.wheels import Wheel
from kredslob.rules.messages import WrongInput
from tests.engine.ledger.books import small_office
from tests.engine.small_city import DAY, ESTATE, settled

REFERRAL = Wheel("referral", "2011", ("open", "open", "referral"), "open")
TRANSFER = Wheel("transfer", "2011", ("external", "transfer"), "external")
EXTERNAL = Wheel("external", "2011", ("ordinary", "flexible"))
SPLIT = Wheel("split", "2011", ("a", "b"))
RULES = Counting("notice", "returned", freed=True, keeps_fraction=False)
NOBODY = Kept("V1", "x")


def dealt(
    drawn: int, *owed: Turn, free: tuple[int, ...] = (), wheel: Wheel = REFERRAL, label: str = ""
) -> Mapping[str, Count]:
    """Give the counters of one wheel that has dealt so many slots."""
    labels = tuple(dict.fromkeys(wheel.slots))
    codes = "".join(str(labels.index(one)) for one in wheel.slots)
    rounds = {wheel.version: Round(labels, codes, 0, drawn, free)}
    return {wheel.name: Count(rounds, tuple((one, label or wheel.name) for one in owed))}


def slot(wheel: Wheel, serial: int, status: Status = FREE, begin: Begin | None = None, owed: int = 0) -> Slot:
    """Give a slot by its serial number."""
    at = serial % len(wheel.slots)
    return Slot(wheel, Turn(wheel.name, wheel.version, serial), wheel.slots[at], at + 1, owed, begin, status)


def state(wheel: Wheel, taken: str | None, *, counts: bool = True) -> TurnState:
    """Give what a decision says of a wheel, as far as the ledger looks at it."""
    return TurnState(wheel.name, wheel.version, (1, 2), 1, 0, None, counts, taken, None)


def settles(
    one: Slot, taken: str | None, channel: str, owed: tuple[Turn, ...] = (), label: str = ""
) -> list[tuple[int, str, str]]:
    """Give what a decision does to a slot: serial number, status before and after."""
    counters = dealt(0, *owed, wheel=one.wheel, label=label)
    changes = settling({one.wheel.name: one}, [state(one.wheel, taken)], channel, NOBODY, counters)
    assert changes.begun == ()
    return [(effect.turn.serial, effect.before, effect.after) for effect in changes.effects]


# --- the slot that concerns a vacancy ---------------------------------------------------------------------------------


def test_a_wheel_that_has_not_dealt_begins_with_the_first_vacancy() -> None:
    """At its first slot, which is free; drawing it says how the wheel begins."""
    found = slot_for(REFERRAL, {}, None, RULES)
    begin = Begin("referral", "2011", ("open", "referral"), "001", 0)
    assert found == Slot(REFERRAL, Turn("referral", "2011", 0), "open", 1, 0, begin, FREE)
    assert drawing(found) == Changes((begin,), (Effect(found.turn, "open", FREE, HELD),))


def test_a_wheel_that_deals_goes_on() -> None:
    """With the lowest slot that is free, or the next; nothing begins."""
    found = slot_for(REFERRAL, dealt(5), None, RULES)
    assert found == Slot(REFERRAL, Turn("referral", "2011", 5), "referral", 3, 0, None, FREE)
    assert drawing(found) == Changes((), (Effect(found.turn, "referral", FREE, HELD),))
    assert slot_for(REFERRAL, dealt(5, free=(2, 3)), NOBODY, RULES).turn.serial == 2


def test_a_vacancy_keeps_the_slot_that_it_has_drawn() -> None:
    """Whatever was drawn since; its own turn, if that is owed by now, is not counted among those from before."""
    own = Drawn(Turn("referral", "2011", 2), "referral", OWED, own=True)
    older = Turn("referral", "2011", -1)
    found = slot_for(REFERRAL, dealt(5, older, own.turn), replace(NOBODY, drawn=(own,)), RULES)
    assert found == Slot(REFERRAL, own.turn, "referral", 3, 1, None, OWED)
    foreign = replace(NOBODY, drawn=(replace(own, own=False),))
    assert slot_for(REFERRAL, dealt(5, older, own.turn), foreign, RULES).owed == 2


def test_a_slot_of_another_version_is_not_the_vacancys_slot_of_this_one() -> None:
    """It draws from the wheel that is agreed now."""
    own = Drawn(Turn("referral", "2010", 2), "referral", HELD, own=True)
    found = slot_for(REFERRAL, dealt(5), replace(NOBODY, drawn=(own,)), RULES)
    assert (found.turn, found.status) == (Turn("referral", "2011", 5), FREE)


@pytest.mark.parametrize(
    ("start", "drawn", "keeps", "begins"),
    [
        (0, 2, False, 0),
        (0, 2, True, 4),
        (1, 1, True, 4),
        (1, 4, True, 4),
        (0, 3, True, 0),
        (2, 3, True, 4),
        (0, 1, True, 2),
    ],
)
def test_a_wheel_that_takes_the_place_of_another_begins_as_is_agreed(
    start: int, drawn: int, keeps: bool, begins: int
) -> None:
    """From the start, or at the same part of the round: two of three slots passed are four of six."""
    new = Wheel("referral", "2012", ("open", "referral") * 3, "open")
    oldest = Round(("open", "referral"), "01", 0, 1)
    rounds = {"2010": oldest, "2011": Round(("open", "referral"), "001", start, drawn)}
    found = slot_for(new, {"referral": Count(rounds)}, None, replace(RULES, keeps_fraction=keeps))
    assert (found.begin is not None and found.begin.start, found.number) == (begins, begins + 1)


def test_the_first_version_begins_at_its_first_slot_whatever_is_agreed_of_changes() -> None:
    """There is nothing that it takes the place of."""
    found = slot_for(REFERRAL, {}, None, replace(RULES, keeps_fraction=True))
    assert found.number == 1


def test_a_wheel_changed_under_the_same_name_is_refused() -> None:
    """The ledger would go on counting by another than it began with."""
    with pytest.raises(WrongInput, match=r"version 2011 of wheel .* is not the one"):
        slot_for(replace(REFERRAL, slots=("referral", "open", "open")), dealt(1), None, RULES)


def test_a_decision_is_told_where_the_wheels_stand_whose_slot_is_not_settled() -> None:
    """By slot, turns owed and version."""
    slots = {"referral": slot(REFERRAL, 4, owed=1), "split": slot(SPLIT, 3, HELD), "transfer": slot(TRANSFER, 1, USED)}
    assert readings(slots) == {"referral": TurnReading(2, 1, "2011"), "split": TurnReading(2, 0, "2011")}


def test_only_a_slot_that_is_free_or_held_is_not_settled() -> None:
    """What was owed, used, lapsed or passed has been settled by an earlier decision."""
    every: tuple[Status, ...] = (FREE, HELD, OWED, USED, LAPSED, PASSED)
    assert [is_spent(slot(REFERRAL, 0, status)) for status in every] == [False, False, True, True, True, True]


def test_a_decision_takes_the_same_from_two_slots_that_read_alike() -> None:
    """The same number in the round with as many turns owed, whichever round it is; not another, nor one that is settled."""
    one = slot(REFERRAL, 1, HELD)
    assert one.stands_as(slot(REFERRAL, 4, FREE))
    assert not one.stands_as(slot(REFERRAL, 2, HELD))
    assert not one.stands_as(slot(REFERRAL, 1, HELD, owed=1))
    assert not one.stands_as(slot(REFERRAL, 1, PASSED))


def test_the_wheels_of_an_estate_are_those_that_are_agreed() -> None:
    """The small city has one for referral, one for transfers and one that splits the flexible lettings; no external one."""
    office = small_office()
    found = agreed_wheels(office, settled_terms(office, DAY, ESTATE, settled()), DAY, ESTATE)
    assert {name: wheel.slots for name, wheel in found.items()} == {
        "referral": ("open", "open", "referral"), "transfer": ("external", "transfer"), "split": ("a", "a", "b"),
    }  # fmt: skip


# --- what a decision does ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "taken", "channel", "becomes"),
    [
        (slot(REFERRAL, 0), None, "flexible", PASSED),
        (slot(REFERRAL, 2), "referral", "referral", USED),
        (slot(REFERRAL, 2), "referral", "rehousing", USED),
        (slot(REFERRAL, 2), "referral", "flexible", LAPSED),
        (slot(REFERRAL, 2), None, "flexible", OWED),
        (slot(TRANSFER, 0), None, "ordinary", PASSED),
        (slot(TRANSFER, 1), "transfer", "own_estate_transfer", USED),
        (slot(TRANSFER, 1), "transfer", "organisation_transfer", USED),
        (slot(TRANSFER, 1), "transfer", "flexible", LAPSED),
        (slot(TRANSFER, 1), None, "referral", OWED),
        (slot(EXTERNAL, 0), "ordinary", "ordinary", USED),
        (slot(EXTERNAL, 0), "ordinary", "flexible", LAPSED),
        (slot(EXTERNAL, 1), "flexible", "flexible", USED),
        (slot(EXTERNAL, 1), "flexible", "ordinary", LAPSED),
        (slot(EXTERNAL, 0), None, "referral", PASSED),
        (slot(EXTERNAL, 1), None, "referral", OWED),
        (slot(SPLIT, 0), "a", "flexible", USED),
        (slot(SPLIT, 1), "b", "flexible", USED),
        (slot(SPLIT, 0), None, "flexible", OWED),
        (slot(SPLIT, 1), None, "flexible", LAPSED),
    ],
    ids=lambda one: f"{one.wheel.name}-{one.label}" if isinstance(one, Slot) else str(one),
)
def test_what_becomes_of_a_slot_follows_from_the_right_used_and_the_channel(
    one: Slot, taken: str | None, channel: str, becomes: Status
) -> None:
    """A right is used by its channels and lapses by others; one that is not used is owed, and what is no right passed."""
    assert settles(one, taken, channel) == [(one.turn.serial, FREE, becomes)]
    held = replace(one, status=HELD)
    assert settles(held, taken, channel) == [(one.turn.serial, HELD, becomes)]


@pytest.mark.parametrize(("serial", "becomes"), [(3, PASSED), (5, OWED)])
def test_a_turn_that_is_owed_is_used_before_the_vacancys_own(serial: int, becomes: str) -> None:
    """The oldest; the own slot is passed on, or owed in its place."""
    owed = Turn("referral", "2011", -1), Turn("referral", "2011", 2)
    assert settles(slot(REFERRAL, serial), "referral", "referral", owed) == [(-1, OWED, USED), (serial, FREE, becomes)]
    assert settles(slot(REFERRAL, serial), "referral", "ordinary", owed)[0] == (-1, OWED, LAPSED)


def test_what_is_owed_under_another_label_is_not_used() -> None:
    """A turn owed to one group of the split is not the other's."""
    owed = (Turn("split", "2011", -1),)
    assert settles(slot(SPLIT, 1), "b", "flexible", owed, "a") == [(1, FREE, USED)]
    assert settles(slot(SPLIT, 1), "a", "flexible", owed, "a") == [(-1, OWED, USED), (1, FREE, LAPSED)]


def test_a_wheel_that_does_not_count_the_vacancy_gives_its_slot_back() -> None:
    """If it held one; what was free stays so, and the wheels after it are settled."""
    slots = {"referral": slot(REFERRAL, 0, HELD), "transfer": slot(TRANSFER, 0), "split": slot(SPLIT, 0)}
    states = [state(REFERRAL, None, counts=False), state(TRANSFER, None, counts=False), state(SPLIT, "a")]
    changes = settling(slots, states, "flexible", NOBODY, {})
    assert changes == Changes((), (
        Effect(slots["referral"].turn, "open", HELD, FREE), Effect(slots["split"].turn, "a", FREE, USED),
    ))  # fmt: skip


def test_a_wheel_that_is_settled_or_not_spoken_of_stays_as_it_is() -> None:
    """And those after it are settled all the same."""
    slots = {"referral": slot(REFERRAL, 2, OWED), "transfer": slot(TRANSFER, 1), "split": slot(SPLIT, 0)}
    changes = settling(slots, [state(REFERRAL, None), state(SPLIT, "a")], "flexible", NOBODY, {})
    assert changes == Changes((), (Effect(slots["split"].turn, "a", FREE, USED),))


def test_wheels_begin_with_the_decision_that_draws_from_them() -> None:
    """Each that has not dealt yet, in order; one that does not count the vacancy does not begin."""
    begins = {one.name: Begin(one.name, one.version, one.slots, "01", 0) for one in (TRANSFER, EXTERNAL, SPLIT)}
    slots = {one.name: slot(one, 0, begin=begins[one.name]) for one in (TRANSFER, EXTERNAL, SPLIT)}
    states = [state(TRANSFER, None), state(EXTERNAL, None, counts=False), state(SPLIT, "a")]
    changes = settling(slots, states, "flexible", NOBODY, {})
    assert changes.begun == (begins["transfer"], begins["split"])
    assert [one.turn.wheel for one in changes.effects] == ["transfer", "split"]


@pytest.mark.parametrize(
    ("version", "status", "back"),
    [("2010", HELD, True), ("2010", USED, False), ("2010", OWED, False), ("2011", HELD, False)],
)
def test_what_is_held_of_a_wheel_that_has_been_replaced_is_given_back(version: str, status: Status, back: bool) -> None:
    """Notice before the change, decision after it; what was settled under the old wheel stays."""
    old = Drawn(Turn("referral", version, 7), "referral", status, own=True)
    one = slot(REFERRAL, 0)
    changes = settling({"referral": one}, [state(REFERRAL, None)], "flexible", replace(NOBODY, drawn=(old,)), {})
    given_back = [Effect(old.turn, "referral", HELD, FREE)] if back else []
    assert changes.effects == (*given_back, Effect(one.turn, "open", FREE, PASSED))
