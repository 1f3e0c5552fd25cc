"""Say where two agreements differ by the individual agreements under them: these belong to a framework by its id, not by its text.

So a copy of an agreement under another id states the same and lets homes otherwise: what was agreed for single estates has
stayed with the original.
"""

from __future__ import annotations

from collections.abc import Iterator

from kredslob.rules.messages import Message
from kredslob.scenarios.comparing.sides import Side


def individual_gaps(base: Side, other: Side) -> Iterator[Message]:
    """Say of each of two sides of other frameworks that nothing is agreed under it for single estates, where there is under the other's."""
    if base.agreement.id == other.agreement.id:
        return
    mine, yours = _estates_of(base), _estates_of(other)
    if bool(mine) == bool(yours):
        return
    with_, without = (base, other) if mine else (other, base)
    yield Message(
        "The individual agreements under {framework}, which bind {count} of these estates, are no part of {other}: the differences rest on that too. They stay in force with an amendment (extends: {framework}), or in a folder called {other} beside its file.",
        framework=with_.agreement.id, other=without.agreement.id, count=len(mine or yours),
    )  # fmt: skip


def _estates_of(side: Side) -> frozenset[str]:
    """Give the estates of the register for which something is agreed under the framework that a side begins with."""
    office, framework = side.scenario.office, side.agreement.id
    library, estates = office.library, office.register.estates
    each = (library.individual_agreement(framework, one) for one in library.individual_ids(framework))
    return frozenset(key for one in each for key in one.estates if key in estates)
