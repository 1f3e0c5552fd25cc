"""Unfold a condition into the ways in which it can hold, each a set of plain tests that must all be passed.

With unknown facts there are two readings: a condition certainly holds, or possibly holds. Each is classical logic over
the integer fields of what is known, so `not` is pushed down to the comparisons (certainly not so is not possibly so), an
open guess must pass with all its values or with some, and the rest is multiplied out. No way is kept that another
covers. A rule that would come to more ways than can be handled is refused by name.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import Final

from kredslob.engine.fields import FAR, Field, Known, Named, Number, Span, meet, within
from kredslob.rules.conditions import All, Always, Any, Bound, Compare, Condition, CountOf, Fact, Member, Not, Operand
from kredslob.rules.frozen import dataclass
from kredslob.rules.units import Value

Way = tuple[tuple[Field, Span], ...]
"""Fields in order, each with the span that it must lie in. Without fields it always holds."""
Ways = tuple[Way, ...]

ALWAYS: Final[Ways] = ((),)
NEVER: Final[Ways] = ()
MOST_WAYS: Final = 500  # at any step, before those that others cover are left out


class TooManyWays(Exception):
    """A condition comes to more ways than can be handled."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a condition is read: how facts are known, and whether what is asked is certain or only possible."""

    facts: Mapping[str, Known]
    certain: bool


def unfold(condition: Condition, reading: Reading, wanted: bool = True) -> Ways:
    """Give the ways in which a condition certainly (or possibly) holds, or does not hold if that is not wanted.

    Raises:
        TooManyWays: there are more than `MOST_WAYS`.
        ChainingFault: a value that is compared with is not of its fact's type.
    """
    match condition:
        case Always():
            return ALWAYS if wanted else NEVER
        case Not(part):
            return unfold(part, reading, not wanted)
        case CountOf(least, parts):
            # Fewer than `least` of them hold when enough of them do not.
            needed = least if wanted else len(parts) - least + 1
            return _at_least(needed, [unfold(part, reading, wanted) for part in parts])
        case All(parts) | Any(parts):
            unfolded = [unfold(part, reading, wanted) for part in parts]
            return _every(unfolded) if isinstance(condition, All) is wanted else _some(unfolded)
        case Member():
            return _member(condition, reading, wanted)
        case Compare():
            return _compare(condition, reading, wanted)


def covers(one: Way, other: Way) -> bool:
    """Tell whether one way holds whenever the other does."""
    spans = dict(other)
    return all(field in spans and within(spans[field], span) for field, span in one)


# --- joining ------------------------------------------------------------------------------------------------------


def _some(parts: Iterable[Ways]) -> Ways:
    kept: list[Way] = []
    found = dict.fromkeys(way for part in parts for way in part)
    if len(found) > MOST_WAYS:
        raise TooManyWays
    for way in found:
        if not any(covers(one, way) for one in kept):
            kept = [one for one in kept if not covers(way, one)]
            kept.append(way)
    return tuple(kept)


def _every(parts: Iterable[Ways]) -> Ways:
    return reduce(_both, parts, ALWAYS)


def _both(one: Ways, other: Ways) -> Ways:
    if len(one) * len(other) > MOST_WAYS:
        raise TooManyWays
    joined = (_joined(left, right) for left in one for right in other)
    return _some([tuple(way for way in joined if way is not None)])


def _joined(one: Way, other: Way) -> Way | None:
    spans = dict(one)
    for field, span in other:
        met = meet(spans.get(field, Span()), span)
        if met is None:
            return None
        spans[field] = met
    return tuple(sorted(spans.items()))


def _at_least(least: int, parts: list[Ways]) -> Ways:
    """Give the ways in which at least so many parts hold, from those of the parts before the last, and so on."""
    reached = [ALWAYS, *[NEVER] * max(least, 0)]
    for part in parts:
        for count in range(len(reached) - 1, 0, -1):
            reached[count] = _some([reached[count], _both(reached[count - 1], part)])
    return reached[-1]


# --- comparisons --------------------------------------------------------------------------------------------------

_OPPOSITE: Final = {
    "is": "is_not", "is_not": "is", "over": "at_most", "at_most": "over", "under": "at_least", "at_least": "under",
}  # fmt: skip
_OPERATIONS: Final[Mapping[str, Callable[[Value, Value], bool]]] = {
    "is": operator.eq, "is_not": operator.ne, "over": operator.gt, "at_least": operator.ge,
    "under": operator.lt, "at_most": operator.le,
}  # fmt: skip


def _compare(comparison: Compare, reading: Reading, wanted: bool) -> Ways:
    word = comparison.operator if wanted else _OPPOSITE[comparison.operator]
    values = _values(comparison.right)
    left = comparison.left
    guessed: list[Ways]
    if isinstance(left, Fact):
        guessed = [_held(reading.facts[left.name], word, value, reading.certain) for value in values]
    else:
        holds = _OPERATIONS[word]
        guessed = [ALWAYS if holds(one, value) else NEVER for one in _values(left) for value in values]
    return _every(guessed) if reading.certain else _some(guessed)


def _held(known: Known, word: str, value: Value, certain: bool) -> Ways:
    """Give the ways in which a fact stands so to one value."""
    if isinstance(known, Named):
        return _spanned(known.fields[0], known.among((value,), word == "is", certain))
    return _numbered(known, word, known.constant(value), certain)


def _numbered(number: Number, word: str, limit: int, certain: bool) -> Ways:
    above, below = number.ends(certain)
    match word:
        case "over":
            return _spanned(above, Span(low=limit + 1))
        case "at_least":
            return _spanned(above, Span(low=limit))
        case "under":
            return _spanned(below, Span(high=limit - 1))
        case "at_most":
            return _spanned(below, Span(high=limit))
        case "is":
            return _both(_spanned(above, Span(low=limit)), _spanned(below, Span(high=limit)))
    return _some([_spanned(above, Span(low=limit + 1)), _spanned(below, Span(high=limit - 1))])


def _spanned(field: Field, span: Span | None) -> Ways:
    met = None if span is None else meet(span, Span())
    if met is None:
        return NEVER
    return ALWAYS if met == Span() else (((field, met),),)


def _member(member: Member, reading: Reading, wanted: bool) -> Ways:
    known = reading.facts[member.left.name]
    inside, certain = wanted is not member.negated, reading.certain
    may_be = [tuple(dict.fromkeys(_values(operand))) for operand in member.values]
    # A guess that may be several values puts none of them in the list for certain, and keeps none out for certain.
    listed = [value for values in may_be for value in values if inside is not certain or len(values) == 1]
    if isinstance(known, Named):
        return _spanned(known.fields[0], known.among(listed, inside, certain))
    # What is unknown is certainly neither in a list nor outside it, not even an empty one; FAR is no number of ours.
    limits = [FAR, *(known.constant(value) for value in listed)]
    compared = [_numbered(known, "is" if inside else "is_not", limit, certain) for limit in limits]
    return _some(compared) if inside else _every(compared)


def _values(operand: Operand | Fact) -> tuple[Value, ...]:
    if isinstance(operand, Bound):
        return operand.guesses or (operand.value,)
    raise TypeError("the condition has not been bound to the terms of a day")
