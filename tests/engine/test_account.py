"""The quota account says who owes what, what exempt estates lose and where it is placed; the sums are done by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.engine import quota_estates
from kredslob.engine.account import quota_account, settled_account
from kredslob.engine.quota import QuotaAccount, ScopeAccount
from kredslob.engine.wheels import REFERRAL, referral_wheel
from kredslob.rules.messages import WrongInput
from kredslob.rules.units import Value
from tests.engine.oracles import compensation as oracle
from tests.engine.quota_city import House, office, with_agreement

START = date(2011, 1, 1)
PLUS, OPEN, WIDE = House("plus", 12, 45), House("open", 9, 30), House("wide", 6, 10)
THREE = (PLUS, OPEN, WIDE)


def wheels(account: QuotaAccount) -> dict[str, tuple[int, int]]:
    """Give the wheels by estate."""
    return {one.estate.id: one.wheel for one in account.estates}


def extra(account: QuotaAccount) -> dict[str, int]:
    """Give the extra turns by estate."""
    return {one.estate.id: one.extra for one in account.estates}


# --- a city worked out by hand --------------------------------------------------------------------------------------


def test_what_an_exempt_estate_loses_is_placed_in_proportion_to_vacancies() -> None:
    """12 vacancies lose 4 turns; shares of 2.4 and 1.6 become 2 and 2 by largest remainder."""
    account = quota_account(office(*THREE), START)
    assert account.total == ScopeAccount("total", 3, lost=12, carried_in=0, extra=4, unplaced=0, carried_out=0)
    assert extra(account) == {"plus": 0, "open": 2, "wide": 2}
    assert wheels(account) == {"plus": (0, 1), "open": (5, 9), "wide": (2, 3)}


def test_each_line_says_what_it_rests_on() -> None:
    """Standing, share, measurement, base turns and what is lost stand beside the wheel."""
    first = quota_account(office(*THREE), START).estates[0]
    assert (first.read.exempt, first.read.share, first.base, first.lost) == (True, 450_000, 12, 12)
    assert first.read.measured is not None
    assert first.read.measured.year == 2010


def test_by_headroom_those_far_below_the_threshold_take_most() -> None:
    """Weights 9 x 10 and 6 x 30 points are 1 to 2: of 4 turns 1.33 and 2.67, so 1 and 3."""
    account = quota_account(office(*THREE), START, assumed={"compensation.method": "headroom"})
    assert extra(account) == {"plus": 0, "open": 1, "wide": 3}
    assert account.method == "headroom"


def test_a_cap_leaves_turns_unplaced_and_says_so() -> None:
    """With at most half, 9 vacancies have room for 1.5 and 6 for 1: two are placed and two are not."""
    account = quota_account(office(*THREE), START, assumed={"compensation.cap": (1, 2)})
    assert (account.total.extra, account.total.unplaced) == (2, 2)
    assert {one.estate.id: one.capped for one in account.estates} == {"plus": False, "open": True, "wide": True}


def test_without_compensation_all_is_unplaced() -> None:
    """Nothing vanishes: what is not placed is reported."""
    account = quota_account(office(*THREE), START, assumed={"compensation.method": "none"})
    assert (account.total.extra, account.total.unplaced) == (0, 4)
    assert wheels(account)["open"] == (1, 3)


def test_within_the_organisation_the_others_are_left_alone() -> None:
    """`plus` and `open` are of one organisation, `wide` of another."""
    other = replace(WIDE, organisation="other")
    account = quota_account(office(PLUS, OPEN, other), START, assumed={"compensation.scope": "organisation"})
    assert extra(account) == {"plus": 0, "open": 4, "wide": 0}
    assert {one.scope: one.extra for one in account.scopes} == {"org": 4, "other": 0}


def test_within_the_agreement_an_estate_without_one_belongs_to_its_organisation() -> None:
    """An estate that no individual agreement names still has its turns accounted for."""
    under = (replace(PLUS, agreement="a-1"), replace(OPEN, agreement="a-1"), WIDE)
    account = quota_account(office(*under), START, assumed={"compensation.scope": "agreement"})
    assert {one.scope: one.extra for one in account.scopes} == {"a-1": 4, "org": 0}


def test_a_fixed_method_places_nothing_where_nothing_is_declared() -> None:
    """The shipped agreements declare no extra turns."""
    account = quota_account(office(*THREE), START, assumed={"compensation.method": "fixed"})
    assert (account.total.extra, account.total.unplaced) == (0, 4)


def test_a_fixed_method_places_what_the_individual_agreement_declares(tmp_path: Path) -> None:
    """`compensation.extra_turns` is an estate's own number of turns."""
    declared = [{"from": START, "value": 3, "basis": "stated", "source": "designed"}]
    library = with_agreement(tmp_path, "a-1", {"open": {"parameters": {"compensation.extra_turns": declared}}})
    houses = (PLUS, replace(OPEN, agreement="a-1"), WIDE)
    account = quota_account(office(*houses, library=library), START, assumed={"compensation.method": "fixed"})
    assert (extra(account)["open"], account.total.unplaced) == (3, 1)


# --- from year to year ----------------------------------------------------------------------------------------------


def test_thirds_that_make_no_whole_turn_are_carried_to_the_next_year() -> None:
    """13 vacancies lose 4 1/3 a year: a third over in 2011, two in 2012, and a fifth turn in 2013."""
    small = office(replace(PLUS, vacancies=13), OPEN, WIDE)
    found = [quota_account(small, date(year, 6, 1)).total for year in (2011, 2012, 2013)]
    assert [(one.carried_in, one.extra, one.carried_out) for one in found] == [(0, 4, 1), (1, 4, 2), (2, 5, 0)]


def test_what_is_carried_in_may_be_given() -> None:
    """An office that has settled its own year says what is left of it."""
    account = quota_account(office(*THREE), START, carried_in={"city": Fraction(2, 3)})
    assert (account.total.carried_in, account.total.carried_out) == (2, 2)


def test_halves_carried_into_an_agreement_of_thirds_are_counted_in_sixths() -> None:
    """The unit is one that both are whole numbers of."""
    account = quota_account(office(*THREE), START, carried_in={"city": Fraction(1, 2)})
    assert (account.of, account.base, account.total.lost, account.total.carried_out) == (6, (2, 6), 24, 3)


def test_what_a_scope_carries_does_not_vanish_with_its_estates() -> None:
    """A scope that no estate belongs to any more stands in the account with what it carries."""
    account = quota_account(office(*THREE), START, carried_in={"gone": Fraction(1, 3)})
    assert {one.scope: one.carried_out for one in account.scopes} == {"city": 0, "gone": 1}


def test_an_account_says_as_of_which_day_it_is_known() -> None:
    """Whoever makes it again must leave out what was recorded later."""
    known = replace(office(*THREE), as_known=date(2011, 6, 1))
    assert quota_account(known, START).as_known == date(2011, 6, 1)


def test_the_period_is_the_year_within_the_agreement() -> None:
    """The agreement begins and ends with a year."""
    assert quota_account(office(*THREE), date(2012, 5, 1)).period == (date(2012, 1, 1), date(2012, 12, 31))


# --- what is not known, and what is guessed --------------------------------------------------------------------------


def test_an_estate_of_unknown_standing_keeps_its_base_share_and_is_listed() -> None:
    """A share told as 40 % is neither over 40 nor not: its vacancies neither lose nor receive."""
    account = quota_account(office(PLUS, OPEN, replace(WIDE, outside=None)), START)
    assert account.unknown == ("wide",)
    assert (extra(account), wheels(account)["wide"]) == ({"plus": 0, "open": 4, "wide": 0}, (1, 3))


def test_an_estate_of_which_it_is_not_known_which_share_it_owes_owes_none_and_is_listed() -> None:
    """By the ladder of 2024 the share hangs on a measurement, and the last one is too old."""
    account = quota_account(office(PLUS), date(2024, 5, 1))
    assert (account.unknown, account.wheel("plus"), account.of, account.base) == (("plus",), (0, 1), 1, None)


def test_an_exempt_estate_that_was_never_measured_loses_nothing_and_is_listed() -> None:
    """It is exempt by the list; without a measurement there are no vacancies to count."""
    listed = House("listed", (), (), area="a")
    account = quota_account(office(listed, OPEN, first=("a",)), START)
    assert (account.unmeasured, account.total.lost, wheels(account)["listed"]) == (("listed",), 0, (0, 1))


def test_by_headroom_an_unknown_share_gets_nothing_and_is_listed() -> None:
    """The estate is not 40-plus for sure, but how far below is not known."""
    rounded = replace(OPEN, outside=None, rounded=(295_000, 305_000))
    account = quota_account(office(PLUS, rounded, WIDE), START, assumed={"compensation.method": "headroom"})
    assert account.unweighed == ("open",)
    assert extra(account) == {"plus": 0, "open": 0, "wide": 4}


def test_an_estate_whose_standing_hangs_on_a_guess_is_listed_with_both_readings() -> None:
    """Measured over 40 in December 2011: exempt at once, or not before the spring adjustment."""
    crossing = replace(WIDE, outside=(30, 45, 45))
    account = quota_account(office(PLUS, OPEN, crossing), date(2012, 1, 15))
    (hangs,) = account.hanging
    assert (hangs.estate, [exempt for _, exempt in hangs.readings]) == ("wide", [False, True])
    assert "measurement.takes_effect" in hangs.guesses
    assert {one.parameter for one in account.assumed if one.deciding} >= {"measurement.takes_effect"}


def test_of_hundreds_of_estates_only_so_many_values_of_guesses_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the assumed ones alone are, nothing else comes to light."""
    crossing = replace(WIDE, outside=(30, 45, 45))
    monkeypatch.setattr(quota_estates, "_ENOUGH", 1)
    assert quota_account(office(PLUS, OPEN, crossing), date(2012, 1, 15)).hanging == ()


def test_a_value_taken_for_the_guess_settles_it() -> None:
    """The other reading gives another account, and nothing hangs on it any more."""
    crossing = replace(WIDE, outside=(30, 45, 45))
    taken: dict[str, Value] = {"measurement.takes_effect": "on_publication"}
    account = quota_account(office(PLUS, OPEN, crossing), date(2012, 1, 15), assumed=taken)
    assert (account.hanging, account.total.lost, extra(account)["open"]) == ((), 18, 6)
    assert [one.parameter for one in account.assumed if one.taken] == ["measurement.takes_effect"]


def test_a_listing_acts_from_its_publication_or_from_the_spring() -> None:
    """Listed on 1 October 2011: by the assumed value the estate is not exempt before April."""
    new = House("new", 12, 20, area="a")
    small = office(new, OPEN, second=("a",))
    held = quota_account(small, date(2011, 11, 1))
    at_once = quota_account(small, date(2011, 11, 1), assumed={"standing.takes_effect": "on_publication"})
    assert (held.total.lost, at_once.total.lost) == (0, 12)


@pytest.mark.parametrize(
    ("parameter", "decides"),
    [("compensation.method", True), ("compensation.scope", False), ("compensation.cap", True)],
)
def test_the_terms_of_compensation_are_told_and_whether_they_decide(parameter: str, *, decides: bool) -> None:
    """In a city of one organisation it does not matter whether turns stay within it."""
    for carried in ({}, {"city": Fraction(1, 3)}):  # a third of a turn that is carried in makes no whole one
        account = quota_account(office(*THREE), START, carried_in=carried)
        assert {one.parameter: one.deciding for one in account.assumed}[parameter] is decides


def test_the_scope_decides_where_one_of_its_values_comes_out_otherwise() -> None:
    """Two organisations under one individual agreement: within it and within the city it is the same, within each it is not."""
    under = [replace(one, agreement="a-1") for one in (PLUS, OPEN, replace(WIDE, organisation="other"))]
    found = {one.parameter: one.deciding for one in quota_account(office(*under), START).assumed}
    assert found["compensation.scope"] is True


def test_estates_outside_the_agreement_take_no_part() -> None:
    """An organisation outside BL's 1. kreds neither loses nor receives."""
    stranger = House("stranger", 30, 45, organisation="far", party=False)
    account = quota_account(office(*THREE, stranger), START)
    assert (account.outside, account.total.lost) == (("stranger",), 12)


def test_an_organisation_not_known_to_be_outside_is_a_party() -> None:
    """An office's own register need not say who is a member."""
    assert quota_account(office(replace(PLUS, party=None), OPEN), START).total.lost == 12


def test_made_rows_are_named() -> None:
    """Each estate and each measurement that is not public is told."""
    rows = quota_account(office(*THREE), START).synthetic
    assert {row.kind for row in rows} == {"estate", "measurement"}


# --- wrong use --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [date(2010, 12, 31), date(2028, 1, 1)])
def test_a_day_without_an_agreement_is_refused(day: date) -> None:
    """The agreements say nothing of other years."""
    with pytest.raises(WrongInput, match="no agreement is in force"):
        quota_account(office(*THREE), day)


def test_vacancies_that_no_estate_has_are_refused_with_their_place() -> None:
    """A wheel of thousands of slots comes of a slip of the pen."""
    with pytest.raises(WrongInput) as refused:
        quota_account(office(PLUS, replace(OPEN, vacancies=5003)), START)
    assert refused.value.problems[0].place.field == "base_vacancies"
    assert "Accepted: the dwellings of one estate that fell vacant in the year" in refused.value.text()


@pytest.mark.parametrize(
    "broken",
    [
        {"extra": 5}, {"unplaced": 1}, {"carried_out": 1}, {"lost": 13}, {"carried_in": 1},
        {"extra": -1, "unplaced": 5}, {"carried_out": -3, "extra": 5},
    ],
)  # fmt: skip
def test_a_scope_that_does_not_balance_cannot_be_made(broken: dict[str, Any]) -> None:
    """One turn too many or too few anywhere, or less than none, and there is no account to print."""
    balanced = ScopeAccount("city", 3, lost=12, carried_in=0, extra=4, unplaced=0, carried_out=0)
    with pytest.raises(ArithmeticError, match="does not balance"):
        replace(balanced, **broken)


def test_wheels_that_owe_another_number_of_turns_cannot_be_accounted_for() -> None:
    """The wheels are what decides, so they are held to the account."""
    account = quota_account(office(*THREE), START)
    tampered = replace(account.estates[1], wheel=(6, 9))
    with pytest.raises(ArithmeticError, match="wheels owe"):
        replace(account, estates=(account.estates[0], tampered, account.estates[2]))


def test_an_estate_that_is_not_in_the_account_has_no_wheel() -> None:
    """A slip in an id is not answered by the base share."""
    with pytest.raises(KeyError):
        quota_account(office(*THREE), START).wheel("nobody")


# --- any city ---------------------------------------------------------------------------------------------------------

ORGANISATIONS = ("one", "two")
AREAS = ("old", "new")


@st.composite
def houses(draw: st.DrawFn) -> list[House]:
    """Draw up to six estates; shares lie on and near the threshold as often as elsewhere."""
    vacancies, share = st.integers(0, draw(st.sampled_from((3, 40)))), st.sampled_from((0, 20, 39, 40, 41, 60))
    return [
        House(
            f"e{number}",
            draw(st.tuples(vacancies, vacancies, vacancies)),
            draw(st.tuples(share, share, share)),
            draw(st.sampled_from(ORGANISATIONS)),
            draw(st.sampled_from((None, "x", "y"))),
            draw(st.sampled_from((None, *AREAS))),
        )
        for number in range(draw(st.integers(0, 6)))
    ]


GUESSES = st.fixed_dictionaries(
    {
        "compensation.method": st.sampled_from(("proportional", "headroom", "none")),
        "compensation.scope": st.sampled_from(("city", "organisation", "agreement")),
        "compensation.cap": st.sampled_from(((1, 1), (2, 3), (1, 2))),
        "measurement.takes_effect": st.sampled_from(("on_publication", "next_adjustment")),
        "standing.takes_effect": st.sampled_from(("on_publication", "next_adjustment")),
    }
)


@given(houses(), GUESSES, st.sampled_from((2011, 2012, 2013)))
def test_in_any_city_the_account_is_that_of_exact_fractions(
    drawn: list[House], guesses: dict[str, Value], year: int
) -> None:
    """From the register through standing and account to the wheels, by a route of its own; year after year."""
    account = settled_account(office(*drawn, first=("old",), second=("old", "new")), date(year, 5, 1), guesses)
    cap = guesses["compensation.cap"]
    assert isinstance(cap, tuple)
    deal = oracle.Deal(Fraction(1, 3), str(guesses["compensation.method"]), Fraction(2, 5), Fraction(*map(int, cap)))
    expected: dict[str, int] = {}
    scoped_by = str(guesses["compensation.scope"])
    for scope in {scope_of(one, scoped_by) for one in drawn}:
        members = [one for one in drawn if scope_of(one, scoped_by) == scope]
        book = oracle.Account(Fraction(0), Fraction(0))
        for each in range(2011, year + 1):
            estates = [by_hand(one, each, guesses, year_is_over=each < year) for one in members]
            book = oracle.account(deal, estates, book.carried_out)
        expected |= book.extra
    assert extra(account) == expected


def scope_of(house: House, scoped_by: str) -> str:
    """Give what an estate's turns are placed within."""
    if scoped_by == "city":
        return scoped_by
    return house.organisation if scoped_by == "organisation" else house.agreement or house.organisation


def by_hand(house: House, year: int, guesses: dict[str, Value], *, year_is_over: bool) -> oracle.Estate:
    """Give an estate as it stands on 1 May or, when the year is over, on its last day.

    By then December's measurement and October's list may act; new on the list is exempt only until spring 2012.
    """
    assert isinstance(house.vacancies, tuple)
    assert isinstance(house.outside, tuple)
    at = year - 2011 + (year_is_over and guesses["measurement.takes_effect"] == "on_publication")
    at_once = year_is_over and guesses["standing.takes_effect"] == "on_publication"
    listed = ("old", "new") if year == 2011 and at_once else ("old",)
    share = house.outside[at] or 0
    return oracle.Estate(house.id, house.vacancies[at], share > 40 or house.area in listed, Fraction(share, 100))


@given(houses(), GUESSES)
def test_in_any_city_no_turn_appears_or_vanishes(drawn: list[House], guesses: dict[str, Value]) -> None:
    """Over a round of every wheel the city gives what it owed, less what is unplaced and carried on."""
    account = settled_account(office(*drawn, first=("old",), second=("old", "new")), date(2012, 5, 1), guesses)
    given_out, owed = Fraction(0), Fraction(0)
    for one in account.estates:
        vacancies = one.read.base_vacancies
        slots = referral_wheel("v", (1, 3), vacancies, one.extra, exempt=one.read.exempt is True).slots
        given_out += Fraction(slots.count(REFERRAL), len(slots)) * vacancies
        owed += Fraction(vacancies, 3)
    total = account.total
    assert given_out + total.unplaced + Fraction(total.carried_out, account.of) == owed + Fraction(
        total.carried_in, account.of
    )


@given(houses(), st.randoms(use_true_random=False))
def test_in_any_city_the_order_of_the_rows_changes_nothing(drawn: list[House], luck: Any) -> None:
    """Ties go by the estates' ids."""
    shuffled = [*drawn]
    luck.shuffle(shuffled)
    assert wheels(settled_account(office(*shuffled), START, {})) == wheels(settled_account(office(*drawn), START, {}))
