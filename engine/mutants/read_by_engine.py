"""The parameters that the engine itself asks an agreement for, beside those that its rules read.

A parameter that neither a rule nor the engine reads is told to people and decides no vacancy.
"""

from __future__ import annotations

from itertools import chain
from typing import Final

from kredslob.engine.route import ORDER
from kredslob.engine.structure import ALWAYS, BASE_SHARE, FOR_CHANNEL, FOR_FACT

_FOR_DECISIONS: Final = (
    *ALWAYS, *chain.from_iterable(FOR_FACT.values()), *chain.from_iterable(FOR_CHANNEL.values()), BASE_SHARE,
    "transfer.covers", "family.precedence_rooms",
)  # fmt: skip
_FOR_ACCOUNTS: Final = ("compensation.method", "compensation.scope", "compensation.cap", "compensation.extra_turns")
_READ: Final = frozenset((*_FOR_DECISIONS, *_FOR_ACCOUNTS))
READ_BY_LEDGER: Final = frozenset(("referral.counts", "referral.refused", "referral.freed_counts"))
"""What the ledger asks for once a vacancy has been decided."""

HANDED_ON: Final = frozenset(("rehousing.counts_as_referral",))
"""What settles no outcome, but which turn the next vacancy finds."""


def read_by_engine(parameter: str) -> bool:
    """Tell whether decisions or accounts may ask for a parameter, whatever the rules."""
    return parameter in _READ or parameter.startswith(ORDER)
