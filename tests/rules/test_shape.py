"""A rules file has the keys that the format knows, and every misfit is told in our own words with its line and cure."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from kredslob.rules.messages import LANGUAGES
from kredslob.rules.schema import DocumentFile
from kredslob.rules.shape import check_shape
from kredslob.rules.units import UNITS, Unit
from kredslob.rules.yaml_source import parse_yaml
from tests.rules.shelf import AMENDMENT, FACTS, FRAMEWORK, INDIVIDUAL, LAW, SOURCES, edited, line_of, refused


@pytest.mark.parametrize("text", [LAW, FRAMEWORK, AMENDMENT, INDIVIDUAL], ids=["law", "framework", "amendment", "own"])
def test_a_document_of_each_kind_has_the_shape(text: str) -> None:
    """The shelf's own documents pass."""
    check_shape("DocumentFile", parse_yaml(text, "file.yaml"))


def test_facts_and_sources_have_their_shapes() -> None:
    """The shelf's own facts and sources pass."""
    check_shape("FactsFile", parse_yaml(FACTS, "facts.yaml"))
    check_shape("SourcesFile", parse_yaml(SOURCES, "sources.yaml"))


# text, passage, its replacement; what is found, at which field, what is accepted, what was probably meant
MISFITS: list[tuple[str, str, str, str, str, str, str | None]] = [
    (FRAMEWORK, "parameters:", "paramters:", "paramters is not a field", "paramters", "clauses", "parameters"),
    (FRAMEWORK, "question: {da: Hvor", "questions: {da: Hvor", "questions is not a field",
     "parameters.work.hours.values.0.questions", "basis", "question"),
    (FRAMEWORK, "    unit: share\n", "", "unit is missing", "parameters.outside.limit.unit", "filled in", None),
    (FRAMEWORK, "unit: share", "unit: shares", "shares is not accepted", "parameters.outside.limit.unit", "ratio",
     "share"),
    (FRAMEWORK, "kind: framework", "kind: framwork", "framwork is not accepted", "kind", "law", "framework"),
    (FRAMEWORK, "schema: 1", "schema: 2", "2 is not accepted", "schema", "1", None),
    (FRAMEWORK, "schema: 1", "schema: true", "true is not accepted", "schema", "1", None),
    (FRAMEWORK, "schema: 1\n", "", "schema is missing", "schema", "filled in", None),
    (FRAMEWORK, "from: 2011-01-01", "from: 2011-13-01", "2011-13-01 is not accepted", "from", "a date", None),
    (FRAMEWORK, "from: 2011-01-01", "from: 1.1.2011", "1.1.2011 is not accepted", "from", "a date", "2011-01-01"),
    (FRAMEWORK, "from: 2011-01-01", "from: 0001-01-01", "0001-01-01 is not accepted", "from", "1900-01-01", None),
    (FRAMEWORK, "from: 2011-01-01", "from: {value: x, basis: stated}", "x is not accepted", "from.value", "a date", None),
    (FRAMEWORK, "from: 2011-01-01", "from: {basis: stated}", "value is missing", "from.value", "filled in", None),
    (FRAMEWORK, "to: 2014-12-31", "to: 9999-99-99", "9999-99-99 is not accepted", "to", "a date", None),
    (FRAMEWORK, "id: frame", "id: Ramme Aftale", "Ramme Aftale is not accepted", "id", "a name", None),
    (FRAMEWORK, "id: frame", "id: " + "x" * 81, "is not accepted", "id", "at most 80", None),
    (FRAMEWORK, "draws_on: [act]", "draws_on: act", "act is not accepted", "draws_on", "a list", None),
    (FRAMEWORK, "draws_on: [act]", "draws_on: [2010]", "2010 is not accepted", "draws_on.0", "in quotes", None),
    (FRAMEWORK, "{da: Rammeaftale, en: Framework}", "Rammeaftale", "Rammeaftale is not accepted", "title",
     "keys and values", None),
    (FRAMEWORK, "{da: Rammeaftale, en: Framework}", "{da: Rammeaftale}", "en is missing", "title.en", "filled in", None),
    (FRAMEWORK, "{da: Rammeaftale, en: Framework}", "{da: ' ', en: Framework}", "is not accepted", "title.da", "text",
     None),
    (FRAMEWORK, "{da: Rammeaftale, en: Framework}", "{da: 2011, en: Framework}", "2011 is not accepted", "title.da",
     "in quotes", None),
    (FRAMEWORK, "f-work: {", "F Work: {", "F Work is not accepted", "clauses.F Work", "a name", None),
    (FRAMEWORK, "basis: stated", "basis: guessed", "guessed is not accepted", "clauses.f-exempt.basis", "assumed", None),
    (FRAMEWORK, "    values:\n      - {from: 2011-01-01, value: 0.40, basis: stated, source: plan}", "    values: []",
     "[] is not accepted", "parameters.outside.limit.values", "1 or more", None),
    (FRAMEWORK, "range: [1, 60]", "range: [1, 2, 3]", "[1, 2, 3] is not accepted", "parameters.work.hours.range",
     "2 or fewer", None),
    (FRAMEWORK, "then: {exempt: false}", "then: {}", "{} is not accepted", "rules.0.then", "1 or more", None),
    (FRAMEWORK, "then: {exempt: false}", "then: {exempt: false, channel: ordinary}", "is not accepted", "rules.0.then",
     "1 or fewer", None),
    (FRAMEWORK, "stage: classify", "stage: clasify", "clasify is not accepted", "rules.0.stage", "rank", "classify"),
    (FRAMEWORK, "overrides: [exempt.none]", "override: [exempt.none]", "override is not a field", "rules.1.override",
     "stage", "overrides"),
    (LAW, "age: [18, 64]", "age: [18]", "[18] is not accepted", "measures.outside.age", "2 or more", None),
    (LAW, "age: [18, 64]", "age: [18, 640]", "640 is not accepted", "measures.outside.age.1", "150 or less", None),
    (LAW, "averaging_years: 1", "averaging_years: 0", "0 is not accepted", "measures.outside.averaging_years",
     "1 or more", None),
    (LAW, "averaging_years: 1", "averaging_years: 1.5", "1.5 is not accepted", "measures.outside.averaging_years",
     "a whole number", None),
    (INDIVIDUAL, "referral:\n", "referal:\n", "referal is not accepted", "estates.north-1.wheels.referal", "external",
     "referral"),
    (INDIVIDUAL, "turns: 1, of: 3", "turns: -1, of: 3", "-1 is not accepted", "estates.north-1.wheels.referral.0.turns",
     "0 or more", None),
    (INDIVIDUAL, "turns: 1, of: 3", "turns: 1, of: 5001", "5001 is not accepted",
     "estates.north-1.wheels.referral.0.of", "5000 or less", None),
    (INDIVIDUAL, 'version: "2013"', "version: 2013", "2013 is not accepted",
     "estates.north-1.wheels.referral.1.version", "in quotes", None),
    (AMENDMENT, "  range: [2012-03-01", "  ranges: [2012-03-01", "ranges is not a field", "from.ranges", "question", "range"),
    (AMENDMENT, "      overrides: [exempt.none]", "      overides: [exempt.none]", "overides is not a field",
     "changes.1.with.overides", "recorded", "overrides"),
    (AMENDMENT, "range: [2012-03-01, 2012-05-31]", "range: 2012-03-01", "2012-03-01 is not accepted", "from.range", "a list",
     None),
    (AMENDMENT, "    reason: {da: Grund, en: Reason}\n", "", "reason is missing", "changes.0.reason", "filled in", None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "old", "new", "found", "field", "accepted", "meant"), MISFITS, ids=lambda v: str(v)[:24]
)
def test_a_misfit_is_told_with_line_field_cure_and_nearest(
    text: str, old: str, new: str, found: str, field: str, accepted: str, meant: str | None
) -> None:
    """The one thing that is wrong is the one thing that is told, where it stands."""
    wrong = edited(text, old, new)
    (problem,) = refused(lambda: check_shape("DocumentFile", parse_yaml(wrong, "file.yaml")))
    assert found in problem.found.text()
    assert (problem.place.file, problem.place.field) == ("file.yaml", field)
    assert problem.place.line is not None
    if new and not new.endswith("[]"):
        begins = line_of(text, old)
        assert begins <= problem.place.line <= begins + old.count("\n") + 1
    assert problem.accepted is not None
    assert accepted in problem.accepted.text()
    assert problem.nearest == meant


def test_all_misfits_of_a_file_are_told_at_once() -> None:
    """Four faults are four problems, in the order of lines."""
    wrong = FRAMEWORK
    for old, new in (
        ("to: 2014", "til: 2014"),
        ("unit: share", "unit: del"),
        ("stage: route", "stage: vej"),
        ("schema", "skema"),
    ):
        wrong = edited(wrong, old, new)
    problems = refused(lambda: check_shape("DocumentFile", parse_yaml(wrong, "file.yaml")))
    told = [problem.place.line or 0 for problem in problems]
    assert told == sorted(told)
    assert {problem.place.field for problem in problems} == {
        "schema", "skema", "til", "parameters.outside.limit.unit", "rules.2.stage",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["", "just text", "- a\n- b\n", "25", "null"])
@pytest.mark.parametrize("shape", ["DocumentFile", "FactsFile", "SourcesFile"])
def test_a_file_that_is_no_set_of_keys_is_refused(text: str, shape: str) -> None:
    """A list, a word or nothing at all is no rules file."""
    (problem,) = refused(lambda: check_shape(shape, parse_yaml(text, "file.yaml")))
    assert problem.found.text() == "the file holds no keys."


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("type: count", "type: turns", "facts.residents.type"),  # parameters may be turns, facts may not
        ("about: area", "about: region", "facts.residents.about"),
        ("origin: derived", "origin: computed", "facts.residents.origin"),
        ("facts:", "fact:", "fact"),
        ("label: {da: Beboere, en: Residents}, ", "", "facts.residents.label"),
        ("label: {da: Beboere", "simulation: {how: guessed}, label: {da: Beboere", "facts.residents.simulation.how"),
    ],
)
def test_a_misfit_in_a_file_of_facts_is_told(old: str, new: str, field: str) -> None:
    """Facts are checked as documents are."""
    problems = refused(lambda: check_shape("FactsFile", parse_yaml(edited(FACTS, old, new), "facts.yaml")))
    assert field in {problem.place.field for problem in problems}


def test_a_date_of_a_source_is_text() -> None:
    """`2010` without quotes is a number, and is told to be put in quotes at the field itself."""
    wrong = edited(SOURCES, 'date: "2010"', "date: 2010")
    (problem,) = refused(lambda: check_shape("SourcesFile", parse_yaml(wrong, "sources.yaml")))
    assert problem.place.field == "sources.act.date"
    assert problem.accepted is not None
    assert "in quotes" in problem.accepted.text()


@pytest.mark.parametrize("case", MISFITS, ids=lambda case: str(case[2])[:24])
def test_no_sentence_of_the_parser_s_own_reaches_a_person(case: tuple[str, ...]) -> None:
    """Pydantic's English sentences begin with Input, Field, String or Value."""
    wrong = edited(case[0], case[1], case[2])
    problems = refused(lambda: check_shape("DocumentFile", parse_yaml(wrong, "file.yaml")))
    said = " ".join(problem.text(lang) for problem in problems for lang in LANGUAGES)
    assert not re.search(r"\b(Input should|Field required|String should|Value error|valid \w+)\b", said)


def test_the_json_schema_of_a_document_can_be_published() -> None:
    """An editor completes and checks a file by it: every unit stands in it, and no key that is not known is allowed."""
    published = DocumentFile.model_json_schema(by_alias=True)
    assert published["additionalProperties"] is False
    assert {"schema", "from", "rules"} <= set(published["properties"])
    assert set(published["$defs"]["ParameterFile"]["properties"]["unit"]["enum"]) == set(UNITS) == set(get_args(Unit))
