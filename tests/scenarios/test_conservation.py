"""In a simulated town nobody is lost and nobody counted twice, and what is reported adds up."""

from __future__ import annotations

import numpy as np
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kredslob.scenarios.city.layout import CHANNELS, QUEUE_MONTH
from kredslob.scenarios.running.replication import Bench
from kredslob.scenarios.running.report import ACCOUNT, ESTATE_YEAR, PLACE_MONTH, Keeping
from tests.scenarios.ledger_of_souls import check
from tests.scenarios.towns import Plan, towns

PHASES = [Phase.explicit, Phase.reuse, Phase.generate]  # to make a town ready takes too long for shrinking
DOSE = max(1, settings().max_examples // 5)


@settings(max_examples=DOSE, phases=PHASES)
@given(plan=towns(), replication=st.integers(0, 10**6))
def test_nobody_is_lost_and_nobody_counted_twice(plan: Plan, replication: int) -> None:
    """At the end of every month each count that the city keeps is what counting its people anew comes to."""
    setting = plan.setting()
    bench = Bench(setting)
    for month, _ in bench.months(replication):
        check(bench.state, month)
    assert month == setting.months.count - 1


@settings(max_examples=DOSE, phases=PHASES)
@given(plan=towns(), replication=st.integers(0, 10**6))
def test_queues_change_by_who_joins_and_leaves(plan: Plan, replication: int) -> None:
    """Who waits at the end of a month waited before, joined, or passed in from another queue, and was not housed or gone."""
    setting = plan.setting()
    bench = Bench(setting)
    keeping, before = Keeping(setting, False), None
    for month, _ in bench.months(replication):
        tally = bench.state.tally.copy()
        keeping.month(bench.state, month)
        if before is not None:
            waiting, joined, housed, gave_up, changed = tally.T
            assert (waiting == before + joined - housed - gave_up + changed).all()
            assert changed.sum() == 0
        before = tally[:, QUEUE_MONTH.index("waiting")]


@settings(max_examples=DOSE, phases=PHASES)
@given(plan=towns(), replication=st.integers(0, 10**6))
def test_what_is_reported_adds_up(plan: Plan, replication: int) -> None:
    """Years are the sum of months, the city of its estates, an area of its own, and channels of what was let."""
    setting = plan.setting()
    outcome = Bench(setting, estates_monthly=True).run(replication)
    by_month = outcome.estate_month
    assert by_month is not None
    assert (by_month.sum(axis=0) == outcome.city_month).all()
    of_area = setting.begin.estates[:, 12]
    for area in range(len(setting.areas)):
        assert (by_month[of_area == area].sum(axis=0) == outcome.area_month[area]).all()
    flows = [name for name in PLACE_MONTH if name in ESTATE_YEAR[-17:]]
    for name in flows:
        yearly = outcome.estate_year[:, :, ESTATE_YEAR.index(name)].sum()
        assert yearly == outcome.city_month[:, PLACE_MONTH.index(name)].sum()
    let = [outcome.city_month[:, PLACE_MONTH.index(f"let_{channel}")].sum() for channel in CHANNELS]
    assert list(outcome.lettings_year.sum(axis=(0, 2))) == let


@settings(max_examples=DOSE, phases=PHASES)
@given(plan=towns(), replication=st.integers(0, 10**6))
def test_every_lost_referral_is_accounted_for(plan: Plan, replication: int) -> None:
    """Lost and carried in are what is placed elsewhere, unplaced and carried out, in every scope and year."""
    setting = plan.setting()
    outcome = Bench(setting).run(replication)
    base_of = setting.rules[0][1].quotas.base_of
    lost, carried_in, extra, unplaced, carried_out = (outcome.account_year[..., at] for at in range(len(ACCOUNT)))
    assert (lost + carried_in == base_of * (extra + unplaced) + carried_out).all()
    assert (outcome.account_year >= 0).all()
    turns = outcome.estate_year[:, :, ESTATE_YEAR.index("extra_turns")].sum(axis=0)
    assert (turns == extra.sum(axis=1)).all()
    exempt = outcome.estate_year[:, :, ESTATE_YEAR.index("exempt")] == 1
    if dict(plan.assumed)["measurement.takes_effect"] == "on_publication":
        # who is exempt from November keeps the turns of April until the next adjustment
        drawn_up = [0, *(setting.months.month(day) for day in setting.adjustments)]
        ends = [min(12 * (year + 1), setting.months.count) for year in range(exempt.shape[1])]
        last = np.array([max(month for month in drawn_up if month < end) for end in ends])
        exempt &= outcome.estate_year[:, :, ESTATE_YEAR.index("exempt_since")] <= last
    assert (outcome.estate_year[exempt][:, ESTATE_YEAR.index("extra_turns")] == 0).all()
    assert np.array_equal(carried_in[1], carried_out[0]), "an account begins with what the year before left over"
