"""What is put back into the plain data of a file reads as what it was."""

from __future__ import annotations

import pytest

from kredslob.engine.agreement_text import rules_text
from kredslob.engine.drafting.restating import restated_clause, restated_condition, restated_rule, restated_value
from kredslob.rules.building import Builder, value_of
from kredslob.rules.library import load_library
from kredslob.rules.model import Bounds, Rule
from kredslob.rules.yaml_source import parse_yaml

SHELF = load_library()
DOCUMENTS = list(SHELF.documents.values())


def rules() -> list[Rule]:
    """Give every rule of the shelf, those of amendments among them."""
    found = [rule for document in DOCUMENTS for rule in document.rules]
    changed = [
        rule for one in DOCUMENTS for change in one.changes for rule in (change.added, change.replacement) if rule
    ]
    return found + changed


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: f"{rule.document}:{rule.id}:{rule.from_}")
def test_every_shipped_rule_reads_as_it_was(rule: Rule) -> None:
    """Condition, conclusion, overrides and words."""
    text = parse_yaml(rules_text({"rule": restated_rule(rule, SHELF.facts)}), "rule.yaml")
    builder = Builder(text, SHELF.facts, rule.document)
    read = builder.rule(text.data["rule"], ("rule",), rule.id, rule.from_)  # type: ignore[index]  # a mapping was written
    assert builder.problems == []
    assert (read.when, read.decides, read.value, read.overrides, read.text, read.clause, read.stage, read.basis) == (
        rule.when, rule.decides, rule.value, rule.overrides, rule.text, rule.clause, rule.stage, rule.basis,
    )  # fmt: skip


def test_every_shipped_value_reads_as_it_was() -> None:
    """In whatever unit."""
    for document in DOCUMENTS:
        for series in document.parameters.values():
            for dated in series.values:
                text = parse_yaml(rules_text({"value": restated_value(dated.value, series.unit)}), "value.yaml")
                plain = text.data["value"]  # type: ignore[index]  # a mapping was written
                assert dated.value == (None if plain is None else value_of(plain, Bounds(series.unit)))


@pytest.mark.parametrize(
    "written",
    [
        "{always: true}",
        "{fact: weekly_hours, at_least: 36.5}",
        "{fact: weekly_hours, under: '24:59'}",
        "{fact: outside_workforce, over: 0.4}",
        "{fact: listed_since, at_most: 2011-01-01}",
        "{fact: job, in: [permanent, {parameter: other.jobs}]}",
        "{fact: job, not_in: {parameter: work.jobs}}",
        "{parameter: some.share, is: 0.4}",
        "{parameter: rehousing.position, is_not: last}",
        "{not: {any: [{fact: rooms, is: 3}, {fact: rooms, over: 5}]}}",
        "{count_of: {at_least: 2, of: [{always: true}, {fact: rooms, is: 1}, {fact: rooms, is: 2}]}}",
    ],
)
def test_every_form_of_a_condition_reads_as_it_was(written: str) -> None:
    """Numbers, dates, clock times, lists and parameters; beside a parameter a value is as it was written."""
    text = parse_yaml(f"when: {written}\n", "rule.yaml")
    builder = Builder(text, SHELF.facts)
    condition = builder.condition(text.data["when"], ("when",))  # type: ignore[index]  # a mapping was written
    again = parse_yaml(rules_text({"when": restated_condition(condition, SHELF.facts)}), "again.yaml")
    assert builder.condition(again.data["when"], ("when",)) == condition  # type: ignore[index]
    assert builder.problems == []


def test_a_clause_keeps_its_words_and_its_source() -> None:
    """Those that it has."""
    for document in DOCUMENTS:
        for clause in document.clauses.values():
            said = restated_clause(clause)
            assert said["source"] == clause.source
            assert (said.get("place"), said.get("quote")) == (clause.place, clause.quote)
