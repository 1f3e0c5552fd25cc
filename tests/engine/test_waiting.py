"""On a long list those who are alike in what the rules read are judged once, and nothing comes out differently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kredslob.engine import people, waiting
from kredslob.engine.decision import Decision, Evaluators
from kredslob.engine.on_demand import OnDemand
from kredslob.engine.vacancy import Applicant, ApplicantList
from kredslob.engine.waiting import AT_ONCE, LIST, WaitingList
from kredslob.rules.units import Value
from tests.engine.small_city import IN_WORK, applicant, case_of, decided, vacancy

DAY = date(2011, 5, 2)
UNCHECKED = Evaluators((), 0, 0)

# --- made when looked at ------------------------------------------------------------------------------------------


def test_an_item_is_made_once_and_when_it_is_looked_at() -> None:
    """Nothing is made that nobody looks at, and nothing twice."""
    made: list[int] = []

    def double(place: int) -> int:
        made.append(place)
        return place * 2

    numbers = OnDemand(1_000_000, double)
    assert (numbers[3], numbers[3], numbers[-1], len(numbers)) == (6, 6, 1_999_998, 1_000_000)
    assert made == [3, 999_999]


@given(st.lists(st.integers(), max_size=9), st.slices(9))
def test_it_is_a_sequence_like_any_other(items: list[int], some: slice) -> None:
    """Slices, iteration, membership and equality are those of a tuple."""
    lazy = OnDemand(len(items), items.__getitem__)
    assert lazy[some] == tuple(items[some])
    assert tuple(lazy) == tuple(items)
    assert lazy == tuple(items)
    assert hash(lazy) == hash(tuple(items))
    assert lazy != [*items, 0]


@pytest.mark.parametrize("place", [2, -3])
def test_there_is_nothing_beyond_its_ends(place: int) -> None:
    """A place that there is not is an IndexError."""
    with pytest.raises(IndexError):
        OnDemand(2, str)[place]


# --- the list -----------------------------------------------------------------------------------------------------


def test_the_list_is_in_the_order_of_seniority() -> None:
    """Whose date is not known stands first; of one date, the lower number."""
    people = [
        applicant("C3", 2003),
        applicant("B2", 2001),
        applicant("A1", 2001),
        applicant("D4", 2002, listed_since=None),
    ]
    listed = WaitingList(people)
    assert list(listed.pseudonyms) == ["D4", "A1", "B2", "C3"]
    assert [one.id for one in listed] == ["D4", "A1", "B2", "C3"]
    assert listed.places == {"D4": 0, "A1": 1, "B2": 2, "C3": 3}
    assert listed.column("list_number") == [4, 1, 2, 3]
    assert listed.column("job_title") == [None] * 4


def test_alike_are_those_of_whom_the_same_is_known() -> None:
    """What is derived from a date counts, not the date, and a missing fact is like another missing one."""
    people = [
        applicant("A1", 2001, birth_date=date(1971, 1, 1)), applicant("A2", 2002, birth_date=date(1970, 12, 24)),
        applicant("A3", 2003, birth_date=None), applicant("A4", 2004, job="temporary"),
        applicant("A5", 2005, birth_date=None),
    ]  # fmt: skip
    found = WaitingList(people).alike(("age", "job"), DAY)
    assert [found[place] for place in range(5)] == [0, 0, 2, 3, 2]
    assert list(found) == [0, 0, 2, 3, 2]
    assert found.different() == [0, 2, 3]


def test_by_no_facts_everybody_is_alike() -> None:
    """What asks nothing of anybody is judged once."""
    found = WaitingList([applicant("A1", 2001), applicant("A2", 2002, **IN_WORK)]).alike((), DAY)
    assert (list(found), found.different()) == ([0, 0], [0])


def test_a_list_is_looked_at_no_further_than_somebody_asks() -> None:
    """The first few are compared without a look at the last."""
    people = [applicant(f"A{number}", date(2001, 1, 1)) for number in range(1, 3 * AT_ONCE)]
    found = WaitingList(people).alike(("job",), DAY)
    assert next(iter(found)) == 0
    assert len(found._first) == AT_ONCE


@given(st.lists(st.integers(0, 3), max_size=20), st.integers(1, 7), st.data())
def test_two_who_look_at_once_see_the_same(jobs: list[int], at_once: int, data: st.DataObject) -> None:
    """Looking further in the midst of going through the list leaves out nobody."""
    people = [applicant(f"A{place}", 2001, children=job) for place, job in enumerate(jobs)]
    expected = [jobs.index(job) for job in jobs]
    with patch.object(waiting, "AT_ONCE", at_once):
        found = WaitingList(people).alike(("children",), DAY)
        seen: list[int] = []
        for alike in found:
            seen.append(alike)
            found[data.draw(st.integers(0, len(jobs) - 1))]
    assert seen == expected


# --- decided alike ------------------------------------------------------------------------------------------------

FACTS: Mapping[str, Sequence[Value | None]] = {
    "list": ("external", "external", "external", "estate", "organisation", "municipal", None),
    "job": ("none", "none", "permanent", "temporary", None),
    "weekly_hours": (0, 37 * 60, 24 * 60, None),
    "birth_date": (date(1971, 1, 1), date(1985, 5, 2), date(1950, 3, 3), None),
    "seeks_age_suited_home": (False, True),
    "in_education": (False, True),
    "studies_locally": (True, None),
    "tenant_of": ("none", "none", "estate", "organisation"),
    "tenant_since": (None, date(2001, 1, 1), date(2010, 6, 1)),
    "return_guarantee": (False, False, True, None),
    "guarantee_issued": (None, date(2010, 1, 1)),
    "parting": ("none", "none", "divorce"),
    "parted_on": (None, date(2011, 1, 1)),
    "list_number": (None, 1, 2),
}
SENIOR: Mapping[str, Value] = {"birth_date": date(1950, 3, 3), "seeks_age_suited_home": True}


@st.composite
def lists(draw: st.DrawFn) -> list[Applicant]:
    """Draw a list of somewhat like applicants, now and then with something missing."""
    found: list[Applicant] = []
    for number in range(1, draw(st.integers(1, 14)) + 1):
        facts = {name: draw(st.sampled_from(values)) for name, values in FACTS.items() if draw(st.booleans())}
        found.append(applicant(f"A{number}", draw(st.integers(2000, 2004)), **facts))
    return draw(st.permutations(found))


def bare(decision: Decision) -> Decision:
    """Leave out how many answers were compared, which differs, and put what is made on demand in plain form."""
    return replace(decision, evaluators=UNCHECKED, passed_over=tuple(decision.passed_over))


@settings(max_examples=settings().max_examples // 2)
@given(lists(), st.booleans())
@example([applicant("A1", 2000), applicant("A2", 2000), applicant("A3", 2000, **SENIOR), applicant("A4", 2000)], True)
@example([applicant("A1", 2000, list_number=None, **IN_WORK), applicant("A2", 2000, **IN_WORK)], True)
def test_a_list_is_decided_as_if_everybody_had_been_judged(people_listed: list[Applicant], flexible: bool) -> None:
    """Channel, offer, needs and the reasons of everybody passed over are the same with stand-ins and without."""
    asked = vacancy(flexible_due=flexible)
    with patch.object(people, "FEW", 10**6):
        alone = bare(decided(people_listed, what=asked))
    with patch.object(people, "FEW", 0), patch.object(waiting, "AT_ONCE", 3):
        together = bare(decided(people_listed, what=asked))
    assert together == alone


@settings(max_examples=settings().max_examples // 2)
@given(lists())
def test_a_list_held_by_columns_is_decided_like_one_of_applicants(people_listed: list[Applicant]) -> None:
    """It makes no difference how a list is held."""
    names = dict.fromkeys(name for one in people_listed for name in one.facts)
    columns = {name: [one.facts.get(name) for one in people_listed] for name in names}
    held = ApplicantList([one.id for one in people_listed], columns)
    assert list(held) == people_listed
    assert bare(decided(held)) == bare(decided(people_listed))


def test_of_a_long_list_few_are_judged_and_all_are_told_of() -> None:
    """Of a thousand passed over each is told the condition and the own place, though a handful were judged."""
    listed = [applicant(f"A{number}", date(2001, 1, 1), children=number % 3) for number in range(1, 1001)]
    decision = decided([*listed, applicant("A1001", date(2002, 1, 1), **IN_WORK)])
    assert decision.offer is not None
    assert (decision.offer.applicant, decision.offer.rank) == ("A1001", 1001)
    assert [one.rank for one in decision.passed_over] == list(range(1, 1001))
    assert {one.applicant for one in decision.passed_over} == {one.id for one in listed}
    assert all(one.failed for one in decision.passed_over)


def test_an_unknown_is_told_about_the_one_it_is_about() -> None:
    """Those alike in what is missing are each asked for their own."""
    listed = [applicant(f"A{number}", 2000 + number, job="permanent", weekly_hours=None) for number in range(1, 4)]
    with patch.object(people, "FEW", 0):
        decision = decided([*listed, applicant("A4", 2010, **IN_WORK)])
    assert decision.status == "needs"
    assert [(need.fact, need.about) for need in decision.needs] == [
        ("weekly_hours", f"A{number}") for number in (1, 2, 3)
    ]


def test_the_list_that_somebody_stands_on_is_a_fact_like_others() -> None:
    """Two who differ in their list alone are not alike where the list is asked."""
    listed = WaitingList([applicant("A1", 2001), applicant("A2", 2002, list="municipal")])
    assert list(listed.alike((LIST,), DAY)) == [0, 1]


def test_where_nothing_is_asked_all_are_alike() -> None:
    """However few are looked at together."""
    listed = WaitingList([applicant(f"A{number}", 2000 + number) for number in range(1, 4)])
    with patch.object(waiting, "AT_ONCE", 1):
        assert list(listed.alike((), DAY)) == [0, 0, 0]
        assert listed.alike((), DAY).different() == [0]


def test_what_is_no_fact_of_applicants_tells_none_of_them_from_another() -> None:
    """It is left out of what is compared, and nothing else is."""
    case = case_of([applicant("A1", 2001)])
    for asked in (("weekly_hours", "dwelling_kind"), ("dwelling_kind", "weekly_hours"), ("weekly_hours", "nothing")):
        assert case.people._read_for(asked) == ("weekly_hours",)
