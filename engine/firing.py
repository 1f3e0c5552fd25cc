"""Plan what fires: the rules about one fact as two steps of plain tests, overrides heeded in the second.

First step: a condition certainly holds, or possibly holds. That makes a truth of each rule: 0 false, 1 unknown, 2 true.
Second step: a rule stands when it is true and all that override it, directly or by chain, are false; it may stand when
it is not false and none that overrides it is true. What stands and what may stand make the outcome.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Final, Literal, NamedTuple

from kredslob.engine.fields import ChainingFault, Field, Known, Span, known_as
from kredslob.engine.knowledge import FactValue
from kredslob.engine.unfolding import Reading, TooManyWays, Way, unfold
from kredslob.rules.conditions import Bound, Compare, Condition, Fact, atoms, facts_of
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Problem, WrongInput
from kredslob.rules.model import FactDeclaration, Rule
from kredslob.rules.units import Value

MOST_FIRINGS: Final = 50  # durable-rules fails when more than 64 rules match one fact
MOST_FIELDS: Final = 240  # and when a fact has more than 251 fields, its own few included

Kind = Literal["certain", "possible", "stands", "may_stand"]


class Fired(NamedTuple):
    """A rule, and what is said of it by what fired."""

    rule: str
    kind: Kind


class Firing(NamedTuple):
    """A way, and what fires when it holds."""

    way: Way
    fired: Fired


Stage = tuple[Firing, ...]


@dataclass(frozen=True, slots=True)
class Chained:
    """What forward chaining made of a fact: its value, if it has one, the rules that stand, and all that fired."""

    status: Literal["value", "unknown", "gap", "clash"]
    value: Value | None
    standing: tuple[str, ...]
    trail: tuple[Fired, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The rules about one fact, how the facts that they read are known, and the stages of the two steps."""

    rules: tuple[Rule, ...]
    facts: Mapping[str, Known]
    conditions: tuple[Stage, ...]
    overrides: tuple[Stage, ...]

    def integers(self, facts: Mapping[str, FactValue]) -> dict[Field, int]:
        """Give what is known of all the facts that the rules read.

        Raises:
            ChainingFault: a fact is missing or not of its type.
        """
        found: dict[Field, int] = {}
        for name, known in self.facts.items():
            if name not in facts:
                raise ChainingFault(Message("nothing is said of {fact}, not even that it is unknown.", fact=name))
            found.update(zip(known.fields, known.integers(facts[name]), strict=True))
        return found

    def truths(self, fired: Iterable[Fired]) -> dict[Field, int]:
        """Give the truth of every rule from what the first step fired."""
        found = {_truth(rule.id): 0 for rule in self.rules}
        for one in fired:
            found[_truth(one.rule)] = max(found[_truth(one.rule)], 2 if one.kind == "certain" else 1)
        return found

    def concluded(self, fired: Iterable[Fired]) -> Chained:
        """Give the outcome from all that fired in both steps."""
        trail = tuple(dict.fromkeys(fired))
        said = set(trail)
        standing = tuple(rule for rule in self.rules if (rule.id, "stands") in said)
        possible = {rule.value for rule in self.rules if (rule.id, "may_stand") in said}
        status: Literal["value", "unknown", "gap", "clash"] = "unknown"
        if not possible:
            status = "gap"
        elif len({rule.value for rule in standing}) > 1:
            status = "clash"
        elif len(possible) == 1 and any(one.kind == "certain" for one in trail):
            # Some rule that is certainly true has none above it that is, so one rule stands whatever is unknown.
            status = "value"
        value = possible.pop() if status == "value" else None
        return Chained(status, value, tuple(rule.id for rule in standing), trail)


def plan(rules: tuple[Rule, ...], declarations: Mapping[str, FactDeclaration]) -> Plan:
    """Plan the two steps for the rules about one fact, their conditions bound to the terms of a day.

    Raises:
        WrongInput: a rule's condition comes to more ways than can be checked.
        ChainingFault: a fact is not declared, or compared with what is not of its type, or overrides run in a circle.
    """
    facts = {name: _known(name, rules, declarations) for name in _read(rule.when for rule in rules)}
    above = {rule.id: _above(rule.id, rules) for rule in rules}
    conditions = list(chain.from_iterable(_conditions(rule, facts) for rule in rules))
    overrides = list(chain.from_iterable(_overrides(rule, above[rule.id]) for rule in rules))
    return Plan(rules, facts, tuple(_stages(conditions)), tuple(_stages(overrides)))


def _read(conditions: Iterable[Condition]) -> dict[str, None]:
    return dict.fromkeys(name for condition in conditions for name in facts_of(condition))


def _known(name: str, rules: tuple[Rule, ...], declarations: Mapping[str, FactDeclaration]) -> Known:
    if name not in declarations:
        raise ChainingFault(Message("{fact} is not a declared fact.", fact=name))
    named = [value for rule in rules for value in _named(name, rule.when)]
    return known_as(name, declarations[name].type, named)


def _named(name: str, condition: Condition) -> Iterator[Value]:
    for atom in atoms(condition):
        if atom.left == Fact(name):
            for operand in (atom.right,) if isinstance(atom, Compare) else atom.values:
                if isinstance(operand, Bound):
                    yield from (operand.value, *operand.guesses)


def _above(rule_id: str, rules: tuple[Rule, ...]) -> tuple[str, ...]:
    """Give the rules that override a rule, directly or by chain."""
    found: dict[str, None] = {}
    front = [rule_id]
    while front:
        below = front.pop()
        over = [rule.id for rule in rules if below in rule.overrides and rule.id not in found]
        found.update(dict.fromkeys(over))
        front.extend(over)
    if rule_id in found:
        raise ChainingFault(Message("overrides run in a circle: {rules}.", rules=", ".join(found)))
    return tuple(found)


def _conditions(rule: Rule, facts: Mapping[str, Known]) -> Iterator[Firing]:
    try:
        certain = unfold(rule.when, Reading(facts, certain=True))
        possible = unfold(rule.when, Reading(facts, certain=False))
    except TooManyWays:
        raise WrongInput(_too_many(rule)) from None
    for way in certain:
        yield _fitting(Firing(way, Fired(rule.id, "certain")), rule)
    for way in possible:
        if way not in certain:  # what is certain is possible
            yield _fitting(Firing(way, Fired(rule.id, "possible")), rule)


def _overrides(rule: Rule, above: tuple[str, ...]) -> Iterator[Firing]:
    stands = {_truth(rule.id): Span(low=2), **{_truth(one): Span(high=0) for one in above}}
    may_stand = {_truth(rule.id): Span(low=1), **{_truth(one): Span(high=1) for one in above}}
    yield _fitting(Firing(tuple(stands.items()), Fired(rule.id, "stands")), rule)
    yield _fitting(Firing(tuple(may_stand.items()), Fired(rule.id, "may_stand")), rule)


def _truth(rule_id: str) -> Field:
    return Field(rule_id, "truth")


def _fitting(firing: Firing, rule: Rule) -> Firing:
    if len(firing.way) > MOST_FIELDS:
        raise WrongInput(_too_many(rule))
    return firing


def _too_many(rule: Rule) -> Problem:
    found = Message("rule {rule} can hold in more ways than the second evaluator can check.", rule=rule.id)
    return Problem(rule.at, found, Message("the same in several rules, each with a smaller condition"))


def _stages(firings: list[Firing]) -> Iterator[Stage]:
    """Cut what may fire into stages that stay within the limits of one fact posted to one set of rules."""
    stage: list[Firing] = []
    fields: set[Field] = set()
    for firing in firings:
        reads = {field for field, _ in firing.way}
        if stage and (len(stage) == MOST_FIRINGS or len(fields | reads) > MOST_FIELDS):
            yield tuple(stage)
            stage, fields = [], set()
        stage.append(firing)
        fields |= reads
    if stage:
        yield tuple(stage)
