"""Say what is unknown, and what of it matters: apart from chance, and with the question that would settle it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kredslob.rules.messages import Message
from kredslob.rules.model import Text
from kredslob.scenarios.comparing.sobol import Beyond, Sobol
from kredslob.scenarios.comparing.told import apart, decimals_of, title_of
from kredslob.scenarios.comparing.unknown import Spread, Unknown
from kredslob.scenarios.comparing.what_matters import Mattering, Moved
from kredslob.scenarios.indicators.indicator import Unit
from kredslob.scenarios.telling.numbers import Amount, Percent
from kredslob.scenarios.telling.screen import Head, Part, Rows, Said

_NAMED: Final = 3
_MINUTE: Final = 60


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
        match one.sobol:
            case Beyond() as beyond:
                yield from _beyond(beyond)
            case Sobol() as sobol:
                yield from _sobol(sobol)


def _beyond(one: Beyond) -> Iterator[Part]:
    names = ", ".join(dial.name for dial in one.dials)
    minutes = Amount(max(1, round(one.seconds / _MINUTE)))
    yield Said(
        Message(
            "How much of the variance each of {names} accounts for takes {places} places (Sobol), some {minutes} minutes; there was room for {allowed}. Give more with --budget: what was run is kept.",
            names=Text(names, names), places=Amount(one.places), minutes=minutes, allowed=Amount(one.allowed),
        )
    )  # fmt: skip


def _sobol(one: Sobol) -> Iterator[Part]:
    yield Head(Message("How much of the variance of the difference each accounts for, per cent (Sobol)"))
    told = Message("{count} assumptions drawn together from their ranges at {places} places, all else as assumed.",
                   count=Amount(len(one.dials)), places=Amount(one.places))  # fmt: skip
    yield Said(told)
    if one.failed:
        yield Said(Message("{count} rows of the design could not be run and are left out.", count=Amount(one.failed)), caution=True)  # fmt: skip
    for shared in one.headlines:
        if shared.difference.headline.planned:
            heads = (
                Message("{title} ({value})", title=title_of(shared.difference), value=apart(shared.difference)),
                Message("alone"), Message("with the others"),
            )  # fmt: skip
            rows = tuple(
                (Text(share.dial.name, share.dial.name), _per_cent(share.first, share.first_reach), _per_cent(share.total, share.total_reach))
                for share in shared.shares
            )  # fmt: skip
            luck = (Message("luck of few replications"), Message("-"), Amount(100 * shared.luck, 0))
            yield Rows(heads, (*rows, luck))
    yield Said(Message("Alone: what goes away once this is known. With the others: what is left if all but this are. Brackets: 95 % intervals of {rows} rows; below 0 and above 100 is chance.", rows=Amount(one.rows)))  # fmt: skip


def _per_cent(value: float, reach: float) -> Message:
    middle, low, high = (Amount(100 * each, 0) for each in (value, value - reach, value + reach))
    return Message("{mean} ({low} to {high})", mean=middle, low=low, high=high)


def _moved(one: Moved) -> Iterator[Part]:
    strong = one.beyond_noise[:_NAMED]
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
