"""The ground of indicators: years and months, what holds when, which figures act, and where each estate stands at first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from kredslob.engine.outcome import SHARE
from kredslob.rules.conditions import All, Always, Bound, Compare, Fact, Member, Parameter
from kredslob.rules.model import Text
from kredslob.scenarios.city.layout import STATES
from kredslob.scenarios.indicators import ground as module
from kredslob.scenarios.indicators.ground import Threshold, ground_of
from kredslob.scenarios.running.calendar import Months
from tests.scenarios.indicators.by_hand import ground, start, threshold
from tests.scenarios.towns import Block, town


@pytest.mark.parametrize(
    ("first", "count", "years"),
    [
        (date(2011, 1, 1), 24, (2011, 2012)), (date(2011, 1, 1), 25, (2011, 2012, 2013)), (date(2010, 12, 1), 26, (2010, 2011, 2012)),
        (date(2011, 4, 1), 1, (2011,)),
    ],
)  # fmt: skip
def test_a_year_is_named_by_the_calendar_year_of_its_first_month(
    first: date, count: int, years: tuple[int, ...]
) -> None:
    """Twelve months from the first; the last may be shorter."""
    assert ground(months=Months(first, count)).years == years


@pytest.mark.parametrize(("count", "last"), [(24, (11, 23)), (25, (11, 23, 24)), (7, (6,)), (12, (11,))])
def test_a_year_ends_with_its_twelfth_month_or_with_the_run(count: int, last: tuple[int, ...]) -> None:
    """Counted from nought."""
    known = ground(months=Months(date(2011, 1, 1), count))
    assert tuple(known.last(at) for at in range(len(known.years))) == last


def test_what_holds_in_a_month_is_what_began_last() -> None:
    """From its month on, and before the first nothing does; a turn is then one unit."""
    low, high = (threshold(300_000),), (threshold(300_000), threshold(400_000))
    known = ground(thresholds=((2, low), (5, high), (9, ())), limits=((3, (1, 2, 3, 4)),), turn=((1, 3), (6, 5)))
    assert [known.thresholds_at(month) for month in (0, 1, 2, 4, 5, 8, 9, 20)] == [(), (), low, low, high, high, (), ()]
    assert [known.limits_at(month) for month in (2, 3)] == [(), (1, 2, 3, 4)]
    assert [known.turn_at(month) for month in (0, 1, 5, 6)] == [1, 3, 3, 5]


def test_the_last_measurement_is_the_last_of_the_run() -> None:
    """None where nothing has been measured yet."""
    assert ground(measures=(9, 21)).last_measured == date(2012, 10, 1)
    assert ground(measures=(9,)).last_measured == date(2011, 10, 1)
    assert ground(measures=()).last_measured is None


@pytest.mark.parametrize(
    ("month", "figures"),
    [(0, None), (14, None), (15, (9, 10)), (26, (9, 10)), (27, (21, 22)), (40, (21, 22))],
)
def test_figures_act_from_the_adjustment_after_they_were_published(month: int, figures: tuple[int, int] | None) -> None:
    """Measured in October, published in November, acting from April: those of the register until then."""
    known = ground(measures=(9, 21, 33), publishes=(10, 22, 34), acts=(3, 15, 27))
    assert known.measured_for(month) == figures


@pytest.mark.parametrize(
    ("measures", "publishes", "acts", "months"),
    [
        ((9,), (10,), (10,), {9: None, 10: (9, 10), 11: (9, 10)}),
        ((10,), (10,), (10,), {9: None, 10: (10, 10)}),
        ((0,), (1,), (5,), {0: None, 1: None, 4: None, 5: (0, 1)}),
        ((0,), (4,), (3, 5), {3: None, 4: None, 5: (0, 4)}),
        ((3,), (2,), (4,), {4: None}),
        ((0,), (0,), (0,), {0: (0, 0)}),
        ((1,), (1,), (1,), {0: None, 1: (1, 1)}),
        ((0, 6), (1, 7), (2,), {8: (0, 1)}),
        ((), (), (), {9: None}),
    ],
    ids=["on publication", "in one month", "early in the run", "acts before", "published of before", "at once", "in the second month", "the later do not act", "never"],
)  # fmt: skip
def test_only_what_has_been_measured_and_published_acts(
    measures: tuple[int, ...], publishes: tuple[int, ...], acts: tuple[int, ...], months: dict[int, Any]
) -> None:
    """What acts in a month was published by then, and what was published was measured by then."""
    known = ground(measures=measures, publishes=publishes, acts=acts)
    assert {month: known.measured_for(month) for month in months} == months


def test_a_series_keeps_the_months_at_which_it_changes() -> None:
    """What comes again later is a change too."""
    assert module._changes([(0, "a"), (3, "a"), (5, "b"), (6, "b"), (7, "a")]) == ((0, "a"), (5, "b"), (7, "a"))
    assert module._changes([]) == ()


def test_terms_are_read_again_where_their_values_or_their_rules_change() -> None:
    """The same rules with another value are other terms, and so is the same value under other rules."""
    terms: list[Any] = [
        SimpleNamespace(parameters=parameters, rules=rules)
        for parameters, rules in (({"a": 1}, {"r": 1}), ({"a": 1}, {"r": 1}), ({"a": 2}, {"r": 1}), ({"a": 2}, {"r": 2}), ({"a": 2}, {"r": 2}))
    ]  # fmt: skip
    assert [month for month, _ in module._as_bound(enumerate(terms))] == [0, 2, 3]


def compared(fact: str, ppm: int, parameter: str | None) -> Compare:
    """Give the comparison of a share with a value."""
    return Compare(Fact(fact), "over", Bound(ppm, parameter))


def test_thresholds_are_what_rules_compare_the_share_outside_the_workforce_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The lowest first, each by the first parameter that holds it; one written in a rule is called a threshold and no more."""
    rules = [
        compared("other_share", 100_000, "other"), Member(Fact(SHARE), (Bound(150_000, "in_a_set"),)), Always(),
        Compare(Fact(SHARE), "over", Parameter("unbound")),
        All((compared(SHARE, 400_000, "forty"), compared(SHARE, 400_000, "forty_again"))), compared(SHARE, 300_000, None),
    ]  # fmt: skip
    title = Text("Den høje", "The high one")
    terms: Any = SimpleNamespace(
        rules={"x": [SimpleNamespace(when=rules[0])], "y": [SimpleNamespace(when=one) for one in rules[1:]]},
        parameters={"forty": SimpleNamespace(series=SimpleNamespace(title=title))},
    )
    cuts = SimpleNamespace(cuts=((300_000, False), (400_000, True), (500_000, True)))
    monkeypatch.setattr(
        module, "cells_of", lambda several, declared: {SHARE: cuts} if several == [terms] and not declared else {}
    )
    unnamed = Text("Grænse", "Threshold")
    assert module._thresholds(terms, {}) == (
        Threshold("", unnamed, 300_000, strict=False), Threshold("forty", title, 400_000, strict=True),
        Threshold("", unnamed, 500_000, strict=True),
    )  # fmt: skip
    monkeypatch.setattr(module, "cells_of", lambda *_: {"other_share": cuts})
    assert module._thresholds(terms, {}) == ()


@pytest.mark.parametrize(
    ("values", "limits"),
    [
        ((1000, 400_000, 5000, 300_000), (1000, 400_000, 5000, 300_000)),
        ((1000, 400_000, None, 300_000), ()),
        ((None,) * 4, ()),
    ],
)
def test_limits_of_51_b_are_all_there_or_none(values: tuple[int | None, ...], limits: tuple[int, ...]) -> None:
    """In the order of residents and share, and both of large areas."""
    held = dict(zip(module.LIST_LIMITS, values, strict=True))
    terms: Any = SimpleNamespace(value=held.get)
    assert module._limits(terms) == limits


BLOCKS = (
    Block("ahorn", area="east", outside=44, vacancies=30), Block("birk", area="west", outside=30, vacancies=0),
    Block("ceder", outside=20, vacancies=50),
)  # fmt: skip


def test_the_ground_of_a_town_tells_its_calendar_and_its_agreement() -> None:
    """Measured in October, published in November, acting from the spring adjustment; students count, by § 51 b they do not."""
    known = ground_of(town(*BLOCKS, listed=["west"], months=24))
    assert (known.measures, known.publishes, known.acts) == ((9, 21), (10, 22), (3, 15))
    assert known.outside == ("student", "benefit", "early_pension")
    assert known.outside_labour_market == ("unemployed", "benefit", "early_pension")
    assert known.areas == {"ahorn": "east", "birk": "west"}
    assert known.turn == ((0, 3),)
    assert [month for month, _ in known.thresholds] == [0]


def test_whoever_counts_is_told_by_the_columns_of_residents() -> None:
    """Outside the workforce by the agreement, outside the labour market by § 51 b; those without link are another matter."""
    setting = town(BLOCKS[2], months=1)
    (month, rules), counts = setting.rules[0], np.zeros((3, STATES), np.int32)
    for row, states in enumerate(((1, 2, 6), (3, 5), (4,))):
        counts[row, list(states)] = 1
    changed = rules._replace(program=rules.program._replace(counts=counts))
    known = ground_of(replace(setting, rules=((month, changed), *setting.rules[1:])))
    assert known.outside == ("employed", "student", "aged_retired")
    assert known.outside_labour_market == ("unemployed", "early_pension")


def test_the_ground_of_a_town_tells_where_each_estate_stands() -> None:
    """Over the threshold it is exempt; on the list it is, whatever its share; the third receives the turns that they lose."""
    setting = town(*BLOCKS, listed=["west"], months=1)
    accounts = setting.begin.account.copy(), setting.begin.estates.copy(), setting.begin.carried.copy()
    starts = ground_of(setting).starts
    assert starts["ahorn"] == start(
        outside=21, aged=48, standing=(1, 1, 0), dwellings=40, small=20, square_metres=20 * 50 + 20 * 75, synthetic=True
    )
    assert starts["birk"].standing == (1, 0, 1)
    assert [starts["ahorn"].had(name) for name in ("exempt", "forty_plus", "listed_for_exemption")] == [
        True,
        True,
        False,
    ]
    assert (starts["ceder"].outside, starts["ceder"].aged, starts["ceder"].standing) == (9, 48, (0, 0, 0))
    assert [starts[name].extra for name in ("ahorn", "birk", "ceder")] == [0, 0, 4]
    for now, before in zip(
        (setting.begin.account, setting.begin.estates, setting.begin.carried), accounts, strict=True
    ):
        assert (now == before).all()


def test_a_dwelling_of_sixty_square_metres_is_not_small() -> None:
    """The map of 2011 counts those under 60."""
    setting = town(Block("ahorn", dwellings=(("family", 2, 4000, 7), ("family", 3, 5000, 5))), months=1)
    (home,) = setting.homes
    for metres, small in ((59, 7), (60, 0)):
        types = (replace(home.dwellings[0], square_metres=metres), *home.dwellings[1:])
        origin = replace(home.measured, origin="public")
        course = replace(setting.course, homes=(replace(home, dwellings=types, measured=origin),))
        found = ground_of(replace(setting, course=course)).starts["ahorn"]
        assert (found.small, found.square_metres, found.synthetic) == (small, 7 * metres + 5 * 75, False)
