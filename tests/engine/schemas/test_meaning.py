"""What the models do not say a schema says all the same: sections by kind, changes, conditions, values by unit."""

from __future__ import annotations

import pytest

from kredslob.rules.library import SHIPPED
from kredslob.rules.yaml_source import parse_yaml, read_text
from tests.engine.schemas.checking import accepts
from tests.engine.schemas.test_refusing import CHANGES, INDIVIDUAL

LAW = read_text(SHIPPED / "law" / "ub.yaml")
FRAME = """schema: 1
id: frame
kind: framework
title: {da: a, en: b}
from: 2011-01-01
to: 2014-12-31
adopted: 2010-12-16
clauses:
  c-1: {title: {da: a, en: b}, text: {da: a, en: b}, source: aab, basis: stated}
parameters:
  limit:
    title: {da: a, en: b}
    unit: share
    clause: c-1
    values: [{from: 2011-01-01, value: 0.40, basis: stated}]
  place:
    title: {da: a, en: b}
    unit: choice
    clause: c-1
    choices: {first: {da: a, en: b}, last: {da: a, en: b}}
    values:
      - {from: 2011-01-01, value: first, basis: assumed, alternatives: [first, last], question: {da: a, en: b}}
rules:
  - id: work.yes
    stage: rank
    clause: c-1
    basis: stated
    when:
      all:
        - {fact: job, in: [permanent, {parameter: jobs}]}
        - {fact: weekly_hours, at_least: 25}
        - {not: {fact: resident_in_city, is: false}}
        - {count_of: {at_least: 1, of: [{parameter: place, is: first}, {fact: own_fact, over: 3}]}}
    then: {group_work: true}
    text: {da: a, en: b}
"""


def test_what_is_changed_here_is_right_to_begin_with() -> None:
    """Else nothing below would mean anything."""
    for text in (FRAME, LAW, CHANGES, INDIVIDUAL):
        assert accepts("agreement", parse_yaml(text, "x.yaml").data)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # sections by kind
        ("to: 2014-12-31\n", ""), ("from: 2011-01-01\nto", "to"), ("adopted: 2010-12-16\n", "extends: other\n"),
        ("kind: framework", "kind: law\ndraws_on: [x]"), ("from: 2011-01-01\nto", "from: {value: 2011-01-01, basis: stated}\nto"),
        ("kind: framework", "kind: amendment"), ("kind: framework", "kind: individual"), ("adopted: 2010-12-16", "adopted: null"),
        # values by unit
        ("value: 0.40", "value: 40"), ("value: 0.40", 'value: "40 %"'), ("value: 0.40", "value: true"),
        ("unit: share", "unit: turns"), ("unit: share", "unit: names"), ("unit: share", "unit: yes_no"), ("unit: share", "unit: count"),
        ("    choices: {first: {da: a, en: b}, last: {da: a, en: b}}\n", ""), ("unit: choice", "unit: count"),
        # guesses
        (", question: {da: a, en: b}", ""), ("alternatives: [first, last], ", ""), ("alternatives: [first, last]", "alternatives: [first]"),
        # conditions and conclusions
        ("in: [permanent,", "in: [gardener,"), ("in: [permanent, {parameter: jobs}]", "over: permanent"),
        ("at_least: 25", "at_leats: 25"), ("at_least: 25", "at_least: true"), ("at_least: 25", "at_least: 25, under: 30"),
        ("is: false", "is: 0"), ("at_least: 1, of", "at_least: 0, of"), ("{parameter: place, is: first}, ", "{always: false}, "),
        ("{not: {fact", "{any: [], not: {fact"), ("fact: job, in", "in"), ("then: {group_work: true}", "then: {group_work: yes}"),
        ("then: {group_work: true}", "then: {channel: referral}"), ("then: {group_work: true}", "then: {weekly_hours: 3}"),
        ("stage: rank", "stage: route"),
    ],
)  # fmt: skip
def test_a_framework_that_does_not_hold_up_is_refused(old: str, new: str) -> None:
    """At the place where it goes wrong."""
    assert old in FRAME
    assert not accepts("agreement", parse_yaml(FRAME.replace(old, new, 1), "x.yaml").data)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{set: forty_plus.threshold, value: 0.35,", "{set: forty_plus.threshold,"),
        ("{repeal: young.in-job,", "{repeal: young.in-job, set: x, value: 3,"),
        ("{repeal: young.in-job,", "{repeal: young.in-job, value: 3,"), ("{repeal: young.in-job,", "{"),
        ("estate: north, turns: 1, of: 2", "turns: 1, of: 2"), ("turns: 1, of: 2", "flexible: 1, of: 2"),
        ("turns: 1, of: 2", "turns: 1"), ("slots: [flexible, ordinary]", "slots: [flexible], of: 2"),
        ("    alternatives: [30, 25]\n", ""), ("range: [2012-03-01, 2012-05-01], ", ""),
    ],
)  # fmt: skip
def test_an_amendment_that_does_not_hold_up_is_refused(old: str, new: str) -> None:
    """Each change is of one kind, with what goes with it."""
    assert old in CHANGES
    assert not accepts("agreement", parse_yaml(CHANGES.replace(old, new, 1), "x.yaml").data)


@pytest.mark.parametrize(
    ("old", "new"),
    [("turns: 1, of: 3", "flexible: 1, of: 3"), ("turns: 1, of: 3", "turns: 1"), ("turns: 1, of: 3", "of: 3"),
     ("referral: [", "transfer: ["), ("framework: kbh-2011-2014\n", ""), ("flexible: 1, of: 2", "slots: []")],
)  # fmt: skip
def test_an_individual_agreement_that_does_not_hold_up_is_refused(old: str, new: str) -> None:
    """A wheel is so many turns of so many, or slots."""
    assert old in INDIVIDUAL
    assert not accepts("agreement", parse_yaml(INDIVIDUAL.replace(old, new, 1), "x.yaml").data)


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("vacancies", "- {estate: X, rooms: 3, on: 2011-01-01}", True),
        ("vacancies", "vacancies: [{afdeling: X, rum: 3, genhusning: nej, husleje: ukendt}]", True),
        ("vacancies", "- {rooms: 3}", False), ("vacancies", "- {estate: X, room: 3}", False),
        ("vacancies", "- {estate: X, dwelling_kind: castle}", False), ("vacancies", "vacancy: [{estate: X}]", False),
        ("vacancies", "- {estate: X, rooms: 99}", False), ("vacancies", "- {estate: X, rooms: [3]}", False),
        ("applicants", "- {id: A1, job: permanent, weekly_hours: 37, birth_date: 1980-01-01}", True),
        ("applicants", "- {id: A1, arbejde: fast arbejde, timer: 37}", True), ("applicants", "- {job: permanent}", False),
        ("applicants", "- {id: A1, job: gardener}", False), ("channels", "channels: {C01: {is: channel}}", False),
        ("sources", "sources: {a: {title: a, date: '2011', where: b}}", True), ("sources", "sources: {a: {title: a}}", False),
        ("sources", "sources: {a: {title: a, date: 2011, where: b}}", False), ("facts", "facts: {a: {about: estate}}", False),
    ],
)  # fmt: skip
def test_other_files_are_let_through_or_refused(name: str, text: str, wanted: bool) -> None:
    """As their readers do."""
    assert accepts(name, parse_yaml(text, "x.yaml").data) is wanted
