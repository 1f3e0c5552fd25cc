"""An estate's wheels as the ledger counts them: which turn each vacancy drew, and what became of it.

A wheel deals out its slots in order, each with a serial number. A vacancy draws the lowest that is free; a slot given
back is free again and goes to the next vacancy, so that in the end every slot has gone to one vacancy, in order. Nothing
here is changed but by effects, and every effect says what was before, so that it can be undone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Any, Final, Literal, NamedTuple

from kredslob.engine.turns import ORDINARY
from kredslob.engine.wheels import Wheel
from kredslob.rules.frozen import dataclass

Status = Literal["free", "held", "owed", "used", "lapsed", "passed"]
"""What a slot is: not drawn or given back; held by a vacancy that is not decided; a turn owed to the next vacancy; a turn
used; a turn that nobody could use; a slot without a turn that a vacancy has passed."""

FREE: Final = "free"
HELD: Final = "held"
OWED: Final = "owed"
USED: Final = "used"
LAPSED: Final = "lapsed"
PASSED: Final = "passed"


class Fault(Exception):
    """An effect does not fit what the ledger holds: a turn would be lost or given twice. Nothing is written."""


class Turn(NamedTuple):
    """A slot of an estate's wheel by its version and serial number; imported turns have numbers below 0."""

    wheel: str
    version: str
    serial: int


class Effect(NamedTuple):
    """What an event does to a slot."""

    turn: Turn
    label: str
    before: Status
    after: Status

    @property
    def undone(self) -> Effect:
        """The effect that takes this one back."""
        return Effect(self.turn, self.label, self.after, self.before)


class Begin(NamedTuple):
    """A version of a wheel that begins to deal: its labels, its round as their numbers, the slot (from 0) it begins at."""

    wheel: str
    version: str
    labels: tuple[str, ...]
    slots: str
    start: int


class Changes(NamedTuple):
    """What an event does to an estate's wheels."""

    begun: tuple[Begin, ...] = ()
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Round:
    """A version of a wheel: how far it has dealt, and which of the slots dealt are free again."""

    labels: tuple[str, ...]
    slots: str
    start: int
    drawn: int = 0
    free: tuple[int, ...] = ()

    def slot(self, serial: int) -> int:
        """Give the number of a slot in the round, counted from 1."""
        return (self.start + serial) % len(self.slots) + 1

    def label(self, serial: int) -> str:
        """Give whom a slot is for."""
        return self.labels[int(self.slots[(self.start + serial) % len(self.slots)])]

    @property
    def next(self) -> int:
        """The serial number that the next vacancy draws."""
        return self.free[0] if self.free else self.drawn


@dataclass(frozen=True, slots=True)
class Count:
    """An estate's wheel: its versions in the order in which they began, and the turns owed, oldest first."""

    rounds: Mapping[str, Round] = field(default_factory=dict)
    owed: tuple[tuple[Turn, str], ...] = ()


Counters = Mapping[str, Count]


def beginning(wheel: Wheel, start: int = 0) -> Begin:
    """Say that a wheel begins to deal at a slot, counted from 0."""
    labels = tuple(dict.fromkeys(wheel.slots))
    codes = {label: str(code) for code, label in enumerate(labels)}
    return Begin(wheel.name, wheel.version, labels, "".join(codes[slot] for slot in wheel.slots), start)


def applied(counters: Counters, changes: Changes) -> dict[str, Count]:
    """Give the counters after an event's changes; raise Fault where they do not fit."""
    found = dict(counters)
    for one in changes.begun:
        count = found.get(one.wheel, Count())
        if one.version in count.rounds and count.rounds[one.version].drawn:
            raise Fault(f"{one.wheel} {one.version} has begun already")
        begun = Round(one.labels, one.slots, one.start)
        found[one.wheel] = replace(count, rounds={**count.rounds, one.version: begun})
    for effect in changes.effects:
        count = found.get(effect.turn.wheel, Count())
        found[effect.turn.wheel] = _settled(_drawn(count, effect), effect)
    return found


def _drawn(count: Count, effect: Effect) -> Count:
    """Keep book of the serials that are free."""
    turn = effect.turn
    if FREE not in (effect.before, effect.after) or turn.serial < 0:
        return count
    held = count.rounds.get(turn.version)
    if held is None or (effect.before == FREE and turn.serial not in (*held.free, held.drawn)):
        raise Fault(f"{turn} cannot be drawn")
    if held.label(turn.serial) != effect.label:
        raise Fault(f"{turn} is for {held.label(turn.serial)}")
    if effect.after == FREE and (turn.serial >= held.drawn or turn.serial in held.free):
        raise Fault(f"{turn} has not been drawn")
    if effect.after == FREE:
        changed = replace(held, free=tuple(sorted({*held.free, turn.serial})))
    elif turn.serial in held.free:
        changed = replace(held, free=tuple(one for one in held.free if one != turn.serial))
    else:
        changed = replace(held, drawn=held.drawn + 1)
    return replace(count, rounds={**count.rounds, turn.version: changed})


def _settled(count: Count, effect: Effect) -> Count:
    """Keep book of the turns that are owed."""
    one, owed = (effect.turn, effect.label), count.owed
    if effect.before == OWED:
        if one not in owed:
            raise Fault(f"{effect.turn} is not owed")
        owed = tuple(other for other in owed if other != one)
    if effect.after == OWED:
        order = {version: number for number, version in enumerate(count.rounds)}
        owed = tuple(sorted((*owed, one), key=lambda other: (order.get(other[0].version, -1), other[0].serial)))
    return replace(count, owed=owed)


def owed_of(count: Count, label: str) -> list[Turn]:
    """Give the turns owed under a label, oldest first."""
    return [turn for turn, each in count.owed if each == label]


def is_right(label: str, residual: str | None) -> bool:
    """Tell whether a slot of this label is a turn that somebody has a right to; the others are what is left."""
    return label not in (residual, ORDINARY)


# --- as plain data ------------------------------------------------------------------------------------------------


def plain_changes(changes: Changes) -> dict[str, Any]:
    """Give changes as an event tells them."""
    told: dict[str, Any] = {}
    if changes.begun:
        told["begun"] = [[*one[:2], list(one.labels), *one[3:]] for one in changes.begun]
    if changes.effects:
        told["turns"] = [[*one.turn, one.label, one.before, one.after] for one in changes.effects]
    return told


def read_changes(data: Mapping[str, Any]) -> Changes:
    """Give the changes that an event tells of."""
    begun = (Begin(wheel, version, tuple(labels), *rest) for wheel, version, labels, *rest in data.get("begun", ()))
    effects = (Effect(Turn(*one[:3]), *one[3:]) for one in data.get("turns", ()))
    return Changes(tuple(begun), tuple(effects))


def plain_counters(counters: Counters) -> dict[str, Any]:
    """Give counters as they are kept."""
    return {
        wheel: {
            "rounds": [[version, list(one.labels), one.slots, one.start, one.drawn, list(one.free)]
                       for version, one in count.rounds.items()],
            "owed": [[*turn[1:], label] for turn, label in count.owed],
        }
        for wheel, count in counters.items()
    }  # fmt: skip


def read_counters(plain: Mapping[str, Any]) -> dict[str, Count]:
    """Give the counters that are kept."""
    return {
        wheel: Count(
            {version: Round(tuple(labels), slots, start, drawn, tuple(free))
             for version, labels, slots, start, drawn, free in one["rounds"]},
            tuple((Turn(wheel, version, serial), label) for version, serial, label in one["owed"]),
        )
        for wheel, one in plain.items()
    }  # fmt: skip
