"""The closed language in which a rule says when it applies.

Comparisons and membership over declared facts, joined by all, any, not and count-of (the statute's "at least two of
three"). Nothing else: no arithmetic, no templates, no code. A condition is a tree of frozen values; what it means, with
unknown facts, is said in the engine. `read_condition` gives it from plain data, collecting every problem with its path.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from kredslob.rules.messages import Message, nearest
from kredslob.rules.units import Value

Operator = Literal["is", "is_not", "over", "at_least", "under", "at_most"]
OPERATORS: Final[tuple[Operator, ...]] = ("is", "is_not", "over", "at_least", "under", "at_most")
ORDERING: Final = frozenset({"over", "at_least", "under", "at_most"})
MEMBERSHIP: Final = ("in", "not_in")


@dataclass(frozen=True, slots=True)
class Fact:
    """A declared fact, by name."""

    name: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of the agreement, by id; its value is put in when the terms of a date are drawn up."""

    id: str


@dataclass(frozen=True, slots=True)
class Literal_:
    """A value written in the rule itself, in plain form until the fact's unit is known."""

    value: object


@dataclass(frozen=True, slots=True)
class Bound:
    """A value put in for a parameter or literal. `guesses` holds what else it may be, if it is an open guess."""

    value: Value
    parameter: str | None = None
    guesses: tuple[Value, ...] = ()


Operand = Parameter | Literal_ | Bound


@dataclass(frozen=True, slots=True)
class Always:
    """True in every situation: the condition of a general rule."""


@dataclass(frozen=True, slots=True)
class Compare:
    """A fact (or a parameter) compared with a value."""

    left: Fact | Parameter | Bound
    operator: Operator
    right: Operand


@dataclass(frozen=True, slots=True)
class Member:
    """A fact that is, or is not, among named values."""

    left: Fact
    values: tuple[Operand, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """True when every part is."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """True when some part is."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """True when its part is false; unknown when it is unknown."""

    part: Condition


@dataclass(frozen=True, slots=True)
class CountOf:
    """True when at least so many of the parts are ("mindst to af tre", almenboligloven § 61 a)."""

    at_least: int
    parts: tuple[Condition, ...]


Condition = Always | Compare | Member | All | Any | Not | CountOf

Report = Callable[[tuple[str | int, ...], Message, Message | None, str | None], None]


def atoms(condition: Condition) -> Iterator[Compare | Member]:
    """Give the comparisons and memberships of a condition, from left to right."""
    match condition:
        case Compare() | Member():
            yield condition
        case All(parts) | Any(parts) | CountOf(_, parts):
            for part in parts:
                yield from atoms(part)
        case Not(part):
            yield from atoms(part)
        case Always():
            return


def facts_of(condition: Condition) -> tuple[str, ...]:
    """Give the names of the facts that a condition reads, each once, in order."""
    return tuple(dict.fromkeys(atom.left.name for atom in atoms(condition) if isinstance(atom.left, Fact)))


def parameters_of(condition: Condition) -> tuple[str, ...]:
    """Give the ids of the parameters that a condition reads, each once, in order."""
    found: dict[str, None] = {}
    for atom in atoms(condition):
        operands = (atom.left, atom.right) if isinstance(atom, Compare) else atom.values
        for operand in operands:
            if isinstance(operand, Parameter):
                found[operand.id] = None
            elif isinstance(operand, Bound) and operand.parameter:
                found[operand.parameter] = None
    return tuple(found)


_JOINS: Final = ("all", "any", "not", "count_of", "always")
_ACCEPTED: Final = Message(
    "{{fact: NAME, is: VALUE}} (or is_not, over, at_least, under, at_most, in, not_in), "
    "{{all: [...]}}, {{any: [...]}}, {{not: ...}}, {{count_of: {{at_least: N, of: [...]}}}} or {{always: true}}"
)


def read_condition(raw: object, report: Report, path: tuple[str | int, ...] = ()) -> Condition:
    """Give the condition that plain data states; report each problem with its path and go on.

    Args:
        raw: the plain data under `when`.
        report: called with (path, found, accepted, nearest) for each problem.
        path: where `raw` stands.
    """
    if not isinstance(raw, Mapping) or not raw:
        report(path, Message("a condition is missing here."), _ACCEPTED, None)
        return Always()
    joins = [key for key in raw if key in _JOINS]
    if joins:
        return _read_join(raw, joins[0], report, path)
    return _read_atom(raw, report, path)


def _read_join(raw: Mapping[str, object], join: str, report: Report, path: tuple[str | int, ...]) -> Condition:
    if len(raw) > 1:
        report(path, Message("{join} stands beside other keys.", join=join), Message("one key in a condition"), None)
    body, here = raw[join], (*path, join)
    if join == "always":
        if body is not True:
            report(here, Message("always takes only true."), Message("always: true"), None)
        return Always()
    if join == "not":
        return Not(read_condition(body, report, here))
    if join == "count_of":
        if not isinstance(body, Mapping) or set(body) != {"at_least", "of"} or not isinstance(body["at_least"], int):
            report(here, Message("count_of is not complete."), Message("at_least: a whole number, of: a list"), None)
            return Always()
        parts = _read_parts(body["of"], report, (*here, "of"))
        if not 1 <= body["at_least"] <= len(parts):
            report(here, Message("at_least does not fit the list."), Message("1 to the number of parts"), None)
        return CountOf(body["at_least"], parts)
    parts = _read_parts(body, report, here)
    return All(parts) if join == "all" else Any(parts)


def _read_parts(raw: object, report: Report, path: tuple[str | int, ...]) -> tuple[Condition, ...]:
    if not isinstance(raw, list) or not raw:
        report(path, Message("an empty or missing list of conditions."), Message("a list of conditions"), None)
        return (Always(),)
    return tuple(read_condition(part, report, (*path, index)) for index, part in enumerate(raw))


def _read_atom(raw: Mapping[str, object], report: Report, path: tuple[str | int, ...]) -> Condition:
    known = ("fact", "parameter", *OPERATORS, *MEMBERSHIP)
    for key in raw:
        if key not in known:
            near = nearest(key, [*known, *_JOINS])
            report((*path, key), Message("{key} is not a word of a condition.", key=key), _ACCEPTED, near)
            return Always()
    subjects = [key for key in ("fact", "parameter") if key in raw]
    operators = [key for key in raw if key not in ("fact", "parameter")]
    if len(subjects) != 1 or len(operators) != 1 or not isinstance(raw[subjects[0]], str):
        report(path, Message("a comparison needs one fact and one operator."), _ACCEPTED, None)
        return Always()
    name, word = str(raw[subjects[0]]), operators[0]
    left = Fact(name) if subjects[0] == "fact" else Parameter(name)
    if word in MEMBERSHIP:
        return _read_member(left, raw[word], word == "not_in", report, (*path, word))
    return Compare(left, word, _operand(raw[word]))  # type: ignore[arg-type]  # word is checked to be an operator


def _read_member(
    left: Fact | Parameter, raw: object, negated: bool, report: Report, path: tuple[str | int, ...]
) -> Condition:
    values = tuple(_operand(value) for value in raw) if isinstance(raw, list) else (_operand(raw),)
    if not isinstance(left, Fact) or not values or (not isinstance(raw, list) and not isinstance(values[0], Parameter)):
        report(path, Message("membership needs a fact and a list of values."), Message("in: [a, b]"), None)
        return Always()
    return Member(left, values, negated)


def _operand(raw: object) -> Parameter | Literal_:
    if isinstance(raw, Mapping) and set(raw) == {"parameter"} and isinstance(raw["parameter"], str):
        return Parameter(raw["parameter"])
    return Literal_(raw)
