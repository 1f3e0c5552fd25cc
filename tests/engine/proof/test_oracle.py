"""What the solver says of a small agreement is what walking through all its cells says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from hypothesis import assume, given, settings

from kredslob.engine.judging import TRUE, judge
from kredslob.engine.knowledge import FactValue, Unknown
from kredslob.engine.proof.completeness import gaps_and_clashes, silent_rules
from kredslob.engine.proof.finding import Finding
from kredslob.engine.proof.situations import Situations
from kredslob.engine.proof.smallest import Smallest
from kredslob.engine.proof.symbols import Key
from kredslob.engine.reference import RuleConflict, decide_fact
from kredslob.rules.terms import Terms
from kredslob.rules.units import Value
from tests.engine.proof.drawn_regimes import FACTS, cells, regime_of, settled
from tests.engine.strategies import DECIDED, READ, rule_sets

MOST_CELLS = 2000

Walked = Iterator[tuple[Terms, Mapping[str, Value]]]


def walk(terms: Terms) -> Walked:
    """Give every cell at every combination of values of the guesses, with the rules as they then are."""
    for _, known in settled(terms):
        for facts in cells(terms):
            yield known, facts


def holding(terms: Terms, facts: Mapping[str, Value]) -> set[str]:
    """Give the rules whose condition holds."""
    return {rule.id for rule in terms.rules[DECIDED] if judge(rule.when, facts).truth == TRUE}


def standing(terms: Terms, facts: Mapping[str, Value]) -> set[str]:
    """Give the rules that stand: their condition holds, and that of none above them."""
    held = holding(terms, facts)
    return {one for one in held if held.isdisjoint(terms.overriders[one])}


def found_in(terms: Terms) -> tuple[list[Finding], list[Finding]]:
    """Give what the solver finds: gaps and clashes, and silent rules."""
    regime = regime_of(terms)
    situations, smallest = Situations(regime, FACTS), Smallest(partial(Situations, regime, FACTS, partly=True))
    return list(gaps_and_clashes(situations, smallest)), list(silent_rules(situations, smallest))


def pairs(findings: Iterable[Finding]) -> set[frozenset[str]]:
    """Give the rules of each finding."""
    return {frozenset(rule.id for rule in one.rules) for one in findings}


@given(rule_sets(most=5, depth=1))
def test_gaps_clashes_and_silent_rules_are_those_of_all_cells(terms: Terms) -> None:
    """Every cell of every fact that rules read is looked at: below, on and above each limit, at each guess."""
    every_rule = {rule.id for rule in terms.rules[DECIDED]}
    assume(every_rule)
    assume(len(cells(terms)) * len(list(settled(terms))) <= MOST_CELLS)
    gap, clashes, held, stood = False, set[frozenset[str]](), set[str](), set[str]()
    for known, facts in walk(terms):
        holds, stands = holding(known, facts), standing(known, facts)
        held |= holds
        stood |= stands
        gap |= not holds
        values = {rule.id: rule.value for rule in known.rules[DECIDED] if rule.id in stands}
        clashes |= {frozenset((one, other)) for one in values for other in values if values[one] != values[other]}
    found, silent = found_in(terms)
    assert gap == any(one.kind == "gap" for one in found)
    assert clashes == pairs(one for one in found if one.kind == "clash")
    assert {one.rules[0].id for one in silent if one.kind == "dead"} == every_rule - held
    assert {one.rules[0].id for one in silent if one.kind == "shadowed"} == held - stood


@given(rule_sets(most=5, depth=1))
def test_every_example_is_one(terms: Terms) -> None:
    """Each example of a gap or clash makes the reference evaluator refuse, at some values of the guesses."""
    assume(terms.rules[DECIDED])
    for one in found_in(terms)[0]:
        assert one.example is not None
        facts = {key.fact: value for key, value in one.example.facts.items()}
        assert any(refuses(known, facts) for _, known in settled(terms))


@settings(max_examples=settings().max_examples // 2)
@given(rule_sets(most=5, depth=1))
def test_no_example_is_larger_than_it_must_be(terms: Terms) -> None:
    """Without any one of its facts the reference evaluator no longer refuses; rules with one fault and no guesses."""
    assume(terms.rules[DECIDED] and len(list(settled(terms))) == 1)
    found, _ = found_in(terms)
    assume(len(found) == 1)
    for one in found:
        assert one.example is not None
        told = {key.fact: one.example.facts[key] for key in one.example.told if isinstance(key, Key)}
        assert refuses(terms, told)
        for left in told:
            assert not refuses(terms, {fact: value for fact, value in told.items() if fact != left})


def refuses(terms: Terms, facts: Mapping[str, FactValue]) -> bool:
    """Tell whether the reference evaluator finds a gap or a clash; what is left out of the facts is unknown."""
    try:
        decide_fact(DECIDED, terms, {**{name: Unknown((name,)) for name in READ}, **facts})
    except RuleConflict:
        return True
    return False
