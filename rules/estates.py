"""Read what an individual agreement fixes for one estate: its wheels from each date, and its own values of parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Final

from kredslob.rules.building import Builder, Plain
from kredslob.rules.messages import FieldPath, Message, nearest
from kredslob.rules.model import Bounds, DatedValue, DatedWheel, EstateTerms, ParameterSeries

_SLOTS: Final = {"referral": ("referral", "open"), "external": ("flexible", "ordinary")}
_TURNS: Final = {"referral": "turns", "external": "flexible"}


def build_estate(
    builder: Builder, key: str, raw: Plain, parameters: Mapping[str, ParameterSeries], start: date
) -> EstateTerms:
    """Give what is fixed for an estate. `parameters`: those of the agreement, whose values the estate may have of its own."""
    path: FieldPath = ("estates", key)
    wheels: list[DatedWheel] = []
    for name, versions in (raw.get("wheels") or {}).items():
        own = [build_wheel(builder, name, body, (*path, "wheels", name, i)) for i, body in enumerate(versions)]
        _check_order(builder, (*path, "wheels", name), own)
        if len({wheel.version for wheel in own}) < len(own):
            found = Message("two wheels share a version.")
            builder.report((*path, "wheels", name), found, Message("a version of its own for each wheel"))
        wheels.extend(own)
    values: dict[str, tuple[DatedValue, ...]] = {}
    for name, dated in (raw.get("parameters") or {}).items():
        here = (*path, "parameters", name)
        if name not in parameters:
            found = Message("{name} is not a parameter of the agreement.", name=name)
            builder.report(here, found, None, nearest(name, parameters))
            continue
        builder.check_free(parameters[name], here)
        values[name] = dated_values(builder, dated, parameters[name].bounds, here, start)
    return EstateTerms(key, raw["origin"], tuple(wheels), values)


def dated_values(
    builder: Builder, raw: Sequence[Plain], bounds: Bounds, path: FieldPath, start: date
) -> tuple[DatedValue, ...]:
    """Give the dated values of a parameter in the order of their days."""
    values = tuple(builder.dated_value(one, bounds, (*path, i), start) for i, one in enumerate(raw))
    _check_order(builder, path, values)
    return values


def build_wheel(builder: Builder, name: Any, raw: Plain, path: FieldPath) -> DatedWheel:
    """Give an estate's wheel from a day."""
    turn, known = _TURNS[name], _SLOTS[name]
    slots, turns, of = tuple(raw.get("slots") or ()), raw.get(turn), raw.get("of")
    other = next(word for word in _TURNS.values() if word != turn)
    if (bool(slots), turns is not None, of is not None) not in ((True, False, False), (False, True, True)):
        found = Message("a wheel is {turn} and of, or slots.", turn=turn)
        builder.report(path, found, Message("{turn}: 4, of: 9 or slots: [...]", turn=turn))
    if raw.get(other) is not None:
        found = Message("{field} is not a field of wheel {wheel}.", field=other, wheel=name)
        builder.report((*path, other), found, None, turn)
    for index, slot in enumerate(slots):
        if slot not in known:
            found = Message("{slot} is not a slot of this wheel.", slot=slot)
            accepted = Message("{names}", names=", ".join(known))
            builder.report((*path, "slots", index), found, accepted, nearest(slot, known))
    if turns is not None and of is not None and turns > of:
        found = Message("{turns} turns of {of}: more turns than slots.", turns=turns, of=of)
        builder.report((*path, turn), found, Message("{of} or less", of=of))
    return DatedWheel(
        name=name, from_=raw["from"], version=raw["version"], turns=turns or 0, of=of or 1, slots=slots,
        basis=raw.get("basis"), recorded=raw.get("recorded") or builder.recorded, at=builder.text.place(path),
    )  # fmt: skip


def _check_order(builder: Builder, path: FieldPath, rows: Sequence[DatedWheel | DatedValue]) -> None:
    """Report dated rows that overlap or are out of order; a correction stands after what it corrects.

    A correction begins on the same day and is recorded later.
    """
    for earlier, later in pairwise(rows):
        if later.from_ == earlier.from_ and (later.recorded or date.min) > (earlier.recorded or date.min):
            continue
        end = earlier.to if isinstance(earlier, DatedValue) else None
        if later.from_ <= (end or earlier.from_):
            found = Message("these overlap or are not in order of date: {day}.", day=later.from_)
            accepted = Message("one for each day, the earliest first; a correction with a later `recorded`")
            builder.report(path, found, accepted)
