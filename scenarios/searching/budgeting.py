"""How much may be run, how long everything would take by the first runs, and which way to go by that."""

from __future__ import annotations

import math
import re
from typing import Final

from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.scenarios.searching.answer import Method

_TIME: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?) *(s|m|min|h)")
_SECONDS: Final = {"s": 1.0, "m": 60.0, "min": 60.0, "h": 3600.0}
_MOST: Final = 100_000_000
_LEAST_POINTS: Final = 2


@dataclass(frozen=True, slots=True)
class Budget:
    """How much may be run: replications of all points together, or seconds; one of them."""

    text: str
    replications: int | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Pace:
    """How long things take here, in seconds, as the first runs showed: to judge a point, to make it ready, a replication."""

    judged: float
    set_up: float
    each: float

    def point(self, replications: int) -> float:
        """Give how long a point takes."""
        return self.judged + self.set_up + replications * self.each

    def again(self, points: int, replications: int) -> float:
        """Give how long it takes to run points once more, which have been judged."""
        return points * (self.set_up + replications * self.each)


@dataclass(frozen=True, slots=True)
class Plan:
    """Which way a search goes.

    Args:
        method: every point, or as many as an optimiser asks for.
        most: at most so many points are looked at.
        estimate: seconds that every point would take, those that are told run again; None where the budget is no time.
    """

    method: Method
    most: int
    estimate: float | None


def read_budget(text: str, place: Place) -> Budget:
    """Give a budget: seconds, minutes or hours (`90s`, `10m`, `2h`), or replications of all points together.

    Raises:
        WrongInput: for anything else.
    """
    plain = text.strip().lower()
    found = _TIME.fullmatch(plain)
    if found is not None and (seconds := float(found[1]) * _SECONDS[found[2]]) > 0:
        return Budget(plain, seconds=seconds)
    if plain.isascii() and plain.isdecimal() and 2 <= int(plain[:12]) <= _MOST:
        return Budget(plain, replications=int(plain))
    wrong = Message("found {value}.", value=repr(text[:40]))
    accepted = Message(
        "a time such as 90s, 10m or 2h; or a number of replications of all points together, such as 5000"
    )
    raise WrongInput(Problem(place, wrong, accepted))


def plan_of(budget: Budget, size: int, replications: int, confirm: int, told: int, pace: Pace) -> Plan:
    """Give the way a search goes.

    Args:
        budget: how much may be run.
        size: how many points there are.
        replications, confirm: of each point, and again of each of those that are told.
        told: how many points are told at most, beside the present agreement.
        pace: how long things take here.
    """
    again = min(told, size) + 1
    if budget.replications is not None:
        left = budget.replications - again * confirm
        most = max(_LEAST_POINTS, left // replications)
        return Plan("grid" if size <= most else "optimise", min(size, most), None)
    estimate = size * pace.point(replications) + pace.again(again, confirm)
    if estimate <= (budget.seconds or math.inf):
        return Plan("grid", size, estimate)
    left_seconds = (budget.seconds or 0) - pace.again(again, confirm)
    most = max(_LEAST_POINTS, int(left_seconds / pace.point(replications)))
    return Plan("optimise", min(size, most), estimate)
