"""How much is run: a budget in time or in replications, and which way a search goes by it."""

from __future__ import annotations

import pytest

from kredslob.rules.messages import Place, WrongInput
from kredslob.scenarios.searching.budgeting import Budget, Pace, plan_of, read_budget

PACE = Pace(judged=0.5, set_up=1.5, each=0.1)


@pytest.mark.parametrize(
    ("text", "seconds", "replications"),
    [("90s", 90, None), ("10m", 600, None), ("1.5h", 5400, None), (" 10 min ", 600, None), ("5000", None, 5000)],
)
def test_a_budget_is_a_time_or_a_number_of_replications(text: str, seconds: float, replications: int) -> None:
    """Seconds, minutes, hours, or how many replications of all points together."""
    found = read_budget(text, Place("--budget"))
    assert (found.seconds, found.replications) == (seconds, replications)


@pytest.mark.parametrize("text", ["", "0m", "-5", "1", "ten", "10d", "1e3", "nan", "infm", "٣", "10m 5s", "9" * 30])
def test_what_is_no_budget_is_refused(text: str) -> None:
    """Anything else is told, with what is accepted."""
    with pytest.raises(WrongInput, match="10m"):
        read_budget(text, Place("--budget"))


def test_a_grid_is_searched_while_its_estimate_fits() -> None:
    """Ten points of 20 replications take 40 s, and eleven are run again 40 times: 60.5 s; the estimate is told."""
    plan = plan_of(Budget("2m", seconds=120), 10, 20, 40, 12, PACE)
    assert (plan.method, plan.most) == ("grid", 10)
    assert plan.estimate == pytest.approx(10 * (0.5 + 1.5 + 2.0) + 11 * (1.5 + 4.0))


def test_beyond_it_an_optimiser_looks_at_what_fits() -> None:
    """Of a thousand points as many are looked at as the time has room for beside those that are run again."""
    plan = plan_of(Budget("10m", seconds=600), 1000, 20, 40, 12, PACE)
    assert plan.method == "optimise"
    assert plan.most == int((600 - 13 * 5.5) / 4.0)


def test_a_budget_in_replications_does_not_hang_on_the_machine() -> None:
    """5,000 replications are 224 points of 20 when 13 are run again 40 times, however fast they are."""
    for pace in (PACE, Pace(0, 0, 99)):
        plan = plan_of(Budget("5000", replications=5000), 1000, 20, 40, 12, pace)
        assert (plan.method, plan.most, plan.estimate) == ("optimise", 224, None)
    assert plan_of(Budget("5000", replications=5000), 224, 20, 40, 12, PACE).method == "grid"


def test_too_small_a_budget_still_looks_at_two_points() -> None:
    """A search that may look at nothing would say nothing."""
    assert plan_of(Budget("1s", seconds=1), 1000, 20, 40, 12, PACE).most == 2
