"""A mutant: one change of what a file says, where it stands, and the same file with the change made.

Only the plain data is changed, and what is not on the way to the change is shared, so a mutant costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

from kredslob.rules.building import shown
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import FieldPath, Message

Kind = Literal[
    "operator", "threshold", "date", "join", "part", "override", "rule", "value", "guess", "change", "measure"
]
KINDS: Final[Mapping[Kind, Message]] = {
    "operator": Message("another operator"),
    "threshold": Message("a number moved by one step"),
    "date": Message("a date moved by a day"),
    "join": Message("all and any exchanged"),
    "part": Message("a part of a condition dropped"),
    "override": Message("an override dropped"),
    "rule": Message("a rule dropped"),
    "value": Message("another value"),
    "guess": Message("a guess told as certain"),
    "change": Message("a change of an amendment dropped"),
    "measure": Message("another measure"),
}
Edit = tuple[FieldPath, Any]
"""A place in a file's plain data and what stands there instead."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of an agreement's files.

    Args:
        document: the law, agreement or amendment that it changes.
        path: where, in the plain data of its file.
        kind: what kind of change.
        about: the rule or parameter that it changes; the document for anything else.
        before: what stood there, in short.
        after: what stands there instead.
        edits: what is changed, by document; a rule that is dropped changes what others override too.
        days: if not empty, the change can be seen on these days alone.
    """

    document: str
    path: FieldPath
    kind: Kind
    about: str
    before: str
    after: str
    edits: tuple[tuple[str, tuple[Edit, ...]], ...]
    days: tuple[date, ...] = ()

    @property
    def key(self) -> str:
        """A name that stays as long as the file says the same there."""
        return f"{self.about} {'.'.join(map(str, self.path[-3:]))}: {self.before} -> {self.after}"


def edited(data: Any, edits: tuple[Edit, ...]) -> Any:
    """Give plain data with some values changed; the data given stay as they are."""
    for path, value in edits:
        data = _with(data, path, value)
    return data


def _with(data: Any, path: FieldPath, value: Any) -> Any:
    if not path:
        return value
    copy = list(data) if isinstance(data, list) else dict(data)
    copy[path[0]] = _with(data[path[0]], path[1:], value)  # type: ignore[index]  # a key or a place
    return copy


def brief(value: object) -> str:
    """Give a plain value as the file writes it, shortened."""
    if isinstance(value, dict) and len(value) == 2 and "fact" in value:
        word = next(key for key in value if key != "fact")
        return f"{value['fact']} {word} {brief(value[word])}"
    if isinstance(value, dict) and set(value) == {"parameter"}:
        return str(value["parameter"])
    return shown(value) if isinstance(value, bool | int | str | list | dict | date | Decimal | None) else str(value)
