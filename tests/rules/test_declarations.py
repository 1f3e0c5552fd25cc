"""Facts are declared once, with all that is needed to ask for them and to read them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kredslob.rules.declarations import build_facts
from kredslob.rules.loading import load_facts
from kredslob.rules.yaml_source import parse_yaml
from tests.rules.shelf import FACTS, edited, facts, lay_out, line_of, refused


def test_a_fact_has_type_range_and_choices() -> None:
    """The range is in the fact's own unit, the choices in both languages."""
    declared = facts()
    assert declared["hours"].range == (0, 6000)
    assert declared["non_western"].range == (0, 1_000_000)
    assert declared["dwelling"].choices["youth"].da == "unge"
    assert declared["dwelling"].bounds.choices is declared["dwelling"].choices
    assert declared["exempt"].stage == "classify"
    assert declared["rooms"].at.line == line_of(FACTS, "rooms:")


def test_facts_of_several_files_are_one_list(tmp_path: Path) -> None:
    """In the order of the files' names and of their lines."""
    first, second = FACTS.split("  dwelling:", 1)
    lay_out(tmp_path, {"b.yaml": "facts:\n  dwelling:" + second, "a.yaml": first})
    assert list(load_facts(tmp_path)) == list(facts())


@pytest.mark.parametrize(
    ("old", "new", "found", "field"),
    [
        ("type: choice, choices: {family: {da: familie, en: family}, youth: {da: unge, en: youth}}", "type: choice",
         "choices go with type choice", "facts.dwelling"),
        ("type: count, range: [1, 12]", "type: count, choices: {a: {da: a, en: a}}", "choices go with type choice",
         "facts.rooms"),
        ("origin: decided, stage: classify", "origin: decided", "a stage goes with origin decided", "facts.exempt"),
        ("origin: derived,\n    label: {da: Beboere", "origin: derived, stage: rank,\n    label: {da: Beboere",
         "a stage goes with origin decided", "facts.residents"),
        ("range: [1, 12]", "range: [12, 1]", "runs backwards", "facts.rooms.range"),
        ("range: [1, 12]", "range: [-1, 12]", "-1 is not of unit count", "facts.rooms.range.0"),
        ("range: [0, 1], origin: derived", "range: [0, 100], origin: derived", "100 is not of unit share",
         "facts.non_western.range.1"),
        ("type: yes_no, origin", "type: yes_no, range: [0, 1], origin", "has no range", "facts.exempt.range"),
        ("origin: given, label: {da: Job", "origin: given, simulation: {how: drawn}, label: {da: Job", "from what",
         "facts.job.simulation"),
    ],
    ids=lambda value: str(value)[:30],
)  # fmt: skip
def test_a_fact_that_is_not_complete_is_refused(old: str, new: str, found: str, field: str) -> None:
    """With its line and field, and what it needs."""
    (problem,) = refused(lambda: facts(edited(FACTS, old, new)))
    assert found in problem.found.text()
    assert (problem.place.file, problem.place.field) == ("facts.yaml", field)
    assert problem.place.line is not None
    assert problem.accepted is not None


def test_a_fact_is_declared_in_one_file_only() -> None:
    """The second declaration names the place of the first."""
    (problem,) = refused(
        lambda: build_facts([parse_yaml(FACTS, "a.yaml"), parse_yaml(FACTS.split("  non_western")[0], "b.yaml")])
    )
    assert "a.yaml, line 2" in problem.found.text()
    assert (problem.place.file, problem.place.line) == ("b.yaml", 2)
