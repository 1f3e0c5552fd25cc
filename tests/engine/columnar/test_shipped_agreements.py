"""The shipped agreements decided by columns: every fact that they decide, on every day on which they change."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import settings

from kredslob.engine.columnar import compile_columns
from kredslob.engine.columnar.program import FALSE, Constant, Program, compiled
from tests.engine.columnar.compared import decided_by_columns, decided_by_reference
from tests.engine.columnar.shipped import days, library, rows, terms_on

NEVER = Program((Constant(FALSE),), (0,))
ROWS = settings().max_examples * 2


@pytest.mark.parametrize("taken", [False, True], ids=["open", "taken"])
@pytest.mark.parametrize("day", days(), ids=date.isoformat)
def test_every_decided_fact_comes_out_as_by_the_reference(day: date, *, taken: bool) -> None:
    """Estates, vacancies and applicants, with guesses left open or taken; half of the rows are fully known."""
    terms = terms_on(day, taken=taken)
    columns = compile_columns(terms, library().facts)
    made = list(rows(terms, columns.reads(), day.toordinal(), ROWS))
    for row, found in zip(made, decided_by_columns(columns, made, library().facts), strict=True):
        assert found == decided_by_reference(terms, row, columns), row


@pytest.mark.parametrize("day", days(), ids=date.isoformat)
def test_every_fact_that_a_shipped_agreement_decides_is_decided(day: date) -> None:
    """Each comes out in each of its ways in some row, or the cases above would not say much."""
    terms = terms_on(day, taken=True)
    columns = compile_columns(terms, library().facts)
    found = decided_by_columns(columns, list(rows(terms, columns.reads(), 1, 3_000)), library().facts)
    types = {name: one.type for name, one in library().facts.items()}
    for fact in columns.facts:
        # A rule that compares with a parameter without a value never holds.
        holding = [rule for rule in terms.rules[fact] if compiled([rule.when], types) != NEVER]
        concluded = {columns.answers(fact).index(rule.value) for rule in holding}
        assert concluded <= {row[fact] for row in found}, fact
