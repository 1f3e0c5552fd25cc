"""Tell what a proof has found, in words: what is amiss, in which case, by which clauses, on which days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kredslob.engine.phrasing import Words
from kredslob.engine.proof.finding import Finding, Kind
from kredslob.engine.proof.regimes import Regime, Stretch
from kredslob.engine.proof.situations import Example
from kredslob.engine.proof.symbols import Key
from kredslob.rules.messages import Message
from kredslob.rules.model import Rule

_SENTENCES: Final[Mapping[Kind, Message]] = {
    "bar_lifted": Message("Somebody is referred in this case whom the law bars."),
    "bar_added": Message("Somebody is barred from referral in this case whom the law does not bar."),
    "refusal_lifted": Message("Somebody is offered the dwelling in this case whom the law has refused."),
    "exempt_referred": Message("An exempt estate receives a referral in this case."),
    "nobody_unsettled": Message("It is not settled in this case what happens when nobody on the list qualifies."),
    "not_conserved": Message("Referrals appear or vanish: what exempt estates lose is not what the others get."),
    "not_made_up": Message("No estate can ever take over the referrals that exempt estates lose."),
}


def headline(words: Words, finding: Finding) -> str:
    """Give what is amiss, in one sentence."""
    fact, first = words.label(finding.fact), finding.rules[0].id if finding.rules else ""
    others = ", ".join(rule.id for rule in finding.rules[1:])
    match finding.kind:
        case "gap":
            return words.say(Message("Gap: no rule says anything about »{fact}« in this case.", fact=fact))
        case "clash":
            said = Message("Clash over »{fact}«: {rule} and {others} both apply in this case.", fact=fact, rule=first,
                           others=others)  # fmt: skip
            return words.say(said)
        case "dead" if finding.switch:
            named = ", ".join(words.label(one) for one in finding.switch)
            return words.say(Message("{rule} is switched off by: {parameters}.", rule=first, parameters=named))
        case "dead":
            return words.say(Message("{rule} can never apply: its condition holds in no case.", rule=first))
        case "shadowed":
            found = Message("{rule} never applies: whenever its condition holds, {others} overrides it.", rule=first,
                            others=others)  # fmt: skip
            return words.say(found)
        case kind:
            return words.say(_SENTENCES[kind])


def note_text(words: Words, finding: Finding, regimes: Iterable[Regime]) -> str:
    """Give what is worth knowing, with its days if it does not hold on all days of the regimes that were looked at."""
    said, days = headline(words, finding), days_text(words, finding.regimes)
    if days == days_text(words, regimes):
        return said
    return words.say(Message("{said} Holds: {days}", said=said, days=days))


def case_lines(words: Words, example: Example) -> list[str]:
    """Give what matters in a case, a fact or guess to a line; everything else may be as it will."""
    return [*_facts(words, example), *_guesses(words, example), *whose_lines(words, example)]


def city_lines(words: Words, finding: Finding) -> list[str]:
    """Give the way to compensate and the vacancies by which something about quotas shows."""
    city, way = finding.city, finding.way
    if city is None or way is None:
        return []
    shares = {"referral.base_share": way.base, "compensation.method": way.method, "compensation.cap": way.cap}
    others = ", ".join(str(one) for one in city.receiving)
    said = Message(
        "exempt estates with {exempt} vacancies a year, others with {others}", exempt=city.exempt, others=others
    )
    told = [
        words.say(Message("{fact}: {value}", fact=words.label(name), value=words.value(name, value)))
        for name, value in shares.items()
        if name in words.parameters
    ]
    return [*told, words.say(said)]


def _facts(words: Words, example: Example) -> Iterator[str]:
    for key in example.told:
        if isinstance(key, Key):
            fact, value = words.label(key.fact), words.value(key.fact, example.facts[key])
            if key.about is None:
                yield words.say(Message("{fact}: {value}", fact=fact, value=value))
            else:
                yield words.say(Message("{fact} ({applicant}): {value}", fact=fact, applicant=key.about, value=value))


def _guesses(words: Words, example: Example) -> Iterator[str]:
    for name in example.told:
        if isinstance(name, str):
            value = words.value(name, example.guesses[name])
            yield words.say(Message("if {parameter} is: {value}", parameter=words.label(name), value=value))


def whose_lines(words: Words, example: Example) -> Iterator[str]:
    """Give whose estate it is, where it has values of its own."""
    if example.variant.own is not None:
        estate = example.variant.own.estate
        yield words.say(Message("an estate with values of its own, such as {estate}", estate=estate))


def rule_lines(words: Words, rules: Iterable[Rule]) -> list[str]:
    """Give rules with their clause and place: exempt.none (ra11-exemption, agreements/x.yaml:745): what it says."""
    return [f"{rule.id} ({rule.clause}, {rule.at.file}:{rule.at.line}): {words.read(rule.text)}" for rule in rules]


def days_text(words: Words, regimes: Iterable[Regime]) -> str:
    """Give the days on which regimes hold."""
    stretches = [one for regime in regimes for one in regime.stretches]
    joined: list[Stretch] = []
    for one in sorted(stretches, key=lambda one: one.first):
        before = joined[-1] if joined else None
        if before is not None and (before.last is None or (one.first - before.last).days <= 1):
            last = None if one.last is None or before.last is None else max(one.last, before.last)
            joined[-1] = Stretch(before.first, last, {})
        else:
            joined.append(one)
    return ", ".join(_span(words, one) for one in joined)


def _span(words: Words, one: Stretch) -> str:
    if one.last is None:
        return words.say(Message("from {day}", day=words.day(one.first)))
    if one.first == one.last:
        return words.day(one.first)
    return words.say(Message("{start} to {end}", start=words.day(one.first), end=words.day(one.last)))
