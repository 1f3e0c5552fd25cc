"""What is said before a search goes on: how many points, how long all of them would take by the first runs, which way it goes."""

from __future__ import annotations

from collections.abc import Iterator

from kredslob.rules.messages import Message
from kredslob.scenarios.searching.budgeting import Pace, Plan
from kredslob.scenarios.searching.question import Search
from kredslob.scenarios.telling.numbers import Amount

_HOUR, _MINUTE = 3600.0, 60.0


def plan_told(search: Search, plan: Plan, pace: Pace) -> Iterator[Message]:
    """Give the lines."""
    yield Message(
        "{size} points of {count} replications. Measured here: {judged} s to judge a point, {set_up} s to make it ready, {each} s a replication.",
        size=Amount(search.size), count=Amount(search.replications), judged=Amount(pace.judged, 1),
        set_up=Amount(pace.set_up, 1), each=Amount(pace.each, 2),
    )  # fmt: skip
    if plan.method == "grid" and plan.estimate is not None:
        yield Message("All of them take about {time}: every point is looked at.", time=duration(plan.estimate))
    elif plan.method == "grid":
        yield Message("All of them are within the budget: every point is looked at.")
    elif plan.estimate is not None:
        yield Message("All of them would take about {time}, which is more than the budget: an optimiser looks at {count}.", time=duration(plan.estimate), count=Amount(plan.most))  # fmt: skip
    else:
        yield Message("All of them are more than the budget: an optimiser looks at {count}.", count=Amount(plan.most))


def duration(seconds: float) -> Message:
    """Give how long something takes, roughly."""
    if seconds >= _HOUR:
        return Message("{count} hours", count=Amount(seconds / _HOUR, 1))
    if seconds >= _MINUTE:
        return Message("{count} minutes", count=Amount(seconds / _MINUTE))
    return Message("{count} seconds", count=Amount(max(1.0, seconds)))
