"""Whatever a register says, it is refused with reasons or simulated with everybody accounted for: nothing between."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from kredslob.engine.office import Office
from kredslob.engine.register.model import Register
from kredslob.engine.register.rows import DwellingType, Measurement, Recorded
from kredslob.rules.messages import WrongInput
from kredslob.scenarios.city.layout import COUNTED, EMPLOYED, RETIRED
from kredslob.scenarios.running.calendar import Months
from kredslob.scenarios.running.replication import Bench
from kredslob.scenarios.running.setting import Setting, set_up
from tests.scenarios.ledger_of_souls import check
from tests.scenarios.test_same_bits import KINDS
from tests.scenarios.towns import FIRST, KNOWN, YEARLY, Block, behaviour, library, register

ABSURD = st.sampled_from([0, 1, 39, 41, 121, 281, 10_000_000, 2**31, 2**40])
NOBODY_THERE: dict[str, int | None] = dict.fromkeys(
    ("residents", "aged_18_64", "outside_workforce", "employed", "unemployed", "students", "other_outside"), 0
)


@st.composite
def dwelling_types(draw: st.DrawFn) -> list[DwellingType]:
    """Draw the dwellings of the estate: of any kind, size, rent and number, now and then none."""
    kinds: Any = st.sampled_from(["family", "youth", "elderly"])
    rows = st.tuples(kinds, st.integers(0, 9), st.sampled_from([0, 1, 4800, 10**7]), st.sampled_from([0, 1, 2, 20, 40]))
    return [
        DwellingType("ahorn", kind, rooms, 25 * rooms, rent, count, **KNOWN)
        for kind, rooms, rent, count in draw(st.lists(rows, max_size=3, unique_by=lambda row: row[:3]))
    ]


@st.composite
def estates(draw: st.DrawFn) -> tuple[dict[str, int | None], list[DwellingType]]:
    """Draw dwellings and key figures near what can live there, whose parts add up, as reading sees to; one may be absurd."""
    dwellings = draw(dwelling_types())
    count = sum(one.count for one in dwellings)
    told = {name: draw(st.integers(0, count)) for name in ("employed", "unemployed", "students", "other_outside")}
    if draw(st.integers(0, 3)) == 0:
        told[draw(st.sampled_from(sorted(told)))] = draw(ABSURD)
    aged, outside = sum(told.values()), told["students"] + told["other_outside"]
    found: dict[str, int | None] = {
        **told, "aged_18_64": aged, "outside_workforce": outside,
        "residents": draw(st.one_of(st.integers(aged, aged + 4 * count), ABSURD)),
        "base_vacancies": draw(st.one_of(st.integers(0, count), st.integers(0, count), ABSURD)),
    }  # fmt: skip
    if draw(st.booleans()):
        found |= dict.fromkeys(told)
    return found, dwellings


def set_up_of(measured: dict[str, int | None], dwellings: list[DwellingType]) -> Setting:
    """Make a town of two estates ready of which the first is as drawn."""
    rows: list[Recorded] = [row for kind in KINDS for row in register([Block("ahorn"), Block("birk")]).rows(kind)]
    rows = [row for row in rows if not (isinstance(row, DwellingType) and row.estate == "ahorn")]
    rows += dwellings
    changes: Any = measured
    rows = [replace(row, **changes) if isinstance(row, Measurement) and row.estate == "ahorn" else row for row in rows]
    office = Office(library(), Register.of(rows))
    return set_up(
        office, library().agreement("kbh-2011-2014"), Months(FIRST, 17), behaviour(), {}, {}, "seed", YEARLY
    )  # fmt: skip


@settings(phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(estate=estates())
@example(estate=({**NOBODY_THERE, "base_vacancies": 0}, [DwellingType("ahorn", "family", 2, 50, 4000, 0, **KNOWN)]))
@example(estate=({**NOBODY_THERE, "base_vacancies": 1}, [DwellingType("ahorn", "family", 2, 50, 4000, 1, **KNOWN)]))
def test_a_register_is_refused_or_simulated(estate: tuple[dict[str, int | None], list[DwellingType]]) -> None:
    """Counts of any size and dwellings of any kind: a message for each fault, or a city whose people all count."""
    measured, dwellings = estate
    try:
        setting = set_up_of(measured, dwellings)
    except WrongInput:
        return
    bench = Bench(setting)
    for month, _ in bench.months(0):
        check(bench.state, month)
    first = setting.begin.estates[0]
    assert first[COUNTED + EMPLOYED : COUNTED + RETIRED].sum() == measured["aged_18_64"]
