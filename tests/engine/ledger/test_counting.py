"""Which vacancies the referral wheel counts, how a wheel goes on, and what a refusal leaves a vacancy with."""

from __future__ import annotations

import pytest

from kredslob.engine.ledger.counting import PARAMETERS, Counting, counting, is_counted
from kredslob.engine.ledger.turning import Turn
from kredslob.engine.ledger.vacancies import Drawn, Kept, _refused
from kredslob.rules.messages import WrongInput
from kredslob.rules.units import Value
from tests.engine.bare_terms import bare_terms, parameter

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
    terms = Counting("notice", "returned", freed_counts, True)
    assert is_counted({"facts": {"dwelling_kind": kind}}, freed_by, terms) is counted


@pytest.mark.parametrize(("on_change", "keeps"), [("keep_fraction", True), ("restart", False)])
def test_a_wheel_that_replaces_another_goes_on_or_begins_anew_as_the_agreement_says(
    on_change: str, keeps: bool
) -> None:
    """The rest is read as it is said."""
    said: dict[str, Value] = {**SAID, "wheel.on_change": on_change}
    terms = bare_terms({key: parameter(key, value) for key, value in said.items()})
    assert counting(terms) == Counting("notice", "returned", True, keeps)


@pytest.mark.parametrize("left", PARAMETERS)
def test_an_agreement_that_leaves_open_how_turns_are_counted_is_refused(left: str) -> None:
    """By the name of what it does not say."""
    terms = bare_terms({key: parameter(key, value) for key, value in SAID.items() if key != left})
    with pytest.raises(WrongInput, match=left):
        counting(terms)


def test_a_refusal_leaves_a_vacancy_the_slots_that_it_does_not_give_up() -> None:
    """The municipality's goes to the next; that of the external wheel it has drawn itself."""
    drawn = tuple(Drawn(Turn(wheel, "2011", 3), wheel, "held", True) for wheel in ("referral", "external"))
    found = _refused(Kept("V1", "gaarden", drawn=drawn), {"another": False, "left": ["referral"], "declined": False})
    assert {one.turn.wheel: one.own for one in found.drawn} == {"referral": False, "external": True}
