"""What an event tells of a decision: the answer and its reasons by their names, without texts and without personal facts.

The whole record is not kept, but its salted hash: whoever decides again from what is stored can tell that it comes out
the same to the last letter. What an event tells stands there when the facts have been erased, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from kredslob.engine.decision import Decision
from kredslob.engine.ledger.chain import canonical
from kredslob.engine.record import record
from kredslob.rules.frozen import dataclass
from kredslob.rules.library import Library

KEPT: Final = (
    "on", "as_known", "agreement", "status", "illustrative", "standing", "quota", "turn", "channel", "evaluators",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision as the ledger takes it: the whole record, in the one way that it is hashed, and what an event tells."""

    body: str
    told: Mapping[str, Any]


def outcome_of(decision: Decision, library: Library) -> Outcome:
    """Give a decision as the ledger takes it."""
    whole = record(decision, library)
    return Outcome(canonical(whole), _told(whole))


def _told(whole: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **{name: whole[name] for name in KEPT},
        "rules": [[one["rule"], one["decides"], one["value"]] for one in whole["reasons"]],
        "why_not": [[one["channel"], one["rule"], one["state"], one["overridden_by"]] for one in whole["why_not"]],
        "offer": _offer(whole["offer"]),
        "provisional": _offer(whole["provisional"]),
        "needs": [[one["fact"], one["about"]] for one in whole["needs"]],
        "undetermined": [[one["assumed"], one["channel"], _offer(one["offer"])] for one in whole["undetermined"]],
        "assumed": [[one["parameter"], one["value"], one["deciding"], one["taken"]] for one in whole["assumed"]],
        "synthetic": [[one["kind"], one["id"]] for one in whole["synthetic"]],
        "passed_over": _passed_over(whole["passed_over"]),
    }


def _offer(offer: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Give an offer without the date on which somebody was listed."""
    return None if offer is None else {name: value for name, value in offer.items() if name != "listed_since"}


def _passed_over(people: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Give who was passed over, and why by the rules that were not met; many are passed over for the same reasons."""
    reasons: dict[str, int] = {}
    told: list[list[Any]] = []
    for one in people:
        why = canonical([[each["fact"], each["rule"], each["state"]] for each in one["failed"]])
        told.append([one["applicant"], one["rank"], reasons.setdefault(why, len(reasons))])
    return {"why": list(reasons), "who": told}
