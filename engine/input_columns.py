"""What a person may say of a vacancy and of an applicant: the declared facts as columns, by every word for them.

A column goes by the fact's name, its label in both languages and the short Danish words that people put at its head.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal, cast

from kredslob.engine.register.columns import Column, Columns, Kind
from kredslob.engine.vacancy import DATE_NAMES, WHEEL_NAMES
from kredslob.rules.model import FactDeclaration, Text
from kredslob.rules.units import MINUTES

Facts = Mapping[str, FactDeclaration]

_KINDS: Final[dict[str, Kind]] = {"yes_no": "yes_no", "date": "date", "choice": "choice", "hours": "number"}
_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "id": ("nr", "nummer"),
    "pseudonym": ("pseudonym", "nr", "nummer"),
    "estate": ("afdeling",),
    "on": ("dato", "pr. dato"),
    "notice": ("opsigelse", "opsagt"),
    "available": ("ledig", "ledig fra"),
    "decision": ("afgørelse", "afgjort"),
    "letting": ("udlejning", "udlejet"),
    "referral_turn": ("anvisningstur",),
    "transfer_turn": ("oprykningstur",),
    "external_turn": ("ekstern tur", "udlejningstur"),
    "split_turn": ("fordelingstur",),
    "applicants": ("ansøgere", "ansøgerliste"),
    "rooms": ("rum", "værelser"),
    "square_metres": ("m2", "kvm", "areal"),
    "monthly_rent": ("husleje", "leje", "rent"),
    "rehousing_claim": ("genhusning",),
    "return_guarantee_claim": ("boliggaranti",),
    "own_estate_claim": ("oprykning i afdelingen",),
    "divorce_claim": ("skilsmissefortrin",),
    "organisation_claim": ("oprykning i organisationen",),
    "listed_since": ("opnoteret", "anciennitet"),
    "list_number": ("ventelistenr",),
    "birth_date": ("født",),
    "job": ("arbejde",),
    "weekly_hours": ("timer",),
    "in_education": ("uddannelse",),
    "studies_locally": ("studerer i byen",),
    "resident_in_city": ("bor i kommunen",),
    "leaving_parental_home": ("flytter hjemmefra",),
    "seeks_age_suited_home": ("aldersegnet",),
    "children": ("børn",),
    "parting": ("skilsmisse",),
    "parted_on": ("skilt",),
    "shared_address_months": ("fælles bopæl",),
    "tenant_of": ("lejer",),
    "citizenship": ("statsborgerskab",),
}
_CHOICES: Final[dict[str, dict[str, str]]] = {
    "dwelling_kind": {"family": "familie", "youth": "ungdom", "elderly": "ældre"},
    "list": {"external": "ekstern", "estate": "afdeling", "municipal": "kommune"},
    "job": {"none": "nej", "permanent": "fast", "temporary": "tidsbegrænset", "apprenticeship": "elev"},
    "parting": {"none": "nej"},
    "tenant_of": {"none": "nej", "estate": "afdeling"},
}


def supplied(fact: FactDeclaration) -> bool:
    """Tell whether a person may state this fact: what is given, and what is derived about a vacancy.

    A claim is stated where no list of applicants gives it, and whose turn it is where no wheel has been agreed.
    """
    if fact.about == "vacancy":
        return fact.origin in ("given", "derived")
    return fact.about == "applicant" and fact.origin == "given"


def turn_field(wheel: str) -> str:
    """Give the field in which it is said where a wheel stands."""
    return f"{wheel}_turn"


def vacancy_columns(facts: Facts) -> Columns:
    """Give what may be said of a vacancy: its dates, its facts, the turns of its estate, the file of its applicants."""
    return Columns(
        "vacancies",
        (
            _column("id"),
            _column("estate", required=True),
            *(_column(name, "date") for name in ("on", *DATE_NAMES)),
            *_of(facts, "vacancy"),
            *(_column(turn_field(wheel)) for wheel in WHEEL_NAMES),
            _column("applicants"),
        ),
    )


def applicant_columns(facts: Facts) -> Columns:
    """Give what may be said of an applicant: a pseudonym and the household's facts."""
    pseudonym, *others = _WORDS["pseudonym"]
    named = Column("id", danish=pseudonym.capitalize(), aliases=tuple(others), required=True)
    return Columns("applicants", (named, *_of(facts, "applicant")))


def lists_asked_for(facts: Facts) -> tuple[tuple[Text, Columns], ...]:
    """Give the lists that an office fills in to have vacancies decided, by name."""
    return (
        (Text("ledige boliger", "vacancies"), vacancy_columns(facts)),
        (Text("ansøgere", "applicants"), applicant_columns(facts)),
    )


def _column(name: str, kind: Kind = "text", *, required: bool = False) -> Column:
    """Give a column that is no declared fact; the first word for it is the head that people are shown."""
    first, *others = _WORDS[name]
    return Column(name, kind, first.capitalize(), tuple(others), required=required)


def _of(facts: Facts, about: Literal["vacancy", "applicant"]) -> Iterable[Column]:
    return (fact_column(fact) for fact in facts.values() if fact.about == about and supplied(fact))


def fact_column(fact: FactDeclaration) -> Column:
    """Give the column of a fact, with its range in the unit that people write: whole hours, not minutes."""
    low, high = cast("tuple[int, int]", fact.range) if fact.range else (None, None)
    if fact.type == "hours" and low is not None and high is not None:
        low, high = low // MINUTES, high // MINUTES
    short = _CHOICES.get(fact.name, {})
    choices = tuple(
        tuple(dict.fromkeys(word for word in (value, label.da, label.en, short.get(value)) if word))
        for value, label in fact.choices.items()
    )
    aliases = (fact.label.en, *_WORDS.get(fact.name, ()))
    return Column(
        fact.name, _KINDS.get(fact.type, "whole"), fact.label.da, aliases, low=low, high=high, choices=choices
    )
