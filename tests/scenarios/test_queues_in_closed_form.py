"""Queues obey Little's law: who waits is as many as come in a month times the months that each waits, those who give up too.

A wait that ends with a home is reported. One that ends without is not, so that here everybody is watched from outside,
month by month, from the rows of the households.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import exp
from typing import Any

import numpy as np
import pytest

from kredslob.scenarios.city.layout import (
    GROUP,
    HOME,
    KEY,
    LIST,
    LISTED,
    MOVED,
    NONE,
    QUEUE_MONTH,
    QUEUES,
    WAIT_MONTHS,
    WAITS,
)
from kredslob.scenarios.running.replication import Bench
from kredslob.scenarios.running.report import Keeping, Outcome
from kredslob.scenarios.running.setting import Setting
from tests.scenarios.test_closed_forms import DOSES, FAMILY, STILL, everybody, near, passages
from tests.scenarios.towns import Block, town

PATIENCE = 6.0
STAYS = 1 / (1 - exp(-1 / PATIENCE))
"""Months on average that a wait of exponential patience is counted at the end of, since it ends in a month after its first."""


@dataclass
class Watch:
    """Everybody who waits, watched from outside: months waited by those who leave, and by those still there, by queue."""

    first: int
    left: np.ndarray = field(default_factory=lambda: np.zeros(len(QUEUES), int))
    housed: np.ndarray = field(default_factory=lambda: np.zeros(len(QUEUES), int))
    leavers: np.ndarray = field(default_factory=lambda: np.zeros(len(QUEUES), int))
    at_first: np.ndarray = field(default_factory=lambda: np.zeros(len(QUEUES), int))
    at_last: np.ndarray = field(default_factory=lambda: np.zeros(len(QUEUES), int))
    _before: tuple[np.ndarray, np.ndarray] | None = None

    def see(self, bench: Bench, month: int) -> None:
        """See who waits at the end of a month, and who has left since the one before."""
        state = bench.state
        rows = np.stack([state.households[name] for name in (LIST, LISTED, GROUP)], axis=1)
        keys = state.households[KEY].copy()
        waits = rows[:, 0] != NONE
        if self._before is not None and month >= self.first:
            was, whose = self._before
            gone = (was[:, 0] != NONE) & ~(waits & (rows[:, 1] == was[:, 1]) & (keys == whose))
            got = gone & (keys == whose) & (state.households[HOME] != NONE) & (state.households[MOVED] == month)
            months = month - was[:, 1]
            self.left += _by_queue(was[gone, 2], months[gone])
            self.housed += _by_queue(was[got, 2], months[got])
            self.leavers += _by_queue(was[gone, 2], np.ones(gone.sum(), int))
        self.at_last = _by_queue(rows[waits, 2], month + 1 - rows[waits, 1])
        if month == self.first - 1:
            self.at_first = self.at_last
        self._before = rows, keys


def _by_queue(queues: np.ndarray, months: np.ndarray) -> np.ndarray:
    found: np.ndarray = np.bincount(queues, months, len(QUEUES)).astype(int)
    return found


def watched(bench: Bench, setting: Setting, number: int, first: int) -> tuple[Outcome, Watch]:
    """Run a replication and watch those who wait, leavers from month `first` on."""
    keeping, watch = Keeping(setting, False), Watch(first)
    for month, _ in bench.months(number):
        keeping.month(bench.state, month)
        watch.see(bench, month)
    return keeping.outcome(number, 0), watch


def queue(name: str) -> int:
    """Give the number of a queue."""
    return QUEUES.index(name)


@pytest.mark.parametrize("replications", DOSES)
def test_where_nobody_is_housed_as_many_wait_as_come_while_one_waits(replications: int) -> None:
    """Those who wait are then Poisson, with the rate of coming times the mean patience for mean and variance."""
    setting = town(
        Block("ahorn", dwellings=FAMILY, adults=100, vacancies=40), months=60,
        newcomers__waiting_at_start={"external": PATIENCE, "municipal": PATIENCE},
        **everybody(patience=PATIENCE), **STILL, **passages(),
    )  # fmt: skip
    setting.world.city.mobility[:] = 1e-9
    bench, rates = Bench(setting), setting.world.newcomers.rates[0]
    found = np.array(
        [bench.run(number).queue_month[-1, :, QUEUE_MONTH.index("waiting")] for number in range(replications)]
    )
    assert near(found[:, queue("municipal")], rates[3] * STAYS, rates[3] * STAYS)
    external = found[:, queue("external_favoured")] + found[:, queue("external_passed_over")]
    assert near(external, rates[0] * STAYS, rates[0] * STAYS)
    assert (found[:, queue("external_passed_over")] > 0).any()


def settled_town() -> Setting:
    """Give a town in which all six queues have long been as long as they will be, and nothing but luck moves them."""
    few_hours: dict[str, Any] = {"work__hours": (0.6, 0.0, 0.0, 0.4)}
    return town(
        Block("ahorn", dwellings=FAMILY, adults=100, outside=10, vacancies=100),
        Block("birk", dwellings=FAMILY, adults=100, outside=10, vacancies=100), months=108,
        newcomers__waiting_at_start={"external": PATIENCE, "municipal": PATIENCE},
        newcomers__pressure={"external": 1.6, "municipal": 1.4},
        **everybody(patience=PATIENCE, refuses=0.2, states={"employed": 1.0}), **passages(), **few_hours,
        **{**STILL, "families__wishes": (0.02,) * 6, "families__patience": PATIENCE, "moving__return_guarantee": 0.4,
           "moving__return_after": 2.0, "moving__return_guarantee_months": 12},
    )  # fmt: skip


@pytest.mark.parametrize("replications", [pytest.param(400), pytest.param(10_000, marks=pytest.mark.long)])
def test_littles_law(replications: int) -> None:
    """In each queue of a settled town the mean length is the rate of coming times the mean wait, housed or not.

    And to the unit: the months that a queue is long are those that people wait who leave it, and who stand there still.
    """
    setting, first = settled_town(), 84
    bench, lengths, flows, waits, reported, seen = Bench(setting), [], [], [], 0, 0
    for number in range(replications):
        outcome, watch = watched(bench, setting, number, first)
        months = outcome.queue_month[first:]
        stood = months[:, :, QUEUE_MONTH.index("waiting")].sum(axis=0)
        assert (months[:, :2, QUEUE_MONTH.index("changed_into")] == 0).all()
        assert (stood == watch.left + watch.at_last - watch.at_first).all()
        assert _reported(outcome, first) <= watch.housed.sum()
        reported, seen = reported + _reported(outcome, first), seen + int(watch.housed.sum())
        gone = months[:, :, [QUEUE_MONTH.index("housed"), QUEUE_MONTH.index("gave_up")]].sum(axis=0)
        assert (gone.sum(axis=1) >= watch.leavers).all(), (
            "who comes and goes within a month is not seen, and has not waited"
        )
        lengths.append(stood)
        waits.append(watch.left)
        flows.append((months[:, :, QUEUE_MONTH.index("joined")].sum(axis=0), *gone.T))
    assert seen - reported < seen // 1_000, (
        "only who gives up, wishes anew and moves within a month looks housed after a wait"
    )
    counted = np.array(flows)
    assert (counted.sum(axis=0) > 0).all(), "in every queue some come, some are housed, and some give up"
    for at, name in enumerate(QUEUES):
        assert near(np.array(lengths)[:, at] - np.array(waits)[:, at], 0.0), name
        assert near(counted[:, 0, at] - counted[:, 1, at] - counted[:, 2, at], 0.0), name


def _reported(outcome: Outcome, first: int) -> int:
    """Give the months waited in all by those housed, as reported by year."""
    by_year = outcome.waits_year[first // 12 :]
    assert not by_year[:, :, WAIT_MONTHS - 1].any()
    assert by_year.shape[1] == len(WAITS)
    return int((by_year.sum(axis=(0, 1)) * np.arange(WAIT_MONTHS)).sum())
