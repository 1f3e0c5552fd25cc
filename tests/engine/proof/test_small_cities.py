"""The account of small cities in formulas is that of the arithmetic, city by city; what is planted in either is found."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kredslob.engine.compensation import Method, Terms
from kredslob.engine.proof import small_city
from kredslob.engine.proof.conserving import account_of, unbalanced
from kredslob.engine.proof.logic import Number, Solver, fixed
from kredslob.engine.proof.small_city import Bounds, City, SmallCity

BOUNDS = Bounds(vacancies=2, exempt=4)
WIDER = Bounds(receiving=3, vacancies=4, exempt=9)
SHARES = [(1, 3), (1, 2), (2, 3)]
CAPS = [(1, 1), (2, 3), (1, 4)]
METHODS: tuple[Method, ...] = ("proportional", "headroom", "fixed", "none")


def said_of(small: SmallCity, solver: Solver, city: City) -> tuple[list[int], int, int, int]:
    """Give what the formulas say of a city: the turns of each estate, those of nobody, and the parts lost and left."""
    found = solver.find(small.is_(city))
    assert found is not None
    extra = [found.value(one) for one in small.extra]
    return extra, found.value(small.unplaced), found.value(fixed(0) + small.lost), found.value(small.carried_out)


def worked_out(way: Terms, city: City) -> tuple[list[int], int, int, int]:
    """Give what the arithmetic says of it."""
    found = account_of(way, city)
    assert found.extra[0] == 0
    return list(found.extra[1:]), found.unplaced[0], found.lost[0], found.carried_out[0]


def every_city(bounds: Bounds, of: int) -> list[City]:
    """Give all cities within bounds."""
    vacancies, steps = range(bounds.vacancies + 1), range(bounds.steps + 1)
    return [
        City(exempt, receiving, own, carried)
        for exempt in range(bounds.exempt + 1)
        for receiving in product(vacancies, repeat=bounds.receiving)
        for own in product(steps, repeat=bounds.receiving)
        for carried in range(of)
    ]


@pytest.mark.parametrize("step", [7, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("method", METHODS)
def test_in_every_small_city_the_formulas_say_what_the_arithmetic_says(method: Method, step: int) -> None:
    """All cities of two receiving estates are walked through, in the quick dose every seventh."""
    way = Terms((1, 2), method, 400_000, (1, 1))
    small = SmallCity(way, BOUNDS)
    solver = Solver(small.allowed)
    for city in every_city(BOUNDS, way.base[1])[::step]:
        assert said_of(small, solver, city) == worked_out(way, city), city


@settings(max_examples=settings().max_examples // 2)
@given(st.data())
def test_so_they_do_in_larger_cities(data: st.DataObject) -> None:
    """Three receiving estates, any share, cap and method."""
    way = Terms(
        data.draw(st.sampled_from(SHARES)), data.draw(st.sampled_from(METHODS)), 400_000, data.draw(st.sampled_from(CAPS))
    )  # fmt: skip
    each = st.tuples(*(st.integers(0, WIDER.vacancies) for _ in range(WIDER.receiving)))
    steps = st.tuples(*(st.integers(0, WIDER.steps) for _ in range(WIDER.receiving)))
    cities = st.builds(City, st.integers(0, WIDER.exempt), each, steps, st.integers(0, way.base[1] - 1))
    city = data.draw(cities)
    small = SmallCity(way, WIDER)
    assert said_of(small, Solver(small.allowed), city) == worked_out(way, city)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("cap", CAPS)
def test_no_part_of_a_turn_appears_or_vanishes(method: Method, cap: tuple[int, int]) -> None:
    """In no city within the bounds, whatever is carried in."""
    assert unbalanced(Terms((1, 3), method, 400_000, cap), BOUNDS) is None


def test_turns_that_rounding_drops_are_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted: the largest remainders get nothing. The city that is found shares one turn between two."""

    def dropped(rests: list[Number], place: int) -> list[Number]:
        del place
        return [fixed(1) for _ in rests for _ in rests]

    monkeypatch.setattr(small_city, "_before", dropped)
    found = faulty(Terms((1, 3), "proportional"), BOUNDS)
    assert found is not None
    assert min(found.receiving) > 0


def test_turns_beyond_the_cap_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted: nobody is ever full. The city that is found gives an estate more than fits."""
    monkeypatch.setattr(SmallCity, "_filled", lambda _, weights, *__: [fixed(0) > 0 for _ in weights])
    assert faulty(Terms((1, 3), "proportional", cap=(1, 2)), Bounds(vacancies=6)) is not None


def faulty(way: Terms, bounds: Bounds) -> City | None:
    """Give a city in which the account as it now stands does not balance."""
    small = SmallCity(way, bounds)
    found = Solver(small.allowed).find(small.unbalanced)
    return None if found is None else small.city(found)
