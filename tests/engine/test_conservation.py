"""Whatever was agreed and however the city looks, no part of a turn is lost, doubled, misplaced or overflows."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import floor
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.engine.compensation import Compensation, Method, Terms, compensate
from kredslob.engine.wheels import referral_wheel
from tests.engine.oracles import compensation as oracle
from tests.engine.oracles.cities import PPM, City, cities, deals, extra, settle
from tests.engine.oracles.compensation import Estate

BY_WEIGHT: tuple[Method, ...] = ("proportional", "headroom")

carried = st.lists(st.integers(0, 40), min_size=3, max_size=3)


def book_of(terms: Terms, city: City, scope: int, carried_in: int) -> oracle.Account:
    """Let the oracle account for one scope of the city."""
    deal = oracle.Deal(Fraction(*terms.base), terms.method, Fraction(terms.threshold_ppm, PPM), Fraction(*terms.cap))
    return oracle.account(deal, [e for e in city if e.scope == scope], Fraction(carried_in, terms.base[1]))


# --- what is always so --------------------------------------------------------------------------------------------


@given(deals(), cities(), carried)
def test_every_part_of_a_turn_is_accounted_for(terms: Terms, city: City, carried_in: list[int]) -> None:
    """Lost + carried in = extra + unplaced + carried out, to the last part of a turn, and nothing is below 0."""
    account = settle(terms, city, carried_in)
    of = account.of
    for scope in range(3):
        placed = sum(turns for turns, e in zip(account.extra, city, strict=True) if e.scope == scope)
        assert account.placed[scope] == placed
        assert account.lost[scope] + carried_in[scope] == (
            of * (placed + account.unplaced[scope]) + account.carried_out[scope]
        )
        assert account.lost[scope] == sum(terms.base[0] * e.vacancies for e in city if e.exempt and e.scope == scope)
        assert account.unplaced[scope] >= 0
        assert 0 <= account.carried_out[scope] < of
    assert all(turns >= 0 for turns in account.extra)
    assert account.carried_in == tuple(carried_in)


@given(deals(), cities(), carried)
def test_the_account_is_that_of_exact_fractions(terms: Terms, city: City, carried_in: list[int]) -> None:
    """An oracle that fills estates to their room at one rising rate, in fractions, places the same turns."""
    account = settle(terms, city, carried_in)
    given_turns = {e.id: turns for e, turns in zip(city, account.extra, strict=True)}
    for scope in range(3):
        book = book_of(terms, city, scope, carried_in[scope])
        assert {e.id: given_turns[e.id] for e in city if e.scope == scope} == book.extra
        assert Fraction(account.lost[scope], account.of) == book.lost
        assert account.unplaced[scope] == book.unplaced
        assert Fraction(account.carried_out[scope], account.of) == book.carried_out


@given(deals(), cities(), carried)
def test_no_estate_exceeds_the_cap(terms: Terms, city: City, carried_in: list[int]) -> None:
    """An estate that receives extra turns stays within the cap, and owes at most all its vacancies."""
    for estate, turns in zip(city, settle(terms, city, carried_in).extra, strict=True):
        if turns:
            owed = Fraction(*terms.base) * estate.vacancies + turns
            assert owed <= Fraction(*terms.cap) * estate.vacancies <= estate.vacancies


@given(deals(), cities(), carried)
def test_no_exempt_estate_receives(terms: Terms, city: City, carried_in: list[int]) -> None:
    """What is kept free of referral by one rule is not given turns by another."""
    assert not any(n for n, e in zip(settle(terms, city, carried_in).extra, city, strict=True) if e.exempt)


@given(deals(BY_WEIGHT), cities(scopes=1), st.integers(0, 40))
def test_an_estate_below_its_cap_is_within_one_turn_of_its_exact_share(
    terms: Terms, city: City, carried_in: int
) -> None:
    """Rounding moves nobody by a whole turn."""
    exact = book_of(terms, city, 0, carried_in).exact
    for name, turns in extra(terms, city, [carried_in]).items():
        assert floor(exact[name]) <= turns < exact[name] + 1


@given(deals(BY_WEIGHT), cities(scopes=1), st.integers(0, 200))
def test_something_is_unplaced_only_when_every_candidate_is_full(terms: Terms, city: City, carried_in: int) -> None:
    """A cap refills the others until all are capped."""
    account = settle(terms, city, [carried_in])
    if not account.unplaced[0]:
        return
    for estate, turns in zip(city, account.extra, strict=True):
        draws = terms.method == "proportional" or estate.share * PPM < terms.threshold_ppm
        if draws and not estate.exempt:
            room = floor((Fraction(*terms.cap) - Fraction(*terms.base)) * estate.vacancies)
            assert turns == max(0, room)


@given(deals(("proportional",)), cities(scopes=1), st.integers(0, 40))
def test_more_vacancies_never_bring_fewer_turns(terms: Terms, city: City, carried_in: int) -> None:
    """Of two receiving estates the larger gets at least as much; of equal ones the first id does."""
    got = extra(terms, city, [carried_in])
    receiving = sorted((e for e in city if not e.exempt), key=lambda e: (-e.vacancies, e.id))
    turns = [got[e.id] for e in receiving]
    assert turns == sorted(turns, reverse=True)


@given(deals(BY_WEIGHT), cities(scopes=1), st.integers(0, 40), st.integers(0, 12))
def test_a_higher_cap_and_a_greater_loss_never_place_less(terms: Terms, city: City, carried_in: int, more: int) -> None:
    """The whole that is placed rises with the loss and with the cap, though one estate's part may fall."""
    placed = settle(terms, city, [carried_in]).placed[0]
    assert settle(terms, city, [carried_in + more]).placed[0] >= placed
    higher = Terms(terms.base, terms.method, terms.threshold_ppm, (min(terms.cap[0] + 1, terms.cap[1]), terms.cap[1]))
    assert settle(higher, city, [carried_in]).placed[0] >= placed


@given(deals(), cities(), carried, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(terms: Terms, city: City, carried_in: list[int], random: Random) -> None:
    """The account is the same however the register lists its estates."""
    shuffled = list(city)
    random.shuffle(shuffled)
    assert extra(terms, shuffled, carried_in) == extra(terms, city, carried_in)
    assert settle(terms, shuffled, carried_in).unplaced == settle(terms, city, carried_in).unplaced


@given(deals(), cities(), carried)
def test_a_scope_is_settled_as_if_it_were_alone(terms: Terms, city: City, carried_in: list[int]) -> None:
    """Other scopes neither give nor take."""
    together = extra(terms, city, carried_in)
    for scope in range(3):
        alone = [Estate(e.id, e.vacancies, e.exempt, e.share, e.declared) for e in city if e.scope == scope]
        assert extra(terms, alone, [carried_in[scope]]) == {e.id: together[e.id] for e in alone}


@given(deals(), cities(), carried)
def test_the_citys_referrals_are_the_same_before_and_after(terms: Terms, city: City, carried_in: list[int]) -> None:
    """The turns on all wheels, with what is unplaced and carried, are the base share of all the city's vacancies."""
    account = settle(terms, city, carried_in)
    on_wheels = Fraction(0)
    for estate, turns in zip(city, account.extra, strict=True):
        wheel = referral_wheel("1", terms.base, estate.vacancies, turns, exempt=estate.exempt)
        on_wheels += Fraction(*wheel.share("referral")) * estate.vacancies
    carried_on = Fraction(sum(account.carried_out) - sum(carried_in), account.of)
    before = Fraction(*terms.base) * sum(estate.vacancies for estate in city)
    assert on_wheels + sum(account.unplaced) + carried_on == before


# --- 64 bits ------------------------------------------------------------------------------------------------------


class Narrow(int):
    """An integer that refuses what 64 bits cannot hold, as a compiled one would not."""


def _narrowed(operation: str) -> Callable[[Narrow, int], Narrow]:
    def apply(self: Narrow, other: int) -> Narrow:
        result: int = getattr(int, operation)(int(self), int(other))
        if not -(2**63) <= result < 2**63:
            raise OverflowError
        return Narrow(result)

    return apply


for _operation in ("add", "sub", "mul", "floordiv", "mod"):
    for _side in ("", "r"):
        setattr(Narrow, f"__{_side}{_operation}__", _narrowed(f"__{_side}{_operation}__"))


def settle_in_64_bits(terms: Terms, city: City, carried_in: int) -> Compensation:
    """Compensate a city in integers that overflow."""
    narrow = Terms(
        (Narrow(terms.base[0]), Narrow(terms.base[1])),
        terms.method,
        Narrow(terms.threshold_ppm),
        (Narrow(terms.cap[0]), Narrow(terms.cap[1])),
    )
    return compensate(
        narrow,
        [e.id for e in city],
        [Narrow(e.vacancies) for e in city],
        [e.exempt for e in city],
        share_ppm=[Narrow(e.share * PPM) for e in city],
        fixed_extra=[Narrow(e.declared) for e in city],
        carried_in=[Narrow(carried_in)],
    )


@given(deals(), cities(scopes=1, largest=200_000), st.integers(0, 600_000))
def test_no_step_overflows_within_the_stated_bound(terms: Terms, city: City, carried_in: int) -> None:
    """With 3 million vacancies and carried turns every step fits 64 bits, and the account is the same."""
    assert settle_in_64_bits(terms, city, carried_in) == settle(terms, city, [carried_in])


def test_the_largest_city_of_the_stated_bound_is_exact_with_the_largest_denominators() -> None:
    """Weights of a million parts, 3 million vacancies, and denominators whose product is 3 million million."""
    terms = Terms((1_000_000, 3_000_000), "headroom", PPM, (999_999, 1_000_000))
    city = [Estate("a", 1_500_000, exempt=True), Estate("b", 1_499_999), Estate("c", 1)]
    assert settle_in_64_bits(terms, city, 0) == settle(terms, city)


def test_far_beyond_the_bound_a_step_does_overflow() -> None:
    """The guard of these tests is awake: a hundred times as many vacancies do not fit."""
    city = [Estate("a", 150_000_000, exempt=True), Estate("b", 150_000_000)]
    with pytest.raises(OverflowError):
        settle_in_64_bits(Terms((1, 3), "headroom", PPM), city, 0)
