"""Tell what a proof has found, in words: what is amiss, in which case, by which clauses, on which days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kredslob.engine.phrasing import Words
from kredslob.engine.proof.finding import Finding
from kredslob.engine.proof.proving import Proof
from kredslob.engine.proof.regimes import Regime, Stretch
from kredslob.engine.proof.situations import Example
from kredslob.engine.proof.symbols import Key
from kredslob.rules.messages import Message
from kredslob.rules.model import Rule


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
        case "bar_lifted":
            return words.say(Message("Somebody is referred in this case whom the law bars."))
        case "bar_added":
            return words.say(Message("Somebody is barred from referral in this case whom the law does not bar."))
        case "refusal_lifted":
            return words.say(Message("Somebody is offered the dwelling in this case whom the law has refused."))
        case "exempt_referred":
            return words.say(Message("An exempt estate receives a referral in this case."))


def case_lines(words: Words, example: Example) -> list[str]:
    """Give what matters in a case, a fact or guess to a line; everything else may be as it will."""
    return [*_facts(words, example), *_guesses(words, example), *whose_lines(words, example)]


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


def proved_lines(words: Words, proof: Proof) -> list[str]:
    """Give what was looked for in every situation and not found."""
    found = {one.kind for one in proof.failures}
    proved = {
        ("gap", "clash"): Message("Every fact that the rules decide has exactly one value: no gap, no clash."),
        ("dead", "shadowed"): Message("Every rule of the agreement applies in some case: none is dead, none shadowed."),
        ("bar_lifted", "refusal_lifted"): Message(
            "Nobody is referred whom the law bars, nobody offered whom it refuses."
        ),
        ("bar_added",): Message("Nobody is barred from referral whom the law does not bar."),
        ("exempt_referred",): Message("No exempt estate receives a referral."),
    }
    return [words.say(text) for kinds, text in proved.items() if not found.intersection(kinds)]


def extent_text(words: Words, proof: Proof) -> str:
    """Give of how much it was proved."""
    most = proof.extents
    return words.say(
        Message(
            "{rules} rules on {decided} facts; every value of {facts} facts within their declared ranges; every value of "
            "{guesses} open guesses; {estates} kinds of estates by values of their own; {regimes} sets of rules by date.",
            rules=max(one.rules for one in most), decided=max(one.decided for one in most),
            facts=max(one.facts for one in most), guesses=max(one.guesses for one in most),
            estates=max(one.estates for one in most), regimes=len(proof.regimes),
        )
    )  # fmt: skip


def not_proved(words: Words) -> list[str]:
    """Give what such a proof does not say."""
    return [
        words.say(Message("That the agreement says what its parties meant, or that the register is right.")),
        words.say(Message("That a person's facts fit together: they are taken one by one, within their ranges.")),
        words.say(Message("What follows over many vacancies: how the wheels turn, and what the city becomes.")),
    ]
