"""What a simulation says of a figure is formed as the figure was: pooled, as a change, or as how many came."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from kredslob.rules.messages import WrongInput
from kredslob.rules.model import Text
from kredslob.scenarios.backtesting.figure import simulated
from kredslob.scenarios.targets.reading import shipped_targets
from kredslob.scenarios.targets.target import Against, Target
from tests.scenarios.indicators.small_results import results

ANY = next(one for one in shipped_targets().targets if one.use == "test")
LABOUR_MARKET = ["unemployed", "benefit", "early_pension"]
AGED = [*LABOUR_MARKET, "employed", "student"]


def held(indicator: str, level: Any = "city", year: int = 2012, **others: Any) -> Target:
    """Give a figure that is held against an indicator."""
    told: dict[str, Any] = {"since": None, "change": None, "areas": (), **others}
    return replace(ANY, against=Against(indicator, level, year, comparability="near", note=Text("-", "-"), **told))


def estates(year: int) -> pl.DataFrame:
    """Give the rows of a year, with the area of each estate."""
    tables = results()
    rows = tables.scan("estate_year", "agreed").filter(pl.col("year") == year).collect()
    return rows.join(tables.places.select("estate", "area"), on="estate", how="left")


@pytest.mark.parametrize("areas", [("east",), ("west",), ("east", "west")])
def test_areas_are_pooled(areas: tuple[str, ...]) -> None:
    """Counts are added before they are divided, not shares averaged."""
    found = simulated(held("outside_labour_market", "area", areas=areas), results(), "agreed")
    rows = estates(2012).filter(pl.col("area").is_in(areas)).group_by("replication").agg(pl.col(AGED).sum())
    rows = rows.sort("replication")
    outside, aged = rows.select(pl.sum_horizontal(LABOUR_MARKET)), rows.select(pl.sum_horizontal(AGED))
    assert found.tolist() == pytest.approx((outside.to_series() / aged.to_series()).to_list())


def test_a_net_change_is_the_later_less_the_earlier() -> None:
    """Of estates over the threshold in the whole city."""
    change = simulated(held("over", since=2011, change="net"), results(), "agreed")
    later, earlier = (simulated(held("over", year=year), results(), "agreed") for year in (2012, 2011))
    assert change.tolist() == (later - earlier).tolist()


def test_what_came_less_what_left_is_the_net_change() -> None:
    """By estate, in each replication."""
    up, down = (
        simulated(held("over", "estate", since=2011, change=change), results(), "agreed") for change in ("up", "down")
    )
    net = simulated(held("over", since=2011, change="net"), results(), "agreed")
    assert (up - down).tolist() == net.tolist()
    assert min(up.min(), down.min()) >= 0


def test_there_is_a_number_for_each_replication_in_order() -> None:
    """As many as the run has."""
    assert simulated(held("areas_51b"), results(), "agreed").shape == (4,)


@pytest.mark.parametrize("year", [2010, 2020])
def test_a_year_that_was_not_simulated_is_told(year: int) -> None:
    """With the figure and what would do."""
    with pytest.raises(WrongInput) as caught:
        simulated(held("over", year=year), results(), "agreed")
    assert f"tells nothing of {year}" in caught.value.problems[0].found.text()


def test_areas_that_the_register_has_not_are_told() -> None:
    """As when a figure of Copenhagen is held against another town."""
    with pytest.raises(WrongInput) as caught:
        simulated(ANY, results(), "agreed")
    assert "no estate of the run lies in mjoelnerparken" in caught.value.problems[0].found.text()


def test_a_figure_that_is_held_against_nothing_is_a_mistake() -> None:
    """Of the program: whoever asks looks at its use first."""
    with pytest.raises(ValueError, match=ANY.id):
        simulated(replace(ANY, against=None), results(), "agreed")
