"""How families change, as the tables that the loops go by, from the parameters of behaviour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kredslob.scenarios.behaviour.reading import Behaviour
from kredslob.scenarios.city.families import (
    HAPPENINGS,
    O_BREAK_UP,
    O_CHILD_STAYS,
    O_GUARANTEE,
    O_GUARANTEE_MONTHS,
    O_LOW_RENT,
    O_OWN_ESTATE,
    O_PARTED_WAITS,
    O_PATIENCE,
    O_RETURN_MONTHS,
    ODDS,
    Families,
)
from kredslob.scenarios.city.layout import BANDS
from kredslob.scenarios.people.coming import kind_names

if TYPE_CHECKING:
    from collections.abc import Mapping

TENANT, PARTED = "tenant", "parted"
COLUMNS: Final[Mapping[int, str]] = {
    O_OWN_ESTATE: "families.wish_own_estate", O_PARTED_WAITS: "families.parted_apply", O_BREAK_UP: "families.break_up",
    O_CHILD_STAYS: "families.child_stays", O_LOW_RENT: "families.low_rent", O_GUARANTEE: "moving.return_guarantee",
    O_GUARANTEE_MONTHS: "moving.return_guarantee_months", O_RETURN_MONTHS: "moving.return_after",
    O_PATIENCE: "families.patience",
}  # fmt: skip


def families_of(behaviour: Behaviour) -> Families:
    """Give how families change, from the parameters of behaviour."""
    import numpy as np

    pace = np.zeros((2, len(BANDS), HAPPENINGS))
    pace[0, :, 0], pace[1, :, 0] = behaviour["families.finding_partner"], behaviour["families.parting"]
    pace[0, :, 1], pace[1, :, 1] = behaviour["families.births_single"], behaviour["families.births_couple"]
    pace[:, :, 2] = behaviour["families.wishes"]
    most = pace.sum(axis=2).max(axis=0)
    odds = np.zeros(ODDS)
    for place, name in COLUMNS.items():
        odds[place] = behaviour[name]
    names = kind_names(behaviour)
    shares = np.cumsum(pace, axis=2) / np.maximum(most, 1e-12)[None, :, None]
    return Families(shares, most, odds, names.index(TENANT), names.index(PARTED))
