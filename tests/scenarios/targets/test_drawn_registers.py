"""The registers that backtests begin from are drawn: true to what was published of their year, blind to what came later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from kredslob.engine.register.model import Register
from kredslob.engine.register.reading import read_register
from kredslob.engine.register.rows import AreaFigures, Listing, Measurement, Publication, Recorded
from kredslob.rules.messages import WrongInput
from kredslob.rules.yaml_source import parse_yaml
from kredslob.scenarios.targets.drawn import LIST, drawn_register
from kredslob.scenarios.targets.reading import SHIPPED, shipped_targets
from kredslob.scenarios.targets.sketches import read_sketches, shipped_sketches

KINDS = ("register-2006", "register-2010")
DRAWS = range(5)


@cache
def drawn(kind: str, number: int) -> Register:
    """Give a drawn register."""
    return drawn_register(read_register(), shipped_sketches()[kind], number)


def outside_labour_market(register: Register, areas: tuple[str, ...]) -> float:
    """Give the share of areas together: the unemployed and others outside, students apart."""
    rows = [register.measurements(one.id)[0] for one in register.estates.values() if one.area in areas]
    return sum((row.unemployed or 0) + (row.other_outside or 0) for row in rows) / sum(row.aged_18_64 for row in rows)


@pytest.mark.parametrize("kind", KINDS)
def test_a_draw_is_the_same_each_time_and_another_number_another(kind: str) -> None:
    """So that a backtest can be repeated, and its ensemble is one."""
    again = drawn_register(read_register(), shipped_sketches()[kind], 1)
    assert again.rows(Measurement) == drawn(kind, 1).rows(Measurement)
    assert drawn(kind, 0).rows(Measurement) != drawn(kind, 1).rows(Measurement)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("number", DRAWS)
def test_the_counts_of_an_estate_add_up(kind: str, number: int) -> None:
    """Four groups make up those aged 18-64, each with somebody or nobody in it."""
    for row in drawn(kind, number).rows(Measurement):
        groups = (row.employed, row.unemployed, row.students, row.other_outside)
        assert all(one is not None and one >= 0 for one in groups)
        assert sum(one or 0 for one in groups) == row.aged_18_64
        assert (row.students or 0) + (row.other_outside or 0) == row.outside_workforce


@pytest.mark.parametrize("number", DRAWS)
def test_the_published_margin_of_2006_is_met(number: int) -> None:
    """The ten areas together have 42 per cent, as rounded."""
    areas = shipped_sketches()["register-2006"].margin_areas
    margin = next(one for one in shipped_targets().targets if one.id == "transfer-income-2006").observed
    assert margin.low is not None
    assert margin.high is not None
    assert margin.low - 1e-3 <= outside_labour_market(drawn("register-2006", number), areas) <= margin.high + 1e-3


def test_the_margin_is_of_the_areas_that_the_test_is_of() -> None:
    """2006 and 2010 are told of the same ten."""
    test = next(one for one in shipped_targets().targets if one.id == "transfer-income-2010")
    assert test.against is not None
    assert set(test.against.areas) == set(shipped_sketches()["register-2006"].margin_areas)
    assert set(test.against.areas) <= set(read_register().areas)


@pytest.mark.parametrize("number", DRAWS)
def test_the_figures_of_2010_give_the_list_of_2010(number: int) -> None:
    """Of the areas large enough those on the list, and no others, have the share that brings one there."""
    known = shipped_sketches()["register-2010"].known
    assert known is not None
    register = drawn("register-2010", number)
    for area in register.areas:
        last = register.area_figures(area)[-1]
        if (last.residents or 0) >= known.residents:
            listed = register.listed(LIST, date(2010, 12, 31), area)
            share = Fraction(last.outside_labour_market or 0, last.aged_18_64 or 1)
            assert (share >= Fraction(40, 100)) == listed


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_a_later_day_is_in_it(kind: str) -> None:
    """No list, no measurement, no figure of an area; nor when the list in force would cease to be."""
    sketch, register = shipped_sketches()[kind], drawn(kind, 0)
    days = [row.published for row in register.rows(Publication)]
    days += [row.published for row in register.rows(Listing)]
    days += [row.published for row in register.rows(Measurement)]
    assert max(days) <= sketch.known_until
    assert {row.year for row in register.rows(Measurement)} == {sketch.year}
    assert max(row.year for row in register.rows(AreaFigures)) == sketch.year


@pytest.mark.parametrize("kind", KINDS)
def test_what_came_later_changes_nothing(kind: str) -> None:
    """With all key figures of the shipped register turned upside down the draw is the same, to the person."""
    shipped, sketch = read_register(), shipped_sketches()[kind]
    rows: list[Recorded] = []
    for table in (type(row) for row in drawn(kind, 0).rows(Measurement)[:1]):
        rows += [replace(row, outside_workforce=row.aged_18_64, students=0) for row in shipped.rows(table)]
    others = [row for table in _tables(shipped) for row in shipped.rows(table) if table is not Measurement]
    later = [row for row in others if getattr(row, "published", date.min) <= sketch.known_until]
    upside_down = Register.of([*rows, *later])
    assert drawn_register(upside_down, sketch, 0).rows(Measurement) == drawn(kind, 0).rows(Measurement)


def _tables(register: Register) -> list[Any]:
    from kredslob.engine.register.model import KINDS as TABLES

    return [table for table in TABLES if register.rows(table)]


def plain() -> dict[str, Any]:
    """Give the shipped file as plain data."""

    def floats(data: Any) -> Any:
        if isinstance(data, dict):
            return {key: floats(value) for key, value in data.items()}
        if isinstance(data, list):
            return [floats(value) for value in data]
        return data if isinstance(data, str | int | date) or data is None else float(data)

    found: dict[str, Any] = floats(parse_yaml((SHIPPED / "registers.yaml").read_text("utf-8"), "registers.yaml").data)
    return found


WRONG: dict[str, tuple[str, Callable[[dict[str, Any]], object]]] = {
    "a range backwards": ("the range runs backwards.", lambda one: one["share"].update(mean=[0.4, 0.3])),
    "a percentage": ("35 is not accepted.", lambda one: one["share"].update(mean=[0.3, 35])),
    "three ends": ("[0.1, 0.2, 0.3] is not accepted.", lambda one: one.update(students_of_outside=[0.1, 0.2, 0.3])),
    "a margin that there is not": ("there is no figure x.", lambda one: one.update(margin="x")),
    "a margin that is kept for a test": (
        "transfer-income-2010 is not a figure that this register may be drawn by.",
        lambda one: one.update(margin="transfer-income-2010"),
    ),
    "a margin of a later day": (
        "over-64-2019 is not a figure that this register may be drawn by.",
        lambda one: one.update(margin="over-64-2019"),
    ),
    "figures published too late": (
        "the key figures are published after the last day of which anything may be known.",
        lambda one: one.update(published=date(2007, 2, 1)),
    ),
    "no spread": ("spread is missing.", lambda one: one["share"].pop("spread")),
    "a field that there is not": ("seed is not a field here.", lambda one: one.update(seed=3)),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_register_that_cannot_be_drawn_is_told(name: str, tmp_path: Path) -> None:
    """Each with what is wrong with it, at its line, and no traceback."""
    told, spoil = WRONG[name]
    data = plain()
    spoil(data["registers"]["register-2006"])
    path = tmp_path / "own.yaml"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    with pytest.raises(WrongInput) as caught:
        read_sketches(path, shipped_targets())
    assert all(one.place.line for one in caught.value.problems)
    assert told in [one.found.text() for one in caught.value.problems]
