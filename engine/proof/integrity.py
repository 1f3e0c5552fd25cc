"""What the engine guarantees of the facts that it derives, whatever the register and the lists may hold.

Without this a prover would look at situations that cannot be: an estate in no area that is on a list. Each guarantee is
a condition in the language of the rules, with the place in the engine that gives it, so that it can be told to people,
proved with, and held against the engine itself (tests do). Nothing else is taken for granted: what a person supplies may
be anything within its range.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kredslob.engine.estates import MEETS_51B
from kredslob.rules.conditions import (
    All,
    Any,
    Bound,
    Compare,
    Condition,
    Fact,
    Not,
    Parameter,
    Written,
    facts_of,
)
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message
from kredslob.rules.model import FactDeclaration, Measure
from kredslob.rules.units import Value

ESTATES = "engine/estates.py"


@dataclass(frozen=True, slots=True)
class Guarantee:
    """A condition that holds in every situation, in words, and the module that sees to it."""

    condition: Condition
    text: Message
    by: str = ESTATES


def guarantees(declarations: Mapping[str, FactDeclaration], measures: Iterable[Measure]) -> tuple[Guarantee, ...]:
    """Give what is guaranteed of the derived facts that are declared."""
    found = [*_without_area(declarations, measures), *_years(), *_new_areas(declarations), *_acting(declarations)]
    return tuple(one for one in found if all(fact in declarations for fact in facts_of(one.condition)))


def _without_area(declarations: Mapping[str, FactDeclaration], measures: Iterable[Measure]) -> Iterator[Guarantee]:
    """Give what an estate in no area has: no place on a list, no figures of an area, no decision for one."""
    nothing: dict[str, Value] = {
        "published_51b": "not_listed", "acting_51b": "not_listed", "newly_listed": False,
        "published_61a": "not_listed", "acting_61a": "not_listed", "published_61b": "not_listed",
        "years_parallel": 0, "area_residents": 0, "council_combined_letting": "none", "council_mandatory_flexible": False,
        "development_plan": False, **{one.id: 0 for one in measures if one.unit == "area"},
    }  # fmt: skip
    outside = Compare(Fact("in_area"), "is", Bound(False))
    for fact, value in nothing.items():
        if fact in declarations:
            declared = declarations[fact]
            text = Message(
                "An estate in no area: {fact} is {value}.", fact=declared.label, value=_said(declared, value)
            )
            yield Guarantee(Any((Not(outside), Compare(Fact(fact), "is", Bound(value)))), text)


def _years() -> Iterator[Guarantee]:
    outside = Compare(Fact("in_area"), "is", Bound(False))
    text = Message("In an area the present year counts as one of the years in a row.")
    yield Guarantee(Any((outside, Compare(Fact("years_parallel"), "at_least", Bound(1)))), text)


def _new_areas(declarations: Mapping[str, FactDeclaration]) -> Iterator[Guarantee]:
    if "acting_51b" not in declarations:
        return
    off = Compare(Fact("acting_51b"), "is", Bound("not_listed"))
    new = Compare(Fact("newly_listed"), "is", Bound(True))
    yield Guarantee(Not(All((off, new))), Message("An area that is not on the list is not new on it."))
    none = Compare(Fact("acting_51b"), "is", Bound("none_published"))
    meets = Compare(Fact(MEETS_51B), "is", Bound(True))
    text = Message("Where no § 51 b list is known, an area is new on it only if its figures meet the criteria.")
    yield Guarantee(Any((Not(All((none, new))), meets)), text)


def _acting(declarations: Mapping[str, FactDeclaration]) -> Iterator[Guarantee]:
    """Give that what acts on publication is what is published."""
    at_once = Compare(Parameter("standing.takes_effect"), "is", Written("on_publication"))
    for published, acting in (("published_51b", "acting_51b"), ("published_61a", "acting_61a")):
        for choice in declarations[acting].choices if acting in declarations else ():
            same = Any((
                Not(Compare(Fact(published), "is", Bound(choice))), Compare(Fact(acting), "is", Bound(choice)),
            ))  # fmt: skip
            value = Message(
                "{fact}: {value}", fact=declarations[acting].label, value=declarations[acting].choices[choice]
            )
            text = Message("A list that acts on publication acts as it is published: {value}.", value=value)
            yield Guarantee(Any((Not(at_once), same)), text)


def _said(declared: FactDeclaration, value: Value) -> object:
    """Give a value of a fact as it is said in either language."""
    if isinstance(value, bool):
        return Message("yes") if value else Message("no")
    return declared.choices.get(str(value), value)
