"""Take the yearly key-figure reports of organisations into the register as measurements, and name who has not reported.

Organisations may report one at a time: an estate is missing when neither the report nor the register has its year.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from kredslob.engine.register.counting import wrong_measurement
from kredslob.engine.register.model import Register
from kredslob.engine.register.rows import Estate, Measurement
from kredslob.engine.register.tables import KEY_FIGURES
from kredslob.engine.register.tabular import Row, read_table
from kredslob.engine.register.writing import table_bytes
from kredslob.engine.writing import write_whole
from kredslob.rules.messages import Message, Place, Problem, WrongInput, mask_cpr


class Taken(NamedTuple):
    """The measurements of a report, in its order, and the estates of the register that are still without one."""

    rows: tuple[Measurement, ...]
    missing: tuple[Estate, ...]


def take_measurements(
    register: Register, file: Path, *, published: date, recorded_on: date | None = None, sheet: tuple[str, ...] = ()
) -> Taken:
    """Read a report of one year's key figures, estates by name or id, to be published on a day.

    `recorded_on` is the day of publication unless it is given; a later one makes a correction of what the register
    has. Raises WrongInput with everything wrong in the report: unknown estates, estates told twice or already
    measured, more than one year, counts that cannot be true.
    """
    table = read_table(file, KEY_FIGURES, sheet=sheet)
    problems = list(table.problems)
    rows: dict[str, Measurement] = {}
    for told in table.rows:
        try:
            row = _measurement(register, told, published, recorded_on or published)
        except WrongInput as wrong:
            problems += [replace(problem, place=table.place(told.line).of("estate")) for problem in wrong.problems]
            continue
        place = table.place(told.line)
        problems += wrong_measurement(row, place)
        problems += _not_once(register, row, rows, place)
        rows.setdefault(row.estate, row)
    if problems:
        raise WrongInput(problems)
    measured = {(row.estate, row.year) for row in (*register.rows(Measurement), *rows.values())}
    years = {row.year for row in rows.values()}
    missing = (estate for estate in register.estates.values() if any((estate.id, y) not in measured for y in years))
    return Taken(tuple(rows.values()), tuple(missing))


def write_measurements(register: Register, rows: Iterable[Measurement], path: Path) -> None:
    """Write the register's measurements and the new ones as one CSV table, all or nothing. Raises WrongInput."""
    if path.suffix.lower() != ".csv":
        found = Message("measurements are written as CSV.")
        raise WrongInput(Problem(Place(mask_cpr(str(path))), found, Message("a file that ends in .csv")))
    write_whole(path, table_bytes(Measurement, (*register.rows(Measurement), *rows)))


def _measurement(register: Register, told: Row, published: date, recorded_on: date) -> Measurement:
    values = {**told, "estate": register.estate(told["estate"]).id}
    if values["outside_workforce"] is None and None not in (values["students"], values["other_outside"]):
        values["outside_workforce"] = values["students"] + values["other_outside"]
    return Measurement(origin="public", recorded_on=recorded_on, published=published, line=told.line, **values)


def _not_once(register: Register, row: Measurement, rows: dict[str, Measurement], place: Place) -> list[Problem]:
    problems = []
    at = place.of("estate")
    first = rows.get(row.estate)
    if first is not None:
        twice = Message("{estate} stands on line {line} too.", estate=row.estate, line=first.line)
        problems.append(Problem(at, twice, Message("each estate once")))
    year = next((other.year for other in rows.values()), row.year)
    if row.year != year:
        other_year = Message("the rows above it are of {year}.", year=year)
        problems.append(Problem(place.of("year"), other_year, Message("one year in each report")))
    if row.outside_workforce is None and row.outside_rounded is None:
        neither = Message("neither the count nor a rounded share of those outside the workforce is given.")
        problems.append(Problem(place.of("outside_workforce"), neither, Message("one of the two")))
    known = [old for old in register.measurements(row.estate) if old.year == row.year]
    if known and row.recorded_on <= known[-1].recorded_on:
        day = known[-1].recorded_on
        already = Message(
            "{estate} has been measured for {year}, recorded on {day}.", estate=row.estate, year=row.year, day=day
        )
        problems.append(Problem(at, already, Message("for a correction, a later recording date")))
    return problems
