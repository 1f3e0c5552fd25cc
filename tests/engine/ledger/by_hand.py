"""A ledger whose tables are filled by hand: vacancies, wheels and turns as if so many events had left them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import insert

from kredslob.engine.ledger.chain import canonical
from kredslob.engine.ledger.schema import ESTATE, TURN, VACANCY
from kredslob.engine.ledger.store import Ledger
from kredslob.engine.ledger.turning import Counters, Round, Turn, plain_counters
from kredslob.engine.ledger.vacancies import Drawn, Kept, plain_kept

TURN_COLUMNS = ("estate", "wheel", "version", "serial", "label", "status", "vacancy", "issued", "returned")


def filled(
    ledger: Ledger,
    vacancies: Iterable[Kept] = (),
    counters: Mapping[str, Counters] | None = None,
    turns: Iterable[tuple[Any, ...]] = (),
) -> Ledger:
    """Fill the tables of a ledger that has just begun, and give it."""
    rows = [
        (VACANCY, [{"id": one.id, "estate": one.estate, "state": one.state, "body": canonical(plain_kept(one))}
                   for one in vacancies]),
        (ESTATE, [{"id": name, "counters": canonical(plain_counters(one))} for name, one in (counters or {}).items()]),
        (TURN, [dict(zip(TURN_COLUMNS, one, strict=True)) for one in turns]),
    ]  # fmt: skip

    def write(writing: Any) -> None:
        for table, listed in rows:
            if listed:
                writing.connection.execute(insert(table), listed)

    ledger.write(write)
    return ledger


def told_on(*days: date, on: date | None = None) -> dict[str, Any]:
    """Give what was said when a vacancy was opened, of its days alone."""
    dates = {f"day_{number}": {"date": day.isoformat()} for number, day in enumerate(days)}
    return {"on": None if on is None else {"date": on.isoformat()}, "dates": dates}


def slot(wheel: str, version: str, serial: int, label: str, status: str, *, own: bool = True) -> Drawn:
    """Give a slot that concerns a vacancy."""
    return Drawn(Turn(wheel, version, serial), label, status, own)


def dealt(labels: str, slots: str, drawn: int = 0, free: tuple[int, ...] = (), start: int = 0) -> Round:
    """Give a version of a wheel by its labels, spaces between, and its round."""
    return Round(tuple(labels.split()), slots, start, drawn, free)
