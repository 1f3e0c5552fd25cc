"""Rule sets and situations drawn at random: all types of facts, every join, guesses, numbers between and unknowns.

A set of rules is drawn by Hypothesis, which can make it smaller when it fails. Situations are then picked by a seed from
a few values of each fact that lie on, near and off what the rules compare with, since drawing each would take longer
than deciding it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Literal

from hypothesis import strategies as st

from kredslob.engine.firing import plan
from kredslob.engine.knowledge import Between, FactValue, Unknown
from kredslob.rules.conditions import All, Always, Any, Bound, Compare, Condition, CountOf, Fact, Member, Not, Operator
from kredslob.rules.messages import Place, WrongInput
from kredslob.rules.model import FactDeclaration, Rule, Text
from kredslob.rules.terms import Terms, closure
from kredslob.rules.units import Value

DECIDED = "outcome"
DAY = date(2012, 4, 1)
_NOTHING = Text("", "")

TYPES: Mapping[str, str] = {
    "rooms": "count", "share": "share", "hours": "hours",
    "divorced_on": "date", "let_on": "date",
    "in_work": "yes_no", "listed": "yes_no", "wants": "yes_no",
    "designation": "choice", "bars": "choice",
    DECIDED: "choice",
}  # fmt: skip
READ = tuple(name for name in TYPES if name != DECIDED)
CHOICES = ("none", "udsat", "ghetto", "omdannelse")

_POOLS: Mapping[str, tuple[Value, ...]] = {
    "count": (1, 2, 3),
    "share": (399_999, 400_000, 400_001),
    "hours": (-600, 0, 2_190),
    "date": tuple(DAY + timedelta(days=days) for days in (-1, 0, 1)),
    "yes_no": (False, True),
    "choice": CHOICES[:3],
}
_ORDERING: tuple[Operator, ...] = ("over", "at_least", "under", "at_most")
_ALIKE: tuple[Operator, ...] = ("is", "is_not")


def declared(name: str, of_type: str) -> FactDeclaration:
    """Declare a fact of a type."""
    origin: Literal["given", "decided"] = "decided" if name == DECIDED else "given"
    choices = dict.fromkeys(CHOICES, _NOTHING) if of_type == "choice" else {}
    return FactDeclaration(name, "estate", of_type, origin, _NOTHING, _NOTHING, choices=choices)


DECLARATIONS: Mapping[str, FactDeclaration] = {name: declared(name, of_type) for name, of_type in TYPES.items()}


def rule(rule_id: str, when: Condition, value: Value, overrides: tuple[str, ...] = ()) -> Rule:
    """Make a rule that says something about the decided fact."""
    return Rule(
        rule_id, "route", "c", "stated", when, DECIDED, value, overrides, _NOTHING, "d", DAY, Place("d.yaml", 1)
    )


def terms_of(*rules: Rule) -> Terms:
    """Make terms of which only the rules matter."""
    return Terms("d", (), DAY, (), {}, {DECIDED: rules}, closure(list(rules)), {}, {}, {}, {})


_LISTED = Compare(Fact("listed"), "is", Bound(True))
_OVER = Compare(Fact("share"), "over", Bound(400_000))

FORTY = terms_of(
    rule("general", Always(), "none"),
    rule("listed", _LISTED, "udsat", ("general",)),
    rule("over", All((_LISTED, _OVER)), "ghetto", ("listed",)),
)
"""Three rules, each an exception to the one before."""


# --- rule sets ----------------------------------------------------------------------------------------------------


@st.composite
def bounds(draw: st.DrawFn, name: str) -> Bound:
    """Draw a value to compare a fact with; now and then an open guess."""
    pool = _POOLS[TYPES[name]]
    value = draw(st.sampled_from(pool))
    if draw(st.integers(0, 3)):
        return Bound(value)
    others = draw(st.lists(st.sampled_from(pool), min_size=1, max_size=2))
    return Bound(value, "guessed", tuple(dict.fromkeys((value, *others))))


@st.composite
def comparisons(draw: st.DrawFn) -> Condition:
    """Draw a comparison of a fact, a membership, or a comparison of a parameter."""
    name = draw(st.sampled_from(READ))
    of_type = TYPES[name]
    ordered = of_type in ("count", "share", "hours", "date")
    kind = draw(st.integers(0, 9))
    if kind == 0:
        return Compare(draw(bounds(name)), draw(st.sampled_from(_ALIKE)), Bound(draw(st.sampled_from(_POOLS[of_type]))))
    if kind <= 3 and (not ordered or of_type == "date"):
        listed = draw(st.lists(st.sampled_from(_POOLS[of_type]), max_size=3))
        return Member(Fact(name), tuple(Bound(value) for value in listed), draw(st.booleans()))
    words = (*_ALIKE, *_ORDERING) if ordered else _ALIKE
    return Compare(Fact(name), draw(st.sampled_from(words)), draw(bounds(name)))


@st.composite
def conditions(draw: st.DrawFn, depth: int = 3) -> Condition:
    """Draw a condition with joins no deeper than said."""
    kind = draw(st.integers(0, 11)) if depth else 0
    if kind <= 3:
        return draw(comparisons())
    if kind == 4:
        return Always()
    if kind <= 6:
        return Not(draw(conditions(depth - 1)))
    parts = tuple(draw(conditions(depth - 1)) for _ in range(draw(st.integers(1, 3))))
    if kind <= 8:
        return All(parts)
    if kind <= 10:
        return Any(parts if draw(st.integers(0, 9)) else ())  # a parameter without a value is an empty `any`
    return CountOf(draw(st.integers(1, len(parts))), parts)


@st.composite
def rule_sets(draw: st.DrawFn, most: int = 6, depth: int = 2) -> Terms:
    """Draw terms with rules about one fact, whose overrides run one way, now and then none at all."""
    rules: list[Rule] = []
    for index in range(draw(st.integers(0 if draw(st.integers(0, 9)) == 0 else 1, most))):
        below = draw(st.lists(st.sampled_from([one.id for one in rules]), max_size=2, unique=True)) if rules else []
        value = draw(st.sampled_from(CHOICES[:3]))
        rules.append(rule(f"rule.{index}", draw(conditions(depth)), value, tuple(below)))
    return terms_of(*draw(st.permutations(rules)))


def can_be_planned(terms: Terms) -> bool:
    """Tell whether forward chaining takes these rules: some explode into more ways than can be checked."""
    try:
        plan(terms.rules[DECIDED], DECLARATIONS)
    except WrongInput:
        return False
    return True


# --- situations ---------------------------------------------------------------------------------------------------


def situations(seed: int, count: int) -> Iterator[dict[str, FactValue]]:
    """Pick situations: half of them fully known, the others with numbers between and unknowns."""
    luck = Random(seed)  # noqa: S311  # nothing here is secret
    for index in range(count):
        yield {name: _picked(name, luck, known=index % 2 == 0) for name in READ}


def _picked(name: str, luck: Random, *, known: bool) -> FactValue:
    of_type = TYPES[name]
    pool = CHOICES if of_type == "choice" else _POOLS[of_type]
    if known or luck.random() < 0.5:
        return luck.choice(pool)
    if of_type in ("date", "yes_no", "choice") or luck.random() < 0.5:
        return Unknown((name,))
    low, high = sorted(luck.sample((0, *(value for value in pool if isinstance(value, int)), 10**9), 2))
    return Between(low, high) if low < high else low
