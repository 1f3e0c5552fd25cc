"""Which vacancies the referral wheel counts, how a wheel goes on, and what a refusal leaves a vacancy with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from kredslob.engine.ledger.counting import (
    PARAMETERS,
    Counting,
    counting,
    counts_at_once,
    given_back,
    is_counted,
    withdrawn,
)
from kredslob.engine.ledger.turning import Count, Counters, Effect, Turn
from kredslob.engine.ledger.vacancies import Drawn, Kept, _refused
from kredslob.rules.messages import WrongInput
from kredslob.rules.units import Value
from tests.engine.bare_terms import bare_terms, parameter
from tests.engine.ledger.by_hand import slot

SAID: dict[str, Value] = dict(zip(PARAMETERS, ("notice", "returned", True, "keep_fraction"), strict=True))


@pytest.mark.parametrize(
    ("kind", "freed_by", "freed_counts", "counted"),
    [
        ("family", None, False, True), ("family", None, True, True), ("family", "V1", True, True),
        ("family", "V1", False, False), ("youth", None, True, False), ("elderly", None, True, False),
    ],
)  # fmt: skip
def test_a_family_dwelling_counts_and_one_freed_within_where_the_agreement_says_so(
    kind: str, freed_by: str | None, freed_counts: bool, counted: bool
) -> None:
    """Homes for the young and the old are let by other lists."""
    how = Counting("notice", "returned", freed_counts, True)
    assert is_counted({"facts": {"dwelling_kind": kind}}, freed_by, how) is counted


@pytest.mark.parametrize(("on_change", "keeps"), [("keep_fraction", True), ("restart", False)])
def test_a_wheel_that_replaces_another_goes_on_or_begins_anew_as_the_agreement_says(
    on_change: str, keeps: bool
) -> None:
    """The rest is read as it is said."""
    said: dict[str, Value] = {**SAID, "wheel.on_change": on_change}
    agreed = bare_terms({key: parameter(key, value) for key, value in said.items()})
    assert counting(agreed) == Counting("notice", "returned", True, keeps)


@pytest.mark.parametrize("left", PARAMETERS)
def test_an_agreement_that_leaves_open_how_turns_are_counted_is_refused(left: str) -> None:
    """By the name of what it does not say."""
    agreed = bare_terms({key: parameter(key, value) for key, value in SAID.items() if key != left})
    with pytest.raises(WrongInput, match=left):
        counting(agreed)


def test_a_refusal_leaves_a_vacancy_the_slots_that_it_does_not_give_up() -> None:
    """The municipality's goes to the next; that of the external wheel it has drawn itself."""
    drawn = tuple(Drawn(Turn(wheel, "2011", 3), wheel, "held", True) for wheel in ("referral", "external"))
    found = _refused(Kept("V1", "gaarden", drawn=drawn), {"another": False, "left": ["referral"], "declined": False})
    assert {one.turn.wheel: one.own for one in found.drawn} == {"referral": False, "external": True}


# --- what becomes of slots ---------------------------------------------------------------------------------------------

NOW = date(2011, 5, 2)
"""The day; only whether the dwelling had become vacant by it matters."""


def terms(event: str, refused: str = "returned") -> Counting:
    """Give how turns are counted."""
    return Counting(event, refused, freed=True, keeps_fraction=True)


def counters_owing(*owed: Drawn) -> Counters:
    """Give wheels that owe these slots to vacancies to come."""
    return {
        wheel: Count({}, tuple((one.turn, one.label) for one in owed if one.turn.wheel == wheel))
        for wheel in ("referral", "transfer", "external")
    }


def done(effects: Sequence[Effect]) -> list[tuple[str, int, str, str]]:
    """Give what effects do: the wheel, the serial number, the status before and after."""
    return [(one.turn.wheel, one.turn.serial, one.before, one.after) for one in effects]


TURN, NOBODYS = "referral", "open"


@pytest.mark.parametrize(
    ("event", "status", "own", "after", "leaves"),
    [
        # Counted at notice or when vacant: the vacancy keeps the slot that it drew, and holds it again.
        ("notice", "used", True, "held", False), ("notice", "lapsed", True, "held", False),
        ("vacancy", "passed", True, "held", False), ("notice", "held", True, None, False),
        ("notice", "used", False, None, False), ("vacancy", "used", False, None, False),
        # Counted by offers: each offer draws another slot, and a turn used is owed again.
        ("offer", "used", True, "owed", True), ("offer", "used", False, "owed", True),
        ("offer", "passed", True, None, True), ("offer", "lapsed", True, None, True),
        # Counted by lettings: none has been let, so the slot goes back; what was owed from before is owed again.
        ("letting", "used", True, "free", False), ("letting", "passed", True, "free", False),
        ("letting", "held", True, "free", False), ("letting", "used", False, "owed", False),
    ],
)  # fmt: skip
def test_a_refusal_by_somebody_else_than_the_municipality_gives_back_what_has_not_counted(
    event: str, status: str, own: bool, after: str | None, leaves: bool
) -> None:
    """The referral slot of a dwelling that went by another channel."""
    kept = Kept("V1", "ask", "offered", channel="flexible", drawn=(slot("referral", "a", 4, TURN, status, own=own),))
    effects, declined, left = given_back(kept, counters_owing(), terms(event))
    assert done(effects) == ([] if after is None else [("referral", 4, status, after)])
    assert (declined, left) == (False, ["referral"] if leaves else [])


@pytest.mark.parametrize(
    ("event", "refused", "status", "own", "after"),
    [
        ("notice", "returned", "used", True, "owed"), ("notice", "returned", "used", False, "owed"),
        ("vacancy", "returned", "used", True, "owed"), ("offer", "returned", "used", True, "owed"),
        ("letting", "returned", "used", True, "free"), ("letting", "returned", "used", False, "owed"),
        ("notice", "spent", "used", True, None), ("letting", "spent", "used", True, None),
        ("offer", "spent", "used", False, None),
        ("notice", "returned", "passed", True, None), ("notice", "spent", "lapsed", True, None),
        ("letting", "spent", "passed", True, "free"),
    ],
)  # fmt: skip
def test_a_refusal_by_the_municipality_returns_the_turn_or_has_spent_it_as_the_agreement_says(
    event: str, refused: str, status: str, own: bool, after: str | None
) -> None:
    """A turn that was used on it; it is not asked again."""
    kept = Kept("V1", "ask", "offered", channel="referral", drawn=(slot("referral", "a", 4, TURN, status, own=own),))
    effects, declined, left = given_back(kept, counters_owing(), terms(event, refused))
    assert done(effects) == ([] if after is None else [("referral", 4, status, after)])
    assert declined
    assert left == (["referral"] if event == "offer" and status != "used" else [])


def test_the_slots_of_the_other_wheels_go_back_whatever_the_agreement_says_of_referral() -> None:
    """Each to its own wheel, one owed from before to those that are owed; then the referral's, in their order."""
    kept = Kept("V1", "ask", "offered", channel="flexible", drawn=(
        slot("transfer", "a", 1, "transfer", "used"), slot("referral", "a", 2, TURN, "used"),
        slot("external", "a", 3, "flexible", "used", own=False), slot("referral", "a", 5, NOBODYS, "passed"),
        slot("external", "a", 4, "ordinary", "passed"),
    ))  # fmt: skip
    apart = [("transfer", 1, "used", "free"), ("external", 3, "used", "owed"), ("external", 4, "passed", "free")]
    effects, _, left = given_back(kept, counters_owing(), terms("notice"))
    assert done(effects) == [*apart, ("referral", 2, "used", "held"), ("referral", 5, "passed", "held")]
    assert left == []
    effects, _, left = given_back(kept, counters_owing(), terms("letting"))
    assert done(effects) == [*apart, ("referral", 2, "used", "free"), ("referral", 5, "passed", "free")]
    effects, _, left = given_back(kept, counters_owing(), terms("offer"))
    assert done(effects) == [*apart, ("referral", 2, "used", "owed")]
    assert left == ["referral", "referral"]
    refused = replace(kept, channel="referral")
    effects, _, _ = given_back(refused, counters_owing(), terms("notice"))
    assert done(effects) == [*apart, ("referral", 2, "used", "owed")]


@pytest.mark.parametrize("event", ["notice", "letting"])
def test_a_turn_that_has_gone_to_another_vacancy_stays_there(event: str) -> None:
    """What it drew and is owed is given back only while it is still owed to anybody."""
    owed = (slot("referral", "a", 1, TURN, "owed"), slot("transfer", "a", 2, "transfer", "owed"))
    kept = Kept("V1", "ask", "offered", channel="flexible", drawn=owed)
    gone, _, _ = given_back(kept, counters_owing(), terms(event))
    assert done(gone) == []
    there, _, _ = given_back(kept, counters_owing(*owed), terms(event))
    assert done(there) == [
        ("transfer", 2, "owed", "free"),
        ("referral", 1, "owed", "held" if event == "notice" else "free"),
    ]


@pytest.mark.parametrize(
    ("event", "vacant", "offers", "label", "status", "own", "after"),
    [
        # It has counted: the turn is owed to the next vacancy, and a slot without a turn is passed.
        ("notice", False, 0, TURN, "held", True, "owed"), ("notice", False, 0, NOBODYS, "held", True, "passed"),
        ("notice", False, 0, TURN, "used", True, "owed"), ("notice", False, 0, TURN, "lapsed", True, None),
        ("notice", False, 0, NOBODYS, "passed", True, None), ("notice", False, 0, TURN, "owed", True, None),
        ("vacancy", True, 0, TURN, "held", True, "owed"), ("offer", False, 1, TURN, "used", True, "owed"),
        ("offer", False, 2, NOBODYS, "held", True, "passed"), ("notice", False, 0, TURN, "used", False, "owed"),
        # It has not counted: the slot goes back to its wheel as if it had never been drawn.
        ("vacancy", False, 0, TURN, "held", True, "free"), ("vacancy", False, 0, NOBODYS, "held", True, "free"),
        ("offer", False, 0, TURN, "used", True, "free"), ("letting", True, 3, TURN, "used", True, "free"),
        ("letting", True, 3, NOBODYS, "passed", True, "free"),
        # One that was owed from before is owed again.
        ("letting", True, 3, TURN, "used", False, "owed"), ("vacancy", False, 0, TURN, "used", False, "owed"),
        ("offer", False, 0, NOBODYS, "passed", False, "passed"),
    ],
)  # fmt: skip
def test_a_vacancy_that_is_not_let_after_all_has_counted_or_not_by_the_event_that_counts(
    event: str, vacant: bool, offers: int, label: str, status: str, own: bool, after: str | None
) -> None:
    """From a notice on, from the day it is vacant, from its first offer, or never."""
    kept = Kept("V1", "ask", "open", drawn=(slot("referral", "a", 4, label, status, own=own),), offers=offers)
    effects = withdrawn(kept, counters_owing(), terms(event), vacant)
    assert done(effects) == ([] if after is None else [("referral", 4, status, after)])


@pytest.mark.parametrize(("declined", "after"), [(True, None), (False, "owed")])
def test_a_turn_that_the_municipality_has_declined_stays_spent_when_the_vacancy_is_withdrawn(
    declined: bool, after: str | None
) -> None:
    """It was used; one that was not declined is owed again."""
    kept = Kept("V1", "ask", "refused", declined=declined, drawn=(slot("referral", "a", 4, TURN, "used"),))
    effects = withdrawn(kept, counters_owing(), terms("notice"), became_vacant=False)
    assert done(effects) == ([] if after is None else [("referral", 4, "used", after)])


def test_every_slot_of_a_vacancy_that_is_withdrawn_is_looked_at() -> None:
    """Those of other wheels first; of referral those that have counted stay, and those after them too are given back."""
    kept = Kept("V1", "ask", "decided", declined=True, drawn=(
        slot("referral", "a", 1, NOBODYS, "passed"), slot("referral", "a", 2, TURN, "used"),
        slot("transfer", "a", 3, "transfer", "used"), slot("referral", "a", 4, TURN, "held"),
        slot("referral", "a", 5, NOBODYS, "held"),
    ))  # fmt: skip
    assert done(withdrawn(kept, counters_owing(), terms("notice"), became_vacant=True)) == [
        ("transfer", 3, "used", "free"), ("referral", 4, "held", "owed"), ("referral", 5, "held", "passed"),
    ]  # fmt: skip
    assert done(withdrawn(kept, counters_owing(), terms("vacancy"), became_vacant=False)) == [
        ("transfer", 3, "used", "free"), ("referral", 1, "passed", "free"), ("referral", 4, "held", "free"),
        ("referral", 5, "held", "free"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("event", "dates", "at_once"),
    [
        ("notice", {}, True), ("notice", {"available": NOW}, True), ("vacancy", {"notice": NOW}, False),
        ("vacancy", {"notice": NOW, "available": NOW}, True), ("offer", {"available": NOW}, False),
        ("letting", {"available": NOW}, False),
    ],
)  # fmt: skip
def test_a_vacancy_draws_its_slot_when_it_is_opened_if_it_has_counted_by_then(
    event: str, dates: Mapping[str, date], at_once: bool
) -> None:
    """By its notice, or by the day on which it is vacant if that is known."""
    assert counts_at_once({"dates": dates}, terms(event)) is at_once


@pytest.mark.parametrize(("event", "at_once"), [("notice", True), ("vacancy", False)])
def test_what_is_not_said_of_a_vacancy_does_not_hinder_its_being_counted(event: str, at_once: bool) -> None:
    """Neither its kind nor its days."""
    assert is_counted({}, None, terms(event))
    assert counts_at_once({}, terms(event)) is at_once
