"""Find what no list can hold on the day of a decision: people yet to be born, listed later, or moved in before anybody lived.

What is counted from a date, such as an age, has a declared range. A date from which it would come out beyond that range is
a slip of the pen, and whoever it stands for would be ranked by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from kredslob.engine.applicants import DERIVED
from kredslob.engine.vacancy import Applicant, ApplicantList, Vacancy
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.model import FactDeclaration
from kredslob.rules.units import Value

_SINCE: Final = "listed_since"


def refuse_impossible(applicants: Sequence[Applicant], vacancy: Vacancy, facts: Mapping[str, FactDeclaration]) -> None:
    """See to it that every date of the applicants can be one on the last day of the vacancy that is known.

    Args:
        applicants: all of them.
        vacancy: with the day to decide by, and dates of its own that may lie after it.
        facts: the declarations.

    Raises:
        WrongInput: with every date that cannot be.
    """
    last = max([*([vacancy.on] if vacancy.on else []), *vacancy.dates.values()], default=date.max)
    problems = list(_later(applicants, _SINCE, last))
    for derived, (given, count) in DERIVED.items():
        problems += _later(applicants, given, last)
        highest = facts[derived].range
        earliest = min(filter(None, _column(applicants, given)), default=None)  # type: ignore[type-var]  # dates alone
        if highest is not None and isinstance(earliest, date) and count(earliest, last) > highest[1]:  # type: ignore[operator]  # of one type
            values = [one for one in _column(applicants, given) if isinstance(one, date)]
            problems += _long_past(applicants, given, [one for one in values if count(one, last) > highest[1]])  # type: ignore[operator]  # likewise
    if problems:
        raise WrongInput(problems)


def _later(applicants: Sequence[Applicant], fact: str, last: date) -> Iterator[Problem]:
    column = _column(applicants, fact)
    latest = max(filter(None, column), default=None)  # type: ignore[type-var]  # dates alone
    for at, value in enumerate(column if isinstance(latest, date) and latest > last else ()):
        if isinstance(value, date) and value > last:
            found = Message("{date} is after {day}, when the dwelling is let.", date=value, day=last)
            yield Problem(_place(applicants, at, fact), found, Message("a date that has come by then"))


def _long_past(applicants: Sequence[Applicant], fact: str, values: Sequence[date]) -> Iterator[Problem]:
    strange = set(values)
    for at, value in enumerate(_column(applicants, fact)):
        if value in strange:
            found = Message("{date} is too long ago.", date=value)
            yield Problem(_place(applicants, at, fact), found, Message("a date within a lifetime"))


def _column(applicants: Sequence[Applicant], fact: str) -> Sequence[Value | None]:
    if isinstance(applicants, ApplicantList):
        return applicants.columns.get(fact, ())
    return [one.facts.get(fact) for one in applicants]


def _place(applicants: Sequence[Applicant], at: int, fact: str) -> Place:
    placed = applicants.placed if isinstance(applicants, ApplicantList) else None
    return placed(at, fact) if placed else Place(field=fact)
