"""The estate's wheels at this vacancy: which slots are due, and where each wheel stands afterwards.

Four wheels share vacancies out: referral (every vacancy), transfer (what is left after referral, rehousing and return
guarantee), external (what reaches the external list) and split (flexible lettings). Where they stand is told by the
office; a wheel whose slots are all alike needs no telling.

The share of referral and of flexible letting stands in the estate's individual agreement; where that fixes none, in the
term that the agreement's rules name for the estate (`referral_share`, `flexible_share`), or in the one for all estates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final, NamedTuple

from kredslob.engine.estates import settle_all
from kredslob.engine.knowledge import FactValue, Unknown
from kredslob.engine.situation import Derivers
from kredslob.engine.vacancy import TurnReading, Vacancy
from kredslob.engine.wheels import OPEN, REFERRAL, Wheel, WheelState, due, replace, share_wheel
from kredslob.rules.binding import Term
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Problem, WrongInput, nearest
from kredslob.rules.model import DatedWheel
from kredslob.rules.terms import Terms
from kredslob.rules.units import Value
from kredslob.rules.wheels import wheel_name

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


class _Sharing(NamedTuple):
    """How a wheel is made that shares vacancies between two rights, and where its share stands.

    Args:
        due: the fact that tells whether the turn has come.
        labels: of the slots: first of those left over, then of the turns counted.
        residual: the label that is no right.
        fact: that rules decide: the term by which the turns of the estate are shared.
        base: the term for all estates, where no rule says.
    """

    due: str
    labels: tuple[str, str]
    residual: str | None
    fact: str
    base: str


SHARED: Final[Mapping[str, _Sharing]] = {
    REFERRAL: _Sharing("referral_due", (OPEN, REFERRAL), OPEN, "referral_share", "referral.base_share"),
    EXTERNAL: _Sharing("flexible_due", (ORDINARY, FLEXIBLE), None, "flexible_share", "flexible.base_share"),
}
_NOT_DECIDED: Final[Mapping[str, FactValue]] = {}


def read_turns(
    terms: Terms, estate: str, vacancy: Vacancy, facts: Mapping[str, FactValue] = _NOT_DECIDED
) -> dict[str, Turn | Unknown]:
    """Give each of the estate's wheels with where it stands; an unknown where an open guess decides that.

    Args:
        terms: in force for the estate.
        estate: its id.
        vacancy: tells where the wheels stand.
        facts: of the vacancy and its estate, read where rules decide by which term turns are shared.

    Raises:
        WrongInput: a slot or version that the wheel does not have.
    """
    slotted = {
        TRANSFER: _term_wheel(terms, TRANSFER, "transfer.wheel", EXTERNAL),
        SPLIT: _term_wheel(terms, SPLIT, "flexible.split_wheel", None),
    }
    found: dict[str, Turn | Unknown] = {}
    for name in (REFERRAL, TRANSFER, EXTERNAL, SPLIT):
        if name in slotted:
            found[name] = _turn(terms, estate, vacancy, name, slotted[name])
            continue
        term = None if name in terms.wheels else _share_term(terms, facts, SHARED[name])
        if isinstance(term, Unknown):
            found[name] = term
        elif term is not None and len(set(term.guesses)) > 1:
            found[name] = Unknown(guesses=(term.series.id,))
        else:
            found[name] = _shared_turn(terms, estate, vacancy, name, term)
    return found


def _share_term(terms: Terms, facts: Mapping[str, FactValue], sharing: _Sharing) -> Term | Unknown | None:
    """Give the term that says how large a share of the estate's vacancies a right has; None where none does."""
    named = facts[sharing.fact] if sharing.fact in terms.rules else sharing.base
    return named if isinstance(named, Unknown) else terms.parameters.get(str(named))


def own_share(terms: Terms, facts: Mapping[str, FactValue]) -> tuple[int, int] | Unknown | None:
    """Give the share of referral that the rules fix for the estate; None where they leave it to the base share of all."""
    if SHARED[REFERRAL].fact not in terms.rules:
        return None
    term = _share_term(terms, facts, SHARED[REFERRAL])
    if term is None or isinstance(term, Unknown):
        return term or (0, 1)
    if len(set(term.guesses)) > 1:
        return Unknown(guesses=(term.series.id,))
    wheel = _by_term(terms, REFERRAL, term)
    return (0, 1) if wheel is None else wheel.share(REFERRAL)


def _shared_turn(terms: Terms, estate: str, vacancy: Vacancy, name: str, term: Term | None) -> Turn | Unknown:
    agreed, sharing = terms.wheels.get(name), SHARED[name]
    if agreed is not None:
        wheel: Wheel | None = _agreed(agreed, sharing.labels, sharing.residual)
    else:
        wheel = None if term is None else _by_term(terms, name, term)
    try:
        return _turn(terms, estate, vacancy, name, wheel)
    except WrongInput:
        # A guessed share need not fit where the office says that the wheel stands: then it must say whose turn it is.
        if term is None or term.dated.basis != "assumed":
            raise
        return Unknown(needs=(sharing.due,))


def _by_term(terms: Terms, name: str, term: Term) -> Wheel | None:
    """Make the wheel that a term gives: a share of turns, or the slots themselves."""
    sharing, value = SHARED[name], term.value
    version = terms.agreement if term.series.id == sharing.base else term.series.id
    if not isinstance(value, tuple):
        return None
    if term.series.unit == "wheel":
        return Wheel(name, version, tuple(map(str, value)), sharing.residual)
    return share_wheel(name, version, (int(value[0]), int(value[1])), sharing.labels, sharing.residual)


def _agreed(wheel: DatedWheel, labels: tuple[str, str], residual: str | None) -> Wheel:
    if wheel.slots:
        return Wheel(wheel.name, wheel.version, wheel.slots, residual)
    return share_wheel(wheel.name, wheel.version, (wheel.turns, wheel.of), labels, residual)


def _term_wheel(terms: Terms, name: str, parameter: str, residual: str | None) -> Wheel | None:
    slots = terms.value(parameter)
    if not isinstance(slots, tuple):
        return None
    version = str(terms.parameters[parameter].dated.from_.year)
    return Wheel(name, version, tuple(map(str, slots)), residual)


def _turn(terms: Terms, estate: str, vacancy: Vacancy, name: str, wheel: Wheel | None) -> Turn | Unknown:
    reading = vacancy.turns.get(name)  # type: ignore[call-overload]  # the four names
    if wheel is None or reading is None:
        return Turn(name, wheel, None)
    if reading.version in (None, wheel.version):
        return Turn(name, wheel, _state(vacancy, name, wheel, reading))
    old = _earlier(terms, estate, name, reading.version)
    if old is None:
        versions = sorted({wheel.version, *(one.version for one in _agreed_wheels(terms, estate, name))})
        found = Message("wheel {wheel} has no version {version}.", wheel=wheel_name(name), version=reading.version)
        place = vacancy.place.of(f"{name}_turn")
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
    """Give a wheel of another version: from the individual agreement, or by another of the agreement's terms."""
    if name not in SHARED:
        return None
    sharing = SHARED[name]
    for one in _agreed_wheels(terms, estate, name):
        if one.version == version:
            return _agreed(one, sharing.labels, sharing.residual)
    term = terms.parameters.get(sharing.base if version == terms.agreement else str(version))
    return None if term is None or term.series.unit not in ("turns", "wheel") else _by_term(terms, name, term)


def _state(vacancy: Vacancy, name: str, wheel: Wheel, reading: TurnReading) -> WheelState:
    if len(set(wheel.slots)) == 1:  # all alike: it does not matter where the wheel stands
        reading = TurnReading(1, reading.pending)
    if not 1 <= reading.slot <= len(wheel.slots) or reading.pending < 0:
        found = Message("wheel {wheel} has no slot {slot}.", wheel=wheel_name(name), slot=reading.slot)
        place = vacancy.place.of(f"{name}_turn")
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


def turn_derivers(turns: Callable[[], Mapping[str, Turn | Unknown]]) -> Derivers:
    """Give how the slots that are due are worked out from the wheels, which themselves may hang on the estate's facts."""
    return {
        "referral_due": lambda _: _is_due(turns()[REFERRAL], REFERRAL, "referral_turn"),
        "transfer_due": lambda _: _is_due(turns()[TRANSFER], TRANSFER, "transfer_turn"),
        "flexible_due": lambda _: _is_due(turns()[EXTERNAL], FLEXIBLE, "external_turn"),
    }


def _is_due(turn: Turn | Unknown, label: str, missing: str) -> FactValue:
    if isinstance(turn, Unknown):
        return turn
    if turn.wheel is None:
        return Unknown(needs=(f"{label}_due",))
    due_label = turn.due()
    return Unknown(needs=(missing,)) if due_label is None else due_label == label
