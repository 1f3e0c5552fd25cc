"""The screen of a search: what was asked and the answer in words first, then the points and how they hold the limits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from kredslob.rules.messages import Message
from kredslob.scenarios.searching.answer import Answer, Found, TermTold
from kredslob.scenarios.searching.short import in_short
from kredslob.scenarios.searching.sureness import sure
from kredslob.scenarios.searching.wording import (
    apart_told,
    goal_told,
    held_told,
    limit_told,
    mean_told,
)
from kredslob.scenarios.telling.numbers import Amount, Month
from kredslob.scenarios.telling.screen import Head, Part, Rows, Said, Word, joined

_REFUSED: Final = 5  # as many points that may not be shown are named with their reasons
_CHOICES: Final = 8  # more choices of a term are not told one by one
_WHY: Final = {
    "unlawful": Message("not lawful, or cannot be written"),
    "unproved": Message("not proved"),
    "not_run": Message("cannot be run"),
}


def screen_of(found: Answer) -> list[Part]:
    """Give the parts of the screen."""
    return [*_asked(found), *in_short(found), *_points(found), *_limits(found), *_refused(found), *sure(found)]


def _asked(found: Answer) -> Iterator[Part]:
    yield Head(Message("{title}", title=found.title))
    yield Said(
        Message(
            "{agreement}, {estates} estates, {first} - {last}: {size} points, {count} looked at.",
            agreement=found.agreement, estates=Amount(found.estates), first=Month(date.fromisoformat(found.first)),
            last=Month(date.fromisoformat(found.last)), size=Amount(found.effort.size),
            count=Amount(found.effort.looked_at),
        ), 0,
    )  # fmt: skip
    for term in found.terms:
        yield Said(Message("{title}: {values} (now {now})", title=term.title, values=_choices(term), now=term.now))
    for goal in found.goals:
        yield Said(Message("Wanted: {goal}", goal=goal_told(goal)))
    for limit in found.limits:
        yield Said(Message("Within: {limit}", limit=limit_told(limit)))


def _choices(term: TermTold) -> Message:
    if len(term.told) <= _CHOICES:
        return joined([Message("{value}", value=one) for one in term.told])
    count = Amount(len(term.told))
    return Message("{first} to {last}, {count} values", first=term.told[0], last=term.told[-1], count=count)


def _points(found: Answer) -> Iterator[Part]:
    """Give the points below each other: each goal with its interval, then against what is agreed now."""
    yield Head(Message("The points"))
    for at, goal in enumerate(found.goals):
        heads: tuple[Word, ...] = (goal.title, Message("comes to (95 %)"), Message("against now (95 %)"))
        rows: list[tuple[Word, ...]] = []
        for one in (found.present, *found.front, *found.near):
            apart = apart_told(one.apart[at], goal.unit) if one.apart else Message("-")
            rows.append((_called(one), mean_told(one.goals[at], goal.unit), apart))
        yield Rows(heads, tuple(rows))


def _called(one: Found) -> Message:
    return Message("As now") if one.role == "present" else Message("{name}", name=one.name)


def _limits(found: Answer) -> Iterator[Part]:
    for at, limit in enumerate(found.limits):
        yield Head(Message("{limit}", limit=limit_told(limit)))
        for one in (found.present, *found.front, *found.near):
            held = one.limits[at]
            place = Message("{name}", name=found.names.get(held.worst, held.worst))
            yield Said(Message("{name}: {how}.", name=_called(one), how=held_told(limit, held, name=place)))


def _refused(found: Answer) -> Iterator[Part]:
    if not found.refused:
        return
    yield Head(Message("Not shown"))
    yield Said(
        Message("{count} points are not lawful, leave a gap or cannot be run:", count=Amount(len(found.refused)))
    )
    for one in found.refused[:_REFUSED]:
        why = joined([Message("{reason}", reason=each) for each in one.reasons]) if one.reasons else Message("-")
        yield Said(Message("{title}: {what}. {why}", title=one.title, what=_WHY[one.why], why=why), 4)
    if len(found.refused) > _REFUSED:
        more = Amount(len(found.refused) - _REFUSED)
        yield Said(Message("and {count} more; search.json in the folder of -o has them all.", count=more), 4)
