"""The group of every applicant at once is the one that ranking finds for each, of shipped tiers and of made-up ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.engine.columnar import NO_GROUP, REFUSED, UNKNOWN, Column, Columns, WrongColumns, compile_columns, group
from kredslob.engine.judging import FALSE, TRUE
from kredslob.engine.rank import Tier
from kredslob.engine.situation import Situation
from kredslob.rules.conditions import Bound, Compare, Fact
from tests.engine.columnar.compared import STACKED, columns_of
from tests.engine.columnar.shipped import library, rows, terms_on
from tests.engine.strategies import rule, terms_of

DAY = date(2012, 4, 1)
FACTS = library().facts
WORK, SENIOR = ("group_work", "group_young"), ("group_senior", "group_divorced")
NAMES = (*WORK, *SENIOR, "refused", "barred", "meets_mandatory", "claims_organisation", "family_first")


@pytest.fixture(scope="module")
def shipped() -> Columns:
    """Give the rules of a day with its guesses open."""
    return compile_columns(terms_on(DAY, taken=False), FACTS)


def expected(tiers: list[Tier], situation: Situation) -> tuple[list[int], int]:
    """Give what ranking makes of an applicant: the truth of each tier, and the first that they are in."""
    met = [tier.met(situation) for tier in tiers]
    place = next((place for place, one in enumerate(met) if one != FALSE), None)
    return met, NO_GROUP if place is None else place if met[place] == TRUE else UNKNOWN


@st.composite
def tiers(draw: st.DrawFn) -> list[Tier]:
    """Draw tiers: some lists or all, facts of which one must be met or none, and others that must or must not be so."""
    found = []
    for _ in range(draw(st.integers(1, 3))):
        lists = draw(st.lists(st.sampled_from(["external", "organisation", "estate"]), max_size=2, unique=True))
        any_of = draw(st.lists(st.sampled_from(NAMES), max_size=3, unique=True))
        must = draw(st.dictionaries(st.sampled_from(NAMES), st.booleans(), max_size=2))
        found.append(Tier(("group",), tuple(lists), tuple(any_of), tuple(must.items())))
    return found


@given(tiers(), st.integers())
def test_each_applicant_is_in_the_group_that_ranking_finds(drawn: list[Tier], seed: int) -> None:
    """Known and unknown, with guesses left open: every tier, and the first of them."""
    terms = terms_on(DAY, taken=False)
    columns = compile_columns(terms, FACTS)
    names = dict.fromkeys((*columns.reads([name for name in NAMES if name in columns.facts]), "list"))
    made = list(rows(terms, list(names), seed, 40))
    found = group(columns, drawn, columns_of(made, names, FACTS))
    for place, row in enumerate(made):
        situation = Situation(row, terms, FACTS, {}, about="A1")
        assert (found.met[:, place].tolist(), found.first[place]) == expected(drawn, situation), row


def test_the_first_groups_come_first_and_the_second_after(shipped: Columns) -> None:
    """In work, senior, neither; and one who is perhaps in work, and so perhaps before the seniors."""
    drawn = [Tier(WORK, (), WORK), Tier(SENIOR, (), SENIOR)]
    yes, no, perhaps = (True, True), (False, True), (False, False)
    work = [yes, no, no, perhaps]
    senior = [no, yes, no, yes]
    given = {name: Column(np.zeros(4, np.bool_)) for name in (*WORK, *SENIOR)}
    for name, told in (("group_work", work), ("group_senior", senior)):
        values = np.array([value for value, _ in told], np.bool_)
        given[name] = Column(values, known=np.array([is_known for _, is_known in told], np.bool_))
    found = group(shipped, drawn, given)
    assert found.first.tolist() == [0, 1, NO_GROUP, UNKNOWN]
    assert found.met.tolist() == [[2, 0, 0, 1], [0, 2, 0, 2]]
    assert found.first.dtype == np.int8


def test_facts_of_the_vacancy_are_repeated_without_copying(shipped: Columns) -> None:
    """Whom the law bars hangs on the estate and on the applicant."""
    needed = shipped.reads(["barred"])
    row = next(rows(terms_on(DAY, taken=False), needed, 1, 1))
    given = columns_of([row], needed, FACTS)
    repeated: dict[str, Any] = {name: np.broadcast_to(one.values, (5,)) for name, one in given.items()}
    many = {name: Column(values) for name, values in repeated.items()}
    assert group(shipped, [Tier((), (), (), (("barred", False),))], many).first.shape == (5,)


def test_a_list_for_whom_nothing_is_asked_is_one_group(shipped: Columns) -> None:
    """Who has to be told how many they are; of no tiers everybody is in none."""
    assert group(shipped, [Tier((), ())], {}, rows=2).first.tolist() == [0, 0]
    assert group(shipped, [], {}, rows=2).first.tolist() == [NO_GROUP, NO_GROUP]


def test_whoever_was_refused_an_answer_is_in_no_group() -> None:
    """Neither in the tier nor out of it, and told apart from both."""
    in_work = Compare(Fact("in_work"), "is", Bound(True))
    made = replace(rule("a", in_work, True), decides="stands")
    columns = compile_columns(replace(terms_of(), rules={"stands": (made,)}), STACKED)
    given = {"in_work": Column(np.array([True, False])), "listed": Column(np.array([True, True]))}
    found = group(columns, [Tier((), (), ("stands", "listed"))], given)
    assert found.first.tolist() == [0, REFUSED]
    assert found.met.tolist() == [[2, 0]]


def test_what_a_tier_asks_must_be_given(shipped: Columns) -> None:
    """The list that somebody waits on, and all that the groups are decided from."""
    with pytest.raises(WrongColumns) as caught:
        group(shipped, [Tier(WORK, ("external",), WORK)], {"job": Column(np.zeros(1, np.int8))})
    assert any(one.startswith("list is not given") for one in caught.value.problems)
    assert any(one.startswith("weekly_hours is not given") for one in caught.value.problems)
