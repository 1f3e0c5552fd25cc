"""What the agreement says of counting: which event counts, what a refusal does, whether a home freed within counts again.

Each is a declared parameter, assumed where no document says it. An office that knows better settles it when it begins
its ledger (`ledger init --set`), or its individual agreement does.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from kredslob.engine.ledger.turning import FREE, HELD, OWED, PASSED, USED, Counters, Effect, is_right
from kredslob.engine.ledger.vacancies import Drawn, Kept
from kredslob.engine.office import Office
from kredslob.engine.quota_estates import at_assumed
from kredslob.engine.wheels import OPEN, REFERRAL
from kredslob.rules.frozen import dataclass
from kredslob.rules.messages import Message, Place, Problem, WrongInput
from kredslob.rules.terms import Terms
from kredslob.rules.units import Value

COUNTS: Final = "referral.counts"
ON_REFUSAL: Final = "referral.refused"
FREED_COUNTS: Final = "referral.freed_counts"
PARAMETERS: Final = (COUNTS, ON_REFUSAL, FREED_COUNTS, "wheel.on_change")
NOT_COVERED: Final = ("youth", "elderly")


@dataclass(frozen=True, slots=True)
class Counting:
    """How referral turns are counted in an estate.

    Args:
        event: what advances the referral wheel: notice, vacancy, offer or letting.
        refused: whether a turn refused is `returned` to the municipality or `spent`.
        freed: whether a dwelling freed by an internal move counts.
        keeps_fraction: where a wheel that replaces another begins: at the same part of its round, or from the start.
    """

    event: str
    refused: str
    freed: bool
    keeps_fraction: bool


def counting(terms: Terms) -> Counting:
    """Give how an agreement counts; raise WrongInput if it does not say."""
    missing = [name for name in PARAMETERS if terms.value(name) is None]
    if missing:
        found = Message(
            "{id} does not say how turns are counted: {names}.", id=terms.agreement, names=", ".join(missing)
        )
        raise WrongInput(Problem(Place(terms.agreement), found, Message("a value for each, assumed if not known")))
    return Counting(
        str(terms.value(COUNTS)), str(terms.value(ON_REFUSAL)), terms.value(FREED_COUNTS) is True,
        terms.value("wheel.on_change") == "keep_fraction",
    )  # fmt: skip


def settled_terms(office: Office, day: Any, estate: str, settled: Mapping[str, Value]) -> Terms:
    """Give the terms of an estate on a day, each guess that is open at its assumed value or as the office has settled it."""
    return at_assumed(partial(office.terms_for, day, office.register.estate(estate)), settled)


def is_counted(kept_or_given: Mapping[str, Any], freed_by: str | None, terms: Counting) -> bool:
    """Tell whether the referral wheel counts a vacancy: a family dwelling, freed as the agreement counts it."""
    kind = kept_or_given.get("facts", {}).get("dwelling_kind")
    return kind not in NOT_COVERED and (freed_by is None or terms.freed)


def counts_at_once(given: Mapping[str, Any], terms: Counting) -> bool:
    """Tell whether a vacancy draws its slot of the referral wheel when it is opened, not when it is decided."""
    return terms.event == "notice" or (terms.event == "vacancy" and "available" in given.get("dates", {}))


# --- what happens to slots when a decision does not come to a letting ------------------------------------------------


def given_back(kept: Kept, counters: Counters, terms: Counting) -> tuple[list[Effect], bool, list[str]]:
    """Give what a refusal does to the slots of a vacancy that is to be decided again.

    Returns the effects; whether the municipality has declined the dwelling; the wheels whose slot the vacancy leaves
    behind, so that it draws another when it is decided again.
    """
    effects = _apart_from_referral(kept, counters)
    declined = kept.channel == "referral"
    left: list[str] = []
    for one in (each for each in kept.drawn if each.turn.wheel == REFERRAL):
        if declined and one.status == USED:
            if terms.refused == "returned":
                effects.append(_to(one, FREE if one.own and terms.event == "letting" else OWED))
        elif terms.event == "letting":
            effects += _freed(one, counters)
        elif terms.event == "offer":
            effects += [_to(one, OWED)] if one.status == USED else []
            left.append(REFERRAL)
        elif not declined and one.own and one.status != HELD and _at_hand(one, counters):
            effects.append(_to(one, HELD))
    return effects, declined, left


def withdrawn(kept: Kept, counters: Counters, terms: Counting, became_vacant: bool) -> list[Effect]:
    """Give what becomes of the slots of a vacancy that is not let after all: those that have counted stay counted."""
    effects = _apart_from_referral(kept, counters)
    has_counted = {"notice": True, "vacancy": became_vacant, "offer": kept.offers > 0, "letting": False}[terms.event]
    for one in (each for each in kept.drawn if each.turn.wheel == REFERRAL):
        spent = kept.declined and one.status == USED
        if spent or (has_counted and one.status not in (HELD, USED)):
            continue
        if has_counted or not one.own:
            effects.append(_to(one, OWED if is_right(one.label, OPEN) else PASSED))
        else:
            effects += _freed(one, counters)
    return effects


def _apart_from_referral(kept: Kept, counters: Counters) -> list[Effect]:
    found: list[Effect] = []
    for one in kept.drawn:
        if one.turn.wheel != REFERRAL:
            found += _freed(one, counters)
    return found


def _freed(one: Drawn, counters: Counters) -> list[Effect]:
    """Give a slot back to its wheel, unless its turn has gone to another vacancy by now."""
    if not one.own:
        return [_to(one, OWED)]
    return [_to(one, FREE)] if _at_hand(one, counters) else []


def _at_hand(one: Drawn, counters: Counters) -> bool:
    return one.status != OWED or (one.turn, one.label) in counters[one.turn.wheel].owed


def _to(one: Drawn, status: Any) -> Effect:
    return Effect(one.turn, one.label, one.status, status)  # type: ignore[arg-type]  # as it was told
