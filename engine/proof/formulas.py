"""Rules as formulas: when a condition certainly or possibly holds, when a rule stands, and what the rules make of a fact.

The meaning is that of the reference evaluator (`reference`): three truths, a rule overridden by any applicable rule
above it, one conclusion or none. Where everything is told, certainly and possibly are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import combinations
from typing import Final, cast

from kredslob.engine.proof.logic import FALSE, TRUE, Formula, Number, at_least, compared, every, no, some
from kredslob.engine.proof.parameters import Parameters, Rails, Reading
from kredslob.engine.proof.symbols import Key, Symbols
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
    Operator,
    Parameter,
    Written,
)
from kredslob.rules.frozen import dataclass
from kredslob.rules.model import Rule
from kredslob.rules.units import NotOfUnit, Value, read_value

ALWAYS: Final = Rails(TRUE, TRUE)


@dataclass(frozen=True, slots=True)
class Judged:
    """A rule: when its condition holds, when the rule certainly stands, and when it may stand."""

    rule: Rule
    holds: Rails
    stands: Formula
    may_stand: Formula


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rules make of a fact: `known` when they certainly come to one value, `may_be` when a value is possible."""

    fact: str
    rules: tuple[Judged, ...]
    known: Formula
    may_be: Mapping[Value, Formula]

    def certainly(self, value: Value) -> Formula:
        """Give when the fact certainly has a value."""
        return every((self.known, self.may_be.get(value, FALSE)))

    @property
    def gap(self) -> Formula:
        """When certainly no rule says anything."""
        return every(no(one.holds.possible) for one in self.rules)

    def clashes(self) -> Iterator[tuple[Judged, Judged, Formula]]:
        """Give the pairs of rules that could clash, and when they certainly do."""
        for one, other in combinations(self.rules, 2):
            if one.rule.value != other.rule.value:
                yield one, other, every((one.stands, other.stands))

    def rule(self, rule_id: str) -> Judged:
        """Give one of the rules; raise KeyError if there is none of that id."""
        for one in self.rules:
            if one.rule.id == rule_id:
                return one
        raise KeyError(rule_id)


class Formulas:
    """What one set of rules makes of the facts that the symbols stand for.

    Args:
        symbols: facts and guesses; several sets of rules may speak of the same.
        rules: by the fact that they decide.
        overriders: for each rule those above it, directly or by chain.
        parameters: what the rules compare with.
        side: of two agreements, the one that these rules are of.
        apart: derived facts that this side works out in its own way.
        lower: another set of rules, for facts on which these say nothing.
    """

    def __init__(
        self,
        symbols: Symbols,
        rules: Mapping[str, tuple[Rule, ...]],
        overriders: Mapping[str, frozenset[str]],
        parameters: Parameters,
        side: str = "",
        apart: frozenset[str] = frozenset(),
        lower: Formulas | None = None,
    ) -> None:
        self.symbols = symbols
        self.rules = rules
        self.overriders = overriders
        self.parameters = parameters
        self.side = side
        self.apart = apart
        self.lower = lower
        self._outcomes: dict[Key, Outcome] = {}

    def key(self, fact: str, applicant: str | None) -> Key:
        """Give what a fact is asked of: the applicant, or the vacancy that they apply for."""
        return Key(fact, applicant if self.symbols.declarations[fact].about == "applicant" else None)

    def outcome(self, key: Key) -> Outcome:
        """Give what the rules make of a decided fact."""
        if key not in self._outcomes:
            if key.fact not in self.rules and self.lower is not None:
                self._outcomes[key] = self.lower.outcome(key)
            else:
                self._outcomes[key] = self._decide(key)
        return self._outcomes[key]

    def rails(self, condition: Condition, applicant: str | None) -> Rails:
        """Give when a condition certainly and possibly holds."""
        match condition:
            case Always():
                return ALWAYS
            case Not(part):
                rails = self.rails(part, applicant)
                return Rails(no(rails.possible), no(rails.certain))
            case All(parts):
                return _joined(every, [self.rails(part, applicant) for part in parts])
            case Any(parts):
                return _joined(some, [self.rails(part, applicant) for part in parts])
            case CountOf(least, parts):
                return _joined(
                    lambda each: at_least(least, list(each)), [self.rails(part, applicant) for part in parts]
                )
            case Member():
                return self._member(condition, applicant)
            case Compare():
                return self._compare(condition, applicant)

    def is_told(self, key: Key) -> Formula:
        """Give when a fact is known, whatever it is."""
        if self.symbols.declarations[key.fact].origin == "decided":
            return self.outcome(key).known
        return self.symbols.fact(key, self._side_of(key.fact)).told

    # --- rules -----------------------------------------------------------------------------------------------------

    def _decide(self, key: Key) -> Outcome:
        rules = self.rules.get(key.fact, ())
        holds = {rule.id: self.rails(rule.when, key.about) for rule in rules}
        judged = tuple(
            Judged(
                rule, holds[rule.id],
                every([holds[rule.id].certain, *(no(holds[one].possible) for one in self._above(rule, holds))]),
                every([holds[rule.id].possible, *(no(holds[one].certain) for one in self._above(rule, holds))]),
            )
            for rule in rules
        )  # fmt: skip
        may_be = {
            value: some(one.may_stand for one in judged if one.rule.value == value)
            for value in dict.fromkeys(rule.value for rule in rules)
        }
        one_only = [no(every(pair)) for pair in combinations(may_be.values(), 2)]
        known = every([some(one.holds.certain for one in judged), *one_only])
        return Outcome(key.fact, judged, known, may_be)

    def _above(self, rule: Rule, among: Mapping[str, Rails]) -> list[str]:
        return [one for one in among if one in self.overriders.get(rule.id, ())]

    # --- comparisons -----------------------------------------------------------------------------------------------

    def _compare(self, atom: Compare, applicant: str | None) -> Rails:
        if isinstance(atom.left, Fact):
            reading = self._reading(atom.right, self.symbols.declarations[atom.left.name].type)
            return self._about(self.key(atom.left.name, applicant), reading, atom.operator)
        # a parameter is never compared with a parameter (`conditions`), so on the right stands a value
        unit = self.parameters.unit(atom.left.id) if isinstance(atom.left, Parameter) else ""
        right = self._reading(atom.right, unit).choices[0].value
        return self._reading(atom.left, unit).test(lambda value: _compared(atom.operator, value, right))

    def _about(self, key: Key, reading: Reading, operator: Operator) -> Rails:
        """Compare a fact with what a parameter may be."""
        if self.symbols.declarations[key.fact].origin == "decided":
            outcome = self.outcome(key)
            tests = [(value, reading.test(partial(_compared, operator, value))) for value in outcome.may_be]
            certain = some(every((outcome.may_be[value], rails.certain)) for value, rails in tests)
            possible = some(every((outcome.may_be[value], rails.possible)) for value, rails in tests)
            return _if_told(outcome.known, Rails(certain, possible), reading.exists)
        symbol = self.symbols.fact(key, self._side_of(key.fact))

        return _if_told(symbol.told, reading.test(partial(symbol.compare, operator)), reading.exists)

    def _member(self, atom: Member, applicant: str | None) -> Rails:
        key = self.key(atom.left.name, applicant)
        of_type = self.symbols.declarations[key.fact].type
        told = self.is_told(key)
        among: list[Rails] = []
        for operand in atom.values:
            reading = self._reading(operand, of_type)
            found = reading.test(partial(self._is_one_of, key))
            among.append(Rails(every((reading.exists, found.certain)), every((reading.exists, found.possible))))
        joined = _joined(some, among)
        rails = Rails(no(joined.possible), no(joined.certain)) if atom.negated else joined
        return _if_told(told, rails, TRUE)

    def _is_one_of(self, key: Key, value: Value | Number) -> Formula:
        """Give when a fact has the value, or one of a list of values."""
        values = value if isinstance(value, tuple) else (value,)
        if self.symbols.declarations[key.fact].origin == "decided":
            outcome = self.outcome(key)
            return some(outcome.may_be.get(one, FALSE) for one in values)
        symbol = self.symbols.fact(key, self._side_of(key.fact))
        return some(symbol.compare("is", one) for one in values)

    def _reading(self, operand: Operand, unit: str) -> Reading:
        match operand:
            case Parameter(key):
                return self.parameters.reading(key)
            case Bound():
                return self.parameters.bound(operand)
            case Written(raw):
                return self.parameters.bound(Bound(_read(raw, unit)))

    def _side_of(self, fact: str) -> str:
        return self.side if fact in self.apart else ""


def _joined(join: Callable[[Iterable[Formula]], Formula], parts: list[Rails]) -> Rails:
    certain = join([part.certain for part in parts])
    if all(part.certain is part.possible for part in parts):
        return Rails(certain, certain)
    return Rails(certain, join([part.possible for part in parts]))


def _if_told(told: Formula, rails: Rails, exists: Formula) -> Rails:
    """Give a comparison of what is perhaps not told; with a parameter that has no value it is false, told or not."""
    certain = every((exists, told, rails.certain))
    if told is TRUE and rails.certain is rails.possible:
        return Rails(certain, certain)
    return Rails(certain, every((exists, some((no(told), rails.possible)))))


def _compared(operator: Operator, one: Value | Number, other: Value | Number) -> Formula:
    """Compare two values, or a value with a number that is not known."""
    left, right = (value.toordinal() if isinstance(value, date) else value for value in (one, other))
    return compared(operator, left, right)


def _read(raw: object, unit: str) -> Value:
    try:
        return read_value(raw, unit)
    except NotOfUnit:
        return cast(Value, raw)
