"""The parts of an agreement as immutable values: clauses, parameters by date, measures, rules, changes, documents.

They are what a rules file states, no more; which of them are in force on a date is worked out in `terms`. Every part
knows the document it stands in and its place there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Literal

from kredslob.rules.conditions import Condition, Parameter, Written
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Lang, Place
from kredslob.rules.units import Value

Basis = Literal["stated", "paraphrased", "inferred", "proposed", "assumed"]
Kind = Literal["law", "framework", "amendment", "individual"]
Origin = Literal["public", "inferred", "synthetic"]
Stage = Literal["classify", "quota", "route", "rank"]
About = Literal["area", "estate", "vacancy", "applicant"]
Severity = Literal["error", "warning"]
LimitKind = Literal["parameter", "wheel", "period", "concludes", "decides", "reads", "criteria"]


@dataclass(frozen=True, slots=True)
class Text:
    """A text for people in Danish and English."""

    da: str
    en: str

    def read(self, lang: Lang) -> str:
        """Give the text in the language."""
        return self.da if lang == "da" else self.en


@dataclass(frozen=True, slots=True)
class Source:
    """A public document that clauses and values cite by its key."""

    key: str
    title: str
    date: str
    where: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause in plain words. Its id is the spine: rules, reasons, cases and reports name it."""

    id: str
    title: Text
    text: Text
    source: str
    basis: Basis
    document: str
    at: Place
    place: str | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A parameter's value from a day (to and including `to`); None repeals it. `recorded`: when it became known.

    `alternatives` are all values an assumed one may have, its own included; `range` the ends of an interval instead.
    """

    from_: date
    value: Value | None
    basis: Basis
    to: date | None = None
    source: str | None = None
    alternatives: tuple[Value, ...] = ()
    range: tuple[Value, Value] | None = None
    question: Text | None = None
    note: Text | None = None
    recorded: date | None = None
    at: Place = field(default=Place(), compare=False)
    document: str = ""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a value may be: its unit, the lowest and highest, or the choices; and the law's clause that says so."""

    unit: str
    range: tuple[Value, Value] | None = None
    choices: Mapping[str, Text] = field(default_factory=dict)
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class ParameterSeries:
    """A term of an agreement or a law and its values by date; `fixed` if no agreement may give a law's another value."""

    id: str
    title: Text
    unit: str
    clause: str
    values: tuple[DatedValue, ...]
    document: str
    at: Place = field(compare=False)
    choices: Mapping[str, Text] = field(default_factory=dict)
    range: tuple[Value, Value] | None = None
    of_law: bool = False
    fixed: bool = False

    @property
    def bounds(self) -> Bounds:
        """What its values may be."""
        return Bounds(self.unit, self.range, self.choices, self.clause if self.of_law else None)


@dataclass(frozen=True, slots=True)
class Limit:
    """What an agreement must keep within. What is asked of the `names` is told by `kind`; see `limits`."""

    id: str
    kind: LimitKind
    names: tuple[str, ...]
    clause: str
    severity: Severity
    text: Text
    document: str
    from_: date
    at: Place = field(compare=False)
    to: date | None = None
    source: str | None = None
    operator: str | None = None
    bound: Parameter | Written | None = None
    apart_from: Written | None = None
    value: Value | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """How a share is measured: which counts, of whom, averaged over how many years."""

    id: str
    unit: Literal["area", "estate"]
    numerator: tuple[str, ...]
    denominator: str
    averaging_years: int
    relative_to: str | None
    clause: str
    basis: Basis
    effective: Text
    document: str
    age: tuple[int, int] | None = None
    minimum_residents: int | None = None
    at: Place = field(default=Place(), compare=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of a rule: when `when` is true and no applicable rule overrides it, `decides` is `value`."""

    id: str
    stage: Stage
    clause: str
    basis: Basis
    when: Condition
    decides: str
    value: Value
    overrides: tuple[str, ...]
    text: Text
    document: str
    from_: date
    at: Place = field(compare=False)
    to: date | None = None
    source: str | None = None
    recorded: date | None = None

    def in_force(self, day: date) -> bool:
        """Tell whether this version is in force on the day."""
        return self.from_ <= day and (self.to is None or day <= self.to)


@dataclass(frozen=True, slots=True)
class Start:
    """The day an amendment begins to act; where the day is assumed, the earliest and latest it may be."""

    day: date
    basis: Basis = "stated"
    range: tuple[date, date] | None = None
    question: Text | None = None


@dataclass(frozen=True, slots=True)
class DatedWheel:
    """An estate's wheel from a day, as its individual agreement fixes it: `turns` of `of`, or its slots in order.

    The turns of the referral wheel are the municipality's, those of the external wheel are flexible lettings.
    """

    name: Literal["referral", "external"]
    from_: date
    version: str
    turns: int = 0
    of: int = 1
    slots: tuple[str, ...] = ()
    basis: Basis | None = None
    recorded: date | None = None
    at: Place = field(default=Place(), compare=False)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of an amendment, with its reason: exactly one of the fields from `value` to `repeals` says what it is.

    `target` is the parameter, rule, clause or wheel; `estate` the one for which a value or wheel holds. `law` is the
    series of a law whose parameter is given another value.
    """

    target: str
    reason: Text
    at: Place = field(compare=False)
    value: DatedValue | None = None
    added: Rule | None = None
    replacement: Rule | None = None
    wheel: DatedWheel | None = None
    words: Clause | None = None
    repeals: bool = False
    estate: str | None = None
    law: ParameterSeries | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class EstateTerms:
    """What an individual agreement, or an amendment, fixes for one estate: wheels and own values of parameters."""

    estate: str
    origin: Origin
    wheels: tuple[DatedWheel, ...]
    parameters: Mapping[str, tuple[DatedValue, ...]]


@dataclass(frozen=True, slots=True)
class Document:
    """A law, framework agreement, amendment or individual agreement as its file states it.

    `parameters` also holds a law's series with the values that this document gives it, `settled` what amendments have
    settled in it: (kind, id, estate or nothing) with day and amendment. `fills_in`: it states only what had been assumed.
    """

    id: str
    kind: Kind
    title: Text
    start: Start
    adopted: date
    name: str
    digest: str
    to: date | None = None
    draws_on: tuple[str, ...] = ()
    extends: str | None = None
    fills_in: bool = False
    framework: str | None = None
    organisation: str | None = None
    origin: Origin | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)
    clauses: Mapping[str, Clause] = field(default_factory=dict)
    parameters: Mapping[str, ParameterSeries] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    limits: Mapping[str, Limit] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    changes: tuple[Change, ...] = ()
    estates: Mapping[str, EstateTerms] = field(default_factory=dict)
    settled: Mapping[tuple[str, str, str], tuple[date, str]] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)

    def at(self, key: str) -> Place:
        """Give where a key of the file stands; its first line if the key is not there."""
        return self.places.get(key) or Place(self.name, 1)


@dataclass(frozen=True, slots=True)
class FactDeclaration:
    """A fact, declared once: type, range, labels, the question that asks for it, how the simulation has it."""

    name: str
    about: About
    type: str
    origin: Literal["given", "derived", "decided"]
    label: Text
    question: Text
    stage: Stage | None = None
    range: tuple[Value, Value] | None = None
    choices: Mapping[str, Text] = field(default_factory=dict)
    simulation: Mapping[str, str] = field(default_factory=dict)
    at: Place = field(default=Place(), compare=False)

    @property
    def bounds(self) -> Bounds:
        """What its values may be."""
        return Bounds(self.type, self.range, self.choices)
