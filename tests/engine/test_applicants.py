"""Facts and claims of applicants: counted to the day, each claim by its own conditions, and a list judged as one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kredslob.engine.applicants import DERIVED
from kredslob.engine.claims import CLAIMS
from kredslob.engine.knowledge import FactValue, Unknown
from kredslob.engine.rank import Tier, rank
from kredslob.engine.vacancy import Applicant, ApplicantList
from kredslob.engine.waiting import WaitingList
from kredslob.rules.units import Value
from tests.engine.small_city import DAY, IN_WORK, PLAIN, applicant, case_of, office, publication

GUARANTEE: Mapping[str, Any] = {"return_guarantee": True, "guarantee_issued": date(2008, 5, 2)}
NEIGHBOUR: Mapping[str, Any] = {"list": "estate", "tenant_of": "estate", "tenant_since": date(2009, 5, 2)}
TENANT: Mapping[str, Any] = {"list": "organisation", "tenant_of": "organisation", "tenant_since": date(2009, 5, 2)}
PARTED: Mapping[str, Any] = {**TENANT, "parting": "divorce", "parted_on": date(2010, 5, 2), "child_stays": True}


def of(fact: str, **facts: Any) -> FactValue:
    """Give a fact of one applicant."""
    return case_of([applicant("A1", 2001, **facts)]).people[0][fact]


# --- derived ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fact", "given", "day", "value"),
    [
        ("age", "birth_date", date(1955, 5, 2), 56),
        ("age", "birth_date", date(1955, 5, 3), 55),
        ("tenancy_months", "tenant_since", date(2009, 5, 2), 24),
        ("tenancy_months", "tenant_since", date(2009, 5, 3), 23),
        ("months_since_divorce", "parted_on", date(2010, 5, 2), 12),
        ("months_since_divorce", "parted_on", date(2010, 5, 1), 13),
        ("months_since_guarantee", "guarantee_issued", date(2008, 5, 2), 36),
        ("months_since_release", "released_on", date(2010, 11, 2), 6),
        ("months_since_secure_release", "secure_released_on", date(2010, 11, 1), 7),
        ("months_since_termination", "tenancy_terminated_on", DAY, 0),
    ],
)
def test_a_derived_fact_is_counted_to_the_day(fact: str, given: str, day: date, value: int) -> None:
    """On 2 May 2011: ages in whole years, residence in whole months passed, deadlines in months begun."""
    assert of(fact, **{given: day}) == value


@pytest.mark.parametrize(("fact", "base"), [(fact, base) for fact, (base, _) in DERIVED.items()])
def test_without_its_date_a_derived_fact_asks_for_the_date(fact: str, base: str) -> None:
    """The office is asked when, never how many months."""
    assert of(fact, **{base: None}) == Unknown(needs=(f"{base}@A1",))


# --- claims -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "claims"),
    [
        (GUARANTEE, True),
        ({**GUARANTEE, "guarantee_issued": date(2008, 5, 1)}, False),
        ({**GUARANTEE, "return_guarantee": False}, False),
    ],
)
def test_a_return_guarantee_lives_three_years(facts: Mapping[str, Any], claims: bool) -> None:
    """Up to and including the same date three years later."""
    assert of("claims_return_guarantee", **facts) is claims


@pytest.mark.parametrize(
    ("facts", "claims"),
    [
        (NEIGHBOUR, True),
        ({**NEIGHBOUR, "tenant_since": date(2009, 5, 3)}, False),
        ({**NEIGHBOUR, "list": "external"}, False),
        ({**NEIGHBOUR, "tenant_of": "organisation"}, False),
    ],
)
def test_a_tenant_of_the_estate_transfers_after_two_years(facts: Mapping[str, Any], claims: bool) -> None:
    """On the estate's transfer list, a tenant there, and long enough."""
    assert of("claims_own_estate", **facts) is claims


@pytest.mark.parametrize(
    ("facts", "claims"),
    [
        (TENANT, True),
        ({**TENANT, "tenant_since": date(2009, 5, 3)}, False),
        ({**TENANT, "list": "estate"}, False),
        ({**TENANT, "tenant_of": "none"}, False),
    ],
)
def test_a_tenant_of_the_organisation_transfers_after_two_years(facts: Mapping[str, Any], claims: bool) -> None:
    """On the organisation's transfer list, a tenant of another estate, and long enough."""
    assert of("claims_organisation", **facts) is claims


@pytest.mark.parametrize(
    ("facts", "claims"),
    [
        (PARTED, True),
        ({**PARTED, "parting": "break_up"}, True),
        ({**PARTED, "parted_on": date(2010, 5, 1)}, False),
        ({**PARTED, "child_stays": False}, False),
        ({**PARTED, "parting": "none"}, False),
        ({**PARTED, "tenant_of": "none"}, False),
        ({**PARTED, "list": "external"}, False),
    ],
)
def test_divorce_precedence_asks_for_all_of_its_conditions(facts: Mapping[str, Any], claims: bool) -> None:
    """A tenant who moves out within a year, with a joint child who stays."""
    assert of("claims_divorce", **facts) is claims


# --- claims on the vacancy ----------------------------------------------------------------------------------------

CLAIMANTS = {
    "return_guarantee_claim": GUARANTEE, "own_estate_claim": NEIGHBOUR, "organisation_claim": TENANT, "divorce_claim": PARTED,
    "rehousing_claim": {"list": "rehousing"},
}  # fmt: skip


@pytest.mark.parametrize("claim", CLAIMANTS)
def test_a_claim_is_there_when_somebody_has_it(claim: str) -> None:
    """Somebody among others is enough, and nobody is nobody."""
    people = [applicant("A1", 2001), applicant("A2", 2002, **CLAIMANTS[claim])]
    assert case_of(people).situation[claim] is True
    assert case_of(people[:1]).situation[claim] is False
    assert case_of([]).situation[claim] is False


@pytest.mark.parametrize(
    ("claim", "missing", "need"),
    [
        ("return_guarantee_claim", "guarantee_issued", "guarantee_issued"),
        ("own_estate_claim", "tenant_since", "tenant_since"),
        ("organisation_claim", "tenant_of", "tenant_of"),
        ("divorce_claim", "child_stays", "child_stays"),
        ("rehousing_claim", "list", "list"),
    ],
)
def test_a_claim_that_hangs_on_a_missing_fact_is_unknown(claim: str, missing: str, need: str) -> None:
    """Everybody whose fact is missing is asked about; one who certainly has the claim settles it."""
    unsure: dict[str, Any] = {**CLAIMANTS[claim], missing: None}
    people = [applicant("A1", 2001, **unsure), applicant("A2", 2002), applicant("A3", 2003, **unsure)]
    assert case_of(people).situation[claim] == Unknown(needs=(f"{need}@A1", f"{need}@A3"))
    assert case_of([*people, applicant("A4", 2009, **CLAIMANTS[claim])]).situation[claim] is True


@pytest.mark.parametrize("claim", CLAIMANTS)
def test_without_a_list_the_office_is_asked_for_the_claim(claim: str) -> None:
    """A vacancy decided without applicants asks whether there is somebody."""
    assert case_of(None).situation[claim] == Unknown(needs=(claim,))


def test_a_claim_that_hangs_on_a_guess_names_the_guess() -> None:
    """How long one must have lived there is assumed, so between the ends it is open."""
    person = applicant("A1", 2001, **{**NEIGHBOUR, "tenant_since": date(2010, 1, 1)})
    open_ = case_of([person], assumed={})
    assert open_.situation["own_estate_claim"] == Unknown(guesses=("transfer.tenancy_months",))


def test_who_is_to_be_refused_has_no_return_guarantee() -> None:
    """Where combined letting may hold and that is not known, the guarantee is not known either, and no sooner."""
    where = office(publication("51b", date(2010, 10, 1), complete=False), in_area=True)
    assert case_of([applicant("A1", 2001, **GUARANTEE)], where).situation["return_guarantee_claim"] is True


# --- the list as one ----------------------------------------------------------------------------------------------


def people(kinds: Sequence[Mapping[str, Value | None]]) -> list[Applicant]:
    """Give applicants of some kinds, each on the list since a year of their own or shared."""
    return [applicant(f"P{place}", 2001 + place % 4, **kind) for place, kind in enumerate(kinds, 1)]


KINDS: tuple[Mapping[str, Value | None], ...] = (
    {}, IN_WORK, {**IN_WORK, "weekly_hours": None}, {**IN_WORK, "weekly_hours": 24 * 60 + 59}, GUARANTEE, NEIGHBOUR, TENANT,
    PARTED, {"list": None}, {"birth_date": None, "job": "temporary"}, {"age": 25, "job": "temporary"}, {"list": "municipal"},
    {**TENANT, "tenant_since": None}, {"listed_since": None, **IN_WORK}, {"list_number": None, **IN_WORK},
)  # fmt: skip
kinds = st.lists(st.sampled_from(KINDS), max_size=8)
TIERS = (
    Tier(("groups",), ("external",), ("group_work", "group_young"), (("refused", False),)),
    Tier(("ordinary",), ("external",), (), (("refused", False),)),
)


@settings(max_examples=settings().max_examples // 4)
@given(kinds)
def test_judging_those_alike_once_changes_nobodys_claims(drawn: list[Mapping[str, Value | None]]) -> None:
    """What the list claims is what its people claim one by one."""
    listed = people(drawn)
    found = case_of(listed).situation
    for claim, claims in CLAIMS.items():
        alone = [case_of([one]).people[0][claims] for one in listed]
        unknown = [one for one in alone if isinstance(one, Unknown)]
        if any(value is True for value in alone):
            assert found[claim] is True
        elif unknown:
            value = found[claim]
            assert isinstance(value, Unknown)
            assert set(value.needs) == {need for one in unknown for need in one.needs}
        else:
            assert found[claim] is False


@given(kinds, st.randoms(use_true_random=False))
def test_ranking_by_those_alike_is_ranking_one_by_one(drawn: list[Mapping[str, Value | None]], luck: Any) -> None:
    """The same offer, needs and order as when everybody is judged for themselves, in whatever order the list is."""
    listed = people(drawn)
    case = case_of(listed)
    together = rank(TIERS, case.people, case.terms)
    alone = rank(TIERS, list(case.people), case.terms)
    shuffled = list(listed)
    luck.shuffle(shuffled)
    again = case_of(shuffled)
    mixed = rank(TIERS, again.people, again.terms)
    for other in (alone, mixed):
        assert (other.offer, other.provisional) == (together.offer, together.provisional)
        assert set(other.needs) == set(together.needs)
        assert {one.about for one in other.ahead} == {one.about for one in together.ahead}


@given(kinds)
def test_a_list_held_by_columns_is_the_list(drawn: list[Mapping[str, Value | None]]) -> None:
    """Applicants read from a table and those made one by one are decided alike."""
    listed = people(drawn)
    names = dict.fromkeys([*PLAIN, *(name for one in listed for name in one.facts)])
    columns = ApplicantList(
        [one.id for one in listed], {name: [one.facts.get(name) for one in listed] for name in names}
    )
    assert list(columns) == listed
    waiting, plain = WaitingList(columns), WaitingList(listed)
    assert list(waiting) == list(plain)
    assert waiting.pseudonyms == plain.pseudonyms
    for name in ("list", "listed_since", "weekly_hours", "age"):
        assert list(waiting.column(name)) == list(plain.column(name))


def test_the_waiting_list_is_in_the_order_of_seniority() -> None:
    """Who has no date may be the earliest; of one date the lower number comes first; a place is found by pseudonym."""
    listed = [
        applicant("A1", 2003), applicant("A2", 2001, list_number=9), applicant("A3", 2001, list_number=4),
        applicant("A4", 2005, listed_since=None),
    ]  # fmt: skip
    waiting = WaitingList(listed)
    assert list(waiting.pseudonyms) == ["A4", "A3", "A2", "A1"]
    assert waiting.places["A2"] == 2
    assert [one.id for one in waiting[1:3]] == ["A3", "A2"]


@pytest.mark.parametrize("place", [2, -3])
def test_a_place_beyond_the_list_is_a_fault(place: int) -> None:
    """As with any sequence."""
    case = case_of([applicant("A1", 2001), applicant("A2", 2002)])
    with pytest.raises(IndexError):
        case.people[place]
    with pytest.raises(KeyError):
        case.people.of("A3")
    with pytest.raises(ValueError, match="A1"):
        case.people.place_of(case_of([applicant("A1", 2001)]).people[0])
