"""Those who come to wait are as their kind says."""

from __future__ import annotations

from kredslob.scenarios.behaviour.reading import shipped_behaviour
from kredslob.scenarios.city.layout import (
    CHILDREN,
    HOME,
    KIND,
    LABOUR,
    LIST,
    NO_CHILD,
    NOBODY,
    NONE,
    PARTING,
)
from kredslob.scenarios.people.coming import kind_names
from kredslob.scenarios.people.rows import adults_of
from kredslob.scenarios.running.replication import Bench
from tests.scenarios.towns import Block, town

MANY = Block("ahorn", dwellings=(("family", 2, 4500, 600), ("family", 3, 6000, 600)), vacancies=25)


def test_whoever_comes_divorced_has_parted_however_many_children_they_have() -> None:
    """All of the kind `divorced` have a parting behind them, parents of two and more too, and nobody who has a partner has."""
    bench = Bench(town(MANY, months=2))
    next(iter(bench.openings(0)), None)
    rows, people = bench.state.households, adults_of(bench.state)
    waits = (rows[LIST] != NONE) & (rows[HOME] == NONE)
    divorced = waits & (rows[KIND] == kind_names(shipped_behaviour()).index("divorced"))
    children = (rows[CHILDREN] != NO_CHILD).sum(axis=1)
    assert (children[divorced] >= 2).sum() > 10
    assert (rows[PARTING][divorced] > 0).all()
    couples = waits & (people[LABOUR][:, 1] != NOBODY)
    assert couples.sum() > 100
    assert (rows[PARTING][couples] == 0).all()


def test_there_may_be_many_kinds() -> None:
    """Whoever comes is of the kind that the mix says, also where there are two hundred."""
    kinds = shipped_behaviour()["newcomers.kinds"]
    many = {**kinds, **{f"like-{number}": kinds["divorced"] for number in range(200)}}
    mixes = {stream: {"like-199": 1.0} for stream in shipped_behaviour()["newcomers.mix"]}
    setting = town(Block("ahorn", vacancies=60), months=2, newcomers__kinds=many, newcomers__mix=mixes)
    bench = Bench(setting)
    next(iter(bench.openings(0)), None)
    rows = bench.state.households
    came = (rows[LIST] != NONE) & (rows[HOME] == NONE)
    assert came.sum() > 10
    assert (rows[KIND][came] == len(many) - 1).all()
