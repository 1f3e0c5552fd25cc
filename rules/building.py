"""Turn the plain data of a rules file into the parts of an agreement, reading every value by its unit.

The shape has been checked (`shape`); here units, ranges, choices, conditions and references within the file are read.
All problems are collected, each with its line, and raised together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from kredslob.rules import conditions
from kredslob.rules.conditions import (
    ORDERING,
    All,
    Bound,
    Compare,
    Condition,
    CountOf,
    Fact,
    Member,
    Not,
    Operand,
    Written,
    read_condition,
)
from kredslob.rules.messages import FieldPath, Message, Place, Problem, WrongInput, nearest
from kredslob.rules.model import Basis, Bounds, Clause, DatedValue, FactDeclaration, ParameterSeries, Rule, Text
from kredslob.rules.units import ORDERED, RANGED, NotOfUnit, Value, plain_value, read_value, within
from kredslob.rules.yaml_source import YamlText

Plain = Mapping[str, Any]
NOWHERE: Final = Place()


@dataclass(slots=True)
class Builder:
    """Reads the parts of one file; `problems` gathers what is wrong on the way.

    `recorded` is the day the document became known, which holds for every part that names none of its own.
    """

    text: YamlText
    facts: Mapping[str, FactDeclaration]
    document: str = ""
    recorded: date | None = None
    problems: list[Problem] = field(default_factory=list)

    def report(self, path: FieldPath, found: Message, accepted: Message | None = None, near: str | None = None) -> None:
        """Note a problem at the path and go on."""
        self.problems.append(Problem(self.text.place(path), found, accepted, near))

    def finish(self) -> None:
        """Raise what was found wrong, if anything."""
        if self.problems:
            raise WrongInput(self.problems)

    def value(self, raw: object, bounds: Bounds, path: FieldPath) -> Value | None:
        """Read a value by its unit, range and choices; report it and give None if it cannot be used."""
        try:
            return value_of(raw, bounds)
        except WrongInput as wrong:
            self.problems += [replace(problem, place=self.text.place(path)) for problem in wrong.problems]
            return None

    def limits(self, raw: list[object] | None, unit: str, path: FieldPath) -> tuple[Value, Value] | None:
        """Read the two ends of a range."""
        if raw is None:
            return None
        if unit not in RANGED:
            self.report(path, Message("unit {unit} has no range.", unit=unit), Message("no range"))
            return None
        low, high = (self.value(end, Bounds(unit), (*path, index)) for index, end in enumerate(raw))
        if low is None or high is None:
            return None
        if not within(low, (low, high), unit):
            self.report(path, Message("the range runs backwards."), Message("[lowest, highest]"))
            return None
        return low, high

    def dated_value(self, raw: Plain, bounds: Bounds, path: FieldPath, start: date) -> DatedValue:
        """Read one dated value of a parameter, with its alternatives if it is assumed."""
        plain = raw.get("value")
        value = None if plain is None else self.value(plain, bounds, (*path, "value"))
        others = [
            self.value(other, bounds, (*path, "alternatives", index))
            for index, other in enumerate(raw.get("alternatives") or ())
        ]
        span = self.limits(raw.get("range"), bounds.unit, (*path, "range"))
        basis: Basis = raw.get("basis") or "stated"
        if basis == "assumed" and (not (len(others) > 1 or raw.get("range")) or not raw.get("question")):
            self.report(
                path,
                Message("an assumed value does not say what else it may be, or who could settle it."),
                Message("alternatives or range, and a question in both languages"),
            )
        if value is not None:
            self._check_guesses(value, others, span, bounds.unit, path)
        from_ = raw.get("from", start)
        self.check_end(raw, from_, path)
        return DatedValue(
            from_=from_, to=raw.get("to"), value=value, basis=basis, source=raw.get("source"),
            alternatives=tuple(one for one in others if one is not None), range=span,
            question=text_of(raw.get("question")), note=text_of(raw.get("note")),
            recorded=raw.get("recorded") or self.recorded, at=self.text.place(path), document=self.document,
        )  # fmt: skip

    def _check_guesses(
        self, value: Value, others: list[Value | None], span: tuple[Value, Value] | None, unit: str, path: FieldPath
    ) -> None:
        if others and value not in others and None not in others:
            found = Message("the value is not among its alternatives.")
            self.report((*path, "alternatives"), found, Message("alternatives with the value"))
        if span and not within(value, span, unit):
            found = Message("the value is outside its own range.")
            self.report((*path, "range"), found, Message("a range around the value"))

    def check_end(self, raw: Plain, start: date, path: FieldPath) -> None:
        """Report an end (`to`) that comes before the beginning."""
        to = raw.get("to")
        if to is not None and to < start:
            found, accepted = Message("this ends before it begins."), Message("{day} or later", day=start)
            self.report((*path, "to"), found, accepted)

    def check_free(self, series: ParameterSeries, path: FieldPath) -> None:
        """Report a law's parameter that the law does not leave to agreement."""
        if series.fixed:
            found = Message("{name} is fixed by law.", name=series.id)
            accepted = Message("a parameter of the agreement, or one that the law leaves to agreement")
            self.problems.append(Problem(self.text.place(path), found, accepted, None, series.clause))

    def rule(self, raw: Plain, path: FieldPath, rule_id: str, start: date) -> Rule:
        """Read one rule: its condition over declared facts, its one conclusion."""
        (decides, plain), *_ = raw["then"].items()
        value: Value | None = None
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
            value = self.value(plain, fact.bounds, (*path, "then", decides))
        from_ = raw.get("from") or start
        self.check_end(raw, from_, path)
        return Rule(
            id=rule_id, stage=raw["stage"], clause=raw["clause"], basis=raw["basis"],
            when=self.condition(raw["when"], (*path, "when")), decides=decides, value=False if value is None else value,
            overrides=tuple(raw.get("overrides") or ()), text=Text(**raw["text"]), document=self.document,
            from_=from_, to=raw.get("to"), at=self.text.place(path), source=raw.get("source"),
            recorded=raw.get("recorded") or self.recorded,
        )  # fmt: skip

    def condition(self, raw: object, path: FieldPath) -> Condition:
        """Read a condition and give every value in it the unit of the fact that it is compared with."""
        return self._typed(read_condition(raw, self.report, path), path)

    def _typed(self, condition: Condition, path: FieldPath) -> Condition:
        match condition:
            case Compare(Fact(name), operator, right):
                fact = self._fact(name, path)
                if fact is None:
                    return condition
                if operator in ORDERING and fact.type not in ORDERED:
                    accepted = Message("is, is_not, in, not_in")
                    self.report((*path, operator), Message("{fact} has no order.", fact=name), accepted)
                    return condition
                return Compare(Fact(name), operator, self._operand(right, fact, (*path, operator)))
            case Member(Fact(name), values, negated):
                fact, here = self._fact(name, path), (*path, "not_in" if negated else "in")
                if fact is None:
                    return condition
                return Member(Fact(name), tuple(self._operand(value, fact, here) for value in values), negated)
            case All(parts):
                return All(self._all_typed(parts, (*path, "all")))
            case conditions.Any(parts):
                return conditions.Any(self._all_typed(parts, (*path, "any")))
            case CountOf(least, parts):
                return CountOf(least, self._all_typed(parts, (*path, "count_of", "of")))
            case Not(part):
                return Not(self._typed(part, (*path, "not")))
        return condition

    def _all_typed(self, parts: Iterable[Condition], path: FieldPath) -> tuple[Condition, ...]:
        return tuple(self._typed(part, (*path, index)) for index, part in enumerate(parts))

    def _fact(self, name: str, path: FieldPath) -> FactDeclaration | None:
        if name not in self.facts:
            found = Message("{fact} is not a declared fact.", fact=name)
            accepted = Message("a fact that `kredslob facts` lists")
            self.report((*path, "fact"), found, accepted, nearest(name, self.facts))
        return self.facts.get(name)

    def _operand(self, operand: Operand, fact: FactDeclaration, path: FieldPath) -> Operand:
        if not isinstance(operand, Written):
            return operand
        value = self.value(operand.value, fact.bounds, path)
        return operand if value is None else Bound(value)


def build_clause(builder: Builder, key: str, raw: Plain, path: FieldPath) -> Clause:
    """Give the clause that stands at the path."""
    return Clause(
        id=key, title=Text(**raw["title"]), text=Text(**raw["text"]), source=raw["source"], basis=raw["basis"],
        document=builder.document, at=builder.text.place(path), place=raw.get("place"), quote=raw.get("quote"),
    )  # fmt: skip


def value_of(raw: object, bounds: Bounds, place: Place = NOWHERE) -> Value:
    """Give the inner form of a plain value.

    Raises:
        WrongInput: it is not of the unit, outside the range, or no choice.
    """
    try:
        value = read_value(raw, bounds.unit)
    except NotOfUnit as error:
        found = Message("{value} is not of unit {unit}.", value=shown(raw), unit=bounds.unit)
        raise WrongInput(Problem(place, found, error.accepted, error.nearest)) from None
    if bounds.range and bounds.unit in RANGED and not within(value, bounds.range, bounds.unit):
        low, high = (plain_value(end, bounds.unit) for end in bounds.range)
        found = Message("{value} is outside the range.", value=shown(raw))
        raise WrongInput(Problem(place, found, Message("{low} to {high}", low=low, high=high), None, bounds.clause))
    if bounds.choices and bounds.unit == "choice" and value not in bounds.choices:
        found = Message("{value} is not a choice.", value=shown(raw))
        accepted = Message("{names}", names=", ".join(bounds.choices))
        raise WrongInput(Problem(place, found, accepted, nearest(str(value), bounds.choices), bounds.clause))
    return value


def text_of(raw: Plain | None) -> Text | None:
    """Give the text in both languages, or None."""
    return None if raw is None else Text(raw["da"], raw["en"])


def shown(raw: object) -> str:
    """Give a value a person wrote, as the file writes it, shortened, for an error to show."""
    match raw:
        case None:
            text = "null"
        case bool():
            text = str(raw).lower()
        case dict():
            text = "{" + ", ".join(f"{key}: ..." for key in raw) + "}"
        case list():
            text = "[" + ", ".join(shown(item) for item in raw[:10]) + "]"
        case Decimal():
            text = format(raw, "f") if abs(raw.adjusted()) < 30 else str(raw)
        case str():
            text = raw or '""'
        case _:
            text = str(raw)
    text = " ".join(text.split("\n"))
    return text if len(text) <= 60 else text[:57] + "..."
