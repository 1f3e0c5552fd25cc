"""Check a whole register at once: that what a row names exists, stands once, and that dates and counts can be true."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from kredslob.engine.register.columns import same_word
from kredslob.engine.register.counting import wrong_area_counts, wrong_measurement, wrong_national_counts
from kredslob.engine.register.model import R, Register
from kredslob.engine.register.rows import (
    Area,
    AreaFigures,
    CouncilDecision,
    DwellingType,
    Estate,
    Listing,
    Measurement,
    NationalFigures,
    Organisation,
    Publication,
    Recorded,
)
from kredslob.engine.register.tables import TABLE_OF, TABLES
from kredslob.rules.messages import Message, Problem, WrongInput, nearest

# Which field of which row names a row of which table.
_REFERENCES: tuple[tuple[type[Recorded], str, type[Recorded]], ...] = (
    (Estate, "organisation", Organisation),
    (Estate, "area", Area),
    (DwellingType, "estate", Estate),
    (Listing, "area", Area),
    (Measurement, "estate", Estate),
    (AreaFigures, "area", Area),
    (CouncilDecision, "area", Area),
)


def check_register(register: Register) -> tuple[Problem, ...]:
    """Give everything that is wrong in a register, table by table; an unreadable table is not held against the others."""
    problems: list[Problem] = []
    readable: set[type[Recorded]] = set()
    for table in TABLES:
        try:
            register.rows(table.kind)
            readable.add(table.kind)
        except WrongInput as wrong:
            problems += wrong.problems
    for kind in (table.kind for table in TABLES if table.kind in readable):
        problems += _twice(register, kind)
        problems += _recorded(register, kind)
        if kind in _CHECKS:
            problems += _CHECKS[kind](register)
    for kind, field, of in _REFERENCES:
        if kind in readable and of in readable:
            problems += _dangling(register, kind, field, of)
    if {Listing, Publication} <= readable:
        problems += _unpublished(register)
    return tuple(problems)


def _at(
    register: Register, row: Recorded, field: str, found: Message, accepted: Message, near: str | None = None
) -> Problem:
    return Problem(register.place(row, field.rstrip("_")), found, accepted, near)


def _twice(register: Register, kind: type[Recorded]) -> Iterator[Problem]:
    """Find rows with one key recorded on one day: of two recorded on different days the later is a correction."""
    seen: dict[tuple[object, ...], Recorded] = {}
    for row in register.rows(kind):
        first = seen.setdefault((*row.key, row.recorded_on), row)
        if first is not row:
            key = ", ".join(str(part) for part in row.key)
            found = Message("{key} stands on line {line} too.", key=key, line=first.line)
            accepted = Message("one row, or a correction with a later recording date")
            yield _at(register, row, row.KEY[0], found, accepted)


def _recorded(register: Register, kind: type[Recorded]) -> Iterator[Problem]:
    columns = TABLE_OF[kind].columns
    for row in register.rows(kind):
        for name in row.public_fields:
            if same_word(name) not in columns.by_word:
                accepted = Message("names of columns, with | between them")
                found = Message("there is no column {name!r}.", name=name)
                yield _at(register, row, "public_fields", found, accepted, nearest(name, columns.spellings))
        published: date | None = getattr(row, "published", None)
        if published is not None and row.recorded_on < published:
            found = Message("the row was recorded before it was published, on {day}.", day=published)
            yield _at(register, row, "recorded_on", found, Message("a day not before {day}", day=published))


def _dangling(register: Register, kind: type[Recorded], field: str, of: type[Recorded]) -> Iterator[Problem]:
    known: dict[Any, Recorded] = register.current(of)
    table = TABLE_OF[of].title
    for row in register.rows(kind):
        name = getattr(row, field)
        if name is not None and name not in known:
            found = Message("{name!r} does not stand in {table}.", name=name, table=table)
            yield _at(register, row, field, found, Message("an id in {table}", table=table), nearest(name[:60], known))


def _unpublished(register: Register) -> Iterator[Problem]:
    known = register.current(Publication)
    for row in register.rows(Listing):
        if (row.list, row.published) not in known:
            found = Message("list {list} was not published on {day}.", list=row.list, day=row.published)
            days = ", ".join(str(publication.published) for publication in register.publications(row.list))
            accepted = Message("a day in publications: {days}", days=days) if days else Message("a day in publications")
            yield _at(register, row, "published", found, accepted)


def _publications(register: Register) -> Iterator[Problem]:
    rows = sorted(register.current(Publication).values(), key=lambda row: (row.list, row.published))
    for row, after in pairwise([*rows, None]):
        if row is None or row.valid_to is None:
            continue
        if row.valid_to <= row.published:
            found = Message("the list ceases before it is in force.")
            yield _at(register, row, "valid_to", found, Message("a day after {day}", day=row.published))
        elif after is not None and after.list == row.list and row.valid_to > after.published:
            found = Message("the list ceases after the next was published, on {day}.", day=after.published)
            accepted = Message("{day} or a day before it; or nothing: a list ceases with the next", day=after.published)
            yield _at(register, row, "valid_to", found, accepted)


def _decisions(register: Register) -> Iterator[Problem]:
    for row in register.rows(CouncilDecision):
        if row.to is not None and row.to <= row.from_:
            found = Message("the decision ceases before it holds.")
            yield _at(register, row, "to", found, Message("a day after {day}", day=row.from_))


def _listings(register: Register) -> Iterator[Problem]:
    for row in register.rows(Listing):
        if (row.category == "51b") != (row.list == "51b") and row.category != "off":
            found = Message("list {list} has no category {category!r}.", list=row.list, category=row.category)
            yield _at(
                register, row, "category", found, Message("51b on the § 51 b list, the designation on the others")
            )


def _measurements(register: Register) -> Iterator[Problem]:
    for row in register.rows(Measurement):
        yield from wrong_measurement(row, register.place(row))
        parts = (row.other_outside, row.unemployed, row.students)
        if row.outside_workforce is None and row.outside_rounded is None and None in parts:
            found = Message("neither the count nor a rounded share of those outside the workforce is given.")
            accepted = Message("one of the two, or the unemployed, the students and the others that are added up")
            yield _at(register, row, "outside_workforce", found, accepted)


def _each(kind: type[R], wrong: Callable[[R, Any], Iterable[Problem]]) -> Callable[[Register], Iterable[Problem]]:
    return lambda register: [problem for row in register.rows(kind) for problem in wrong(row, register.place(row))]


_CHECKS: dict[type[Recorded], Callable[[Register], Iterable[Problem]]] = {
    Publication: _publications,
    Listing: _listings,
    CouncilDecision: _decisions,
    Measurement: _measurements,
    AreaFigures: _each(AreaFigures, wrong_area_counts),
    NationalFigures: _each(NationalFigures, wrong_national_counts),
}
