"""Decide a sample of a run's lettings again, by the evaluator that decides real ones, and say whether all come out alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from kredslob.scenarios.results.running import Order
from kredslob.scenarios.running.checking import Decided, compared_lettings
from kredslob.scenarios.running.setting import Setting

_WANTED: Final = 200  # lettings of a variant: as many as are decided again in some seconds
_LET_A_MONTH: Final = 0.01  # about so many of all family dwellings


@dataclass(frozen=True)
class Differing:
    """A letting that comes out otherwise: where, in which month, what was simulated, and what it comes to again."""

    estate: str
    day: date
    simulated: str
    reference: str


@dataclass(frozen=True)
class Checked:
    """How many lettings of a variant's replication were decided again, and the last of them if it differs."""

    variant: str
    replication: int
    compared: int
    differing: Differing | None


def check(order: Order) -> Iterator[Checked]:
    """Decide some lettings of each variant again, up to the first that differs.

    Args:
        order: what was run; the replication looked at is its first.
    """
    number = order.only or 0
    for name, ready in order.ready().items():
        compared, differing = 0, None
        for one in compared_lettings(ready.setting, number, share_of(ready.setting)):
            compared += 1
            if not one.agrees:
                day = ready.setting.months.day(one.month)
                differing = Differing(one.estate, day, _told(one.simulated), _told(one.reference))
                break
        yield Checked(name, number, compared, differing)


def share_of(setting: Setting) -> float:
    """Give which share of lettings is looked at, 0-1, so that about as many are as are wanted."""
    lettings = sum(home.family_dwellings for home in setting.homes) * _LET_A_MONTH * setting.months.count
    return min(1.0, _WANTED / max(lettings, 1.0))


def _told(one: Decided) -> str:
    return f"{one.channel} ({one.asked})" if one.asked else one.channel
