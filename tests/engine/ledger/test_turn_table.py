"""The table of turns: what each step does to a turn's status, its holder, and how often it was issued and given back."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from kredslob.engine.ledger.turn_table import turn_rows
from kredslob.engine.ledger.turning import Effect, Status, Turn

TURN, OTHER = Turn("referral", "2011", 4), Turn("external", "2012", 7)


def effects(turn: Turn, *statuses: Status) -> list[Effect]:
    """Give the effects by which a slot goes from one status to the next."""
    return [Effect(turn, "x", *pair) for pair in pairwise(statuses)]


@pytest.mark.parametrize(
    ("statuses", "holder", "issued", "returned"),
    [
        (("free", "held"), "V1", 1, 0), (("free", "used"), "V1", 1, 0), (("free", "owed"), None, 1, 0),
        (("held", "used"), "V1", 0, 0), (("held", "owed"), None, 0, 0), (("held", "passed"), "V1", 0, 0),
        (("owed", "used"), "V1", 0, 0), (("lapsed", "held"), "V1", 0, 0), (("used", "lapsed"), "V1", 0, 0),
        # A turn that was used and is to be used again has been given back and issued anew.
        (("used", "owed"), None, 1, 1), (("used", "held"), "V1", 1, 1),
        (("held", "free"), None, 0, 1), (("used", "free"), None, 0, 1), (("owed", "free"), None, 0, 1),
        # Several steps of one event make one row.
        (("free", "held", "used"), "V1", 1, 0), (("used", "owed", "free"), None, 1, 2),
        (("free", "used", "owed", "used"), "V1", 2, 1), (("used", "free", "used"), "V1", 1, 1),
    ],
)  # fmt: skip
def test_a_turn_is_issued_when_it_is_drawn_and_returned_when_it_is_given_back(
    statuses: Sequence[Status], holder: str | None, issued: int, returned: int
) -> None:
    """What is free or owed is held by nobody."""
    assert turn_rows("ask", "V1", effects(TURN, *statuses)) == [{
        "estate": "ask", "wheel": "referral", "version": "2011", "serial": 4, "label": "x", "status": statuses[-1],
        "vacancy": holder, "issued": issued, "returned": returned,
    }]  # fmt: skip


def test_every_turn_has_a_row_of_its_own() -> None:
    """By its wheel, its version and its number; those that no vacancy has drawn, as when wheels are imported, too."""
    rows = turn_rows("ask", None, [*effects(TURN, "free", "owed"), *effects(OTHER, "free", "used")])
    assert [(row["wheel"], row["version"], row["serial"], row["vacancy"]) for row in rows] == [
        ("referral", "2011", 4, None), ("external", "2012", 7, None),
    ]  # fmt: skip
    assert turn_rows("ask", "V1", []) == []
