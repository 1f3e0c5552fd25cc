"""Amendments come to the same in whatever order and in whatever groups they are put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.rules.agreement import Agreement, together
from kredslob.rules.amending import amend
from kredslob.rules.dating import version_on
from kredslob.rules.fingerprint import fingerprint
from kredslob.rules.messages import WrongInput
from kredslob.rules.model import Document
from kredslob.rules.terms import wheels_on
from tests.rules.shelf import FRAMEWORK, amending, document, framework_parameters, refused

BASE = document(FRAMEWORK)
BEFORE = deepcopy(BASE)
PRINT = fingerprint([BASE])
SETTABLE = framework_parameters()
DAYS = [date(2011, 1, 1), date(2012, 1, 1), date(2012, 6, 1), date(2013, 1, 1)]
LAST = date(2014, 12, 31)
RULE = "stage: classify, clause: f-exempt, basis: stated, when: {{always: true}}, then: {{exempt: true}}, text: {{da: a, en: b{}}}"
CHANGES: Mapping[str, str] = {
    "limit": "set: outside.limit, value: 0.{0}",
    "hours": "set: work.hours, value: {0}",
    "jobs": "set: work.jobs, value: null, note: {{da: a, en: b{0}}}",
    "own hours": "set: work.hours, estate: north-1, value: {0}",
    "over": f"replace: exempt.over, with: {{{{{RULE}}}}}",
    "none": "repeal: exempt.none",
    "new": f"add: {{{{id: new, {RULE}}}}}",
    "words": "reword: f-work, words: {{title: {{da: a, en: b{0}}}, text: {{da: a, en: b}}, source: plan, basis: stated}}",
    "wheel": "wheel: referral, estate: north-1, turns: 1, of: {0}",
}


def made(ident: str, day: date, things: Mapping[str, int], extends: str = "frame") -> Document:
    """Give an amendment that changes things, each with a number of its own in it."""
    text = "; ".join(CHANGES[thing].format(number) for thing, number in things.items())
    return document(amending(ident, day.isoformat(), text, extends), SETTABLE)


things = st.dictionaries(st.sampled_from(sorted(CHANGES)), st.integers(10, 50), min_size=1, max_size=3)


@st.composite
def amendments(draw: st.DrawFn) -> list[Document]:
    """Draw amendments of the framework or of each other, on few days, so that they meet."""
    found: list[Document] = []
    for ident in "abcd"[: draw(st.integers(1, 4))]:
        extends = draw(st.sampled_from(["frame", *(one.id for one in found)]))
        found.append(made(ident, draw(st.sampled_from(DAYS)), draw(things), extends))
    return found


def outcome(agreement: Agreement, day: date) -> object:
    """Give the framework as amended on a day, or what is said when the amendments do not fit together."""
    try:
        return agreement.amended(day)
    except WrongInput as wrong:
        return wrong.text()


def held(of: Document, day: date) -> object:
    """Give what holds on a day, whoever has said so: values, rules, and what is fixed for the estate."""
    own = of.estates.get("north-1")
    valued = [(key, series.values) for key, series in of.parameters.items()]
    valued += [(f"{key} of north-1", rows) for key, rows in (own.parameters.items() if own else ())]
    values = {key: one.value for key, rows in valued if (one := version_on(rows, day)) is not None}
    rules = {(one.id, one.text.en) for one in of.rules if one.in_force(day)}
    wheels = {name: one.of for name, one in wheels_on(own.wheels if own else (), day).items()}
    return values, rules, wheels


def words(of: Document) -> object:
    """Give what the clauses are called."""
    return {key: one.title.en for key, one in of.clauses.items()}


@given(amendments(), st.data())
def test_any_order_and_any_groups_come_to_the_same(found: list[Document], data: st.DataObject) -> None:
    """(A + B) + C is A + (B + C) is C + (B + A): as a list, as an agreement, on every day, and in what is refused."""
    shuffled = data.draw(st.permutations(found))
    at = data.draw(st.integers(0, len(found)))
    whole = Agreement(BASE, (), ()).with_amendments(found)
    left = Agreement(BASE, (), ()).with_amendments(shuffled[:at]).with_amendments(shuffled[at:])
    right = Agreement(BASE, (), ()).with_amendments(together(shuffled[at:], together(shuffled[:at])))
    assert whole == left == right
    for day in (*DAYS, LAST):
        assert outcome(whole, day) == outcome(left, day) == outcome(right, day)


@given(amendments())
def test_the_baseline_is_never_touched(found: list[Document]) -> None:
    """Neither what it says nor its fingerprint."""
    outcome(Agreement(BASE, (), ()).with_amendments(found), LAST)
    assert BASE == BEFORE
    assert fingerprint([BASE]) == PRINT


@given(amendments())
def test_making_an_amendment_twice_is_making_it_once(found: list[Document]) -> None:
    """It is the amendment that counts, not how often it is named."""
    once = Agreement(BASE, (), ()).with_amendments(found)
    assert once.with_amendments(found, found[:1]) == once


@given(things, st.sampled_from(DAYS), st.data())
def test_changes_may_stand_in_one_file_or_in_several(changed: dict[str, int], day: date, data: st.DataObject) -> None:
    """Side by side or one extending the other: what holds on any day is the same."""
    one = Agreement(BASE, (made("one", day, changed),), ())
    names = data.draw(st.permutations(sorted(changed)))
    apart = [made(f"n{place}", day, {name: changed[name]}) for place, name in enumerate(names)]
    above = ["frame", *(f"n{place}" for place in range(len(names)))]
    chain = [made(f"n{place}", day, {name: changed[name]}, above[place]) for place, name in enumerate(names)]
    for other in (Agreement(BASE, tuple(apart), ()), Agreement(BASE, tuple(chain), ())):
        for when in (*DAYS, LAST):
            assert held(one.amended(when)[0], when) == held(other.amended(when)[0], when)
            assert words(one.amended(when)[0]) == words(other.amended(when)[0])


@given(st.sampled_from(sorted(set(CHANGES) - {"none", "new"})), st.lists(st.sampled_from(DAYS), min_size=2, max_size=2),
       st.integers(0, 2), st.randoms())  # fmt: skip
def test_two_settle_one_thing_from_one_day_only_if_one_extends_the_other(
    thing: str, days: list[date], between: int, luck: Random
) -> None:
    """Directly or by chain, and however they are listed: else nobody could say which of them holds."""
    days.sort()
    one, beside = made("one", days[0], {thing: 30}), made("beside", days[1], {thing: 35})
    chain = [one]
    for place in range(between):
        chain.append(made(f"n{place}", days[0], {"new": 1} if place == 0 else {"none": 1}, chain[-1].id))
    above = made("above", days[1], {thing: 35}, chain[-1].id)
    for others in ([one, beside], [*chain, above]):
        listed = luck.sample(others, len(others))
        told = outcome(Agreement(BASE, tuple(listed), ()), LAST)
        clash = beside in others and days[0] == days[1]
        assert (isinstance(told, str) and f"is settled twice from {days[0]}" in told) is clash


@given(st.lists(st.tuples(st.sampled_from(DAYS), things), min_size=2, max_size=2))
def test_amendments_of_different_things_may_be_written_in_either_order(
    drawn: Sequence[tuple[date, dict[str, int]]],
) -> None:
    """Whatever their days: what they say does not meet."""
    (day, one), (other_day, others) = drawn
    rest = {name: number for name, number in others.items() if name not in one} or {"new": 1}
    if set(rest) & set(one):
        return
    first, second = made("one", day, one), made("other", other_day, rest)
    ways = amend(amend(BASE, first), second), amend(amend(BASE, second), first)
    for when in (*DAYS, LAST):
        assert held(ways[0], when) == held(ways[1], when)
    assert words(ways[0]) == words(ways[1])


@given(st.lists(st.sampled_from(DAYS), min_size=2, max_size=4, unique=True), things)
def test_what_holds_on_a_day_is_what_the_last_amendment_before_it_said(
    days: list[date], changed: dict[str, int]
) -> None:
    """Amendments of one thing follow each other by their days; nothing of a later one shows before its own."""
    repeated = {name: number for name, number in changed.items() if name not in ("new", "none")}
    days = sorted(days)
    every = [made(f"n{place}", day, {name: number + place for name, number in repeated.items()})
             for place, day in enumerate(days) if repeated]  # fmt: skip
    whole = Agreement(BASE, (), ()).with_amendments(reversed(every))
    for place, (day, _) in enumerate(pairwise([*days, LAST])):
        alone = Agreement(BASE, tuple(every[place : place + 1]), ())
        assert held(whole.amended(day)[0], day) == held(alone.amended(day)[0], day)


def test_two_amendments_of_one_id_are_refused() -> None:
    """Nobody could say which of them is meant."""
    one, other = made("one", DAYS[1], {"limit": 30}), made("one", DAYS[1], {"limit": 35})
    (problem,) = refused(lambda: together([one], [other]))
    assert problem.found.text() == "one is also the id of file.yaml."


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_one_day_the_one_that_extends_comes_last(order: tuple[int, int]) -> None:
    """Whatever they are called and however they are listed."""
    pair = [made("z", DAYS[1], {"limit": 30}), made("a", DAYS[1], {"limit": 35}, "z")]
    assert [one.id for one in together([pair[place] for place in order])] == ["z", "a"]
