"""What of an agreement is read beside its rules: for derived facts, and by quotas, wheels, ranking and dates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kredslob.engine import structure
from kredslob.engine.proof.made.case import FROM_REGISTER

FOR_FACT: Final[Mapping[str, tuple[str, ...]]] = {name: structure.FOR_FACT[name] for name in FROM_REGISTER}
"""For each derived fact the terms by which it is worked out from a register; a difference shows in a case."""
THROUGH_FACTS: Final = frozenset(name for names in FOR_FACT.values() for name in names)
BESIDE_RULES: Final = frozenset((
    *structure.ALWAYS, structure.BASE_SHARE, *(name for names in structure.FOR_CHANNEL.values() for name in names),
    *(name for fact, names in structure.FOR_FACT.items() if fact not in FROM_REGISTER for name in names),
)) - THROUGH_FACTS  # fmt: skip
"""Terms that the engine reads itself, whether or not a rule reads them too."""
