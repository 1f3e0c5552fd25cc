"""What a file of cases may say, in English and Danish: the names of its groups, as columns of the register have names.

The situation of a case takes what `kredslob decide` takes of a vacancy, and its estate rows of the register's tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from kredslob.engine.input_columns import Facts, applicant_columns, vacancy_columns
from kredslob.engine.outcome import STANDING
from kredslob.engine.register.columns import Column, Columns
from kredslob.engine.register.rows import AreaFigures, CouncilDecision, Listing, Measurement, NationalFigures, Recorded
from kredslob.engine.register.tables import TABLE_OF
from kredslob.engine.vacancy import WHEEL_NAMES

CASES: Final = "cases"
FILE: Final = Columns("file", (
    Column("schema", "whole", required=True, low=1, high=1),
    Column("document", danish="dokument"),
    Column("thought_in_force", danish="tænkt gældende"),
    Column("title", danish="titel"),
    Column("source", danish="kilde"),
    Column("common", danish="fælles"),
    Column(CASES, danish="prøvesager", aliases=("sager",)),
))  # fmt: skip
FILE_APART: Final = ("title", "source", "common", CASES)

CASE: Final = Columns("case", (
    Column("id", danish="nr"),
    Column("name", danish="navn"),
    Column("shows", danish="viser"),
    Column("clause", danish="bestemmelse", aliases=("clauses", "bestemmelser")),
    Column("source", danish="kilde", aliases=("sources", "kilder")),
    Column("situation"),
    Column("expected", danish="forventet"),
))  # fmt: skip
CASE_APART: Final = ("name", "shows", "clause", "source", "situation", "expected")

SITUATION_APART: Final = ("estate", "applicants", "applicant", "set", "open")
ESTATE: Final = Columns("estate", (
    Column("name", danish="navn"),
    Column("in_area", "yes_no", "i boligområde"),
    Column("party", "yes_no", "med i BL 1. kreds"),
    Column("measurements", danish="målinger"),
    Column("lists", danish="lister"),
    Column("decisions", danish="beslutninger"),
    Column("area_figures", danish="områdetal"),
    Column("national_figures", danish="landstal"),
    Column("wheels", danish="hjul"),
    Column("parameters", danish="parametre"),
    Column("facts", danish="oplysninger"),
    Column("organisation", danish="boligorganisation"),
    Column("agreement", danish="individuel aftale"),
    Column("others", danish="andre afdelinger"),
))  # fmt: skip
ESTATE_APART: Final = (
    "measurements", "lists", "decisions", "area_figures", "national_figures", "wheels", "parameters", "facts", "others"
)  # fmt: skip
OTHER: Final = Columns("others", (
    Column("name", danish="navn"),
    Column("organisation", danish="boligorganisation"),
    Column("agreement", danish="individuel aftale"),
    Column("measurements", danish="målinger"),
    Column("parameters", danish="parametre"),
))  # fmt: skip
OTHER_APART: Final = ("measurements", "parameters")
WHEEL: Final = Columns("wheel", (
    Column("from", "date", "fra"),
    Column("version", danish="udgave"),
    Column("turns", "whole", "ture", low=0),
    Column("flexible", "whole", "fleksible", low=0),
    Column("of", "whole", "af", low=1),
    Column("slots", danish="pladser"),
))  # fmt: skip
WHEEL_WORDS: Final[Mapping[str, str]] = {
    "referral": "referral", "anvisning": "referral", "external": "external", "ekstern": "external"
}  # fmt: skip

STATUSES: Final = (
    ("decided", "afgjort"), ("needs", "mangler en oplysning", "mangler"), ("undetermined", "uafgjort"),
    ("refused", "intet svar"),
)  # fmt: skip
NOBODY_BY_NAME: Final[Mapping[str, str]] = {
    "municipality": "municipality", "kommunen": "municipality", "nobody": "nobody", "ingen": "nobody", "lot": "lot",
    "lodtrækning": "lot",
}  # fmt: skip
"""How a dwelling goes if it is offered to nobody by a pseudonym."""

EXPECTED_APART: Final = (
    "group",
    "standing",
    "because",
    "because_not",
    "passed_over",
    "needs",
    "readings",
    "shares",
    "wheels_after",
    "extra_turns",
    "account_rests_on",
)
READING_APART: Final = ("set", "needs")


def rows_of(kind: type[Recorded], *without: str) -> Columns:
    """Give the columns of a register table that a case fills in; none is required, since a case says what it turns on."""
    own = TABLE_OF[kind].columns
    left = {*without, "origin", "source", "recorded_on", "public_fields"}
    return Columns(own.table, tuple(_heading(one) for one in own.columns if one.name not in left))


def _heading(column: Column) -> Column:
    return replace(
        column, required=False, aliases=(*column.aliases, *([column.name[:-1]] if column.name[-1] == "_" else ()))
    )


MEASUREMENT: Final = rows_of(Measurement, "estate")
_UNTIL: Final = Column("to_year", "whole", "til år", low=1990, high=2100)
AREA_FIGURES: Final = Columns("area_figures", (*rows_of(AreaFigures, "area").columns, _UNTIL))
NATIONAL_FIGURES: Final = Columns("national_figures", (*rows_of(NationalFigures).columns, _UNTIL))
DECISION: Final = rows_of(CouncilDecision, "area")
LISTED: Final = Columns("lists", (*rows_of(Listing, "area").columns, Column("complete", "yes_no", "fuldstændig"),
                                  Column("valid_to", "date", "Ophører")))  # fmt: skip


def situation_columns(facts: Facts) -> Columns:
    """Give what may be said of a case's situation: of the vacancy, its applicants, and what is taken for guesses."""
    own = tuple(replace(one, required=False) for one in vacancy_columns(facts).columns if one.name != "id")
    own = tuple(replace(one, danish="ansøgere") if one.name == "applicants" else one for one in own)
    return Columns("situation", (
        *own,
        Column("applicant", danish="ansøger"),
        Column("assume", "yes_no", "antag"),
        Column("set", danish="sæt"),
        Column("open", danish="åbne"),
    ))  # fmt: skip


def applicant_words(facts: Facts) -> Columns:
    """Give what may be said of an applicant of a case."""
    return Columns("applicant", tuple(replace(one, required=False) for one in applicant_columns(facts).columns))


def expected_columns(facts: Facts, readings: bool = True) -> Columns:
    """Give what a case may expect; `readings` of each outcome under the guesses expect less."""
    answer = (
        Column("channel", "choice", "udlejningstype", choices=_choices(facts, "channel")),
        Column("offer", danish="tilbud"),
        Column("needs", danish="mangler"),
    )
    if not readings:
        return Columns("reading", (Column("set", danish="sæt"), *answer))
    return Columns("expected", (
        Column("status", "choice", "svar", choices=STATUSES),
        *answer,
        Column("group", danish="gruppe", aliases=("groups", "grupper")),
        Column("standing", danish="afdelingens status"),
        Column("because", danish="fordi"),
        Column("because_not", danish="ikke fordi"),
        Column("passed_over", danish="sprunget over"),
        Column("readings", danish="læsninger"),
        Column("shares", danish="andele"),
        Column("wheels_after", danish="hjulene derefter"),
        Column("extra_turns", danish="ekstra ture"),
        Column("account_rests_on", danish="regnskabet afhænger af"),
    ))  # fmt: skip


def standing_columns(facts: Facts) -> Columns:
    """Give the standing that a case may expect: facts of an estate that rules decide or that are read off the lists."""
    decided = [name for name, one in facts.items() if one.about == "estate" and one.origin == "decided"]
    return Columns("standing", (
        *(Column(name, "yes_no" if facts[name].type == "yes_no" else "choice", facts[name].label.da, (facts[name].label.en,),
                 choices=_choices(facts, name))
          for name in dict.fromkeys((*STANDING, *decided)) if name in facts and facts[name].type in ("yes_no", "choice")),
        Column("receiving", "yes_no", "modtagende"),
    ))  # fmt: skip


def wheels_after_columns() -> Columns:
    """Give the wheels whose place after the decision a case may expect, in the notation `[VERSION:]SLOT[+PENDING]`."""
    danish = {"referral": "anvisning", "transfer": "oprykning", "external": "ekstern", "split": "fordeling"}
    return Columns("wheels", tuple(Column(name, danish=danish[name]) for name in WHEEL_NAMES))


def _choices(facts: Facts, name: str) -> tuple[tuple[str, ...], ...]:
    return tuple((value, label.da, label.en) for value, label in facts[name].choices.items())
