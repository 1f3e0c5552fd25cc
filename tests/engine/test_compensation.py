"""Every referral that exempt estates no longer receive is found again elsewhere, is unplaced, or is carried on."""

from __future__ import annotations

from fractions import Fraction
from typing import get_args

import pytest

from kredslob.engine.compensation import METHODS, Method, Terms, compensate, give_to_largest, place_by_weight
from tests.engine.oracles.cities import PPM, extra, settle
from tests.engine.oracles.compensation import Estate

NAMES: tuple[Method, ...] = get_args(Method)


def percent(number: int) -> Fraction:
    """Give so many per cent as a share."""
    return Fraction(number, 100)


def every_third(method: Method = "proportional", cap: tuple[int, int] = (1, 1)) -> Terms:
    """Agree on every third vacancy, measured against 40 per cent."""
    return Terms((1, 3), method, threshold_ppm=400_000, cap=cap)


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
    """Declarations for two of five turns leave three without a place; those of exempt estates count for nothing."""
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


def test_a_city_of_which_nothing_is_told_has_one_scope() -> None:
    """Nothing is lost in it, placed or carried on."""
    account = compensate(every_third(), (), (), ())
    assert (account.lost, account.placed, account.unplaced, account.carried_out) == ((0,), (0,), (0,), (0,))


@pytest.mark.parametrize(
    ("turns", "given"), [(1, [0, 1, 0, 0]), (2, [1, 1, 0, 0]), (3, [1, 1, 1, 0]), (4, [1, 1, 1, 1])]
)
def test_turns_left_over_go_to_the_largest_remainders_and_of_equal_ones_to_the_first(
    turns: int, given: list[int]
) -> None:
    """On top of what each has been given."""
    found = [7, 7, 7, 7]
    give_to_largest([3, 5, 3, 3], [0] * 4, 0, turns, 6, found)
    assert [one - 7 for one in found] == given


def test_an_estate_of_the_least_weight_gets_its_part() -> None:
    """Four turns for two that weigh one each are two for each."""
    found = [0, 0]
    assert place_by_weight([1, 1], [5, 5], [0, 0], 0, 4, found) == 0
    assert found == [2, 2]


@pytest.mark.parametrize("method", NAMES)
def test_where_nobody_is_exempt_nobody_receives(method: Method) -> None:
    """Without a loss there is no compensation, even where turns are declared."""
    account = settle(every_third(method), [Estate("a", 30, declared=5), Estate("b", 60)])
    assert (account.extra, account.lost, account.unplaced) == ((0, 0), (0,), (0,))


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
