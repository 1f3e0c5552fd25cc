"""Say in words what a limit asks of an agreement, with the values on the day that is shown."""

from __future__ import annotations

from collections.abc import Mapping

from kredslob.engine.phrasing import Words, asked_text
from kredslob.rules.conditions import Parameter
from kredslob.rules.limits import LEAVES
from kredslob.rules.messages import Message
from kredslob.rules.model import DatedValue, Limit
from kredslob.rules.units import NotOfUnit, read_value

_UNITS = {"wheel": "turns", "period": "years"}


def limit_text(words: Words, limit: Limit, values: Mapping[str, DatedValue]) -> str:
    """Give what a limit asks, in one line.

    Args:
        words: the language, and what things are called.
        limit: of a law or a framework agreement.
        values: the value that each parameter has on the day that is shown.
    """
    facts = ", ".join(words.label(name) for name in limit.names[1 if limit.kind == "criteria" else 0 :])
    match limit.kind:
        case "concludes":
            value = words.value(limit.names[0], limit.value)
            return words.say(Message("Some rule concludes {fact}: {value}", fact=facts, value=value))
        case "decides":
            return words.say(Message("Only the law's own rules decide: {facts}", facts=facts))
        case "reads":
            return words.say(Message("No rule of an agreement reads: {facts}", facts=facts))
        case "criteria":
            decided = words.label(limit.names[0])
            return words.say(Message("The rules that decide {fact} read: {facts}", fact=decided, facts=facts))
    asked = _asked(words, limit, values)
    return words.say(Message("{fact}: {value}", fact=_compared(words, limit), value=asked))


def _compared(words: Words, limit: Limit) -> str:
    if limit.kind == "wheel":
        return words.say(Message("The share of {wheel} in each estate", wheel=words.wheel(limit.names[0])))
    if limit.kind == "period":
        return words.say(Message("The agreement's length"))
    return words.label(limit.names[0])


def _asked(words: Words, limit: Limit, values: Mapping[str, DatedValue]) -> str:
    value = _bound(words, limit, values)
    if limit.operator == LEAVES:
        return words.say(Message("leaves at least {value} of the whole", value=value))
    return asked_text(words, limit.operator or "", value)


def _bound(words: Words, limit: Limit, values: Mapping[str, DatedValue]) -> str:
    if isinstance(limit.bound, Parameter):
        held = values.get(limit.bound.id)
        return words.say(Message("no value")) if held is None else words.value(limit.bound.id, held.value)
    raw = limit.bound.value if limit.bound is not None else None
    name = limit.names[0] if limit.kind == "parameter" else ""
    unit = words.unit(name) if name else _UNITS[limit.kind]
    try:
        value = read_value(raw, unit)
    except NotOfUnit:
        return str(raw)
    if limit.kind == "period":
        return words.say(Message("{number} years", number=value))
    return f"{value[0]}/{value[1]}" if unit == "turns" and isinstance(value, tuple) else words.value(name, value)
