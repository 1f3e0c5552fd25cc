"""Tables held in memory: all of a few replications, and estates by month only where that is asked for."""

from __future__ import annotations

from kredslob.scenarios.indicators.tables import run_in_memory
from tests.scenarios.towns import Block, town


def test_estates_are_kept_by_month_only_if_it_is_asked_for() -> None:
    """Every other table is there without asking, the changes of standing among them."""
    setting = {"agreed": town(Block("ahorn"), months=2)}
    usual, asked = run_in_memory(setting, 2), run_in_memory(setting, 2, estates_monthly=True)
    assert set(asked.frames["agreed"]) - set(usual.frames["agreed"]) == {"estate_month"}
    assert "standing_changes" in usual.frames["agreed"]
    assert asked.scan("estate_month", "agreed").collect().height == 2 * 2
    assert usual.variants == ("agreed",)
    assert usual.ground("agreed").years == (2011,)
    assert usual.places["estate"].to_list() == ["ahorn"]
