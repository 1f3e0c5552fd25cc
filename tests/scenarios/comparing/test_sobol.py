"""How much of the variance each assumption accounts for is found, on functions whose indices are known."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.model import Text
from kredslob.scenarios.comparing.dials import Dial
from kredslob.scenarios.comparing.headlines import HEADLINES
from kredslob.scenarios.comparing.paired import Difference
from kredslob.scenarios.comparing.planning import NO_LIMIT, Budget
from kredslob.scenarios.comparing.sobol import LEAST, Beyond, Room, Sobol, design, rows_within, shares_of, study
from kredslob.scenarios.comparing.unknown_screen import mattering_screen
from kredslob.scenarios.comparing.what_matters import Mattering, Move, Moved, strongest
from kredslob.scenarios.telling.text import text_of

HOUSED = next(one for one in HEADLINES if one.id == "housed")
NAME = Text("navn", "name")
KNOWN = Difference(HOUSED, 100, 110, 10.0, 9.0, 11.0, 5.0, 100, None, "better")
A, B = 7.0, 0.1  # of Ishigami and Homma (1990)


def dials(*names: str) -> tuple[Dial, ...]:
    """Give dials that are turned by lots from 0 to 1."""
    return tuple(Dial(name, "behaviour", NAME, None) for name in names)


def ishigami(lots: NDArray[Any]) -> NDArray[Any]:
    """Give the function of Ishigami and Homma of lots that stand for -pi to pi."""
    x = (2 * lots - 1) * math.pi
    found: NDArray[Any] = np.sin(x[..., 0]) + A * np.sin(x[..., 1]) ** 2 + B * x[..., 2] ** 4 * np.sin(x[..., 0])
    return found


def indices() -> tuple[NDArray[Any], NDArray[Any]]:
    """Give its first and total indices, in closed form."""
    one, two = (1 + B * math.pi**4 / 5) ** 2 / 2, A**2 / 8
    both = B**2 * math.pi**8 * (1 / 18 - 1 / 50)
    whole = one + two + both
    return np.array([one, two, 0]) / whole, np.array([one + both, two, both]) / whole


def test_the_indices_of_ishigami_are_found() -> None:
    """First and total, of each within its interval; of the third nothing alone and a quarter with the first."""
    three = dials("x1", "x2", "x3")
    lots = design(three, 1024, "seed")
    found = shares_of(KNOWN, three, np.repeat(ishigami(lots)[:, None], 2, axis=1), "seed")
    assert found is not None
    first, total = indices()
    for share in found.shares:
        at = ("x1", "x2", "x3").index(share.dial.name)
        assert share.first == pytest.approx(first[at], abs=max(0.02, 1.5 * share.first_reach))
        assert share.total == pytest.approx(total[at], abs=max(0.02, 1.5 * share.total_reach))
        assert max(share.first_reach, share.total_reach) < 0.1
    assert found.luck == pytest.approx(0, abs=1e-9)


def test_intervals_of_few_rows_are_wide_and_cover() -> None:
    """Of forty designs of 32 rows nine of ten cover each total index or more."""
    three, (_, total) = dials("x1", "x2", "x3"), indices()
    covered = []
    for number in range(40):
        lots = design(three, 32, str(number))
        found = shares_of(KNOWN, three, ishigami(lots)[:, None], str(number))
        assert found is not None
        covered += [abs(one.total - total[("x1", "x2", "x3").index(one.dial.name)]) <= one.total_reach for one in found.shares]  # fmt: skip
    assert np.mean(covered) > 0.85


def test_of_a_sum_first_and_total_are_the_same() -> None:
    """Sixteen to one: as the squares of what each moves."""
    two = dials("weak", "strong")
    lots = design(two, 256, "seed")
    found = shares_of(KNOWN, two, (lots[:, 0] + 4 * lots[:, 1])[:, None], "seed")
    assert found is not None
    assert [one.dial.name for one in found.shares] == ["strong", "weak"]
    assert [one.total for one in found.shares] == pytest.approx([16 / 17, 1 / 17], abs=0.02)
    assert [one.first for one in found.shares] == pytest.approx([16 / 17, 1 / 17], abs=0.02)


def test_the_luck_of_few_replications_is_told_apart() -> None:
    """Where half of the variance between places is luck, half is said to be."""
    two, noise = dials("a", "b"), np.random.default_rng(4)
    lots = design(two, 256, "seed")
    of_dials = lots.sum(axis=1)
    luck = noise.standard_normal((len(lots), 6)) * math.sqrt(6 * of_dials.var())
    found = shares_of(KNOWN, two, of_dials[:, None] + luck, "seed")
    assert found is not None
    assert found.luck == pytest.approx(0.5, abs=0.08)


@pytest.mark.parametrize("value", [0.0, 3.5, float("nan")])
def test_what_does_not_vary_or_has_no_meaning_has_no_shares(value: float) -> None:
    """Nothing is divided by nothing."""
    two = dials("a", "b")
    assert shares_of(KNOWN, two, np.full((64, 3), value), "seed") is None


@pytest.mark.parametrize(("count", "places", "rows"), [(3, 80, 16), (3, 79, 8), (2, 3, 0), (5, 7 * 64, 64), (2, 0, 0)])
def test_a_design_has_as_many_rows_as_there_is_room_for(count: int, places: int, rows: int) -> None:
    """A power of two; each row stands at two places more than there are dials."""
    assert rows_within(count, places) == rows


def test_few_dials_are_studied_where_there_is_no_room_for_more() -> None:
    """The strongest; what is left out is held as assumed."""
    found = _study(ishigami, 3, Room(NO_LIMIT, time.monotonic(), LEAST * 4))
    assert isinstance(found, Sobol)
    assert [one.name for one in found.dials] == ["x0", "x1"]
    assert found.rows == LEAST


@pytest.mark.parametrize("budget", [Budget(minutes=0.001), Budget(replications=100)])
def test_without_room_it_is_said_what_it_would_take(budget: Budget) -> None:
    """Places and time, and nothing is run."""

    def never(_: NDArray[Any]) -> NDArray[Any]:
        raise AssertionError

    found = _study(never, 3, Room(budget, time.monotonic(), 10_000))
    assert isinstance(found, Beyond)
    assert found.places == LEAST * 5
    assert found.seconds == pytest.approx(LEAST * 5 * 2.0)
    text = _told(found)
    assert "x0, x1, x2" in text
    assert "--budget" in text


def test_one_dial_alone_has_nothing_to_share() -> None:
    """Nor has none."""
    room = Room(NO_LIMIT, time.monotonic(), 1000)
    assert _study(ishigami, 1, room) is None
    assert _study(ishigami, 0, room) is None


def test_rows_of_which_a_place_cannot_be_run_are_left_out() -> None:
    """As long as half of them can; else what was wrong is raised."""
    problem = Problem(Place("x"), Message("there is no such thing"), Message("another"))

    def sometimes(lots: NDArray[Any]) -> NDArray[Any]:
        if lots[0] > 0.95:
            raise WrongInput(problem)
        return ishigami(lots)

    def never(_: NDArray[Any]) -> NDArray[Any]:
        raise WrongInput(problem)

    room = Room(NO_LIMIT, time.monotonic(), 64 * 5)
    found = _study(sometimes, 3, room)
    assert isinstance(found, Sobol)
    assert found.failed > 0
    assert found.rows + found.failed == 64
    assert "could not be run" in _told(found)
    with pytest.raises(WrongInput):
        _study(never, 3, room)


def test_the_screen_tells_shares_with_intervals_and_luck() -> None:
    """Of the headlines that precision is planned by."""
    found = _study(ishigami, 3, Room(NO_LIMIT, time.monotonic(), 64 * 5))
    text = _told(found)
    for said in ("x0", "x1", "x2", "luck of few replications", "alone", "with the others", "64 rows"):
        assert said in text


def test_the_strongest_are_those_farthest_beyond_the_noise() -> None:
    """What luck does as well is not among them; nor what moves no planned headline."""
    one, two, three = dials("one", "two", "three")
    told = Moved(KNOWN, (Move(one, 9.0, 0.0), Move(two, 3.0, 0.0), Move(three, 1.5, 0.0)), 1.0)
    other = Moved(KNOWN, (Move(two, 3.0, 0.0),), 0.1)
    assert [each.name for each in strongest([told, other])] == ["two", "one"]
    assert strongest([]) == ()


def _study(function: Callable[[NDArray[Any]], NDArray[Any]], count: int, room: Room) -> Sobol | Beyond | None:
    def at(lots: NDArray[Any], _: tuple[int, int]) -> NDArray[Any]:
        whole = np.concatenate([lots, np.full(3 - len(lots), 0.5)]) if len(lots) < 3 else lots
        return np.full((1, 2), function(whole))

    names = dials(*(f"x{number}" for number in range(count)))
    return study(names, at, (KNOWN,), room=room, each=6, seconds=2.0, seed="seed")


def _told(found: Sobol | Beyond | None) -> str:
    return text_of(mattering_screen([Mattering(2, 0, 6, (), found)]), "en")
