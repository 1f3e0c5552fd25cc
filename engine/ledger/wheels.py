"""An estate's agreed wheels over the ledger's count of them: what a vacancy would draw, and what a decision does to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from kredslob.engine.case import Case
from kredslob.engine.decision import TurnState
from kredslob.engine.ledger.counting import Counting
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
    Counters,
    Effect,
    Status,
    Turn,
    applied,
    beginning,
    is_right,
    owed_of,
)
from kredslob.engine.ledger.vacancies import Drawn, Kept
from kredslob.engine.office import Office
from kredslob.engine.turns import EXTERNAL, ORDINARY, SPLIT, TRANSFER, read_turns, right
from kredslob.engine.turns import Turn as AgreedTurn
from kredslob.engine.vacancy import TurnReading, Vacancy, WheelName
from kredslob.engine.wheels import REFERRAL, Wheel, same_fraction
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.terms import Terms
from kredslob.rules.wheels import wheel_name

USED_BY: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    REFERRAL: {REFERRAL: ("referral", "rehousing")},
    TRANSFER: {TRANSFER: ("own_estate_transfer", "organisation_transfer")},
    EXTERNAL: {"flexible": ("flexible",), ORDINARY: ("ordinary",)},
}
"""The channels by which a turn is used; one that was due and went to another channel has lapsed. The split's always are."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The slot of a wheel that concerns a vacancy: its own already, or the one that it would draw.

    Args:
        wheel: the wheel as agreed.
        turn: the slot.
        label: whom it is for.
        number: its number in the round, counted from 1.
        owed: turns owed from before.
        begin: how the wheel begins, if it has not dealt yet.
        status: what it is to the vacancy; free if it is still to be drawn.
    """

    wheel: Wheel
    turn: Turn
    label: str
    number: int
    owed: int
    begin: Begin | None
    status: Status

    @property
    def reading(self) -> TurnReading:
        """Where the wheel stands for this vacancy."""
        return TurnReading(self.number, self.owed, self.wheel.version)

    def stands_as(self, other: Slot) -> bool:
        """Tell whether a decision would take the same from both."""
        return (self.reading, is_spent(self)) == (other.reading, is_spent(other))


def agreed_wheels(office: Office, terms: Terms, day: date, estate: str) -> dict[str, Wheel]:
    """Give the wheels that are agreed for an estate on a day, by name; none where an open guess decides its share."""
    asked = Vacancy("", estate, on=day)
    turns = read_turns(
        terms, estate, asked, Case(office, asked, office.register.estate(estate), day, terms, None).situation
    )
    return {name: one.wheel for name, one in turns.items() if isinstance(one, AgreedTurn) and one.wheel is not None}


def slot_for(wheel: Wheel, counters: Counters, kept: Kept | None, counting: Counting) -> Slot:
    """Give the slot that a vacancy has on a wheel or would draw.

    Raises WrongInput if the wheel is not the one that the ledger began under this version.
    """
    count = counters.get(wheel.name, Count())
    begin = None if wheel.version in count.rounds else beginning(wheel, _start(count, wheel, counting))
    rounds = applied(counters, Changes((begin,)))[wheel.name].rounds if begin else count.rounds
    dealt = rounds[wheel.version]
    if begin is None and tuple(dealt.labels[int(code)] for code in dealt.slots) != wheel.slots:
        raise WrongInput(_another(wheel))
    own = kept.own(wheel.name) if kept is not None else None
    if own is not None and own.turn.version == wheel.version:
        serial, status = own.turn.serial, own.status
    else:
        serial, status = dealt.next, FREE
    turn = Turn(wheel.name, wheel.version, serial)
    owed = len([one for one in owed_of(count, right(wheel)) if one != turn])
    return Slot(wheel, turn, dealt.label(serial), dealt.slot(serial), owed, begin, status)  # type: ignore[arg-type]  # kept


def _start(count: Count, wheel: Wheel, counting: Counting) -> int:
    """Give the slot (from 0) at which a wheel begins that takes the place of another."""
    if not counting.keeps_fraction or not count.rounds:
        return 0
    before = list(count.rounds.values())[-1]
    position = (before.start + before.drawn) % len(before.slots)
    return same_fraction(position, len(before.slots), len(wheel.slots))


def _another(wheel: Wheel) -> Problem:
    found = Message(
        "version {version} of wheel {wheel} is not the one that the ledger has counted by.",
        version=wheel.version, wheel=wheel_name(wheel.name),
    )  # fmt: skip
    return Problem(
        Place(None, None, wheel.name), found, Message("a wheel that is agreed anew, under a version of its own")
    )


def drawing(slot: Slot) -> Changes:
    """Give what it does to the wheels that a vacancy draws its slot and holds it until it is decided."""
    return Changes((slot.begin,) if slot.begin else (), (Effect(slot.turn, slot.label, FREE, HELD),))


def is_spent(slot: Slot) -> bool:
    """Tell whether a vacancy's own slot has been settled before: its turn, if it had one, is no longer its own."""
    return slot.status not in (FREE, HELD)


def settling(
    slots: Mapping[str, Slot], states: Iterable[TurnState], channel: str, kept: Kept, counters: Counters
) -> Changes:
    """Give what a decision does to the wheels.

    Args:
        slots: the slot of each wheel that the decision was made with.
        states: what the decision says of each wheel: whether it counts this vacancy, and the right used up.
        channel: how the dwelling goes.
        kept: the vacancy before.
        counters: the estate's wheels before.
    """
    begun: list[Begin] = []
    effects: list[Effect] = []
    told = {one.wheel: one for one in states}
    for name, slot in slots.items():
        effects += _of_another_version(kept, slot)
        state = told.get(name)
        if is_spent(slot) or state is None:
            continue
        if not state.counts:
            effects += [Effect(slot.turn, slot.label, HELD, FREE)] if slot.status == HELD else []
            continue
        begun += [slot.begin] if slot.begin else []
        effects += _settled(slot, state.taken, channel, counters)
    return Changes(tuple(begun), tuple(effects))


def _of_another_version(kept: Kept, slot: Slot) -> list[Effect]:
    """Give back what a vacancy holds of a wheel that has been replaced before it was decided."""
    own: Drawn | None = kept.own(slot.wheel.name)
    if own is None or own.turn.version == slot.turn.version or own.status != HELD:
        return []
    return [Effect(own.turn, own.label, HELD, FREE)]


def _settled(slot: Slot, taken: str | None, channel: str, counters: Counters) -> list[Effect]:
    before, label = slot.status, slot.label
    if taken is None:
        return [Effect(slot.turn, label, before, _unused(slot))]
    owed = owed_of(counters.get(slot.wheel.name, Count()), taken)
    by = USED_BY.get(slot.wheel.name, {}).get(taken)
    status: Status = USED if by is None or channel in by else LAPSED
    if not owed:
        return [Effect(slot.turn, label, before, status)]
    return [Effect(owed[0], taken, OWED, status), Effect(slot.turn, label, before, _unused(slot))]


def _unused(slot: Slot) -> Status:
    """Give what becomes of a slot whose own turn is not the one used: owed if it is a right, else passed by."""
    if not is_right(slot.label, slot.wheel.residual):
        return PASSED
    return OWED if slot.label == right(slot.wheel) else LAPSED


def readings(slots: Mapping[str, Slot]) -> dict[WheelName, TurnReading]:
    """Give where the wheels stand for a vacancy, as a decision takes it."""
    return {name: slot.reading for name, slot in slots.items() if not is_spent(slot)}  # type: ignore[misc]  # the four


__all__ = ["SPLIT", "Slot", "agreed_wheels", "drawing", "is_spent", "readings", "settling", "slot_for"]
