"""Where the answer can be worked out on paper, the simulation comes to it: within four standard errors, or to the unit.

The luck is fixed, so that a test that holds goes on holding. When it was drawn, each comparison of what is right would have
failed once in 16,000 times.
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp, sqrt
from typing import Any

import numpy as np
import pytest

from kredslob.scenarios.city.layout import (
    COUNTED,
    EMPLOYED,
    MOVED,
    NONE,
    OCCUPANT,
    QUEUES,
)
from kredslob.scenarios.running.replication import Bench
from kredslob.scenarios.running.report import ESTATE_YEAR, RESIDENTS
from kredslob.scenarios.running.setting import Setting
from tests.scenarios.towns import Block, behaviour, town

DOSES = [pytest.param(1_000), pytest.param(10_000, marks=pytest.mark.long)]
NEVER = (0.0,) * 6
ALIKE = (1.0,) * 6
STILL: dict[str, Any] = {
    "families__finding_partner": NEVER, "families__parting": NEVER, "families__births_single": NEVER,
    "families__births_couple": NEVER, "families__wishes": NEVER, "moving__return_guarantee": 0.0, "work__deaths": NEVER,
    "moving__pace_by_age": ALIKE, "moving__newly_moved_in_pace": 1.0, "moving__season": (1 / 12,) * 12,
    "moving__within_share": 0.0,
}  # fmt: skip
"""A life in which nobody finds a partner, has children, wishes to move within, or dies."""

FAMILY = (("family", 2, 3000, 40),)
FLAT = dict.fromkeys(("employed", "student", "unemployed", "benefit", "early_pension"), (1.0, 1.0))


def passages(**each: dict[str, float]) -> dict[str, Any]:
    """Give the same passages for all, however firmly they are attached to work."""
    return {
        "work__passages": dict.fromkeys(("strong", "middling", "weak"), each), "work__first_pace": FLAT,
        "work__pace_by_age": dict.fromkeys(("to_student", "to_early_pension", "to_work", "out_of_work"), (1.0,) * 3),
    }  # fmt: skip


def everybody(**changes: Any) -> dict[str, Any]:
    """Give kinds of newcomers that are all the same: single, childless, never refusing, never giving up."""
    plain = {
        **behaviour()["newcomers.kinds"]["worker"], "ages": (30, 40), "couple": 0.0, "children": 0.0, "patience": 100_000.0,
        "parted": 0.0, "refuses": 0.0, "low_rent": 1.0, **changes,
    }  # fmt: skip
    return {"newcomers__kinds": dict.fromkeys(behaviour()["newcomers.kinds"], plain)}


def over(replications: int, setting: Setting, told: Callable[[Any], float]) -> np.ndarray:
    """Give a number told of each of so many replications."""
    bench = Bench(setting)
    return np.array([told(bench.run(number)) for number in range(replications)])


def near(found: np.ndarray, mean: float, variance: float | None = None) -> bool:
    """Tell whether the mean lies within four standard errors of what it should be, and the variance as well."""
    error = sqrt((variance if variance is not None else found.var(ddof=1)) / len(found))
    if abs(found.mean() - mean) > 4 * error:
        return False
    if variance is None:
        return True
    fourth = ((found - found.mean()) ** 4).mean()
    return bool(abs(found.var(ddof=1) - variance) <= 4 * sqrt(max(1e-9, fourth - found.var() ** 2) / len(found)))


@pytest.mark.parametrize("replications", DOSES)
def test_stays_are_as_long_as_their_hazard_says(replications: int) -> None:
    """At one pace for all, each dwelling is vacated in a month with chance 1 - exp(-pace): in two years binomially often."""
    pressure = {"external": 20.0, "municipal": 20.0}
    setting = town(
        Block("ahorn", dwellings=FAMILY, adults=100, vacancies=40), months=24, newcomers__pressure=pressure,
        **everybody(), **STILL, **passages(),
    )  # fmt: skip
    pace = float(setting.world.city.mobility[0])
    assert pace == pytest.approx(16 / 12 / setting.begin.estates[0, 8], rel=1e-6), (
        "the register's vacancies, by household"
    )
    gone = 1 - exp(-pace)
    chances = 24 * 40
    found = over(replications, setting, lambda one: one.estate_year[0, :, ESTATE_YEAR.index("vacated")].sum())
    assert near(found, chances * gone, chances * gone * (1 - gone))


@pytest.mark.parametrize("replications", DOSES)
def test_a_stay_lasts_geometrically(replications: int) -> None:
    """Of 40 households that had a home at first, each is still there after a year with chance (1 - p) ** 12, and so after two."""
    setting = town(
        Block("ahorn", dwellings=FAMILY, adults=100, vacancies=40), months=24, **everybody(), **STILL, **passages()
    )
    gone = 1 - exp(-float(setting.world.city.mobility[0]))
    at_first = (setting.begin.dwellings[OCCUPANT] != NONE).sum()
    bench = Bench(setting)
    after: dict[int, list[int]] = {11: [], 23: []}
    for number in range(replications):
        for month, _ in bench.months(number):
            if month in after:
                homes = bench.state.dwellings[OCCUPANT]
                after[month].append((bench.state.households[MOVED][homes[homes != NONE]] < 0).sum())
    for month, found in after.items():
        still = (1 - gone) ** (month + 1)
        assert near(np.array(found), at_first * still, at_first * still * (1 - still))


@pytest.mark.parametrize("replications", DOSES)
def test_work_lasts_as_its_hazard_says(replications: int) -> None:
    """With one way out at 2 per cent a month, exp(-0.24) of the employed still are after a year, and no one comes back."""
    ages = {**behaviour()["residents.ages"], "employed": (25, 40)}
    setting = town(
        Block("ahorn", dwellings=FAMILY, adults=100, vacancies=0), months=12, moving__fewest_vacancies=0.0,
        residents__ages=ages, **STILL, **passages(employed={"unemployed": 0.02}),
    )  # fmt: skip
    at_first = int(setting.begin.estates[0, COUNTED + EMPLOYED])
    still = exp(-0.24)
    setting.world.city.mobility[:] = 1e-9
    found = over(replications, setting, lambda one: one.estate_year[0, 0, RESIDENTS.index("employed")])
    assert near(found, at_first * still, at_first * still * (1 - still))


@pytest.mark.parametrize("replications", DOSES)
def test_random_letting_makes_a_binomial_estate(replications: int) -> None:
    """Let at random to people of whom three in ten have a benefit, an estate comes to have binomially many of them."""
    states = {"unemployed": 0.7, "benefit": 0.3}
    setting = town(
        Block("ahorn", dwellings=FAMILY, adults=100, vacancies=40), months=36,
        newcomers__pressure={"external": 30.0, "municipal": 30.0}, newcomers__sorting=0, **everybody(states=states), **STILL, **passages(),
    )  # fmt: skip
    setting.world.city.mobility[:] = 0.35
    found = over(replications, setting, lambda one: one.estate_year[0, -1, RESIDENTS.index("benefit")])
    assert near(found, 40 * 0.3, 40 * 0.3 * 0.7)


@pytest.mark.parametrize("replications", DOSES)
def test_arrivals_come_at_their_rate(replications: int) -> None:
    """Those who join the municipality's queue in two years are Poisson: their mean and their variance are the rate."""
    setting = town(
        Block("ahorn", dwellings=FAMILY, adults=100, vacancies=30), months=24, **everybody(), **STILL, **passages()
    )
    rate = 24 * float(setting.world.newcomers.rates[0, 3])
    found = over(replications, setting, lambda one: one.queue_month[:, QUEUES.index("municipal"), 1].sum())
    assert near(found, rate, rate)
