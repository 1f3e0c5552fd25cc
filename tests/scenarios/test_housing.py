"""Residents are drawn to add up to the register, to the person; a register that cannot be housed is told why."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from kredslob.engine.office import Office
from kredslob.engine.register.model import Register
from kredslob.engine.register.rows import DwellingType, Measurement, Recorded
from kredslob.rules.messages import WrongInput
from kredslob.scenarios.city.layout import BORN, COUNTED, HOUSED, LABOUR, MINORS, NATURE, NOBODY, RETIRED, SINCE, SLOTS
from kredslob.scenarios.running.calendar import Months
from kredslob.scenarios.running.setting import set_up
from tests.scenarios.towns import FIRST, YEARLY, Block, Plan, behaviour, library, register, town, towns


@settings(max_examples=max(1, settings().max_examples // 5))
@given(plan=towns())
def test_residents_add_up_to_the_register(plan: Plan) -> None:
    """Each estate has the register's employed, students, unemployed, others and residents, wherever there is room."""
    setting = plan.setting(months=2)
    for home, row in zip(setting.homes, setting.begin.estates, strict=True):
        employed, students, unemployed, benefit, pension, retired = row[COUNTED + 1 : COUNTED + 7]
        assert (employed, students, unemployed, benefit + pension) == home.counts
        assert employed + students + unemployed + benefit + pension == home.measured.aged_18_64
        assert retired + row[MINORS] + home.measured.aged_18_64 == home.measured.residents
        assert row[HOUSED] <= home.count


def test_the_shipped_shares_are_met() -> None:
    """Of households with an adult of working age about as many are single as is published, in a town that has room for it."""
    setting = town(Block("ahorn", adults=115, dwellings=(("family", 3, 5000, 2000),)), months=2)
    labour = setting.begin.people[LABOUR][: 2000 * SLOTS].reshape(-1, SLOTS)
    lived_in = labour[:, 0] != NOBODY
    single = (labour[lived_in, 1] == NOBODY).mean()
    assert single == pytest.approx(0.665, abs=0.06)
    assert 0.1 < (labour == RETIRED).sum() / (labour != NOBODY).sum() < 0.4


def test_households_begin_with_people_of_their_own() -> None:
    """No two residents share a birth month, a state and a nature throughout: they are drawn one by one."""
    setting = town(Block("ahorn"), Block("birk"), months=2)
    rows = setting.begin.people[: 80 * SLOTS]
    rows = rows[rows[LABOUR] != NOBODY]
    assert len(np.unique(rows[[LABOUR, BORN, SINCE, NATURE]])) > 0.9 * len(rows)


def refused(rows: list[Recorded]) -> list[str]:
    """Give why a register cannot be simulated."""
    office = Office(library(), Register.of(rows))
    with pytest.raises(WrongInput) as caught:
        set_up(
            office, library().agreement("kbh-2011-2014"), Months(FIRST, 12), behaviour(), {}, {}, "seed", YEARLY
        )  # fmt: skip
    return [problem.found.text() for problem in caught.value.problems]


def rows_of(block: Block, **measured: object) -> list[Recorded]:
    """Give the rows of a register with one estate whose key figures say something else."""
    rows = [row for kind in _kinds() for row in register([block]).rows(kind)]
    return [replace(row, **measured) if isinstance(row, Measurement) else row for row in rows]  # type: ignore[arg-type]


def _kinds() -> tuple[type[Recorded], ...]:
    from tests.scenarios.test_same_bits import KINDS

    return KINDS


@pytest.mark.parametrize(
    ("measured", "told"),
    [
        ({"residents": 3}, "ahorn has 40 dwellings and 3 residents."),
        ({"aged_18_64": 130, "residents": 200}, "ahorn has 40 dwellings and 130 residents aged 18-64."),
        ({"residents": 40}, "ahorn has 40 residents, of them 48 aged 18-64."),
        ({"residents": 300}, "ahorn has 40 dwellings and 300 residents."),
        ({"residents": 10_000_000}, "ahorn has 40 dwellings and 10000000 residents."),
        ({"base_vacancies": 41}, "ahorn has 40 dwellings, and 41 fell vacant in a year."),
        (
            {"outside_workforce": None, "students": None, "employed": None, "unemployed": None, "other_outside": None},
            "ahorn has no count of those outside the workforce.",
        ),
        ({"published": FIRST.replace(year=2012)}, "ahorn has no key figures in force on 2011-01-01."),
    ],
)
def test_key_figures_that_cannot_be_housed_are_told(measured: dict[str, object], told: str) -> None:
    """Too few or too many residents for the dwellings, or none counted: the estate and the figure are named."""
    assert refused(rows_of(Block("ahorn"), **measured)) == [told]


def test_an_estate_without_dwellings_is_told() -> None:
    """Its key figures alone do not say where anybody lives."""
    rows = [row for row in rows_of(Block("ahorn")) if not isinstance(row, DwellingType)]
    assert refused(rows) == ["ahorn has no dwellings."]
    none = [replace(row, count=0) if isinstance(row, DwellingType) else row for row in rows_of(Block("ahorn"))]
    assert refused(none) == ["ahorn has no dwellings."]


def test_a_register_without_estates_is_told() -> None:
    """There is nothing to simulate."""
    rows = [row for row in rows_of(Block("ahorn")) if not isinstance(row, DwellingType | Measurement)]
    assert refused([row for row in rows if type(row).__name__ != "Estate"]) == ["no estate is bound by the agreement."]
