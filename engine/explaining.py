"""Why, why not, and who was passed over: the reasons of a case, with the values that the rules read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kredslob.engine.decision import Failed, PassedOver, ReadFact, Reason, WhyNot
from kredslob.engine.judging import FALSE, TRUE, UNKNOWN, Judged, compared_with, deciding
from kredslob.engine.rank import Ranking, Tier
from kredslob.engine.reference import Outcome, RuleJudged
from kredslob.engine.situation import Situation
from kredslob.rules.conditions import Always, Bound, Compare, Fact, Member
from kredslob.rules.model import Rule
from kredslob.rules.terms import Terms


def reasons(outcomes: Iterable[Outcome], terms: Terms) -> tuple[Reason, ...]:
    """Give the rules that apply, in the order of the outcomes, with what they read."""
    return tuple(
        Reason(
            rule=one.rule.id,
            fact=outcome.fact,
            value=one.rule.value,
            clause=one.rule.clause,
            source=source_of(one.rule, terms),
            basis=one.rule.basis,
            facts=read_facts(one.judged),
            text=one.rule.text,
        )  # fmt: skip
        for outcome in outcomes
        for one in outcome.standing
    )


def source_of(rule: Rule, terms: Terms) -> str:
    """Give the public document that a rule rests on: its own, or its clause's."""
    return rule.source or terms.clauses[rule.clause].source


def read_facts(judged: Judged) -> tuple[ReadFact, ...]:
    """Give the comparisons that made a judgement what it is, each once."""
    found: dict[ReadFact, None] = {}
    for one in deciding(judged):
        if not isinstance(one.condition, Always):
            found[_read(one)] = None
    return tuple(found)


def _read(judged: Judged) -> ReadFact:
    atom = judged.condition
    assert isinstance(atom, Compare | Member)
    operator = atom.operator if isinstance(atom, Compare) else "not_in" if atom.negated else "in"
    operands = (atom.right,) if isinstance(atom, Compare) else atom.values
    parameters = [one.parameter for one in operands if isinstance(one, Bound) and one.parameter]
    left = atom.left
    name = left.name if isinstance(left, Fact) else (left.parameter or "") if isinstance(left, Bound) else left.id
    value = judged.value if judged.value is not None else ""
    return ReadFact(name, value, operator, compared_with(atom), parameters[0] if parameters else None)


def why_not(channel: str | None, outcome: Outcome) -> tuple[WhyNot, ...]:
    """Give for every rule of another channel why it did not decide."""
    return tuple(_why_not(one) for one in outcome.rules if str(one.rule.value) != channel)


def _why_not(one: RuleJudged) -> WhyNot:
    if one.judged.truth == TRUE:
        above = one.overridden_by or one.perhaps_by
        return WhyNot(str(one.rule.value), one.rule.id, one.rule.clause, "overridden", (), above)
    state = "false" if one.judged.truth == FALSE else "unknown"
    return WhyNot(str(one.rule.value), one.rule.id, one.rule.clause, state, read_facts(one.judged))  # type: ignore[arg-type]


def passed_over(ranking: Ranking) -> tuple[PassedOver, ...]:
    """Give those with more seniority than the one offered, each with the conditions that were not met."""
    return tuple(
        PassedOver(str(one.about), since if isinstance(since := one.get("listed_since"), date) else None, place,
                   failed(one, ranking.tiers))
        for place, one in enumerate(ranking.ahead, 1)
    )  # fmt: skip


def failed(one: Situation, tiers: Iterable[Tier]) -> tuple[Failed, ...]:
    """Give what kept an applicant out of the tiers tried: rules that did not apply, or one that bars."""
    found: dict[Failed, None] = {}
    for tier in tiers:
        for fact, wanted in tier.must:
            if one[fact] is not wanted:
                found.update(dict.fromkeys(_unmet(one, fact, wanted)))
        if not any(one[fact] is True for fact in tier.any_of):
            for fact in tier.any_of:
                found.update(dict.fromkeys(_unmet(one, fact, True)))
    return tuple(found)


def _unmet(one: Situation, fact: str, wanted: bool) -> list[Failed]:
    outcome = one.outcome(fact)
    if not wanted and one[fact] is True:
        return [
            Failed(fact, rule.rule.id, rule.rule.clause, "barred", read_facts(rule.judged)) for rule in outcome.standing
        ]
    return [
        Failed(fact, rule.rule.id, rule.rule.clause, "unknown" if rule.judged.truth == UNKNOWN else "false",
               read_facts(rule.judged))
        for rule in outcome.rules
        if rule.rule.value is True and rule.judged.truth != TRUE
    ]  # fmt: skip
