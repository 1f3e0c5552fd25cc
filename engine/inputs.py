"""Read what a person asks about: vacancies and applicants from YAML, JSON, CSV and Excel, options and typed answers.

A wrong vacancy costs only itself; a wrong applicant costs the list, for a ranking without somebody is a wrong ranking.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar, cast

from kredslob.engine.input_columns import Facts, applicant_columns, fact_column, turn_field, vacancy_columns
from kredslob.engine.register.columns import Column, Columns, Unreadable, same_word, shown, understand
from kredslob.engine.register.tabular import read_table
from kredslob.engine.vacancy import DATE_NAMES, WHEEL_NAMES, Applicant, DateName, TurnReading, Vacancy, WheelName
from kredslob.rules.messages import Message, Place, Problem, WrongInput, has_cpr, mask_cpr, nearest
from kredslob.rules.model import FactDeclaration
from kredslob.rules.units import MINUTES, Value
from kredslob.rules.yaml_source import YamlText, parse_yaml, read_text

T = TypeVar("T")
Placed = Callable[[str], Place]  # where a field stands

_TURN: Final = re.compile(r"(?:(?P<version>[^\s:+]{1,40}):)?(?P<slot>[0-9]{1,4})(?:\+(?P<pending>[0-9]{1,4}))?")
_ROUNDING: Final = 1e-6  # minutes by which the binary form of a decimal number of hours may miss
_PLAIN: Final = (".yaml", ".yml", ".json")
_CPR: Final = Message("there is a CPR number here, or something shaped like one.")
_PSEUDONYM: Final = Message("a pseudonym; a person is never identified in these tables")


@dataclass(frozen=True, slots=True)
class Asked:
    """One vacancy of a file, and the file of its applicants if the row names one."""

    vacancy: Vacancy
    applicants: str | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """The vacancies of a file that could be read, and what is wrong with the others."""

    asked: tuple[Asked, ...]
    problems: tuple[Problem, ...]


class _Record(NamedTuple):
    """A row of a file: its values by the name of the column, and where it stands."""

    values: Mapping[str, Any]
    file: str
    line: int | None

    def placed(self, field: str | None) -> Place:
        return Place(self.file, self.line, field)


def read_vacancies(path: Path, facts: Facts) -> Batch:
    """Read a file of vacancies; the rows that are wrong are told of and left out.

    Raises WrongInput when the file cannot be read at all, lacks its header, or holds a CPR number.
    """
    records, problems = _records(path, vacancy_columns(facts), "vacancies")
    asked: list[Asked] = []
    for number, record in enumerate(records, 1):
        vacancy = _vacancy(record.values, str(number), record.placed(None), record.placed, problems)
        if vacancy is not None:
            asked.append(Asked(vacancy, record.values.get("applicants")))
    kept = _unique(asked, lambda one: one.vacancy.id, lambda one: one.vacancy.place, problems)
    return Batch(kept, tuple(problems))


def read_applicants(path: Path, facts: Facts) -> tuple[Applicant, ...]:
    """Read a list of applicants, in the order of the file; raise WrongInput with everything that is wrong in it."""
    records, problems = _records(path, applicant_columns(facts), "applicants")
    in_hours = [name for name, fact in facts.items() if fact.about == "applicant" and fact.type == "hours"]
    found: list[tuple[Applicant, _Record]] = []
    for record in records:
        given = dict(record.values)
        if None in given.values():
            given = {name: value for name, value in given.items() if value is not None}
        identity = given.pop("id")
        for name in in_hours:
            if name in given:
                given[name] = _minutes(given[name], name, record.placed, problems)
        if not identity.isprintable():
            problems.append(_unprintable(record.placed("id")))
        found.append((Applicant(identity, given), record))
    unique = _unique(found, lambda one: one[0].id, lambda one: one[1].placed(None), problems)
    if problems:
        raise WrongInput(problems)
    return tuple([applicant for applicant, _ in unique])


def read_vacancy(fields: Mapping[str, str], facts: Facts) -> Vacancy:
    """Give the vacancy that options state, by the names of the columns; raise WrongInput with everything wrong."""

    def option(field: str) -> Place:
        return Place("--" + field.replace("_", "-"))

    values, problems = _understood(fields.items(), vacancy_columns(facts), option)
    if values.get("estate") is None and not problems:
        problems.append(Problem(option("estate"), Message("this is missing."), Message("the id or name of an estate")))
    vacancy = _vacancy(values, "", Place(), option, problems)
    if problems or vacancy is None:
        raise WrongInput(problems)
    return vacancy


def read_answer(fact: FactDeclaration, text: str) -> Value | None:
    """Give the value that a person typed for a fact; None for `ukendt`. Raises WrongInput."""
    columns = Columns("answer", (fact_column(fact),))
    values, problems = _understood([(fact.name, text)], columns, lambda _: Place())
    value = values.get(fact.name)
    if fact.type == "hours" and value is not None:
        value = _minutes(value, fact.name, lambda _: Place(), problems)
    if problems:
        raise WrongInput(problems)
    return cast("Value | None", value)


def read_turn(text: str) -> TurnReading:
    """Give where a wheel stands, from `[VERSION:]SLOT[+PENDING]`; raise Unreadable."""
    form = _TURN.fullmatch(text.strip())
    if form is None or int(form["slot"]) == 0:
        accepted = Message("the slot due next and the turns still owed, such as 3, 3+1 or 2011:3+1")
        raise Unreadable(Message("found {cell!r}.", cell=shown(text)), accepted)
    return TurnReading(int(form["slot"]), int(form["pending"] or 0), form["version"])


def _records(path: Path, columns: Columns, name: str) -> tuple[Sequence[_Record], list[Problem]]:
    """Give the rows of a file of any kind, and what is wrong with those that could not be read."""
    if path.suffix.lower() in _PLAIN:
        return _mappings(_plain_text(path), columns, name)
    table = read_table(path, columns, every=False)
    return [_Record(row, table.file, row.line) for row in table.rows], list(table.problems)


def _plain_text(path: Path) -> YamlText:
    file = mask_cpr(str(path))
    if has_cpr(path.name):
        raise WrongInput(Problem(Place(file), _CPR, _PSEUDONYM))
    if not path.is_file():
        near = nearest(path.name, (other.name for other in path.parent.glob("*") if not has_cpr(other.name)))
        raise WrongInput(Problem(Place(file), Message("there is no such file."), None, near))
    text = read_text(path)
    if path.suffix.lower() == ".json":
        try:
            json.loads(text)
        except (ValueError, RecursionError) as wrong:
            found = Message("this is not JSON.")
            raise WrongInput(Problem(Place(file, getattr(wrong, "lineno", None)), found)) from None
        text = text.replace("\t", " ")  # JSON is YAML but for tabs, and in JSON they stand only between values
    return parse_yaml(text, file)


def _mappings(text: YamlText, columns: Columns, name: str) -> tuple[list[_Record], list[Problem]]:
    data, at = text.data, cast("tuple[str | int, ...]", ())
    if isinstance(data, dict) and list(data) == [name]:
        data, at = data[name], (name,)
    if not isinstance(data, list):
        accepted = Message("a list, or {name}: and a list under it", name=name)
        raise WrongInput(Problem(text.place(()), Message("this is no list of {name}.", name=name), accepted))
    records: list[_Record] = []
    problems: list[Problem] = []
    for index, raw in enumerate(data):
        here = (*at, index)
        if not isinstance(raw, dict):
            found = Message("this is no group of names and values.")
            problems.append(Problem(Place(text.name, text.place(here).line), found, Message("rooms: 3")))
            continue
        placed = _placed_in(text, here)
        values, wrong = _understood(raw.items(), columns, placed)
        told = {problem.place.field for problem in wrong}
        wrong += [
            Problem(placed(column.name), Message("this is missing."))
            for column in columns.columns
            if column.required and values.get(column.name) is None and column.name not in told
        ]
        problems += wrong
        if not wrong:
            records.append(_Record(values, text.name, text.place(here).line))
    return records, problems


def _placed_in(text: YamlText, path: tuple[str | int, ...]) -> Placed:
    return lambda field: Place(text.name, text.place((*path, field)).line, field)


def _understood(
    items: Iterable[tuple[str, object]], columns: Columns, placed: Placed
) -> tuple[dict[str, Any], list[Problem]]:
    """Give the values of named cells by the name of the column, and what is wrong with them."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, cell in items:
        column, place = columns.by_word.get(same_word(name)), placed(name)
        if isinstance(cell, str) and has_cpr(cell):
            problems.append(Problem(place, _CPR, _PSEUDONYM))
        elif column is None:
            accepted = Message("one of {names}", names=", ".join(one.name for one in columns.columns))
            found = Message("there is no field of this name.")
            problems.append(Problem(place, found, accepted, nearest(name, columns.spellings)))
        elif column.name in values:
            problems.append(Problem(place, Message("{name} is given twice.", name=column.name)))
        else:
            values[column.name] = None
            try:
                values[column.name] = understand(column, _native(cell))
            except Unreadable as wrong:
                problems.append(Problem(place, wrong.found, wrong.accepted, wrong.near))
    return values, problems


def _native(cell: object) -> object:
    if isinstance(cell, list | dict):
        raise Unreadable(Message("several values stand here."), Message("one value"))
    return float(cell) if isinstance(cell, Decimal) else cell


def _vacancy(
    values: Mapping[str, Any], number: str, place: Place, placed: Placed, problems: list[Problem]
) -> Vacancy | None:
    """Make the vacancy of a row, or tell what is wrong with it."""
    before = len(problems)
    turns: dict[WheelName, TurnReading] = {}
    for wheel in WHEEL_NAMES:
        written = values.get(turn_field(wheel))
        try:
            if written is not None:
                turns[wheel] = read_turn(written)
        except Unreadable as wrong:
            problems.append(Problem(placed(turn_field(wheel)), wrong.found, wrong.accepted))
    hidden = [name for name in ("id", "estate") if not (values.get(name) or "").isprintable()]
    problems += [_unprintable(placed(name)) for name in hidden]
    if len(problems) > before:
        return None
    dates = cast("dict[DateName, date]", {name: values[name] for name in DATE_NAMES if values.get(name) is not None})
    apart = {"id", "estate", "on", "applicants", *DATE_NAMES, *map(turn_field, WHEEL_NAMES)}
    given = {name: value for name, value in values.items() if name not in apart and value is not None}
    estate = values.get("estate") or ""
    return Vacancy(values.get("id") or number, estate, values.get("on"), dates, given, turns, place)


def _minutes(hours: float, field: str, placed: Placed, problems: list[Problem]) -> int:
    minutes = hours * MINUTES
    whole = round(minutes)
    if abs(minutes - whole) > _ROUNDING:
        accepted = Message("hours in whole minutes, such as 25 or 36.5")
        problems.append(Problem(placed(field), Message("found {cell!r}.", cell=hours), accepted))
    return whole


def _unprintable(place: Place) -> Problem:
    return Problem(place, Message("there are characters here that cannot be printed."), Message("letters and digits"))


def _unique(
    found: Sequence[T], identity: Callable[[T], str], place: Callable[[T], Place], problems: list[Problem]
) -> tuple[T, ...]:
    """Give those whose id has not stood before; tell of the others."""
    seen: dict[str, T] = {}
    for one in found:
        first = seen.setdefault(identity(one), one)
        if first is not one:
            here = Place(place(one).file, place(one).line, "id")
            message = Message("the id {id!r} stands on line {line} too.", id=identity(one), line=place(first).line)
            problems.append(Problem(here, message, Message("each id once")))
    return tuple(seen.values())


def read_day(text: str, option: str) -> date:
    """Give the day that an option states; raise WrongInput."""
    values, problems = _understood([("on", text)], Columns("day", (Column("on", "date"),)), lambda _: Place(option))
    day = values.get("on")
    if not isinstance(day, date):
        problems = problems or [
            Problem(Place(option), Message("this is missing."), Message("a date such as 2011-10-01"))
        ]
        raise WrongInput(problems)
    return day
