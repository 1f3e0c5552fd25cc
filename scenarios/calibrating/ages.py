"""Ages of those who live in the city, move in and move out, read off the months of a replication as they happen.

The months are gone through one by one, with everybody's rows as they are at the end of each: slower than a plain
replication, and only calibration needs it. Children count. Whoever moves from one home of the city to another, dies or is
born moves neither in nor out; a partner or a grown-up child who leaves a home moves out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from kredslob.rules.frozen import dataclass
from kredslob.scenarios.city.layout import (
    ADULT,
    BORN,
    CHILDREN,
    ENDS,
    EVENTS,
    HOME,
    KEY,
    LABOUR,
    NO_CHILD,
    NOBODY,
    NONE,
    SLOTS,
    STAY,
    State,
)
from kredslob.scenarios.people.rows import adults_of
from kredslob.scenarios.running.replication import Bench
from kredslob.scenarios.running.report import Keeping, Outcome
from kredslob.scenarios.running.setting import Setting

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

_OF_AGE = ADULT * 12


@dataclass(frozen=True, slots=True)
class Ages:
    """Months of age added up and people counted, float64[years, 2]: residents at the end of a year, and who moved in it."""

    residents: Array
    moved_in: Array
    moved_out: Array


@dataclass(frozen=True, slots=True)
class Seen:
    """Everybody at the end of a month, by household row; NOBODY and NO_CHILD where there is none.

    Args:
        home: bool[households]; key: int64[households]; stay: int32[households], the month in which each leaves by itself.
        labour, born, ends, who: [households, SLOTS], `who` the keys of persons.
        children: int32[households, MOST_CHILDREN], months of birth.
    """

    home: Array
    key: Array
    stay: Array
    labour: Array
    born: Array
    ends: Array
    who: Array
    children: Array


def followed(setting: Setting, replication: int) -> tuple[Ages, Outcome]:
    """Give the ages of a replication, and all else that is reported of it; moves are told from its second month on."""
    years = -(-setting.months.count // 12)
    found = Ages(*(np.zeros((years, 2)) for _ in range(3)))
    bench, keeping, before = Bench(setting), Keeping(setting, False), None
    for month, _ in bench.months(replication):
        now, year = seen(bench.state), month // 12
        if before is not None:
            found.moved_in[year] += _added(arrivals(before, now, month), month)
            found.moved_out[year] += _added(departures(before, now, month), month)
        if month % 12 == 11:
            found.residents[year] += _added(_everybody(now, now.home), month)
        before = now
        keeping.month(bench.state, month)
    return found, keeping.outcome(replication, int(bench.state.counters[EVENTS]))


def seen(state: State) -> Seen:
    """Look at everybody as they are."""
    rows, people = state.households.copy(), adults_of(state).copy()
    return Seen(
        rows[HOME] != NONE, rows[KEY], rows[STAY], people[LABOUR], people[BORN].astype(np.int64), people[ENDS],
        people[KEY], rows[CHILDREN].astype(np.int64),
    )  # fmt: skip


def arrivals(before: Seen, now: Seen, month: int) -> Array:
    """Give the months of birth of those who have moved in since a month ago: whole households, and partners."""
    stays = _stay(before, now)
    new = _others(now, before, stays) & (month - now.born != _OF_AGE)
    return np.concatenate([_everybody(now, now.home & ~stays), now.born[new]])


def departures(before: Seen, now: Seen, month: int) -> Array:
    """Give the months of birth of those who have moved out: households whose time it was, and members who left a home."""
    stays = _stay(before, now)
    left = _others(before, now, stays) & (before.ends != month)  # whose state ended has died
    grown = (before.children == month - _OF_AGE) & (stays & (before.labour[:, SLOTS - 1] != NOBODY))[:, None]
    gone = before.home & ~stays & (before.stay <= month)
    return np.concatenate([_everybody(before, gone), before.born[left], before.children[grown]])


def _stay(before: Seen, now: Seen) -> Array:
    """Tell which households had a home before and have one now."""
    found: Array = before.home & now.home & (before.key == now.key)
    return found


def _others(those: Seen, others: Seen, stays: Array) -> Array:
    """Tell which members of households that stay are in the first and not in the second: bool[households, SLOTS]."""
    found: Array = np.zeros(those.who.shape, bool)
    changed = ((those.who != others.who) | ((those.labour == NOBODY) != (others.labour == NOBODY))).any(axis=1)
    rows = np.flatnonzero(stays & changed)
    there = (others.labour[rows] != NOBODY)[:, None, :]
    same = (those.who[rows][:, :, None] == others.who[rows][:, None, :]) & there
    found[rows] = (those.labour[rows] != NOBODY) & ~same.any(axis=2)
    return found


def _everybody(those: Seen, which: Array) -> Array:
    """Give the months of birth of all in some households."""
    adults = those.born[(those.labour != NOBODY) & which[:, None]]
    return np.concatenate([adults, those.children[(those.children != NO_CHILD) & which[:, None]]])


def _added(born: Array, month: int) -> tuple[float, float]:
    return float((month - born.astype(np.int64)).sum()), float(len(born))
