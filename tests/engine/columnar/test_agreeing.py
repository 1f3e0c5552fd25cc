"""Columns come to what the reference comes to, row by row, whatever the rules and whatever is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kredslob.engine.columnar import compile_columns
from kredslob.rules.model import FactDeclaration
from kredslob.rules.terms import Terms
from tests.engine.columnar.compared import STACKED, Row, decided_by_columns, decided_by_reference, stacked
from tests.engine.strategies import DECLARATIONS, rule_sets, situations

PER_RULE_SET = 400
PER_LARGE_RULE_SET = 500


def assert_agree(terms: Terms, rows: Sequence[Row], declarations: Mapping[str, FactDeclaration]) -> None:
    """Decide rows by both, and compare every fact of every row."""
    columns = compile_columns(terms, declarations)
    for row, found in zip(rows, decided_by_columns(columns, rows, declarations), strict=True):
        assert found == decided_by_reference(terms, row, columns), row


@given(rule_sets(), st.integers())
def test_columns_agree_with_the_reference(terms: Terms, seed: int) -> None:
    """20,000 cases already by default: sets of rules with 400 situations each, known, unknown and between."""
    assert_agree(terms, list(situations(seed, PER_RULE_SET)), DECLARATIONS)


@settings(max_examples=max(1, settings().max_examples // 4))
@given(stacked(), st.integers())
def test_facts_decided_in_turn_agree(terms: Terms, seed: int) -> None:
    """What is decided, unknown or refused is read by later rules as the reference reads it."""
    assert_agree(terms, list(situations(seed, PER_RULE_SET)), STACKED)


@pytest.mark.long
@given(rule_sets(most=14, depth=3), st.integers())
def test_columns_agree_on_a_million_cases_of_large_sets_of_rules(terms: Terms, seed: int) -> None:
    """In `make verify` 2,000 sets of up to fourteen rules with 500 situations each."""
    assert_agree(terms, list(situations(seed, PER_LARGE_RULE_SET)), DECLARATIONS)
