"""Say what is unknown, and what of it matters: apart from chance, and with the question that would settle it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kredslob.rules.messages import Message
from kredslob.rules.model import Text
from kredslob.scenarios.comparing.told import apart, decimals_of, title_of
from kredslob.scenarios.comparing.unknown import Spread, Unknown
from kredslob.scenarios.comparing.what_matters import Mattering, Moved
from kredslob.scenarios.indicators.indicator import Unit
from kredslob.scenarios.telling.numbers import Amount, Percent
from kredslob.scenarios.telling.screen import Head, Part, Rows, Said

_NAMED: Final = 3


def unknown_screen(several: Sequence[Unknown | None]) -> Iterator[Part]:
    """Give the parts that tell how far differences may be off, of each pair that was asked for."""
    for one in several:
        if one is None:
            continue
        yield Head(Message("How far off, since behaviour and terms are assumed"))
        yield Said(
            Message(
                "{sets} sets of {dials} assumed values were drawn from their ranges and alternatives, each run {each} times on both sides. The ranges are those declared; what has none is held still.",
                sets=Amount(one.sets), dials=Amount(len(one.dials)), each=Amount(one.each),
            )
        )  # fmt: skip
        if one.failed:
            yield Said(Message("{count} sets could not be run and are left out.", count=Amount(len(one.failed))), caution=True)  # fmt: skip
        heads = (
            Message("95 %"), Message("as assumed"), Message("unknown"), Message("with chance"), Message("same sign"),
        )  # fmt: skip
        rows = (_row(spread, one.sets) for spread in one.spreads if spread.difference.headline.planned)
        yield Rows(heads, tuple(rows))
        yield Said(Message("Chance shrinks with more replications; unknown does not: only answers to what is assumed shrink it."))  # fmt: skip


def _row(one: Spread, sets: int) -> tuple[Message | Text | Amount | Percent, ...]:
    unit = one.difference.headline.unit
    spans = tuple(_around(one.centre, reach, unit) for reach in (one.unknown, one.both))
    same = Message("{count} of {of}", count=Amount(one.same_sign), of=Amount(sets))
    return (title_of(one.difference), apart(one.difference), *spans, same)


def _around(centre: float, reach: float, unit: Unit) -> Message:
    times, decimals = 100 if unit in ("share", "difference") else 1, decimals_of(reach, unit)
    low, high = (Amount(times * each, decimals, signed=True) for each in (centre - reach, centre + reach))
    return Message("{low} to {high}", low=low, high=high)


def mattering_screen(several: Sequence[Mattering | None]) -> Iterator[Part]:
    """Give the parts that tell what moves the answer most, of each pair that was asked for."""
    for one in several:
        if one is None:
            continue
        yield Head(Message("What matters: which assumption moves the difference most, from end to end of its range"))
        if one.failed:
            yield Said(Message("{count} walks could not be made and are left out.", count=Amount(one.failed)), caution=True)  # fmt: skip
        for moved in one.headlines:
            if moved.difference.headline.planned:
                yield from _moved(moved)


def _moved(one: Moved) -> Iterator[Part]:
    strong = [move for move in one.moves if move.moves > 2 * one.noise][:_NAMED]
    told = Message("{title} ({value})", title=title_of(one.difference), value=apart(one.difference))
    if not strong:
        yield Said(Message("{headline}: nothing that luck does not do as well.", headline=told))
        return
    yield Said(Message("{headline}:", headline=told))
    unit = one.difference.headline.unit
    times = 100 if unit in ("share", "difference") else 1
    for move in strong:
        size = Amount(times * move.moves, decimals_of(one.noise or move.moves, unit))
        name = Text(move.dial.name, move.dial.name)
        if move.dial.question is None:
            yield Said(Message("{name}: by {size} on average.", name=name, size=size), 4)
        else:
            yield Said(Message("{name}: by {size} on average. {question}", name=name, size=size, question=move.dial.question), 4)  # fmt: skip
