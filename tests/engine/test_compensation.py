"""Every referral that exempt estates no longer receive is found again elsewhere, is unplaced, or is carried on."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import floor
from random import Random
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kredslob.engine.compensation import METHODS, Compensation, Method, Terms, compensate
from kredslob.engine.wheels import referral_wheel
from tests.engine.oracles import compensation as oracle
from tests.engine.oracles.compensation import Estate

PPM = 1_000_000
NAMES: tuple[Method, ...] = get_args(Method)
BY_WEIGHT: tuple[Method, ...] = ("proportional", "headroom")

City = list[Estate]


def settle(terms: Terms, city: City, carried_in: list[int] | None = None) -> Compensation:
    """Compensate a city of the oracle's estates."""
    return compensate(
        terms,
        [estate.id for estate in city],
        [estate.vacancies for estate in city],
        [estate.exempt for estate in city],
        share_ppm=[int(estate.share * PPM) for estate in city],
        fixed_extra=[estate.declared for estate in city],
        scope=[estate.scope for estate in city],
        carried_in=carried_in,
    )


def extra(terms: Terms, city: City, carried_in: list[int] | None = None) -> dict[str, int]:
    """Give the extra turns by estate id."""
    return dict(zip([estate.id for estate in city], settle(terms, city, carried_in).extra, strict=True))


def percent(number: int) -> Fraction:
    """Give so many per cent as a share."""
    return Fraction(number, 100)


def every_third(method: Method = "proportional", cap: tuple[int, int] = (1, 1)) -> Terms:
    """Agree on every third vacancy, measured against 40 per cent."""
    return Terms((1, 3), method, threshold_ppm=400_000, cap=cap)


@st.composite
def cities(draw: st.DrawFn, scopes: int = 3, largest: int = 40) -> City:
    """Draw a city: up to a dozen estates in any order, their scopes, standing, key figures and declared turns."""
    # few and alike as often as many: ties, and cuts between neighbours, are where turns could go astray
    vacancies = st.integers(0, draw(st.sampled_from((3, largest))))
    ids = draw(st.lists(st.text("abcÅø1", min_size=1, max_size=3), unique=True, max_size=12))
    return [
        Estate(
            name,
            vacancies=draw(vacancies),
            exempt=draw(st.booleans()),
            share=Fraction(draw(st.integers(0, PPM) | st.just(400_000)), PPM),
            declared=draw(st.integers(0, 10)),
            scope=draw(st.integers(0, scopes - 1)),
        )
        for name in ids
    ]


@st.composite
def deals(draw: st.DrawFn, methods: tuple[Method, ...] = NAMES) -> Terms:
    """Draw what may be agreed: any base share, cap, threshold and method."""

    def share() -> tuple[int, int]:
        of = draw(st.integers(1, 12))
        return draw(st.integers(0, of)), of

    return Terms(
        share(), draw(st.sampled_from(methods)), draw(st.integers(0, PPM)), draw(st.just((1, 1)) | st.builds(share))
    )


carried = st.lists(st.integers(0, 40), min_size=3, max_size=3)


def book_of(terms: Terms, city: City, scope: int, carried_in: int) -> oracle.Account:
    """Let the oracle account for one scope of the city."""
    deal = oracle.Deal(Fraction(*terms.base), terms.method, Fraction(terms.threshold_ppm, PPM), Fraction(*terms.cap))
    return oracle.account(deal, [e for e in city if e.scope == scope], Fraction(carried_in, terms.base[1]))


# --- worked by hand -----------------------------------------------------------------------------------------------


def test_what_an_exempt_estate_loses_is_shared_by_vacancies() -> None:
    """Thirty vacancies lose ten referrals; sixty, thirty and ten vacancies elsewhere take six, three and one."""
    city = [Estate("a", 30, exempt=True), Estate("b", 60), Estate("c", 30), Estate("d", 10)]
    account = settle(every_third(), city)
    assert account.extra == (0, 6, 3, 1)
    assert (account.lost, account.placed, account.unplaced, account.carried_out) == ((30,), (10,), (0,), (0,))


def test_parts_of_a_turn_are_carried_to_the_next_period() -> None:
    """Ten vacancies lose three turns and one third; with the third carried in, eleven more lose four turns exactly."""
    first = settle(every_third(), [Estate("a", 10, exempt=True), Estate("b", 50)])
    assert (first.extra, first.carried_out) == ((0, 3), (1,))
    second = settle(every_third(), [Estate("a", 11, exempt=True), Estate("b", 50)], list(first.carried_out))
    assert (second.extra, second.carried_in, second.carried_out) == ((0, 4), (1,), (0,))


def test_the_loss_is_rounded_once_for_all_exempt_estates_of_a_scope() -> None:
    """Three estates that lose a third of a turn each lose one whole turn together."""
    city = [Estate(name, 1, exempt=True) for name in "abc"] + [Estate("d", 9)]
    assert extra(every_third(), city)["d"] == 1


def test_the_largest_remainder_gets_the_turn_left_over() -> None:
    """Ten turns by 47, 33 and 20: exactly 4.7, 3.3 and 2, so the first gets the fifth."""
    city = [Estate("x", 30, exempt=True), Estate("a", 47), Estate("b", 33), Estate("c", 20)]
    assert extra(every_third(), city) == {"x": 0, "a": 5, "b": 3, "c": 2}


def test_equal_remainders_go_by_estate_id_whatever_the_order_of_the_rows() -> None:
    """Two turns for three equal estates go to the first two ids."""
    city = [Estate("c", 10), Estate("a", 10), Estate("x", 6, exempt=True), Estate("b", 10)]
    assert extra(every_third(), city) == {"a": 1, "b": 1, "c": 0, "x": 0}


def test_headroom_sends_turns_where_the_share_is_farthest_below_the_threshold() -> None:
    """At 30 and 20 per cent of a threshold of 40 the second takes two turns to the first's one; at 40 none."""
    city = [
        Estate("x", 9, exempt=True),
        Estate("a", 20, share=percent(30)),
        Estate("b", 20, share=percent(20)),
        Estate("c", 20, share=percent(40)),
        Estate("d", 20, share=percent(55)),
    ]
    assert extra(every_third("headroom"), city) == {"x": 0, "a": 1, "b": 2, "c": 0, "d": 0}


def test_a_capped_estate_is_filled_and_the_others_take_the_rest() -> None:
    """Nine turns by 12, 12 and 3 would be 4, 4 and 1; under a cap of one half they are 2, 2 and 0, and 5 unplaced."""
    city = [Estate("x", 27, exempt=True), Estate("a", 12), Estate("b", 12), Estate("c", 3)]
    account = settle(every_third(cap=(1, 2)), city)
    assert account.extra == (0, 2, 2, 0)
    assert account.unplaced == (5,)


def test_a_cap_refills_the_others() -> None:
    """Headroom wants all six turns in a, which has room for two of them; b, hardly below the threshold, takes four."""
    city = [
        Estate("x", 18, exempt=True),
        Estate("a", 12, share=percent(0)),
        Estate("b", 60, share=Fraction(399_999, PPM)),
    ]
    assert extra(every_third("headroom", cap=(1, 2)), city) == {"x": 0, "a": 2, "b": 4}


def test_an_estate_at_its_cap_before_compensation_receives_nothing() -> None:
    """A cap at or below the base share leaves no room; base turns are not taken away."""
    city = [Estate("x", 9, exempt=True), Estate("a", 30)]
    for cap in ((1, 3), (1, 4), (0, 1)):
        account = settle(every_third(cap=cap), city)
        assert (account.extra, account.unplaced) == ((0, 0), (3,))


def test_without_a_cap_an_estate_gives_at_most_all_its_vacancies() -> None:
    """Six vacancies owe two; they can take four more of the ten lost."""
    account = settle(every_third(), [Estate("x", 30, exempt=True), Estate("a", 6)])
    assert (account.extra, account.unplaced) == ((0, 4), (6,))


def test_declared_turns_are_given_in_order_of_id_and_stop_at_what_was_lost() -> None:
    """Five turns lost, three declared by each: the first id gets three, the second two, the third none."""
    city = [Estate("c", 30, declared=3), Estate("b", 30, declared=3), Estate("a", 30, declared=3)]
    assert extra(every_third("fixed"), [*city, Estate("x", 15, exempt=True)]) == {"a": 3, "b": 2, "c": 0, "x": 0}


def test_what_was_not_declared_is_unplaced() -> None:
    """Declarations for two of five turns leave three without a place; what exempt estates declared counts for nothing."""
    account = settle(every_third("fixed"), [Estate("a", 30, declared=2), Estate("x", 15, exempt=True, declared=9)])
    assert (account.extra, account.unplaced) == ((2, 0), (3,))


def test_declared_turns_stay_below_the_cap() -> None:
    """Twelve vacancies owe four and may owe six: of the five declared, two."""
    account = settle(every_third("fixed", cap=(1, 2)), [Estate("a", 12, declared=5), Estate("x", 15, exempt=True)])
    assert (account.extra, account.unplaced) == ((2, 0), (3,))


def test_without_compensation_everything_lost_is_unplaced() -> None:
    """Method none places nothing, and still accounts for it."""
    account = settle(every_third("none"), [Estate("a", 30), Estate("x", 10, exempt=True)])
    assert (account.extra, account.lost, account.unplaced, account.carried_out) == ((0, 0), (10,), (3,), (1,))


def test_a_loss_is_made_good_within_its_own_scope() -> None:
    """What one organisation's exempt estate loses is not sent to another's."""
    city = [Estate("a", 9, exempt=True, scope=0), Estate("b", 30, scope=1), Estate("c", 9, exempt=True, scope=1)]
    account = settle(every_third(), city)
    assert (account.extra, account.placed, account.unplaced) == ((0, 3, 0), (0, 3), (3, 0))


def test_a_greater_loss_can_leave_an_estate_with_one_turn_fewer() -> None:
    """The Alabama paradox of largest remainders: by 60, 60 and 20, ten turns are 4, 4, 2 but eleven are 5, 5, 1."""
    receiving = [Estate("a", 60), Estate("b", 60), Estate("c", 20)]
    assert extra(every_third(), [*receiving, Estate("x", 30, exempt=True)])["c"] == 2
    assert extra(every_third(), [*receiving, Estate("x", 33, exempt=True)])["c"] == 1


def test_of_many_equal_estates_just_as_many_receive_as_there_are_turns() -> None:
    """One turn for three estates of two vacancies goes to one of them, and its twin in another scope gets none."""
    city = [Estate(name, 2) for name in "abc"] + [Estate("x", 3, exempt=True), Estate("aa", 2, scope=1)]
    assert extra(every_third(), city) == {"a": 1, "b": 0, "c": 0, "x": 0, "aa": 0}
    twin_first = [Estate("a", 2, scope=1), *(Estate(name, 2) for name in "bc"), Estate("x", 3, exempt=True)]
    assert extra(every_third(), twin_first) == {"a": 0, "b": 1, "c": 0, "x": 0}


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


# --- the edges of a city ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", NAMES)
def test_where_all_estates_are_exempt_everything_is_unplaced(method: Method) -> None:
    """No estate is left to receive; the loss is reported whole."""
    account = settle(every_third(method), [Estate("a", 30, exempt=True, declared=5), Estate("b", 60, exempt=True)])
    assert (account.extra, account.unplaced, account.carried_out) == ((0, 0), (30,), (0,))


@pytest.mark.parametrize("method", NAMES)
def test_a_city_without_vacancies_loses_and_places_nothing(method: Method) -> None:
    """No vacancies, no referrals; a declared turn cannot fall on a vacancy that is not there."""
    account = settle(every_third(method), [Estate("a", 0, exempt=True), Estate("b", 0, declared=5)], [4])
    assert (account.extra, account.lost, account.unplaced, account.carried_out) == ((0, 0), (0,), (1,), (1,))


@pytest.mark.parametrize("method", NAMES)
def test_a_city_without_estates_carries_on_what_it_was_given(method: Method) -> None:
    """Five thirds carried in are one turn without a place and two thirds carried on."""
    account = settle(every_third(method), [], [5])
    assert (account.extra, account.lost, account.unplaced, account.carried_out) == ((), (0,), (1,), (2,))


@pytest.mark.parametrize("method", NAMES)
def test_where_nobody_is_exempt_nobody_receives(method: Method) -> None:
    """Without a loss there is no compensation, even where turns are declared."""
    account = settle(every_third(method), [Estate("a", 30, declared=5), Estate("b", 60)])
    assert (account.extra, account.lost, account.unplaced) == ((0, 0), (0,), (0,))


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


# --- wrong use ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("share", [(-1, 3), (4, 3), (0, 0), (1, 0), (1, -3)])
def test_terms_with_what_is_no_share_are_refused(share: tuple[int, int]) -> None:
    """Base share and cap are from none to all of at least one vacancy."""
    with pytest.raises(ValueError, match="not a share"):
        Terms(share, "none")
    with pytest.raises(ValueError, match="not a share"):
        Terms((1, 3), "none", cap=share)


def test_terms_with_a_threshold_below_nothing_are_refused() -> None:
    """A share of people is never negative."""
    with pytest.raises(ValueError, match="below 0"):
        Terms((1, 3), "headroom", threshold_ppm=-1)


def test_an_unknown_method_is_refused_with_those_there_are() -> None:
    """The message names the four methods."""
    with pytest.raises(ValueError, match="proportional, headroom, fixed, none"):
        Terms((1, 3), "by_lot")  # type: ignore[arg-type]  # that is the point


def test_the_methods_named_are_the_methods_there_are() -> None:
    """The type and the table of codes list the same words."""
    assert tuple(METHODS) == NAMES


@pytest.mark.parametrize("method", ["headroom", "fixed"])
def test_a_method_without_its_column_is_refused(method: Method) -> None:
    """Headroom needs shares and fixed needs declarations; guessing 0 would place turns by accident."""
    with pytest.raises(ValueError, match=f"{method} compensation needs"):
        compensate(Terms((1, 3), method, 400_000), ["a"], [9], [False])


@pytest.mark.parametrize(
    ("ids", "vacancies", "exempt", "scope", "carried_in", "complaint"),
    [
        (["a", "a"], [1, 2], [False, True], [0, 0], [0], "id of its own"),
        (["a", "b"], [1], [False, True], [0, 0], [0], "one entry for each"),
        (["a", "b"], [1, 2], [False], [0, 0], [0], "one entry for each"),
        (["a", "b"], [1, 2], [False, True], [0], [0], "one entry for each"),
        (["a", "b"], [1, -2], [False, True], [0, 0], [0], "from 0 up"),
        (["a", "b"], [1, 2], [False, True], [0, -1], [0], "from 0 up"),
        (["a", "b"], [1, 2], [False, True], [0, 0], [-1], "from 0 up"),
        (["a", "b"], [1, 2], [False, True], [0, 1], [0], "numbered outside the 1"),
        (["a"], [1], [False], [0], [], "numbered outside the 0"),
    ],
)
def test_columns_that_do_not_fit_together_are_refused(
    ids: list[str], vacancies: list[int], exempt: list[bool], scope: list[int], carried_in: list[int], complaint: str
) -> None:
    """An id twice, a column too short, a number below 0, or a scope without a place in what was carried in."""
    with pytest.raises(ValueError, match=complaint):
        compensate(every_third(), ids, vacancies, exempt, scope=scope, carried_in=carried_in)


@pytest.mark.parametrize(("share", "declared"), [([-1], [0]), ([0], [-1])])
def test_key_figures_below_nothing_are_refused(share: list[int], declared: list[int]) -> None:
    """Neither a share nor a declaration counts from below 0."""
    with pytest.raises(ValueError, match="from 0 up"):
        compensate(every_third(), ["a"], [9], [False], share_ppm=share, fixed_extra=declared)
