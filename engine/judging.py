"""The meaning of a condition when some facts are not known.

Three truths, ordered: false, unknown, true. `all` is the least of its parts, `any` the greatest, `not` the mirror image,
and "at least n of" the n-th greatest, so any(true, unknown) is true and not unknown is unknown. A parameter that is an
open guess compares as unknown when its values would compare differently.

`truth` answers and stops as soon as it can; `judge` reads every part and keeps the values, for the reasons.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple, cast

from kredslob.engine.knowledge import Between, FactValue, Unknown
from kredslob.rules.conditions import All, Always, Any, Bound, Compare, Condition, CountOf, Fact, Member, Not

Truth = int
FALSE: Final = 0
UNKNOWN: Final = 1
TRUE: Final = 2

Facts = Mapping[str, FactValue]


class Judged(NamedTuple):
    """A condition, its truth, and what it was judged from: the value read, or the judgements of its parts."""

    condition: Condition
    truth: Truth
    value: FactValue | None = None
    parts: tuple[Judged, ...] = ()


def judge(condition: Condition, facts: Facts) -> Judged:
    """Judge a condition and all its parts."""
    kind = type(condition)
    if kind is Compare or kind is Member:
        left = condition.left  # type: ignore[union-attr]
        value = facts[left.name] if type(left) is Fact else _read(condition, facts)  # type: ignore[arg-type]
        return Judged(condition, _atom(condition, value), value)  # type: ignore[arg-type]
    if kind is Always:
        return Judged(condition, TRUE)
    if kind is Not:
        part = judge(condition.part, facts)  # type: ignore[union-attr]
        return Judged(condition, TRUE - part.truth, None, (part,))
    parts = tuple([judge(part, facts) for part in condition.parts])  # type: ignore[union-attr]
    truths = [part.truth for part in parts]
    if kind is All:
        return Judged(condition, min(truths, default=TRUE), None, parts)
    if kind is Any:
        return Judged(condition, max(truths, default=FALSE), None, parts)
    return Judged(condition, sorted(truths, reverse=True)[condition.at_least - 1], None, parts)  # type: ignore[union-attr]


def truth(condition: Condition, facts: Facts) -> Truth:
    """Give the truth of a condition, reading no more facts than it takes."""
    kind = type(condition)
    if kind is Compare or kind is Member:
        return _atom(condition, _read(condition, facts))  # type: ignore[arg-type]
    if kind is All:
        least = TRUE
        for part in condition.parts:  # type: ignore[union-attr]
            one = truth(part, facts)
            if one == FALSE:
                return FALSE
            least = min(least, one)
        return least
    if kind is Any:
        greatest = FALSE
        for part in condition.parts:  # type: ignore[union-attr]
            one = truth(part, facts)
            if one == TRUE:
                return TRUE
            greatest = max(greatest, one)
        return greatest
    return judge(condition, facts).truth


def _read(atom: Compare | Member, facts: Facts) -> FactValue:
    left = atom.left
    if type(left) is Fact:
        return facts[left.name]
    if isinstance(left, Bound):
        return left.value
    raise TypeError(_NOT_BOUND)


def _atom(atom: Compare | Member, value: FactValue) -> Truth:
    if type(value) is Unknown:
        return UNKNOWN
    if type(value) is Between:
        return _spanned_atom(atom, value)
    if isinstance(atom, Member):
        found = value in [one.value for one in atom.values if type(one) is Bound]
        return TRUE if found is not atom.negated else FALSE
    holds, left, right = _HOLDS[atom.operator], atom.left, atom.right
    if not isinstance(right, Bound):
        raise TypeError(_NOT_BOUND)
    lefts = left.guesses if type(left) is Bound else ()
    if not lefts and not right.guesses:
        return TRUE if holds(value, right.value) else FALSE
    rights = right.guesses or (right.value,)
    return _agreed([TRUE if holds(one, other) else FALSE for one in lefts or (value,) for other in rights])


def _spanned_atom(atom: Compare | Member, span: Between) -> Truth:
    """Compare bounds: certain if every value within them compares alike."""
    if span.low == span.high:
        return _atom(atom, span.low)
    if isinstance(atom, Member):
        inside = any(isinstance(one, Bound) and span.low <= cast(int, one.value) <= span.high for one in atom.values)
        return UNKNOWN if inside else TRUE if atom.negated else FALSE
    right = cast(Bound, atom.right)
    return _agreed([_BETWEEN[atom.operator](span, limit) for limit in right.guesses or (right.value,)])


def _agreed(truths: list[Truth]) -> Truth:
    return truths[0] if min(truths) == max(truths) else UNKNOWN


_HOLDS: Final[dict[str, Callable[..., bool]]] = {
    "is": operator.eq, "is_not": operator.ne, "over": operator.gt, "at_least": operator.ge,
    "under": operator.lt, "at_most": operator.le,
}  # fmt: skip
_NOT_BOUND: Final = "the condition has not been bound to the terms of a day"


def _spanned(low: bool, high: bool) -> Truth:
    return UNKNOWN if low is not high else TRUE if low else FALSE


_BETWEEN: Final[dict[str, Callable[..., Truth]]] = {
    "is": lambda span, wanted: UNKNOWN if span.low <= wanted <= span.high else FALSE,
    "is_not": lambda span, wanted: UNKNOWN if span.low <= wanted <= span.high else TRUE,
    "over": lambda span, limit: _spanned(span.low > limit, span.high > limit),
    "at_least": lambda span, limit: _spanned(span.low >= limit, span.high >= limit),
    "under": lambda span, limit: _spanned(span.low < limit, span.high < limit),
    "at_most": lambda span, limit: _spanned(span.low <= limit, span.high <= limit),
}


def causes(judged: Judged) -> Iterator[Unknown]:
    """Give why a judgement is unknown: the unknown facts and open guesses read in its unknown parts."""
    if judged.truth != UNKNOWN:
        return
    for part in judged.parts:
        yield from causes(part)
    condition = judged.condition
    if isinstance(condition, Compare | Member):
        yield _cause(condition, judged.value)


def _cause(atom: Compare | Member, value: FactValue | None) -> Unknown:
    if isinstance(value, Unknown):
        return value
    guesses = tuple(
        one.parameter
        for one in ((atom.left, atom.right) if isinstance(atom, Compare) else ())
        if isinstance(one, Bound) and one.guesses and one.parameter
    )
    needs = (atom.left.name,) if isinstance(value, Between) and isinstance(atom.left, Fact) else ()
    return Unknown(needs if not guesses else (), guesses)


def deciding(judged: Judged) -> list[Judged]:
    """Give the comparisons that made a judgement what it is: why it is true, or why it is false or unknown."""
    if not judged.parts:
        return [judged] if type(judged.condition) in _ATOMS else []
    kind = type(judged.condition)
    every = kind is Not or kind is CountOf
    return [one for part in judged.parts if every or part.truth == judged.truth for one in deciding(part)]


_ATOMS: Final = (Compare, Member, Always)
