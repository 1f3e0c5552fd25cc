"""Conditions compiled to steps: each comparison and each join of the rules on a fact once, whichever rules share it.

A comparison of a number becomes one or two *cuts* that it has passed or not; of a yes/no or choice, whether it is one
value. What hangs on no row is worked out here, so that an `always` or a term of the agreement costs nothing later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from operator import eq, ge, gt, le, lt, ne
from typing import Any, Final

from kredslob.engine.columnar import planes
from kredslob.engine.columnar.column import WrongColumns
from kredslob.engine.columnar.planes import Truth
from kredslob.rules.conditions import All, Always, Bound, Compare, Condition, CountOf, Fact, Member, Not, Operand
from kredslob.rules.conditions import Any as AnyOf
from kredslob.rules.frozen import dataclass
from kredslob.rules.units import NUMBERS, Value

FALSE, UNKNOWN, TRUE = range(3)


@dataclass(frozen=True, slots=True)
class Passed:
    """A number or date is at least this, or more if it is `over`."""

    fact: str
    value: int
    over: bool


@dataclass(frozen=True, slots=True)
class Is:
    """A yes/no is yes, or a choice is this one."""

    fact: str
    value: Value


@dataclass(frozen=True, slots=True)
class Missing:
    """Unknown where the fact is, false elsewhere."""

    fact: str


@dataclass(frozen=True, slots=True)
class Constant:
    """One truth in every row."""

    truth: int


@dataclass(frozen=True, slots=True)
class Join:
    """Earlier steps joined: by every, some, enough (`least` of them), opposite or alike."""

    how: str
    parts: tuple[int, ...]
    least: int = 0


Leaf = Passed | Is | Missing | Constant
Step = Leaf | Join

_HOLDS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "is": eq, "is_not": ne, "over": gt, "at_least": ge, "under": lt, "at_most": le,
}  # fmt: skip
# A number passes a cut: which (whether strictly over), and whether it must or must not.
_CUTS: Final[Mapping[str, tuple[bool, bool]]] = {
    "over": (True, True), "at_least": (False, True), "under": (False, False), "at_most": (True, False),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Program:
    """Steps, each of which joins earlier ones, and which of them is the truth of each condition."""

    steps: tuple[Step, ...]
    ends: tuple[int, ...]

    @property
    def leaves(self) -> tuple[Passed | Is | Missing, ...]:
        """The steps that read a fact."""
        return tuple(step for step in self.steps if not isinstance(step, Join | Constant))

    @property
    def general(self) -> bool:
        """Whether some condition holds in every row."""
        return any(self.steps[end] == Constant(TRUE) for end in self.ends)

    def run(self, read: Callable[[Leaf], Truth]) -> list[Truth]:
        """Give the truth of each condition.

        Args:
            read: gives the truth of a step that joins nothing.
        """
        found: list[Truth] = []
        for step in self.steps:
            if isinstance(step, Join):
                found.append(_joined(step, [found[part] for part in step.parts]))
            else:
                found.append(read(step))
        return [found[end] for end in self.ends]


def _joined(step: Join, parts: Sequence[Truth]) -> Truth:
    match step.how:
        case "every":
            return planes.every(parts)
        case "some":
            return planes.some(parts)
        case "enough":
            return planes.enough(step.least, parts)
        case "alike":
            return planes.alike(parts)
        case _:
            return planes.opposite(parts[0])


def compiled(conditions: Iterable[Condition], types: Mapping[str, str]) -> Program:
    """Compile conditions, bound to the terms of a day.

    Args:
        conditions: in any order.
        types: of every fact that they read.

    Raises:
        WrongColumns: a fact is not declared, is compared with what is not of its type, or a condition is not bound.
    """
    steps = _Steps(types)
    ends = [steps.of(condition) for condition in conditions]
    return steps.needed_for(ends)


class _Steps:
    """The steps so far; a step that is there already is used again."""

    def __init__(self, types: Mapping[str, str]) -> None:
        self._types = types
        self._places: dict[Step, int] = {}
        self._steps: list[Step] = []

    def needed_for(self, ends: Sequence[int]) -> Program:
        """Give the program with only the steps that lead to the ends: constants worked out leave some behind."""
        needed = set(ends)
        for place in range(len(self._steps) - 1, -1, -1):
            step = self._steps[place]
            if place in needed and isinstance(step, Join):
                needed.update(step.parts)
        moved = {old: new for new, old in enumerate(sorted(needed))}
        kept = [self._steps[place] for place in moved]
        steps = [
            Join(step.how, tuple(moved[part] for part in step.parts), step.least) if isinstance(step, Join) else step
            for step in kept
        ]
        return Program(tuple(steps), tuple(moved[end] for end in ends))

    def of(self, condition: Condition) -> int:
        """Give the step that is a condition's truth."""
        match condition:
            case Always():
                return self._put(Constant(TRUE))
            case Not(part):
                return self._opposite(self.of(part))
            case All(parts):
                return self._line("every", [self.of(part) for part in parts])
            case AnyOf(parts):
                return self._line("some", [self.of(part) for part in parts])
            case CountOf(least, parts):
                return self._enough(least, [self.of(part) for part in parts])
            case Member(Fact(name), values, negated):
                # With an empty list, too, what is not known stays unknown.
                among = [self._is(name, _bound(one).value) for one in values] + [self._put(Missing(name))]
                found = self._line("some", among)
                return self._opposite(found) if negated else found
            case Compare(Fact(name), word, right):
                bound = _bound(right)
                return self._alike([self._compare(name, word, value) for value in _values(bound)])
            case Compare(left, word, right):
                pairs = [(one, other) for one in _values(_bound(left)) for other in _values(_bound(right))]
                return self._alike([self._put(Constant(TRUE * _HOLDS[word](*pair))) for pair in pairs])
        raise WrongColumns([f"{condition!r} is no condition that can be compiled."])

    def _compare(self, name: str, word: str, value: Value) -> int:
        if word in _CUTS:
            over, passes = _CUTS[word]
            found = self._put(Passed(name, self._number(name, value, word), over))
            return found if passes else self._opposite(found)
        found = self._is(name, value)
        return found if word == "is" else self._opposite(found)

    def _is(self, name: str, value: Value) -> int:
        of_type = self._type(name)
        if of_type == "choice" and isinstance(value, str):
            return self._put(Is(name, value))
        if of_type == "yes_no" and isinstance(value, bool):
            found = self._put(Is(name, True))
            return found if value else self._opposite(found)
        number = self._number(name, value, "is")
        reached, over = self._put(Passed(name, number, False)), self._put(Passed(name, number, True))
        return self._line("every", [reached, self._opposite(over)])

    def _number(self, name: str, value: Value, word: str) -> int:
        of_type = self._type(name)
        if of_type == "date" and type(value) is date:
            return value.toordinal()
        if of_type in NUMBERS and type(value) is int:
            return value
        raise WrongColumns([f"{name}, a {of_type}, is compared ({word}) with {value!r}."])

    def _type(self, name: str) -> str:
        if name not in self._types:
            raise WrongColumns([f"{name} is read, and nothing tells of which type it is."])
        return self._types[name]

    # --- joining what is there, constants worked out ---------------------------------------------------------------

    def _put(self, step: Step) -> int:
        if step not in self._places:
            self._places[step] = len(self._steps)
            self._steps.append(step)
        return self._places[step]

    def _truth(self, place: int) -> int | None:
        step = self._steps[place]
        return step.truth if isinstance(step, Constant) else None

    def _opposite(self, part: int) -> int:
        step, truth = self._steps[part], self._truth(part)
        if truth is not None:
            return self._put(Constant(TRUE - truth))
        return (
            step.parts[0] if isinstance(step, Join) and step.how == "opposite" else self._put(Join("opposite", (part,)))
        )

    def _line(self, how: str, parts: Iterable[int]) -> int:
        """Join by every or some: the truth that changes nothing is left out, the one that settles it settles it."""
        idle, settling = (TRUE, FALSE) if how == "every" else (FALSE, TRUE)
        kept = list(dict.fromkeys(part for part in parts if self._truth(part) != idle))
        if not kept or any(self._truth(part) == settling for part in kept):
            return self._put(Constant(settling if kept else idle))
        return kept[0] if len(kept) == 1 else self._put(Join(how, tuple(kept)))

    def _enough(self, least: int, parts: Sequence[int]) -> int:
        open_ = [part for part in parts if self._truth(part) not in (TRUE, FALSE)]
        lacking = least - sum(self._truth(part) == TRUE for part in parts)
        if lacking <= 0 or lacking > len(open_):
            return self._put(Constant(TRUE if lacking <= 0 else FALSE))
        return self._put(Join("enough", tuple(open_), lacking))

    def _alike(self, parts: Sequence[int]) -> int:
        different = tuple(dict.fromkeys(parts))
        truths = [self._truth(part) for part in different]
        if len(different) > 1 and None not in truths:
            return self._put(Constant(UNKNOWN))
        return different[0] if len(different) == 1 else self._put(Join("alike", different))


def _bound(operand: Operand | Fact) -> Bound:
    if isinstance(operand, Bound):
        return operand
    raise WrongColumns([f"{operand!r} has not been bound to the terms of a day."])


def _values(bound: Bound) -> tuple[Value, ...]:
    return bound.guesses or (bound.value,)
