"""A clause whose words still state a value that is set anew is told of; what an amendment sets without a source is proposed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kredslob.rules.checking.wording import figure
from kredslob.rules.library import add_file
from kredslob.rules.units import Value
from tests.rules.checking.planted import HEAD, WHY, of_changes, shipped

TO_35 = "set: forty_plus.threshold, value: 0.35"
WORDS = (
    "reword: ra11-forty-plus, words: {{title: {{da: a, en: b}}, text: {{da: {0}, en: {0}}}, source: tmu-2012, "
    "basis: paraphrased}}"
)


def test_words_that_state_the_value_before_are_told(tmp_path: Path) -> None:
    """The clause says 40 per cent, the threshold is 35: a warning, at the change."""
    (found,) = of_changes(tmp_path, TO_35)
    assert (found.severity, found.line) == ("warning", 9)
    assert found.text == "clause ra11-forty-plus still states 40, which forty_plus.threshold is no longer."
    assert "reword" in found.accepted


@pytest.mark.parametrize("words", ["mere end 35 pct.", "som aftalt"])
def test_a_clause_that_is_reworded_is_not_told_of(words: str, tmp_path: Path) -> None:
    """Whatever its new words are: they are the amendment's own."""
    assert of_changes(tmp_path, TO_35, WORDS.format(words)) == []


@pytest.mark.parametrize(
    "change",
    ["set: forty_plus.threshold, value: 0.40", "set: forty_plus.threshold, estate: 3b-syntetisk-01, value: 0.35"],
)
def test_what_leaves_the_words_true_is_not_told_of(change: str, tmp_path: Path) -> None:
    """The same value again; a value for one estate only."""
    assert [one for one in of_changes(tmp_path, change) if "still states" in one.text] == []


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [(400_000, "share", "40"), (375_000, "share", "37.5"), (True, "yes_no", None), ("notice", "choice", None), (3, "count", "3")],
)  # fmt: skip
def test_a_number_is_read_as_a_clause_would_state_it(value: Value, unit: str, said: str | None) -> None:
    """A share in per cent; what is no number is stated in no figures."""
    assert figure(value, unit) == said


def basis_of(folder: Path, change: str, head: str = HEAD) -> str | None:
    """Give the basis of what the first change of an amendment settles."""
    path = folder / "planted.yaml"
    path.write_text(f"{head}changes:\n  - {{{change}, {WHY}}}\n", "utf-8")
    _, document = add_file(replace(shipped()), path)
    (one,) = document.changes
    rule = one.added or one.replacement
    return one.value.basis if one.value else rule.basis if rule else None


RULE = (
    "replace: work.yes, with: {{stage: rank, clause: {}, basis: {}, when: {{fact: job, is: permanent}}, "
    "then: {{group_work: true}}, overrides: [work.no], text: {{da: a, en: b}}}}"
)
OWN = "clauses: {own-1: {title: {da: a, en: b}, text: {da: a, en: b}, source: tmu-2012, basis: stated}}\n"


@pytest.mark.parametrize(
    ("change", "head", "basis"),
    [
        (TO_35, HEAD, "proposed"),
        (f"{TO_35}, basis: stated", HEAD, "proposed"),
        (f"{TO_35}, source: tmu-2012", HEAD, "stated"),
        (f"{TO_35}, basis: inferred", HEAD, "inferred"),
        (RULE.format("ra11-work", "stated"), HEAD, "proposed"),
        (f"{RULE.format('ra11-work', 'stated')}, source: tmu-2012", HEAD, "stated"),
        (RULE.format("own-1", "stated"), HEAD + OWN, "stated"),
    ],
)
def test_nothing_is_stated_without_a_source(change: str, head: str, basis: str, tmp_path: Path) -> None:
    """What an amendment sets or says by itself is proposed, unless it names its document, or its own clause does."""
    assert basis_of(tmp_path, change, head) == basis
