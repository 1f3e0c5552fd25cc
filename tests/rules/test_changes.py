"""What an amendment may change besides values and rules: repeal a rule, reword a clause, turn an estate's wheel."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest

from kredslob.rules.agreement import Agreement
from kredslob.rules.amending import amend, series_of, written_in
from kredslob.rules.dating import eve, version_on
from kredslob.rules.fingerprint import fingerprint
from kredslob.rules.library import add_file, load_library
from kredslob.rules.linking import check_links
from kredslob.rules.messages import Problem
from kredslob.rules.model import Document
from kredslob.rules.terms import Terms, draw_terms, own_terms
from tests.rules.shelf import FRAMEWORK, INDIVIDUAL, LAW, amending, document, edited, facts, lay_out, refused

DAY = date(2012, 4, 1)
NEGOTIABLE = edited(LAW, "clause: act-1\n    range", "clause: act-1\n    by_agreement: true\n    range")
BASE = document(FRAMEWORK)
RULE = (
    "stage: classify, clause: f-exempt, basis: stated, when: {always: true}, then: {exempt: true}, text: {da: a, en: b}"
)
WORDS = "words: {title: {da: a, en: New}, text: {da: a, en: b}, source: plan, basis: stated}"


def amendment(changes: str, ident: str = "own", extends: str = "frame", start: str = "2012-04-01") -> Document:
    """Give an amendment of the framework or of an amendment, which may give the law's parameter a value."""
    return document(amending(ident, start, changes, extends), series_of([document(NEGOTIABLE), BASE]))


def drawn(shelf: Path, changes: str, day: date = DAY, estate: str | None = "north-1") -> Terms:
    """Draw the terms of an estate by an amendment in a file of its own."""
    lay_out(shelf, {"law/act.yaml": NEGOTIABLE, "own.yaml": amending("own", "2012-04-01", changes)})
    library, own = add_file(load_library(shelf), shelf / "own.yaml")
    return draw_terms(
        library, library.agreement(own.id), day, library.individual_agreement("frame", "north"), estate,
    )  # fmt: skip


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


# --- single estates -----------------------------------------------------------------------------------------------


def test_an_estates_wheel_turns_into_another_from_the_day_on(shelf: Path) -> None:
    """Called as the amendment is, unless it is given a name."""
    change = "wheel: referral, estate: north-1, turns: 1, of: 4"
    before, after = (drawn(shelf, change, day).wheels["referral"] for day in (eve(DAY), DAY))
    assert [(one.version, one.turns, one.of) for one in (before, after)] == [("2011", 1, 3), ("own", 1, 4)]
    assert drawn(shelf, f"{change}, version: '4'").wheels["referral"].version == "4"
    assert drawn(shelf, change).wheels["external"].version == "2011"


def test_a_wheel_that_was_agreed_for_a_later_day_is_replaced_with_the_rest(shelf: Path) -> None:
    """The individual agreement has another wheel from 2013, which the amendment of 2012 does away with."""
    day = date(2013, 6, 1)
    assert (
        drawn(shelf, "wheel: external, estate: north-1, flexible: 5, of: 9", day).wheels["referral"].version == "2013"
    )
    assert drawn(shelf, "wheel: referral, estate: north-1, slots: [open]", day).wheels["referral"].slots == ("open",)


def test_an_amendment_prevails_from_the_day_on_which_an_estates_own_value_begins(shelf: Path) -> None:
    """The individual agreement gives the estate its hours from January 2012, however late that was recorded."""
    text = amending("own", "2012-01-01", "set: work.hours, estate: north-1, value: 30")
    corrected = edited(INDIVIDUAL, "value: 36.5, basis: assumed,", "value: 36.5, basis: assumed, recorded: 2013-05-01,")
    lay_out(shelf, {"own.yaml": text, "individual/frame/north.yaml": corrected})
    library, own = add_file(load_library(shelf), shelf / "own.yaml")
    north = library.individual_agreement("frame", "north")
    assert draw_terms(library, library.agreement(own.id), DAY, north, "north-1").value("work.hours") == 1800


def test_two_wheels_of_an_estate_may_be_turned_from_one_day() -> None:
    """The second takes no notice of the first."""
    turned = "wheel: referral, estate: north-1, turns: 1, of: 4; wheel: external, estate: north-1, flexible: 5, of: 9"
    found = amend(BASE, amendment(turned)).estates["north-1"].wheels
    assert [one.name for one in found] == ["referral", "external"]


def test_of_two_wheels_from_one_day_an_estate_has_that_of_the_amendment_alone(shelf: Path) -> None:
    """The individual agreement's own is done away with, as those that it has agreed on for later."""
    text = amending("own", "2011-01-01", "wheel: referral, estate: north-1, turns: 1, of: 5", adopted="2011-01-01")
    lay_out(shelf, {"own.yaml": text})
    library, own = add_file(load_library(shelf), shelf / "own.yaml")
    framework, _ = library.agreement(own.id).amended(DAY)
    found = own_terms((framework, library.individual_agreement("frame", "north")), "north-1")
    assert found is not None
    assert [(one.name, one.version) for one in found.wheels] == [("referral", "own"), ("external", "2011")]


def test_an_estate_without_an_individual_agreement_may_be_given_a_wheel(shelf: Path) -> None:
    """Where no individual agreement is encoded, an amendment can say what there is."""
    (shelf / "individual/frame/north.yaml").unlink()
    text = amending("own", "2012-04-01", "wheel: referral, estate: anywhere, turns: 1, of: 4")
    lay_out(shelf, {"own.yaml": text})
    library, own = add_file(load_library(shelf), shelf / "own.yaml")
    assert draw_terms(library, library.agreement(own.id), DAY, None, "anywhere").wheels["referral"].of == 4
    assert library.agreement(own.id).amended(DAY)[0].estates["anywhere"].origin == "public"


def test_a_wheel_may_have_the_name_that_a_version_of_another_wheel_has(shelf: Path) -> None:
    """Versions are told apart within one wheel: there is a referral wheel called 2013 and no external one."""
    change = "wheel: external, estate: north-1, flexible: 5, of: 9, version: '2013'"
    assert drawn(shelf, change).wheels["external"].version == "2013"


def test_a_value_may_be_set_for_one_estate(shelf: Path) -> None:
    """It comes before the framework's and before the one of the individual agreement; other estates keep theirs."""
    change = "set: work.hours, estate: north-1, value: 30"
    assert drawn(shelf, change).value("work.hours") == 30 * 60
    assert drawn(shelf, change, eve(DAY)).value("work.hours") == 2190
    assert drawn(shelf, change, estate="north-2").value("work.hours") == 25 * 60


@pytest.mark.parametrize("agreed_from", ["2012-03-31", "2012-04-01", "2012-04-02"])
def test_what_an_amendment_fixes_for_an_estate_comes_before_what_was_agreed_for_that_day_or_later(
    agreed_from: str, shelf: Path
) -> None:
    """The individual agreement's own hours and second wheel begin the day before, on the same day or the day after."""
    text = edited(INDIVIDUAL, "{from: 2012-01-01, value", f"{{from: {agreed_from}, value")
    text = edited(text, "{from: 2013-01-01, version", f"{{from: {agreed_from}, version")
    lay_out(shelf, {"individual/frame/north.yaml": text})
    changes = "set: work.hours, estate: north-1, value: 30; wheel: referral, estate: north-1, turns: 1, of: 4"
    for day in (DAY, date(2013, 6, 1)):
        found = drawn(shelf, changes, day)
        assert (found.value("work.hours"), found.wheels["referral"].version) == (1800, "own")


def test_a_value_set_for_all_does_not_touch_what_an_estate_has_of_its_own(shelf: Path) -> None:
    """The particular comes before the general."""
    assert drawn(shelf, "set: work.hours, value: 30").value("work.hours") == 2190
    assert drawn(shelf, "set: work.hours, value: 30", estate=None).value("work.hours") == 30 * 60


def test_what_an_amendment_fixes_for_an_estate_is_in_the_fingerprint(shelf: Path) -> None:
    """Another wheel is another agreement."""
    three, four = (fingerprint(drawn(shelf, f"wheel: referral, estate: north-1, turns: 1, of: {of}")) for of in (3, 4))
    assert three != four


# --- what a law leaves to agreement --------------------------------------------------------------------------------


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
