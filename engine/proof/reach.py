"""Tell how far a proof reaches: what holds in every case, within which bounds, and what it does not say."""

from __future__ import annotations

from collections.abc import Iterator

from kredslob.engine.agreement_wording import range_text
from kredslob.engine.phrasing import Words
from kredslob.engine.proof.finding import Kind
from kredslob.engine.proof.proving import Proof
from kredslob.rules.messages import Message


def proved_lines(words: Words, proof: Proof) -> list[str]:
    """Give what was looked for in every situation and not found."""
    found = {one.kind for one in proof.failures}
    decided = {rule.decides for regime in proof.regimes for rule in regime.agreed.rules}
    proved: list[tuple[bool, tuple[Kind, ...], Message]] = [
        (True, ("gap", "clash"),
         Message("Every fact that the rules decide has exactly one value: no gap, no clash.")),
        (True, ("dead", "shadowed"),
         Message("Every rule of the agreement applies in some case: none is dead, none shadowed.")),
        ("barred" in decided, ("bar_lifted", "refusal_lifted"),
         Message("Nobody is referred whom the law bars, nobody offered whom it refuses.")),
        ("barred" in decided, ("bar_added",), Message("Nobody is barred from referral whom the law does not bar.")),
        ("exempt" in decided, ("exempt_referred",), Message("No exempt estate receives a referral.")),
        ("channel" in decided, ("nobody_unsettled",),
         Message("When nobody on the list qualifies exactly one thing happens, whatever the channel.")),
        (bool(proof.ways), ("not_conserved",), _conserved(proof)),
    ]  # fmt: skip
    return [words.say(text) for asked, kinds, text in proved if asked and not found.intersection(kinds)]


def _conserved(proof: Proof) -> Message:
    bounds = proof.bounds
    return Message(
        "What exempt estates lose is taken over or accounted for, to the last part of a turn, in every city of up to "
        "{exempt} vacancies a year in exempt estates and {receiving} others with up to {vacancies} each, by each of {ways} "
        "ways to compensate that the agreement may mean.",
        exempt=bounds.exempt, receiving=bounds.receiving, vacancies=bounds.vacancies, ways=len(proof.ways),
    )  # fmt: skip


def bounds_lines(words: Words, proof: Proof) -> list[str]:
    """Give the bounds within which each fact was taken to be anything, and each guess."""
    return [*_fact_bounds(words, proof), *_guess_bounds(words, proof)]


def _fact_bounds(words: Words, proof: Proof) -> Iterator[str]:
    for name in proof.facts:
        bounds = words.library.facts[name].bounds
        label = words.label(name)
        if bounds.range is not None:
            ends = range_text(words, *(words.value(name, end) for end in bounds.range))
        else:
            ends = ", ".join(words.read(text) for text in bounds.choices.values())
        yield words.say(Message("{fact}: {value}", fact=label, value=ends)) if ends else label


def _guess_bounds(words: Words, proof: Proof) -> Iterator[str]:
    for one in proof.guesses:
        values = [words.value(one.parameter, end) for end in one.ends]
        told = range_text(words, *values) if one.range is not None else ", ".join(values)
        yield words.say(Message("{fact}: {value}", fact=words.label(one.parameter), value=told))


def extent_text(words: Words, proof: Proof) -> str:
    """Give of how much it was proved."""
    most = proof.extents
    return words.say(
        Message(
            "{rules} rules on {decided} facts; every value of {facts} facts within their declared ranges; every value of "
            "{guesses} open guesses; {estates} kinds of estates by values of their own; {regimes} sets of rules by date.",
            rules=max(one.rules for one in most), decided=max(one.decided for one in most),
            facts=max(len(one.facts) for one in most), guesses=max(len(one.guesses) for one in most),
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
