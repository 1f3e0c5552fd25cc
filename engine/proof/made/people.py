"""Make the applicants of an example: what is counted from a date is given by the date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from kredslob.engine.applicants import DERIVED
from kredslob.engine.calendar import add_months
from kredslob.engine.input_columns import supplied
from kredslob.engine.proof.made.figures import NotToBeHad
from kredslob.engine.proof.situations import Example
from kredslob.engine.proof.symbols import Key
from kredslob.engine.vacancy import Applicant
from kredslob.rules.model import FactDeclaration
from kredslob.rules.units import Value

_FIRST: Final = date(2005, 1, 1)  # on the list since, the first of them; each next a day later


def applicants(example: Example, declarations: Mapping[str, FactDeclaration], day: date) -> Iterator[Applicant]:
    """Give the applicants of an example, in the order of their seniority.

    Raises:
        NotToBeHad: no date gives what is wanted.
    """
    names = sorted({key.about for key in example.facts if key.about is not None})
    for place, name in enumerate(names):
        own = {key.fact: value for key, value in example.facts.items() if key.about == name}
        told = {key.fact for key in example.told if isinstance(key, Key) and key.about == name}
        row: dict[str, Value] = {"listed_since": _FIRST + timedelta(days=place), "list_number": place + 1}
        given = {fact: value for fact, value in own.items() if supplied(declarations[fact])}
        dates = {
            source: _dated(fact, own[fact], day)
            for fact, (source, _) in DERIVED.items()
            if fact in own and source not in own and (fact in told or fact == "age")
        }
        yield Applicant(name, {**row, **given, **dates})


def _dated(fact: str, value: Value, day: date) -> date:
    """Give a date from which a fact is counted to a value."""
    months = (value if isinstance(value, int) else 0) * (12 if fact == "age" else 1)
    _, count = DERIVED[fact]
    near = add_months(day, -months)
    for away in (0, 1, 2, 3):  # where the month before has fewer days
        if count(near + timedelta(days=away), day) == value:
            return near + timedelta(days=away)
    raise NotToBeHad
