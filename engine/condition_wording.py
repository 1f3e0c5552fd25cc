"""Say a condition in words, line by line, as a lawyer would set it out: all of these, at least one of these, not.

The values of parameters are put in, and each line names the fact and the parameters that it reads, so that whoever
shows it can lead the reader to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from kredslob.engine.phrasing import Words, asked_text
from kredslob.rules.conditions import (
    All,
    Always,
    Any,
    Bound,
    Compare,
    Condition,
    CountOf,
    Fact,
    Member,
    Not,
    Operand,
    Parameter,
    Written,
)
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message
from kredslob.rules.model import DatedValue
from kredslob.rules.units import read_value

Join = Literal["always", "test", "all", "any", "not", "count_of"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a condition: its words, what it reads, and the lines below it that it joins."""

    join: Join
    text: str
    parts: tuple[Line, ...] = ()
    fact: str | None = None
    parameters: tuple[str, ...] = ()


def condition_line(words: Words, condition: Condition, values: Mapping[str, DatedValue]) -> Line:
    """Give a condition in words.

    Args:
        words: the language, and what things are called.
        condition: of a rule, its parameters not bound.
        values: the value that each parameter has on the day that is shown; one without a value is left out.
    """
    told = _Telling(words, values)
    match condition:
        case All(parts):
            return told.joined("all", Message("all of these:"), parts)
        case Any(parts):
            return told.joined("any", Message("at least one of these:"), parts)
        case CountOf(least, parts):
            return told.joined("count_of", Message("at least {count} of these:", count=least), parts)
        case Not(part):
            return told.joined("not", Message("not:"), (part,))
        case Always():
            return Line("always", words.say(Message("in every case")))
        case Compare():
            return told.compared(condition)
        case Member():
            return told.member(condition)


@dataclass(frozen=True, slots=True)
class _Telling:
    words: Words
    values: Mapping[str, DatedValue]

    def joined(self, join: Join, lead: Message, parts: tuple[Condition, ...]) -> Line:
        return Line(join, self.words.say(lead), tuple(condition_line(self.words, one, self.values) for one in parts))

    def compared(self, test: Compare) -> Line:
        read = _parameters(test.left, test.right)
        if isinstance(test.left, Fact):
            asked = asked_text(self.words, test.operator, self.shown(test.left.name, test.right))
            return self._test(test.left.name, asked, read, test.left.name)
        if isinstance(test.left, Parameter):
            asked = asked_text(self.words, test.operator, self.shown(test.left.id, test.right))
            return self._test(test.left.id, asked, read)
        return Line("test", asked_text(self.words, test.operator, str(test.left.value)))

    def member(self, test: Member) -> Line:
        listed = ", ".join(self.shown(test.left.name, one) for one in test.values)
        operator = "not_in" if test.negated else "in"
        asked = asked_text(self.words, operator, listed)
        return self._test(test.left.name, asked, _parameters(*test.values), test.left.name)

    def _test(self, name: str, asked: str, parameters: tuple[str, ...], fact: str | None = None) -> Line:
        text = self.words.say(Message("{fact}: {value}", fact=self.words.label(name), value=asked))
        return Line("test", text, fact=fact, parameters=parameters)

    def shown(self, name: str, operand: Operand) -> str:
        """Give what a fact or parameter is compared with."""
        match operand:
            case Parameter(key):
                held = self.values.get(key)
                if held is None or held.value is None:
                    return self.words.say(Message("no value, so never met"))
                return self.words.value(key, held.value)
            case Bound(value):
                return self.words.value(name, value)
            case Written(raw):
                return self.words.value(name, read_value(raw, self.words.unit(name)))


def _parameters(*operands: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.id for one in operands if isinstance(one, Parameter)))
