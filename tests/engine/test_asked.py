"""What the engine reads of an agreement besides its rules is known, so that nothing is wrongly told to be unread."""

from __future__ import annotations

import pytest

from kredslob.engine.asked import ASKED
from kredslob.rules.conditions import Parameter, parameters_of
from kredslob.rules.library import load_library

# For the record: a limit on what the council may decide, told in the clause; a question that the ledger leaves open, since
# it tells the difference between planned and actual referral and carries none over.
TOLD_ONLY = {"statutory.rehousing_share", "compensation.settlement"}


def test_every_shipped_value_is_read_by_a_rule_a_limit_or_the_engine() -> None:
    """A value that nothing reads would decide nothing, whatever it says."""
    documents = load_library().documents.values()
    rules = [rule for one in documents for rule in one.rules]
    rules += [
        rule for one in documents for change in one.changes for rule in (change.added, change.replacement) if rule
    ]
    limits = [limit for one in documents for limit in one.limits.values()]
    read = {name for rule in rules for name in parameters_of(rule.when)} | {str(rule.value) for rule in rules}
    read |= {limit.bound.id for limit in limits if isinstance(limit.bound, Parameter)}
    read |= {name for limit in limits for name in limit.names}
    unread = {key for one in documents for key in one.parameters if key not in read and not ASKED.reads(key)}
    assert unread == TOLD_ONLY


@pytest.mark.parametrize(
    "name", ["flexible.order.anything", "applies_by", "transfer.wheel", "measurement.takes_effect"]
)
def test_the_engine_reads_its_own_terms(name: str) -> None:
    """The order of any slot of the split, and what it asks of every agreement."""
    assert ASKED.reads(name)


@pytest.mark.parametrize(
    "name", ["flexible.ordre.anything", "flexible.order", "forty-plus.threshold", "referral.step_9", ""]
)
def test_a_name_of_ones_own_or_misspelt_is_not_the_engines(name: str) -> None:
    """It is read only if a rule reads it or names it."""
    assert not ASKED.reads(name)
