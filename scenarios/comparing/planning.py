"""Plan how many replications a stated precision takes: by a first batch of fixed size, once, and then all in one go.

To look again and again, and to stop when an interval has become short or clear of nought, would make intervals that cover
less often than they say. So the number is settled in two stages, as Stein (1945) has it: the first batch gives the spread
of single differences, that spread the number n = (t s / d)^2, and nothing is looked at until n are done. The first batch
belongs to them. Of normal differences mean and spread are independent, so that the mean is not bent by how n came about;
by the spread of all n instead of the first batch's, an interval covers its 95 % but for a term of the order of 1 / first
batch. `tests` hold it to that.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.scenarios.comparing.headlines import Headline
from kredslob.scenarios.comparing.paired import Difference
from kredslob.scenarios.indicators.interval import t_quantile

FIRST: Final = 40
"""How many replications make the first batch: enough for their spread to be known to a ninth, few enough to be soon done."""
OF_LEVEL: Final = 0.02
"""How near a headline that is no share is to be known: to so much of its level in the base."""
_POINTS: Final = 100
_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Budget:
    """How much may be run: replications of each side, or minutes; None is no limit."""

    replications: int | None = None
    minutes: float | None = None


NO_LIMIT: Final = Budget()


@dataclass(frozen=True, slots=True)
class Need:
    """What a headline needs.

    Args:
        difference: as it is known.
        wanted: how far its interval may reach to each side.
        replications: how many that takes.
    """

    difference: Difference
    wanted: float
    replications: int

    @property
    def met(self) -> bool:
        """Whether its interval is as short as is wanted."""
        reach = self.difference.reach
        return reach is not None and reach <= self.wanted


def needs_of(found: Iterable[Difference], points: float) -> tuple[Need, ...]:
    """Give what each headline that is planned by needs.

    Args:
        found: differences of the replications that there are.
        points: how far the interval of a share may reach, in percentage points.
    """
    needs = []
    for one in found:
        wanted = wanted_of(one.headline, one.base, points)
        if one.headline.planned and wanted and one.deviation is not None:
            needs.append(Need(one, wanted, needed(one.deviation, one.replications, wanted)))
    return tuple(needs)


def wanted_of(headline: Headline, level: float | None, points: float) -> float | None:
    """Give how far the interval of a headline may reach; None where its level is nought and nothing can be said."""
    if headline.unit in ("share", "difference"):
        return points / _POINTS
    return OF_LEVEL * abs(level) if level else None


def needed(deviation: float, replications: int, wanted: float) -> int:
    """Give how many replications it takes for an interval to reach no further than is wanted.

    Args:
        deviation: the standard deviation of single differences, in as many replications; wanted: how far it may reach.
    """
    return max(2, math.ceil((t_quantile(max(replications, 2)) * deviation / wanted) ** 2))


def checked_precision(points: float) -> float:
    """Give a precision in percentage points; raise WrongInput unless it is above 0 and at most 100."""
    if not math.isfinite(points) or not 0 < points <= _MOST:
        found = Message("found {value}.", value=f"{points:g}")
        accepted = Message("percentage points above 0 and at most {most}, such as 0.5", most=_MOST)
        raise WrongInput(Problem(Place("--precision"), found, accepted))
    return points


def read_budget(text: str) -> Budget:
    """Give a budget: a number of replications of each side, or of minutes (`10m`); raise WrongInput for anything else."""
    plain = text.strip().lower()
    minutes = plain.endswith(("m", "min"))
    number = plain.removesuffix("min").removesuffix("m").strip()
    try:
        value = float(number) if minutes else int(number)
    except ValueError:
        value = 0
    if not math.isfinite(value) or value <= 0 or (not minutes and not 2 <= value <= 1_000_000):
        found = Message("found {value}.", value=repr(text[:40]))
        accepted = Message("replications of each side, from 2, such as 500; or minutes, such as 10m")
        raise WrongInput(Problem(Place("--budget"), found, accepted))
    return Budget(minutes=float(value)) if minutes else Budget(replications=int(value))
