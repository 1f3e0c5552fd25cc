"""Read what a person asks about: vacancies and applicants from YAML, JSON, CSV and Excel, options and typed answers.

A wrong vacancy costs only itself; a wrong applicant costs the list, for a ranking without somebody is a wrong ranking.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from kredslob.engine.input_columns import Facts, applicant_columns, fact_column, turn_field, vacancy_columns
from kredslob.engine.mappings import PLAIN, Placed, Record, plain_text, records_of, understood
from kredslob.engine.register.columns import Column, Columns, Unreadable, shown
from kredslob.engine.register.tabular import read_table
from kredslob.engine.vacancy import DATE_NAMES, WHEEL_NAMES, ApplicantList, DateName, TurnReading, Vacancy, WheelName
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.model import FactDeclaration
from kredslob.rules.units import MINUTES, Value

T = TypeVar("T")

_TURN: Final = re.compile(r"(?:(?P<version>[^\s:+]{1,40}):)?(?P<slot>[0-9]{1,4})(?:\+(?P<pending>[0-9]{1,4}))?")
_IN_ORDER: Final[tuple[tuple[DateName, DateName], ...]] = (
    ("notice", "available"), ("notice", "decision"), ("notice", "letting"), ("decision", "letting"),
)  # fmt: skip
_ROUNDING: Final = 1e-6  # minutes by which the binary form of a decimal number of hours may miss


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


def read_vacancies(path: Path, facts: Facts) -> Batch:
    """Read a file of vacancies; the rows that are wrong are told of and left out.

    Raises WrongInput when the file cannot be read at all, lacks its header, or holds a CPR number.
    """
    records, problems = _records(path, vacancy_columns(facts), "vacancies")
    asked: list[Asked] = []
    for number, record in enumerate(records, 1):
        vacancy = vacancy_of(record.values, str(number), record.placed(None), record.placed, problems)
        if vacancy is not None:
            asked.append(Asked(vacancy, record.values.get("applicants")))
    kept = _unique(asked, lambda one: one.vacancy.id, lambda one: one.vacancy.place, problems)
    return Batch(kept, tuple(problems))


def read_applicants(path: Path, facts: Facts) -> ApplicantList:
    """Read a list of applicants, in the order of the file; raise WrongInput with everything that is wrong in it."""
    values, placed, problems = _by_columns(path, applicant_columns(facts))
    pseudonyms = values.pop("id", ())
    for name in values:
        if facts[name].type == "hours":
            values[name] = _all_minutes(values[name], name, placed, problems)
    problems += [_unprintable(placed(at, "id")) for at, one in enumerate(pseudonyms) if not one.isprintable()]
    if len(set(pseudonyms)) < len(pseudonyms):
        _unique([*enumerate(pseudonyms)], lambda one: one[1], lambda one: placed(one[0], None), problems)
    if problems:
        raise WrongInput(problems)
    return ApplicantList(pseudonyms, values, placed)


def read_vacancy(fields: Mapping[str, str], facts: Facts) -> Vacancy:
    """Give the vacancy that options state, by the names of the columns; raise WrongInput with everything wrong."""

    def option(field: str) -> Place:
        return Place("--" + field.replace("_", "-"))

    values, problems = understood(fields.items(), vacancy_columns(facts), option)
    if values.get("estate") is None and not problems:
        problems.append(Problem(option("estate"), Message("this is missing."), Message("the id or name of an estate")))
    vacancy = vacancy_of(values, "", Place(), option, problems)
    if problems or vacancy is None:
        raise WrongInput(problems)
    return vacancy


def read_answer(fact: FactDeclaration, text: str) -> Value | None:
    """Give the value that a person typed for a fact; None for `ukendt`. Raises WrongInput."""
    columns = Columns("answer", (fact_column(fact),))
    values, problems = understood([(fact.name, text)], columns, lambda _: Place())
    value = values.get(fact.name)
    if fact.type == "hours" and value is not None:
        value = minutes_of(value, fact.name, lambda _: Place(), problems)
    if problems:
        raise WrongInput(problems)
    return cast("Value | None", value)


def read_turn(text: str) -> TurnReading:
    """Give where a wheel stands, from `[VERSION:]SLOT[+PENDING]`; raise Unreadable."""
    form = _TURN.fullmatch(text.strip())
    if form is None or int(form["slot"]) == 0:
        accepted = Message("the slot due next and the turns pending, such as 3, 3+1 or 2011:3+1")
        raise Unreadable(Message("found {cell!r}.", cell=shown(text)), accepted)
    return TurnReading(int(form["slot"]), int(form["pending"] or 0), form["version"])


def _records(path: Path, columns: Columns, name: str) -> tuple[Sequence[Record], list[Problem]]:
    """Give the rows of a file of any kind, and what is wrong with those that could not be read."""
    if path.suffix.lower() in PLAIN:
        return records_of(plain_text(path), columns, name)
    table = read_table(path, columns)
    return [Record(row, table.file, row.line, table.heads) for row in table.rows], list(table.problems)


def _by_columns(
    path: Path, columns: Columns
) -> tuple[dict[str, Sequence[Any]], Callable[[int, str | None], Place], list[Problem]]:
    """Give the values of a list of applicants by column, where each stands, and what is wrong with rows that are not read."""
    if path.suffix.lower() in PLAIN:
        records, problems = records_of(plain_text(path), columns, "applicants")
        names = dict.fromkeys(name for record in records for name in record.values)
        values = {name: [record.values.get(name) for record in records] for name in names}
        return dict(values), lambda at, field: records[at].placed(field), problems
    table = read_table(path, columns)
    return dict(table.values), lambda at, field: table.place(table.lines[at]).of(field), list(table.problems)


def vacancy_of(
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
    problems += _out_of_order(dates, placed)
    if len(problems) > before:
        return None
    apart = {"id", "estate", "on", "applicants", *DATE_NAMES, *map(turn_field, WHEEL_NAMES)}
    given = {name: value for name, value in values.items() if name not in apart and value is not None}
    estate = values.get("estate") or ""
    return Vacancy(values.get("id") or number, estate, values.get("on"), dates, given, turns, place)


def _out_of_order(dates: Mapping[DateName, date], placed: Placed) -> Iterator[Problem]:
    """Find dates that cannot follow each other: notice comes first, and nobody moves in before it is decided who."""
    for earlier, later in _IN_ORDER:
        if earlier in dates and later in dates and dates[later] < dates[earlier]:
            found = Message(
                "{later} is before {earlier}, which comes first.", later=dates[later], earlier=dates[earlier]
            )
            yield Problem(placed(later), found, Message("a date on or after {day}", day=dates[earlier]))


def minutes_of(hours: float, field: str, placed: Placed, problems: list[Problem]) -> int:
    """Give hours in whole minutes; note a problem if they are none."""
    minutes = hours * MINUTES
    whole = round(minutes)
    if abs(minutes - whole) > _ROUNDING:
        accepted = Message("hours in whole minutes, such as 25 or 36.5")
        problems.append(Problem(placed(field), Message("found {cell!r}.", cell=hours), accepted))
    return whole


def _all_minutes(
    hours: Sequence[float | None], field: str, placed: Callable[[int, str | None], Place], problems: list[Problem]
) -> list[int | None]:
    """Give hours in minutes; what many state is worked out once."""
    known: dict[float | None, int | None] = {None: None}
    for at, each in enumerate(hours):
        if each not in known and each is not None:
            before = len(problems)
            minutes = minutes_of(each, field, partial(placed, at), problems)
            if len(problems) == before:
                known[each] = minutes
    return [known.get(each) for each in hours]


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
            here = place(one).of("id")
            message = Message("the id {id!r} stands on line {line} too.", id=identity(one), line=place(first).line)
            problems.append(Problem(here, message, Message("each id once")))
    return tuple(seen.values())


def read_day(text: str, option: str) -> date:
    """Give the day that an option states; raise WrongInput."""
    values, problems = understood([("on", text)], Columns("day", (Column("on", "date"),)), lambda _: Place(option))
    day = values.get("on")
    if not isinstance(day, date):
        problems = problems or [
            Problem(Place(option), Message("this is missing."), Message("a date such as 2011-10-01"))
        ]
        raise WrongInput(problems)
    return day
