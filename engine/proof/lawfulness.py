"""Find where the agreement does not leave standing what the law settles: who may not be referred, who is refused.

The law's rules are looked at alone, beside the law and the agreement together. Where somebody is barred by the one and
not by the other there is a case. And whatever the rules say of channels, an exempt estate may receive no referral.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from kredslob.engine.case import NOT_COVERED
from kredslob.engine.proof.asking import BARRED, FAMILY, REFUSED, asked_by, on_list
from kredslob.engine.proof.finding import Finding, Kind
from kredslob.engine.proof.formulas import Formulas
from kredslob.engine.proof.logic import TRUE, Formula, every, no, some
from kredslob.engine.proof.looking import Goal, best
from kredslob.engine.proof.parameters import Parameters
from kredslob.engine.proof.situations import Situations
from kredslob.engine.proof.smallest import Smallest
from kredslob.engine.proof.space import ONE
from kredslob.engine.route import BY_MUNICIPALITY, LISTS
from kredslob.rules.model import Rule
from kredslob.rules.terms import closure

REFERRAL: Final = "referral"
BY_LIST: Final = tuple(channel for channel in LISTS if channel not in (*BY_MUNICIPALITY, NOT_COVERED))
_KINDS: Final[Mapping[tuple[str, bool], Kind]] = {
    (BARRED, True): "bar_lifted", (BARRED, False): "bar_added", (REFUSED, True): "refusal_lifted",
}  # fmt: skip


def unlawful(situations: Situations, smallest: Smallest[Situations]) -> Iterator[Finding]:
    """Find where the agreement lifts or adds a bar or refusal of the law, and exempt estates that receive referrals."""
    facts = situations.rules
    if "exempt" in facts and "channel" in facts and _found(situations, _exempt_referred):
        yield _told(situations, smallest, "exempt_referred", "channel", _exempt_referred)
    for (fact, lifted), kind in _KINDS.items():
        if fact not in facts or not _law_decides(situations, fact):
            continue

        def goal(among: Situations, fact: str = fact, lifted: bool = lifted) -> Formula:
            return _otherwise(among, fact, lifted)

        def in_a_decision(among: Situations, fact: str = fact, lifted: bool = lifted) -> Formula:
            return every(
                (
                    _otherwise(among, fact, lifted),
                    asked_by(among.rule_formulas, among.symbols, BARRED if fact == BARRED else FAMILY),
                )
            )

        if _found(situations, goal):
            yield _told(situations, smallest, kind, fact, in_a_decision, goal)


def _found(situations: Situations, goal: Goal) -> bool:
    return situations.solver.find(goal(situations)) is not None


def _told(situations: Situations, smallest: Smallest[Situations], kind: Kind, fact: str, *goals: Goal) -> Finding:
    example = best(smallest, *goals)
    return Finding(kind, fact, situations.rules[fact], (situations.regime,), example)


def _law_decides(situations: Situations, fact: str) -> bool:
    laws = {one.id for one in situations.regime.agreed.documents if one.kind == "law"}
    return any(rule.document in laws for rule in situations.rules[fact])


def _exempt_referred(among: Situations) -> Formula:
    return every((among.outcome("exempt").certainly(True), among.outcome("channel").certainly(REFERRAL)))


def _otherwise(among: Situations, fact: str, lifted: bool) -> Formula:
    """Give when the law alone says yes and the agreement no (lifted), or the other way round, of somebody it matters for."""
    law, key = alone(among), among.rule_formulas.key(fact, ONE)
    by_law, agreed = law.outcome(key).certainly(lifted), among.outcome(fact).certainly(not lifted)
    return every(
        (
            by_law,
            agreed,
            asked_by(among.rule_formulas, among.symbols, fact) if fact == BARRED else _where_law_refuses(among, law),
        )
    )


def _where_law_refuses(among: Situations, law: Formulas) -> Formula:
    """Give when the law itself has the applicant refused: combined letting, in a channel that is not the municipality's."""
    combined = law.outcome(among.rule_formulas.key("combined_letting", None))
    return every(
        (
            combined.known,
            no(combined.certainly("none")),
            some(on_list(among.rule_formulas, among.symbols, one) for one in BY_LIST),
        )
    )


def alone(among: Situations) -> Formulas:
    """Give what the law says by itself, at the values that hold for all estates."""
    laws = {one.id for one in among.regime.agreed.documents if one.kind == "law"}
    rules: dict[str, tuple[Rule, ...]] = {
        fact: own for fact, every_rule in among.rules.items()
        if (own := tuple(rule for rule in every_rule if rule.document in laws))
    }  # fmt: skip
    overriders = closure([rule for each in rules.values() for rule in each])
    parameters = Parameters(among.symbols, [(TRUE, among.regime.variants[0].parameters)])
    return Formulas(among.symbols, rules, overriders, parameters, lower=among.rule_formulas)
