"""The shape of a rules file, as pydantic checks it: every key known, every name spelt right, every place reported.

Only shape is checked here. What a value means (units, conditions, references) is read in `building`, and what the
documents say together is checked in `library`. Publishing the JSON Schema of `DocumentFile` lets an editor complete it.
"""

from __future__ import annotations

import datetime
import types
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kredslob.rules.messages import Message, Problem, WrongInput, mask_cpr, nearest
from kredslob.rules.yaml_source import YamlText

Basis = Literal["stated", "paraphrased", "inferred", "assumed"]
Origin = Literal["public", "inferred", "synthetic"]
Stage = Literal["classify", "quota", "route", "rank"]
Unit = Literal[
    "count",
    "years",
    "months",
    "money",
    "hours",
    "share",
    "ratio",
    "yes_no",
    "date",
    "choice",
    "turns",
    "wheel",
    "names",
]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.\-]*$", max_length=80)]
Plain = Any  # bool, number, text, date or list: read by its unit in `building`


class Strict(BaseModel):
    """A frozen model that refuses unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)


class TextFile(Strict):
    """A text for people in both languages."""

    da: str
    en: str


class SourceFile(Strict):
    """A public document: its title, date and where it is described."""

    title: str
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

    from_: datetime.date = Field(alias="from")
    to: datetime.date | None = None
    value: Plain
    basis: Basis
    source: Name | None = None
    alternatives: list[Plain] | None = None
    range: list[Plain] | None = None
    question: TextFile | None = None
    note: TextFile | None = None
    recorded: datetime.date | None = None


class ParameterFile(Strict):
    """A term of the agreement that has a value by date."""

    title: TextFile
    unit: Unit
    clause: Name
    choices: dict[str, TextFile] | None = None
    range: list[Plain] | None = None
    values: list[ValueFile] = Field(min_length=1)


class MeasureFile(Strict):
    """How a share is measured: unit, age band, counts above and below, years averaged, smallest area."""

    unit: Literal["area", "estate"]
    age: list[int] | None = None
    numerator: list[str] = Field(min_length=1)
    denominator: str
    averaging_years: int = Field(ge=1, le=10)
    relative_to: Literal["national"] | None = None
    minimum_residents: int | None = None
    effective: TextFile
    clause: Name
    basis: Basis


class RuleBody(Strict):
    """What a rule says: when it applies, what it concludes, and which rules it overrides."""

    stage: Stage
    clause: Name
    basis: Basis
    source: Name | None = None
    from_: datetime.date | None = Field(default=None, alias="from")
    to: datetime.date | None = None
    when: dict[str, Plain]
    then: dict[str, Plain] = Field(min_length=1, max_length=1)
    overrides: list[Name] = []
    text: TextFile


class RuleFile(RuleBody):
    """A rule with its id."""

    id: Name


class StartFile(Strict):
    """The day an amendment begins to act, where the day itself is not known."""

    value: datetime.date
    basis: Basis
    range: list[datetime.date] | None = Field(default=None, min_length=2, max_length=2)
    question: TextFile | None = None


class ChangeFile(Strict):
    """One change of an amendment: set a parameter, add a rule, or replace one; with its reason."""

    set: Name | None = None
    value: Plain = None
    basis: Basis | None = None
    alternatives: list[Plain] | None = None
    range: list[Plain] | None = None
    question: TextFile | None = None
    add: RuleFile | None = None
    replace: Name | None = None
    with_: RuleBody | None = Field(default=None, alias="with")
    reason: TextFile
    source: Name | None = None


class WheelFile(Strict):
    """An estate's wheel from a date: so many turns of so many, or its slots in order."""

    from_: datetime.date = Field(alias="from")
    version: str
    turns: int | None = Field(default=None, ge=0)
    flexible: int | None = Field(default=None, ge=0)
    of: int | None = Field(default=None, ge=1, le=5000)
    slots: list[str] | None = Field(default=None, min_length=1)
    basis: Basis | None = None
    recorded: datetime.date | None = None


class EstateFile(Strict):
    """What an individual agreement fixes for one estate."""

    origin: Origin
    wheels: dict[Literal["referral", "external"], list[WheelFile]]
    parameters: dict[Name, list[ValueFile]] = {}


class DocumentFile(Strict):
    """A law, a framework agreement, an amendment or an individual agreement."""

    schema_: Literal[1] = Field(alias="schema")
    id: Name
    kind: Literal["law", "framework", "amendment", "individual"]
    title: TextFile
    from_: datetime.date | StartFile | None = Field(default=None, alias="from")
    to: datetime.date | None = None
    adopted: datetime.date | None = None
    draws_on: list[Name] = []
    extends: Name | None = None
    framework: Name | None = None
    organisation: Name | None = None
    origin: Origin | None = None
    sources: dict[Name, SourceFile] = {}
    clauses: dict[Name, ClauseFile] = {}
    parameters: dict[Name, ParameterFile] = {}
    measures: dict[Name, MeasureFile] = {}
    rules: list[RuleFile] = []
    changes: list[ChangeFile] = []
    estates: dict[Name, EstateFile] = {}


class FactFile(Strict):
    """A fact: declared once, with its type, range, labels, question, and how the simulation has it."""

    about: Literal["area", "estate", "vacancy", "applicant"]
    type: Literal["yes_no", "count", "years", "months", "hours", "money", "share", "ratio", "date", "choice"]
    range: list[Plain] | None = Field(default=None, min_length=2, max_length=2)
    choices: dict[str, TextFile] | None = None
    origin: Literal["given", "derived", "decided"]
    stage: Stage | None = None
    label: TextFile
    question: TextFile
    simulation: dict[str, str] | None = None


class FactsFile(Strict):
    """A file of declared facts."""

    facts: dict[Name, FactFile]


class SourcesFile(Strict):
    """The list of public documents that rules files cite by key."""

    sources: dict[Name, SourceFile]


def check_shape(model: type[BaseModel], text: YamlText) -> None:
    """Check that the plain data has the shape of the model.

    Raises:
        WrongInput: with every problem found, each at its line, the nearest field name offered.
    """
    if not isinstance(text.data, dict):
        raise WrongInput(Problem(text.place(()), Message("the file holds no keys."), Message("keys and values")))
    try:
        model.model_validate(text.data)
    except ValidationError as errors:
        raise WrongInput([_problem(model, text, dict(error)) for error in errors.errors()]) from None


def _problem(model: type[BaseModel], text: YamlText, error: Mapping[str, Any]) -> Problem:
    path = tuple(step for step in error["loc"] if _is_step(text, step, error["loc"]))
    place = text.place(path)
    if error["type"] == "extra_forbidden":
        field, fields = str(path[-1]), _fields_at(model, path[:-1])
        accepted = Message("{names}", names=", ".join(fields)) if fields else None
        return Problem(place, Message("{field} is not a field here.", field=field), accepted, nearest(field, fields))
    if error["type"] == "missing":
        return Problem(place, Message("{field} is missing.", field=path[-1]))
    if error["type"] == "literal_error":
        names = [name.strip("'\" ") for name in str(error["ctx"]["expected"]).replace(" or ", ",").split(",")]
        near = nearest(str(error["input"]), names)
        found = Message("{value} is not accepted.", value=_short(error["input"]))
        return Problem(place, found, Message("{names}", names=", ".join(names)), near)
    return Problem(place, Message("{value}: {why}.", value=_short(error["input"]), why=error["msg"]))


def _is_step(text: YamlText, step: object, loc: tuple[object, ...]) -> bool:
    # pydantic puts the name of a union's member into the location; that is no step in the file
    return isinstance(step, int) or not (isinstance(step, str) and step in ("date", "StartFile"))


def _short(value: object) -> str:
    shown = mask_cpr(repr(value) if isinstance(value, str) else str(value))
    return shown if len(shown) <= 60 else shown[:57] + "..."


def _fields_at(model: type[BaseModel], path: tuple[object, ...]) -> list[str]:
    here: Any = model
    for step in path:
        here = _step(here, step)
        if here is None:
            return []
    if not (isinstance(here, type) and issubclass(here, BaseModel)):
        return []
    return [field.alias or name for name, field in here.model_fields.items()]


def _step(here: Any, step: object) -> Any:
    if isinstance(here, type) and issubclass(here, BaseModel):
        for name, field in here.model_fields.items():
            if step in (name, field.alias):
                return _plain_type(field.annotation)
        return None
    origin, arguments = get_origin(here), get_args(here)
    if origin in (dict, list) and arguments:
        return _plain_type(arguments[-1])
    return None


def _plain_type(annotation: Any) -> Any:
    if get_origin(annotation) in (Union, types.UnionType):
        members = [member for member in get_args(annotation) if member is not type(None)]
        models = [member for member in members if isinstance(member, type) and issubclass(member, BaseModel)]
        return models[0] if models else members[0]
    return annotation
