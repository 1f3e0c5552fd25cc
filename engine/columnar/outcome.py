"""From the truths of conditions to what the rules make of a fact: who overrides whom, gaps, clashes, and what is unknown.

A rule stands where its condition certainly holds and none that overrides it, directly or by chain, possibly holds; it may
stand where its condition possibly holds and none above it certainly does. Where all that may stand have one conclusion,
and some condition certainly holds, that is the outcome whatever is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kredslob.engine.columnar.column import WrongColumns
from kredslob.engine.columnar.planes import Plane, Truth, unpacked
from kredslob.engine.columnar.sources import Decided
from kredslob.rules.frozen import dataclass
from kredslob.rules.model import FactDeclaration, Rule
from kredslob.rules.units import Value

UNKNOWN: Final = -1
GAP: Final = -2
CLASH: Final = -3
REFUSED: Final = -4
MOST_ANSWERS: Final = 127  # a code is a byte
BLOCK: Final = 1 << 17  # rows whose codes are put together at a time, so that they stay near; a multiple of 8


@dataclass(frozen=True, slots=True)
class Precedence:
    """The rules on a fact: what each concludes, and which others override it.

    Args:
        conclusions: of each rule.
        above: for each rule the places of those that override it, directly or by chain.
        general: whether some rule holds in every row, so that there is never a gap.
        rivals: whether two rules differ of which neither overrides the other, so that they may clash.
    """

    conclusions: tuple[Value, ...]
    above: tuple[tuple[int, ...], ...]
    general: bool
    rivals: bool

    def outcome(self, truths: Sequence[Truth], refused: Plane | None, rows: int) -> Outcome:
        """Weigh the rules in every row.

        Args:
            truths: of each rule's condition.
            refused: where a fact that they read has been refused an answer.
            rows: how many rows there are.
        """
        nowhere = np.zeros((rows + 7) // 8, np.uint8)
        certain = [one.certain for one in truths]
        if all(one.exact for one in truths):
            values = self._by_value(certain, certain)
            one_at_least, several = _counted(values, nowhere) if self.rivals or not self.general else (nowhere, nowhere)
            settled, clash, unknown = ~several, several, None
        else:
            possible = [one.possible for one in truths]
            values = self._by_value(possible, certain)
            one_at_least, several = _counted(values, nowhere)
            clash = _counted(self._by_value(certain, possible), nowhere)[1] if self.rivals else nowhere
            settled = reduce(np.bitwise_or, certain) & ~several
            unknown = one_at_least & ~settled & ~clash
        gap = None if self.general else ~one_at_least
        asked = None if refused is None else ~refused
        told = [_some(plane, asked, rows) for plane in (unknown, gap, clash)]
        if unknown is not None or self.rivals:
            values = {value: plane & settled for value, plane in values.items()}
        if asked is not None:
            values = {value: plane & asked for value, plane in values.items()}
        return Outcome(values, told[0], told[1], told[2], refused, nowhere)

    def _by_value(self, holds: Sequence[Plane], above: Sequence[Plane]) -> dict[Value, Plane]:
        """Give for each conclusion where a rule holds that comes to it, and none of those above that rule does."""
        found: dict[Value, Plane] = {}
        for value, plane, places in zip(self.conclusions, holds, self.above, strict=True):
            stands = plane & ~reduce(np.bitwise_or, [above[place] for place in places]) if places else plane
            found[value] = found[value] | stands if value in found else stands
        return found


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rules make of a fact in some rows: where each value, where unknown, and where no answer and why."""

    values: Mapping[Value, Plane]
    unknown: Plane | None
    gap: Plane | None
    clash: Plane | None
    refused: Plane | None
    nowhere: Plane

    @property
    def source(self) -> Decided:
        """The fact for other rules to read."""
        refused = [one for one in (self.gap, self.clash, self.refused) if one is not None]
        return Decided(self.values, self.unknown, reduce(np.bitwise_or, refused) if refused else None, self.nowhere)

    def write(self, answers: Sequence[Value], codes: NDArray[np.int8]) -> None:
        """Write for each row the place of its answer among the answers, or why there is none."""
        bits = range((len(answers) - 1).bit_length() - 1, -1, -1)
        numbered = [[plane for value, plane in self.values.items() if answers.index(value) >> bit & 1] for bit in bits]
        joined = [reduce(np.bitwise_or, planes, self.nowhere) for planes in numbered] or [self.nowhere]
        told = ((self.unknown, UNKNOWN), (self.gap, GAP), (self.clash, CLASH), (self.refused, REFUSED))
        for start in range(0, len(codes), BLOCK):
            rows, planes = codes[start : start + BLOCK], slice(start // 8, (start + BLOCK) // 8)
            rows[:] = unpacked(joined[0][planes], len(rows))
            for plane in joined[1:]:
                rows += rows
                rows += unpacked(plane[planes], len(rows)).view(np.int8)
            for one, code in told:
                if one is not None:  # there is no answer there, so the code is 0 so far
                    rows += unpacked(one[planes], len(rows)).view(np.int8) * np.int8(code)


def precedence(rules: Sequence[Rule], general: bool) -> Precedence:
    """Work out who overrides whom among the rules on a fact.

    Args:
        rules: all that conclude on a fact.
        general: whether the condition of one of them always holds.

    Raises:
        WrongColumns: overrides run in a circle.
    """
    places = {rule.id: place for place, rule in enumerate(rules)}
    below = np.zeros((len(rules), len(rules)), np.bool_)
    for place, rule in enumerate(rules):
        below[place, [places[other] for other in rule.overrides if other in places]] = True
    for middle in range(len(rules)):  # whoever overrides it also overrides what it overrides
        below |= below[:, [middle]] & below[[middle], :]
    if below.diagonal().any():
        circle = ", ".join(rule.id for rule, round_ in zip(rules, below.diagonal(), strict=True) if round_)
        raise WrongColumns([f"overrides run in a circle: {circle}."])
    above = tuple(tuple(np.flatnonzero(column).tolist()) for column in below.T)
    conclusions = tuple(rule.value for rule in rules)
    rivals = any(
        one != other and not below[first, second] and not below[second, first]
        for first, one in enumerate(conclusions)
        for second, other in enumerate(conclusions[:first])
    )
    return Precedence(conclusions, above, general, rivals)


def answers_of(fact: FactDeclaration, rules: Iterable[Rule]) -> tuple[Value, ...]:
    """Give what a fact can come to: no and yes, its choices as declared, or the values that its rules conclude.

    Raises:
        WrongColumns: a rule concludes something else.
    """
    concluded = dict.fromkeys(rule.value for rule in rules)
    answers: tuple[Value, ...] = (False, True) if fact.type == "yes_no" else tuple(fact.choices or concluded)
    if len(answers) > MOST_ANSWERS:
        raise WrongColumns([f"{fact.name} can come to {len(answers)} answers; {MOST_ANSWERS} is the most."])
    strange = [value for value in concluded if value not in answers]
    if strange:
        raise WrongColumns([f"rules conclude {strange[0]!r} on {fact.name}, which is not one of {answers}."])
    return answers


def _counted(values: Mapping[Value, Plane], nowhere: Plane) -> tuple[Plane, Plane]:
    """Give where at least one of the values is, and where several are."""
    one, several = nowhere, nowhere
    for plane in values.values():
        several = several | (one & plane)
        one = one | plane
    return one, several


def _some(plane: Plane | None, asked: Plane | None, rows: int) -> Plane | None:
    """Give the part of a plane that was asked for, if there is any; the bits past the last row do not count."""
    if plane is None:
        return None
    part = plane.copy() if asked is None else plane & asked
    if rows % 8:
        part[-1] &= 0xFF << (8 - rows % 8) & 0xFF
    return part if part.any() else None
