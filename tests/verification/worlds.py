"""Very many replications of small towns, told by a few figures each: what intervals are held against.

The figures are of all sorts that indicators are: counts of many, counts of few, shares, and waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from math import exp
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kredslob.scenarios.running.replication import Bench
from kredslob.scenarios.running.report import ESTATE_YEAR, PLACE_MONTH, RESIDENTS, Outcome
from kredslob.scenarios.running.setting import Setting
from tests.scenarios.test_closed_forms import FAMILY, STILL, everybody, passages
from tests.scenarios.towns import Block, town

Values = NDArray[np.float64]
MONTHS = 26
BLOCKS = (
    Block("ahorn", "org", "east", outside=44, vacancies=30),
    Block("birk", "org", "east", outside=39, vacancies=20),
    Block("ceder", "other", "west", outside=33, vacancies=15),
    Block("douglas", "other", None, (("family", 2, 4000, 15), ("youth", 1, 3000, 10)), outside=25, vacancies=10),
)


def _in_city(name: str) -> Callable[[Outcome], float]:
    return lambda one: float(one.city_month[:, PLACE_MONTH.index(name)].sum())


def _outside(one: Outcome) -> float:
    end = one.city_month[-1, [PLACE_MONTH.index(name) for name in RESIDENTS[:-1]]]
    return float((end[1] + end[3] + end[4]) / end.sum())


def _over(one: Outcome) -> float:
    return float(one.estate_year[:, -1, ESTATE_YEAR.index("forty_plus")].sum())


FIGURES: dict[str, Callable[[Outcome], float]] = {
    "households referred": _in_city("let_referral"),
    "dwellings vacated": _in_city("vacated"),
    "offers refused": _in_city("refusals"),
    "share outside the workforce": _outside,
    "estates over 40 per cent": _over,
    "households that wait": lambda one: float(one.queue_month[-1, :, 0].sum()),
}


@cache
def agreed() -> Setting:
    """Give the town under the agreement."""
    return town(*BLOCKS, listed=["west"], months=MONTHS)


@cache
def uncompensated() -> Setting:
    """Give the town with lost turns placed nowhere."""
    return town(*BLOCKS, listed=["west"], months=MONTHS, assumed={"compensation.method": "none"})


def told(setting: Setting, numbers: Iterable[int], figures: Iterable[Callable[[Outcome], float]]) -> Values:
    """Give the figures of replications: float64[figures, replications]."""
    bench, every = Bench(setting), tuple(figures)
    return np.array([[figure(one) for figure in every] for one in map(bench.run, numbers)]).T


# --- effects of a size that is known on paper --------------------------------------------------------------------------

STILL_MONTHS, HOMES = 24, 40


@cache
def leaving(pace: float) -> Setting:
    """Give an estate of 40 dwellings that are all vacated at a pace, and let again at once."""
    pressure = {"external": 20.0, "municipal": 20.0}
    setting = town(
        Block("ahorn", dwellings=FAMILY, adults=100, vacancies=40), months=STILL_MONTHS, newcomers__pressure=pressure,
        **everybody(), **STILL, **passages(),
    )  # fmt: skip
    setting.world.city.mobility[:] = pace
    return setting


def vacated_at(pace: float) -> float:
    """Give how many dwellings are vacated in two years on average: each in a month with chance 1 - exp(-pace)."""
    return STILL_MONTHS * HOMES * (1 - exp(-pace))


@cache
def coming(rate: float) -> Setting:
    """Give an estate that sends so many households a month to the municipality's queue."""
    setting = town(
        Block("ahorn", dwellings=FAMILY, adults=100, vacancies=30), months=STILL_MONTHS, **everybody(), **STILL,
        **passages(),
    )  # fmt: skip
    setting.world.newcomers.rates[0, 3] = rate
    return setting


@cache
def let_to(benefit: float) -> Setting:
    """Give an estate let at random to people of whom so many have a benefit."""
    states: dict[str, Any] = {"unemployed": 1 - benefit, "benefit": benefit}
    setting = town(
        Block("ahorn", dwellings=FAMILY, adults=100, vacancies=40), months=36, newcomers__sorting=0.0,
        newcomers__pressure={"external": 30.0, "municipal": 30.0}, **everybody(states=states), **STILL, **passages(),
    )  # fmt: skip
    setting.world.city.mobility[:] = 0.35
    return setting


def _vacated(one: Outcome) -> float:
    return float(one.estate_year[0, :, ESTATE_YEAR.index("vacated")].sum())


def _joined(one: Outcome) -> float:
    return float(one.queue_month[:, 2, 1].sum())


def _on_benefit(one: Outcome) -> float:
    return float(one.estate_year[0, -1, ESTATE_YEAR.index("benefit")])


Effect = tuple[Setting, Setting, Callable[[Outcome], float], float]


def effects() -> dict[str, Callable[[], Effect]]:
    """Give planted effects: two towns, what is told of them, and by how much the first exceeds the other on average."""
    return {
        "moving out a tenth faster": lambda: (
            leaving(0.044), leaving(0.04), _vacated, vacated_at(0.044) - vacated_at(0.04),
        ),
        "half a household more a month": lambda: (coming(2.5), coming(2.0), _joined, STILL_MONTHS * 0.5),
        "one in ten more on benefit": lambda: (let_to(0.4), let_to(0.3), _on_benefit, HOMES * 0.1),
    }  # fmt: skip
