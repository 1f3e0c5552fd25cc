"""The estate's wheels at this vacancy: which slots are due, and where each wheel stands afterwards.

Four wheels share vacancies out: referral (every vacancy), transfer (what is left after referral, rehousing and return
guarantee), external (what reaches the external list) and split (flexible lettings). Where they stand is told by the
office; a wheel whose slots are all alike needs no telling.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from kredslob.engine.estates import settle_all
from kredslob.engine.knowledge import FactValue, Unknown
from kredslob.engine.situation import Derivers
from kredslob.engine.vacancy import TurnReading, Vacancy
from kredslob.engine.wheels import OPEN, REFERRAL, Wheel, WheelState, due, replace, share_wheel
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput, nearest
from kredslob.rules.model import DatedWheel
from kredslob.rules.terms import Terms
from kredslob.rules.units import Value

TRANSFER = "transfer"
EXTERNAL = "external"
FLEXIBLE = "flexible"
ORDINARY = "ordinary"
SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Turn:
    """A wheel in force and where it stands; `state` is None when the office has not said, `wheel` when none is agreed."""

    name: str
    wheel: Wheel | None
    state: WheelState | None

    def due(self, wheel: Wheel | None = None) -> str | None:
        """Give the label due, or None if it hangs on where the wheel stands."""
        wheel = wheel or self.wheel
        if wheel is None:
            return None
        if len(set(wheel.slots)) == 1 and (self.state is None or not self.state.pending):
            return wheel.slots[0]
        return None if self.state is None else due(wheel, self.state)


def read_turns(terms: Terms, estate: str, vacancy: Vacancy) -> dict[str, Turn | Unknown]:
    """Give each of the estate's wheels with where it stands; an unknown where an open guess decides that.

    Raises:
        WrongInput: a slot or version that the wheel does not have.
    """
    wheels = {
        REFERRAL: _referral(terms), TRANSFER: _term_wheel(terms, TRANSFER, "transfer.wheel", EXTERNAL),
        EXTERNAL: _external(terms), SPLIT: _term_wheel(terms, SPLIT, "flexible.split_wheel", None),
    }  # fmt: skip
    return {name: _turn(terms, estate, vacancy, name, wheel) for name, wheel in wheels.items()}


def _referral(terms: Terms) -> Wheel | None:
    agreed = terms.wheels.get(REFERRAL)
    if agreed is not None:
        return _agreed(agreed, (OPEN, REFERRAL), OPEN)
    share = terms.value("referral.base_share")
    if not isinstance(share, tuple):
        return None
    return share_wheel(REFERRAL, terms.agreement, (int(share[0]), int(share[1])), (OPEN, REFERRAL), OPEN)


def _external(terms: Terms) -> Wheel | None:
    agreed = terms.wheels.get(EXTERNAL)
    return None if agreed is None else _agreed(agreed, (ORDINARY, FLEXIBLE), None)


def _agreed(wheel: DatedWheel, labels: tuple[str, str], residual: str | None) -> Wheel:
    if wheel.slots:
        return Wheel(wheel.name, wheel.version, wheel.slots, residual)
    return share_wheel(wheel.name, wheel.version, (wheel.turns, wheel.of), labels, residual)


def _term_wheel(terms: Terms, name: str, parameter: str, residual: str | None) -> Wheel | None:
    slots = terms.value(parameter)
    return _slots_wheel(terms, name, parameter, slots, residual) if slots is not None else None


def _slots_wheel(terms: Terms, name: str, parameter: str, slots: Value, residual: str | None) -> Wheel:
    version = str(terms.parameters[parameter].dated.from_.year)
    return Wheel(
        name, version, tuple(str(slot) for slot in slots) if isinstance(slots, tuple) else (str(slots),), residual
    )


def _turn(terms: Terms, estate: str, vacancy: Vacancy, name: str, wheel: Wheel | None) -> Turn | Unknown:
    reading = vacancy.turns.get(name)  # type: ignore[call-overload]  # the four names
    if wheel is None or reading is None:
        return Turn(name, wheel, None)
    if reading.version in (None, wheel.version):
        return Turn(name, wheel, _state(vacancy, name, wheel, reading))
    old = _earlier(terms, estate, name, reading.version)
    if old is None:
        versions = sorted({wheel.version, *(one.version for one in _agreed_wheels(terms, estate, name))})
        found = Message("wheel {wheel} has no version {version}.", wheel=name, version=reading.version)
        place = Place(vacancy.place.file, vacancy.place.line, f"{name}_turn")
        raise WrongInput(
            Problem(
                place, found, Message("{names}", names=", ".join(versions)), nearest(reading.version or "", versions)
            )
        )
    before = _state(vacancy, name, old, reading)
    state = settle_all(terms, ("wheel.on_change",), partial(_replaced, old, wheel, before))
    return state if isinstance(state, Unknown) else Turn(name, wheel, state)


def _replaced(old: Wheel, new: Wheel, state: WheelState, on_change: Value) -> WheelState:
    return replace(old, new, state, "keep_fraction" if on_change == "keep_fraction" else "restart")


def _agreed_wheels(terms: Terms, estate: str, name: str) -> list[DatedWheel]:
    return [
        wheel
        for document in terms.documents
        if estate in document.estates
        for wheel in document.estates[estate].wheels
        if wheel.name == name
    ]


def _earlier(terms: Terms, estate: str, name: str, version: str | None) -> Wheel | None:
    labels, residual = ((OPEN, REFERRAL), OPEN) if name == REFERRAL else ((ORDINARY, FLEXIBLE), None)
    return next(
        (_agreed(one, labels, residual) for one in _agreed_wheels(terms, estate, name) if one.version == version), None
    )


def _state(vacancy: Vacancy, name: str, wheel: Wheel, reading: TurnReading) -> WheelState:
    if len(set(wheel.slots)) == 1:  # all alike: it does not matter where the wheel stands
        reading = TurnReading(1, reading.pending, reading.version)
    if not 1 <= reading.slot <= len(wheel.slots) or reading.pending < 0:
        found = Message("wheel {wheel} has no slot {slot}.", wheel=name, slot=reading.slot)
        place = Place(vacancy.place.file, vacancy.place.line, f"{name}_turn")
        accepted = Message(
            "a slot from 1 to {last}, for instance 3, or 3+1 with one turn pending", last=len(wheel.slots)
        )
        raise WrongInput(Problem(place, found, accepted))
    return WheelState(wheel.version, reading.slot - 1, ((right(wheel), reading.pending),) if reading.pending else ())


def right(wheel: Wheel) -> str:
    """Give the label of the right that can be pending on a wheel: the first that is not the residual.

    For the external wheel that is the flexible turn; ordinary turns are what is left.
    """
    rights = [label for label in dict.fromkeys(wheel.slots) if label not in (wheel.residual, ORDINARY)]
    return rights[0] if rights else {TRANSFER: TRANSFER, EXTERNAL: FLEXIBLE}.get(wheel.name, wheel.name)


def turn_derivers(turns: Mapping[str, Turn | Unknown]) -> Derivers:
    """Give how the slots that are due are worked out from the wheels."""
    return {
        "referral_due": lambda _: _is_due(turns[REFERRAL], REFERRAL, "referral_turn"),
        "transfer_due": lambda _: _is_due(turns[TRANSFER], TRANSFER, "transfer_turn"),
        "flexible_due": lambda _: _is_due(turns[EXTERNAL], FLEXIBLE, "external_turn"),
    }


def _is_due(turn: Turn | Unknown, label: str, missing: str) -> FactValue:
    if isinstance(turn, Unknown):
        return turn
    if turn.wheel is None:
        return Unknown(needs=(f"{label}_due",))
    due_label = turn.due()
    return Unknown(needs=(missing,)) if due_label is None else due_label == label
