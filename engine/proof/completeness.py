"""Find where there is not exactly one answer: gaps, clashes, and rules that never say anything.

A rule is dead if its condition never holds, and shadowed if whenever it holds another overrides it. Of the law, whose
rules serve other times and agreements too, that is worth a note; where an agreement's rule always overrides the law's,
or its own rule never speaks, somebody meant something else.
"""

from __future__ import annotations

from collections.abc import Iterator

from kredslob.engine.proof.finding import Finding
from kredslob.engine.proof.formulas import Judged
from kredslob.engine.proof.logic import Formula, every, no, some
from kredslob.engine.proof.looking import smallest_of
from kredslob.engine.proof.situations import Situations
from kredslob.engine.proof.smallest import Smallest
from kredslob.rules.conditions import Compare, Parameter, atoms
from kredslob.rules.model import Rule


def gaps_and_clashes(situations: Situations, smallest: Smallest[Situations]) -> Iterator[Finding]:
    """Find the facts that rules leave without a value in some situation, or give two."""
    for fact in situations.in_order:
        below, outcome = situations.decided_below(fact), situations.outcome(fact)
        if situations.solver.find(below, outcome.gap) is not None:
            yield _gap(situations, smallest, fact)
        pairs = list(outcome.clashes())
        if situations.solver.find(below, some(formula for *_, formula in pairs)) is None:
            continue
        for one, other, formula in pairs:
            if situations.solver.find(below, formula) is not None:
                yield _clash(situations, smallest, fact, one.rule, other.rule)


def _gap(situations: Situations, smallest: Smallest[Situations], fact: str) -> Finding:
    def nothing(among: Situations) -> Formula:
        return among.outcome(fact).gap

    rules = tuple(one.rule for one in situations.outcome(fact).rules)
    return Finding("gap", fact, rules, (situations.regime,), smallest_of(smallest, fact, nothing))


def _clash(situations: Situations, smallest: Smallest[Situations], fact: str, one: Rule, other: Rule) -> Finding:
    def both(among: Situations) -> Formula:
        outcome = among.outcome(fact)
        return every((outcome.rule(one.id).stands, outcome.rule(other.id).stands))

    return Finding("clash", fact, (one, other), (situations.regime,), smallest_of(smallest, fact, both))


def silent_rules(situations: Situations, smallest: Smallest[Situations]) -> Iterator[Finding]:
    """Find the rules that never stand: dead or shadowed."""
    every_rule = [(fact, one) for fact in situations.in_order for one in situations.outcome(fact).rules]
    for fact, one in _never_standing(situations, every_rule):
        if situations.solver.find(situations.decided_below(fact), one.holds.certain) is None:
            yield _dead(situations, fact, one)
        else:
            yield _shadowed(situations, smallest, fact, one)


def _never_standing(situations: Situations, unseen: list[tuple[str, Judged]]) -> list[tuple[str, Judged]]:
    """Give the rules that stand in no situation; each situation that is found shows several that do."""
    while unseen:
        standing = [every((situations.decided_below(fact), one.stands)) for fact, one in unseen]
        found = situations.solver.find(some(standing))
        if found is None:
            break
        unseen = [pair for pair, stands in zip(unseen, standing, strict=True) if not found.holds(stands)]
    return unseen


def _dead(situations: Situations, fact: str, one: Judged) -> Finding:
    switch = tuple(
        dict.fromkeys(
            atom.left.id
            for atom in atoms(one.rule.when)
            if isinstance(atom, Compare) and isinstance(atom.left, Parameter)
        )
    )
    note = _of_law(situations, one.rule) or bool(switch)
    return Finding("dead", fact, (one.rule,), (situations.regime,), None, "note" if note else "failure", switch)


def _shadowed(situations: Situations, smallest: Smallest[Situations], fact: str, one: Judged) -> Finding:
    """Name the fewest rules that between them always override a rule."""
    outcome = situations.outcome(fact)
    above = [other for other in outcome.rules if other.rule.id in situations.rule_formulas.overriders[one.rule.id]]
    silent = {other.rule.id: no(other.holds.certain) for other in above}
    named = situations.solver.needed(silent, situations.decided_below(fact), one.holds.certain)
    shading = tuple(other.rule for other in above if other.rule.id in named)

    def overridden(among: Situations) -> Formula:
        outcome = among.outcome(fact)
        over = some(outcome.rule(rule.id).holds.certain for rule in shading)
        return every((outcome.known, outcome.rule(one.rule.id).holds.certain, over))

    note = _of_law(situations, one.rule) and all(_of_law(situations, rule) for rule in shading)
    rules = (one.rule, *shading)
    return Finding(
        "shadowed",
        fact,
        rules,
        (situations.regime,),
        smallest_of(smallest, fact, overridden),
        "note" if note else "failure",
    )


def _of_law(situations: Situations, rule: Rule) -> bool:
    return any(one.id == rule.document and one.kind == "law" for one in situations.regime.agreed.documents)
