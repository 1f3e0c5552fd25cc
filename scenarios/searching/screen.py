"""The screen of a search: what was asked and the answer in words first, then the points and how they hold the limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from kredslob.rules.messages import Message
from kredslob.scenarios.comparing.told import joined
from kredslob.scenarios.searching.answer import Answer, Found, GoalTold, TermTold
from kredslob.scenarios.searching.sureness import sure
from kredslob.scenarios.searching.wording import (
    apart_told,
    goal_told,
    held_told,
    limit_told,
    listed,
    mean_told,
    named,
)
from kredslob.scenarios.telling.numbers import Amount, Month
from kredslob.scenarios.telling.screen import Head, Part, Rows, Said, Word

_REFUSED: Final = 5  # as many points that may not be shown are named with their reasons
_CHOICES: Final = 8  # more choices of a term are not told one by one
_WHY: Final = {
    "unlawful": Message("not lawful, or cannot be written"),
    "unproved": Message("not proved"),
    "not_run": Message("cannot be run"),
}


def screen_of(found: Answer) -> list[Part]:
    """Give the parts of the screen."""
    return [*_asked(found), *_short(found), *_points(found), *_limits(found), *_refused(found), *sure(found)]


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


def _short(found: Answer) -> Iterator[Part]:
    yield Head(Message("In short"))
    if found.front:
        yield from _best_points(found)
    elif found.near:
        yield Said(Message("Nothing that was looked at keeps all limits. These come nearest: {names}.", names=named(found.near)), caution=True)  # fmt: skip
        for one in found.near:
            told = Message("{name}: {title}. Misses: {limits}.", name=one.name, title=one.title, limits=_missed(found, one))  # fmt: skip
            yield Said(told, 4)
    elif not found.present.chosen_kept:
        yield Said(Message("Nothing that was looked at keeps all limits."), caution=True)
    else:
        yield Said(Message("Nothing that was looked at is better than what is agreed now."))
    yield from _present(found)
    yield from _close(found)


def _best_points(found: Answer) -> Iterator[Part]:
    good, fell = found.stands, [one for one in found.front if not one.kept]
    if good:
        yield Said(Message("These keep all limits, and nothing that was looked at is better in every goal:"))
        for one in good:
            yield Said(Message("{name}: {title}", name=one.name, title=one.title), 4)
        for at, goal in enumerate(found.goals):
            yield _best(good, at, goal)
    else:
        yield Said(Message("Nothing that was looked at keeps all limits when it is run again."), caution=True)
    if fell:
        yield Said(Message("These kept all limits in the replications that they were chosen by, and not in those that they are told by; chance had been kind to them:"), caution=True)  # fmt: skip
        for one in fell:
            told = Message("{name}: {title}. Misses: {limits}.", name=one.name, title=one.title, limits=_missed(found, one))  # fmt: skip
            yield Said(told, 4)
    for one in found.front:
        if one.kept and one.beaten_by:
            yield Said(Message("{name} ({title}) is beaten by {names} when run again.", name=one.name, title=one.title, names=listed(one.beaten_by)))  # fmt: skip


def _best(good: Sequence[Found], at: int, goal: GoalTold) -> Part:
    sign = 1 if goal.want == "least" else -1
    best = min(good, key=lambda one: sign * (one.goals[at].value or 0.0))
    return Said(
        Message(
            "Best in »{goal}«: {name}, {value}; against now {apart}.",
            goal=goal.title, name=best.name, value=mean_told(best.goals[at], goal.unit),
            apart=apart_told(best.apart[at], goal.unit),
        )
    )  # fmt: skip


def _missed(found: Answer, one: Found) -> Message:
    missed = [limit.title for limit, held in zip(found.limits, one.limits, strict=True) if not held.kept]
    return joined([Message("{title}", title=title) for title in missed]) if missed else Message("none")


def _present(found: Answer) -> Iterator[Part]:
    """Say where the agreement as it is now stands."""
    one = found.present
    beaten = listed(one.beaten_by) if one.beaten_by else Message("-")
    if not one.kept:
        yield Said(Message("The agreement as it is now misses: {limits}.", limits=_missed(found, one)))
        if one.beaten_by:
            yield Said(Message("It is beaten in the goals by {names} too.", names=beaten), 4)
    elif one.beaten_by:
        yield Said(Message("The agreement as it is now keeps all limits, and is beaten by {names}: no worse in any goal, and better in one.", names=beaten))  # fmt: skip
    else:
        yield Said(Message("The agreement as it is now keeps all limits, and no point is better in every goal: it is on the front."))  # fmt: skip
    if one.alike:
        yield Said(
            Message("Chance does not let it be told apart from {names} in any goal.", names=listed(one.alike)), 4
        )


def _close(found: Answer) -> Iterator[Part]:
    """Say which points chance does not let be told apart."""
    pairs = [(one.name, other) for one in found.front for other in one.alike if one.name < other]
    if pairs:
        told = joined([Message("{one} and {other}", one=one, other=other) for one, other in pairs])
        yield Said(Message("So close that chance does not let them be told apart in any goal: {pairs}.", pairs=told))


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
