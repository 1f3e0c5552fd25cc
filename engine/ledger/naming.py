"""Call applicants by other names in a decision: references for the ledger, the office's own words for the office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kredslob.engine.decision import Alternative, Decision, Failed, Flip, Need, Offer, PassedOver, ReadFact
from kredslob.engine.knowledge import Between, FactValue, Unknown
from kredslob.engine.on_demand import OnDemand

Names = Mapping[str, str]


def renamed(decision: Decision, names: Names) -> Decision:
    """Give a decision in which applicants go by other names; who has none keeps their own."""
    people = decision.passed_over
    return replace(
        decision,
        offer=_offer(decision.offer, names),
        provisional=_offer(decision.provisional, names),
        passed_over=OnDemand(len(people), lambda place: _passed(people[place], names)),
        needs=tuple(_need(one, names) for one in decision.needs),
        would_change=tuple(_flip(one, names) for one in decision.would_change),
        undetermined=tuple(_alternative(one, names) for one in decision.undetermined),
        standing={name: _value(value, names) for name, value in decision.standing.items()},
        varies=tuple(replace(one, value=_value(one.value, names)) for one in decision.varies),
        derived={_key(name, names): _value(value, names) for name, value in decision.derived.items()},
    )


def _offer(offer: Offer | None, names: Names) -> Offer | None:
    if offer is None or offer.applicant is None:
        return offer
    return replace(offer, applicant=names.get(offer.applicant, offer.applicant))


def _passed(one: PassedOver, names: Names) -> PassedOver:
    failed = tuple(_failed(each, names) for each in one.failed)
    return one._replace(applicant=names.get(one.applicant, one.applicant), failed=failed)


def _failed(one: Failed, names: Names) -> Failed:
    return one._replace(comparisons=tuple(_read(each, names) for each in one.comparisons))


def _read(one: ReadFact, names: Names) -> ReadFact:
    return one._replace(value=_value(one.value, names))


def _need(one: Need, names: Names) -> Need:
    return replace(one, about=names.get(one.about, one.about))


def _flip(one: Flip, names: Names) -> Flip:
    changes = tuple(replace(each, about=names.get(each.about, each.about)) for each in one.changes)
    return replace(one, changes=changes, offer=_offer(one.offer, names))


def _alternative(one: Alternative, names: Names) -> Alternative:
    return replace(one, offer=_offer(one.offer, names), needs=tuple(_need(each, names) for each in one.needs))


def _value(value: FactValue, names: Names) -> FactValue:
    if isinstance(value, Unknown | Between):
        return replace(value, needs=tuple(_key(need, names) for need in value.needs))
    return value


def _key(key: str, names: Names) -> str:
    fact, sign, about = key.partition("@")
    return f"{fact}{sign}{names.get(about, about)}"
