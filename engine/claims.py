"""The claims that a list of applicants makes on a vacancy.

A claim is there if some applicant has it, not there if none has, and unknown if it hangs on somebody's missing fact.
Without a list of applicants the claims are asked for like any other fact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from kredslob.engine.knowledge import FactValue, Unknown, both
from kredslob.engine.people import Queue
from kredslob.engine.situation import Derivers, Situation
from kredslob.engine.waiting import LIST

CLAIMS: Final[Mapping[str, str]] = {
    "return_guarantee_claim": "claims_return_guarantee",
    "own_estate_claim": "claims_own_estate",
    "divorce_claim": "claims_divorce",
    "organisation_claim": "claims_organisation",
}
REHOUSING: Final = "rehousing_claim"
REHOUSING_LIST: Final = "rehousing"


def claim_derivers(people: Callable[[], Queue] | None) -> Derivers:
    """Give how the claims on a vacancy are worked out from the applicants; nothing when no list was given."""
    if people is None:
        return {}
    found: dict[str, Callable[[Situation], FactValue]] = {
        claim: partial(_claimed, claims, people) for claim, claims in CLAIMS.items()
    }
    found[REHOUSING] = partial(_rehousing, people)
    return found


def read_claims(person: Situation, vacancy: Situation) -> None:
    """See to it that of somebody each claim is decided that the vacancy's own facts were worked out from."""
    for claim, claims in CLAIMS.items():
        if claim in vacancy:
            person[claims]


def _claimed(claims: str, people: Callable[[], Queue], _: Situation) -> FactValue:
    queue, every = people(), tuple(CLAIMS.values())  # all claims are looked at together: a list may be long
    unknown: set[int] = set()
    for place in queue.different(every):
        value = queue[place][claims]
        if value is True:
            return True
        if isinstance(value, Unknown):
            unknown.add(place)
    if not unknown:
        return False
    own = (queue[place][claims] for place, alike in enumerate(queue.first_alike(every)) if alike in unknown)
    return both(one for one in own if isinstance(one, Unknown))


def _rehousing(people: Callable[[], Queue], _: Situation) -> FactValue:
    queue = people()
    lists = queue.known(LIST)
    if REHOUSING_LIST in lists:
        return True
    unknown = [
        value for place, name in enumerate(lists) if name is None and isinstance(value := queue[place][LIST], Unknown)
    ]
    return both(unknown) if unknown else False
