"""Formulas mean what the reference evaluator means, in every situation, with unknown facts and open guesses."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kredslob.engine.knowledge import Between, FactValue, Unknown
from kredslob.engine.proof.formulas import Outcome
from kredslob.engine.proof.logic import Formula, Found, Solver, every, no
from kredslob.engine.proof.situations import Situations
from kredslob.engine.proof.space import by_fact
from kredslob.engine.proof.symbols import Key, Symbol
from kredslob.engine.reference import RuleConflict, decide_fact
from kredslob.rules.terms import Terms
from tests.engine.proof.drawn_regimes import FACTS, regime_of, settled
from tests.engine.strategies import DECIDED, rule_sets, situations

COUNT = 12  # situations for each set of rules
FEW = 6  # combinations of values of guesses


def fixed(symbol: Symbol, value: FactValue) -> Formula:
    """Say that a fact has a value and is told, or is not told."""
    if isinstance(value, Unknown):
        return no(symbol.told)
    return every((symbol.told, symbol.compare("is", value)))


def answer(terms: Terms, facts: Mapping[str, FactValue]) -> object:
    """Give what the reference evaluator says: a value, None if it is unknown, or that the rules conflict."""
    try:
        value = decide_fact(DECIDED, terms, facts).value
    except RuleConflict:
        return "conflict"
    return None if isinstance(value, Unknown) else (value,)


def solved(outcome: Outcome, found: Found) -> object:
    """Give what the formulas say in a situation."""
    if found.holds(outcome.gap) or any(found.holds(clash) for *_, clash in outcome.clashes()):
        return "conflict"
    if found.holds(outcome.known):
        return tuple(value for value, may in outcome.may_be.items() if found.holds(may))
    return None


@settings(max_examples=settings().max_examples // 2)
@given(rule_sets(), st.integers(0, 2**32))
def test_certainly_and_possibly_are_those_of_the_reference_evaluator(terms: Terms, seed: int) -> None:
    """Told some facts and not others, the formulas come to the same value, to unknown, or to a conflict."""
    assume(DECIDED in by_fact(terms.rules[DECIDED]))
    drawn = Situations(regime_of(terms), FACTS, partly=True)
    guesses = [no(one.told) for one in drawn.symbols.guesses.values()]
    for drawn_facts in situations(seed, COUNT):
        facts = {name: Unknown((name,)) if isinstance(one, Between) else one for name, one in drawn_facts.items()}
        told = [fixed(drawn.symbols.fact(Key(name)), value) for name, value in facts.items()]
        found = Solver([*told, *guesses]).find()
        assert found is not None
        assert solved(drawn.outcome(DECIDED), found) == answer(terms, facts)


@given(rule_sets(), st.integers(0, 2**32))
def test_a_guess_that_is_told_is_no_longer_open(terms: Terms, seed: int) -> None:
    """At each combination of values of the guesses the formulas say what the rules with those values say."""
    assume(DECIDED in by_fact(terms.rules[DECIDED]))
    drawn = Situations(regime_of(terms), FACTS)
    for taken, known_terms in islice(settled(terms), FEW):
        chosen = [
            one.is_(one.alternatives.index(taken[one.parameter, one.alternatives]))
            for one in drawn.symbols.guesses.values()
        ]
        for facts in situations(seed, 2):
            known = {name: value for name, value in facts.items() if not isinstance(value, Between | Unknown)}
            if len(known) < len(facts):
                continue
            told = [fixed(drawn.symbols.fact(Key(name)), value) for name, value in known.items()]
            found = Solver([*told, *chosen]).find()
            assert found is not None
            assert solved(drawn.outcome(DECIDED), found) == answer(known_terms, known)
