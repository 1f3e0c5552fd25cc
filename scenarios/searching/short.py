"""What a search comes to, in short: the points that are best, or why none is, and where the present agreement stands.

Points are chosen by some replications and told by others. Where these disagree that is said, and no point beats another
that misses a limit itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kredslob.rules.messages import Message
from kredslob.scenarios.searching.answer import PRESENT, Answer, Found, GoalTold
from kredslob.scenarios.searching.wording import apart_told, listed, mean_told, named
from kredslob.scenarios.telling.numbers import Amount
from kredslob.scenarios.telling.screen import Head, Part, Said, joined


def in_short(found: Answer) -> Iterator[Part]:
    """Give the answer in words."""
    yield Head(Message("In short"))
    if found.front:
        yield from _best_points(found)
    elif found.near:
        yield Said(Message("Nothing that was looked at keeps all limits. These come nearest: {names}.", names=named(found.near)), caution=True)  # fmt: skip
        for one in found.near:
            yield _misses(found, one)
    elif not found.others:
        yield Said(Message("No point could be run beside the agreement as it is now."), caution=True)
    elif found.present.chosen_kept:
        yield from _nothing_better(found)
    else:
        yield Said(Message("Nothing that was looked at keeps all limits."), caution=True)
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
    elif len(fell) < len(found.front):
        yield Said(Message("Nothing that was looked at is better than what is agreed now when it is run again."))
    elif found.present.kept:
        yield Said(Message("Nothing but the agreement as it is now keeps all limits when it is run again."), caution=True)  # fmt: skip
    else:
        yield Said(Message("Nothing that was looked at keeps all limits when it is run again."), caution=True)
    if fell:
        yield Said(Message("These kept all limits in the replications that they were chosen by, and not in those that they are told by; chance had been kind to them:"), caution=True)  # fmt: skip
        for one in fell:
            yield _misses(found, one)
    for one in found.front:
        if one.kept and one.beaten_by:
            yield Said(Message("{name} ({title}) is beaten by {names} when run again.", name=one.name, title=one.title, names=_beaten_by(one)))  # fmt: skip


def _best(good: Sequence[Found], at: int, goal: GoalTold) -> Part:
    best = _first(good, at, goal)
    return Said(
        Message(
            "Best in »{goal}«: {name}, {value}; against now {apart}.",
            goal=goal.title, name=best.name, value=mean_told(best.goals[at], goal.unit),
            apart=apart_told(best.apart[at], goal.unit),
        )
    )  # fmt: skip


def _first(several: Sequence[Found], at: int, goal: GoalTold) -> Found:
    sign = 1 if goal.want == "least" else -1
    return min(several, key=lambda one: sign * (one.goals[at].value or 0.0))


def _misses(found: Answer, one: Found) -> Part:
    if one.kept:  # in the replications that it is told by
        return Said(Message("{name}: {title}. Keeps all limits when it is run again.", name=one.name, title=one.title), 4)  # fmt: skip
    return Said(Message("{name}: {title}. Misses: {limits}.", name=one.name, title=one.title, limits=_missed(found, one)), 4)  # fmt: skip


def _missed(found: Answer, one: Found) -> Message:
    missed = [limit.title for limit, held in zip(found.limits, one.limits, strict=True) if not held.kept]
    return joined([Message("{title}", title=title) for title in missed])


def _nothing_better(found: Answer) -> Iterator[Part]:
    """Say that the present agreement beats all points: how many it beats that keep the limits, and which come nearest."""
    kept = [one for one in found.others if one.role == "beaten"]
    yield Said(Message("Nothing that was looked at is better than what is agreed now."))
    told = Message(
        "Points that miss a limit: {missing} of {count}. The others keep them, and the agreement as it is now beats them.",
        count=Amount(len(found.others)), missing=Amount(len(found.others) - len(kept)),
    )  # fmt: skip
    yield Said(told, 4)
    for at, goal in enumerate(found.goals):
        if kept:
            one = _first(kept, at, goal)
            now, value = (mean_told(each.chosen[at], goal.unit) for each in (found.present, one))
            yield Said(Message("Nearest in »{goal}«: {title}, {value}; as now {now}.", goal=goal.title, title=one.title, value=value, now=now), 4)  # fmt: skip


def _present(found: Answer) -> Iterator[Part]:
    """Say where the agreement as it is now stands."""
    one = found.present
    if not one.kept:
        yield Said(Message("The agreement as it is now misses: {limits}.", limits=_missed(found, one)))
        if one.chosen_kept:
            yield Said(Message("It kept them in the replications that points were chosen by: chance decides."), 4)
        if one.beaten_by:
            yield Said(Message("It is beaten in the goals by {names} too.", names=_beaten_by(one)), 4)
        yield from _alike(one)
        return
    if one.beaten_by:
        yield Said(Message("The agreement as it is now keeps all limits, and is beaten by {names}: no worse in any goal, and better in one.", names=_beaten_by(one)))  # fmt: skip
    else:
        yield Said(Message("The agreement as it is now keeps all limits, and no point that keeps them beats it: it is on the front."))  # fmt: skip
    if not one.chosen_kept:
        yield Said(
            Message("It did not keep all of them in the replications that points were chosen by: chance decides."), 4
        )
    yield from _alike(one)


def _alike(one: Found) -> Iterator[Part]:
    if one.alike:
        told = Message("Chance does not let it be told apart from {names} in any goal.", names=listed(one.alike))
        yield Said(told, 4)


def _beaten_by(one: Found) -> Message:
    now = Message("the agreement as it is now")
    return joined([now if name == PRESENT else Message("{name}", name=name) for name in one.beaten_by])


def _close(found: Answer) -> Iterator[Part]:
    """Say which points chance does not let be told apart."""
    pairs = [(one.name, other) for one in found.front for other in one.alike if one.name < other]
    if pairs:
        told = joined([Message("{one} and {other}", one=one, other=other) for one, other in pairs])
        yield Said(Message("So close that chance does not let them be told apart in any goal: {pairs}.", pairs=told))
