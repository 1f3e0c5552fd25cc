"""Luck is worked out from whose it is and what for: the same in a loop, in whole arrays, and by the published constants."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from kredslob.scenarios.city.arrivals import chosen
from kredslob.scenarios.city.compiled import compiled
from kredslob.scenarios.city.luck import THIRDS, lot_of, third
from kredslob.scenarios.people.coming import lots_up_to
from kredslob.scenarios.people.draws import keys_of, members_of, mixed, named_key, uniforms

LONG = st.integers(-(2**63), 2**63 - 1)
SHARES = st.lists(st.floats(0, 1) | st.integers(0, THIRDS).map(lambda lot: lot / THIRDS), min_size=2, max_size=8)
EVENT, PURPOSE = st.integers(0, 2**20), st.integers(0, 15)


def test_mixing_is_that_of_splitmix64() -> None:
    """From seed 1234567 the sequence is the one that the published generator gives."""
    step = np.uint64(0x9E3779B97F4A7C15)
    states = np.uint64(1234567) + np.arange(1, 6, dtype=np.uint64) * step
    published = [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]
    assert mixed(states.view(np.int64)).view(np.uint64).tolist() == published


@given(LONG, EVENT, PURPOSE)
def test_loops_and_arrays_draw_the_same_numbers(key: int, event: int, purpose: int) -> None:
    """What is drawn for many at once is bit for bit what the loops draw."""
    keys = np.array([key])
    assert compiled().uniform(key, event, purpose) == uniforms(keys, event, purpose)[0]
    assert compiled().key_of(key, event) == keys_of(keys, event)[0]
    assert compiled().member_key(key, event) == members_of(keys, event)[0]


@given(LONG)
def test_numbers_lie_from_0_to_below_1(key: int) -> None:
    """A uniform number never reaches 1, and a waiting time is never negative or endless."""
    number, wait = compiled().uniform(key, 3, 1), compiled().waiting_time(key, 3, 1)
    assert 0 <= number < 1
    assert 0 <= wait < 40


def test_numbers_spread_evenly_and_hang_on_nothing_else() -> None:
    """Of neighbouring keys, events and purposes the numbers look independent: means, variances and correlations."""
    keys = keys_of(7, np.arange(20_000))
    columns = [uniforms(keys, event, purpose) for event in range(4) for purpose in range(4)]
    columns += [uniforms(members_of(keys, slot), 0, 0) for slot in range(3)]
    table = np.array(columns)
    assert abs(table.mean() - 0.5) < 4 * np.sqrt(1 / 12 / table.size)
    assert np.allclose(table.var(axis=1), 1 / 12, atol=0.003)
    related = np.corrcoef(table)[~np.eye(len(table), dtype=bool)]
    assert np.abs(related).max() < 5 / np.sqrt(table.shape[1])


@given(SHARES, st.integers(0, THIRDS - 1))
@example([0.1, 0.2, 0.7], 0)
@example([1.0, 1.0], THIRDS - 1)
def test_whole_lots_choose_what_fractions_choose(shares: list[float], lot: int) -> None:
    """Of shares summed up as whole lots every lot chooses what its fraction chooses of the shares, just beside each as well."""
    sums, lots = np.cumsum(shares), lots_up_to(shares)
    beside = [int(at) + by for at in lots for by in (-1, 0, 1)]
    for each in (lot, *(one for one in beside if 0 <= one < THIRDS)):
        assert chosen(lots, each) == sum(each / THIRDS >= share for share in sums[:-1])


@given(LONG)
def test_three_lots_are_read_off_a_number(lots: int) -> None:
    """Each of the three is a whole number below THIRDS, or the fraction it is of that."""
    for which in range(3):
        assert 0 <= lot_of(lots, which) < THIRDS
        assert third(lots, which) == lot_of(lots, which) / THIRDS


def test_a_replication_is_no_member() -> None:
    """The keys of a household's replications, members and numbers are all different."""
    code, key = compiled(), named_key("seed", "estate", "residents")
    found = [code.replicated(key, number) for number in range(500)]
    found += [code.member_key(key, number) for number in range(500)]
    found += [code.key_of(key, number) for number in range(500)]
    assert len(set(found)) == len(found)


def test_names_and_seeds_make_keys() -> None:
    """Another seed, name or purpose is another key, and words do not run together."""
    keys = {named_key("a", "bc"), named_key("ab", "c"), named_key("a", "bc", "x"), named_key("b", "bc")}
    assert len(keys) == 4
