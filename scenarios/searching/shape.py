"""The shape of a file of terms as pydantic models: every key that there is, and which of them must be given.

What the values mean is read in `reading`; the JSON Schema is made from these models.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import Field, WithJsonSchema

from kredslob.rules.schema import Day, Name, Strict, TextFile, Version, Words
from kredslob.scenarios.files.shape import MOST_REPLICATIONS, Call, Plain, Seed
from kredslob.scenarios.searching.question import Want, Where

MOST_CHOICES: Final = 1_000

Number = Annotated[Any, WithJsonSchema({"type": "number"})]  # read in `measures`, with words of its own
Share = Annotated[Any, WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1})]
When = Annotated[Any, WithJsonSchema({"anyOf": [
    {"enum": ["end", "average", "every_year"]}, {"type": "string", "pattern": r"^[0-9]{4}-(0[1-9]|1[0-2])$"},
    {"type": "integer", "minimum": 1900, "maximum": 2200},
]})]  # fmt: skip
Budget = Annotated[Any, WithJsonSchema({"type": ["string", "integer"], "minimum": 1, "minLength": 1})]
OfLevel = Literal["estate", "area", "organisation", "city", "queue", "channel", "wait", "scope"]


class TermFile(Strict):
    """A term that may be otherwise: a value that is set, by a range with a step or by a list; or an amendment, made or not."""

    title: TextFile | None = None
    set: Name | None = None
    range: list[Plain] | None = Field(default=None, min_length=2, max_length=2)
    step: Plain | None = None
    values: list[Plain] | None = Field(default=None, min_length=1, max_length=MOST_CHOICES)
    amendment: Words | None = None
    changes: list[Words] | None = Field(default=None, min_length=1)


class MeasuredFile(Strict):
    """What is measured: an indicator, of which places, and when."""

    title: TextFile | None = None
    indicator: Words
    level: OfLevel | None = None
    place: Words | None = None
    places: list[Words] | None = Field(default=None, min_length=1)
    where: Where | None = None
    when: When


class GoalFile(MeasuredFile):
    """What is to be as little, or as much, as can be."""

    want: Want


class LimitFile(MeasuredFile):
    """What must be kept: a bound on one side, in every place, with a probability."""

    at_most: Number | None = None
    at_least: Number | None = None
    under: Number | None = None
    over: Number | None = None
    probability: Share | None = None
    missing: Annotated[int, Field(ge=0)] = 0
    at_once: bool = False


class SearchFile(Strict):
    """Which terms are looked for: what may be otherwise, what is to be reached, within which limits."""

    schema_: Version = Field(alias="schema")
    id: Call
    title: TextFile
    about: TextFile
    scenario: Words
    agreement: Words | None = None
    from_: Day | None = Field(default=None, alias="from")
    terms: dict[Call, TermFile] = Field(min_length=1, max_length=12)
    goals: dict[Call, GoalFile] = Field(min_length=1, max_length=4)
    limits: dict[Call, LimitFile] = Field(default={})
    replications: Annotated[int, Field(ge=2, le=MOST_REPLICATIONS)] = 40
    confirm: Annotated[int, Field(ge=0, le=MOST_REPLICATIONS)] | None = None
    seed: Seed = "kredslob"
    budget: Budget = "10m"
