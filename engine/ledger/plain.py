"""Values, vacancies and rows of the register as plain data, and back: what a decision was made from, kept for its replay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from kredslob.engine.inputs import read_turn
from kredslob.engine.record import reading_text
from kredslob.engine.register.rows import Recorded
from kredslob.engine.vacancy import Vacancy
from kredslob.rules.units import Value


def plain(value: object) -> object:
    """Give a value as plain data; a date says that it is one, a tuple becomes a list."""
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return [plain(one) for one in value] if isinstance(value, tuple) else value


def read(value: Any) -> Any:
    """Give the value that plain data is of."""
    if isinstance(value, dict):
        return date.fromisoformat(value["date"])
    return tuple(read(one) for one in value) if isinstance(value, list) else value


def plain_values(values: Mapping[Any, Value]) -> dict[str, object]:
    """Give named values as plain data."""
    return {name: plain(value) for name, value in values.items()}


def read_values(told: Mapping[str, Any]) -> dict[str, Value]:
    """Give the named values that plain data is of."""
    return {name: read(value) for name, value in told.items()}


def plain_vacancy(vacancy: Vacancy) -> dict[str, Any]:
    """Give what is asked as plain data."""
    return {
        "id": vacancy.id,
        "estate": vacancy.estate,
        "on": plain(vacancy.on),
        "dates": plain_values(vacancy.dates),
        "facts": plain_values(vacancy.facts),
        "turns": {wheel: reading_text(reading) for wheel, reading in vacancy.turns.items()},
    }


def read_vacancy(told: Mapping[str, Any]) -> Vacancy:
    """Give what was asked."""
    turns: Any = {wheel: read_turn(text) for wheel, text in told.get("turns", {}).items()}
    dates: Any = read_values(told["dates"])
    return Vacancy(told["id"], told["estate"], read(told["on"]), dates, read_values(told["facts"]), turns)


def plain_rows(rows: Iterable[Recorded]) -> list[dict[str, object]]:
    """Give rows of the register as plain data; the line they stood on is left out."""
    return [{one.name: plain(getattr(row, one.name)) for one in fields(row) if one.name != "line"} for row in rows]


def read_row(kind: type[Recorded], told: Mapping[str, Any]) -> Recorded:
    """Give the row of the register that plain data is of."""
    fields_of: dict[str, Any] = {name: read(value) for name, value in told.items()}
    return kind(**fields_of)
