"""Derive the facts of applicants, and the claims that a list of them makes on a vacancy.

A claim is there if some applicant has it, not there if none has, and unknown if it hangs on somebody's missing fact.
Without a list of applicants the claims are asked for like any other fact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from kredslob.engine.calendar import age_on, months_since, whole_months
from kredslob.engine.knowledge import FactValue, Unknown, both
from kredslob.engine.situation import Derivers, Situation, need
from kredslob.engine.vacancy import Applicant
from kredslob.rules.model import FactDeclaration
from kredslob.rules.terms import Terms

CLAIMS: Mapping[str, str] = {
    "return_guarantee_claim": "claims_return_guarantee",
    "own_estate_claim": "claims_own_estate",
    "divorce_claim": "claims_divorce",
    "organisation_claim": "claims_organisation",
}
REHOUSING_LIST = "rehousing"

_SINCE: Mapping[str, str] = {
    "months_since_divorce": "parted_on",
    "months_since_guarantee": "guarantee_issued",
    "months_since_release": "released_on",
    "months_since_secure_release": "secure_released_on",
    "months_since_termination": "tenancy_terminated_on",
}


def applicant_derivers(day: date) -> Derivers:
    """Give how each derived fact of an applicant is worked out on a day."""
    found: dict[str, Callable[[Situation], FactValue]] = {
        derived: partial(_since, given, day) for derived, given in _SINCE.items()
    }
    found["age"] = partial(_whole, "birth_date", partial(age_on, day=day))
    found["tenancy_months"] = partial(_whole, "tenant_since", partial(whole_months, day=day))
    return found


def _since(given: str, day: date, situation: Situation) -> FactValue:
    value = situation[given]
    return months_since(value, day) if isinstance(value, date) else Unknown(needs=(need(given, situation.about),))


def _whole(given: str, count: Callable[[date], int], situation: Situation) -> FactValue:
    value = situation[given]
    return count(value) if isinstance(value, date) else Unknown(needs=(need(given, situation.about),))


def applicant_situations(
    applicants: Sequence[Applicant],
    terms: Terms,
    declarations: Mapping[str, FactDeclaration],
    around: Situation,
    day: date,
) -> tuple[Situation, ...]:
    """Give each applicant's situation within the vacancy's, in the order given."""
    derivers = applicant_derivers(day)
    return tuple(Situation(one.facts, terms, declarations, derivers, one.id, around) for one in applicants)


def claim_derivers(situations: Callable[[], Sequence[Situation]] | None) -> Derivers:
    """Give how the claims on a vacancy are worked out from the applicants' situations; nothing when no list was given."""
    if situations is None:
        return {}
    found: dict[str, Callable[[Situation], FactValue]] = {
        claim: partial(_claimed, claims, situations) for claim, claims in CLAIMS.items()
    }
    found["rehousing_claim"] = partial(_rehousing, situations)
    return found


def _claimed(claims: str, situations: Callable[[], Sequence[Situation]], _: Situation) -> FactValue:
    unknown: list[Unknown] = []
    for one in situations():
        value = one[claims]
        if value is True:
            return True
        if isinstance(value, Unknown):
            unknown.append(value)
    return both(unknown) if unknown else False


def _rehousing(situations: Callable[[], Sequence[Situation]], _: Situation) -> FactValue:
    values = [one["list"] for one in situations()]
    if REHOUSING_LIST in values:
        return True
    unknown = [value for value in values if isinstance(value, Unknown)]
    return both(unknown) if unknown else False
