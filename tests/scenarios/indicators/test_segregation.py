"""Segregation indices say how unevenly a group lives, agree with PySAL's, and refuse counts that cannot be."""

from __future__ import annotations

import json
from collections.abc import Callable
from math import log
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.scenarios.indicators.segregation import INDICES, exposure, gini, isolation

UNEVENNESS = [name for name in INDICES if name not in ("isolation", "exposure")]
Counts = list[tuple[int, int]]

estates: st.SearchStrategy[Counts] = st.lists(
    st.integers(0, 500).flatmap(lambda living: st.tuples(st.integers(0, living), st.just(living))),
    min_size=1,
    max_size=9,
)


def mixed(counts: Counts) -> bool:
    """Tell whether there are members and others, so that an index has a meaning."""
    members, living = (sum(column) for column in zip(*counts, strict=True))
    return bool(0 < members < living)


cities = estates.filter(mixed)


def index(name: str, counts: Counts) -> float:
    """Give an index of a city whose estates are given as members and residents."""
    group, residents = zip(*counts, strict=True)
    return float(INDICES[name](group, residents))


@pytest.mark.parametrize("name", INDICES)
def test_an_index_is_what_pysal_makes_of_the_same_counts(name: str) -> None:
    """Five made cities from 2 to 400 estates give PySAL's numbers to nine digits."""
    kept = json.loads(Path(__file__).with_name("pysal.json").read_text("utf-8"))
    for city in kept["cities"]:
        ours = INDICES[name](city["group"], city["residents"])
        assert ours == pytest.approx(city["pysal"][name], rel=1e-9)
    assert len(kept["cities"]) == 5


@pytest.mark.parametrize("name", INDICES)
@given(counts=cities)
def test_an_index_lies_between_nothing_and_one(name: str, counts: Counts) -> None:
    """Every index is a share, up to rounding."""
    assert -1e-9 <= index(name, counts) <= 1 + 1e-9


@pytest.mark.parametrize("name", UNEVENNESS)
@given(
    share=st.tuples(st.integers(1, 9), st.integers(10, 20)), sizes=st.lists(st.integers(1, 40), min_size=1, max_size=9)
)
def test_a_city_where_all_estates_have_one_share_is_even(name: str, share: tuple[int, int], sizes: list[int]) -> None:
    """Where every estate has the city's share, no index of unevenness finds any."""
    members, living = share
    assert index(name, [(members * size, living * size) for size in sizes]) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("name", UNEVENNESS)
@given(
    members=st.lists(st.integers(1, 99), min_size=1, max_size=5),
    others=st.lists(st.integers(1, 99), min_size=1, max_size=5),
)
def test_a_city_where_nobody_lives_beside_others_is_wholly_apart(
    name: str, members: list[int], others: list[int]
) -> None:
    """Where each estate holds only members or only others, every index of unevenness is one."""
    assert index(name, [(one, one) for one in members] + [(0, one) for one in others]) == pytest.approx(1)


@given(counts=cities)
def test_isolation_and_exposure_make_one(counts: Counts) -> None:
    """Whoever a member meets belongs to the group or does not."""
    assert index("isolation", counts) + index("exposure", counts) == pytest.approx(1)


@pytest.mark.parametrize("name", INDICES)
@given(counts=cities, luck=st.randoms(use_true_random=False))
def test_the_order_of_estates_and_empty_ones_mean_nothing(name: str, counts: Counts, luck: object) -> None:
    """Estates in another order, with an estate without residents among them, give the same index."""
    other = [*counts, (0, 0)]
    luck.shuffle(other)  # type: ignore[attr-defined]  # hypothesis types its random numbers as object
    assert index(name, other) == pytest.approx(index(name, counts))


@pytest.mark.parametrize("name", INDICES)
@given(counts=cities, times=st.integers(2, 9))
def test_a_city_some_times_as_large_is_as_segregated(name: str, counts: Counts, times: int) -> None:
    """Only shares matter, not sizes."""
    assert index(name, [(times * one, times * all_) for one, all_ in counts]) == pytest.approx(index(name, counts))


@pytest.mark.parametrize("name", INDICES)
@given(counts=cities)
def test_an_estate_counted_in_two_halves_of_its_own_share_changes_nothing(name: str, counts: Counts) -> None:
    """To draw a border through an estate whose halves are alike makes nobody live apart."""
    halved = [(one, all_) for one, all_ in counts for _ in range(2)]
    assert index(name, halved) == pytest.approx(index(name, counts), abs=1e-9)


@pytest.mark.parametrize("name", INDICES)
@given(first=cities, second=cities)
def test_what_lies_before_the_estates_is_kept(name: str, first: Counts, second: Counts) -> None:
    """Months or replications along the first axis give an index each, as if they were asked for alone."""
    width = max(len(first), len(second))
    table = np.array([one + [(0, 0)] * (width - len(one)) for one in (first, second)])
    together = INDICES[name](table[..., 0], table[..., 1])
    assert together == pytest.approx([index(name, first), index(name, second)])


@pytest.mark.parametrize("name", INDICES)
@given(counts=cities)
def test_a_city_counted_in_thousands_is_as_segregated(name: str, counts: Counts) -> None:
    """Three residents are 0.003 thousand, and count as three."""
    members, living = (np.array(column) / 1000 for column in zip(*counts, strict=True))
    assert float(INDICES[name](members, living)) == pytest.approx(index(name, counts), abs=1e-9)


@pytest.mark.parametrize("name", INDICES)
def test_years_and_replications_are_kept_each_by_itself(name: str) -> None:
    """Of two replications, three years and four estates there are six indices."""
    luck = np.random.default_rng(7)
    living = luck.integers(1, 90, (2, 3, 4))
    group = luck.integers(0, living + 1)
    together = INDICES[name](group, living)
    assert together.shape == (2, 3)
    for at in np.ndindex(2, 3):
        assert together[at] == pytest.approx(index(name, list(zip(group[at], living[at], strict=True))))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("dissimilarity", 2 / 3), ("isolation", 0.5), ("exposure", 0.5), ("variance_ratio", (0.5 - 0.25) / 0.75),
        ("entropy_index", (log(4) / 4 + 3 * log(4 / 3) / 4 - log(2) / 2) / (log(4) / 4 + 3 * log(4 / 3) / 4)), ("gini", 2 / 3),
    ],
)  # fmt: skip
def test_an_index_is_what_comes_out_by_hand(name: str, value: float) -> None:
    """Ten members among twenty, and twenty without any: a quarter of the city, half of the neighbours of each member."""
    assert index(name, [(10, 20), (0, 20)]) == pytest.approx(value)


@given(counts=cities)
def test_gini_compares_each_estate_with_each(counts: Counts) -> None:
    """The short way by order gives the mean difference of shares over all pairs, by its definition."""
    members, living = (np.array(column, float) for column in zip(*counts, strict=True))
    share = members / np.where(living > 0, living, 1)
    city = float(members.sum()) / float(living.sum())
    pairs = (living[:, None] * living * abs(share[:, None] - share)).sum()
    assert gini(members, living) == pytest.approx(pairs / (2 * living.sum() ** 2 * city * (1 - city)), abs=1e-9)


@pytest.mark.parametrize("name", INDICES)
@pytest.mark.parametrize("counts", [[(0, 0)], [(0, 10), (0, 5)]], ids=["nobody lives here", "nobody is a member"])
def test_there_is_no_index_where_nobody_is_a_member(name: str, counts: Counts) -> None:
    """Not nought, not one: there is nothing to be said of a group that is not there."""
    assert np.isnan(index(name, counts))


@pytest.mark.parametrize("name", UNEVENNESS)
def test_there_is_no_unevenness_where_everybody_is_a_member(name: str) -> None:
    """With no others there is nobody to live apart from."""
    assert np.isnan(index(name, [(10, 10), (5, 5)]))


def test_members_among_themselves_meet_only_their_own() -> None:
    """Isolation and exposure still have a meaning where everybody is a member."""
    assert float(isolation([10, 5], [10, 5])) == pytest.approx(1)
    assert float(exposure([10, 5], [10, 5])) == pytest.approx(0)


WRONG: dict[str, tuple[object, object]] = {
    "more members than residents": ([3, 1], [2, 9]),
    "members below nought": ([-1, 1], [2, 9]),
    "not a number": ([float("nan"), 1], [2, 9]),
    "residents not a number": ([1, 1], [float("nan"), 9]),
    "residents without end": ([1, 1], [float("inf"), 9]),
    "no estates": (3, 4),
    "other estates": ([1, 2, 3], [4, 5]),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("asked", INDICES.values(), ids=INDICES)
def test_counts_that_cannot_be_are_refused(asked: Callable[..., object], wrong: tuple[object, object]) -> None:
    """No index is made of counts that no city can have."""
    with pytest.raises(ValueError, match=r"members|estate|broadcast"):
        asked(*wrong)
