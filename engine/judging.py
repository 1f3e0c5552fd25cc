"""The meaning of a condition when some facts are not known.

Three truths, ordered: false, unknown, true. `all` is the least of its parts, `any` the greatest, `not` the mirror image,
and "at least n of" the n-th greatest, so any(true, unknown) is true and not unknown is unknown. A parameter that is an
open guess compares as unknown when its values would compare differently.

`truth` answers and stops as soon as it can; `judge` reads every part and keeps the values, for the reasons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple, cast

from kredslob.engine.knowledge import Between, FactValue, Unknown
from kredslob.rules.conditions import All, Always, Any, Bound, Compare, Condition, CountOf, Fact, Member, Not
from kredslob.rules.units import Value

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
        value = _read(condition, facts)  # type: ignore[arg-type]
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
    raise TypeError("the condition has not been bound to the terms of a day")


def _atom(atom: Compare | Member, value: FactValue) -> Truth:
    if type(value) is Unknown:
        return UNKNOWN
    if type(value) is Between:
        return _spanned_atom(atom, value)
    if type(atom) is Member:
        found = any(isinstance(one, Bound) and one.value == value for one in atom.values)
        return TRUE if found is not atom.negated else FALSE
    comparison = cast(Compare, atom)
    compare, right = _COMPARE[comparison.operator], cast(Bound, comparison.right)
    left = comparison.left
    if type(left) is Bound and left.guesses:
        return _agreed([compare(one, other) for one in left.guesses for other in right.guesses or (right.value,)])
    if right.guesses:
        return _agreed([compare(value, one) for one in right.guesses])
    return compare(value, right.value)


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


_COMPARE: Final[dict[str, Callable[..., Truth]]] = {
    "is": lambda value, wanted: TRUE if value == wanted else FALSE,
    "is_not": lambda value, wanted: TRUE if value != wanted else FALSE,
    "over": lambda value, limit: TRUE if value > limit else FALSE,
    "at_least": lambda value, limit: TRUE if value >= limit else FALSE,
    "under": lambda value, limit: TRUE if value < limit else FALSE,
    "at_most": lambda value, limit: TRUE if value <= limit else FALSE,
}


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


def deciding(judged: Judged) -> Iterator[Judged]:
    """Give the comparisons that made a judgement what it is: why it is true, or why it is false or unknown."""
    condition = judged.condition
    if isinstance(condition, Compare | Member | Always):
        yield judged
    elif isinstance(condition, CountOf):
        for part in judged.parts:
            yield from deciding(part)
    else:
        for part in judged.parts:
            if isinstance(condition, Not) or part.truth == judged.truth:
                yield from deciding(part)


def compared_with(atom: Compare | Member) -> tuple[Value, ...]:
    """Give the values that a comparison or membership compares with."""
    operands = (atom.right,) if isinstance(atom, Compare) else atom.values
    return tuple(one.value for one in operands if isinstance(one, Bound))
