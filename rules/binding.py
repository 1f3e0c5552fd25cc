"""Put the values of the parameters into a condition, so that whoever evaluates it needs to know no parameter.

An assumed value keeps its alternatives beside it. A comparison with a parameter that has no value on the day is false.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kredslob.rules.conditions import (
    All,
    Always,
    Any,
    Bound,
    Compare,
    Condition,
    CountOf,
    Member,
    Not,
    Operand,
    Parameter,
    Written,
)
from kredslob.rules.frozen import dataclass
from kredslob.rules.model import DatedValue, ParameterSeries
from kredslob.rules.units import Value, read_value


@dataclass(frozen=True, slots=True)
class Term:
    """A parameter as it stands for one estate on one day. `open` tells that it is a guess that can decide."""

    series: ParameterSeries
    dated: DatedValue
    value: Value
    open: bool = False

    @property
    def guesses(self) -> tuple[Value, ...]:
        """All values an open guess may have; empty for what is known. A range gives its ends and its value."""
        if not self.open:
            return ()
        ends = self.dated.range
        return self.dated.alternatives or ((ends[0], self.value, ends[1]) if ends else ())


_NEVER: Final = Any(())


def bind(condition: Condition, parameters: Mapping[str, Term]) -> Condition:
    """Give the condition with the values of the parameters in their place."""
    match condition:
        case Compare(Parameter(key), operator, Written(raw)):
            term = parameters.get(key)
            if term is None:
                return _NEVER
            # the unit of what is written out is the parameter's; `linking` has read it before
            return Compare(_bound(term), operator, Bound(read_value(raw, term.series.unit)))
        case Compare(left, operator, Parameter(key)):
            term = parameters.get(key)
            return _NEVER if term is None else Compare(left, operator, _bound(term))
        case Member():
            return _bind_member(condition, parameters)
        case All(parts):
            return All(tuple(bind(part, parameters) for part in parts))
        case Any(parts):
            return Any(tuple(bind(part, parameters) for part in parts))
        case CountOf(least, parts):
            return CountOf(least, tuple(bind(part, parameters) for part in parts))
        case Not(part):
            return Not(bind(part, parameters))
        case _:
            return condition


def _bound(term: Term) -> Bound:
    return Bound(term.value, term.series.id, term.guesses)


# No fact has this value, so that a comparison with it is false whatever the fact.
_NOBODY: Final = ""


def _bind_member(member: Member, parameters: Mapping[str, Term]) -> Condition:
    """Give the membership with its values, and beside it what is a member only for some values of an open guess."""
    certain: list[Bound] = []
    perhaps: list[Condition] = []
    for operand in member.values:
        for bound in _listed(operand, parameters):
            if bound.guesses:
                perhaps.append(Compare(member.left, "is", bound))
            else:
                certain.append(bound)
    if not certain and not perhaps:  # nothing is among nothing, known or not
        return Always() if member.negated else _NEVER
    if not perhaps:
        return Member(member.left, tuple(certain), member.negated)
    among = Any((Member(member.left, tuple(certain)), *perhaps))
    return Not(among) if member.negated else among


def _listed(operand: Operand, parameters: Mapping[str, Term]) -> list[Bound]:
    """Give the members that an operand stands for; one that not every guess has keeps `_NOBODY` as its alternative."""
    if not isinstance(operand, Parameter):
        return [operand] if isinstance(operand, Bound) else []
    term = parameters.get(operand.id)
    if term is None:
        return []
    lists = [_names(value) for value in (term.value, *term.guesses)]
    every = dict.fromkeys(name for names in lists for name in names)
    return [Bound(name, operand.id, () if all(name in names for names in lists) else (name, _NOBODY)) for name in every]


def _names(value: Value) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else (value,)
