"""The simulation beside a Mesa model of the same dwellings and transitions: seconds for a dwelling and month, of both.

Agents cost the same each, so that Mesa's model runs a tenth of the city for two years, and ours the whole for ten: what is
compared is the time that each takes for a dwelling in a month. Before that the two must tell of much the same city.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from city import DWELLINGS, ESTATES, MONTHS, city
from mesa_city.model import CityModel, Dwelling, Estate, Household, Person, residents
from mesa_city.tables import tables_of
from rounds import Claim, Measured, measured, timed

from kredslob.scenarios.behaviour.reading import shipped_behaviour
from kredslob.scenarios.city.layout import (
    ATTACHMENT_BITS,
    BORN,
    CHILDREN,
    CLASS,
    COUNTED,
    ESTATE,
    LABOUR,
    MOVED,
    NATURE,
    NO_CHILD,
    NOBODY,
    SINCE,
    SLOTS,
    STATES,
)
from kredslob.scenarios.running.replication import Bench
from kredslob.scenarios.running.report import ESTATE_YEAR
from kredslob.scenarios.running.setting import Setting

SMALL, FEW, SHORT = DWELLINGS // 10, ESTATES // 10, 24
MOST_ROUNDS: Final = 3
CLAIM: Final = Claim(
    "a dwelling and month simulated, to a Mesa model of the same dwellings and transitions", 300, at_least=True
)


def agents(setting: Setting, seed: int) -> CityModel:
    """Give a Mesa model that begins as a setting does, with those who wait at the beginning."""
    begin, city_ = setting.begin, setting.world.city
    behaviour = shipped_behaviour()
    tables = tables_of(behaviour, setting.months.count, setting.months.first.month - 1)
    rates = setting.world.newcomers.rates[:, [0, 3]].tolist()
    estates = [Estate(pace, own) for pace, own in zip(city_.mobility.tolist(), rates, strict=True)]
    model = CityModel(tables, estates, seed)
    suits = setting.manners.suits
    people, households = _told(begin.people), _told(begin.households)
    for house, row in enumerate(_told(begin.dwellings)):
        dwelling = Dwelling(estates[row[ESTATE]], suits[row[CLASS]].tolist())
        members = [
            Person(model, one[LABOUR], one[BORN], one[SINCE], one[NATURE] & ATTACHMENT_BITS)
            for one in people[house * SLOTS : house * SLOTS + SLOTS]
            if one[LABOUR] != NOBODY
        ]
        if not members:
            model.vacancies.append(dwelling)
            continue
        born = sorted(one for one in households[house][CHILDREN] if one != NO_CHILD)
        resident = Household(model, tables.kinds["tenant"], members, born)
        resident.move_in(dwelling)
        resident.moved = households[house][MOVED]
    for stream, months in behaviour["newcomers.waiting_at_start"].items():
        for estate in estates:
            for _ in range(round(months * estate.rates[stream == "municipal"])):
                model.arrive(stream)
    return model


def _told(rows: Any) -> list[dict[str, Any]]:
    """Give rows of fields in Python's own numbers, which Python reads faster."""
    return [dict(zip(rows.dtype.names, row, strict=True)) for row in rows.tolist()]


def measure(rounds: int, replications: int = 2) -> list[Measured]:
    """Time both, having seen that they agree on the city."""
    small, whole = city(SMALL, FEW, SHORT), city()
    bench = Bench(whole)
    compared(small)
    contenders: dict[str, Callable[[], object]] = {
        "ours": partial(_run, bench, replications),
        "begun": partial(agents, small, 0),
        "lived": lambda: _live(agents(small, 0)),
    }
    seconds = timed(contenders, min(rounds, MOST_ROUNDS))
    ours = [one / (replications * DWELLINGS * MONTHS) for one in seconds["ours"]]
    mesa = [(lived - begun) / (SMALL * SHORT) for lived, begun in zip(seconds["lived"], seconds["begun"], strict=True)]
    return [measured(CLAIM, mesa, ours)]


def compared(setting: Setting, tolerance: float = 0.04) -> None:
    """See that after two years as many live in the city and do much the same, by both."""
    model = agents(setting, 0)
    _live(model)
    mesa = residents(model)[1:]
    last = Bench(setting).run(0).estate_year[:, -1, : STATES - 1].sum(axis=0).tolist()
    assert ESTATE_YEAR[0] == "employed"
    assert setting.begin.estates[:, COUNTED + 1].sum() > 0
    for name, one, other in zip(ESTATE_YEAR, mesa, last, strict=False):
        if abs(one - other) > tolerance * sum(last):
            raise SystemExit(f"The cities differ: {name} {one} by Mesa, {other} by ours.")


def _live(model: CityModel) -> None:
    for _ in range(SHORT):
        model.step()


def _run(bench: Bench, replications: int) -> None:
    for number in range(replications):
        bench.run(number)
