"""What makes a replication quick changes nothing that happens in it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kredslob.scenarios.city.compiled import compiled, compiled_with
from kredslob.scenarios.city.layout import KEY, LABOUR, NOBODY, VACANCIES
from kredslob.scenarios.people.draws import keys_of, mixed
from kredslob.scenarios.people.rows import LINE, adults_of, copy_of
from kredslob.scenarios.running.replication import Bench
from tests.scenarios.test_same_bits import alone, base, same


def test_a_steady_cycle_is_lived_by_as_any_other() -> None:
    """What is spared where the business cycle never moves comes to the same lives as reckoning with each month's pace."""
    hazards = base().world.hazards
    assert hazards.steady == 1
    reckoned = replace(base(), world=base().world._replace(hazards=hazards._replace(steady=0)))
    assert same(Bench(reckoned).run(17), alone(17))


def test_a_cycle_that_moves_is_reckoned_with() -> None:
    """With work lost twice as fast in the first year fewer are employed at its end."""
    world = base().world
    cycle = world.hazards.cycle.copy()
    cycle[1, :12] = 2.0
    lived = world.hazards.lived.copy()
    lived[1:] = np.cumsum(cycle, axis=1).T
    slump = world.hazards._replace(steady=0, cycle=cycle, lived=lived)
    setting = replace(base(), world=world._replace(hazards=slump))
    employed = [sum(Bench(one).run(n).estate_year[:, 0, 0].sum() for n in range(20)) for one in (base(), setting)]
    assert employed[1] < employed[0]


def test_vacancies_stand_in_the_order_of_their_lots() -> None:
    """Each month's vacancies are let by lots of the dwellings, whatever order they fell vacant in."""
    bench, city = Bench(base()), base().world.city
    for month, _ in bench.openings(3):
        count = int(bench.state.counters[VACANCIES])
        found = bench.state.vacancies[:count]
        lots = keys_of(keys_of(mixed(city.dwelling_keys[found]), 3), month)
        assert (lots[1:] >= lots[:-1]).all()
        for at in range(count):
            compiled().let(bench.state, base().world, base().rules[0][1], int(found[at]), month)
        compiled().keep_left(bench.state, count)
        if month == 8:
            break


def test_rows_begin_on_a_line_and_hold_their_keys() -> None:
    """Rows of people and households are copied to the beginning of a line, and their keys are read off the copy."""
    state = copy_of(base().begin)
    for rows in (state.people, state.dwellings, state.entries):
        assert rows.ctypes.data % LINE == 0
    assert np.shares_memory(state.people, state.households)
    assert state.households.strides == (LINE,)
    assert np.shares_memory(state.entries, state.entry_keys)
    at_home = len(base().begin.households)
    assert np.array_equal(state.households[KEY][:at_home], base().begin.households[KEY])
    assert (adults_of(state)[LABOUR][at_home:] == NOBODY).all(), "there is room for others, and nobody in it"
    assert not np.shares_memory(state.households, base().begin.households)


def _always_half(key: int, event: int, purpose: int) -> float:  # noqa: ARG001 - it stands in for `uniform`
    return 0.5


def test_a_function_can_be_swapped_to_be_measured_beside_another() -> None:
    """A swapped function takes the other's place in all that calls it, and nowhere else."""
    swapped = compiled_with({"uniform": _always_half})  # type: ignore[dict-item]  # a plain function
    assert swapped.uniform(1, 2, 3) == 0.5
    assert swapped.waiting_time(1, 2, 3) == -np.log(0.5)
    assert compiled().uniform(1, 2, 3) != 0.5
