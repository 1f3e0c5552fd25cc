"""The screen of a search: first what was asked and the answer in words, then the points and how they keep the limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from kredslob.rules.messages import Message
from kredslob.rules.model import Text
from kredslob.scenarios.comparing.told import joined
from kredslob.scenarios.searching.answer import Answer, Found, GoalTold
from kredslob.scenarios.searching.wording import (
    apart_told,
    goal_told,
    held_told,
    limit_told,
    mean_told,
)
from kredslob.scenarios.telling.numbers import Amount, Month, shown
from kredslob.scenarios.telling.screen import Head, Part, Rows, Said, Word

_REFUSED: Final = 5  # as many points that may not be shown are named with their reasons
_WHY: Final = {
    "unlawful": Message("not lawful, or cannot be written"),
    "unproved": Message("not proved"),
    "not_run": Message("cannot be run"),
}
Names = Mapping[str, str]


def screen_of(found: Answer, names: Names) -> list[Part]:
    """Give the parts of the screen.

    Args:
        found: the answer; names: of estates and organisations, by id.
    """
    return [*_asked(found), *_short(found), *_points(found), *_limits(found, names), *_refused(found), *_sure(found)]


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
        several = joined([Message("{value}", value=one) for one in term.told]) if len(term.told) <= 12 else Message(
            "{first} to {last}, {count} values", first=term.told[0], last=term.told[-1], count=Amount(len(term.told))
        )  # fmt: skip
        yield Said(Message("{title}: {values} (now {now})", title=term.title, values=several, now=term.now))
    for goal in found.goals:
        yield Said(Message("Wanted: {goal}", goal=goal_told(goal)))
    for limit in found.limits:
        yield Said(Message("Within: {limit}", limit=limit_told(limit)))


def _short(found: Answer) -> Iterator[Part]:
    yield Head(Message("In short"))
    if found.front:
        yield Said(Message("{count} of the points looked at keep all limits and are beaten by none: {names}.", count=Amount(len(found.front)), names=_named(found.front)))  # fmt: skip
        for at, goal in enumerate(found.goals):
            yield _best(found, at, goal)
    elif found.near:
        yield Said(Message("Nothing that was looked at keeps all limits. These come nearest: {names}.", names=_named(found.near)), caution=True)  # fmt: skip
        for one in found.near:
            missed = [limit.title for limit, held in zip(found.limits, one.limits, strict=True) if not held.kept]
            told = joined([Message("{title}", title=title) for title in missed])
            yield Said(Message("{name}: {title}. Misses {limits}.", name=one.name, title=one.title, limits=told), 4)
    else:
        yield Said(Message("Nothing that was looked at may be shown."), caution=True)
    yield from _present(found)
    yield from _close(found)


def _best(found: Answer, at: int, goal: GoalTold) -> Part:
    turned = [one for one in found.front if one.goals[at].value is not None]
    sign = 1 if goal.want == "least" else -1
    best = min(turned, key=lambda one: sign * (one.goals[at].value or 0.0))
    return Said(
        Message(
            "Best in {goal}: {name}, {title}: {value}; against now {apart}.",
            goal=goal.title, name=best.name, title=best.title, value=mean_told(best.goals[at], goal.unit),
            apart=apart_told(best.apart[at], goal.unit),
        ), 4,
    )  # fmt: skip


def _present(found: Answer) -> Iterator[Part]:
    one = found.present
    missed = [limit.title for limit, held in zip(found.limits, one.limits, strict=True) if not held.kept]
    if missed:
        told = joined([Message("{title}", title=title) for title in missed])
        yield Said(Message("The agreement as it is now misses {limits}.", limits=told))
    elif one.beaten_by:
        yield Said(Message("The agreement as it is now keeps all limits, and is beaten in every goal by {names}.", names=joined([Message("{name}", name=name) for name in one.beaten_by])))  # fmt: skip
    elif found.front:
        yield Said(Message("The agreement as it is now keeps all limits and is on the front: no point is better in every goal."))  # fmt: skip
    else:
        yield Said(Message("The agreement as it is now keeps all limits."))
    if one.alike:
        yield Said(Message("Chance does not let it be told apart from {names}.", names=joined([Message("{name}", name=name) for name in one.alike])), 4)  # fmt: skip


def _close(found: Answer) -> Iterator[Part]:
    """Say which points of the front chance does not let be told apart, and which came out otherwise when run again."""
    pairs = [(one.name, other) for one in found.front for other in one.alike if one.name < other]
    if pairs:
        told = joined([Message("{one} and {other}", one=one, other=other) for one, other in pairs])
        yield Said(Message("So close that chance cannot tell them apart in any goal: {pairs}.", pairs=told))
    fell = [one for one in found.front if not one.kept]
    if fell:
        yield Said(Message("Kept the limits in the replications they were chosen by, and not in those they are told by: {names}.", names=_named(fell)), caution=True)  # fmt: skip
    beaten = [one for one in found.front if one.beaten_by]
    if beaten:
        yield Said(Message("Beaten by another in the replications they are told by: {names}.", names=_named(beaten)))


def _named(several: tuple[Found, ...] | list[Found]) -> Message:
    return joined([Message("{name}", name=one.name) for one in several])


def _points(found: Answer) -> Iterator[Part]:
    heads: tuple[Word, ...] = (
        Message("Point"), *(Message("{title}", title=goal.title) for goal in found.goals), Message("Against now")
    )  # fmt: skip
    rows: list[tuple[Word, ...]] = []
    for one in (found.present, *found.front, *found.near):
        name = (
            one.title if one.role == "present" else Text(f"{one.name}  {one.title.da}", f"{one.name}  {one.title.en}")
        )
        told = tuple(mean_told(mean, goal.unit) for mean, goal in zip(one.goals, found.goals, strict=True))
        apart = [shown(each.value, goal.unit, signed=True) for each, goal in zip(one.apart, found.goals, strict=False)]
        rows.append(
            (name, *told, joined([Message("{value}", value=each) for each in apart]) if apart else Message("-"))
        )
    yield Head(Message("The points"))
    yield Rows(heads, tuple(rows))


def _limits(found: Answer, names: Names) -> Iterator[Part]:
    if not found.limits:
        return
    yield Head(Message("How they hold the limits"))
    for one in (found.present, *found.front, *found.near):
        name = one.title if one.role == "present" else Text(one.name, one.name)
        told = [
            held_told(limit, held, name=Message("{name}", name=names.get(held.worst, held.worst)))
            for limit, held in zip(found.limits, one.limits, strict=True)
        ]
        yield Said(Message("{name}: {limits}.", name=name, limits=joined(told)))


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
        yield Said(Message("and {count} more; search.json has them all.", count=Amount(len(found.refused) - _REFUSED)), 4)  # fmt: skip


def _sure(found: Answer) -> Iterator[Part]:
    effort = found.effort
    yield Head(Message("How sure"))
    if effort.method == "grid":
        yield Said(Message("Every point was looked at. Each was judged by `agreement check` and `agreement prove` before it was run."))  # fmt: skip
    else:
        yield Said(Message("{count} of {size} points were looked at, as an optimiser asked for them (NSGA-II): a better one may have been missed. Each was judged by `agreement check` and `agreement prove` before it was run.", count=Amount(effort.looked_at), size=Amount(effort.size)))  # fmt: skip
    if effort.confirm:
        yield Said(Message("Chosen by {first} replications of each point; told by {second} others, which nobody has chosen by.", first=Amount(effort.replications), second=Amount(effort.confirm)))  # fmt: skip
    else:
        yield Said(Message("Told by the {first} replications they were chosen by: the best of many look better than they are.", first=Amount(effort.replications)), caution=True)  # fmt: skip
    yield Said(Message("Intervals are 95 % intervals and cover chance between replications alone. Differences are paired: each point meets the same luck. Behaviour and assumed terms are the same for all."))  # fmt: skip
