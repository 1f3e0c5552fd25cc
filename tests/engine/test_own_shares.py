"""Where rules fix each estate's share, as on a ladder, every turn is accounted for as it is under one base share."""

from __future__ import annotations

from dataclasses import replace
from math import lcm
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kredslob.engine.compensation import Compensation, Terms, compensate
from kredslob.engine.own_shares import compensate_own
from tests.engine.oracles.cities import PPM, City, cities, deals

carried = st.lists(st.integers(0, 40), min_size=3, max_size=3)


def columns(city: City) -> dict[str, Any]:
    """Give the key figures of a city."""
    return {
        "share_ppm": [int(one.share * PPM) for one in city], "fixed_extra": [one.declared for one in city],
        "scope": [one.scope for one in city],
    }  # fmt: skip


def settle(terms: Terms, city: City, own: list[int], carried_in: list[int]) -> Compensation:
    """Compensate a city whose estates owe shares of their own."""
    named = [one.id for one in city], [one.vacancies for one in city], [one.exempt for one in city]
    return compensate_own(terms, *named, own=own, carried_in=carried_in, **columns(city))


@given(deals(), cities(), carried)
def test_shares_that_are_all_the_base_share_come_out_as_the_base_share(
    terms: Terms, city: City, carried_in: list[int]
) -> None:
    """It is the same account, to the last turn."""
    named = [one.id for one in city], [one.vacancies for one in city], [one.exempt for one in city]
    expected = compensate(terms, *named, carried_in=carried_in, **columns(city))
    assert settle(terms, city, [terms.base[0]] * len(city), carried_in) == expected


@given(deals(), cities(), carried, st.data())
def test_no_part_of_a_turn_is_lost_between_steps(
    terms: Terms, city: City, carried_in: list[int], data: st.DataObject
) -> None:
    """Whatever each owes: lost + carried in = extra + unplaced + carried out, and nobody passes the cap by it."""
    unit = lcm(terms.base[1], 12)
    terms = replace(terms, base=(0, unit))
    own = [data.draw(st.integers(0, unit)) for _ in city]
    found = settle(terms, city, own, carried_in)
    for scope in range(3):
        lost = sum(
            share * one.vacancies for share, one in zip(own, city, strict=True) if one.exempt and one.scope == scope
        )
        placed = sum(extra for extra, one in zip(found.extra, city, strict=True) if one.scope == scope)
        assert (found.lost[scope], found.placed[scope]) == (lost, placed)
        assert lost + carried_in[scope] == unit * (placed + found.unplaced[scope]) + found.carried_out[scope]
        assert found.unplaced[scope] >= 0
        assert 0 <= found.carried_out[scope] < unit
    for share, one, extra in zip(own, city, found.extra, strict=True):
        over = extra * unit * terms.cap[1] > (terms.cap[0] * unit - share * terms.cap[1]) * one.vacancies
        assert extra >= 0
        assert not (extra and (over or one.exempt))


def test_what_a_step_loses_is_placed_where_the_others_steps_leave_room() -> None:
    """6 of 12 lost of 12 vacancies, 3 turns carried in: 2 fit above 10 of 12, 4 above half of 8, and 3 find no place."""
    found = compensate_own(
        Terms((0, 12), "proportional"), ["gone", "nearly-full", "half"], [12, 12, 8], [True, False, False], own=[6, 10, 6],
        share_ppm=[0] * 3, fixed_extra=[0] * 3, scope=[0] * 3, carried_in=[36],
    )  # fmt: skip
    assert (found.lost, found.extra, found.unplaced, found.carried_out) == ((72,), (0, 2, 4), (3,), (0,))


def test_declared_turns_are_given_as_declared_and_in_order() -> None:
    """4 turns are lost; 3 are declared for the first and 5 for the second, so the second gets what is left."""
    found = compensate_own(
        Terms((0, 12), "fixed"), ["gone", "a", "b"], [12, 12, 12], [True, False, False], own=[4, 4, 4],
        share_ppm=[0] * 3, fixed_extra=[0, 3, 5], scope=[0] * 3, carried_in=[0],
    )  # fmt: skip
    assert (found.extra, found.unplaced) == ((0, 3, 1), (0,))


def test_the_order_is_that_of_the_ids_however_estates_are_listed() -> None:
    """4 turns are lost; `a`, listed last, gets the 3 declared for it, and `b` what is left."""
    found = compensate_own(
        Terms((0, 12), "fixed"), ["gone", "b", "a"], [12, 12, 12], [True, False, False], own=[4, 4, 4],
        share_ppm=[0] * 3, fixed_extra=[0, 5, 3], scope=[0] * 3, carried_in=[0],
    )  # fmt: skip
    assert (found.extra, found.unplaced) == ((0, 1, 3), (0,))


def test_lost_turns_are_shared_in_proportion_and_not_in_order() -> None:
    """4 turns are lost; two estates alike get two each."""
    found = compensate_own(
        Terms((0, 12), "proportional"), ["gone", "a", "b"], [12, 12, 12], [True, False, False], own=[4, 4, 4],
        share_ppm=[0] * 3, fixed_extra=[0] * 3, scope=[0] * 3, carried_in=[0],
    )  # fmt: skip
    assert (found.extra, found.unplaced) == ((0, 2, 2), (0,))
