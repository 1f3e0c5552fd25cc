"""What documents say together hangs together: nothing is cited that is not there, and nothing runs in a circle."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.rules.library import load_library
from kredslob.rules.linking import closure
from kredslob.rules.messages import Place, Problem
from kredslob.rules.model import Rule, Text
from kredslob.rules.terms import Terms, draw_terms
from tests.rules.shelf import AMENDMENT, FACTS, FRAMEWORK, INDIVIDUAL, LAW, document, edited, lay_out, line_of, refused

DAY = date(2012, 6, 1)


def terms(shelf: Path, **files: str) -> Terms:
    """Draw the terms of the estate on the shelf, with some of its files rewritten."""
    names = {"facts": "facts/all.yaml", "law": "law/act.yaml", "frame": "agreements/frame.yaml",
             "spring": "agreements/aaa-spring.yaml", "own": "individual/frame/north.yaml"}  # fmt: skip
    library = load_library(lay_out(shelf, {names[key]: text for key, text in files.items()}))
    own = library.individual_agreement("frame", "north")
    return draw_terms(library, library.in_force(DAY), DAY, own, "north-1")


def problem_of(shelf: Path, **files: str) -> Problem:
    """Give the one problem with which the terms are refused."""
    (problem,) = refused(lambda: terms(shelf, **files))
    assert problem.place.file is not None
    assert problem.accepted is not None
    return problem


def test_the_shelf_hangs_together(shelf: Path) -> None:
    """Law, framework, amendment and individual agreement are one set of terms."""
    assert set(terms(shelf).rules) == {"barred", "exempt", "channel", "group_work"}


CITED: list[tuple[str, str, str, str, str, str | None]] = [
    ("law", "source: act, basis: stated}", "source: acct, basis: stated}", "cites acct", "clauses.act-1", "act"),
    ("law", "value: 1000, basis: stated, source: act", "value: 1000, basis: stated, source: plann", "cites plann",
     "parameters.act.residents.values.0", "plan"),
    ("frame", "    clause: f-work\n    basis: stated", "    clause: f-work\n    basis: stated\n    source: pln",
     "work.no cites pln", "rules.4", "plan"),
    ("spring", "    reason: {da: Grund, en: Reason}\n    source: plan", "    reason: {da: Grund, en: Reason}\n    source: x",
     "exempt.over cites x", "changes.1.with", None),
    ("spring", "source: plan\n    reason", "source: plaan\n    reason", "outside.limit cites plaan", "changes.0", "plan"),
    ("own", "source: plan,", "source: plam,", "work.hours cites plam", "estates.north-1.parameters.work.hours.0", "plan"),
    ("law", "clause: act-1\n    range", "clause: act-2\n    range", "no clause act-2", "parameters.act.residents", "act-1"),
    ("law", "effective: {da: Året, en: The year}\n    clause: act-1", "effective: {da: Å, en: y}\n    clause: act-9",
     "no clause act-9", "measures.outside", "act-1"),
    ("frame", "    stage: rank\n    clause: f-work", "    stage: rank\n    clause: f-wrok", "no clause f-wrok", "rules.4",
     "f-work"),
    ("frame", "overrides: [work.no]", "overrides: [wrok.no]", "overrides wrok.no", "rules.5", "work.no"),
    ("frame", "overrides: [work.no]", "overrides: [exempt.none]", "decides something else", "rules.5", None),
    ("frame", "{parameter: work.hours}", "{parameter: work.hous}", "work.hous, which is no parameter", "rules.5",
     "work.hours"),
    ("frame", "{fact: job, in: {parameter: work.jobs}}", "{fact: job, in: {parameter: x}}", "x, which is no parameter",
     "rules.5", None),
    ("frame", "{parameter: rehousing.position, is: first}", "{parameter: rehosing.position, is: first}",
     "which is no parameter", "rules.3", "rehousing.position"),
]  # fmt: skip


@pytest.mark.parametrize(("which", "old", "new", "found", "field", "meant"), CITED, ids=lambda value: str(value)[-24:])
def test_what_is_cited_must_be_there(
    which: str, old: str, new: str, found: str, field: str, meant: str | None, shelf: Path
) -> None:
    """Clauses, sources, rules and parameters, wherever they are cited; the nearest spelling is offered."""
    text = {"law": LAW, "frame": FRAMEWORK, "spring": AMENDMENT, "own": INDIVIDUAL}[which]
    problem = problem_of(shelf, **{which: edited(text, old, new)})
    assert found in problem.found.text()
    assert problem.place.field == field
    assert problem.nearest == meant
    assert problem.place.line in range(line_of(text, old) - 9, line_of(text, old) + 2)


COMPARED: list[tuple[str, str, str, str | None]] = [
    ("{fact: hours, at_least: {parameter: work.hours}}", "{fact: hours, at_least: {parameter: outside.limit}}",
     "hours and outside.limit have different units", None),
    ("{fact: job, in: {parameter: work.jobs}}", "{fact: job, is: {parameter: work.jobs}}", "have different units", None),
    ("{fact: job, in: {parameter: work.jobs}}", "{fact: hours, not_in: {parameter: work.jobs}}", "have different units", None),
    ("value: [permanent]", "value: [permanet]", "permanet is not a choice of job", "permanent"),
    ("{parameter: rehousing.position, is: first}", "{parameter: rehousing.position, is: frist}", "not a choice", "first"),
    ("{parameter: rehousing.position, is: first}", "{parameter: rehousing.position, over: first}", "has no order", None),
    ("{parameter: rehousing.position, is: first}", "{parameter: outside.limit, is: 40}", "40 is not of unit share", "0.4"),
    ("{parameter: rehousing.position, is: first}", "{parameter: work.jobs, is: 3}", "3 is not of unit names", None),
    ("alternatives: [25, 36.5]", "range: [20, 37]\n        note: {da: a, en: b}", "", None),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "found", "meant"), COMPARED, ids=lambda value: str(value)[-24:])
def test_only_what_is_of_one_unit_is_compared(old: str, new: str, found: str, meant: str | None, shelf: Path) -> None:
    """Units, choices and order of parameters and facts agree wherever they meet."""
    text = edited(FRAMEWORK, old, new)
    if not found:
        assert terms(shelf, frame=text).rules  # the order of what is assumed within a range may be asked
        return
    problem = problem_of(shelf, frame=text)
    assert found in problem.found.text()
    assert problem.nearest == meant


@pytest.mark.parametrize("operator", ["is", "is_not"])
def test_what_is_assumed_within_a_range_is_asked_for_its_order_only(operator: str, shelf: Path) -> None:
    """Of the values between the ends nobody can say which it is."""
    text = edited(FRAMEWORK, "alternatives: [25, 36.5]", "range: [20, 37]")
    text = edited(text, "at_least: {parameter: work.hours}", f"{operator}: {{parameter: work.hours}}")
    assert "only its order can be asked" in problem_of(shelf, frame=text).found.text()


def test_the_values_of_an_estate_are_held_to_the_choices_of_the_fact(shelf: Path) -> None:
    """A list of its own that nobody could ever match is no list."""
    own = edited(
        INDIVIDUAL,
        "    parameters:\n",
        "    parameters:\n      work.jobs: [{from: 2011-01-01, value: [perm], basis: stated}]\n",
    )
    problem = problem_of(shelf, own=own)
    assert "perm is not a choice of job" in problem.found.text()
    assert problem.place.field == "estates.north-1.parameters.work.jobs.0"


def test_overrides_in_a_circle_are_refused(shelf: Path) -> None:
    """Each rule of the circle is told, with all its members."""
    text = edited(FRAMEWORK, "then: {exempt: false}", "then: {exempt: false}\n    overrides: [exempt.large]")
    problems = refused(lambda: terms(shelf, frame=text))
    assert {problem.found.text() for problem in problems} == {
        "overrides run in a circle: exempt.large, exempt.none, exempt.over."
    }
    assert len(problems) == 3


def test_a_rule_that_overrides_itself_is_a_circle(shelf: Path) -> None:
    """The smallest there is."""
    text = edited(FRAMEWORK, "overrides: [work.no]", "overrides: [work.no, work.yes]")
    assert "in a circle: work.yes" in problem_of(shelf, frame=text).found.text()


READ: list[tuple[str, str, str, str]] = [
    (
        "{fact: outside, over: {parameter: outside.limit}}",
        "{fact: channel, is: ordinary}",
        "exempt.over reads channel",
        "not known yet",
    ),
    (
        "{fact: outside, over: {parameter: outside.limit}}",
        "{fact: rooms, over: 2}",
        "exempt.over reads rooms",
        "not known yet",
    ),
    ("{fact: exempt, is: false}", "{fact: group_work, is: true}", "channel.referral reads group_work", "not known yet"),
    ("{fact: exempt, is: false}", "{fact: hours, over: 3}", "channel.referral reads hours", "not known yet"),
    (
        "{fact: exempt, is: false}",
        "{fact: channel, is: ordinary}",
        "channel.referral reads channel",
        "hangs on what it decides",
    ),
    (
        "{fact: job, in: {parameter: work.jobs}}",
        "{fact: group_work, is: true}",
        "work.yes reads group_work",
        "hangs on",
    ),
]


@pytest.mark.parametrize(("old", "new", "which", "why"), READ, ids=lambda value: str(value)[-30:])
def test_a_rule_reads_only_what_is_known_before(old: str, new: str, which: str, why: str, shelf: Path) -> None:
    """A standing does not hang on a vacancy, a channel on an applicant, or anything on itself."""
    spring = AMENDMENT[: AMENDMENT.index("  - replace")]  # so that the framework's own rule is in force
    problem = problem_of(shelf, frame=edited(FRAMEWORK, old, new), spring=spring)
    assert problem.found.text().startswith(f"rule {which}")
    assert why in problem.found.text()


def test_facts_that_are_decided_from_each_other_are_refused(shelf: Path) -> None:
    """The rules of both are told."""
    law = edited(LAW, "when: {fact: citizenship, is: other}", "when: {fact: group_work, is: true}")
    frame = edited(FRAMEWORK, "{fact: job, in: {parameter: work.jobs}}", "{fact: barred, is: true}")
    problems = refused(lambda: terms(shelf, law=law, frame=frame))
    told = [problem.found.text() for problem in problems]
    assert told == [
        "rule work.yes reads barred, which hangs on what it decides.",
        "rule barred.citizenship reads group_work, which hangs on what it decides.",
    ]


@pytest.mark.parametrize("kind", ["clause", "parameter", "rule"])
def test_an_id_names_one_thing_in_all_documents(kind: str, shelf: Path) -> None:
    """A search for it finds everything, and nothing else."""
    old, new = {
        "clause": ("f-work", "act-1"),
        "parameter": ("work.hours", "act.residents"),
        "rule": ("work.no", "barred.no"),
    }[kind]
    spring = AMENDMENT[: AMENDMENT.index("changes:")]
    text = FRAMEWORK.replace(old, new)
    problems = refused(
        lambda: terms(shelf, frame=text, spring=spring, own=INDIVIDUAL[: INDIVIDUAL.index("    parameters")])
    )
    first = next(problem for problem in problems if "is also the id of" in problem.found.text())
    assert first.found.text().startswith(f"{new} is also the id of law/act.yaml, line ")
    assert first.place.file == "agreements/frame.yaml"


CRITERIA: list[tuple[str, str, str]] = [
    ("frame", "{fact: job, in: {parameter: work.jobs}}", "{fact: citizenship, is: home}"),
    ("frame", "{fact: job, in: {parameter: work.jobs}}", "{not: {any: [{fact: citizenship, in: [other]}]}}"),
    ("frame", "{fact: job, in: {parameter: work.jobs}}", "{fact: barred, is: false}"),  # which hangs on citizenship
    ("frame", "{fact: exempt, is: false}", "{fact: non_western, over: 0.5}"),
    ("spring", "when: {fact: residents, at_least: {parameter: act.residents}}", "when: {fact: non_western, over: 0.3}"),
]


@pytest.mark.parametrize(("which", "old", "new"), CRITERIA, ids=lambda value: str(value)[-30:])
def test_ethnicity_and_citizenship_are_no_criteria_of_an_agreement(which: str, old: str, new: str, shelf: Path) -> None:
    """Only the law may ask for them, which says so itself."""
    text = {"frame": FRAMEWORK, "spring": AMENDMENT}[which]
    problem = problem_of(shelf, **{which: edited(text, old, new)})
    assert "a criterion" in problem.found.text()
    assert problem.accepted is not None
    assert (problem.accepted.text(), problem.clause) == ("objective criteria", "act-1")
    assert problem.text().endswith("Accepted: objective criteria. By clause act-1.")


def test_nor_are_they_criteria_of_an_individual_agreement(shelf: Path) -> None:
    """A rule of one organisation's own is held to the same."""
    rule = FRAMEWORK[FRAMEWORK.index("  - id: work.yes") :]
    rule = edited(
        edited(rule, "id: work.yes", "id: own.work"),
        "{fact: job, in: {parameter: work.jobs}}",
        "{fact: citizenship, is: home}",
    )
    problem = problem_of(shelf, own=INDIVIDUAL + "rules:\n" + rule)
    assert problem.found.text() == "rule own.work makes citizenship a criterion."
    assert problem.place.file == "individual/frame/north.yaml"


def test_a_law_may_make_them_a_bar_or_an_indicator(shelf: Path) -> None:
    """And an agreement may read what the law decided about an area."""
    facts = FACTS + (
        "  listed: {about: estate, type: yes_no, origin: decided, stage: classify,\n"
        "    label: {da: a, en: b}, question: {da: a, en: b}}\n"
    )
    law = LAW + LAW[LAW.index("  - id: barred.no") : LAW.index("  - id: barred.citizenship")].replace("barred.no", "listed").replace(
        "stage: rank", "stage: classify").replace("{always: true}", "{fact: non_western, over: 0.5}").replace("{barred:", "{listed:")  # fmt: skip
    frame = edited(FRAMEWORK, "{fact: exempt, is: false}", "{fact: listed, is: false}")
    assert "listed" in terms(shelf, facts=facts, law=law, frame=frame).rules


def test_every_problem_of_every_document_is_told_at_once(shelf: Path) -> None:
    """In the order of their files and lines."""
    problems = refused(
        lambda: terms(
            shelf,
            law=edited(LAW, "clause: act-1\n    range", "clause: act-2\n    range"),
            frame=edited(
                edited(FRAMEWORK, "overrides: [work.no]", "overrides: [x]"), "value: [permanent]", "value: [y]"
            ),
        )
    )
    assert [problem.place.file for problem in problems] == ["agreements/frame.yaml"] * 2 + ["law/act.yaml"]


def rule(ident: str, overrides: tuple[str, ...]) -> Rule:
    """Give a rule that overrides others."""
    when = document(FRAMEWORK).rules[0].when
    return Rule(ident, "rank", "c", "stated", when, "group_work", True, overrides, Text("a", "b"), "d", DAY, Place())


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=16))
def test_who_overrides_whom_is_told_through_every_chain(pairs: list[tuple[int, int]]) -> None:
    """The closure holds exactly those from which a chain of overrides leads down."""
    rules = [rule(str(above), tuple(str(low) for high, low in pairs if high == above)) for above in range(8)]
    reach = {(high, low) for high, low in pairs}
    for middle in range(8):
        reach |= {(high, low) for high in range(8) for low in range(8) if {(high, middle), (middle, low)} <= reach}
    assert closure(rules) == {
        str(low): frozenset(str(high) for high in range(8) if (high, low) in reach) for low in range(8)
    }
