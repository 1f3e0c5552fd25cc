"""One case, three evaluators, one answer; the cases are counted as they are decided, so that the dose is what it says."""

from __future__ import annotations

import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from kredslob.engine.chaining import Chain, available, why_unavailable
from kredslob.engine.columnar import CLASH, GAP, UNKNOWN, Columns, compile_columns
from kredslob.engine.knowledge import FactValue
from kredslob.rules.terms import Terms
from tests.engine.columnar.compared import coded, decided_by_columns
from tests.engine.strategies import DECIDED, DECLARATIONS, can_be_planned, rule_sets, situations

pytestmark = pytest.mark.skipif(not available(), reason="" if (why := why_unavailable()) is None else why.text())

SETS = settings().max_examples
CASES = 20_000
LONG = 1_000_000
REFUSALS = {"gap": GAP, "clash": CLASH, "unknown": UNKNOWN}


def decided_alike(terms: Terms, seed: int, count: int) -> int:
    """Decide so many situations by all three, compare each, and give how many that were."""
    rows = list(situations(seed, count))
    columns = compile_columns(terms, DECLARATIONS)
    by_columns = decided_by_columns(columns, rows, DECLARATIONS)
    with Chain(terms, DECIDED, DECLARATIONS) as chain:
        for row, found in zip(rows, by_columns, strict=True):
            by_reference = coded(DECIDED, terms, row, columns.answers(DECIDED))[0]
            by_chaining = _coded(chain, row, columns)
            assert found[DECIDED] == by_reference == by_chaining, row
    return len(rows)


def _coded(chain: Chain, row: dict[str, FactValue], columns: Columns) -> int:
    found = chain.decide(row)
    if found.status in REFUSALS:
        return REFUSALS[found.status]
    return list(columns.answers(DECIDED)).index(found.value)  # type: ignore[arg-type]  # a value of the rules


def counted(cases: int, sets: st.SearchStrategy[Terms]) -> int:
    """Draw sets of rules until so many cases at least have been decided alike, and give how many were."""
    per_set = -(-cases // SETS)
    decided = 0

    # Without shrinking and replay, so that what is counted is what was drawn.
    @settings(max_examples=SETS, phases=[Phase.explicit, Phase.generate])
    @given(sets, st.integers())
    def alike(terms: Terms, seed: int) -> None:
        nonlocal decided
        assume(can_be_planned(terms))
        decided += decided_alike(terms, seed, per_set)

    alike()
    return decided


def test_all_three_agree_on_20_000_cases() -> None:
    """Each drawn case comes out alike by reference, chaining and columns: value, gap, clash or unknown."""
    assert counted(CASES, rule_sets()) >= CASES


@pytest.mark.long
def test_all_three_agree_on_a_million_cases() -> None:
    """The same fifty times over, with sets of up to fourteen rules."""
    assert counted(LONG, rule_sets(most=14, depth=3)) >= LONG
