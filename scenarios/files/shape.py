"""The shape of a scenario file as pydantic models: every key that there is, and which of them must be given.

What the values mean (which agreement, which guesses) is read in `reading`. The JSON Schema of a scenario file is made from
these models, so that an editor completes and checks a file as it is typed.
"""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import Discriminator, Field, Tag, WithJsonSchema

from kredslob.rules.model import Basis
from kredslob.rules.schema import Name, Strict, TextFile, Version, Words
from kredslob.scenarios.files.scenario import AfterEnd, Where

MOST_MONTHS: Final = 600
MOST_REPLICATIONS: Final = 1_000_000
MONTH: Final = r"^[0-9]{4}-(0[1-9]|1[0-2])$"

Month = Annotated[
    Any, WithJsonSchema({"type": "string", "pattern": MONTH})
]  # read in `settling`, with words of its own
Seed = Annotated[Any, WithJsonSchema({"type": ["string", "integer"], "minimum": 0, "minLength": 1})]
OfYear = Annotated[int, Field(ge=1, le=12)]
Call = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.\-]*$", max_length=40)]
Pace = Annotated[Any, WithJsonSchema({"type": "number", "minimum": 0, "maximum": 10})]
Plain = Annotated[
    Any, WithJsonSchema({"type": ["string", "number", "boolean", "array", "object", "null"], "items": {}})
]


class AfterEndFile(Strict):
    """What happens in months after the agreement's last day: they are left out, it goes on, or the next takes over."""

    value: AfterEnd
    basis: Basis
    source: Name | None = None
    note: TextFile | None = None
    question: TextFile | None = None


class GivenFile(Strict):
    """A value of behaviour that the scenario sets otherwise, where it comes from and how sure it is."""

    value: Plain
    basis: Basis
    source: Name | None = None
    note: TextFile | None = None


class BehaviourFile(Strict):
    """How people behave: by which shipped set or file, and which of its values are set otherwise."""

    from_: Words | None = Field(default=None, alias="from")
    values: dict[str, GivenFile] = Field(default={})


class LineFile(Strict):
    """What the hazards of losing or of finding work are multiplied by, month by month; later months are as usual."""

    value: list[Pace] = Field(min_length=1, max_length=MOST_MONTHS)
    basis: Basis
    source: Name | None = None
    note: TextFile | None = None


class LinesFile(Strict):
    """The lines of a business cycle."""

    losing_work: LineFile | None = None
    finding_work: LineFile | None = None


class MacroFile(Strict):
    """The business cycle: a shipped path by name, a file, or lines of its own; and the month in which it begins."""

    path: Words | None = None
    lines: LinesFile | None = None
    from_: Month = Field(default=None, alias="from")
    after_months: Annotated[int, Field(ge=0, le=MOST_MONTHS)] | None = None


class CycleFile(Strict):
    """A file of a business cycle: its lines, and the month in which it begins unless a scenario says another."""

    schema_: Version = Field(alias="schema")
    id: Call
    title: TextFile
    note: TextFile | None = None
    from_: Month = Field(default=None, alias="from")
    after_months: Annotated[int, Field(ge=0, le=MOST_MONTHS)] | None = None
    lines: LinesFile


Macro = Annotated[
    Annotated[Words, Tag("text")] | Annotated[MacroFile, Tag("table")],
    Discriminator(lambda raw: "table" if isinstance(raw, dict) else "text"),
]


class Differing(Strict):
    """What a variant may set for itself: beside these, variants share everything."""

    agreement: Words | None = None
    amendments: list[Words] | None = None
    after_end: AfterEndFile | None = None
    behaviour: BehaviourFile | None = None
    macro: Macro | None = None
    assumed: dict[str, Plain] | None = None


class VariantFile(Differing):
    """One variant: what it is called, and what it sets otherwise than the scenario."""

    title: TextFile


class ContrastFile(Strict):
    """Two variants held against each other; the effect is what the first shows less what the second shows."""

    title: TextFile
    variant: Call
    against: Call
    where: Where


class ScenarioFile(Differing):
    """What is to be simulated: of which city, under which agreement, over which months, in which variants."""

    schema_: Version = Field(alias="schema")
    id: Call
    title: TextFile
    about: TextFile
    register_: Words = Field(default="shipped", alias="register")
    agreement: Words
    from_: Month = Field(alias="from")
    months: Annotated[int, Field(ge=1, le=MOST_MONTHS)] | None = None
    years: Annotated[int, Field(ge=1, le=MOST_MONTHS // 12)] | None = None
    replications: Annotated[int, Field(ge=1, le=MOST_REPLICATIONS)]
    seed: Seed
    measured: OfYear = 10
    published: OfYear = 11
    variants: dict[Call, VariantFile] = Field(min_length=1)
    contrasts: dict[Call, ContrastFile] = Field(default={})


SHIPPED_REGISTER: Final = "shipped"
