"""Values and tables: in one order, of the variants asked for, by month only where months were kept."""

from __future__ import annotations

from typing import Any

import pytest

from kredslob.rules.messages import WrongInput
from kredslob.scenarios.indicators.tables import InMemory, run_in_memory
from kredslob.scenarios.indicators.values import COLUMNS, values
from tests.scenarios.indicators.by_hand import frame, ground, places, start
from tests.scenarios.towns import Block, town


def two_variants() -> InMemory:
    """Give two variants of two estates, two years and two replications, in a muddle."""
    keys = [(number, year, name) for number in (1, 0) for year in (2012, 2011) for name in ("birk", "ahorn")]
    rows = [
        {"replication": number, "year": year, "estate": name, "vacated": 100 * number + 10 * (year - 2010) + len(name)}
        for number, year, name in (*keys[1::3], *keys[::3], *keys[2::3])
    ]
    known = ground({"ahorn": start(), "birk": start()})
    frames = {name: {"estate_year": frame("estate_year", rows)} for name in ("later", "agreed")}
    return InMemory(frames, places([{"estate": name} for name in known.starts]), {"agreed": known, "later": known})


def test_values_stand_by_replication_place_and_period() -> None:
    """Of each variant by its name, whatever the order of rows."""
    found = values(two_variants(), "vacated", "estate")
    assert found.columns == list(COLUMNS)
    assert found.rows() == [
        (variant, number, place, str(year), 100 * number + 10 * (year - 2010) + len(place))
        for variant in ("agreed", "later") for number in (0, 1) for place in ("ahorn", "birk") for year in (2011, 2012)
    ]  # fmt: skip


def test_the_variants_asked_for_are_told_and_all_if_none_is() -> None:
    """By name."""
    assert set(values(two_variants(), "vacated", "city", variants=["later"])["variant"]) == {"later"}
    assert set(values(two_variants(), "vacated", "city")["variant"]) == {"agreed", "later"}


@pytest.mark.parametrize(
    ("asked", "fields", "said"),
    [
        ({"variants": ["agred", "later", "x"]}, ["variant", "variant"], "no variant called 'agred'.*agreed"),
        ({"level": "estate", "period": "month"}, ["period"], "not kept by month"),
        ({"level": "estates"}, ["level"], "estate"),
        ({"level": "city", "period": "moth"}, ["period"], "month"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_refused_in_its_field(asked: dict[str, Any], fields: list[str], said: str) -> None:
    """Every problem of its kind at once."""
    with pytest.raises(WrongInput, match=said) as caught:
        values(two_variants(), "vacated", **asked)
    assert [problem.place.field for problem in caught.value.problems] == fields


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
