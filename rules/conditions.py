"""The closed language in which a rule says when it applies.

Comparisons and membership over declared facts, joined by all, any, not and count-of (the statute's "at least two of
three"). Nothing else: no arithmetic, no templates, no code. A condition is a tree of frozen values; what it means, with
unknown facts, is said in the engine. `read_condition` gives it from plain data, collecting every problem with its path.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, Literal

from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import FieldPath, Message, nearest
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
class Written:
    """A value written in the rule itself, in plain form until the fact's unit is known."""

    value: object


@dataclass(frozen=True, slots=True)
class Bound:
    """A value put in for a parameter or literal. `guesses` holds what else it may be, if it is an open guess."""

    value: Value
    parameter: str | None = None
    guesses: tuple[Value, ...] = ()


Operand = Parameter | Written | Bound


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

Report = Callable[[FieldPath, Message, Message | None, str | None], None]


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


def read_condition(raw: object, report: Report, path: FieldPath = ()) -> Condition:
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


def _read_join(raw: Mapping[str, object], join: str, report: Report, path: FieldPath) -> Condition:
    if len(raw) > 1:
        report(path, Message("{join} stands beside other keys.", join=join), Message("one key in a condition"), None)
    body, here = raw[join], (*path, join)
    match join:
        case "always":
            if body is not True:
                report(here, Message("always takes only true."), Message("always: true"), None)
            return Always()
        case "not":
            return Not(read_condition(body, report, here))
        case "count_of":
            return _read_count(body, report, here)
        case "all":
            return All(_read_parts(body, report, here))
        case _:
            return Any(_read_parts(body, report, here))


def _read_count(raw: object, report: Report, path: FieldPath) -> Condition:
    if not isinstance(raw, Mapping) or set(raw) != {"at_least", "of"} or type(raw["at_least"]) is not int:
        report(path, Message("count_of is not complete."), Message("at_least: a whole number, of: a list"), None)
        return Always()
    parts = _read_parts(raw["of"], report, (*path, "of"))
    if not 1 <= raw["at_least"] <= len(parts):
        report(path, Message("at_least does not fit the list."), Message("1 to the number of parts"), None)
        return Always()
    return CountOf(raw["at_least"], parts)


def _read_parts(raw: object, report: Report, path: FieldPath) -> tuple[Condition, ...]:
    if not isinstance(raw, list) or not raw:
        report(path, Message("an empty or missing list of conditions."), Message("a list of conditions"), None)
        return (Always(),)
    return tuple(read_condition(part, report, (*path, index)) for index, part in enumerate(raw))


def _read_atom(raw: Mapping[str, object], report: Report, path: FieldPath) -> Condition:
    known = ("fact", "parameter", *OPERATORS, *MEMBERSHIP)
    strange = [key for key in raw if key not in known]
    for key in strange:
        near = nearest(key, [*known, *_JOINS])
        report((*path, key), Message("{key} is not a word of a condition.", key=key), _ACCEPTED, near)
    if strange:
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
    right = _operand(raw[word], report, (*path, word))
    if isinstance(left, Parameter) and isinstance(right, Parameter):
        report(path, Message("a parameter is compared with a parameter."), Message("a value written out"), None)
    return Compare(left, word, right)  # type: ignore[arg-type]  # word is checked to be an operator


def _read_member(left: Fact | Parameter, raw: object, negated: bool, report: Report, path: FieldPath) -> Condition:
    listed = raw if isinstance(raw, list) else [raw] if isinstance(raw, Mapping) else []
    if not isinstance(left, Fact) or not listed:
        accepted = Message("in: [a, b] or in: {{parameter: NAME}}")
        report(path, Message("membership needs a fact and a list of values."), accepted, None)
        return Always()
    return Member(left, tuple(_operand(value, report, path) for value in listed), negated)


def _operand(raw: object, report: Report, path: FieldPath) -> Parameter | Written:
    if isinstance(raw, Mapping):
        if set(raw) == {"parameter"} and isinstance(raw["parameter"], str):
            return Parameter(raw["parameter"])
        report(path, Message("this is no value."), Message("a value, or {{parameter: NAME}}"), None)
    return Written(raw)
