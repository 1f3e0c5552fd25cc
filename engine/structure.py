"""What the engine itself asks of an agreement, beside what its rules read.

These are the terms by which lists and measurements act, turns are counted and applicants ordered. Only what an agreement makes use of is asked: one whose rules never look at a measurement need not say when one acts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from kredslob.rules.conditions import facts_of
from kredslob.rules.model import Rule

ALWAYS: Final = ("applies_by", "wheel.on_change", "rank.tie_break")
_ACTING: Final = ("standing.takes_effect", "adjustment.day")
FOR_FACT: Final[Mapping[str, tuple[str, ...]]] = {
    "acting_51b": _ACTING,
    "acting_61a": _ACTING,
    "newly_listed": (*_ACTING, "standing.new_since"),
    "outside_workforce": (
        "measurement.takes_effect", "adjustment.day", "measurement.counts_unemployed", "measurement.counts_students",
    ),
    "forty_plus": ("forty_plus.threshold",),
    "transfer_due": ("transfer.wheel",),
}  # fmt: skip
FOR_CHANNEL: Final[Mapping[str, tuple[str, ...]]] = {
    "rehousing": ("rehousing.counts_as_referral",),
    "own_estate_transfer": ("flexible.applies_to_transfers",),
    "organisation_transfer": ("flexible.applies_to_transfers",),
    "flexible": ("flexible.split_wheel", "flexible.nobody_qualifies"),
}
BASE_SHARE: Final = "referral.base_share"
BINDS: Final = "agreement.binds"  # whom: the members of BL's 1. kreds, where it does not say
EVERYBODY: Final = "everybody"
_BESIDES: Final = (  # read where they are given
    BINDS, "flexible.base_share", "measurement.holds_months", "family.precedence_rooms", "transfer.covers",
    "compensation.method", "compensation.scope", "compensation.cap", "compensation.extra_turns",
    "referral.counts", "referral.refused", "referral.freed_counts",
)  # fmt: skip
READ: Final = frozenset(
    {
        *ALWAYS,
        BASE_SHARE,
        *_BESIDES,
        *(name for some in (FOR_FACT, FOR_CHANNEL) for names in some.values() for name in names),
    }
)


def asked_of(rules: Iterable[Rule]) -> tuple[str, ...]:
    """Give the parameters that an agreement with these rules must have a value for."""
    found = dict.fromkeys(ALWAYS)
    named: set[str] = set()
    for rule in rules:
        named |= {rule.decides, *facts_of(rule.when)}
        if rule.decides == "channel":
            found.update(dict.fromkeys(FOR_CHANNEL.get(str(rule.value), ())))
    for fact, parameters in FOR_FACT.items():
        if fact in named:
            found.update(dict.fromkeys(parameters))
    if "referral_due" in named and "referral_share" not in named:
        found[BASE_SHARE] = None
    return tuple(found)
