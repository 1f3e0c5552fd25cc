"""Understand groups of names and values: from YAML and JSON, from options, from what is typed in answer to a question."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

from kredslob.engine.register.columns import Columns, Unreadable, same_word, understand
from kredslob.rules.messages import Message, Place, Problem, WrongInput, has_cpr, mask_cpr, nearest
from kredslob.rules.yaml_source import YamlText, parse_yaml, read_text

Placed = Callable[[str], Place]  # where a field stands

PLAIN: Final = (".yaml", ".yml", ".json")
_CPR: Final = Message("there is a CPR number here, or something shaped like one.")
_PSEUDONYM: Final = Message("a pseudonym; a person is never identified in these tables")


class Record(NamedTuple):
    """A row of a file: its values by the name of the column, and where it stands."""

    values: Mapping[str, Any]
    file: str
    line: int | None
    heads: Mapping[str, str] | None = None

    def placed(self, field: str | None) -> Place:
        """Give where a field of it stands, or the row itself."""
        return Place(self.file, self.line, field, self.heads or {})


def plain_text(path: Path) -> YamlText:
    """Read a YAML or JSON file; raise WrongInput if it is not there, is neither, or has a CPR number for its name."""
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


def records_of(text: YamlText, columns: Columns, name: str) -> tuple[list[Record], list[Problem]]:
    """Give the groups of a list that could be understood, and what is wrong with the others.

    Args:
        text: a list of groups of names and values, perhaps under a name.
        columns: what may be said.
        name: what the list is called.

    Raises:
        WrongInput: it is no list.
    """
    data, at = text.data, cast("tuple[str | int, ...]", ())
    if isinstance(data, dict) and list(data) == [name]:
        data, at = data[name], (name,)
    if not isinstance(data, list):
        accepted = Message("a list, or {name}: and a list under it", name=name)
        raise WrongInput(Problem(text.place(()), Message("this is no list of {name}.", name=name), accepted))
    records: list[Record] = []
    problems: list[Problem] = []
    for index, raw in enumerate(data):
        here = (*at, index)
        if not isinstance(raw, dict):
            found = Message("this is no group of names and values.")
            problems.append(Problem(Place(text.name, text.place(here).line), found, Message("rooms: 3")))
            continue
        placed = _placed_in(text, here)
        values, wrong = understood(raw.items(), columns, placed)
        told = {problem.place.field for problem in wrong}
        wrong += [
            Problem(placed(column.name), Message("this is missing."))
            for column in columns.columns
            if column.required and values.get(column.name) is None and column.name not in told
        ]
        problems += wrong
        if not wrong:
            records.append(Record(values, text.name, text.place(here).line))
    return records, problems


def _placed_in(text: YamlText, path: tuple[str | int, ...]) -> Placed:
    return lambda field: Place(text.name, text.place((*path, field)).line, field)


def understood(
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
