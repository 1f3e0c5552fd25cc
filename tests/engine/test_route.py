"""From channel to tiers: who a channel looks at, in which order of groups, and what happens when nobody qualifies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kredslob.engine.case import Case
from kredslob.engine.knowledge import Open, Unknown
from kredslob.engine.rank import Tier
from kredslob.engine.route import CLAIM_OF, LISTS, _groups, _taken, fallback_tiers, tiers_of
from kredslob.engine.turns import SPLIT
from kredslob.engine.vacancy import TurnReading, Vacancy
from kredslob.rules.messages import WrongInput
from kredslob.rules.units import Value
from tests.engine.bare_terms import bare_terms, parameter
from tests.engine.own_agreement import with_agreement
from tests.engine.small_city import (
    DAY,
    DWELLING,
    ESTATE,
    case_of,
    council,
    listing,
    measured,
    office,
    publication,
    settled,
    vacancy,
)

WORK, YOUNG, SENIOR, DIVORCED = "group_work", "group_young", "group_senior", "group_divorced"
BY_SENIORITY, SECOND_FIRST = ("work+young+senior+divorced",), ("senior+divorced", "work+young")
LISTED = (publication("51b", date(2010, 10, 1)), listing("51b", date(2010, 10, 1)), measured())


def tiers(channel: str, case: Case | None = None, slot: int = 1, **assumed: Value) -> tuple[Tier, ...]:
    """Give the tiers of a channel with the split at a slot, every guess settled but for what is taken."""
    taken = {**settled(), **{key.replace("__", "."): value for key, value in assumed.items()}}
    case = case or case_of(what=vacancy(turns={SPLIT: TurnReading(slot)}), assumed=taken)
    found, missing = tiers_of(channel, case.situation, case.turns[SPLIT])
    assert missing is None
    return found


def groups(found: tuple[Tier, ...]) -> list[tuple[str, ...]]:
    """Give the groups of each tier."""
    return [one.any_of for one in found]


# --- the split ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slot", "third", "expected"),
    [
        (1, BY_SENIORITY, [(WORK, YOUNG), (SENIOR, DIVORCED)]),
        (2, BY_SENIORITY, [(WORK, YOUNG), (SENIOR, DIVORCED)]),
        (3, BY_SENIORITY, [(WORK, YOUNG, SENIOR, DIVORCED)]),
        (3, SECOND_FIRST, [(SENIOR, DIVORCED), (WORK, YOUNG)]),
        (1, SECOND_FIRST, [(WORK, YOUNG), (SENIOR, DIVORCED)]),
    ],
)
def test_two_of_three_go_to_work_and_education_first(slot: int, third: Value, expected: list[tuple[str, ...]]) -> None:
    """The third goes to all groups by seniority, or to seniors and the divorced first: a term of the agreement."""
    assert groups(tiers("flexible", slot=slot, flexible__order__b=third)) == expected


@pytest.mark.parametrize("slot", [1, 2, 3])
def test_without_a_split_all_groups_come_by_seniority(slot: int) -> None:
    """If the split did not hold in 2011-2014, no slot makes a difference."""
    found = tiers("flexible", slot=slot, flexible__split_wheel=("any",))
    assert groups(found) == [(WORK, YOUNG, SENIOR, DIVORCED)]


def test_a_slot_of_the_split_for_which_no_groups_are_ordered_is_told_with_the_parameter_that_would() -> None:
    """And with the nearest that there is."""
    with pytest.raises(WrongInput) as caught:
        tiers("flexible", slot=1, flexible__split_wheel=("aa",))
    (problem,) = caught.value.problems
    assert problem.found.text() == "no groups are ordered for slot aa of the split."
    assert problem.accepted is not None
    assert (problem.accepted.text(), problem.nearest) == ("a parameter flexible.order.aa", "flexible.order.a")


def test_a_split_that_stands_nowhere_is_asked_for() -> None:
    """Which slot is due orders the groups."""
    silent = case_of(what=Vacancy("V1", ESTATE, DAY, {}, DWELLING, {}))
    assert tiers_of("flexible", silent.situation, silent.turns[SPLIT]) == ((), Unknown(needs=("split_turn",)))


# --- lists and claims ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("channel", "lists"),
    [
        ("referral", ("municipal",)),
        ("rehousing", ("rehousing",)),
        ("own_estate_transfer", ("estate",)),
        ("organisation_transfer", ("organisation",)),
        ("flexible", ("external",)),
        ("ordinary", ("external",)),
        ("return_guarantee", ()),
        ("divorce_precedence", ()),
    ],
)
def test_each_channel_looks_at_its_own_list(channel: str, lists: tuple[str, ...]) -> None:
    """A claim names its own lists, where it asks for one."""
    assert {one.lists for one in tiers(channel)} == {lists}
    assert LISTS[channel] == lists


@pytest.mark.parametrize("channel", CLAIM_OF)
def test_a_channel_of_claims_is_for_those_who_have_the_claim(channel: str) -> None:
    """One tier, by seniority."""
    assert groups(tiers(channel)) == [(CLAIM_OF[channel],)]


def test_whom_the_law_bars_is_never_referred() -> None:
    """§ 59 limits whom the municipality may refer; no other channel reads it, and rehousing reads nothing."""
    assert [one.must for one in tiers("referral")] == [(("barred", False),)]
    assert all(
        ("barred", False) not in one.must for channel in LISTS if channel != "referral" for one in tiers(channel)
    )
    assert [one.must for one in tiers("rehousing")] == [()]


def test_where_an_agreement_says_who_is_eligible_nobody_else_comes_from_a_list() -> None:
    """The municipality refers and rehouses whom it will."""
    case = case_of()
    case.situation.terms = replace(case.situation.terms, rules={**case.situation.terms.rules, "eligible": ()})
    asked = {channel: {("eligible", True) in one.must for one in tiers(channel, case)} for channel in LISTS}
    assert {channel for channel, found in asked.items() if found == {False}} == {"referral", "rehousing"}
    assert all(len(found) == 1 for found in asked.values())


# --- combined and mandatory letting -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "channel", ["flexible", "ordinary", "organisation_transfer", "own_estate_transfer", "return_guarantee", "divorce_precedence"]
)  # fmt: skip
def test_under_combined_letting_those_to_be_refused_are_passed_over(channel: str) -> None:
    """On every list of the organisation, once the council has decided it for a listed area."""
    decided = office(*LISTED, council("combined_letting", date(2011, 1, 1)), in_area=True)
    assert all(("refused", False) in one.must for one in tiers(channel, case_of(where=decided)))
    assert all(
        ("refused", False) not in one.must for one in tiers(channel, case_of(where=office(*LISTED, in_area=True)))
    )


@pytest.mark.parametrize("channel", ["referral", "rehousing"])
def test_the_municipality_is_not_bound_by_combined_letting(channel: str) -> None:
    """It is a refusal of applicants on the lists."""
    decided = office(*LISTED, council("combined_letting", date(2011, 1, 1)), in_area=True)
    assert all(("refused", False) not in one.must for one in tiers(channel, case_of(where=decided)))


@pytest.mark.parametrize(
    ("channel", "bound"),
    [
        ("flexible", True), ("ordinary", True), ("organisation_transfer", True), ("own_estate_transfer", False),
        ("return_guarantee", False), ("divorce_precedence", False), ("referral", False),
    ],
)  # fmt: skip
def test_mandatory_criteria_bind_the_external_list_and_other_estates_tenants(channel: str, bound: bool) -> None:
    """A move within the estate does not change who lives there."""
    case = case_of(what=vacancy(mandatory_flexible=True))
    assert all((("meets_mandatory", True) in one.must) is bound for one in tiers(channel, case))


def test_whether_criteria_are_mandatory_must_be_known_first() -> None:
    """Else it is not known who may be offered the dwelling."""
    case = case_of(where=office(publication("61a", date(2010, 10, 1), complete=False), measured(), in_area=True), what=vacancy(date(2019, 5, 1)))  # fmt: skip
    case.situation["mandatory_flexible"] = Unknown(needs=("published_61a",))
    assert tiers_of("ordinary", case.situation, case.turns[SPLIT]) == ((), Unknown(needs=("published_61a",)))


# --- transfers by the criteria ------------------------------------------------------------------------------------


@pytest.mark.parametrize("channel", ["own_estate_transfer", "organisation_transfer"])
def test_where_the_criteria_bind_transfers_a_claim_is_not_enough(channel: str) -> None:
    """The tenant must be in some group too, and every group counts alike."""
    (tier,) = tiers(channel, flexible__applies_to_transfers=True)
    assert (tier.any_of, tier.must) == ((WORK, YOUNG, SENIOR, DIVORCED), ((CLAIM_OF[channel], True),))


@pytest.mark.parametrize(
    ("orders", "same"), [((("work+senior",), ("senior", "work")), True), ((("work",), ("senior",)), False)]
)
def test_an_open_split_is_opened_for_transfers_only_if_it_changes_which_groups_there_are(
    orders: tuple[Value, Value], same: bool
) -> None:
    """In which order they come does not matter there."""
    case = case_of(assumed={**settled(), "flexible.applies_to_transfers": True})
    terms = case.situation.terms
    plain = terms.parameters["flexible.order.b"]
    parameters = {f"flexible.order.{name}": replace(plain, value=one) for name, one in zip("xy", orders, strict=True)}
    split = terms.parameters["flexible.split_wheel"]
    dated = replace(split.dated, basis="assumed", alternatives=(("x",), ("y",)), range=None)
    parameters["flexible.split_wheel"] = replace(split, value=("x",), dated=dated, open=True)
    case.situation.terms = replace(terms, parameters={**terms.parameters, **parameters})
    if same:
        (tier,) = tiers("own_estate_transfer", case)
        assert set(tier.any_of) == {WORK, SENIOR}
    else:
        with pytest.raises(Open, match=r"flexible\.split_wheel"):
            tiers("own_estate_transfer", case)


# --- families -----------------------------------------------------------------------------------------------------


def test_families_come_first_to_large_dwellings_only_where_it_is_agreed() -> None:
    """A tier of families before everybody, on each list but the flexible one."""
    assert [one.must for one in tiers("ordinary")] == [()]
    with with_agreement(parameters={"family.precedence_rooms": 3}) as where:
        found = tiers("ordinary", case_of(where=where))
        assert [one.must for one in found] == [(("family_first", True),), ()]
        assert [one.group for one in found] == [("ordinary", "family_first"), ("ordinary",)]


# --- when nobody qualifies ----------------------------------------------------------------------------------------


def test_when_nobody_qualifies_the_ordinary_list_follows_or_the_dwelling_is_held() -> None:
    """A term of the agreement; no other channel falls back."""
    assert [one.lists for one in fallback_tiers("flexible", case_of().situation)] == [("external",)]
    held = case_of(assumed={**settled(), "flexible.nobody_qualifies": "hold"})
    assert fallback_tiers("flexible", held.situation) == ()
    assert all(fallback_tiers(channel, case_of().situation) == () for channel in LISTS if channel != "flexible")


def test_an_outcome_that_there_is_not_is_refused() -> None:
    """Nothing is guessed from a name; what is known is told."""
    case = case_of(assumed={**settled(), "flexible.nobody_qualifies": "holdes"})
    with pytest.raises(WrongInput, match="it is not known what holdes means when nobody qualifies") as found:
        fallback_tiers("flexible", case.situation)
    assert "ordinary_list, hold" in str(found.value)
    assert found.value.problems[0].nearest == "hold"


def test_under_mandatory_criteria_whoever_meets_them_comes_next_and_nobody_else() -> None:
    """§ 60(4): no group is needed, and the dwelling stands empty rather than go to somebody who does not meet them."""
    (tier,) = fallback_tiers("flexible", case_of(what=vacancy(mandatory_flexible=True)).situation)
    assert (tier.lists, tier.any_of, tier.must) == (("external",), (), (("meets_mandatory", True),))


# --- open guesses -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("channel", "slot", "guess"),
    [
        ("flexible", 1, "flexible.split_wheel"),
        ("flexible", 3, "flexible.order.b"),
        ("own_estate_transfer", 1, "flexible.applies_to_transfers"),
    ],
)
def test_a_guess_that_orders_the_tiers_is_opened(channel: str, slot: int, guess: str) -> None:
    """Its own value is tried first."""
    taken = {key: value for key, value in settled().items() if key != guess}
    case = case_of(what=vacancy(turns={SPLIT: TurnReading(slot)}), assumed=taken)
    with pytest.raises(Open) as found:
        tiers_of(channel, case.situation, case.turns[SPLIT])
    assert (found.value.parameter, found.value.values[0]) == (guess, settled()[guess])


def test_what_happens_when_nobody_qualifies_is_a_guess() -> None:
    """Opened only when it comes to that."""
    taken = {key: value for key, value in settled().items() if key != "flexible.nobody_qualifies"}
    with pytest.raises(Open, match=r"flexible\.nobody_qualifies"):
        fallback_tiers("flexible", case_of(assumed=taken).situation)


@pytest.mark.parametrize("slot", [1, 2])
def test_the_third_slot_is_no_guess_at_the_first_two(slot: int) -> None:
    """Who comes first there is known."""
    taken = {key: value for key, value in settled().items() if key != "flexible.order.b"}
    case = case_of(what=vacancy(turns={SPLIT: TurnReading(slot)}), assumed=taken)
    assert groups(tiers("flexible", case)) == [(WORK, YOUNG), (SENIOR, DIVORCED)]


# --- wrong use ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("channel", ["fleksibel", "", "none"])
def test_a_channel_that_there_is_not_is_a_fault(channel: str) -> None:
    """The rules conclude named channels only."""
    with pytest.raises(KeyError):
        tiers(channel)


def test_a_channel_that_is_not_covered_has_no_list() -> None:
    """Nobody is ranked for it."""
    found: Mapping[str, Any] = LISTS
    assert found["not_covered"] == ()


@pytest.mark.parametrize("name", ["exempt", "group_work", "nobody"])
def test_what_is_no_group_is_told_with_those_that_there_are(name: str) -> None:
    """Another fact that rules decide is none."""
    assert _groups(case_of().situation, "flexible.order.a", "work + senior") == ("group_work", "group_senior")
    with pytest.raises(WrongInput, match=f"there is no group {name}"):
        _groups(case_of().situation, "flexible.order.a", name)


def test_a_guess_with_one_value_is_taken_as_it_is() -> None:
    """There is nothing to try."""
    assert _taken(bare_terms({"p": parameter("p", 1, 1)}), "p") == 1
    with pytest.raises(Open):
        _taken(bare_terms({"p": parameter("p", 1, 1, 2)}), "p")
