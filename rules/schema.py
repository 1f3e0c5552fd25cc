"""The shape of a rules file as pydantic models: every key that there is, and which of them must be given.

What a value means (units, conditions, references) is read in `building`, and what the documents say together is checked
in `linking`. Publishing the JSON Schema of `DocumentFile` lets an editor complete and check a file as it is typed.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from kredslob.rules.model import About, Basis, Kind, Origin, Severity, Stage
from kredslob.rules.units import MOST_TURNS, FactUnit, Unit

Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.\-]*$", max_length=80)]
Words = Annotated[str, Field(pattern=r"\S")]
Day = Annotated[datetime.date, Field(ge=datetime.date(1900, 1, 1))]
Pair = Field(default=None, min_length=2, max_length=2)
Version = Annotated[Literal[1], BeforeValidator(lambda raw: str(raw).lower() if raw is True else raw)]  # true equals 1
Plain = Any  # bool, number, text, date or list: read by its unit in `building`


class Strict(BaseModel):
    """A frozen model that refuses unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)


class TextFile(Strict):
    """A text for people in both languages."""

    da: Words
    en: Words


class SourceFile(Strict):
    """A public document: its title, date and where it is described."""

    title: Words
    date: str
    where: str


class ClauseFile(Strict):
    """A clause in plain words, with the public document it stands in."""

    title: TextFile
    text: TextFile
    source: Name
    place: str | None = None
    quote: str | None = None
    basis: Basis


class ValueFile(Strict):
    """A value of a parameter from a date; null repeals it. An assumed value names its alternatives and the question."""

    from_: Day = Field(alias="from")
    to: Day | None = None
    value: Plain
    basis: Basis
    source: Name | None = None
    alternatives: list[Plain] | None = None
    range: list[Plain] | None = Pair
    question: TextFile | None = None
    note: TextFile | None = None
    recorded: Day | None = None


class ParameterFile(Strict):
    """A term of the agreement that has a value by date; a law's may say that agreements can give it another."""

    title: TextFile
    unit: Unit
    clause: Name
    by_agreement: bool = False
    choices: dict[str, TextFile] | None = None
    range: list[Plain] | None = Pair
    values: list[ValueFile] = Field(min_length=1)


class MeasureFile(Strict):
    """How a share is measured: unit, age band, counts above and below, years averaged, smallest area."""

    unit: Literal["area", "estate"]
    age: list[Annotated[int, Field(ge=0, le=150)]] | None = Pair
    numerator: list[Name] = Field(min_length=1)
    denominator: Name
    averaging_years: int = Field(ge=1, le=10)
    relative_to: Literal["national"] | None = None
    minimum_residents: int | None = Field(default=None, ge=0)
    effective: TextFile
    clause: Name
    basis: Basis


class LimitFile(Strict):
    """What an agreement must keep within: one thing that is asked, for values one comparison, and the words of a breach."""

    clause: Name
    severity: Severity
    text: TextFile
    source: Name | None = None
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    parameter: Name | None = None
    wheel: Literal["referral", "external"] | None = None
    period: Literal["years"] | None = None
    concludes: dict[Name, Plain] | None = Field(default=None, min_length=1, max_length=1)
    decides: list[Name] | None = Field(default=None, min_length=1)
    reads: list[Name] | None = Field(default=None, min_length=1)
    criteria: dict[Name, list[Name]] | None = Field(default=None, min_length=1, max_length=1)
    at_least: Plain = None
    over: Plain = None
    at_most: Plain = None
    under: Plain = None
    is_: Plain = Field(default=None, alias="is")
    is_not: Plain = None
    leaves: Plain = None
    apart_from: Plain = None


class RuleBody(Strict):
    """What a rule says: when it applies, what it concludes, and which rules it overrides."""

    stage: Stage
    clause: Name
    basis: Basis
    source: Name | None = None
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    recorded: Day | None = None
    when: dict[str, Plain]
    then: dict[str, Plain] = Field(min_length=1, max_length=1)
    overrides: list[Name] = []
    text: TextFile


class RuleFile(RuleBody):
    """A rule with its id."""

    id: Name


class StartFile(Strict):
    """The day an amendment begins to act, where the day itself is not known."""

    value: Day
    basis: Basis
    range: list[Day] | None = Pair
    question: TextFile | None = None


class ChangeFile(Strict):
    """One change of an amendment, with its reason: of a parameter, a rule, the words of a clause, an estate's wheel."""

    set: Name | None = None
    estate: Name | None = None
    value: Plain = None
    basis: Basis | None = None
    alternatives: list[Plain] | None = None
    range: list[Plain] | None = Pair
    question: TextFile | None = None
    note: TextFile | None = None
    add: RuleFile | None = None
    replace: Name | None = None
    with_: RuleBody | None = Field(default=None, alias="with")
    repeal: Name | None = None
    reword: Name | None = None
    words: ClauseFile | None = None
    wheel: Literal["referral", "external"] | None = None
    version: Words | None = None
    turns: int | None = Field(default=None, ge=0)
    flexible: int | None = Field(default=None, ge=0)
    of: int | None = Field(default=None, ge=1, le=MOST_TURNS)
    slots: list[str] | None = Field(default=None, min_length=1, max_length=MOST_TURNS)
    reason: TextFile
    source: Name | None = None


class WheelFile(Strict):
    """An estate's wheel from a date: so many turns of so many, or its slots in order."""

    from_: Day = Field(alias="from")
    version: Words
    turns: int | None = Field(default=None, ge=0)
    flexible: int | None = Field(default=None, ge=0)
    of: int | None = Field(default=None, ge=1, le=MOST_TURNS)
    slots: list[str] | None = Field(default=None, min_length=1, max_length=MOST_TURNS)
    basis: Basis | None = None
    recorded: Day | None = None


class EstateFile(Strict):
    """What an individual agreement fixes for one estate."""

    origin: Origin
    wheels: dict[Literal["referral", "external"], list[WheelFile]] = {}
    parameters: dict[Name, list[ValueFile]] = {}


class SimulationFile(Strict):
    """How the simulation has a fact: from its state, drawn from a distribution, or not at all."""

    how: Literal["from", "drawn", "absent"]
    what: str | None = None
    distribution: str | None = None
    basis: Basis | None = None


class FactFile(Strict):
    """A fact: declared once, with its type, range, labels, question, and how the simulation has it."""

    about: About
    type: FactUnit
    range: list[Plain] | None = Pair
    choices: dict[str, TextFile] | None = None
    origin: Literal["given", "derived", "decided"]
    stage: Stage | None = None
    label: TextFile
    question: TextFile
    simulation: SimulationFile | None = None


class DocumentFile(Strict):
    """A law, a framework agreement, an amendment or an individual agreement."""

    schema_: Version = Field(alias="schema")
    id: Name
    kind: Kind
    title: TextFile
    from_: Day | StartFile | None = Field(default=None, alias="from")
    to: Day | None = None
    adopted: Day | None = None
    draws_on: list[Name] = []
    extends: Name | None = None
    fills_in: bool = False
    framework: Name | None = None
    organisation: Name | None = None
    origin: Origin | None = None
    sources: dict[Name, SourceFile] = {}
    facts: dict[Name, FactFile] = {}
    clauses: dict[Name, ClauseFile] = {}
    parameters: dict[Name, ParameterFile] = {}
    measures: dict[Name, MeasureFile] = {}
    limits: dict[Name, LimitFile] = {}
    rules: list[RuleFile] = []
    changes: list[ChangeFile] | None = None
    values: dict[Name, list[ValueFile]] = {}
    estates: dict[Name, EstateFile] = {}


class FactsFile(Strict):
    """A file of declared facts."""

    facts: dict[Name, FactFile]


class SourcesFile(Strict):
    """The list of public documents that rules files cite by key."""

    sources: dict[Name, SourceFile]
