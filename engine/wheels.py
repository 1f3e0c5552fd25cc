"""Share vacancies out by turns: a wheel is an ordered list of slots, and a slot passed over stays pending.

A share such as "every third" is never a probability or a percentage here: it is a round of slots, and where a turn
falls in the round is part of what was agreed. Inside, a label is a small integer and the arithmetic is plain loops over
sequences of integers (a list when one vacancy is decided, an int64 array in the simulation); these functions raise
nothing, create nothing, and numba compiles them unchanged. At the surface a label is a word and wrong use is an error.
"""

from __future__ import annotations

from collections.abc import MutableSequence
from functools import lru_cache
from math import gcd
from typing import Literal

from kredslob.rules.frozen import dataclass

OnChange = Literal["restart", "keep_fraction"]

NOTHING = -1  # as a label: no right was taken, or the wheel has no residual
REFUSED = -1  # as a position: the right taken was neither pending nor due

REFERRAL = "referral"
OPEN = "open"


# --- the arithmetic: integers only, compiled as it stands ---------------------------------------------------------


def round_length(turns: int, of: int) -> int:
    """Give the length of the shortest round with `turns` turns of every `of` slots; 0 <= turns <= of and of > 0."""
    return of // gcd(turns, of)


def spread_into(turns: int, of: int, out: MutableSequence[int]) -> int:
    """Fill `out` with the shortest even round, 1 for a turn and 0 for another slot, and give its length.

    Slot i is a turn when the whole turns accrued rise at it, floor((i + 1) * turns / of) > floor(i * turns / of): a
    turn falls as late as its share allows, so one of three is [0, 0, 1]. `out` holds at least `round_length` slots.
    0 <= turns <= of; of * of must stay within 63 bits.
    """
    shared = gcd(turns, of)
    turns //= shared
    of //= shared
    for i in range(of):
        out[i] = (i + 1) * turns // of - i * turns // of
    return of


def referral_share(base_turns: int, base_of: int, base_vacancies: int, extra: int, exempt: int) -> tuple[int, int]:
    """Give (turns, of) that an estate owes: its base share of its base vacancies and `extra` whole turns.

    An exempt estate owes none. Where no vacancies were measured the base share stands for those that come.
    """
    if exempt:
        return 0, 1
    if base_vacancies == 0:
        return base_turns, base_of
    return base_turns * base_vacancies + base_of * extra, base_of * base_vacancies


def due_code(slots: MutableSequence[int], position: int, pending: MutableSequence[int]) -> int:
    """Give the label due: the first with a pending turn, in the order of the labels' numbers, else the slot's."""
    for code in range(len(pending)):
        if pending[code] > 0:
            return code
    return slots[position]


def advance_in_place(
    slots: MutableSequence[int], position: int, pending: MutableSequence[int], residual: int, taken: int
) -> int:
    """Let one vacancy pass and give the next position, or `REFUSED` with nothing changed.

    The slot passed becomes a pending turn unless it is the residual (`NOTHING` if there is none); then the label taken
    loses one pending turn. `NOTHING` or the residual as `taken` uses no right.
    """
    slot = slots[position]
    if taken == residual:
        taken = NOTHING
    if taken not in (NOTHING, slot) and pending[taken] == 0:
        return REFUSED
    if slot != residual:
        pending[slot] += 1
    if taken != NOTHING:
        pending[taken] -= 1
    return (position + 1) % len(slots)


def same_fraction(position: int, old_length: int, new_length: int) -> int:
    """Give the slot of the new round that stands at the same fraction of it, rounded down."""
    return position * new_length // old_length


# --- the surface: words and checked use ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wheel:
    """An ordered round of slots, each with the label of who may use a vacancy that falls on it.

    `residual` is the label that is no right and never becomes pending ("open" for the referral wheel); None where every
    slot is a right (ordinary and flexible, or the two groups of a split). Raises ValueError for a round without slots.
    """

    name: str
    version: str
    slots: tuple[str, ...]
    residual: str | None = None

    def __post_init__(self) -> None:
        if not self.slots or "" in self.slots or self.residual == "":
            raise ValueError(f"wheel {self.name!r} needs at least one slot and a word on every slot")

    def share(self, label: str) -> tuple[int, int]:
        """Give (slots with the label, slots in the round)."""
        return self.slots.count(label), len(self.slots)


@dataclass(frozen=True, slots=True)
class WheelState:
    """Where a wheel of one version stands: the index from 0 of the slot due next, and the turns still pending.

    `pending` holds (label, count) with counts above 0, ordered by label, whatever order it is given in. Raises
    ValueError for a negative position or count, or a label given twice.
    """

    version: str
    position: int = 0
    pending: tuple[tuple[str, int], ...] = ()

    def __post_init__(self) -> None:
        if self.position < 0:
            raise ValueError(f"position {self.position} is before the first slot")
        counts = dict(self.pending)
        if len(counts) < len(self.pending) or any(count < 0 for count in counts.values()):
            raise ValueError(f"pending turns must name each label once and count from 0 up: {self.pending!r}")
        object.__setattr__(self, "pending", tuple(sorted((label, n) for label, n in counts.items() if n)))


def spread(turns: int, of: int) -> tuple[int, ...]:
    """Arrange `turns` out of `of` slots evenly, in the shortest round: 1 for a turn, 0 for another slot.

    "Every third" gives (0, 0, 1). Raises ValueError unless 0 <= turns <= of and of > 0.
    """
    if not 0 <= turns <= of or of == 0:
        raise ValueError(f"{turns} of {of} is not a share")
    out = [0] * round_length(turns, of)
    spread_into(turns, of, out)
    return tuple(out)


@lru_cache(maxsize=512)
def share_wheel(
    name: str, version: str, share: tuple[int, int], labels: tuple[str, str], residual: str | None = None
) -> Wheel:
    """Make the wheel that gives the second label the share (turns, of), evenly spread, and the first label the rest.

    Raises ValueError as `spread` does.
    """
    return Wheel(name, version, tuple(labels[is_turn] for is_turn in spread(*share)), residual)


def referral_wheel(
    version: str, base: tuple[int, int], base_vacancies: int, extra: int = 0, *, exempt: bool = False
) -> Wheel:
    """Make the exact wheel of an estate that owes its base share (turns, of) of its base vacancies and `extra` turns.

    An exempt estate gets a wheel of open slots only. Where no vacancies were measured the base share stands. Raises
    ValueError when the base is no share, a number is negative, extra turns go to an estate that is exempt or without
    vacancies, or the turns would exceed the vacancies.
    """
    if not 0 <= base[0] <= base[1] or base[1] == 0 or base_vacancies < 0:
        raise ValueError(f"{base[0]} of {base[1]} is not a share of {base_vacancies} vacancies")
    if extra < 0 or (extra > 0 and (exempt or base_vacancies == 0)):
        raise ValueError(f"{extra} extra turns for an estate with {base_vacancies} vacancies, exempt: {exempt}")
    share = referral_share(*base, base_vacancies, extra, exempt)
    return share_wheel(REFERRAL, version, share, (OPEN, REFERRAL), residual=OPEN)


def start(wheel: Wheel) -> WheelState:
    """Give the state of a new wheel: the first slot due, nothing pending."""
    return WheelState(wheel.version)


def due(wheel: Wheel, state: WheelState) -> str:
    """Give the label due at the next vacancy: a pending right, in the order the wheel names them, else the slot.

    A right that the wheel no longer names (it was replaced) comes after those that it does. Raises ValueError when the
    state is not of this wheel.
    """
    labels, slots, pending = _coded(wheel, state)
    return labels[due_code(slots, state.position, pending)]


def advance(wheel: Wheel, state: WheelState, taken: str | None) -> WheelState:
    """Let one vacancy that the wheel counts pass; `taken` is the right that it went to, None or the residual if none.

    The slot passed becomes a pending turn and the right taken loses one, so a slot pre-empted by a higher channel is
    pending. Raises ValueError when the right taken is neither pending nor due, or the state is not of this wheel.
    """
    labels, slots, pending = _coded(wheel, state)
    residual = NOTHING if wheel.residual is None else labels.index(wheel.residual)
    if taken is not None and taken not in labels:
        raise ValueError(f"wheel {wheel.name!r} gives no turn to {taken!r}")
    position = advance_in_place(
        slots, state.position, pending, residual, NOTHING if taken is None else labels.index(taken)
    )
    if position == REFUSED:
        raise ValueError(f"{taken!r} is neither pending nor due at slot {state.position} of wheel {wheel.name!r}")
    return WheelState(wheel.version, position, tuple(zip(labels, pending, strict=True)))


def replace(old: Wheel, new: Wheel, state: WheelState, on_change: OnChange) -> WheelState:
    """Carry a state over to the wheel that replaces its own: pending turns survive, the position restarts or is kept.

    `keep_fraction` gives the slot at the same fraction of the new round, rounded down. Raises ValueError when the state
    is not of the old wheel, a pending right is the new wheel's residual, or `on_change` is neither word.
    """
    _check(old, state)
    if on_change not in ("restart", "keep_fraction"):
        raise ValueError(f"a wheel's position follows restart or keep_fraction, not {on_change!r}")
    kept = on_change == "keep_fraction"
    position = same_fraction(state.position, len(old.slots), len(new.slots)) if kept else 0
    replaced = WheelState(new.version, position, state.pending)
    _check(new, replaced)
    return replaced


def _check(wheel: Wheel, state: WheelState) -> None:
    if state.version != wheel.version:
        raise ValueError(f"a state of version {state.version!r} does not fit version {wheel.version!r}")
    if state.position >= len(wheel.slots):
        raise ValueError(f"position {state.position} is past the {len(wheel.slots)} slots of wheel {wheel.name!r}")
    if any(label == wheel.residual for label, _ in state.pending):
        raise ValueError(f"{wheel.residual!r} is no right of wheel {wheel.name!r} and cannot be pending")


def _coded(wheel: Wheel, state: WheelState) -> tuple[list[str], list[int], list[int]]:
    """Give the labels in the order that numbers them, the slots as numbers, and the pending turns by number.

    First come the labels of the wheel as they first appear, then its residual, then rights that it no longer names.
    """
    _check(wheel, state)
    pending = dict(state.pending)
    residual = () if wheel.residual is None else (wheel.residual,)
    labels = list(dict.fromkeys((*wheel.slots, *residual, *pending)))
    codes = {label: code for code, label in enumerate(labels)}
    return labels, [codes[slot] for slot in wheel.slots], [pending.get(label, 0) for label in labels]
