"""The ways in which two sets of rules decide a fact differently are those that walking through all cells finds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from hypothesis import assume, given, settings

from kredslob.engine.difference.alike import decides_alike_in
from kredslob.engine.difference.flips import Flip, flips_of
from kredslob.engine.difference.pairs import Pair
from kredslob.engine.difference.sides import Decided, Sides
from kredslob.engine.knowledge import FactValue, Unknown
from kredslob.engine.proof.symbols import Key
from kredslob.engine.reference import RuleConflict, decide_fact
from kredslob.rules.terms import Terms
from kredslob.rules.units import Value
from tests.engine.proof.drawn_regimes import FACTS, cells, regime_of, settled
from tests.engine.strategies import DECIDED, READ, rule_sets

MOST_CELLS = 1000

Walked = Iterator[tuple[Terms, Terms, Mapping[str, Value]]]


def walk(one: Terms, other: Terms) -> Walked:
    """Give every cell that the rules of either tell apart, with both as they are at each value of every guess."""
    count = len(one.rules[DECIDED])
    both = together(one, other)
    for _, known in settled(both):
        rules = known.rules[DECIDED]
        mine, yours = replace(one, rules={DECIDED: rules[:count]}), replace(other, rules={DECIDED: rules[count:]})
        for facts in cells(both):
            yield mine, yours, facts


def together(one: Terms, other: Terms) -> Terms:
    """Give the rules of both as one set, to see what they read; it is not to be decided by."""
    return replace(one, rules={DECIDED: (*one.rules[DECIDED], *other.rules[DECIDED])})


def size(one: Terms, other: Terms) -> int:
    """Give how many cells there are to walk through."""
    both = together(one, other)
    return len(cells(both)) * len(list(settled(both)))


def decided(terms: Terms, facts: Mapping[str, FactValue]) -> Decided | Unknown:
    """Give what the reference evaluator makes of the fact; None where it refuses."""
    try:
        found = decide_fact(DECIDED, terms, facts).value
    except RuleConflict:
        return None
    assert isinstance(found, bool | int | str | Unknown)
    return found


def pair_of(one: Terms, other: Terms) -> Pair:
    """Give two regimes in which nothing holds but these rules."""
    return Pair(regime_of(one), regime_of(other), frozenset())


def found_between(one: Terms, other: Terms) -> list[Flip]:
    """Give what the solver finds."""
    return list(flips_of(Sides(pair_of(one, other), FACTS), FACTS))


@settings(max_examples=settings().max_examples // 2)
@given(rule_sets(most=4, depth=1), rule_sets(most=4, depth=1))
def test_every_way_to_flip_is_found_and_no_other(one: Terms, other: Terms) -> None:
    """Below, on and above each limit of either, at each value of every guess; a gap or clash is a way to come out, too."""
    assume(one.rules[DECIDED] and other.rules[DECIDED] and size(one, other) <= MOST_CELLS)
    walked = {(decided(mine, facts), decided(yours, facts)) for mine, yours, facts in walk(one, other)}
    flips = {(before, after) for before, after in walked if before != after}
    assert {(flip.before, flip.after) for flip in found_between(one, other)} == flips
    assert decides_alike_in(pair_of(one, other), FACTS) is not bool(flips)


@given(rule_sets(most=4, depth=1))
def test_rules_never_differ_from_themselves(terms: Terms) -> None:
    """Nor from themselves with every rule said twice over, in another order."""
    assume(terms.rules[DECIDED])
    again = tuple(replace(rule, id=f"{rule.id}-again") for rule in reversed(terms.rules[DECIDED]))
    above = {
        **terms.overriders,
        **{f"{key}-again": own for key, own in terms.overriders.items()},
    }
    every = {key: own | {f"{one}-again" for one in own} for key, own in above.items()}
    twice = replace(terms, rules={DECIDED: (*again, *terms.rules[DECIDED])}, overriders=every)
    assert found_between(terms, twice) == []
    assert decides_alike_in(pair_of(terms, twice), FACTS)


@settings(max_examples=settings().max_examples // 2)
@given(rule_sets(most=4, depth=1), rule_sets(most=4, depth=1))
def test_a_case_flips_whatever_else_may_be(one: Terms, other: Terms) -> None:
    """Told the facts of the case that matter and nothing else, each side comes to what is said of it; and needs all of them."""
    assume(one.rules[DECIDED] and other.rules[DECIDED] and len(list(settled(together(one, other)))) == 1)
    for flip in found_between(one, other):
        told = {key.fact: flip.case.a.facts[key] for key in flip.case.a.told if isinstance(key, Key)}
        assert comes(one, other, told) == (flip.before, flip.after)
        for left in told:
            fewer = {fact: value for fact, value in told.items() if fact != left}
            assert comes(one, other, fewer) != (flip.before, flip.after)


def comes(one: Terms, other: Terms, told: Mapping[str, Value]) -> tuple[object, object]:
    """Give what each side makes of the fact when it is told no more."""
    facts: dict[str, FactValue] = {**{name: Unknown((name,)) for name in READ}, **told}
    return decided(one, facts), decided(other, facts)
