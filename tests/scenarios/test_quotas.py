"""Turns are given exactly as the account says: over a round of the wheel an estate's referrals are its share, no more or less."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kredslob.engine.compensation import Terms as Deal
from kredslob.engine.compensation import compensate
from kredslob.engine.wheels import spread
from kredslob.scenarios.city.layout import (
    ACTING,
    M_AGED,
    M_OUTSIDE,
    M_VACATED,
    SCOPE,
    WHEEL,
    WHEEL_LENGTH,
    WHEEL_TURNS,
)
from kredslob.scenarios.running.replication import Bench
from kredslob.scenarios.running.report import ESTATE_YEAR
from tests.scenarios.towns import Block, Plan, town, towns

FEW = settings(max_examples=max(1, settings().max_examples // 5))


def column(name: str) -> int:
    """Give the place of a column of what is kept of an estate."""
    return ESTATE_YEAR.index(name)


@FEW
@given(plan=towns(), replication=st.integers(0, 1000))
def test_each_estate_has_the_wheel_of_the_account(plan: Plan, replication: int) -> None:
    """Every wheel is the even round of the share that the engine's account gives on the same figures."""
    setting = plan.setting(months=17)
    bench = Bench(setting)
    for month, rules in bench.months(replication):
        rows, state = bench.state.estates, bench.state
        if month == 15:  # after the adjustment of the second spring
            quotas = rules.quotas
            exempt = state.codes[:, rules.program.exempt] == 1
            methods: Any = {0: "proportional", 1: "headroom", 3: "none"}
            account = compensate(
                Deal(
                    (quotas.base_turns, quotas.base_of), methods[quotas.method], quotas.threshold_ppm,
                    (quotas.cap_turns, quotas.cap_of),
                ),
                [home.estate.id for home in setting.homes], rows[:, ACTING + M_VACATED].tolist(), exempt.tolist(),
                share_ppm=(
                    rows[:, ACTING + M_OUTSIDE].astype(int) * 10**6 // np.maximum(1, rows[:, ACTING + M_AGED])
                ).tolist(),
                scope=rows[:, SCOPE].tolist(), carried_in=state.carried[:, 1].tolist(),
            )  # fmt: skip
            for row, extra, is_exempt in zip(rows, account.extra, exempt, strict=True):
                vacated = int(row[ACTING + M_VACATED])
                turns = 0 if is_exempt else quotas.base_turns * vacated + quotas.base_of * extra
                of = quotas.base_of * vacated
                if vacated == 0:
                    turns, of = (0, 1) if is_exempt else (quotas.base_turns, quotas.base_of)
                slots = state.slots[row[WHEEL] : row[WHEEL] + row[WHEEL_LENGTH]]
                assert tuple(slots.tolist()) == spread(turns, of)
                assert row[WHEEL_TURNS] == slots.sum()


@FEW
@given(vacancies=st.integers(5, 40), outside=st.integers(10, 38), replication=st.integers(0, 1000))
def test_every_third_is_every_third(vacancies: int, outside: int, replication: int) -> None:
    """In an estate that neither gives nor receives, each third vacancy is owed to the municipality, over the whole time."""
    setting = town(Block("ahorn", outside=outside, vacancies=vacancies), months=36)
    outcome = Bench(setting).run(replication)
    owed, vacated = (outcome.estate_year[0, :, column(name)].sum() for name in ("referrals_owed", "vacated"))
    exempt = outcome.estate_year[0, :, column("exempt")].any()
    if not exempt:
        assert owed == vacated // 3 or owed == (vacated - 1) // 3


@FEW
@given(plan=towns(), replication=st.integers(0, 1000))
def test_nobody_is_referred_to_an_estate_exempt_throughout(plan: Plan, replication: int) -> None:
    """Where an estate was exempt from the first day on, no letting was a referral, and none was owed."""
    outcome = Bench(plan.setting()).run(replication)
    throughout = outcome.estate_year[:, :, column("exempt")].all(axis=1)
    throughout &= (outcome.estate_year[:, :, column("exempt_since")] == -1).all(axis=1)
    for name in ("let_referral", "referrals_owed", "extra_turns"):
        assert not outcome.estate_year[throughout][:, :, column(name)].any()


def test_an_estate_over_40_per_cent_becomes_exempt_in_spring() -> None:
    """What is measured in autumn is heeded on 1 April: measured over 40, published, then exempt, with the month kept."""
    worker = {"worker": 0.0, "young": 0.0, "senior": 0.0, "divorced": 0.0, "on_benefit": 1.0}
    mixes = {
        "external": worker,
        "municipal": {"urgent_single": 1.0},
        "youth": {"student": 1.0},
        "elderly": {"elderly": 1.0},
    }
    setting = town(
        Block("ahorn", outside=38, vacancies=40), months=24, newcomers__mix=mixes, newcomers__passing_setback=0
    )
    for replication in range(5):
        years = Bench(setting).run(replication).estate_year[0]
        assert years[0, column("outside_measured")] * 100 > 40 * years[0, column("aged_measured")]
        assert years[0, column("exempt")] == 0, "not before the adjustment"
        assert years[1, column("exempt")] == 1
        assert years[1, column("exempt_since")] == 15, "in April of the second year"
        assert years[1, column("outside_acting")] == years[0, column("outside_measured")]
