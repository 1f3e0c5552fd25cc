"""A world hangs on the seed, the start and its number alone; what is not known is drawn within what the files say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import pytest

from kredslob.engine.office import Office
from kredslob.rules.library import load_library
from kredslob.rules.messages import WrongInput
from kredslob.scenarios.backtesting.beginning import STEADY, YEARLY, beginning_of, slump, starts, succession
from kredslob.scenarios.backtesting.guesses import drawn, guesses_of, value_at
from kredslob.scenarios.backtesting.world import lots_of, run_world
from kredslob.scenarios.indicators.tables import run_in_memory
from kredslob.scenarios.running.calendar import Months
from kredslob.scenarios.running.setting import set_up
from tests.scenarios.backtesting.town import MONTHS, town
from tests.scenarios.towns import library

FOUR = Months(date(2011, 1, 1), 156)
THROUGHOUT = succession(load_library(), "kbh-2011-2014", FOUR)


def test_a_world_is_the_same_whenever_it_is_run() -> None:
    """Before others or after them; other numbers and other seeds are other worlds."""
    worlds = [run_world(town(), seed, number, 2) for seed in ("seed", "other") for number in range(4)]
    assert run_world(town(), "other", 2, 2) == worlds[6]
    assert len({repr(one.figures) for one in worlds[:4]}) > 1
    assert [one.figures for one in worlds[:4]] != [one.figures for one in worlds[4:]]


def test_a_world_has_a_number_of_each_figure_from_each_replication() -> None:
    """Under every business cycle, of the figures that are tests of the start and no others."""
    found = run_world(town(), "seed", 0, 3)
    assert list(found.figures) == ["none", "slump"]
    for told in found.figures.values():
        assert set(told) == {"forty-plus-2011", "listed-51b-2011"}
        assert {len(values) for values in told.values()} == {3}


def test_more_replications_leave_the_first_as_they_were() -> None:
    """Replication 1 is the same among two and among four."""
    few, many = (run_world(town(), "seed", 1, count).figures["none"] for count in (2, 4))
    assert {name: values[:2] for name, values in many.items()} == dict(few)


def test_a_cycle_does_what_it_does_in_a_scenario() -> None:
    """The world set up once and run under the slump is the world set up with the slump."""
    begin = town()
    office, lines = Office(library(), begin.register(5)), slump(MONTHS)
    steady, under = (
        set_up(office, begin.agreements, MONTHS, begin.behaviour, one, {}, "luck", YEARLY) for one in ({}, lines)
    )
    parts = (("city", True), ("newcomers", True), ("families", True), ("calendar", True), ("hazards", False))
    for part, alike in parts:
        mine, theirs = (np.concatenate(list(_leaves(getattr(one.world, part)))) for one in (steady, under))
        assert np.array_equal(mine, theirs) is alike, part
    tables = run_in_memory({"steady": steady, "under": under}, 1)
    columns = tables.scan("city_month", "steady").collect(), tables.scan("city_month", "under").collect()
    assert not columns[0].equals(columns[1])


def _leaves(one: Any) -> Iterator[Any]:
    """Give every array and number of nested tuples, flat."""
    if isinstance(one, tuple):
        for part in one:
            yield from _leaves(part)
    else:
        yield np.ravel(np.asarray(one, float))


def test_the_slump_lies_in_the_years_it_is_named_for() -> None:
    """From 2007 two years pass before it; from 2011 only its last is left."""
    early, late = slump(Months(date(2007, 1, 1), 48)), slump(FOUR)
    assert set(early["losing_work"][:24]) == {1.0}
    assert early["losing_work"][24] > 1
    assert len(late["losing_work"]) == 12
    assert late["losing_work"] == early["losing_work"][48:]


def test_agreements_follow_one_another_without_a_gap() -> None:
    """One whose last day comes before the next begins goes on until then."""
    assert [one.id for _, one in THROUGHOUT] == ["kbh-2011-2014", "kbh-2015-2018", "kbh-2019-2023"]
    days = [day for day, _ in THROUGHOUT]
    ends = [one.end for _, one in THROUGHOUT[:-1]]
    assert [end.toordinal() + 1 for end in ends if end] == [day.toordinal() for day in days[1:]]


@pytest.mark.parametrize("number", range(8))
def test_every_guess_is_drawn_within_what_its_own_agreement_says(number: int) -> None:
    """One of its alternatives, or within its range; what is known stays as it is."""
    made = drawn(load_library(), THROUGHOUT, ("seed", number)).agreements
    for (_, before), (_, after) in zip(THROUGHOUT, made, strict=True):
        for key, series in after.base.parameters.items():
            for given, was in zip(series.values, before.base.parameters[key].values, strict=True):
                if given.value == was.value:
                    continue
                assert was.basis == "assumed"
                within = was.range and was.range[0] <= given.value <= was.range[1]  # type: ignore[operator]
                assert given.value in was.alternatives or within


def test_every_guess_takes_other_values_in_other_worlds() -> None:
    """Over thirty draws none of them stands still."""
    draws = [drawn(load_library(), THROUGHOUT, ("seed", number)).agreements for number in range(30)]
    for name in guesses_of(THROUGHOUT):
        seen = {
            repr([one.value for document in (each.base, *each.laws) if name in document.parameters
                  for one in document.parameters[name].values])
            for agreements in draws for _, each in agreements
        }  # fmt: skip
        assert len(seen) > 1, name


def test_a_guess_at_its_ends_is_at_the_ends_of_its_range() -> None:
    """Lots from 0 up to 1 cover the range, both ends included."""
    given = next(
        one for _, each in THROUGHOUT for series in each.base.parameters.values() for one in series.values if one.range
    )
    assert given.range is not None
    assert value_at(given, 0.0) == given.range[0]
    assert value_at(given, 1 - 1e-12) == given.range[1]


def test_every_knob_of_behaviour_is_turned() -> None:
    """By a lot of its own, another in another world."""
    knobs = {knob.name for knob in town().behaviour.knobs}
    one, other = (lots_of(town().behaviour, "seed", "from-2011", number) for number in (0, 1))
    assert set(one) == set(other) == knobs
    assert len(knobs) > 20
    assert all(0 <= one[name] < 1 and one[name] != other[name] for name in knobs)


@pytest.mark.parametrize("name", starts())
def test_a_shipped_start_can_be_made_ready(name: str) -> None:
    """Its months reach the end of the last year that a figure of it is of, and its first result has no cycle."""
    begin = beginning_of(name)
    last = begin.months.day(begin.months.count - 1)
    assert (last.month, last.year) == (12, max(one.against.year for one in begin.tests if one.against))
    assert next(iter(begin.cycles)) == STEADY
    assert not begin.cycles[STEADY]
    assert begin.register(0).estates


def test_a_start_that_there_is_not_is_told_with_the_nearest() -> None:
    """And with those that there are."""
    with pytest.raises(WrongInput) as caught:
        beginning_of("from-2001")
    problem = caught.value.problems[0]
    assert "there is no start from-2001" in problem.found.text()
    assert problem.nearest in starts()


def test_a_world_whose_rules_read_what_is_not_there_is_told() -> None:
    """A town without dwellings cannot be run, however often its guesses are drawn."""
    from kredslob.engine.register.model import Register

    with pytest.raises(WrongInput):
        run_world(town(register=lambda _: Register.of([])), "seed", 0, 1)
