"""Turn the plain data of a rules file into the parts of an agreement, reading every value by its unit.

The shape has been checked (`schema`); here units, ranges, choices, conditions and references within the file are read.
All problems are collected, each with its line, and raised together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kredslob.rules.conditions import (
    ORDERING,
    All,
    Bound,
    Compare,
    Condition,
    CountOf,
    Fact,
    Literal_,
    Member,
    Not,
    Operand,
    read_condition,
)
from kredslob.rules.conditions import (
    Any as AnyOf,
)
from kredslob.rules.messages import Message, Problem, WrongInput, nearest
from kredslob.rules.model import Basis, DatedValue, FactDeclaration, Rule, Text
from kredslob.rules.units import ORDERED, NotOfUnit, Value, read_value
from kredslob.rules.yaml_source import Path_, YamlText

Plain = Mapping[str, Any]


@dataclass(slots=True)
class Builder:
    """Reads the parts of one file; `problems` gathers what is wrong on the way."""

    text: YamlText
    facts: Mapping[str, FactDeclaration]
    document: str
    problems: list[Problem] = field(default_factory=list)

    def report(self, path: Path_, found: Message, accepted: Message | None = None, near: str | None = None) -> None:
        """Note a problem at the path and go on."""
        self.problems.append(Problem(self.text.place(path), found, accepted, near))

    def finish(self) -> None:
        """Raise what was found wrong, if anything."""
        if self.problems:
            raise WrongInput(self.problems)

    def value(
        self,
        raw: object,
        unit: str,
        path: Path_,
        limits: tuple[Value, Value] | None = None,
        choices: Plain | None = None,
    ) -> Value:
        """Read a value by its unit, range and choices; report and give a harmless one if it cannot be read."""
        try:
            value = read_value(raw, unit)
        except NotOfUnit as error:
            self.report(
                path,
                Message("{value} is not of unit {unit}.", value=shown(raw), unit=unit),
                error.accepted,
                error.nearest,
            )
            return False
        if limits and unit in ORDERED and not limits[0] <= value <= limits[1]:  # type: ignore[operator]  # one unit
            self.report(
                path,
                Message("{value} is outside the range.", value=shown(raw)),
                Message("{low} to {high}", low=limits[0], high=limits[1]),
            )
        if choices and unit == "choice" and value not in choices:
            self.report(
                path,
                Message("{value} is not a choice.", value=shown(raw)),
                Message("{names}", names=", ".join(choices)),
                nearest(str(raw), choices),
            )
        return value

    def limits(self, raw: list[object] | None, unit: str, path: Path_) -> tuple[Value, Value] | None:
        """Read the two ends of a range."""
        if raw is None:
            return None
        if len(raw) != 2:
            self.report(path, Message("a range has two ends."), Message("[lowest, highest]"))
            return None
        low, high = (self.value(end, unit, (*path, index)) for index, end in enumerate(raw))
        if not self.problems and low > high:  # type: ignore[operator]  # both of one unit
            self.report(path, Message("the range runs backwards."), Message("[lowest, highest]"))
        return low, high

    def dated_value(
        self, raw: Plain, unit: str, path: Path_, limits: tuple[Value, Value] | None, choices: Plain | None, start: date
    ) -> DatedValue:
        """Read one dated value of a parameter, with its alternatives if it is assumed."""
        plain = raw.get("value")
        value = None if plain is None else self.value(plain, unit, (*path, "value"), limits, choices)
        others = tuple(
            self.value(other, unit, (*path, "alternatives", index), limits, choices)
            for index, other in enumerate(raw.get("alternatives") or ())
        )
        span = self.limits(raw.get("range"), unit, (*path, "range"))
        basis: Basis = raw.get("basis") or "stated"
        if basis == "assumed" and (not (others or span) or not raw.get("question")):
            self.report(
                path,
                Message("an assumed value does not say what else it may be, or who could settle it."),
                Message("alternatives or range, and a question in both languages"),
            )
        if others and value not in others:
            self.report(
                path, Message("the value is not among its alternatives."), Message("alternatives with the value")
            )
        if span and value is not None and unit in ORDERED and not span[0] <= value <= span[1]:  # type: ignore[operator]
            self.report(path, Message("the value is outside its own range."), Message("a range around the value"))
        from_, to = raw.get("from", start), raw.get("to")
        if to is not None and to < from_:
            self.report(
                (*path, "to"), Message("the value ends before it begins."), Message("a day after {day}", day=from_)
            )
        return DatedValue(
            from_=from_, to=to, value=value, basis=basis, source=raw.get("source"), alternatives=others, range=span,
            question=text_of(raw.get("question")), note=text_of(raw.get("note")), recorded=raw.get("recorded"),
            at=self.text.place(path), document=self.document,
        )  # fmt: skip

    def rule(self, raw: Plain, path: Path_, rule_id: str, start: date) -> Rule:
        """Read one rule: its condition over declared facts, its one conclusion."""
        condition = self.condition(raw["when"], (*path, "when"))
        (decides, plain), *_ = raw["then"].items()
        value: Value = False
        fact = self.facts.get(decides)
        if fact is None or fact.origin != "decided" or fact.stage != raw["stage"]:
            named = [name for name, known in self.facts.items() if known.stage == raw["stage"]]
            self.report(
                (*path, "then", decides),
                Message("{fact} is not decided by stage {stage}.", fact=decides, stage=raw["stage"]),
                Message("{names}", names=", ".join(named)),
                nearest(decides, named),
            )
        else:
            value = self.value(plain, fact.type, (*path, "then", decides), fact.range, fact.choices)
        from_, to = raw.get("from") or start, raw.get("to")
        if to is not None and to < from_:
            self.report(
                (*path, "to"), Message("the rule ends before it begins."), Message("a day after {day}", day=from_)
            )
        return Rule(
            id=rule_id, stage=raw["stage"], clause=raw["clause"], basis=raw["basis"], when=condition, decides=decides,
            value=value, overrides=tuple(raw.get("overrides") or ()), text=Text(**raw["text"]), document=self.document,
            from_=from_, to=to, at=self.text.place(path), source=raw.get("source"),
        )  # fmt: skip

    def condition(self, raw: object, path: Path_) -> Condition:
        """Read a condition and give every literal the unit of the fact it is compared with."""
        return self._typed(read_condition(raw, self.report, path), path)

    def _typed(self, condition: Condition, path: Path_) -> Condition:
        match condition:
            case Compare(Fact(name), operator, right):
                fact = self._fact(name, path)
                if fact is None:
                    return condition
                if operator in ORDERING and fact.type not in ORDERED:
                    self.report(path, Message("{fact} has no order.", fact=name), Message("is, is_not, in, not_in"))
                return Compare(Fact(name), operator, self._typed_operand(right, fact, path))
            case Member(Fact(name), values, negated):
                fact = self._fact(name, path)
                if fact is None:
                    return condition
                return Member(Fact(name), tuple(self._typed_operand(value, fact, path) for value in values), negated)
            case All(parts):
                return All(tuple(self._typed(part, path) for part in parts))
            case AnyOf(parts):
                return AnyOf(tuple(self._typed(part, path) for part in parts))
            case CountOf(least, parts):
                return CountOf(least, tuple(self._typed(part, path) for part in parts))
            case Not(part):
                return Not(self._typed(part, path))
        return condition

    def _fact(self, name: str, path: Path_) -> FactDeclaration | None:
        if name not in self.facts:
            self.report(
                path,
                Message("{fact} is not a declared fact.", fact=name),
                Message("a fact that `kredslob facts` lists"),
                nearest(name, self.facts),
            )
        return self.facts.get(name)

    def _typed_operand(self, operand: Operand, fact: FactDeclaration, path: Path_) -> Operand:
        if not isinstance(operand, Literal_):
            return operand
        return Bound(self.value(operand.value, fact.type, path, fact.range, fact.choices))


def text_of(raw: Plain | None) -> Text | None:
    """Give the text in both languages, or None."""
    return None if raw is None else Text(raw["da"], raw["en"])


def shown(raw: object) -> str:
    """Give a value a person wrote, shortened, as an error shows it."""
    text = str(raw)
    return text if len(text) <= 60 else text[:57] + "..."
