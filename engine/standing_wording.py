"""Say what an estate's standing is: a fact as it is, and what it is else at other values of the guesses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kredslob.engine.decision import Variant
from kredslob.engine.knowledge import FactValue
from kredslob.engine.phrasing import Words
from kredslob.rules.messages import Message
from kredslob.rules.units import Value


def varying_text(words: Words, name: str, value: FactValue, varies: Sequence[Variant]) -> str:
    """Give a value and what else it may be: 36.2 %, or 35.4 % if a measurement acts on publication."""
    said = words.value(name, value)
    if not varies:
        return said
    others = ", ".join(words.value(name, one.value) for one in varies)
    if len(varies) == 1:
        guesses = guesses_text(words, varies[0].assumed)
        return words.say(Message("{value}, or {other} if {guesses}", value=said, other=others, guesses=guesses))
    labels = "; ".join(dict.fromkeys(words.label(key) for one in varies for key in one.assumed))
    return words.say(Message("{value}, or {others} (it hangs on {guesses})", value=said, others=others, guesses=labels))


def guesses_text(words: Words, taken: Mapping[str, Value]) -> str:
    """Give values of guesses in words."""
    return "; ".join(
        words.say(Message("{fact}: {value}", fact=words.label(key), value=words.value(key, value)))
        for key, value in taken.items()
    )
