"""Say what a scenario assumes: of the agreements, what their documents do not give; of people, how they behave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from kredslob.engine.phrasing import Words
from kredslob.rules.messages import Message
from kredslob.scenarios.behaviour.parameters import PARAMETERS
from kredslob.scenarios.behaviour.shapes import Turns
from kredslob.scenarios.files.describing import Description, Guess, Habit

Line = tuple[int, str]
_FOR_STANDING: Final = (
    "measurement.counts_unemployed", "measurement.counts_students", "measurement.takes_effect", "standing.takes_effect",
    "adjustment.day", "compensation.method", "compensation.scope", "compensation.cap",
)  # fmt: skip


def basis_text(basis: str) -> Message:
    """Give how sure we are."""
    match basis:
        case "stated":
            return Message("stated")
        case "paraphrased":
            return Message("paraphrased")
        case "inferred":
            return Message("inferred")
        case "proposed":
            return Message("proposed")
    return Message("assumed")


def assumed(words: Words, told: Description, *, full: bool) -> Iterator[Line]:
    """Say what is assumed; `full`: all of it, with the question that would settle each."""
    yield 0, words.say(
        Message("Of the agreements: {count} values that their documents do not give.",
                count=words.number(len(told.guesses)))
    )  # fmt: skip
    if not full and told.guesses:
        yield 0, words.say(Message("Of these, standing and quotas hang on:"))
    for guess in told.guesses:
        if full or guess.own or guess.name in _FOR_STANDING:
            yield from _guess(words, guess, full=full)
    by_basis = Counter(one.basis for one in told.habits)
    shown = ", ".join(
        f"{words.number(count)} {words.say(basis_text(basis))}" for basis, count in by_basis.most_common()
    )
    yield (
        0,
        words.say(
            Message(
                "Of how people behave: {count} values, {by_basis}.",
                count=words.number(len(told.habits)),
                by_basis=shown,
            )
        ),
    )
    for habit in told.habits:
        if full or habit.own:
            yield from _habit(words, habit)
            if full and habit.note is not None:
                yield 2, words.read(habit.note)
    if not full:
        yield 0, words.say(Message("--assumed shows them all, with the question that would settle each."))


def _guess(words: Words, guess: Guess, *, full: bool) -> Iterator[Line]:
    value = words.value(guess.name, guess.value)
    text = f"{words.label(guess.name)} ({guess.name}): {value}" if full else f"{words.label(guess.name)}: {value}"
    yield 1, words.say(Message("{text}, set by this scenario", text=text)) if guess.own else text
    if full and guess.question is not None:
        yield 2, words.read(guess.question)


def _habit(words: Words, habit: Habit) -> Iterator[Line]:
    inner = habit.value if isinstance(habit.value, Mapping) else {}
    nested = any(isinstance(one, Mapping) for one in inner.values())
    value, basis = "" if nested else _habit_value(words, habit), basis_text(habit.basis)
    text = words.say(Message("{name}: {value} ({basis})", name=habit.name, value=value, basis=basis))
    if nested:
        text = words.say(Message("{name} ({basis})", name=habit.name, basis=basis))
    if habit.source != "designed":
        text = words.say(Message("{text}, source {source}", text=text, source=habit.source))
    yield 1, words.say(Message("{text}, set by this scenario", text=text)) if habit.own else text
    if nested:
        yield from ((2, f"{name}: {value_text(words, one)}") for name, one in inner.items())


def _habit_value(words: Words, habit: Habit) -> str:
    if isinstance(PARAMETERS.get(habit.name), Turns):
        return "/".join(map(str, habit.value))
    return value_text(words, habit.value)


def value_text(words: Words, value: Any) -> str:
    """Give a value of behaviour as a reader of numbers would write it."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_inner(words, one)}" for name, one in value.items())
    if isinstance(value, tuple | list):
        return "; ".join(value_text(words, one) for one in value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return words.number(Decimal(str(value)))
    return str(value)


def _inner(words: Words, value: Any) -> str:
    text = value_text(words, value)
    return f"({text})" if isinstance(value, Mapping | tuple | list) else text
