"""The table of turns: each slot that was ever drawn, what it is, whose, and how often it was issued and given back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kredslob.engine.ledger.turning import FREE, HELD, OWED, USED, Effect


def turn_rows(estate: str, vacancy: str | None, effects: Iterable[Effect]) -> list[dict[str, Any]]:
    """Give how effects change the table of turns: status, holder, and how often each was issued and given back."""
    rows: dict[Any, dict[str, Any]] = {}
    for effect in effects:
        again = effect.before == USED and effect.after in (OWED, HELD)
        row = rows.setdefault(effect.turn, {"issued": 0, "returned": 0})
        row.update(
            estate=estate, wheel=effect.turn.wheel, version=effect.turn.version, serial=effect.turn.serial,
            label=effect.label, status=effect.after, vacancy=None if effect.after in (FREE, OWED) else vacancy,
            issued=row["issued"] + (again or effect.before == FREE),
            returned=row["returned"] + (again or effect.after == FREE),
        )  # fmt: skip
    return list(rows.values())
