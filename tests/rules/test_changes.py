"""What an amendment may change besides values and rules: repeal a rule, reword a clause, turn an estate's wheel."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest

from kredslob.rules.agreement import Agreement
from kredslob.rules.amending import amend, series_of, written_in
from kredslob.rules.dating import eve, version_on
from kredslob.rules.library import load_library
from kredslob.rules.linking import check_links
from kredslob.rules.messages import Problem
from kredslob.rules.terms import draw_terms
from tests.rules.changed import BASE, DAY, NEGOTIABLE, RULE, WORDS, amendment, drawn
from tests.rules.shelf import FRAMEWORK, LAW, amending, document, edited, facts, lay_out, refused


def problem_of(shelf: Path, changes: str) -> Problem:
    """Give the one problem with which an amendment in a file is refused."""
    (problem,) = refused(lambda: drawn(shelf, changes))
    assert problem.accepted is not None
    assert problem.place.line is not None
    return problem


# --- rules and clauses --------------------------------------------------------------------------------------------


def test_a_repealed_rule_ends_the_day_before_and_nothing_takes_its_place() -> None:
    """What it said of earlier days still holds."""
    amended = amend(BASE, amendment("repeal: exempt.over"))
    (rule,) = [rule for rule in amended.rules if rule.id == "exempt.over"]
    assert (rule.in_force(eve(DAY)), rule.in_force(DAY)) == (True, False)


@pytest.mark.parametrize("start", ["2011-01-01", "2012-04-01"])
def test_what_overrode_a_repealed_rule_still_hangs_together(start: str) -> None:
    """Also when the rule is repealed from the first day, so that no version of it is left."""
    amended = amend(BASE, amendment("repeal: exempt.none", start=start))
    rules = [rule for rule in amended.rules if rule.in_force(DAY)]
    assert "exempt.none" not in {rule.id for rule in rules}
    check_links([document(LAW), amended], rules, facts(), {"plan": None, "act": None})  # type: ignore[dict-item]  # keys count


def test_a_repealed_rule_may_be_added_anew_later() -> None:
    """By an amendment from a later day."""
    first, second = (
        amendment("repeal: exempt.over"),
        amendment(f"add: {{id: exempt.over, {RULE}}}", "b", start="2013-01-01"),
    )
    amended, _ = Agreement(BASE, (first, second), ()).amended(date(2013, 1, 1))
    days = [date(2012, 3, 31), DAY, date(2012, 12, 31), date(2013, 1, 1)]
    held = [any(rule.id == "exempt.over" and rule.in_force(day) for rule in amended.rules) for day in days]
    assert held == [True, False, False, True]


def test_a_clause_has_its_new_words_from_the_day_on(shelf: Path) -> None:
    """Under the same id, so that a search finds both."""
    change = f"reword: f-work, {WORDS}"
    assert drawn(shelf, change, eve(DAY)).clauses["f-work"].title.en == "Work"
    assert drawn(shelf, change).clauses["f-work"].title.en == "New"


# --- what a law leaves to agreement --------------------------------------------------------------------------------


def test_what_the_law_leaves_to_the_agreement_has_from_then_on_the_agreements_value_alone() -> None:
    """The law's own values stay with the law."""
    values = amend(BASE, amendment("set: act.residents, value: 700")).parameters["act.residents"].values
    assert [(one.from_, one.value) for one in values] == [(DAY, 700)]


def test_an_agreement_may_deviate_where_the_law_leaves_it_to_that(shelf: Path) -> None:
    """From the day on for everybody, and the law itself is what it was."""
    change = "set: act.residents, value: 700"
    assert [drawn(shelf, change, day).value("act.residents") for day in (eve(DAY), DAY)] == [1000, 700]
    law = next(one for one in drawn(shelf, change).documents if one.kind == "law")
    assert [value.value for value in law.parameters["act.residents"].values] == [1000, 500]


@pytest.mark.parametrize(("name", "of_law"), [("act.residents", True), ("work.hours", False)])
def test_a_change_tells_which_parameter_of_a_law_it_gives_a_value(name: str, of_law: bool) -> None:
    """A parameter of the agreement itself is none."""
    (change,) = amendment(f"set: {name}, value: 30").changes
    assert (change.law.id if change.law else None) == (name if of_law else None)


def test_what_the_law_leaves_to_agreement_may_be_agreed_away(shelf: Path) -> None:
    """Null says that there is none."""
    assert drawn(shelf, "set: act.residents, value: null").value("act.residents") is None


def test_a_framework_agreement_may_give_a_laws_parameter_values(shelf: Path) -> None:
    """By date, as it does its own."""
    values = "values:\n  act.residents: [{from: 2012-01-01, value: 800, basis: stated, source: plan}]\nparameters:\n"
    lay_out(shelf, {"law/act.yaml": NEGOTIABLE, "agreements/frame.yaml": edited(FRAMEWORK, "parameters:\n", values)})
    library = load_library(shelf)
    found = [draw_terms(library, library.agreement("frame"), day).value("act.residents")
             for day in (date(2011, 12, 31), date(2012, 1, 1))]  # fmt: skip
    assert found == [1000, 800]


def test_values_of_laws_are_told_with_their_sources(shelf: Path) -> None:
    """A source that is not listed is refused, as everywhere."""
    change = "set: act.residents, value: 700, source: nowhere"
    lay_out(shelf, {"law/act.yaml": NEGOTIABLE, "own.yaml": amending("own", "2012-04-01", change)})
    assert "cites nowhere" in problem_of(shelf, change).found.text()


# --- wrong --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "found", "meant"),
    [
        ("repeal: exempt.ovr", "there is no rule exempt.ovr to repeal", "exempt.over"),
        ("repeal: exempt.over; repeal: exempt.over", "exempt.over is settled twice", None),
        (f"repeal: exempt.over; replace: exempt.over, with: {{{RULE}}}", "exempt.over is settled twice", None),
        (f"repeal: exempt.over; add: {{id: exempt.over, {RULE}}}", "exempt.over is settled twice", None),
        (f"reword: f-wrok, {WORDS}", "there is no clause f-wrok", "f-work"),
        (f"reword: f-work, {WORDS}; reword: f-work, {WORDS}", "f-work is settled twice", None),
        ("wheel: referral, estate: north-9, turns: 1, of: 4", "there is no estate north-9", "north-1"),
        ("set: work.hours, estate: nrth-1, value: 30", "there is no estate nrth-1", "north-1"),
        ("wheel: referral, estate: north-1, turns: 1, of: 4, version: '2011'", "two wheels share a version", None),
        (
            "wheel: referral, estate: north-1, turns: 1, of: 4; wheel: referral, estate: north-1, turns: 1, of: 5",
            "referral is settled twice",
            None,
        ),
        ("wheel: referral, estate: north-1, turns: 5, of: 4", "more turns than slots", None),
        ("wheel: external, estate: north-1, turns: 1, of: 4", "a wheel is flexible and of, or slots", None),
        ("wheel: referral, turns: 1, of: 4", "a change is one of", None),
        ("reword: f-work", "a change is one of", None),
        ("repeal: exempt.over, set: work.hours, value: 3", "a change is one of", None),
        ("repeal: exempt.over, estate: north-1", "estate does not go with repeal", None),
        ("add: {id: a, RULE}, version: x".replace("RULE", RULE), "version does not go with add", None),
        ("set: work.hours, value: 30, turns: 1", "turns does not go with set", None),
    ],
)
def test_a_change_that_does_not_fit_is_refused(changes: str, found: str, meant: str | None, shelf: Path) -> None:
    """What is not there cannot be changed, and every fault has its line and a cure."""
    problems = refused(lambda: drawn(shelf, changes))
    assert any(found in problem.found.text() for problem in problems)
    assert all(problem.place.line is not None for problem in problems)
    assert all(problem.accepted is not None for problem in problems) or found.startswith(
        "a wheel is"
    )  # that is the cure
    assert problems[0].nearest == meant


def test_whoever_extends_an_amendment_settles_a_wheel_anew_from_the_same_day() -> None:
    """And what the first had settled is gone, not hidden."""
    first = amendment("wheel: referral, estate: north-1, turns: 1, of: 4")
    above = amendment("wheel: referral, estate: north-1, turns: 1, of: 5", "above", "own")
    found, _ = Agreement(BASE, (first, above), ()).amended(DAY)
    assert [one.of for one in found.estates["north-1"].wheels] == [5]


def test_a_rule_that_has_ended_cannot_be_repealed_or_replaced() -> None:
    """A change says what it does to what is in force, not to what once was."""
    text = edited(FRAMEWORK, "  - id: exempt.over\n", "  - id: exempt.over\n    to: 2011-12-31\n")
    for change in ("repeal: exempt.over", f"replace: exempt.over, with: {{{RULE}}}"):
        (problem,) = refused(lambda change=change: amend(document(text), amendment(change)))  # type: ignore[misc]
        assert problem.found.text() == "rule exempt.over is not in force on 2012-04-01."


@pytest.mark.parametrize(("ended", "there"), [("2012-03-31", False), ("2012-04-01", True)])
def test_a_rule_may_be_added_anew_from_the_day_after_it_has_ended(ended: str, there: bool) -> None:
    """On its last day it is still there."""
    text = edited(FRAMEWORK, "  - id: exempt.over\n", f"  - id: exempt.over\n    to: {ended}\n")
    change = amendment(f"add: {{id: exempt.over, {RULE}}}")
    if there:
        (problem,) = refused(lambda: amend(document(text), change))
        assert problem.found.text() == "rule exempt.over is already there."
    else:
        assert [rule.from_ for rule in amend(document(text), change).rules if rule.id == "exempt.over"][-1] == DAY


def test_what_had_ended_is_not_brought_back_by_what_comes_later() -> None:
    """A value that held for 2011 alone does not hold until the amendment sets another."""
    text = edited(FRAMEWORK, "        value: 25\n", "        to: 2011-12-31\n        value: 25\n")
    values = amend(document(text), amendment("set: work.hours, value: 30")).parameters["work.hours"].values
    days = (date(2011, 12, 31), date(2012, 1, 1), date(2012, 3, 31), DAY)
    held = [version_on(values, day) for day in days]
    assert [one and one.value for one in held] == [25 * 60, None, None, 30 * 60]


def test_a_change_rests_on_the_source_that_it_names() -> None:
    """Whatever it does: each change of an amendment may come from a document of its own."""
    kinds = (
        "repeal: exempt.over", f"replace: exempt.over, with: {{{RULE}}}", f"add: {{id: exempt.new, {RULE}}}",
        f"reword: f-exempt, {WORDS}", "wheel: referral, estate: north-1, turns: 1, of: 2",
    )  # fmt: skip
    for kind in kinds:
        (change,) = amendment(f"{kind}, source: plan").changes
        assert change.source == "plan", kind


@pytest.mark.parametrize(("said", "held"), [("inferred", "inferred"), ("stated", "proposed")])
def test_how_sure_a_new_rule_is_is_as_it_says_but_nobody_has_stated_what_is_proposed(said: str, held: str) -> None:
    """A rule under a clause of the framework, added without a source."""
    rule = RULE.replace("basis: stated", f"basis: {said}")
    found = amend(BASE, amendment(f"add: {{id: own.rule, {rule}}}"))
    assert next(one for one in found.rules if one.id == "own.rule").basis == held


@pytest.mark.parametrize(("words", "basis"), [("", "proposed"), (", source: plan", "stated")])
def test_a_rule_that_rests_on_no_source_is_proposed_though_it_says_that_it_is_stated(words: str, basis: str) -> None:
    """Its clause is the framework's, which says something else."""
    (change,) = amendment(f"add: {{id: exempt.new, {RULE}}}{words}").changes
    assert change.added is not None
    assert change.added.basis == basis


def test_what_a_law_fixes_no_agreement_changes(shelf: Path) -> None:
    """Neither a framework, nor an amendment, nor an individual agreement; the clause of the law is named."""
    values = "values:\n  act.residents: [{from: 2012-01-01, value: 800, basis: stated}]\nparameters:\n"
    lay_out(shelf, {"agreements/frame.yaml": edited(FRAMEWORK, "parameters:\n", values)})
    (problem,) = refused(lambda: load_library(shelf))
    assert (problem.found.text(), problem.clause) == ("act.residents is fixed by law.", "act-1")
    series = series_of([document(LAW), BASE])
    (problem,) = refused(lambda: document(amending("own", "2012-04-01", "set: act.residents, value: 7"), series))
    assert (problem.found.text(), problem.clause) == ("act.residents is fixed by law.", "act-1")
    assert problem.place.field == "changes.0.set"


@pytest.mark.parametrize("name", ["work.hours", "act.resident"])
def test_a_framework_gives_values_to_laws_parameters_only(name: str, shelf: Path) -> None:
    """Its own stand under parameters."""
    values = f"values:\n  {name}: [{{from: 2012-01-01, value: 800, basis: stated}}]\nparameters:\n"
    files = {"law/act.yaml": NEGOTIABLE, "agreements/frame.yaml": edited(FRAMEWORK, "parameters:\n", values)}
    (problem,) = refused(lambda: load_library(lay_out(shelf, files)))
    assert problem.found.text() == f"{name} is not a parameter of a law."
    assert problem.accepted is not None
    assert problem.accepted.text() == "act.residents"


def test_only_a_law_leaves_a_parameter_to_agreement() -> None:
    """In an agreement everything is agreed."""
    text = edited(FRAMEWORK, "    unit: hours\n", "    unit: hours\n    by_agreement: true\n")
    (problem,) = refused(lambda: document(text))
    assert problem.found.text() == "only a law leaves a parameter to agreement."


@pytest.mark.parametrize(
    ("change", "anew"),
    [
        ("repeal: exempt.over", f"add: {{id: exempt.over, {RULE}}}"),
        (f"reword: f-work, {WORDS}", f"reword: f-work, {WORDS}"),
        ("wheel: referral, estate: north-1, turns: 1, of: 4", "wheel: referral, estate: north-1, turns: 1, of: 5"),
        ("set: work.hours, estate: north-1, value: 30", "set: work.hours, estate: north-1, value: 31"),
    ],
)
def test_two_amendments_may_not_settle_one_thing_from_one_day(change: str, anew: str) -> None:
    """Unless one extends the other; the baseline is untouched either way."""
    before = deepcopy(BASE)
    one, other, above = amendment(change), amendment(change, "other"), amendment(anew, "above", "own")
    (problem,) = refused(lambda: Agreement(BASE, (one, other), ()).amended(DAY))
    assert "is settled twice from 2012-04-01" in problem.found.text()
    assert Agreement(BASE, (above, one), ()).amended(DAY)[1] == ("own", "above")
    assert before == BASE


def test_two_amendments_may_settle_for_two_estates_from_one_day_what_one_may_not_for_one() -> None:
    """What is fixed for one estate says nothing about the other."""
    one = amendment("set: work.hours, estate: north-1, value: 30")
    other = amendment("set: work.hours, estate: north-2, value: 31", "other")
    found, acting = Agreement(BASE, (one, other), ()).amended(DAY)
    assert set(acting) == {"own", "other"}
    assert [found.estates[name].parameters["work.hours"][-1].value for name in ("north-1", "north-2")] == [1800, 1860]


def test_a_law_is_shown_with_all_that_an_agreement_gives_its_parameters() -> None:
    """Each value from its day, the law's own before the first of them; the agreement is shown without."""
    amended = amend(BASE, amendment("set: act.residents, value: 800"))
    amended = amend(amended, amendment("set: act.residents, value: 700", "later", start="2013-01-01"))
    law, framework = written_in([document(NEGOTIABLE)], amended)
    assert [(one.from_, one.to, one.value) for one in law.parameters["act.residents"].values] == [
        (date(2010, 1, 1), eve(DAY), 1000), (DAY, date(2012, 12, 31), 800), (date(2013, 1, 1), None, 700),
    ]  # fmt: skip
    assert set(framework.parameters) == set(BASE.parameters)


def test_the_words_of_a_clause_are_told_where_they_stand() -> None:
    """Not where the change begins."""
    (change,) = amendment(f"reword: f-work, {WORDS}").changes
    assert change.words is not None
    assert (change.at.field, change.words.at.field) == ("changes.0", "changes.0.words")
