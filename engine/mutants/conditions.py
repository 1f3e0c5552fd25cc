"""Every way in which one slip can change a condition: an operator, a value, all for any, a part left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from kredslob.engine.mutants.model import Kind
from kredslob.engine.mutants.steps import next_to
from kredslob.rules.messages import FieldPath
from kredslob.rules.model import FactDeclaration

# The operator that differs on the boundary alone, or that means the opposite where there is no boundary.
_OTHER: Final[Mapping[str, str]] = {
    "over": "at_least", "at_least": "over", "under": "at_most", "at_most": "under", "is": "is_not", "is_not": "is",
    "in": "not_in", "not_in": "in",
}  # fmt: skip
_JOINS: Final[Mapping[str, str]] = {"all": "any", "any": "all"}


class Slip(NamedTuple):
    """A change of a condition: where, of which kind, what stands there and what stands there instead."""

    path: FieldPath
    kind: Kind
    before: object
    after: object
    instead: object
    """The plain value that is put at `path`."""


def slips(raw: Any, facts: Mapping[str, FactDeclaration], path: FieldPath) -> Iterator[Slip]:
    """Give every slip of a condition, from the outside in.

    Args:
        raw: the plain data of the condition.
        facts: the declared facts, for the choices of each.
        path: where it stands.
    """
    if not isinstance(raw, dict):
        return
    for join, other in _JOINS.items():
        if join in raw:
            if len(raw[join]) > 1:
                yield Slip(path, "join", join, other, {other: raw[join]})
            yield from _parts(raw[join], facts, (*path, join))
    if "not" in raw:
        yield Slip(path, "part", "not", "", raw["not"])
        yield from slips(raw["not"], facts, (*path, "not"))
    if "count_of" in raw:
        yield from _count(raw["count_of"], facts, (*path, "count_of"))
    if "fact" in raw or "parameter" in raw:
        yield from _comparison(raw, facts, path)


def _parts(parts: list[Any], facts: Mapping[str, FactDeclaration], path: FieldPath) -> Iterator[Slip]:
    for index, part in enumerate(parts):
        if len(parts) > 1:
            yield Slip((*path, index), "part", part, None, _DROPPED)
        yield from slips(part, facts, (*path, index))


def _count(raw: Any, facts: Mapping[str, FactDeclaration], path: FieldPath) -> Iterator[Slip]:
    least, parts = raw["at_least"], raw["of"]
    for moved in (least - 1, least + 1):
        if 1 <= moved <= len(parts):
            yield Slip((*path, "at_least"), "threshold", least, moved, moved)
    for index, part in enumerate(parts):
        if len(parts) > least:
            yield Slip((*path, "of", index), "part", part, None, _DROPPED)
        yield from slips(part, facts, (*path, "of", index))


def _comparison(raw: Mapping[str, Any], facts: Mapping[str, FactDeclaration], path: FieldPath) -> Iterator[Slip]:
    operator = next(key for key in raw if key in _OTHER)
    other, operand = _OTHER[operator], raw[operator]
    swapped = {other if key == operator else key: value for key, value in raw.items()}
    yield Slip(path, "operator", operator, other, swapped)
    fact = facts.get(str(raw.get("fact")))
    if isinstance(operand, dict):  # a parameter: its values are changed where they stand
        return
    for moved in next_to(operand, fact.type if fact else "choice", fact.choices if fact else ()):
        kind: Kind = "threshold" if isinstance(operand, int) and not isinstance(operand, bool) else "value"
        yield Slip((*path, operator), kind, operand, moved, moved)


class _Dropped:
    """Stands for what is left out of a list."""


_DROPPED: Final = _Dropped()


def is_dropped(value: object) -> bool:
    """Tell whether a slip leaves its place in a list out."""
    return value is _DROPPED
