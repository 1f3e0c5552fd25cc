"""The reference evaluator: what a set of rules means, said as plainly as it can be.

A rule applies when its condition is true and no rule that overrides it, directly or by chain, applies; an overridden
overrider reinstates nothing. Applicable rules with one conclusion are all cited. With different conclusions they clash;
no applicable rule is a gap; both refuse to answer. A rule whose condition is unknown makes the outcome unknown only if
the outcome would differ between its two values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kredslob.engine.judging import FALSE, TRUE, UNKNOWN, Facts, Judged, Truth, causes, judge, truth
from kredslob.engine.knowledge import Unknown, both
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.model import Rule
from kredslob.rules.terms import Terms
from kredslob.rules.units import Value

Truths = Mapping[str, Truth]
"""The truth of each rule that is true or unknown, by its id."""


class RuleConflict(WrongInput):
    """The rules leave a gap or clash in this situation, so nothing is answered."""


class RuleJudged(NamedTuple):
    """A rule, the judgement of its condition, and, unless that is false, the rules that override it (or might)."""

    rule: Rule
    judged: Judged
    overridden_by: tuple[str, ...] = ()
    perhaps_by: tuple[str, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether the rule applies: its condition is true and no applicable rule overrides it."""
        return self.judged.truth == TRUE and not self.overridden_by and not self.perhaps_by

    @property
    def may_stand(self) -> bool:
        """Whether the rule applies for some values of what is unknown."""
        return self.judged.truth != FALSE and not self.overridden_by


class Outcome(NamedTuple):
    """What the rules make of one fact: its value or an unknown with its causes, and every rule as judged."""

    fact: str
    value: Value | Unknown
    rules: tuple[RuleJudged, ...]

    @property
    def standing(self) -> tuple[RuleJudged, ...]:
        """The rules that apply: all of them are cited."""
        return tuple([one for one in self.rules if one.judged.truth == TRUE and one.stands])


def decide_fact(fact: str, terms: Terms, facts: Facts) -> Outcome:
    """Give what the rules make of a fact, with every rule's judgement.

    Raises:
        RuleConflict: the rules leave a gap, or clash, whatever the unknown facts are.
    """
    rules = terms.rules.get(fact, ())
    judged = [(rule, judge(rule.when, facts)) for rule in rules]
    truths = {rule.id: one.truth for rule, one in judged if one.truth != FALSE}
    weighed = tuple(
        [
            RuleJudged(rule, one) if one.truth == FALSE else RuleJudged(rule, one, *_overriding(rule.id, terms, truths))
            for rule, one in judged
        ]
    )
    return Outcome(fact, _value(fact, rules, truths, terms, weighed), weighed)


def decide_value(fact: str, terms: Terms, facts: Facts) -> Value | Unknown:
    """Give what the rules make of a fact without the reasons, reading no more than it takes.

    Raises:
        RuleConflict: as `decide_fact`.
    """
    rules = terms.rules.get(fact, ())
    truths = {rule.id: one for rule in rules if (one := truth(rule.when, facts)) != FALSE}
    if UNKNOWN in truths.values():
        return decide_fact(fact, terms, facts).value
    return _value(fact, rules, truths, terms, None)


def _overriding(rule_id: str, terms: Terms, truths: Truths) -> tuple[tuple[str, ...], tuple[str, ...]]:
    above = terms.overriders[rule_id]
    if above.isdisjoint(truths):
        return (), ()
    if UNKNOWN not in truths.values():
        return tuple([one for one in truths if one in above]), ()
    return (
        tuple([one for one, is_true in truths.items() if is_true == TRUE and one in above]),
        tuple([one for one, is_true in truths.items() if is_true == UNKNOWN and one in above]),
    )


def _value(
    fact: str, rules: tuple[Rule, ...], truths: Truths, terms: Terms, weighed: tuple[RuleJudged, ...] | None
) -> Value | Unknown:
    certain = {rule_id for rule_id, one in truths.items() if one == TRUE}
    if len(certain) == len(truths) == 1:
        return next(rule.value for rule in rules if rule.id in certain)
    candidates = [rule for rule in rules if rule.id in truths and certain.isdisjoint(terms.overriders[rule.id])]
    conclusions = {rule.value for rule in candidates}
    # With at least one rule certainly true, some rule always stands, since overrides never run in a circle; so one
    # conclusion among all that may stand is the outcome, whatever the unknown conditions turn out to be.
    if certain and len(conclusions) == 1:
        return conclusions.pop()
    standing = [rule for rule in candidates if rule.id in certain and not _perhaps(rule, truths, terms)]
    if len({rule.value for rule in standing}) > 1:
        raise RuleConflict(_clash(fact, standing))
    if weighed is None or not candidates:
        raise RuleConflict(_gap(fact, rules))
    if UNKNOWN not in truths.values():
        raise RuleConflict(_clash(fact, candidates))
    return both(
        cause for one in weighed if one.judged.truth == UNKNOWN and one.may_stand for cause in causes(one.judged)
    )


def _perhaps(rule: Rule, truths: Truths, terms: Terms) -> bool:
    return any(truths.get(one) == UNKNOWN for one in terms.overriders[rule.id])


def _clash(fact: str, rules: Iterable[Rule]) -> list[Problem]:
    found = list(rules)
    said = "; ".join(f"{rule.id} ({rule.clause}, {rule.at.text()}): {rule.value}" for rule in found)
    message = Message("the rules clash over {fact}: {rules}.", fact=fact, rules=said)
    return [Problem(rule.at, message, Message("one that overrides the other")) for rule in found[:1]]


def _gap(fact: str, rules: tuple[Rule, ...]) -> list[Problem]:
    found = Message("no rule says anything about {fact} in this situation: a gap in the agreement.", fact=fact)
    return [Problem(rules[0].at if rules else Place(), found, Message("a general rule that always applies"))]
