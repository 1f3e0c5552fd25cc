"""A document states what its kind may state: law, framework, amendment, individual agreement."""

from __future__ import annotations

from datetime import date

import pytest

from kredslob.rules.messages import LANGUAGES, WrongInput
from kredslob.rules.model import DatedWheel, Start, Text
from tests.rules.shelf import (
    AMENDMENT,
    FRAMEWORK,
    INDIVIDUAL,
    LAW,
    document,
    edited,
    framework_parameters,
    line_of,
    refused,
)


def test_a_law_states_clauses_parameters_measures_and_rules() -> None:
    """Each part knows the document it stands in."""
    law = document(LAW)
    assert (law.kind, law.start, law.to, law.adopted) == ("law", Start(date(2010, 1, 1)), None, date(2009, 6, 1))
    assert law.clauses["act-1"].text == Text("Hvem", "Whom")
    assert [law.title.read(lang) for lang in LANGUAGES] == ["Lov", "Act"]
    assert law.measures["outside"].age == (18, 64)
    assert {rule.document for rule in law.rules} == {"act"}
    assert law.clauses["act-1"].document == law.measures["outside"].document == "act"
    assert law.rules[1].overrides == ("barred.no",)
    assert law.rules[1].from_ == date(2010, 1, 1)


def test_a_framework_draws_on_laws_and_has_an_end() -> None:
    """It names the laws that it stands on."""
    framework = document(FRAMEWORK)
    assert (framework.kind, framework.draws_on, framework.to) == ("framework", ("act",), date(2014, 12, 31))


def test_an_amendment_tells_that_its_day_is_assumed() -> None:
    """With the earliest and latest day, and the question that would settle it."""
    amendment = document(AMENDMENT, framework_parameters())
    assert amendment.start == Start(
        date(2012, 4, 1), "assumed", (date(2012, 3, 1), date(2012, 5, 31)), Text("Hvilken dag?", "Which day?")
    )
    assert [change.target for change in amendment.changes] == ["outside.limit", "exempt.over", "exempt.large"]


def test_a_changed_rule_takes_its_source_from_the_change() -> None:
    """A rule that names none of its own stands on the document that the change cites."""
    _, replaced, added = document(AMENDMENT, framework_parameters()).changes
    assert replaced.replacement is not None
    assert added.added is not None
    assert (replaced.replacement.source, added.added.source) == ("plan", None)


def test_an_individual_agreement_fixes_wheels_and_values_of_its_estates() -> None:
    """Wheels in order of date; values by the unit that the parameter has in the framework."""
    own = document(INDIVIDUAL, framework_parameters()).estates["north-1"]
    assert own.wheels == (
        DatedWheel("referral", date(2011, 1, 1), "2011", turns=1, of=3),
        DatedWheel("referral", date(2013, 1, 1), "2013", slots=("open", "referral")),
        DatedWheel("external", date(2011, 1, 1), "2011", turns=4, of=9),
    )
    assert own.parameters["work.hours"][0].value == 2190


@pytest.mark.parametrize(
    ("text", "field"),
    [(LAW, "from"), (LAW, "adopted"), (FRAMEWORK, "from"), (FRAMEWORK, "to"), (FRAMEWORK, "adopted"),
     (AMENDMENT, "adopted"), (AMENDMENT, "extends"), (INDIVIDUAL, "framework"), (INDIVIDUAL, "organisation"),
     (INDIVIDUAL, "origin")],
    ids=lambda value: str(value)[-12:],
)  # fmt: skip
def test_a_document_says_what_its_kind_needs(text: str, field: str) -> None:
    """What is missing is named, with the kind that needs it."""
    line = next(line for line in text.splitlines() if line.startswith(f"{field}:"))
    (problem,) = refused(lambda: document(text.replace(line + "\n", "", 1), framework_parameters()))
    assert problem.found.text().startswith(f"{field} is missing in a document of kind")
    assert problem.accepted is not None


@pytest.mark.parametrize(
    ("text", "added", "field", "meant"),
    [
        (LAW, "draws_on: [frame]", "draws_on", None),
        (LAW, "changes: []", "changes", None),
        (FRAMEWORK, "estates: {}", "estates", None),
        (FRAMEWORK, "extends: act", "extends", None),
        (AMENDMENT, "rules: []", "rules", "changes"),
        (AMENDMENT, "measures: {}", "measures", None),
        (AMENDMENT, "framework: koebing-2011", "framework", None),
        (INDIVIDUAL, "changes: []", "changes", None),
        (INDIVIDUAL, "measures: {}", "measures", None),
    ],
    ids=lambda value: str(value)[-16:],
)
def test_what_a_document_of_the_kind_would_not_be_read_for_is_refused(
    text: str, added: str, field: str, meant: str | None
) -> None:
    """Nothing that a person writes is passed over in silence."""
    (problem,) = refused(lambda: document(f"{text}{added}\n", framework_parameters()))
    assert problem.place.field == field
    assert problem.place.line == text.count("\n") + 1
    assert problem.nearest == meant


START = AMENDMENT[AMENDMENT.index("  basis: assumed") : AMENDMENT.index("adopted")]
# text, passage, its replacement; what is found, at which field
WRONG: list[tuple[str, str, str, str, str, str | None]] = [
    (LAW, "from: 2010-01-01\nadopted", "from: 2010-01-01\nto: 2009-01-01\nadopted", "ends before it begins", "to", None),
    (LAW, "from: 2010-01-01", "from: {value: 2010-01-01, basis: stated}", "only an amendment", "from", None),
    (LAW, "  outside:\n", "  outsid:\n", "not a derived fact", "measures.outsid", "outside"),
    (LAW, "  outside:\n", "  exempt:\n", "not a derived fact", "measures.exempt", None),
    (LAW, "age: [18, 64]", "age: [64, 18]", "runs backwards", "measures.outside.age", None),
    (LAW, "id: barred.citizenship", "id: barred.no", "given twice for the same days", "rules.1.id", None),
    (LAW, "then: {barred: true}", "then: {bared: true}", "not decided by stage rank", "rules.1.then.bared", "barred"),
    (LAW, "then: {barred: true}", "then: {exempt: true}", "not decided by stage rank", "rules.1.then.exempt", None),
    (LAW, "then: {barred: true}", "then: {barred: maybe}", "not of unit yes_no", "rules.1.then.barred", None),
    (LAW, "then: {barred: true}", "then: {rooms: 3}", "not decided by stage rank", "rules.1.then.rooms", None),
    (LAW, "overrides: [barred.no]\n", "overrides: [barred.no]\n    to: 2009-01-01\n", "ends before it begins",
     "rules.1.to", None),
    (AMENDMENT, "  range: [2012-03-01, 2012-05-31]\n", "", "an assumed day does not say", "from", None),
    (AMENDMENT, "  question: {da: Hvilken dag?, en: Which day?}\n", "", "an assumed day does not say", "from", None),
    (AMENDMENT, "[2012-03-01, 2012-05-31]", "[2012-04-02, 2012-05-31]", "outside its own range", "from.range", None),
    (AMENDMENT, "[2012-03-01, 2012-05-31]", "[2012-05-31, 2012-03-01]", "outside its own range", "from.range", None),
    (AMENDMENT, "set: outside.limit", "set: outside.limt", "not a parameter of what is amended", "changes.0.set",
     "outside.limit"),
    (AMENDMENT, "value: 0.45", "value: 45", "45 is not of unit share", "changes.0.value", "0.45"),
    (AMENDMENT, "    value: 0.45\n", "", "a change is one of", "changes.0", None),
    (AMENDMENT, "  - set: outside.limit\n", "  - note: {da: a, en: b}\n", "a change is one of", "changes.0", None),
    (AMENDMENT, "  - set: outside.limit\n", "  - set: null\n", "a change is one of", "changes.0", None),
    (AMENDMENT, "  - set: outside.limit\n", "  - set: outside.limit\n    replace: exempt.over\n", "a change is one of",
     "changes.0", None),
    (AMENDMENT, "    source: plan\n    reason", "    with: null\n    reason", "with does not go with set",
     "changes.0.with", None),
    (AMENDMENT, "  - replace: exempt.over\n", "  - replace: exempt.over\n    basis: stated\n",
     "basis does not go with replace", "changes.1.basis", None),
    (AMENDMENT, "  - replace: exempt.over\n    with:\n", "  - replace: exempt.over\n    add:\n      id: x\n",
     "a change is one of", "changes.1", None),
    (AMENDMENT, "      id: exempt.large\n", "      id: exempt.large\n      from: 2012-06-01\n",
     "begins when the amendment does", "changes.2.add.from", None),
    (AMENDMENT, "      id: exempt.large\n", "      id: exempt.large\n      to: 2013-06-01\n",
     "begins when the amendment does", "changes.2.add.to", None),
    (INDIVIDUAL, "turns: 1, of: 3", "turns: 4, of: 3", "more turns than slots",
     "estates.north-1.wheels.referral.0.turns", None),
    (INDIVIDUAL, "turns: 1, of: 3", "turns: 1", "a wheel is turns and of, or slots",
     "estates.north-1.wheels.referral.0", None),
    (INDIVIDUAL, "turns: 1, of: 3", "turns: 1, of: 3, slots: [open]", "a wheel is turns and of, or slots",
     "estates.north-1.wheels.referral.0", None),
    (INDIVIDUAL, "turns: 1, of: 3", "turns: 1, flexible: 1, of: 3", "flexible is not a field of wheel referral",
     "estates.north-1.wheels.referral.0.flexible", "turns"),
    (INDIVIDUAL, "slots: [open, referral]", "slots: [open, referal]", "referal is not a slot",
     "estates.north-1.wheels.referral.1.slots.1", "referral"),
    (INDIVIDUAL, "from: 2013-01-01", "from: 2010-01-01", "not in order of date", "estates.north-1.wheels.referral", None),
    (INDIVIDUAL, 'version: "2013"', 'version: "2011"', "two wheels share a version",
     "estates.north-1.wheels.referral", None),
    (INDIVIDUAL, "work.hours: [", "work.hour: [", "not a parameter of the agreement",
     "estates.north-1.parameters.work.hour", "work.hours"),
    (INDIVIDUAL, "value: 36.5,", "value: 99,", "99 is outside the range",
     "estates.north-1.parameters.work.hours.0.value", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "old", "new", "found", "field", "meant"), WRONG, ids=lambda value: str(value)[-24:])
def test_a_wrong_document_is_refused_where_it_is_wrong(
    text: str, old: str, new: str, found: str, field: str, meant: str | None
) -> None:
    """The one thing that is wrong is told with file, line, field and the likely spelling."""
    (problem,) = refused(lambda: document(edited(text, old, new), framework_parameters()))
    assert found in problem.found.text()
    assert (problem.place.file, problem.place.field) == ("file.yaml", field)
    assert problem.place.line in range(line_of(text, old) - 4, line_of(text, old) + 4)
    assert problem.nearest == meant


def test_an_assumed_value_of_an_amendment_says_what_else_it_may_be() -> None:
    """A change is held to what a value of the agreement is held to."""
    text = edited(AMENDMENT, "value: 0.45\n    basis: stated", "value: 0.45\n    basis: assumed")
    (problem,) = refused(lambda: document(text, framework_parameters()))
    assert "what else it may be" in problem.found.text()


def test_the_choices_of_a_parameter_hold_for_an_amendment_too() -> None:
    """A misspelt choice is not taken for a new one."""
    text = edited(AMENDMENT, "set: outside.limit\n    value: 0.45", "set: rehousing.position\n    value: firs")
    (problem,) = refused(lambda: document(text, framework_parameters()))
    assert problem.nearest == "first"


@pytest.mark.parametrize(("first", "second", "fits"), [
    ("to: 2010-12-31", "from: 2011-01-01", True),
    ("to: 2010-12-31", "from: 2010-12-31", False),
    ("basis: stated", "from: 2011-01-01", False),  # the first has no end
    ("basis: stated", "recorded: 2013-01-01", True),  # a correction
    ("recorded: 2013-01-01", "recorded: 2012-01-01", False),
])  # fmt: skip
def test_versions_of_a_rule_hold_for_different_days(first: str, second: str, fits: bool) -> None:
    """Two versions of one rule may not hold on one day, unless one corrects the other."""
    text = edited(LAW, "basis: stated\n    when: {always: true}", f"{first}\n    when: {{always: true}}")
    text = text if "basis" in first else edited(text, first, f"basis: stated\n    {first}")
    again = LAW[LAW.index("  - id: barred.no") : LAW.index("  - id: barred.citizenship")]
    text += edited(again, "basis: stated", f"basis: stated\n    {second}")
    if fits:
        assert [rule.id for rule in document(text).rules] == ["barred.no", "barred.citizenship", "barred.no"]
    else:
        (problem,) = refused(lambda: document(text))
        assert "given twice" in problem.found.text()


def test_the_problems_of_all_parts_are_told_at_once() -> None:
    """A missing date, a wrong value, a wrong condition and a wrong conclusion make one answer."""
    text = LAW
    for old, new in (
        ("adopted: 2009-06-01\n", ""),
        ("value: 500", "value: x"),
        ("is: other", "is: othr"),
        ("{barred: false}", "{brred: false}"),
    ):
        text = edited(text, old, new)
    with pytest.raises(WrongInput) as caught:
        document(text)
    assert [problem.nearest for problem in caught.value.problems] == [None, None, "barred", "other"]
