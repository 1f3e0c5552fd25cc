"""An example that the solver found, decided by the reference evaluator: what the solver says is never taken on trust."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kredslob.engine.knowledge import FactValue
from kredslob.engine.proof.regimes import Regime
from kredslob.engine.proof.situations import Example
from kredslob.engine.reference import RuleConflict
from kredslob.engine.situation import Situation
from kredslob.rules.conditions import facts_of
from kredslob.rules.model import FactDeclaration, Rule
from kredslob.rules.terms import Terms, closure


def terms_for(regime: Regime, example: Example) -> Terms:
    """Give the terms that hold in an example, at its values of the guesses."""
    return regime.agreed.terms(example.variant.own, example.guesses)


def law_alone(terms: Terms) -> Terms:
    """Give what the law says by itself of all that it decides; the agreement decides the rest."""
    laws = {one.id for one in terms.documents if one.kind == "law"}
    own = {fact: _of(rules, laws) for fact, rules in terms.rules.items()}
    rules = {fact: own[fact] or every for fact, every in terms.rules.items()}
    return replace(terms, rules=rules, overriders=closure([rule for each in rules.values() for rule in each]))


def _of(rules: tuple[Rule, ...], documents: set[str]) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if rule.document in documents)


def reread(
    terms: Terms, example: Example, declarations: Mapping[str, FactDeclaration]
) -> Mapping[str | None, Situation]:
    """Give the situation of the vacancy (under None) and of each applicant of an example.

    Everything that is not decided stands as it does in the example; what is decided, the reference evaluator decides.
    """
    names = {key.about for key in example.facts}
    own = {
        name: {key.fact: value for key, value in example.facts.items() if key.about == name} for name in (None, *names)
    }
    vacancy = Situation(own[None], terms, declarations, {})
    found: dict[str | None, Situation] = {None: vacancy}
    for name in names - {None}:
        found[name] = Situation(own[name], terms, declarations, {}, name, vacancy)
    return found


def rules_that_stand(who: Situation, *facts: str) -> list[str]:
    """Give the ids of the rules that apply, of each fact in turn."""
    return [one.rule.id for fact in facts for one in who.outcome(fact).standing]


def where_they_part(agreed: Situation, by_law: Situation, fact: str) -> list[str]:
    """Give the ids of the rules by which the agreement comes to decide a fact otherwise than the law alone.

    That is where the two first part on the way to the fact; and what the law says of the fact itself.
    """
    parted = first_parting(agreed, by_law, fact)
    found = [*rules_that_stand(agreed, parted), *rules_that_stand(by_law, parted), *rules_that_stand(by_law, fact)]
    return list(dict.fromkeys(found))


def first_parting(one: Situation, other: Situation, fact: str) -> str:
    """Give the first decided fact on the way to one on which two sets of rules part; the fact itself if they agree so far."""
    for rule in one.terms.rules.get(fact, ()):
        for read in facts_of(rule.when):
            if read in one.terms.rules and read in other.terms.rules and come_to(one, read) != come_to(other, read):
                return first_parting(one, other, read)
    return fact


def come_to(who: Situation, fact: str) -> FactValue | None:
    """Give what the rules make of a fact; None where they leave a gap or clash."""
    try:
        return who[fact]
    except RuleConflict:
        return None
