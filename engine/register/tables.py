"""The tables of a register: the columns of each, in English and Danish, and how a row of cells becomes a row of ours.

A register is a folder with one CSV or Excel file a table, or one workbook with a sheet a table, by English or Danish
name. Dates after which something holds no more (`valid_to`, `to`) are the first day on which it does not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields
from datetime import date
from typing import Any

from kredslob.engine.register.columns import Column, Columns
from kredslob.engine.register.rows import (
    Area,
    AreaFigures,
    CouncilDecision,
    DwellingType,
    Estate,
    Listing,
    Measurement,
    NationalFigures,
    Organisation,
    Publication,
    Recorded,
)
from kredslob.engine.register.tabular import Row
from kredslob.rules.frozen import dataclass
from kredslob.rules.model import Text

ALWAYS = date.min  # when a row without a recording date was recorded: it was known all along

_RECORDED = (
    Column("origin", "choice", "Oprindelse", choices=(
        ("public", "offentlig", "egen"), ("inferred", "udledt"), ("synthetic", "syntetisk"))),
    Column("source", danish="Kilde"),
    Column("recorded_on", "date", "Registreret"),
    Column("public_fields", "texts", "Offentlige felter"),
)  # fmt: skip
_LIST = Column("list", "choice", "Liste", required=True, choices=(
    ("51b", "§ 51 b", "§ 51b", "51 b"), ("61a", "§ 61 a", "§ 61a", "61 a"), ("61b", "§ 61 b", "§ 61b", "61 b")))  # fmt: skip
_PUBLISHED = Column("published", "date", "Offentliggjort", required=True)
_ALIASES = Column("aliases", "texts", "Andre navne")


def _count(name: str, danish: str, *, required: bool = False, low: int = 0, high: int = 10_000_000) -> Column:
    return Column(name, "whole", danish, required=required, low=low, high=high)


_YEAR = _count("year", "År", required=True, low=1990, high=2100)
_MEASURED = (
    _count("residents", "Beboere", required=True),
    _count("aged_18_64", "Beboere 18-64 år", required=True),
    _count("outside_workforce", "Uden for arbejdsstyrken"),
    Column("outside_rounded", "share", "Andel uden for arbejdsstyrken (afrundet)"),
    _count("employed", "Beskæftigede"),
    _count("unemployed", "Ledige"),
    _count("students", "Under uddannelse uden job"),
    _count("other_outside", "Øvrige uden for arbejdsstyrken"),
    _count("base_vacancies", "Fraflyttede familieboliger i året", required=True),
)
_AREA_COUNTS = (
    _count("residents", "Beboere"),
    _count("aged_18_64", "Beboere 18-64 år"),
    _count("outside_labour_market", "Uden for arbejdsmarkedet"),
    _count("without_link", "Uden tilknytning til arbejde eller uddannelse"),
    _count("non_western", "Ikkevestlig oprindelse"),
    _count("adults", "Beboere fra 18 år"),
    _count("convicted", "Dømte"),
    _count("aged_30_59", "Beboere 30-59 år"),
    _count("only_compulsory_school", "Kun grundskole, 30-59 år"),
    _count("income_ppm_of_region", "Indkomst, milliontedele af regionens"),
)


@dataclass(frozen=True, slots=True)
class TableOf:
    """A table of the register: the class of its rows, its names, its columns, whether every register must have it."""

    kind: type[Recorded]
    name: str
    danish: str
    columns: Columns
    needed: bool

    @property
    def title(self) -> Text:
        """What the table is called."""
        return Text(self.danish, self.name)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the file or sheet."""
        return (self.name, self.danish)


def _table(kind: type[Recorded], name: str, danish: str, *columns: Column, needed: bool = False) -> TableOf:
    return TableOf(kind, name, danish, Columns(name, (*columns, *_RECORDED)), needed)


TABLES: tuple[TableOf, ...] = (
    _table(
        Organisation, "organisations", "boligorganisationer",
        Column("id", danish="Id", required=True),
        Column("name", danish="Navn", required=True),
        _ALIASES,
        Column("first_district", "yes_no", "Med i BL 1. kreds"),
        needed=True,
    ),
    _table(
        Area, "areas", "boligområder",
        Column("id", danish="Id", required=True),
        Column("name", danish="Navn", required=True),
        Column("named", "yes_no", "Navn kendt"),
        _ALIASES,
    ),
    _table(
        Estate, "estates", "afdelinger",
        Column("id", danish="Id", required=True),
        Column("name", danish="Navn", required=True),
        Column("organisation", danish="Boligorganisation", required=True),
        Column("area", danish="Boligområde"),
        Column("agreement", danish="Individuel aftale"),
        _ALIASES,
        needed=True,
    ),
    _table(
        DwellingType, "dwelling_types", "boligtyper",
        Column("estate", danish="Afdeling", required=True),
        Column("kind", "choice", "Boligtype", required=True, choices=(
            ("family", "familiebolig", "familie"), ("youth", "ungdomsbolig", "ungdom"),
            ("elderly", "ældrebolig", "ældre", "aeldrebolig"))),
        _count("rooms", "Rum", required=True, low=1, high=12),
        _count("square_metres", "Kvadratmeter", required=True, low=8, high=400),
        _count("monthly_rent", "Husleje pr. måned", required=True, high=50_000),
        _count("count", "Antal boliger", required=True, low=1, high=10_000),
    ),
    _table(
        Publication, "publications", "offentliggørelser",
        _LIST,
        Column("regime", danish="Lovgrundlag", required=True),
        _PUBLISHED,
        Column("complete", "yes_no", "Alle københavnske områder kendt", required=True),
        Column("valid_to", "date", "Ophører"),
        Column("note", danish="Bemærkning"),
    ),
    _table(
        Listing, "listings", "områder på listerne",
        _LIST,
        _PUBLISHED,
        Column("area", danish="Boligområde", required=True),
        Column("category", "choice", "Kategori", required=True, choices=(
            ("51b",), ("ghetto", "ghettoområde"), ("udsat", "udsat boligområde"), ("parallel", "parallelsamfund"),
            ("omdannelse", "omdannelsesområde"), ("forebyggelse", "forebyggelsesområde"), ("off", "ikke på listen"))),
    ),
    _table(
        Measurement, "measurements", "nøgletalsmålinger",
        Column("estate", danish="Afdeling", required=True), _YEAR, _PUBLISHED, *_MEASURED,
    ),
    _table(
        AreaFigures, "area_figures", "områdetal",
        Column("area", danish="Boligområde", required=True), _YEAR, *_AREA_COUNTS,
    ),
    _table(
        NationalFigures, "national_figures", "landstal",
        _YEAR,
        _count("convicted", "Dømte", required=True),
        _count("adults", "Borgere fra 18 år", required=True, low=1),
    ),
    _table(
        CouncilDecision, "council_decisions", "beslutninger",
        Column("kind", "choice", "Beslutning", required=True, choices=(
            ("combined_letting", "kombineret udlejning"),
            ("combined_letting_extended", "udvidet kombineret udlejning"),
            ("mandatory_flexible", "obligatorisk fleksibel udlejning"),
            ("development_plan", "udviklingsplan"))),
        Column("area", danish="Boligområde"),
        Column("from_", "date", "Gælder fra", required=True),
        Column("to", "date", "Ophører"),
    ),
)  # fmt: skip
TABLE_OF: dict[type[Recorded], TableOf] = {table.kind: table for table in TABLES}

# What organisations report once a year of each estate; the municipality publishes it as a measurement.
KEY_FIGURES = Columns("key_figures", (Column("estate", danish="Afdeling", required=True), _YEAR, *_MEASURED))


def heading(column: Column) -> str:
    """Give the canonical header of a column: its name, without the mark that Python's keywords ask for."""
    return column.name.rstrip("_")


def builder(kind: type[Recorded]) -> Callable[[Row], Recorded]:
    """Give the function that makes a row of a table of its cells; what is not filled in takes the class's default.

    An office's own row is public record; one without a recording date was known when published, else all along.
    """
    optional = {field.name for field in fields(kind) if field.default is not MISSING} | {"origin", "recorded_on"}

    def build(row: Row) -> Recorded:
        values: dict[str, Any] = {
            name: value for name, value in row.items() if value is not None or name not in optional
        }
        values.setdefault("origin", "public")
        values.setdefault("recorded_on", values.get("published", ALWAYS))
        return kind(line=row.line, **values)

    return build
