"""Say in words what two agreements decide differently: what flips, in which case, by which rules, on which days."""

from __future__ import annotations

from dataclasses import replace

from kredslob.engine.difference.change_wording import before_and_after
from kredslob.engine.difference.flips import Answer, Flip
from kredslob.engine.difference.sides import Decided
from kredslob.engine.phrasing import Words
from kredslob.engine.proof.situations import Example
from kredslob.engine.proof.symbols import Key
from kredslob.engine.proof.telling import case_lines, whose_lines
from kredslob.engine.wording import CHANNEL, outcome_text
from kredslob.rules.messages import Message
from kredslob.rules.model import Rule


def flip_line(words: Words, flip: Flip) -> str:
    """Give what comes out otherwise: yes -> no."""
    before, after = (_decided(words, flip.fact, value) for value in (flip.before, flip.after))
    return words.say(Message("{before} -> {after}", before=before, after=after))


def _decided(words: Words, fact: str, value: Decided) -> str:
    return words.say(Message("no answer (a gap or a clash)")) if value is None else words.value(fact, value)


def flip_case(words: Words, flip: Flip) -> list[str]:
    """Give what matters in the case, a line each; what the sides see differently as before -> now."""
    one, other = flip.case.a, flip.case.b
    lines: list[str] = []
    for key in dict.fromkeys((*one.told, *other.told)):
        seen = dict.fromkeys(_line(words, side, key) for side in (one, other) if key in side.told)
        lines += [" -> ".join(seen)] if len(seen) > 1 else seen
    whose = other if other.variant.own is not None else one
    return [*lines, *whose_lines(words, whose)]


def _line(words: Words, side: Example, key: Key | str) -> str:
    return "".join(case_lines(words, replace(side, told=(key,), variant=replace(side.variant, own=None))))


def answer_text(words: Words, flip: Flip) -> str:
    """Give how the decisions of the case come out, if there is one to be decided."""
    if flip.answers is None and any(
        isinstance(key, Key) and key.fact in flip.pairs[0].apart for key in flip.case.a.told
    ):
        return words.say(Message("No register was found of which each side reads this, and perhaps there is none."))
    if flip.answers is None:
        return words.say(Message("The reference evaluator finds the same; no vacancy can be made of it that asks."))
    one, other = (_outcome(words, each) for each in flip.answers)
    if one == other:
        return words.say(Message("Decided by both, and it comes out so; the dwelling is let alike."))
    return words.say(Message("Decided by both: {before} -> {after}", before=one, after=other))


def _outcome(words: Words, answer: Answer) -> str:
    return (
        _decided(words, CHANNEL, None) if answer.channel is None else outcome_text(words, answer.channel, answer.offer)
    )


def parting_lines(words: Words, flip: Flip) -> list[str]:
    """Give the rules by which each side comes to it."""
    return before_and_after(words, *(_named(words, rules) for rules in flip.rules))


def _named(words: Words, rules: tuple[Rule, ...]) -> str:
    named = ", ".join(f"{rule.id} ({rule.clause}, {rule.at.file}:{rule.at.line})" for rule in rules)
    return named or words.say(Message("no rule"))
