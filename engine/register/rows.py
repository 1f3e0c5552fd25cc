"""The rows of the register, one frozen class for each table.

Every row says where it comes from (`origin`, `source`) and when it was recorded; a row recorded later with the same
key corrects the earlier one.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from typing import ClassVar, Literal

from kredslob.rules.frozen import dataclass

Origin = Literal["public", "inferred", "synthetic"]
DwellingKind = Literal["family", "youth", "elderly"]
DecisionKind = Literal["combined_letting", "combined_letting_extended", "mandatory_flexible", "development_plan"]
OFF_LIST = "off"  # the category of a listing that says: known not to be on this list


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What every row carries: origin, public source, day recorded, which columns of a synthetic row are public."""

    KEY: ClassVar[tuple[str, ...]] = ()
    origin: Origin
    source: str = ""
    recorded_on: date
    public_fields: tuple[str, ...] = ()
    line: int | None = field(default=None, compare=False)

    @property
    def key(self) -> tuple[object, ...]:
        """What the row is about: of the rows with one key, the last recorded counts."""
        return tuple(getattr(self, name) for name in self.KEY)


@dataclass(frozen=True, slots=True)
class Organisation(Recorded):
    """A housing organisation; `first_district`: party to the framework agreement through BL's 1. kreds."""

    KEY: ClassVar = ("id",)
    id: str
    name: str
    aliases: tuple[str, ...] = ()
    first_district: bool | None = None


@dataclass(frozen=True, slots=True)
class Area(Recorded):
    """A residential area that the state's lists may name; `named` is false for one whose name is not known."""

    KEY: ClassVar = ("id",)
    id: str
    name: str
    named: bool = True
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Estate(Recorded):
    """An estate (afdeling) of an organisation, in an area or none, under an individual agreement or none."""

    KEY: ClassVar = ("id",)
    id: str
    name: str
    organisation: str
    area: str | None = None
    agreement: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DwellingType(Recorded):
    """A number of like dwellings in an estate; monthly rent in DKK, `count` dwellings."""

    KEY: ClassVar = ("estate", "kind", "rooms", "square_metres")
    estate: str
    kind: DwellingKind
    rooms: int
    square_metres: int
    monthly_rent: int
    count: int


@dataclass(frozen=True, slots=True)
class Publication(Recorded):
    """A list as published on a day, in force until the next of its name or `valid_to` (the first day it is not).

    `complete` tells whether every Copenhagen row of it is known.
    """

    KEY: ClassVar = ("list", "published")
    list: str
    regime: str
    published: date
    complete: bool
    valid_to: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Listing(Recorded):
    """An area on a published list, with its category there; category `off`: known not to be on it."""

    KEY: ClassVar = ("list", "published", "area")
    list: str
    published: date
    area: str
    category: str


@dataclass(frozen=True, slots=True)
class Measurement(Recorded):
    """An estate's yearly key figures: counts of residents, and of family dwellings that fell vacant in the year.

    `outside_rounded` (lowest, highest, parts per million) stands where the source gives only a rounded share.
    Employed, unemployed, students without a job and others outside make up those aged 18-64, where known.
    """

    KEY: ClassVar = ("estate", "year")
    estate: str
    year: int
    published: date
    residents: int
    aged_18_64: int
    outside_workforce: int | None
    base_vacancies: int
    outside_rounded: tuple[int, int] | None = None
    employed: int | None = None
    unemployed: int | None = None
    students: int | None = None
    other_outside: int | None = None


@dataclass(frozen=True, slots=True)
class AreaFigures(Recorded):
    """An area's figures for one year by the state's measures: counts, and income in parts per million of the region's.

    `outside_labour_market` is of those aged 18-64 (§ 51 b), `without_link` likewise to work or education (§ 61 a).
    """

    KEY: ClassVar = ("area", "year")
    area: str
    year: int
    residents: int | None
    aged_18_64: int | None
    outside_labour_market: int | None
    without_link: int | None
    non_western: int | None
    adults: int | None
    convicted: int | None
    aged_30_59: int | None
    only_compulsory_school: int | None
    income_ppm_of_region: int | None


@dataclass(frozen=True, slots=True)
class NationalFigures(Recorded):
    """The country's figures for one year: convicted adults and adults."""

    KEY: ClassVar = ("year",)
    year: int
    convicted: int
    adults: int


@dataclass(frozen=True, slots=True)
class CouncilDecision(Recorded):
    """A city council decision for an area (none: all listed), from a day; `to` is the first day it no longer holds."""

    KEY: ClassVar = ("kind", "area", "from_")
    kind: DecisionKind
    area: str | None
    from_: date
    to: date | None = None
