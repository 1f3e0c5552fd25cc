"""Small cells are kept out of what is published, and cannot be worked out from what is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.scenarios.publishing.cells import SMALLEST, Kept, is_small, kept_back

PLACES = "abcdefgh"
COUNTS = st.dictionaries(
    st.sampled_from(PLACES),
    st.integers(0, 40).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))),
)
GROUPS = st.lists(st.sets(st.sampled_from(PLACES)), max_size=5).map(
    lambda several: {str(at): sorted(group) for at, group in enumerate(several)}
)
Counts = dict[str, tuple[int, int]]
Groups = Mapping[str, Sequence[str]]


@pytest.mark.parametrize(
    ("part", "whole", "small"),
    [(4, 100, True), (5, 100, False), (96, 100, True), (95, 100, False), (0, 30, True), (0, 0, False), (3, 6, True)],
)
def test_a_cell_of_fewer_than_five_is_small_and_so_is_the_rest(part: int, whole: int, small: bool) -> None:
    """96 of 100 tells of four; nobody tells of nobody."""
    assert is_small(part, whole) == small


@given(COUNTS, GROUPS)
def test_no_published_count_is_small(counts: Counts, groups: Groups) -> None:
    """Whatever the groups."""
    shown = counts.keys() - kept_back(counts, groups).places
    assert [place for place in shown if counts[place][1] and _smaller(counts[place]) < SMALLEST] == []


@given(COUNTS, GROUPS)
def test_what_a_published_sum_leaves_less_the_published_parts_is_no_small_cell(counts: Counts, groups: Groups) -> None:
    """Nor is it a single place."""
    kept = kept_back(counts, groups)
    for group in (group for name, group in groups.items() if name not in kept.groups):
        rest = [counts[place] for place in group if place in kept.places and counts.get(place, (0, 0))[1]]
        assert len(rest) != 1
        assert not is_small(sum(part for part, _ in rest), sum(whole for _, whole in rest))


@given(COUNTS, GROUPS)
def test_no_small_cell_can_be_worked_out_from_several_sums(counts: Counts, groups: Groups) -> None:
    """By no sum and difference of all that is told, solved in fractions."""
    kept = kept_back(counts, groups)
    hidden = sorted(place for place in kept.places if counts[place][1])
    rows = [[Fraction(place in group) for place in hidden] for name, group in groups.items() if name not in kept.groups]
    for at, place in enumerate(hidden):
        if is_small(*counts[place]):
            unit = [Fraction(each == at) for each in range(len(hidden))]
            assert _rank([*rows, unit]) == _rank(rows) + 1


@given(COUNTS)
def test_nothing_is_kept_back_for_nothing(counts: Counts) -> None:
    """Where no cell is small all are published."""
    if not any(is_small(*each) for each in counts.values()):
        assert kept_back(counts, {"all": sorted(counts)}) == Kept(frozenset(), frozenset())


def test_a_group_of_one_small_place_is_withheld_with_it() -> None:
    """An area of one estate is that estate."""
    kept = kept_back({"a": (3, 40), "b": (20, 60), "c": (30, 70)}, {"east": ["a"], "city": ["a", "b", "c"]})
    assert kept == Kept(frozenset("ab"), frozenset({"east"}))


def test_two_small_places_are_told_together_only_if_they_are_not_small_together() -> None:
    """Two and two are four; three and three are six, of which nobody knows whose."""
    few = kept_back({"a": (2, 40), "b": (2, 40), "c": (30, 70)}, {"city": ["a", "b", "c"]})
    more = kept_back({"a": (3, 40), "b": (3, 40), "c": (30, 70)}, {"city": ["a", "b", "c"]})
    assert (few.places, more.places) == (frozenset("abc"), frozenset("ab"))


def test_a_withheld_sum_cannot_be_had_by_taking_the_others_from_the_whole() -> None:
    """The city less the other organisations is the organisation: so another is withheld with it."""
    counts = {"a": (2, 40), "b": (2, 40), **dict.fromkeys("cdefgh", (30, 70))}
    groups = {"one": ["a", "b"], "two": ["c", "d", "e"], "three": ["f", "g", "h"], "city": [*counts]}
    kept = kept_back(counts, groups)
    assert "one" in kept.groups
    told = [name for name in groups if name not in kept.groups]
    for count in range(1, len(told) + 1):
        for several in combinations(told, count):
            left = [place for name in several for place in groups[name] if place in kept.places]
            assert sorted(left) != ["a", "b"]
    assert not {"two", "three", "city"} <= set(told)


@pytest.mark.parametrize("groups", [{}, {"east": []}, {"east": ["nobody", "knows"]}])
def test_groups_of_nobody_give_nothing_away(groups: Groups) -> None:
    """Places without counts are none."""
    assert kept_back({"a": (2, 40)}, groups) == Kept(frozenset("a"), frozenset())


def _smaller(count: tuple[int, int]) -> int:
    return min(count[0], count[1] - count[0])


def _rank(rows: list[list[Fraction]]) -> int:
    left, rank = [row[:] for row in rows], 0
    for at in range(len(left[0]) if left else 0):
        lead = next((row for row in left[rank:] if row[at]), None)
        if lead is None:
            continue
        left.remove(lead)
        left.insert(rank, lead)
        for other in left[rank + 1 :]:
            times = other[at] / lead[at]
            other[:] = [one - times * two for one, two in zip(other, lead, strict=True)]
        rank += 1
    return rank
