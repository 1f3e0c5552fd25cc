"""The shape of the file of targets as pydantic models: every key that there is, and which of them must be given.

What the figures mean together (a date after its start, a use that does not clash) is checked in `reading`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from kredslob.rules.model import Basis
from kredslob.rules.schema import Day, Name, SourceFile, Strict, TextFile, Version, Words
from kredslob.scenarios.targets.target import Change, Comparability, Level, Unit, Use

Number = int | Decimal
Ends = Annotated[list[Number | None], Field(min_length=2, max_length=2)]
Share = Annotated[Decimal | int, Field(ge=0, le=1)]
Shares = Annotated[list[Share], Field(min_length=2, max_length=2)]
Year = Annotated[int, Field(ge=1990, le=2100)]


class AgainstFile(Strict):
    """The output that a figure is held against, and how comparable the two are."""

    indicator: Name
    level: Level
    year: Year
    since: Year | None = None
    change: Change | None = None
    areas: list[Name] = Field(default=[])
    comparability: Comparability
    note: TextFile


class TargetFile(Strict):
    """An observed figure."""

    title: TextFile
    definition: TextFile
    unit: Unit
    value: Number | None = None
    interval: Ends | None = None
    on: Day | None = None
    period: Annotated[list[Day], Field(min_length=2, max_length=2)] | None = None
    series: Name | None = None
    places: TextFile
    agreement: Name | None
    source: Name
    place: Words
    basis: Basis
    use: Use
    starts: list[Name] = Field(default=[])
    against: AgainstFile | None = None
    used_by: list[Name] = Field(default=[])
    reason: TextFile | None = None


class StartFile(Strict):
    """A backtest: where it begins and what it may know."""

    title: TextFile
    month: Day
    known_until: Day
    agreement: Name
    register_: TextFile = Field(alias="register")
    lacks: TextFile


class BeyondFile(Strict):
    """Figures of something that the model does not have."""

    title: TextFile
    figures: TextFile
    source: Name
    reason: TextFile


class TargetsFile(Strict):
    """A file of targets."""

    schema_: Version = Field(alias="schema")
    sources: dict[Name, SourceFile] = Field(default={})
    starts: dict[Name, StartFile]
    targets: dict[Name, TargetFile]
    beyond: dict[Name, BeyondFile] = Field(default={})


class SpreadFile(Strict):
    """How the estates' shares outside the workforce lie: their mean and spread, each from and to."""

    mean: Shares
    spread: Shares


class KnownFile(Strict):
    """What a list in force says of the areas on it and off it."""

    residents: Annotated[int, Field(ge=1)]
    on: Shares
    off: Shares
    until: Day


class SketchFile(Strict):
    """How a register is drawn."""

    year: Year
    published: Day
    known_until: Day
    share: SpreadFile
    students_of_outside: Shares
    unemployed_of_workforce: Shares
    margin: Name | None = None
    margin_areas: list[Name] = Field(default=[])
    list_: KnownFile | None = Field(default=None, alias="list")


class RegistersFile(Strict):
    """A file of registers to be drawn."""

    schema_: Version = Field(alias="schema")
    registers: dict[Name, SketchFile]
