"""Why, why not, and who was passed over: the reasons of a case, with the values that the rules read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from kredslob.engine.decision import Failed, PassedOver, ReadFact, Reason, WhyNot
from kredslob.engine.judging import FALSE, TRUE, UNKNOWN, Judged, deciding
from kredslob.engine.knowledge import Unknown
from kredslob.engine.on_demand import OnDemand
from kredslob.engine.rank import Ranking, Tier
from kredslob.engine.reference import Outcome, RuleJudged
from kredslob.engine.situation import Situation
from kredslob.engine.waiting import SINCE
from kredslob.rules.conditions import Always, Bound, Compare, Fact, Member
from kredslob.rules.model import Rule
from kredslob.rules.terms import Terms


def reasons(outcomes: Iterable[Outcome], terms: Terms) -> tuple[Reason, ...]:
    """Give the rules that apply, in the order of the outcomes, with what they read."""
    return tuple([_reason(outcome.fact, one, terms) for outcome in outcomes for one in outcome.standing])


def _reason(fact: str, one: RuleJudged, terms: Terms) -> Reason:
    rule = one.rule
    source, read = source_of(rule, terms), read_facts(one.judged)
    return Reason(rule.id, fact, rule.value, rule.clause, source, rule.basis, read, rule.text)


def source_of(rule: Rule, terms: Terms) -> str:
    """Give the public document that a rule rests on: its own, or its clause's."""
    return rule.source or terms.clauses[rule.clause].source


def read_facts(judged: Judged) -> tuple[ReadFact, ...]:
    """Give the comparisons that made a judgement what it is, each once."""
    found = [_read(one) for one in deciding(judged) if type(one.condition) is not Always]
    return tuple(found if len(found) < 2 else dict.fromkeys(found))


def _read(judged: Judged) -> ReadFact:
    atom, value = judged.condition, judged.value if judged.value is not None else ""
    if type(atom) is Compare:
        left, right = atom.left, atom.right
        # What is read is a fact, or a parameter that is itself compared.
        name = left.name if isinstance(left, Fact) else (left.parameter if isinstance(left, Bound) else left.id) or ""
        if type(right) is Bound:
            return ReadFact(name, value, atom.operator, (right.value,), right.parameter)
        return ReadFact(name, value, atom.operator, ())
    if not isinstance(atom, Member):
        raise TypeError("only a comparison reads a fact")
    bound = [one for one in atom.values if isinstance(one, Bound)]
    parameters = [one.parameter for one in bound if one.parameter]
    compared = tuple([one.value for one in bound])
    return ReadFact(
        atom.left.name, value, "not_in" if atom.negated else "in", compared, parameters[0] if parameters else None
    )


def why_not(channel: str | None, outcomes: Iterable[Outcome]) -> tuple[WhyNot, ...]:
    """Give for every rule of another channel why it did not decide.

    Args:
        channel: the channel decided, if any is.
        outcomes: what the rules make of the channel, at each of the values of the guesses that the answer is told for.
    """
    told = [
        {one.rule.id: _why_not(value, one) for one in outcome.rules if (value := str(one.rule.value)) != channel}
        for outcome in outcomes
    ]
    if len(told) == 1:
        return tuple(told[0].values())
    rules = dict.fromkeys(rule for each in told for rule in each)
    return tuple([_agreed([each[rule] for each in told if rule in each], len(told)) for rule in rules])


def _why_not(value: str, one: RuleJudged) -> WhyNot:
    rule, truth = one.rule, one.judged.truth
    if truth == FALSE:
        return WhyNot(value, rule.id, rule.clause, "false", read_facts(one.judged))
    if one.overridden_by:  # whether its condition is true or unknown
        return WhyNot(value, rule.id, rule.clause, "overridden", (), one.overridden_by)
    if one.stands:
        return WhyNot(value, rule.id, rule.clause, "undetermined", ())
    reads = () if truth == TRUE else read_facts(one.judged)
    return WhyNot(value, rule.id, rule.clause, "unknown", reads, one.perhaps_by)


def _agreed(told: Sequence[WhyNot], readings: int) -> WhyNot:
    """Give what all readings say of a rule, or that they differ; a rule that some do not know fares differently."""
    first = told[0]
    if len(told) < readings or any(one.state != first.state for one in told):
        return first._replace(state="undetermined", failed=(), overridden_by=())
    failed = tuple(dict.fromkeys(read for one in told for read in one.failed))
    return first._replace(
        failed=failed, overridden_by=tuple(dict.fromkeys(by for one in told for by in one.overridden_by))
    )


def passed_over(ranking: Ranking) -> Sequence[PassedOver]:
    """Give those with more seniority than the one offered, each with the conditions that were not met.

    There may be thousands, of whom few are looked at, so each is told of when looked at, and who is alike in all that was
    asked is told of alike. What could go wrong with any of them goes wrong here.
    """
    stand_ins = {id(one): one for one in ranking.stand_ins}
    for one in stand_ins.values():
        for tier in ranking.tiers:
            for fact in tier.facts:
                one[fact]
    told: dict[int, tuple[Failed, ...]] = {}
    queue, places = ranking.ahead.queue, ranking.ahead.places
    dates = queue.known(SINCE)

    def passed(index: int) -> PassedOver:
        place, alike = places[index], id(ranking.stand_ins[index])
        if alike not in told:
            told[alike] = failed(stand_ins[alike], ranking.tiers)
        since, why = dates[place], told[alike]
        if any(isinstance(read.value, Unknown) for each in why for read in each.comparisons):
            why = failed(queue[place], ranking.tiers)  # an unknown is about somebody
        return PassedOver(queue.pseudonym(place), since if isinstance(since, date) else None, index + 1, why)

    return OnDemand(len(ranking.ahead), passed)


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
    against = [rule for rule in outcome.standing if not isinstance(rule.rule.when, Always)]
    if one[fact] is (not wanted) and against:
        return [Failed(fact, rule.rule.id, rule.rule.clause, "barred", read_facts(rule.judged)) for rule in against]
    return [
        Failed(fact, rule.rule.id, rule.rule.clause, "unknown" if rule.judged.truth == UNKNOWN else "false",
               read_facts(rule.judged))
        for rule in outcome.rules
        if rule.rule.value is True and rule.judged.truth != TRUE
    ]  # fmt: skip
