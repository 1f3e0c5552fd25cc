"""Values of indicators: parts make up the whole, shares are shares, and what has no meaning has no value."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kredslob.rules.messages import WrongInput
from kredslob.scenarios.indicators.catalogue.whole import CATALOGUE, find_indicator, find_level
from kredslob.scenarios.indicators.indicator import Count, Mark
from kredslob.scenarios.indicators.segregation import INDICES
from kredslob.scenarios.indicators.tables import InMemory, run_in_memory
from kredslob.scenarios.indicators.values import COLUMNS, values
from tests.scenarios.indicators.by_hand import frame, ground, places, start
from tests.scenarios.indicators.small_results import results
from tests.scenarios.towns import Block, Plan, town, towns

FEW = settings(max_examples=max(1, settings().max_examples // 10))
SUMS = [name for name, one in CATALOGUE.items() if isinstance(one.formula, Count | Mark) and one.periods("estate")]
PLACES = [
    (name, level, period) for name, one in CATALOGUE.items() for level, periods in one.levels for period in periods
]


def by_place(tables: Any, name: str, level: str, period: str = "year") -> dict[tuple[Any, ...], float]:
    """Give the values of a variant by replication, place and period."""
    rows = values(tables, name, level, period, ["agreed"]).select("replication", "place", "period", "value").rows()
    return {row[:3]: row[3] for row in rows}


@pytest.mark.parametrize("name", SUMS)
def test_the_estates_make_up_the_city_and_the_organisations(name: str) -> None:
    """What is counted adds up: estates give the city, and organisations give it too."""
    tables = results()
    whole = by_place(tables, name, "city")
    for level in ("estate", "organisation"):
        summed: dict[tuple[Any, ...], float] = {}
        for (number, _, period), value in by_place(tables, name, level).items():
            summed[number, "city", period] = summed.get((number, "city", period), 0) + value
        assert summed == whole
    assert whole


@pytest.mark.parametrize(("name", "level", "period"), PLACES)
def test_a_value_is_of_its_unit(name: str, level: str, period: str) -> None:
    """Shares and indices lie from 0 to 1, differences from -1 to 1, and nothing counted is below nought."""
    unit = CATALOGUE[name].unit
    least, most = {"share": (0, 1), "index": (-1e-9, 1 + 1e-9), "difference": (-1, 1)}.get(unit, (0, np.inf))
    found = values(results(monthly=True), name, level, period)["value"].drop_nulls()
    assert found.is_between(least, most).all()
    assert found.is_finite().all()


def test_by_month_estates_make_up_the_city() -> None:
    """Where estates are kept by month, they add up to what is kept of the city."""
    tables = results(monthly=True)
    estates = values(tables, "residents_employed", "estate", "month", ["agreed"])
    summed = estates.group_by("replication", "period").agg(pl.col("value").sum()).sort("replication", "period")
    city = values(tables, "residents_employed", "city", "month", ["agreed"])
    assert summed["value"].to_list() == city["value"].to_list()


def test_the_last_month_of_a_year_is_the_end_of_the_year() -> None:
    """What is there at the end of December is told alike by month and by year."""
    tables = results()
    month, year = (by_place(tables, "outside_workforce", "city", period) for period in ("month", "year"))
    assert month[0, "city", "2011-12"] == year[0, "city", "2011"]
    assert month[0, "city", "2013-02"] == year[0, "city", "2013"], "the last, shorter year ends with the run"


def test_flows_of_the_months_make_up_the_year() -> None:
    """What happens in a month is added up over the year of the run."""
    tables = results()
    month, year = (by_place(tables, "vacated", "city", period) for period in ("month", "year"))
    assert sum(value for (number, _, when), value in month.items() if (number, when[:4]) == (1, "2012")) == year[1, "city", "2012"]  # fmt: skip


@pytest.mark.parametrize("index", INDICES)
def test_unevenness_is_that_of_the_index_on_the_same_counts(index: str) -> None:
    """The indices, which are checked against PySAL, are given the counts of the estates and nothing else."""
    tables = results()
    counts = {
        name: values(tables, name, "estate", "year", ["agreed"]).filter(
            (pl.col("replication") == 2) & (pl.col("period") == "2012")
        )["value"].to_numpy()
        for name in ("residents_employed", "residents_unemployed", "residents_student", "residents_benefit", "residents_early_pension")
    }  # fmt: skip
    outside = sum(counts[f"residents_{name}"] for name in ("student", "benefit", "early_pension"))
    expected = float(INDICES[index](outside, sum(counts.values())))
    assert by_place(tables, index, "city")[2, "city", "2012"] == pytest.approx(expected, rel=1e-12)


def test_the_distance_is_to_the_threshold_of_the_agreement() -> None:
    """Distance and measured share make up the threshold."""
    tables = results()
    distance, share = (by_place(tables, name, "estate") for name in ("distance_to_threshold", "outside_measured"))
    (threshold,) = tables.ground("agreed").thresholds_at(0)
    assert {round(distance[key] + share[key], 9) for key in share} == {threshold.ppm / 10**6}


def test_an_estate_at_the_threshold_is_not_over_it_but_at_risk() -> None:
    """Exactly 40 of a hundred is not more than 40 per cent; one more is, and two points below is as far as risk goes."""
    tables = results()
    frame = tables.frames["agreed"]["estate_year"]
    for outside, told in ((40, (0, 1)), (41, (1, 0)), (38, (0, 1)), (37, (0, 0))):
        changed = frame.with_columns(
            outside_measured=pl.lit(outside, pl.Int32()), aged_measured=pl.lit(100, pl.Int32())
        )
        found = InMemory({"agreed": {**tables.frames["agreed"], "estate_year": changed}}, tables.places, tables.grounds)
        assert tuple(by_place(found, name, "estate")[0, "birk", "2012"] for name in ("over", "at_risk")) == told


def test_an_estate_with_no_adults_has_no_share() -> None:
    """Nothing is divided by nothing: the value is missing, and the estate is neither over the threshold nor at risk."""
    tables = results()
    none = {
        name: pl.lit(0, pl.Int32()) for name in ("outside_measured", "aged_measured", "outside_acting", "aged_acting")
    }
    empty = tables.frames["agreed"]["estate_year"].with_columns(
        pl.when(pl.col("estate") == "birk").then(zero).otherwise(pl.col(name)).alias(name) for name, zero in none.items()
    )  # fmt: skip
    found = InMemory({"agreed": {**tables.frames["agreed"], "estate_year": empty}}, tables.places, tables.grounds)
    for name in ("outside_measured", "outside_acting", "distance_to_threshold"):
        assert by_place(found, name, "estate")[0, "birk", "2012"] is None
    assert by_place(found, "over", "estate")[0, "birk", "2012"] == 0
    assert by_place(found, "at_risk", "estate")[0, "birk", "2012"] == 0


def test_without_a_threshold_nothing_is_over_it() -> None:
    """Where no rule compares the share, there is no distance and no crossing: no value, not nought."""
    tables = results()
    grounds = {"agreed": replace(tables.ground("agreed"), thresholds=())}
    found = InMemory({"agreed": tables.frames["agreed"]}, tables.places, grounds)
    for name in ("over", "at_risk", "crossed_up", "crossed_down", "distance_to_threshold"):
        assert set(by_place(found, name, "city").values()) == {None}


def test_the_wait_is_told_of_those_housed() -> None:
    """Mean, median and 90th percentile are those of the months that each household had waited, one by one."""
    tables = results()
    rows = tables.frames["agreed"]["waits_year"].filter((pl.col("year") == 2012) & (pl.col("replication") == 1))
    for wait in rows["wait"].unique():
        some = rows.filter(pl.col("wait") == wait)
        months = np.repeat(some["months_waited"].to_numpy(), some["housed"].to_numpy())
        expected = {
            "wait_housed": len(months), "wait_mean": months.mean(), "wait_median": np.quantile(months, 0.5, method="inverted_cdf"),
            "wait_p90": np.quantile(months, 0.9, method="inverted_cdf"),
        }  # fmt: skip
        for name, value in expected.items():
            assert by_place(tables, name, "wait")[1, wait, "2012"] == pytest.approx(value)


def test_nobody_housed_has_waited_no_time_at_all() -> None:
    """A channel by which nobody was housed has no wait, and no share of lettings: missing, not nought."""
    tables = results()
    assert by_place(tables, "wait_housed", "wait")[0, "rehousing", "2012"] == 0
    assert by_place(tables, "wait_median", "wait")[0, "rehousing", "2012"] is None
    assert by_place(tables, "lettings_benefit", "channel")[0, "rehousing", "2012"] is None


def test_the_account_in_turns_adds_up() -> None:
    """Lost and carried in are placed, unplaced or carried out, in whole and parts of turns."""
    tables = results()
    lines = {
        name: by_place(tables, f"turns_{name}", "city")
        for name in ("lost", "carried_in", "extra", "unplaced", "carried_out")
    }
    for key in lines["lost"]:
        assert lines["lost"][key] + lines["carried_in"][key] == pytest.approx(
            lines["extra"][key] + lines["unplaced"][key] + lines["carried_out"][key]
        )
    assert any(lines["lost"].values())


@FEW
@given(plan=towns(), luck=st.randoms(use_true_random=False))
def test_the_order_of_rows_means_nothing(plan: Plan, luck: Any) -> None:
    """Tables whose replications and rows stand in another order give the same values, to the last bit."""
    tables = run_in_memory({"agreed": plan.setting(months=14)}, 3)
    mixed = {
        name: frame[luck.sample(range(frame.height), frame.height)] for name, frame in tables.frames["agreed"].items()
    }
    other = InMemory({"agreed": mixed}, tables.places, tables.grounds)
    for name in ("outside_workforce", "begun", "wait_median", "gini", "areas_51b", "turns_extra", "queue_waiting"):
        assert values(tables, name).equals(values(other, name))


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "an indicator misspelt": ({"indicator": "outside_workfroce"}, "outside_workforce"),
    "a level that it does not have": ({"indicator": "gini", "level": "estate"}, "city"),
    "a level that is none": ({"indicator": "exempt", "level": "estates"}, "estate"),
    "a period that it does not have": ({"indicator": "exempt", "level": "estate", "period": "month"}, "year"),
    "a period that is none": ({"indicator": "vacated", "level": "city", "period": "years"}, "year"),
    "a variant that is none": ({"indicator": "exempt", "variants": ["agred"]}, "agreed"),
}


@pytest.mark.parametrize(("asked", "meant"), WRONG.values(), ids=WRONG)
def test_what_is_not_there_is_refused_with_what_is(asked: dict[str, Any], meant: str) -> None:
    """The message names what is accepted, and the nearest spelling where one is near."""
    with pytest.raises(WrongInput, match=meant):
        values(results(), **asked)


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
        ({"variants": ["agred", "later", "x"]}, ["variant", "variant"], "no variant called 'agred'.*Accepted: later, agreed.*Did you mean 'agreed'"),
        ({"level": "estate", "period": "month"}, ["period"], "not kept by month.*Accepted: the period year, or a run with"),
        ({"level": "estates"}, ["level"], "estate"),
        ({"level": "city", "period": "moth"}, ["period"], "month"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_refused_in_its_field(asked: dict[str, Any], fields: list[str], said: str) -> None:
    """Every problem of its kind at once."""
    with pytest.raises(WrongInput, match=said) as caught:
        values(two_variants(), "vacated", **asked)
    assert [problem.place.field for problem in caught.value.problems] == fields


def test_without_level_and_period_the_widest_is_meant() -> None:
    """An indicator asked for by its name alone is that of the city by year, or of the lists that it is of."""
    assert find_level(find_indicator("exempt"), None) == ("city", "year")
    assert find_level(find_indicator("wait_mean"), None) == ("wait", "year")


def test_a_town_of_one_estate_is_no_less_a_town() -> None:
    """Every indicator has values for it, at every level."""
    tables = run_in_memory({"agreed": town(Block("ahorn"), months=13)}, 1)
    for name, level, period in PLACES:
        if (level, period) != ("estate", "month"):
            found = values(tables, name, level, period)
            assert found.height or level == "area"


def test_the_share_let_to_transfer_lists_is_of_all_lettings() -> None:
    """Both transfer lists over every channel, of each replication and year."""
    tables = results()
    let = {name: by_place(tables, name, "city") for name in CATALOGUE if name.startswith("let_")}
    for key, share in by_place(tables, "share_let_transfers", "city").items():
        every = sum(told[key] for told in let.values())
        within = let["let_own_estate_transfer"][key] + let["let_organisation_transfer"][key]
        assert share == pytest.approx(within / every)
