"""Derive the facts of applicants: how old they are, and how long something has lasted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Final

from kredslob.engine.calendar import age_on, months_since, whole_months
from kredslob.engine.knowledge import FactValue, Unknown
from kredslob.engine.situation import Derivers, Situation, need

DERIVED: Final[Mapping[str, tuple[str, Callable[[date, date], int]]]] = {
    "age": ("birth_date", age_on),
    "tenancy_months": ("tenant_since", whole_months),
    "months_since_divorce": ("parted_on", months_since),
    "months_since_guarantee": ("guarantee_issued", months_since),
    "months_since_release": ("released_on", months_since),
    "months_since_secure_release": ("secure_released_on", months_since),
    "months_since_termination": ("tenancy_terminated_on", months_since),
}
"""For each derived fact the given date that it is counted from, and how it is counted up to the day."""


def applicant_derivers(day: date) -> Derivers:
    """Give how each derived fact of an applicant is worked out on a day."""
    return {fact: partial(_counted, given, count, day) for fact, (given, count) in DERIVED.items()}


def _counted(given: str, count: Callable[[date, date], int], day: date, situation: Situation) -> FactValue:
    value = situation[given]
    return count(value, day) if isinstance(value, date) else Unknown(needs=(need(given, situation.about),))
