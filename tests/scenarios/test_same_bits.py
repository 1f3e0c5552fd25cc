"""A replication is settled by the setting and its number: by no thread, order, or neighbour."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from functools import cache
from typing import Any

import numpy as np
import pytest

from kredslob.engine.office import Office
from kredslob.engine.register.model import Register
from kredslob.engine.register.rows import Recorded
from kredslob.scenarios.city.layout import BORN, ESTATE, EVENTS, HOME, KEY, LABOUR, NOBODY, NONE, SINCE, SLOTS, State
from kredslob.scenarios.people.rows import adults_of
from kredslob.scenarios.running.calendar import Months
from kredslob.scenarios.running.replication import Bench
from kredslob.scenarios.running.report import Keeping, Outcome
from kredslob.scenarios.running.setting import Setting, set_up
from tests.scenarios.ledger_of_souls import check
from tests.scenarios.towns import FIRST, YEARLY, Block, behaviour, library, register, town

BLOCKS = (
    Block("ahorn", area="east", outside=38, vacancies=20),
    Block("birk", "other", outside=45, vacancies=15),
    Block("citrus", "other", area="east", outside=25, dwellings=(("family", 4, 7000, 30), ("youth", 1, 3000, 10))),
    Block("dild", outside=31, vacancies=18),
)
MONTHS = 30


@cache
def base() -> Setting:
    """Give a town of four estates."""
    return town(*BLOCKS, listed=["east"], months=MONTHS)


def same(one: Outcome, other: Outcome) -> bool:
    """Tell whether two outcomes are alike to the bit."""
    pairs = [(getattr(one, field.name), getattr(other, field.name)) for field in fields(Outcome)]
    return all(np.array_equal(mine, theirs) for mine, theirs in pairs if mine is not None)


@cache
def alone(replication: int) -> Outcome:
    """Give a replication run by itself."""
    return Bench(base()).run(replication)


def test_replication_17_is_the_same_alone_and_after_others() -> None:
    """What ran before in the same arrays leaves nothing behind."""
    bench = Bench(base())
    for replication in (3, 16):
        bench.run(replication)
    assert same(bench.run(17), alone(17))


def test_nobody_is_left_over_from_another_replication() -> None:
    """In arrays that others ran in everybody is still accounted for, month by month."""
    bench = Bench(base())
    bench.run(3)
    for month, _ in bench.months(16):
        check(bench.state, month)


def test_replications_differ() -> None:
    """Another number is other luck, from the first month on."""
    assert not same(alone(17), alone(18))
    assert alone(0).estate_year[:, :, 0].tolist() != alone(1).estate_year[:, :, 0].tolist()


@pytest.mark.parametrize("ahead", [0, 1, 7])
def test_how_far_lives_are_followed_ahead_makes_no_difference(ahead: int) -> None:
    """Whether people are met month by month or lived ahead, the same happens to them, and as much."""
    bench, keeping = Bench(base()), Keeping(base(), False)
    for month, _ in bench.months(17, ahead=ahead):
        keeping.month(bench.state, month)
    assert same(keeping.outcome(17, int(bench.state.counters[EVENTS])), alone(17))


@pytest.mark.parametrize("threads", [1, 2, 8])
def test_threads_make_no_difference(threads: int) -> None:
    """Any number of threads comes to the same bits."""
    setting = base()
    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(lambda number: Bench(setting).run(number), range(17, 25)))
    assert [one.replication for one in found] == list(range(17, 25))
    assert all(same(one, alone(one.replication)) for one in found)


def test_the_order_of_the_register_makes_no_difference() -> None:
    """Rows in any order are the same city."""
    rows: list[Recorded] = [row for kind in KINDS for row in register(BLOCKS, ["east"]).rows(kind)]
    random.Random(5).shuffle(rows)  # noqa: S311 - no secret
    office = Office(library(), Register.of(rows))
    agreement = library().agreement("kbh-2011-2014")
    shuffled = set_up(office, agreement, Months(FIRST, MONTHS), behaviour(), {}, {}, "town", YEARLY)
    assert same(Bench(shuffled).run(17), alone(17))


def test_another_estate_changes_nobody_elses_draws() -> None:
    """With an estate more, the others begin with the same people, who have the same keys, and are sent the same newcomers."""
    more = town(*BLOCKS, Block("bambus", "third", outside=50), listed=["east"], months=MONTHS)
    old, new = Bench(base()), Bench(more)
    for _ in old.months(17):
        break
    for _ in new.months(17):
        break
    names = [home.estate.id for home in more.homes]
    at = [names.index(home.estate.id) for home in base().homes]
    for mine, theirs in zip(range(len(at)), at, strict=True):
        rows = np.flatnonzero(base().begin.dwellings[ESTATE] == mine)
        others = np.flatnonzero(more.begin.dwellings[ESTATE] == theirs)
        assert (base().begin.households[KEY][rows] == more.begin.households[KEY][others]).all()
        for slot in range(SLOTS):
            before, after = base().begin.people[rows * SLOTS + slot], more.begin.people[others * SLOTS + slot]
            assert np.array_equal(before, after)
    streams = base().world.newcomers.rates > 0
    assert np.array_equal(old.state.arrivals[streams], new.state.arrivals[at][streams])
    assert np.array_equal(old.state.serials[streams], new.state.serials[at][streams])


def test_an_estate_apart_lives_as_if_it_were_alone() -> None:
    """What happens in an estate whose lists are its own hangs on no other: with another organisation's estate it is the same."""
    terms = {"compensation.scope": "organisation"}
    none = {"external": 1.8, "municipal": 0}
    one = town(Block("ahorn"), months=MONTHS, assumed=terms, newcomers__pressure=none)
    two = town(Block("ahorn"), Block("birk", "other"), months=MONTHS, assumed=terms, newcomers__pressure=none)
    first, second = Bench(one).run(17), Bench(two).run(17)
    assert np.array_equal(first.estate_year[0], second.estate_year[0])


def test_people_meet_the_same_luck_under_another_agreement() -> None:
    """Where turns are shared out otherwise, others move in; but who lived here lives the same life, and the same people come."""
    other = town(*BLOCKS, listed=["east"], months=MONTHS, assumed={"compensation.method": "none"})
    one, two = Bench(base()), Bench(other)
    seen, moved = 0, False
    residents: set[int] = set()
    for (month, _), _ in zip(one.months(17), two.months(17), strict=True):
        streams = base().world.newcomers.rates > 0
        assert np.array_equal(one.state.arrivals[streams], two.state.arrivals[streams])
        assert np.array_equal(one.state.serials[streams], two.state.serials[streams])
        mine, theirs = lives(one.state), lives(two.state)
        residents = residents or set(mine)
        both = residents & set(mine) & set(theirs)
        assert [mine[key] for key in both] == [theirs[key] for key in both]
        seen, moved = seen + len(both), moved or homes(one.state) != homes(two.state)
        assert month < MONTHS
    assert moved, "the agreements did differ"
    assert seen > 100 * MONTHS


def lives(state: State) -> dict[int, tuple[int, ...]]:
    """Give what everybody does, since when, and their month of birth, by the key of their luck."""
    people = adults_of(state)
    there = people[LABOUR] != NOBODY
    rows = people[there][[LABOUR, SINCE, BORN]].tolist()
    return dict(zip(people[KEY][there].tolist(), rows, strict=True))


def homes(state: State) -> dict[int, int]:
    """Give who lives where."""
    there = state.households[HOME] != NONE
    return dict(zip(state.households[KEY][there].tolist(), state.households[HOME][there].tolist(), strict=True))


def test_a_neighbour_with_lists_of_its_own_changes_nothing_for_four_estates() -> None:
    """With another organisation's estate more, all that is reported of the others is the same to the bit, month by month."""
    terms = {"compensation.scope": "organisation"}
    none = {"external": 1.8, "municipal": 0}
    given: Any = {"listed": ["east"], "months": MONTHS, "assumed": terms, "newcomers__pressure": none}
    four, five = town(*BLOCKS, **given), town(*BLOCKS, Block("bambus", "third", outside=50), **given)
    names = [home.estate.id for home in five.homes]
    at = [names.index(home.estate.id) for home in four.homes]
    for replication in (17, 18):
        first = Bench(four, estates_monthly=True).run(replication)
        second = Bench(five, estates_monthly=True).run(replication)
        assert first.estate_month is not None
        assert second.estate_month is not None
        assert np.array_equal(first.estate_month, second.estate_month[at])
        assert np.array_equal(first.estate_year, second.estate_year[at])
        assert np.array_equal(first.area_month, second.area_month)


def test_another_seed_is_another_city() -> None:
    """The seed draws the residents anew."""
    other = town(*BLOCKS, listed=["east"], months=MONTHS, seed="village")
    assert not np.array_equal(other.begin.households[KEY], base().begin.households[KEY])


def _kinds() -> tuple[type[Recorded], ...]:
    from kredslob.engine.register import rows

    names = ("Estate", "Organisation", "Area", "AreaFigures", "DwellingType", "Measurement", "Publication", "Listing")
    return tuple(getattr(rows, name) for name in names)


KINDS = _kinds()
