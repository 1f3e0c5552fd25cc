"""An amendment states only what it changes, from which day; the baseline stays as it was."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.rules.amending import amend
from kredslob.rules.dating import eve, version_on
from kredslob.rules.library import Agreement, start_id
from kredslob.rules.messages import Message, Place, Problem
from kredslob.rules.model import Change, DatedValue, Document, Source, Text
from tests.rules.shelf import AMENDMENT, FRAMEWORK, amending, document, edited, framework_parameters, refused

BASE = document(FRAMEWORK)
SPRING = document(AMENDMENT, framework_parameters())
DAY = date(2012, 4, 1)


def amendment(ident: str, start: str, changes: str, extends: str = "frame", adopted: str = "2012-01-01") -> Document:
    """Give an amendment of the framework; each change gets its reason."""
    return document(amending(ident, start, changes, extends, adopted), framework_parameters())


def agreement(*amendments: Document) -> Agreement:
    """Give the framework with amendments."""
    return Agreement(BASE, amendments, ())


def limit(of: Document, day: date) -> object:
    """Give the limit that a document sets on a day."""
    found = version_on(of.parameters["outside.limit"].values, day)
    return None if found is None else found.value


def test_a_parameter_has_its_new_value_from_the_day_on_and_its_old_one_before() -> None:
    """The old value ends the day before."""
    amended = amend(BASE, SPRING)
    assert [limit(amended, eve(DAY)), limit(amended, DAY)] == [400_000, 450_000]
    assert [value.to for value in amended.parameters["outside.limit"].values] == [eve(DAY), None]


def test_an_amendment_brings_the_sources_that_it_cites() -> None:
    """Beside those of the framework."""
    act, plan = Source("act", "Loven", "2010", "Lovtidende"), Source("plan", "Handleplan", "2012", "Kommunen")
    found = amend(replace(BASE, sources={"act": act}), replace(SPRING, sources={"plan": plan}))
    assert found.sources == {"act": act, "plan": plan}


def test_a_rule_is_replaced_from_the_day_on() -> None:
    """Both versions stand in the amended agreement under one id, where the first one stood."""
    amended = amend(BASE, SPRING)
    versions = [rule for rule in amended.rules if rule.id == "exempt.over"]
    assert [(rule.from_, rule.to, rule.clause) for rule in versions] == [
        (date(2011, 1, 1), eve(DAY), "f-exempt"),
        (DAY, None, "s-new"),
    ]
    assert [rule.id for rule in amended.rules][:3] == ["exempt.none", "exempt.over", "exempt.over"]


def test_a_rule_is_added_from_the_day_on() -> None:
    """It was never in force before."""
    (added,) = [rule for rule in amend(BASE, SPRING).rules if rule.id == "exempt.large"]
    assert not added.in_force(eve(DAY))
    assert added.in_force(DAY)


def test_another_day_may_be_taken_for_one_that_is_assumed() -> None:
    """Everything that the amendment settles then begins on that day."""
    day = date(2012, 5, 1)
    amended = amend(BASE, SPRING, day)
    assert [limit(amended, eve(day)), limit(amended, day)] == [400_000, 450_000]
    assert {rule.from_ for rule in amended.rules if rule.document == "spring"} == {day}


def test_clauses_of_the_amendment_stand_beside_the_old_ones() -> None:
    """A clause keeps its id for good."""
    assert set(amend(BASE, SPRING).clauses) == {"f-exempt", "f-work", "s-new"}


def test_an_amendment_may_bring_a_parameter_of_its_own() -> None:
    """Which its rules then read."""
    text = AMENDMENT.replace("changes:\n", "parameters:\n  s.limit: {title: {da: a, en: b}, unit: share, clause: s-new, "
                             "values: [{from: 2012-04-01, value: 0.5, basis: stated}]}\nchanges:\n", 1)  # fmt: skip
    amended = amend(BASE, document(text, framework_parameters()))
    assert amended.parameters["s.limit"].values[0].value == 500_000


@given(st.dates(date(2011, 1, 1), date(2014, 12, 31)), st.dates(date(2011, 1, 1), date(2014, 12, 31)))
def test_nothing_changes_before_the_day_and_the_baseline_never(start: date, day: date) -> None:
    """Whatever the day, the framework itself is what it was, and what it said of earlier days still holds."""
    before = deepcopy(BASE)
    amended = amend(BASE, SPRING, start)
    assert before == BASE
    if day < start:
        assert limit(amended, day) == limit(BASE, day)
        assert {rule.id for rule in amended.rules if rule.in_force(day)} == {rule.id for rule in BASE.rules}
    else:
        assert limit(amended, day) == 450_000


def test_what_is_set_holds_until_something_later_sets_it() -> None:
    """A step that the framework had planned for a later day is replaced with the rest."""
    text = edited(FRAMEWORK, "value: 0.40, basis: stated, source: plan}",
                  "value: 0.40, basis: stated}\n      - {from: 2013-01-01, value: 0.50, basis: stated}")  # fmt: skip
    amended = amend(document(text), amendment("a", "2012-01-01", "set: outside.limit, value: 0.3"))
    assert [limit(amended, date(year, 6, 1)) for year in (2011, 2012, 2013)] == [400_000, 300_000, 300_000]


def test_a_value_may_be_repealed() -> None:
    """From the day on the parameter has none."""
    amended = amend(BASE, amendment("a", "2012-01-01", "set: outside.limit, value: null, note: {da: a, en: b}"))
    assert limit(amended, date(2011, 12, 31)) == 400_000
    assert limit(amended, date(2012, 1, 1)) is None


@pytest.mark.parametrize(
    ("changes", "found", "meant"),
    [
        ("set: outside.limit, value: 0.3; set: outside.limit, value: 0.2", "outside.limit is settled twice", None),
        ("replace: exempt.ovr, with: {RULE}", "there is no rule exempt.ovr", "exempt.over"),
        (
            "replace: exempt.over, with: {RULE}; replace: exempt.over, with: {RULE}",
            "exempt.over is settled twice",
            None,
        ),
        ("add: {id: exempt.none, RULE}", "rule exempt.none is already there", None),
        ("add: {id: a, RULE}; add: {id: a, RULE}", "rule a is already there", None),
        ("add: {id: a, RULE}; replace: a, with: {RULE}", "a is settled twice", None),
    ],
)
def test_an_amendment_that_does_not_fit_is_refused(changes: str, found: str, meant: str | None) -> None:
    """What is not there cannot be changed, and nothing is settled twice in one amendment."""
    rule = "stage: classify, clause: f-exempt, basis: stated, when: {always: true}, then: {exempt: true}, text: {da: a, en: b}"
    (problem,) = refused(lambda: amend(BASE, amendment("a", "2012-01-01", changes.replace("RULE", rule))))
    assert found in problem.found.text()
    assert (problem.place.file, problem.nearest) == ("file.yaml", meant)
    assert problem.place.line is not None
    assert problem.accepted is not None


def test_an_amendment_of_another_agreement_does_not_fit() -> None:
    """What it sets is not there to be set."""
    other = document(FRAMEWORK.replace("outside.limit", "outside.share"))
    problem, *_ = refused(lambda: amend(other, SPRING))
    assert problem.found.text() == "outside.limit is not a parameter of what is amended."
    assert problem.nearest == "outside.share"


def test_clauses_and_parameters_of_the_framework_cannot_be_added_again() -> None:
    """A parameter that is there is set, a clause that is there is left."""
    text = AMENDMENT.replace("  s-new: {", "  f-work: {").replace("changes:\n", FRAMEWORK[FRAMEWORK.index("parameters:") :
                             FRAMEWORK.index("  work.hours:")] + "changes:\n", 1)  # fmt: skip
    problems = refused(lambda: amend(BASE, document(text, framework_parameters())))
    assert [problem.found.text() for problem in problems] == [
        "clause f-work is already there.",
        "parameter outside.limit is already there.",
    ]
    assert [problem.accepted.text() for problem in problems if problem.accepted] == [
        "an id of its own, or a change that rewords it",
        "a change that sets it",
    ]


def test_amendments_act_in_the_order_of_their_days() -> None:
    """Whatever the order in which they are listed, the later one settles the days from its own on."""
    early = amendment("early", "2012-01-01", "set: outside.limit, value: 0.1")
    late = amendment("late", "2013-01-01", "set: outside.limit, value: 0.2")
    for listed in ((early, late), (late, early)):
        amended, acting = agreement(*listed).amended(date(2013, 6, 1))
        assert acting == ("early", "late")
        assert [limit(amended, date(year, 6, 1)) for year in (2011, 2012, 2013)] == [400_000, 100_000, 200_000]


def test_an_amendment_does_not_act_before_its_day() -> None:
    """On the day before, the framework stands as agreed."""
    assert agreement(SPRING).amended(eve(DAY)) == (BASE, ())
    assert agreement(SPRING).amended(DAY)[1] == ("spring",)
    assert agreement(SPRING).amended(DAY, {start_id("spring"): date(2012, 5, 1)}) == (BASE, ())


def test_two_amendments_may_not_settle_one_thing_from_one_day() -> None:
    """Neither a parameter nor a rule: nobody could say which holds."""
    one = amendment("one", "2012-01-01", "set: outside.limit, value: 0.1")
    other = amendment("other", "2012-01-01", "set: outside.limit, value: 0.2")
    (problem,) = refused(lambda: agreement(one, other).amended(DAY))
    assert problem.found.text() == "outside.limit is settled twice from 2012-01-01."
    rule = "stage: classify, clause: f-exempt, basis: stated, when: {always: true}, then: {exempt: true}, text: {da: a, en: b}"
    one = amendment("one", "2012-01-01", f"replace: exempt.over, with: {{{rule}}}")
    other = amendment("other", "2012-01-01", f"replace: exempt.over, with: {{{rule}}}")
    (problem,) = refused(lambda: agreement(one, other).amended(DAY))
    assert problem.found.text() == "exempt.over is settled twice from 2012-01-01."


@pytest.mark.parametrize("between", [[], ["middle"], ["middle", "another"]])
def test_an_amendment_may_settle_anew_what_it_extends(between: list[str]) -> None:
    """Directly or by chain, and from the same day; the one that extends comes last whatever they are called."""
    chain = [amendment("z-first", "2012-01-01", "set: outside.limit, value: 0.1")]
    for name in between:
        chain.append(amendment(name, "2012-01-01", "set: work.jobs, value: []", chain[-1].id))
    chain.append(amendment("a-last", "2012-01-01", "set: outside.limit, value: 0.2", chain[-1].id))
    for listed in (chain, chain[::-1]):
        amended, acting = agreement(*listed).amended(DAY)
        assert (limit(amended, DAY), acting[-1]) == (200_000, "a-last")


def test_an_amendment_never_acts_before_what_it_extends() -> None:
    """Also when the day of the first one is taken to be later."""
    first = amendment("first", "2012-01-01", "set: work.jobs, value: []")
    second = amendment("second", "2012-02-01", "set: outside.limit, value: 0.2", "first")
    both = agreement(second, first)
    assert both.starts({}) == {"first": date(2012, 1, 1), "second": date(2012, 2, 1)}
    assert both.starts({"first.from": DAY}) == {"first": DAY, "second": DAY}
    assert both.amended(date(2012, 3, 1), {"first.from": DAY}) == (BASE, ())


@pytest.mark.parametrize("day", [date.min, date.max])
def test_any_day_may_be_taken(day: date) -> None:
    """The first day there is has no day before it, and is no error."""
    assert limit(amend(BASE, SPRING, day), day) == 450_000


def rows(*versions: tuple[int, int | None, int | None, int]) -> Iterable[DatedValue]:
    """Give values from a day, to a day and recorded on a day, all counted from 1 January 2011."""
    days = [None, *(date(2011, 1, 1) + timedelta(i) for i in range(400))]
    for start, end, recorded, value in versions:
        yield DatedValue(days[start] or date.min, value, "stated", days[end or 0], recorded=days[recorded or 0])


@pytest.mark.parametrize(
    ("versions", "day", "known", "value"),
    [
        ([(1, None, None, 7)], 1, None, 7),
        ([(2, None, None, 7)], 1, None, None),
        ([(1, 5, None, 7)], 5, None, 7),  # to and including its end
        ([(1, 5, None, 7)], 6, None, None),
        ([(1, None, None, 7), (5, None, None, 8)], 4, None, 7),
        ([(1, None, None, 7), (5, None, None, 8)], 5, None, 8),
        ([(5, None, None, 8), (1, None, None, 7)], 9, None, 8),  # the order of the rows is nothing
        ([(1, None, None, 7), (5, 8, None, 8)], 9, None, None),  # what it took the place of does not come back
        ([(1, None, 1, 7), (1, None, 20, 8)], 9, None, 8),  # a correction
        ([(1, None, 1, 7), (1, None, 20, 8)], 9, 19, 7),  # not yet known
        ([(1, None, 1, 7), (1, None, 20, 8)], 9, 20, 8),
        ([(1, None, 10, 7)], 1, 9, None),
        ([(1, None, 1, 7), (1, None, 20, 6), (5, None, 2, 8)], 9, None, 8),  # a correction of an earlier version only
        ([(1, None, 1, 7), (5, None, 30, 8)], 9, 20, 7),
        ([(1, None, None, 7)], 1, 1, 7),  # what says nothing of when it was recorded was always known
    ],
)
def test_the_version_of_a_day_as_known_on_a_day(
    versions: list[tuple[int, int | None, int | None, int]], day: int, known: int | None, value: int | None
) -> None:
    """The latest that has begun, in its latest correction, unless its own end has passed."""
    first = date(2010, 12, 31)
    found = version_on(rows(*versions), first + timedelta(day), first + timedelta(known) if known else None)
    assert (found.value if found else None) == value


def test_what_does_not_fit_may_be_noted_and_the_rest_written_in() -> None:
    """Beside what had been noted before."""
    faults = [Problem(Place("other.yaml"), Message("wrong"))]
    changes = "repeal: exempt.ovr; set: outside.limit, value: 0.2"
    amended = amend(BASE, amendment("a", "2012-01-01", changes), faults=faults)
    assert [one.place.file for one in faults] == ["other.yaml", "file.yaml"]
    assert limit(amended, date(2012, 1, 1)) == 200_000


def test_an_amendment_that_is_written_in_by_itself_may_settle_anew_what_the_one_it_extends_has_settled() -> None:
    """That is known from itself."""
    first = amend(BASE, amendment("first", "2012-01-01", "set: outside.limit, value: 0.1"))
    second = amendment("second", "2012-01-01", "set: outside.limit, value: 0.2", extends="first")
    assert limit(amend(first, second), date(2012, 1, 1)) == 200_000


def test_a_change_for_an_estate_that_could_not_be_read_changes_nothing() -> None:
    """What is wrong with it has been told where it was read."""
    unread = Change("work.hours", Text("a", "b"), Place(), estate="north-1")
    assert amend(BASE, replace(SPRING, changes=(unread,), clauses={}, sources={})) == BASE


def test_a_value_that_was_to_end_on_the_day_ends_the_day_before() -> None:
    """No day has two."""
    base = document(edited(FRAMEWORK, "value: 0.40, basis: stated, source: plan}",
                           "value: 0.40, basis: stated, source: plan, to: 2012-04-01}"))  # fmt: skip
    assert [one.to for one in amend(base, SPRING).parameters["outside.limit"].values] == [eve(DAY), None]


def test_before_the_first_day_there_is_no_other() -> None:
    """It is its own eve."""
    assert [eve(day) for day in (date.min, date(1, 1, 2), date(2012, 3, 1))] == [date.min, date.min, date(2012, 2, 29)]
